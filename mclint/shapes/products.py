"""Shapes of sums, products, quotients and powers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from mclint.document.scope import key_of
from mclint.shapes.equalities import compound
from mclint.shapes.patterns import series
from mclint.shapes.typed import Clashing, Typed, Unreadable
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, operators

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

Factor = TypeVar("Factor")


def addition(inference: Inference, node: Apply) -> Typed:
    """a + b: all terms have one shape."""
    if Op.DOTS in operators(node) and (shown := series(node.args, Op.SUM, node.span)) is not None:
        return inference.infer(Apply(node.span, Op.ADD, shown) if len(shown) > 1 else shown[0])
    terms = [inference.infer(term) for term in node.args]
    first = next((term for term in terms if term.op != "zero" and not _is_one(term)), terms[0])
    for place, term in enumerate(terms):
        if _is_one(term) and 1 in inference.find(first.shape) and not inference.is_scalar(first):
            # 1 - h ⊙ h for a vector h: a number is meant for each entry.
            terms[place] = Typed("scale", (term, Typed("ones", (), first.shape, term.span)), first.shape, term.span)
        elif term is not first:
            inference.same_shape(first, term, "terms of a sum have one shape", Clashing.SUM, node.span)
    return Typed("add", tuple(terms), first.shape, node.span)


def _is_one(term: Typed) -> bool:
    while term.op == "negative":
        term = term.args[0]
    return term.op == "number"


def negation(inference: Inference, node: Apply) -> Typed:
    """-a."""
    inner = inference.infer(node.args[0])
    return Typed("negative", (inner,), inner.shape, node.span)


def group(inference: Inference, node: Apply) -> Typed:
    """(e), [e]: nothing but brackets."""
    if len(node.args) != 1:
        raise Unreadable("unsupported-notation", "brackets")
    inner = inference.infer(node.args[0])
    return Typed(inner.op, inner.args, inner.shape, node.span, inner.data)


def product(inference: Inference, node: Apply) -> Typed:
    """Juxtaposition: scalars scale, the rest is a matrix product."""
    if Op.DOTS in operators(node) and (shown := series(node.args, Op.PRODUCT_OVER, node.span)) is not None:
        return inference.infer(Apply(node.span, Op.PRODUCT, shown) if len(shown) > 1 else shown[0])
    factors: list[Typed] = []
    for place, factor in enumerate(node.args):
        before = node.args[place - 1] if place else None
        if inference.usage.differentials and place + 1 < len(node.args) and _is_d(inference, factor):
            continue  # written with a space among other differentials: A^2 d A
        if inference.usage.differentials and before is not None and _is_d(inference, before):
            factor = Apply(before.span.to(factor.span), Op.DIFFERENTIAL, (factor,))
        bracketed = isinstance(factor, Apply) and factor.op in (Op.GROUP, Op.BRACKET, Op.LIST)
        if bracketed and isinstance(before, Derivative):
            if _is_argument(before, factor):
                continue
            _refuse_value(inference, before, factor)
        factors.append(inference.infer(factor))
    return multiply(inference, factors, node.span)


def _is_d(inference: Inference, factor: Expr) -> bool:
    letter = isinstance(factor, Name) and factor.letter == "d" and not factor.marks and not factor.label
    return (
        letter
        and inference.scope.of("d").rows is None
        and "d" not in inference.scope.sizes
        and not inference.usage.lone_d
    )


def _is_argument(before: Derivative, factor: Expr) -> bool:
    """Whether `df/dx (x)` is the derivative at x; at another point it is not what this equation is about."""
    if not isinstance(factor, Apply) or (key_of(before.body) is None and before.form is not Form.PRIME):
        return False
    if factor.op is Op.LIST:
        if {*before.variables} <= {*factor.args} and all(key_of(each) is not None for each in factor.args):
            return True  # df/dx (x, y)
        raise Unreadable("evaluated-at")
    inner = factor.args[0]
    if len(before.variables) == 1 and inner == before.variables[0]:
        return True
    if isinstance(inner, Apply) and inner.op is Op.CALL:
        if len(before.variables) == 1 and inner.args[0] == before.variables[0] != inner.args[-1]:
            return True  # dg/dh (h(x))
        raise Unreadable("evaluated-at")
    if key_of(inner) is not None or isinstance(inner, Number) or factor.op is Op.BRACKET:
        raise Unreadable("evaluated-at")
    return False


def _refuse_value(inference: Inference, before: Derivative, factor: Expr) -> None:
    """`da/dw (w^T x)` where a = w^T x: what is differentiated, and no factor."""
    inner = factor.args[0] if isinstance(factor, Apply) else factor
    if any(each.body == inner for each in inference.scope.of(key_of(before.body) or "").definitions):
        raise Unreadable("evaluated-at")


def multiply(inference: Inference, factors: list[Typed], span: Span) -> Typed:
    """Scalars first, then row-times-column products (scalars too), then the rest from left to right."""
    scalars = [factor for factor in factors if inference.is_scalar(factor)]
    matrices = [factor for factor in factors if not inference.is_scalar(factor)]
    others = inner_products(matrices, lambda each: inference.find(each.shape), lambda a, b: matmul(inference, a, b))
    scalars += [factor for factor in others if inference.is_scalar(factor)]
    others = [factor for factor in others if not inference.is_scalar(factor)]
    result: Typed | None = None
    for factor in others:
        result = factor if result is None else matmul(inference, result, factor)
    for scalar in reversed(scalars):
        result = scalar if result is None else Typed("scale", (scalar, result), result.shape, span)
    assert result is not None
    return Typed(result.op, result.args, result.shape, span, result.data)


def inner_products(
    factors: Sequence[Factor], shape: Callable[[Factor], tuple[Any, ...]], times: Callable[[Factor, Factor], Factor]
) -> list[Factor]:
    """Join row … column runs: by associativity `A x^T B y` is A times a scalar."""
    result: list[Factor] = []
    start = 0
    while start < len(factors):
        stop = _column_after(factors, shape, start)
        if stop is None or (start == 0 and stop == len(factors) - 1):
            result.append(factors[start])
            start += 1
            continue
        result.append(reduce(times, factors[start : stop + 1]))
        start = stop + 1
    return result


def _column_after(factors: Sequence[Factor], shape: Callable[[Factor], tuple[Any, ...]], start: int) -> int | None:
    if shape(factors[start])[0] != 1:
        return None
    for place in range(start + 1, len(factors)):
        rows, columns = shape(factors[place])
        if columns == 1:
            return place
        if rows == 1:
            return None
    return None


def matmul(inference: Inference, a: Typed, b: Typed) -> Typed:
    """m × n times n × p is m × p."""
    if inference.is_scalar(a) or inference.is_scalar(b):
        scalar, other = (a, b) if inference.is_scalar(a) else (b, a)
        return Typed("scale", (scalar, other), other.shape, a.span.to(b.span))
    span = a.span.to(b.span)
    inference.unify(
        a.shape[1], b.shape[0], "columns of the left factor meet rows of the right", Clashing.PRODUCT, span, a, b
    )
    return Typed("matmul", (a, b), (a.shape[0], b.shape[1]), span)


def dot(inference: Inference, node: Apply) -> Typed:
    r"""`a \cdot b`, `a * b`: a product; of two columns their inner product, or what sloppy authors mean by it."""
    if node.op is Op.TIMES and all(_is_size(inference, arg) for arg in node.args):
        raise Unreadable("size", "m × n")
    factors = [inference.infer(factor) for factor in node.args]
    result = factors[0]
    for factor in factors[1:]:
        result = _dot(inference, result, factor, node.span)
    return result


def _is_size(inference: Inference, expr: Expr) -> bool:
    """A name of a size, and the end of `A n` in `A n \\times m`, which lost the words between."""
    if isinstance(expr, Apply) and expr.op is Op.PRODUCT:
        return any(_is_size(inference, part) for part in expr.args)
    return key_of(expr) in inference.scope.sizes


def _dot(inference: Inference, a: Typed, b: Typed, span: Span) -> Typed:
    if inference.is_scalar(a) or inference.is_scalar(b):
        return matmul(inference, a, b)
    columns = inference.find(a.shape)[1] == 1 == inference.find(b.shape)[1]
    if columns:
        option = inference.choose("dot of columns", 2)
        inference.same_shape(a, b, "the factors of a dot product have one shape", Clashing.ELEMENTWISE, span)
        return Typed("inner", (a, b), (1, 1), span) if option == 0 else Typed("hadamard", (a, b), a.shape, span)
    if inference.choose("dot of matrices", 2) == 1:
        inference.same_shape(a, b, "an elementwise product needs one shape", Clashing.ELEMENTWISE, span)
        return Typed("hadamard", (a, b), a.shape, span)
    return matmul(inference, a, b)


def hadamard(inference: Inference, node: Apply) -> Typed:
    """Elementwise product: one shape."""
    factors = [inference.infer(factor) for factor in node.args]
    result = factors[0]
    for factor in factors[1:]:
        if inference.is_scalar(result) or inference.is_scalar(factor):
            result = matmul(inference, result, factor)
            continue
        inference.same_shape(result, factor, "an elementwise product needs one shape", Clashing.ELEMENTWISE, node.span)
        result = Typed("hadamard", (result, factor), result.shape, node.span)
    return result


def kronecker(inference: Inference, node: Apply) -> Typed:
    """m × n by p × q is mp × nq."""
    result = inference.infer(node.args[0])
    for argument in node.args[1:]:
        other = inference.infer(argument)
        a, b = inference.find(result.shape), inference.find(other.shape)
        if a[1] == 1 == b[1] and a[0] != 1 and inference.choose("outer product", 2) == 1:
            result = Typed("outer", (result, other), (a[0], b[0]), node.span)
            continue
        shape = compound("*", (a[0], b[0])), compound("*", (a[1], b[1]))
        result = Typed("kronecker", (result, other), shape, node.span)
    return result


def division(inference: Inference, node: Apply) -> Typed:
    """a / b: b is a scalar, or the division is elementwise between equal shapes."""
    above, below = (inference.infer(argument) for argument in node.args)
    if inference.is_scalar(below):
        return Typed("divide", (above, below), above.shape, node.span)
    if inference.is_scalar(above):
        raise Unreadable("division-by-a-matrix")
    if inference.choose("elementwise division", 2) == 0:
        raise Unreadable("division-by-a-matrix")
    inference.same_shape(above, below, "an elementwise division needs one shape", Clashing.ELEMENTWISE, node.span)
    return Typed("divide", (above, below), above.shape, node.span)


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.ADD: addition,
    Op.NEG: negation,
    Op.GROUP: group,
    Op.BRACKET: group,
    Op.PRODUCT: product,
    Op.DOT: dot,
    Op.TIMES: dot,
    Op.HADAMARD: hadamard,
    Op.KRONECKER: kronecker,
    Op.DIVIDE: division,
}
