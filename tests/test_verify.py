"""What the verifier says of equations: status, layouts and assumptions, by small documents."""

from __future__ import annotations

import pytest

from mclint import api

SYMBOLS = (
    r"Let $A, B \in \mathbb{R}^{n \times n}$, $M \in \mathbb{R}^{m \times n}$, "
    r"$x, a \in \mathbb{R}^n$ and $X \in \mathbb{R}^{n \times p}$."
)
SHORT = {"denominator": "d", "hybrid": "h", "numerator": "n"}


def last(formula: str, before: str = SYMBOLS):
    """The record of the last equation of a document."""
    return api.coverage(f"{before}\n\n$$ {formula} $$\n")[-1]


@pytest.mark.parametrize(
    ("formula", "layouts"),
    [
        (r"\frac{\partial a^\top x}{\partial x} = a", "dh"),
        (r"\frac{\partial a^\top x}{\partial x} = a^\top", "n"),
        (r"\frac{\partial M x}{\partial x} = M", "hn"),
        (r"\frac{\partial M x}{\partial x} = M^\top", "d"),
        (r"\frac{\partial M x}{\partial x^\top} = M", "dhn"),
        (r"\frac{\partial (M x)^\top}{\partial x} = M^\top", "dhn"),
        (r"\nabla_x (x^\top A x) = (A + A^\top) x", "dhn"),
        (r"\frac{\partial}{\partial X} \operatorname{tr}(X^\top A X) = (A + A^\top) X", "dh"),
        (r"\frac{\partial \log \det A}{\partial A} = A^{-\top}", "dh"),
        (r"\frac{\partial^2 x^\top A x}{\partial x \partial x^\top} = A + A^\top", "dhn"),
        (r"\mathrm{d} (A^{-1}) = -A^{-1} (\mathrm{d} A) A^{-1}", "dhn"),
        (r"\frac{\partial \|x\|}{\partial x} = \frac{x}{\|x\|}", "dh"),
        (r"\frac{\partial (A x)_i}{\partial x_j} = A_{ij}", "dhn"),
    ],
)
def test_layouts_in_which_a_derivative_holds(formula: str, layouts: str) -> None:
    equation = last(formula)
    assert equation.status == "verified", equation.reason
    assert "".join(sorted(SHORT[each] for each in equation.layouts)) == layouts


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial x^\top A x}{\partial x} = (A + A^\top) x + x",
        r"\frac{\partial x^\top A x}{\partial x} = A x",
        r"\frac{\partial a^\top x}{\partial x} = -a",
        r"(A B)^\top = A^\top B^\top",
        r"(A + B)^2 = A^2 + 2 A B + B^2",
        r"\det(A B) = \det(A) + \det(B)",
        r"\mathrm{d}(A B) = \mathrm{d}A \, B + B \, \mathrm{d}A",
        r"\operatorname{vec}(A B A) = (A \otimes A^\top) \operatorname{vec}(B)",
    ],
)
def test_false_equations_are_refuted(formula: str) -> None:
    assert last(formula).status == "wrong"


@pytest.mark.parametrize(
    "formula",
    [
        r"\operatorname{tr}(A B) = \operatorname{tr}(B A)",
        r"(A B)^{-1} = B^{-1} A^{-1}",
        r"(A \otimes B)(B \otimes A) = (A B) \otimes (B A)",
        r"\|x - a\|^2 = x^\top x - 2 a^\top x + a^\top a",
        r"\sum_{i=1}^n x_i a_i = a^\top x",
        r"(M x)_i = \sum_j M_{ij} x_j",
        r"\frac{\partial}{\partial x} \sum_i x_i^3 = 3 x \odot x",
    ],
)
def test_true_equations_are_verified(formula: str) -> None:
    assert last(formula).status == "verified", last(formula).reason


def test_unknown_functions_of_a_variable_are_sampled() -> None:
    text = r"Let $u, v \in \mathbb{R}^m$ be functions of $x \in \mathbb{R}^n$."
    good = r"\frac{\partial u^\top v}{\partial x} = \frac{\partial u}{\partial x} v + \frac{\partial v}{\partial x} u"
    assert last(good, text).layouts == ("denominator",)
    bad = r"\frac{\partial u^\top v}{\partial x} = \frac{\partial u}{\partial x} v - \frac{\partial v}{\partial x} u"
    assert last(bad, text).status == "wrong"


def test_a_property_of_an_unknown_function_is_no_claim() -> None:
    assert last(r"\frac{\partial f}{\partial x} = 2 x", r"Let $x \in \mathbb{R}^n$.").status == "read"


def test_a_symbol_from_nowhere_leaves_an_equation_open() -> None:
    equation = last(r"\nabla_x \| M x - b \|^2 = 2 M^\top r")
    assert (equation.status, equation.reason.split(":")[0]) == ("skipped", "undetermined-symbol")


def test_a_symmetric_matrix_is_an_assumption() -> None:
    assert last(r"\nabla_x (x^\top A x) = 2 A x").reason == "unstated-assumption: A is symmetric"
    assert last(r"\nabla_x (x^\top A x) = 2 A x", f"{SYMBOLS} Here $A$ is symmetric.").status == "verified"


def test_second_derivatives_of_unknown_functions_nest() -> None:
    text = r"Let $u$ and $v$ be scalar functions of $t$."
    rule = r"\frac{d^2 (u v)}{dt^2} = \frac{d^2 u}{dt^2} v + 2 \frac{du}{dt} \frac{dv}{dt} + u \frac{d^2 v}{dt^2}"
    assert last(rule, text).status == "verified"


def test_declared_sizes_are_never_allocated() -> None:
    text = r"Let $x \in \mathbb{R}^{1000000000}$ and $A \in \mathbb{R}^{1000000000 \times 1000000000}$."
    assert last(r"\nabla_x (x^\top A x) = (A + A^\top) x", text).status == "verified"


def test_the_same_text_has_the_same_verdicts() -> None:
    text = f"{SYMBOLS}\n\n$$ \\nabla_x (x^\\top A x) = A x $$\n"
    assert api.check(text) == api.check(text)
