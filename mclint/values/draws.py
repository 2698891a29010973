"""How values are drawn, and when the numbers that come out count as equal."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.records import NamedTuple
from mclint.shapes.typed import Typed, typed_nodes
from mclint.values import dual

EQUAL, DIFFERENT, TINY = 1e-8, 1e-3, 1e-12


class Draw(NamedTuple):
    """How values are drawn: all positive, below a half, with the sizes in another order, or with all sizes equal."""

    seed: int
    positive: bool = False
    turned: bool = False
    small: bool = False
    only: int = 0


DRAWS = (Draw(1), Draw(2, positive=True), Draw(3, turned=True), Draw(4, small=True))


def are_equal(a: dual.Array, b: dual.Array, distance: dual.Array, size: dual.Array) -> bool:
    """Equal but for rounding; numbers as small as rounding errors count as numbers where they are no accident."""
    if (distance <= EQUAL * size).all():
        return True
    fixed = all(each.any() and (each == each[:1]).all() for each in (a, b))
    return not fixed and bool((distance <= EQUAL * size + TINY).all())


_POSITIVE_OPS = {"log", "sqrt", "general power", "absolute", "relu", "norm 1", "sign", "gamma"}
# An author who tells the cases apart does not mean positive numbers only.
_BY_SIGN = {"absolute", "relu", "norm 1", "sign", "norm 2", "spectral norm"}


def operations(roots: Iterable[Typed]) -> frozenset[str]:
    """What typed trees compute."""
    return frozenset([node.op for node in typed_nodes(*roots)])


def needs_positive(computed: frozenset[str]) -> bool:
    """Whether there is something that only positive numbers have, or that is simpler for them."""
    return not _POSITIVE_OPS.isdisjoint(computed)


def tells_signs(computed: frozenset[str]) -> bool:
    """Whether there is something that is there for negative numbers too, with another value."""
    return not _BY_SIGN.isdisjoint(computed)
