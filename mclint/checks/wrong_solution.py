"""A stated solution does not satisfy the condition that it was solved from."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label, brief
from mclint.values.review import Review


@check("wrong-solution")
def wrong_solution(review: Review) -> Iterator[Diagnostic]:
    """With the solution put in, the condition is not true."""
    source = review.document.source
    for result in review.results:
        if result.unsolved is None or result.status != "wrong":
            continue
        condition = result.unsolved
        written = brief(source.slice(condition.left.span.to(condition.right.span)))
        yield Diagnostic(
            "wrong-solution",
            result.step.right.span,
            f"`{brief(source.slice(result.step.span))}` does not solve `{written}`",
            "put in, it does not satisfy the condition",
            (Label(condition.left.span.to(condition.right.span), "the condition"),),
        )
