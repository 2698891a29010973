"""What a false claim would need to be true: that Q is orthogonal, p sums to one, A and B commute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from mclint.document.letters import transposed_symbols
from mclint.document.statement import Property
from mclint.shapes.typed import Unreadable, typed_nodes
from mclint.values import dual
from mclint.values.attempts import Attempt
from mclint.values.draws import EQUAL, TINY, Draw
from mclint.values.readings import Trial
from mclint.values.relations import commuting
from mclint.values.verdict import EVERY_LAYOUT, Holds, Lacking, Refuted, conventional, first_sample

MOST = 4  # symbols that are tried, of each kind
Needed = tuple[tuple[str, Property], ...]
# The letters that such matrices and vectors go by: who writes Q and needs it orthogonal forgot to say so.
LETTERS = {
    Property.ORTHOGONAL: {"Q", "U", "V", "R", "O"},
    Property.ORTHONORMAL_COLUMNS: {"Q", "U", "V", "W"},
    Property.IDEMPOTENT: {"P", "H", "M", "Pi"},
    Property.ANTISYMMETRIC: {"S", "K", "J", "Omega"},
    Property.DIAGONAL: {"D", "Lambda"},
    Property.UNIT_NORM: {"u", "n", "e", "hat u", "hat n", "hat e"},
    Property.SUMS_TO_ONE: {"p", "q", "pi"},
}
TOLD = {Property.ORTHOGONAL, Property.ORTHONORMAL_COLUMNS, Property.UNIT_NORM, Property.SUMS_TO_ONE}  # of any letter
TOGETHER = ({Property.ORTHOGONAL, Property.ORTHONORMAL_COLUMNS}, {Property.DIAGONAL}, {Property.UNIT_NORM})
SQUARE = {Property.ORTHOGONAL, Property.IDEMPOTENT, Property.ANTISYMMETRIC, Property.DIAGONAL}
HARMLESS = {Property.CONSTANT, Property.INVERTIBLE, Property.NON_ZERO}


def refuted(trial: Trial, refuting: Sequence[Attempt], one_sided: bool) -> Holds | Refuted:
    """False, unless a symbol that usually has a property would make it true with it."""
    attempt = refuting[0]
    assert attempt.values is not None
    if needed := missing(trial, refuting):
        return Holds(EVERY_LAYOUT, needed)
    first, second = (first_sample(each) for each in attempt.values)
    lacks = would_help(trial, attempt)
    return Refuted(first, second, inference=attempt.inference, one_sided=one_sided, lacks=lacks)


def missing(trial: Trial, refuting: Sequence[Attempt]) -> Needed:
    """The property that some symbols would have to have, where their letters are among those that usually have it."""
    turned = transposed_symbols((trial.left, trial.right))  # who transposes a matrix does not mean a symmetric one
    for attempt in refuting[:2]:
        usual = [(what, key) for what, key in _candidates(trial, attempt) if _letter(key) in LETTERS[what]]
        for what, key in usual:
            more = what is Property.IDEMPOTENT and not {key, f"{key}*"} & turned
            for properties in ((what,), *([(what, Property.SYMMETRIC)] if more else ())):
                if _is_enough(trial, attempt, {key: properties}):
                    return tuple((key, each) for each in properties)
        if found := _together(trial, attempt, usual):
            return found
    return ()


def _together(trial: Trial, attempt: Attempt, usual: Sequence[tuple[Property, str]]) -> Needed:
    """The fewest symbols of one kind that have to have a property at once, as U and V of a decomposition."""
    for kinds in TOGETHER:
        kept = {key: (what,) for what, key in usual if what in kinds}
        if len(kept) < 2 or not _is_enough(trial, attempt, kept):
            continue
        for key in [*kept]:
            fewer = {other: properties for other, properties in kept.items() if other != key}
            kept = fewer if fewer and _is_enough(trial, attempt, fewer) else kept
        return tuple((key, each) for key, properties in kept.items() for each in properties)
    return ()


def is_usual(key: str, what: Property) -> bool:
    """Whether a letter says by itself that a symbol has a property: Q is orthogonal, u has norm one."""
    mostly = what is not Property.ANTISYMMETRIC  # S, K and J more often name something else
    return conventional(key, what) or (mostly and _letter(key) in LETTERS.get(what, ()))


def _letter(key: str) -> str:
    return key.split("_")[0].split("^")[0]


def would_help(trial: Trial, attempt: Attempt) -> Lacking | None:
    """What would make a claim true, for a note."""
    for pair in combinations([key for key, shape in _symbols(attempt) if shape[0] == shape[1] != 1][:MOST], 2):
        if not any(trial.scope.of(key).properties - HARMLESS for key in pair) and _commuting(trial, attempt, pair):
            return Lacking(pair, None)
    for what, key in _candidates(trial, attempt):
        if what in TOLD and _is_enough(trial, attempt, {key: (what,)}):
            return Lacking((key,), what)
    return None


def _symbols(attempt: Attempt) -> list[tuple[str, tuple[object, object]]]:
    found = (node for node in typed_nodes(*(attempt.trees or ())) if node.op == "symbol")
    return list({node.data: (node.data, attempt.inference.find(node.shape)) for node in found}.values())


def _candidates(trial: Trial, attempt: Attempt) -> Iterator[tuple[Property, str]]:
    """Each property with the symbols that may have it, of which nothing of the kind is said."""
    free = [each for each in _symbols(attempt) if not trial.scope.of(each[0]).properties - HARMLESS]
    for what in LETTERS:
        kind = [key for key, (rows, columns) in free if rows != 1 and _fits(what, rows == columns, columns == 1)]
        yield from ((what, key) for key in kind[:MOST])


def _fits(what: Property, square: bool, vector: bool) -> bool:
    if what in SQUARE:
        return square
    return not square and vector is not (what is Property.ORTHONORMAL_COLUMNS)


def _is_enough(trial: Trial, attempt: Attempt, assumed: Mapping[str, tuple[Property, ...]]) -> bool:
    """Whether a claim is true, and none of zeros, for values that have some properties."""
    assert attempt.trees is not None
    trial.assumed = {key: frozenset(properties) for key, properties in assumed.items()}
    try:
        return all(_is_true(trial.sampled(attempt.inference, *attempt.trees, Draw(seed))) for seed in (7, 8))
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return False
    finally:
        trial.assumed = {}


def _is_true(attempt: Attempt) -> bool:
    """Whether two sides are equal, and not merely zero."""
    return attempt.outcome == "equal" and attempt.values is not None and bool(np.abs(attempt.values[0]).max() > TINY)


def _commuting(trial: Trial, attempt: Attempt, pair: tuple[str, str]) -> bool:
    """Whether a claim is true for two matrices that commute."""
    assert attempt.trees is not None
    drawn = {node.data: node for node in typed_nodes(*attempt.trees) if node.op == "symbol"}
    try:
        with np.errstate(all="ignore"):
            evaluator = trial.evaluator(attempt.inference, attempt.trees, Draw(7))
            commuting([evaluator.draw(key, *evaluator.shape(drawn[key])) for key in pair])
            a, b = np.broadcast_arrays(*(dual.plain(evaluator.value(tree)) for tree in attempt.trees))
        largest = np.abs(a).max()
        return bool(largest > TINY and np.abs(a - b).max() <= EQUAL * largest)
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return False
