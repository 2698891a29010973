r"""Derivatives that have a name: Jacobians `J_f(x)`, Hessians `H_g`, `D f(x)[h]`, `\operatorname{grad} g`, `f'(x)`."""

from __future__ import annotations

import pytest

from mclint import api

MAPS = (
    r"Let $A \in \mathbb{R}^{m\times n}$, $B \in \mathbb{R}^{n\times n}$, $x, h, k \in \mathbb{R}^n$, $f(x) = A x$ and "
    r"$g(x) = x^\top B x$. We compute Jacobians and Hessians."
)
OF_MATRICES = (
    r"Let $A, S, X \in \mathbb{R}^{n\times n}$, $F(X) = X^\top A X$, $\phi(X) = \operatorname{tr}(A X)$. Derivatives:"
)
OF_NUMBERS = (
    r"Let $f(x, y) = \begin{pmatrix} x^2 y \\ 5 x + \sin y \end{pmatrix}$ and $h(x, y) = x^2 y$. Jacobian and Hessian:"
)
OF_ENTRIES = (
    r"Let $\mathbf{x} \in \mathbb{R}^2$ and $\mathbf f(\mathbf x) = \begin{bmatrix} x_1^2 x_2 \\ 5 x_1 + \sin x_2"
    r" \end{bmatrix}$. Its Jacobian:"
)
UNKNOWN = (
    r"Let $f: \mathbb{R}^n \to \mathbb{R}^m$ and $g: \mathbb{R}^m \to \mathbb{R}^p$ have Jacobians $J_f$ and $J_g$;"
    r" let $x \in \mathbb{R}^n$."
)


def last(formula: str, before: str = MAPS) -> api.Equation:
    """The last equation of a document."""
    return api.coverage(f"{before}\n\n$$ {formula} $$\n")[-1]


@pytest.mark.parametrize(
    "left",
    [
        *(r"J_f(x)", r"J_f", r"\mathbf{J}_f(\mathbf x)", r"\mathbf J_{\mathbf f}", r"\mathrm{J}_f(x)", r"J f(x)"),
        *(r"Jf(x)", r"J[f](x)", r"J(f)(x)", r"Df(x)", r"D f(x)", r"Df", r"\mathrm{D} f(x)", r"\mathrm{D}f"),
        *(r"\operatorname{D}f(x)", r"\mathrm{D}_x f", r"\operatorname{Jac} f", r"\operatorname{Jac}(f)(x)"),
        *(r"\operatorname{Jac}_f(x)", r"f'(x)", r"\frac{\partial f}{\partial x}(a)", r"\frac{df}{dx}(x_0)"),
    ],
)
def test_spellings_of_jacobians(left: str) -> None:
    assert last(rf"{left} = A").status == "verified"
    assert last(rf"{left} = 2 A").status == "wrong"


@pytest.mark.parametrize(
    "left",
    [
        *(r"H_g(x)", r"H_g", r"\mathbf{H}_g", r"\mathbf H_g(\mathbf x)", r"H g(x)", r"H(g)(x)", r"D^2 g(x)", r"g''(x)"),
        *(r"\nabla^2 g(x)", r"\nabla^2_{xx} g(x)", r"\nabla_x^2 g(x)", r"\nabla\nabla^\top g(x)", r"\nabla\nabla g(x)"),
        *(r"\operatorname{Hess} g(x)", r"\operatorname{Hess}(g)(x)", r"\operatorname{Hess}_g(x)", r"\text{Hess}\, g"),
    ],
)
def test_spellings_of_hessians(left: str) -> None:
    assert last(rf"{left} = B + B^\top").status == "verified"
    assert last(rf"{left} = B").status == "wrong"


@pytest.mark.parametrize(
    "left",
    [
        *(r"\operatorname{grad} g(x)", r"\operatorname{grad} g", r"\mathrm{grad}\, g", r"\operatorname{grad}_x g(x)"),
        *(r"\operatorname{grad} (x^\top B x)", r"D g(x)^\top", r"J_g(x)^\top", r"g'(x)", r"J_g", r"Dg(x)"),
    ],
)
def test_spellings_of_gradients(left: str) -> None:
    assert last(rf"{left} = (B + B^\top) x").status == "verified"
    assert last(rf"{left} = B x").status == "wrong"


