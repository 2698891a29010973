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


def stacked_jacobian(inference: Inference, by: Shape, body: Shape, how: str) -> tuple[Arrangement, Shape]:
    """All entries of the body by all entries of the variable, as they stand below each other in one column each."""
    wide, long = (compound("*", inference.find(shape)) for shape in (body, by))
    inference.layout_kinds.add("jacobian")
    if inference.reading.layout == "numerator" or (inference.reading.layout == "hybrid" and wide != 1):
        return Arrangement(how), (wide, long)
    return Arrangement(how, True), (long, wide)
