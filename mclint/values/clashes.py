"""Clashes of shapes that say nothing against the claim in which they were met."""

from __future__ import annotations

from mclint.document.classify import Step
from mclint.shapes.typed import Clashing, Conflict
from mclint.syntax.tree import Apply, Expr, Op
from mclint.values.verdict import Doubtful


def excused(conflict: Conflict, left: Expr, step: Step) -> Doubtful | None:
    """Why the clash in `left = step.right` is none of the claim."""
    if _by_entries(step, conflict):
        return Doubtful("entries", "a matrix given by one entry in brackets")
    if _is_elsewhere(conflict, left, step):
        return Doubtful("distant-definition", "a definition that does not fit here")
    return None


def _by_entries(step: Step, conflict: Conflict) -> bool:
    """Whether a side is `[a_{ij}]`, which stands for the matrix of these entries."""
    brackets = any(isinstance(side, Apply) and side.op is Op.BRACKET for side in (step.left, step.right))
    return brackets and conflict.kind is Clashing.SIDES


def _is_elsewhere(conflict: Conflict, left: Expr, step: Step) -> bool:
    """Whether the shapes clash in the body of a definition, which is judged where it stands."""
    return not any(conflict.span.overlaps(span) for span in (left.span, step.left.span, step.right.span))
