"""An expression that fits only if a matrix is square, which it is not: `X^T (X^T X + I)^{-1}`.

Each matrix letter has two ends, its rows and its columns, each column one. A product joins the ends that meet, a sum
those of its terms. Nobody writes `(X^T X)^{-1}` of a square X, so the ends of such an X must stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from mclint.document.scope import key_of
from mclint.shapes.idioms import is_call
from mclint.shapes.ranks import Evidence, Misfit, Ranking
from mclint.shapes.roles import TURNED, Role, bare, grams, is_capital, role_key
from mclint.shapes.typed import Clashing
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes

End = tuple[str, int]  # a letter, and 0 for its rows or 1 for its columns
Ends = tuple[End | None, End | None]
ONE: End = ("", 0)
UNKNOWN: Ends = (None, None)
SQUARE = (Op.TRACE, Op.DETERMINANT, Op.INVERSE)


class Join(NamedTuple):
    """Two ends that an expression makes equal, and where."""

    first: End
    second: End
    span: Span


class Oblong(NamedTuple):
    """A matrix that is not square: its letter, and the inverse that shows it."""

    key: str
    letter: Span
    span: Span


def end_key(expr: Expr) -> str | None:
    """The letter of a symbol; what has a number or a capital as its index is a letter of its own."""
    key = role_key(expr)
    if key is None or not isinstance(expr, Apply) or expr.op is Op.CALL:
        return key
    index = expr.args[-1]
    own = isinstance(index, Number) or (isinstance(index, Name) and index.letter.isupper())
    return f"{key} {key_of(expr)}" if own else key


class Oblongs:
    """The letters X of `(X^T X + …)^{-1}`, by place, and those that are inverted or traced themselves."""

    def __init__(self, relations: Sequence[Sequence[Expr]]) -> None:
        self.shown: list[tuple[int, Oblong]] = []
        self.square: dict[str, list[int]] = {}
        for place, parts in enumerate(relations):
            for node in (node for part in parts for node in nodes(part)):
                if isinstance(node, Apply) and node.op in (*SQUARE, Op.POWER):
                    inner = bare(node.args[0])
                    self.square.setdefault(end_key(inner) or "", []).append(place)
                    if node.op is Op.INVERSE:
                        for letter in grams(inner):
                            self.shown.append((place, Oblong(end_key(letter) or "", letter.span, node.span)))

    def near(self, place: int, reach: int) -> dict[str, Oblong]:
        """The matrices that are not square around a place."""
        found = [
            (there == place, abs(there - place), each)
            for there, each in self.shown
            if abs(there - place) <= reach
            and not any(abs(other - place) <= 2 * reach for other in self.square.get(each.key, ()))
        ]
        # the nearest one of another equation explains best
        return {each.key: each for _, _, each in sorted(found, key=lambda one: one[:2], reverse=True)}


def squared(parts: Sequence[Expr], letters: Mapping[str, Oblong], ranking: Ranking) -> Misfit | None:
    """The first product or sum of a relation that makes an oblong matrix square by itself."""
    for part in parts:
        joins = Joins(ranking)
        joins.ends(part)
        for join, key in _closing(joins.found, letters):
            shown = letters[key]
            evidence = (Evidence(shown.span, "shows a matrix that is not square"),)
            roles = (Role.MATRIX, Role.MATRIX)
            return Misfit(Clashing.PRODUCT, join.span, join.span, join.span, roles, evidence, shown.letter)
    return None


def _closing(joins: Sequence[Join], letters: Iterable[str]) -> Iterator[tuple[Join, str]]:
    """The join that makes rows and columns of a letter equal."""
    parents: dict[End, End] = {}

    def find(end: End) -> End:
        while end in parents:
            end = parents[end]
        return end

    for join in joins:
        first, second = find(join.first), find(join.second)
        if first != second:
            parents[second] = first
        for key in letters:
            if find((key, 0)) == find((key, 1)):
                yield join, key
                return


class Joins:
    """The joins of one expression. A builder for one relation."""

    def __init__(self, ranking: Ranking) -> None:
        self.ranking = ranking
        self.found: list[Join] = []

    def _join(self, first: End | None, second: End | None, span: Span) -> None:
        if first is not None and second is not None and ONE not in (first, second) and first != second:
            self.found.append(Join(first, second, span))

    def _alike(self, a: Ends, b: Ends, span: Span) -> None:
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
        if key is None or (isinstance(expr, Name) and expr.letter == "I"):
            return UNKNOWN
        if role is Role.MATRIX:
            return (key, 0), (key, 1)
        if role is Role.COLUMN:
            return (key, 0), ONE
        return (ONE, ONE) if role is Role.SCALAR else UNKNOWN

    def _apply(self, expr: Apply) -> Ends:
        op = expr.op
        if op is Op.PRODUCT:
            return self._product(expr)
        if op is Op.SUM:
            return self.ends(expr.args[0])
        inner = [self.ends(part) for part in expr.args]
        if op in (Op.GROUP, Op.BRACKET, Op.NEG) and len(inner) == 1:
            return inner[0]
        if op in TURNED:
            return inner[0][1], inner[0][0]
        if op is Op.ADD:
            for one, other in pairwise([each for each in inner if each != UNKNOWN]):
                self._alike(one, other, expr.span)
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
        factors = [(factor, self.ends(factor)) for factor in expr.args if not self.ranking.scales(factor)]
        for (first, one), (second, other) in pairwise(factors):
            self._join(one[1], other[0], first.span.to(second.span))
        role = self.ranking.role(expr)
        if not factors or role is Role.SCALAR:
            return (ONE, ONE) if role is Role.SCALAR else UNKNOWN
        if role is None or any(ends == UNKNOWN for _, ends in factors):
            return UNKNOWN
        first_rows, last_columns = factors[0][1][0], factors[-1][1][1]
        if (first_rows == ONE) is (role is Role.ROW) and (last_columns == ONE) is (role is Role.COLUMN):
            return first_rows, last_columns
        return UNKNOWN
