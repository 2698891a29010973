"""Both back ends give one value: numpy on the typed tree, sympy on its translation, with the same matrices."""

from __future__ import annotations

import itertools
import re
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
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from test_signatures import EXTRA, dims, draw

import mclint
from mclint.document.scope import Scope
from mclint.document.statement import Property
from mclint.shapes.dim import Compound, Dim, Size, Unknown
from mclint.shapes.infer import Inference
from mclint.shapes.signatures import OF_SQUARE, SIGNATURES
from mclint.shapes.typed import Reading, Typed
from mclint.shapes.usage import survey
from mclint.span import Span
from mclint.values import dual
from mclint.values.evaluate import Evaluator
from mclint.values.operators import VALUES
from mclint.values.symbolic import Untranslatable, spelling, to_sympy
from mclint.values.symbolic_equations import ReadStep, SymbolicEquation
from mclint.values.verdict import by_convention

HERE_SPAN = Span(0, 0)
# The constants of an unknown function, as the evaluator names them: `f M 1 1`, `f P0 1`, `f q`.
CONSTANT = re.compile(r"(.+) (C|M|q|P\d+ \d+|[abcwp])(?: \d+ \d+)?")
DIGITS, STEP = 80, sympy.Float("1e-20", 80)
WITHOUT_COUNTERPART = {"spectral norm", *OF_SQUARE.values()}
# A pseudoinverse is written by way of the longer side, so both sizes are numbers there.
KNOWN_SIZES = {"pseudoinverse"}


# The value of a sympy expression: explicit matrices put in at the leaves, every node carried out with doit.


@dataclass(frozen=True)
class Values:
    """Numbers and matrices by the names of symbols; sizes and indices; the constants of unknown functions."""

    symbols: Mapping[str, Any]
    whole: Mapping[str, int]
    constants: Mapping[str, Any]
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
    result = x.func(*(settle(each, values) for each in x.args)).doit()
    return result.as_explicit() if isinstance(result, sympy.MatrixExpr) else result


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
    """The formulas of unknown functions in the evaluator; an entry of a matrix has its place in front."""
    name, arguments = x.func.__name__, [settle(each, values) for each in x.args]
    constants = values.constants
    if f"{name} a" in constants:
        a, b, c, w, p = (constants[f"{name} {letter}"] for letter in "abcwp")
        return a + b * arguments[0] + c * sympy.sin(w * arguments[0] + p)
    fixed, mixed, scale = (constants[f"{name} {letter}"] for letter in ("C", "M", "scale"))
    if not getattr(fixed, "is_Matrix", False):
        fixed, place = sympy.ImmutableMatrix([[fixed]]), (0, 0)
    else:
        place, arguments = (int(arguments[0]) - 1, int(arguments[1]) - 1), arguments[2:]
    waves = constants[f"{name} q"]
    for number, each in enumerate(arguments):
        waves += constants[f"{name} P{number} 1"] * each * sympy.Rational(4, 5)
    row = place[0] * fixed.shape[1] + place[1]
    return fixed[place] + scale * (mixed[row, :] * waves.applyfunc(sympy.sin))[0, 0]


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
    rows, columns = value.shape
    return np.array([[float(value[r, c]) for c in range(columns)] for r in range(rows)])


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
        leaf("AB"[place], letters)
        for place, letters in enumerate(letters_of(before, named and name not in KNOWN_SIZES))
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


@pytest.mark.parametrize("name", [*sorted(WITHOUT_COUNTERPART), "pseudoinverse"])
def test_what_sympy_has_no_word_for_is_said(name: str) -> None:
    node = applied(name, named=True)
    unequal = Typed(node.op, (leaf("A", (Size("m"), Size("n"))),), node.shape, HERE_SPAN)
    with pytest.raises(Untranslatable, match=name):
        to_sympy(unequal, nothing())


def test_softmax_is_for_columns() -> None:
    wide = leaf("A", (Size("m"), Size("n")))
    with pytest.raises(Untranslatable, match="softmax of a matrix"):
        to_sympy(Typed("softmax", (wide,), wide.shape, HERE_SPAN), nothing())


