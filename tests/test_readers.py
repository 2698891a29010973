"""What a reader of lecture notes takes as meant: nothing is reported on it, but on its wrong twin is."""

from __future__ import annotations

import pytest

from mclint import api

SILENT = {
    "terms moved about in an equation that was set to zero": r"""
With $F = (a - b)(a - b)^\top$ and $G = C_1^2 + C_2^2$, setting $\frac{\partial J}{\partial v} = 0$ gives

$$\begin{aligned}
2 F v (v^\top G v)^{-1} - (v^\top F v)(v^\top G v)^{-2} 2 G v &= 0 \\
F v v^\top G v &= v^\top F v G v
\end{aligned}$$
""",
    "a matrix that selects the first entries": r"""
Let $v = S u$ with $S = \begin{bmatrix} I & 0 \end{bmatrix}$ and $g = \frac{\partial \ell}{\partial v}$. Then

$$ \frac{\partial \ell}{\partial u} = g S = \begin{bmatrix} g & 0 \end{bmatrix} $$
""",
    "the derivative of what stands in the line before": r"""
We minimise

$$ \min_b (z - H b)^\top (z - H b) $$

$$ \frac{\partial}{\partial b} = 0 - 2 H^\top z + 2 H^\top H b = 0 $$
""",
    "a sign that does not matter on the way to zero": r"""
For $M(w, c, \beta) = \frac{1}{2}\|w\|^2 - \sum_{i=1}^n \beta_i (w^\top x_i + c - t_i)$ we have

$$ \frac{\partial M}{\partial c} = \sum_i \beta_i = 0. $$
""",
    "a product that its size explains": r"""
If $F$ is $m \times n$ and $G$ is $r \times s$, then $F \times G$ would be of size $mr \times ns$.
""",
    "what is true to first order": r"""
$$ (F + dF)^{-1} = F^{-1} - F^{-1} dF F^{-1} $$

$$ \det(F + dF) - \det(F) = \det(F) \operatorname{tr}(F^{-1} dF) $$
""",
    "functions of functions": r"""
$$ \frac{\partial}{\partial x}\big(g \circ f\big)(x) = \frac{\partial g}{\partial f} \frac{\partial f}{\partial x} $$
""",
    "a number of samples that is called I": r"""
With $I$ samples and

$$\ell(\mu, \sigma) = \sum_{i=0}^{I-1} \left(-\log(\sigma) - \frac{(x_i - \mu)^2}{2 \sigma^2}\right)$$
we get

$$ -I \sigma^2 + \sum_{i=0}^{I-1} (x_i - \mu)^2 = 0 $$

and therefore $I \sigma^2 = \sum_{i=0}^{I-1} (x_i - \mu)^2$.
""",
    "a layout for gradients alone": r"""
We use the **denominator layout** for gradients of scalars. With $y = F x$ the Jacobian is

$$ \frac{\partial y}{\partial x} = F, $$

$$ \frac{\partial z}{\partial x} = \frac{\partial z}{\partial y} \frac{\partial y}{\partial x}. $$
""",
    "a probability before a bracket with itself": r"""
With the law $p_p(x) = p^x (1 - p)^{1 - x}$ we have

$$ p\left(\frac{1}{p}\right)^2 + (1 - p)\left(\frac{1}{1 - p}\right)^2 = \frac{1}{p} + \frac{1}{1 - p} $$
""",
    "a likelihood of all numbers in braces": r"""
With $\ell(s) = -\sum_i (g_i - f_i)^2 / s$ the noise is found. For counts

$$ \ell(\{f_i\}) = \sum_i (g_i \log f_i - f_i) $$

and $\frac{\partial \ell}{\partial f_i} = \frac{g_i}{f_i} - 1$.
""",
    "a function that is bold": r"""
The residual is $\mathbf{e}(\mathbf{x}) = \mathbf{z} - \mathbf{h}(\mathbf{x})$ with $\mathbf{x}^\top \mathbf{x} = 1$ and
$\mathbf{e}^\top \mathbf{e} = s$, so that

$$ \mathbf{e}(\mathbf{x} + \mathbf{d}) \approx \mathbf{e}(\mathbf{x}) + \mathbf{J} \mathbf{d} $$
""",
    "the total derivative": r"""
$$ \frac{d}{dx} f(x, y(x)) = \frac{\partial f}{\partial x}(x, y(x)) + \frac{\partial f}{\partial y}(x, y(x))\, y'(x) $$
""",
    "subscripts for derivatives": r"""
Let $z = x^2 + y^2$. Then $dz = z_x\,dx + z_y\,dy = 2x\,dx + 2y\,dy$.
""",
    "a unit that is called twice": r"""
Let $\hat{y} := a := \sigma(z)$ be a sigmoid unit with $L(a, y) := -(y \log a + (1 - y) \log(1 - a))$. Then
$\frac{dL}{da} \cdot \frac{da}{dz} = a - y$.
""",
    "the inverse of a motion": r"""
With $T = \begin{pmatrix} R & p \\ 0 & 1 \end{pmatrix} \in SE(2)$ we have

$$ T^{-1} = \begin{pmatrix} R^T & -R^T p \\ 0 & 1 \end{pmatrix} $$
""",
    "a momentum in a frame that turns": r"""
$$ \frac{d}{dt}(J \omega) = J \dot\omega + \omega \times (J \omega) $$
""",
    "a matrix that depends on angles": r"""
Let $A(\theta) = K K^\top \in \mathbb{R}^{6 \times 6}$ with
$K \in \mathbb{R}^{6 \times n}$ and $\theta \in \mathbb{R}^n$.
""",
    "the gradient by two numbers": r"""
From $\frac{\partial f}{\partial x} = 4x$ we get

$$ \nabla f(x, y) = \begin{pmatrix} \partial f/\partial x \\ \partial f/\partial y \end{pmatrix} $$
""",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_reported(text: str) -> None:
    assert [each.message for each in api.check(text)] == []


WRONG = {
    "a layout for all derivatives": (
        r"We use the denominator layout. With $y = F x$ the Jacobian is $\frac{\partial y}{\partial x} = F$.",
        "contradicted-layout",
    ),
    "a unit matrix and a number": (
        r"For $M \in \mathbb{R}^{n \times n}$ and $t \in \mathbb{R}$: $\operatorname{tr}(M + t I) = M + t I$.",
        "unequal-shapes",
    ),
    "a sign that is kept": (
        r"For $M(w, c, \beta) = \frac{1}{2}\|w\|^2 - \sum_{i=1}^n \beta_i (w^\top x_i + c - t_i)$ we have "
        r"$\frac{\partial M}{\partial c} = \sum_i \beta_i$.",
        "wrong-derivative",
    ),
    "another condition": (
        r"For $M(w, c, \beta) = \frac{1}{2}\|w\|^2 - \sum_{i=1}^n \beta_i (w^\top x_i + c - t_i)$ we have "
        r"$\frac{\partial M}{\partial c} = \sum_i \beta_i^2 = 0$.",
        "wrong-derivative",
    ),
    "a product of sizes that do not fit": (
        r"If $F$ is $m \times n$ and $G$ is $r \times s$, then $F G$ is their product.",
        "dimension-mismatch",
    ),
    "a lost minus sign at first order": (r"$(F + dF)^{-1} = F^{-1} + F^{-1} dF F^{-1}$", "wrong-derivative"),
    "an operator behind another derivative": (
        r"Here $\frac{\partial M}{\partial b} = 2 b$ and $\frac{\partial}{\partial c} = b^\top b - 1 = 0$.",
        "malformed-math",
    ),
}


@pytest.mark.parametrize(("text", "rule"), WRONG.values(), ids=WRONG.keys())
def test_the_wrong_twin_is_reported(text: str, rule: str) -> None:
    assert [each.rule for each in api.check(text)] == [rule]


def statuses(text: str) -> list[str]:
    return [each.status for each in api.coverage(text)]


LOSS = "A unit gives $a = \\sigma(z)$, and its loss is $L = -y \\log a - (1 - y) \\log(1 - a)$."
GRADIENT = r"\frac{\partial L}{\partial z} = \sigma(z) - y"


def test_sigma_may_be_the_logistic_function_without_a_word() -> None:
    assert statuses(f"{LOSS} ${GRADIENT}$")[-1] == "read"
    assert statuses(f"{LOSS} The sigmoid has ${GRADIENT}$")[-1] == "verified"


def test_a_determinant_of_a_negative_matrix_depends_on_its_size() -> None:
    assert statuses(r"For $F \in \mathbb{R}^{n \times n}$: $\det(-F) = -\det(F)$.")[-1] == "skipped"


def test_traces_of_kronecker_products_have_derivatives() -> None:
    text = r"$\frac{\partial}{\partial X} \operatorname{tr}(F \otimes X) = \operatorname{tr}(F) I$"
    assert statuses(text) == ["verified"]
