"""The symbolic back end: a typed tree as a sympy expression, with the inferred sizes.

A node of size 1 × 1 is a scalar expression, every other node a matrix expression; a derivative by a matrix is the
matrix of the derivatives by its entries. What sympy has no expression for raises Untranslatable. No text of a document
is ever parsed here: names become the names of symbols, and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from sympy.matrices.exceptions import MatrixError

from mclint.shapes.calculus import Variable
from mclint.shapes.dim import Compound, Dim, Size, Unknown
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed

MOST_NODES = 5_000
# The spellings that sympy prints as decorations: `\hat{y}` is the symbol named `yhat`.
MODIFIERS = {"hat", "tilde", "bar", "dot", "ddot", "check", "breve", "acute", "grave", "vec", "cal"}
SPOT = sympy.Dummy("x")


class Untranslatable(Exception):
    """A node without a counterpart in sympy; `reason` names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def to_sympy(typed: Typed, inference: Inference, *others: Typed, **assumptions: bool) -> sympy.Basic:
    """The sympy expression of a typed tree.

    `others` are further trees of the same equation, whose differentials say what varies; `assumptions` are those of
    sympy (`real=True`, `positive=True`) for every scalar symbol.
    """
    directions = {node.data: node for root in (typed, *others) for node in _nodes(root) if node.op == "direction"}
    translation = _Translation(inference, directions, assumptions)
    try:
        result: sympy.Basic = translation.expression(typed)
    except (MatrixError, ValueError, TypeError, IndexError, NotImplementedError, RecursionError) as error:
        raise Untranslatable(f"sympy refuses: {error}") from error
    return result


class _Translation:
    """What stands for indices and parameters while a tree is walked. A builder inside `to_sympy`."""

    def __init__(self, inference: Inference, directions: dict[str, Typed], assumptions: dict[str, bool]) -> None:
        self.inference, self.directions, self.assumptions = inference, directions, assumptions
        self.indices: dict[str, Any] = {}  # index letters of sums, counted from 1
        self.values: dict[str, Any] = {}  # parameters, and symbols that something else stands for
        self.count = 0

    def size(self, dim: Dim) -> Any:
        """A size: a number, a positive integer of its declared name, or one of a fresh name."""
        dim = self.inference.equalities.find(dim)
        if isinstance(dim, int):
            return sympy.Integer(dim)
        if isinstance(dim, Compound):
            parts = [self.size(part) for part in dim.parts]
            return sympy.Mul(*parts) if dim.sign == "*" else sympy.Add(*parts)
        if isinstance(dim, Unknown) and not dim.plural:
            return sympy.Integer(1)
        name = spelling(dim.name) if isinstance(dim, Size) else f"size_{dim.number}"
        return sympy.Symbol(name, integer=True, positive=True)

    def shape(self, node: Typed) -> tuple[Any, Any]:
        """Rows and columns of a node."""
        return self.size(node.shape[0]), self.size(node.shape[1])

    def symbol(self, name: str, node: Typed) -> Any:
        """A symbol or matrix symbol of a name, in the shape of a node."""
        rows, columns = self.shape(node)
        if rows == columns == 1:
            return sympy.Symbol(spelling(name), **self.assumptions)
        return sympy.MatrixSymbol(spelling(name), rows, columns)

    def index(self, position: tuple[str, Any]) -> Any:
        """Where a position points, counted from 0."""
        kind, what = position
        if kind == "all":
            return sympy.Integer(0)
        if kind == "number":
            return sympy.Integer(what - 1)
        return (self.size(what) if kind == "size" else self.letter(what)) - 1

    def letter(self, alias: str) -> Any:
        """The value of an index letter, counted from 1."""
        return self.indices.get(alias, sympy.Symbol(alias.split("#")[0], integer=True, positive=True))

    def expression(self, node: Typed) -> Any:
        """The expression of a node: a scalar where it is 1 × 1, otherwise a matrix expression of its shape."""
        self.count += 1
        if self.count > MOST_NODES:
            raise Untranslatable("limit")
        if node.op in ROWS:
            result = ROWS[node.op](*map(self.expression, node.args), *(() if node.data is None else (node.data,)))
        elif node.op in SPECIAL:
            result = SPECIAL[node.op](self, node)
        else:
            raise Untranslatable(node.op)
        shape = self.shape(node)
        if result.is_Matrix and shape == (1, 1):
            result = sympy.Trace(result) if isinstance(result, sympy.MatrixExpr) else result[0, 0]
        if (tuple(result.shape) if result.is_Matrix else (1, 1)) != shape:
            raise Untranslatable(f"the shape of {node.op}")
        return result

    def under(self, values: dict[str, Any], node: Typed) -> Any:
        """A node with something else for some names."""
        before = self.values
        self.values = {**before, **values}
        try:
            return self.expression(node)
        finally:
            self.values = before


def _nodes(root: Typed) -> list[Typed]:
    found = [root]
    for node in found:
        if len(found) > MOST_NODES:
            raise Untranslatable("limit")
        found.extend(node.args)
    return found


