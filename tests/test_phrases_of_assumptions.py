"""Phrases that state an assumption, in words, in mathematics and in other languages; and phrases that deny it."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.review import review

# What is declared, a claim that is true with the assumption alone, one that is false even with it, and how it is said.
PHRASES: dict[str, tuple[str, str, str, str]] = {
    "symmetric": (
        r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"\nabla_x (x^\top A x) = 2 A x",
        r"\nabla_x (x^\top A x) = A x",
        r"""
        A real symmetric matrix $A$ is given.
        Let $A$ denote a symmetric matrix.
        Consider a symmetric matrix $A$.
        Take $A$ to be symmetric.
        We take $A$ symmetric.
        We suppose $A$ is real and symmetric.
        Assume further that $A$ is symmetric.
        where $A$ is symmetric,
        Here, $A$ is a symmetric, positive definite matrix.
        $A$ is assumed symmetric.
        $A$ is assumed to be symmetric.
        $A$, which is symmetric, is given.
        Note that $A$ is symmetric.
        As $A$ is symmetric, we get
        Assuming $A$ is symmetric,
        Assuming that $A$ is symmetric,
        Assuming $A$ symmetric, we find
        Given a symmetric matrix $A$,
        Given that $A$ is symmetric,
        Using the symmetry of $A$ we get
        By symmetry of $A$,
        By the symmetry of $A$, we have
        Since $A^\top = A$,
        Because $A^T=A$ we get
        (recall $A = A^\top$)
        using $A^\top = A$,
        $A$ equals its transpose.
        $A$ is equal to its own transpose.
        Let $A\in \mathbb{S}^{n}$ be positive definite.
        Let $A \in \mathbb{S}^{n \times n}$.
        Let $A \in \mathrm{Sym}_n$.
        Let $A \in \text{Sym}(n)$.
        Let $A \in \mathrm{Sym}(n, \mathbb{R})$.
        Let $A \in \operatorname{Sym}_n(\mathbb{R})$.
        Let $A \in \mathcal{S}_{++}^n$.
        Let $A \in \mathcal{S}^n_+$.
        Let $A \in \mathbb{S}_{\succ 0}^n$.
        Let $A \in \mathbb{S}_{>0}^{n}$.
        Let $0 \prec A$.
        Let $0 \preceq A \preceq I$.
        Let $A \succ \mathbf{0}$.
        Let $A \succeq 0$ and $x \ne 0$.
        The matrix $A$ is SPD.
        $A$ is PSD.
        Let $A$ be a PSD matrix.
        Let $A$ be positive-definite.
        Let $A$ be (symmetric) positive definite.
        For any positive definite matrix $A$,
        $A$ is a positive semi-definite matrix.
        $A$ is a positive-semidefinite matrix.
        $A$ is a real, symmetric matrix.
        $A$ is a symmetric real matrix.
        $A$ is an $n \times n$ symmetric matrix.
        Let $A$ be an $n$-by-$n$ symmetric matrix.
        Let $A = A^\top \in \mathbb{R}^{n \times n}$.
        Let $A^\top = A \in \mathbb{R}^{n \times n}$.
        Let $A$ be a kernel matrix.
        Let $A$ be a precision matrix.
        where $A$ is the covariance of the noise.
        Suppose the matrix $A$ is symmetric.
        Suppose that the matrix $A$ is both symmetric and invertible.
        $A$ is symmetric and positive semidefinite.
        If $A$ is symmetric (i.e. $A = A^\top$), then
        If, in addition, $A$ is symmetric, then
        if the matrix $A$ is symmetric, we obtain
        When the matrix $A$ is symmetric, this is
        In particular, when $A$ is symmetric,
        In case $A$ is symmetric,
        For symmetric $A$ we have
        For $A$ symmetric,
        with symmetric $A$:
        with $A$ a symmetric matrix,
        with $A = A^\top$,
        for all symmetric matrices $A$.
        where the symmetric matrix $A$ is given.
        Now let $A$ be any symmetric matrix.
        Let $A$ be an arbitrary symmetric matrix.
        Let the matrix $A$ be symmetric.
        the (symmetric) matrix $A$.
        Let $A$ be a constant symmetric matrix.
        **$A$ is symmetric.**
        *Assume $A$ symmetric.*
        Assumption: $A$ is symmetric.
        (Here $A$ is symmetric.)
        ($A$ is symmetric)
        (symmetric $A$)
        [where $A$ is symmetric]
        Remember that $A$ is symmetric!
        Let's assume $A$ is symmetric.
        Let us assume that $A$ is symmetric.
        We also assume that $A$ is symmetric.
        We further assume $A$ to be symmetric.
        We restrict ourselves to symmetric $A$.
        Without loss of generality, $A$ is symmetric.
        W.l.o.g. let $A$ be symmetric.
        We can assume $A$ is symmetric.
        We may assume that $A$ is symmetric.
        we require $A$ to be symmetric.
        Suppose $a_{ij}=a_{ji}$ for all $i,j$.
        Sei $A$ eine symmetrische Matrix.
        Sei $A$ symmetrisch.
        Die Matrix $A$ ist symmetrisch.
        wobei $A$ symmetrisch ist.
        Für symmetrisches $A$ gilt
        Für eine symmetrische Matrix $A$ gilt
        Es sei $A$ symmetrisch und positiv definit.
        Sei $A$ positiv definit.
        Ist $A$ symmetrisch, so gilt
        Soit $A$ une matrice symétrique.
        Soit $A$ symétrique.
        La matrice $A$ est symétrique.
        où $A$ est symétrique.
        On suppose que $A$ est symétrique.
        Si $A$ est symétrique, alors
        Pour $A$ symétrique,
        Soit $A$ une matrice symétrique définie positive.
        Sea $A$ una matriz simétrica.
        Sea $A$ simétrica.
        La matriz $A$ es simétrica.
        donde $A$ es simétrica.
        Supongamos que $A$ es simétrica.
        Si $A$ es simétrica, entonces
        Para $A$ simétrica,
        Sea $A$ una matriz definida positiva.
        设 $A$ 为对称矩阵。
        其中 $A$ 是对称矩阵。
        若 $A$ 是对称矩阵，则
        因为 $A$ 是对称的，
        $A$ 为正定矩阵。
        假设 $A$ 对称，
        对称矩阵 $A$ 满足
        若矩阵 $A$ 对称，则
        """,
    ),
    "antisymmetric": (
        r"Let $A \in \mathbb{R}^{n \times n}$ and $x, y \in \mathbb{R}^n$.",
        r"x^\top A y + y^\top A x = (x - y)^\top A (x - y)",
        r"x^\top A y + y^\top A x = 1 + (x - y)^\top A (x - y)",
        r"""
        $A$ is skew-symmetric.
        $A$ is skew symmetric.
        The skew-symmetric matrix $A$ is given.
        For antisymmetric $A$,
        Let $A$ be a real antisymmetric matrix.
        If $A$ is antisymmetric, then
        with $A^\top = -A$,
        where $A = -A^T$.
        Suppose $a_{ij} = -a_{ji}$.
        Let $A \in \mathfrak{so}(3)$.
        Let $A \in \mathrm{so}(n)$.
        Let $A \in \mathrm{Skew}(n)$.
        Sei $A$ schiefsymmetrisch.
        Sei $A$ antisymmetrisch.
        Soit $A$ une matrice antisymétrique.
        Sea $A$ una matriz antisimétrica.
        设 $A$ 为反对称矩阵。
        """,
    ),
    "orthogonal": (
        r"Let $Q \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"\|Q x\|_2^2 = \|x\|_2^2",
        r"\|Q x\|_2^2 = 2\|x\|_2^2",
        r"""
        Consider an orthogonal matrix $Q$.
        where $Q$ is orthogonal,
        For orthogonal $Q$,
        For any orthogonal matrix $Q$ we have
        with $Q$ orthogonal,
        If $Q$ is orthogonal, then
        Since $Q$ is orthogonal,
        Because $Q$ is an orthogonal matrix,
        Using the orthogonality of $Q$,
        By orthogonality of $Q$,
        Assume that $Q$ is a real orthogonal matrix.
        ($Q$ is orthogonal)
        since $Q^\top Q = I$.
        because $Q^T Q = \mathbf{I}_n$,
        using $Q^\top Q = I$
        where $Q^{-1} = Q^T$
        with $Q Q^\top = Q^\top Q = I_n$.
        Let $Q \in \mathrm{O}(n)$.
        Let $Q \in \mathbb{O}(n)$.
        Let $Q \in O_n$.
        Let $Q \in \mathrm{SO}_n$.
        Let $Q \in \mathrm{SO}(n, \mathbb{R})$.
        Let $Q \in \mathcal{O}_n$.
        where $Q$ is a rotation.
        Let $Q$ be a rotation matrix.
        $Q$ has orthonormal columns.
        The rows of $Q$ are orthonormal.
        where the columns of $Q$ form an orthonormal basis.
        The inverse of $Q$ is its transpose.
        The inverse of $Q$ equals its transpose.
        Let $Q$ be a reflection.
        Let $Q$ be a Householder matrix.
        Let $Q$ be a Givens rotation.
        Sei $Q$ eine orthogonale Matrix.
        Sei $Q$ orthogonal.
        Soit $Q$ une matrice orthogonale.
        Soit $Q$ orthogonale.
        Sea $Q$ una matriz ortogonal.
        Sea $Q$ ortogonal.
        设 $Q$ 为正交矩阵。
        其中 $Q$ 是正交阵。
        """,
    ),
    "orthonormal columns": (
        r"Let $U \in \mathbb{R}^{n \times k}$ and $x \in \mathbb{R}^k$.",
        r"\|U x\|_2^2 = \|x\|_2^2",
        r"\|U x\|_2^2 = 2\|x\|_2^2",
        r"""
        where $U$ has orthonormal columns.
        The columns of $U$ are orthonormal.
        The columns of $U$ form an orthonormal set.
        Suppose $U$ is a matrix with orthonormal columns.
        Let $U$ be column-orthonormal.
        Let $U$ be semi-orthogonal.
        where $U^\top U = I$.
        Since $U^\top U = I_k$,
        Let $U$ be a matrix whose columns are orthonormal.
        The columns $u_i$ of $U$ are orthonormal.
        """,
    ),
    "idempotent": (
        r"Let $P \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"(I - P)(I - P) x = x - P x",
        r"(I - P)(I - P) x = x + P x",
        r"""
        $P$ is idempotent.
        where $P$ is idempotent,
        Let $P$ be an idempotent matrix.
        Let $P$ be a projection.
        $P$ is a projection.
        Let $P$ be a projection matrix.
        $P$ is a projector.
        Let $P^2 = P$.
        where $P P = P$.
        where $P = P^2$.
        since $P^2 = P$,
        Because $P$ is idempotent,
        using $P^2=P$,
        By idempotence of $P$,
        For idempotent $P$,
        If $P$ is idempotent, then
        ($P$ is idempotent)
        Let $P$ be an orthogonal projector.
        $P$ is the orthogonal projection onto $V$.
        $P$ projects orthogonally onto a subspace.
        where $P$ projects orthogonally onto the range of $A$,
        The matrix $P$ projects vectors onto $V$.
        $P$ is the orthogonal projection onto the column space of $X$.
        the projection matrix $P$.
        the projector $P$ onto a line.
        Sei $P$ eine Projektion.
        Sei $P$ idempotent.
        Soit $P$ une matrice idempotente.
        Soit $P$ un projecteur.
        Sea $P$ idempotente.
        Sea $P$ una proyección.
        设 $P$ 为幂等矩阵。
        设 $P$ 是投影矩阵。
        """,
    ),
    "diagonal": (
        r"Let $D \in \mathbb{R}^{n \times n}$ and $x, y \in \mathbb{R}^n$.",
        r"\operatorname{diag}(x) D y = D (x \odot y)",
        r"\operatorname{diag}(x) D y = 2 D (x \odot y)",
        r"""
        Consider a diagonal matrix $D$.
        where $D$ is diagonal,
        with $D$ diagonal,
        For diagonal $D$,
        If $D$ is diagonal, then
        The diagonal matrix $D$ holds the weights.
        where $D$ is the diagonal matrix of the weights.
        $D$ is a diagonal matrix with entries $d_i$.
        $D$ is a diagonal matrix with $d_i$ on its diagonal.
        Let $D = \operatorname{diag}(d_1, \dots, d_n)$.
        $D_{ij} = 0$ for $i \ne j$.
        where $D_{ij}=0$ for $i≠j$
        with $d_{ij} = 0$ whenever $i \neq j$.
        Let $D_{ij} = 0, \; i \ne j$.
        $D_{ij} = 0 \text{ for all } j \neq i$.
        Let $D \in \mathbb{D}^n$.
        Let $D \in \mathbb{D}^{n \times n}$.
        Let $D \in \mathbb{D}_{++}^n$.
        Let $D = \mathrm{diag}(d_1, d_2, \ldots, d_n)$.
        Let $D$ be a diagonal weight matrix.
        Let $D$ be a positive diagonal matrix.
        Sei $D$ eine Diagonalmatrix.
        Sei $D$ diagonal.
        Soit $D$ une matrice diagonale.
        Sea $D$ una matriz diagonal.
        Sea $D$ diagonal.
        设 $D$ 为对角矩阵。
        其中 $D$ 是对角阵。
        """,
    ),
    "triangular": (
        r"Let $L \in \mathbb{R}^{n \times n}$.",
        r"\det(L) = \prod_{i=1}^n L_{ii}",
        r"\det(L) = \sum_{i=1}^n L_{ii}",
        r"""
        where $L$ is lower triangular.
        with $L$ lower triangular,
        For lower triangular $L$,
        For a lower triangular matrix $L$,
        If $L$ is lower triangular, then
        The lower triangular matrix $L$ is given.
        Let $L$ be an upper-triangular matrix.
        Let $L$ be the Cholesky factor of $A$.
        where $L$ is a Cholesky factor.
        Sei $L$ eine untere Dreiecksmatrix.
        Sei $L$ eine obere Dreiecksmatrix.
        Soit $L$ une matrice triangulaire inférieure.
        Sea $L$ una matriz triangular inferior.
        设 $L$ 为下三角矩阵。
        """,
    ),
    "unit norm": (
        r"Let $u, x \in \mathbb{R}^n$.",
        r"(u u^\top)(u u^\top) x = u u^\top x",
        r"(u u^\top)(u u^\top) x = 2 u u^\top x",
        r"""
        for unit $u$
        For all unit $u$ we have
        where $u$ is a unit vector.
        where $u$ is a unit vector,
        Consider a unit vector $u$.
        where $u$ is normalised to unit length.
        $u$ is of length one.
        $u$ is of length $1$.
        The vector $u$ has unit length.
        The norm of $u$ is one.
        The norm of $u$ is 1.
        The length of $u$ is one.
        since $\|u\| = 1$,
        since $\lVert u \rVert = 1$.
        where $||u|| = 1$.
        where $||u||_2 = 1$.
        where $\|u\|^2 = 1$.
        where $|u|^2 = 1$.
        with $\left\| u \right\|_2 = 1$.
        such that $\|u\|_2=1$.
        subject to $\|u\|^2=1$.
        s.t. $u^\top u = 1$.
        with $u^T u = 1$
        with $u' u = 1$.
        If $\|u\|=1$, then
        For $\|u\| = 1$ we have
        for a unit-length vector $u$:
        Let $u$ be a direction, $\|u\| = 1$.
        Let $u \in \mathcal{S}^{n-1}$.
        where $u \in \mathbb{S}^{n-1}$.
        Let $u$ lie on the unit sphere.
        $u$ is on the unit sphere.
        Let $u$ be a point on the unit sphere $S^{n-1}$.
        the unit normal $u$.
        Let $u$ be the unit normal.
        Let $u$ be a unit direction.
        Let $u = v / \|v\|$ with $v \in \mathbb{R}^n$.
        Let $u = \frac{v}{\|v\|}$ for $v \in \mathbb{R}^n$.
        Let $u$ be the normalized vector.
        Let $u$ be an eigenvector with unit norm.
        Let $u$ be a normalized eigenvector.
        Sei $u$ ein Einheitsvektor.
        Sei $u$ normiert.
        Soit $u$ un vecteur unitaire.
        Sea $u$ un vector unitario.
        设 $u$ 为单位向量。
        """,
    ),
    "one-hot": (
        r"Let $y, z \in \mathbb{R}^K$.",
        r"(y \odot y)^\top z = y^\top z",
        r"(y \odot y)^\top z = 2 y^\top z",
        r"""
        where $y$ is one-hot.
        where $y$ is a one-hot vector.
        where $y$ is the one-hot label.
        Let $y$ be a one-hot vector encoding the class.
        with one-hot $y$.
        For one-hot $y$,
        If $y$ is one-hot, then
        $y$ is one-hot-encoded.
        $y$ is encoded as a one-hot vector.
        $y$ is the one-hot encoded label.
        $y$ is represented as a one-hot vector.
        the label $y$ is a one-hot vector.
        The target $y$ is one-hot.
        Let $y \in \{0,1\}^K$ and $\mathbf{1}^\top y = 1$.
        Let $y \in \{0,1\}^K$ be one-hot.
        $y$ is a standard basis vector.
        $y$ 是 one-hot 向量。
        """,
    ),
    "sums to one": (
        r"Let $p, z \in \mathbb{R}^K$ and $c \in \mathbb{R}$.",
        r"p^\top (z - c \mathbf{1}) = p^\top z - c",
        r"p^\top (z - c \mathbf{1}) = p^\top z + c",
        r"""
        where $p$ sums to one.
        where $p$ sums to 1.
        Since $p$ sums to one,
        since $\sum_k p_k = 1$.
        since $\mathbf{1}^\top p = 1$,
        because $\sum_{k=1}^K p_k=1$,
        where $\mathbf{1}^T p=1$
        where $1^\top p = 1$.
        where $\mathbb{1}^\top p = 1$.
        such that $\sum_j p_j = 1$
        with $p^T \mathbf{1} = 1$
        and the $p_i$ sum to one.
        Its entries $p_i$ sum to one.
        The components of $p$ sum to one.
        The elements of $p$ add up to one.
        $p$ is a distribution over $K$ classes.
        where $p$ is a categorical distribution over the labels.
        where $\mathbf{e}^\top p = 1$ with $\mathbf e = \mathbf 1$
        With $e = \mathbf{1}_K$ and $p^\top e = 1$
        where $\mathbf{e}^\top p = 1$ and $\mathbf{e} = (1, \dots, 1)^\top$
        $p$ is a probability vector.
        $p$ is a vector of probabilities.
        $p$ is normalized so that $\sum_i p_i = 1$.
        the probability vector $p$.
        where $p$ lies on the simplex.
        Let $p$ be in the probability simplex.
        Let $p$ be in the simplex $\Delta^{K-1}$.
        Let $p$ be a point of the simplex.
        Let $p \in \Delta_{K-1}$.
        Let $p \in \Delta^K$.
        Let $p \in \mathbf{\Delta}^{K-1}$.
        Let $p \in \triangle^{K-1}$.
        Let $p \in \mathcal{P}_K$ with $\sum_k p_k = 1$.
        Let $p$ be a stochastic vector.
        Let $p = \operatorname{softmax}(z)$.
        where $p = \text{softmax}(z)$.
        with weights $p$ that sum to one.
        the weights $p$ sum to one.
        If $p$ sums to one, then
        """,
    ),
    "row stochastic": (
        r"Let $P \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"P (P - I) \mathbf{1} + P x = P x",
        r"P (P - I) \mathbf{1} + P x = 2 P x",
        r"""
        where $P$ is row-stochastic.
        $P$ is a row-stochastic matrix.
        $P$ is a row stochastic matrix.
        $P$ is a right-stochastic matrix.
        Every row of $P$ sums to one.
        All rows of $P$ sum to one.
        The rows of $P$ sum to 1.
        The rows of $P$ add up to one.
        since $P \mathbf{1} = \mathbf{1}$,
        $P$ is a matrix whose rows sum to one.
        $\sum_j P_{ij} = 1$.
        with $\sum_j P_{ij} = 1$ for all $i$.
        $P$ is doubly stochastic.
        $P$ is a doubly-stochastic matrix.
        """,
    ),
    "non-negative": (
        r"Let $x \in \mathbb{R}^n$.",
        r"\|x\|_1 = \mathbf{1}^\top x",
        r"\|x\|_1 = 2\, \mathbf{1}^\top x",
        r"""
        where $x \ge 0$.
        where $x \geq \mathbf{0}$.
        with $x \succeq 0$,
        such that $x \geq 0$,
        For $x \ge 0$,
        If $x \geq 0$, then
        Let $x \geqslant 0$.
        Let $0 \le x$.
        Let $x \in \mathbb{R}_{+}^n$.
        Let $x \in \mathbb{R}_{++}^n$.
        Let $x \in \mathbb{R}_{\geq 0}^n$.
        Let $x \in \mathbb{R}_{>0}^n$.
        Let $x \in [0, \infty)^n$.
        Let $x \in (0, 1)^n$.
        Let $x \in [0,1]^n$.
        where $x$ is nonnegative.
        where $x$ is non-negative,
        $x$ is elementwise non-negative.
        $x$ has non-negative entries.
        $x$ has positive entries.
        $x$ has nonnegative components.
        All components of $x$ are non-negative.
        All entries of $x$ are nonnegative.
        The components of $x$ are nonnegative.
        the non-negative vector $x$.
        $x_i \ge 0$ for all $i$.
        where $x_i > 0$.
        Each entry of $x$ is non-negative.
        $x$ is positive.
        $x$ is entrywise positive.
        """,
    ),
    "commuting": (
        r"Let $A, B \in \mathbb{R}^{n \times n}$.",
        r"(A + B)^2 = A^2 + 2 A B + B^2",
        r"(A + B)^2 = A^2 + 3 A B + B^2",
        r"""
        where $A$ and $B$ commute.
        where $A B = B A$.
        Since $A$ and $B$ commute,
        since $AB = BA$,
        using $AB = BA$,
        because $A$ and $B$ commute
        If $A$ and $B$ commute, we have
        If $A$ commutes with $B$, then
        for commuting $A$ and $B$.
        For commuting $A, B$,
        provided $A$ and $B$ commute.
        provided that $AB = BA$.
        Suppose the matrices commute, $AB = BA$.
        where $A, B$ commute.
        ($A$ and $B$ commute)
        with $AB=BA$,
        Let $A$ and $B$ be commuting.
        Assume $[A,B]=0$.
        The matrices $A$ and $B$ are commuting.
        where $A$ and $B$ are assumed to commute.
        Assume that $A$ and $B$ commute with each other.
        """,
    ),
    "involutory": (
        r"Let $H \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"(I + H)^2 x = 2 x + 2 H x",
        r"(I + H)^2 x = 2 x - 2 H x",
        r"""
        where $H^2 = I$.
        since $H^2 = I$,
        where $H H = I$.
        where $H = H^{-1}$.
        where $H^{-1} = H$.
        $H$ is involutory.
        $H$ is an involutory matrix.
        Let $H$ be involutory.
        $H$ is its own inverse.
        For an involutory $H$,
        If $H$ is involutory, then
        """,
    ),
    "nilpotent": (
        r"Let $N \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"(I + N)^2 x = x + 2 N x",
        r"(I + N)^2 x = x + 3 N x",
        r"""
        where $N^2 = 0$.
        Let $N^2 = 0$.
        since $N^2=0$,
        Let $N$ be nilpotent with $N^2 = 0$.
        Suppose $N N = 0$.
        """,
    ),
    "centred": (
        r"Let $x, z \in \mathbb{R}^n$ and $c \in \mathbb{R}$.",
        r"x^\top (z + c \mathbf{1}) = x^\top z",
        r"x^\top (z + c \mathbf{1}) = 2 x^\top z",
        r"""
        where $\mathbf{1}^\top x = 0$.
        with $\sum_i x_i = 0$.
        since $\mathbf{1}^\top x = 0$,
        The entries of $x$ sum to zero.
        $x$ sums to zero.
        """,
    ),
    "permutation": (
        r"Let $P \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.",
        r"\|P x\|_2^2 = \|x\|_2^2",
        r"\|P x\|_2^2 = 2\|x\|_2^2",
        r"""
        where $P$ is a permutation matrix.
        Let $P$ be a permutation.
        For a permutation matrix $P$,
        Let $P$ be any permutation matrix.
        If $P$ is a permutation matrix, then
        Sei $P$ eine Permutationsmatrix.
        设 $P$ 为置换矩阵。
        """,
    ),
    "invertible": (
        r"Let $A \in \mathbb{R}^{n \times n}$ and $b, c \in \mathbb{R}^n$.",
        r"(b + c)^\top A A^{-1} b = b^\top b + c^\top b",
        r"(b + c)^\top A A^{-1} b = b^\top b + 2 c^\top b",
        r"""
        Let $A$ be invertible.
        Let $A \in \mathrm{GL}_n$.
        Let $A \in GL(n)$.
        Let $A$ be nonsingular.
        Let $\det A \ne 0$.
        Let $A$ have full rank.
        """,
    ),
    "orthogonal vectors": (
        r"Let $u, v \in \mathbb{R}^n$.",
        r"\|u + v\|^2 = \|u\|^2 + \|v\|^2",
        r"\|u + v\|^2 = \|u\|^2 - \|v\|^2",
        r"""
        where $u^\top v = 0$.
        since $u^\top v = 0$,
        where $u \perp v$.
        where $\langle u, v \rangle = 0$.
        where $u \cdot v = 0$.
        where $u$ and $v$ are orthogonal.
        Since $u$ is orthogonal to $v$,
        for orthogonal vectors $u$ and $v$.
        for orthogonal $u$ and $v$.
        If $u$ and $v$ are orthogonal, then
        $u$ and $v$ are perpendicular.
        $u$ is perpendicular to $v$.
        """,
    ),
    "eigenvector": (
        r"Let $A \in \mathbb{R}^{n \times n}$, $v \in \mathbb{R}^n$ and $\lambda \in \mathbb{R}$.",
        r"A^2 v = \lambda^2 v",
        r"A^2 v = \lambda^3 v",
        r"""
        where $A v = \lambda v$.
        since $Av = \lambda v$,
        Let $v$ be an eigenvector of $A$ with eigenvalue $\lambda$.
        where $v$ is an eigenvector of $A$ with eigenvalue $\lambda$.
        Let $v$ be an eigenvector of $A$ for the eigenvalue $\lambda$.
        Let $v$ be an eigenvector of $A$ belonging to $\lambda$.
        Let $\lambda$ be an eigenvalue of $A$ with eigenvector $v$.
        If $v$ is an eigenvector of $A$ with eigenvalue $\lambda$, then
        """,
    ),
}  # fmt: skip
DENIED: dict[str, str] = {
    "symmetric": r"""
        $A$ need not be symmetric.
        If $A$ is not symmetric, then
        $A$ is not necessarily symmetric.
        Here $A$ is not assumed to be symmetric.
        We do not assume that $A$ is symmetric.
        Unless $A$ is symmetric, this fails:
        $A$ may be non-symmetric.
        $A$ is a general (not necessarily symmetric) matrix.
        Even if $A$ is not symmetric,
        Without assuming that $A$ is symmetric,
        For non-symmetric $A$,
        $A$ is neither symmetric nor diagonal.
        We make no assumption on the symmetry of $A$.
        Whether $A$ is symmetric does not matter.
        $A$ is symmetric only in special cases.
        $A$ isn't symmetric.
        $A$ is no symmetric matrix.
        The matrix $A$ is asymmetric.
        Is $A$ symmetric?
        The symmetric part of $A$ matters.
        the symmetry of $A$ is not needed.
        It would be wrong to use the symmetry of $A$.
        $A$ does not equal its transpose.
        Sei $A$ nicht symmetrisch.
        Die Matrix $A$ ist nicht notwendig symmetrisch.
        Soit $A$ une matrice non symétrique.
        $A$ n'est pas symétrique.
        La matriz $A$ no es simétrica.
        设 $A$ 不是对称矩阵。
        $A$ 不一定是对称矩阵。
    """,
    "orthogonal": r"""
        $Q$ need not be orthogonal.
        If $Q$ is not orthogonal, then
        $Q$ is not necessarily orthogonal.
        Sei $Q$ nicht orthogonal.
        $Q^\top Q \ne I$.
        The columns of $Q$ are not orthonormal.
        $Q$ is almost orthogonal.
    """,
    "unit norm": r"""
        $u$ is not a unit vector.
        The hidden unit $u$ fires.
        $u$ need not be a unit vector.
        $u$ need not have unit norm.
        If $u$ is not normalized, then
        $u$ is not necessarily of unit norm.
        The norm of $u$ is not one.
    """,
    "sums to one": r"""
        $p$ need not sum to one.
        $p$ does not sum to one.
        $p$ is a distribution of weights.
        where $\mathbf{e}^\top p = 1$ with $\mathbf{e} = \mathbf{0}$
        The entries of $p$ do not sum to one.
        $p$ is not a probability vector.
    """,
    "idempotent": r"""
        $P$ is not a projection.
        $P$ projects obliquely or not at all.
        $P$ does not project onto a subspace.
        $P$ need not be idempotent.
    """,
    "diagonal": r"""
        $D$ is not diagonal.
        $D_{ij} = 0$ for $i > j$.
        $D_{ij} = 0$ only there. For $i \ne j$ we have
        $D_{ij} = 0$ for $k \ne j$.
        $D$ need not be diagonal.
        Let $D$ be block diagonal.
    """,
    "commuting": r"""
        $A$ and $B$ do not commute.
        $A$ and $B$ need not commute.
        In general $AB \ne BA$.
    """,
    "non-negative": r"""
        $x$ need not be non-negative.
    """,
    "eigenvector": r"""
        $v$ is not an eigenvector of $A$ with eigenvalue $\lambda$.
    """,
}  # fmt: skip


def listed(ways: str) -> list[str]:
    return [way.strip() for way in ways.strip().splitlines()]


SAID = [
    pytest.param(declared, claim, way, id=f"{name}: {way}")
    for name, (declared, claim, _, ways) in PHRASES.items()
    for way in listed(ways)
]
UNSAID = [
    pytest.param(*PHRASES[name][:2], way, id=f"{name}: {way}") for name, ways in DENIED.items() for way in listed(ways)
]


def last(declared: str, claim: str, way: str) -> str:
    """What becomes of a claim behind some words."""
    return review(api.read(f"{declared} {way}\n\n$$ {claim}. $$\n")).equations()[-1].status


@pytest.mark.parametrize(("declared", "claim", "way"), SAID)
def test_what_is_said_counts(declared: str, claim: str, way: str) -> None:
    assert last(declared, claim, way) == "verified"


@pytest.mark.parametrize(("declared", "claim", "way"), UNSAID)
def test_what_is_denied_or_asked_does_not(declared: str, claim: str, way: str) -> None:
    assert last(declared, claim, way) != "verified"


@pytest.mark.parametrize("name", PHRASES)
def test_false_claims_are_reported_beside_them(name: str) -> None:
    declared, _, false, ways = PHRASES[name]
    text = f"{declared} {listed(ways)[0]}\n\n$$ {false}. $$\n"
    assert [found.family for found in api.check(text)] == ["identities"]
