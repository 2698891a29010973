"""Derivatives in closed form: each agrees with the exact one at random values, in every layout that it has."""

from __future__ import annotations

import pytest

from mclint.cli import main
from mclint.derivation.request import RequestError, derive, read

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
    (r"\tanh(A x)", "x"): r"A^\top \operatorname{diag}(\mathbf{1} - (\tanh(A x))^{\odot 2})",
    (r"\sum_{i=1}^{n} x_i^3", "x"): r"3 x^{\odot 2}",
    (r"\log(c^\top x)", "x"): r"\frac{c}{c^\top x}",
    (r"\operatorname{vec}(X)^\top \operatorname{vec}(A)", "X"): "A",
    (r"c^\top \sigma(A x + y)", "x"): r"A^\top (\sigma'(A x + y) \odot c)",
    (r"\operatorname{tr}(\sin(X))", "X"): r"\cos(X^\top)",
    (r"\operatorname{tr}(X^k)", "X"): r"k (X^\top)^{k - 1}",
    (r"\det(X^k)", "X"): r"k \det(X^{k}) X^{-\top}",
    (r"\sum_{i=1}^{n} \sum_{j=1}^{n} (X_{ij} - A_{ij})^2", "X"): "2 (X - A)",
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
]
SECOND = {
    (r"x^\top A x", "x"): r"A + A^\top",
    (r"\frac12\|C x - b\|^2", "x"): r"C^\top C",
    ("t^3 + 2 t", "t"): "6 t",
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


def test_what_is_symmetric_is_not_transposed() -> None:
    assert answer(r"\log\det(S)", "S") == ("S^{-1}", pytest.approx(0, abs=1e-10))


def test_second_derivatives_by_vectors_that_are_no_quadratic_forms() -> None:
    for expression in (r"\log(1 + \exp(c^\top x))", r"\|C x - b\|^4", r"\log\sum_i \exp(x_i)", r"c^\top \tanh(A x)"):
        assert answer(expression, "x", order=2)[1] < 1e-8


def test_a_matrix_by_a_matrix_is_the_jacobian_of_its_columns() -> None:
    assert answer("A X B", "X", "numerator")[0] == r"B^\top \otimes A"


@pytest.mark.parametrize(
    ("expression", "variable", "message"),
    [
        ("x =", "x", "one expression without a relation sign"),
        ("x^2", "2", "no symbol to differentiate by"),
        (r"\oint x", "x", "not read here (column 1)"),
        ("C c b", "c", "the shapes do not fit"),
        ("f(x)", "x", "nothing is known of the function"),
        (r"\operatorname{vec}(X^\top)", "X", "commutation matrix"),
    ],
)
def test_what_cannot_be_derived_is_told(expression: str, variable: str, message: str) -> None:
    with pytest.raises(RequestError) as told:
        derive(read(expression, variable, SHAPES))
    assert message in str(told.value)


@pytest.mark.parametrize("shape", ["A", "A=", "=n", "A=1,2,3"])
def test_a_shape_has_a_form(shape: str) -> None:
    with pytest.raises(RequestError, match="a shape is written as"):
        read("x", "x", [shape])


@pytest.mark.parametrize(
    ("output", "first"),
    [
        ("latex", r"(A + A^\top) x"),
        ("numpy", "(A + A.T) @ x"),
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
    assert lines[1].endswith("n × 1, where x is n × 1, A is n × n")
    assert "exact derivative" in lines[2]


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "A x", "--wrt", "x", "--shape", "A=m,n", "--shape", "x=p"]) == 2
    assert "m × n and p × 1 meet" in capsys.readouterr().err
