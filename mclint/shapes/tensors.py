"""Derivatives with three or more axes that are set equal to a matrix."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.document.classify import is_zero
from mclint.document.scope import Scope, key_of
from mclint.shapes.dim import Shape
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Clashing, Conflict, Reading, Unreadable
from mclint.shapes.usage import survey
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, nodes

# What a tensor may be written with: it is then no plain matrix.
FOLDED = {Op.KRONECKER, Op.VEC, Op.DOTS, Op.MATRIX, Op.LIST, Op.ROW_LIST, Op.CASES, Op.CALL, Op.INDEX, Op.DIFFERENTIAL}


def tensor_conflict(left: Expr, right: Expr, scope: Scope) -> Conflict | None:
    """The conflict of `∂F/∂x = B` for a matrix F and a vector x whose sizes are stated; None where it may be meant."""
    if not isinstance(left, Derivative) or left.form not in (Form.FRACTION, Form.NABLA) or len(left.variables) != 1:
        return None
    if is_zero(right) or not all(_plain(node) and _is_known(node, left, scope) for node in nodes(right)):
        return None
    inference = Inference(scope, survey((left, right)), Reading(), {})
    try:
        body, by, value = (inference.infer(part) for part in (left.body, left.variables[0], right))
    except (Conflict, Unreadable):
        return None
    if not (inference.all_declared(body, by) and by.op in ("symbol", "function")):
        return None
    shapes = [inference.find(each.shape) for each in (body, by, value)]
    if _axes(shapes[:2]) < 3:
        return None
    return Conflict(Clashing.TENSOR, right.span, body, by, (), tuple(shapes), True)


def _plain(node: Expr) -> bool:
    return isinstance(node, Name | Number) or (isinstance(node, Apply) and node.op not in FOLDED)


def _is_known(node: Expr, left: Expr, scope: Scope) -> bool:
    """Whether a letter of the right side is declared, or stands on the left side: a new one may be a tensor."""
    key = key_of(node)
    return key is None or scope.of(key).rows is not None or any(key_of(each) == key for each in nodes(left))


def _axes(shapes: Sequence[Shape]) -> int:
    return sum(size != 1 for shape in shapes for size in shape)
