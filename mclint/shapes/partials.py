r"""Gradients and Hessians by several numbers: `\nabla f(x, y)` is the column of the two partial derivatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.document.heads import arguments_of
from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op
from mclint.syntax.walk import without_brackets

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

MOST = 5


def by_several(inference: Inference, node: Derivative) -> Apply | None:
    """The matrix of partial derivatives that a nabla without a variable stands for, where there are several numbers."""
    if node.variables or node.form not in (Form.NABLA, Form.HESSIAN):
        return None
    names = _parameters(inference, node.body)
    if not 2 <= len(names) <= MOST or not all(inference.is_scalar(inference.infer(name)) for name in names):
        return None
    if node.form is Form.HESSIAN:
        rows: list[list[tuple[Name, ...]]] = [[(one, other) for other in names] for one in names]
    elif inference.choose("gradient as a row", 2) == 1:
        rows = [[(name,) for name in names]]
    else:
        rows = [[(name,)] for name in names]
    cells = (tuple(Derivative(node.span, node.body, each, Form.FRACTION) for each in row) for row in rows)
    return Apply(node.span, Op.MATRIX, tuple(Apply(node.span, Op.ROW, row) for row in cells))


def _parameters(inference: Inference, body: Expr) -> tuple[Name, ...]:
    """The letters of `f(x, y)`, or of the definition of a bare f."""
    body = without_brackets(body)
    if isinstance(body, Apply) and body.op is Op.CALL:
        found = arguments_of(body)
        names = tuple(each for each in found if isinstance(each, Name))
        return names if len(names) == len(found) and _is_defined(inference, body.args[0]) else ()
    definitions = inference.scope.of(key_of(body) or "").definitions
    return definitions[0].parameters if definitions and _is_defined(inference, body) else ()


def _is_defined(inference: Inference, function: Expr) -> bool:
    """Of an unknown function the column of partial derivatives says only what a gradient is."""
    return key_of(function) in inference.reading.definitions
