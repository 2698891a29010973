"""Equations of motion: what holds for velocities that nobody computed is a law, and no claim about derivatives."""

from __future__ import annotations

from mclint.document.scope import key_of
from mclint.syntax.tree import Derivative, Form, nodes
from mclint.values.attempts import Attempt
from mclint.values.readings import Trial


def of_motion(trial: Trial, attempt: Attempt) -> str:
    r"""`\dot{Q} Q^\top = -Q \dot{Q}^\top`: all derivatives are of symbols by time, and of no symbol that is defined."""
    taken = [n for root in (trial.left, trial.right) for n in nodes(root) if isinstance(n, Derivative)]
    free = bool(taken)
    for each in taken:
        key = key_of(each.body)
        free = free and each.form is Form.DOT and key is not None and not trial.scope.of(key).definitions
    return "undetermined-function" if free else ""
