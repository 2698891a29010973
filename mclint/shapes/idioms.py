"""Spellings that are not what they look like: calls, numbers meant for each entry, products in general."""

from __future__ import annotations

from mclint.shapes.role_keys import bare, letter_of, role_key
from mclint.shapes.roles import Role
from mclint.syntax.tree import Apply, Expr, Name, Number, Op
from mclint.syntax.vocabulary import GREEK_CAPITALS
from mclint.syntax.walk import without_brackets


def may_clash(left: Expr, a: Role | None, right: Expr, b: Role | None) -> bool:
    """Zero and other literals have any shape, and a letter may be used anew; a capital in bold or Greek is a matrix."""
    if is_literal(left) or is_literal(right):
        return False
    for side, role in ((left, a), (right, b)):
        key = role_key(bare(side))
        if key is not None and not (role is Role.MATRIX and (key.startswith("*") or letter_of(key) in GREEK_CAPITALS)):
            return False
    return True


def is_bare_product(expr: Expr) -> bool:
    """`u v` of two letters, as the product rule has it of whatever can be multiplied."""
    expr = without_brackets(expr)
    return isinstance(expr, Apply) and expr.op is Op.PRODUCT and all(isinstance(part, Name) for part in expr.args)


def is_literal(term: Expr) -> bool:
    """A number in a sum with vectors, which is meant for each entry, and `[0.7]`, which may be a vector."""
    while isinstance(term, Apply) and term.op in (Op.NEG, Op.GROUP, Op.BRACKET):
        term = term.args[0]
    if isinstance(term, Apply) and term.op is Op.DIVIDE:
        return all(isinstance(arg, Number) for arg in term.args)
    return isinstance(term, Number)


def is_call(head: Expr, argument: Expr) -> bool:
    """`f (x)`, which may be a function of x."""
    if role_key(head) is None or not isinstance(argument, Apply):
        return False
    if argument.op in (Op.LIST, Op.ROW_LIST):
        return True
    inner = argument.args[0] if argument.op in (Op.GROUP, Op.BRACKET) else None
    return inner is not None and not (isinstance(inner, Apply) and inner.op is Op.ADD)


def without_inner_products(factors: list[tuple[Expr, Role | None]]) -> list[tuple[Expr, Role | None]]:
    """Row … column is a number wherever it stands inside a product."""
    result: list[tuple[Expr, Role | None]] = []
    start = 0
    while start < len(factors):
        stop = None
        if factors[start][1] is Role.ROW:
            for place in range(start + 1, len(factors)):
                role = factors[place][1]
                if role is Role.COLUMN:
                    stop = place
                    break
                if role is Role.ROW:
                    break
        if stop is None or (start == 0 and stop == len(factors) - 1):
            result.append(factors[start])
            start += 1
        else:
            start = stop + 1
    return result
