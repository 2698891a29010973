"""Whether the shapes of an expression fit under some reading: for what is not verified numerically."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.document.classify import has_derivative
from mclint.document.scope import Scope, key_of
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Clashing, Conflict, Reading, Unreadable, typed_nodes
from mclint.shapes.usage import survey
from mclint.syntax.tree import Expr, nodes

MOST_READINGS = 16
# Notes use a letter again without a word: a size stated many paragraphs before may no longer be meant.
FAR = 8


def conflict_of(parts: Sequence[Expr], scope: Scope, related: bool) -> Conflict | None:
    """The conflict that every reading has, given what is declared; None where some reading fits or cannot be followed.

    `related`: the two parts are sides of an equation and have one shape.
    """
    if any(has_derivative(part) for part in parts):
        return None
    usage = survey(parts)
    definitions = frozenset(_defined(parts, scope))
    if not definitions and not any(scope.of(key).rows is not None for key in usage.uses):
        return None
    if definitions:
        usage = survey([*parts, *(scope.of(key).definitions[0].body for key in sorted(definitions))])
    first: Conflict | None = None
    queue: list[tuple[tuple[str, int], ...]] = [()]
    for place, choices in enumerate(queue):
        if place >= MOST_READINGS:
            break
        inference = Inference(scope, usage, Reading("denominator", False, definitions, choices), {})
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


def symbols_of(conflict: Conflict) -> set[str]:
    """The symbols below the nodes that meet."""
    return {n.data for n in typed_nodes(conflict.left, conflict.right) if n.op in ("symbol", "function", "defined")}


def is_near(conflict: Conflict, scope: Scope, block: int) -> bool:
    """Whether all sizes that clash were stated close by in this section, or for the whole document."""
    facts = [(key, scope.of(key)) for key in symbols_of(conflict)]
    return all(
        each.block < 0
        or key in scope.general
        or (abs(block - each.block) <= FAR and (key not in scope.elsewhere or block == each.block))
        for key, each in facts
    )


def _defined(parts: Sequence[Expr], scope: Scope) -> list[str]:
    """Symbols whose definitions give them a shape; those of other sections and circular ones do not."""
    found: list[str] = []
    queue = [key for part in parts for node in nodes(part) if (key := key_of(node)) is not None]
    for key in queue:
        facts = scope.of(key)
        if key in found or not facts.definitions or key in scope.distant or facts.rows is not None or len(queue) > 200:
            continue
        body = facts.definitions[0].body
        inside = [each for node in nodes(body) if (each := key_of(node)) is not None]
        if key in inside or has_derivative(body) or facts.definitions[0].parameters:
            continue
        found.append(key)
        queue.extend(inside)
    return found


def _one_reading(inference: Inference, parts: Sequence[Expr], related: bool) -> Conflict | None:
    try:
        typed = [inference.infer(part) for part in parts]
        if related:
            left, right = typed
            inference.same_shape(left, right, "both sides have one shape", Clashing.SIDES, parts[1].span)
    except Conflict as conflict:
        return conflict.alone()
    except Unreadable:
        return None
    return None
