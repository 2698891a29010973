r"""Gradients that are rows: where the text says so, `\nabla f` may stand for the row of the partial derivatives."""

from __future__ import annotations

from mclint.document.scope import Scope
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Op, nodes
from mclint.syntax.walk import rewrite

SAID = regex(
    r"\b(?:gradients?|derivatives?)\b[^.]{0,90}\b(?:row[-\s]+vectors?|rows\b(?!\s+of)|as\s+a\s+row\b(?!\s+of))"
    r"|\brow[-\s]+vectors?\b[^.]{0,60}\bgradients?\b"
    r"|\bin(?:\s+the)?\s+numerator[-\s]+layout|\b(?:use|using|adopt|follow)\b[^.]{0,30}\bnumerator[-\s]+layout"
)
# The gradient written out as one row: `\nabla f = [ \partial f / \partial x_1, … ]`, which no transpose follows.
WRITTEN_OUT = regex(
    r"\\nabla[^=$\n]{0,60}=\s*(?:\\left\s*)?\[\s*(?:\\d?frac\s*)?\{?\s*\\partial[^\]$]{0,300}(?:\\right\s*)?\](?!\s*\^)"
    r"|\\nabla[^=$\n]{0,60}=\s*(?:\\left\s*[\[(]\s*)?\\begin\{[bp]?(?:small)?(?:matrix|array)\}(?:\{\w+\})?\s*"
    r"(?:\\d?frac\s*)?\{?\s*\\partial(?:(?!\\\\)[^$]){0,300}&(?:(?!\\\\)[^$]){0,300}\\end\{\w+\}"
    r"(?:\s*\\right\s*[\])])?(?!\s*\^)"
)


def as_rows(left: Expr, right: Expr, scope: Scope) -> tuple[Expr, Expr] | None:
    """The claim with its gradients transposed, where it has any and the text says that gradients are rows."""
    if not any(_is_gradient(node) for side in (left, right) for node in nodes(side)):
        return None
    text = scope.mentioned.text
    if SAID.search(text.lower()) is None and WRITTEN_OUT.search(text) is None:
        return None
    return rewrite(left, _transposed), rewrite(right, _transposed)


def _is_gradient(node: Expr) -> bool:
    return isinstance(node, Derivative) and node.form is Form.NABLA


def _transposed(node: Expr) -> Expr:
    return Apply(node.span, Op.TRANSPOSE, (node,)) if _is_gradient(node) else node
