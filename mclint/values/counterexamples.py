"""Small whole numbers for which a false claim fails, with the properties that the text gives its symbols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from mclint.document.classify import EQUALITIES
from mclint.document.scope import key_of
from mclint.records import NamedTuple
from mclint.shapes.dim import Size
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.span import Span
from mclint.syntax.subscripts import GREEK_NAMES
from mclint.syntax.tree import Name
from mclint.values import dual
from mclint.values.attempts import Attempt
from mclint.values.draws import Draw
from mclint.values.dual import Array
from mclint.values.evaluate import Evaluator
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.sets import Generator
from mclint.values.verdict import Refuted
from mclint.values.whole_numbers import members

Matrix = tuple[tuple[float, ...], ...]
MANY, FEW = 240, 10  # examples that are tried at once, and one by one where some have no value
MOST_SYMBOLS, LARGEST, SIZE = 5, 3, 2
CLEAR = 1e-6
DULL = 3.0  # how much it counts where two symbols have one value, or where one is zero
CROOKED = 40.0  # how much an entry that is no whole number counts
# What has no values that could be written down.
UNKNOWN = frozenset({"function", "elementwise function", "family", "direction", "parameter", "shifted", "indicator"})


class Written(NamedTuple):
    """Where a symbol is written, and its label: `_1` of `x_1`."""

    span: Span
    label: str = ""


class Counterexample(NamedTuple):
    """Values of the symbols, each with the place where it is written, and of both sides."""

    sizes: tuple[str, ...]  # the names of sizes that are 2
    values: tuple[tuple[Written, Matrix], ...]
    left: Matrix
    right: Matrix


def counterexample(result: Result) -> Counterexample | None:
    """The simplest of some examples with whole numbers; None where there is none that can be checked by hand."""
    verdict = result.verdict
    if (
        result.step.sign.text not in EQUALITIES
        or not isinstance(verdict, Refuted)
        or verdict.inference is None
        or verdict.conflict is not None
    ):
        return None
    trial = Trial(result.left, result.step.right, result.scope)
    attempt = trial.attempt(verdict.inference.reading)
    if attempt.outcome != "different" or attempt.trees is None or attempt.inference.draws:
        return None
    every = typed_nodes(*attempt.trees)
    symbols = {node.data: node for node in every if node.op == "symbol"}
    names = attempt.inference.used_names
    shown = [names[key] for key in symbols if key in names]
    if not len(symbols) == len(shown) <= MOST_SYMBOLS or not all(map(_is_letter, shown)):
        return None
    if any(node.op in UNKNOWN for node in every):
        return None
    for number in (MANY, *[1] * FEW):
        found = _simplest(trial, attempt, symbols, number, 5 + number)
        if found is not None:
            return found
    return None


def _is_letter(name: Name) -> bool:
    r"""Whether a symbol is a letter, and no operator such as `\mathbb{E}` that is taken for a number."""
    return name.font not in ("bb", "roman") and (len(name.letter) == 1 or name.letter in GREEK_NAMES)


def _simplest(
    trial: Trial, attempt: Attempt, symbols: dict[str, Typed], number: int, seed: int
) -> Counterexample | None:
    assert attempt.trees is not None
    evaluator = trial.evaluator(attempt.inference, attempt.trees, Draw(seed, only=SIZE))
    rng = Generator(seed)
    for key, node in symbols.items():
        rows, columns = evaluator.shape(node)
        pool = members(rows, columns, evaluator.properties.get(key, frozenset()))
        if pool is None or max(rows, columns) > LARGEST:
            return None
        chosen = (rng.uniform(0.0, 1.0, (number,)) * len(pool)).astype(np.intp)
        evaluator.values[key] = pool[chosen].reshape((number,) + (1,) * (evaluator.leading - 1) + (rows, columns))
    sides = _sides(evaluator, attempt.trees, number)
    if sides is None:
        return None
    left, right = sides
    best = _best(left, right, [evaluator.values[key].reshape(number, -1) for key in symbols])
    if best is None:
        return None
    names = attempt.inference.used_names
    values = tuple((_written(key, names[key]), _matrix(evaluator.values[key], best)) for key in symbols)
    return Counterexample(tuple(_sizes(evaluator)), values, _matrix(left, best), _matrix(right, best))


def _written(key: str, name: Name) -> Written:
    return Written(name.span, key.removeprefix(key_of(name) or key))


def _sides(evaluator: Evaluator, trees: Sequence[Typed], number: int) -> tuple[Array, Array] | None:
    """Both sides for all examples, where they are single matrices."""
    try:
        with np.errstate(all="ignore"):
            left, right = np.broadcast_arrays(*(dual.plain(evaluator.value(tree)) for tree in trees))
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return None
    shape = left.shape
    single = shape[0] in (1, number) and max(shape[1:-2], default=1) == 1 and max(shape[-2:]) <= LARGEST
    if not single or left.dtype.kind == "c":
        return None
    whole = (number, *shape[1:])
    return np.broadcast_to(left, whole), np.broadcast_to(right, whole)


def _best(left: Array, right: Array, values: Sequence[Array]) -> int | None:
    """The example in which the sides differ and the numbers are simplest."""
    number = len(left)
    a, b = left.reshape(number, -1), right.reshape(number, -1)
    finite = np.isfinite(a).all(axis=1) & np.isfinite(b).all(axis=1)
    a, b = (np.where(np.isfinite(each), each, 0.0) for each in (a, b))
    differ = finite & (np.abs(a - b).max(axis=1) > CLEAR * (1.0 + np.abs(a).max(axis=1)))
    if not differ.any():
        return None
    weight = np.zeros(number)
    for each in (a, b, *values):
        weight = weight + np.abs(each).sum(axis=1) + 2.0 * (each < 0).sum(axis=1) + DULL * (each == 0).all(axis=1)
        weight = weight + CROOKED * (np.abs(each - np.round(each)) > CLEAR).sum(axis=1)
    for one, other in combinations(values, 2):
        if one.shape == other.shape:
            weight = weight + DULL * (one == other).all(axis=1)
    return int(np.argmin(np.where(differ, weight, np.inf)))


def _matrix(values: Array, place: int) -> Matrix:
    rows, columns = values.shape[-2:]
    return tuple(tuple(float(entry) for entry in row) for row in values[place].reshape(rows, columns))


def _sizes(evaluator: Evaluator) -> Iterator[str]:
    """The names of the sizes that are taken to be 2."""
    yield from sorted(size.name for size, value in evaluator.sizes.items() if isinstance(size, Size) and value == SIZE)
