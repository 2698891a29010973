"""Tables of notation: a cell with a symbol alone, and beside it what the symbol is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mclint.document.sentences import FORMULA, Passage

LONGEST = 300  # characters of a cell that explains a symbol


def rows(read: Sequence[Passage]) -> Iterator[Passage]:
    """Two neighbouring cells as one passage, where the first holds a formula and nothing else."""
    for first, second in pairwise(read):
        alone = first.text.strip() == FORMULA and first.segments[0].is_math
        beside = second.segments[0].block == first.segments[0].block + 1
        if alone and beside and not second.is_heading and len(second.text) <= LONGEST:
            yield _joined(first, second)


def _joined(first: Passage, second: Passage) -> Passage:
    """ "A: symmetric matrix"; what stands for the colon belongs to the first cell."""
    text = f"{first.text.strip()}: "
    where = next(place for place, segment in enumerate(first.segments) if segment.is_math)
    formulas = {place + len(text): formula for place, formula in second.formulas.items()}
    formulas |= dict(zip((0,), first.formulas.values(), strict=False))
    offsets = (0, *(place + len(text) for place in second.offsets))
    return Passage(text + second.text, offsets, (first.segments[where], *second.segments), formulas, second.heading)
