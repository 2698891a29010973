"""Functions of numbered components, f(x_1, x_2), and entries with numbers: what is false of them is reported."""

from __future__ import annotations

import pytest

from mclint import api

TWO = "Consider $f(x_1, x_2) = x_1^3 + 2 x_1 x_2 - 5 x_2$.\n\n"
ERROR = r"Let $E = \frac12 (t - w_1 x_1 - w_2 x_2)^2$." + "\n\n"
PLANE = r"Let $h(x) = x_1^2 x_2$ for $x \in \mathbb{R}^2$." + "\n\n"
SIZED = r"Let $A \in \mathbb{R}^{3 \times 3}$." + "\n\n"
ANY_SIZE = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$." + "\n\n"
SOFTMAX = r"Let $p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$." + "\n\n"
LAGRANGIAN = r"Let $L(x, \lambda) = x^2 + \lambda (x - 1)$." + "\n\n"


def last(text: str) -> str:
    """The status of the last equation, with the reason where it is left open."""
    found = api.coverage(text)[-1]
    return found.reason.split(":")[0] if found.status == "skipped" else found.status


@pytest.mark.parametrize(
    ("before", "claim", "status"),
    [
        (TWO, r"\frac{\partial f}{\partial x_1} = 3 x_1^2 + 2 x_2", "verified"),
        (TWO, r"\frac{\partial f}{\partial x_1} = 3 x_1^2 + 2 x_1", "wrong"),
        (TWO, r"\frac{\partial f(x_1, x_2)}{\partial x_2} = 2 x_1 + 5", "wrong"),
        (TWO, r"\nabla f = \begin{bmatrix} 3 x_1^2 + 2 x_2 \\ 2 x_1 - 5 \end{bmatrix}", "verified"),
        (TWO, r"\nabla f(x) = \begin{bmatrix} 3 x_1^2 + 2 x_2 \\ 2 x_1 - 5 \end{bmatrix}", "verified"),
        (TWO, r"\nabla f(x_1, x_2) = (3 x_1^2 + 2 x_2, 2 x_1 - 5)", "verified"),
        (TWO, r"\nabla f(x_1, x_2) = (3 x_1^2 + 2 x_2, x_1 - 5)", "wrong"),
        (TWO, "f(2, 1) = 7", "verified"),
        (TWO, "f(x_2, x_1) = x_2^3 + 2 x_1 x_2 - 5 x_1", "verified"),
        (ERROR, r"\frac{\partial E}{\partial w_2} = -(t - w_1 x_1 - w_2 x_2) x_2", "verified"),
        (ERROR, r"\frac{\partial E}{\partial w_2} = (t - w_1 x_1 - w_2 x_2) x_2", "wrong"),
        (PLANE, r"\nabla h(x) = \begin{bmatrix} 2 x_1 x_2 \\ x_1^2 \end{bmatrix}", "verified"),
        (PLANE, r"\nabla h(x) = \begin{bmatrix} 2 x_1 x_2 \\ 2 x_1^2 \end{bmatrix}", "wrong"),
        (PLANE, r"\nabla^2 h(x) = \begin{bmatrix} 2 x_2 & x_1 \\ x_1 & 0 \end{bmatrix}", "wrong"),
        (SIZED, r"\operatorname{tr} A = A_{11} + A_{22} - A_{33}", "wrong"),
        # the text may have 2 in mind for n
        (ANY_SIZE, r"\operatorname{tr} A = A_{11} + A_{22}", "numbered-entries"),
        (SOFTMAX, r"\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)", "verified"),
        (SOFTMAX, r"\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} + p_j)", "wrong"),
        (SOFTMAX, r"\frac{\partial p_i}{\partial z_i} = p_i (1 + p_i)", "wrong"),
        (LAGRANGIAN, r"\nabla L(x, \lambda) = (2 x + \lambda, x - 1)", "verified"),
        (LAGRANGIAN, r"\nabla L(x, \lambda) = (2 x + \lambda, x)", "wrong"),
        # perhaps by x alone
        (LAGRANGIAN, r"\nabla L(x, \lambda) = 2 x + \lambda", "read"),
    ],
)
def test_functions_of_components(before: str, claim: str, status: str) -> None:
    assert last(f"{before}$$ {claim} $$\n") == status


def test_another_function_of_two_components_takes_the_letter_over() -> None:
    text = r"Let $f(x) = \frac12 \|C x - d\|^2$ with $C \in \mathbb{R}^{m \times n}$." + "\n\n" + TWO
    assert last(text + r"$$ \frac{\partial f}{\partial x_2} = 2 x_1 - 5 $$") == "verified"
    assert last(text + r"$$ \nabla f = \begin{pmatrix} 3 x_1^2 + 2 x_2 \\ 2 x_1 - 5 \end{pmatrix} $$") == "verified"


