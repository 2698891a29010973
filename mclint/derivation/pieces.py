"""Operators, numbers and sizes as expressions that stand in no text."""

from __future__ import annotations

from fractions import Fraction

from mclint.derivation.forms import Underivable
from mclint.shapes.dim import Compound, Dim, Size
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op

HERE = Span(0, 0)


def apply(op: Op, *arguments: Expr) -> Apply:
    """An operator over arguments, in no place of a text."""
    return Apply(HERE, op, arguments)


def number(value: Fraction | int) -> Expr:
    """A number; a fraction as a quotient."""
    if value < 0:
        return apply(Op.NEG, number(-value))
    exact = Fraction(value)
    if exact.denominator == 1:
        return Number(HERE, exact)
    return apply(Op.DIVIDE, Number(HERE, Fraction(exact.numerator)), Number(HERE, Fraction(exact.denominator)))


def size(dim: Dim) -> Expr:
    """A size by its name."""
    if isinstance(dim, int):
        return number(dim)
    if isinstance(dim, Size):
        return Name(HERE, dim.name)
    if isinstance(dim, Compound):
        return apply(Op.PRODUCT if dim.sign == "*" else Op.ADD, *map(size, dim.parts))
    raise Underivable("a size without a name")
