"""The blocks of a text by their number, and those that a block may go on in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from mclint.patterns import regex
from mclint.sources.segment import Kind, Segment
from mclint.syntax.tree import Parsed

Piece = tuple[Segment, Parsed | None]
IF = regex(r"(?:^|\s)(?:if|when|whenever|falls|wenn|ist|si)[\s,]|若|如果", re.I)


def numbers_of_blocks(pieces: Sequence[Piece]) -> Callable[[int], int]:
    """A function from offsets to block numbers."""
    starts = [segment.span.start for segment, _ in pieces]

    def block(offset: int) -> int:
        place = bisect_right(starts, offset) - 1
        return pieces[max(place, 0)][0].block if pieces else 0

    return block


def following_blocks(pieces: Sequence[Piece]) -> dict[int, tuple[int, ...]]:
    """For each block the next one, where that begins with "where" or follows an "if" in this one."""
    order = list(dict.fromkeys(segment.block for segment, _ in pieces))
    first_words: dict[int, str] = {}
    conditional: set[int] = set()
    for segment, _ in pieces:
        if segment.kind is Kind.PROSE:
            first_words.setdefault(segment.block, segment.text.strip().lower()[:12])
            if IF.search(segment.text):
                conditional.add(segment.block)
    found: dict[int, tuple[int, ...]] = {}
    for here, following in pairwise(order):
        if first_words.get(following, "").startswith(("where", "with", "here")):
            found[here] = (*found.get(here, ()), following)
        if here in conditional:
            found[following] = (*found.get(following, ()), here)
    return found
