"""Gradients are columns and Jacobians m × n, and the document never says so."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.findings.layouts import contradictions, layout_claims
from mclint.values.layout import common
from mclint.values.review import Review

NOTE = ("this is hybrid layout, which many notes use; a sentence that says so helps the reader",)


@check("hybrid-layout")
def hybrid_layout(review: Review) -> Iterator[Diagnostic]:
    """Once for a document, at the first Jacobian."""
    claims = layout_claims(review)
    said = "hybrid" in review.document.source.text.lower() or review.layout == "hybrid"
    if said or common(claims) != {"hybrid"} or any(contradictions(review)):
        return
    jacobian = next((claim for claim in claims if "denominator" not in claim.layouts), claims[0])
    gradient = next((claim for claim in claims if "numerator" not in claim.layouts), claims[0])
    here, there = review.results[jacobian.number], review.results[gradient.number]
    if here is there:
        headline = "this gradient has the shape of its variable, while a Jacobian in it has a row for each output"
        yield Diagnostic(
            "hybrid-layout", here.left.span.to(here.step.right.span), headline, "hybrid layout", notes=NOTE
        )
        return
    mine, row = (review.document.source.position(each.step.right.span.start)[0] for each in (here, there))
    where = "in this line" if row == mine else f"in line {row}"
    yield Diagnostic(
        "hybrid-layout",
        here.left.span.to(here.step.right.span),
        f"this Jacobian has a row for each output, while the gradient {where} has the shape of its variable",
        "a row for each output, as in numerator layout",
        (Label(there.step.right.span, "the shape of the variable, as in denominator layout"),),
        NOTE,
    )
