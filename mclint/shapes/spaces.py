"""The rows and columns of matrices, and which of them an expression makes equal.

Each matrix letter has two ends, its rows and its columns, each column one. A product joins the ends that meet, a sum
those of its terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, takewhile

from mclint.document.scope import base_of, key_of, spelled
from mclint.records import NamedTuple
from mclint.shapes.idioms import is_call
from mclint.shapes.ranks import Ranking
from mclint.shapes.role_keys import is_capital, role_key
from mclint.shapes.roles import TURNED, Role, is_turned
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, remembered

End = tuple[str, int]  # a letter, and 0 for its rows or 1 for its columns
Ends = tuple[End | None, End | None]
ONE: End = ("", 0)
UNKNOWN: Ends = (None, None)
SQUARE = (Op.TRACE, Op.DETERMINANT, Op.ADJUGATE, Op.INVERSE)


class Join(NamedTuple):
    """Two ends that an expression makes equal, and where."""

    first: End
    second: End
    span: Span


@remembered
def end_key(expr: Expr) -> str | None:
    r"""The letter of a symbol; with an index, a mark or an argument it is one of its own: D(\hat\beta) is not D(y)."""
    key, name = role_key(expr), base_of(expr)
    if key is not None and key.startswith("*") and name is not None and name.marks:
        key += "".join(f"~{mark}" for mark in name.marks)
    if key is None or not isinstance(expr, Apply):
        return key
    if expr.op is Op.CALL:
        return f"{key} {', '.join(map(spelled, expr.args[1:]))}"
    return f"{key} {key_of(expr)}"


class Joins:
    """The joins of one expression, with the ends that are known of letters. A builder for one relation."""

    def __init__(self, ranking: Ranking, known: Mapping[str, Ends]) -> None:
        self.ranking, self.known = ranking, known
        self.found: list[Join] = []

    def _join(self, first: End | None, second: End | None, span: Span) -> None:
        if first is not None and second is not None and ONE not in (first, second) and first != second:
            self.found.append(Join(first, second, span))

    def alike(self, a: Ends, b: Ends, span: Span) -> None:
        """Join the rows and the columns of two expressions that have one shape."""
        self._join(a[0], b[0], span)
        self._join(a[1], b[1], span)

    def ends(self, expr: Expr) -> Ends:
        """Rows and columns of an expression, as far as letters tell them."""
        if isinstance(expr, Number):
            return ONE, ONE
        if isinstance(expr, Derivative):
            self.ends(expr.body)
            return UNKNOWN
        if isinstance(expr, Name) or (isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX, Op.CALL)):
            return self._symbol(expr)
        return self._apply(expr) if isinstance(expr, Apply) else UNKNOWN

    def _symbol(self, expr: Expr) -> Ends:
        key, role = end_key(expr), self.ranking.role(expr)
        if key is None or ((name := base_of(expr)) is not None and name.letter == "I"):
            return UNKNOWN
        if key in self.known:
            return self.known[key]
        if role is Role.MATRIX:
            return (key, 0), (key, 1)
        if role is Role.COLUMN:
            return (key, 0), ONE
        if role is None and self._is_column_or_matrix(expr):
            return (key, 0), None
        return (ONE, ONE) if role is Role.SCALAR else UNKNOWN

    def _is_column_or_matrix(self, expr: Expr) -> bool:
        """A capital that nothing shows to be a number or a row: it has rows, and one column or many."""
        key = role_key(expr) or ""
        votes = self.ranking.letters.roles.votes.get(key, ())
        return is_capital(key) and not any(vote.role in (Role.SCALAR, Role.ROW) for vote in votes)

    def _apply(self, expr: Apply) -> Ends:
        op = expr.op
        if op is Op.PRODUCT:
            return self._product(expr)
        if op is Op.SUM:
            return self.ends(expr.args[0])
        inner = [self.ends(part) for part in expr.args]
        if op in (Op.GROUP, Op.BRACKET, Op.NEG) and len(inner) == 1:
            return inner[0]
        if op is Op.PSEUDOINVERSE:
            return inner[0][1], inner[0][0]
        if is_turned(expr) and (op in TURNED or end_key(expr.args[0]) in self.known):
            return inner[0][1], inner[0][0]
        if op is Op.ADD:
            for one, other in pairwise([each for each in inner if each != UNKNOWN]):
                self.alike(one, other, expr.span)
            return next((each for each in inner if each not in (UNKNOWN, (ONE, ONE))), UNKNOWN)
        if op is Op.INVERSE and inner[0] == UNKNOWN and is_capital((key := end_key(expr.args[0]) or "").split(" ")[0]):
            return (key, 0), (key, 0)  # a square matrix or a number: what stands on both sides of it meets
        if op in SQUARE:
            self._join(*inner[0], expr.span)
            return inner[0] if op is Op.INVERSE else (ONE, ONE)
        return (inner[0][0], inner[0][1]) if op is Op.DIVIDE and inner[1] == (ONE, ONE) else UNKNOWN

    def _product(self, expr: Apply) -> Ends:
        if any(is_call(a, b) for a, b in pairwise(expr.args)):
            return UNKNOWN
        factors = [(each, self.ends(each)) for each in expr.args[:-1] if not self.ranking.scales(each)]
        last = expr.args[-1]
        if not self.ranking.scales(last):
            factors.append((last, self.ends(last)))
        elif factors and isinstance(last, Name) and self.ranking.role(last) is not Role.SCALAR:
            factors.append((last, UNKNOWN))  # a number would stand before the matrix
        for (first, one), (second, other) in pairwise(factors):
            self._join(one[1], other[0], first.span.to(second.span))
        role = self.ranking.role(expr)
        if not factors or role is Role.SCALAR:
            return (ONE, ONE) if role is Role.SCALAR else UNKNOWN
        if any(ends == UNKNOWN for _, ends in factors):
            return self._open_end([ends for _, ends in factors])
        first_rows, last_columns = factors[0][1][0], factors[-1][1][1]
        if role is None:  # each meeting of columns and rows must make sense by itself
            meetings = [(one[1], other[0]) for (_, one), (_, other) in pairwise(factors)]
            return (first_rows, last_columns) if all((a == ONE) is (b == ONE) for a, b in meetings) else UNKNOWN
        if (first_rows == ONE) is (role is Role.ROW) and (last_columns == ONE) is (role is Role.COLUMN):
            return first_rows, last_columns
        return UNKNOWN

    def _open_end(self, factors: list[Ends]) -> Ends:
        """`X^T X w` has the rows of X^T, whatever w is; what comes first must be matrices with rows and columns."""
        known = list(takewhile(lambda ends: None not in ends and ONE not in ends, factors))
        return (known[0][0], None) if known and len(known) == len(factors) - 1 else UNKNOWN
