"""Gradients are columns and Jacobians m × n, and the document never says so."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.checks.layouts import layout_claims
from mclint.diagnostic import Diagnostic, Label
from mclint.values.layout import common
from mclint.values.review import Review


@check("hybrid-layout")
def hybrid_layout(review: Review) -> Iterator[Diagnostic]:
    """Once for a document, at the first Jacobian."""
    claims = layout_claims(review)
    said = [each.layouts for each in review.document.spoken.layouts]
    if common(claims) != {"hybrid"} or frozenset({"hybrid"}) in said or review.layout == "hybrid":
        return
    jacobian = next((claim for claim in claims if "denominator" not in claim.layouts), claims[0])
    gradient = next((claim for claim in claims if "numerator" not in claim.layouts), claims[0])
    here, there = review.results[jacobian.number], review.results[gradient.number]
    row = review.document.source.position(there.step.right.span.start)[0]
    yield Diagnostic(
        "hybrid-layout",
        here.left.span.to(here.step.right.span),
        f"a Jacobian is m × n here, while the gradient in line {row} is a column",
        "m × n, as in numerator layout",
        (Label(there.step.right.span, "a column, as in denominator layout"),),
        ("many notes do so (hybrid layout); a sentence that says it helps the reader",),
    )
