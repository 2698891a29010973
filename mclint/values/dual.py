"""Forward-mode differentiation: arrays that carry their derivative in a batch of directions.

Every array has the shape (axes..., rows, columns). A dual number has a tag, a value and a tangent; value and tangent
may themselves be duals of a lower tag, which is how derivatives of derivatives are exact (Siskind & Pearlmutter 2005).
Each function below is one line of the differential calculus: d(XY) = dX Y + X dY, d(X^-1) = -X^-1 dX X^-1, ...
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]  # of floats
HUGE = 1e10  # an inverse with such entries is that of a singular matrix, but for rounding


class Dual:
    """A value and its tangent, `value + tangent * epsilon_tag`."""

    __slots__ = ("tag", "tangent", "value")

    def __init__(self, tag: int, value: Numeric, tangent: Numeric) -> None:
        self.tag, self.value, self.tangent = tag, value, tangent


Numeric = Array | Dual


def plain(x: Numeric) -> Array:
    """The value without any tangent."""
    while isinstance(x, Dual):
        x = x.value
    return x


def part(x: Numeric, tag: int) -> tuple[Numeric, Numeric | None]:
    """Value and tangent of `x` in the directions of `tag`; the tangent is None where `x` is constant."""
    if not isinstance(x, Dual) or x.tag < tag:
        return x, None
    if x.tag == tag:
        return x.value, x.tangent
    value, tangent = part(x.value, tag)
    above, mixed = part(x.tangent, tag)
    outer = Dual(x.tag, value, above)
    if tangent is None and mixed is None:
        return outer, None
    zero = np.zeros((1,) * plain(x).ndim)
    return outer, Dual(x.tag, zero if tangent is None else tangent, zero if mixed is None else mixed)


def linear(function: Callable[..., Array]) -> Callable[..., Numeric]:
    """d f(X) = f(dX)."""

    def apply(x: Numeric, *rest: Any) -> Numeric:
        if isinstance(x, Dual):
            return Dual(x.tag, apply(x.value, *rest), apply(x.tangent, *rest))
        return function(x, *rest)

    return apply


def bilinear(function: Callable[[Array, Array], Array]) -> Callable[[Numeric, Numeric], Numeric]:
    """d f(X, Y) = f(dX, Y) + f(X, dY)."""

    def apply(x: Numeric, y: Numeric) -> Numeric:
        if not (isinstance(x, Dual) or isinstance(y, Dual)):
            return function(x, y)
        tag = max(x.tag if isinstance(x, Dual) else -1, y.tag if isinstance(y, Dual) else -1)
        a, da = part(x, tag)
        b, db = part(y, tag)
        if db is None:
            return Dual(tag, apply(a, b), apply(da, b)) if da is not None else apply(a, b)
        if da is None:
            return Dual(tag, apply(a, b), apply(a, db))
        return Dual(tag, apply(a, b), add(apply(da, b), apply(a, db)))

    return apply


def add(x: Numeric, y: Numeric) -> Numeric:
    """d(X + Y) = dX + dY."""
    if not (isinstance(x, Dual) or isinstance(y, Dual)):
        return np.asarray(x + y)
    tag = max(x.tag if isinstance(x, Dual) else -1, y.tag if isinstance(y, Dual) else -1)
    a, da = part(x, tag)
    b, db = part(y, tag)
    if da is None or db is None:
        return Dual(tag, add(a, b), db if da is None else da)  # type: ignore[arg-type]
    return Dual(tag, add(a, b), add(da, db))


matmul = bilinear(np.matmul)
multiply = bilinear(np.multiply)
negative = linear(np.negative)
transpose = linear(lambda x: np.swapaxes(x, -1, -2))
scale = linear(lambda x, factor: x * factor)
sum_axis = linear(lambda x, axis: x.sum(axis=axis, keepdims=True))


def subtract(x: Numeric, y: Numeric) -> Numeric:
    """X - Y."""
    return add(x, negative(y))


def trace(x: Numeric) -> Numeric:
    """d tr X = tr dX."""
    return _trace(x)


_trace = linear(lambda x: np.trace(x, axis1=-2, axis2=-1)[..., None, None])


def chain(function: Callable[[Array], Array], derivative: Callable[[Numeric], Numeric]) -> Callable[[Numeric], Numeric]:
    """An elementwise function: d f(x) = f'(x) * dx."""

    def apply(x: Numeric) -> Numeric:
        if isinstance(x, Dual):
            return Dual(x.tag, apply(x.value), multiply(derivative(x.value), x.tangent))
        return function(x)

    return apply


