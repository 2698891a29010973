"""Shapes of calls: what a function gives, defined or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.document.scope import Definition, base_of, key_of
from mclint.document.statement import Rank
from mclint.shapes.deviations import parameters_of_variance
from mclint.shapes.dim import Shape
from mclint.shapes.linear_maps import applied
from mclint.shapes.partials import entries_for
from mclint.shapes.special import SPECIAL_FUNCTIONS, special
from mclint.shapes.typed import Clashing, Conflict, Kind, Typed, Unreadable
from mclint.shapes.usage import Use, is_capital
from mclint.syntax.tree import Apply, Expr, Name, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

DENSITIES = frozenset("pqP")  # p(x) is not p(x, y) with y as it is
RANKED = {
    Rank.SCALAR: Kind.SCALAR,
    Rank.VECTOR: Kind.COLUMN,
    Rank.MATRIX: Kind.MATRIX,
    Rank.SQUARE: Kind.SQUARE,
}


def call(inference: Inference, node: Apply) -> Typed:
    """f(x): a defined function with its argument put in, a function of unknown form, or y(x) for y."""
    head, *arguments = node.args
    key = key_of(head)
    if key is None:
        return applied(inference, node)
    if _is_of_itself(head, arguments):
        raise Unreadable("unsupported-notation", "a function of itself")
    facts = inference.scope.of(key)
    if key in SPECIAL_FUNCTIONS and not facts.definitions:
        return special(inference, key, arguments, node)
    if key in inference.parameters:
        raise Unreadable("unsupported-notation", "function as a parameter")
    if facts.is_operator:
        raise Unreadable("operator", key)
    definition = facts.definitions[0] if facts.definitions and key in inference.reading.definitions else None
    arguments = arguments if definition is None else _completed(inference, head, definition, arguments)
    if definition is not None and len(definition.parameters) == len(arguments):
        arguments = parameters_of_variance(inference, key, definition, arguments)
        return _applied(inference, key, definition, [inference.infer(a) for a in arguments], node)
    typed = [inference.infer(argument) for argument in (*_flat(arguments), *_below(inference, head))]
    if not typed:
        raise Unreadable("unsupported-notation", "call")
    if _takes_columns(inference, key) and inference.find(typed[0].shape)[1] != 1:
        raise Unreadable("function-of-rows", key)
    kinds = _call_kinds(inference, head, key, typed)
    kind = kinds[min(inference.choose(f"kind {key}()", len(kinds)), len(kinds) - 1)] if len(kinds) > 1 else kinds[0]
    if len(typed) == 1 and _may_be_logistic(inference, key) and inference.choose(f"logistic {key}", 2) == 1:
        inference.indirect = True  # another function may be meant
        return Typed("sigmoid", (typed[0],), typed[0].shape, node.span)
    if kind is Kind.ELEMENTWISE:
        return Typed("elementwise function", (typed[0],), typed[0].shape, node.span, key)
    known = inference.symbols.get(f"{key}()")
    if known is None:
        shape = _shape_of_values(inference, key, kind, node)
        known = inference.symbols[f"{key}()"] = Typed("function", (), shape, node.span, key)
    return Typed("function", tuple(typed), known.shape, node.span, key)


def _shape_of_values(inference: Inference, key: str, kind: Kind, node: Apply) -> Shape:
    """The declared shape, or that of the symbol where it also stands alone: A is short for A(t)."""
    if inference.scope.of(key).rows is not None:
        return inference.declared_shape(key)
    use = inference.usage.of(key)
    if use is not None and use.alone and key not in inference.waiting | inference.reading.definitions:
        return inference.symbol(key, None, node.span).shape
    return inference.shape_of_kind(kind)


def _may_be_logistic(inference: Inference, key: str) -> bool:
    r"""Whether a sigma that nobody defines by a formula may be the logistic function."""
    return key == "sigma" and not inference.scope.of(key).definitions


def _is_of_itself(head: Expr, arguments: list[Expr]) -> bool:
    r"""f(f), and densities of what they are conditioned on: `p(\theta \mid \theta)`."""
    keys = [key for each in arguments if (key := key_of(each)) is not None]
    letter = base_of(head)
    twice = letter is not None and "|" in letter.label and len(set(keys)) < len(keys)
    return twice or (letter is not None and letter.letter in keys)


def _below(inference: Inference, head: Expr) -> list[Expr]:
    r"""The parameters below the letter of a function by which something is differentiated: \theta of `h_\theta(x)`."""
    found = head.args[1:] if isinstance(head, Apply) and head.op is Op.INDEX else ()
    uses = ((each, inference.usage.of(key_of(each) or "")) for each in found if isinstance(each, Name))
    return [each for each, use in uses if use is not None and use.variable]


def _flat(arguments: list[Expr]) -> list[Expr]:
    return [a for each in arguments for a in (each.args if isinstance(each, Apply) and each.op is Op.LIST else (each,))]


def between_numbers(inference: Inference, key: str) -> bool:
    r"""Whether a function is said to go from numbers to numbers: `f: \mathbb{R} \to \mathbb{R}`."""
    facts = inference.scope.of(key)
    if facts.rows is None or len(facts.domain) != 1:
        return False
    return inference.size(facts.domain[0][0]) == 1 == inference.size(facts.rows)


def _takes_columns(inference: Inference, key: str) -> bool:
    r"""Whether a function is declared on columns, `\phi: \mathbb{R}^d \to \mathbb{R}^m`: takes each row of a matrix."""
    domain = inference.scope.of(key).domain
    return len(domain) == 1 and inference.size(domain[0][1]) == 1 != inference.size(domain[0][0])


def _completed(inference: Inference, head: Expr, definition: Definition, arguments: list[Expr]) -> list[Expr]:
    r"""The arguments of f(x) where `f(x; \theta) = …` defines f: what is not written is meant to stay as it is."""
    arguments = entries_for(definition, arguments)
    written, missing = definition.parameters[: len(arguments)], definition.parameters[len(arguments) :]
    letter = base_of(head)
    if not missing or letter is None or letter.letter in DENSITIES or letter.label:
        return arguments
    if [base_of(each) for each in arguments] != [*written]:
        return arguments  # f(z) may be another function
    inference.indirect = True  # another function may be meant
    return [*arguments, *missing]


def _call_kinds(inference: Inference, head: Expr, key: str, arguments: list[Typed]) -> tuple[Kind, ...]:
    facts = inference.scope.of(key)
    if facts.rows is not None:
        return (Kind.ELEMENTWISE,) if between_numbers(inference, key) else (Kind.SCALAR,)
    if facts.rank in RANKED:
        return (RANKED[facts.rank],)
    if isinstance(head, Name) and head.font == "bold":
        return (Kind.MATRIX,) if head.letter.isupper() else (Kind.COLUMN, Kind.ELEMENTWISE)
    if key in inference.usage.curved:
        return (Kind.SCALAR,)
    use = inference.usage.of(key)
    if use is not None and is_matrix_valued(head, use):
        return (Kind.SQUARE, Kind.MATRIX) if use.square or use.inverted else (Kind.MATRIX, Kind.COLUMN)
    scalar = all(inference.is_scalar(argument) for argument in arguments)
    activation = isinstance(head, Name) and head.letter in ("sigma", "phi", "varphi", "rho")
    if len(arguments) == 1 and not scalar:
        first = (Kind.ELEMENTWISE,) if activation or (isinstance(head, Name) and head.letter in ("g", "a")) else ()
        return (*first, Kind.SCALAR, Kind.COLUMN) if first else (Kind.SCALAR, Kind.COLUMN, Kind.ELEMENTWISE)
    if len(arguments) == 1 and activation:
        return (Kind.ELEMENTWISE, Kind.COLUMN)
    return (Kind.SCALAR, Kind.COLUMN)


def is_matrix_valued(head: Expr, use: Use) -> bool:
    """Whether the values of a capital are transposed or inverted, or stand under a trace or a determinant."""
    name = base_of(head)
    shown = use.transposed or use.inverted or use.square
    return shown and name is not None and is_capital(name) and name.font != "cal"


LEAVES = ("symbol", "function", "defined")


def _applied(inference: Inference, key: str, definition: Definition, arguments: list[Typed], node: Apply) -> Typed:
    """The body of a definition with its parameters bound to the arguments."""
    if key in inference.waiting:
        raise Unreadable("circular-definition", key)
    names = [key_of(parameter) or "" for parameter in definition.parameters]
    entrywise = (
        len(arguments) == 1 and not inference.is_scalar(arguments[0]) and inference.choose(f"entrywise {key}", 2) == 1
    )
    if not entrywise and all(a.op in LEAVES and a.data == n for a, n in zip(arguments, names, strict=True)):
        return inference.symbol(key, None, node.span)
    shapes = [(1, 1) if entrywise else a.shape for a in arguments]
    spots = [
        Typed("parameter", (), shape, a.span, f"{key}({n})")
        for a, n, shape in zip(arguments, names, shapes, strict=True)
    ]
    before, symbols = inference.parameters, dict(inference.symbols)
    inference.parameters = {**before, **dict(zip(names, spots, strict=True))}
    inference.waiting.add(key)
    try:
        body = inference.infer(definition.body)
    finally:
        inference.parameters = before
        inference.waiting.discard(key)
        # What was defined by way of the parameters means something else outside of this call.
        for name in [n for n, node in inference.symbols.items() if node.op == "defined" and n not in symbols]:
            del inference.symbols[name]
    if entrywise and 1 not in inference.find(body.shape):
        raise Conflict(Clashing.SIDES, node.span, body, None, (), (body.shape,), False)  # A x of a number x is a matrix
    data = tuple(spot.data for spot in spots)
    return Typed("let", (body, *arguments), arguments[0].shape if entrywise else body.shape, node.span, data)
