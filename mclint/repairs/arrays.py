"""The value of each operator for plain arrays, as the verifier computes it: one row each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mclint.shapes.products import inner_products
from mclint.syntax.tree import Apply, Expr, Number, Op
from mclint.values import dual

Array = dual.Array


class Unfit(Exception):
    """An expression whose value is not known here."""


class Misfit(Exception):
    """An expression that has no value: sizes that do not fit."""


def _is_number(x: Array) -> bool:
    return bool(x.shape[-2:] == (1, 1))


def is_literal(term: Expr) -> bool:
    return isinstance(term.args[0] if isinstance(term, Apply) and term.op is Op.NEG else term, Number)


def must_fit(*values: Array) -> None:
    if len({x.shape[-2:] for x in values}) > 1:
        raise Misfit


def _add(*terms: Array) -> Array:
    if any(x.shape[-2:] != terms[0].shape[-2:] for x in terms):
        raise Unfit  # 1 - h, entry by entry
    return sum(terms[1:], terms[0])


def _times(x: Array, y: Array) -> Array:
    if _is_number(x) or _is_number(y):
        return np.asarray(x * y)
    if x.shape[-1] != y.shape[-2]:
        raise Misfit
    return np.asarray(x @ y)


def _product(*factors: Array) -> Array:
    """As in `products.multiply`: rows times columns are numbers wherever they stand."""
    others = inner_products([x for x in factors if not _is_number(x)], lambda x: x.shape[-2:], _times)
    result: Array | None = None
    for factor in (*others, *filter(_is_number, factors)):
        result = factor if result is None else _times(result, factor)
    assert result is not None
    return result


def _dot(*factors: Array) -> Array:
    result = factors[0]
    for factor in factors[1:]:
        if not _is_number(result) and result.shape[-1] == factor.shape[-1] == 1:
            raise Unfit  # an inner product, or what the reading takes it for
        result = _times(result, factor)
    return result


def _hadamard(*factors: Array) -> Array:
    result = factors[0]
    for factor in factors[1:]:
        if not (_is_number(result) or _is_number(factor)):
            must_fit(result, factor)
        result = result * factor
    return result


def _divide(x: Array, y: Array) -> Array:
    if not _is_number(y):
        raise Unfit
    return np.asarray(x / y)


def _square(x: Array) -> Array:
    if x.shape[-1] != x.shape[-2]:
        raise Misfit
    return x


def power(x: Array, exponent: int) -> Array:
    if _is_number(x):
        return np.asarray(x**exponent)
    if 1 in x.shape[-2:]:
        raise Unfit
    return np.linalg.matrix_power(_square(x), exponent)


def _inner(x: Array, y: Array) -> Array:
    must_fit(x, y)
    return _total(x * y)


def _total(x: Array) -> Array:
    return np.asarray(x.sum(axis=(-2, -1), keepdims=True))


def _by_entries(function: Callable[[Array], Array]) -> Callable[[Array], Array]:
    def apply(x: Array) -> Array:
        if not _is_number(x):
            raise Unfit
        return function(x)

    return apply


JOINING = (Op.ADD, Op.PRODUCT, Op.DOT, Op.TIMES, Op.HADAMARD, Op.DIVIDE, Op.INNER)
ROWS: dict[Op, Callable[..., Any]] = {
    Op.ADD: _add,
    Op.NEG: np.negative,
    Op.PRODUCT: _product,
    **dict.fromkeys((Op.DOT, Op.TIMES), _dot),
    Op.HADAMARD: _hadamard,
    Op.DIVIDE: _divide,
    Op.TRANSPOSE: lambda x: np.swapaxes(x, -1, -2),
    Op.INVERSE: lambda x: np.linalg.inv(_square(x)),
    **dict.fromkeys((Op.GROUP, Op.BRACKET), lambda x: x),
    Op.TRACE: lambda x: np.trace(_square(x), axis1=-2, axis2=-1)[..., None, None],
    Op.DETERMINANT: lambda x: np.linalg.det(_square(x))[..., None, None],
    Op.NORM: lambda x: np.sqrt(_total(x * x)),
    Op.INNER: _inner,
    Op.LOG: _by_entries(np.log),
    Op.EXP: _by_entries(np.exp),
    Op.SQRT: _by_entries(np.sqrt),
    Op.SIN: _by_entries(np.sin),
    Op.COS: _by_entries(np.cos),
}
