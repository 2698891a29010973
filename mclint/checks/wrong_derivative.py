"""A stated derivative is not the derivative."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.values import fault
from mclint.values.review import Review


@check("wrong-derivative")
def wrong_derivative(review: Review) -> Iterator[Diagnostic]:
    """A derivative claim is false in every reading and layout."""
    for result in review.results:
        if result.is_wrong_by_values and result.step.is_derivative and not result.constant:
            yield fault("wrong-derivative", review, result)
