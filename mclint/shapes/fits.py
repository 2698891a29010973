"""What least squares, quadratic forms and eigenvectors say of a matrix: whether it is square."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mclint.document.scope import base_of
from mclint.shapes.role_keys import bare, is_capital, is_capital_like, role_key
from mclint.shapes.roles import is_turned
from mclint.shapes.spaces import end_key
from mclint.syntax.tree import Apply, Expr, Name, Op


def fitted(node: Apply) -> Iterator[Expr]:
    r"""The capital X of a norm `\|y - X w\|` or of `(y - X w)^\top (y - X w)`."""
    if node.op is Op.NORM:
        yield from _of_residual(bare(node.args[0]))
    elif node.op is Op.PRODUCT and len(node.args) == 2 and is_turned(node.args[0]):
        turned = bare(node.args[0].args[0])
        if turned == bare(node.args[1]):
            yield from _of_residual(turned)


def _of_residual(inner: Expr) -> Iterator[Expr]:
    """The X of y - X w, where y and w are letters of their own: x_t - A x_{t-1} says nothing of A."""
    terms = [bare(term) for term in inner.args] if isinstance(inner, Apply) and inner.op is Op.ADD else []
    targets = {base.letter for term in terms if not is_capital_like(term) and (base := base_of(term)) is not None}
    for term in terms:
        if isinstance(term, Apply) and term.op is Op.PRODUCT and len(term.args) == 2:
            matrix, weights = term.args
            base = base_of(weights)
            alone = base is not None and not is_capital_like(weights) and targets - {base.letter}
            if alone and isinstance(matrix, Name) and is_capital(role_key(matrix) or ""):
                yield matrix


def square_letters(node: Apply) -> Iterator[str]:
    r"""The letters of `v^\top A v` and `A + A^\top`."""
    if node.op is Op.PRODUCT:
        for (first, second), (_, third) in pairwise(pairwise(node.args)):
            if is_turned(first) and bare(first.args[0]) == bare(third) and not is_capital_like(third):
                yield end_key(second.args[0] if is_turned(second) else second) or ""
    elif node.op is Op.ADD:
        terms = [bare(term) for term in node.args]
        yield from (end_key(term.args[0]) or "" for term in terms if is_turned(term) and bare(term.args[0]) in terms)


def eigen_letter(left: Expr, right: Expr) -> str | None:
    r"""The A of `A v = \lambda v`."""
    for one, other in ((left, right), (right, left)):
        if not (isinstance(one, Apply) and isinstance(other, Apply) and one.op is Op.PRODUCT is other.op):
            continue
        alike = len(one.args) == 2 and one.args[-1] == other.args[-1]
        if alike and is_capital(role_key(one.args[0]) or "") and not any(map(is_capital_like, other.args)):
            return end_key(one.args[0])
    return None
