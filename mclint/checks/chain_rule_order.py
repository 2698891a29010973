"""The factors of a chain rule stand in the order of the other layout."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label, brief
from mclint.findings.layouts import contradictions, is_chain_rule, mixtures, name
from mclint.values.hindsight import Result
from mclint.values.review import Review
from mclint.values.verdict import Holds


@check("chain-rule-order")
def chain_rule_order(review: Review) -> Iterator[Diagnostic]:
    """∂z/∂x = ∂z/∂y ∂y/∂x, where the text uses denominator layout or the lines around do."""
    source = review.document.source
    for claim, said in contradictions(review):
        result = review.results[claim.number]
        if is_chain_rule(result):
            label = (Label(said.span, said.because),) if said.span.end else ()
            yield _finding(result, brief(source.slice(result.step.right.span)), said.because, label)
    for found in mixtures(review):
        if is_chain_rule(review.results[found.number]):
            here, there = review.results[found.number], review.results[found.against[0]]
            assert isinstance(there.verdict, Holds)
            row, other = source.position(there.step.right.span.start)[0], name(there.verdict.layouts)
            label = (Label(there.step.right.span, other),)
            yield _finding(here, brief(source.slice(here.step.right.span)), f"line {row} is in {other}", label)


def _finding(result: Result, product: str, reason: str, label: tuple[Label, ...]) -> Diagnostic:
    assert isinstance(result.verdict, Holds)
    layout = name(result.verdict.layouts)
    message = f"the factors of `{product}` stand in the order of {layout}, and {reason}"
    notes = ("in numerator layout the derivative by the variable is the last factor, in denominator layout the first",)
    return Diagnostic("chain-rule-order", result.step.right.span, message, f"the order of {layout}", label, notes)
