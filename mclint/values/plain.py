"""Expressions in one spelling of all that can be spelled in several ways, and their pattern without the letters."""

from __future__ import annotations

from fractions import Fraction

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, is_missing, nodes
from mclint.syntax.walk import rewrite

CONSTANTS = frozenset(("I", "1", "e"))
Pattern = tuple[object, ...]


def pattern(*forms: Expr) -> tuple[Pattern, dict[int, tuple[str, Expr]]]:
    """Expressions with numbers for their letters, in the order in which they are met, and what the numbers are for."""
    numbers: dict[str, int] = {}
    letters: dict[int, tuple[str, Expr]] = {}
    written: list[object] = []
    for node in (node for form in forms for node in nodes(form)):
        key = key_of(node) if isinstance(node, Name) else None
        if key is not None and key not in CONSTANTS:
            number = numbers.setdefault(key, len(numbers))
            letters.setdefault(number, (key, node))
            written.append(number)
        elif isinstance(node, Apply):
            written.append((node.op, len(node.args)))
        elif isinstance(node, Derivative):
            written.append(("derivative", len(node.variables)))
        else:
            written.append(key or (("number", node.value) if isinstance(node, Number) else node))
    return tuple(written), letters


def plain(expr: Expr) -> Expr:
    """The expression in one spelling of all that can be spelled in several ways."""
    return rewrite(expr, _spelled)


def contracted(form: Expr) -> Expr:
    """The plain form with the squared length for a vector times itself."""
    return rewrite(form, _as_length)


def _as_length(node: Expr) -> Expr:
    if not (isinstance(node, Apply) and node.op is Op.PRODUCT and len(node.args) == 2):
        return node
    first, second = node.args
    if not (isinstance(first, Apply) and first.op is Op.TRANSPOSE and first.args[0] == second):
        return node
    two = Number(node.span, Fraction(2))
    return Apply(node.span, Op.POWER, (Apply(node.span, Op.NORM, (_up_to_sign(second), two)), two))


def _spelled(node: Expr) -> Expr:
    if isinstance(node, Derivative):
        variables = tuple(_without_transpose(each) for each in node.variables)
        return Derivative(node.span, node.body, variables, Form.FRACTION)
    if not isinstance(node, Apply):
        return node
    if node.op in (Op.GROUP, Op.BRACKET):
        return node.args[0]
    if node.op in (Op.DOT, Op.TIMES, Op.PRODUCT, Op.ADD):
        op = Op.ADD if node.op is Op.ADD else Op.PRODUCT
        parts = [part for each in node.args for part in _parts(each, op)]
        return Apply(node.span, op, tuple(sorted(parts, key=_size) if op is Op.ADD else parts))
    if node.op is Op.INNER:
        first, second = node.args
        return Apply(node.span, Op.PRODUCT, (Apply(node.span, Op.TRANSPOSE, (first,)), *_parts(second, Op.PRODUCT)))
    if node.op is Op.BARS:
        inner = node.args[0]
        found = isinstance(inner, Apply) and inner.op is Op.DETERMINANT
        return inner if found else Apply(node.span, Op.DETERMINANT, node.args)
    if node.op is Op.NORM:
        plain_index = is_missing(node.args[1]) or key_of(node.args[1]) == "F"
        index = Number(node.span, Fraction(2)) if plain_index else node.args[1]
        return Apply(node.span, Op.NORM, (_up_to_sign(node.args[0]), index))
    if node.op is Op.INVERSE and isinstance(inner := node.args[0], Apply) and inner.op is Op.TRANSPOSE:
        return Apply(node.span, Op.TRANSPOSE, (Apply(node.span, Op.INVERSE, inner.args),))
    return node


def _up_to_sign(expr: Expr) -> Expr:
    """A sum, or the same with all signs turned where its first term has a minus."""
    parts = _parts(expr, Op.ADD)
    return Apply(expr.span, Op.ADD, tuple(map(_negated, parts))) if len(parts) > 1 and _is_negated(parts[0]) else expr


def _negated(expr: Expr) -> Expr:
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.NEG else Apply(expr.span, Op.NEG, (expr,))


def _is_negated(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op is Op.NEG


def _size(expr: Expr) -> int:
    """The terms of a sum are compared in this order: it does not depend on their letters, nor on their signs."""
    return -len(nodes(expr)) + _is_negated(expr)


def _without_transpose(expr: Expr) -> Expr:
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.TRANSPOSE else expr


def _parts(expr: Expr, op: Op) -> tuple[Expr, ...]:
    return expr.args if isinstance(expr, Apply) and expr.op is op else (expr,)
