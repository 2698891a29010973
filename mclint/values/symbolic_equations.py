"""The equations of a document for those who go on with sympy; sympy is imported when a side is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mclint.document.classify import Step, StepKind
from mclint.document.document import Document
from mclint.document.scope import Scope
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Reading, Typed
from mclint.span import Span
from mclint.values.attempts import Attempt
from mclint.values.readings import Trial
from mclint.values.verdict import LAYOUTS

if TYPE_CHECKING:
    from mclint.values.symbolic import Expression

EQUALITIES = {"=", ":=", "≡"}


class ReadStep:
    """An equation step and the reading of it, which is looked for once, when it is first needed."""

    def __init__(self, step: Step, scope: Scope) -> None:
        self.step, self.scope = step, scope

    @cached_property
    def attempt(self) -> Attempt:
        """A reading in which the equation is true, otherwise the first one in which its shapes fit."""
        trial = Trial(self.step.left, self.step.right, self.scope)
        plain: frozenset[str] = frozenset()
        if self.step.kind is StepKind.DEFINITION and plain in trial.dependence.depends:
            trial.attempt(Reading(definitions=plain))  # what is being defined is not replaced by its own value
        elif any(trial.search(layout) for layout in LAYOUTS):
            return trial.attempts[-1]
        return next((each for each in trial.attempts if each.trees is not None), trial.attempts[0])

    def typed(self) -> tuple[tuple[Typed, Typed], Inference]:
        """Both sides with their shapes; raises Untranslatable where no reading could be followed."""
        from mclint.values.symbolic import Untranslatable

        attempt = self.attempt
        if attempt.trees is None:
            raise Untranslatable(f"shapes of a {attempt.conflict}" if attempt.conflict else str(attempt.reason))
        return attempt.trees, attempt.inference


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equation, and where it stands."""

    latex: str
    span: Span
    read: ReadStep = field(repr=False, compare=False)
    place: int = field(repr=False, compare=False)

    def to_sympy(self, **assumptions: bool) -> Expression:
        """The side in sympy, its symbols with their inferred sizes; Untranslatable says what sympy has no word for.

        `assumptions` hold for every scalar symbol: `to_sympy(real=True)`.
        """
        from mclint.values.symbolic import to_sympy

        trees, inference = self.read.typed()
        return to_sympy(trees[self.place], inference, trees[1 - self.place], **assumptions)


@dataclass(frozen=True, slots=True)
class SymbolicEquation:
    """An equation step of a document: `lhs = rhs`."""

    latex: str
    span: Span
    lhs: Side
    rhs: Side


def symbolic_equations(document: Document) -> list[SymbolicEquation]:
    """The equation steps of a document in the order of the text."""
    found = []
    for step, scope in document.steps:
        if step.sign.text in EQUALITIES:
            read = ReadStep(step, scope)
            left, right = (
                Side(_latex(document, side.span), side.span, read, place)
                for place, side in enumerate((step.left, step.right))
            )
            found.append(SymbolicEquation(_latex(document, step.span), step.span, left, right))
    return found


def _latex(document: Document, span: Span) -> str:
    return " ".join(document.source.slice(span).split())
