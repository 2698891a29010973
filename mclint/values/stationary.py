r"""Derivatives that are set to zero, where a factor does not matter: `\partial L/\partial b = \sum_i a_i y_i = 0`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from mclint.document.classify import EQUALITIES, is_zero
from mclint.syntax.tree import Derivative
from mclint.values.draws import EQUAL
from mclint.values.hindsight import Result
from mclint.values.verdict import Refuted

FACTORS = (-1.0, 2.0, 0.5, -2.0, -0.5)


def without_factors(results: Sequence[Result]) -> list[Result]:
    """The results, where a sign or factor 2 that is lost on the way to zero is no mistake."""
    changed = list(results)
    for place, (result, following) in enumerate(pairwise(results)):
        to_zero = following.step.chain == result.step.chain and following.step.sign.text in EQUALITIES
        if to_zero and is_zero(following.step.right) and result.is_wrong_by_values and _is_multiple(result):
            changed[place] = result._replace(status="skipped", verdict=None, reason="condition")
    return changed


def _is_multiple(result: Result) -> bool:
    """Whether the derivative is a multiple of what it is said to be."""
    verdict = result.verdict
    if not isinstance(result.left, Derivative) or not isinstance(verdict, Refuted) or not verdict.left:
        return False
    left, right = np.array(verdict.left), np.array(verdict.right)
    if left.shape != right.shape:
        return False
    return any(np.allclose(left, factor * right, rtol=EQUAL, atol=0.0) for factor in FACTORS)
