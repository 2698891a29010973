"""Readings of a claim, tried one after another: what notation leaves open, from the conventional answer outward."""

from __future__ import annotations

import numpy as np

from mclint.document.einstein import capital_entries, with_sums
from mclint.document.instances import with_instances
from mclint.document.scope import Scope
from mclint.document.statement import Property
from mclint.shapes.arrangement import LAYOUTS
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Clashing, Conflict, Reading, Typed, Unreadable
from mclint.shapes.usage import Usage, survey
from mclint.syntax.tree import Derivative, Expr, Op, operators
from mclint.values import dual
from mclint.values.accidents import OR_NUMBERS, accident, breaks_a_norm, tells_parity, without_cases, without_numbers
from mclint.values.attempts import Attempt, differs, lists_entries
from mclint.values.dependence import Dependence, dependence, what_varies
from mclint.values.draws import DIFFERENT, DRAWS, TINY, Draw, are_equal, needs_positive, operations, tells_signs
from mclint.values.evaluate import Evaluator
from mclint.values.misreadings import has_bold_scalars
from mclint.values.nablas import in_pieces
from mclint.values.named import with_names
from mclint.values.pathways import labelled_functions, other_way, varied_in
from mclint.values.queue import Queue, clashing
from mclint.values.refuting import further
from mclint.values.verdict import by_convention

MOST_READINGS = 28
MOST_PER_VARIANT = 18
ASYMMETRIC = frozenset({Property.ASYMMETRIC})
BY_CASES = (Op.CASES, Op.INDICATOR)
STACKINGS = ("rows", "columns")
LAYOUT_QUESTIONS = {
    "derivative of a row",
    "vector by scalar",
    "nabla of a vector",
    "list orientation",
    "transposed jacobian by name",
    "transposed gradient by name",
}


