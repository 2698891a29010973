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
        (
            r"$$ \text{Error} = E = \frac{1}{2} \sum_{i=1}^m (x_i - t_i)^2 $$",
            r"\frac{\partial E}{\partial x_i} = x_i - t_i",
            r"\frac{\partial E}{\partial x_i} = 2 (x_i - t_i)",
        ),
        (
            r"Let $RSS = \|y - X \beta\|^2$.",
            r"\frac{\partial}{\partial \beta} RSS = -2 X^T (y - X \beta)",
            r"\frac{\partial}{\partial \beta} RSS = -X^T (y - X \beta)",
        ),
        (
            r"Let $f(x, y) = \log(e^x + e^y)$.",
            r"\nabla f(x, y) = \left[\frac{e^x}{e^x + e^y}, \frac{e^y}{e^x + e^y}\right]",
            r"\nabla f(x, y) = \left[\frac{e^y}{e^x + e^y}, \frac{e^x}{e^x + e^y}\right]",
        ),
        (
            r"Let $f(x, y) = x^2 y$.",
            r"\nabla^2 f = \begin{pmatrix} 2 y & 2 x \\ 2 x & 0 \end{pmatrix}",
            r"\nabla^2 f = \begin{pmatrix} 2 y & 2 x \\ x & 0 \end{pmatrix}",
        ),
        (
            r"Let $y_k = \frac{\exp(a_k)}{\sum_j \exp(a_j)}$.",
            r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_j)",
            r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_k)",
        ),
        (
            "The sigmoid function has a simple derivative.",
            r"\sigma'(z) = \sigma(z) (1 - \sigma(z))",
            r"\sigma'(z) = \sigma(z) (1 + \sigma(z))",
        ),
        (
            "Of an activation nothing is said.",
            r"\frac{d}{dz} \log \sigma(z) = \frac{\sigma'(z)}{\sigma(z)}",
            r"\sigma'(z) = \sigma(z) (1 - \sigma(z))",
        ),
        (r"Let $A$ be an invertible matrix.", r"d(A A^{-1}) = d(I)", r"d(A A^{-1}) = d(A)"),
        (
            r"Let $f(x, y) = x y$. If $x = 4$ and $y = -3$, then the function $f$ has the value $f(x, y) = -12$.",
            r"\frac{\partial f}{\partial x} = -3",
            r"\frac{\partial f}{\partial x} = 4",
        ),
        ("", r"\frac{\partial^2 x^3}{\partial^2 x} = 6 x", r"\frac{\partial^2 x^3}{\partial^2 x} = 3 x^2"),
        (
            r"Let $A$ be a matrix and $g(z) = f(A z)$ for a smooth $f: \mathbb{R}^n \to \mathbb{R}$.",
            r"\nabla_z g(z) = A^\top \nabla_x f(A z)",
            r"\nabla_z g(z) = A^\top \nabla_x f(A^\top z)",
        ),
        (
            r"Let $A$ be a square matrix and $g(z) = f(A z)$ for a smooth $f: \mathbb{R}^n \to \mathbb{R}$.",
            r"\nabla_z^2 g(z) = A^\top \nabla_x^2 f(A z) A",
            r"\nabla_z^2 g(z) = A \nabla_x^2 f(A z) A^\top",
        ),
        (
            r"Let $a, b \in \mathbb{R}$.",
            r"(a + b') (a - b') = a^2 - (b')^2",
            r"(a + b') (a - b') = a^2 - b^2",
        ),
        (
            r"Let $f(x) = x^\top x$, $x \in \mathbb{R}^n$.",
            r"\frac{\partial f}{\partial x} \biggl|_{x = a} = 2 a^\top",
            r"\frac{\partial f}{\partial x} \biggl|_{x = a} = 2 x^\top",
        ),
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


NOTES = r"""
# Entropy
Let $\psi$ be a function of $\theta$, with $G(\theta) = \nabla^2 \psi(\theta)$.
$$ H(\theta) = \psi(\theta) - \theta^\top \nabla \psi(\theta) $$
Then $\nabla_\theta H(\theta) = -G(\theta) \theta$.

# Outlook
Recall that $\nabla H = %s$.
"""


@pytest.mark.parametrize(("value", "found"), [(r"-G \theta", "verified"), (r"G \theta", "read")])
def test_what_was_verified_before_and_is_said_again_in_short_holds(value: str, found: str) -> None:
    assert api.coverage(NOTES % value)[-1].status == found


def test_what_is_defined_anew_is_another_thing() -> None:
    notes = NOTES.replace("Recall that", "Now let $H = \\theta^\\top \\theta$. Recall that")
    assert api.coverage(notes % r"-G \theta")[-1].status != "verified"


def test_gradients_at_two_points_that_the_text_may_relate_are_not_wrong() -> None:
    before = r"Let $f: \mathbb{R}^n \to \mathbb{R}$ be smooth and $A$ an invertible matrix with $x^{(i)} = A z^{(i)}$."
    assert status(r"A^\top \nabla_x f(A z^{(i)}) = A^\top \nabla_x f(x^{(i)})", before) != "wrong"
    assert status(r"x^{(i)} - \nabla_x f(A z) = x^{(i)} - \nabla_x f(x^{(i)})", before) != "wrong"


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (r"A^2 d A + A\,d A\,A + d A\,A^2", "verified"),
        ("3 d A", "wrong"),
        (r"d A + A\,d A\,A + d A\,A^2", "wrong"),
    ],
)
def test_a_space_after_the_d_of_a_differential(right: str, expected: str) -> None:
    assert status(f"d(A^3) = {right}", r"Let $A \in \mathbb{R}^{n \times n}$.") == expected


def test_a_number_d_before_a_letter_is_no_differential() -> None:
    before = r"Let $d$ be a number and $x \in \mathbb{R}^n$."
    assert status(r"\frac{\partial}{\partial x} d x^\top x = 2 d x", before) == "verified"


@pytest.mark.parametrize("word", ["其中", "所以", "où", "donc", "wobei"])
def test_connecting_words_of_other_languages_are_no_factors(word: str) -> None:
    square = r"\nabla_x x^\top x = "
    vector = r"Let $x \in \mathbb{R}^n$."
    assert status(rf"\text{{{word}}} {square} 2 x", vector) == "verified"
    first = api.coverage(rf"{vector} $$ {square} x \text{{{word}}} y = 3 $$")[1]
    assert first.status == "wrong"


def test_a_reading_with_a_small_greek_letter_for_a_matrix_refutes_nothing() -> None:
    number = r"U^\top (\sigma^2 I + U U^\top)^{-1} x = (\sigma^2 + U^\top U)^{-1} U^\top x"
    assert status(number) == "skipped"


@pytest.mark.parametrize("copy", ["x + b", "b + x"])
def test_a_copy_of_a_wrong_part_is_not_verified(copy: str) -> None:
    before = r"Let $x, b \in \mathbb{R}^n$."
    square = r"\nabla_x (x^\top x + b^\top x) = "
    last = api.coverage(f"{before} $$ {square} x + b = {copy} $$")[-1]
    assert (last.status, last.reason) == ("skipped", "follows-a-fault")
    assert status(f"{square} 2 x + b = b + 2 x", before) == "verified"
