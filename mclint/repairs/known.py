"""The symbols of an equation: how they are written, which are numbers or indices, which the right side lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from mclint.document.document import Document
from mclint.document.scope import key_of, symbols
from mclint.records import NamedTuple
from mclint.repairs.changes import places
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes
from mclint.values.hindsight import Result
from mclint.values.verdict import Refuted

MOST_NAMES = 9
INDEXED = (Op.INDEX, Op.SUPERINDEX)
LARGEST = 12  # of a numerator or denominator
CLOSE = 1e-9


class Known(NamedTuple):
    """What the search knows of the symbols of an equation, by key."""

    names: dict[str, Expr]  # as first written, letters with labels too
    beyond: dict[str, Expr]  # those that the rows beside it bring, and the identity where the document has one
    bases: frozenset[str]  # that carry an index somewhere
    numbers: frozenset[str]  # 1 × 1 in the reading that refutes
    counting: frozenset[str]  # only ever indices
    lacking: frozenset[str]  # on the left and not on the right
    bodies: tuple[Expr, ...]  # the definitions that the reading puts in
    factor: Fraction | None  # how many times too small the right side is, where that is one number


def known(result: Result, document: Document) -> Known:
    """The symbols of a false claim."""
    verdict = result.verdict if isinstance(result.verdict, Refuted) else None
    inference = verdict.inference if verdict is not None else None
    used = sorted(inference.reading.definitions) if inference is not None else []
    bodies = tuple(each.body for key in used for each in result.scope.of(key).definitions[:1])
    right, roots = result.step.right, (result.step.right, result.left, *bodies)
    typed = inference.symbols if inference is not None else {}
    numbers = [key for key in typed if inference is not None and inference.is_scalar(typed[key])]
    names, counting = _names(roots, typed.keys())
    others = {**_names(beside(result, document), frozenset())[0], **_identity(document)}
    beyond = {key: name for key, name in others.items() if key not in names}
    bases = {key for root in (*roots, *beside(result, document)) for key in _bases(root)}
    lacking = symbols((result.left, *bodies)) - symbols((right,)) - frozenset(used)
    factor = _factor(verdict.left, verdict.right) if verdict is not None else None
    numbered = frozenset(numbers), counting, frozenset(lacking & names.keys())
    return Known(names, beyond, frozenset(bases), *numbered, bodies, factor)


def beside(result: Result, document: Document) -> list[Expr]:
    """The sides of the steps before and after a claim in its chain."""
    here = result.step
    steps = (step for step, _ in document.steps if step.chain == here.chain and abs(step.place - here.place) == 1)
    written = (side for step in steps for side in (step.left, step.right))
    return [*dict.fromkeys(side for side in written if side not in (result.left, here.right))]


def _identity(document: Document) -> dict[str, Expr]:
    for step, _ in document.steps:
        for side in (step.left, step.right):
            if "I" in symbols((side,)):
                return {"I": next(node for node in nodes(side) if key_of(node) == "I")}
    return {}


def _bases(root: Expr) -> Iterator[str]:
    for node in nodes(root):
        if isinstance(node, Apply) and node.op in INDEXED and (key := key_of(node.args[0])) is not None:
            yield key


def _names(roots: Iterable[Expr], labelled: Collection[str]) -> tuple[dict[str, Expr], frozenset[str]]:
    found: dict[str, Expr] = {}
    others: set[str] = set()
    for place in (place for root in roots for place in places(root)):
        key = key_of(place.node)
        if key is not None and (isinstance(place.node, Name) or key in labelled):
            found.setdefault(key, place.node)
            if not place.counts:
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
