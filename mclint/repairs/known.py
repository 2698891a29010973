"""The symbols of an equation: how they are written, which are numbers or indices, which the right side lacks."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mclint.document.scope import key_of, symbols
from mclint.records import NamedTuple
from mclint.repairs.changes import places
from mclint.syntax.tree import Derivative, Expr, Name
from mclint.values.hindsight import Result
from mclint.values.verdict import Refuted

MOST_NAMES = 9
LARGEST = 12  # of a numerator or denominator
CLOSE = 1e-9


class Known(NamedTuple):
    """What the search knows of the symbols of an equation, by key."""

    names: dict[str, Name]  # as first written
    numbers: frozenset[str]  # 1 × 1 in the reading that refutes
    counting: frozenset[str]  # only ever indices
    lacking: frozenset[str]  # on the left and not on the right
    bodies: tuple[Expr, ...]  # the definitions that the reading puts in
    factor: Fraction | None  # how many times too small the right side is, where that is one number


def known(result: Result) -> Known:
    """The symbols of a false claim."""
    verdict = result.verdict if isinstance(result.verdict, Refuted) else None
    inference = verdict.inference if verdict is not None else None
    used = sorted(inference.reading.definitions) if inference is not None else []
    bodies = tuple(each.body for key in used for each in result.scope.of(key).definitions[:1])
    right, roots = result.step.right, (result.step.right, result.left, *bodies)
    numbers = [key for key, typed in inference.symbols.items() if inference.is_scalar(typed)] if inference else []
    names, counting = _names(roots)
    lacking = symbols((result.left, *bodies)) - symbols((right,)) - frozenset(used)
    factor = _factor(verdict.left, verdict.right) if verdict is not None else None
    return Known(names, frozenset(numbers), counting, frozenset(lacking & names.keys()), bodies, factor)


def _names(roots: Iterable[Expr]) -> tuple[dict[str, Name], frozenset[str]]:
    found: dict[str, Name] = {}
    others: set[str] = set()
    for place in (place for root in roots for place in places(root)):
        if isinstance(place.node, Name) and (key := key_of(place.node)) is not None:
            found.setdefault(key, place.node)
            if not place.is_index or isinstance(place.parent, Derivative):
                others.add(key)
    return dict([*found.items()][:MOST_NAMES]), frozenset(found.keys() - others)


def _factor(left: tuple[tuple[float, ...], ...], right: tuple[tuple[float, ...], ...]) -> Fraction | None:
    """The ratio of two arrays of values, where it is the same simple fraction for all entries."""
    a, b = ([entry for row in rows for entry in row] for rows in (left, right))
    if len(a) != len(b) or not any(b):
        return None
    most = max(range(len(b)), key=lambda place: abs(b[place]))
    ratio = a[most] / b[most]
    exact = Fraction(ratio).limit_denominator(LARGEST) if abs(ratio) <= LARGEST else Fraction(0)
    size = max(map(abs, a)) + abs(b[most])
    fits = all(abs(x - float(exact) * y) <= CLOSE * size for x, y in zip(a, b, strict=True))
    return exact if exact not in (0, 1) and fits else None
