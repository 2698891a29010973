"""Every equation step of a document with its verdict: what the checks and `mclint coverage` look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mclint.document.classify import (
    EQUALITIES,
    Step,
    StepKind,
    is_condition_word,
    is_unread,
    is_zero,
    parts_alone,
)
from mclint.document.document import Document
from mclint.document.equations import property_of_equation
from mclint.document.heads import definition_of, head_of
from mclint.document.index_faults import Fault, faults
from mclint.document.quoted import is_quoted, is_sized
from mclint.document.scope import Scope, key_of, symbols, without_shapes
from mclint.document.statement import Property, Relating
from mclint.records import NamedTuple
from mclint.shapes.check import conflict_of, is_near, symbols_of
from mclint.shapes.dim import Size
from mclint.shapes.ranks import Misfit
from mclint.shapes.typed import Clashing, Conflict
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Op
from mclint.values.annotated import symmetric_above
from mclint.values.chains import strays, trials_of, turns
from mclint.values.clashes import excused, may_be_call, meant_anew, variables_elsewhere
from mclint.values.demands import Demand, demand, normalised, rests_on, unsolved
from mclint.values.hindsight import (
    Result,
    conditions_behind,
    constant_numerators,
    describes_set,
    only_in_numerator_layout,
    tensor_derivatives,
    with_faults,
    without_copies,
    without_unexplained,
    without_withdrawn,
)
from mclint.values.misfits import Finder
from mclint.values.pathways import moving
from mclint.values.records import Equation, equation_of
from mclint.values.restated import restated
from mclint.values.resting import Conditions
from mclint.values.special_claims import with_special_claims
from mclint.values.stationary import without_factors
from mclint.values.taken_over import with_values_taken_over
from mclint.values.verdict import Doubtful, Holds, Refuted, Verdict, conventional
from mclint.values.verify import conventionally, judge, verify


class Review(NamedTuple):
    """A document, verified."""

    document: Document
    results: tuple[Result, ...]
    lone_conflicts: tuple[tuple[Conflict, Scope], ...]
    layout: str = "auto"
    lone_faults: tuple[Fault, ...] = ()
    lone_misfits: tuple[Misfit, ...] = ()

    def claims(self) -> Iterator[tuple[Result, Holds]]:
        """The claims that hold, in the order of the text."""
        for result in self.results:
            if isinstance(result.verdict, Holds):
                yield result, result.verdict

    def equations(self) -> list[Equation]:
        """The records of `mclint coverage`."""
        return [equation_of(self.document, result) for result in self.results]


def review(document: Document, layout: str = "auto") -> Review:
    """Verify every claim of a document."""
    reviewer = _Reviewer([each.span for each in document.directives if each.kind == "let"], document.spoken.relations)
    for behind in conditions_behind(document):
        reviewer.conditions.append(demand(behind))
        reviewer.stated.add(behind)
    results: list[Result] = []
    for _, steps in groupby(document.steps, key=lambda pair: pair[0].chain):
        results.extend(reviewer.chain(list(steps)))
    results = restated(with_values_taken_over(with_special_claims(results)))
    results = only_in_numerator_layout(results, document.spoken.layouts, layout)
    results = without_factors(without_unexplained(constant_numerators(tensor_derivatives(results), document)))
    found = faults(document)
    finder = Finder(document)
    results = without_copies(finder.results(with_faults(without_withdrawn(results, document), found.of_steps)))
    return Review(document, tuple(results), tuple(reviewer.lone(document)), layout, found.alone, tuple(finder.lone()))


class _Reviewer:
    """Walks the chains; remembers which shape conflicts were told. A builder inside `review`."""

    def __init__(self, comments: Sequence[Span], relations: Sequence[Relating]) -> None:
        self.comments = comments  # that state facts
        self.demands: list[set[str]] = []  # symbols of conditions that a comment states for all that follows
        self.told: list[tuple[frozenset[Size], set[str]]] = []  # sizes that clashed, and the symbols they belong to
        self.conditions: list[Demand] = []  # that a claim beside them may rest on
        self.stated = Conditions(relations)
        self.normalised: set[str] = set()  # what adds up to one

    def chain(self, steps: list[tuple[Step, Scope]]) -> list[Result]:
        """Each part of a chain is held against the last part that is right."""
        right_parts: list[Expr] = [steps[0][0].left]
        results: list[Result] = []
        demanded = False
        for step, scope in steps:
            if step.kind in (StepKind.CLAIM, StepKind.LENIENT) and step.sign.text in ("=", ":=", "≡"):
                before = results[-1] if results else None
                result = self.inside(self.claim(step, scope, right_parts, demanded, before))
                reason = result.verdict.reason if isinstance(result.verdict, Doubtful) else ""
                demanded |= reason in NEW
                if result.status != "wrong" and reason in ("", "undetermined-function"):
                    right_parts.append(step.right)
                results.append(result)
                continue
            defines = step.kind is StepKind.DEFINITION and is_unread(step.right) is None
            if defines or step.sign.text not in EQUALITIES:
                right_parts = [step.right]
            if step.sign.text not in ("=", ":=", "≡"):
                right_parts = [step.right]  # a < b = c says nothing of a and c
            results.append(self.statement(step, scope, steps[0][0].left))
        return strays(results)

    def statement(self, step: Step, scope: Scope, first: Expr) -> Result:
        """A definition, condition or declaration: its shapes must agree."""
        stated = any(property_of_equation(left, step.right) is not None for left in (step.left, first))
        if step.kind is StepKind.CONDITION and not stated:
            self.stated.add(step)
            self.conditions.append(demand(step))
            self.normalised |= {key for key in (normalised(step),) if key is not None}
            if any(step.span.overlaps(each) for each in self.comments):
                self.demands.append(symbols((step.left, step.right)))
        led = step.sign.text in EQUALITIES and is_condition_word(step.words)
        if step.kind is StepKind.OTHER and (led or step.sign.text == "⊥"):
            self.stated.add(step)  # A = A^{-1}
            self.conditions.append(demand(step))
        if step.kind in (StepKind.DECLARATION, StepKind.OTHER) and step.sign.text not in ("≈", "∝", "≤", "≥", "<", ">"):
            value = (step.right,) if step.kind is StepKind.OTHER and step.sign.text in UPDATES else ()
            conflict = self.new_conflict(conflict_of(value, scope, False), scope, step.block)
            return Result(step, scope, step.left, "wrong" if conflict else "read", conflict=conflict)
        # h may be a size in one line and a vector in the next.
        related = step.sign.text in ("=", ":=", "≡") and head_of(step.left) not in scope.sizes
        related = related and not may_be_call(step.left)
        if step.kind is StepKind.DEFINITION and isinstance(step.right, Apply) and step.right.op in WRITTEN_OUT:
            related = False  # rows and columns written out are often a sketch
        local = without_shapes(scope, _parameters(step)) if step.kind is StepKind.DEFINITION else scope
        conflict = self.new_conflict(conflict_of((step.left, step.right), local, related), scope, step.block)
        return Result(step, scope, step.left, "wrong" if conflict else "read", conflict=conflict)

    def claim(self, step: Step, scope: Scope, right_parts: list[Expr], demanded: bool, before: Result | None) -> Result:
        """Verify a step against the part before it, and where that fails against earlier parts that are right.

        Where the chain demands something of its symbols (`\\lambda v = A v`), the earlier parts cannot refute. A part
        that is wrong already refutes nothing. What holds in another layout than the part before is its transpose.
        """
        scope = unsolved(step, scope)
        trials = trials_of(step, scope, right_parts, before)
        for left, trial in trials:
            if (holds := conventionally(trial)) is not None and not turns(before, holds, left):
                return self._told(step, scope, left, holds)
        left, trial = trials[0]
        verdict = judge(trial, step.chained)
        for anchor, trial in trials[1:]:
            if isinstance(verdict, Holds):
                break
            other = judge(trial, True)
            refutes = isinstance(verdict, Doubtful) and isinstance(other, Refuted) and not demanded
            refutes = refutes and moving({step.left}) <= moving({anchor, step.right})
            if (isinstance(other, Holds) and not turns(before, other, anchor)) or refutes:
                verdict, left = other, anchor
        if isinstance(verdict, Refuted) and verdict.conflict is not None:
            verdict = excused(verdict.conflict, left, step) or verdict
        if isinstance(verdict, Refuted) and verdict.conflict is not None and not _is_open(step, verdict.conflict):
            # A variable that was declared elsewhere may be meant anew: "for all A, the derivative of x^T A by x is A".
            anew = verify(left, step.right, without_shapes(scope, variables_elsewhere(step, scope)), step.chained)
            if isinstance(anew, Holds):
                return self._told(step, scope, left, anew)
            conflict = self.new_conflict(verdict.conflict, scope, step.block)
            if conflict is not None:
                return Result(step, scope, left, "wrong", verdict, conflict)
            relaxed = without_shapes(scope, symbols_of(verdict.conflict))
            verdict = verify(left, step.right, relaxed, step.chained)
            if isinstance(verdict, Refuted):
                verdict = Doubtful("shapes-disagree", "an earlier finding leaves these shapes open")
        if isinstance(verdict, Doubtful) and verdict.reason in UNFIT:
            verdict = meant_anew(left, step, scope) or verdict
        return self._told(step, scope, left, verdict)

    def inside(self, result: Result) -> Result:
        """A claim that is not decided, with the clash of shapes that each reading of one of its parts has."""
        if not isinstance(result.verdict, Doubtful):
            return result
        for part in parts_alone(result.step):
            conflict = conflict_of((part,), result.scope, False)
            if conflict is None or conflict.kind not in (Clashing.PRODUCT, Clashing.SUM):
                continue
            if self.new_conflict(conflict, result.scope, result.step.block) is not None:
                return result._replace(status="wrong", conflict=conflict, reason="")
        return result

    def _told(self, step: Step, scope: Scope, left: Expr, verdict: Verdict) -> Result:
        verdict = self.stated.verdict(step, left, scope, verdict)
        # What holds for all values of a symbol that one side lacks, or for none, is no condition on it.
        claims = isinstance(verdict, Refuted) and (
            verdict.given or (verdict.one_sided and head_of(step.left) is None and bool(symbols((step.right,))))
        )
        lenient = step.kind is StepKind.LENIENT and not isinstance(verdict, Holds) and not claims
        if lenient and head_of(step.left) is None and not is_zero(step.right):
            self.conditions.append(demand(step))
        if isinstance(verdict, Holds):
            if step.kind is StepKind.LENIENT and _is_restated(step, scope):
                return Result(step, scope, left, "read", None, reason="stated before")
            assumed = [
                f"{key} is {what.value}"
                for key, what in verdict.assumptions
                if not symmetric_above(step, scope, key, what)
                and (not conventional(key, what) or Property.ORTHOGONAL in scope.of(key).properties)
            ]
            if assumed:
                return Result(
                    step, scope, left, "skipped", verdict, reason=f"unstated-assumption: {', '.join(assumed)}"
                )
            return Result(step, scope, left, "verified", verdict)
        if isinstance(verdict, Doubtful):
            says = verdict.reason == "undetermined-function" or (verdict.reason == "set" and describes_set(step))
            read = step.kind is StepKind.LENIENT or says
            reason = f"{verdict.reason}: {verdict.detail}" if verdict.detail else verdict.reason
            if read:
                self.stated.add(step)
            return Result(step, scope, left, "read" if read else "skipped", verdict, reason=reason)
        if lenient:
            self.stated.add(step)
            return Result(step, scope, left, "read", None, reason="condition" if is_zero(step.right) else "")
        if not verdict.given and (self.conditional(step) or rests_on(self.normalised, step, scope)):
            return Result(step, scope, left, "skipped", None, reason="depends-on-condition")
        return Result(step, scope, left, "wrong", verdict)

    def conditional(self, step: Step) -> bool:
        """Whether a condition just before a claim, or one that a comment states, speaks of its symbols."""
        mine = symbols((step.left, step.right))
        return any(demanded <= mine for demanded in self.demands) or any(
            step.block - 1 <= each.block <= step.block and each.speaks_of(step.left, step.right)
            for each in self.conditions
        )

    def new_conflict(self, conflict: Conflict | None, scope: Scope, block: int) -> Conflict | None:
        """A conflict that was not told before: after it both sizes are broken and agree with everything."""
        if conflict is None or not conflict.declared or not is_near(conflict, scope, block):
            return None
        sizes = frozenset(dim for shape in conflict.shapes for dim in shape if isinstance(dim, Size))
        names = symbols_of(conflict)
        if any(sizes == before and names <= others for before, others in self.told):
            return None
        self.told.append((sizes, names))
        return conflict

    def lone(self, document: Document) -> Iterator[tuple[Conflict, Scope]]:
        """Expressions without a relation, such as a trace of a vector in running text."""
        for expr, scope, block in document.lone:
            conflict = self.new_conflict(conflict_of((expr,), scope, False), scope, block)
            if conflict is None or is_sized(document.pieces, expr.span):
                continue
            if not is_quoted(document.pieces, expr.span):
                yield conflict, scope


# A step that is left in doubt for one of these may demand something of its symbols that the others do not know.
NEW = {"undetermined-symbol", "undetermined-function", "condition", "evaluated-at"}
UPDATES = ("=", ":=", "≡", "←")  # W ← W - X, whose sides need not be of one shape
UNFIT = {"ambiguous-shapes", "index-range", "division-by-a-matrix", "distant-definition"}  # may be of another section
WRITTEN_OUT = (Op.MATRIX, Op.LIST, Op.ROW_LIST)


def _is_open(step: Step, conflict: Conflict) -> bool:
    """Whether a clash may only mean that a symbol is defined anew; an expression set to zero must fit itself."""
    return step.kind is StepKind.LENIENT and (conflict.kind is Clashing.SIDES or not is_zero(step.right))


def _is_restated(step: Step, scope: Scope) -> bool:
    """Whether this definition was stated before, of the same sample or of another one."""
    known = scope.of(head_of(step.left) or "").definitions
    again = definition_of(step.left, step.right, step.span) if known else None
    return again is not None and any(each.body in (step.right, again.body) for each in known)


def _parameters(step: Step) -> set[str]:
    """The parameters of `f(x) = …`, whose sizes are their own."""
    if isinstance(step.left, Apply) and step.left.op is Op.CALL:
        return {key for argument in step.left.args[1:] if (key := key_of(argument)) is not None}
    return set()
