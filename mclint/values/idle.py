r"""Symbols that only one side has, and that change nothing there: the Q of `\|Q x\|` where Q is orthogonal.

Conditions may settle such a symbol by the others: where A x = b, the side x^T A^T A x depends on b alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mclint.shapes.typed import Typed, Unreadable, leaves
from mclint.values import dual
from mclint.values.draws import EQUAL, TINY, Draw
from mclint.values.evaluate import Evaluator
from mclint.values.given import Given
from mclint.values.projection import Found, satisfy
from mclint.values.readings import Attempt, Trial


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
