"""Jacobians and elementwise functions."""

from __future__ import annotations

import numpy as np

from oracle.rows import Row, det, diag, inv, kron, norm, row, sigmoid, softmax, tr

EYE = np.eye(3)
ONES = np.ones((3, 1))

ROWS: tuple[Row, ...] = (
    row("jacobian-of-identity", "x n", lambda x: x, lambda x: EYE, lambda x: 2 * EYE),
    row("jacobian-of-linear-map", "A mn, x n", lambda A, x: A @ x, lambda A, x: A, lambda A, x: 2 * A),
    row("jacobian-of-affine-map", "A mn, b m, x n", lambda A, b, x: A @ x + b, lambda A, b, x: A, lambda A, b, x: -A),
    row("jacobian-of-residual", "A mn, b m, x n", lambda A, b, x: b - A @ x, lambda A, b, x: -A, lambda A, b, x: A),
    row(
        "jacobian-of-transposed-product", "E nn, x n", lambda E, x: (x.T @ E).T, lambda E, x: E.T, lambda E, x: E + E.T
    ),
    row("jacobian-of-multiple", "t, x n", lambda t, x: t * x, lambda t, x: t * EYE, lambda t, x: EYE),
    row(
        "jacobian-of-two-linear-maps",
        "E nn, F nn, x n",
        lambda E, F, x: E @ F @ x,
        lambda E, F, x: E @ F,
        lambda E, F, x: F @ E,
        lambda E, F, x: E.T @ F.T,
    ),
    row(
        "jacobian-of-vector-times-linear-form",
        "a n, x n",
        lambda a, x: x @ a.T @ x,
        lambda a, x: (a.T @ x) * EYE + x @ a.T,
        lambda a, x: 2 * x @ a.T,
    ),
    row(
        "jacobian-of-vector-times-squared-length",
        "x n",
        lambda x: (x.T @ x) * x,
        lambda x: (x.T @ x) * EYE + 2 * x @ x.T,
        lambda x: 3 * x @ x.T,
        lambda x: (x.T @ x) * EYE + x @ x.T,
    ),
    row(
        "jacobian-of-outer-product-times-vector",
        "a n, x n",
        lambda a, x: x @ x.T @ a,
        lambda a, x: (x.T @ a) * EYE + x @ a.T,
        lambda a, x: 2 * x @ a.T,
    ),
    row(
        "jacobian-of-linear-map-of-constant-vector-by-scalar",
        "x n, a n, t",
        lambda x, a, t: x + t * a,
        lambda x, a, t: a,
        lambda x, a, t: t * a,
    ),
    row(
        "derivative-of-inner-product-of-matrices-by-entry",
        "E nn, X nn",
        lambda E, X: tr(E @ X),
        lambda E, X: E.T,
        lambda E, X: E,
    ),
    row(
        "derivative-of-quadratic-form-by-entry",
        "E nn, x n",
        lambda E, x: x.T @ E @ x,
        lambda E, x: E @ x + E.T @ x,
        lambda E, x: 2 * E @ x,
    ),
    row(
        "derivative-of-quadratic-form-by-entry-of-matrix",
        "a n, X nn",
        lambda a, X: a.T @ X @ a,
        lambda a, X: a @ a.T,
        lambda a, X: 2 * a @ a.T,
    ),
    row(
        "derivative-of-determinant-by-entry",
        "X nn",
        lambda X: det(X),
        lambda X: det(X) * inv(X).T,
        lambda X: det(X) * inv(X),
    ),
    row(
        "derivative-of-squared-sum-of-entries",
        "X mn",
        lambda X: np.sum(X) ** 2,
        lambda X: 2 * np.sum(X) * np.ones((4, 3)),
        lambda X: np.sum(X) * np.ones((4, 3)),
    ),
    row(
        "jacobian-of-hadamard-with-constant", "a n, x n", lambda a, x: a * x, lambda a, x: diag(a), lambda a, x: diag(x)
    ),
    row("jacobian-of-elementwise-square", "x n", lambda x: x * x, lambda x: 2 * diag(x), lambda x: diag(x)),
    row(
        "jacobian-of-elementwise-exponential", "x n", lambda x: np.exp(x), lambda x: diag(np.exp(x)), lambda x: diag(x)
    ),
    row("jacobian-of-elementwise-logarithm", "x n", lambda x: np.log(x), lambda x: inv(diag(x)), lambda x: diag(x)),
    row(
        "jacobian-of-elementwise-sine",
        "x n",
        lambda x: np.sin(x),
        lambda x: diag(np.cos(x)),
        lambda x: -diag(np.cos(x)),
    ),
    row(
        "jacobian-of-elementwise-cosine",
        "x n",
        lambda x: np.cos(x),
        lambda x: -diag(np.sin(x)),
        lambda x: diag(np.sin(x)),
    ),
    row(
        "jacobian-of-elementwise-tanh",
        "x n",
        lambda x: np.tanh(x),
        lambda x: EYE - diag(np.tanh(x)) ** 2,
        lambda x: EYE - diag(np.tanh(x)),
    ),
    row(
        "derivative-of-sigmoid",
        "t",
        lambda t: sigmoid(t),
        lambda t: sigmoid(t) * (1 - sigmoid(t)),
        lambda t: sigmoid(t) * (1 + sigmoid(t)),
        lambda t: 1 - sigmoid(t) ** 2,
    ),
    row(
        "derivative-of-softplus",
        "t",
        lambda t: np.log(1 + np.exp(t)),
        lambda t: 1 / (1 + np.exp(-t)),
        lambda t: 1 / (1 + np.exp(t)),
    ),
    row(
        "gradient-of-sum-of-exponentials",
        "x n",
        lambda x: np.sum(np.exp(x)),
        lambda x: np.exp(x),
        lambda x: x * np.exp(x),
    ),
    row(
        "gradient-of-log-sum-exp", "x n", lambda x: np.log(np.sum(np.exp(x))), lambda x: softmax(x), lambda x: np.exp(x)
    ),
    row(
        "jacobian-of-softmax",
        "x n",
        lambda x: softmax(x),
        lambda x: diag(softmax(x)) - softmax(x) @ softmax(x).T,
        lambda x: diag(softmax(x)) + softmax(x) @ softmax(x).T,
    ),
    row(
        "derivative-of-softmax-by-entry",
        "x n",
        lambda x: softmax(x),
        lambda x: softmax(x) * (EYE - softmax(x).T),
        lambda x: softmax(x) * (EYE + softmax(x).T),
    ),
    row(
        "jacobian-of-elementwise-function-of-product",
        "W mn, x n",
        lambda W, x: np.exp(W @ x),
        lambda W, x: diag(np.exp(W @ x)) @ W,
    ),
    row(
        "jacobian-of-layer",
        "W mn, u m, x n",
        lambda W, u, x: np.tanh(W @ x + u),
        lambda W, u, x: diag(1 - np.tanh(W @ x + u) ** 2) @ W,
    ),
    row(
        "gradient-of-sum-of-hadamard-with-matrix",
        "A mn, X mn",
        lambda A, X: np.sum(A * X),
        lambda A, X: A,
        lambda A, X: X,
    ),
    row(
        "gradient-of-masked-norm",
        "A mn, X mn",
        lambda A, X: norm(A * X) ** 2,
        lambda A, X: 2 * A * A * X,
        lambda A, X: 2 * A * X,
    ),
    row(
        "gradient-of-sum-of-all-entries",
        "X mn",
        lambda X: np.sum(X),
        lambda X: np.ones((4, 3)),
        lambda X: X,
    ),
    row(
        "gradient-of-entropy",
        "p n",
        lambda p: -np.sum(p * np.log(p)),
        lambda p: -np.log(p) - ONES,
        lambda p: -np.log(p),
    ),
    row(
        "gradient-of-product-of-entries",
        "x n",
        lambda x: np.prod(x),
        lambda x: np.prod(x) / x,
        lambda x: np.prod(x) * ONES,
    ),
    row(
        "gradient-of-trace-of-kronecker-with-matrix",
        "E mm, X nn",
        lambda E, X: tr(kron(X, E)),
        lambda E, X: tr(E) * EYE,
        lambda E, X: EYE,
    ),
    row(
        "gradient-of-determinant-of-kronecker-product",
        "E mm, X nn",
        lambda E, X: det(kron(X, E)),
        lambda E, X: 4 * det(kron(X, E)) * inv(X).T,
        lambda E, X: det(kron(X, E)) * inv(X).T,
    ),
)