class Trial:
    """All attempts at one claim: readings, layouts, assumptions. A builder inside `verify`."""

    def __init__(self, left: Expr, right: Expr, scope: Scope, beside: tuple[Expr, ...] = ()) -> None:
        if scope.einstein:
            left, right = with_sums(left), with_sums(right)
        left, right, *others = capital_entries((*in_pieces(left, right), *beside), scope)
        left, right, scope, names = with_names(left, right, with_instances(left, right, scope))
        self.left, self.right, self.scope = left, right, scope
        self.assumed: dict[str, frozenset[Property]] = {}
        self.known: dict[str, frozenset[Property]] = {}
        self.dependence: Dependence = dependence(left, right, scope, always=names, beside=tuple(others))
        # L grad h = 0 says something of L, though grad h may vanish where nothing is known of h
        self.hides_zero = self.dependence.has_derivative and not isinstance(left, Derivative)
        self.labelled: Dependence | None = None
        varied = (*varied_in((left, right)), *labelled_functions((left, right)))
        if any(Op.INDEX in operators(variable) for variable in varied):
            self.labelled = dependence(left, right, scope, always=None, beside=tuple(others))
        self.by_cases = any(not operators(root).isdisjoint(BY_CASES) for root in (left, right))
        self.usages: dict[frozenset[str], Usage] = {}
        self.attempts: list[Attempt] = []
        self.done: dict[Reading, Attempt] = {}

    def usage(self, definitions: frozenset[str]) -> Usage:
        """How the claim and the definitions that it uses treat their symbols."""
        if definitions not in self.usages:
            bodies = [self.scope.of(key).definitions[0].body for key in sorted(definitions)]
            self.usages[definitions] = survey([self.left, self.right, *bodies])
        return self.usages[definitions]

    def conventional(self, layout: str) -> Attempt | None:
        """The claim as convention reads it, in this layout; nothing where it is not true."""
        for definitions in self.dependence.variants:
            attempt = self.attempt(Reading(layout, False, definitions))
            if attempt.outcome == "equal":
                return attempt
        return None

    def search(self, layout: str) -> Attempt | None:
        """The first reading in this layout under which the claim is true; all attempts are kept."""
        for definitions in self.dependence.variants:
            queue = Queue()
            for _ in range(MOST_PER_VARIANT):
                choices = queue.take()
                if choices is None or len(self.done) >= 3 * MOST_READINGS:
                    break
                attempt = self.attempt(Reading(layout, False, definitions, choices))
                if attempt.outcome == "equal":
                    return attempt
                queue.extend(choices, further(attempt, self.dependence.has_derivative), clashing(attempt.conflict))
        others = [*([Reading(layout, True)] if self.labelled is not None else []), *self.nearer(layout)]
        vanished = [each for each in self.attempts if each.is_for("trivial", "no-dependence")]
        readings = dict.fromkeys(each.inference.reading._replace(layout=layout, varied=True) for each in vanished)
        others.extend([*readings][:3])
        listed = [each for each in self.attempts if lists_entries(each)]
        plain = [each.inference.reading for each in self.tensors() + listed if not each.inference.reading.choices]
        others.extend(
            dict.fromkeys(each._replace(layout=layout, stacked=way) for each in plain[:2] for way in STACKINGS)
        )
        for reading in others:
            attempt = self.attempt(reading)
            if attempt.outcome == "equal":
                return attempt
            self.attempts.remove(attempt)  # a reading that acquits, and refutes nothing
        return None

    def nearer(self, layout: str) -> list[Reading]:
        """What refutes may have used a definition too many or too few, as all are used or none: one, or all but one."""
        refuting = [each.inference.reading for each in self.attempts if each.outcome == "different"]
        if not refuting:
            return []
        variants = {*self.dependence.variants}
        near = {chosen - self.scope.distant for chosen in variants}
        readings = [Reading(layout, False, chosen) for chosen in sorted(near - variants, key=sorted)]
        usable = sorted(frozenset().union(*variants))[:4]
        parts = [part for key in usable for part in (frozenset({key}), frozenset(usable) - {key})]
        some = [part for part in dict.fromkeys(parts) if part not in variants | near]
        ways = dict.fromkeys(((), refuting[0].choices))
        return readings + [Reading(layout, False, chosen, choices) for choices in ways for chosen in some]

    def tensors(self) -> list[Attempt]:
        """The attempts that met a derivative with more than two axes."""
        return [each for each in self.attempts if each.is_for("tensor-derivative")]

    def like(self, reading: Reading, layout: str) -> Attempt | None:
        """The same reading in another layout, and the other answers to what only layouts leave open."""
        attempt = self.attempt(reading._replace(layout=layout))
        for question in sorted(attempt.inference.met):
            open_to_layouts = question in LAYOUT_QUESTIONS or question.startswith("scalar ")
            if open_to_layouts and attempt.outcome != "equal" and question not in dict(reading.choices):
                choices = tuple(sorted((*reading.choices, (question, 1))))
                other = self.attempt(reading._replace(layout=layout, choices=choices))
                attempt = other if other.outcome == "equal" else attempt
        return attempt if attempt.outcome == "equal" else None

    def attempt(self, reading: Reading) -> Attempt:
        """Infer and compare under one reading, once."""
        known = self.done.get(reading)
        if known is None:
            twin = self.alike(reading)
            known = self.done[reading] = twin.in_layout(reading.layout) if twin is not None else self._attempt(reading)
            self.attempts.append(known)
        return known

    def alike(self, reading: Reading) -> Attempt | None:
        """The attempt at the same reading in another layout, if nothing that it asked has another answer here."""
        others = (self.done.get(reading._replace(layout=other)) for other in LAYOUTS)
        return next((each for each in others if each is not None and reading.layout in each.inference.alike), None)

    def _attempt(self, reading: Reading) -> Attempt:
        known = self.labelled if reading.labels and self.labelled is not None else self.dependence
        depends = known.depends[reading.definitions]
        depends = what_varies((self.left, self.right), depends, self.scope) if reading.varied else depends
        inference = Inference(self.scope, self.usage(reading.definitions), reading, depends)
        try:
            left = inference.infer(self.left)
            right = inference.infer(self.right)
            inference.same_shape(left, right, "both sides have one shape", Clashing.SIDES, self.right.span)
            attempt = self.compare(inference, left, right)
            if attempt.outcome == "equal":
                attempt = self._unless_by_accident(attempt, depends)
            chosen = attempt.outcome == "equal" and reading.choices
            if chosen and has_bold_scalars(inference, (self.left, self.right), (left, right)):
                attempt = Attempt("conflict", inference)
        except Conflict as conflict:
            attempt = Attempt("conflict", inference, conflict=conflict.alone())
        except Unreadable as reason:
            attempt = Attempt("unreadable", inference, reason=reason.alone())
        except np.linalg.LinAlgError:
            attempt = Attempt("unreadable", inference, reason=Unreadable("domain", "singular matrix"))
        except ValueError as error:
            # Shapes that inference let through; the reason shows in coverage, and tests on real notes look for it.
            attempt = Attempt("unreadable", inference, reason=Unreadable("internal", str(error)[:60]))
        return attempt

    def _unless_by_accident(self, attempt: Attempt, depends: dict[str, tuple[Expr, ...]]) -> Attempt:
        """An attempt that came out equal, unless its reading makes the claim true by accident."""
        roots, inference = (self.left, self.right), attempt.inference
        assert attempt.trees is not None
        reason = accident(roots, inference, attempt.trees)
        if not reason and other_way(roots, inference.reading.definitions, depends, self.scope):
            reason = "no-dependence"
        if not reason and (usual := without_numbers(inference)) is not None:
            matrices = self.attempt(usual)
            inference.alike &= matrices.inference.alike
            if matrices.outcome == "different":
                return Attempt("unclear", inference, reason=Unreadable("ambiguous-shapes", OR_NUMBERS))
        if not reason and (wider := without_cases(roots, inference)) is not None:
            general = self.attempt(wider)
            inference.alike &= general.inference.alike
            reason = "" if general.outcome == "equal" else "special-case"
        return Attempt("unclear", inference, reason=Unreadable(reason)) if reason else attempt

    def compare(self, inference: Inference, left: Typed, right: Typed) -> Attempt:
        """Evaluate both sides; where a logarithm or root is undefined, once more with positive values."""
        best: Attempt | None = None
        computed = operations((left, right))
        tells, needs = tells_signs(computed), needs_positive(computed)
        for draw in DRAWS:
            if draw.small and not needs:
                break
            if draw.positive and not (needs or self.by_cases) and best is not None and best.is_for("trivial"):
                continue  # what vanishes for all numbers vanishes for positive ones
            try:
                attempt = self.sampled(inference, left, right, draw)
            except np.linalg.LinAlgError:
                # X^T X has an inverse only where X has as many rows as columns or more: try other sizes.
                attempt = Attempt("unclear", inference, reason=Unreadable("domain", "singular matrix"))
            if attempt.outcome == "equal":
                if not draw.turned and (attempt.vanishing or tells_parity(computed)):
                    attempt = self.with_other_sizes(attempt, left, right)
                if best is None and (self.by_cases or tells):
                    attempt = self.in_all_cases(attempt, left, right)
                best = attempt if best is None else _for_positive(best, attempt, draw, tells)
                break
            if best is None or best.outcome == "unclear":
                best = attempt
            if best.outcome == "different" and (self.by_cases or not needs):
                break
        assert best is not None
        best.trees = left, right
        return best

    def with_other_sizes(self, attempt: Attempt, left: Typed, right: Typed) -> Attempt:
        """Sides may vanish only where a matrix of orthonormal columns is wide, or be equal only where a size is odd."""
        try:
            again = self.sampled(attempt.inference, left, right, Draw(3, turned=True))
        except np.linalg.LinAlgError:
            return attempt
        return again if again.outcome in ("equal", "different") else attempt

    def in_all_cases(self, attempt: Attempt, left: Typed, right: Typed) -> Attempt:
        """An equality that tells cases apart must hold for more draws, so that each case occurs."""
        for seed in (4, 5, 6):
            again = self.sampled(attempt.inference, left, right, Draw(seed))
            if again.outcome == "different" and self.by_cases:
                return again
            if differs(again):
                return Attempt("unclear", attempt.inference, reason=Unreadable("domain", "positive values"))
        return attempt

    def evaluator(self, inference: Inference, roots: tuple[Typed, ...], draw: Draw) -> Evaluator:
        """An evaluator whose values have the properties that are stated or assumed."""
        properties = {key: self.stated(key) for key in (*inference.symbols, *inference.families)}
        for key, more in self.assumed.items():
            properties[key] = properties.get(key, frozenset()) | more
        return Evaluator(inference, roots, properties, draw.seed, draw.positive, draw.turned, draw.only, draw.small)

    def stated(self, key: str) -> frozenset[Property]:
        """What values a symbol can have, by what the text says or by convention."""
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = (self.scope.of(key).properties or by_convention(key)) - ASYMMETRIC
        return known

    def sampled(self, inference: Inference, left: Typed, right: Typed, draw: Draw) -> Attempt:
        """Compare both sides for one draw of values."""
        evaluator = self.evaluator(inference, (left, right), draw)
        with np.errstate(all="ignore"):  # infinite values
            a, b = dual.plain(evaluator.value(left)), dual.plain(evaluator.value(right))
            if a.shape != b.shape:
                a, b = np.broadcast_arrays(a, b)
            if a.shape[0] == 1:
                a, b = a[None], b[None]
            distance = np.abs(a - b).reshape(a.shape[0], -1).max(axis=1)
            size = np.maximum(np.abs(a), np.abs(b)).reshape(a.shape[0], -1).max(axis=1)
        largest = float(size.max())
        if not np.isfinite(largest + distance.sum()):
            return Attempt("unclear", inference, reason=Unreadable("domain", "undefined values"))
        hides_zero = self.hides_zero or inference.draws or "zero" not in (left.op, right.op)
        # What is symmetric or antisymmetric makes sides vanish but for rounding errors; without that it is an accident.
        if largest < (0.0 if any(evaluator.properties.values()) else TINY) + 1e-300 and hides_zero:
            return Attempt("unclear", inference, reason=Unreadable("trivial", "both sides vanish"))
        equal = are_equal(a, b, distance, size)
        if equal and breaks_a_norm(evaluator):
            return Attempt("unclear", inference, reason=Unreadable("condition"))
        if evaluator.misread or (equal and evaluator.vanished):
            return Attempt("unclear", inference, reason=Unreadable("no-dependence"))
        if equal:
            return Attempt("equal", inference, values=(a, b), vanishing=hides_zero and largest < TINY)
        if evaluator.everywhere and evaluator.directions:
            return Attempt("unclear", inference, reason=Unreadable("unknown-variable", "differential"))
        clear = distance > DIFFERENT * size
        if clear.all() or (self.by_cases and clear.any()):
            return Attempt("different", inference, values=(a, b))
        return Attempt("unclear", inference, reason=Unreadable("numerically-unclear"))


def _for_positive(before: Attempt, attempt: Attempt, draw: Draw, tells: bool) -> Attempt:
    """A claim that held for one draw, where it did not for those before: a root may be meant for positive numbers."""
    if not differs(before) or ((draw.positive or draw.small) and not tells):
        return attempt
    return Attempt("unclear", attempt.inference, reason=Unreadable("domain", "positive values"))
