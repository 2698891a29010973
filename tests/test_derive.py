"""Derivatives in closed form: each agrees with the exact one at random values, in every layout that it has."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mclint.cli import main
from mclint.derivation.asked import RequestError, read
from mclint.derivation.program import program
from mclint.derivation.request import derive

Array = Any
SHAPES = ("A=n,n", "B=n,n", "X=n,n", "C=m,n", "S=n,n", "x=n", "y=n", "c=n", "b=m", "t=1")
CLOSED = {
    (r"x^\top A x", "x"): r"(A + A^\top) x",
    (r"x^\top S x", "x"): "2 S x",
    (r"c^\top x", "x"): "c",
    (r"\|x - c\|^2", "x"): "2 (x - c)",
    (r"\|C x - b\|^2", "x"): r"2 C^\top (C x - b)",
    (r"\operatorname{tr}(A X B)", "X"): r"A^\top B^\top",
    (r"\operatorname{tr}(X^\top A X)", "X"): r"(A + A^\top) X",
    (r"\operatorname{tr}(X^{-1} A)", "X"): r"-X^{-\top} A^\top X^{-\top}",
    (r"\log\det(X)", "X"): r"X^{-\top}",
    (r"\det(A X B)", "X"): r"\det(A X B) X^{-\top}",
    (r"c^\top X y", "X"): r"c y^\top",
    (r"\|A X - B\|_F^2", "X"): r"2 A^\top (A X - B)",
    (r"(X + t A)^{-1}", "t"): r"-(X + t A)^{-1} A (X + t A)^{-1}",
    (r"x x^\top c", "x"): r"c x^\top + (c^\top x) I",
    (r"\tanh(A x)", "x"): r"A^\top \operatorname{diag}(\mathbf{1} - \tanh(A x)^{\odot 2})",
    (r"\sum_{i=1}^{n} x_i^3", "x"): r"3 x^{\odot 2}",
    (r"\log(c^\top x)", "x"): r"\frac{c}{c^\top x}",
    (r"\operatorname{vec}(X)^\top \operatorname{vec}(A)", "X"): "A",
    (r"c^\top \sigma(A x + y)", "x"): r"A^\top (\sigma'(A x + y) \odot c)",
    (r"\operatorname{tr}(\sin(X))", "X"): r"\cos(X^\top)",
    (r"\operatorname{tr}(X^k)", "X"): r"k (X^\top)^{k - 1}",
    (r"\det(X^k)", "X"): r"k \det(X^{k}) X^{-\top}",
    (r"\sum_{i=1}^{n} \sum_{j=1}^{n} (X_{ij} - A_{ij})^2", "X"): "2 (X - A)",
    (r"\sum_{i=1}^{n} \sum_{j=1}^{n} x_i A_{ij} x_j", "x"): r"(A + A^\top) x",
    (r"x^\top A x + c^\top x", "x"): r"(A + A^\top) x + c",
    (r"\|C x - b\|", "x"): r"\frac{C^\top (C x - b)}{\|C x - b\|}",
    (r"\frac{x^\top A x}{x^\top x}", "x"): r"\frac{(A + A^\top) x}{x^\top x} - \frac{2 (x^\top A x) x}{(x^\top x)^{2}}",
    (r"-\sum_i y_i \log(\operatorname{softmax}(x)_i)", "x"): r"(\mathbf{1}^\top y) \operatorname{softmax}(x) - y",
    (r"x \odot \log(x)", "x"): r"\operatorname{diag}(\log(x)) + I",
    (r"x^\top \operatorname{diag}(x) x", "x"): r"3 x^{\odot 2}",
    (r"\max(0, x)", "x"): r"\operatorname{diag}(\mathbb{1}\{x > 0\})",
    (r"c^\top \max(0, x)", "x"): r"\mathbb{1}\{x > 0\} \odot c",
    (r"\min(x^\top x, t)^2", "x"): r"4 \min(x^\top x, t) \mathbb{1}\{t - x^\top x > 0\} x",
    (r"\sum_{i=1}^{n} \max(0, 1 - y_i v_i^\top x)", "x"): (
        r"-\sum_{i = 1}^{n} y_i \mathbb{1}\{1 - y_i v_i^\top x > 0\} v_i"
    ),
    (r"\max(0, 1 - t c^\top x)", "x"): r"-t \mathbb{1}\{1 - t c^\top x > 0\} c",
    (r"\max(0, t)^2", "t"): r"2 \max(0, t) \mathbb{1}\{t > 0\}",
    (r"\operatorname{tr}(X^{-1})", "X"): r"-(X^{-2})^\top",
    (r"\operatorname{tr}(X^4)", "X"): r"4 (X^{3})^\top",
    (r"\log|\det X|", "X"): r"X^{-\top}",
    (r"g(c^\top x)", "x"): r"g'(c^\top x) c",
    (r"\|x + t c\|^2", "t"): r"2 (x + t c)^\top c",
    (r"X^\top c", "X"): r"I \otimes c",
    (r"\log(\mathbf{1}^\top e^{A x})", "x"): r"\frac{A^\top \exp(A x)}{\mathbf{1}^\top \exp(A x)}",
    (r"W_2 \sigma(W_1 x + y)", "x"): r"W_1^\top \operatorname{diag}(\sigma'(W_1 x + y)) W_2^\top",
    (r"(x^\top A x)^{-1/2}", "x"): r"-\frac{(A + A^\top) x}{2 (x^\top A x)^{\frac{3}{2}}}",
    (r"\sqrt{\det(X)}", "X"): r"\frac{1}{2} \sqrt{\det(X)} X^{-\top}",
    (r"\|x x^\top - A\|_F^2", "x"): r"2 (2 x x^\top - A - A^\top) x",
    (r"\sum_{i=1}^{k} (x - v_i)^\top S (x - v_i)", "x"): r"2 \sum_{i = 1}^{k} S (x - v_i)",
    (r"\|A - B X^\top\|_F^2", "X"): r"-2 (A - B X^\top)^\top B",
    (r"\operatorname{tr}(A \begin{bmatrix} 2 & t \\ 5 & 2 \end{bmatrix})", "t"): (
        r"\operatorname{tr}(A \begin{bmatrix} 0 & 1 \\ 0 & 0 \end{bmatrix})"
    ),
    (r"\begin{bmatrix} \cos(t) & -\sin(t) \\ \sin(t) & \cos(t) \end{bmatrix}", "t"): (
        r"\begin{bmatrix} -\sin(t) & -\cos(t) \\ \cos(t) & -\sin(t) \end{bmatrix}"
    ),
    (r"\left\|\begin{bmatrix} C x - b \\ t x \end{bmatrix}\right\|^2", "x"): r"2 C^\top (C x - b) + 2 t^{2} x",
    (r"\left\|\begin{bmatrix} X & A \\ A & X \end{bmatrix}\right\|_F^2", "X"): "4 X",
}
AGREEING = [
    (r"\log\det(X \otimes A)", "X"),
    (r"\operatorname{tr}((A \otimes X)^{-1})", "X"),
    (r"\operatorname{tr}(A C^\dagger C)", "C"),
    (r"\operatorname{tr}(\cosh(X))", "X"),
    (r"\log\det(X^k)", "X"),
    (r"c^\top \operatorname{adj}(X) y", "X"),
    (r"\sum_{i=1}^{n} \sum_{j=1}^{n} A_{ij} X_{ji}^2", "X"),
    (r"\|C x - b\|", "x"),
    (r"\operatorname{tr}(X^3)", "X"),
    (r"\operatorname{tr}(A X B X)", "X"),
    (r"\operatorname{tr}((X^\top S X)^{-1} A)", "X"),
    (r"\log\det(A X A^\top + B)", "X"),
    (r"\det(X + t A)", "t"),
    (r"\exp(t A)", "t"),
    (r"\frac{x^\top A x}{x^\top x}", "x"),
    (r"\frac{x}{\|x\|}", "x"),
    (r"\exp(-\tfrac12 x^\top S x)", "x"),
    (r"\log(1 + \exp(c^\top x))", "x"),
    (r"(x^\top A x) x", "x"),
    (r"x \odot \exp(x)", "x"),
    (r"\operatorname{softmax}(x)", "x"),
    (r"\operatorname{diag}(x) c", "x"),
    (r"\operatorname{tr}(X \odot A)", "X"),
    (r"\operatorname{tr}(A \otimes X)", "X"),
    (r"\operatorname{tr}(\exp(X))", "X"),
    (r"\|\tanh(A x)\|^2", "x"),
    (r"\sum_{i=1}^{n} (c^\top x_i - y_i)^2", "c"),
    (r"\|C x\|_1", "x"),
    (r"\log\sum_i \exp(x_i)", "x"),
    (r"\log\det(\begin{bmatrix} A & t B \\ B & A \end{bmatrix})", "t"),
    (r"\left\|\begin{bmatrix} C \\ t I \end{bmatrix} x - \begin{bmatrix} b \\ 0 \end{bmatrix}\right\|^2", "x"),
]
NUMERATOR = {
    (r"\|A X - B\|_F^2", "X"): r"2 (A X - B)^\top A",
    (r"x^\top A x", "x"): r"x^\top (A + A^\top)",
    (r"x \otimes x", "x"): r"I \otimes x + x \otimes I",
    (r"C^\top", "C"): "K_{mn}",
    (r"\operatorname{tr}(X) X", "X"): r"\operatorname{vec}(X) \operatorname{vec}(I_n)^\top + \operatorname{tr}(X) I",
    (r"C \otimes A", "C"): r"(I_n \otimes K_{nm} \otimes I_n) (I \otimes \operatorname{vec}(A))",
    (r"\begin{bmatrix} x \\ C x \\ x^\top A x \end{bmatrix}", "x"): (
        r"\begin{bmatrix} I \\ C \\ x^\top (A + A^\top) \end{bmatrix}"
    ),
    (r"C C^\top", "C"): r"C \otimes I + (I \otimes C) K_{mn}",
    (r"\operatorname{softmax}(x)", "x"): (
        r"\operatorname{diag}(\operatorname{softmax}(x)) - \operatorname{softmax}(x) \operatorname{softmax}(x)^\top"
    ),
}
SECOND = {
    (r"g(c^\top x)", "x"): r"g''(c^\top x) c c^\top",
    (r"c^\top \sigma(A x)", "x"): r"A^\top \operatorname{diag}(c \odot \sigma''(A x)) A",
    (r"\|x\|", "x"): r"\frac{1}{\|x\|} I - \frac{x x^\top}{\|x\|^{3}}",
    (r"\max(0, c^\top x)^2", "x"): r"2 \mathbb{1}\{c^\top x > 0\} c c^\top",
    (r"\sum_{i=1}^{n} (v_i^\top x - y_i)^2", "x"): r"2 \sum_{i = 1}^{n} v_i v_i^\top",
    (r"x^\top A x", "x"): r"A + A^\top",
    (r"\frac12\|C x - b\|^2", "x"): r"C^\top C",
    ("t^3 + 2 t", "t"): "6 t",
    (r"\begin{bmatrix} t^3 & t \\ 1 & t^2 \end{bmatrix}", "t"): r"\begin{bmatrix} 6 t & 0 \\ 0 & 2 \end{bmatrix}",
}


def answer(expression: str, variable: str, layout: str = "denominator", order: int = 1) -> tuple[str, float]:
    found = derive(read(expression, variable, SHAPES, ["S=symmetric"]), layout, order)
    assert found.residual is not None
    return found.latex, found.residual


@pytest.mark.parametrize(("asked", "closed"), CLOSED.items(), ids=str)
def test_closed_forms_are_written_as_people_write_them(asked: tuple[str, str], closed: str) -> None:
    found, residual = answer(*asked)
    assert found == closed
    assert residual < 1e-10


@pytest.mark.parametrize("layout", ["numerator", "denominator", "hybrid"])
@pytest.mark.parametrize("asked", [*CLOSED, *AGREEING], ids=str)
def test_closed_forms_agree_with_the_exact_derivative(asked: tuple[str, str], layout: str) -> None:
    assert answer(*asked, layout)[1] < 1e-8


@pytest.mark.parametrize(("asked", "closed"), SECOND.items(), ids=str)
def test_second_derivatives(asked: tuple[str, str], closed: str) -> None:
    assert answer(*asked, order=2) == (closed, pytest.approx(0, abs=1e-10))


@pytest.mark.parametrize(("asked", "closed"), NUMERATOR.items(), ids=str)
def test_rows_are_the_transposes_of_what_people_write(asked: tuple[str, str], closed: str) -> None:
    assert answer(*asked, "numerator") == (closed, pytest.approx(0, abs=1e-10))


DIFFERENTIALS = {
    ("A X B", ""): r"\mathrm{d}A X B + A \mathrm{d}X B + A X \mathrm{d}B",
    ("d(A X B)", "X"): r"A \mathrm{d}X B",
    (r"\mathrm{d}(X^{-1})", "X"): r"-X^{-1} \mathrm{d}X X^{-1}",
    (r"d(\begin{bmatrix} X \\ X A \end{bmatrix})", "X"): r"\begin{bmatrix} \mathrm{d}X \\ \mathrm{d}X A \end{bmatrix}",
    (r"\log\det(X)", ""): r"\operatorname{tr}(X^{-1} \mathrm{d}X)",
}


@pytest.mark.parametrize(("asked", "closed"), DIFFERENTIALS.items(), ids=str)
def test_differentials(asked: tuple[str, str], closed: str) -> None:
    assert answer(*asked) == (closed, pytest.approx(0, abs=1e-10))


def test_what_is_symmetric_is_not_transposed() -> None:
    assert answer(r"\log\det(S)", "S") == ("S^{-1}", pytest.approx(0, abs=1e-10))


def test_second_derivatives_by_vectors_that_are_no_quadratic_forms() -> None:
    for expression in (r"\log(1 + \exp(c^\top x))", r"\|C x - b\|^4", r"\log\sum_i \exp(x_i)", r"c^\top \tanh(A x)"):
        assert answer(expression, "x", order=2)[1] < 1e-8


def test_a_matrix_by_a_matrix_is_the_jacobian_of_its_columns() -> None:
    assert answer("A X B", "X", "numerator")[0] == r"B^\top \otimes A"


def test_deep_expressions_take_no_time(deep: int = 40) -> None:
    start = time.process_time()
    assert answer(r"\sin(" * deep + "t" + ")" * deep, "t")[1] < 1e-8
    assert time.process_time() - start < 5


def test_sizes_that_nobody_names_get_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", r"\|A x - b\|^2", "--wrt", "x"]) == 0
    assert "m × 1, where A is n × m, x is m × 1, b is n × 1" in capsys.readouterr().out


def test_capitals_behind_a_transpose_are_matrices() -> None:
    assert derive(read(r"(x - c)^\top M (x - c)", "x")).latex == r"(M + M^\top) (x - c)"


@pytest.mark.parametrize("said", ["A=symmetric", "A is symmetric", "A symmetric"])
def test_properties_are_said_in_words(said: str) -> None:
    assert derive(read("x^T A x", "x", [], [said])).latex == "2 A x"


def differences(function: Callable[[Array], Array], point: Array) -> Array:
    """A gradient in the shape of the variable; for a column, a row for each of its entries."""
    columns = []
    for place in range(point.size):
        step = np.zeros(point.size)
        step[place] = 1e-6
        step = step.reshape(point.shape)
        columns.append(np.ravel(function(point + step) - function(point - step)) / 2e-6)
    found = np.array(columns).T
    return found.reshape(point.shape) if found.shape[0] == 1 else found


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


# What is asked for, the variable, and the same by hand.
PROGRAMS: list[tuple[str, str, Callable[..., Array]]] = [
    (r"x^\top A x", "x", lambda x, A, **_: x.T @ A @ x),
    (r"\|C x - b\|^3", "x", lambda x, C, b, **_: np.linalg.norm(C @ x - b) ** 3),
    (r"\log\sum_i \exp(x_i)", "x", lambda x, **_: np.log(np.exp(x).sum())),
    (r"-\sum_i y_i \log x_i", "x", lambda x, y, **_: -(y * np.log(x)).sum()),
    (r"\|x\|_1 + \max(0, c^\top x)", "x", lambda x, c, **_: np.abs(x).sum() + np.maximum(0, c.T @ x)),
    (r"c^\top \sigma(A x + y)", "x", lambda x, A, c, y, **_: c.T @ sigmoid(A @ x + y)),
    (r"\exp(-\tfrac12 x^\top S x)", "x", lambda x, S, **_: np.exp(-x.T @ S @ x / 2)),
    (r"\frac{c^\top x}{\|x\|}", "x", lambda x, c, **_: c.T @ x / np.linalg.norm(x)),
    ("t^3 + t^t", "t", lambda t, **_: t**3 + t**t),
    (r"\log\det(A X + B)", "X", lambda X, A, B, **_: np.log(np.linalg.det(A @ X + B))),
    (r"\operatorname{tr}(A X^{-1} B)", "X", lambda X, A, B, **_: np.trace(A @ np.linalg.inv(X) @ B)),
    (r"\operatorname{tr}(X^3 A)", "X", lambda X, A, **_: np.trace(X @ X @ X @ A)),
    (r"\operatorname{tr}((X \odot A) B)", "X", lambda X, A, B, **_: np.trace((X * A) @ B)),
    (r"\sum_i \sum_j X_{ij}^3", "X", lambda X, **_: (X**3).sum()),
    (r"\|X\|_F \operatorname{tr}(X)", "X", lambda X, **_: np.linalg.norm(X) * np.trace(X)),
    (r"\operatorname{vec}(X)^\top \operatorname{vec}(A X)", "X", lambda X, A, **_: np.sum(X * (A @ X))),
    (r"\operatorname{tr}(A \otimes X)", "X", lambda X, A, **_: np.trace(np.kron(A, X))),
    (r"c^\top \operatorname{diag}(X) + 1", "X", lambda X, c, **_: c.T @ np.diag(X) + 1),
    (r"\operatorname{softmax}(A x)", "x", lambda x, A, **_: np.exp(A @ x) / np.exp(A @ x).sum()),
    (r"(A x) \odot \tanh(x)", "x", lambda x, A, **_: (A @ x) * np.tanh(x)),
    (r"x x^\top c", "x", lambda x, c, **_: x @ x.T @ c),
    (r"\frac{x}{\mathbf{1}^\top x}", "x", lambda x, **_: x / x.sum()),
    (r"x \otimes b", "x", lambda x, b, **_: np.kron(x, b)),
    (r"\begin{bmatrix} A x \\ t x \end{bmatrix}", "x", lambda x, A, t, **_: np.vstack([A @ x, t * x])),
    (r"\operatorname{tr}(\begin{bmatrix} t^2 & 3 \\ 0 & t \end{bmatrix})", "t", lambda t, **_: t**2 + t),
    (r"X^\top c", "X", lambda X, c, **_: X.T @ c),
    (r"A X B", "X", lambda X, A, B, **_: A @ X @ B),
    (r"X^{-1}", "X", lambda X, **_: np.linalg.inv(X)),
    (r"C^\top", "C", lambda C, **_: C.T),
    (r"C^\top C", "C", lambda C, **_: C.T @ C),
    (r"C A C^\top", "C", lambda C, A, **_: C @ A @ C.T),
    (r"A \otimes C", "C", lambda A, C, **_: np.kron(A, C)),
    (r"C \otimes x", "C", lambda C, x, **_: np.kron(C, x)),
    (r"x^\top \otimes C", "x", lambda x, C, **_: np.kron(x.T, C)),
]


@pytest.mark.parametrize(("expression", "variable", "by_hand"), PROGRAMS, ids=[each[0] for each in PROGRAMS])
def test_programs_run_and_agree_with_differences(expression: str, variable: str, by_hand: Callable[..., Array]) -> None:
    scalar = derive(read(expression, variable, SHAPES, ["S=symmetric"]), "denominator")
    random = np.random.default_rng(3)
    values = {"n": (3, 3), "m": (2, 3), "v": (3, 1), "b": (2, 1), "t": (1, 1)}
    shapes = {**dict.fromkeys("ABXS", "n"), "C": "m", **dict.fromkeys("xyc", "v"), "b": "b", "t": "t"}
    drawn = {name: random.uniform(0.5, 1.5, values[kind]) for name, kind in shapes.items()}
    drawn["S"] += drawn["S"].T
    for name in "ABX":
        drawn[name] += 2 * np.eye(3)

    def at(point: Array) -> Array:
        found = by_hand(**{**drawn, variable: point})
        return np.asarray(found).ravel(order="F")  # matrices by their columns

    wanted = differences(at, drawn[variable])
    if at(drawn[variable]).size > 1:
        if drawn[variable].shape[1] > 1:
            wanted = wanted[:, np.arange(wanted.shape[1]).reshape(drawn[variable].shape).ravel(order="F")]
        scalar = derive(read(expression, variable, SHAPES), "numerator")
    names: dict[str, Any] = {}
    exec(program(scalar.typed, scalar.inference, scalar.shapes), names)
    derivative = names["derivative"]
    known = {**drawn, "dsigma": lambda x: sigmoid(x) * (1 - sigmoid(x))}
    found = derivative(**{name: known[name] for name in inspect.signature(derivative).parameters})
    assert np.allclose(found, wanted, rtol=1e-5, atol=1e-6)


def test_a_program_takes_the_changes_of_a_differential() -> None:
    found = derive(read("d(X^{-1})", "X", SHAPES))
    assert "def derivative(X, dX):" in program(found.typed, found.inference, found.shapes)


@pytest.mark.parametrize(
    ("expression", "variable", "message"),
    [
        ("x =", "x", "one expression without a relation sign"),
        ("x^2", "2", "no symbol to differentiate by"),
        (r"\oint x", "x", "not read here (column 1)"),
        ("C c b", "c", "the shapes do not fit"),
        ("f(x)", "x", "nothing is known of the function"),
        (r"\|X\|_*", "X", "of the norms, only"),
        (r"c^\top \begin{bmatrix} X & A \end{bmatrix} \begin{bmatrix} x \\ y \end{bmatrix}", "X", "one of its blocks"),
        ("x_1", "x", "basis vectors"),
        ("A X + C", "X", "`A X` is n × n and `C` is m × n"),
    ],
)
def test_what_cannot_be_derived_is_told(expression: str, variable: str, message: str) -> None:
    with pytest.raises(RequestError) as told:
        derive(read(expression, variable, SHAPES))
    assert message in str(told.value)


def test_the_letter_of_commutation_matrices_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", r"X^\top", "--wrt", "X", "--shape", "X=m,n"]) == 0
    assert "= K_{nm}" in (shown := capsys.readouterr().out) and "K makes vec(X^T) of vec(X)" in shown
    assert main(["derive", r"K^\top", "--wrt", "K", "--shape", "K=m,n"]) == 2
    assert "call the symbol otherwise" in capsys.readouterr().err


@pytest.mark.parametrize("shape", ["A", "A=", "=n", "A=1,2,3"])
def test_a_shape_has_a_form(shape: str) -> None:
    with pytest.raises(RequestError, match="a shape is written as"):
        read("x", "x", [shape])


@pytest.mark.parametrize(
    ("output", "first"),
    [
        ("latex", r"(A + A^\top) x"),
        ("numpy", "def derivative(x, A):"),
        ("sympy", "(A + A.T)*x"),
        ("text", r"\frac{\partial x^\top A x}{\partial x} = (A + A^\top) x"),
    ],
)
def test_the_command_prints_the_formula_and_its_shapes(
    output: str, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["derive", r"x^\top A x", "--wrt", "x", "--shape", "A=n,n", "--shape", "x=n", "--output", output, "--check"]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == first
    assert lines[-2].endswith("n × 1, where x is n × 1, A is n × n")
    assert "exact derivative" in lines[-1]


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "A x", "--wrt", "x", "--shape", "A=m,n", "--shape", "x=p"]) == 2
    assert "`A` is m × n and `x` is p × 1" in capsys.readouterr().err
