"""Confirmations for the solutions of chapter 3."""

from __future__ import annotations

import numpy as np
from confirm import document, gradient

confirms = document("thesstefan/bishop_prml", "chapters/chapter3_linear_models_regression.tex")

ROWS, COLUMNS = 7, 3  # of the design matrix


def posterior(rng):
    "A design matrix with the Hessian A of its regularized errors, two vectors of parameters, and alpha and beta."
    design, alpha, beta = rng.normal(size=(ROWS, COLUMNS)), rng.random() + 1, rng.random() + 1
    return design, alpha * np.eye(COLUMNS) + beta * design.T @ design, rng.normal(size=(2, COLUMNS)), alpha, beta


@confirms(45, "wrong-identity")
def _(rng):
    "The sigmoid of 2a is 1 / (1 + e^(-2a)), so the 1 + is missing in the denominator."
    a = rng.normal()
    return 2 / np.exp(-2 * a) - 1, 2 / (1 + np.exp(-2 * a)) - 1


@confirms(140, "stray-index")
def _(rng):
    "A sum over i of the outer product of one fixed n is not the weighted sum of the outer products."
    phi, r = rng.normal(size=(4, 3)), rng.random(4)
    n = rng.integers(4)
    return 4 * r[n] * np.outer(phi[n], phi[n]), (phi.T * r) @ phi


@confirms(147, "dimension-mismatch")
def _(rng):
    "w has an entry for each column of Phi, and Phi has a row for each point."
    Phi, w = rng.normal(size=(5, 3)), rng.normal(size=(3, 1))
    return w.T.shape[1], Phi.shape[0]


@confirms(242, "stray-index")
@confirms(248, "stray-index")
def _(rng):
    "A sum over n of one fixed squared weight is not the sum of the squared weights."
    w = rng.normal(size=5)
    return 5 * w[rng.integers(5)] ** 2, np.sum(w**2)


def gaussians(rng):
    "Squared distances and the covariance of Gaussian distributions, with the logarithm of their density."
    root, differences = rng.normal(size=(2, 2)), rng.normal(size=(5, 2))
    covariance = root @ root.T + np.eye(2)
    squares = np.sum(differences @ np.linalg.inv(covariance) * differences)
    constants = -5 * np.log(2 * np.pi) - 5 / 2 * np.log(np.linalg.det(covariance))
    return squares, covariance, constants - squares / 2


@confirms(330, "wrong-identity")
def _(rng):
    "The exponent of a Gaussian density is -1/2 times the squared distance, not the squared distance."
    squares, covariance, logarithm = gaussians(rng)
    return 5 * np.log(1 / (2 * np.pi * np.linalg.det(covariance) ** 0.5)) + squares, logarithm


@confirms(334, "wrong-identity")
def _(rng):
    "The logarithm of the density has -N/2 before ln|Sigma| and -1/2 before the squared distances."
    squares, covariance, logarithm = gaussians(rng)
    return -5 * np.log(2 * np.pi) - np.log(np.linalg.det(covariance)) / 2 + squares, logarithm


@confirms(376, "dimension-mismatch")
def _(rng):
    "A product needs as many rows of B as A has columns, and both are N by M."
    A, B = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    return B.shape[0], A.shape[1]


@confirms(438, "dimension-mismatch")
def _(rng):
    "The column w meets a matrix with as many rows as w has, in place of a number of rows of 1."
    _, hessian, (w, _), _, _ = posterior(rng)
    return w[:, None].shape[1], hessian.shape[0]


@confirms(673, "dimension-mismatch")
def _(rng):
    "The column phi has one column, and S_N has as many rows as phi."
    phi, covariance = rng.normal(size=(3, 1)), np.eye(3)
    return phi.shape[1], covariance.shape[0]


@confirms(739, "unequal-shapes")
def _(rng):
    "S phi phi^T S is a matrix; the squared norm of S phi is a number, its trace."
    phi, root = rng.normal(size=(3, 1)), rng.normal(size=(3, 3))
    S = root @ root.T
    return np.linalg.norm(S @ phi) ** 2, S @ phi @ phi.T @ S


@confirms(753, "unequal-shapes")
def _(rng):
    "phi^T M phi is a number, and M times the squared norm of phi is a matrix."
    phi, other, root = rng.normal(size=(3, 1)), rng.normal(size=(3, 1)), rng.normal(size=(3, 3))
    S, beta = root @ root.T, 1 + rng.random()
    M = S @ other @ other.T @ S / (1 / beta + other.T @ S @ other)
    return M * np.linalg.norm(phi) ** 2, (phi.T @ M @ phi).item()


