"""The differential of each operator: one row each, d(XY) = dX Y + X dY, from what stands in it and how that changes.

Sources: Magnus and Neudecker, Matrix Differential Calculus, chapters 8 and 9; The Matrix Cookbook, chapter 2.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from mclint.derivation import entrywise, matrix_functions
from mclint.derivation.algebra import inverse, multiple, negative, power, product, total, transpose
from mclint.derivation.entrywise import SLOPES, apply, diagonal, diagonal_matrix, diagonal_part, hadamard
from mclint.derivation.forms import (
    SCALAR,
    Atom,
    Sum,
    Underivable,
    constant,
    identity,
    of_atom,
)
from mclint.derivation.products import kronecker, trace, vec
from mclint.records import NamedTuple

MOST_POWER = 8


class Row(NamedTuple):
    """An operator: its value from those of its arguments, and its change from the arguments and their changes."""

    value: Callable[..., Sum]
    change: Callable[..., Sum]


def pseudoinverse(x: Sum) -> Sum:
    """X^+."""
    return of_atom(Atom("pseudoinverse", (x,), (x.shape[1], x.shape[0])))


def _change_of_pseudoinverse(x: Sum, dx: Sum) -> Sum:
    """Where the rank stays: Golub and Pereyra, 1973, (4.12)."""
    p, q, dq = pseudoinverse(x), transpose(pseudoinverse(x)), transpose(dx)
    first = negative(product(p, dx, p))
    second = product(p, q, dq, total((x.shape[0], x.shape[0]), identity(x.shape[0]), negative(product(x, p))))
    third = product(total((x.shape[1], x.shape[1]), identity(x.shape[1]), negative(product(p, x))), dq, q, p)
    return total(p.shape, first, second, third)


def determinant(x: Sum) -> Sum:
    """det X."""
    return x if x.is_scalar else of_atom(Atom("determinant", (x,), SCALAR))


def norm(x: Sum) -> Sum:
    """The Euclidean or Frobenius norm."""
    return of_atom(Atom("norm 2", (x,), SCALAR))


def _change_of_norm(x: Sum, dx: Sum) -> Sum:
    return product(power(norm(x), Fraction(-1)), trace(product(transpose(x), dx)))


def matrix_power(x: Sum, exponent: int) -> Sum:
    """X^k as X X … X."""
    if exponent > MOST_POWER:
        raise Underivable(f"a power above {MOST_POWER} is too long to write out")
    if x.is_scalar:
        return power(x, Fraction(exponent))
    return product(*[x] * exponent) if exponent else identity(x.shape[0])


def _change_of_power(x: Sum, dx: Sum, exponent: int) -> Sum:
    """d X^k = sum of X^i dX X^(k-1-i)."""
    if x.is_scalar:
        return product(constant(exponent), power(x, Fraction(exponent - 1)), dx)
    parts = (product(matrix_power(x, place), dx, matrix_power(x, exponent - 1 - place)) for place in range(exponent))
    return total(x.shape, *parts)


def softmax(x: Sum) -> Sum:
    """exp(x) divided by its sum."""
    return apply("softmax", x)


def _change_of_softmax(x: Sum, dx: Sum) -> Sum:
    """ds = s ⊙ dx - s s^T dx."""
    value = softmax(x)
    inner = trace(product(transpose(value), dx))
    return total(x.shape, hadamard(value, dx), negative(product(inner, value)))


def _divided(x: Sum, y: Sum) -> Sum:
    return (
        product(x, power(y, Fraction(-1))) if y.is_scalar else hadamard(x, entrywise.elementwise_power(y, Fraction(-1)))
    )


def _change_of_quotient(x: Sum, dx: Sum, y: Sum, dy: Sum) -> Sum:
    if y.is_scalar:
        below = negative(product(dy, power(y, Fraction(-2))))
        return total(x.shape, product(dx, power(y, Fraction(-1))), product(below, x))
    below = entrywise.elementwise_power(y, Fraction(-1))
    second = hadamard(hadamard(x, entrywise.elementwise_power(y, Fraction(-2))), dy)
    return total(x.shape, hadamard(dx, below), negative(second))


def general_power(x: Sum, y: Sum) -> Sum:
    """x^a of a positive number, with any exponent."""
    if x.is_scalar and len(y.terms) == 1 and not y.terms[0].scalars:
        return power(x, y.terms[0].number)
    return of_atom(Atom("general power", (x, y), x.shape))


def _change_of_general_power(x: Sum, dx: Sum, y: Sum, dy: Sum) -> Sum:
    if not x.is_scalar:
        raise Underivable("a general power of each entry")
    less = total(SCALAR, y, constant(-1))
    by_base = product(y, general_power(x, less), dx)
    return total(SCALAR, by_base, product(general_power(x, y), apply("log", x), dy))


def _log_determinant(x: Sum) -> Sum:
    return apply("log", determinant(x))


def _same(x: Sum) -> Sum:
    return x


def _elementwise(name: str) -> Row:
    return Row(lambda x: apply(name, x), lambda x, dx: hadamard(SLOPES[name](x), dx))


def _of_square(name: str) -> Row:
    slope = matrix_functions.SLOPES[name]
    return Row(
        lambda x: matrix_functions.of_square(name, x),
        lambda x, dx: matrix_functions.change_of_function(x, dx, slope(x)),
    )


def _both(multiply: Callable[[Sum, Sum], Sum]) -> Row:
    """What is linear in each of two arguments."""
    return Row(multiply, lambda x, dx, y, dy: total(multiply(x, y).shape, multiply(dx, y), multiply(x, dy)))


def _linear(function: Callable[[Sum], Sum]) -> Row:
    return Row(function, lambda x, dx: function(dx))


def _outer(x: Sum, y: Sum) -> Sum:
    return product(x, transpose(y))


def _inner(x: Sum, y: Sum) -> Sum:
    return trace(product(transpose(x), y))


def _norm_1(x: Sum) -> Sum:
    return of_atom(Atom("norm 1", (x,), SCALAR))


ROWS: dict[str, Row] = {
    "negative": _linear(negative),
    "transpose": _linear(transpose),
    "trace": _linear(trace),
    "vec": _linear(vec),
    "diagonal": _linear(diagonal),
    "diagonal matrix": _linear(diagonal_matrix),
    "diagonal part": _linear(diagonal_part),
    "scale": _both(product),
    "matmul": _both(product),
    "hadamard": _both(hadamard),
    "kronecker": _both(kronecker),
    "outer": _both(_outer),
    "inner": _both(_inner),
    "divide": Row(_divided, _change_of_quotient),
    "general power": Row(general_power, _change_of_general_power),
    "symbolic power": Row(matrix_functions.symbolic_power, matrix_functions.change_of_symbolic_power),
    "pseudoinverse": Row(pseudoinverse, _change_of_pseudoinverse),
    "inverse": Row(inverse, lambda x, dx: negative(product(inverse(x), dx, inverse(x)))),
    "determinant": Row(determinant, lambda x, dx: product(determinant(x), trace(product(inverse(x), dx)))),
    "log determinant": Row(_log_determinant, lambda x, dx: trace(product(inverse(x), dx))),
    "norm 1": Row(_norm_1, lambda x, dx: trace(product(transpose(apply("sign", x)), dx))),
    "norm 2": Row(norm, _change_of_norm),
    "softmax": Row(softmax, _change_of_softmax),
    **{name: _elementwise(name) for name in SLOPES},
    **{name: _of_square(name) for name in matrix_functions.SLOPES},
}
# With a number beside their argument.
NUMBERED: dict[str, Row] = {
    "power": Row(
        lambda x, exponent: entrywise.elementwise_power(x, Fraction(exponent)),
        lambda x, dx, exponent: hadamard(
            multiple(exponent, entrywise.elementwise_power(x, Fraction(exponent - 1))), dx
        ),
    ),
    "matrix power": Row(matrix_power, _change_of_power),
}