def spelling(key: str) -> str:
    """The name of a symbol in the spelling that sympy prints as the document has it: `hat y_1` is `yhat_1`."""
    marks = []
    first, space, rest = key.partition(" ")
    while space and first in MODIFIERS:
        marks.append(first)
        first, space, rest = rest.partition(" ")
    name = first + space + rest
    ends = [place for place in (name.find("_"), name.find("^")) if place > 0]
    cut = min(ends, default=len(name))
    return name[:cut] + "".join(reversed(marks)) + name[cut:]


# Plain operators: one row each, from the expressions of the arguments; scalars and matrices alike.


def _add(*terms: Any) -> Any:
    return sympy.MatAdd(*_flat(sympy.MatAdd, terms)) if terms[0].is_Matrix else sympy.Add(*terms)


def _product(*factors: Any) -> Any:
    """Scalars in front, then the matrices in their order."""
    factors = _flat(sympy.MatMul, factors)
    scalar = sympy.Mul(*(factor for factor in factors if not factor.is_Matrix))
    matrices = [factor for factor in factors if factor.is_Matrix]
    if not matrices:
        return scalar
    return sympy.MatMul(*matrices) if scalar == 1 else sympy.MatMul(scalar, *matrices)


def _flat(kind: Any, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(piece for part in parts for piece in (part.args if isinstance(part, kind) else (part,)))


def _matrix(function: Callable[..., Any], scalar: Callable[..., Any]) -> Callable[..., Any]:
    return lambda x, *rest: (function if x.is_Matrix else scalar)(x, *rest)


def _entrywise(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return _matrix(lambda x: x.applyfunc(sympy.Lambda(SPOT, function(SPOT))), function)


def _transpose(x: Any) -> Any:
    return sympy.Transpose(x) if x.is_Matrix else x


def _hadamard(x: Any, y: Any) -> Any:
    return sympy.HadamardProduct(x, y) if x.is_Matrix and y.is_Matrix else _product(x, y)


def _power(x: Any, exponent: int) -> Any:
    return sympy.HadamardPower(x, exponent) if x.is_Matrix else sympy.Pow(x, exponent)


def _matrix_power(x: Any, exponent: int) -> Any:
    return sympy.MatPow(x, exponent) if exponent else sympy.Identity(x.shape[0])


def _pseudoinverse(x: Any) -> Any:
    """(X^T X)^-1 X^T or X^T (X X^T)^-1, where it is known which side is longer."""
    turned, tall = sympy.Transpose(x), sympy.Ge(x.shape[0], x.shape[1])
    if tall not in (sympy.true, sympy.false):
        raise Untranslatable("pseudoinverse")
    if tall == sympy.true:
        return sympy.MatMul(sympy.Inverse(sympy.MatMul(turned, x)), turned)
    return sympy.MatMul(turned, sympy.Inverse(sympy.MatMul(x, turned)))


def _total(x: Any) -> Any:
    """1^T X 1, the sum of all entries."""
    return sympy.Trace(_product(sympy.OneMatrix(1, x.shape[0]), x, sympy.OneMatrix(x.shape[1], 1)))


def _inner(x: Any, y: Any) -> Any:
    return sympy.Trace(_product(sympy.Transpose(x), y)) if x.is_Matrix else x * y


def _softmax(x: Any) -> Any:
    if not x.is_Matrix or 1 not in x.shape:
        raise Untranslatable("softmax of a matrix")
    raised = x.applyfunc(sympy.exp)
    return _product(1 / _total(raised), raised)


def _vec(x: Any) -> Any:
    """Entry k of vec X is X[k mod m, k // m]."""
    if not x.is_Matrix or 1 in x.shape:
        return _transpose(x) if x.is_Matrix and x.shape[0] == 1 else x
    rows, columns = x.shape
    return _by_entry((rows * columns, sympy.S.One), lambda r, c: x[sympy.Mod(r, rows), sympy.floor(r / rows)])


def _column(x: Any) -> Any:
    return sympy.Transpose(x) if x.shape[0] == 1 else x


def _diagonal_part(x: Any) -> Any:
    return sympy.HadamardProduct(sympy.Identity(x.shape[0]), x)


def _by_entry(shape: tuple[Any, Any], entry: Callable[[Any, Any], Any]) -> Any:
    """The matrix with these entries, counted from 0."""
    row, column = (sympy.Dummy(name, integer=True, nonnegative=True) for name in ("r", "c"))
    if shape == (1, 1):
        return entry(sympy.Integer(0), sympy.Integer(0))
    return sympy.FunctionMatrix(*shape, sympy.Lambda((row, column), entry(row, column)))


def _entry(x: Any, row: Any, column: Any) -> Any:
    return x[row, column] if x.is_Matrix else x


ELEMENTWISE: dict[str, Callable[[Any], Any]] = {
    "absolute": sympy.Abs,
    "log": sympy.log,
    "exp": sympy.exp,
    "sqrt": sympy.sqrt,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "sign": sympy.sign,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "relu": lambda x: sympy.Max(0, x),
}
