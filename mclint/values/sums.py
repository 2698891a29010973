"""Numeric sums and products over an index, conditions on indices, and powers with whole exponents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from mclint.shapes.typed import Typed, Unreadable
from mclint.values import dual
from mclint.values.dual import Array, Numeric

if TYPE_CHECKING:
    from mclint.values.evaluate import Evaluator

MOST_POWER = 12


def sum_over(evaluator: Evaluator, node: Typed) -> Numeric:
    """Sum along the axis of the index; what does not depend on it counts as often as the index runs."""
    x, axis = evaluator.value(node.args[0]), evaluator.axis(node.data)
    for condition in node.args[1:]:
        x = dual.multiply(dual.plain(evaluator.value(condition)), x)
    return total(x, axis, evaluator.size(evaluator.inference.index_sizes[node.data]))


total = dual.linear(lambda x, axis, size: x * size if x.shape[axis] == 1 else x.sum(axis=axis, keepdims=True))


def product_over(evaluator: Evaluator, node: Typed) -> Numeric:
    """Multiply along the axis of the index."""
    result: Numeric = np.ones((1,) * (evaluator.leading + 2))
    for factor in _factors(evaluator, node, node.data, result):
        result = dual.multiply(result, factor)
    return result


def matrix_product_over(evaluator: Evaluator, node: Typed) -> Numeric:
    """Multiply matrices along the axis of the index, the first one leftmost or rightmost."""
    alias, backward = node.data
    result: Numeric = evaluator.lift(np.eye(evaluator.shape(node)[0]))
    for factor in _factors(evaluator, node, alias, result):
        result = dual.matmul(factor, result) if backward else dual.matmul(result, factor)
    return result


def _factors(evaluator: Evaluator, node: Typed, alias: str, one: Numeric) -> Iterator[Numeric]:
    """The factors of a product, one where the index does not meet a condition."""
    x, axis = evaluator.value(node.args[0]), evaluator.axis(alias)
    for condition in node.args[1:]:
        here = dual.plain(evaluator.value(condition))
        x = dual.add(dual.multiply(here, x), dual.multiply(1.0 - here, one))
    for place in range(evaluator.size(evaluator.inference.index_sizes[alias])):
        yield _at(x, axis, place)


_at = dual.linear(lambda x, axis, place: x if x.shape[axis] == 1 else np.take(x, [place], axis))

COMPARE: dict[str, Callable[[Array, Array], Array]] = {
    "≠": np.not_equal,
    "<": np.less,
    ">": np.greater,
    "≤": np.less_equal,
    "≥": np.greater_equal,
}


def compare(evaluator: Evaluator, node: Typed) -> Numeric:
    """1 where an index meets a condition, else 0."""
    a, b = (dual.plain(evaluator.value(argument)) for argument in node.args)
    return COMPARE[node.data](a, b).astype(float)


def member_of(evaluator: Evaluator, node: Typed) -> Numeric:
    """1 where an index belongs to a set of which nothing is known, else 0."""
    alias, name = node.data
    size = evaluator.size(evaluator.inference.index_sizes[alias])
    members = evaluator.draw(f"in {name} {size}", size, 1)[:1] > 0.0
    return np.where(np.moveaxis(members, -2, evaluator.axis(alias) - members.ndim), 1.0, 0.0)


def symbolic_power(evaluator: Evaluator, node: Typed) -> Numeric:
    """X^k for whole numbers k that may differ from index to index."""
    base, above = node.args
    exponents = np.rint(dual.plain(evaluator.value(above)))
    matrix = evaluator.value(base)
    result: Numeric = np.zeros((1,) * (evaluator.leading + 2))
    for exponent in np.unique(exponents):
        if abs(exponent) > MOST_POWER:
            raise Unreadable("limit", "exponent")
        here = np.where(exponents == exponent, 1.0, 0.0)
        result = dual.add(result, dual.multiply(here, _power(evaluator, matrix, int(exponent))))
    return result


def _power(evaluator: Evaluator, matrix: Numeric, exponent: int) -> Numeric:
    result: Numeric = evaluator.lift(np.eye(dual.plain(matrix).shape[-1]))
    factor = dual.inverse(matrix) if exponent < 0 else matrix
    for _ in range(abs(exponent)):
        result = dual.matmul(result, factor)
    return result


SPECIAL: dict[str, Callable[[Any, Any], Numeric]] = {
    "sum": sum_over,
    "product over": product_over,
    "matrix product over": matrix_product_over,
    "compare": compare,
    "member of": member_of,
    "symbolic power": symbolic_power,
}