def constant(value: float) -> Array:
    """A number as an array that broadcasts."""
    return np.full((1, 1), value)


def inverse(x: Numeric) -> Numeric:
    """d(X^-1) = -X^-1 dX X^-1, from differentiating X X^-1 = I."""
    if isinstance(x, Dual):
        inner = inverse(x.value)
        return Dual(x.tag, inner, negative(matmul(matmul(inner, x.tangent), inner)))
    result: Array = np.linalg.inv(x)
    if np.abs(result).max() > HUGE * (1.0 + np.abs(x).max()):
        raise np.linalg.LinAlgError("singular matrix")
    return result


def determinant(x: Numeric) -> Numeric:
    """d det X = det X tr(X^-1 dX) (Jacobi)."""
    if isinstance(x, Dual):
        value = determinant(x.value)
        return Dual(x.tag, value, multiply(value, trace(matmul(inverse(x.value), x.tangent))))
    result: Array = np.linalg.det(x)[..., None, None]
    return result


def log_determinant(x: Numeric) -> Numeric:
    """d log|det X| = tr(X^-1 dX)."""
    if isinstance(x, Dual):
        return Dual(x.tag, log_determinant(x.value), trace(matmul(inverse(x.value), x.tangent)))
    result: Array = np.linalg.slogdet(x)[1][..., None, None]
    if result.min() < -math.log(HUGE):
        raise np.linalg.LinAlgError("singular matrix")
    return result


def reciprocal(x: Numeric) -> Numeric:
    """d(1/x) = -dx / x^2."""
    return _reciprocal(x)


_reciprocal = chain(np.reciprocal, lambda x: negative(multiply(reciprocal(x), reciprocal(x))))


def exp(x: Numeric) -> Numeric:
    """d e^x = e^x dx."""
    return _exp(x)


_exp = chain(np.exp, lambda x: exp(x))
log = chain(np.log, reciprocal)


def sin(x: Numeric) -> Numeric:
    """d sin x = cos x dx."""
    return _sin(x)


def cos(x: Numeric) -> Numeric:
    """d cos x = -sin x dx."""
    return _cos(x)


_sin = chain(np.sin, cos)
_cos = chain(np.cos, lambda x: negative(sin(x)))


def sqrt(x: Numeric) -> Numeric:
    """d sqrt(x) = dx / (2 sqrt(x))."""
    return _sqrt(x)


_sqrt = chain(np.sqrt, lambda x: scale(reciprocal(sqrt(x)), 0.5))


def tanh(x: Numeric) -> Numeric:
    """d tanh x = (1 - tanh^2 x) dx."""
    return _tanh(x)


_tanh = chain(np.tanh, lambda x: subtract(constant(1.0), multiply(tanh(x), tanh(x))))
sign = chain(np.sign, lambda x: np.zeros_like(plain(x)))
absolute = chain(np.abs, sign)


def maximum_zero(x: Numeric) -> Numeric:
    """ReLU, with the derivative 1 where x > 0."""
    return multiply(x, np.where(plain(x) > 0, 1.0, 0.0))


def power(x: Numeric, exponent: int) -> Numeric:
    """Elementwise integer power by repeated multiplication."""
    if exponent < 0:
        return reciprocal(power(x, -exponent))
    result: Numeric = np.ones((1, 1))
    for _ in range(exponent):
        result = multiply(result, x)
    return result
