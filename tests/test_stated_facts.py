"""What a text states beside plain definitions: likelihoods by their logarithm, limits, properties in brackets."""

from __future__ import annotations

import pytest

from mclint import api

LIKELIHOOD = r"""
The log likelihood is

$$ \ln p(t | w) = \sum_{n=1}^N \{ t_n \ln y_n + (1 - t_n) \ln (1 - y_n) \} $$

where $y_n = \sigma(w^\top \phi_n)$ with the logistic function $\sigma(a) = \frac{1}{1 + e^{-a}}$. Then
"""
ERROR = r"""
$$ E(w) = -\ln p(t | w) = -\sum_{n=1}^N \{ t_n \ln y_n + (1 - t_n) \ln (1 - y_n) \} $$

where $y_n = \sigma(w^\top \phi_n)$ with the logistic function $\sigma(a) = \frac{1}{1 + e^{-a}}$. Then
"""
VARIANCE = r"""
$$ \ell(\mu, \sigma^2) = -\frac{n}{2} \log(2 \pi \sigma^2) - \frac{1}{2 \sigma^2} \sum_{i=1}^n (x_i - \mu)^2 $$

Then
"""
SQUARES = r"\sum_{i=1}^n (x_i - \mu)^2"
DEVIATIONS = r"\sum_{i=1}^n (x_i - \mu)"
LAGRANGIAN = r"""
Let $w, m \in \mathbb{R}^d$ and $L(w, \lambda) = w^\top m + \lambda (w^\top w - 1)$. Then
"""
SYMMETRIC = r"\frac{\partial}{\partial x} (x^\top A x) = 2 A x"


def last(text: str) -> str:
    """What becomes of the last equation of a document."""
    return api.coverage(text)[-1].status


@pytest.mark.parametrize(
    ("before", "true", "false"),
    [
        (
            LIKELIHOOD,
            r"\nabla_w \ln p(t | w) = \sum_n (t_n - y_n) \phi_n",
            r"\nabla_w \ln p(t | w) = \sum_n t_n \phi_n",
        ),
        (ERROR, r"\nabla E(w) = \sum_n (y_n - t_n) \phi_n", r"\nabla E(w) = \sum_n (t_n - y_n) \phi_n"),
        (
            VARIANCE,
            r"\frac{\partial \ell}{\partial \sigma^2} = -\frac{n}{2 \sigma^2} + \frac{1}{2 \sigma^4} " + SQUARES,
            r"\frac{\partial \ell}{\partial \sigma^2} = -\frac{n}{\sigma^2} + \frac{1}{2 \sigma^4} " + SQUARES,
        ),
        (
            VARIANCE,
            r"\frac{\partial \ell(\mu, \sigma^2)}{\partial \mu} = \frac{1}{\sigma^2} " + DEVIATIONS,
            r"\frac{\partial \ell(\mu, \sigma^2)}{\partial \mu} = \frac{1}{\sigma^4} " + DEVIATIONS,
        ),
        (
            LAGRANGIAN,
            r"\nabla_{w, \lambda} L = \begin{pmatrix} m + 2 \lambda w \\ w^\top w - 1 \end{pmatrix}",
            r"\nabla_{w, \lambda} L = \begin{pmatrix} m + \lambda w \\ w^\top w - 1 \end{pmatrix}",
        ),
        ("", r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}", r"f'(x) = \lim_{h \to 0} \frac{f(x) - f(x + h)}{h}"),
        (
            "",
            r"\frac{df}{dx} = \lim_{t \rightarrow 0} \frac{1}{t} [f(x + t) - f(x)]",
            r"\frac{df}{dx} = \lim_{t \rightarrow 0} \frac{1}{t} [f(x + 2 t) - f(x)]",
        ),
    ],
)
def test_a_claim_rests_on_what_is_stated(before: str, true: str, false: str) -> None:
    assert last(f"{before}\n$$ {true} $$") == "verified"
    assert last(f"{before}\n$$ {false} $$") == "wrong"


