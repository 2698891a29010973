r"""Derivatives of functions at a value and along a direction: `Dg(f(x))`, `Df(X)[H]`, `D^2 f(x)[h, k]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from mclint.document.scope import key_of
from mclint.shapes.arrangement import Variable
from mclint.shapes.by_layout import arrange
from mclint.shapes.products import multiply
from mclint.shapes.typed import Clashing, Typed, Unreadable
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def is_at_value(node: Derivative) -> bool:
    r"""Whether the derivative of a function is taken at the value of something else, as in `Dg(f(x))`."""
    body = node.body
    if node.form is not Form.JACOBIAN or node.variables or not _is_call(body):
        return False
    return key_of(body.args[1]) is None and not (isinstance(body.args[1], Apply) and body.args[1].op is Op.LIST)


def _is_call(body: Expr) -> TypeGuard[Apply]:
    return isinstance(body, Apply) and body.op is Op.CALL and len(body.args) == 2


def at_value(inference: Inference, node: Derivative) -> Typed:
    """The Jacobian of a function, its argument put in."""
    assert isinstance(node.body, Apply)
    argument = inference.infer(node.body.args[1])
    body, spot = with_spot(inference, node.body, argument)
    by = Variable(spot.data, None, argument.shape, False)
    how, shape = arrange(inference, node, body.shape, by)
    return Typed("derivative", (body, argument), shape, node.span, (by, how))


def with_spot(inference: Inference, call: Apply, argument: Typed) -> tuple[Typed, Typed]:
    """The value of a function at a spot, and the spot, which has the shape of the argument."""
    inference.spots += 1
    name = f"slot {inference.spots}"
    spot = Typed("parameter", (), argument.shape, argument.span, name)
    before = inference.parameters
    inference.parameters = {**before, name: spot}
    try:
        return inference.infer(Apply(call.span, call.op, (*call.args[:-1], Name(argument.span, name)))), spot
    finally:
        inference.parameters = before


def applied(inference: Inference, node: Apply) -> Typed:
    """A derivative as a linear map of directions: J h for a vector, the change along H for a matrix."""
    head, *directions = node.args
    if not (isinstance(head, Derivative) and _is_call(head.body)) or head.form not in (Form.JACOBIAN, Form.HESSIAN):
        raise Unreadable("unsupported-notation", "call")
    argument = inference.infer(head.body.args[1])
    column = inference.find(argument.shape)[1] == 1
    if column and len(directions) == 1:
        return multiply(inference, [inference.infer(head), inference.infer(directions[0])], node.span)
    if len(directions) != (1 if head.form is Form.JACOBIAN else 2):
        raise Unreadable("higher-derivative")
    body, spot = with_spot(inference, head.body, argument)
    for place, each in enumerate(directions):
        direction = inference.infer(each)
        if inference.is_scalar(direction) and not inference.is_scalar(argument):
            raise Unreadable("direction", "a number where a matrix is meant")
        inference.same_shape(argument, direction, "a direction has the shape of its point", Clashing.SIDES, each.span)
        where = argument if place == len(directions) - 1 else spot
        body = Typed("along", (body, where, direction), body.shape, node.span, spot.data)
    return body
