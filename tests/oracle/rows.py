"""A row of the oracle: an identity of the catalogue, written again by hand in numpy.

Nothing here comes from mclint: functions are differentiated by a complex step, second derivatives by a difference of
complex steps. Sizes stand as in `"A pm, B np, X mn"`, vectors are columns, `+` is symmetric positive definite and `=`
symmetric, and the last symbol is the one to differentiate by.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Array = Any
SIZES = {"n": 3, "m": 4, "p": 2, "q": 5, "d": 3, "k": 2, "r": 2, "1": 1}
STEP, DIFFERENCE = 1e-30, 1e-4
tr, det, inv, kron = np.trace, np.linalg.det, np.linalg.inv, np.kron


class Row(NamedTuple):
    """The function on the left, the answer on the right, and what the entry says is mistaken for the answer.

    Gradients have the shape of the variable, Jacobians a row for each entry of the function.
    """

    name: str
    sizes: str
    function: Callable[..., Array]
    answer: Callable[..., Array]
    mistaken: tuple[Callable[..., Array], ...] = ()
    order: int = 1


def row(name: str, sizes: str, function: Callable[..., Array], answer: Callable[..., Array], *mistaken: Any) -> Row:
    """A first derivative."""
    return Row(name, sizes, function, answer, mistaken)


def second(name: str, sizes: str, function: Callable[..., Array], answer: Callable[..., Array], *mistaken: Any) -> Row:
    """A Hessian, or a second derivative by a number."""
    return Row(name, sizes, function, answer, mistaken, 2)


def drawn(sizes: str, rng: np.random.Generator) -> list[Array]:
    """Positive numbers for all symbols; square matrices are far from singular."""
    return [_drawn(words[1] if len(words) > 1 else "", rng) for words in (each.split() for each in sizes.split(","))]


def _drawn(size: str, rng: np.random.Generator) -> Array:
    if not size:
        return float(rng.uniform(0.4, 1.3))
    rows, columns = (SIZES[letter] for letter in f"{size.rstrip('+=')}1"[:2])
    values = rng.uniform(0.2, 1.1, (rows, columns)) + (1.5 * np.eye(rows) if rows == columns else 0.0)
    values = values @ values.T if size.endswith("+") else values
    return values + values.T if size.endswith("=") else values


def derivative(function: Callable[..., Array], values: list[Array]) -> Array:
    """By the last of the values: a gradient, a Jacobian, or the derivative of what it is by a number."""
    *fixed, variable = values
    columns = [np.imag(function(*fixed, variable + 1j * STEP * unit)) / STEP for unit in _units(np.asarray(variable))]
    if np.size(columns[0]) == 1:
        return np.reshape(columns, np.shape(variable))
    return columns[0] if np.ndim(variable) == 0 else np.hstack(columns)


def second_derivative(function: Callable[..., Array], values: list[Array]) -> Array:
    """The difference of two gradients in each direction."""
    *fixed, variable = values
    columns = []
    for unit in _units(np.asarray(variable)):
        above, below = (derivative(function, [*fixed, variable + side * DIFFERENCE * unit]) for side in (1, -1))
        columns.append((above - below) / (2 * DIFFERENCE))
    return columns[0] if np.ndim(variable) == 0 else np.hstack(columns)


def _units(variable: Array) -> list[Array]:
    return [unit.reshape(variable.shape) for unit in np.eye(variable.size)]


def norm(x: Array) -> Array:
    """The square root of the sum of squares, as a function that may be differentiated by a complex step."""
    return np.sqrt(np.sum(x * x))


def log_det(x: Array) -> Array:
    """The logarithm of the absolute value of the determinant."""
    return np.log(det(x) ** 2) / 2


def diag(x: Array) -> Array:
    """A diagonal matrix of a column."""
    return np.diag(np.ravel(x))


def sigmoid(t: Array) -> Array:
    """The logistic function."""
    return 1 / (1 + np.exp(-t))


def softmax(x: Array) -> Array:
    """Exponentials divided by their sum."""
    return np.exp(x) / np.sum(np.exp(x))


def power(x: Array, exponent: int) -> Array:
    """A product of equal factors."""
    return np.linalg.matrix_power(x, exponent)


def series(x: Array, first: int, sign: float, step: int) -> Array:
    """X^f / f! + s X^(f + step) / (f + step)! + …: exponentials, sines and cosines of a matrix."""
    term = result = power(x, first)
    for order in range(first + step, 60, step):
        for factor in range(order - step + 1, order + 1):
            term = term @ x / factor
        term = sign * term
        result = result + term
    return result
