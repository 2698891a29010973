"""Shapes of traces, determinants, norms and elementwise functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mclint.shapes.calls import call
from mclint.shapes.equalities import compound
from mclint.shapes.powers import square
from mclint.shapes.signatures import ELEMENTWISE, OF_SQUARE
from mclint.shapes.special import factorial
from mclint.shapes.typed import Clashing, Typed, Unreadable
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
