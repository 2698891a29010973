"""Claims that are true for equal indices only, or for unequal ones only: one case of two, perhaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

import numpy as np

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op, nodes
from mclint.values.attempts import Attempt
from mclint.values.draws import EQUAL
from mclint.values.readings import Trial


def cases(trial: Trial, attempt: Attempt) -> str:
    """True for all entries with equal indices, or for all with unequal ones: one case of two."""
    assert attempt.values is not None
    a, b = attempt.values
    wrong = np.abs(a - b) > EQUAL * max(np.abs(a).max(), np.abs(b).max())
    axes = [axis for axis in range(1, wrong.ndim - 2) if wrong.shape[axis] > 1]
    for place, first in enumerate(axes):
        for second in axes[place + 1 :]:
            if wrong.shape[first] != wrong.shape[second]:
                continue
            moved = np.moveaxis(wrong, (first, second), (0, 1))
            equal = np.eye(wrong.shape[first], dtype=bool)
            unequal = not moved[~equal].any() and not _has_delta(trial)
            if unequal or (not moved[equal].any() and not _keeps_indices(trial)):
                return "one-case"
    return ""


def _keeps_indices(trial: Trial) -> bool:
    """Whether a derivative and its value have the same indices: who means equal ones writes one in the value."""
    taken = [any(isinstance(node, Derivative) for node in nodes(root)) for root in (trial.left, trial.right)]
    if taken != [True, False]:
        return False  # \pi_i P_{ij} = \pi_j P_{ji} is a condition
    left, right = (set(map(key_of, _places(root))) for root in (trial.left, trial.right))
    return left == right


def _places(root: Expr) -> Iterator[Expr]:
    for node in nodes(root):
        if _is_indexed(node):
            yield from node.args[1:]


def _has_delta(trial: Trial) -> bool:
    """Whether a Kronecker delta tells equal indices from unequal ones: then all cases are meant."""
    found = (node.args[0] for root in (trial.left, trial.right) for node in nodes(root) if _is_indexed(node))
    return any(isinstance(base, Name) and base.letter == "delta" for base in found)


def _is_indexed(node: Expr) -> TypeGuard[Apply]:
    return isinstance(node, Apply) and node.op is Op.INDEX
