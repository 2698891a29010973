"""Claims about functions that nobody defined: what the values drawn for them can refute."""

from __future__ import annotations

import numpy as np

from mclint.shapes.typed import typed_nodes
from mclint.values.readings import Attempt, Trial


def unknown_functions(trial: Trial, attempt: Attempt) -> str:
    """Without a derivative, an equation between values of an unknown function says what the function is."""
    assert attempt.trees is not None
    if trial.dependence.has_derivative:
        return ""
    found = any(node.op in ("function", "elementwise function") for node in typed_nodes(*attempt.trees))
    return "undetermined-function" if found else ""


def laws_of_chance(trial: Trial, attempt: Attempt) -> str:
    r"""Densities with a condition, and indicators `1\\{y = k\\}`, obey laws that values drawn for them do not."""
    assert attempt.trees is not None
    for node in typed_nodes(*attempt.trees):
        if node.op == "indicator":
            return "indicator"
        if node.op == "function" and "|" in node.data:
            return "probability"
    return ""


def no_dependence(trial: Trial, attempt: Attempt) -> str:
    """A derivative of zero for what was surely meant to depend on the variable, in a way that is not understood."""
    assert attempt.values is not None
    if not trial.dependence.has_derivative:
        return ""
    return "no-dependence" if any(np.abs(values).max() == 0.0 for values in attempt.values) else ""
