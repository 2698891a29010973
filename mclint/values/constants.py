r"""Claims up to a constant, `\ln p = … + \text{const}`: which terms were left out must not matter to some symbol.

What the constant may depend on is seldom said. So it is innocent where the two sides differ by something that does not
change with one of the symbols that the author kept, and wrong where the difference changes with each of them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mclint.document.classify import EQUALITIES, Step
from mclint.document.scope import Scope, symbols
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.syntax.tree import Apply, Expr, Name, Op, Opaque, nodes
from mclint.values import dual
from mclint.values.acquittal import labels, reach, words
from mclint.values.at_numbers import arithmetic, rounded
from mclint.values.attempts import Attempt
from mclint.values.chance import laws_of_chance
from mclint.values.densities import CONSTANTS
from mclint.values.draws import DIFFERENT, EQUAL, Draw
from mclint.values.evaluate import Evaluator
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.resampling import mentioned
from mclint.values.unknowns import unknown_functions
from mclint.values.verdict import Refuted

ROWS = (arithmetic, rounded, labels, words, reach, unknown_functions, laws_of_chance, mentioned)
LEAVES = ("symbol", "family")


class UpToConstant(Trial):
    """A claim whose sides may differ by what does not depend on one of the symbols of interest on the right."""

    def __init__(self, left: Expr, right: Expr, scope: Scope, interest: set[str]) -> None:
        self.interest = interest
        super().__init__(left, right, scope)

    def sampled(self, inference: Inference, left: Typed, right: Typed, draw: Draw) -> Attempt:
        """Whether the difference changes with each symbol of the right side."""
        there = {node.data for node in typed_nodes(right) if node.op in LEAVES}
        keys = sorted(there & self.interest or there)
        first = self.evaluator(inference, (left, right), draw)
        other = self.evaluator(inference, (left, right), draw._replace(seed=draw.seed + 50))
        with np.errstate(all="ignore"):
            before, size = _difference(first, left, right)
            _difference(other, left, right)
            changes = []
            for key in keys:
                if key not in first.values:
                    continue
                old, first.values[key] = first.values[key], other.values[key]
                first.memo.clear()
                after, _ = _difference(first, left, right)
                first.values[key] = old
                changes.append(np.abs(after - before).reshape(len(before), -1).max(axis=1) / size)
        if not changes or not all(np.isfinite(change).all() for change in changes):
            return Attempt("unclear", inference, reason=Unreadable("domain", "undefined values"))
        if any((change <= EQUAL).all() for change in changes):
            return Attempt("equal", inference)
        clear = all((change > DIFFERENT).all() for change in changes)
        return Attempt("different" if clear else "unclear", inference, values=(before, before))


def _difference(evaluator: Evaluator, left: Typed, right: Typed) -> tuple[dual.Array, dual.Array]:
    a, b = np.broadcast_arrays(dual.plain(evaluator.value(left)), dual.plain(evaluator.value(right)))
    size = np.maximum(np.abs(a), np.abs(b)).reshape(a.shape[0], -1).max(axis=1)
    return a - b, size


def with_constants(results: list[Result]) -> list[Result]:
    """The results with the claims up to a constant that are wrong."""
    changed: list[Result] = []
    first: Expr | None = None  # member of the chain
    for result in results:
        step = result.step
        first = step.left if step.place == 0 or first is None else first
        if result.status in ("read", "skipped") and step.sign.text in EQUALITIES and _is_open(step):
            starts = dict.fromkeys((step.left, first))
            if all(differ_by_more(start, step.right, result.scope, first) for start in starts):
                result = result._replace(status="wrong", verdict=Refuted(), reason="up-to-a-constant")
        changed.append(result)
    return changed


def _is_open(step: Step) -> bool:
    """Whether a side has a constant that nobody names, and no derivative makes it vanish."""
    return not step.is_derivative and has_constant(step.right)


def differ_by_more(left: Expr, right: Expr, scope: Scope, about: Expr) -> bool:
    r"""Whether two values of `about`, as `\ln p(w)`, differ by more than a constant, in every reading."""
    here, there = without_constant(left), without_constant(right)
    if here is None or there is None:
        return False
    trial = UpToConstant(here, there, scope, _interest(about))
    if trial.search("denominator") is not None:
        return False
    refuting = [attempt for attempt in trial.attempts if attempt.outcome == "different"]
    if not refuting:
        return False
    first = refuting[0]
    most = len(first.inference.reading.choices)
    unclear = (each for each in trial.attempts if each.outcome in ("unreadable", "unclear"))
    if any(len(each.inference.reading.choices) <= most for each in unclear):
        return False
    assert first.trees is not None
    known, used = (_leaves(tree) for tree in first.trees)
    return used <= known and not any(row(trial, first) for row in ROWS)


def _interest(about: Expr) -> set[str]:
    r"""The arguments of the function whose logarithm is taken: w of `\ln p(w \mid t)`."""
    logarithms = (node.args[0] for node in nodes(about) if isinstance(node, Apply) and node.op is Op.LOG)
    calls = (node for each in logarithms for node in nodes(each) if isinstance(node, Apply) and node.op is Op.CALL)
    return symbols(argument for call in calls for argument in call.args[1:])


def has_constant(expr: Expr) -> bool:
    """Whether a constant that nobody names stands in an expression."""
    return any(map(_is_constant, nodes(expr)))


def without_constant(expr: Expr) -> Expr | None:
    """An expression without the constants among its terms; nothing where one stands elsewhere."""
    if isinstance(expr, Apply) and expr.op is Op.ADD:
        kept = tuple(term for term in expr.args if not _is_constant(term))
        expr = replace(expr, args=kept) if len(kept) > 1 else kept[0] if kept else expr
    return None if has_constant(expr) else expr


def _is_constant(node: Expr) -> bool:
    text = node.letter if isinstance(node, Name) else node.text if isinstance(node, Opaque) else ""
    return text.strip(". ").lower() in CONSTANTS


def _leaves(tree: Typed) -> set[str]:
    return {node.data for node in typed_nodes(tree) if node.op in (*LEAVES, "function", "elementwise function")}
