"""The answer to somebody who asks for a derivative or a differential: its closed form, checked at random values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from mclint.derivation.asked import START, Request, RequestError, parsed
from mclint.derivation.derive import closed_form, total_change
from mclint.derivation.forms import Underivable
from mclint.document.scope import Facts, Scope, key_of
from mclint.records import NamedTuple
from mclint.shapes.dim import Compound, Dim, Shape, Size, Unknown, shape_text
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Conflict, Reading, Typed, Unreadable
from mclint.syntax.printer import latex
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, nodes
from mclint.values.attempts import Attempt
from mclint.values.readings import Trial

LETTERS = "nmpqklrs"  # for sizes that nobody names
UNREAD = {
    "norm": "of the norms, only the Euclidean, the Frobenius and the spectral one are read, and the 1-norm of vectors",
    "tensor-derivative": "its derivative has three or more axes, which no matrix holds; ask for that of vec(…)",
    "matrix-power": "a matrix has powers with whole numbers only",
    "power-of-a-vector": "a column has no powers; entry by entry they are written `x^{\\odot 2}`",
    "division-by-a-matrix": "nothing is divided by a matrix; write its inverse",
    "no-dependence": "the variable does not occur in it",
    "unknown-variable": "the variable does not occur in it",
    "special-function": "it has a function that mclint has no values of",
    "matrix-function": "the logarithm and the root of a matrix are not read",
    "infinite-sum": "it has a sum without an end",
    "undetermined-symbol": "it has a symbol that nothing says the size of; give it with --shape",
}


class Answer(NamedTuple):
    """A derivative: what was asked for, its closed form, that with shapes, and the shapes of its symbols and of itself.

    `by` is the shape of the variable, `residual` the largest relative difference to the exact derivative at random
    values, None where it has no values.
    """

    asked: Expr
    expression: Expr
    typed: Typed
    inference: Inference
    shapes: tuple[tuple[str, Shape], ...]
    shape: Shape
    by: Shape
    residual: float | None

    @property
    def latex(self) -> str:
        """The closed form as LaTeX."""
        return latex(self.expression)


def derive(request: Request, layout: str = "denominator", order: int = 1) -> Answer:
    """The derivative in closed form, in a layout; RequestError says why there is none."""
    by = request.variable
    if by is None:
        return _differential(request, layout)
    first = _derived(Derivative(START, request.body, (by,), Form.FRACTION), request, layout)
    if order == 1:
        return first
    if first.by == (1, 1):
        twice = Derivative(START, request.body, (by, by), Form.FRACTION)
        return _again(first, by, request, layout)._replace(asked=twice)
    asked = Derivative(START, request.body, (by,), Form.FRACTION)
    column = first if layout == "denominator" else _derived(asked, request, "denominator")
    if column.shape[1] != 1:
        raise RequestError("a second derivative in matrix form is one of a number by a vector or by a number")
    hessian = Derivative(START, request.body, (by, by), Form.HESSIAN)
    return _again(column, by, request, "numerator")._replace(asked=hessian)


def _again(first: Answer, by: Expr, request: Request, layout: str) -> Answer:
    """The derivative of a derivative, read as it is printed: then its parts have places of their own."""
    return _derived(
        Derivative(START, parsed(first.latex, "the first derivative"), (by,), Form.FRACTION), request, layout
    )


def _derived(asked: Derivative, request: Request, layout: str) -> Answer:
    attempt, scope = _with_sizes(asked, request.scope, layout)
    assert attempt.trees is not None
    typed, inference = attempt.trees[0], attempt.inference
    try:
        found = closed_form(inference, typed, asked)
    except Underivable as reason:
        raise RequestError(f"there is no closed form: {reason.reason}") from reason
    shape, by = inference.find(typed.shape), inference.find(typed.data[0].shape)
    return _checked(asked, found, inference, scope, shape, by)


def _differential(request: Request, layout: str) -> Answer:
    """The change of an expression with those of its symbols, or of the one that is named."""
    attempt, scope = _with_sizes(request.body, request.scope, layout)
    assert attempt.trees is not None
    typed, inference = attempt.trees[0], attempt.inference
    varied = frozenset({request.varied} if request.varied else inference.symbols)
    try:
        found = total_change(inference, typed, request.body, varied)
    except Underivable as reason:
        raise RequestError(f"there is no closed form: {reason.reason}") from reason
    inner = request.body
    bare = isinstance(inner, Name) or (isinstance(inner, Apply) and inner.op is Op.GROUP)
    asked = Apply(START, Op.DIFFERENTIAL, (inner if bare else Apply(START, Op.GROUP, (inner,)),))
    shape = inference.find(typed.shape)
    return _checked(asked, found, inference, scope, shape, (1, 1))


def _checked(asked: Expr, found: Expr, inference: Inference, scope: Scope, shape: Shape, by: Shape) -> Answer:
    """The closed form compared with what was asked for."""
    symbols = tuple((key, inference.find(each.shape)) for key, each in inference.symbols.items())
    trial = Trial(asked, found, scope)
    check = trial.attempt(inference.reading)
    if check.trees is None:
        check = trial.search(inference.reading.layout) or check
    if check.trees is None or check.outcome == "different":
        why = "" if scope.commutation else "; K is a commutation matrix in answers, so call the symbol otherwise"
        raise RequestError(f"the closed form `{latex(found)}` was found, but it cannot be checked{why}")
    return Answer(asked, found, check.trees[1], check.inference, symbols, shape, by, _residual(check))


def _with_sizes(asked: Expr, scope: Scope, layout: str) -> tuple[Attempt, Scope]:
    """The expression read, with a letter for each size that nobody names."""
    attempt = _read_in(asked, scope, layout)
    facts = _named(attempt.inference, scope)
    if facts == scope.facts:
        return attempt, scope
    sizes = {key_of(size) or "" for each in facts.values() for size in each[:2] if isinstance(size, Name)}
    named = replace(scope, facts=facts, sizes=scope.sizes | sizes)
    return _read_in(asked, named, layout), named


def _named(inference: Inference, scope: Scope) -> dict[str, Facts]:
    """What is known of the symbols, and names for their sizes."""
    shapes = {key: inference.find(each.shape) for key, each in inference.symbols.items()}
    taken = {*shapes, *scope.sizes, *_names(dim for shape in shapes.values() for dim in shape)}
    free = (letter for letter in LETTERS if letter not in taken)
    letters: dict[Dim, Expr] = {}
    facts = dict(scope.facts)
    for key, shape in shapes.items():
        if any(isinstance(dim, Unknown) for dim in shape) and scope.of(key).rows is None:
            for dim in shape:
                if dim not in letters and isinstance(dim, Unknown):
                    letters[dim] = Name(START, next(free, "n"))
            rows, columns = (letters.get(dim) or _size(dim) for dim in shape)
            if rows is not None and columns is not None:
                facts[key] = scope.of(key)._replace(rows=rows, columns=columns, because="named here", span=START)
    return facts


def _names(dims: Iterable[Dim]) -> Iterator[str]:
    """The names of sizes."""
    for dim in dims:
        if isinstance(dim, Size):
            yield dim.name
        elif isinstance(dim, Compound):
            yield from _names(dim.parts)


def _size(dim: Dim) -> Expr | None:
    """A number or a name as an expression."""
    if isinstance(dim, int):
        return Number(START, Fraction(dim))
    return Name(START, dim.name) if isinstance(dim, Size) and dim.name.isalpha() else None


def _read_in(asked: Expr, scope: Scope, layout: str) -> Attempt:
    """The first reading in which the shapes fit, derivatives of matrices by matrices as those of their columns."""
    trial = Trial(asked, asked, scope)
    plain: frozenset[str] = frozenset()
    trial.attempt(Reading(layout, False, plain))
    if trial.attempts[0].trees is None:
        trial.search(layout)
        trial.attempt(Reading(layout, False, plain, stacked="columns"))
    for attempt in trial.attempts:
        if attempt.trees is not None and attempt.inference.reading.stacked != "rows":
            return attempt
    first = trial.attempts[0]
    if first.conflict is not None:
        raise RequestError(_clash(first.conflict, asked))
    raise RequestError(_unread(first.reason))


def _clash(conflict: Conflict, asked: Expr) -> str:
    """What has which shape where two of them do not fit."""
    body = asked.body if isinstance(asked, Derivative) else asked
    places = {node.span: node for node in reversed(nodes(body))}
    met = [each for each in (conflict.left, conflict.right) if each is not None]
    parts = [
        f"`{latex(places[each.span])}` is {shape_text(shape)}"
        for each, shape in zip(met, conflict.shapes, strict=False)
        if each.span in places
    ]
    if len(parts) == len(conflict.shapes):
        return f"the shapes do not fit: {' and '.join(parts)}"
    return f"the shapes do not fit: {' and '.join(map(shape_text, conflict.shapes))} meet in `{latex(body)}`"


def _unread(reason: Unreadable | None) -> str:
    """Why an expression has no meaning here."""
    code = reason.reason if reason else ""
    if reason and reason.detail == "missing":
        return "the expression cannot be read: something is missing beside a sign"
    words = UNREAD.get(code) or " ".join(filter(None, (code.replace("-", " "), reason.detail if reason else "")))
    return f"the expression cannot be read: {words or 'nothing says its sizes; give them with --shape'}"


def _residual(check: Attempt) -> float | None:
    """How far the closed form is from the exact derivative, at random values."""
    if check.values is None:
        return None
    left, right = check.values
    size = max(float(np.abs(left).max()), float(np.abs(right).max()))
    return float(np.abs(left - right).max()) / size if size else 0.0
