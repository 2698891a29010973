"""Which layout a document keeps: the layouts of its claims, what it states, and where the two do not agree.

Each derivative claim has the set of layouts in which it is true. A scope is consistent when some layout is in all sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

from mclint.document.scope import key_of
from mclint.document.statement import StatedLayout
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Op
from mclint.syntax.walk import without_brackets
from mclint.values.verdict import EVERY_LAYOUT, LAYOUTS


class LayoutClaim(NamedTuple):
    """A claim that tells layouts apart, by its place among the results."""

    number: int
    layouts: frozenset[str]
    start: int
    by_matrix: bool = False  # which has the variable's shape for nearly everyone, whatever the layout of others
    written_out: bool = False  # by its entries, which says what the author means


class Clash(NamedTuple):
    """A claim outside the layout that prevails, the fewest with which no layout makes it true, and others like it."""

    number: int
    against: tuple[int, ...]
    more: tuple[int, ...] = ()
    prevailing: frozenset[str] = EVERY_LAYOUT  # the layouts that most of the others are in


def common(claims: Sequence[LayoutClaim]) -> frozenset[str]:
    """The layouts in which all claims are true."""
    found = EVERY_LAYOUT
    for claim in claims:
        found &= claim.layouts
    return found


def prevailing(claims: Sequence[LayoutClaim], beside: Sequence[LayoutClaim] = ()) -> str:
    """The layout of what is written out by its entries, then of the most claims, of those beside, of the first."""
    written, counts, others = (
        Counter(layout for claim in group for layout in claim.layouts)
        for group in ([claim for claim in claims if claim.written_out], claims, beside)
    )
    first = {layout: next((c.start for c in claims if layout in c.layouts), 0) for layout in LAYOUTS}
    return max(LAYOUTS, key=lambda layout: (written[layout], counts[layout], others[layout], -first[layout]))


def clashes(claims: Sequence[LayoutClaim]) -> list[Clash]:
    """The first claim outside the prevailing layout, of those by a matrix and of the others."""
    by_matrix, others = ([claim for claim in claims if claim.by_matrix is wanted] for wanted in (True, False))
    found = [_clash(others, by_matrix), _clash(by_matrix, others)]
    return [each for each in found if each is not None] or _turned(by_matrix, others)


def _turned(by_matrix: Sequence[LayoutClaim], others: Sequence[LayoutClaim]) -> list[Clash]:
    """A derivative by a matrix that is transposed beside gradients that are columns; the other way round is usual."""
    columns = [other for other in others if "numerator" not in other.layouts]
    for claim in by_matrix:
        if columns and claim.layouts == {"numerator"}:
            return [Clash(claim.number, (_nearest(claim, columns).number,), (), frozenset({"denominator"}))]
    return []


def _clash(claims: Sequence[LayoutClaim], beside: Sequence[LayoutClaim]) -> Clash | None:
    if not claims or common(claims):
        return None
    best = prevailing(claims, beside)
    first, *more = (claim for claim in claims if best not in claim.layouts)
    others = [claim for claim in claims if best in claim.layouts]
    against = smallest(first, others) or smallest(first, claims)
    numbers = tuple(each.number for each in against), tuple(each.number for each in more)
    return Clash(first.number, *numbers, frozenset({best}))


def smallest(claim: LayoutClaim, others: Sequence[LayoutClaim]) -> tuple[LayoutClaim, ...]:
    """The fewest claims, and of those the nearest, that have no layout in common with this one."""
    without = {layout: [each for each in others if layout not in each.layouts] for layout in sorted(claim.layouts)}
    if not all(without.values()):
        return ()
    both = [each for each in others if not each.layouts & claim.layouts]
    if both:
        return (_nearest(claim, both),)
    chosen = [sorted(each, key=lambda other: abs(other.start - claim.start))[:3] for each in without.values()]
    sets = (tuple(dict.fromkeys(each)) for each in product(*chosen))
    return min(sets, key=lambda each: (len(each), sum(abs(other.start - claim.start) for other in each)))


def _nearest(claim: LayoutClaim, others: Sequence[LayoutClaim]) -> LayoutClaim:
    return min(others, key=lambda other: abs(other.start - claim.start))


def in_force(stated: Sequence[StatedLayout], offset: int) -> list[StatedLayout]:
    """What the text settled on before an offset and still holds; a statement ends those that it contradicts."""
    found: list[StatedLayout] = []
    for each in stated:
        if each.span.start <= offset < each.until:
            found = [*(before for before in found if before.layouts & each.layouts), each]
    return found


def announced_at(stated: Sequence[StatedLayout], offset: int) -> StatedLayout | None:
    """The announcement ("from here on we use …") in force at an offset: it begins a period of the document."""
    before = [each for each in stated if each.announced and each.span.start <= offset]
    return before[-1] if before else None


def by_entries(left: Expr, right: Expr) -> frozenset[str] | None:
    r"""The layouts of a definition by entries, `(\partial y/\partial x)_{ij} = \partial y_i/\partial x_j`.

    None where this is no such definition; every layout where its entries are other ones than those of both sides.
    """
    if not (isinstance(left, Apply) and left.op is Op.INDEX and len(left.args) == 3 and isinstance(right, Derivative)):
        return None
    whole = without_brackets(left.args[0])
    if not (
        isinstance(whole, Derivative) and len(whole.variables) == len(right.variables) == 1 and _is_bare(whole.body)
    ):
        return None
    body, variable = map(_positions, (right.body, right.variables[0]))
    rows, columns = ({"numerator", "hybrid"}, {"denominator"}) if body else ({"numerator"}, {"denominator", "hybrid"})
    places = left.args[1:]
    if (*body, *variable) == (places if body else places[::-1]):
        return frozenset(rows)
    return frozenset(columns) if (*variable, *body) == places else EVERY_LAYOUT


def _positions(expr: Expr) -> tuple[Expr, ...]:
    return expr.args[1:] if isinstance(expr, Apply) and expr.op is Op.INDEX else ()


def _is_bare(expr: Expr) -> bool:
    """Whether this is a symbol or an unknown function of symbols, and no formula that is worked out."""
    if isinstance(expr, Apply) and expr.op is Op.CALL:
        return all(key_of(each) is not None for each in expr.args)
    return key_of(expr) is not None