def test_entries_of_what_is_known_by_another_letter() -> None:
    """Entries z_{11} of a Z, of which the loss depends in a way that nobody knows: no claim that can be refuted."""
    text = (
        r"Let $Z = X Y$ with $X \in \mathbb{R}^{2 \times 2}$ and $Y \in \mathbb{R}^{2 \times 2}$." + "\n\n"
        r"$$ \frac{\partial L}{\partial X} = \begin{bmatrix} \frac{\partial L}{\partial z_{11}} & "
        r"\frac{\partial L}{\partial z_{12}} \\ \frac{\partial L}{\partial z_{21}} & "
        r"\frac{\partial L}{\partial z_{22}} \end{bmatrix} Y^\top = \frac{\partial L}{\partial Z} Y^\top $$"
    )
    assert not [each for each in api.check(text) if each.severity in ("error", "warning")]


HAT = r"Let $X \in \mathbb{R}^{n \times p}$ and $H = X (X^\top X)^{-1} X^\top$." + "\n\n"
SCATTER = (
    r"Let $x_i \in \mathbb{R}^d$, $\bar x = \frac1n \sum_{i=1}^n x_i$ and "
    r"$S = \sum_{i=1}^n (x_i - \bar x)(x_i - \bar x)^\top$." + "\n\n"
)
MARGINAL = (
    r"Let $K_\theta \in \mathbb{R}^{n \times n}$ be symmetric and "
    r"$\ell(\theta) = -\frac12 y^\top K_\theta^{-1} y - \frac12 \log |K_\theta|$." + "\n\n"
)
KERNEL = r"\frac{\partial K_\theta}{\partial \theta_j}"


@pytest.mark.parametrize(
    ("before", "claim", "status"),
    [
        (HAT, r"\operatorname{tr}(H) = p", "verified"),
        # n is declared as a size, and no equation for a trace defines it anew
        (HAT + r"$$ \operatorname{tr}(H) = n $$" + "\n\n", r"\operatorname{tr}(I_p) = n", "special-size"),
        (SCATTER, r"\sum_{i=1}^n (x_i - \bar x)^\top S^{-1} (x_i - \bar x) = d", "verified"),
        (SCATTER, r"\operatorname{tr}(S) = d", "undetermined-symbol"),
    ],
)
def test_sizes_stay_what_they_are(before: str, claim: str, status: str) -> None:
    assert last(f"{before}$$ {claim} $$\n") == status


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (
            rf"\frac{{\partial \ell}}{{\partial \theta_j}} = \frac12 y^\top K_\theta^{{-1}} {KERNEL} K_\theta^{{-1}} y"
            rf" - \frac12 \operatorname{{tr}}(K_\theta^{{-1}} {KERNEL})",
            "verified",
        ),
        (
            rf"\frac{{\partial \ell}}{{\partial \theta_j}} = \frac12 y^\top K_\theta^{{-1}} {KERNEL} K_\theta^{{-1}} y"
            rf" + \frac12 \operatorname{{tr}}(K_\theta^{{-1}} {KERNEL})",
            "wrong",
        ),
    ],
)
def test_a_subscript_that_is_differentiated_by_says_what_a_symbol_depends_on(claim: str, status: str) -> None:
    assert last(f"{MARGINAL}$$ {claim} $$\n") == status


NORMALISED = r"Let $S = \sum_k e^{z_k}$ and $q_i = \frac{e^{z_i}}{S}$." + "\n\n"


@pytest.mark.parametrize(
    "claim",
    [
        r"\frac{\partial q_i}{\partial z_j} = \frac{0 \cdot S - e^{z_i} e^{z_j}}{S^2}",
        r"\frac{\partial q_i}{\partial z_j} = -q_i q_j",
    ],
)
def test_what_is_true_for_unequal_indices_is_one_case_of_two(claim: str) -> None:
    assert last(f"{NORMALISED}$$ {claim} $$\n") == "one-case"
    # saying it twice does not prove it
    assert last(f"{NORMALISED}$$ {claim} $$\n\n$$ {claim} $$\n") == "one-case"


SPREAD = (
    r"Let $\mu = \frac1m \sum_{i=1}^m x_i$ and $\sigma^2 = \frac1m \sum_{i=1}^m (x_i - \mu)^2$ "
    r"with $x_i \in \mathbb{R}$." + "\n\n"
)


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (r"\frac{\partial \sigma^2}{\partial x_i} = \frac2m (x_i - \mu)", "verified"),
        (r"\frac{\partial \sigma^2}{\partial x_i} = \frac1m (x_i - \mu)", "wrong"),
        (r"\sigma^2 = \frac1m \sum_{i=1}^m x_i^2 - \mu^2", "verified"),
        # the variance without bias, which is another one
        (r"\sigma^2 = \frac{1}{m - 1} \sum_{i=1}^m (x_i - \mu)^2", "read"),
    ],
)
def test_a_variance_is_defined_by_its_square(claim: str, status: str) -> None:
    assert last(f"{SPREAD}$$ {claim} $$\n") == status
