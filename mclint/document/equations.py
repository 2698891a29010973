r"""Equations that state a property or a size: `Q^\top Q = I`, `\|u\| = 1`, `d = n`."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.document.statement import Property, SizeEquation
from mclint.document.symbols import is_capital, is_number
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Parsed

Stated = tuple[Name, Property]
PRODUCTS = {Op.PRODUCT, Op.DOT, Op.INNER}


def property_of_equation(left: Expr, right: Expr) -> Stated | None:
    r"""The symbol and the property that an equation states of it, as `A = A^\top` says that A is symmetric."""
    return _property(left, right) or _property(right, left)


def _property(left: Expr, right: Expr) -> Stated | None:
    if is_number(right, 1):
        return _normed(left) or _summing(left)
    if isinstance(right, Name) and right.letter in ("I", "Id") and not right.marks:
        return _orthogonal(left)
    if isinstance(right, Apply) and right.op is Op.NEG and (name := _transposed(right.args[0])) == left:
        return None if name is None else (name, Property.ANTISYMMETRIC)  # A = -A^T
    name = _transposed(left)
    if name is not None:
        return _mirrored(name, right)
    return _idempotent(left, right)


def _transposed(expr: Expr) -> Name | None:
    r"""The name under `A^\top` or `A'`."""
    if not isinstance(expr, Apply) or len(expr.args) != 1 or not isinstance(expr.args[0], Name):
        return None
    name = expr.args[0]
    primed = expr.op is Op.PRIME and (is_capital(name) or name.font == "bold")
    return name if expr.op is Op.TRANSPOSE or primed else None


def _mirrored(name: Name, right: Expr) -> Stated | None:
    if right == name:
        return name, Property.SYMMETRIC
    if isinstance(right, Apply) and right.args and right.args[0] == name:
        if right.op is Op.NEG:
            return name, Property.ANTISYMMETRIC
        if right.op is Op.INVERSE:
            return name, Property.ORTHOGONAL
    return None


def _pair(expr: Expr) -> tuple[Expr, Expr] | None:
    if isinstance(expr, Apply) and expr.op in PRODUCTS and len(expr.args) == 2:
        return expr.args[0], expr.args[1]
    return None


def _orthogonal(left: Expr) -> Stated | None:
    r"""`Q^\top Q = I`, `Q Q^\top = I`."""
    pair = _pair(left)
    for one, other in (pair, pair[::-1]) if pair else ():
        name = _transposed(one)
        if name is not None and other == name:
            return name, Property.ORTHOGONAL
    return None


def _normed(left: Expr) -> Stated | None:
    r"""`\|u\| = 1`, `\|u\|_2^2 = 1`, `u^\top u = 1`, `\langle u, u \rangle = 1`."""
    if isinstance(left, Apply) and left.op is Op.POWER and is_number(left.args[1], 2):
        left = left.args[0]
    if isinstance(left, Apply) and left.op is Op.NORM and isinstance(left.args[0], Name):
        euclidean = len(left.args) == 1 or is_number(left.args[1], 2)
        euclidean = euclidean or (isinstance(left.args[1], Apply) and left.args[1].op is Op.MISSING)
        return (left.args[0], Property.UNIT_NORM) if euclidean and not is_capital(left.args[0]) else None
    pair = _pair(left)
    if pair is None or not isinstance(left, Apply):
        return None
    one, other = pair
    name = one if left.op is not Op.PRODUCT and isinstance(one, Name) else _transposed(one)
    return (name, Property.UNIT_NORM) if name is not None and name == other and not is_capital(name) else None


def _summing(left: Expr) -> Stated | None:
    r"""`\mathbf{1}^\top p = 1`, `p^\top \mathbf{1} = 1`, `\sum_i p_i = 1`."""
    if isinstance(left, Apply) and left.op is Op.SUM and left.args and isinstance(left.args[0], Apply):
        body = left.args[0]
        plain = body.op is Op.INDEX and len(body.args) == 2 and isinstance(body.args[0], Name)
        return (body.args[0], Property.SUMS_TO_ONE) if plain and isinstance(body.args[0], Name) else None
    pair = _pair(left)
    if pair is None:
        return None
    one, other = pair
    if isinstance(one, Apply) and one.op is Op.TRANSPOSE and is_number(one.args[0], 1) and isinstance(other, Name):
        return other, Property.SUMS_TO_ONE
    name = _transposed(one)
    return (name, Property.SUMS_TO_ONE) if name is not None and is_number(other, 1) else None


def _idempotent(left: Expr, right: Expr) -> Stated | None:
    """`P^2 = P`, `P P = P`."""
    if not isinstance(right, Name) or not (is_capital(right) or right.font == "bold"):
        return None
    if not isinstance(left, Apply) or len(left.args) != 2 or left.args[0] != right:
        return None
    twice = left.op is Op.POWER and is_number(left.args[1], 2)
    return (right, Property.IDEMPOTENT) if twice or (left.op is Op.PRODUCT and left.args[1] == right) else None


def equal_sizes(parsed: Parsed) -> Iterator[SizeEquation]:
    """Equations between two bare names or numbers, as sizes have them; the caller knows which are sizes."""
    for formula in parsed.formulas:
        relation = formula.relation
        if not relation.signs or any(sign.text != "=" for sign in relation.signs):
            continue
        for left, right in zip(relation.parts, relation.parts[1:], strict=False):
            named = isinstance(left, Name) or isinstance(right, Name)
            if named and isinstance(left, Name | Number) and isinstance(right, Name | Number):
                yield SizeEquation(left, right, left.span.to(right.span))
