"""Each way to state an assumption counts: a claim that rests on it is verified, and a false one reported."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.review import review

# What is declared, a claim that is true with the assumption alone, one that is false even with it, and how it is said.
STATED: dict[str, tuple[str, str, str, str]] = {
    "symmetric": (
        r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"\nabla_x (x^\top A x) = 2 A x",
        r"\nabla_x (x^\top A x) = A x",
        r"""
        Let $A$ be symmetric.
        $A$ is symmetric.
        The matrix $A$ is symmetric.
        We assume that $A$ is a symmetric matrix.
        Suppose $A$ symmetric.
        Here $A$ is a real symmetric matrix.
        For a symmetric matrix $A$ we have the following.
        With $A$ symmetric, we find:
        Let $A$ be a symmetric $n \times n$ matrix.
        Assume $A = A^\top$.
        where $A^T = A$.
        Assume $A \in \mathbb{S}^n$.
        Let $A \in \mathcal{S}^n$ be given.
        Let $A\in\operatorname{Sym}(n)$.
        Assume $A - A^\top = 0$.
        Suppose that $a_{ij} = a_{ji}$.
        Suppose $A_{ij} = A_{ji}$ for all $i, j$.
        $A$ and $B$ are symmetric matrices.
        Both $A$ and $B$ are symmetric.
        Let $A \succ 0$.
        Let $A \succeq 0$.
        $A$ is positive definite.
        Let $A$ be a symmetric positive definite matrix.
        Let $A$ be an SPD matrix.
        Let $A \in \mathbb{S}^n_{++}$.
        Let $A \in \mathbb S_+^n$.
        Let $A$ be a covariance matrix.
        Let $A$ be the Hessian of $f$.
        $A$ denotes the Gram matrix.
        Let $A$ be diagonal.
        Let $A = X^\top X$ for some $X \in \mathbb{R}^{m \times n}$.
        Let $A = B + B^\top$ with $B \in \mathbb{R}^{n\times n}$.
        Let $A$ be self-adjoint.
        Since $A$ is symmetric,
        Because $A$ is symmetric, $A^\top = A$.
        - $A$: symmetric matrix of size $n \times n$
        Let $A$ (symmetric) be given.
        Recall that $A$ is symmetric (as every covariance).
        The symmetric matrix $A$ is given.
        where the matrix $A$ is assumed to be symmetric.
        If $A$ is symmetric, then
        In the case of a symmetric $A$ we get
        When $A$ is symmetric:
        for symmetric $A$:
        """,
    ),
    "antisymmetric": (
        r"Let $A \in \mathbb{R}^{n \times n}$ and $x, y \in \mathbb{R}^n$.",
        r"x^\top A y + y^\top A x = (x - y)^\top A (x - y)",
        r"x^\top A y + y^\top A x = 1 + (x - y)^\top A (x - y)",
        r"""
        Let $A$ be antisymmetric.
        Let $A$ be skew-symmetric.
        Let $A$ be a skew symmetric matrix.
        Assume $A^\top = -A$.
        Let $A = -A^\top$.
        $A$ is an anti-symmetric matrix.
        Let $A + A^\top = 0$.
        Let $A \in \mathfrak{so}(n)$.
        Let $A$ be skew.
        """,
    ),
    "orthogonal": (
        r"Let $Q \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"\|Q x\|_2^2 = \|x\|_2^2",
        r"\|Q x\|_2^2 = 2\|x\|_2^2",
        r"""
        Let $Q$ be orthogonal.
        $Q$ is an orthogonal matrix.
        Assume $Q^\top Q = I$.
        Assume $Q Q^\top = I$.
        Assume $Q^T Q = I_n$.
        Let $Q^{-1} = Q^\top$.
        Assume $Q^\top = Q^{-1}$.
        Let $Q \in O(n)$.
        Let $Q \in SO(3)$.
        Let $Q \in \mathrm{SO}(n)$.
        Let $Q \in \mathcal{O}(n)$.
        Let $Q$ have orthonormal columns.
        $Q$ is a rotation matrix.
        $Q$ is a permutation matrix.
        The columns of $Q$ are orthonormal.
        Let $Q$ be a matrix with orthonormal columns.
        $Q$ is an orthonormal matrix.
        Let $Q^\top Q = Q Q^\top = I$.
        Assume $Q^\top Q = \mathbf{I}$.
        Assume $Q^\top Q = \mathbb{1}$.
        where $Q'Q = I$.
        Let $Q$ be a matrix whose columns are orthonormal.
        """,
    ),
    "orthonormal columns": (
        r"Let $U \in \mathbb{R}^{n \times k}$ and $x \in \mathbb{R}^k$.",
        r"\|U x\|_2^2 = \|x\|_2^2",
        r"\|U x\|_2^2 = 2\|x\|_2^2",
        r"""
        Assume $U^\top U = I_k$.
        Let $U$ have orthonormal columns.
        where the columns of $U$ are orthonormal.
        Assume $U^T U = I_{k \times k}$.
        Let $U \in \mathrm{St}(n, k)$.
        """,
    ),
    "idempotent": (
        r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"(I - A)(I - A) x = x - A x",
        r"(I - A)(I - A) x = x + A x",
        r"""
        Assume $A^2 = A$.
        Let $A$ be idempotent.
        $A$ is an idempotent matrix.
        Let $A$ be a projection.
        Let $A$ be a projector.
        $A A = A$ holds.
        where $A = A^2$.
        Let $A$ be an orthogonal projection.
        Let $A$ be an orthogonal projection matrix.
        Let $A$ be an oblique projection.
        Let $A$ be an orthogonal projector onto a subspace.
        """,
    ),
    "projection": (
        r"Let $P \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"\|x - P x\|^2 = x^\top x - x^\top P x",
        r"\|x - P x\|^2 = x^\top x + x^\top P x",
        r"""
        Assume $P^2 = P = P^\top$.
        Let $P$ be a symmetric idempotent matrix.
        Let $P$ be an orthogonal projection.
        Let $P$ be an orthogonal projection matrix.
        Assume $P^2 = P$ and $P^\top = P$.
        Assume $P = P^\top = P^2$.
        Let $P$ be an orthogonal projector.
        """,
    ),
    "diagonal": (
        r"Let $D \in \mathbb{R}^{n \times n}$ and $x, y \in \mathbb{R}^n$.",
        r"\operatorname{diag}(x) D y = D (x \odot y)",
        r"\operatorname{diag}(x) D y = 2 D (x \odot y)",
        r"""
        Let $D$ be diagonal.
        $D$ is a diagonal matrix.
        Let $D = \operatorname{diag}(d)$ with $d \in \mathbb{R}^n$.
        the matrix $D$ is diagonal with positive entries.
        for a diagonal $D$:
        """,
    ),
    "triangular": (
        r"Let $L \in \mathbb{R}^{n \times n}$.",
        r"\det(L) = \prod_{i=1}^n L_{ii}",
        r"\det(L) = \sum_{i=1}^n L_{ii}",
        r"""
        Let $L$ be lower triangular.
        Let $L$ be a lower-triangular matrix.
        $L$ is an upper triangular matrix.
        """,
    ),
    "of unit norm": (
        r"Let $u, x \in \mathbb{R}^n$.",
        r"(u u^\top)(u u^\top) x = u u^\top x",
        r"(u u^\top)(u u^\top) x = 2 u u^\top x",
        r"""
        Let $u$ be a unit vector.
        with $\|u\| = 1$.
        with $\|u\|_2 = 1$.
        with $\|u\|_2^2 = 1$.
        where $u^\top u = 1$.
        Let $u$ have unit norm.
        Let $u$ be of unit norm.
        $u$ is a unit vector.
        Let $u$ be of unit length.
        $u$ has norm one.
        $u$ has norm 1.
        $u$ has length one.
        The unit vector $u$ points up.
        for a unit vector $u$:
        where $\langle u, u \rangle = 1$.
        where $u \cdot u = 1$.
        Let $|u| = 1$.
        Let $u \in \mathbb{S}^{n-1}$.
        Let $u \in S^{n-1}$.
        a unit-norm vector $u$.
        $u$ and $v$ are unit vectors.
        Let $u$ be a vector with norm one.
        subject to $u^\top u = 1$.
        $\sum_i u_i^2 = 1$.
        a vector $u$ with $\|u\| = 1$.
        """,
    ),
    "one-hot": (
        r"Let $y, z \in \mathbb{R}^K$.",
        r"(y \odot y)^\top z = y^\top z",
        r"(y \odot y)^\top z = 2 y^\top z",
        r"""
        Let $y$ be one-hot.
        Let $y$ be a one-hot vector.
        $y$ is one-hot encoded.
        $y$ is a one hot vector.
        The label $y$ is one-hot.
        where $y$ is the one-hot encoding of the class.
        $y$ is a one-hot label vector.
        $y \in \{0, 1\}^K$ with $\sum_k y_k = 1$.
        the one-hot vector $y$.
        $y$ is a one-hot encoded vector.
        """,
    ),
    "sums to one": (
        r"Let $p, z \in \mathbb{R}^K$ and $c \in \mathbb{R}$.",
        r"p^\top (z - c \mathbf{1}) = p^\top z - c",
        r"p^\top (z - c \mathbf{1}) = p^\top z + c",
        r"""
        where $\mathbf{1}^\top p = 1$.
        where $p^\top \mathbf{1} = 1$.
        with $\sum_i p_i = 1$.
        with $\sum_{i=1}^K p_i = 1$.
        Let $p$ be a probability vector.
        The entries of $p$ sum to one.
        The entries of $p$ sum to 1.
        $p$ sums to one.
        Let $p \in \Delta$.
        Let $p \in \Delta^{K-1}$.
        Let $p \in \Delta_K$.
        $p$ is a stochastic vector.
        Let $p \ge 0$ and $\mathbf{1}^\top p = 1$.
        whose components $p_k$ sum to one.
        $p$ lies in the probability simplex.
        where the $p_k$ sum to one.
        $\langle \mathbf{1}, p \rangle = 1$.
        $p$ is one-hot.
        Let $p = \mathrm{softmax}(z)$.
        """,
    ),
    "stochastic": (
        r"Let $P \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"P (P - I) \mathbf{1} + P x = P x",
        r"P (P - I) \mathbf{1} + P x = 2 P x",
        r"""
        Let $P$ be row-stochastic.
        The rows of $P$ sum to one.
        where $P \mathbf{1} = \mathbf{1}$.
        Let $P$ be doubly stochastic.
        Each row of $P$ sums to one.
        $P$ is a right stochastic matrix.
        """,
    ),
    "non-negative": (
        r"Let $x \in \mathbb{R}^n$.",
        r"\|x\|_1 = \mathbf{1}^\top x",
        r"\|x\|_1 = 2\, \mathbf{1}^\top x",
        r"""
        Let $x \ge 0$.
        Let $x \geq 0$.
        Let $x > 0$.
        $x$ is non-negative.
        Let $x$ be nonnegative.
        Let $x$ be a nonnegative vector.
        Let $x \in \mathbb{R}^n_+$.
        Let $x \in \mathbb{R}_+^n$.
        Let $x \in \mathbb{R}_{\ge 0}^n$.
        The entries of $x$ are non-negative.
        Let $x_i \ge 0$.
        Let $x \succeq 0$.
        $x$ is a positive vector.
        all entries of $x$ are positive.
        where $x_i \geq 0$ for all $i$.
        """,
    ),
    "a non-negative number": (
        r"Let $a \in \mathbb{R}$ and $x \in \mathbb{R}^n$.",
        r"\| a x \| = a \|x\|",
        r"\| a x \| = 2 a \|x\|",
        r"""
        Let $a \ge 0$.
        Let $a > 0$.
        $a$ is positive.
        Let $a$ be a positive scalar.
        for a positive number $a$.
        $a$ is nonnegative.
        Let $a \in \mathbb{R}_+$.
        Let $a \in (0, 1)$.
        Let $0 < a < 1$.
        with a positive $a$.
        """,
    ),
    "commuting": (
        r"Let $A, B \in \mathbb{R}^{n \times n}$.",
        r"(A + B)^2 = A^2 + 2 A B + B^2",
        r"(A + B)^2 = A^2 + 3 A B + B^2",
        r"""
        Let $A B = B A$.
        where $AB = BA$.
        $A$ and $B$ commute.
        The matrices $A$ and $B$ commute.
        Let $A$ and $B$ be commuting matrices.
        Let $[A, B] = 0$.
        Suppose $A$ commutes with $B$.
        Let $AB - BA = 0$.
        For commuting matrices $A$ and $B$:
        If $A$ and $B$ commute, then
        Assume that $A$ and $B$ are diagonal.
        """,
    ),
    "commuting, once more": (
        r"Let $A, B \in \mathbb{R}^{n \times n}$.",
        r"(A - B)(A + B) = A^2 - B^2",
        r"(A - B)(A + B) = A^2 + B^2",
        r"""
        Let $A B = B A$.
        $A$ and $B$ commute.
        If $AB = BA$, then
        """,
    ),
    "involutory": (
        r"Let $H \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"(I + H)^2 x = 2 x + 2 H x",
        r"(I + H)^2 x = 2 x - 2 H x",
        r"""
        Let $H^2 = I$.
        Let $H$ be an involution.
        Let $H = I - 2 u u^\top$ with a unit vector $u \in \mathbb{R}^n$.
        """,
    ),
    "orthogonal vectors": (
        r"Let $u, v \in \mathbb{R}^n$.",
        r"\|u + v\|^2 = \|u\|^2 + \|v\|^2",
        r"\|u + v\|^2 = \|u\|^2 - \|v\|^2",
        r"""
        Let $u^\top v = 0$.
        $u$ and $v$ are orthogonal.
        Let $u \perp v$.
        $u$ is orthogonal to $v$.
        The vectors $u$ and $v$ are orthogonal.
        """,
    ),
}  # fmt: skip
WAYS = [
    pytest.param(declared, true, false, way.strip(), id=f"{name}: {way.strip()}")
    for name, (declared, true, false, ways) in STATED.items()
    for way in ways.strip().splitlines()
]


def last(text: str) -> str:
    """What becomes of the last equation of a text."""
    return review(api.read(text)).equations()[-1].status


@pytest.mark.parametrize(("declared", "true", "false", "way"), WAYS)
def test_a_stated_assumption_is_used(declared: str, true: str, false: str, way: str) -> None:
    between = "\n\n" if way[0] in "-|" else " "
    text = f"{declared}{between}{way}\n\n$$ {true}. $$\n"
    assert last(text) == "verified"
    assert api.check(text) == []
    assert [found.family for found in api.check(text.replace(true, false))] == ["identities"]


@pytest.mark.parametrize("name", STATED)
def test_without_the_assumption_the_claim_is_not_verified(name: str) -> None:
    declared, true, _, _ = STATED[name]
    assert last(f"{declared} Then\n\n$$ {true}. $$\n") != "verified"


FORM = r"$$ \nabla_x (x^\top A x) = 2 A x. $$"
SIZES = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$."
ELSEWHERE = {
    "declared anew": f"{SIZES} Let $A$ be skew-symmetric.\n\n## Next\n\n{SIZES}\n\n{FORM}\n",
    "another symbol": f"{SIZES}\n\n| symbol | meaning |\n|---|---|\n| $Q$ | symmetric matrix |\n\n{FORM}\n",
    "a list of others": f"{SIZES}\n\n- $A$: data\n- $B$: symmetric matrix\n\n{FORM}\n",
    "denied": f"{SIZES} Here $A$ is not self-adjoint.\n\n{FORM}\n",
    "asked": f"{SIZES} Is $A$ self-adjoint?\n\n{FORM}\n",
}


@pytest.mark.parametrize("text", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_what_is_said_of_something_else_verifies_nothing(text: str) -> None:
    assert last(text) != "verified"
