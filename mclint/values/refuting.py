"""Which readings of a claim may refute it: those that only acquit are too far from what authors mean."""

from __future__ import annotations

from mclint.shapes.shifts import has_open_ends
from mclint.shapes.typed import leaves
from mclint.syntax.tokens import SMALL
from mclint.values.attempts import Attempt

MOST_REFUTING = 2  # unconventional answers of a reading that refutes; more of them may verify, and refute nothing

# What these ask of a letter is its shape: the answers leave it where it stands.
SHAPES = ("kind ", "scalar ", "sample ", "index ", "iterate ", "shift ")


def further(attempt: Attempt, has_derivative: bool) -> dict[str, int]:
    """The questions that are worth another answer: no shape makes sides equal of which one has a letter of its own."""
    met = attempt.inference.met
    if attempt.outcome != "different" or not (may_refute(attempt) and _is_open(attempt, has_derivative)):
        return met
    return {question: count for question, count in met.items() if not question.startswith(SHAPES)}


def _is_open(attempt: Attempt, has_derivative: bool) -> bool:
    """Whether one side has a symbol or an unknown function that the other lacks, and no derivative loses it there."""
    left, right = (leaves(tree) for tree in attempt.trees or ())
    lost = {name for name in left - right if not has_derivative or name.startswith("function ")}
    return bool(right - left or lost)


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
