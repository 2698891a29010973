"""The symbolic back end: what each operator of the typed tree is in sympy, scalars and matrices alike.

Only this module knows sympy, and nothing that checks a document imports it. No text of a document is ever parsed:
names become the names of symbols, and nothing else.
"""

# mypy: allow-untyped-calls

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy.matrices.exceptions import MatrixError

from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed

# The decorations that sympy prints from a name: the symbol `yhat` is \hat{y}.
MODIFIERS = {"hat", "tilde", "bar", "dot", "ddot", "check", "breve", "acute", "grave", "vec", "cal"}
SPOT = sympy.Dummy("x", real=True)
MOST_EXPONENT, MOST_BASE = 1_000, 10**30
Expression = sympy.Basic
REFUSALS = (MatrixError, ValueError, TypeError, IndexError, NotImplementedError, RecursionError)


class Untranslatable(Exception):
    """A node without a counterpart in sympy; `reason` names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def to_sympy(typed: Typed, inference: Inference, *others: Typed, **assumptions: bool) -> Expression:
    """The sympy expression of a typed tree: a scalar where it is 1 × 1, otherwise a matrix expression of its shape.

    `others` are further trees of the same equation, whose differentials say what varies; `assumptions` are those of
    sympy (`real=True`, `positive=True`) for every scalar symbol.
    """
    from mclint.values.symbolic_tree import Translation

    try:
        result: Expression = Translation(inference, (typed, *others), assumptions).expression(typed)
    except REFUSALS as error:
        raise Untranslatable(f"sympy refuses: {error}") from error
    return result


# Leaves.


def spelling(key: str) -> str:
    """The name of a symbol in the spelling that sympy prints as the document has it: `hat y_1` is `yhat_1`."""
    marks = ""
    first, space, rest = key.partition(" ")
    while space and first in MODIFIERS:
        marks = first + marks
        first, space, rest = rest.partition(" ")
    name = first + space + rest
    cut = min((place for place in (name.find("_"), name.find("^")) if place > 0), default=len(name))
    return name[:cut] + marks + name[cut:]


def whole(name: str) -> Any:
    """A size or an index: a positive integer."""
    return sympy.Symbol(spelling(name), integer=True, positive=True)


def symbol(name: str, shape: tuple[Any, Any], assumptions: dict[str, bool]) -> Any:
    """A symbol, or a matrix symbol of this shape."""
    name = spelling(name)
    return sympy.Symbol(name, **assumptions) if shape == (1, 1) else sympy.MatrixSymbol(name, *shape)


def number(value: float) -> Any:
    """A number, exact where the document has a short decimal or a fraction."""
    if value == math.pi:
        return sympy.pi
    exact = Fraction(value).limit_denominator(1_000_000)
    return sympy.Rational(exact.numerator, exact.denominator) if float(exact) == value else sympy.Float(value)


def function(name: str) -> Any:
    """A function of unknown form."""
    return sympy.Function(spelling(name))


def constant(name: str, shape: tuple[Any, Any]) -> Any:
    """0, 1 or I of a shape."""
    if shape == (1, 1):
        return sympy.Integer(0 if name == "zero" else 1)
    if name == "identity":
        return sympy.Identity(shape[0])
    return sympy.ZeroMatrix(*shape) if name == "zero" else sympy.OneMatrix(*shape)


# What the tree needs beside its plain operators.

integer: Any = sympy.Integer
delta: Any = sympy.KroneckerDelta
slope: Any = sympy.Derivative  # of a scalar by a scalar
at: Any = sympy.Subs  # a scalar with its variable set to a value


def total_size(sign: str, parts: Sequence[Any]) -> Any:
    """A product or sum of sizes."""
    return sympy.Mul(*parts) if sign == "*" else sympy.Add(*parts)


def scalar(x: Any) -> Any:
    """The only entry of a 1 × 1 matrix; of a product it is the trace."""
    return x if not x.is_Matrix else sympy.Trace(x) if isinstance(x, sympy.MatrixExpr) else x[0, 0]


def shape_of(x: Any) -> tuple[Any, Any]:
    """Rows and columns; a scalar is 1 × 1."""
    return (x.shape[0], x.shape[1]) if x.is_Matrix else (sympy.S.One, sympy.S.One)


def entry(x: Any, row: Any, column: Any) -> Any:
    """An entry, counted from 0."""
    return x[row, column] if x.is_Matrix else x


def by_entry(shape: tuple[Any, Any], rule: Callable[[Any, Any], Any]) -> Any:
    """The matrix with these entries, counted from 0."""
    if shape == (1, 1):
        return rule(sympy.S.Zero, sympy.S.Zero)
    row, column = (sympy.Dummy(name, integer=True, nonnegative=True) for name in ("r", "c"))
    return sympy.FunctionMatrix(*shape, sympy.Lambda((row, column), rule(row, column)))


def repeated(op: str, body: Any, letter: Any, size: Any) -> Any:
    """A sum or product over an index from 1 to a size, of matrices entry by entry."""
    gather = sympy.Sum if op == "sum" else sympy.Product
    return by_entry(shape_of(body), lambda r, c: gather(entry(body, r, c), (letter, 1, size)))


def along(body: Any, variable: Any, direction: Any) -> Any:
    """The sum over all entries of a scalar's derivative by the entry of a variable, times the entry of a direction."""
    if not variable.is_Matrix:
        return sympy.Mul(slope(body, variable), direction)
    p, q = (sympy.Dummy(name, integer=True, nonnegative=True) for name in ("p", "q"))
    rows, columns = variable.shape
    return sympy.Sum(slope(body, variable[p, q]) * direction[p, q], (p, 0, rows - 1), (q, 0, columns - 1))


