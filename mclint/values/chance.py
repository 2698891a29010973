"""Densities, indicators, expectations and integrals, and the laws that the values drawn for them do not obey."""

from __future__ import annotations

from mclint.shapes.integrals import RULE
from mclint.shapes.typed import Typed, typed_nodes
from mclint.syntax.tree import Apply, Op, nodes
from mclint.values.attempts import Attempt
from mclint.values.readings import Trial
from mclint.values.unknowns import share_values


def laws_of_chance(trial: Trial, attempt: Attempt) -> str:
    """What is drawn for densities, indicators, expectations and integrals does not obey all the laws that they do."""
    conventional = (
        each for each in trial.attempts if each.outcome == "different" and not each.inference.reading.choices
    )
    for each in (attempt, *conventional):
        reason = _unmodelled(*each.trees) if each.trees is not None else ""
        reason = "integral" if RULE in each.inference.draws else reason
        if reason == "expectation" and each.trees is not None and _are_numbers(trial, *each.trees):
            continue
        known = reason == "probability" and each.trees is not None and share_values(*each.trees)
        if reason and not (known and not trial.dependence.has_derivative):
            return reason
    return ""


def _unmodelled(*trees: Typed) -> str:
    r"""The first density with a condition, indicator `1\{y = k\}`, expectation or integral."""
    for node in typed_nodes(*trees):
        if node.op == "indicator":
            return "indicator"
        if node.op == "function" and "|" in node.data:
            return "probability"
        if node.op == "symbol" and node.data.startswith("weights "):
            return "expectation" if node.data.startswith("weights E") else "integral"
    return ""


def _are_numbers(trial: Trial, *trees: Typed) -> bool:
    """Whether the means, which only definitions brought in, are of one symbol that occurs nowhere else: any number."""
    if any(
        isinstance(node, Apply) and node.op is Op.EXPECTATION for s in (trial.left, trial.right) for node in nodes(s)
    ):
        return False
    every = typed_nodes(*trees)
    means = [node.args[0].args[1] for node in every if node.op == "sum" and _is_weighted(node.args[0])]
    drawn = [node.args[0].data for node in every if node.op == "member" and node.args[0].data.startswith("random ")]
    weights = {node.data for node in every if node.op == "symbol" and node.data.startswith("weights ")}
    return len(weights) == len(set(drawn)) == 1 and all(m.op == "member" for m in means) and len(means) == len(drawn)


def _is_weighted(node: Typed) -> bool:
    """Whether this is a value with its weight."""
    if node.op != "scale" or node.args[0].op != "entry":
        return False
    return any(n.op == "symbol" and n.data.startswith("weights ") for n in typed_nodes(node.args[0]))
