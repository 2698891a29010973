"""Derivatives by all entries of a matrix in one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.shapes.arrangement import Arrangement, Variable, stacked_jacobian
from mclint.shapes.dim import Shape
from mclint.shapes.equalities import compound
from mclint.shapes.typed import Typed, Unreadable
from mclint.syntax.tree import Apply, Expr, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def is_vectorised(variables: tuple[Expr, ...]) -> bool:
    r"""Whether the only variable of differentiation is `\operatorname{vec}(X)` or its transpose."""
    variable = variables[0] if len(variables) == 1 else None
    while isinstance(variable, Apply) and variable.op in (Op.TRANSPOSE, Op.PRIME, Op.GROUP):
        variable = variable.args[0]
    return isinstance(variable, Apply) and variable.op is Op.VEC


def commutation(inference: Inference, node: Apply) -> Typed:
    r"""`K_{mn}`: what makes vec(X^T) of vec(X), for m × n matrices X."""
    rows, columns = (inference.size(each) for each in node.args[1:])
    length = compound("*", (rows, columns))
    return Typed("commutation", (), (length, length), node.span, (rows, columns))


def by_entries_in_one_column(inference: Inference, by: Variable, body: Shape) -> tuple[Arrangement, Shape]:
    r"""The derivative of a number or a column by `\operatorname{vec}(X)`, laid out as that by any other column."""
    if 1 not in inference.find(body):
        raise Unreadable("tensor-derivative")
    if by.transposed:
        wide, long = (compound("*", inference.find(shape)) for shape in (body, by.shape))
        return Arrangement("stacked columns"), (wide, long)
    kinds = set(inference.layout_kinds)
    found = stacked_jacobian(inference, by.shape, body, "stacked columns")
    if inference.find(body) == (1, 1):
        inference.layout_kinds = kinds | {"gradient by vector"}
    return found