def test_a_limit_that_is_no_difference_quotient_is_not_read() -> None:
    assert last(r"$f'(x) = \lim_{h \to 0} \frac{f(x + h)}{h}$") == "skipped"
    assert last(r"$f'(x) = \lim_{h \to \infty} \frac{f(x + h) - f(x)}{h}$") == "skipped"


def test_the_logarithm_of_what_is_defined_is_a_claim() -> None:
    likelihood = r"$L(\mu, \sigma^2) = \prod_{i=1}^n \frac{1}{\sqrt{2 \pi \sigma^2}} e^{-(x_i - \mu)^2 / (2 \sigma^2)}$"
    value = r"\log L(\mu, \sigma^2) = -\frac{n}{2} \log(2 \pi \sigma^2) - \frac{1}{2 \sigma^2} " + SQUARES
    assert last(f"{likelihood}. Then\n\n$$ {value} $$") == "verified"
    assert last(f"{likelihood}. Then\n\n$$ {value.replace('{n}{2}', '{n}{3}')} $$") != "verified"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"- **Quadratic forms (A symmetric):** ${SYMMETRIC}$", "verified"),
        (f"- Quadratic forms ($A$ symmetric): ${SYMMETRIC}$", "verified"),
        (f"- Linear forms ($A$ symmetric): $B A + A$\n\n- Others: ${SYMMETRIC}$", "skipped"),
        (f"If $X$ is not square but $A$ is symmetric, then\n\n$$ {SYMMETRIC} $$", "verified"),
        (f"If $X$ is square and $A$ is not symmetric, then\n\n$$ {SYMMETRIC} $$", "wrong"),
        (f"**Symmetric matrices:**\nIf $A = A^\\top$, then $A + A^\\top = 2 A$\n\nSo ${SYMMETRIC}$", "verified"),
    ],
)
def test_a_property_in_brackets_or_a_condition(text: str, status: str) -> None:
    assert last(text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (r"The derivative of a constant: $\frac{d}{dx} c = 0$", "verified"),
        (r"If $a$ is a constant, then $\frac{\partial a}{\partial x} = 0$", "verified"),
        (r"If $a$ is a constant, then $\frac{\partial a}{\partial x} = 1$", "read"),
        (r"Here $\frac{\partial c}{\partial x} = 0$", "read"),
    ],
)
def test_constants_do_not_vary(text: str, status: str) -> None:
    assert last(text) == status


def test_an_exercise_uses_letters_for_something_else() -> None:
    text = r"""
# Exercise 1

Let $t \in \mathbb{R}^K$ and $\phi \in \mathbb{R}^M$ be vectors.

# Exercise 2

Let $y_n = e^{a_n}$ and $a_n = w^\top \phi_n$. Then

$$ \nabla_w \sum_{n=1}^N (y_n - t_n)^2 = 2 \sum_{n=1}^N (y_n - t_n) y_n \phi_n $$
"""
    assert last(text) == "verified"
    assert last(text.replace("= 2 ", "= 3 ")) != "verified"


def test_a_mean_of_a_variable_is_no_function_of_it() -> None:
    text = r"Suppose $E(y) = X \beta$ and $u = c^\top y$. Then $E(u) = E(c^\top y) = c^\top X \beta$"
    assert "wrong" not in [each.status for each in api.coverage(text)]
    assert last(r"Let $E(w) = w^\top A w$. Then $\nabla E(w) = A w$") == "wrong"


@pytest.mark.parametrize(
    "claim",
    [
        r"\left. \frac{df}{dx} \right|_{x = a} = f'(a)",
        r"f'(a) = \left. \frac{df}{dx} \right|_{x = a}",
        r"\left. \frac{d^2 f}{dx^2} \right|_{x = a} = f''(a)",
        r"\left. \frac{\partial f}{\partial x} \right|_{x = a} = \nabla f(a)",
        r"\frac{df}{dt} = f'(x) \frac{dx}{dt}",
        r"\frac{d}{dt} f(x) = f'(x) \frac{dx}{dt}",
    ],
)
def test_the_place_of_a_value_is_no_further_argument(claim: str) -> None:
    assert last(f"$$ {claim} $$") == "verified"
    assert last(f"$$ {claim.replace('= ', '= 2 ')} $$".replace("x = 2 a", "x = a")) != "verified"
