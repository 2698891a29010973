"""What is done entry by entry: functions of one number with their derivatives, Hadamard products, diagonals."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from mclint.derivation.algebra import multiple, negative, power, product, total, transpose
from mclint.derivation.forms import (
    ONE,
    Atom,
    Sum,
    Term,
    Underivable,
    holds,
    matrices_of,
    of_atom,
    ones,
    scale_of,
    zero,
)


def apply(name: str, x: Sum) -> Sum:
    """A function of one number, applied to each entry."""
    return of_atom(Atom(name, (x,), x.shape))


def hadamard(x: Sum, y: Sum) -> Sum:
    """The elementwise product; numbers and ones are taken out, and what holds the change is spread over its terms."""
    if x.is_scalar or y.is_scalar:
        return product(x, y)
    if x.is_zero or y.is_zero:
        return zero(x.shape)
    if x.shape[0] == 1:  # of columns, so that equal ones are found
        return transpose(hadamard(transpose(x), transpose(y)))
    pieces = []
    for a in _single_terms(x):
        for b in _single_terms(y):
            pieces.append(_hadamard(a, b))
    return total(x.shape, *pieces)


def _single_terms(x: Sum) -> tuple[Term, ...]:
    if holds(x) or len(x.terms) == 1:
        return x.terms
    return (Term(ONE, (), (Atom("group", (x,), x.shape),)),)


def _hadamard(a: Term, b: Term) -> Sum:
    shape = a.factors[0].shape[0], a.factors[-1].shape[1]
    left, right = matrices_of(a, shape), matrices_of(b, shape)
    outside = product(scale_of(a), scale_of(b))
    for one, other in ((left, right), (right, left)):
        if is_ones(one):
            return product(outside, other)
        if "identity" in (each.op for each in one.terms[0].factors):
            return product(outside, diagonal_part(other))
        if (scaled := _scaled_rows(one, other)) is not None:
            return product(outside, scaled)
    if left == right and not holds(left):
        return product(outside, elementwise_power(left, Fraction(2)))
    for one, other in ((left, right), (right, left)):
        base, exponent = _power_of(one)
        if _power_of(other)[0] == base and not holds(base):
            return product(outside, elementwise_power(base, exponent + _power_of(other)[1]))
    return product(outside, of_atom(Atom("hadamard", (left, right), shape)))


def _scaled_rows(outer: Sum, other: Sum) -> Sum | None:
    """(u 1^T) ⊙ X is diag(u) X, and (1 v^T) ⊙ X is X diag(v)."""
    factors = outer.terms[0].factors
    if len(factors) < 2:
        return None
    first, *between, last = factors
    if last.op == "ones" and last.shape[0] == 1:
        return product(diagonal_matrix(product(*map(of_atom, (first, *between)))), other)
    if first.op == "ones" and first.shape[1] == 1:
        return product(other, diagonal_matrix(product(*map(of_atom, (*between, last)))))
    return None


def _power_of(x: Sum) -> tuple[Sum, Fraction]:
    atom = x.terms[0].factors[0]
    if len(x.terms[0].factors) == 1 and atom.op == "hadamard power":
        return atom.args[0], atom.data
    return x, ONE


def is_ones(x: Sum) -> bool:
    """Whether all entries are 1."""
    factors = x.terms[0].factors if len(x.terms) == 1 else ()
    outer = len(factors) == 2 and factors[0].shape[1] == 1
    return all(atom.op == "ones" for atom in factors) and (len(factors) == 1 or outer)


def elementwise_power(x: Sum, exponent: Fraction) -> Sum:
    """Each entry with an exponent."""
    if x.is_scalar:
        return power(x, exponent)
    if exponent == 0:
        return ones(x.shape)
    base, inner = _power_of(x) if len(x.terms) == 1 and not x.terms[0].scalars and x.terms[0].number == 1 else (x, ONE)
    whole = inner * exponent
    return base if whole == 1 else of_atom(Atom("hadamard power", (base,), base.shape, whole))


def diagonal_matrix(x: Sum) -> Sum:
    """diag(x) of a column or a row."""
    if x.is_scalar:
        return x
    column = x if x.shape[1] == 1 else transpose(x)
    size = column.shape[0]
    if is_ones(column):
        return product(scale_of(column.terms[0]), of_atom(Atom("identity", (), (size, size))))
    return of_atom(Atom("diagonal matrix", (column,), (size, size)))


def diagonal(x: Sum) -> Sum:
    """The column of the diagonal; that of an outer product is an elementwise product."""
    if x.is_scalar:
        return x
    shape = x.shape[0], 1
    pieces = []
    for term in x.terms:
        scale = scale_of(term)
        for place in range(1, len(term.factors)):
            if term.factors[place].shape[0] == 1:
                left, right = product(*map(of_atom, term.factors[:place])), product(*map(of_atom, term.factors[place:]))
                pieces.append(product(scale, hadamard(left, transpose(right))))
                break
        else:
            only = term.factors[0]
            known = only.args[0] if len(term.factors) == 1 and only.op == "diagonal matrix" else None
            if only.op == "identity" and len(term.factors) == 1:
                known = ones(shape)
            pieces.append(product(scale, known or of_atom(Atom("diagonal", (matrices_of(term, x.shape),), shape))))
    return total(shape, *pieces)


def diagonal_part(x: Sum) -> Sum:
    """X with zeros beside its diagonal."""
    return diagonal_matrix(diagonal(x))


def _one_minus_square(x: Sum, name: str, sign: int) -> Sum:
    square = elementwise_power(apply(name, x), Fraction(2))
    return total(x.shape, ones(x.shape), multiple(sign, square))


def _logistic(x: Sum) -> Sum:
    value = apply("sigmoid", x)
    return hadamard(value, total(x.shape, ones(x.shape), negative(value)))


def step(x: Sum) -> Sum:
    """The derivative of max(0, x): 1 where x is positive, 0 where it is negative."""
    return apply("step", x)


def _undefined(x: Sum) -> Sum:
    raise Underivable("the derivative of the gamma function needs the digamma function")


# f' of each elementwise function f, as an expression of its argument.
SLOPES: dict[str, Callable[[Sum], Sum]] = {
    "exp": lambda x: apply("exp", x),
    "log": lambda x: elementwise_power(x, Fraction(-1)),
    "sqrt": lambda x: multiple(Fraction(1, 2), elementwise_power(apply("sqrt", x), Fraction(-1))),
    "sin": lambda x: apply("cos", x),
    "cos": lambda x: negative(apply("sin", x)),
    "tan": lambda x: _one_minus_square(x, "tan", 1),
    "sinh": lambda x: apply("cosh", x),
    "cosh": lambda x: apply("sinh", x),
    "tanh": lambda x: _one_minus_square(x, "tanh", -1),
    "sigmoid": _logistic,
    "relu": step,
    "step": lambda x: zero(x.shape),
    "absolute": lambda x: apply("sign", x),
    "sign": lambda x: zero(x.shape),
    "gamma": _undefined,
}
