"""Whether a changed claim is true: quickly under one reading, then by all that the verifier asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from mclint.diagnostic import Edit
from mclint.document.letters import transposed_symbols
from mclint.document.scope import symbols
from mclint.document.statement import Property
from mclint.repairs.samples import Sample
from mclint.repairs.written import Written, alike
from mclint.shapes.typed import Reading, Unreadable
from mclint.syntax.tree import Expr, nodes
from mclint.values.attempts import Attempt
from mclint.values.draws import Draw, needs_positive, operations
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.review import Review
from mclint.values.verdict import EVERY_LAYOUT, LAYOUTS, Holds, Refuted, conventional
from mclint.values.verify import judge

SYMMETRIC = frozenset({Property.SYMMETRIC})
MOST_VARIANTS = 2
# Of three samples each. What is true for two sets of sizes is no accident of one: 2(D² - D) is D² + D where D is 3.
FRESH = (Draw(11), Draw(13, turned=True), Draw(12), Draw(14, turned=True), Draw(15))
ENOUGH = 2
LOOK = 6  # a look at the values of a changed side, in nodes that are read
JUDGED = 12  # how often the verifier reads a claim
# Layouts that differ for gradients, and for other derivatives.
BY_GRADIENTS, BY_JACOBIANS = ("denominator", "numerator"), ("hybrid", "denominator")
GRADIENTS = frozenset({"gradient by vector", "gradient by matrix", "gradient by name"})


class Proof:
    """Trials of the changes of one claim. A builder inside one search."""

    def __init__(self, review: Review, result: Result, written: Written) -> None:
        self.review, self.result, self.written = review, result, written
        self.only_numerator = isinstance(result.verdict, Refuted) and result.verdict.only_numerator
        verdict = result.verdict
        self.is_refuted = isinstance(verdict, Refuted) and verdict.inference is not None
        self.has_labels = self._trial(result.step.right, False).labelled is not None
        self.readings = self._readings()
        shown = transposed_symbols((result.left, result.step.right))
        keys = symbols((result.left, result.step.right)) - shown - {key.removesuffix("*") for key in shown}
        self.symmetric = sorted(key for key in keys if conventional(key))
        self._faithful: dict[bool, bool] = {}
        self.size = LOOK + len(nodes(result.left)) + len(nodes(result.step.right))
        self.effort = 0  # in nodes of expressions that were read, about: the same on every machine
        self.samples = dict(self._samples())

    def _trial(self, side: Expr, on_left: bool) -> Trial:
        sides = (side, self.result.step.right) if on_left else (self.result.left, side)
        # What the equation as written shows of its symbols, such as that u depends on x, holds for the changed one too.
        return Trial(*sides, self.result.scope, (self.result.left, self.result.step.right))

    def _readings(self) -> tuple[Reading, ...]:
        """The reading that refutes, in each layout that tells something."""
        verdict = self.result.verdict
        if isinstance(verdict, Refuted) and verdict.inference is not None:
            reading, kinds = verdict.inference.reading, verdict.inference.layout_kinds
            if not kinds and not self.result.step.is_derivative:
                return (reading,)
            others = LAYOUTS if not kinds else BY_GRADIENTS if kinds <= GRADIENTS else BY_JACOBIANS
            return tuple(dict.fromkeys([reading, *(reading._replace(layout=each) for each in others)]))
        return self._unrefuted(self._trial(self.result.step.right, False))

    def _unrefuted(self, trial: Trial) -> tuple[Reading, ...]:
        """The first readings, in each layout, where none refutes."""
        every = LAYOUTS if self.result.step.is_derivative and not self.only_numerator else LAYOUTS[:1]
        variants = trial.dependence.variants[:MOST_VARIANTS]
        return tuple(Reading(layout, False, variant) for variant in variants for layout in every)

    def _readings_of(self, trial: Trial, readings: Iterable[Reading]) -> list[Reading]:
        """These readings of a changed claim, or its own; and those in which x_i is no entry of x."""
        own = [*(readings if self.is_refuted else self._unrefuted(trial))]
        labelled = [Reading(layout, True) for layout in LAYOUTS] if trial.labelled is not None else []
        return [*own, *(each for each in labelled if each not in own)]

    def _samples(self) -> Iterator[tuple[Reading, Sample]]:
        """The readings that have values for both sides as they are written."""
        if not self.is_refuted:
            return
        trial = self._trial(self.result.step.right, False)
        attempts = [(reading, trial.attempt(reading)) for reading in self.readings]
        # What is true for all matrices is true for symmetric ones.
        trial.assumed = {key: SYMMETRIC for key in self.symmetric}
        for reading, attempt in attempts:
            if attempt.trees is not None:
                yield reading, Sample(trial, attempt, (self.result.left, self.result.step.right))

    def seems_true(self, side: Expr, on_left: bool) -> bool:
        """Whether a changed side is right in a reading like that in which it is wrong as written."""
        answers = {reading: sample.seems_true(side, on_left) for reading, sample in self.samples.items()}
        self.effort += LOOK * len(answers)
        if any(answers.values()):
            return True
        readings = [reading for reading in self.readings if answers.get(reading) is None]
        if not readings and not self.has_labels:
            return False
        trial = self._trial(side, on_left)
        attempts = [trial.attempt(reading) for reading in self._readings_of(trial, readings)]
        self.effort += self.size * len({id(each.inference.equalities) for each in attempts})
        if any(each.outcome == "equal" for each in attempts):
            return True
        trial.assumed = {key: SYMMETRIC for key in self.symmetric}
        return bool(self.symmetric) and any(
            _outcome(trial, each, Draw(1)) == "equal" for each in attempts if each.trees
        )

    def is_true(self, side: Expr, on_left: bool, edits: Sequence[Edit]) -> bool:
        """Whether the text with the edits is read as a claim that holds for fresh values, and fits the others."""
        again = self._read_again(side, on_left, edits)
        if again is None:
            return False
        self.effort += JUDGED * self.size
        trial = self._trial(again, on_left)
        verdict = judge(trial, self.result.step.chained)
        if not isinstance(verdict, Holds) or not self._is_stated(verdict) or not self._fits(verdict):
            return False
        trial.assumed = {key: frozenset({what}) for key, what in verdict.assumptions}
        attempts = [each for each in trial.attempts if each.trees]
        return any(_holds(trial, each) for each in attempts)

    def _read_again(self, side: Expr, on_left: bool, edits: Sequence[Edit]) -> Expr | None:
        """The side as it reads with the edits; where it is read otherwise alone, only if that says the same."""
        before = self.result.left if on_left else self.result.step.right
        if on_left not in self._faithful:
            self._faithful[on_left] = self.written.read_again(before, ()) == before
        again = self.written.read_again(before, edits)
        if again is None or (not self._faithful[on_left] and not alike(again, side)):
            return None
        return again if self._faithful[on_left] else side

    def _is_stated(self, verdict: Holds) -> bool:
        """Whether nothing is assumed but what convention says."""
        return all(conventional(key, what) for key, what in verdict.assumptions)

    def _fits(self, verdict: Holds) -> bool:
        """Whether most other derivatives of the document are in a layout in which the claim holds."""
        if self.only_numerator and "denominator" not in verdict.layouts:
            return False
        others = [each.layouts for _, each in self.review.claims() if each.layouts != EVERY_LAYOUT]
        if not others and self._is_by_matrix():
            return verdict.layouts != {"numerator"}  # the layout of nearly all who say nothing of it
        return sum(bool(each & verdict.layouts) for each in others) * 2 >= len(others)

    def _is_by_matrix(self) -> bool:
        """Whether the claim is the derivative of a scalar by a matrix."""
        verdict = self.result.verdict
        inference = verdict.inference if isinstance(verdict, Refuted) else None
        return inference is not None and "gradient by matrix" in inference.layout_kinds


def _holds(trial: Trial, attempt: Attempt) -> bool:
    """Whether both sides are equal for fresh values; a matrix may be singular, or a logarithm undefined, for some."""
    equal = 0
    for draw in FRESH:
        outcome = _outcome(trial, attempt, draw)
        equal += outcome == "equal"
        if outcome == "different" or equal == ENOUGH:
            return outcome == "equal"
    return False


def _outcome(trial: Trial, attempt: Attempt, draw: Draw) -> str:
    assert attempt.trees is not None
    draw = draw._replace(positive=needs_positive(operations(attempt.trees)))
    try:
        return trial.sampled(attempt.inference, *attempt.trees, draw).outcome
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return "unclear"
