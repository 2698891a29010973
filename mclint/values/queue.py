"""The order in which readings of a claim are tried."""

from __future__ import annotations

from heapq import heappop, heappush

from mclint.shapes.typed import Clashing, Conflict, typed_nodes

MOST_CHOICES = 4  # that one reading takes to resolve clashes of shapes
LEAVES = ("symbol", "function", "family")
Choices = tuple[tuple[str, int], ...]


class Queue:
    """Readings to try, from the conventional one outward; those come early that change what just clashed."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, int, Choices]] = [(0, 0, ())]
        self.seen: dict[Choices, int] = {(): 0}

    def take(self) -> Choices | None:
        """The next reading."""
        return heappop(self.waiting)[2] if self.waiting else None

    def extend(self, choices: Choices, met: dict[str, int], clashing: frozenset[str]) -> None:
        """Add the readings one step further from one that was tried."""
        taken = dict(choices)
        for question, count in met.items():
            urgent = question.split(" ", 1)[-1] in clashing
            if question in taken or len(choices) >= (MOST_CHOICES if urgent else 2):
                continue
            for option in range(1, count):
                further = tuple(sorted({**taken, question: option}.items()))
                if further not in self.seen:
                    rank = self.seen[further] = self.seen[choices] + (1 if urgent else 2)
                    heappush(self.waiting, (rank, len(self.seen), further))


def clashing(conflict: Conflict | None) -> frozenset[str]:
    """The symbols of two operands that do not fit; two sides that differ in shape are no hint."""
    if conflict is None or conflict.kind is Clashing.SIDES:
        return frozenset()
    return frozenset(n.data for n in typed_nodes(conflict.left, conflict.right) if n.op in LEAVES)
