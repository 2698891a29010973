"""Claims about functions that nobody defined: what the values drawn for them can refute."""

from __future__ import annotations

import numpy as np

from mclint.document.scope import base_of, symbols
from mclint.shapes.typed import typed_nodes
from mclint.syntax.tree import Apply, Derivative, Form, Op, nodes
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


def matrix_functions(trial: Trial, attempt: Attempt) -> str:
    """An unknown function of a matrix, with its derivative g': no function of each entry."""
    assert attempt.trees is not None
    primed = any(isinstance(n, Derivative) and n.form is Form.PRIME for n in nodes(trial.right))
    for node in typed_nodes(*attempt.trees) if primed else ():
        if node.op in ("function", "elementwise function") and any(
            1 not in attempt.inference.find(argument.shape) for argument in node.args
        ):
            return "matrix-function"
    return ""


def recurrent(trial: Trial, attempt: Attempt) -> str:
    """States that depend on each other: whether a derivative counts the way through the earlier ones is left open."""
    for root in (trial.left, trial.right):
        for node in nodes(root):
            if not isinstance(node, Derivative) or len(node.variables) != 1:
                continue
            body, variable = node.body, node.variables[0]
            indexed = all(isinstance(each, Apply) and each.op is Op.INDEX for each in (body, variable))
            if indexed and body != variable and base_of(body) == base_of(variable) is not None:
                return "recurrence"
    return ""


def vanishing(trial: Trial, attempt: Attempt) -> str:
    """Whole terms are gone, and all their symbols with them: the author knows that these cancel."""
    left, right = ([*e.args] if isinstance(e, Apply) and e.op is Op.ADD else [e] for e in (trial.left, trial.right))
    gone = [term for term in left if term not in right]
    if len(gone) < 2 or len(left) - len(gone) != len(right):
        return ""
    return "" if symbols(gone) & symbols(right) else "condition"


def no_dependence(trial: Trial, attempt: Attempt) -> str:
    """A derivative of zero for what was surely meant to depend on the variable, in a way that is not understood."""
    assert attempt.values is not None
    if not trial.dependence.has_derivative:
        return ""
    return "no-dependence" if any(np.abs(values).max() == 0.0 for values in attempt.values) else ""
