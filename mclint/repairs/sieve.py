"""A quick look at a changed claim with numbers for symbols: what holds for matrices of all sizes holds for 1 × 1 too.

It only saves time: what passes is tried with matrices, and where numbers cannot stand for symbols everything passes.
"""

from __future__ import annotations

import cmath
from collections.abc import Callable, Mapping
from zlib import crc32

from mclint.document.scope import key_of
from mclint.document.statement import Property
from mclint.repairs.known import INDEXED
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, is_missing, nodes
from mclint.values.hindsight import Result
from mclint.values.verdict import Refuted

STEP = 1e-30  # of a complex step, which has no rounding error
CLOSE = 1e-7
ONES = frozenset({"I", "1", "bb I", "bb 1"})
# Properties that a positive number has.
HARMLESS = frozenset(
    {
        Property.SYMMETRIC,
        Property.ASYMMETRIC,
        Property.POSITIVE_DEFINITE,
        Property.POSITIVE_SEMIDEFINITE,
        Property.DIAGONAL,
        Property.CONSTANT,
        Property.INVERTIBLE,
        Property.FULL_COLUMN_RANK,
        Property.NON_ZERO,
        Property.NON_NEGATIVE,
        Property.POSITIVE,
    }
)
# Properties that one has among positive numbers: a vector of length one with one entry.
OF_ONE = frozenset(
    {
        Property.ORTHOGONAL,
        Property.ORTHONORMAL_COLUMNS,
        Property.ORTHONORMAL_ROWS,
        Property.IDEMPOTENT,
        Property.UNIT_NORM,
        Property.ONE_HOT,
        Property.SUMS_TO_ONE,
        Property.ROWS_SUM_TO_ONE,
        Property.SIGN,
    }
)


class Unfit(Exception):
    """An expression that has no value for numbers."""


class Sieve:
    """The values of one claim for numbers. A builder inside one search."""

    def __init__(self, result: Result) -> None:
        self.result, self.scope = result, result.scope
        verdict = result.verdict
        inference = verdict.inference if isinstance(verdict, Refuted) else None
        self.is_open = inference is None or bool(inference.depends) or bool(inference.reading.choices)
        self.used = inference.reading.definitions if inference is not None else frozenset()
        self.labelled = inference.symbols.keys() if inference is not None else frozenset()  # S_0, and no entry of S
        self.known: dict[int, complex] = {}
        self.written = frozenset(id(node) for side in (result.left, result.step.right) for node in nodes(side))
        self.left = self._value(result.left)
        self.right = self._value(result.step.right)

    def passes(self, side: Expr, on_left: bool) -> bool:
        """Whether a claim with a changed side may be true."""
        other = self.right if on_left else self.left
        if other is None or (mine := self._value(side)) is None:
            return True
        return abs(mine - other) <= CLOSE * (abs(mine) + abs(other))

    def _value(self, side: Expr) -> complex | None:
        if self.is_open:
            return None
        try:
            found = _Values(self, {}, self.known).of(side)
        except (Unfit, ArithmeticError, ValueError, RecursionError):
            return None
        return found if cmath.isfinite(found) else None


class _Values:
    """Numbers for symbols, and what expressions make of them; those of what is written are computed once."""

    def __init__(self, claim: Sieve, given: Mapping[str, complex], known: dict[int, complex]) -> None:
        self.claim, self.scope, self.given, self.known = claim, claim.scope, given, known

    def of(self, expr: Expr) -> complex:
        """The value of an expression; raises Unfit."""
        known = self.known.get(id(expr))
        if known is None:
            known = self._of(expr)
            if id(expr) in self.claim.written:
                self.known[id(expr)] = known
        return known

    def _of(self, expr: Expr) -> complex:
        if isinstance(expr, Number):
            return complex(expr.value)
        if isinstance(expr, Name):
            return self.symbol(key_of(expr) or "")
        if isinstance(expr, Derivative):
            return self.derivative(expr)
        if isinstance(expr, Apply) and expr.op in INDEXED and (key := key_of(expr)) in self.claim.labelled:
            return self.symbol(key or "")
        if not isinstance(expr, Apply) or expr.op not in ROWS:
            raise Unfit
        arguments = expr.args[:1] if expr.op is Op.NORM else expr.args
        return ROWS[expr.op](*map(self.of, arguments))

    def symbol(self, key: str) -> complex:
        """The number of a symbol, the value of its definition where that is used."""
        if key in self.given:
            return self.given[key]
        facts = self.scope.of(key)
        if key in self.claim.used:
            if not facts.definitions or facts.definitions[0].parameters:
                raise Unfit
            return self.of(facts.definitions[0].body)
        if key in ONES or key in self.scope.sizes:
            return 1
        if key == "pi":
            return cmath.pi
        if not facts.properties <= HARMLESS | OF_ONE or isinstance(facts.rows, Number):
            raise Unfit
        if facts.properties & OF_ONE:
            return 1
        return 0.4 + 1.2 * crc32(key.encode()) / 2**32

    def derivative(self, expr: Derivative) -> complex:
        """The first derivative by one symbol, by a complex step."""
        if len(expr.variables) != 1 or is_missing(expr.body) or self.given:
            raise Unfit
        variable = expr.variables[0]
        while isinstance(variable, Apply) and variable.op in (Op.TRANSPOSE, Op.GROUP):
            variable = variable.args[0]
        key = key_of(variable) if isinstance(variable, Name) else None
        if key is None:
            raise Unfit
        step = _Values(self.claim, {key: self.symbol(key) + STEP * 1j}, {})
        return complex(step.of(expr.body).imag / STEP)


def _same(x: complex) -> complex:
    return x


def _product(*factors: complex) -> complex:
    result: complex = 1
    for factor in factors:
        result *= factor
    return result


def _length(x: complex) -> complex:
    return cmath.sqrt(x * x)


ROWS: dict[Op, Callable[..., complex]] = {
    Op.ADD: lambda *terms: sum(terms),
    Op.NEG: lambda x: -x,
    **dict.fromkeys((Op.PRODUCT, Op.DOT, Op.TIMES, Op.HADAMARD, Op.KRONECKER, Op.INNER), _product),
    Op.DIVIDE: lambda x, y: x / y,
    Op.POWER: lambda x, y: x**y,
    **dict.fromkeys((Op.TRANSPOSE, Op.GROUP, Op.BRACKET, Op.TRACE, Op.DETERMINANT, Op.VEC, Op.DIAG), _same),
    Op.INVERSE: lambda x: 1 / x,
    Op.NORM: _length,
    Op.LOG: cmath.log,
    Op.EXP: cmath.exp,
    Op.SQRT: cmath.sqrt,
    Op.SIN: cmath.sin,
    Op.COS: cmath.cos,
    Op.TAN: cmath.tan,
    Op.TANH: cmath.tanh,
}
