"""The document gives one quantity two different values."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label, brief
from mclint.values.contradictions import contradictions
from mclint.values.review import Review


@check("conflicting-values")
def conflicting_values(review: Review) -> Iterator[Diagnostic]:
    """A quantity is one thing, and what is said to follow is another."""
    source = review.document.source
    for first, second in contradictions(review.results, review.document):
        name = brief(source.slice(second.step.left.span))
        row = source.position(first.step.span.start)[0]
        yield Diagnostic(
            "conflicting-values",
            second.step.right.span,
            f"`{name}` has another value in line {row}",
            "not the value there",
            (Label(first.step.right.span, "the value there"),),
        )
