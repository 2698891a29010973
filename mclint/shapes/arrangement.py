"""How partial derivatives become a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mclint.records import NamedTuple
from mclint.shapes.dim import Shape
from mclint.shapes.equalities import compound

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


class Arrangement(NamedTuple):
    """How the partial derivatives become a matrix.

    `kind`: "scalar" (the shape of the body), "gradient" (the shape of the variable), "jacobian" (body by variable),
    "stacked rows" or "stacked columns" (all entries of the body by all of the variable);
    `flipped`: the transpose of that.
    """

    kind: str
    flipped: bool = False


class Variable(NamedTuple):
    """A variable of differentiation: its symbol, the positions of an entry of it, and the shape of what is varied."""

    key: str
    positions: tuple[Any, Any] | None
    shape: Shape
    transposed: bool


LAYOUTS = frozenset({"denominator", "hybrid", "numerator"})


def is_laid_out(inference: Inference, *layouts: str) -> bool:
    """Whether the layout of the reading is one of these; the inference remembers which others would be read alike."""
    same = inference.reading.layout in layouts
    inference.alike &= frozenset(layouts) if same else LAYOUTS.difference(layouts)
    return same


def stacked_jacobian(inference: Inference, by: Shape, body: Shape, how: str) -> tuple[Arrangement, Shape]:
    """All entries of the body by all entries of the variable, as they stand below each other in one column each."""
    wide, long = (compound("*", inference.find(shape)) for shape in (body, by))
    inference.layout_kinds.add("jacobian")
    if is_laid_out(inference, "numerator") or (wide != 1 and is_laid_out(inference, "hybrid")):
        return Arrangement(how), (wide, long)
    return Arrangement(how, True), (long, wide)
