"""Whether a claim holds: numerically, in three layouts, under every reading that the document allows.

Equal below 1e-8 relative in all samples, different above 1e-3 in all samples, unknown in between.
"""

from __future__ import annotations

from mclint.document.scope import Scope, symbols
from mclint.document.statement import Property
from mclint.shapes.typed import typed_nodes
from mclint.syntax.tree import Expr
from mclint.values.accidents import OR_NUMBERS, squares_position, takes_for_logistic
from mclint.values.acquittal import innocent
from mclint.values.attempts import Attempt, layout_kinds
from mclint.values.dependence import states_unknown
from mclint.values.idle import brings_functions, one_sided, undetermined
from mclint.values.missing import refuted
from mclint.values.nablas import speaks_of_functions_alone, spelled_out, with_variable
from mclint.values.points import at_stated_point
from mclint.values.reach import further
from mclint.values.readings import LAYOUT_QUESTIONS, Trial
from mclint.values.refuting import may_refute
from mclint.values.row_gradients import as_rows
from mclint.values.symmetric import with_symmetry
from mclint.values.verdict import (
    EVERY_LAYOUT,
    LAYOUTS,
    Doubtful,
    Holds,
    Refuted,
    Verdict,
    by_convention,
)

NOTHING_FITS = Doubtful("ambiguous-shapes", "no reading of the shapes fits")
UNSAID = frozenset({"unknown-variable", "trivial", "undetermined-symbol"})
HIDDEN = UNSAID | {
    "undetermined-function",
    "derivative-by-expression",
    "ambiguous-shapes",
}  # perhaps by a variable that nobody writes
GRADIENTS = frozenset({"gradient by vector", "gradient by matrix", "gradient by name"})


def verify(left: Expr, right: Expr, scope: Scope, chained: bool = False) -> Verdict:
    """Whether `left = right` holds for all values of its symbols, given the facts of the scope."""
    return judge(Trial(left, right, scope), chained)


def judge(trial: Trial, chained: bool, settled: bool = False) -> Verdict:
    """The verdict on a claim, after all readings that are within bounds.

    `settled`: nothing new can be stated here, as between two members of a chain that are known to be equal.
    """
    found = _judged(trial, chained, settled)
    if isinstance(found, Refuted) and (turned := as_rows(trial.left, trial.right, trial.scope)) is not None:
        as_row = _judged(Trial(*turned, trial.scope), chained, settled)
        found = as_row if isinstance(as_row, Holds) else found
    if isinstance(found, Doubtful) and found.detail.startswith("bar "):
        further_on = _reaching(trial, chained, settled)
        return further_on if isinstance(further_on, Holds) else found
    if isinstance(found, Doubtful) and found.reason in HIDDEN:
        with_one = _with_a_variable(trial, chained, settled)
        return with_one if with_one and (found.reason in UNSAID or isinstance(with_one, Holds)) else found
    if isinstance(found, Doubtful) and found.reason == "evaluated-at":
        there = at_stated_point(trial.left, trial.right, trial.scope)
        return found if there is None else _judged(Trial(there[0], trial.right, there[1]), chained, settled)
    return _reaching(trial, chained, settled) or found if isinstance(found, Refuted) else found


def _reaching(trial: Trial, chained: bool, settled: bool) -> Verdict | None:
    """The verdict on a false claim where its signs reach further, if that is not false as well."""
    used = frozenset().union(*trial.dependence.variants)
    for claim in further(trial.left, trial.right, trial.scope, used):
        verdict = _judged(Trial(*claim), chained, settled)
        if not isinstance(verdict, Refuted):
            return verdict
    return None


def _judged(trial: Trial, chained: bool, settled: bool) -> Verdict:
    found = conventionally(trial) or _otherwise(trial)
    if found is not None:
        return found
    refuting = [attempt for attempt in trial.attempts if attempt.outcome == "different"]
    if refuting and not any(map(takes_for_numbers, trial.attempts)):
        assumed = with_symmetry(trial, refuting)
        if assumed is not None:
            return assumed
    return _settle(trial, refuting, chained, settled)


