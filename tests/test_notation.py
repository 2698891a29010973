r"""What authors write beside products and traces: braces that group, indicators, cases, densities, functionals."""

from __future__ import annotations

import pytest

from mclint import api

SHAPES = (
    r"Let $x, \mu, w, b \in \mathbb{R}^n$, $A, S \in \mathbb{R}^{n \times n}$ and $S$ be symmetric positive definite. "
)

TRUE = [
    r"\nabla_w \{w^\top x\}^2 = 2 \{w^\top x\} x",
    r"\frac{\partial}{\partial w} \sum_{i} \big\{w^\top x_i - t_i\big\}^2 = 2 \sum_i \{w^\top x_i - t_i\} x_i",
    r"\frac{\partial}{\partial w} \sum_{i} 1\{y_i = k\} w^\top x_i = \sum_i 1\{y_i = k\} x_i",
    r"\frac{d}{dz} \max(0, z) = \mathbb{1}\{z > 0\}",
    r"\frac{d}{dz} [1 - z]_+ = -1_{z < 1}",
    r"\frac{d}{dz} \min(z, 0) = \mathbb{1}(z < 0)",
    r"\frac{d}{dz} |z| = \begin{cases} 1 & \text{if } z > 0, \\ -1 & \text{otherwise.} \end{cases}",
    r"\frac{\partial x_i}{\partial x_j} = 1\{i = j\}",
    r"\nabla_\mu \log \mathcal{N}(x \mid \mu, S) = S^{-1} (x - \mu)",
    r"\nabla_x \ln \mathcal{N}(x; \mu, S) = - S^{-1} (x - \mu)",
    r"\frac{\partial}{\partial m} \mathcal{N}(z | m, \sigma^2) = \frac{z - m}{\sigma^2} \mathcal{N}(z | m, \sigma^2)",
    r"\nabla_\theta \log p(y|z;\theta) = \frac{1}{p(y|z;\theta)} \nabla_\theta p(y|z;\theta)",
    r"\nabla_w \langle A, w x^\top \rangle_F = A x",
    r"\frac{d}{dz} g'(3 z) = 3 g''(3 z)",
    r"\tanh'(z) = 1 - \tanh^2(z)",
    r"\nabla_x^2 g(b^\top x) = g''(b^\top x) b b^\top",
    r"\frac{\partial \tanh(A x)}{\partial x} = \tanh'(A x) A",
    r"\frac{\partial \|x\|^2}{\partial x} \Big|_{x = b} = 2 b",
    r"\left. \frac{d}{dz} z^3 \right|_{c} = 3 c^2",
    r"\frac{d}{dt} f(x + t b) \Big|_{t = 0} = b^\top \nabla f(x)",
    r"\mathbb{E}[a Z + c] = a \mathbb{E}[Z] + c",
    r"\mathrm{Var}(Z) = \mathbb{E}[Z^2] - \mathbb{E}[Z]^2",
    r"\operatorname{Cov}(A v) = A \operatorname{Cov}(v) A^\top",
    r"\nabla_w \mathbb{E}[(z - w^\top v)^2] = -2 \mathbb{E}[(z - w^\top v) v]",
    r"\nabla_\theta \mathbb{E}_{z \sim p}[f(z, \theta)] = \mathbb{E}_{z \sim p}[\nabla_\theta f(z, \theta)]",
    r"\frac{d}{dt} \int_0^1 e^{t s} \, ds = \int_0^1 s e^{t s} \, ds",
    r"\int (p(z) z + c p(z)) \, dz = \int p(z) z \, dz + c \int p(z) \, dz",
    r"\frac{\partial \operatorname{tr}(a U)}{\partial t} = a \frac{\partial \operatorname{tr}(U)}{\partial t}",
    r"\nabla_\theta \log h_\theta(x) = \frac{1}{h_\theta(x)} \nabla_\theta h_\theta(x)",
    r"\nabla_x (b_1 x_1 + b_2 x_2 + \cdots + b_n x_n) = b",
    r"\frac{\partial}{\partial A} (A_{11} + A_{22} + \cdots + A_{nn}) = I",
    r"\frac{d}{dt} e^{t A} = A e^{t A}",
    r"\frac{\partial \operatorname{tr}(e^A)}{\partial A} = (e^A)^\top",
    r"\frac{d}{d\eta} e^{f(\eta)} = \dot{f}(\eta) e^{f(\eta)}",
    r"\frac{d}{dz} \frac{z^3}{3!} = \frac{z^2}{2!}",
]
FALSE = [
    r"\nabla_w \{w^\top x\}^2 = \{w^\top x\} x",
    r"\frac{d}{dz} [1 - z]_+ = 1_{z < 1}",
    r"\frac{d}{dz} |z| = \begin{cases} 1 & z > 0 \\ 1 & \text{otherwise} \end{cases}",
    r"\nabla_\mu \log \mathcal{N}(x \mid \mu, S) = S^{-1} (\mu - x)",
    r"\frac{\partial}{\partial m} \mathcal{N}(z | m, \sigma^2) = \frac{z - m}{\sigma} \mathcal{N}(z | m, \sigma^2)",
    r"\frac{d}{dz} g'(3 z) = g''(3 z)",
    r"\left. \frac{d}{dz} z^3 \right|_{z = c} = 2 c^2",
    r"\nabla_x (x_1^2 + \cdots + x_n^2) = x",
    r"\frac{d}{dt} e^{t A} = A^\top e^{t A}",
]
# True for what the letters mean, by laws that values drawn at random do not obey.
UNDECIDED = [
    r"\nabla_\theta p(y|x;\theta) p(x) = \nabla_\theta p(x|y;\theta) p(y)",
    r"\frac{d}{dw} w \cdot 1\{y = k\}^2 = 1\{y = k\}",
    r"\mathbb{E}[Y Z] = \mathbb{E}[Y] \mathbb{E}[Z]",
    r"\mathbb{E}_p[Z] + c = \mathbb{E}_q[Z] + c",
    r"\frac{d}{dt} \int_0^t e^{t s} \, ds = \int_0^t s e^{t s} \, ds",
    r"\left. \frac{d}{dz} z^3 \right|_{z = c} = 3 z^2",
    r"\nabla_\theta \log h_\theta(x) = (1 - h_\theta(x)) x",
    r"dZ_t = a Z \, dt + c \, dW_t",
]


