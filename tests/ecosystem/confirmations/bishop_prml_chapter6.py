"""Confirmations for the solutions of chapter 6."""

from __future__ import annotations

import numpy as np
from confirm import document, jacobian

confirms = document("thesstefan/bishop_prml", "chapters/chapter6_kernel_methods.tex")

ROWS, COLUMNS = 7, 3  # of the design matrix


def points(rng):
    "Two points x and x', and a positive definite matrix."
    root = rng.normal(size=(3, 3))
    return rng.normal(size=3), rng.normal(size=3), root @ root.T + np.eye(3)


def model(rng):
    "The design matrix, and the precisions alpha and beta."
    return rng.normal(size=(ROWS, COLUMNS)), rng.random() + 1, rng.random() + 1


@confirms(67, "unbalanced-indices")
def _(rng):
    "The squared distance of x and x' is not that of x and another point x_n."
    x, other, _ = points(rng)
    nearest = rng.normal(size=3)
    return x @ x - 2 * x @ nearest + nearest @ nearest, np.sum((x - other) ** 2)


@confirms(211, "stray-index")
def _(rng):
    "A sum over j of the products of one fixed i is not the scalar product of the features."
    beta, other = rng.normal(size=4), rng.normal(size=4)
    i = rng.integers(4)
    return 4 * beta[i] * other[i], beta @ other


@confirms(284, "unbalanced-indices")
@confirms(289, "unbalanced-indices")
def _(rng):
    "The scalar product of L^T x and L^T x' is x^T A x', not x^T A x."
    x, other, A = points(rng)
    L = np.linalg.cholesky(A)
    return x @ A @ x, (L.T @ x) @ (L.T @ other)


@confirms(541, "dimension-mismatch")
def _(rng):
    "The column x - mu has one column, and S^-1 has as many rows as x."
    x, mu, S = points(rng)
    return (x - mu)[:, None].shape[1], np.linalg.inv(S).shape[0]


@confirms(564, "unbalanced-indices")
def _(rng):
    "The Fisher kernel of x and x' has the score of x' as its second factor."
    x, other, S = points(rng)
    mu, precision = rng.normal(size=3), np.linalg.inv(S)
    return (x - mu) @ precision @ (x - mu), (precision @ (x - mu)) @ S @ (precision @ (other - mu))


@confirms(633, "stray-index")
@confirms(645, "stray-index")
def _(rng):
    "A sum over i of the term of one fixed n is not the derivative of f, which sums over all n."
    phi, w = rng.normal(size=(5, 3)), rng.normal(size=3)
    slopes, n = np.cos(phi @ w), rng.integers(5)
    return 5 * slopes[n] * phi[n], jacobian(lambda w: np.sum(np.sin(phi @ w)), w)[0]


@confirms(834, "dimension-mismatch")
def _(rng):
    "Phi has a column for each feature, and the matrix that it meets a row for each point."
    design, alpha, beta = model(rng)
    covariance = design @ design.T / alpha + np.eye(ROWS) / beta
    return design.shape[1], covariance.shape[0]


@confirms(841, "dimension-mismatch")
@confirms(848, "dimension-mismatch")
@confirms(856, "dimension-mismatch")
@confirms(865, "dimension-mismatch")
@confirms(882, "dimension-mismatch")
def _(rng):
    "Phi^T has a column for each point, and the matrix that it meets a row for each feature."
    design, alpha, beta = model(rng)
    hessian = alpha * np.eye(COLUMNS) + beta * design.T @ design
    return design.T.shape[1], hessian.shape[0]


@confirms(59, "malformed-math")
def _(rng):
    "An inner product has two arguments with a comma between them."
    return r"\mathbf{x}_n \mathbf{x}_n".count(","), 1
