"""Claims that some reading of the notation settles, each beside the same claim with one mistake."""

from __future__ import annotations

import pytest

from mclint import api

SQUARES = r"\nabla_\theta \sum_{i=1}^m (\theta^T x^{(i)} - y^{(i)})^2 = "
SLOPES = r"\sum_{i=1}^m (\theta^T x^{(i)} - y^{(i)}) x^{(i)}"
LISTED = (
    r"\begin{bmatrix} \frac{\partial L}{\partial z_{1,1}} \\ \frac{\partial L}{\partial z_{%s}} \\ %s \end{bmatrix}"
)
LAST = r"\frac{\partial L}{\partial z_{2,1}} \\ \frac{\partial L}{\partial z_{2,2}}"


def status(formula: str, before: str = "") -> str:
    """What becomes of the last equation of a document."""
    return api.coverage(f"{before}\n\n$$ {formula} $$\n")[-1].status


@pytest.mark.parametrize(
    ("before", "formula", "mistaken"),
    [
        (
            r"Let $\theta \in \mathbb{R}^n$.",
            f"{SQUARES} 2 {SLOPES}",
            f"{SQUARES} {SLOPES}",
        ),
        (
            r"Consider $C = \sum_i h_i^2$.",
            r"\nabla C = \sum_i 2 h_i \nabla h_i",
            r"\nabla C = \sum_i h_i \nabla h_i",
        ),
        (
            r"Let $D = \sum_i h_i - H$.",
            r"\nabla D = \sum_i \nabla h_i - \nabla H",
            r"\nabla D = \sum_i \nabla h_i + \nabla H",
        ),
        (
            "",
            r"\frac{\partial L}{\partial Z} = " + LISTED % ("1,2", LAST),
            r"\frac{\partial L}{\partial Z} = " + LISTED % ("2,2", LAST),
        ),
        (
            r"Let $A$ and $X$ be $n \times n$ matrices.",
            r"\frac{\partial \operatorname{tr}(A X)}{\partial X_{ij}} = \operatorname{tr}(A \mathbf{E}_{ij})",
            r"\frac{\partial \operatorname{tr}(A X)}{\partial X_{ij}} = \operatorname{tr}(A \mathbf{E}_{ji})",
        ),
        (
            r"The order is $n = p + q$. Let $X$ be a square matrix.",
            r"\frac{\partial \operatorname{tr}(X^n)}{\partial X} = n (X^{n-1})^\top",
            r"\frac{\partial \operatorname{tr}(X^n)}{\partial X} = n (X^n)^\top",
        ),
        (r"Let $A$ be a matrix and $x$ a vector.", r"(A x)_k = A_k x", r"(A x)_k = 2 A_k x"),
        (r"Let $h(x) = a^\top x$.", r"\nabla h(x) = a", r"\nabla h(x) = 2 a"),
        (
            r"Let $h(x) = a^\top x$.",
            r"\frac{\partial h(x)}{\partial x_k} = a_k",
            r"\frac{\partial h(x)}{\partial x_k} = -a_k",
        ),
        ("", r"\frac{\partial^2 x^3}{\partial^2 x} = 6 x", r"\frac{\partial^2 x^3}{\partial^2 x} = 3 x^2"),
        ("", r"\frac{d}{dx} x^2 = 2 x \tag 4", r"\frac{d}{dx} x^2 = 4 x \tag 2"),
    ],
)
def test_a_claim_is_verified_and_with_a_mistake_it_is_not(before: str, formula: str, mistaken: str) -> None:
    assert status(formula, before) == "verified"
    assert status(mistaken, before) != "verified"


def test_a_remark_in_words_between_two_rows_is_no_part_of_the_chain() -> None:
    remark = r"& \begin{pmatrix} \text{by the rule for products of two} \end{pmatrix}"
    rows = rf"\begin{{align}} \frac{{d}}{{dx}} x^2 &= x + x {remark} \\ &= 2 x {remark} \\ &= 3 x \end{{align}}"
    assert [each.status for each in api.coverage(rows, format="latex")] == ["verified", "verified", "wrong"]


@pytest.mark.parametrize(
    ("words", "found"), [("At first all is as before.", "wrong"), ("The initial value of $w$ is $0$.", "skipped")]
)
def test_values_at_zero_that_the_text_speaks_of_are_not_wrong(words: str, found: str) -> None:
    before = rf"Let $w, x_i \in \mathbb{{R}}^n$ and $J(w) = \sum_{{i=1}}^m (w^\top x_i - 1)^2$. {words}"
    formula = r"\nabla J(w) = 2 \sum_{i=1}^m (w^\top x_i - 1) x_i = -2 \sum_{i=1}^m x_i"
    assert status(formula, before) == found