def _with_a_variable(trial: Trial, chained: bool, settled: bool) -> Verdict | None:
    """The verdict where nablas are taken by a variable that nobody writes, if that settles the claim."""
    if (function := spelled_out(trial.left, trial.right)) is not None:
        return Doubtful("undetermined-function", function)
    changed = with_variable(trial.left, trial.right, trial.scope)
    if changed is None:
        return None
    verdict = _judged(again := Trial(*changed), chained, settled)
    if any(squares_position(each.inference, each.trees or ()) for each in again.attempts if each.outcome == "equal"):
        return None
    if isinstance(verdict, Refuted):
        return verdict if speaks_of_functions_alone(trial.left, trial.right) else None
    return verdict if isinstance(verdict, Holds) or verdict.reason == "undetermined-function" else None


def verify_symmetric(left: Expr, right: Expr, scope: Scope) -> Holds | None:
    """Whether a claim that is true in numerator layout is true in the others for symmetric matrices."""
    trial = Trial(left, right, scope)
    for layout in ("denominator", "hybrid"):
        trial.search(layout)
    found = with_symmetry(trial, [attempt for attempt in trial.attempts if attempt.outcome == "different"])
    if found is None:
        return None
    # An author who transposes a matrix does not mean a symmetric one, unless it stands among symmetric ones.
    among = any(by_convention(key) or Property.SYMMETRIC in scope.of(key).properties for key in symbols((left, right)))
    transposed = any(key in scope.structured or f"{key}*" in scope.structured for key, _ in found.assumptions)
    return None if transposed and not among else found


def conventionally(trial: Trial) -> Holds | None:
    """The layouts in which the claim is true as convention reads it, and those in which that reading stays true."""
    found: dict[str, Attempt] = {}
    for layout in LAYOUTS:
        twin = _twin(layout, layout_kinds(trial.attempts))
        if twin is not None:
            found.update({layout: found[twin]} if twin in found else {})
            continue
        attempt = trial.conventional(layout)
        if attempt is not None:
            found[layout] = attempt
            if not layout_kinds(trial.attempts):
                return Holds(EVERY_LAYOUT)
        elif not layout_kinds(trial.attempts):
            return None
    return _in_other_layouts(trial, found) if found else None


def _otherwise(trial: Trial) -> Holds | None:
    """The layouts in which the first unconventional reading that fits makes the claim true."""
    for layout in LAYOUTS:
        if layout == "hybrid" and not layout_kinds(trial.attempts) and not trial.tensors():
            return None
        attempt = trial.search(layout)
        if attempt is not None:
            return _in_other_layouts(trial, {layout: attempt})
    return None


def _twin(layout: str, kinds: frozenset[str]) -> str | None:
    """A layout tried before that treats these kinds of derivative alike: hybrid gradients are those of denominator."""
    if layout == "hybrid" and kinds and kinds <= GRADIENTS:
        return "denominator"
    return "hybrid" if layout == "numerator" and kinds and not kinds & GRADIENTS else None


def _in_other_layouts(trial: Trial, found: dict[str, Attempt]) -> Holds:
    reading = next(iter(found.values())).inference.reading
    if reading.stacked or "row or column" in dict(reading.choices):
        return Holds(EVERY_LAYOUT)  # the order of such factors says nothing of how gradients are laid out
    for layout in LAYOUTS:
        twin = _twin(layout, layout_kinds(trial.attempts))
        if twin is not None:
            found.update({layout: found[twin]} if twin in found else {})
        elif layout not in found and (attempt := trial.like(reading, layout)) is not None:
            found[layout] = attempt
    kinds = layout_kinds(trial.attempts)
    choices = sum(question not in LAYOUT_QUESTIONS for question, _ in reading.choices)
    return Holds(frozenset(found) if kinds else EVERY_LAYOUT, kinds=kinds, choices=choices)


