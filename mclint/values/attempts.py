"""What one reading of a claim came to."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from mclint.shapes.infer import Inference
from mclint.shapes.typed import Clashing, Conflict, Typed, Unreadable
from mclint.values import dual


@dataclass(eq=False, repr=False)
class Attempt:
    """What one reading came to. Mutable while readings are tried."""

    outcome: str  # "equal", "different", "conflict", "unreadable", "unclear"
    inference: Inference
    conflict: Conflict | None = None
    reason: Unreadable | None = None
    values: tuple[dual.Array, dual.Array] | None = None
    trees: tuple[Typed, Typed] | None = None
    vanishing: bool = False  # whether both sides are zero but for rounding errors

    def in_layout(self, layout: str) -> Attempt:
        """The same attempt in another layout, which would change nothing."""
        inference = copy(self.inference)
        inference.reading = inference.reading._replace(layout=layout)
        return replace(self, inference=inference)

    def is_for(self, *reasons: str) -> bool:
        """Whether it was left open for one of these reasons."""
        return self.reason is not None and self.reason.reason in reasons


def lists_entries(attempt: Attempt) -> bool:
    """Whether a derivative by a matrix was met, and the other side has another shape: its entries in one column."""
    sides = attempt.conflict is not None and attempt.conflict.kind is Clashing.SIDES
    return sides and "gradient by matrix" in attempt.inference.layout_kinds


def differs(attempt: Attempt) -> bool:
    """Whether some values of two sides differ."""
    return attempt.outcome == "different" or attempt.is_for("numerically-unclear")


def layout_kinds(attempts: Sequence[Attempt]) -> frozenset[str]:
    """The kinds of derivative that were met."""
    return frozenset().union(*(attempt.inference.layout_kinds for attempt in attempts))
