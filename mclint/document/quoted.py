"""Formulas that the text itself calls wrong: a common mistake, or a guess that the next sentence takes back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mclint.sources.segment import Kind, Segment
from mclint.span import Span
from mclint.syntax.operators import FUNCTIONS
from mclint.syntax.tree import Apply, Name, Parsed, nodes

Piece = tuple[Segment, Parsed | None]
BEFORE = (
    r"(?:\b(?P<word>wrong(?:ly)?|incorrect(?:ly)?|false|mistakes?|mistaken(?:ly)?|pitfalls?|nonsense|invalid|"
    r"erroneous(?:ly)?|not\s+true\s+that)\b|❌|✗|✘|错误|不正确)[^.!?。！？]{0,160}$"
)
AFTER = (
    r"[\s,;.)*]*(?:(?:is|are|was|would\s+be)\s+(?:\w+\s+)?(?:(?P<bare>undefined|not\s+defined)|wrong|incorrect|meaningless|"
    r"invalid|nonsense|not\s+(?:true|correct|possible|valid))\b|(?:[^.!?]{0,60}\b)?(?:does\s+not|doesn['’]t|do\s+not|"
    r"don['’]t|cannot)\s+(?:quite\s+|really\s+|even\s+)?(?:work|make\s+sense|match|conform|hold|fit|type-?check)\b|"
    r"[^.!?;]{0,60}\b(?:undefined|(?:not|never|nor)\b[^.!?;]{0,30}\b(?:defined|exist|make\s+sense))\b)"
)
RIGHT = r"\b(?:correct|right|true|instead|fixed)\b|✓|✔|✅"
SIZED = r"\s*(?:would\s+be|will\s+be|is|has)\s+(?:of\s+|a\s+|the\s+)?(?:size|shape|dimensions?)\b"
CLOSE = 200  # characters
NAMED = frozenset(FUNCTIONS.values())


def is_quoted(pieces: Sequence[Piece], span: Span) -> bool:
    """Whether the words around a formula call it wrong."""
    place = bisect_right(pieces, span.start, key=lambda piece: piece[0].span.start) - 1
    if place < 0:
        return False
    block = pieces[place][0].block
    own = [segment for segment, _ in pieces[max(0, place - 12) : place] if segment.block == block]
    said = re.search(BEFORE, _text(own)[-CLOSE:], re.I)
    if said and not (said["word"] and re.search(RIGHT, said.string[said.end("word") :], re.I)):
        return True
    after = _going_on(pieces, place, AFTER)
    return after is not None and not (after["bare"] and _is_composed(pieces[place][1]))


def is_sized(pieces: Sequence[Piece], span: Span) -> bool:
    r"""Whether the words behind a formula say what size it has: that of `A \times B` tells which product is meant."""
    place = bisect_right(pieces, span.start, key=lambda piece: piece[0].span.start) - 1
    return _going_on(pieces, place, SIZED) is not None


def _going_on(pieces: Sequence[Piece], place: int, how: str) -> re.Match[str] | None:
    """How the words behind a formula begin, if so."""
    following = [segment for segment, _ in pieces[place + 1 : place + 2] if segment.kind is Kind.PROSE]
    return re.match(how, _text(following)[:CLOSE], re.I)


def _is_composed(parsed: Parsed | None) -> bool:
    r"""Whether a function is taken of more than a letter: textbooks call `AB` or `\det A` undefined, not `\det(AB)`."""
    formulas = [each.relation for each in parsed.formulas] if parsed is not None else []
    called = [node for each in formulas for node in nodes(each) if isinstance(node, Apply) and node.op in NAMED]
    return any(len([part for part in nodes(node) if isinstance(part, Name)]) > 1 for node in called)


def _text(segments: Iterable[Segment]) -> str:
    """The words of segments; a formula is a space."""
    return "".join(" " if segment.is_math else segment.text for segment in segments)