def _settle(trial: Trial, refuting: list[Attempt], chained: bool, settled: bool) -> Verdict:
    """No reading is true: false, unless some reading could not be followed or the claim is not determined."""
    near = [attempt for attempt in trial.attempts if not attempt.inference.reading.definitions & trial.scope.distant]
    unreadable = [attempt for attempt in near if attempt.outcome in ("unreadable", "unclear")]
    if refuting:
        if not any(may_refute(each) for each in refuting):
            return _acquitting([each for each in unreadable if each not in trial.tensors()]) or NOTHING_FITS
        refuting = [each for each in refuting if each in near and may_refute(each)]
        determined = [
            each
            for each in refuting
            if (brings_functions(each) if settled else undetermined(trial, each, chained)) is None
        ]
        if not determined:
            doubt = undetermined(trial, refuting[0], chained) if refuting else None
            return doubt or Doubtful("distant-definition")
        refuting = sorted(determined, key=_has_unknown_function)
        unreadable = [each for each in unreadable if not _leaves_out(each, refuting[0])]
        unreadable = [each for each in unreadable if not _is_taken_by_entries(each, refuting)]
        doubt = _acquitting(unreadable, refuting[0]) or innocent(trial, refuting[0])
        fullest = max(refuting, key=lambda each: len(each.inference.reading.definitions))
        if doubt is None and _unfolds_more(fullest, refuting[0]):
            doubt = innocent(trial, fullest)
        if doubt is not None:
            return doubt
        return refuted(trial, refuting, bool(one_sided(trial, refuting[0], chained)))
    for attempt in unreadable:
        if attempt.reason is not None and attempt.reason.reason == "no-dependence":
            unknown = states_unknown(trial.left, trial.right, attempt.inference.reading.definitions, trial.scope)
            if unknown is not None:
                return Doubtful("undetermined-function", unknown)
    if (doubt := _acquitting(unreadable[:1])) is not None:
        return NOTHING_FITS if _is_strained(trial, unreadable[0]) else doubt
    conflicts = [attempt for attempt in trial.attempts if attempt.conflict is not None]
    if conflicts and conflicts[0].conflict is not None:
        if conflicts[0].conflict.declared:
            return Refuted(conflict=conflicts[0].conflict, inference=conflicts[0].inference)
        return NOTHING_FITS
    return Doubtful("limit")


def _is_strained(trial: Trial, attempt: Attempt) -> bool:
    """Whether only a reading with two or more unusual choices meets a tensor, which is not why nothing fits."""
    unconventional = attempt in trial.tensors() and len(attempt.inference.reading.choices) > 1
    return unconventional and trial.attempts[0].conflict is not None


def _is_taken_by_entries(attempt: Attempt, refuting: list[Attempt]) -> bool:
    """Whether a function that divides by its argument is applied to a vector: each entry is meant, and that refutes."""
    definitions = attempt.inference.reading.definitions
    return (
        attempt.reason is not None
        and attempt.reason.reason == "division-by-a-matrix"
        and any(
            each.inference.reading.definitions == definitions
            and any(question.startswith("entrywise ") and answer for question, answer in each.inference.reading.choices)
            for each in refuting
        )
    )


def _acquitting(unreadable: list[Attempt], refuting: Attempt | None = None) -> Doubtful | None:
    """The first reading that could not be followed and is as conventional as the one that refutes."""
    for attempt in unreadable:
        choices, most = (each.inference.reading.choices for each in (attempt, refuting or attempt))
        acquits = takes_for_logistic(attempt.inference) or takes_for_numbers(attempt)
        if attempt.reason and (acquits or len(choices) <= len(most)):
            return Doubtful(attempt.reason.reason, attempt.reason.detail)
    return None


def _unfolds_more(attempt: Attempt, other: Attempt) -> bool:
    """Whether a reading uses all definitions of another one, and more."""
    return attempt.inference.reading.definitions > other.inference.reading.definitions


def takes_for_numbers(attempt: Attempt) -> bool:
    """Whether a reading makes a claim on matrices true that takes capitals for numbers."""
    return attempt.reason is not None and attempt.reason.detail == OR_NUMBERS


def _leaves_out(attempt: Attempt, refuting: Attempt) -> bool:
    r"""Whether a reading misses by what to differentiate only since it does not use the definitions that refute.

    With L = (y - w_1 x_1)^2, `\partial L / \partial w_1` of an L that nobody defines does not tell w_1 from w.
    """
    misses = attempt.is_for("no-dependence", "unknown-variable") and _unfolds_more(refuting, attempt)
    return misses and not _has_unknown_function(refuting)


def _has_unknown_function(attempt: Attempt) -> bool:
    return any(n.op in ("function", "elementwise function") for n in typed_nodes(*(attempt.trees or ())))