# Equations.

LEADING = r"""Let $A, B \in \mathbb{R}^{n \times n}$, $X \in \mathbb{R}^{m \times n}$, $C \in \mathbb{R}^{n \times p}$,
$w, x, z \in \mathbb{R}^n$, $y \in \mathbb{R}^m$, and let $s, t, \lambda \in \mathbb{R}$.

"""
FORMULAS = (
    r"(A + B)^\top = A^\top + B^\top",
    r"(A B)^{-1} = B^{-1} A^{-1}",
    r"\operatorname{tr}(X^\top X) = \|X\|_F^2",
    r"\det(A B) = \det(A) \det(B)",
    r"x^\top A x = \operatorname{tr}(A x x^\top)",
    r"(A \otimes B)^\top = A^\top \otimes B^\top",
    r"x \odot z = \operatorname{diag}(x) z",
    r"A^3 = A A A",
    r"2 (x - z) - \frac{1}{2} x = 1.5 x - 2 z",
    r"\operatorname{vec}(A C) = (I_p \otimes A) \operatorname{vec}(C)",
    r"\|y - X w\|^2 = y^\top y - 2 y^\top X w + w^\top X^\top X w",
    r"\log(e^{s} e^{t}) = s + t",
    r"\sin^2(t) + \cos^2(t) = 1",
    r"\sum_{i=1}^n x_i z_i = x^\top z",
    r"(A x)_i = \sum_{j=1}^n A_{ij} x_j",
    r"\sum_{j=1}^n \delta_{ij} x_j = x_i",
    r"\prod_{i=1}^n e^{x_i} = e^{\sum_{i=1}^n x_i}",
    r"\begin{bmatrix} A & B \\ B & A \end{bmatrix} \begin{bmatrix} x \\ z \end{bmatrix}"
    r" = \begin{bmatrix} A x + B z \\ B x + A z \end{bmatrix}",
    r"\mathbf{1}^\top x = \sum_{i=1}^n x_i",
    r"\frac{\partial}{\partial x} (x^\top z) = z",
    r"\nabla_x (x^\top A x) = (A + A^\top) x",
    r"\nabla_w \|y - X w\|^2 = -2 X^\top (y - X w)",
    r"\frac{\partial A x}{\partial x^\top} = A",
    r"\frac{\partial \operatorname{tr}(A^\top B)}{\partial A} = B",
    r"\nabla_A \det(A) = \det(A) A^{-\top}",
    r"\nabla_A \log \det(A) = A^{-\top}",
    r"\nabla_x \|x\| = \frac{x}{\|x\|}",
    r"\nabla_x^2 (x^\top A x) = A + A^\top",
    r"\frac{\partial x_i}{\partial x_j} = \delta_{ij}",
    r"\frac{d}{dt} \sin(\lambda t) = \lambda \cos(\lambda t)",
    r"\frac{d}{dt} (f(t) g(t)) = f'(t) g(t) + f(t) g'(t)",
    r"\frac{d}{dt} f(g(t)) = f'(g(t)) g'(t)",
    r"\frac{d}{dt} (t^2 A) = 2 t A",
    r"\frac{\partial (F G)}{\partial t} = \frac{\partial F}{\partial t} G + F \frac{\partial G}{\partial t}",
    r"\frac{\partial F^{-1}}{\partial t} = -F^{-1} \frac{\partial F}{\partial t} F^{-1}",
    r"d(A B) = (dA) B + A \, dB",
    r"d \operatorname{tr}(A B) = \operatorname{tr}(B \, dA) + \operatorname{tr}(A \, dB)",
)


@dataclass(frozen=True)
class Outcome:
    """What became of the two sides of an equation: the numbers of both back ends, or why there are none."""

    equation: SymbolicEquation
    numbers: tuple[tuple[np.ndarray, np.ndarray], ...] = ()
    reason: str = ""

    @property
    def agrees(self) -> bool:
        return all(a.shape == b.shape and np.allclose(a, b, rtol=1e-8, atol=1e-10) for a, b in self.numbers)


