r"""What only one side of a claim has, and what of it changes nothing: the Q of `\|Q x\|` where Q is orthogonal.

Conditions may settle such a symbol by the others: where A x = b, the side x^T A^T A x depends on b alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mclint.shapes.typed import Typed, Unreadable, leaves
from mclint.values import dual
from mclint.values.attempts import Attempt
from mclint.values.dependence import states_unknown
from mclint.values.draws import EQUAL, TINY, Draw
from mclint.values.evaluate import Evaluator
from mclint.values.given import Given
from mclint.values.projection import Found, satisfy
from mclint.values.readings import Trial
from mclint.values.verdict import Doubtful


def brings_functions(attempt: Attempt) -> Doubtful | None:
    """An unknown function on the right that the left lacks, such as the entry f_1 of f."""
    assert attempt.trees is not None
    left, right = (leaves(tree) for tree in attempt.trees)
    new = sorted(name for name in right - left if name.startswith("function "))
    return Doubtful("undetermined-function", new[0].split(" ", 1)[1]) if new else None


def undetermined(trial: Trial, attempt: Attempt, chained: bool) -> Doubtful | None:
    """A side that brings in symbols or unknown functions which the other lacks states something new."""
    assert attempt.trees is not None
    left, right = (leaves(tree) for tree in attempt.trees)
    unknown = states_unknown(trial.left, trial.right, attempt.inference.reading.definitions, trial.scope)
    if unknown is not None:
        return Doubtful("undetermined-function", unknown)
    functions = {name for name in left | right if name.startswith("function ")}
    lone = sorted(name for name in functions if (name in left) != (name in right))
    if lone:
        return Doubtful("undetermined-function", lone[0].split(" ", 1)[1])
    extra = one_sided(trial, attempt, chained)
    brings = bool(extra) and not is_settled(trial, attempt)
    return Doubtful("undetermined-symbol", extra[0].split(" ", 1)[1]) if brings else None


def one_sided(trial: Trial, attempt: Attempt, chained: bool) -> list[str]:
    """The leaves that only one side has; from one member of a derivation to the next, a symbol may get lost."""
    left, right = (leaves(tree) for tree in attempt.trees or ())
    return sorted(right - left if trial.dependence.has_derivative or chained else right ^ left)


def is_settled(trial: Trial, attempt: Attempt) -> bool:
    """Whether what only one side has leaves that side as it is, with all else fixed: the claim brings in nothing."""
    if attempt.trees is None or trial.dependence.has_derivative:
        return False
    mine = [leaves(tree) for tree in attempt.trees]
    alone = (mine[0] - mine[1], mine[1] - mine[0])
    if any(not leaf.startswith("symbol ") for side in alone for leaf in side):
        return False
    names = [{leaf.split(" ", 1)[1] for leaf in side} for side in alone]
    if all(names) and not (isinstance(trial, Given) and (names[0] | names[1]) <= trial.named(attempt.inference)):
        return False
    sides = zip(attempt.trees, names, strict=True)
    try:
        with np.errstate(all="ignore"):
            return any(_stands_still(trial, attempt, tree, moved) for tree, moved in sides if moved)
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return False


def _stands_still(trial: Trial, attempt: Attempt, tree: Typed, moved: set[str]) -> bool:
    """Whether a side has the same value for other values of some symbols."""
    assert attempt.trees is not None
    first = trial.evaluator(attempt.inference, attempt.trees, Draw(7))
    before = _value(first, attempt.trees, tree)
    second = Trial.evaluator(trial, attempt.inference, attempt.trees, Draw(8))
    second.values = {key: value for key, value in first.values.items() if key not in moved}
    second.sizes = first.sizes
    pairs = trial.met[id(attempt.inference)] if isinstance(trial, Given) else ()
    if pairs and satisfy(second, pairs, True, frozenset(moved)) is not Found.GENERAL:
        return False
    after = _value(second, attempt.trees, tree)
    other = all(
        key in first.values and not np.array_equal(first.values[key], second.values.get(key, first.values[key]))
        for key in moved
    )
    return other and bool(np.abs(before - after).max() <= EQUAL * np.abs(before).max() + TINY)


def _value(evaluator: Evaluator, trees: Sequence[Typed], tree: Typed) -> dual.Array:
    """The value of a side, after all that both sides need was drawn."""
    values = [dual.plain(evaluator.value(each)) for each in trees]
    return values[trees.index(tree)]
