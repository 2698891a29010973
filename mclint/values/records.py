"""The records of `mclint coverage`: one for each equation step."""

from __future__ import annotations

from mclint.document.classify import StepKind
from mclint.document.document import Document
from mclint.document.statement import Property
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.values.hindsight import Result
from mclint.values.verdict import EVERY_LAYOUT, Holds


class Equation(NamedTuple):
    """One equation step as `mclint coverage` shows it (DESIGN section 3)."""

    span: Span
    latex: str
    kind: str
    status: str
    reason: str = ""
    layouts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


_KINDS = {
    StepKind.CLAIM: "identity",
    StepKind.LENIENT: "condition",
    StepKind.DEFINITION: "definition",
    StepKind.CONDITION: "condition",
    StepKind.DECLARATION: "declaration",
    StepKind.OTHER: "other",
}


def equation_of(document: Document, result: Result) -> Equation:
    step, verdict = result.step, result.verdict
    kind = _KINDS[step.kind]
    claims = step.kind in (StepKind.CLAIM, StepKind.LENIENT)
    if claims and step.is_derivative:
        kind = "derivative"
    elif step.kind is StepKind.LENIENT and result.status in ("verified", "wrong"):
        kind = "identity"
    layouts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    if isinstance(verdict, Holds):
        if verdict.layouts != EVERY_LAYOUT or step.is_derivative:
            layouts = tuple(sorted(verdict.layouts))
        given = (" ".join(each.split()) for each in verdict.given)
        assumptions = (*(_assumption(key, what) for key, what in verdict.assumptions), *given)
    latex = " ".join(document.source.slice(step.span).split())
    return Equation(step.span, latex, kind, result.status, result.reason, layouts, assumptions)


def _assumption(key: str, what: Property) -> str:
    return f"{key} {what.value}"