def blocks(rows: Sequence[Sequence[Any]]) -> Any:
    """Cells beside and below each other."""
    if not any(cell.is_Matrix for row in rows for cell in row):
        return sympy.ImmutableMatrix(rows)
    return sympy.BlockMatrix([[c if c.is_Matrix else sympy.ImmutableMatrix([[c]]) for c in row] for row in rows])


def entrywise(rule: Callable[[Any], Any], x: Any) -> Any:
    """A function of one number applied to each entry."""
    if not x.is_Matrix:
        return rule(x)
    one = sympy.Dummy("x", real=True)
    return x.applyfunc(sympy.Lambda(one, rule(one)))


# Plain operators: one row each, from the expressions of the arguments.


def add(*terms: Any) -> Any:
    """A sum of one shape."""
    return sympy.MatAdd(*_flat(sympy.MatAdd, terms)) if terms[0].is_Matrix else sympy.Add(*terms)


def product(*factors: Any) -> Any:
    """Scalars in front, then the matrices in their order."""
    factors = _flat(sympy.MatMul, factors)
    number = sympy.Mul(*(factor for factor in factors if not factor.is_Matrix))
    matrices = [factor for factor in factors if factor.is_Matrix]
    return sympy.MatMul(*(() if number == 1 else (number,)), *matrices) if matrices else number


