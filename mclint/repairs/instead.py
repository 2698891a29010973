"""The slip that may stand behind a claim that is true only with an assumption: a lost transpose makes A symmetric."""

from __future__ import annotations

from mclint.repairs.search import Repair, slip
from mclint.values.hindsight import Result
from mclint.values.missing import is_usual
from mclint.values.readings import Trial
from mclint.values.review import Review
from mclint.values.verdict import LAYOUTS, Holds, Refuted, first_sample


def instead(review: Review, result: Result, verdict: Holds) -> Repair | None:
    """The single change that makes a claim true without what it needs, unless its letters say that they have it."""
    if all(is_usual(key, what) for key, what in verdict.assumptions):
        return None
    without = _without(result)
    return None if without is None else slip(review, result._replace(verdict=without))


def _without(result: Result) -> Refuted | None:
    """The claim as convention reads it, where nothing is assumed."""
    trial = Trial(result.left, result.step.right, result.scope)
    for layout in LAYOUTS:
        trial.conventional(layout)
    for attempt in trial.attempts:
        if attempt.outcome == "different" and attempt.values is not None:
            first, second = (first_sample(each) for each in attempt.values)
            return Refuted(first, second, inference=attempt.inference)
    return None
