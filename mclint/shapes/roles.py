"""How a whole document uses its letters: as columns, rows, matrices or numbers, each use with its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import TypeGuard

from mclint.records import NamedTuple
from mclint.shapes.role_keys import (
    GRADIENT,
    WRAPPED,
    bare,
    is_capital,
    is_capital_like,
    is_indexed,
    is_word,
    letter_of,
    role_key,
)
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Relation, children, nodes
from mclint.syntax.vocabulary import GREEK_CAPITALS


class Role(Enum):
    """What a letter is where it is used."""

    SCALAR = "a number"
    COLUMN = "a column"
    ROW = "a row"
    MATRIX = "a matrix"

    __hash__ = object.__hash__

    @property
    def transposed(self) -> Role:
        """The role of the transpose."""
        return _TURNED.get(self, self)


_TURNED = {Role.COLUMN: Role.ROW, Role.ROW: Role.COLUMN}
MANY = 4
EVERYWHERE = 1_000_000
TURNED = (Op.TRANSPOSE, Op.PRIME)


class Vote(NamedTuple):
    """One use: the role it shows, and where."""

    relation: int
    role: Role
    span: Span
    sure: bool = False  # the letter itself is transposed here, or stands under a trace or as a matrix under an inverse


class Evidence(NamedTuple):
    """A place that shows what a letter is, and how many uses there are like it."""

    span: Span
    text: str
    uses: int = EVERYWHERE


Known = tuple[Role | None, Evidence | None]
UNKNOWN: Known = (None, None)


class Roles:
    """The votes of a document, by letter; relations are numbered in the order of the text."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self.votes: dict[str, list[Vote]] = {}
        self.plain: dict[str, list[int]] = {}  # where a letter stands that is neither bold nor indexed
        self.bounds: set[str] = set()  # what sums run up to
        self.called: set[tuple[str | None, str | None]] = set()  # what is a function somewhere, and of what
        self.starts: list[int] = []
        self.used: dict[tuple[str, Span], Known] = {}  # what `Letters` finds of a letter at a place
        self._number = 0
        for self._number, relation in enumerate(relations):
            self.starts.append(relation.span.start)
            for part in relation.parts:
                inside = nodes(part)
                indexed = {id(each) for node in inside if is_indexed(node) for each in children(node)}
                for node in inside:
                    if isinstance(node, Name) and node.font == "" and id(node) not in indexed:
                        self.plain.setdefault(node.letter, []).append(self._number)
                    self._look(node)

    def number(self, span: Span) -> int:
        """The number of the relation at a place."""
        return max(0, bisect_right(self.starts, span.start) - 1)

    def _look(self, node: Expr) -> None:
        if not isinstance(node, Apply):
            return
        if node.op is Op.SUM and (bound := role_key(_without_number(node.args[3]))) is not None:
            self.bounds.add(bound)
        elif node.op is Op.CALL:
            self.called.update((role_key(node.args[0]), role_key(each)) for each in node.args[1:])
        elif node.op is Op.PRODUCT or (node.op is Op.DOT and _transposed(node.args[0]) is not None):
            self._product([factor for factor in node.args if not isinstance(factor, Number)])
        elif node.op in (Op.TRACE, Op.DETERMINANT):
            self._vote(node.args[0], Role.MATRIX, True)
        elif node.op is Op.INVERSE:
            self._inverse(node.args[0])
        elif node.op is Op.ADD and any(isinstance(term, Number) for term in map(bare, node.args)):
            for term in map(bare, node.args):
                if role_key(term) is not None and (is_capital_like(term) or is_indexed(term)):
                    self._vote(term, Role.SCALAR)  # N - 1, 1 - y_n
        elif node.op is Op.DIVIDE:
            self._vote(node.args[1], Role.SCALAR)
        elif node.op in (Op.EXP, Op.LOG, Op.SQRT, Op.SIN, Op.COS):
            self._vote(node.args[0], Role.SCALAR)
        elif node.op is Op.POWER:
            self._vote(node.args[1], Role.SCALAR)
            if isinstance(node.args[1], Number) and not is_capital_like(node.args[0]):
                self._vote(node.args[0], Role.SCALAR)

    def _inverse(self, inner: Expr) -> None:
        key = role_key(inner)
        if key is not None:
            capital = is_capital(key) and (key.startswith("*") or letter_of(key) in GREEK_CAPITALS)
            self._vote(inner, Role.MATRIX if capital else Role.SCALAR if not is_capital(key) else None, True)
        for gram in grams(inner):
            self._vote(gram, Role.MATRIX, True)

    def _product(self, factors: Sequence[Expr]) -> None:
        for place, (first, second) in enumerate(pairwise(factors)):
            last = place + 2 == len(factors)
            turned, other = _transposed(first), _transposed(second)
            following = factors[place + 2] if not last else None
            if other is not None and other == first and not is_capital_like(first):
                self._vote(first, Role.COLUMN, True)  # x x^T
            elif turned is not None and not is_capital_like(turned):
                self._after_row(turned, second, following)
            elif _is_matrix_like(first) and not is_capital_like(second if other is None else other):
                self._vote(second, Role.COLUMN) if other is None else self._vote(other, Role.ROW)
                if other is None:
                    self._vote(first, Role.MATRIX)
            elif (turned is None and not is_capital_like(first) and _is_matrix_like(second)) or (
                role_key(first) == GRADIENT and other is None and not is_capital_like(second)
            ):
                self._vote(first, Role.ROW)

    def _after_row(self, turned: Expr, second: Expr, following: Expr | None) -> None:
        """v^T b, v^T A …: v is a column, and what follows is one too, or a matrix where the product goes on."""
        other = _transposed(second)
        if other is None and not is_capital_like(second):
            self._vote(turned, Role.COLUMN, True)
            self._vote(second, Role.COLUMN)
        elif _is_matrix_like(second):
            self._vote(turned, Role.COLUMN, True)
            if following is not None:
                self._vote(second, Role.MATRIX, not is_capital_like(following))

    def _vote(self, expr: Expr, role: Role | None, sure: bool = False) -> None:
        """Note the role of a symbol, or of the terms of a sum."""
        if role is None:
            return
        if isinstance(expr, Apply):
            if expr.op in WRAPPED:
                self._vote(expr.args[0], role, sure)
                return
            if expr.op is Op.ADD:
                for term in expr.args:
                    self._vote(term, role, sure)
                return
            if expr.op is Op.TRANSPOSE:
                self._vote(expr.args[0], role.transposed, True)
                return
        key = role_key(expr)
        if key is not None:
            self.votes.setdefault(key, []).append(Vote(self._number, role, expr.span, sure))

    @cached_property
    def bold_columns(self) -> list[Vote]:
        """The uses of bold small letters as columns, where these are columns by convention: hardly any is not."""
        columns, others = list[list[Vote]](), 0
        for key, votes in self.votes.items():
            if key.startswith("*") and not is_capital(key) and not is_word(key):
                fitting = [vote for vote in votes if vote.role is Role.COLUMN]
                places = {vote.relation for vote in fitting}
                against = {vote.relation for vote in votes if vote.role is not Role.COLUMN}
                if len(places) > 1 and len(against) <= len(places) // 6:
                    columns.append(fitting)
                others += len(against) > len(places) // 2
        usual = len(columns) >= MANY and others <= len(columns) // MANY
        return [vote for votes in columns for vote in votes] if usual else []

    def other(self, key: str, span: Span, reach: int) -> list[Vote]:
        """The uses of a letter outside of a span, within a reach of relations."""
        votes, here = self.votes.get(key, []), self.number(span)
        first = bisect_left(votes, here - reach, key=lambda vote: vote.relation)
        last = bisect_right(votes, here + reach, key=lambda vote: vote.relation)
        start, end = span
        return [vote for vote in votes[first:last] if vote.span.end <= start or vote.span.start >= end]

    def has_plain(self, letter: str, span: Span, reach: int) -> bool:
        """Whether a letter stands nearby that is neither bold nor indexed."""
        places, here = self.plain.get(letter, []), self.number(span)
        first = bisect_left(places, here - reach)
        return first < len(places) and places[first] <= here + reach


