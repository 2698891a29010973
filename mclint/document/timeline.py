"""The facts of a document in the order of the text: what holds where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mclint.document.declaring import RENEWING, declare, joined
from mclint.document.mentions import Mentions
from mclint.document.scope import NOTHING, Definition, Facts, Scope
from mclint.document.statement import Declaration, Property, Rank, SizeEquation
from mclint.document.units import Units
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.span import Span


class Event(NamedTuple):
    """Something the text says of a symbol at an offset."""

    offset: int
    block: int
    key: str
    declaration: Declaration | None = None
    definition: Definition | None = None
    stated: Property | None = None
    span: Span | None = None
    conditional: bool = False
    lasting: bool = False  # said of all that follows


SHAPING = RENEWING | {Rank.SQUARE}
GENERAL = frozenset({Property.ASYMMETRIC, Property.CONSTANT})  # no assumptions
REACH_BACK = 800  # characters from an equation to the sentence behind it that says what its letters are
AT_ONCE = 120  # characters behind an equation
SENTENCE_END = regex(r"[.!?;][\s$\\\]]*\s[A-Z]|\n\s*\n")
GENERAL_SECTION = regex(r"\b(?:notations?|conventions?|preliminar\w+|dimensions?|setup|definitions?|symbols)\b", re.I)


@dataclass(eq=False, repr=False)
class Timeline:
    """Applies events in order. Mutable while a document is read."""

    events: list[Event]
    sizes: frozenset[str]
    equal_sizes: tuple[SizeEquation, ...]
    einstein: bool
    structured: frozenset[str]
    acting: frozenset[str]
    two_fonts: frozenset[str]
    mentioned: Mentions
    facts: dict[str, Facts] = field(default_factory=dict)
    sections: list[tuple[int, int, dict[str, Facts], dict[str, tuple[int, ...]]]] = field(default_factory=list)
    homes: dict[str, tuple[int, ...]] = field(
        default_factory=dict
    )  # the sections in which the last word on a symbol stands
    opened: int = 0
    foreign: set[str] = field(default_factory=set)  # declared in this section, and defined in another one
    general: set[tuple[int, ...]] = field(default_factory=set)  # sections about notation: they speak for the document
    lasting: dict[str, frozenset[Property]] = field(default_factory=dict)  # what is said for the whole document
    said_at: dict[str, int] = field(default_factory=dict)  # where the last property of a symbol is stated
    passed: int = 0
    indexed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _scope: Scope | None = None

    def __post_init__(self) -> None:
        self.units = Units(self.mentioned.text)
        for key in dict.fromkeys(event.key for event in self.events if event.definition is not None):
            base, _, places = key.partition("_")
            if places and all(place.isalpha() for place in places.split(",")):
                self.indexed[base] = (*self.indexed.get(base, ()), key)

    def heading(self, level: int, title: str) -> None:
        """Leaving a section restores what the enclosing ones say.

        What only that section declared stays known, but not what a section inside it declared.
        """
        while self.sections and self.sections[-1][0] >= level:
            _, _, outer, homes = self.sections.pop()
            path = self.path
            for key, facts in outer.items():
                if homes[key] == path[: len(homes[key])] and self.facts[key] is not facts:
                    self.facts = {**self.facts, key: facts}
                    self.homes = {**self.homes, key: homes[key]}
        path = self.path
        for key, home in self.homes.items():
            if (
                home[: len(path)] == path
                and len(home) - len(path) >= 2
                and key in self.facts
                and home not in self.general
            ):
                self.facts = {each: facts for each, facts in self.facts.items() if each != key}
        for key, properties in self.lasting.items():
            facts = self.facts.get(key, NOTHING)
            self.facts = {**self.facts, key: facts._replace(properties=facts.properties | properties)}
        self._scope = None
        self.opened += 1
        self.sections.append((level, self.opened, self.facts, self.homes))
        if GENERAL_SECTION.search(title):
            self.general.add(self.path)

    @property
    def path(self) -> tuple[int, ...]:
        """The numbers of the sections that are open."""
        return tuple(number for _, number, _, _ in self.sections)

    def apply(self, event: Event) -> None:
        """Take in one event."""
        before = self.facts.get(event.key, NOTHING)
        home, path = self.homes.get(event.key, ()), self.path
        if event.definition is not None and home != path[: len(home)]:
            before = NOTHING  # a section that defines a symbol anew does not mean the one of another section
        if event.definition is not None:
            self.foreign.discard(event.key)
        elif before.definitions and home != path[: len(home)]:
            self.foreign.add(event.key)
        if before.properties and self._is_anew(event, home):
            kept = self.lasting.get(event.key, frozenset()) | before.properties & GENERAL
            earlier = before.properties - kept
            before = before._replace(properties=kept, earlier=before.earlier | earlier)
        if properties := _said(event):
            self.said_at[event.key] = event.offset
            if event.lasting:
                self.lasting[event.key] = self.lasting.get(event.key, frozenset()) | properties
        self.facts = {**self.facts, event.key: _after(before, event)}
        self.homes = {**self.homes, event.key: self.path}
        self._scope = None

    def _is_anew(self, event: Event, home: tuple[int, ...]) -> bool:
        """Whether another section, theorem or exercise declares a symbol of which something was said before."""
        if event.declaration is None or event.declaration.rows is None or home in self.general:
            return False
        return self.units.between(self.said_at.get(event.key, event.offset), event.offset)

    def advance(self, offset: int) -> None:
        """Take in all events before an offset, but for those that only hold under an "if"."""
        while self.passed < len(self.events) and self.events[self.passed].offset < offset:
            event = self.events[self.passed]
            self.passed += 1
            if not event.conditional:
                self.apply(event)

    def scope(self, span: Span, blocks: frozenset[int]) -> Scope:
        """What holds for a relation: all that was said before, and what its own block adds after it."""
        self.advance(span.start)
        around = self._around(blocks)
        later = [e for e in around if span.start <= e.offset or (e.conditional and not _is_over(e, around, span))]
        later = [e for e in later if e.declaration is None or e.offset <= span.end + REACH_BACK]
        nearby = [e for e in later if e.definition is None or not span.overlaps(e.definition.span)]
        if not nearby:
            if self._scope is None:
                self._scope = self._with(self.facts)
            return self._scope
        facts = dict(self.facts)
        for event in nearby:
            before = facts.get(event.key, NOTHING)
            known = before.rows is not None or before.definitions
            told = event.conditional or not known or event.stated is not None or _renews(event, span)
            if told or (not before.definitions and self._qualifies(event, span)):
                facts[event.key] = _after(before, event)
        return self._with(facts)

    def _qualifies(self, event: Event, span: Span) -> bool:
        """Whether the sentence of an equation goes on with what a matrix is: "… = 2 A x, where A is symmetric"."""
        said = event.declaration
        if said is None or not said.properties or said.rows is not None or said.rank not in (None, Rank.SQUARE):
            return False
        near = 0 <= event.offset - span.end <= AT_ONCE
        return near and SENTENCE_END.search(self.mentioned.text, span.end, event.offset) is None

    def _around(self, blocks: frozenset[int]) -> Iterable[Event]:
        window = self.events[max(0, self.passed - 40) : self.passed + 40]
        return [event for event in window if event.block in blocks]

    def _with(self, facts: dict[str, Facts]) -> Scope:
        path = self.path
        general = frozenset(key for key, home in self.homes.items() if home in self.general)
        distant = frozenset(
            key
            for key, home in self.homes.items()
            if (home != path[: len(home)] or key in self.foreign) and key in facts and facts[key].definitions
        )
        elsewhere = frozenset(key for key, home in self.homes.items() if home != path[: len(home)])
        return Scope(
            facts,
            elsewhere=elsewhere,
            sizes=self.sizes,
            equal_sizes=self.equal_sizes,
            einstein=self.einstein,
            structured=self.structured,
            acting=self.acting,
            two_fonts=self.two_fonts,
            mentioned=self.mentioned,
            general=general,
            distant=distant,
            indexed=self.indexed,
        )


def _said(event: Event) -> frozenset[Property]:
    """The properties that something says of a symbol."""
    if event.declaration is not None:
        return event.declaration.properties
    return frozenset() if event.stated is None else frozenset({event.stated})


def _renews(event: Event, span: Span) -> bool:
    """Whether what follows an equation at once says of which size its symbols are there: y = A x with y in …"""
    said = event.declaration
    return said is not None and said.rows is not None and 0 <= event.offset - span.end <= AT_ONCE


def _is_over(condition: Event, around: Iterable[Event], span: Span) -> bool:
    """Whether another paragraph says before an expression what a symbol is that a condition spoke of."""
    return any(
        condition.offset < each.offset < span.start
        and each.key == condition.key
        and each.block != condition.block
        and each.declaration is not None
        and (each.declaration.rows is not None or each.declaration.rank in SHAPING)
        for each in around
    )


def _after(facts: Facts, event: Event) -> Facts:
    if event.declaration is not None:
        return declare(facts, event.declaration, event.block)
    if event.definition is not None:
        others = tuple(each for each in facts.definitions if each.span != event.definition.span)[:2]
        return facts._replace(definitions=(event.definition, *others))
    if event.stated is not None:
        return facts._replace(properties=joined(facts.properties, frozenset({event.stated})))
    return facts
