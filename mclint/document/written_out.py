r"""Shapes that an author shows by writing entries: `x = (x_1, \dots, x_n)^\top`, `A = [a_{ij}]_{m \times n}`."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.document.sets import one, size_of, sizes_of
from mclint.document.statement import Declaration
from mclint.document.symbols import is_capital, is_dots, is_number
from mclint.syntax.tree import Apply, Expr, Name, Op, Relation

EQUAL = ("=", ":=")
BRACKETS = (Op.GROUP, Op.BRACKET)


def written_out(relation: Relation) -> Iterator[Declaration]:
    """The declarations of the equations of a chain that show entries."""
    symbol = relation.parts[0]
    if not isinstance(symbol, Name) or not relation.signs or relation.signs[0].text not in EQUAL:
        return
    sizes = _listed(symbol, relation.parts[1]) or _entry(relation.parts[1])
    if sizes is not None:
        yield Declaration(symbol, symbol.span.to(relation.parts[1].span), "", *sizes)


def _listed(symbol: Name, right: Expr) -> tuple[Expr, Expr] | None:
    r"""The size of `(x_1, \dots, x_n)^\top`; without the transpose it may be a row, and bold entries are vectors."""
    if not isinstance(right, Apply) or right.op is not Op.TRANSPOSE:
        return None
    right = right.args[0]
    if not isinstance(right, Apply) or right.op not in (Op.LIST, Op.ROW_LIST) or is_capital(symbol):
        return None
    first, *middle, last = right.args or (right,)
    if sum(map(is_dots, middle)) != 1 or not (_is_entry(symbol, first) and _is_entry(symbol, last)):
        return None
    assert isinstance(first, Apply) and isinstance(last, Apply)
    length = size_of(last.args[1])
    if length is None or not is_number(first.args[1], 1) or is_number(length, 1):
        return None
    return length, one(last)


def _is_entry(symbol: Name, expr: Expr) -> bool:
    """Whether this is an entry `x_i` of a symbol, which is no vector."""
    if not isinstance(expr, Apply) or expr.op is not Op.INDEX or len(expr.args) != 2:
        return False
    base = expr.args[0]
    return isinstance(base, Name) and base.letter == symbol.letter and base.font == "" and base.marks == symbol.marks


def _entry(right: Expr) -> tuple[Expr, Expr] | None:
    r"""The size under `[a_{ij}]_{m \times n}`."""
    if not isinstance(right, Apply) or right.op is not Op.INDEX or len(right.args) != 2:
        return None
    bracket = right.args[0]
    if not isinstance(bracket, Apply) or bracket.op not in BRACKETS or len(bracket.args) != 1:
        return None
    entry = bracket.args[0]
    indexed = isinstance(entry, Apply) and entry.op is Op.INDEX and len(entry.args) == 3
    return sizes_of(right.args[1]) if indexed else None
