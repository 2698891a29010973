"""What authors write and readers accept: nothing is reported on it."""

from __future__ import annotations

import pytest

from mclint import api

SILENT = {
    "two definitions of three are meant": r"""
$$ F(u) = u^k (1 - u)^{m - k} $$

$$ g(u) = \ln F(u) = k \ln u + (m - k) \ln (1 - u) $$

The maximum is at

$$ k = m u $$

$$ \frac{d^2 g}{du^2} = -\frac{k}{u^2} - \frac{m - k}{(1 - u)^2} < 0 $$
""",
    "a state inside a norm": r"$\langle u | B^\dagger B | u \rangle = \| B|u\rangle \|^2 = \|B |u_1, u_2\rangle\|^2$",
    "statements that mean the same": r"We show $f(y) \ge f(x) + f'(x)(y - x) \equiv f$ is convex,"
    r" where $f(z) = \frac{1}{1 + e^{-z}}$ and $h(x) = f(a^\top x)$.",
    "what implies zero is demanded": r"Let $B = (A^\top A)^{-1} A^\top + N$. "
    r"Then $B A = I + N A = I \implies N A = \mathbf{0}$.",
    "a factor behind a logarithm of a value": r"$\nabla_w \sum_x p_w(x) h(x) ="
    r" \sum_x p_w(x) \nabla_w \log p_w(x) h(x)$",
    "a projector said in a chain": r"Then $P^2 = P = P^\top$ and $x = y$.",
    "eigenvectors by their eigenvalues": r"Here $A = U \Lambda U^\top$. Hence"
    r" $(U \Lambda U^\top)^3 = U \Lambda^3 U^\top$ and $x^\top U^\top A U x = x^\top \Lambda x$.",
    "stars of conjugate transposes": r"Then $P = q q^*$ and $P^2 = q q^* q q^* = q (q^* q) q^* = q q^* = P$.",
    "constants of integration": r"$$ \frac{dy}{y} = k\,dt \Rightarrow \ln y = k t + C \Rightarrow y = C e^{k t} $$",
    "vectors behind pseudo-inverses": r"$A^+ = A^\top (A A^\top)^{-1}$, $w = A^+ b + (I - A^+ A) z$.",
    "a gradient stated behind": r"$\frac{1}{n} \sum_i \|\nabla f_i(x) - \nabla f(x)\|^2 = \frac{1}{n} \sum_i"
    r" \|\nabla f_i(x)\|^2 - \|\nabla f(x)\|^2$ where $\nabla f(x) = \frac{1}{n} \sum_i \nabla f_i(x)$.",
    "an information matrix, with expectations in many spellings": r"""
For $\theta \in \mathbb{R}^p$ the information matrix is

$$ F = \mathbf{E}[\nabla \ell(\theta) \nabla \ell(\theta)^\top] = \mathbf{E}[-\nabla^2 \ell(\theta)] $$

$$ F = {\bf E}\left\{\nabla \ell(\theta) \nabla \ell(\theta)^\top\right\} = -{\bf E}\{\nabla^2 \ell(\theta)\} $$

$$ F = E_{y|x}[\nabla \ell(\theta) \nabla \ell(\theta)^\top] = E_{y|x}[-\nabla^2 \ell(\theta)] $$

$$ F = E(\nabla \ell(\theta) \nabla \ell(\theta)^\top) = E(-\nabla^2 \ell(\theta)) $$
""",
    "operators on what stands in square brackets": r"""
$$ V[cX] = c^2 V[X] $$

$$ \mathbf{D}[AX] = A \mathbf{D}[X] A^\top $$

$$ \mathcal{D}[f g] = f \mathcal{D}[g] + g \mathcal{D}[f] $$
""",
    "two examples whose results are called alike": r"""
# Jacobians

**例1**。求 Jacobian 矩阵。

因此可知，$\mathbf{D}_\mathbf{X} f(\mathbf{X}) = \mathbf{X}^\top (\mathbf{B} + \mathbf{B}^\top)$。

**例2**。求 Jacobian 矩阵。

因此可知，$\mathbf{D}_\mathbf{X} f(\mathbf{X}) = -\mathbf{X}^{-1} \mathbf{B} \mathbf{X}^{-1}$。
""",
    "means over one of two variables": r"""
Let $X \in \mathbb{R}^{n \times k}$, $z = X b + u$ and $\hat b = (X^\top X)^{-1} X^\top z$. Then

$$ E_X(\hat b) = (X^\top X)^{-1} X^\top E_X(z) = b $$

$$ \mathcal{E}(\hat b) = (X^\top X)^{-1} X^\top \mathcal{E}(z) = b $$
""",
    "a decomposition that only its letters name": r"""
Let $X \in \mathbb{R}^{n \times k}$. With $X = QR$ we have

$$ c = (X^\top X)^{-1} X^\top z = R^{-1} Q^\top z $$
""",
    "what the velocity of a rotation fulfils": r"""
Since $Q Q^\top = I$, we have $\dot{Q} Q^\top + Q \dot{Q}^\top = 0$. Therefore

$$ \dot{Q} Q^\top = -(\dot{Q} Q^\top)^\top. $$
""",
    "a transposed increment": r"""
$$ \Delta v^T B^T c = (\Delta v^T B^T c)^T = c^T B \Delta v $$
""",
    "a transposed bold increment beside its variable": r"""
$$ (\mathbf{v} + \Delta \mathbf{v})^\top B \mathbf{c} = \mathbf{v}^\top B \mathbf{c}
+ \Delta \mathbf{v}^\top B \mathbf{c} = \mathbf{v}^\top B \mathbf{c} + (B\mathbf{c})^\top \Delta \mathbf{v} $$
""",
    "a line through points, near a vector of the same letter": r"""
Fit $s = K + Lx$: solve $Bx = c$. The line is

$$ s = \frac{3}{5}x + \frac{1}{5} $$

If $B^\top B x = 0$, then $x = 0$.
""",
    "the prior of a filter": r"""
The errors before and after the measurement have $P_k^-=E[e_k^-e_k^{-\top}]$, and the gain is

$$ K_k = P_k^-H^\top (H P_k^-H^\top + R)^{-1}, \qquad \hat{x}_k = \hat{x}_k^-+K_k(z_k - H\hat{x}_k^-). $$
""",
    "a sum that reaches over the terms behind it": r"""
$$ \sum_{i=1}^n \log\left( \frac{1}{b} e^{-q_i} \right) = \sum_{i=1}^n \log \frac{1}{b} - q_i. $$
""",
    "a logarithm that reaches over a product": r"""
$$ \log \frac{1}{\sqrt{s}} \exp(-c) = -\frac{1}{2} \log s - c $$
""",
    "a differential that reaches over a product": r"""
For $A \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$ and $b \in \mathbb{R}^m$,
$$ d(Ax - b)^T(Ax - b) = 2(Ax - b)^T A \, dx. $$
""",
    "a size that is said right behind an equation": r"""
Let $x \in \mathbb{R}^n$ and $y \in \mathbb{R}^m$.

In a linear model $y = \Phi w$ with $w \in \mathbb{R}^d$, $\Phi \in \mathbb{R}^{N \times d}$ and $y \in \mathbb{R}^N$.
""",
    "a zero and the next condition": r"""
The dual has the constraints $$ \sum_{i=1}^n a_i y_i = 0 \; a_i \ge 0. $$
""",
    "labels of a classifier": r"""
The classifier $h(x) = \text{sign}(w^\top x)$ has the loss $(y - w^\top x)^2 = (1 - y w^\top x)^2$.
""",
    "an estimator that is asked to be unbiased": r"""
Suppose that $\hat{\beta} = C y$ is unbiased. Then $E(Cy \mid X) = C X \beta + C E(\epsilon \mid X) = C X \beta =
\beta$, so that $C X = I$.
""",
    "a projection inside of an inverse": r"""
With $P = Z (Z' Z)^{-1} Z'$ we have $P = P'$, $P = P P$ and

$$ b = [(P X)'(P X)]^{-1} X' P y = [X' P' P X]^{-1} X' P y. $$
""",
    "a letter of another section": r"""
# Multidimensional scaling

Let $D \in \mathbb{R}^{n \times n}$ hold the distances.

# Least squares

Let $X \in \mathbb{R}^{n \times p}$, and write $C = (X^T X)^{-1} X^T + D$. Then $C X = I_p + D X$.
""",
    "the rows of a table": r"""
| function | differential | Jacobian |
|:--|:--|:--|
|$f(x)$ | $df = A \, dx$ | $A \in \mathbb{R}^{1 \times n}$ |
|$f(X)$ | $df = \mathrm{tr}(A \, dX)$ | $A \in \mathbb{R}^{n \times m}$ |
""",
    "a function of a term with a sign": r"""
The sigmoid is $S(t) = \frac{1}{1 + e^{-t}}$. Then $S(-t) = 1 - S(t)$, and
for $L(t) = \ln(S(t))$ we get $L'(t) = S(-t)$.
""",
    "a name of two letters": r"""
The log-likelihood is $ll(X, w) = \ln(l(X, w))$.
""",
    "a field and its derivative": r"""
For the Lagrangian $\mathcal{L} = \partial_\mu \phi \, \partial^\mu \phi - m^2 \phi^2$ we get
$$ \frac{\partial \mathcal{L}}{\partial \phi} = -2 m^2 \phi. $$

For $T = \frac{1}{2} (\partial_t u)^2 - \frac{1}{2} k u^2$ it is $\frac{\partial T}{\partial u} = -k u$.
""",
    "a matrix that depends on the state": r"""
The kinetic energy is $T = \frac{1}{2} \dot{q}^T M(q) \dot{q}$ with the mass matrix $M(q)$.

$$ \frac{d}{dt}\left(M(q) \dot{q}\right) = M(q) \ddot{q} + \frac{\partial M}{\partial q} \dot{q} \dot{q} $$
""",
    "the gradient of a potential that depends on the distance": r"""
The potential energy is $V(q)$, and for a central potential $V(r)$ with $r = |q|$ the torque is

$$ N = q \times F = q \times (-\nabla V) = -\frac{dV}{dr} q \times \frac{q}{r} = 0. $$
""",
    "a function of each row": r"""
Let $\phi: \mathbb{R}^D \to \mathbb{R}^M$ be the features, $X \in \mathbb{R}^{N \times D}$ the data and
$\Phi \in \mathbb{R}^{N \times M}$, where $\Phi = \phi(X)$.
""",
    "means": r"""
$$ \sum_i^n x_i (y_i - \bar y) = \sum_i^n (x_i - \bar x) (y_i - \bar y) = \sum_i^n x_i y_i - n \bar{x} \bar{y}. $$
""",
    "weights that add up to one": r"""
The weights satisfy $\sum_{k=1}^K r_{ik} = 1$ for each $i$. We set $N_k = \sum_{i=1}^n r_{ik}$.

Then

$$ p_k = \frac{N_k}{c} $$

and in sum $\sum_k p_k = \sum_k N_k / c = n / c$.
""",
    "an expectation and a variance under a condition have the shape of what is inside": r"""
$X$ is $n \times k$ and $b = (X'X)^{-1}X'y$. Then

$$ E(b | X) = (X'X)^{-1}X'E(y | X) = (X'X)^{-1}X'X\beta = \beta $$

$$ V(b | X) = (X'X)^{-1}X'V(y | X)X(X'X)^{-1} = s^2 (X'X)^{-1} $$

and for $C = (X'X)^{-1}X'$ it is $E(CX\beta + Ce \mid X) = CX\beta + C E(e \mid X)$.
""",
    "an expectation and a variance have the shape of what is inside": r"""
$X$ is $n \times k$ and $b = (X'X)^{-1}X'y$. Then

$$ V(b) = (X'X)^{-1}X'V(y)X(X'X)^{-1} = s^2 (X'X)^{-1} $$

$$ E(b) = (X'X)^{-1}X'E(y) = (X'X)^{-1}X'X\beta = \beta $$
""",
    "a likelihood of a deviation that is then one of a variance": r"""
$$ L(\mu, \sigma) = -n \ln(\sigma^2) - \frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)^2 $$

$$ L(\mu, \sigma^2) = -n \ln(\sigma^2) - \frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)^2 $$
""",
    "a function at a variance": r"""
For $f(\sigma) = \sigma + 1$ it is $f(\sigma^2) = \sigma^2 + 1$.
""",
    "a diagonal matrix that is written by one of its entries": r"""
For $D = \text{diag}(d_j^2)$ it is $\text{tr}(D) = \sum_j d_j^2$.
""",
    "the labels of a softmax classifier are probabilities": r"""
The scores $z \in \mathbb{R}^K$ give $p = \text{softmax}(z)$ and the loss $L = -\sum_i y_i \log p_i$ of the label $y$.
So $\frac{\partial L}{\partial z} = p - y$.
""",
    "the softmax of an entry is the entry of the softmax": r"""
The scores $\mathbf{s} \in \mathbb{R}^K$ have $$ p_k = \text{softmax}(s_k) = \frac{e^{s_k}}{\sum_{j=1}^K e^{s_j}} $$ and
$\frac{\partial p_i}{\partial s_j} = -p_i p_j$ where $i \ne j$.
""",
    "a symmetric matrix in Japanese": r"""
$A \in \mathbb{R}^{p \times p}$, 対称． $\frac{\partial x^\top A x}{\partial x} = 2 A x$.
""",
    "braces behind doubled backslashes, as kramdown takes them": r"""
The gradient in \\(w \in \mathbb{R}^d\\) is

\begin{equation}
g = \sum_{i=1}^n x_i \left\\{ r_i - h(x_i) \right\\} \\\\
\end{equation}

and \\( \left\\{ r_i \right\\} \\) are residuals.
""",
    "a product that need not be defined": r"""
Let $F$ be $p \times q$ and $G$ be $q \times r$. In general $FG$ and $GF$ need not be equal, or even defined.

Here $FG$ makes sense, while $GF$ may not even be defined.

In most cases $GF$ will be undefined.
""",
    "a letter that is declared anew behind a condition": r"""
* If $F$ is $p \times q$ and $G$ is $q \times r$ then $FG$ is $p \times r$.

* A square matrix $F$ has an inverse $F^{-1}$ if $F F^{-1} = I$.

* For a symmetric matrix $G$ we have $\operatorname{tr}(G) = \operatorname{tr}(G^\top)$.
""",
    "primes on functions": r"""
Let $u: \mathbb{R}^p \to \mathbb{R}^q$, $v: \mathbb{R}^q \to \mathbb{R}^r$ and $w: \mathbb{R}^r \to \mathbb{R}^s$.
The chain rule says

$$ h' = (w'v')u' = w'(v'u') $$
""",
    "the derivative of a function of a vector as a row, and as a column": r"""
Let $g(z) = z^T M z$ where $z$ is a vector in $\mathbb{R}^n$ and $M$ is an $n \times n$ matrix.

Then $g'(z) = z^T(M^T + M)$.

Others write $g'(z) = (M + M^T) z$.
""",
    "the derivative of a map between two spaces": r"""
With $f: \mathbb{R}^n \to \mathbb{R}^m$ and $x \in \mathbb{R}^n$ we have

$$ df = f(x + dx) - f(x) = f'(x) dx. $$
""",
    "what is true up to higher terms": r"""
For $B \in \mathbb{R}^{n \times n}$ we have $\det(I + dB) - \det(I) = \operatorname{tr}(dB)$ and

$$ \det(B)\,(\det(I + B^{-1} dB) - \det(I)) = \det(B) \operatorname{tr}(B^{-1} dB). $$

$$ (B + dB)^{-1} - B^{-1} = -B^{-1} \, dB \, B^{-1} $$

With $z \in \mathbb{R}^n$, $(z + dz)^T B (z + dz) - z^T B z = dz^T B z + z^T B \, dz$.
""",
    "the trace of the identity": r"""
As $\operatorname{tr}(I_m) = m$, centering takes one off:

$$ \operatorname{tr}(I_m - \tfrac{1}{m} \mathbf{1} \mathbf{1}^\top) = m - 1 $$
""",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_reported(text: str) -> None:
    found = api.check(text)
    assert [(each.rule, each.message) for each in found if each.rule != "hybrid-layout"] == []


ALARMING = {
    "what implies something else": (
        r"Let $B = A^{-1} + N$. Then $B A = I + N A = I - N A \implies N A = M$.",
        "wrong-identity",
    ),
    "a factor behind the logarithm of a value, of another sign": (
        r"$\nabla_w \sum_x p_w(x) h(x) = -\sum_x p_w(x) \nabla_w \log p_w(x) h(x)$",
        "wrong-derivative",
    ),
    "eigenvalues of another power": (
        r"Here $A = U \Lambda U^\top$. Hence $(U \Lambda U^\top)^3 = U \Lambda^2 U^\top$.",
        "wrong-identity",
    ),
    "a solution without its factor": (r"$\ln y = k t \Rightarrow y = k e^t$.", "wrong-solution"),
    "an update that adds what does not fit": (
        r"Let $X \in \mathbb{R}^{m \times n}$, $V \in \mathbb{R}^{m \times r}$ and $W \in \mathbb{R}^{r \times n}$. "
        r"We repeat $$ W \leftarrow W - \eta X^\top V. $$",
        "dimension-mismatch",
    ),
    "a product with a sum in square brackets": (
        r"Let $A, B, C \in \mathbb{R}^{n \times n}$. Then $A[B + C] = A[B] + A[C] + B$.",
        "wrong-identity",
    ),
    "the velocity of a quantity that is computed": (
        r"Let $a$ be constant and $s = a t^3$. Then $$ \dot{s} = 2 a t^2. $$",
        "wrong-derivative",
    ),
    "a transposed increment of which a term has the wrong sign": (
        r"$$ (B\Delta v - c)^T(B\Delta v - c) = \Delta v^TB^TB\Delta v - 2c^TB\Delta v - c^Tc $$",
        "wrong-identity",
    ),
    "a doubled index": (r"The error is $P = E[e_k_k^\top]$.", "malformed-math"),
    "a sum whose terms are told apart": (
        r"$$ \sum_{i=1}^n (a_i - b_i) = \sum_{i=1}^n a_i - 2 \sum_{i=1}^n b_i $$",
        "wrong-identity",
    ),
    "a product rule with a factor too many": (
        r"For $X, Y \in \mathbb{R}^{n \times n}$: $\mathrm{d}(X Y) = (\mathrm{d} X) Y + 2 X \, \mathrm{d} Y$.",
        "wrong-derivative",
    ),
    "means that are mixed up": (
        r"$$ \sum_i^n (x_i - \bar x) (y_i - \bar y) = \sum_i^n x_i y_i + n \bar{x} \bar{y}. $$",
        "wrong-identity",
    ),
    "a sigmoid that is mirrored wrongly": (
        r"Let $S(t) = \frac{1}{1 + e^{-t}}$. For all $t$ we have $S(-t) = 2 - S(t)$.",
        "wrong-identity",
    ),
    "a likelihood of a variance that is neither": (
        r"$$ L(\sigma) = -n \ln(\sigma^2) - \frac{1}{\sigma^2} $$ "
        r"$$ L(\sigma^2) = -n \ln(\sigma^2) - \frac{2}{\sigma^2} $$",
        "wrong-identity",
    ),
    "a gradient of the cross-entropy with the wrong sign": (
        r"With $z \in \mathbb{R}^K$, $p = \text{softmax}(z)$ and $L = -\sum_i y_i \log p_i$ we have "
        r"$\frac{\partial L}{\partial z} = y - p$.",
        "wrong-derivative",
    ),
    "an estimator that is not what is estimated": (
        r"For $X \in \mathbb{R}^{n \times p}$ and $b \in \mathbb{R}^p$: "
        r"$(X^\top X)^{-1} X^\top X b + b = 2 (X^\top X)^{-1} b + b - b$.",
        "wrong-identity",
    ),
    "a product that is denied another thing": (
        r"Let $F$ be $p \times q$ and $G$ be $q \times r$. The product $GF$ is not symmetric.",
        "dimension-mismatch",
    ),
    "an inverse under a condition that goes on": (
        r"If $F$ is $p \times q$, then $F^{-1}$ is its inverse.",
        "non-square",
    ),
    "a differential of a determinant that lacks its determinant": (
        r"For an invertible $B$: $d(\det B) + \operatorname{tr}(dB) = \operatorname{tr}(B^{-1} dB + dB)$.",
        "wrong-derivative",
    ),
    "primes on matrices": (
        r"Let $F \in \mathbb{R}^{p \times q}$ and $G \in \mathbb{R}^{p \times r}$. Then $H = F G'$.",
        "dimension-mismatch",
    ),
}


@pytest.mark.parametrize(("text", "rule"), ALARMING.values(), ids=ALARMING.keys())
def test_what_is_like_it_and_wrong_is_reported(text: str, rule: str) -> None:
    assert [each.rule for each in api.check(text)] == [rule]


def test_a_definition_with_an_index_has_its_own_value_in_each_sum() -> None:
    text = r"""
Here $N_k = \sum_{i=1}^n r_{ik}$ and $p_k = \frac{N_k}{c}$. Then $\sum_k p_k + c = \sum_k N_k / c + c$.
"""
    assert api.check(text) == []


def test_an_equation_with_many_sums_is_too_long_to_be_checked() -> None:
    total = " + ".join(r"\sum_{i=1}^n x_i y_i" for _ in range(40))
    assert api.check(f"For all x and y $$ {total} = {total} + 1. $$") == []


@pytest.mark.parametrize(
    "text",
    [
        r"Let $H = E - 2 v v^\top$ with $\|v\| = 1$. Then $H^2 = E - 4 v v^\top + 4 v (v^\top v) v^\top$.",
        r"For all square matrices $(E - C)(E + C + C^2) = E - C^3$.",
    ],
)
def test_an_e_that_nobody_declares_may_be_the_identity(text: str) -> None:
    assert not [each for each in api.check(text) if each.severity in ("error", "warning")]


def test_what_is_false_for_the_identity_too_is_told() -> None:
    (found,) = api.check(r"For all square matrices $(E - C)(E + C + C^2) = E - C^2$.")
    assert found.rule == "wrong-identity"


def test_a_claim_without_a_value_for_the_identity_is_judged_all_the_same() -> None:
    """`(E - C C^{-1})^{-1}` is singular where E is the identity, which excuses nothing and stops nothing."""
    (found,) = api.check(r"For all $C$ we have $(E - C C^{-1})^{-1} C = E C$.")
    assert found.rule == "wrong-identity"
