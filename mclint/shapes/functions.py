"""Shapes of traces, determinants, norms, elementwise functions and calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mclint.document.scope import Definition, base_of, key_of
from mclint.document.statement import Rank
from mclint.shapes.deviations import parameters_of_variance
from mclint.shapes.equalities import compound
from mclint.shapes.linear_maps import applied
from mclint.shapes.partials import entries_for
from mclint.shapes.powers import square
from mclint.shapes.signatures import ELEMENTWISE, OF_SQUARE
from mclint.shapes.special import SPECIAL_FUNCTIONS, factorial, special
from mclint.shapes.typed import Clashing, Conflict, Kind, Typed, Unreadable
from mclint.syntax.tree import Apply, Expr, Name, Number, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def trace(inference: Inference, node: Apply) -> Typed:
    """tr X of a square matrix; the trace of a scalar is the scalar."""
    inner = inference.infer(node.args[0])
    if inference.is_scalar(inner):
        return inner
    square(inference, inner, node.span, "a trace needs a square matrix")
    return Typed("trace", (inner,), (1, 1), node.span)


def determinant(inference: Inference, node: Apply) -> Typed:
    """det X of a square matrix."""
    inner = inference.infer(node.args[0])
    square(inference, inner, node.span, "a determinant needs a square matrix")
    return Typed("determinant", (inner,), (1, 1), node.span)


def bars(inference: Inference, node: Apply) -> Typed:
    """|x|: the absolute value of a scalar, the determinant of a matrix, the norm of a vector."""
    inner = inference.infer(node.args[0])
    if inference.is_scalar(inner):
        return Typed("absolute", (inner,), (1, 1), node.span)
    if 1 in inference.find(inner.shape):
        return Typed("norm 2", (inner,), (1, 1), node.span)
    square(inference, inner, node.span, "a determinant needs a square matrix")
    return Typed("determinant", (inner,), (1, 1), node.span)


def logarithm(inference: Inference, node: Apply) -> Typed:
    """log x, elementwise; log det X is computed as log|det X|, which has the same derivative."""
    inner = inference.infer(node.args[0])
    if inner.op == "determinant":
        return Typed("log determinant", inner.args, (1, 1), node.span)
    return _elementwise(inference, "log", inner, node)


def elementwise(inference: Inference, node: Apply) -> Typed:
    """A function applied to each entry."""
    return _elementwise(inference, ELEMENTWISE[node.op], inference.infer(node.args[0]), node)


def _elementwise(inference: Inference, op: str, inner: Typed, node: Apply) -> Typed:
    matrix = not inference.is_scalar(inner) and 1 not in inference.find(inner.shape)
    if matrix and (op in OF_SQUARE or op in ("log", "sqrt")) and inference.choose("function of a matrix", 2) == 0:
        if op not in OF_SQUARE:
            raise Unreadable("matrix-function", op)
        square(inference, inner, node.span, f"a {OF_SQUARE[op]} needs a square one")
        return Typed(OF_SQUARE[op], (inner,), inner.shape, node.span)
    return Typed(op, (inner,), inner.shape, node.span)


def norm(inference: Inference, node: Apply) -> Typed:
    r"""`\|x\|_p`: of a vector, or of a matrix (Frobenius where nothing or F is written, spectral where 2 is)."""
    inner = inference.infer(node.args[0])
    index = node.args[1] if len(node.args) > 1 else None
    vector = 1 in inference.find(inner.shape)
    name = _norm_name(index)
    if name == "default" or name == "F":
        return Typed("norm 2", (inner,), (1, 1), node.span)
    if name == "2":
        if not vector and inference.choose("spectral norm", 2) == 1:
            return Typed("spectral norm", (inner,), (1, 1), node.span)
        return Typed("norm 2", (inner,), (1, 1), node.span)
    if name == "1" and vector:
        return Typed("norm 1", (inner,), (1, 1), node.span)
    raise Unreadable("norm", name)


def _norm_name(index: Expr | None) -> str:
    if index is None or (isinstance(index, Apply) and index.op is Op.MISSING):
        return "default"
    if isinstance(index, Number):
        return str(index.value)
    return index.letter if isinstance(index, Name) else "other"


def softmax(inference: Inference, node: Apply) -> Typed:
    """softmax of a column; of an entry it means the entry of the softmax, whose other scores are not written."""
    inner = inference.infer(node.args[0])
    if inference.find(inner.shape) == (1, 1):
        raise Unreadable("unsupported-notation", "softmax of a number")
    return Typed("softmax", (inner,), inner.shape, node.span)


def vec(inference: Inference, node: Apply) -> Typed:
    """vec X stacks the columns: mn × 1."""
    inner = inference.infer(node.args[0])
    rows, columns = inference.find(inner.shape)
    return Typed("vec", (inner,), (compound("*", (rows, columns)), 1), node.span)


def diag(inference: Inference, node: Apply) -> Typed:
    """diag x of a vector is a matrix, of a matrix the column of its diagonal."""
    inner = inference.infer(node.args[0])
    rows, columns = inference.find(inner.shape)
    if rows == columns == 1:  # the entries of the vector, by the index of one of them
        raise Unreadable("unsupported-notation", "diag of a number")
    if 1 in (rows, columns):
        return Typed("diagonal matrix", (inner,), (rows, rows) if columns == 1 else (columns, columns), node.span)
    square(inference, inner, node.span, "a diagonal needs a square matrix")
    if inference.choose("diagonal", 2) == 0:
        return Typed("diagonal", (inner,), (rows, 1), node.span)
    return Typed("diagonal part", (inner,), (rows, rows), node.span)


def inner_product(inference: Inference, node: Apply) -> Typed:
    """<X, Y> = tr(X^T Y)."""
    if len(node.args) != 2:
        raise Unreadable("unsupported-notation", "inner product")
    a, b = (inference.infer(argument) for argument in node.args)
    inference.same_shape(a, b, "an inner product needs one shape", Clashing.ELEMENTWISE, node.span)
    return Typed("inner", (a, b), (1, 1), node.span)


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
    arguments = arguments if definition is None else entries_for(definition, arguments)
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
        shape = inference.declared_shape(key) if facts.rows is not None else inference.shape_of_kind(kind)
        known = inference.symbols[f"{key}()"] = Typed("function", (), shape, node.span, key)
    return Typed("function", tuple(typed), known.shape, node.span, key)


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


def _call_kinds(inference: Inference, head: Expr, key: str, arguments: list[Typed]) -> tuple[Kind, ...]:
    facts = inference.scope.of(key)
    if facts.rows is not None:
        return (Kind.ELEMENTWISE,) if between_numbers(inference, key) else (Kind.SCALAR,)
    if facts.rank in (Rank.SCALAR, Rank.VECTOR):
        return (Kind.SCALAR if facts.rank is Rank.SCALAR else Kind.COLUMN,)
    if isinstance(head, Name) and head.font == "bold":
        return (Kind.MATRIX,) if head.letter.isupper() else (Kind.COLUMN, Kind.ELEMENTWISE)
    if key in inference.usage.curved:
        return (Kind.SCALAR,)
    scalar = all(inference.is_scalar(argument) for argument in arguments)
    activation = isinstance(head, Name) and head.letter in ("sigma", "phi", "varphi", "rho")
    if len(arguments) == 1 and not scalar:
        first = (Kind.ELEMENTWISE,) if activation or (isinstance(head, Name) and head.letter in ("g", "a")) else ()
        return (*first, Kind.SCALAR, Kind.COLUMN) if first else (Kind.SCALAR, Kind.COLUMN, Kind.ELEMENTWISE)
    if len(arguments) == 1 and activation:
        return (Kind.ELEMENTWISE, Kind.COLUMN)
    return (Kind.SCALAR, Kind.COLUMN)


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


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.TRACE: trace,
    Op.DETERMINANT: determinant,
    Op.BARS: bars,
    Op.LOG: logarithm,
    Op.NORM: norm,
    Op.SOFTMAX: softmax,
    Op.VEC: vec,
    Op.DIAG: diag,
    Op.INNER: inner_product,
    Op.CALL: call,
    Op.FACTORIAL: factorial,
    **dict.fromkeys(ELEMENTWISE, elementwise),
}
