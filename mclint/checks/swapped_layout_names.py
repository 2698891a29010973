"""Prose that defines "numerator layout" or "denominator layout" the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.values.review import Review

MEANINGS = {
    "numerator": "in numerator layout the derivative of a scalar by a column vector is a row",
    "denominator": "in denominator layout the derivative of a scalar by a column vector is a column, with its shape",
}


@check("swapped-layout-names")
def swapped_layout_names(review: Review) -> Iterator[Diagnostic]:
    """For each name the first sentence that says the opposite of what it means."""
    told: set[str] = set()
    for definition in review.document.spoken.layout_definitions:
        if definition.swapped and definition.name not in told:
            told.add(definition.name)
            other = "denominator" if definition.name == "numerator" else "numerator"
            yield Diagnostic(
                "swapped-layout-names",
                definition.span,
                f"what is called {definition.name} layout here is {other} layout",
                definition.because,
                notes=(MEANINGS[definition.name],),
            )
