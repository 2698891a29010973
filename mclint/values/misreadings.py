"""Readings that the author's notation rules out, though they make a claim true."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed, typed_nodes
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes

BOLD = ("bold", "vec")
CARRIERS = (Op.GROUP, Op.NEG, Op.INDEX, Op.SUPERINDEX, Op.CALL)


def has_bold_scalars(inference: Inference, roots: Iterable[Expr], trees: Iterable[Typed]) -> bool:
    r"""Whether something bold that is transposed, as `(\mathbf{y} - \mathbf{t}_n)^\top`, is read as a number."""
    turned = {span for root in roots for span in _transposed(root)}
    found = (node for node in typed_nodes(*trees) if node.op == "transpose" and node.span in turned)
    return any(inference.find(node.shape) == (1, 1) for node in found)


def _transposed(root: Expr) -> Iterable[Span]:
    """The places of transposes of bold letters."""
    for node in nodes(root):
        if isinstance(node, Apply) and node.op is Op.TRANSPOSE and _is_bold(node.args[0]):
            yield node.span


def _is_bold(expr: Expr) -> bool:
    """Whether the letters that a sum or a single symbol, entry or value consists of are all bold."""
    while isinstance(expr, Apply) and expr.op in CARRIERS:
        expr = expr.args[0]
    if isinstance(expr, Apply) and expr.op is Op.ADD:
        return all(map(_is_bold, expr.args))
    return isinstance(expr, Name) and expr.font in BOLD
