"""Equations of motion: what holds for velocities that nobody computed is a law, and no claim about derivatives."""

from __future__ import annotations

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Form, Op, nodes
from mclint.values.attempts import Attempt
from mclint.values.named import without_groups
from mclint.values.readings import Trial


def of_motion(trial: Trial, attempt: Attempt) -> str:
    r"""`\dot{Q} Q^\top = -Q \dot{Q}^\top`: all derivatives are of symbols by time, and of no symbol that is defined."""
    taken = [n for root in (trial.left, trial.right) for n in nodes(root) if isinstance(n, Derivative)]
    free = bool(taken)
    for each in taken:
        key = key_of(each.body)
        free = free and each.form is Form.DOT and key is not None and not trial.scope.of(key).definitions
    return "undetermined-function" if free or any(_in_moving_frame(each, trial) for each in taken) else ""


def _in_moving_frame(taken: Derivative, trial: Trial) -> bool:
    r"""`\frac{d}{dt}(I \omega) = I \dot\omega + \omega \times (I \omega)`: what is constant in a frame turns."""
    crossed = [
        n for root in (trial.left, trial.right) for n in nodes(root) if isinstance(n, Apply) and n.op is Op.TIMES
    ]
    turning = [node.args[-1] for node in crossed if len(node.args) == 2]
    by_time = len(taken.variables) == 1 and key_of(taken.variables[0]) == "t"
    return by_time and any(without_groups(each) == without_groups(taken.body) for each in turning)
