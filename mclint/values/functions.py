"""Numeric values of functions that nobody defined: random, smooth, and the same wherever they are named."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mclint.document.statement import Property
from mclint.shapes.calls import between_numbers
from mclint.shapes.typed import Typed
from mclint.values import calculus, dual, sets
from mclint.values.dual import Numeric

if TYPE_CHECKING:
    from mclint.values.evaluate import Evaluator


def function(evaluator: Evaluator, node: Typed) -> Numeric:
    """A random smooth function of its arguments: C + M sin(P vec(arguments) + q), with waves for each direction."""
    rows, columns = evaluator.shape(node)
    key, shapes = node.data, [evaluator.shape(each) for each in node.args]
    if rows == columns == 1 and shapes == [(1, 1)] and between_numbers(evaluator.inference, key):
        return elementwise(evaluator, node)  # f of df/dx, which is the f of f(x)
    sizes = list(map(math.prod, shapes))
    width = max(4, min(rows * columns, sum(sizes), 6))  # enough for derivatives of full rank
    wide = "" if width == 4 else f" {width}"
    result: Numeric = evaluator.lift(dual.constant(0.0))
    for place, (argument, entries) in enumerate(zip(node.args, sizes, strict=True)):
        weights = evaluator.draw(f"{key} P{place} {entries}{wide}", width, entries) * (0.8 / entries**0.5)
        result = dual.add(result, dual.matmul(weights, calculus.flatten(evaluator.value(argument))))
    wave = _bent(evaluator, dual.add(result, evaluator.draw(f"{key} q{wide}", width, 1)))
    mixed = dual.matmul(evaluator.draw(f"{key} M {rows} {columns}{wide}", rows * columns, width) * 0.5, wave)
    shaped = calculus.reshape(mixed, rows, columns)
    properties = evaluator.properties.get(key, frozenset())
    if sets.NEED_SQUARE & set(properties) and rows == columns:
        shaped = dual.scale(dual.add(shaped, dual.transpose(shaped)), 0.1)
    elif Property.POSITIVE in properties or evaluator.positive:
        shaped = dual.scale(shaped, 0.1)
    return dual.add(shaped, evaluator.draw(f"{key} C {rows} {columns}", rows, columns, properties))


def indicator(evaluator: Evaluator, node: Typed) -> Numeric:
    """Some function of what is compared that no small change of it changes."""
    detached = {f"{node.data} {place}": dual.plain(evaluator.value(each)) for place, each in enumerate(node.args)}
    leaves = tuple(
        Typed("parameter", (), each.shape, each.span, name) for name, each in zip(detached, node.args, strict=True)
    )
    before = evaluator.override({**detached})
    try:
        return function(evaluator, Typed("function", leaves, node.shape, node.span, node.data))
    finally:
        evaluator.restore(before)


def elementwise(evaluator: Evaluator, node: Typed) -> Numeric:
    """A random smooth function of one number, applied to each entry: a + b x + c sin(w x + p)."""
    a, b, c, w, p = (evaluator.draw(f"{node.data} {letter}", 1, 1) for letter in "abcwp")
    x = evaluator.value(node.args[0])
    wave = dual.multiply(c, _bent(evaluator, dual.add(dual.multiply(w, x), p)))
    return dual.add(dual.add(dual.multiply(b, x), a), wave)


def _bent(evaluator: Evaluator, argument: Numeric) -> Numeric:
    """The sine, or the power of a degree, of what is linear in the arguments of a function."""
    if evaluator.degree == 0:
        return dual.sin(argument)
    power = argument
    for _ in range(evaluator.degree - 1):
        power = dual.multiply(power, argument)
    return power


def commutation(evaluator: Evaluator, node: Typed) -> Numeric:
    """K_{mn}: its row for an entry of X^T has a 1 where vec(X) has that entry."""
    rows, columns = (evaluator.size(each) for each in node.data)
    by_column = np.eye(rows * columns).reshape(columns, rows, -1)
    return evaluator.lift(np.swapaxes(by_column, 0, 1).reshape(rows * columns, -1))