def _flat(kind: Any, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(piece for part in parts for piece in (part.args if isinstance(part, kind) else (part,)))


def transpose(x: Any) -> Any:
    """A scalar is its own transpose."""
    return sympy.Transpose(x) if x.is_Matrix else x


def _hadamard(x: Any, y: Any) -> Any:
    return sympy.HadamardProduct(x, y) if x.is_Matrix and y.is_Matrix else product(x, y)


def _raised(x: Any, exponent: Any) -> Any:
    """x^a; sympy writes out powers of numbers at once, which must stay small."""
    exact = x.is_Rational and x not in (-1, 0, 1) and exponent.is_Rational
    if exact and (abs(exponent) > MOST_EXPONENT or max(abs(x.p), x.q) > MOST_BASE):
        raise Untranslatable("limit")
    return sympy.Pow(x, exponent)


def _power(x: Any, exponent: int) -> Any:
    return sympy.HadamardPower(x, exponent) if x.is_Matrix else _raised(x, integer(exponent))


def _matrix_power(x: Any, exponent: int) -> Any:
    if x.is_Matrix:
        return sympy.MatPow(x, exponent) if exponent else sympy.Identity(x.shape[0])
    return _raised(x, integer(exponent))


def _inverse(x: Any) -> Any:
    return sympy.Inverse(x) if x.is_Matrix else 1 / x


def _pseudoinverse(x: Any) -> Any:
    """(X^T X)^-1 X^T or X^T (X X^T)^-1, where it is known which side is longer."""
    if not x.is_Matrix:
        return _inverse(x)
    taller = x.shape[0] - x.shape[1]
    if not taller.is_extended_nonnegative and not taller.is_extended_negative:
        raise Untranslatable("pseudoinverse")
    turned = transpose(x)
    if taller.is_extended_nonnegative:
        return product(_inverse(product(turned, x)), turned)
    return product(turned, _inverse(product(x, turned)))


def _total(x: Any) -> Any:
    """The sum of all entries."""
    if not x.is_Matrix:
        return x
    sizes = [
        (sympy.Dummy(name, integer=True, nonnegative=True), size) for name, size in zip("pq", x.shape, strict=True)
    ]
    places = [0 if size == 1 else place for place, size in sizes]
    return sympy.Sum(entry(x, *places), *((place, 0, size - 1) for place, size in sizes if size != 1))


def _inner(x: Any, y: Any) -> Any:
    return scalar(sympy.Trace(product(transpose(x), y))) if x.is_Matrix else x * y


def _softmax(x: Any) -> Any:
    if 1 not in shape_of(x):
        raise Untranslatable("softmax of a matrix")
    raised = entrywise(sympy.exp, x)
    return product(1 / _total(raised), raised)


def _vec(x: Any) -> Any:
    """Entry k of vec X is X[k mod m, k // m]."""
    rows, columns = shape_of(x)
    if columns == 1 or rows == 1:
        return x if columns == 1 else transpose(x)
    return by_entry((rows * columns, sympy.S.One), lambda r, _: x[sympy.Mod(r, rows), sympy.floor(r / rows)])


def _diagonal_matrix(x: Any) -> Any:
    return sympy.DiagMatrix(transpose(x) if x.shape[0] == 1 else x) if x.is_Matrix else x


SAME_NAME = ("log", "exp", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sign", "gamma")
ELEMENTWISE: dict[str, Callable[[Any], Any]] = {
    **{name: getattr(sympy, name) for name in SAME_NAME},
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "relu": lambda x: sympy.Max(0, x),
}

ROWS: dict[str, Callable[..., Any]] = {
    "add": add,
    "negative": lambda x: product(sympy.S.NegativeOne, x),
    "scale": product,
    "matmul": product,
    "hadamard": _hadamard,
    "kronecker": lambda x, y: sympy.KroneckerProduct(x, y) if x.is_Matrix and y.is_Matrix else product(x, y),
    "outer": lambda x, y: product(x, transpose(y)),
    "divide": lambda x, y: _hadamard(x, _power(y, -1)),
    "power": _power,
    "general power": _raised,
    "matrix power": _matrix_power,
    "transpose": transpose,
    "inverse": _inverse,
    "pseudoinverse": _pseudoinverse,
    "trace": lambda x: sympy.Trace(x) if x.is_Matrix else x,
    "determinant": lambda x: sympy.Determinant(x) if x.is_Matrix else x,
    "log determinant": lambda x: sympy.log(sympy.Abs(sympy.Determinant(x) if x.is_Matrix else x)),
    "absolute": sympy.Abs,
    "norm 1": lambda x: _total(entrywise(sympy.Abs, x)),
    "norm 2": lambda x: sympy.sqrt(_inner(x, x)),
    "inner": _inner,
    "softmax": _softmax,
    "vec": _vec,
    "diagonal matrix": _diagonal_matrix,
    "diagonal": lambda x: by_entry((shape_of(x)[0], sympy.S.One), lambda r, _: entry(x, r, r)),
    "diagonal part": lambda x: sympy.HadamardProduct(sympy.Identity(x.shape[0]), x) if x.is_Matrix else x,
    **{name: lambda x, rule=rule: entrywise(rule, x) for name, rule in ELEMENTWISE.items()},
}
