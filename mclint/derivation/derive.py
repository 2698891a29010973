"""The derivative of an expression in closed form: differentiate, read off what stands beside dX, write it down."""

from __future__ import annotations

from mclint.derivation.change import Walk, derived
from mclint.derivation.forms import Underivable
from mclint.derivation.simplify import simplified
from mclint.derivation.writing import expression
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed
from mclint.syntax.tree import Expr


def closed_form(inference: Inference, typed: Typed, node: Expr) -> Expr:
    """The closed form of a derivative, a differential or what has derivatives in it; Underivable without one."""
    if typed.op == "differential":
        return total_change(inference, typed.args[0], node, frozenset(each.data for each in inference.directed))
    walk = Walk(inference, [node], frozenset())
    if typed.op != "derivative":
        return expression(simplified(walk.of(typed).value))
    body, leaf = typed.args
    if body.op == "function" and any(argument.data == leaf.data for argument in body.args):
        raise Underivable("nothing is known of the function that is differentiated")
    return expression(simplified(derived(walk, typed)))


def total_change(inference: Inference, typed: Typed, node: Expr, varied: frozenset[str]) -> Expr:
    """The differential of an expression, with dX beside each of the symbols that vary."""
    return expression(simplified(Walk(inference, [node], varied, named=True).of(typed).change))
