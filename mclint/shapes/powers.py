"""Shapes of powers, transposes and inverses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mclint.document.scope import key_of
from mclint.document.statement import Rank
from mclint.shapes.dim import Unknown
from mclint.shapes.typed import Clashing, Typed, Unreadable
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, superindexed

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def integer(expr: Expr) -> int | None:
    """The value of a small integer exponent."""
    if isinstance(expr, Apply) and expr.op is Op.NEG:
        inner = integer(expr.args[0])
        return None if inner is None else -inner
    if isinstance(expr, Apply) and expr.op is Op.GROUP:
        return integer(expr.args[0])
    if isinstance(expr, Number) and expr.value.denominator == 1 and abs(expr.value) <= 12:
        return int(expr.value)
    return None


ELEMENTWISE_OPS = {"tanh", "sigmoid", "sin", "cos", "exp", "log", "sqrt", "softmax", "elementwise function", "hadamard"}


def power(inference: Inference, node: Apply) -> Typed:
    """x^k: a power of a scalar, a matrix power of a square matrix; x^2 of a column is elementwise or its square."""
    exponent = node.args[1]
    number = integer(exponent)
    if (
        (key_of(exponent) in inference.bound or key_of(exponent) in ("i", "j"))
        and key_of(node.args[0])
        and inference.choose("superscript", 2) == 1
    ):
        return inference.infer(superindexed(node.args[0], exponent, node.span))  # \sum_t W^t: one W for each t
    base = inference.infer(node.args[0])
    if inference.is_scalar(base):
        if number is not None:
            return Typed("power", (base,), (1, 1), node.span, number)
        above = inference.infer(exponent)
        if not inference.is_scalar(above):
            raise Unreadable("unsupported-notation", "power")
        return Typed("general power", (base, above), (1, 1), node.span)
    if number is None:
        return _symbolic(inference, base, exponent, node.span)
    rows, columns = inference.find(base.shape)
    if columns == 1 or rows == 1:
        if base.op in ELEMENTWISE_OPS:
            return Typed("power", (base,), base.shape, node.span, number)  # tanh^2 of each entry
        if number != 2:
            raise Unreadable("power-of-a-vector")
        if inference.choose("square of a vector", 2) == 1:
            return Typed("power", (base,), base.shape, node.span, 2)
        return Typed("inner", (base, base), (1, 1), node.span)
    square(inference, base, node.span, "a power needs a square matrix")
    if number < 0:
        base = Typed("inverse", (base,), base.shape, node.span)
        number = -number
    return Typed("matrix power", (base,), base.shape, node.span, number)


def _symbolic(inference: Inference, base: Typed, exponent: Expr, span: Span) -> Typed:
    """X^k, X^{n-1-r}: the exponent is a whole number that the text does not tell."""
    above = inference.infer(exponent)
    if not is_whole(above):
        raise Unreadable("matrix-power")
    rows, columns = inference.find(base.shape)
    if rows != columns and not (isinstance(rows, Unknown) or isinstance(columns, Unknown)):
        raise Unreadable("matrix-power")  # the superscript is a label
    square(inference, base, span, "a power needs a square matrix")
    return Typed("symbolic power", (base, above), base.shape, span)


def is_whole(typed: Typed) -> bool:
    """Whether a value is an integer by what it is: a size, an index, a number, a sum of such."""
    if typed.op in ("add", "negative"):
        return all(is_whole(part) for part in typed.args)
    return typed.op in ("size", "index value") or (typed.op == "number" and float(typed.data).is_integer())


def square(inference: Inference, typed: Typed, span: Span, because: str) -> None:
    """Rows and columns agree."""
    inference.unify(typed.shape[0], typed.shape[1], because, Clashing.SQUARE, span, typed, None)


def hadamard_power(inference: Inference, node: Apply) -> Typed:
    """Elementwise power."""
    base, number = inference.infer(node.args[0]), integer(node.args[1])
    if number is None:
        raise Unreadable("unsupported-notation", "elementwise power")
    return Typed("power", (base,), base.shape, node.span, number)


def transpose(inference: Inference, node: Apply) -> Typed:
    """m × n becomes n × m."""
    below = node.args[0]
    if isinstance(below, Apply) and below.op is Op.INDEX and len(below.args) == 3:
        # X^T_{ij} is the entry (i, j) of the transpose.
        turned = Apply(below.span, Op.TRANSPOSE, (below.args[0],))
        return inference.infer(Apply(node.span, Op.INDEX, (Apply(below.span, Op.GROUP, (turned,)), *below.args[1:])))
    inner = inference.infer(below)
    inference.turned.append(inner)
    return Typed("transpose", (inner,), (inner.shape[1], inner.shape[0]), node.span)


def prime(inference: Inference, node: Apply) -> Typed:
    """X': the transpose of a matrix or vector; of a function it is the derivative."""
    inner = inference.infer(node.args[0])
    facts = inference.scope.of(key_of(node.args[0]) or "")
    if facts.domain or facts.rank is Rank.FUNCTION:
        raise Unreadable("prime", "a derivative or another symbol")
    if inference.is_scalar(inner):
        return _primed(inference, node)
    return Typed("transpose", (inner,), (inner.shape[1], inner.shape[0]), node.span)


