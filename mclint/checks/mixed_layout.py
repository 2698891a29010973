"""Claims that no single layout makes true together."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.findings.layouts import is_chain_rule, layout_claims, look, mixtures, name
from mclint.findings.lines import listed, rows_of
from mclint.findings.transposed import rewritten
from mclint.sources.directives import ignored
from mclint.values.layout import Clash
from mclint.values.review import Review
from mclint.values.verdict import Holds

NOTE = "each line is right by itself; read together, a transpose goes missing"


@check("mixed-layout")
def mixed_layout(review: Review) -> Iterator[Diagnostic]:
    """What lies outside the layout of the others, with the fewest that contradict it; what a comment ignores is out."""
    hidden = list(_ignored(review)) if review.document.directives else []
    for clash in hidden:
        yield _finding(review, clash)  # the comment does hide something
    for clash in mixtures(review, [each.number for each in hidden]):
        if not is_chain_rule(review.results[clash.number]):
            yield _finding(review, clash)


def _ignored(review: Review) -> Iterator[Clash]:
    """The claims that comments ignore, each with one that contradicts it."""
    claims = layout_claims(review)
    for claim in claims:
        span = review.results[claim.number].step.right.span
        if ignored(review.document.directives, "mixed-layout", span, "layout"):
            against = next((other for other in claims if not other.layouts & claim.layouts), None)
            if against is not None:
                yield Clash(claim.number, (against.number,))


def _finding(review: Review, clash: Clash) -> Diagnostic:
    here, *there = (_place(review, number) for number in (clash.number, *clash.against))
    row, mine, label = here
    others = [f"{_where(each[0], row)} in {each[1]}" for each in there]
    notes = [NOTE]
    if clash.more:
        rows = rows_of((_place(review, number)[2].span for number in clash.more), review.document.source)
        notes.append(f"{_count(len(clash.more))} outside the layout of most: {listed(rows)}")
    return Diagnostic(
        "mixed-layout",
        label.span,
        f"this derivative is in {mine}, {' and '.join(others)}",
        label.message,
        tuple(each[2] for each in there),
        tuple(notes),
        rewritten(review, clash.number, clash.prevailing),
    )


def _place(review: Review, number: int) -> tuple[int, str, Label]:
    """The row of a claim, its layout, and both as a label."""
    result = review.results[number]
    assert isinstance(result.verdict, Holds)
    layouts, span = result.verdict.layouts, result.step.right.span
    return review.document.source.position(span.start)[0], name(layouts), Label(span, look(result, layouts))


def _where(row: int, mine: int) -> str:
    return "another one in this line" if row == mine else f"the one in line {row}"


def _count(number: int) -> str:
    return "1 more derivative is" if number == 1 else f"{number} more derivatives are"