def status(formula: str) -> str:
    """What becomes of a formula in a document that declares some shapes."""
    return api.coverage(f"{SHAPES}\n\n$$ {formula} $$\n")[-1].status


@pytest.mark.parametrize("formula", TRUE)
def test_true_claims_are_verified(formula: str) -> None:
    assert status(formula) == "verified"


@pytest.mark.parametrize("formula", FALSE)
def test_false_claims_are_wrong(formula: str) -> None:
    assert status(formula) == "wrong"


@pytest.mark.parametrize("formula", UNDECIDED)
def test_what_hangs_on_laws_that_are_not_drawn_is_left_alone(formula: str) -> None:
    assert status(formula) in ("skipped", "read")


@pytest.mark.parametrize(
    "text",
    [
        r"$e^A e^B = e^{A + B} \text{ if } A B = B A$",
        r"$w^\top w = w_0^2 + w_1^2 + \dots + w_M^2$",
        r"$\frac{d}{d\theta} c \theta^2 = 2 c \theta, c = \frac{3!}{2!}$",
    ],
)
def test_what_is_said_on_a_condition_or_counted_from_zero_is_left_alone(text: str) -> None:
    assert api.check(f"For matrices $A$ and $B$ of one size:\n\n{text}.\n") == []


PINHOLE = r"A point with depth $Z$ appears at $u = f \cdot X / Z$."
LOGARITHM = r"With $d = \frac{\ln(S / K)}{s \sqrt{T}}$ we have"
COSTS = r"Here $\mathcal{L}(A, B, \lambda) = 7 A + 9 B + \lambda (60 - 2 A B)$."


@pytest.mark.parametrize(
    ("before", "formula", "expected"),
    [
        (PINHOLE, r"\frac{\partial u}{\partial X} = \frac{f}{Z}", "verified"),
        (PINHOLE, r"\frac{\partial u}{\partial X} = \frac{f}{Z^2}", "wrong"),
        (PINHOLE, r"\frac{\partial u}{\partial Z} = -\frac{f X}{Z^2}", "verified"),
        (PINHOLE, r"\frac{\partial u}{\partial Z} = \frac{f X}{Z^2}", "wrong"),
        (LOGARITHM, r"\frac{\partial d}{\partial S} = \frac{1}{S s \sqrt{T}}", "verified"),
        (LOGARITHM, r"\frac{\partial d}{\partial S} = \frac{1}{S s^2 \sqrt{T}}", "wrong"),
        (COSTS, r"\frac{\partial \mathcal{L}}{\partial A} = 7 - 2 \lambda B", "verified"),
        ("", r"X = Q \bar{X} = \bar{X} Q", "skipped"),
    ],
)
def test_capitals_that_divide_or_stand_beside_numbers_are_numbers(before: str, formula: str, expected: str) -> None:
    assert api.coverage(f"{before}\n\n$$ {formula} $$\n")[-1].status == expected


def test_a_gradient_that_is_transposed_is_by_no_number() -> None:
    text = r"""
$$ \nabla g(u_k)^\top \nabla^2 g(u_k)^{-1} \nabla g(u_k) = \nabla g(u_k)^\top \nabla g(u_k) \nabla^2 g(u_k)^{-1} $$
"""
    assert api.coverage(text)[-1].status != "verified"