def _primed(inference: Inference, node: Apply) -> Typed:
    """x' of a number: a derivative or another number; what is true of every number is true of both."""
    key = key_of(node.args[0])
    if key is None or inference.choose("prime", 2) == 0:
        raise Unreadable("prime", "a derivative or another symbol")
    inference.indirect = True
    known = inference.symbols.setdefault(f"{key}'", Typed("symbol", (), (1, 1), node.span, f"{key}'"))
    return Typed(known.op, (), (1, 1), node.span, known.data)


def inverse(inference: Inference, node: Apply) -> Typed:
    """X^-1 of a square matrix or a scalar."""
    argument = node.args[0]
    if isinstance(argument, Apply) and argument.op is Op.TRACE and inference.choose("inverse of a trace", 2) == 1:
        within = Apply(node.span, Op.INVERSE, argument.args)  # tr (A + B)^{-1} is mostly the trace of the inverse
        return inference.infer(Apply(node.span, Op.TRACE, (within,)))
    inner = inference.infer(argument)
    if inference.is_scalar(inner):
        return Typed("power", (inner,), (1, 1), node.span, -1)
    below = node.args[0]
    bracketed = isinstance(below, Apply) and below.op is Op.GROUP and isinstance(below.args[0], Name)
    if bracketed and inference.find(inner.shape)[1] == 1:
        raise Unreadable("unsupported-notation", "inverse of a value")  # A(p)^{-1}
    square(inference, inner, node.span, "an inverse needs a square matrix")
    return Typed("inverse", (inner,), inner.shape, node.span)


def pseudoinverse(inference: Inference, node: Apply) -> Typed:
    """X^+ has the shape of the transpose."""
    inner = inference.infer(node.args[0])
    if isinstance(node.args[0], Name) and inference.is_scalar(inner):
        raise Unreadable("unsupported-notation", "dagger")
    return Typed("pseudoinverse", (inner,), (inner.shape[1], inner.shape[0]), node.span)


def adjugate(inference: Inference, node: Apply) -> Typed:
    """adj X = det(X) X^{-1}, which almost every square matrix has."""
    of = (Apply(node.span, op, node.args) for op in (Op.DETERMINANT, Op.INVERSE))
    return inference.infer(Apply(node.span, Op.PRODUCT, tuple(of)))


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.POWER: power,
    Op.HADAMARD_POWER: hadamard_power,
    Op.TRANSPOSE: transpose,
    Op.PRIME: prime,
    Op.ADJUGATE: adjugate,
    Op.INVERSE: inverse,
    Op.PSEUDOINVERSE: pseudoinverse,
}
