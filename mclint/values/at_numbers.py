"""Why a claim with numbers may be innocent: they are rounded, an example, or the values at a point."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes
from mclint.values.attempts import Attempt
from mclint.values.draws import EQUAL
from mclint.values.readings import Trial

CONSTANTS = {"I", "0", "1", "pi", "e", "Id", "O"}
EXACT = {1, 2, 3, 4, 6, 8, 12, 16}  # denominators that are no rounded decimals


def letters(expr: Expr) -> set[str]:
    """The symbols of an expression, without constants."""
    names = (node for node in nodes(expr) if isinstance(node, Name) and node.letter not in CONSTANTS)
    return {key_of(name) or name.letter for name in names}


def arithmetic(trial: Trial, attempt: Attempt) -> str:
    """Sums with numbers alone, often rounded."""
    return "" if letters(trial.left) or letters(trial.right) else "arithmetic"


def rounded(trial: Trial, attempt: Attempt) -> str:
    """Decimals are rounded."""
    numbers = (node.value for root in (trial.left, trial.right) for node in nodes(root) if isinstance(node, Number))
    return "rounded" if any(Fraction(number).denominator not in EXACT for number in numbers) else ""


def at_a_point(trial: Trial, attempt: Attempt) -> str:
    """A number on one side, and something that varies on the other: a value at a point, or a condition."""
    assert attempt.values is not None
    for here, values in ((trial.right, attempt.values[0]), (trial.left, attempt.values[1])):
        if letters(here) or any(isinstance(n, Name) and n.letter == "I" for n in nodes(here)):
            continue
        if np.abs(values - values[:1]).max() > EQUAL * np.abs(values).max():
            return "evaluated-at"
    left, right = attempt.values
    fixed = key_of(trial.left) in attempt.inference.bodies and np.abs(left - left[:1]).max() == 0.0
    return "evaluated-at" if fixed and np.abs(right - right[:1]).max() > 0.0 else ""


def example(trial: Trial, attempt: Attempt) -> str:
    """A matrix of numbers stands for a symbol of the other side."""
    numeric = [any(_is_numeric_matrix(node) for node in nodes(root)) for root in (trial.left, trial.right)]
    return "example" if numeric[0] != numeric[1] and not _is_there(trial, attempt) else ""


def _is_numeric_matrix(node: Expr) -> bool:
    if not isinstance(node, Apply) or node.op not in (Op.MATRIX, Op.ROW_LIST, Op.LIST) or len(list(nodes(node))) < 4:
        return False
    return not letters(node)


def at_numbers(trial: Trial, attempt: Attempt) -> str:
    """Something defined earlier is a number: at a point, or for another choice of a parameter."""
    used = attempt.inference.reading.definitions
    return "evaluated-at" if used and not letters(trial.right) and not _is_there(trial, attempt) else ""


def _is_there(trial: Trial, attempt: Attempt) -> bool:
    """Whether the author says at which numbers a derivative is taken."""
    left = trial.left
    written = isinstance(left, Apply) and left.op is Op.EVALUATED and left.args[1].span != left.span
    return written and all(np.abs(side - side[:1]).max() == 0.0 for side in attempt.values or ())