def outcome(equation: SymbolicEquation) -> Outcome:
    """Evaluate both sides in both back ends with the same values."""
    try:
        trees, inference = equation.lhs.read.typed()
    except Untranslatable as error:
        return Outcome(equation, reason=f"unread: {error.reason}")
    if any(
        isinstance(dim, int) and dim > 3 for tree in trees for node in below(tree) for dim in resolved(inference, node)
    ):
        return Outcome(equation, reason="a size too large to write out")
    try:
        sides = [side.to_sympy(real=True) for side in (equation.lhs, equation.rhs)]
    except Untranslatable as error:
        return Outcome(equation, reason=f"sympy: {error.reason}")
    for sizes, positive in ((3, False), (3, True), (2, False)):  # X^T X and X X^T are not both invertible
        evaluator = small(inference, trees, equation.lhs.read, positive, sizes)
        try:
            with np.errstate(all="ignore"):
                numeric = [at_letters(evaluator, dual.plain(evaluator.value(tree))) for tree in trees]
        except np.linalg.LinAlgError:
            continue
        if all(np.isfinite(each).all() for each in numeric):
            values = values_of(evaluator)
            pairs = [(number, as_array(settle(side, values))) for number, side in zip(numeric, sides, strict=True)]
            return Outcome(equation, tuple((np.broadcast_to(a, b.shape), b) for a, b in pairs))
    return Outcome(equation, reason="undefined values")


def below(tree: Typed) -> list[Typed]:
    found = [tree]
    for node in found:
        found.extend(node.args)
    return found


def resolved(inference: Inference, node: Typed) -> tuple[Dim, Dim]:
    return inference.find(node.shape)


def small(inference: Inference, trees: tuple[Typed, Typed], read: ReadStep, positive: bool, first: int) -> Evaluator:
    """The evaluator with sizes that sympy can write out: 3, 2, 3, … or 2, 3, 2, …"""
    properties = {key: read.scope.of(key).properties or by_convention(key) for key in inference.symbols}
    evaluator = Evaluator(inference, trees, properties, 11, positive)
    free = [dim for dim in evaluator.sizes if not isinstance(dim, int)]
    for place, dim in enumerate(free):
        if evaluator.sizes[dim] != 1:
            evaluator.sizes[dim] = first if place % 2 == 0 else 5 - first
    return evaluator


def place_of(evaluator: Evaluator, alias: str) -> int:
    """The value of a free index letter, counted from 0: not the same for all of them."""
    size = evaluator.size(evaluator.inference.index_sizes[alias])
    return min(evaluator.axes[alias] - 1, size - 1)


def at_letters(evaluator: Evaluator, array: np.ndarray) -> np.ndarray:
    """The first sample, with values for the free index letters."""
    where = [0] * (array.ndim - 2)
    for alias, axis in evaluator.axes.items():
        where[axis] = place_of(evaluator, alias) if array.shape[axis] > 1 else 0
    return np.asarray(array[tuple(where)])


def values_of(evaluator: Evaluator) -> Values:
    """What the evaluator drew, by the names that the translation gives to symbols."""
    symbols, constants = {}, {}
    for name, value in evaluator.values.items():
        matrix = explicit(value[0].reshape(value.shape[-2:]))
        direction = name.removeprefix("d ") in evaluator.directions
        symbols["d" + name.removeprefix("d ") if direction and name.startswith("d ") else spelling(name)] = matrix
        part = CONSTANT.fullmatch(name)
        if part is not None:
            key = part[1]
            tame = Property.POSITIVE in evaluator.properties.get(key, ()) or evaluator.positive
            constants[f"{spelling(key)} {part[2]}"] = matrix
            constants[f"{spelling(key)} scale"] = sympy.Rational(1, 20 if tame else 2)
    whole = {spelling(dim.name): size for dim, size in evaluator.sizes.items() if isinstance(dim, Size)}
    whole |= {f"size_{dim.number}": size for dim, size in evaluator.sizes.items() if isinstance(dim, Unknown)}
    letters = {alias: place_of(evaluator, alias) + 1 for alias in evaluator.axes if "#" not in alias}
    both = {alias: f"{alias}_index" if alias in evaluator.inference.scope.sizes else alias for alias in letters}
    return Values(symbols, {**whole, **{both[alias]: place for alias, place in letters.items()}}, constants, {})


