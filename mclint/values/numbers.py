"""Expressions in which every symbol is a number and every unknown function a polynomial.

What holds for vectors and matrices of all sizes holds for numbers too, whatever the shapes of the symbols are; so what
is false here needs no shapes to be refuted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from mclint.document.scope import key_of, spelled
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op

Coefficients = tuple[float, ...]


class Unfit(Exception):
    """An expression for which no number stands."""


class Numbers:
    """Numbers for symbols, by `seed`, but for those that are `given`, and polynomials for functions.

    A derivative without a point is taken at the first of the `points`, unless one of them stands in brackets behind it.
    """

    def __init__(
        self, functions: Mapping[str, Coefficients], given: Mapping[str, float], seed: int, points: Sequence[Expr] = ()
    ) -> None:
        self.functions, self.given, self.seed, self.points = functions, given, seed, points
        self.used: set[str] = set()

    def value(self, expr: Expr) -> float:
        """The value of an expression; raises Unfit, ArithmeticError or ValueError."""
        if isinstance(expr, Number):
            return float(expr.value)
        symbol = symbol_of(expr)
        if symbol is not None:
            self.used.add(symbol)
            return self.given[symbol] if symbol in self.given else drawn(symbol, self.seed)
        if isinstance(expr, Derivative):
            return self.called(expr, None)
        if not isinstance(expr, Apply):
            raise Unfit
        if expr.op is Op.CALL:
            return self.called(expr, None)
        if expr.op is Op.PRODUCT:
            return self.product(expr.args)
        row = ROWS.get(expr.op)
        if row is None:
            raise Unfit
        return row(*map(self.value, expr.args))

    def product(self, factors: tuple[Expr, ...]) -> float:
        r"""A product, in which `\frac{df}{dx} (a)` is the derivative at a point."""
        total, point = 1.0, None
        for factor, following in zip(factors, (*factors[1:], None), strict=True):
            if factor is point:
                continue
            point = following if _is_bare(factor) and self.is_point(following) else None
            total *= self.value(factor) if point is None else self.called(factor, point)
        return total

    def is_point(self, expr: Expr | None) -> bool:
        """Whether an expression in brackets is one of the points."""
        return isinstance(expr, Apply) and expr.op is Op.GROUP and expr.args[0] in self.points

    def called(self, expr: Expr, point: Expr | None) -> float:
        """The value of a function or of its derivative at a point."""
        found = function_of(expr)
        where = point or (found.point if found is not None else None) or next(iter(self.points), None)
        if found is None or where is None:
            raise Unfit
        if found.key not in self.functions:  # the same for the same argument
            return drawn(f"{found.key} {found.order} {self.value(where):.12g}", self.seed)
        return polynomial(self.functions[found.key], self.value(where), found.order)


def _is_bare(expr: Expr) -> bool:
    """Whether a derivative is written without a point."""
    return isinstance(expr, Derivative) and isinstance(expr.body, Name)


class Function:
    """A function or a derivative of it, at a point where one is written."""

    __slots__ = ("key", "order", "point")

    def __init__(self, key: str, order: int, point: Expr | None) -> None:
        self.key, self.order, self.point = key, order, point


def function_of(expr: Expr) -> Function | None:
    r"""What `f(a)`, `f'(a)`, `\nabla f(a)`, `\nabla^2 f(a)`, `f^{(3)}(a)` and `\frac{d^2 f}{dx^2}` are of f."""
    if isinstance(expr, Derivative):
        inner = function_of(expr.body)
        single = len({*expr.variables}) <= 1
        if inner is None or not single or (expr.form is Form.FRACTION and not expr.variables):
            return None
        by = 2 if expr.form is Form.HESSIAN else max(len(expr.variables), 1)
        return Function(inner.key, inner.order + by, inner.point)
    if isinstance(expr, Name):
        key = key_of(expr)
        return None if key is None else Function(key, 0, None)
    if not isinstance(expr, Apply) or expr.op is not Op.CALL or len(expr.args) != 2:
        return None
    head, point = expr.args
    order = 0
    if isinstance(head, Apply) and head.op is Op.SUPERINDEX and isinstance(head.args[1], Number):
        order = int(head.args[1].value)
        head = head.args[0]
    key = key_of(head)
    return None if key is None else Function(key, order, point)


def symbol_of(expr: Expr) -> str | None:
    r"""The symbol that an expression stands for; `w^{k-1}`, `x^0` and `dx` are symbols of their own."""
    if isinstance(expr, Apply) and expr.op is Op.POWER:
        base, exponent = expr.args
        label = not isinstance(exponent, Number) or exponent.value in (0, 1)
        key = key_of(base) if label else None
        return None if key is None else f"{key}^{spelled(exponent)}"
    if isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL:
        key = key_of(expr.args[0])
        return None if key is None else f"d {key}"
    key = key_of(expr)
    return None if key in ("0", "1", "I", "e", "pi") else key


def polynomial(coefficients: Coefficients, x: float, order: int) -> float:
    """A derivative of a polynomial."""
    for _ in range(order):
        coefficients = tuple(power * each for power, each in enumerate(coefficients))[1:]
    return sum(each * x**power for power, each in enumerate(coefficients))


def drawn(key: str, seed: int) -> float:
    """A number between 0.4 and 1.6 that the name decides."""
    return 0.4 + 1.2 * crc32(f"{seed} {key}".encode()) / 2**32


def _product(*factors: float) -> float:
    return math.prod(factors)


def _same(value: float) -> float:
    return value


def _total(*terms: float) -> float:
    return math.fsum(terms)


ROWS: dict[Op, Callable[..., float]] = {
    Op.ADD: _total,
    Op.NEG: lambda x: -x,
    **dict.fromkeys((Op.DOT, Op.TIMES, Op.HADAMARD, Op.INNER), _product),
    Op.DIVIDE: lambda a, b: a / b,
    Op.POWER: lambda a, b: math.pow(a, b),
    **dict.fromkeys((Op.TRANSPOSE, Op.GROUP, Op.BRACKET, Op.TRACE), _same),
    Op.NORM: lambda x, _: abs(x),
    Op.FACTORIAL: lambda x: float(math.factorial(int(x))),
    Op.SQRT: math.sqrt,
}
