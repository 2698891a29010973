"""An expansion, a regrouping or another step of a derivation is false."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.values import fault
from mclint.values.review import Review


@check("wrong-identity")
def wrong_identity(review: Review) -> Iterator[Diagnostic]:
    """A claim without derivatives, or an expansion in derivatives, is false in every reading."""
    for result in review.results:
        expanded = result.status == "wrong" and result.expansion is not None
        if expanded or (result.is_wrong_by_values and not result.step.is_derivative):
            yield fault("wrong-identity", review, result)
