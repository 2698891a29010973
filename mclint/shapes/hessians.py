r"""Second derivatives of numbers: Hessians, and Laplacians, which have the same sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.shapes.arrangement import Arrangement, Variable
from mclint.shapes.doubts import refuse_to_ignore
from mclint.shapes.typed import Clashing, Conflict, Typed, Unreadable
from mclint.syntax.tree import Derivative, Form

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

Taken = list[tuple[Variable, Typed]]


def second(inference: Inference, node: Derivative, body: Typed, found: Taken) -> Typed:
    """The second derivative of a scalar by two vectors: rows for the first, columns for the second."""
    (first, first_leaf), (last, last_leaf) = found
    flat = [inference.find(each.shape) == (1, 1) for each in (first, last)]
    if all(flat):
        inner = Typed("derivative", (body, last_leaf), body.shape, node.span, (last, Arrangement("scalar")))
        return Typed("derivative", (inner, first_leaf), body.shape, node.span, (first, Arrangement("scalar")))
    vectors = all(inference.find(each.shape)[1] == 1 for each in (first, last)) and not any(flat)
    if not inference.is_scalar(body) and node.form is Form.HESSIAN:
        refuse_to_ignore(inference, node.body)
        if any(question.startswith("entrywise ") for question, _ in inference.reading.choices):
            raise Conflict(Clashing.SIDES, node.span, body, None, (), (body.shape,), False)
    if not vectors:
        raise Unreadable("higher-derivative")
    return hessian(inference, node, body, *found)


def hessian(
    inference: Inference, node: Derivative, body: Typed, first: tuple[Variable, Typed], last: tuple[Variable, Typed]
) -> Typed:
    """The Hessian of a number by two columns, or its trace."""
    if not inference.is_scalar(body):
        raise Unreadable("higher-derivative")
    inner = Typed("derivative", (body, last[1]), last[0].shape, node.span, (last[0], Arrangement("gradient")))
    shape = (first[0].shape[0], last[0].shape[0])
    whole = Typed("derivative", (inner, first[1]), shape, node.span, (first[0], Arrangement("jacobian", True)))
    may_be_laplacian = node.form is Form.HESSIAN and not inference.usage.inverts_hessian
    if may_be_laplacian and inference.choose("laplacian", 2) == 1:
        return Typed("trace", (whole,), (1, 1), node.span)
    return whole
