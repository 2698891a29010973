r"""Functional determinants: the symbols of `\partial(x, y)/\partial(r, \theta)`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mclint.syntax.tree import Apply, Derivative, Expr, Op


def listed(expr: Expr) -> tuple[Expr, ...]:
    r"""What stands in a list: x and y of the `\partial(x, y)` of a functional determinant."""
    return expr.args if isinstance(expr, Apply) and expr.op is Op.LIST else (expr,)


def opened(node: Derivative) -> Iterable[Derivative]:
    """The derivatives of each entry above by all of those below."""
    variables = tuple(each for by in node.variables for each in listed(by))
    return (replace(node, body=body, variables=variables) for body in listed(node.body))
