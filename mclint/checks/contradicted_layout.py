"""A claim that holds only in a layout that the document or the settings rule out."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.findings.layouts import contradictions, is_chain_rule, look, name
from mclint.findings.transposed import rewritten
from mclint.sources.directives import ignored
from mclint.values.review import Review


@check("contradicted-layout")
def contradicted_layout(review: Review) -> Iterator[Diagnostic]:
    """The first claim against each statement, and how many follow it."""
    told: set[int] = set()
    found = [each for each in contradictions(review) if not is_chain_rule(review.results[each[0].number])]
    for claim, said in found:
        if said.span.start in told:
            continue
        if not _is_ignored(review, claim.number):
            told.add(said.span.start)
        more = sum(other.span == said.span and not _is_ignored(review, each.number) for each, other in found) - 1
        related = (Label(said.span, said.because),) if said.span.end else ()
        yield Diagnostic(
            "contradicted-layout",
            review.results[claim.number].step.right.span,
            f"this derivative is in {name(claim.layouts)}, and {said.because}",
            look(review.results[claim.number], claim.layouts),
            related,
            (f"{more} more {'derivative contradicts' if more == 1 else 'derivatives contradict'} it",)
            if more > 0
            else (),
            rewritten(review, claim.number, said.layouts),
        )


def _is_ignored(review: Review, number: int) -> bool:
    return ignored(review.document.directives, "contradicted-layout", review.results[number].step.right.span, "layout")
