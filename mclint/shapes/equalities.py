"""Union-find over sizes that can say why two of them are equal.

Joining is by links that keep their reason; the path between two sizes in the forest of links is the
explanation (proof forest, Nieuwenhuis & Oliveras 2005, without their path compression: forests are tiny).
"""

from __future__ import annotations

from mclint.records import NamedTuple
from mclint.shapes.dim import Because, Compound, Dim, Size, Unknown


class Clash(NamedTuple):
    """Two sizes that cannot be equal, and the reasons that lead from one to the other."""

    left: Dim
    right: Dim
    chain: tuple[Because, ...]


class Equalities:
    """What is known to be equal so far. Mutable, but only inside one inference."""

    def __init__(self) -> None:
        self._links: dict[Dim, list[tuple[Dim, Because]]] = {}
        self._root: dict[Dim, Dim] = {}
        self._count = 0

    def fork(self) -> Equalities:
        """A copy that knows what is equal, though no longer why."""
        fork = Equalities()
        fork._root, fork._count = self._root.copy(), self._count
        return fork

    def fresh(self, plural: bool = False) -> Unknown:
        """A size that nothing states yet."""
        self._count += 1
        return Unknown(self._count, plural)

    def find(self, dim: Dim) -> Dim:
        """The representative: a number before a name before a compound before an unknown."""
        if type(dim) is int:
            return dim
        root = self._root
        while dim in root:
            dim = root[dim]
        if isinstance(dim, Compound):
            return compound(dim.sign, tuple(self.find(part) for part in dim.parts))
        return dim

    def unify(self, left: Dim, right: Dim, because: Because) -> Clash | None:
        """Make two sizes equal, or say why they cannot be."""
        a, b = _cancelled(self.find(left), self.find(right))
        if a == b:
            return None
        if _strength(a) < _strength(b):
            a, b = b, a
        if isinstance(a, Compound) and isinstance(b, Compound) and (rest := _difference(a, b)) is not None:
            return self.unify(*rest, because)
        if isinstance(a, int) and isinstance(b, Compound) and (solved := _remainder(a, b)) is not None:
            return self.unify(*solved, because)
        if not _joinable(a, b) or (isinstance(a, Compound) and _occurs(b, a)):
            return Clash(left, right, (*self.explain(left, a), because, *self.explain(right, b)))
        self._root[b] = a
        self._links.setdefault(left, []).append((right, because))
        self._links.setdefault(right, []).append((left, because))
        return None

    def state(self, left: Dim, right: Dim, because: Because) -> None:
        """Two sizes that the text makes equal, whatever they are."""
        a, b = self.find(left), self.find(right)
        if a != b and self.unify(left, right, because) is not None:
            weak, strong = (a, b) if _strength(a) < _strength(b) else (b, a)
            self._root[weak] = strong

    def explain(self, start: Dim, goal: Dim) -> tuple[Because, ...]:
        """The reasons on the path between two joined sizes."""
        paths: dict[Dim, tuple[Because, ...]] = {start: ()}
        queue = [start]
        for here in queue:
            if here == goal:
                return paths[here]
            for there, because in self._links.get(here, ()):
                if there not in paths:
                    paths[there] = (*paths[here], because)
                    queue.append(there)
        return ()


def compound(sign: str, parts: tuple[Dim, ...]) -> Dim:
    """A product or sum in normal form: numbers multiplied or added up, the rest in a fixed order."""
    number = 1 if sign == "*" else 0
    rest: list[Dim] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Compound) and part.sign == sign else (part,):
            if isinstance(piece, int):
                number = number * piece if sign == "*" else number + piece
            else:
                rest.append(piece)
    rest.sort(key=repr)
    if not rest:
        return number
    if number != (1 if sign == "*" else 0):
        rest.append(number)
    return rest[0] if len(rest) == 1 else Compound(sign, tuple(rest))


def _cancelled(a: Dim, b: Dim) -> tuple[Dim, Dim]:
    """Two products or sums without what both have: k · n = n · n says that k = n."""
    if not (isinstance(a, Compound) and isinstance(b, Compound) and a.sign == b.sign):
        return a, b
    kept, rest = list(a.parts), []
    for part in b.parts:
        if part in kept:
            kept.remove(part)
        else:
            rest.append(part)
    return compound(a.sign, tuple(kept)), compound(a.sign, tuple(rest))


def _strength(dim: Dim) -> int:
    if isinstance(dim, int):
        return 4
    if isinstance(dim, Size):
        return 3
    if isinstance(dim, Compound):
        return 2
    return 1 if dim.plural else 0


def _joinable(a: Dim, b: Dim) -> bool:
    """Whether two different representatives may still be equal; `a` is the stronger."""
    if isinstance(b, Unknown):
        return not (b.plural and a == 1)
    if isinstance(b, Compound):
        return False
    # A number other than 1 may be a special case of a name ("for n = 3"): no mismatch that a reader must accept.
    return isinstance(a, int) and a != 1 and isinstance(b, Size)


def _remainder(number: int, total: Compound) -> tuple[Dim, Dim] | None:
    """Of 1 + k = 3 that k = 2: below the row of two numbers in a 2 × 2 matrix stands one row of zeros."""
    if total.sign != "+" or len(total.parts) != 2:
        return None
    unknown, known = sorted(total.parts, key=lambda part: isinstance(part, int))
    if not isinstance(unknown, Unknown) or not isinstance(known, int) or known >= number:
        return None
    return unknown, number - known


def _difference(a: Compound, b: Compound) -> tuple[Dim, Dim] | None:
    """What is left of two sums or products without their common parts, where that is a size and an unknown one."""
    mine, theirs = list(a.parts), list(b.parts)
    for part in a.parts:
        if part in theirs:
            mine.remove(part)
            theirs.remove(part)
    one_left = a.sign == b.sign and len(mine) == len(theirs) == 1
    return (mine[0], theirs[0]) if one_left and any(isinstance(each[0], Unknown) for each in (mine, theirs)) else None


def _occurs(part: Dim, whole: Compound) -> bool:
    return any(piece == part or (isinstance(piece, Compound) and _occurs(part, piece)) for piece in whole.parts)
