r"""Claims that fail by themselves, held against the conditions that the text states before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mclint.document.classify import Step, StepKind, has_derivative, is_zero
from mclint.document.heads import head_of
from mclint.document.relating import orthogonality
from mclint.document.scope import Scope, symbols
from mclint.document.statement import Property, Relating
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.printer import latex
from mclint.syntax.tree import Apply, Expr, Name, Op, Sign, operators
from mclint.values.verdict import EVERY_LAYOUT, LAYOUTS, Doubtful, Holds, Refuted, Verdict
from mclint.values.verify import conventionally, judge

REACH = 12  # blocks behind a condition in which it may be meant
MOST = 2
LATEST = 30
HEADING = regex(r"\n\s{0,3}#{1,6}\s|\\(?:sub)*section\b|\\chapter\b")
SINCE = regex(r"\b(?:since|because|as|using|recall|recalling|with|from|by)(?: that)?$", re.I)
OPEN = {"undetermined-symbol", "condition", "assumption"}
# What a change of a value need not keep.
CURVED = frozenset(
    {
        Property.UNIT_NORM,
        Property.ORTHOGONAL,
        Property.ORTHONORMAL_COLUMNS,
        Property.ORTHONORMAL_ROWS,
        Property.IDEMPOTENT,
        Property.SUMS_TO_ONE,
        Property.ROWS_SUM_TO_ONE,
    }
)
Equation = tuple[Expr, Expr]
OF_CHANGES = {"undetermined-function", "evaluated-at"}  # what a differential of a symbol in conditions is


class Stated(NamedTuple):
    """A condition, and whether words say that it is one."""

    step: Step
    explicit: bool
    led: bool = False  # "since A v = c v": what follows may rest on it, and is not false by it

    @property
    def equation(self) -> Equation:
        """Its two sides; those of `[A, B] = 0` are products, `A = A^{-1}` is `A A = I`."""
        left, right = self.step.left, self.step.right
        if self.step.sign.text == "⊥":
            return orthogonality(left, right, self.step.span)
        if is_zero(right) and isinstance(left, Apply) and left.op is Op.ROW_LIST and len(left.args) == 2:
            return Apply(left.span, Op.PRODUCT, left.args), Apply(left.span, Op.PRODUCT, left.args[::-1])
        for one, other in ((left, right), (right, left)):
            if isinstance(other, Apply) and other.op is Op.INVERSE and other.args[0] == one:
                return Apply(left.span, Op.PRODUCT, (one, one)), Name(left.span, "I")
        return left, right


class Conditions:
    """The conditions met so far. A builder inside `review`."""

    def __init__(self, relations: Sequence[Relating]) -> None:
        self.stated: list[Stated] = []
        self.spoken = [Stated(_step(each), True) for each in relations]
        self.hopeless: set[Span] = set()  # those that no values were found for

    def add(self, step: Step) -> None:
        """Remember an equation that is no claim, unless it is one of derivatives."""
        if step.sign.text in ("=", "≡", "⊥") and not step.is_derivative:
            explicit = step.kind in (StepKind.CONDITION, StepKind.OTHER)
            led = SINCE.search(step.words.rstrip()[-30:]) is not None
            self.stated = [*self.stated[-LATEST:], Stated(step, explicit, led)]

    def verdict(self, step: Step, left: Expr, scope: Scope, found: Verdict) -> Verdict:
        """The verdict on a claim where the conditions hold that it may rest on, if that settles it."""
        if step.is_derivative or has_derivative(left):
            return self._of_changes(step, left, scope, found)
        if not (self.stated or self.spoken) or not _is_open(found):
            return found
        if step.kind is StepKind.LENIENT and head_of(step.left) is not None:
            return found  # a symbol is given another value
        about = list(self._about(step, left, scope))
        if isinstance(found, Doubtful):  # an equation that brings in symbols may be one more condition
            about = [each for each in about if each.explicit or each.led]
        near = [each for each in about if 0 <= step.block - each.step.block <= 1][:MOST]
        if isinstance(found, Doubtful):
            about = near
        if not about:
            return found
        from mclint.values.given import Given  # most notes have no claim that rests on a condition

        for group in dict.fromkeys(tuple(group) for group in (near, *([each] for each in about[:MOST])) if group):
            trial = Given(left, step.right, scope, tuple(each.equation for each in group))
            if trial.conventional(LAYOUTS[0]) is not None:
                alone = [each for each in group if len(group) > 1 and _is_enough(each, left, step.right, scope)]
                return Holds(EVERY_LAYOUT, given=_written(alone[:1] or group, scope))
            if any(each.outcome != "different" for each in trial.attempts):
                self.hopeless.update(each.step.span for each in group if len(group) == 1)
            elif group == tuple(near) and all(each.explicit for each in group) and _may_be_false(step):
                again = judge(trial, step.chained)
                if isinstance(again, Refuted):
                    return Refuted(again.left, again.right, None, inference=again.inference, given=True)
        return found

    def _of_changes(self, step: Step, left: Expr, scope: Scope, found: Verdict) -> Verdict:
        """The verdict on a claim with derivatives, where it is true for values and changes that fit the conditions."""
        if isinstance(found, Holds) or (isinstance(found, Doubtful) and found.reason not in OPEN | OF_CHANGES):
            return found
        keys = symbols((left, step.right))
        held = any(not scope.of(key).properties.isdisjoint(CURVED) for key in keys)
        if not (held or self.stated or self.spoken):
            return found
        from mclint.values.given import Given
        from mclint.values.implicit import implicit
        from mclint.values.in_time import in_time

        moves = any(Op.DIFFERENTIAL in operators(side) for side in (left, step.right)) or in_time((left, step.right))
        defined = list(implicit(left, step.right))
        about = [each for each in self._about(step, left, scope) if each.explicit or each.led or moves or defined]
        around = [each for each in about if 0 <= step.block - each.step.block <= 1][:MOST]
        near, given = [each.equation for each in around], _written(around, scope)
        sides = [left, step.right, *(side for each in near for side in each)]
        changing = in_time(sides)
        if not near and not (held and moves):
            return found
        first, second, *others = changing or sides
        conditions = tuple(zip(others[::2], others[1::2], strict=True))
        trials = (
            Given(first, second, scope, conditions, parameters) for parameters in ((False, True)[: 1 + bool(moves)])
        )
        holds = next((holds for trial in trials if (holds := conventionally(trial)) is not None), None)
        fixed = (Given(*claim, scope, tuple(near), True) for claim in defined if near)
        if holds is None and any(trial.conventional(LAYOUTS[0]) is not None for trial in fixed):
            return Holds(EVERY_LAYOUT, given=given)
        return found if holds is None else holds._replace(given=given)

    def _about(self, step: Step, left: Expr, scope: Scope) -> Iterator[Stated]:
        """The conditions on the symbols of a claim in its section, the latest first."""
        mine, text = symbols((left, step.right)), scope.mentioned.text
        said = [each for each in self.spoken if each.step.span.end < step.span.start]
        for each in sorted((*self.stated, *said), key=lambda one: one.step.span.start, reverse=True):
            shared = symbols(each.equation) & mine
            if not shared or each.step.span in self.hopeless or each.step.chain == step.chain:
                continue
            if step.block - each.step.block > REACH:
                return
            if {step.left, step.right} == set(each.equation):
                continue  # said again
            if any(each.step.block < scope.of(key).block for key in shared):
                continue  # declared anew since
            start, end = sorted((each.step.span.end, step.span.start))
            if not HEADING.search(text, start, end):
                yield each


def _step(said: Relating) -> Step:
    """What words state, as a step."""
    sign = Sign("=", said.span)
    return Step(said.left, said.right, sign, said.span, StepKind.CONDITION, -1, 0, said.block, True)


def _is_enough(condition: Stated, left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether a claim that rests on several conditions rests on this one alone."""
    from mclint.values.given import Given

    return Given(left, right, scope, (condition.equation,)).conventional(LAYOUTS[0]) is not None


def _written(conditions: Sequence[Stated], scope: Scope) -> tuple[str, ...]:
    """Conditions as the author writes them, or what words say of symbols together as an equation."""
    text = scope.mentioned.text
    return tuple(
        " = ".join(map(latex, each.equation))
        if each.step.chain < 0
        else text[each.step.span.start : each.step.span.end]
        for each in conditions
    )


def _may_be_false(step: Step) -> bool:
    """Whether an equation claims something: with a number on one side it states what the other is."""
    return step.kind is StepKind.CLAIM or all(symbols((side,)) for side in (step.left, step.right))


def _is_open(found: Verdict) -> bool:
    """Whether a verdict is one that conditions can change."""
    if isinstance(found, Refuted):
        return found.conflict is None
    return isinstance(found, Doubtful) and found.reason in OPEN
