"""Hessians and second derivatives."""

from __future__ import annotations

import numpy as np

from oracle.rows import Row, diag, inv, norm, row, second, sigmoid, softmax

EYE = np.eye(3)

ROWS: tuple[Row, ...] = (
    second(
        "hessian-with-linear-term", "a n, x n", lambda a, x: x.T @ x + a.T @ x, lambda a, x: 2 * EYE, lambda a, x: EYE
    ),
    second(
        "hessian-of-quadratic-form", "A nn, x n", lambda A, x: x.T @ A @ x, lambda A, x: A + A.T, lambda A, x: 2 * A
    ),
    second(
        "hessian-of-symmetric-quadratic-form",
        "S nn=, x n",
        lambda S, x: x.T @ S @ x,
        lambda S, x: 2 * S,
        lambda S, x: S,
    ),
    second(
        "hessian-of-quadratic-function",
        "A nn, b n, c, x n",
        lambda A, b, c, x: x.T @ A @ x + b.T @ x + c,
        lambda A, b, c, x: A + A.T,
        lambda A, b, c, x: A,
    ),
    second(
        "hessian-of-half-quadratic-form",
        "A nn, x n",
        lambda A, x: x.T @ A @ x / 2,
        lambda A, x: (A + A.T) / 2,
        lambda A, x: A,
    ),
    second("hessian-of-squared-length", "x n", lambda x: norm(x) ** 2, lambda x: 2 * EYE, lambda x: EYE),
    second(
        "hessian-of-squared-residual",
        "F mn, u m, x n",
        lambda F, u, x: norm(F @ x - u) ** 2,
        lambda F, u, x: 2 * F.T @ F,
        lambda F, u, x: F.T @ F,
    ),
    second(
        "hessian-of-weighted-squared-residual",
        "F mn, u m, W mm=, x n",
        lambda F, u, W, x: (u - F @ x).T @ W @ (u - F @ x),
        lambda F, u, W, x: 2 * F.T @ W @ F,
        lambda F, u, W, x: -2 * F.T @ W @ F,
    ),
    second(
        "hessian-of-penalised-squared-residual",
        "F mn, u m, c, x n",
        lambda F, u, c, x: norm(F @ x - u) ** 2 + c * norm(x) ** 2,
        lambda F, u, c, x: 2 * F.T @ F + 2 * c * EYE,
        lambda F, u, c, x: 2 * F.T @ F + c * EYE,
    ),
    second(
        "hessian-of-squared-linear-form",
        "a n, x n",
        lambda a, x: (a.T @ x) ** 2,
        lambda a, x: 2 * a @ a.T,
        lambda a, x: a @ a.T,
    ),
    second(
        "hessian-of-product-of-linear-forms",
        "a n, b n, x n",
        lambda a, b, x: a.T @ x @ b.T @ x,
        lambda a, b, x: a @ b.T + b @ a.T,
        lambda a, b, x: 2 * a @ b.T,
    ),
    second(
        "hessian-of-power-of-linear-form",
        "a n, x n",
        lambda a, x: (a.T @ x) ** 4,
        lambda a, x: 12 * (a.T @ x) ** 2 * (a @ a.T),
        lambda a, x: 4 * (a.T @ x) ** 2 * (a @ a.T),
    ),
    second(
        "hessian-of-fourth-power-of-length",
        "x n",
        lambda x: (x.T @ x) ** 2,
        lambda x: 4 * (x.T @ x) * EYE + 8 * x @ x.T,
        lambda x: 4 * (x.T @ x) * EYE,
    ),
    second(
        "hessian-of-length",
        "x n",
        lambda x: norm(x),
        lambda x: EYE / norm(x) - x @ x.T / norm(x) ** 3,
        lambda x: EYE / norm(x) + x @ x.T / norm(x) ** 3,
    ),
    second(
        "hessian-of-logarithm-of-linear-form",
        "a n, x n",
        lambda a, x: np.log(a.T @ x),
        lambda a, x: -a @ a.T / (a.T @ x) ** 2,
        lambda a, x: a @ a.T / (a.T @ x) ** 2,
    ),
    second(
        "hessian-of-exponential-of-linear-form",
        "a n, x n",
        lambda a, x: np.exp(a.T @ x),
        lambda a, x: np.exp(a.T @ x) * (a @ a.T),
        lambda a, x: np.exp(a.T @ x) * (x @ x.T),
    ),
    second(
        "hessian-of-exponential-of-quadratic-form",
        "x n",
        lambda x: np.exp(-x.T @ x / 2),
        lambda x: np.exp(-x.T @ x / 2) * (x @ x.T - EYE),
        lambda x: np.exp(-x.T @ x / 2) * (x @ x.T),
    ),
    second(
        "hessian-of-log-sum-exp",
        "x n",
        lambda x: np.log(np.sum(np.exp(x))),
        lambda x: diag(softmax(x)) - softmax(x) @ softmax(x).T,
        lambda x: diag(softmax(x)),
    ),
    second(
        "hessian-of-negative-entropy", "x n", lambda x: np.sum(x * np.log(x)), lambda x: inv(diag(x)), lambda x: diag(x)
    ),
    row(
        "hessian-as-jacobian-of-gradient",
        "A nn, x n",
        lambda A, x: (A + A.T) @ x,
        lambda A, x: A + A.T,
        lambda A, x: 2 * A,
    ),
    second(
        "mixed-second-derivative-of-quadratic-form",
        "A nn, x n",
        lambda A, x: x.T @ A @ x,
        lambda A, x: A + A.T,
        lambda A, x: 2 * A,
    ),
    second(
        "second-derivative-along-line",
        "x n, a n, A nn, t",
        lambda x, a, A, t: (x + t * a).T @ A @ (x + t * a),
        lambda x, a, A, t: 2 * a.T @ A @ a,
        lambda x, a, A, t: a.T @ A @ a,
    ),
    second(
        "hessian-of-fourth-power-of-length-of-product",
        "F mn, x n",
        lambda F, x: norm(F @ x) ** 4,
        lambda F, x: 4 * norm(F @ x) ** 2 * F.T @ F + 8 * F.T @ F @ x @ x.T @ F.T @ F,
        lambda F, x: 4 * norm(F @ x) ** 2 * F.T @ F,
    ),
    second(
        "hessian-of-logistic-loss",
        "a n, x n",
        lambda a, x: np.log(1 + np.exp(a.T @ x)),
        lambda a, x: sigmoid(a.T @ x) * (1 - sigmoid(a.T @ x)) * (a @ a.T),
        lambda a, x: sigmoid(a.T @ x) * (a @ a.T),
    ),
)
