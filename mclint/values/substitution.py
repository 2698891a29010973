"""Whether a stated solution satisfies a condition: its value is put in for the symbol that was solved for."""

from __future__ import annotations

import numpy as np

from mclint.document.scope import Scope, key_of
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Clashing, Typed, Unreadable, typed_nodes
from mclint.shapes.usage import Usage, survey
from mclint.syntax.tree import Expr
from mclint.values import dual
from mclint.values.acquittal import labels
from mclint.values.at_numbers import rounded
from mclint.values.attempts import Attempt
from mclint.values.beside import constant_of_integration
from mclint.values.chance import laws_of_chance
from mclint.values.draws import DIFFERENT, Draw
from mclint.values.readings import Trial
from mclint.values.resampling import mentioned
from mclint.values.verdict import EVERY_LAYOUT, Doubtful, Holds, Refuted, Verdict

SOLVED = 1e-7
UNDEFINED = {"undetermined-function"}  # a reading that does without a definition cannot tell
ROWS = (rounded, labels, laws_of_chance, mentioned, constant_of_integration)


class Substitution(Trial):
    """A condition `left = right`, tried with the solution in place of the unknown."""

    def __init__(self, left: Expr, right: Expr, unknown: Expr, solution: Expr, scope: Scope) -> None:
        self.unknown, self.solution = unknown, solution
        self.solved: dict[int, Typed] = {}
        super().__init__(left, right, scope)

    def usage(self, definitions: frozenset[str]) -> Usage:
        """How the condition, the solution and the definitions that they use treat their symbols."""
        if definitions not in self.usages:
            bodies = [self.scope.of(key).definitions[0].body for key in sorted(definitions)]
            self.usages[definitions] = survey([self.left, self.right, self.unknown, self.solution, *bodies])
        return self.usages[definitions]

    def compare(self, inference: Inference, left: Typed, right: Typed) -> Attempt:
        """The condition for the value of the solution, which has the shape of the unknown."""
        target, solved = inference.infer(self.unknown), inference.infer(self.solution)
        inference.same_shape(
            target, solved, "a solution has the shape of what is solved for", Clashing.SUM, solved.span
        )
        if target.op != "symbol":
            raise Unreadable("undetermined-symbol")
        if any(node.op in ("function", "elementwise function") for node in typed_nodes(left, right, solved)):
            raise Unreadable("undetermined-function")
        self.solved[id(inference)] = solved
        return super().compare(inference, left, right)

    def sampled(self, inference: Inference, left: Typed, right: Typed, draw: Draw) -> Attempt:
        """How much of the condition is left for the solution, against what is left for any value."""
        solved, key = self.solved[id(inference)], inference.infer(self.unknown).data
        rests = []
        for put_in in (False, True):
            evaluator = self.evaluator(inference, (left, right, solved), draw)
            with np.errstate(all="ignore"):
                value = dual.plain(evaluator.value(solved))
                if put_in:
                    if any(size != 1 for size in value.shape[1:-2]):
                        raise Unreadable("index-range", "a solution for each index")
                    evaluator.values[key] = value
                a, b = dual.plain(evaluator.value(left)), dual.plain(evaluator.value(right))
                if np.broadcast_shapes(a.shape, b.shape)[1:] != np.broadcast_shapes(value.shape, (1,) * a.ndim)[1:]:
                    raise Unreadable("undetermined-symbol", "other equations than unknowns")
                rests.append(np.abs(a - b).reshape(max(len(a), len(b)), -1).max(axis=1))
        anyhow, rest = rests
        if not (np.isfinite(rest).all() and np.isfinite(anyhow).all()) or anyhow.min() == 0.0:
            return Attempt("unclear", inference, reason=Unreadable("domain", "undefined values"))
        if (rest <= SOLVED * anyhow).all():
            return Attempt("equal", inference)
        varies = (np.abs(rest - anyhow) > DIFFERENT * anyhow).all()
        if varies and (rest > DIFFERENT * anyhow).all():
            return Attempt("different", inference)
        return Attempt("unclear", inference, reason=Unreadable("numerically-unclear"))


def satisfies(trial: Substitution, other_unknowns: set[str]) -> Verdict:
    """Whether the solution satisfies the condition in some reading; `other_unknowns` may be solved for elsewhere."""
    if trial.search("denominator") is not None:
        return Holds(EVERY_LAYOUT)
    refuting = [attempt for attempt in trial.attempts if attempt.outcome == "different"]
    open_ones = [each for each in trial.attempts if each.reason is not None and each.reason.reason not in UNDEFINED]
    if not refuting:
        return Doubtful("ambiguous-shapes")
    first = refuting[0]
    most = len(first.inference.reading.choices)
    if any(len(each.inference.reading.choices) <= most for each in open_ones):
        return Doubtful("unsupported-notation")
    assert first.trees is not None
    here, there = _symbols(*first.trees), _symbols(trial.solved[id(first.inference)])
    unknown = key_of(trial.unknown)
    if not there <= here or (here - there - {unknown}) & other_unknowns:
        return Doubtful("undetermined-symbol")
    for row in ROWS:
        if reason := row(trial, first):
            return Doubtful(reason)
    return Refuted(inference=first.inference)


def _symbols(*trees: Typed) -> set[str]:
    return {node.data for node in typed_nodes(*trees) if node.op in ("symbol", "family")}
