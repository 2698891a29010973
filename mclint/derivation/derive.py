"""The derivative of an expression in closed form: differentiate, read off what stands beside dX, write it down."""

from __future__ import annotations

from mclint.derivation.change import Walk, derived
from mclint.derivation.forms import Underivable
from mclint.derivation.writing import expression
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed
from mclint.syntax.tree import Expr


def closed_form(inference: Inference, typed: Typed, node: Expr) -> Expr:
    """The closed form of a derivative, a differential or what has derivatives in it; Underivable without one."""
    if typed.op == "differential":
        varied = frozenset(each.data for each in inference.directed)
        return expression(Walk(inference, [node], varied, named=True).of(typed.args[0]).change)
    walk = Walk(inference, [node], frozenset())
    if typed.op != "derivative":
        return expression(walk.of(typed).value)
    body, leaf = typed.args
    if body.op == "function" and any(argument.data == leaf.data for argument in body.args):
        raise Underivable("nothing is known of the function")
    return expression(derived(walk, typed))
