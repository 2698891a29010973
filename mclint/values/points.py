r"""Derivatives at a point that the text states before: x = 4, y = -3, so `\partial f / \partial x = -3`."""

from __future__ import annotations

from dataclasses import replace

from mclint.document.classify import has_derivative
from mclint.document.scope import Scope, symbols
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, Relation, Sign, nodes
from mclint.values.dependence import variable_key

MOST = 24


def at_stated_point(left: Expr, right: Expr, scope: Scope) -> tuple[Expr, Scope] | None:
    """The left side, taken where all that has a stated number has it, and the scope in which these are symbols."""
    if symbols((right,)) or not has_derivative(left):
        return None
    stated = {key: value for key in _reached(left, scope) if (value := _number(key, scope)) is not None}
    variables = {variable_key(v) for node in nodes(left) if isinstance(node, Derivative) for v in node.variables}
    if not variables or not variables <= stated.keys():
        return None
    pairs = tuple(
        Relation(left.span, (Name(left.span, key), value), (Sign("=", left.span),)) for key, value in stated.items()
    )
    free = {key: scope.of(key)._replace(definitions=()) for key in stated}
    there = Apply(left.span, Op.EVALUATED, (left, Apply(left.span, Op.LIST, pairs)))
    return there, replace(scope, facts={**scope.facts, **free})


def _reached(expr: Expr, scope: Scope) -> list[str]:
    """The symbols of an expression and of the definitions that it comes down to."""
    found = sorted(symbols((expr,)))
    for key in found:
        definitions = scope.of(key).definitions
        if definitions and len(found) < MOST:
            found.extend(sorted(definitions[0].inside - {*found}))
    return found


def _number(key: str, scope: Scope) -> Expr | None:
    """The number that a letter is said to be."""
    definitions = scope.of(key).definitions
    if not definitions or len(key) != 1 or definitions[0].parameters or symbols((definitions[0].body,)):
        return None
    body = definitions[0].body
    return body if any(isinstance(node, Number) for node in nodes(body)) else None
