"""Claims that no single layout makes true together."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.findings.layouts import is_chain_rule, mixture, name
from mclint.values.review import Review
from mclint.values.verdict import Holds


@check("mixed-layout")
def mixed_layout(review: Review) -> Iterator[Diagnostic]:
    """One finding for a document: a smallest conflicting pair."""
    found = mixture(review)
    if found is None or is_chain_rule(review.results[found.number]):
        return
    source = review.document.source
    here, there = review.results[found.number], review.results[found.against]
    assert isinstance(here.verdict, Holds) and isinstance(there.verdict, Holds)
    row, other_row = (source.position(each.step.right.span.start)[0] for each in (here, there))
    mine, other = name(here.verdict.layouts), name(there.verdict.layouts)
    where = "another one in this line" if row == other_row else f"the one in line {other_row}"
    yield Diagnostic(
        "mixed-layout",
        here.step.right.span,
        f"this derivative is in {mine}, {where} in {other}",
        mine,
        (Label(there.step.right.span, other),),
        ("each line is right by itself; read together, a transpose goes missing",),
    )
