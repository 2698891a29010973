r"""Gradients and Hessians by several numbers: `\nabla f(x, y)` is the column of the two partial derivatives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mclint.document.heads import arguments_of
from mclint.document.scope import Definition, key_of
from mclint.shapes.by_layout import is_turned
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Op
from mclint.syntax.walk import without_brackets

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

MOST = 5


def by_several(inference: Inference, node: Derivative) -> Apply | None:
    """The matrix of partial derivatives that a nabla without a variable stands for, where there are several numbers."""
    if len(node.variables) == 1:
        return _of_lists(inference, node)
    if node.variables or node.form not in (Form.NABLA, Form.HESSIAN, Form.JACOBIAN):
        return None
    names = _parameters(inference, node.body)
    if not 2 <= len(names) <= MOST or not all(inference.is_scalar(inference.infer(name)) for name in names):
        return None
    if node.form is Form.JACOBIAN:
        return _jacobian(inference, node, names)
    if node.form is Form.HESSIAN:
        rows: list[list[tuple[Expr, ...]]] = [[(one, other) for other in names] for one in names]
    elif inference.choose("gradient as a row", 2) == 1:
        rows = [[(name,) for name in names]]
    else:
        rows = [[(name,)] for name in names]
    cells = (tuple(Derivative(node.span, node.body, each, Form.FRACTION) for each in row) for row in rows)
    return Apply(node.span, Op.MATRIX, tuple(Apply(node.span, Op.ROW, row) for row in cells))


def _jacobian(inference: Inference, node: Derivative, names: tuple[Expr, ...]) -> Apply:
    """A column for each number, or a row for each where the Jacobian is transposed."""
    columns = tuple(replace(node, variables=(name,)) for name in names)
    if is_turned(inference, "jacobian by name", "denominator"):
        rows = (Apply(node.span, Op.ROW, (Apply(node.span, Op.TRANSPOSE, (each,)),)) for each in columns)
        return Apply(node.span, Op.MATRIX, tuple(rows))
    return Apply(node.span, Op.MATRIX, (Apply(node.span, Op.ROW, columns),))


def _of_lists(inference: Inference, node: Derivative) -> Apply | None:
    r"""`\frac{\partial(x, y)}{\partial(r, \theta)}`: the matrix of partial derivatives, or its determinant."""
    above, below = node.body, node.variables[0]
    if not (isinstance(above, Apply) and isinstance(below, Apply) and above.op is Op.LIST is below.op):
        return None
    if max(len(above.args), len(below.args)) > MOST or not all(key_of(each) for each in (*above.args, *below.args)):
        return None
    cells = [[replace(node, body=body, variables=(by,)) for by in below.args] for body in above.args]
    if is_turned(inference, "jacobian by name", "denominator"):
        cells = [list(column) for column in zip(*cells, strict=True)]
    matrix = Apply(node.span, Op.MATRIX, tuple(Apply(node.span, Op.ROW, tuple(row)) for row in cells))
    if len(above.args) != len(below.args) or (asked := inference.choose("functional determinant", 3)) == 0:
        return matrix
    value = Apply(node.span, Op.DETERMINANT, (matrix,))
    return value if asked == 1 else Apply(node.span, Op.BARS, (value,))


def _parameters(inference: Inference, body: Expr) -> tuple[Expr, ...]:
    """The letters of `f(x, y)` or `f(x_1, x_2)`, or of the definition of a bare f."""
    body = without_brackets(body)
    if isinstance(body, Apply) and body.op is Op.CALL:
        found = arguments_of(body)
        names = all(key_of(each) is not None for each in found)
        return found if names and _is_defined(inference, body.args[0]) else ()
    definitions = inference.scope.of(key_of(body) or "").definitions
    return definitions[0].parameters if definitions and _is_defined(inference, body) else ()


def entries_for(definition: Definition, arguments: list[Expr]) -> list[Expr]:
    r"""The arguments of a call; for `f(x)` of an `f(x_1, x_2)` these are the entries of x."""
    parameters = definition.parameters
    if len(arguments) != 1 or not 2 <= len(parameters) <= MOST:
        return arguments
    whole = arguments[0]
    wanted = tuple(f"{key_of(whole)}_{number}" for number in range(1, len(parameters) + 1))
    if tuple(map(key_of, parameters)) != wanted:
        return arguments
    return [Apply(whole.span, Op.INDEX, (whole, *each.args[1:])) for each in parameters if isinstance(each, Apply)]


def _is_defined(inference: Inference, function: Expr) -> bool:
    """Of an unknown function the column of partial derivatives says only what a gradient is."""
    return key_of(function) in inference.reading.definitions
