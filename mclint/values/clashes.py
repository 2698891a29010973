"""Clashes of shapes that say nothing against the claim in which they were met."""

from __future__ import annotations

from dataclasses import replace

from mclint.document.classify import Step
from mclint.document.scope import Facts, Scope, symbols
from mclint.shapes.typed import Clashing, Conflict
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes
from mclint.values.dependence import variable_key
from mclint.values.readings import Trial
from mclint.values.verdict import Doubtful, Holds
from mclint.values.verify import conventionally


def excused(conflict: Conflict, left: Expr, step: Step) -> Doubtful | None:
    """Why the clash in `left = step.right` is none of the claim."""
    if _by_entries(step, conflict):
        return Doubtful("entries", "a matrix given by one entry in brackets")
    if conflict.kind is Clashing.SIDES and may_be_call(step.left):
        return Doubtful("undetermined-function", "a function of what stands in brackets")
    if _is_elsewhere(conflict, left, step):
        return Doubtful("distant-definition", "a definition that does not fit here")
    return None


def _by_entries(step: Step, conflict: Conflict) -> bool:
    """Whether a side is `[a_{ij}]`, which stands for the matrix of these entries."""
    brackets = any(isinstance(side, Apply) and side.op is Op.BRACKET for side in (step.left, step.right))
    return brackets and conflict.kind is Clashing.SIDES


def may_be_call(left: Expr) -> bool:
    r"""Whether the left side of `A(\theta) = J J^\top` may be a function: nobody writes a product so."""
    if not (isinstance(left, Apply) and left.op is Op.PRODUCT and len(left.args) == 2):
        return False
    head, argument = left.args
    inner = argument.args[0] if isinstance(argument, Apply) and argument.op is Op.GROUP else None
    return isinstance(head, Name) and isinstance(inner, Name)


def _is_elsewhere(conflict: Conflict, left: Expr, step: Step) -> bool:
    """Whether the shapes clash in the body of a definition, which is judged where it stands."""
    return not any(conflict.span.overlaps(span) for span in (left.span, step.left.span, step.right.span))


def variables_elsewhere(step: Step, scope: Scope) -> set[str]:
    """The vectors by which is differentiated and whose size was stated in another paragraph."""
    keys = {
        variable_key(v)
        for side in (step.left, step.right)
        for n in nodes(side)
        if isinstance(n, Derivative)
        for v in n.variables
    }
    return {key for key in keys if key is not None and _is_column(scope.of(key)) and scope.of(key).block != step.block}


def meant_anew(left: Expr, step: Step, scope: Scope) -> Holds | None:
    """Whether a claim that no reading of the shapes fits holds once those of other sections are forgotten.

    An exercise uses the letters of the one before it for something else. By convention alone, so that it acquits.
    """
    used = symbols((left, step.right))
    used = used.union(*(scope.of(key).definitions[0].inside for key in used if scope.of(key).definitions))
    keys = {key for key in used & (scope.elsewhere - scope.general) if scope.of(key).rows is not None}
    if not keys:
        return None
    forgotten = {key: Facts(definitions=scope.of(key).definitions) for key in keys}
    return conventionally(Trial(left, step.right, replace(scope, facts={**scope.facts, **forgotten})))


def _is_column(facts: Facts) -> bool:
    return facts.rows is not None and isinstance(facts.columns, Number) and facts.columns.value == 1
