"""Refuted equations that are left alone, each for its reason."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.acquittal import ROWS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r"Here $3 \times 2 = 5$.", "arithmetic"),
        (r"With $x \in \mathbb{R}^n$: $x^\top x + x^\top x = 2.31 x^\top x$.", "rounded"),
        (r"Let $f(x) = x^3$. There $\frac{df}{dx} = 12$.", "evaluated-at"),
        (r"A linear map has $T(a x + b y) = a T(x) + b T(y)$.", "undetermined-function"),
        (r"Let $f(x) = x^3$. Then $f(x + h) = f(x) + h \frac{df(x)}{dx}$.", "expansion"),
        (r"Let $A \in \mathbb{R}^{n \times n}$. For $n = 2$ we have $\det(A + A) = 4 \det(A)$.", "special-size"),
        (
            r"For the projection $P \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$ "
            r"the square is $x^\top P P x + x^\top x = x^\top P x + x^\top x$.",
            "assumption",
        ),
        (
            r"Let $A \in \mathbb{R}^{n \times n}$. "
            r"$\frac{\partial \det A}{\partial A} = \det(A) (2 A^{-1} - A^{-1} \circ I)$.",
            "structured-derivative",
        ),
        (r"For $x \in \mathbb{R}^p$ we take the measure $m(dx)= (2\pi)^{-p/2} dx$.", "measure"),
        (
            r"Let $w \in \mathbb{R}^m$ and $g \in \mathbb{R}^n$. Over the leaves "
            r"$\sum_{i=1}^n g_i = \sum_{j=1}^m \sum_{i \in I_j} g_i$.",
            "set",
        ),
        (
            r"Let $a_X, a_M, u_X, u_S, u_M \in \mathbb{R}^n$. Then "
            r"$s \approx a_X^\top u_X - a_X^\top u_S - a_M^\top u_M = - a_M^\top u_M$.",
            "condition",
        ),
        (
            r"Let $V \in \mathbb{R}^{n \times n}$. Then $F = V^{-1} j V^{-1} = n V^{-1}$.",
            "undetermined-symbol",
        ),
        (
            r"Let $\phi(x) \in \mathbb{R}^l$, $w \in \mathbb{R}^l$ and $\mu = w^\top \phi(x) + b$. Then "
            r"$\frac{\partial \mu}{\partial w} = [\phi_1(x), \ldots, \phi_l(x)]^\top = \phi(x)$.",
            "undetermined-function",
        ),
        (
            "* Example: $f(X) = \\operatorname{tr}(X)$\n\nGiven a scalar function $f: \\mathbb{R}^{m \\times n} "
            "\\to \\mathbb{R}$ and matrix $X \\in \\mathbb{R}^{m \\times n}$, the derivative is:\n\n"
            r"$$\frac{\partial f}{\partial X} = \left[\frac{\partial f}{\partial X_{ij}}\right]"
            r" \in \mathbb{R}^{m \times n}$$",
            "distant-definition",
        ),
    ],
)
def test_reason(text: str, reason: str) -> None:
    assert api.check(text) == []
    assert reason in {equation.reason.split(":")[0] for equation in api.coverage(text)}


def test_rows_say_why_in_one_sentence() -> None:
    for row in ROWS:
        assert row.__doc__ and row.__doc__.strip().endswith(".")


SQUARE = r"Let $A, X \in \mathbb{R}^{n \times n}$, where $A$ need not be symmetric. "


@pytest.mark.parametrize(
    "claim",
    [
        r"$\frac{\partial \operatorname{tr}(A X)}{\partial X_{ij}} = A_{ij}$",
        r"$\frac{\partial (X A)_{ij}}{\partial X_{kl}} = \delta_{ik} A_{jl}$",
    ],
)
def test_exchanged_indices_are_no_special_case(claim: str) -> None:
    """An author who means equal indices writes one of them, and one who writes a delta means all cases."""
    assert [each.rule for each in api.check(SQUARE + claim)] == ["wrong-derivative"]


def test_one_case_of_two_is_left_alone() -> None:
    text = r"Let $x \in \mathbb{R}^n$. $\frac{\partial \operatorname{softmax}(x)_i}{\partial x_j} = "
    assert api.check(text + r"\operatorname{softmax}(x)_i (1 - \operatorname{softmax}(x)_i)$.") == []
    assert api.check(text + r"-\operatorname{softmax}(x)_i \operatorname{softmax}(x)_j$.") == []


def test_detailed_balance_is_a_condition() -> None:
    text = r"Let $P \in \mathbb{R}^{n \times n}$ and $\pi \in \mathbb{R}^n$. Then $$ \pi_i P_{ij} = \pi_j P_{ji}. $$"
    assert api.check(text) == []


def test_antisymmetric_matrices_are_not_taken_for_symmetric() -> None:
    r"""$K$ mostly names a symmetric matrix, and here it does not."""
    text = r"Let $B, K \in \mathbb{R}^{n \times n}$ be antisymmetric. Then $(K B)^\top = -B K$."
    assert [each.rule for each in api.check(text)] == ["wrong-identity"]


def test_orthogonal_matrices_are_not_symmetric_by_their_letter() -> None:
    text = r"Let $Q \in \mathbb{R}^{n \times n}$ be orthogonal and $A \in \mathbb{R}^{n \times n}$. "
    assert [each.rule for each in api.check(text + r"$(Q A Q^\top)^2 = Q^\top A^2 Q$.")] == ["wrong-identity"]
