"""Claims about logarithms of densities: what authors leave out on purpose, and say so only in words."""

from __future__ import annotations

import numpy as np

from mclint.syntax.tree import Expr, Name, Op, nodes, operators
from mclint.values.attempts import Attempt
from mclint.values.draws import EQUAL
from mclint.values.readings import Trial

CONSTANTS = {"const", "constant", "cst", "konst"}


def constants(trial: Trial, attempt: Attempt) -> str:
    """`+ const` stands for another number in each line, and what a density is normalized by is often dropped."""
    sides = (trial.left, trial.right)
    if any(isinstance(n, Name) and n.letter.strip(". ").lower() in CONSTANTS for side in sides for n in nodes(side)):
        return "up-to-a-constant"
    dense = [_has(side, Op.GAUSSIAN) for side in sides]
    if not any(dense) or trial.dependence.has_derivative:
        return ""
    bare = [side for side, is_dense in zip(sides, dense, strict=True) if not is_dense]
    if any(not _has(side, Op.LOG, Op.EXP) for side in bare):
        return "up-to-a-constant"
    assert attempt.values is not None
    apart = attempt.values[0] - attempt.values[1]
    return "up-to-a-constant" if np.abs(apart - apart[:1]).max() <= EQUAL * np.abs(apart).max() else ""


def _has(expr: Expr, *wanted: Op) -> bool:
    return not operators(expr).isdisjoint(wanted)
