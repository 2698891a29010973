r"""Derivatives written with a prime: `f'(z)`, `\sigma'(z)`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mclint.document.scope import key_of
from mclint.shapes.arrangement import Variable
from mclint.shapes.by_layout import arrange
from mclint.shapes.doubts import refuse_to_ignore
from mclint.shapes.hessians import hessian
from mclint.shapes.linear_maps import with_spot
from mclint.shapes.signatures import ELEMENTWISE
from mclint.shapes.typed import Typed, Unreadable
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

ACTIVATIONS = {"sigma", "phi", "varphi", "rho", "g", "f", "a", "h"}  # applied to each entry


def slope(inference: Inference, node: Derivative) -> Typed:
    r"""f'(z), f''(z): derivatives by the argument, entry by entry where z is a vector."""
    body, order = node.body, 1
    while isinstance(body, Derivative) and body.form is Form.PRIME:
        body, order = body.body, order + 1
    argument = _argument(inference, body)
    assert isinstance(body, Apply)
    inner, spot = with_spot(inference, body, argument)
    name, number = spot.data, inference.is_scalar(argument)
    if not number and _is_map(inference, body) and (inference.is_scalar(inner) or _is_jacobian(inference)):
        return _of_map(inference, node, order, inner, spot, argument)
    if not number and inference.is_scalar(inner) and inference.scope.of(key_of(body.args[0]) or "").definitions:
        refuse_to_ignore(inference, body)
        raise Unreadable("prime", "the derivative of a function of a vector")  # a row or a column
    for _ in range(order - 1):
        inner = Typed("slope", (inner, spot), inner.shape, node.span, name)
    value = Typed("slope", (inner, argument), inner.shape, node.span, name)
    rows, columns = inference.find(value.shape)
    if columns == 1 != rows and inference.choose("slope of entries", 2) == 1:
        return Typed("diagonal matrix", (value,), (rows, rows), node.span)  # the Jacobian of what acts on each entry
    return value


def _is_map(inference: Inference, body: Expr) -> bool:
    """Whether it is known how a function comes from a vector, or in which space its values are."""
    key = key_of(body.args[0]) if isinstance(body, Apply) else None
    return key in inference.reading.definitions or bool(inference.scope.of(key or "").domain)


def _is_jacobian(inference: Inference) -> bool:
    return inference.choose("prime of a map", 2) == 1


def _of_map(inference: Inference, node: Derivative, order: int, body: Typed, spot: Typed, argument: Typed) -> Typed:
    """The gradient, Jacobian or Hessian of a function of a vector."""
    by = Variable(spot.data, None, argument.shape, False)
    if order == 2:
        return hessian(inference, node, body, (by, argument), (by, spot))
    if order > 2:
        raise Unreadable("higher-derivative")
    how, shape = arrange(inference, replace(node, form=Form.JACOBIAN), body.shape, by)
    return Typed("derivative", (body, argument), shape, node.span, (by, how))


def _argument(inference: Inference, body: Expr) -> Typed:
    """What stands in the only argument of a function; it is a number, or the function acts on each entry."""
    if isinstance(body, Apply) and body.op in ELEMENTWISE:
        return inference.infer(body.args[0])
    if not (isinstance(body, Apply) and body.op is Op.CALL and len(body.args) == 2):
        raise Unreadable("prime", "a derivative or another symbol")
    argument, head = inference.infer(body.args[1]), body.args[0]
    activation = isinstance(head, Name) and head.letter in ACTIVATIONS and not inference.scope.of(head.letter).domain
    if not inference.is_scalar(argument) and not activation and not _is_map(inference, body):
        refuse_to_ignore(inference, body)
        raise Unreadable("prime", "the derivative of a function of a vector")
    return argument
