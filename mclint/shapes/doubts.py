"""Derivatives whose notation leaves open how far they reach or what they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.document.scope import key_of
from mclint.shapes.typed import Clashing, Conflict, Typed, typed_nodes
from mclint.syntax.tree import Apply, Derivative, Expr, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def is_followed_by_bracket(node: Derivative) -> bool:
    r"""Whether `\frac{d}{dx} (f) g` might be the derivative of f alone, times g."""
    body = node.body
    operator = bool(node.variables) and body.span.start >= node.variables[-1].span.end
    if not (operator and isinstance(body, Apply) and body.op is Op.PRODUCT):
        return False
    first = body.args[0]
    return isinstance(first, Apply) and first.op in (Op.GROUP, Op.BRACKET)


def is_of_all_samples(body: Typed, leaf: Typed) -> bool:
    """Whether a derivative by one sample is of something with all of them in one symbol, which does not vary then."""
    name = leaf.args[0].data if leaf.op == "member" else None
    return name is not None and any(n.op in ("symbol", "function") and n.data == name for n in typed_nodes(body))


def recurs(body: Typed, leaf: Typed) -> bool:
    r"""`\partial h_t / \partial h_s` of states that are functions: each of them depends on the ones before it."""
    inner = body.args[0] if body.op in ("entry", "member") else body
    variable = leaf.args[0] if leaf.op == "member" else leaf
    return inner.op == "function" and inner.data == variable.data and body.op != inner.op


def refuse_to_ignore(inference: Inference, function: Expr) -> None:
    """Raise a conflict where only this reading does without the definition of what is differentiated."""
    head = function.args[0] if isinstance(function, Apply) and function.op is Op.CALL else function
    key = key_of(head)
    if key is None or key in inference.reading.definitions or key in inference.scope.distant:
        return
    if inference.scope.of(key).definitions:
        whole = Typed("symbol", (), (1, 1), function.span, key)
        raise Conflict(Clashing.SIDES, function.span, whole, None, (), (whole.shape,), False)