@pytest.mark.parametrize("formula", FORMULAS)
def test_both_back_ends_read_a_formula_alike(formula: str) -> None:
    found = outcome(mclint.equations(f"{LEADING}$$ {formula} $$\n")[-1])
    assert found.reason == ""
    assert found.agrees, found.numbers
    (left, _), (right, _) = found.numbers
    assert np.allclose(left, right)


SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample documents are not here")
def test_both_back_ends_agree_on_sample_documents() -> None:
    outcomes = [
        outcome(each) for path in sorted(SEEDS.glob("*.txt")) for each in mclint.equations(path.read_text("utf-8"))
    ]
    compared = [each for each in outcomes if each.numbers]
    print(f"{len(compared)} of {len(outcomes)} equations compared")
    assert [each.equation.latex for each in compared if not each.agrees] == []
    assert len(compared) >= 105


# Any tree.

SQUARE = (Size("n"), Size("n"))
UNARY = ("negative", "transpose", "diagonal part", "sin", "sigmoid")
BINARY = ("add", "matmul", "hadamard")
MEASURES = ("trace", "determinant", "norm 2")


def grow(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    """Square matrices from square matrices."""

    def scaled(measure: str, a: Typed, b: Typed) -> Typed:
        return Typed("scale", (Typed(measure, (a,), (1, 1), HERE_SPAN), b), SQUARE, HERE_SPAN)

    unary = st.builds(lambda op, a: Typed(op, (a,), SQUARE, HERE_SPAN), st.sampled_from(UNARY), inner)
    binary = st.builds(lambda op, a, b: Typed(op, (a, b), SQUARE, HERE_SPAN), st.sampled_from(BINARY), inner, inner)
    powers = st.sampled_from(["power", "matrix power"])
    power = st.builds(lambda op, a: Typed(op, (a,), SQUARE, HERE_SPAN, 2), powers, inner)
    return st.one_of(unary, binary, power, st.builds(scaled, st.sampled_from(MEASURES), inner, inner))


TREES = st.recursive(st.sampled_from([leaf("A", SQUARE), leaf("B", SQUARE)]), grow, max_leaves=5)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(TREES)
def test_any_tree_has_one_value(tree: Typed) -> None:
    inference = nothing()
    evaluator = Evaluator(inference, (tree,), {}, 5, False)
    evaluator.sizes[Size("n")] = 2
    expected = dual.plain(evaluator.value(tree))[0].reshape(2, 2)
    found = as_array(settle(to_sympy(tree, inference), values_of(evaluator)))
    assert np.allclose(found, expected, rtol=1e-8, atol=1e-10)


# The public view.


def test_an_equation_shows_its_sides() -> None:
    text = r"Let $A \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$. Then $\|A x\|^2 = x^\top A^\top A x$."
    (equation,) = mclint.equations(text)
    m, n = sympy.symbols("m n", integer=True, positive=True)
    a, x = sympy.MatrixSymbol("A", m, n), sympy.MatrixSymbol("x", n, 1)
    assert equation.latex == r"\|A x\|^2 = x^\top A^\top A x"
    assert text[equation.rhs.span.start : equation.rhs.span.end] == equation.rhs.latex == r"x^\top A^\top A x"
    assert equation.rhs.to_sympy() == sympy.Trace(sympy.MatMul(x.T, a.T, a, x))
    assert equation.lhs.to_sympy() == sympy.Trace(sympy.MatMul(sympy.Transpose(sympy.MatMul(a, x)), a, x))


def test_sizes_that_nothing_states_are_the_same_on_both_sides() -> None:
    equation = mclint.equations("$$ (A B)^{\\top} = B^\\top A^\\top $$")[0]
    left, right = equation.lhs.to_sympy(), equation.rhs.to_sympy()
    assert left.shape == right.shape
    assert left.free_symbols == right.free_symbols
    assert len(left.atoms(sympy.Symbol)) == 3


def test_a_gradient_can_be_carried_out_for_explicit_sizes() -> None:
    text = r"""Let $A \in \mathbb{R}^{2 \times 2}$ and $x \in \mathbb{R}^2$. Then
    $\nabla_x (x^\top A x) = (A + A^\top) x$."""
    equation = mclint.equations(text)[-1]
    left, right = (side.to_sympy().as_explicit().doit() for side in (equation.lhs, equation.rhs))
    assert sympy.simplify(left - right) == sympy.zeros(2, 1)


def test_a_definition_is_not_replaced_by_itself() -> None:
    equation = mclint.equations("For $x \\in \\mathbb{R}$ let $f(x) = x^2 + 1$.")[0]
    x = sympy.Symbol("x")
    assert equation.lhs.to_sympy() == sympy.Function("f")(x)
    assert equation.rhs.to_sympy() == x**2 + 1


def test_assumptions_reach_the_scalars() -> None:
    equation = mclint.equations("For $x \\in \\mathbb{R}$ we have $\\sqrt{x^2} = |x|$.")[0]
    assert equation.lhs.to_sympy(real=True) == equation.rhs.to_sympy(real=True)
    assert equation.lhs.to_sympy() != equation.rhs.to_sympy()


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        (r"\nabla_x h(x) = \nabla_x h(x)", "unknown function of a matrix"),
        (r"\sum_{i=1}^n x_i x_i^\top = \sum_{i=1}^n x_i x_i^\top", "samples"),
        (r"A x = x A", "shapes of a product"),
    ],
)
def test_what_cannot_be_said_in_sympy_says_why(formula: str, reason: str) -> None:
    text = f"Let $A \\in \\mathbb{{R}}^{{p \\times q}}$ and $x \\in \\mathbb{{R}}^q$.\n\n$$ {formula} $$"
    if "sum" in formula:
        text = f"$$ {formula} $$"
    with pytest.raises(Untranslatable, match=reason):
        mclint.equations(text)[0].lhs.to_sympy()


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("hat y", r"\hat{y}"),
        ("hat y_1", r"\hat{y}_{1}"),
        ("cal L", r"\mathcal{L}"),
        ("W^[l]", "W^{[l]}"),
        ("Sigma", r"\Sigma"),
        ("x_new", "x_{new}"),
    ],
)
def test_names_are_printed_as_they_stand_in_the_document(key: str, latex: str) -> None:
    assert sympy.latex(sympy.Symbol(spelling(key))) == latex


