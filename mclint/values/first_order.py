"""Equations that are true up to higher terms: what is not linear in an increment."""

from __future__ import annotations

import numpy as np

from mclint.document.scope import key_of, symbols
from mclint.shapes.typed import Unreadable
from mclint.syntax.tree import Apply, Expr, Op, nodes, operators
from mclint.values import dual
from mclint.values.attempts import Attempt
from mclint.values.draws import TINY, Draw
from mclint.values.dual import Array
from mclint.values.readings import Trial

STEPS = (1e-3, 5e-4)
MOST_OTHERS = 3  # readings
BENDING = {Op.CALL, Op.PRODUCT, Op.DOT, Op.INNER, Op.DETERMINANT, Op.BARS, Op.INVERSE, Op.POWER, Op.LOG, Op.NORM}
JOINING = {Op.PRODUCT, Op.DOT, Op.INNER}  # linear in each of what they join


def expansion(trial: Trial, attempt: Attempt) -> str:
    """f(x + h) beside f(x) and its derivative is a first-order expansion, true up to higher terms."""
    if not trial.dependence.has_derivative:
        return ""
    if symbols((trial.left,)) & symbols((trial.right,)) & {"epsilon", "varepsilon"}:
        return "expansion"
    everything = [node for root in (trial.left, trial.right) for node in nodes(root)]
    exact = {id(n) for bar in everything if isinstance(bar, Apply) and bar.op is Op.EVALUATED for n in nodes(bar)}
    calls = [n for n in everything if isinstance(n, Apply) and n.op is Op.CALL and id(n) not in exact]
    moved = {key_of(n.args[0]) for n in calls if any(isinstance(a, Apply) and a.op is Op.ADD for a in n.args[1:])}
    still = {key_of(n.args[0]) for n in calls if all(key_of(a) is not None for a in n.args[1:])}
    return "expansion" if moved & still else ""


def first_order(trial: Trial, attempt: Attempt) -> str:
    r"""`\det(I + dX) - \det I = tr(dX)`: what is not linear in a differential is meant up to higher terms."""
    roots = [root for root in (trial.left, trial.right) if Op.DIFFERENTIAL in operators(root)]
    if not any(_bends(node) for root in roots for node in nodes(root)):
        return ""
    others = [each for each in trial.attempts if each.outcome == "different" and each is not attempt]
    return "" if all(_is_off(trial, each) for each in (attempt, *others[:MOST_OTHERS])) else "expansion"


def _is_off(trial: Trial, attempt: Attempt) -> bool:
    """Whether the sides of half the differentials are half as far from each other, and not a quarter."""
    try:
        whole, half = (_distance(trial, attempt, step) for step in STEPS)
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return False
    return bool(np.all(np.isfinite(whole)) and np.all((half > TINY) & (whole < 3 * half)))


def _distance(trial: Trial, attempt: Attempt, step: float) -> Array:
    """How far the sides are from each other, in each sample, for differentials of this size."""
    assert attempt.trees is not None
    evaluator = trial.evaluator(attempt.inference, attempt.trees, Draw(7))
    for key, direction in evaluator.directions.items():
        evaluator.draw(f"d {key}", *evaluator.shape(direction))[...] *= step
    with np.errstate(all="ignore"):
        a, b = (dual.plain(evaluator.value(tree)) for tree in attempt.trees)
    distance = np.abs(a - b)
    return np.asarray(distance.reshape(len(distance), -1).max(axis=1))


def _bends(node: Expr) -> bool:
    """Whether a node is not linear in a variable that is moved by its differential."""
    if not isinstance(node, Apply) or node.op not in BENDING:
        return False
    moved = [arg for arg in node.args if any(_is_moved(each) for each in nodes(arg))]
    return len(moved) > (node.op in JOINING)


def _is_moved(node: Expr) -> bool:
    """Whether a node is a sum of something and a differential: `X + dX`."""
    if not isinstance(node, Apply) or node.op is not Op.ADD:
        return False
    return len({Op.DIFFERENTIAL in operators(each) for each in node.args}) == 2
