"""Chains as a whole: a part between two others that are equal is equal to them too."""

from __future__ import annotations

from mclint.document.classify import EQUALITIES, Step, StepKind
from mclint.document.known import Known
from mclint.document.scope import Scope
from mclint.syntax.tree import Apply, Expr, Op, nodes
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.verdict import Holds, Refuted
from mclint.values.verify import judge

UNKNOWN = Known(())


def strays(results: list[Result]) -> list[Result]:
    """Marks the parts that stray: in `a = b = c` with a = c verified, b is another value of the same symbols."""
    if len(results) < 2 or any(result.step.sign.text not in EQUALITIES for result in results):
        return results
    parts = [results[0].step.left, *(result.step.right for result in results)]
    for place, result in enumerate(results):
        if result.status not in ("read", "skipped"):
            continue
        closing = next((each for each in results[place + 1 :] if _spans(each, parts[: place + 1])), None)
        if closing is not None and (refuted := _refuted(result, closing)) is not None:
            results = [*results[:place], refuted, *results[place + 1 :]]
    return results


def _spans(result: Result, earlier: list[Expr]) -> bool:
    return result.status == "verified" and result.step.kind is StepKind.CLAIM and result.left in earlier


def _refuted(result: Result, closing: Result) -> Result | None:
    """The step that leads to a part, where that differs from both ends and brings in nothing new."""
    middle = result.step.right
    ends = UNKNOWN.letters(closing.left) | UNKNOWN.letters(closing.step.right)
    if not UNKNOWN.letters(middle) <= ends or _indexed(middle) - _indexed(closing.left) - _indexed(closing.step.right):
        return None  # z_x may be a derivative of z
    verdict = judge(Trial(closing.left, middle, result.scope), True, settled=True)
    if not isinstance(verdict, Refuted) or verdict.conflict is not None:
        return None
    return result._replace(left=closing.left, status="wrong", verdict=verdict, reason="")


def _indexed(expr: Expr) -> set[Expr]:
    return {node for node in nodes(expr) if isinstance(node, Apply) and node.op is Op.INDEX}


def trials_of(step: Step, scope: Scope, right_parts: list[Expr], before: Result | None) -> list[tuple[Expr, Trial]]:
    """What a step is held against, in order: the part before it unless that is wrong, and earlier parts."""
    starts = dict.fromkeys((step.left, right_parts[-1], right_parts[0]))
    if before is not None and before.status == "wrong":
        starts = dict.fromkeys((right_parts[-1], right_parts[0], step.left))
    return [(left, Trial(left, step.right, scope, () if left is step.left else (step.left,))) for left in starts]


def turns(before: Result | None, holds: Holds, left: Expr) -> bool:
    """Whether a claim holds only in layouts that make the part before it wrong, which has the same beginning."""
    verdict = before.verdict if before is not None and before.left == left else None
    return isinstance(verdict, Holds) and not verdict.layouts & holds.layouts
