"""The equations as `mclint coverage` shows them: what a finding names is not called verified."""

from __future__ import annotations

from mclint.findings.layouts import contradictions, mixtures
from mclint.span import Span
from mclint.values.records import Equation
from mclint.values.review import Review
from mclint.values.verdict import EVERY_LAYOUT

LAYOUTS = "mixed-layout: right in another layout than most derivatives here"
RULED_OUT = "contradicted-layout: right in a layout that the text rules out"
ENDS = ("\\begin", "\\end", "$", "\\[", "\\]", "\\(", "\\)")
MALFORMED = "malformed-math: where this formula ends is not certain"


def equations(review: Review) -> list[Equation]:
    """The records of the equations, as the findings leave them."""
    found = review.equations()
    problems = [each.span for each in review.document.problems]
    if problems:
        found = _beside(found, review, problems)
    if any(each.status == "verified" and len(each.layouts) not in (0, len(EVERY_LAYOUT)) for each in found):
        reasons = {claim.number: RULED_OUT for claim, _ in contradictions(review)}
        for clash in mixtures(review):
            reasons.update(dict.fromkeys((clash.number, *clash.more), LAYOUTS))
        for number, reason in reasons.items():
            found[number] = found[number]._replace(status="skipped", reason=reason)
    return found


def _beside(found: list[Equation], review: Review, problems: list[Span]) -> list[Equation]:
    """The equations, wrong where they have a malformed part; nothing is certain of a formula with malformed ends."""
    wrong = [any(equation.span.overlaps(each) for each in problems) for equation in found]
    inside = [equation.span for equation in found]
    outside = (each for each in problems if not any(each.overlaps(span) for span in inside))
    ends = [each for each in outside if review.document.source.slice(each).startswith(ENDS)]
    formulas = [s.span for s, _ in review.document.pieces if s.is_math and any(s.span.overlaps(each) for each in ends)]
    changed: list[Equation] = []
    for equation, malformed in zip(found, wrong, strict=True):
        if malformed:
            equation = equation._replace(status="wrong", reason="malformed-math")
        elif equation.status == "verified" and any(each.overlaps(equation.span) for each in formulas):
            equation = equation._replace(status="skipped", reason=MALFORMED)
        changed.append(equation)
    return changed
