"""An equation that is true only if a matrix is symmetric, and nobody says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.findings.shapes import brief, written
from mclint.values.review import Review
from mclint.values.verify import conventional

# A document that speaks of symmetry in any way has said it, as far as a reader is concerned.
SPOKEN = re.compile(
    r"symmetr|hermitian|self-adjoint|covariance|definite|kernel|hessian|orthogonal|对称|symétri|simétri", re.I
)


@check("unstated-assumption")
def unstated_assumption(review: Review) -> Iterator[Diagnostic]:
    """Once for each symbol: the first equation that needs the assumption."""
    source = review.document.source
    told: set[str] = set()
    for result, verdict in review.claims():
        for key, what in verdict.assumptions:
            if key in told or conventional(key, what) or SPOKEN.search(source.text, 0, result.step.span.end):
                continue
            told.add(key)
            facts = result.scope.of(key)
            related = (
                (Label(facts.span, f"{facts.because}, and nothing more is said"),)
                if facts.span and facts.because
                else ()
            )
            left, right = brief(source.slice(result.left.span)), brief(source.slice(result.step.right.span))
            symbol = written(key, (result.left, result.step.right), source)
            yield Diagnostic(
                "unstated-assumption",
                result.step.right.span,
                f"`{left}` is `{right}` only if `{symbol}` is {what.value}, which is not stated",
                f"true only where {symbol} is {what.value}",
                related,
                (f'if {symbol} is {what.value}, say so where it is introduced: "let ${symbol}$ be {what.value}"',),
            )
