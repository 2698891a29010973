"""Sums, products and transposes that simplify as they are built: scalars in front, transposes inside, terms merged."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mclint.derivation.forms import (
    ONE,
    SCALAR,
    Atom,
    Leaf,
    Sum,
    Term,
    constant,
    holds,
    identity,
    matrices_of,
    of_atom,
    order,
    scale_of,
    zero,
)
from mclint.shapes.dim import Shape


def total(shape: Shape, *parts: Sum) -> Sum:
    """The sum of sums of one shape, equal terms merged, those that cancel left out."""
    numbers: dict[tuple[tuple[Atom, ...], tuple[Atom, ...]], Fraction] = {}
    for part in parts:
        for term in part.terms:
            key = term.scalars, term.factors
            numbers[key] = numbers.get(key, Fraction(0)) + term.number
    return Sum(tuple(Term(number, *key) for key, number in numbers.items() if number), shape)


def multiple(number: Fraction | int, part: Sum) -> Sum:
    """A number times a sum."""
    if not number:
        return zero(part.shape)
    return Sum(tuple(term._replace(number=term.number * number) for term in part.terms), part.shape)


def negative(part: Sum) -> Sum:
    """-X."""
    return multiple(-1, part)


def product(*parts: Sum) -> Sum:
    """The matrix product, from left to right; a 1 × 1 factor is a scalar."""
    result = parts[0]
    for part in parts[1:]:
        result = _product(result, part)
    return result


def _product(left: Sum, right: Sum) -> Sum:
    if left.is_scalar or right.is_scalar:
        scalar, other = (left, right) if left.is_scalar else (right, left)
        shape = other.shape
    else:
        scalar, other, shape = None, None, (left.shape[0], right.shape[1])
    if left.is_zero or right.is_zero:
        return zero(shape)
    if scalar is not None and other is not None:
        return _scaled(scalar, other)
    found = []
    for a in _terms(left, holds(left)):
        for b in _terms(right, holds(right)):
            found.append(_chained(a.number * b.number, (*a.scalars, *b.scalars), (*a.factors, *b.factors), shape))
    return total(shape, *found)


def _is_plain(part: Sum) -> bool:
    return len(part.terms) == 1


def _terms(part: Sum, spread: bool) -> tuple[Term, ...]:
    """The terms of a sum, or the sum in brackets as the only one."""
    if spread or _is_plain(part):
        return part.terms
    return bracketed(part).terms


def bracketed(part: Sum) -> Sum:
    """A sum as one factor; a row as the transpose of a column, so that both are found equal."""
    if part.shape[0] == 1 != part.shape[1]:
        return transpose(bracketed(transpose(part)))
    return of_atom(Atom("group", (part,), part.shape))


def _scaled(scalar: Sum, other: Sum) -> Sum:
    found = []
    for a in _terms(scalar, holds(scalar)):
        for b in _terms(other, holds(other) or not other.is_scalar or not a.scalars):
            term = Term(a.number * b.number, merged((*a.scalars, *b.scalars)), b.factors)
            found.append(Sum((term,), other.shape))
    return total(other.shape, *found)


def _chained(number: Fraction, scalars: tuple[Atom, ...], factors: tuple[Atom, ...], shape: Shape) -> Sum:
    """A term from all its factors, those that cancel left out."""
    factors = _cancelled(factors)
    if any(atom.op == "zero" for atom in factors):
        return zero(shape)
    if shape == SCALAR:
        chain = chained(factors)
        return Sum((Term(number * chain.number, merged((*scalars, *chain.scalars))),), SCALAR)
    factors, inner = _inner_products(factors)
    if not factors:
        return Sum((Term(number, merged((*scalars, *inner)), identity(shape[0]).terms[0].factors),), shape)
    return Sum((Term(number, merged((*scalars, *inner)), factors),), shape)


def _inner_products(factors: tuple[Atom, ...]) -> tuple[tuple[Atom, ...], tuple[Atom, ...]]:
    """Row … column runs taken out of a product as scalars: by associativity, `A x^T y` is `x^T y` times A."""
    kept: list[Atom] = []
    scalars: list[Atom] = []
    start = 0
    while start < len(factors):
        stop = start
        if factors[start].shape[0] == 1:
            while stop < len(factors) and factors[stop].shape[1] != 1:
                stop += 1
        else:
            stop = len(factors)
        if stop < len(factors):
            scalars.extend(chained(factors[start : stop + 1]).scalars)
            start = stop + 1
        else:
            kept.append(factors[start])
            start += 1
    return tuple(kept), tuple(scalars)


def chained(factors: tuple[Atom, ...]) -> Term:
    """A 1 × 1 product as a scalar: of it and its transpose, which are the same number, the one that sorts first."""
    if not factors:
        return Term(ONE)
    if len(factors) == 1:
        return Term(ONE, factors)
    sign, turned = 1, list[Atom]()
    for atom in reversed(factors):
        flipped = transpose(of_atom(atom)).terms[0]
        sign *= int(flipped.number) if flipped.number.denominator == 1 else 1
        turned.extend(flipped.factors)
    back = tuple(turned)
    if back == factors and sign < 0:
        return Term(Fraction(0))
    first, number = (factors, ONE) if _weight(factors) <= _weight(back) else (back, Fraction(sign))
    return Term(number, (Atom("chain", (), SCALAR, first),))


def _weight(factors: tuple[Atom, ...]) -> tuple[bool, int, list[str]]:
    """The orientation of a number: the change of the variable untransposed, then as few transposes as can be."""
    return (
        any(atom.op == "transpose" and holds(atom) for atom in factors),
        sum(atom.op == "transpose" for atom in factors),
        [order(atom) for atom in factors],
    )


def _cancelled(factors: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """A product without identities and without neighbours that are inverse to each other."""
    kept: list[Atom] = []
    for atom in factors:
        if atom.op == "identity" and len(factors) > 1:
            continue
        kept.append(atom)
        while len(kept) > 1 and (length := _inverse_at_end(kept)):
            del kept[-length:]
    return tuple(kept)


def _inverse_at_end(factors: list[Atom]) -> int:
    """How many factors at the end of a product are a matrix and its inverse."""
    last, before = factors[-1], factors[-2]
    for outer, inside in ((last, factors[:-1]), (before, factors[-1:])):
        if outer.op == "inverse" and len(outer.args[0].terms) == 1:
            term = outer.args[0].terms[0]
            length = len(term.factors)
            if term.number == 1 and not term.scalars and inside[-length:] == list(term.factors):
                return length + 1
    turned = transpose(of_atom(last)).terms[0]
    is_orthogonal = any(a.op == "symbol" and a.data.orthogonal for a in (last, before))
    return 2 if is_orthogonal and turned.factors == (before,) and turned.number == 1 else 0


def merged(scalars: Iterable[Atom]) -> tuple[Atom, ...]:
    """Scalars with equal ones joined to powers, in a fixed order."""
    powers: dict[Atom, Fraction] = {}
    for atom in scalars:
        base, exponent = base_and_exponent(atom)
        powers[base] = powers.get(base, Fraction(0)) + exponent
    found = [raised(base, exponent) for base, exponent in powers.items() if exponent]
    return tuple(sorted(found, key=order))


def base_and_exponent(atom: Atom) -> tuple[Atom, Fraction]:
    """A scalar as a power of another atom, of itself where it is none."""
    return (atom.args[0].terms[0].scalars[0], atom.data) if atom.op == "power" else (atom, ONE)


def raised(base: Atom, exponent: Fraction) -> Atom:
    """base^exponent of a scalar."""
    return base if exponent == 1 else Atom("power", (of_atom(base),), SCALAR, exponent)


def power(base: Sum, exponent: Fraction) -> Sum:
    """A scalar with a number as its exponent."""
    (term,) = _terms(base, False)
    if exponent.denominator != 1 and term.number != 1:
        bracket = Atom("group", (base,), SCALAR)
        return of_atom(raised(bracket, exponent))
    scalars: list[Atom] = []
    for atom in term.scalars:
        inner, old = base_and_exponent(atom)
        scalars.append(raised(inner, old * exponent))
    return Sum((Term(Fraction(term.number) ** int(exponent) if term.number != 1 else ONE, merged(scalars)),), SCALAR)


def transpose(part: Sum) -> Sum:
    """X^T, pushed down to the symbols."""
    if part.is_scalar:
        return part
    shape = part.shape[1], part.shape[0]
    found = []
    for term in part.terms:
        result = scale_of(term)
        for atom in reversed(term.factors):
            result = product(result, _turned(atom))
        found.append(result)
    return total(shape, *found)


THROUGH = ("group", "inverse", "hadamard", "kronecker", "symbolic power", "change of function")
OF_SQUARE = ("matrix exponential", "matrix sine", "matrix cosine", "matrix hyperbolic sine", "matrix hyperbolic cosine")
SYMMETRIC = ("identity", "diagonal matrix", "diagonal part")


def _turned(atom: Atom) -> Sum:
    shape = atom.shape[1], atom.shape[0]
    if atom.op == "transpose":
        return atom.args[0]
    if atom.op in SYMMETRIC:
        return of_atom(atom)
    if atom.op in ("ones", "zero"):
        return of_atom(atom._replace(shape=shape))
    if atom.op == "commutation":
        return of_atom(atom._replace(data=atom.data[::-1]))
    if isinstance(atom.data, Leaf) and (atom.data.symmetric or atom.data.antisymmetric):
        return multiple(-1 if atom.data.antisymmetric else 1, of_atom(atom))
    if atom.op == "inverse":
        return inverse(transpose(atom.args[0]))
    if atom.op in (*THROUGH, *OF_SQUARE) and 1 not in shape:
        return of_atom(Atom(atom.op, tuple(transpose(each) for each in atom.args), shape, atom.data))
    return of_atom(Atom("transpose", (of_atom(atom),), shape))


def inverse(part: Sum) -> Sum:
    """X^{-1}, with numbers and scalars taken out."""
    if part.is_scalar:
        return power(part, Fraction(-1))
    if len(part.terms) != 1:
        return of_atom(Atom("inverse", (part,), part.shape))
    term = part.terms[0]
    scale = product(constant(1 / term.number), power(Sum((Term(ONE, term.scalars),), SCALAR), Fraction(-1)))
    return product(scale, _inverted(matrices_of(term, part.shape)))


def _inverted(inner: Sum) -> Sum:
    factors = inner.terms[0].factors
    (atom, *others) = factors
    if others:
        if any(each.shape[0] != each.shape[1] for each in factors):
            return of_atom(Atom("inverse", (inner,), inner.shape))
        return product(*(inverse(of_atom(each)) for each in reversed(factors)))  # a regular product has regular factors
    if atom.op == "inverse":
        return atom.args[0]
    if atom.op == "identity":
        return inner
    if isinstance(atom.data, Leaf) and atom.data.orthogonal:
        return transpose(inner)
    if atom.op == "kronecker" and all(each.shape[0] == each.shape[1] for each in atom.args):
        return of_atom(atom._replace(args=tuple(map(inverse, atom.args))))
    return of_atom(Atom("inverse", (inner,), inner.shape))
