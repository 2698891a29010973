"""Claims that no single layout makes true together."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.findings.layouts import is_chain_rule, layout_claims, mixture, name
from mclint.sources.directives import ignored
from mclint.values.review import Review
from mclint.values.verdict import Holds


@check("mixed-layout")
def mixed_layout(review: Review) -> Iterator[Diagnostic]:
    """One finding for a document: a smallest conflicting pair. Claims that a comment ignores are left out."""
    hidden = list(_ignored(review)) if review.document.directives else []
    for claim, against in hidden:
        yield _finding(review, claim, against)  # the comment does hide something
    found = mixture(review, [claim for claim, _ in hidden])
    if found is not None and not is_chain_rule(review.results[found.number]):
        yield _finding(review, found.number, found.against)


def _ignored(review: Review) -> Iterator[tuple[int, int]]:
    """The claims that comments ignore, each with one that contradicts it."""
    claims = layout_claims(review)
    for claim in claims:
        span = review.results[claim.number].step.right.span
        if ignored(review.document.directives, "mixed-layout", span, "layout"):
            against = next((other for other in claims if not other.layouts & claim.layouts), None)
            if against is not None:
                yield claim.number, against.number


def _finding(review: Review, number: int, against: int) -> Diagnostic:
    source = review.document.source
    here, there = review.results[number], review.results[against]
    assert isinstance(here.verdict, Holds) and isinstance(there.verdict, Holds)
    row, other_row = (source.position(each.step.right.span.start)[0] for each in (here, there))
    mine, other = name(here.verdict.layouts), name(there.verdict.layouts)
    where = "another one in this line" if row == other_row else f"the one in line {other_row}"
    return Diagnostic(
        "mixed-layout",
        here.step.right.span,
        f"this derivative is in {mine}, {where} in {other}",
        mine,
        (Label(there.step.right.span, other),),
        ("each line is right by itself; read together, a transpose goes missing",),
    )