@pytest.mark.parametrize(
    ("before", "true", "false"),
    [
        (MAPS, r"Df(x)[h] = A h", r"Df(x)[h] = 2 A h"),
        (MAPS, r"Df(x) h = A h", r"Df(x) h = 2 A h"),
        (MAPS, r"D g(x)[h] = x^\top B h + h^\top B x", r"D g(x)[h] = x^\top B h"),
        (MAPS, r"D_{\mathbf h} g(x) = x^\top (B + B^\top) h", r"D_{\mathbf h} g(x) = x^\top B h"),
        (MAPS, r"D^2 g(x)[h, k] = h^\top (B + B^\top) k", r"D^2 g(x)[h, k] = h^\top B k"),
        (OF_MATRICES, r"DF(X)[S] = S^\top A X + X^\top A S", r"DF(X)[S] = S^\top A X - X^\top A S"),
        (OF_MATRICES, r"DF(X)(S) = S^\top A X + X^\top A S", r"DF(X)(S) = X^\top A S"),
        (OF_MATRICES, r"D\phi(X)[S] = \operatorname{tr}(A S)", r"D\phi(X)[S] = 2 \operatorname{tr}(A S)"),
        (OF_MATRICES, r"D^2F(X)[S, S] = 2 S^\top A S", r"D^2F(X)[S, S] = S^\top A S"),
    ],
)
def test_derivatives_along_directions(before: str, true: str, false: str) -> None:
    assert last(true, before).status == "verified"
    assert last(false, before).status == "wrong"


@pytest.mark.parametrize(
    ("before", "true", "false"),
    [
        (MAPS, r"J_f(x)^\top J_f(x) = A^\top A", r"J_f(x)^\top J_f(x) = A A^\top"),
        (MAPS, r"J_g(x_0) = x_0^\top (B + B^\top)", r"J_g(x_0) = x_0^\top B"),
        (MAPS, r"J_g(A^\top y) = y^\top A (B + B^\top)", r"J_g(A^\top y) = y^\top A B"),
        (MAPS, r"\frac{\partial g}{\partial x}(a) = (B + B^\top) a", r"\frac{\partial g}{\partial x}(a) = B a"),
        (UNKNOWN, r"J_{g \circ f}(x) = J_g(f(x)) J_f(x)", r"J_{g \circ f}(x) = J_f(x) J_g(f(x))"),
        (UNKNOWN, r"D(g \circ f)(x) = Dg(f(x)) Df(x)", r"D(g \circ f)(x) = 2 Dg(f(x)) Df(x)"),
        (UNKNOWN, r"D(g \circ f)(x) = Dg(f(x)) \circ Df(x)", r"D(g \circ f)(x) = 2 Dg(f(x)) \circ Df(x)"),
    ],
)
def test_products_and_points(before: str, true: str, false: str) -> None:
    assert last(true, before).status == "verified"
    assert last(false, before).status == "wrong"


