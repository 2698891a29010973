"""Which layout a document keeps: the layouts of its claims, what it states, and where the two do not agree.

Each derivative claim has the set of layouts in which it is true. A scope is consistent when some layout is in all sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mclint.document.statement import StatedLayout
from mclint.records import NamedTuple
from mclint.values.verdict import EVERY_LAYOUT, LAYOUTS


class LayoutClaim(NamedTuple):
    """A claim that tells layouts apart, by its place among the results."""

    number: int
    layouts: frozenset[str]
    start: int
    by_matrix: bool = False  # which has the variable's shape for nearly everyone, whatever the layout of others


class Clash(NamedTuple):
    """A claim, and one that no layout makes true together with it."""

    number: int
    against: int


def common(claims: Sequence[LayoutClaim]) -> frozenset[str]:
    """The layouts in which all claims are true."""
    found = EVERY_LAYOUT
    for claim in claims:
        found &= claim.layouts
    return found


def prevailing(claims: Sequence[LayoutClaim]) -> str:
    """The layout that makes the most claims true; of two the one that the document uses first."""
    counts = Counter({layout: 0 for layout in LAYOUTS})
    for claim in claims:
        counts.update(claim.layouts)
    first = {layout: next((c.start for c in claims if layout in c.layouts), 0) for layout in LAYOUTS}
    return max(LAYOUTS, key=lambda layout: (counts[layout], -first[layout]))


def clash(claims: Sequence[LayoutClaim]) -> Clash | None:
    """The first claim outside the prevailing layout, with the nearest one of its kind that it contradicts."""
    by_matrix, others = ([claim for claim in claims if claim.by_matrix is wanted] for wanted in (True, False))
    return _clash(others) or _clash(by_matrix) or _turned(by_matrix, others)


def _turned(by_matrix: Sequence[LayoutClaim], others: Sequence[LayoutClaim]) -> Clash | None:
    """A derivative by a matrix that is transposed beside gradients that are columns; the other way round is usual."""
    for claim in by_matrix:
        against = [other for other in others if claim.layouts == {"numerator"} and "numerator" not in other.layouts]
        if against:
            return Clash(claim.number, min(against, key=lambda other: abs(other.start - claim.start)).number)
    return None


def _clash(claims: Sequence[LayoutClaim]) -> Clash | None:
    if not claims or common(claims):
        return None
    best = prevailing(claims)
    for claim in claims:
        if best in claim.layouts:
            continue
        against = [other for other in claims if not (other.layouts & claim.layouts)]
        against = against or [other for other in claims if best in other.layouts]
        nearest = min(against, key=lambda other: abs(other.start - claim.start))
        return Clash(claim.number, nearest.number)
    return None


def stated_at(stated: Sequence[StatedLayout], offset: int) -> StatedLayout | None:
    """The last layout that the text settled on before an offset, if that still holds there."""
    found = None
    for each in stated:
        if each.span.start <= offset < each.until:
            found = each
    return found


def announced_at(stated: Sequence[StatedLayout], offset: int) -> StatedLayout | None:
    """The announcement ("from here on we use …") in force at an offset: it begins a period of the document."""
    return stated_at([each for each in stated if each.announced], offset)
