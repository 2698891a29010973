"""Which readings of a claim may refute it: those that only acquit are too far from what authors mean."""

from __future__ import annotations

from mclint.shapes.shifts import has_open_ends
from mclint.syntax.tokens import SMALL
from mclint.values.readings import Attempt

MOST_REFUTING = 2  # unconventional answers of a reading that refutes; more of them may verify, and refute nothing


def may_refute(attempt: Attempt) -> bool:
    """Readings that differ much from the conventional one, or that take an entry for a sample, only acquit."""
    choices = attempt.inference.reading.choices
    if attempt.inference.indirect:
        return False
    if attempt.inference.shifted and has_open_ends(attempt.inference, attempt.trees or ()):
        return False
    if any(question.startswith("index ") or _is_odd_matrix(attempt, question) for question, _ in choices):
        return False
    return len(choices) <= MOST_REFUTING


def _is_odd_matrix(attempt: Attempt, question: str) -> bool:
    """Whether the answer to a question makes a matrix of a small Greek letter, which hardly anyone means."""
    key = question.removeprefix("kind ")
    symbol = attempt.inference.symbols.get(key)
    return symbol is not None and key.split("_")[0] in SMALL and 1 not in attempt.inference.find(symbol.shape)
