"""Where the parser stands in the tokens, and what it may do there without knowing any grammar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from mclint.records import NamedTuple
from mclint.sources.segment import Problem
from mclint.span import Span
from mclint.syntax.sites import Site, Told
from mclint.syntax.tokens import Token, spell
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Opaque
from mclint.syntax.vocabulary import FONTS, MARKS, RELATIONS, ROW_BREAKS, SEPARATORS, SWITCHES

# Deep enough for any formula that is read by people, and low enough that no walk over the tree meets Python's bound.
MAX_DEPTH = 60

Row = Callable[["Cursor", Token], Expr | None]
Result = TypeVar("Result")
ARGUMENTS = {
    **dict.fromkeys((*FONTS, *MARKS, *SWITCHES, "\\sqrt", "\\vec", "\\dot", "\\ddot"), 1),
    **dict.fromkeys(("\\frac", "\\tfrac", "\\dfrac", "\\cfrac"), 2),
}
NOT_ARGUMENTS = frozenset((*RELATIONS, *SEPARATORS, *ROW_BREAKS, "}", "^", "_"))


class Grammar(NamedTuple):
    """What begins with a token, by its text or else its kind, and what a factor may carry: scripts and calls."""

    rows: Mapping[str, Row]
    kinds: Mapping[str, Row]
    dress: Callable[[Cursor, Expr, int], Expr]


class Cursor:
    """A place in the tokens; `end` bounds the group that is being read, `font` is the font in force."""

    __slots__ = (
        "depth",
        "differentials",
        "end",
        "expanded",
        "font",
        "grammar",
        "increments",
        "partner",
        "position",
        "problems",
        "read",
        "rows",
        "script",
        "sites",
        "tokens",
        "told",
    )

    def __init__(self, tokens: list[Token], partner: list[int], grammar: Grammar, expanded: bool) -> None:
        self.tokens, self.partner, self.grammar, self.expanded = tokens, partner, grammar, expanded
        self.rows = grammar.rows
        self.position, self.end, self.depth = 0, len(tokens), 0
        self.font, self.script, self.differentials = "", False, False
        self.increments: frozenset[str] | None = None
        self.problems: list[Problem] = []
        self.read: dict[int, tuple[list[Expr], str]] = {}
        self.sites: list[Site] = []
        self.told: Mapping[int, Told] = {}  # what the parentheses behind symbols are, by place

    def text(self, ahead: int = 0) -> str:
        """The text of a token from here on, or nothing past the end of the group."""
        place = self.position + ahead
        return self.tokens[place].text if place < self.end else ""

    def span(self, begin: int, stop: int = -1) -> Span:
        """The place of the tokens from `begin` up to here, or up to `stop`."""
        stop = self.position if stop < 0 else stop
        if stop <= begin:
            return self.point(begin)
        if self.expanded:
            part = self.tokens[begin:stop]
            return Span(min(token.start for token in part), max(token.end for token in part))
        return Span(self.tokens[begin].start, self.tokens[stop - 1].end)

    def point(self, place: int) -> Span:
        """The empty place before a token."""
        if place < len(self.tokens) and place < self.end:
            at = self.tokens[place].start
        else:
            at = self.tokens[place - 1].end if place else 0
        return Span(at, at)

    def missing(self) -> Expr:
        """An operand that is not written."""
        return self.missing_after(self.position)

    def missing_after(self, place: int) -> Expr:
        """An operand that is not written, directly behind the token before `place`."""
        at = self.tokens[place - 1].end if place else self.tokens[0].start if self.tokens else 0
        return Apply(Span(at, at), Op.MISSING, ())

    def opaque(self, begin: int, reason: str = "unsupported-notation") -> Opaque:
        """What stands between `begin` and here, unread."""
        return Opaque(self.span(begin), spell(self.tokens[begin : self.position]), reason)

    def rest(self, begin: int, reason: str) -> Opaque:
        """What stands between `begin` and the end of the group, unread."""
        self.position = self.end
        return self.opaque(begin, reason)

    def problem(self, span: Span, message: str, label: str) -> None:
        """Report mathematics that is not well formed."""
        self.problems.append(Problem(span, message, label))

    def within(self, start: int, stop: int, read: Callable[[Cursor], Result], script: bool = False) -> Result:
        """What `read` makes of the tokens from `start` up to `stop`; the cursor comes back to where it was."""
        outer = self.position, self.end, self.font, self.script
        self.position, self.end = start, stop
        if script:
            self.font, self.script = "", True
        result = read(self)
        self.position, self.end, self.font, self.script = outer
        return result

    def argument(self) -> tuple[int, int] | None:
        """The bounds of the next argument, what stands in braces or one token, and step over it."""
        place = self.position
        if place >= self.end:
            return None
        if self.tokens[place].text == "{":
            self.position = self.partner[place] + 1
            return place + 1, self.partner[place]
        if self.tokens[place].text in NOT_ARGUMENTS:
            return None
        wanted = 1
        while wanted and self.position < self.end:
            text = self.tokens[self.position].text
            wanted += ARGUMENTS.get(text, 0) - 1
            partner = self.partner[self.position]
            self.position = partner + 1 if partner > self.position else self.position + 1
        return place, self.position


def respan(expr: Expr, span: Span) -> Expr:
    """The same expression at another place."""
    if isinstance(expr, Name):
        return Name(span, expr.letter, expr.font, expr.marks, expr.label)
    if isinstance(expr, Apply):
        return Apply(span, expr.op, expr.args)
    if isinstance(expr, Number):
        return Number(span, expr.value)
    return replace(expr, span=span)
