r"""Taylor expansions that are right: exact where the functions are polynomials of the degree that they go up to.

`f(x + h) = f(x) + h^\top \nabla f(x) + O(\|h\|^2)` holds without its rest where f is affine, in all shapes.
"""

from __future__ import annotations

from mclint.document.classify import Step
from mclint.document.scope import Scope, symbols
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes
from mclint.values.draws import Draw
from mclint.values.evaluate import Evaluator
from mclint.values.readings import Trial
from mclint.values.verify import conventionally

BOUNDS = {"O": 1, "o": 0}  # how many powers the rest is beyond the highest derivative


class Polynomial(Trial):
    """A claim in which the functions that nobody defined are polynomials of a degree."""

    def __init__(self, left: Expr, right: Expr, scope: Scope, degree: int) -> None:
        self.degree = degree
        super().__init__(left, right, scope)

    def evaluator(self, inference: Inference, roots: tuple[Typed, ...], draw: Draw) -> Evaluator:
        """An evaluator that draws polynomials."""
        found = super().evaluator(inference, roots, draw)
        found.degree = self.degree
        return found


def keeps_its_promise(left: Expr, step: Step, right: Expr, scope: Scope, degree: int, point: Expr) -> bool:
    """Whether an expansion, `right` without its rest, is right up to its highest derivative, as convention reads it."""
    return _is_open(step, degree, point) and conventionally(Polynomial(left, right, scope, degree)) is not None


def _is_open(step: Step, degree: int, point: Expr) -> bool:
    r"""Whether an expansion says that it is none beyond its highest derivative: by `\approx`, dots or `O(h^2)`."""
    terms = step.right.args if isinstance(step.right, Apply) and step.right.op is Op.ADD else ()
    rests = [rest for term in terms if (rest := _beyond(term, point)) is not None]
    return rests == [degree] or rests == [0] or (not rests and step.sign.text != "=")


def _beyond(term: Expr, point: Expr) -> int | None:
    r"""The degree that a rest promises: 1 for `O(h^2)` and `o(h)`; 0 for dots, which promise none; -1 for nonsense."""
    if isinstance(term, Apply) and term.op is Op.DOTS:
        return 0
    if not (isinstance(term, Apply) and term.op in (Op.CALL, Op.PRODUCT) and isinstance(term.args[0], Name)):
        return None
    bound = BOUNDS.get(term.args[0].letter)
    if bound is None:
        return None
    if symbols(term.args[1:]) <= symbols((point,)):
        return -1  # the step is not in it
    powers = (n.args[1] for n in nodes(term) if isinstance(n, Apply) and n.op is Op.POWER)
    return max((int(each.value) for each in powers if isinstance(each, Number)), default=1) - bound
