"""Mathematics that cannot be read as the author wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.values.review import Review


@check("malformed-math")
def malformed_math(review: Review) -> Iterator[Diagnostic]:
    """Unbalanced braces, a \\frac without its arguments, a missing operand, a lost \\partial."""
    for problem in review.document.problems:
        related = (Label(problem.other, problem.other_label),) if problem.other else ()
        yield Diagnostic("malformed-math", problem.span, problem.message, problem.label, related)
