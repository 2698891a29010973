"""Traces, vec and Kronecker products in normal form, what is known of them applied as they are built."""

from __future__ import annotations

from itertools import pairwise

from mclint.derivation import matrix_functions
from mclint.derivation.algebra import chained, merged, product, total, transpose
from mclint.derivation.forms import (
    ONE,
    SCALAR,
    Atom,
    Sum,
    Term,
    constant,
    holds,
    matrices_of,
    of_atom,
    ones,
    scale_of,
    zero,
)
from mclint.shapes.dim import Shape
from mclint.shapes.equalities import compound


def trace(x: Sum) -> Sum:
    """tr X; of an outer product, an inner product; of a Kronecker product, the product of the traces."""
    if x.is_scalar:
        return x
    pieces = []
    for term in x.terms:
        pieces.append(product(scale_of(term), _trace(term.factors)))
    return total(SCALAR, *pieces)


def _trace(factors: tuple[Atom, ...]) -> Sum:
    for place, atom in enumerate(factors):
        if atom.shape[1] == 1:
            around = (*factors[place + 1 :], *factors[: place + 1])
            found = chained(around)
            return Sum((found._replace(scalars=merged(found.scalars)),), SCALAR) if found.number else zero(SCALAR)
    (only, *others) = factors
    if not others:
        if only.op == "identity":
            size = only.shape[0]
            return constant(size) if isinstance(size, int) else of_atom(Atom("size", (), SCALAR, size))
        if only.op == "group":
            return total(SCALAR, *(trace(Sum((term,), only.shape)) for term in only.args[0].terms))
        if only.op == "kronecker" and all(each.shape[0] == each.shape[1] for each in only.args):
            return product(*map(trace, only.args))
        if only.op == "diagonal matrix":
            return total_of_entries(only.args[0])
    if (mixed := _mixed(factors)) is not None:
        return trace(mixed)
    if (commuted := matrix_functions.traced(factors)) is not None:
        return trace(commuted)
    shape = factors[0].shape[0], factors[0].shape[0]
    here = Sum((Term(ONE, (), factors),), shape)
    back = transpose(here)
    plain = len(back.terms) == 1 and back.terms[0].number == 1 and not back.terms[0].scalars and not holds(here)
    chosen = min((here, back), key=transposes) if plain else here
    return of_atom(Atom("trace", (chosen,), SCALAR))


def _mixed(factors: tuple[Atom, ...]) -> Sum | None:
    """(A ⊗ B)(C ⊗ D) as A C ⊗ B D, where sizes allow it."""
    if len(factors) < 2 or any(atom.op != "kronecker" for atom in factors):
        return None
    fits = all(a.args[0].shape[1] == b.args[0].shape[0] for a, b in pairwise(factors))
    return kronecker(*(product(*(atom.args[side] for atom in factors)) for side in (0, 1))) if fits else None


def transposes(x: Sum) -> int:
    """How many factors of the terms are transposes."""
    return sum(atom.op == "transpose" for term in x.terms for atom in term.factors)


def total_of_entries(x: Sum) -> Sum:
    """1^T X 1."""
    row, column = (1, x.shape[0]), (x.shape[1], 1)
    return product(ones(row), x, ones(column))


def vec(x: Sum) -> Sum:
    """The columns of X below each other."""
    rows, columns = x.shape
    if columns == 1:
        return x
    if rows == 1:
        return transpose(x)
    shape: Shape = (compound("*", (rows, columns)), 1)
    pieces = []
    for term in x.terms:
        inner = matrices_of(term, x.shape)
        if [atom.op for atom in term.factors] == ["identity"]:
            inner = of_atom(term.factors[0]._replace(data="named"))  # vec(I_n): nothing else says its size
        pieces.append(product(scale_of(term), of_atom(Atom("vec", (inner,), shape))))
    return total(shape, *pieces)


def kronecker(x: Sum, y: Sum) -> Sum:
    """The Kronecker product; of a column with a row, their matrix product."""
    if x.is_scalar or y.is_scalar:
        return product(x, y)
    if x.shape[1] == 1 == y.shape[0]:
        return product(x, y)
    if x.shape[0] == 1 == y.shape[1]:
        return product(y, x)
    shape = tuple(compound("*", (a, b)) for a, b in zip(x.shape, y.shape, strict=True))
    pieces = []
    for a in x.terms:
        for b in y.terms:
            outside = Sum((Term(a.number * b.number, merged((*a.scalars, *b.scalars))),), SCALAR)
            parts = matrices_of(a, x.shape), matrices_of(b, y.shape)
            both = of_atom(Atom("kronecker", parts, (shape[0], shape[1])))
            if all(part.terms[0].factors[0].op == "identity" for part in parts):
                both = of_atom(Atom("identity", (), (shape[0], shape[1])))
            pieces.append(product(outside, both))
    return total((shape[0], shape[1]), *pieces)
