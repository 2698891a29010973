"""The derivative of an expression in closed form: differentiate, read off what stands beside dX, write it down."""

from __future__ import annotations

from mclint.derivation.algebra import transpose
from mclint.derivation.change import Walk
from mclint.derivation.coefficients import by_scalar, gradient, jacobian
from mclint.derivation.forms import Underivable
from mclint.derivation.writing import expression
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed
from mclint.syntax.tree import Derivative, Expr


def closed_form(inference: Inference, typed: Typed, node: Derivative) -> Expr:
    """The closed form of a derivative whose typed tree this is; Underivable where there is none."""
    if typed.op != "derivative":
        raise Underivable("no derivative")
    body, leaf = typed.args
    by, how = typed.data
    if by.positions is not None or leaf.op not in ("symbol",):
        raise Underivable("a derivative by an entry")
    walk = Walk(inference, [node], by.key)
    change = walk.of(body).change
    shape = inference.find(by.shape)
    if how.kind == "scalar":
        form = by_scalar(change)
    elif how.kind == "gradient":
        form = gradient(change, shape)
    elif how.kind in ("jacobian", "stacked columns"):
        form = jacobian(change, shape)
    else:
        raise Underivable("entries row by row")
    return expression(transpose(form) if how.flipped else form)
