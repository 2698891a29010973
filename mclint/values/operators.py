"""The numeric value of each plain operator of the typed tree: one row each, duals welcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mclint.values import dual
from mclint.values.dual import Dual, Numeric

# What makes an equation false must be larger than what rounding makes: singular values are kept apart.
FLAT = dual.linear(lambda x: np.swapaxes(x, -1, -2).reshape(*x.shape[:-2], -1, 1))


def _add(*terms: Numeric) -> Numeric:
    result = terms[0]
    for term in terms[1:]:
        result = dual.add(result, term)
    return result


TERMS = 40  # of the series of a sine, even: enough for a matrix of norm ten
MOST_FACTORS = 20


def _matrix_power(x: Numeric, exponent: int) -> Numeric:
    result = x
    for _ in range(exponent - 1):
        result = dual.matmul(result, x)
    return result if exponent else np.broadcast_to(np.eye(dual.plain(x).shape[-1]), dual.plain(x).shape)


def _exponential(x: Numeric) -> Numeric:
    """e^X = (e^(X / 2^s))^(2^s) by squaring, with the series of a matrix of norm below one half."""
    plain = dual.plain(x)
    halvings = max(0, int(np.ceil(np.log2(1e-9 + np.abs(plain).sum(axis=-1).max()))) + 1)
    small = dual.scale(x, 0.5**halvings)
    result: Numeric = np.broadcast_to(np.eye(plain.shape[-1]), plain.shape)
    for order in range(16, 0, -1):
        result = dual.add(np.eye(plain.shape[-1]), dual.scale(dual.matmul(small, result), 1.0 / order))
    for _ in range(min(halvings, 12)):
        result = dual.matmul(result, result)
    return result


def _series(x: Numeric, first: int, sign: float) -> Numeric:
    """X^f / f! + s X^(f+2) / (f+2)! + …: the (hyperbolic) cosine of a matrix for f = 0, and its sine for f = 1."""
    one = np.broadcast_to(np.eye(dual.plain(x).shape[-1]), dual.plain(x).shape)
    square = dual.scale(dual.matmul(x, x), sign)
    result: Numeric = one
    for order in range(TERMS, 0, -2):
        term = dual.scale(dual.matmul(square, result), 1.0 / ((order + first) * (order + first - 1)))
        result = dual.add(one, term)
    return dual.matmul(x, result) if first else result


def _general_power(x: Numeric, exponent: Numeric) -> Numeric:
    """x^a = exp(a log x) for positive x; by multiplication for a whole number, such as a size."""
    if not isinstance(exponent, Dual):
        first = float(exponent.flat[0])
        if abs(first) <= MOST_FACTORS and first.is_integer() and (exponent == first).all():
            return dual.power(x, int(first))
    return dual.exp(dual.multiply(exponent, dual.log(x)))


def _pseudoinverse(x: Numeric) -> Numeric:
    """By the singular values; differentiated as (X^T X)^-1 X^T or X^T (X X^T)^-1, where X has full rank."""
    if not isinstance(x, Dual):
        inverse: dual.Array = np.linalg.pinv(x)
        return inverse
    turned = dual.transpose(x)
    rows, columns = dual.plain(x).shape[-2:]
    if rows >= columns:
        return dual.matmul(dual.inverse(dual.matmul(turned, x)), turned)
    return dual.matmul(turned, dual.inverse(dual.matmul(x, turned)))


def _total(x: Numeric) -> Numeric:
    return dual.sum_axis(dual.sum_axis(x, -1), -2)


def _norm(x: Numeric) -> Numeric:
    return dual.sqrt(_total(dual.multiply(x, x)))


def _spectral(x: Numeric) -> Numeric:
    """The largest singular value; d sigma = u^T dX v."""
    if isinstance(x, Dual):
        u, _, v = np.linalg.svd(dual.plain(x))
        left, right = np.swapaxes(u[..., :, :1], -1, -2), np.swapaxes(v[..., :1, :], -1, -2)
        return Dual(x.tag, _spectral(x.value), dual.matmul(dual.matmul(left, x.tangent), right))
    value: dual.Array = np.linalg.svd(x, compute_uv=False)[..., :1, None]
    return value


def _inner(x: Numeric, y: Numeric) -> Numeric:
    return _total(dual.multiply(x, y))


def _softmax(x: Numeric) -> Numeric:
    raised = dual.exp(x)
    return dual.multiply(raised, dual.reciprocal(_total(raised)))


def _kronecker(x: Numeric, y: Numeric) -> Numeric:
    return _kron(x, y)


def _kron_arrays(x: Any, y: Any) -> Any:
    product = x[..., :, None, :, None] * y[..., None, :, None, :]
    rows, columns = x.shape[-2] * y.shape[-2], x.shape[-1] * y.shape[-1]
    return product.reshape(*product.shape[:-4], rows, columns)


_kron = dual.bilinear(_kron_arrays)
_diagonal_matrix = dual.linear(
    lambda x: np.eye(max(x.shape[-2:])) * (x if x.shape[-1] == 1 else np.swapaxes(x, -1, -2))
)
_diagonal = dual.linear(lambda x: np.diagonal(x, axis1=-2, axis2=-1)[..., None])
_diagonal_part = dual.linear(lambda x: x * np.eye(x.shape[-1]))


def _sinh(x: Numeric) -> Numeric:
    return dual.scale(dual.subtract(dual.exp(x), dual.exp(dual.negative(x))), 0.5)


def _cosh(x: Numeric) -> Numeric:
    return dual.scale(dual.add(dual.exp(x), dual.exp(dual.negative(x))), 0.5)


def _sigmoid(x: Numeric) -> Numeric:
    return dual.reciprocal(dual.add(dual.constant(1.0), dual.exp(dual.negative(x))))


# Stirling's series for log Gamma: the coefficients of 1/z, 1/z^3, ... (DLMF 5.11.1)
STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360)
SHIFT = 10  # Gamma(x) = Gamma(x + 10) / (x (x + 1) ... (x + 9)), where the series is exact to rounding


def _log_gamma(x: Numeric) -> Numeric:
    """For positive x; all of it is differentiable, so derivatives are those of the digamma function."""
    z = dual.add(x, dual.constant(SHIFT))
    one_over, below, series = dual.reciprocal(z), x, _add(dual.constant(0.0))
    square = dual.multiply(one_over, one_over)
    for coefficient in reversed(STIRLING):
        series = dual.add(dual.constant(coefficient), dual.multiply(square, series))
    for step in range(1, SHIFT):
        below = dual.multiply(below, dual.add(x, dual.constant(step)))
    leading = dual.subtract(dual.multiply(dual.subtract(z, dual.constant(0.5)), dual.log(z)), z)
    constant = dual.constant(0.5 * float(np.log(2 * np.pi)))
    return dual.subtract(_add(leading, constant, dual.multiply(one_over, series)), dual.log(below))


def _gamma(x: Numeric) -> Numeric:
    return dual.exp(_log_gamma(x))


VALUES: dict[str, Callable[..., Numeric]] = {
    "add": _add,
    "negative": dual.negative,
    "scale": dual.multiply,
    "matmul": dual.matmul,
    "hadamard": dual.multiply,
    "kronecker": _kronecker,
    "outer": lambda x, y: dual.matmul(x, dual.transpose(y)),
    "divide": lambda x, y: dual.multiply(x, dual.reciprocal(y)),
    "power": dual.power,
    "general power": _general_power,
    "matrix power": _matrix_power,
    "matrix exponential": _exponential,
    "matrix sine": lambda x: _series(x, 1, -1.0),
    "matrix cosine": lambda x: _series(x, 0, -1.0),
    "matrix hyperbolic sine": lambda x: _series(x, 1, 1.0),
    "matrix hyperbolic cosine": lambda x: _series(x, 0, 1.0),
    "transpose": dual.transpose,
    "inverse": dual.inverse,
    "pseudoinverse": _pseudoinverse,
    "trace": dual.trace,
    "determinant": dual.determinant,
    "log determinant": dual.log_determinant,
    "absolute": dual.absolute,
    "norm 1": lambda x: _total(dual.absolute(x)),
    "norm 2": _norm,
    "spectral norm": _spectral,
    "inner": _inner,
    "softmax": _softmax,
    "vec": FLAT,
    "diagonal matrix": _diagonal_matrix,
    "diagonal": _diagonal,
    "diagonal part": _diagonal_part,
    "log": dual.log,
    "exp": dual.exp,
    "sqrt": dual.sqrt,
    "sin": dual.sin,
    "cos": dual.cos,
    "tan": lambda x: dual.multiply(dual.sin(x), dual.reciprocal(dual.cos(x))),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": dual.tanh,
    "sign": dual.sign,
    "sigmoid": _sigmoid,
    "relu": dual.maximum_zero,
    "gamma": _gamma,
}
