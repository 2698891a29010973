"""What somebody asks to differentiate: an expression in LaTeX, the variable, shapes and properties of symbols."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from mclint.derivation.derive import closed_form
from mclint.derivation.forms import Underivable
from mclint.document.letters import acting_symbols, transposed_symbols
from mclint.document.scope import Facts, Scope, key_of
from mclint.document.statement import Property
from mclint.records import NamedTuple
from mclint.shapes.dim import Shape, shape_text
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Conflict, Reading, Typed
from mclint.span import Span
from mclint.syntax.parser import parse_text
from mclint.syntax.printer import latex
from mclint.syntax.tree import Derivative, Expr, Form, Name, Number, Opaque, Relation, nodes
from mclint.values.attempts import Attempt
from mclint.values.readings import Trial

START = Span(0, 0)
PROPERTIES = {each.value: each for each in Property}


class RequestError(ValueError):
    """What was asked for cannot be read or has no closed form; the message is one sentence."""


class Request(NamedTuple):
    """An expression and its variable, read, with what is known of its symbols."""

    body: Expr
    variable: Expr
    scope: Scope


class Answer(NamedTuple):
    """A derivative: what was asked for, its closed form, that with shapes, and the shapes of its symbols and of itself.

    `by` is the shape of the variable, `residual` the largest relative difference to the exact derivative at random
    values, None where it has no values.
    """

    asked: Derivative
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


def read(expression: str, variable: str, shapes: Sequence[str] = (), assumptions: Sequence[str] = ()) -> Request:
    """Read what is asked for; RequestError names what cannot be read."""
    body, by = _read(expression, "the expression"), _read(variable, "the variable")
    if key_of(by) is None:
        raise RequestError(f"`{variable}` is no symbol to differentiate by")
    facts: dict[str, Facts] = {}
    sizes: set[str] = set()
    for each in shapes:
        key, rows, columns = _shape(each)
        facts[key] = Facts(rows=rows, columns=columns, because="--shape says so", span=START)
        sizes |= {key_of(size) or "" for size in (rows, columns) if isinstance(size, Name)}
    for each in assumptions:
        key, properties = _assumption(each)
        known = facts.get(key, Facts())
        facts[key] = known._replace(properties=known.properties | properties)
    roots = [Relation(START, (body,), ())]
    scope = Scope(facts, frozenset(sizes), structured=transposed_symbols(roots), acting=acting_symbols(roots))
    return Request(body, by, scope)


def _read(text: str, what: str) -> Expr:
    parsed = parse_text(text)
    relations = [formula.relation for formula in parsed.formulas]
    for problem in parsed.problems:
        raise RequestError(f"{what} `{text}` cannot be read: {problem.message} (column {problem.span.start + 1})")
    if len(relations) != 1 or relations[0].signs:
        raise RequestError(f"{what} must be one expression without a relation sign, not `{text}`")
    expr = relations[0].parts[0]
    for node in nodes(expr):
        if isinstance(node, Opaque):
            raise RequestError(f"{what} has `{node.text}`, which is not read here (column {node.span.start + 1})")
    return expr


def _shape(text: str) -> tuple[str, Expr, Expr]:
    """`A=m,n` and `x=n`: a symbol with its rows and columns."""
    name, sign, sizes = text.partition("=")
    parts = [part.strip() for part in sizes.split(",")]
    key = key_of(_read(name, "the symbol")) if name.strip() else None
    if not sign or key is None or not 1 <= len(parts) <= 2 or not all(parts):
        raise RequestError(f"a shape is written as `A=m,n` or `x=n`, not `{text}`")
    rows = _read(parts[0], "the size")
    return key, rows, _read(parts[1], "the size") if len(parts) == 2 else Number(START, Fraction(1))


def _assumption(text: str) -> tuple[str, frozenset[Property]]:
    """`A=symmetric`: a symbol with its properties, by commas."""
    name, _, words = text.partition("=")
    key = key_of(_read(name, "the symbol")) if name.strip() else None
    found = [word.strip() for word in words.split(",")]
    unknown = [word for word in found if word not in PROPERTIES]
    if key is None or unknown:
        known = ", ".join(PROPERTIES)
        raise RequestError(f"an assumption is written as `A=symmetric`, with one of: {known}; not `{text}`")
    return key, frozenset(PROPERTIES[word] for word in found)


def derive(request: Request, layout: str = "denominator", order: int = 1) -> Answer:
    """The derivative in closed form, in a layout; RequestError says why there is none."""
    by = request.variable
    first = _derived(Derivative(START, request.body, (by,), Form.FRACTION), request, layout)
    if order == 1:
        return first
    if first.by == (1, 1):
        twice = Derivative(START, request.body, (by, by), Form.FRACTION)
        return _derived(Derivative(START, first.expression, (by,), Form.FRACTION), request, layout)._replace(
            asked=twice
        )
    column = first if layout == "denominator" else _derived(first.asked, request, "denominator")
    if column.shape[1] != 1:
        raise RequestError("a second derivative in matrix form is one of a number by a vector or by a number")
    found = _derived(Derivative(START, column.expression, (by,), Form.FRACTION), request, "numerator")
    return found._replace(asked=Derivative(START, request.body, (by, by), Form.HESSIAN))


def _derived(asked: Derivative, request: Request, layout: str) -> Answer:
    attempt = _read_in(asked, request.scope, layout)
    assert attempt.trees is not None
    typed, inference = attempt.trees[0], attempt.inference
    try:
        found = closed_form(inference, typed, asked)
    except Underivable as reason:
        raise RequestError(f"there is no closed form: {reason.reason}") from reason
    symbols = tuple((key, inference.find(each.shape)) for key, each in inference.symbols.items())
    shape, by = inference.find(typed.shape), inference.find(typed.data[0].shape)
    trial = Trial(asked, found, request.scope)
    check = trial.attempt(inference.reading)
    if check.trees is None:
        check = trial.search(layout) or check
    if check.trees is None or check.outcome == "different":
        raise RequestError("there is no closed form that can be checked")
    return Answer(asked, found, check.trees[1], check.inference, symbols, shape, by, _residual(check))


def _read_in(asked: Derivative, scope: Scope, layout: str) -> Attempt:
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
    if isinstance(first.conflict, Conflict):
        met = " and ".join(shape_text(shape) for shape in first.conflict.shapes)
        raise RequestError(f"the shapes do not fit: {met} meet in `{latex(asked.body)}`")
    raise RequestError(
        f"the expression cannot be read: {first.reason.reason if first.reason else 'its shapes are open'}"
    )


def _residual(check: Attempt) -> float | None:
    """How far the closed form is from the exact derivative, at random values."""
    if check.values is None:
        return None
    left, right = check.values
    size = max(float(np.abs(left).max()), float(np.abs(right).max()))
    return float(np.abs(left - right).max()) / size if size else 0.0
