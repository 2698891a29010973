r"""Derivatives of what conditions define: `\partial x / \partial b = A^{-1}` where `A x = b` says `dx = A^{-1} db`."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op


def implicit(left: Expr, right: Expr) -> Iterator[tuple[Expr, Expr]]:
    """The claim about changes that a derivative of one symbol by another makes, in each layout."""
    if not isinstance(left, Derivative) or left.form is not Form.FRACTION or len(left.variables) != 1:
        return
    body, variable = left.body, left.variables[0]
    if not (isinstance(body, Name) and isinstance(variable, Name)):
        return
    change = Apply(left.span, Op.DIFFERENTIAL, (variable,))
    factor = Apply(right.span, Op.GROUP, (right,))
    for first in (factor, Apply(right.span, Op.TRANSPOSE, (factor,))):
        product = Apply(right.span, Op.PRODUCT, (first, change))
        for value in (product, Apply(right.span, Op.TRACE, (product,))):
            yield Apply(left.span, Op.DIFFERENTIAL, (body,)), value