def grams(inner: Expr) -> Iterator[Expr]:
    """The capitals X of X^T X or X X^T, alone or in a sum."""
    inner = bare(inner)
    terms = inner.args if isinstance(inner, Apply) and inner.op is Op.ADD else (inner,)
    for term in map(bare, terms):
        if not (isinstance(term, Apply) and term.op is Op.PRODUCT):
            continue
        for first, second in pairwise(term.args[-2:]) if all(map(_is_factor, term.args[:-2])) else ():
            for turned, other in ((first, second), (second, first)):
                if is_turned(turned) and turned.args[0] == other and is_capital(role_key(other) or ""):
                    yield other


def _is_factor(expr: Expr) -> bool:
    """Whether this is a number before a product: a fraction, a small letter."""
    base = expr.args[0] if isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.POWER, Op.INVERSE) else expr
    divided = isinstance(base, Apply) and base.op is Op.DIVIDE
    return divided or isinstance(base, Number) or (isinstance(base, Name) and not is_capital(role_key(base) or ""))


def is_turned(expr: Expr) -> TypeGuard[Apply]:
    """Whether an expression is a transpose, perhaps written `X^t`, which may be a power elsewhere."""
    if not isinstance(expr, Apply):
        return False
    exponent = expr.args[1] if expr.op is Op.POWER else None
    return expr.op in TURNED or (isinstance(exponent, Name) and exponent.letter == "t")


def _transposed(expr: Expr) -> Expr | None:
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.TRANSPOSE else None


def _is_matrix_like(expr: Expr) -> bool:
    """A capital, perhaps transposed or inverted, but no quantity that is often a number."""
    while isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.INVERSE, Op.GROUP):
        expr = expr.args[0]
    key = role_key(expr)
    return key is not None and is_capital(key) and not key.endswith("()") and not key.startswith("cal:")


def _without_number(expr: Expr) -> Expr:
    """The letter of I - 1, where a sum from zero ends."""
    added = isinstance(expr, Apply) and expr.op is Op.ADD
    terms = [term for term in children(expr) if not isinstance(bare(term), Number)] if added else []
    return terms[0] if len(terms) == 1 else expr
