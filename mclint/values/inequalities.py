r"""Inequalities that no values satisfy: `\ln \frac{1}{n} \sum_i x_i \le \frac{1}{n} \sum_i \ln x_i` goes the other way.

Values that satisfy an inequality prove nothing, and values that do not may be ones that the author does not mean. Only
what is clearly violated by every value drawn, in every reading that can be followed, is called wrong.
"""

from __future__ import annotations

import re

import numpy as np

from mclint.document.classify import StepKind
from mclint.document.scope import symbols
from mclint.patterns import regex
from mclint.shapes.typed import Reading, Unreadable
from mclint.syntax.tree import Apply
from mclint.values import dual
from mclint.values.attempts import Attempt
from mclint.values.draws import DIFFERENT, Draw, needs_positive, operations
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.verdict import Refuted, first_sample

SIGNS = {"≤": 1.0, "<": 1.0, "≥": -1.0, ">": -1.0}
DEMANDS = regex(
    r"\b(?:if|when|whenever|where|suppose|assum\w+|such that|requir\w+|conditions?|unless|provided|need|want|let|until"
    r"|while|constraints?|subject to|s\.t\.|with|satisf\w+|fulfil\w*|cannot|not|never|impossible)(?!\w)"
    r"|如果|假设|若|当|要求|条件|约束",
    re.I,
)
LEAD = 60  # characters before a chain
DRAWN = (Draw(1), Draw(5), Draw(6, turned=True), Draw(2, positive=True), Draw(7, positive=True), Draw(4, small=True))
LEAST = 3  # draws that can be evaluated
UNKNOWN = frozenset({"function", "elementwise function"})


def with_inequalities(results: list[Result]) -> list[Result]:
    """The results with the inequalities that are wrong for all values."""
    return [_judged(each) if _claims(each) else each for each in results]


def _claims(result: Result) -> bool:
    """Whether this compares two compound expressions in the same symbols, and not as a condition."""
    step = result.step
    if step.sign.text not in SIGNS or step.kind is not StepKind.OTHER or result.status != "read" or step.is_derivative:
        return False
    if not (isinstance(step.left, Apply) and isinstance(step.right, Apply)):
        return False
    return symbols((step.left,)) == symbols((step.right,)) != set() and not DEMANDS.search(step.words[-LEAD:])


def _judged(result: Result) -> Result:
    step = result.step
    trial = Trial(step.left, step.right, result.scope)
    refuted: Refuted | None = None
    for definitions in trial.dependence.variants:
        attempt = trial.attempt(Reading("denominator", False, definitions))
        found = _refuted(trial, attempt, SIGNS[step.sign.text])
        if found is None:
            return result
        refuted = refuted or found
    return result if refuted is None else result._replace(status="wrong", verdict=refuted)


def _refuted(trial: Trial, attempt: Attempt, sign: float) -> Refuted | None:
    """The values of one draw, where each draw that has values violates the inequality."""
    if attempt.trees is None or attempt.inference.draws or not attempt.inference.is_scalar(attempt.trees[0]):
        return None
    computed = operations(attempt.trees)
    if not UNKNOWN.isdisjoint(computed):
        return None
    draws = [each for each in DRAWN if each.positive or each.small] if needs_positive(computed) else DRAWN
    pairs = [pair for draw in draws if (pair := _values(trial, attempt, draw)) is not None]
    if len(pairs) < LEAST or not all(_violates(left, right, sign) for left, right in pairs):
        return None
    return Refuted(first_sample(pairs[0][0]), first_sample(pairs[0][1]), inference=attempt.inference)


def _values(trial: Trial, attempt: Attempt, draw: Draw) -> tuple[dual.Array, dual.Array] | None:
    assert attempt.trees is not None
    evaluator = trial.evaluator(attempt.inference, attempt.trees, draw)
    try:
        with np.errstate(all="ignore"):
            left, right = (dual.plain(evaluator.value(tree)) for tree in attempt.trees)
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return None
    return (left, right) if np.isfinite(left).all() and np.isfinite(right).all() else None


def _violates(left: dual.Array, right: dual.Array, sign: float) -> bool:
    return bool((sign * (left - right) > DIFFERENT * np.maximum(np.abs(left), np.abs(right))).all())
