"""Stated layouts: "we use denominator layout", "the gradient is a column vector", and what layouts' names mean."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from mclint.document.arrangements import COLUMNS, ROWS, TALL, WIDE, of_gradients, of_jacobians
from mclint.document.layout_claims import BY_SCALAR, COLUMN, MENTION, NAME, ROW, Claim, claims_in, coded, measured
from mclint.document.sentences import Passage, sentences
from mclint.document.statement import Declaration, LayoutDefinition, StatedLayout
from mclint.patterns import regex

MEASURES = {"column": COLUMNS, "denominator": TALL, "numerator": ROWS, "jacobian": WIDE}
WORDS = ("layout", "gradient", "derivative", "jacobian", "size", "\ufffc is ", "\ufffc has ")
SPEAKS = regex(r"layout|gradient|derivative|jacobian|\ue003")
PRONOUN = regex(r"\bit\b")
USES = regex(
    r"\b(?:we|i|our|this|these|here|throughout|let\s+us|notes?|text|page|article|chapter|section|post|topic|document|"
    r"book|course|tutorial)\b[^.;]{0,80}?\b(?:us(?:e|es|ing|ed)|adopt(?:s|ed|ing)?|follow(?:s|ed|ing)?|employ(?:s|ed)?|"
    r"continue|work(?:s|ing)?|stick|prefer|choose|chose|assume[sd]?|say|written|stay|keep|go|take|write|differentiate)\b"
    r"[^.;]{0,60}$"
)
OTHERS = regex(
    r"\b(?:most|many|some|several|others?|often|sometimes|usually|commonly|wikipedia|textbooks?|authors?|statistic\w*|"
    r"economi\w*|literature|people|they|if|whether|not|never|avoid|instead|rather|unlike|contrast|could|might|may|"
    r"would|can|either|alternatively|alternative|whereas|compared?|both|opposed|field|should)\b|n t\b"
)
CALLED = regex(r"\b(?:often|sometimes|usually|commonly|also)\s+(?:called|known|referred)\b")
LED = regex(
    r"^\W*(?:\d+\W+)?(?:(?:so|now|then|hence|thus|here|and|also)\W+)?(?:in|with|using|under|adopting|following)?\s*"
    r"(?:the\s+)?(?:so-called\s+)?$"
)
CHOSEN = regex(
    r"\b(?:the|our)\s+(?:layout|convention)\s+(?:that\s+we\s+use\s+)?is\s+(?:the\s+)?$|"
    r"\b(?:all|every|everything|each)\b[^.;]{0,60}\b(?:is|are)\b[^.;]{0,30}\bin\s+(?:the\s+)?$|"
    r"\b(?:all|every)\s+(?:derivative|gradient|jacobian)s?\s+in\s+(?:the\s+)?$"
)
APPOSED = regex(
    r"(?:\(|\bthat\s+is,?|\bi\.e\.,?|\bthis\s+is|\bwhich\s+is)\s*(?:called\s+|known\s+as\s+)?(?:the\s+|in\s+)*$"
)
LABELLED = regex(r"^\W*(?:layout|convention|notation|layout\s+convention)\s*:?\s*(?:the\s+)?$")
PASSIVE = regex(
    r"^\s*(?:convention\s+|notation\s+)?(?:is|are|will\s+be|shall\s+be)\s+(?:used|adopted|assumed|followed|employed)"
    r"(?!\s+by)|^\s*(?:throughout|everywhere|from\s+(?:here|now)\s+on)\b"
)
# "We use denominator layout for gradients" says nothing of Jacobians.
OF_GRADIENTS = regex(
    r"^\s*(?:convention\s+|notation\s+)?(?:only\s+)?(?:for|of|with|when\s+\w+ing)\s+(?:the\s+|all\s+|our\s+)?"
    r"(?:gradients?|scalars?|losses|(?:partial\s+)?derivatives?\s+of\s+(?:an?\s+|the\s+)?(?:scalars?|loss|cost)\w*)\b"
)
MADE = {ROW: "a row", COLUMN: "a column"}


class _Reading:
    """What has been read so far: a builder that lives inside `stated_layouts`."""

    def __init__(self) -> None:
        self.named: list[tuple[str, StatedLayout]] = []
        self.passing: list[tuple[str, StatedLayout]] = []
        self.apposed: list[tuple[str, StatedLayout]] = []
        self.plain: list[StatedLayout] = []
        self.definitions: list[LayoutDefinition] = []


def stated_layouts(
    read: Sequence[Passage], said: Sequence[Declaration]
) -> tuple[tuple[StatedLayout, ...], tuple[LayoutDefinition, ...]]:
    """The layouts a document settles on, and what it says their names mean."""
    reading = _Reading()
    for number, passage in enumerate(read):
        lowered = passage.text.lower()
        if not passage.is_heading and any(each in lowered for each in WORDS):
            before = len(reading.passing)
            _read(passage, coded(passage), said, reading)
            reading.passing[before:] = [
                (name, each._replace(until=_reach(read, number, each))) for name, each in reading.passing[before:]
            ]
    spans = {each.span for each in reading.definitions}
    passing = [(name, each) for name, each in reading.passing if each.span not in spans]
    names = {name for name, _ in (*passing, *reading.named)}
    if len(names) == 1:  # a text that speaks of one layout only
        passing = [(name, each._replace(until=math.inf)) for name, each in passing]
    else:
        passing = [(name, each._replace(announced=True)) for name, each in passing]
    if len(names | {name for name, _ in reading.apposed} | {each.name for each in reading.definitions}) == 1:
        passing.extend(reading.apposed)  # "gradients are columns (denominator layout)"
    stated = [_meant(name, statement, reading.definitions) for name, statement in (*reading.named, *passing)]
    layouts = sorted((*stated, *reading.plain), key=lambda statement: statement.span)
    return tuple(layouts), tuple(reading.definitions)


def _reach(read: Sequence[Passage], number: int, said: StatedLayout) -> int:
    """Where "in numerator layout" ends to hold: with its paragraph, or with the display that it leads to."""
    last = read[number].segments[-1]
    is_lead = last.span.start <= said.span.start and not last.text[said.span.end - last.span.start :].strip(" \n:,.*_")
    if is_lead and number + 1 < len(read):
        last = read[number + 1].segments[-1]
    return last.span.end


def _read(passage: Passage, text: str, said: Sequence[Declaration], reading: _Reading) -> None:
    """The sentences of one passage; claims after "in the … layout" say what that name means."""
    if not SPEAKS.search(text):
        return
    heading = MENTION.search(passage.heading.lower())
    current = None
    if heading is not None:
        current = (heading.group(1), -1, -1)
    for start, end in sentences(passage.text):
        mentions = (
            [(match.group(1), *match.span()) for match in MENTION.finditer(text, start, end)]
            if "layout" in text[start:end]
            else []
        )
        claims = claims_in(text, start, end)
        by_scalar = "scalar" in text and PRONOUN.search(text, start, end) and BY_SCALAR.search(text, 0, start)
        if by_scalar or text[start:end].rstrip().endswith("?"):
            continue  # "it" is the derivative of a vector by a scalar, which lies the other way; or a question
        if mentions:
            claims.extend(_as_claims(measured(passage, text, (start, end), said)))
        if mentions or (current is not None and claims):
            defined = _defined(passage, mentions, claims, current, reading)
            if mentions:
                led = LED.search(text[start : mentions[0][1]]) and len({each[0] for each in mentions}) == 1
                current = mentions[-1] if defined or led else None
            _named(passage, text, (start, end), mentions, defined, reading)
            if defined:
                continue
        if not mentions:
            _unnamed(passage, text, (start, end), said, reading)


def _as_claims(sized: Iterable[Claim]) -> Iterator[Claim]:
    """Claims by size as claims about rows and columns."""
    for claim in sized:
        yield claim._replace(layout=COLUMN if claim.layout in ("column", "denominator") else ROW)


Mention = tuple[str, int, int]


def _defined(
    passage: Passage, mentions: Sequence[Mention], claims: Sequence[Claim], current: Mention | None, reading: _Reading
) -> bool:
    """Adds the definitions that the claims of one sentence make."""
    given: dict[Mention, str] = {}
    for claim in claims:
        mention = _owner(claim, mentions, current)
        if mention is not None and mention[0] in (ROW, COLUMN):
            given.setdefault(mention, claim.layout)
    for mention, layout in given.items():
        name, start, end = mention
        known = any(each.span == passage.locate(start, end) for each in reading.definitions) if start >= 0 else False
        if known:
            continue
        claim = next(each for each in claims if each.layout == layout)
        span = passage.locate(start, end) if start >= 0 else passage.locate(claim.start, claim.end)
        because = f"{name} layout is said to make the derivative of a scalar {MADE[layout]}"
        reading.definitions.append(LayoutDefinition(name, layout != name, span, because))
    return bool(given)


def _owner(claim: Claim, mentions: Sequence[Mention], current: Mention | None) -> Mention | None:
    """The mention of a layout that a claim is about: the one it names, the last before it, the only one after it."""
    if claim.name:
        return next((each for each in mentions if claim.start <= each[1] < claim.end), None)
    before = [each for each in mentions if each[1] < claim.start]
    if before:
        return before[-1]
    return mentions[0] if len(mentions) == 1 else None if mentions else current


def _named(
    passage: Passage, text: str, bounds: tuple[int, int], mentions: Sequence[Mention], defined: bool, reading: _Reading
) -> None:
    """Statements by name: "we use denominator layout", "in denominator layout, …"."""
    for name, start, end in mentions:
        before, following = CALLED.sub("called", text[bounds[0] : start]), text[end : bounds[1]]
        span = passage.locate(start, end)
        of_gradients = name == COLUMN and OF_GRADIENTS.search(following) is not None
        because = f"the text uses {name} layout{' for gradients' if of_gradients else ''}"
        stated = StatedLayout(COLUMNS if of_gradients else frozenset(), span, because)
        # "in the denominator layout" may have begun inside the mention
        lead = before + re.sub(NAME, "", text[start:end])
        if OTHERS.search(before):
            continue
        passive = PASSIVE.search(following) and not OTHERS.search(following)
        if USES.search(lead) or LABELLED.search(before) or CHOSEN.search(lead) or passive:
            reading.named.append((name, stated._replace(announced=True)))
        elif len({each[0] for each in mentions}) > 1:
            continue
        elif defined and APPOSED.search(lead):
            reading.apposed.append((name, stated))
        elif not defined and LED.search(lead) and (lead.strip() or not following.strip(" \n:*_")):
            reading.passing.append((name, stated))


def _meant(name: str, statement: StatedLayout, definitions: Sequence[LayoutDefinition]) -> StatedLayout:
    """A statement in the author's own words: a name that the text defines the other way round means the other."""
    same = [each for each in definitions if each.name == name] or definitions
    earlier = [each for each in same if each.span.start <= statement.span.start] or same
    swapped = bool(earlier) and earlier[-1].swapped
    if name in ("hybrid", "mixed"):
        return statement._replace(layouts=frozenset({"hybrid"}))
    if not swapped and statement.layouts:
        return statement
    if not swapped:
        return statement._replace(layouts=frozenset({name}))
    layouts = COLUMNS if name == ROW else ROWS
    made = MADE[COLUMN if name == ROW else ROW]
    because = f"{statement.because}, by which it means that the derivative of a scalar is {made}"
    return statement._replace(layouts=layouts, because=because)


def _unnamed(
    passage: Passage, text: str, bounds: tuple[int, int], said: Sequence[Declaration], reading: _Reading
) -> None:
    """Statements without a name: "the gradient is a column vector", "gradients have the same shape as x"."""
    sentence = text[bounds[0] : bounds[1]]
    if not sentence.rstrip().endswith("?") and not OTHERS.search(sentence) and " or " not in sentence:
        reading.plain.extend(of_gradients(passage, text, bounds))
        reading.plain.extend(of_jacobians(passage, text, bounds, said))
    reading.plain.extend(_by_size(passage, text, bounds, said))


def _by_size(passage: Passage, text: str, bounds: tuple[int, int], said: Sequence[Declaration]) -> list[StatedLayout]:
    """Statements by the size of a derivative: "∂y/∂x is a matrix of size n × m"."""
    because = "this size is said of the derivative"
    return [
        StatedLayout(MEASURES[claim.layout], passage.locate(claim.start, claim.end), because)
        for claim in measured(passage, text, bounds, said)
    ]
