"""An expression that fits only if a matrix is square, which it is not: `X^T (X^T X + I)^{-1}`.

Nobody writes `(X^T X)^{-1}` of a square X, so the rows and columns of such an X must stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mclint.document.scope import Scope, key_of, spelled
from mclint.document.statement import Property, Rank
from mclint.records import NamedTuple
from mclint.shapes.check import FAR
from mclint.shapes.fits import eigen_letter, fitted, square_letters
from mclint.shapes.ranks import Misfit, Ranking
from mclint.shapes.role_keys import bare
from mclint.shapes.roles import Evidence, Role, grams, is_turned
from mclint.shapes.spaces import ONE, SQUARE, UNKNOWN, End, Ends, Join, Joins, end_key
from mclint.shapes.typed import Clashing
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes

DEFINED = "its rows and columns follow from this definition"
CLOSE = 12  # relations within which a matrix that is inverted is taken for the same one
INVERTED = "{} need not be square here"
RANKS = {Property.FULL_COLUMN_RANK, Property.FULL_ROW_RANK}
SQUARES = frozenset(Property) - RANKS - {Property.POSITIVE, Property.NON_NEGATIVE, Property.CONSTANT}
FITTED = "a fit by least squares, of more equations than unknowns"


class Oblong(NamedTuple):
    """A matrix that is not square: its letter, and the inverse or the least squares that show it."""

    key: str
    letter: Span
    span: Span
    because: str = INVERTED
    name: str = ""

    def fits(self, scope: Scope) -> bool:
        """Whether nothing declares the matrix to be square."""
        facts = scope.of(self.name)
        square = facts.rank is Rank.SQUARE or (facts.rows is not None and facts.rows == facts.columns)
        return not square and not facts.properties & SQUARES


def _oblong(letter: Expr, shows: Expr, because: str) -> Oblong:
    return Oblong(end_key(letter) or "", letter.span, shows.span, because, key_of(letter) or "")


class Oblongs:
    """The letters X of `(X^T X + …)^{-1}` and `\\|y - X w\\|`, by place, and those that are square."""

    def __init__(self, relations: Sequence[Sequence[Expr]]) -> None:
        self.shown: list[tuple[int, Oblong]] = []
        self.square: dict[str, list[int]] = {}
        self.turned: dict[str, list[int]] = {}  # where X^T stands
        self.powers: dict[str, list[int]] = {}  # a weaker sign: a random number may be written X^2
        for place, parts in enumerate(relations):
            for part in parts:
                self.look(part, place)
            if len(parts) == 2 and (letter := eigen_letter(parts[0], parts[1])) is not None:
                self.square.setdefault(letter, []).append(place)

    def look(self, expr: Expr, place: int) -> None:
        """Take in an expression that stands at a place or before it."""
        for node in nodes(expr):
            if isinstance(node, Apply):
                self._look(node, place)

    def _look(self, node: Apply, place: int) -> None:
        if node.op in (*SQUARE, Op.POWER) and not is_turned(node):
            inner = bare(node.args[0])
            places = self.powers if node.op is Op.POWER else self.square
            places.setdefault(end_key(inner) or "", []).append(place)
            if node.op is Op.INVERSE:
                self.shown.extend((place, _oblong(x, node, INVERTED)) for x in grams(inner))
        self.shown.extend((place, _oblong(x, node, FITTED)) for x in fitted(node))
        if is_turned(node):
            self.turned.setdefault(end_key(node.args[0]) or "", []).append(place)
        for key in square_letters(node):
            self.square.setdefault(key, []).append(place)

    def near(self, place: int, reach: int, regression: bool = False) -> dict[str, Oblong]:
        """The matrices that are not square around a place.

        A norm `\\|b - A x\\|` tells of least squares where the text does (`regression`), or where A is transposed too.
        """
        found = [
            (there == place, each.because is FITTED, abs(there - place), each)
            for there, each in self.shown
            if abs(there - place) <= reach
            and (each.because is not FITTED or regression or self._is_turned_near(each.key, place, reach))
            and not any(
                abs(other - place) <= max(CLOSE, min(2 * reach, 4 * abs(there - place)))
                for other in self.square.get(each.key, ())
            )
            and not any(abs(other - place) <= reach // 2 for other in self.powers.get(each.key, ()))
        ]
        # an inverse explains best, and the nearest one of another equation
        return {each.key: each for *_, each in sorted(found, key=lambda one: one[:3], reverse=True)}

    def is_square_near(self, key: str, place: int) -> bool:
        """Whether a matrix is inverted, traced or squared around a place."""
        places = (*self.square.get(key, ()), *self.powers.get(key, ()))
        return any(abs(other - place) <= CLOSE for other in places)

    def _is_turned_near(self, key: str, place: int, reach: int) -> bool:
        return any(abs(other - place) <= reach for other in self.turned.get(key, ()))


def stated(letter: Name, scope: Scope, block: int) -> Oblong | None:
    """The matrix that a letter stands for, where two different sizes of its rows and columns are stated close by."""
    key = key_of(letter) or ""
    facts = scope.of(key)
    sizes = [None if each is None else spelled(each) for each in (facts.rows, facts.columns)]
    if None in sizes or "1" in sizes or sizes[0] == sizes[1] or facts.span is None or facts.samples is not None:
        return None
    if facts.domain or key in scope.elsewhere or abs(facts.block - block) > FAR:
        return None
    return _oblong(letter, letter, facts.because)._replace(span=facts.span)


class Definition(NamedTuple):
    """The rows and columns of a letter, as ends of matrices that are not square, and the equation that says so."""

    place: int
    chain: int
    ends: Ends
    span: Span


class Definitions:
    """What equations say of other letters: `S^{-1} = X^T X + I` has as many rows and columns as X has columns."""

    def __init__(self) -> None:
        self.found: dict[str, list[Definition]] = {}

    def look(
        self, place: int, chain: int, parts: Sequence[Expr], letters: Mapping[str, Oblong], ranking: Ranking
    ) -> None:
        """Remember the letter that an equation defines, if one does."""
        for side, other in (parts, parts[::-1]):
            key = _defined(side)
            if key is None or key in letters or end_key(other) is not None:
                continue
            joins = Joins(ranking, _both(letters))
            ends = joins.ends(other)
            groups = Groups(joins.found)
            if ends == UNKNOWN or groups.closed(letters) is not None:
                continue
            known = (groups.named(ends[0], letters), groups.named(ends[1], letters))
            if None not in known and known != (ONE, ONE):
                span = side.span.to(other.span)
                self.found.setdefault(key, []).append(Definition(place, chain, known, span))

    def near(self, place: int, chain: int, reach: int) -> dict[str, Definition]:
        """The definitions around a place, without those that contradict each other."""
        known: dict[str, Definition] = {}
        for key, every in self.found.items():
            around = [each for each in every if each.place != place and abs(each.place - place) <= reach]
            if len({each.ends for each in around}) > 1:
                around = [each for each in around if each.chain == chain]
            if len({each.ends for each in around}) == 1:
                known[key] = min(around, key=lambda each: abs(each.place - place))
        return known


class Groups:
    """The ends that joins make equal."""

    def __init__(self, joins: Iterable[Join]) -> None:
        self.parents: dict[End, End] = {}
        self.joins = list(joins)
        for join in self.joins:
            self.add(join)

    def find(self, end: End) -> End:
        """The end that stands for all that are equal to this one."""
        while end in self.parents:
            end = self.parents[end]
        return end

    def add(self, join: Join) -> None:
        """Make two ends equal."""
        first, second = self.find(join.first), self.find(join.second)
        if first != second:
            self.parents[second] = first

    def closed(self, letters: Iterable[str]) -> str | None:
        """A letter whose rows and columns are equal."""
        return next((key for key in letters if self.find((key, 0)) == self.find((key, 1))), None)

    def named(self, end: End | None, letters: Iterable[str]) -> End | None:
        """The end of one of the letters that is equal to an end."""
        if end is None or end == ONE:
            return end
        ends = ((key, side) for key in letters for side in (0, 1))
        return next((one for one in ends if self.find(one) == self.find(end)), None)


def squared(
    parts: Sequence[Expr],
    related: bool,
    letters: Mapping[str, Oblong],
    said: Mapping[str, Definition],
    ranking: Ranking,
) -> Misfit | None:
    """The first product or sum of a relation that makes an oblong matrix square by itself.

    In an equation, `related`, both sides have the same rows and columns.
    """
    used = {key for part in parts for key in _letters(part)}
    if used.isdisjoint(letters) and used.isdisjoint(said):
        return None
    own = {_defined(part) for part in parts}
    said = {key: each for key, each in said.items() if key not in own}
    joins = Joins(ranking, {**_both(letters), **{key: each.ends for key, each in said.items()}})
    sides = []
    for part in parts:
        joins.found = []
        sides.append((joins.ends(part), joins.found))
        if (found := _closing(joins.found, letters)) is not None:
            return _misfit(*found, letters, said, parts, Clashing.PRODUCT)
    if related and len(sides) == 2 and len(used) > 1:
        joins.found = []
        joins.alike(sides[0][0], sides[1][0], parts[1].span)
        if (found := _closing([*sides[0][1], *sides[1][1], *joins.found], letters)) is not None:
            return _misfit(*found, letters, said, parts, Clashing.SIDES)
    return None


def _defined(side: Expr) -> str | None:
    """The letter that an equation defines with a side `S` or `S^{-1}`."""
    return end_key(side.args[0] if isinstance(side, Apply) and side.op is Op.INVERSE else side)


def _both(letters: Iterable[str]) -> dict[str, Ends]:
    return {key: ((key, 0), (key, 1)) for key in letters}


def _letters(part: Expr) -> Iterator[str]:
    return (key for node in nodes(part) if (key := end_key(node)) is not None)


def _misfit(
    join: Join,
    key: str,
    letters: Mapping[str, Oblong],
    said: Mapping[str, Definition],
    parts: Sequence[Expr],
    kind: Clashing,
) -> Misfit:
    shown = letters[key]
    used = {name for part in parts for name in _letters(part)}
    evidence = [Evidence(shown.span, shown.because)]
    evidence += [Evidence(said[name].span, DEFINED) for name in used & said.keys()]
    return Misfit(kind, join.span, join.span, join.span, (Role.MATRIX, Role.MATRIX), tuple(evidence), shown.letter)


def _closing(joins: Sequence[Join], letters: Iterable[str]) -> tuple[Join, str] | None:
    """The join that makes rows and columns of a letter equal."""
    groups = Groups(())
    for join in joins:
        groups.add(join)
        if (key := groups.closed(letters)) is not None:
            return join, key
    return None
