"""Sums of products in a normal form: what the differential engine computes with, equal when they are written alike.

A sum is a tuple of terms; a term a number, scalar factors without an order, and a matrix product. Whatever is no sum
and no product is an atom. A 1 × 1 sum has no matrix products: `x^T A y` is the scalar atom "chain".
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from mclint.records import NamedTuple
from mclint.shapes.dim import Shape
from mclint.syntax.tree import Expr

SCALAR: Shape = (1, 1)
ONE = Fraction(1)


class Underivable(Exception):
    """What has no derivative in closed matrix form here; `reason` says in a clause why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Leaf(NamedTuple):
    """A symbol as the author writes it, and what is known of it."""

    written: Expr
    key: str
    symmetric: bool = False
    antisymmetric: bool = False
    orthogonal: bool = False


class Atom(NamedTuple):
    """An operator over sums, or a leaf; `data` tells atoms of one operator apart."""

    op: str
    args: tuple[Sum, ...]
    shape: Shape
    data: Any = None


class Term(NamedTuple):
    """number · scalars · factors, each scalar 1 × 1, the factors a matrix product from left to right."""

    number: Fraction
    scalars: tuple[Atom, ...] = ()
    factors: tuple[Atom, ...] = ()


class Sum(NamedTuple):
    """Terms of one shape; none of them is zero."""

    terms: tuple[Term, ...]
    shape: Shape

    @property
    def is_zero(self) -> bool:
        """Whether there is no term."""
        return not self.terms

    @property
    def is_scalar(self) -> bool:
        """Whether it is 1 × 1."""
        return self.shape == SCALAR


HOLE = "hole"  # the change dX of the variable, for which a differential is linear


@lru_cache(maxsize=1 << 16)
def holds(part: Atom | Sum) -> bool:
    """Whether the change of the variable stands somewhere in it."""
    if isinstance(part, Sum):
        return any(holds(atom) for term in part.terms for atom in (*term.scalars, *term.factors))
    if part.op == HOLE:
        return True
    if part.op == "chain":
        return any(holds(atom) for atom in part.data)
    return any(holds(argument) for argument in part.args)


@lru_cache(maxsize=1 << 16)
def order(atom: Atom) -> str:
    """A key by which equal atoms stand side by side, whatever the order in which they were met."""
    inner = ";".join(_order(argument) for argument in atom.args)
    if atom.op == "chain":
        inner = " ".join(order(each) for each in atom.data)
        return f"chain({inner})"
    data = atom.data.key if isinstance(atom.data, Leaf) else repr(atom.data)
    return f"{atom.op}:{data}({inner})"


def _order(total: Sum) -> str:
    terms = (f"{t.number}[{', '.join(map(order, t.scalars))}][{', '.join(map(order, t.factors))}]" for t in total.terms)
    return "+".join(sorted(terms))


def of_atom(atom: Atom) -> Sum:
    """An atom as a sum of one term."""
    if atom.shape == SCALAR:
        return Sum((Term(ONE, (atom,)),), SCALAR)
    return Sum((Term(ONE, (), (atom,)),), atom.shape)


def scale_of(term: Term) -> Sum:
    """The number and the scalars of a term."""
    return Sum((Term(term.number, term.scalars),), SCALAR)


def matrices_of(term: Term, shape: Shape) -> Sum:
    """The matrix product of a term, which has this shape."""
    return Sum((Term(ONE, (), term.factors),), shape)


def zero(shape: Shape) -> Sum:
    """0 of a shape."""
    return Sum((), shape)


def constant(value: Fraction | int) -> Sum:
    """A number."""
    return Sum((Term(Fraction(value)),) if value else (), SCALAR)


def identity(size: Any) -> Sum:
    """I; 1 of size one."""
    return constant(1) if size == 1 else of_atom(Atom("identity", (), (size, size)))


def ones(shape: Shape) -> Sum:
    """A matrix of ones."""
    return constant(1) if shape == SCALAR else of_atom(Atom("ones", (), shape))