@pytest.mark.parametrize(
    ("before", "left", "true", "false"),
    [
        (OF_NUMBERS, r"J_f(x, y)", r"2xy & x^2 \\ 5 & \cos y", r"2xy & x^2 \\ 5 & -\cos y"),
        (OF_NUMBERS, r"J_f", r"2xy & x^2 \\ 5 & \cos y", r"2xy & 2x \\ 5 & \cos y"),
        (OF_NUMBERS, r"D f(x, y)", r"2xy & x^2 \\ 5 & \cos y", r"2x & x^2 \\ 5 & \cos y"),
        (OF_NUMBERS, r"J_f(1, 2)", r"4 & 1 \\ 5 & \cos 2", r"4 & 2 \\ 5 & \cos 2"),
        (OF_NUMBERS, r"H_h(x, y)", r"2y & 2x \\ 2x & 0", r"2y & x \\ x & 0"),
        (OF_NUMBERS, r"H_h", r"2y & 2x \\ 2x & 0", r"2y & x \\ x & 0"),
        (OF_NUMBERS, r"\nabla^2 h", r"2y & 2x \\ 2x & 0", r"2y & x \\ x & 0"),
        (OF_NUMBERS, r"H_h(1, 3)", r"6 & 2 \\ 2 & 0", r"6 & 2 \\ 2 & 1"),
        (
            OF_ENTRIES,
            r"\mathbf J_{\mathbf f}(\mathbf x)",
            r"2 x_1 x_2 & x_1^2 \\ 5 & \cos x_2",
            r"x_1 & x_1^2 \\ 5 & 1",
        ),
    ],
)
def test_what_is_written_out_by_its_entries(before: str, left: str, true: str, false: str) -> None:
    assert last(rf"{left} = \begin{{pmatrix}} {true} \end{{pmatrix}}", before).status == "verified"
    assert last(rf"{left} = \begin{{pmatrix}} {false} \end{{pmatrix}}", before).status == "wrong"


def test_a_transposed_jacobian_is_a_question_of_layout() -> None:
    assert set(last(r"J_f(x) = A").layouts) == {"numerator", "denominator", "hybrid"}
    assert set(last(r"J_f(x) = A^\top").layouts) == {"denominator"}
    assert set(last(r"D g(x) = (B + B^\top) x").layouts) == {"denominator", "hybrid"}


def test_what_is_called_jacobian_may_be_its_determinant() -> None:
    before = r"Let $M \in \mathbb{R}^{n \times n}$, $x \in \mathbb{R}^n$ and $f(x) = M x$. The Jacobian is"
    assert last(r"J_f(x) = \det M", before).status == "verified"
    assert last(r"J_f(x) = |\det M|", before).status == "verified"
    assert last(r"J_f(x) = 2 \det M", before).status != "verified"


@pytest.mark.parametrize(
    "text",
    [
        r"The cost $J(\theta) = \|A \theta - b\|^2$ is convex, and so is $J_f(\theta) = J(\theta) + 1$.",
        r"The hat matrix is $H = X (X^\top X)^{-1} X^\top$; it is no Hessian. Let $f(x) = X x$. Then $H f(x) = f(x)$.",
        r"Let $D$ be diagonal and $f(x) = A x$, with derivatives elsewhere. Then $D f(x) = D A x$ and $D x = y$.",
        r"With the Bregman divergence $D_f(x, y) = f(x) - f(y) - \nabla f(y)^\top (x - y)$ of $f(x) = \|x\|^2$ we get"
        r" $D_f(x, y) = \|x - y\|^2$, a differentiable function.",
        r"The density $p(x) = e^{-x}$ has entropy $H_p(x) = 1$; its Hessian is another matter.",
        r"Let $f(x) = A x$ be a map. Its Jacobi matrix has $J_n(x)$ as its Bessel function, $J_0(x) = 1$.",
        r"For differentiable $f, g$ the derivative satisfies $D(fg) = f Dg + g Df$ and $D(f + g) = Df + Dg$.",
        r"Let $K$ be a size and $v \in \mathbb{R}^K$. For $X \in \mathbb{R}^{n \times n}$ the second derivative of"
        r" $h(X) = \log \det X$ is $D^2 h(X)[H, K] = -\operatorname{tr}(X^{-1} H X^{-1} K)$.",
        r"Let $D \in \mathbb{R}^{n \times n}$ be a matrix with $D^\top D = S$."
        r" A derivation $D$ has $D(fg) = f\,Dg + g\,Df$.",
        r"The derivative $D$ has $D(uv) = u\,Dv + v\,Du$.",
        r"On a Riemannian manifold $\operatorname{grad} f(x) = \nabla f(x) - (x^\top \nabla f(x)) x$.",
    ],
)
def test_letters_that_name_something_else(text: str) -> None:
    assert api.check(text) == []