def test_names_are_never_read_as_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "open('made','w')"
    scalar, matrix = leaf(name, (1, 1)), leaf(name, (Size(name), Size(name)))
    called = Typed("function", (scalar,), (1, 1), HERE_SPAN, name)
    product = Typed("scale", (called, matrix), matrix.shape, HERE_SPAN)
    found = to_sympy(product, nothing())
    assert {each.name for each in found.free_symbols} == {name}
    assert {each.func.__name__ for each in found.atoms(AppliedUndef)} == {name}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("formula", [r"2^{1000000000} = 1", r"\left((9^{12})^{12}\right)^{12} = 1", r"9^{9^{9^9}} = 1"])
def test_huge_numbers_are_not_written_out(formula: str) -> None:
    with pytest.raises(Untranslatable, match="limit"):
        mclint.equations(f"$$ {formula} $$")[0].lhs.to_sympy()


def test_shared_and_deep_trees_are_bounded() -> None:
    doubled = deep = leaf("A", SQUARE)
    for _ in range(40):
        doubled = Typed("add", (doubled, doubled), SQUARE, HERE_SPAN)
    for _ in range(4000):
        deep = Typed("negative", (deep,), SQUARE, HERE_SPAN)
    for tree in (doubled, deep):
        with pytest.raises(Untranslatable):
            to_sympy(tree, nothing())


def test_sympy_is_imported_when_a_side_is_asked_for() -> None:
    program = """
import sys, mclint
text = r"$$ \\nabla_x (a^\\top x) = 2 a $$"
assert mclint.check(text)
equation = mclint.equations(text)[0]
assert "sympy" not in sys.modules
equation.lhs.to_sympy()
assert "sympy" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], env=HERE, check=True)