@confirms(1173, "dimension-mismatch")
def _(rng):
    "The column m_N meets Phi^T, which has as many rows as m_N."
    design, _, (m, _), _, _ = posterior(rng)
    return m[:, None].shape[1], design.T.shape[0]


@confirms(1305, "dimension-mismatch")
@confirms(1314, "dimension-mismatch")
def _(rng):
    "The row w^T, or m_N^T, has an entry for each column of Phi, and Phi has more rows than columns."
    design, _, (w, _), _, _ = posterior(rng)
    return w[None, :].shape[1], design.shape[0]


@confirms(1347, "wrong-identity")
def _(rng):
    "The quadratic term of m_N keeps its factor 1/2."
    design, A, (w, m), alpha, beta = posterior(rng)
    common = -m @ A @ w + m @ A @ m + w @ A @ w / 2
    before = beta / 2 * np.sum((design @ m) ** 2) + alpha / 2 * m @ m
    return common - m @ A @ m, common - before


@confirms(1535, "stray-index")
def _(rng):
    "A sum over j of the term of one fixed i is not D, the sum of all terms."
    omega, (u, _) = rng.random(4) + 1, np.linalg.qr(rng.normal(size=(4, 4)))
    i = rng.integers(4)
    return 4 * omega[i] * np.outer(u[:, i], u[:, i]), (u * omega) @ u.T


@confirms(1565, "unbalanced-indices")
def _(rng):
    "Where i = j remains of the double sum, the slope is that of omega_i and not that of one fixed j."
    omega, slope, (u, _) = rng.random(4) + 1, rng.normal(size=4), np.linalg.qr(rng.normal(size=(4, 4)))
    return (u * (slope[rng.integers(4)] / omega)) @ u.T, (u / omega) @ u.T @ (u * slope) @ u.T


@confirms(1736, "malformed-math")
def _(rng):
    "One parenthesis more is closed than opened."
    formula = r"\big(S^{-1}m\big) + \Phi^Tt\big)"
    return formula.count("("), formula.count(")")


@confirms(54, "conflicting-values")
def _(rng):
    "A sum of sigmoids is one of tanh with half of each weight, and half of their sum as a constant."
    w, a = rng.normal(size=4), rng.normal(size=4)
    return len(w) / 2 + np.sum(w / 2 * np.tanh(a / 2)), np.sum(w / (1 + np.exp(-a)))


def _log_normal(x, mean, precision):
    return (np.linalg.slogdet(precision)[1] - len(x) * np.log(2 * np.pi) - (x - mean) @ precision @ (x - mean)) / 2


@confirms(497, "wrong-identity")
def _(rng):
    "Between two values of w, where a constant vanishes, the mixed term of the log likelihood has a plus."
    w, v, f, t, beta = *rng.normal(size=(3, 3)), rng.normal(), 1 + rng.random()
    stated = [-beta / 2 * (each @ f) ** 2 - beta * t * each @ f for each in (w, v)]
    true = [-beta / 2 * (t - each @ f) ** 2 for each in (w, v)]
    return stated[0] - stated[1], true[0] - true[1]


@confirms(511, "conflicting-values")
def _(rng):
    "The posterior adds beta f f^T to the precision and beta t f to the linear term; both have a minus here."
    w, v, f, m, t, beta = *rng.normal(size=(4, 3)), rng.normal(), 1 + rng.random()
    precision = np.diag(1 + rng.random(3))
    stated = [
        -each @ (precision - beta * np.outer(f, f)) @ each / 2 + each @ (precision @ m - beta * t * f)
        for each in (w, v)
    ]
    true = [_log_normal(each, m, precision) - beta / 2 * (t - each @ f) ** 2 for each in (w, v)]
    return stated[0] - stated[1], true[0] - true[1]


@confirms(352, "wrong-derivative")
def _(rng):
    "By W, and not by W^T, the derivative of (t - W^T f)^T P (t - W^T f) has the shape of W."
    t, f, P = rng.normal(size=3), rng.normal(size=3), np.diag(rng.random(3) + 1)
    W = rng.normal(size=(3, 3))
    stated = -2 * P @ np.outer(t - W.T @ f, f)
    return stated, gradient(lambda W: (t - W.T @ f) @ P @ (t - W.T @ f), W)