def test_a_laplacian_is_no_hessian() -> None:
    assert last(r"\nabla^2 g(x) = \operatorname{tr}(B + B^\top)").status == "verified"
    assert last(r"\nabla^2 g(x) = \operatorname{tr}(B)").status == "wrong"
    assert last(r"\nabla^2 g = \Delta g = \operatorname{tr} H_g").status != "wrong"


def test_a_step_behind_a_jacobian_is_multiplied_by_it() -> None:
    assert last(r"J_f (x - h) = A (x - h)").status == "verified"
    assert last(r"f(h) = f(x) + J_f (h - x)").status != "wrong"


POLAR = r"Let $x = r \cos\theta$ and $y = r \sin\theta$."
PARTIAL = r"\frac{\partial(x, y)}{\partial(r, \theta)}"


@pytest.mark.parametrize(
    ("left", "true", "false"),
    [
        (rf"\det {PARTIAL}", "r", "2 r"),
        (rf"\left| {PARTIAL} \right|", "r", "r^2"),
        (PARTIAL, "r", "2 r"),
        (
            PARTIAL,
            r"\begin{pmatrix} \cos\theta & -r \sin\theta \\ \sin\theta & r \cos\theta \end{pmatrix}",
            r"\begin{pmatrix} \cos\theta & r \sin\theta \\ \sin\theta & r \cos\theta \end{pmatrix}",
        ),
    ],
)
def test_functional_determinants(left: str, true: str, false: str) -> None:
    assert last(f"{left} = {true}", POLAR).status == "verified"
    assert last(f"{left} = {false}", POLAR).status == "wrong"


LINEAR = r"Let $A \in \mathbb{R}^{m\times n}$, $x \in \mathbb{R}^n$ and $f(x) = A x$."
SQUARE = r"Let $B \in \mathbb{R}^{n\times n}$, $x \in \mathbb{R}^n$ and $g(x) = x^\top B x$."


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        (LINEAR + r" Its Jacobian is $J = V$.", "A", "2A"),
        (LINEAR + r" The Jacobian of $f$ is $$ \mathbf{J}(x) = V. $$", "A", "-A"),
        (LINEAR + r" The Jacobian matrix of $f$ with respect to $x$ is given by $J = V$.", "A", "3 A"),
        (LINEAR + r" 雅可比矩阵为 $J = V$。", "A", "2A"),
        (LINEAR + r" It has the Jacobian $J = A$. Then $J^\top J = V$.", r"A^\top A", r"2 A^\top A"),
        (SQUARE + r" Its Hessian is $$ H(x) = V. $$", r"B + B^\top", "B"),
        (SQUARE + r" The gradient is $\nabla g(x) = (B + B^\top) x$, the Hessian $H = V$.", r"B + B^\top", "B"),
        (SQUARE + r" The Hessian $H$ of $g$ is constant: $$ H = V. $$", r"B + B^\top", "B"),
    ],
)
def test_letters_that_a_sentence_names(text: str, true: str, false: str) -> None:
    assert api.coverage(text.replace("V", true))[-1].status == "verified"
    assert api.coverage(text.replace("V", false))[-1].status == "wrong"


@pytest.mark.parametrize(
    "text",
    [
        LINEAR + r" The residual is $r = b - A x$. Its Jacobian is $J = -A$.",
        LINEAR + r" Its Jacobian is $J = A$. The cost $J(\theta) = \|\theta\|^2$ is another one.",
        LINEAR + "\n\nIts Jacobian is $J = A$.\n\n# Costs\n\nWe minimise $J = \\|x\\|^2$.",
        SQUARE + r" Its Hessian is positive. The hat matrix is $H = X (X^\top X)^{-1} X^\top$ and $H^2 = H$.",
        LINEAR + r" We know the Jacobian of $h$, which is $J = 2 A$.",
    ],
)
def test_letters_that_a_sentence_does_not_name(text: str) -> None:
    assert api.check(text) == []
