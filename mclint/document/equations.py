r"""Equations that state a property or a size: `Q^\top Q = I`, `\|u\| = 1`, `d = n`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mclint.document.scope import key_of
from mclint.document.statement import Property, SizeEquation
from mclint.document.symbols import is_capital, is_number
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Parsed, Relation, nodes

Stated = tuple[Name, Property]
PRODUCTS = {Op.PRODUCT, Op.DOT, Op.INNER}


def property_of_equation(left: Expr, right: Expr) -> Stated | None:
    r"""The symbol and the property that an equation states of it, as `A = A^\top` says that A is symmetric."""
    return _property(left, right) or _property(right, left)


def _property(left: Expr, right: Expr) -> Stated | None:
    if _is_identity(right) and (found := _orthogonal(left)) is not None:
        return found
    if is_number(right, 1):
        return _normed(left) or _summing(left) or _summing_rows(left)
    if is_number(right, 0) and isinstance(left, Apply) and left.op is Op.ADD and len(left.args) == 2:
        return _mirrored_in_sum(*left.args) or _mirrored_in_sum(*left.args[::-1])
    if isinstance(right, Apply) and right.op is Op.NEG and (name := _transposed(right.args[0])) == left:
        return None if name is None else (name, Property.ANTISYMMETRIC)
    name = _transposed(left)
    if name is not None:
        return _mirrored(name, right) or _summing_columns(left, right)
    return (
        _idempotent(left, right)
        or _on_diagonal(left, right)
        or _mirrored_entries(left, right)
        or _summing_columns(left, right)
    )


def _is_identity(expr: Expr) -> bool:
    r"""`I`, `I_n`, `\mathbb{1}`."""
    if isinstance(expr, Apply) and expr.op is Op.INDEX:
        expr = expr.args[0]
    if not isinstance(expr, Name) or expr.marks:
        return False
    return expr.letter in ("I", "Id") or (expr.letter == "1" and expr.font == "bb")


def _transposed(expr: Expr) -> Name | None:
    r"""The name under `A^\top` or `A'`."""
    if not isinstance(expr, Apply) or len(expr.args) != 1 or not isinstance(expr.args[0], Name):
        return None
    name = expr.args[0]
    primed = expr.op is Op.PRIME and (is_capital(name) or name.font == "bold")
    return name if expr.op is Op.TRANSPOSE or primed else None


def _mirrored_in_sum(first: Expr, second: Expr) -> Stated | None:
    r"""`A - A^\top = 0`, `A + A^\top = 0`."""
    turned = isinstance(second, Apply) and second.op is Op.NEG
    name = _transposed(second.args[0] if isinstance(second, Apply) and turned else second)
    if name is None or name != first:
        return None
    return name, Property.SYMMETRIC if turned else Property.ANTISYMMETRIC


def _mirrored_entries(left: Expr, right: Expr) -> Stated | None:
    """`a_{ij} = a_{ji}` is said of the matrix A."""
    sign = Property.SYMMETRIC
    if isinstance(right, Apply) and right.op is Op.NEG:
        right, sign = right.args[0], Property.ANTISYMMETRIC
    pair = (left, right)
    if not all(isinstance(each, Apply) and each.op is Op.INDEX and len(each.args) == 3 for each in pair):
        return None
    assert isinstance(left, Apply) and isinstance(right, Apply)
    name, first, second = left.args
    exchanged = isinstance(first, Name) and isinstance(second, Name) and right.args == (name, second, first)
    if not exchanged or not isinstance(name, Name) or first == second:
        return None
    return replace(name, letter=name.letter.upper() if len(name.letter) == 1 else name.letter), sign


def _mirrored(name: Name, right: Expr) -> Stated | None:
    if right == name:
        return name, Property.SYMMETRIC
    if isinstance(right, Apply) and right.op is Op.NEG and right.args[0] == name:
        return name, Property.ANTISYMMETRIC
    if isinstance(right, Apply) and right.op is Op.INVERSE and right.args[0] == name:
        return name, Property.ORTHOGONAL
    return None


def _pair(expr: Expr) -> tuple[Expr, Expr] | None:
    if isinstance(expr, Apply) and expr.op in PRODUCTS and len(expr.args) == 2:
        return expr.args[0], expr.args[1]
    return None


def _orthogonal(left: Expr) -> Stated | None:
    r"""`Q^\top Q = I`, `Q Q^\top = I`."""
    pair = _pair(left)
    if pair is None:
        return None
    one, other = pair
    if (name := _transposed(one)) is not None and other == name:
        return name, Property.ORTHONORMAL_COLUMNS
    if (name := _transposed(other)) is not None and one == name:
        return name, Property.ORTHONORMAL_ROWS
    return None


def _normed(left: Expr) -> Stated | None:
    r"""`\|u\| = 1`, `\|u\|_2^2 = 1`, `u^\top u = 1`, `\langle u, u \rangle = 1`."""
    if isinstance(left, Apply) and left.op is Op.POWER and is_number(left.args[1], 2):
        left = left.args[0]
    if isinstance(left, Apply) and left.op in (Op.NORM, Op.BARS) and isinstance(left.args[0], Name):
        euclidean = len(left.args) == 1 or is_number(left.args[1], 2)
        euclidean = euclidean or (isinstance(left.args[1], Apply) and left.args[1].op is Op.MISSING)
        return (left.args[0], Property.UNIT_NORM) if euclidean and not is_capital(left.args[0]) else None
    pair = _pair(left)
    if pair is None or not isinstance(left, Apply):
        return None
    one, other = pair
    name = one if left.op is not Op.PRODUCT and isinstance(one, Name) else _transposed(one)
    if isinstance(one, Apply) and one.op is Op.PRIME and one.args == (other,):  # u'u
        name = other if isinstance(other, Name) else None
    return (name, Property.UNIT_NORM) if name is not None and name == other and not is_capital(name) else None


def _summing(left: Expr) -> Stated | None:
    r"""`\mathbf{1}^\top p = 1`, `p^\top \mathbf{1} = 1`, `\sum_i p_i = 1`."""
    if isinstance(left, Apply) and left.op is Op.SUM and left.args and isinstance(left.args[0], Apply):
        body, what = left.args[0], Property.SUMS_TO_ONE
        if body.op is Op.POWER and is_number(body.args[1], 2) and isinstance(body.args[0], Apply):
            body, what = body.args[0], Property.UNIT_NORM
        if what is Property.SUMS_TO_ONE and (found := _summing_lines(left, body)) is not None:
            return found
        plain = body.op is Op.INDEX and len(body.args) == 2 and isinstance(body.args[0], Name)
        return (body.args[0], what) if plain and isinstance(body.args[0], Name) else None
    pair = _pair(left)
    if pair is None:
        return None
    one, other = pair
    if isinstance(one, Apply) and one.op is Op.TRANSPOSE and is_number(one.args[0], 1) and isinstance(other, Name):
        return other, Property.SUMS_TO_ONE
    inner = left.op if isinstance(left, Apply) else None
    if inner in (Op.DOT, Op.INNER) and is_number(one, 1) and isinstance(other, Name):
        return other, Property.SUMS_TO_ONE
    name = one if inner in (Op.DOT, Op.INNER) and isinstance(one, Name) else _transposed(one)
    return (name, Property.SUMS_TO_ONE) if name is not None and is_number(other, 1) else None


def _summing_lines(total: Apply, body: Apply) -> Stated | None:
    r"""`\sum_j P_{ij} = 1`: the rows of P sum to one; summed over the first index, its columns do."""
    if body.op is not Op.INDEX or len(body.args) != 3 or len(total.args) < 2:
        return None
    name, first, second = body.args
    if not isinstance(name, Name) or not is_capital(name) or first == second or total.args[1] not in (first, second):
        return None
    return name, Property.ROWS_SUM_TO_ONE if total.args[1] == second else Property.SUMS_TO_ONE


def _summing_rows(left: Expr) -> Stated | None:
    r"""`P \mathbf{1} = \mathbf{1}`."""
    pair = _pair(left)
    if pair is None or not isinstance(pair[0], Name) or not is_capital(pair[0]) or not isinstance(pair[1], Name):
        return None
    return (pair[0], Property.ROWS_SUM_TO_ONE) if pair[1].letter == "1" else None


def _summing_columns(left: Expr, right: Expr) -> Stated | None:
    r"""`\mathbf{1}^\top P = \mathbf{1}^\top`."""
    pair = _pair(left)
    if pair is None or pair[0] != right or not isinstance(pair[1], Name) or not is_capital(pair[1]):
        return None
    one = _transposed(right)
    return (pair[1], Property.SUMS_TO_ONE) if one is not None and one.letter == "1" else None


def _idempotent(left: Expr, right: Expr) -> Stated | None:
    """`P^2 = P`, `P P = P`."""
    if not isinstance(right, Name) or not (is_capital(right) or right.font == "bold"):
        return None
    if not isinstance(left, Apply) or len(left.args) != 2 or left.args[0] != right:
        return None
    twice = left.op is Op.POWER and is_number(left.args[1], 2)
    return (right, Property.IDEMPOTENT) if twice or (left.op is Op.PRODUCT and left.args[1] == right) else None


def _on_diagonal(left: Expr, right: Expr) -> Stated | None:
    r"""`D = \operatorname{diag}(d_1, \dots, d_n)`, some entries left out; perhaps with a number before it."""
    *factors, last = right.args if isinstance(right, Apply) and right.op is Op.PRODUCT else (right,)
    if not (isinstance(left, Name) and is_capital(left) and isinstance(last, Apply) and _are_numbers(factors)):
        return None
    function, *entries = last.args or (last,)
    listed = last.op is Op.CALL and isinstance(function, Name) and function.letter in ("diag", "Diag")
    if last.op is Op.DIAG and isinstance(function, Apply):
        listed, entries = True, [*function.args]
    dotted = any(isinstance(each, Apply) and each.op is Op.DOTS for each in entries)
    return (left, Property.DIAGONAL) if listed and dotted else None


def _are_numbers(factors: Sequence[Expr]) -> bool:
    return all(isinstance(node, Number) for each in factors for node in nodes(each) if not isinstance(node, Apply))


def off_diagonal(zero: Expr, condition: Relation) -> Name | None:
    r"""The matrix D of `D_{ij} = 0` where `i \ne j`: it is diagonal."""
    if not (isinstance(zero, Apply) and zero.op is Op.INDEX and len(zero.args) == 3):
        return None
    name, *places = zero.args
    unequal = [sign.text for sign in condition.signs] == ["≠"] and places in (
        [*condition.parts],
        [*condition.parts[::-1]],
    )
    if not unequal or not isinstance(name, Name) or not all(isinstance(each, Name) for each in places):
        return None
    return replace(name, letter=name.letter.upper() if len(name.letter) == 1 else name.letter)


def letters_of_ones(relations: Iterable[Relation]) -> frozenset[str]:
    r"""The letters e of `e = \mathbf{1}` and `e = (1, \dots, 1)^\top`."""
    pairs = ((left, right) for each in relations for left, right in pairwise(each.parts) if isinstance(left, Name))
    return frozenset(key for left, right in pairs if _is_of_ones(right) and (key := key_of(left)) is not None)


def _is_of_ones(expr: Expr) -> bool:
    if isinstance(expr, Apply) and expr.op is Op.INDEX:
        expr = expr.args[0]
    if isinstance(expr, Name):
        return expr.letter == "1" and bool(expr.font)
    if not isinstance(expr, Apply) or expr.op is not Op.TRANSPOSE:
        return False
    inner = expr.args[0]
    entries = inner.args if isinstance(inner, Apply) and inner.op in (Op.LIST, Op.ROW_LIST) else ()
    return len(entries) > 1 and all(
        is_number(each, 1) or (isinstance(each, Apply) and each.op is Op.DOTS) for each in entries
    )


def summed_by(left: Expr, right: Expr, ones: frozenset[str]) -> Stated | None:
    r"""`e^\top p = 1`, `p^\top e = 1` with a letter e of ones."""
    pair = _pair(left) if ones and is_number(right, 1) else None
    name, other = (None, None) if pair is None else (_transposed(pair[0]), pair[1])
    if name is None or not isinstance(other, Name) or name == other:
        return None
    found = other if key_of(name) in ones else name if key_of(other) in ones else None
    return None if found is None else (found, Property.SUMS_TO_ONE)


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
