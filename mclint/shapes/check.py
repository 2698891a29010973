"""Whether the shapes of an expression fit under some reading: for what is not verified numerically."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.document.classify import has_derivative
from mclint.document.scope import Scope
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Clashing, Conflict, Reading, Unreadable
from mclint.shapes.usage import survey
from mclint.syntax.tree import Expr

MOST_READINGS = 16


def conflict_of(parts: Sequence[Expr], scope: Scope, related: bool) -> Conflict | None:
    """The conflict that every reading has, given what is declared; None where some reading fits or cannot be followed.

    `related`: the two parts are sides of an equation and have one shape.
    """
    if any(has_derivative(part) for part in parts):
        return None
    usage = survey(parts)
    if not any(scope.of(key).rows is not None for key in usage.uses):
        return None
    first: Conflict | None = None
    queue: list[tuple[tuple[str, int], ...]] = [()]
    for place, choices in enumerate(queue):
        if place >= MOST_READINGS:
            break
        inference = Inference(scope, usage, Reading(choices=choices), {})
        conflict = _one_reading(inference, parts, related)
        if conflict is None:
            return None
        first = first or conflict
        if not first.declared:
            return None
        if len(choices) < 2:
            for question, count in inference.met.items():
                if question not in dict(choices):
                    queue.extend(tuple(sorted((*choices, (question, option)))) for option in range(1, count))
    return first


def _one_reading(inference: Inference, parts: Sequence[Expr], related: bool) -> Conflict | None:
    try:
        typed = [inference.infer(part) for part in parts]
        if related:
            left, right = typed
            inference.same_shape(left, right, "both sides have one shape", Clashing.SIDES, parts[1].span)
    except Conflict as conflict:
        return conflict
    except Unreadable:
        return None
    return None
