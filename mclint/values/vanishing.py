"""The derivative of what the text calls constant: it is zero, which no sample of values could tell."""

from __future__ import annotations

import re

from mclint.document.classify import StepKind, is_zero
from mclint.document.scope import key_of
from mclint.document.statement import Property
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Derivative, Expr, Op
from mclint.values.dependence import variable_key
from mclint.values.hindsight import Result
from mclint.values.verdict import EVERY_LAYOUT, Holds

SAID = regex(r"\bconstants?\b|常[量数]", re.I)
LEAD = 60  # characters before an equation
CLAIMS = (StepKind.CLAIM, StepKind.LENIENT)


def with_vanishing(results: list[Result]) -> list[Result]:
    """The results with the derivatives of constants, which are zero in every layout."""
    return [_proven(result) if _vanishes(result) else result for result in results]


def _proven(result: Result) -> Result:
    return result._replace(status="verified", verdict=Holds(EVERY_LAYOUT), reason="")


def _vanishes(result: Result) -> bool:
    r"""Whether this is `\frac{d}{dx} c = 0` of a symbol that is constant, or that words before it are about."""
    step, scope = result.step, result.scope
    side = step.left
    if result.status in ("wrong", "verified") or step.kind not in CLAIMS or not isinstance(side, Derivative):
        return False
    key = key_of(side.body)
    if key is None or scope.of(key).definitions or not side.variables or not _is_zero(step.right):
        return False
    if key in map(variable_key, side.variables):
        return False
    return Property.CONSTANT in scope.of(key).properties or SAID.search(step.words[-LEAD:]) is not None


def _is_zero(expr: Expr) -> bool:
    return is_zero(expr.args[0] if isinstance(expr, Apply) and expr.op is Op.TRANSPOSE else expr)
