"""Both back ends give one value: numpy on the typed tree, sympy on its translation, with the same matrices."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
from conftest import HERE, ROOT
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from test_signatures import EXTRA, dims, draw

import mclint
from mclint.document.scope import Scope
from mclint.document.statement import Property
from mclint.shapes.dim import Compound, Dim, Size, Unknown
from mclint.shapes.infer import Inference
from mclint.shapes.signatures import SIGNATURES
from mclint.shapes.typed import Reading, Typed
from mclint.shapes.usage import survey
from mclint.span import Span
from mclint.values import dual
from mclint.values.evaluate import Evaluator
from mclint.values.operators import VALUES
from mclint.values.readings import by_convention
from mclint.values.symbolic import Untranslatable, spelling, to_sympy
from mclint.values.symbolic_equations import ReadStep, SymbolicEquation, symbolic_equations

HERE_SPAN = Span(0, 0)
DIGITS, STEP = 80, sympy.Float("1e-20", 80)
WITHOUT_COUNTERPART = {"spectral norm"}
# A pseudoinverse is written by way of the longer side, so both sizes are numbers there.
KNOWN_SIZES = {"pseudoinverse"}


# The value of a sympy expression: explicit matrices put in at the leaves, every node carried out with doit.


@dataclass(frozen=True)
class Values:
    """Numbers and matrices by the names of symbols; sizes and indices; the constants of unknown functions."""

    symbols: Mapping[str, Any]
    whole: Mapping[str, int]
    constants: Mapping[str, float]
    spots: Mapping[Any, Any]

    def given(self, spot: Any, value: Any) -> Values:
        return replace(self, spots={**self.spots, spot: value})


def explicit(array: np.ndarray) -> Any:
    """An array as an exact matrix, 1 × 1 as a number."""
    matrix = sympy.ImmutableMatrix(*array.shape, [sympy.Float(float(each), DIGITS) for each in array.flat])
    return matrix[0, 0] if array.shape == (1, 1) else matrix


def settle(x: Any, values: Values) -> Any:
    """The value of an expression."""
    if x in values.spots:
        return values.spots[x]
    if isinstance(x, sympy.Symbol):
        return sympy.Integer(values.whole[x.name]) if x.is_integer else values.symbols[x.name]
    if isinstance(x, sympy.MatrixSymbol):
        return values.symbols[x.name]
    for kind, rule in RULES.items():
        if isinstance(x, kind):
            return rule(x, values)
    if not x.args or isinstance(x, sympy.MatrixBase):
        return x.applyfunc(lambda each: settle(each, values)) if isinstance(x, sympy.MatrixBase) else x
    return x.func(*(settle(each, values) for each in x.args)).doit()


def settle_derivative(x: Any, values: Values) -> Any:
    """A central difference with 80 digits, exact to far more than is compared."""
    *rest, variable = x.variables
    body = sympy.Derivative(x.expr, *rest) if rest else x.expr
    if isinstance(variable, sympy.MatrixSymbol | sympy.Symbol | AppliedUndef):
        here = settle(variable, values)
        after, before = (values.given(variable, here + step) for step in (STEP, -STEP))
    else:
        matrix, *place = variable.args
        here, spot = settle(matrix, values), tuple(int(settle(each, values)) for each in place)
        unit = sympy.ImmutableMatrix(*here.shape, lambda r, c: STEP if (r, c) == spot else 0)
        after, before = (values.given(matrix.doit(), sympy.ImmutableMatrix(here + sign * unit)) for sign in (1, -1))
    return (settle(body, after) - settle(body, before)) / (2 * STEP)


def settle_repeated(x: Any, values: Values) -> Any:
    ranges = [range(int(settle(a, values)), int(settle(b, values)) + 1) for _, a, b in x.limits]
    total = []
    for places in itertools.product(*ranges):
        inner = values
        for (letter, _, _), place in zip(x.limits, places, strict=True):
            inner = inner.given(letter, sympy.Integer(place))
        total.append(settle(x.function, inner))
    return sympy.Add(*total) if isinstance(x, sympy.Sum) else sympy.Mul(*total)


def settle_rule(x: Any, values: Values) -> Any:
    rows, columns, rule = x.args
    row, column = rule.variables
    shape = int(settle(rows, values)), int(settle(columns, values))
    return sympy.ImmutableMatrix(
        *shape, lambda r, c: settle(rule.expr, values.given(row, sympy.Integer(r)).given(column, sympy.Integer(c)))
    )


def settle_entrywise(x: Any, values: Values) -> Any:
    (one,) = x.function.variables
    return settle(x.expr, values).applyfunc(lambda each: settle(x.function.expr, values.given(one, each)))


def settle_function(x: Any, values: Values) -> Any:
    """The formulas of unknown functions in the evaluator, for scalars."""
    name, arguments = x.func.__name__, [settle(each, values) for each in x.args]
    constant = values.constants
    if f"{name} a" in constant:
        a, b, c, w, p = (constant[f"{name} {letter}"][0] for letter in "abcwp")
        return a + b * arguments[0] + c * sympy.sin(w * arguments[0] + p)
    result = constant[f"{name} C"][0]
    for k, shift in enumerate(constant[f"{name} q"]):
        inner = sum(constant[f"{name} P{place} 1"][k] * 4 / 5 * each for place, each in enumerate(arguments))
        result += constant[f"{name} M"][k] * constant[f"{name} scale"][0] * sympy.sin(inner + shift)
    return result


def settle_blocks(x: Any, values: Values) -> Any:
    rows = [[settle(x.blocks[r, c], values) for c in range(x.blocks.shape[1])] for r in range(x.blocks.shape[0])]
    return sympy.ImmutableMatrix(sympy.Matrix.vstack(*(sympy.Matrix.hstack(*row) for row in rows)))


RULES: dict[Any, Any] = {
    sympy.Derivative: settle_derivative,
    sympy.Subs: lambda x, values: settle(x.expr, values.given(x.variables[0], settle(x.point[0], values))),
    sympy.Sum: settle_repeated,
    sympy.Product: settle_repeated,
    sympy.FunctionMatrix: settle_rule,
    ElementwiseApplyFunction: settle_entrywise,
    AppliedUndef: settle_function,
    sympy.BlockMatrix: settle_blocks,
    (sympy.OneMatrix, sympy.ZeroMatrix, sympy.Identity): lambda x, values: x.func(
        *(settle(each, values) for each in x.args)
    ).as_explicit(),
}


def as_array(value: Any) -> np.ndarray:
    """A settled value as numbers."""
    if not getattr(value, "is_Matrix", False):
        return np.array([[float(value)]])
    explicit_value = value.as_explicit()
    return np.array([[float(explicit_value[r, c]) for c in range(value.shape[1])] for r in range(value.shape[0])])


# Operators, one by one.


def nothing() -> Inference:
    return Inference(Scope(), survey([]), Reading(), {})


def leaf(name: str, letters: tuple[Dim, Dim]) -> Typed:
    return Typed("symbol", (), letters, HERE_SPAN, name)


def letters_of(side: str, named: bool) -> list[tuple[Dim, Dim]]:
    """`m n, n p` as pairs of declared sizes."""
    if not named:
        return [(rows, columns) for rows, columns in dims(side)]
    return [(named_size(pair.split()[0]), named_size(pair.split()[1])) for pair in side.split(",")]


def named_size(text: str) -> Dim:
    parts: list[Dim] = [int(part) if part.isdigit() else Size(part) for part in text.split("*")]
    return parts[0] if len(parts) == 1 else Compound("*", tuple(parts))


def applied(name: str, named: bool) -> Typed:
    """The operator applied to symbols A, B of the sizes of its signature."""
    before, after = SIGNATURES[name].split("->")
    arguments = tuple(
        leaf("AB"[place], letters) for place, letters in enumerate(letters_of(before, named and name not in KNOWN_SIZES))
    )
    shape = letters_of(after, named and name not in KNOWN_SIZES)[0]
    return Typed(name, arguments, shape, HERE_SPAN, EXTRA[name][0] if name in EXTRA else None)


@pytest.mark.parametrize("name", sorted(set(SIGNATURES) - WITHOUT_COUNTERPART))
def test_an_operator_has_one_value_in_both_back_ends(name: str) -> None:
    matrices = draw(name)
    expected = dual.plain(VALUES[name](*matrices, *EXTRA.get(name, ())))
    symbols = {"AB"[place]: explicit(matrix) for place, matrix in enumerate(matrices)}
    values = Values(symbols, {"m": 2, "n": 3, "p": 4, "q": 5}, {}, {})
    translated = to_sympy(applied(name, named=True), nothing())
    assert np.allclose(as_array(settle(translated, values)), expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["matmul", "trace", "determinant", "hadamard", "norm 2", "kronecker", "diagonal part"])
def test_sympy_by_itself_agrees_once_matrices_are_put_in(name: str) -> None:
    matrices = draw(name)
    expected = dual.plain(VALUES[name](*matrices, *EXTRA.get(name, ())))
    translated = to_sympy(applied(name, named=False), nothing())
    known = {symbol: sympy.Matrix(matrices["AB".index(symbol.name)]) for symbol in translated.atoms(sympy.MatrixSymbol)}
    assert np.allclose(as_array(translated.subs(known).doit()), expected)


@pytest.mark.parametrize("name", sorted(set(SIGNATURES) - WITHOUT_COUNTERPART - KNOWN_SIZES))
def test_symbolic_sizes_are_those_of_the_signature(name: str) -> None:
    translated = to_sympy(applied(name, named=True), nothing())
    m, n, p, q = sympy.symbols("m n p q", integer=True, positive=True)
    one = sympy.Integer(1)
    sizes = {"m": m, "n": n, "p": p, "q": q, "1": one}
    pair = SIGNATURES[name].split("->")[1].split()
    expected = tuple(sympy.prod([sizes[part] for part in size.split("*")]) for size in pair)
    assert (translated.shape if translated.is_Matrix else (one, one)) == expected


@pytest.mark.parametrize("name", sorted(WITHOUT_COUNTERPART) + ["pseudoinverse"])
def test_what_sympy_has_no_word_for_is_said(name: str) -> None:
    node = applied(name, named=True)
    unequal = Typed(node.op, (leaf("A", (Size("m"), Size("n"))),), node.shape, HERE_SPAN)
    with pytest.raises(Untranslatable, match=name):
        to_sympy(unequal, nothing())


def test_softmax_is_for_columns() -> None:
    wide = leaf("A", (Size("m"), Size("n")))
    with pytest.raises(Untranslatable, match="softmax of a matrix"):
        to_sympy(Typed("softmax", (wide,), wide.shape, HERE_SPAN), nothing())
