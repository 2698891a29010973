"""Comments that speak to mclint: ignore a rule, be silent for a while, or take a fact the reader need not see."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.macros import Range
from mclint.sources.segment import Segment
from mclint.span import LINE_END, Span

COMMENT = regex(r"(?:<!--|%+)\s*mclint:\s*(ignore-file|ignore|off|on|let|[\w-]+)[ \t]*", re.I)
REASON = regex(r"\s--(?:\s|$)|-->")
RULE = regex(r"[A-Za-z][\w-]*")
KINDS = frozenset({"ignore", "ignore-file", "off", "on", "let"})


class Directive(NamedTuple):
    """What a comment asks, and the offsets `first:last` it is about. No `rules` means all of them.

    `kind` is "ignore", "ignore-file", "off", "on", "let", or "unknown", whose rules hold the word itself.
    """

    kind: str
    rules: tuple[str, ...]
    span: Span
    first: int
    last: int


def sentence(text: str, comment: Range) -> Range | None:
    """The sentence of a `let` comment, from its "let" to the end of the comment."""
    start = COMMENT.match(text, *comment)
    if not start or start[1].lower() != "let":
        return None
    end = comment[1] - 3 if text.startswith("-->", comment[1] - 3) else comment[1]
    return start.start(1), max(end, start.end(1))


def read_directives(text: str, comments: Iterable[Range], segments: Sequence[Segment]) -> tuple[Directive, ...]:
    """The directives among the comments; an ignored line reaches to the end of the displays that begin on it."""
    found = [directive for comment in comments if (directive := _directive(text, comment))]
    if not found:
        return ()
    lines = (0, *(match.end() for match in LINE_END.finditer(text)), len(text) + 1)
    mathematics = [segment.span for segment in segments if segment.is_math]
    placed = (_placed(text, directive, lines, mathematics) for directive in found)
    return tuple(_switched(placed, len(text)))


def _directive(text: str, comment: Range) -> Directive | None:
    start = COMMENT.match(text, *comment)
    if not start:
        return None
    kind, rest = start[1].lower(), text[start.end() : comment[1]]
    end = REASON.search(rest)
    names = tuple(RULE.findall(rest[: end.start()] if end else rest)) if kind != "let" else ()
    if kind not in KINDS:
        kind, names = "unknown", (kind,)
    return Directive(kind, names, Span(*comment), comment[0], comment[1])


def _placed(text: str, directive: Directive, lines: Sequence[int], mathematics: list[Span]) -> Directive:
    if directive.kind == "ignore-file":
        return directive._replace(first=0, last=len(text) + 1)
    if directive.kind != "ignore":
        return directive
    row = bisect_right(lines, directive.span.start) - 1
    if not text[lines[row] : directive.span.start].strip(" \t>-*"):
        row = bisect_right(lines, directive.span.end - 1)
        while row < len(lines) - 2 and not text[lines[row] : lines[row + 1]].strip(" \t>\r\n"):
            row += 1
    if row >= len(lines) - 1:
        return directive._replace(first=len(text), last=len(text) + 1)
    first, last = lines[row], lines[row + 1]
    at = bisect_left(mathematics, first, key=lambda span: span.start)
    while at < len(mathematics) and mathematics[at].start < lines[row + 1]:
        last = max(last, mathematics[at].end)
        at += 1
    return directive._replace(first=first, last=last)


def _switched(directives: Iterable[Directive], end: int) -> Iterator[Directive]:
    """Each "off" reaches to the next "on"."""
    waiting: list[Directive] = []
    found: list[Directive] = []
    for directive in directives:
        if directive.kind == "off":
            waiting.append(directive)
            continue
        if directive.kind == "on":
            found.extend(off._replace(first=off.span.end, last=directive.span.start) for off in waiting)
            waiting = []
        found.append(directive)
    found.extend(off._replace(first=off.span.end, last=end + 1) for off in waiting)
    yield from sorted(found, key=lambda directive: directive.span)


def silences(directive: Directive, rule: str, span: Span, family: str = "") -> bool:
    """Whether one directive asks for silence about a rule, or its family, at a span.

    One that names nothing does not hide what is found about comments like itself.
    """
    if directive.kind not in ("ignore", "ignore-file", "off"):
        return False
    if rule not in directive.rules and family not in directive.rules and (directive.rules or rule == "unused-ignore"):
        return False
    return span.start < directive.last and directive.first < max(span.end, span.start + 1)


def ignored(directives: Iterable[Directive], rule: str, span: Span, family: str = "") -> bool:
    """Whether a directive asks for silence about a rule at a span."""
    return any(silences(directive, rule, span, family) for directive in directives)
