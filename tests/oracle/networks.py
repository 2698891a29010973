"""Layers, softmax and attention; likelihoods, losses and constraints beyond the first ones."""

from __future__ import annotations

import numpy as np

from oracle.rows import Array, Row, det, inv, log_det, norm, row, second, sigmoid, softmax, tr

EYE = np.eye(3)
ONES = np.ones((3, 1))
CENTRING = EYE - np.ones((3, 3)) / 3


def softened(x: Array) -> Array:
    """The Jacobian of the softmax."""
    return np.diag(softmax(x)[:, 0]) - softmax(x) @ softmax(x).T


def one_hot(size: int) -> Array:
    return np.eye(size)[:, :1]


ROWS: tuple[Row, ...] = (
    row("gradient-of-linear-layer-by-weights", "X nm, G np, W mp", lambda X, G, W: tr(G.T @ X @ W),
        lambda X, G, W: X.T @ G),
    row("gradient-of-linear-layer-by-input", "W mp, G np, X nm", lambda W, G, X: tr(G.T @ X @ W),
        lambda W, G, X: G @ W.T),
    row("gradient-of-linear-layer-by-bias", "X nm, W mp, G np, b p", lambda X, W, G, b: tr(G.T @ (X @ W + ONES @ b.T)),
        lambda X, W, G, b: G.T @ ONES),
    row("gradient-of-two-layers-by-inner-weights", "v m, x n, U mn", lambda v, x, U: v.T @ np.tanh(U @ x),
        lambda v, x, U: (v * (1 - np.tanh(U @ x) ** 2)) @ x.T, lambda v, x, U: v @ x.T),
    row("gradient-through-rectified-layer", "F mn, x n", lambda F, x: np.where((F @ x).real > 0, F @ x, 0).sum(),
        lambda F, x: F.T @ (F @ x > 0)),
    row("derivative-of-swish", "t", lambda t: t * sigmoid(t), lambda t: sigmoid(t) + t * sigmoid(t) * (1 - sigmoid(t)),
        lambda t: t * sigmoid(t) * (1 - sigmoid(t))),
    row("jacobian-of-logarithm-of-softmax", "x n", lambda x: np.log(softmax(x)), lambda x: EYE - ONES @ softmax(x).T,
        lambda x: EYE - softmax(x) @ softmax(x).T),
    row("gradient-of-average-by-softmax", "a n, z n", lambda a, z: a.T @ softmax(z), lambda a, z: softened(z) @ a,
        lambda a, z: softmax(z) * a),
    row("gradient-of-entropy-of-softmax", "z n", lambda z: -(softmax(z) * np.log(softmax(z))).sum(),
        lambda z: -softened(z) @ np.log(softmax(z))),
    row("gradient-of-cross-entropy-of-softmax", "z n", lambda z: -one_hot(3).T @ np.log(softmax(z)),
        lambda z: softmax(z) - one_hot(3), lambda z: one_hot(3) - softmax(z)),
    second("hessian-of-cross-entropy-of-softmax", "z n", lambda z: -one_hot(3).T @ np.log(softmax(z)), softened,
           lambda z: np.diag(softmax(z)[:, 0])),
    row("gradient-of-softmax-regression-by-weights", "x m, W mn", lambda x, W: -one_hot(3).T @ np.log(softmax(W.T @ x)),
        lambda x, W: x @ (softmax(W.T @ x) - one_hot(3)).T, lambda x, W: x @ (one_hot(3) - softmax(W.T @ x)).T),
    row("gradient-of-attention-scores-by-queries", "S nn, K nm, Q nm", lambda S, K, Q: tr(S.T @ Q @ K.T),
        lambda S, K, Q: S @ K, lambda S, K, Q: S.T @ K),
    row("gradient-of-attention-scores-by-keys", "S nn, Q nm, K nm", lambda S, Q, K: tr(S.T @ Q @ K.T),
        lambda S, Q, K: S.T @ Q, lambda S, Q, K: S @ Q),
    row("jacobian-of-centring", "x n", lambda x: x - ONES @ ONES.T @ x / 3, lambda x: CENTRING,
        lambda x: EYE - EYE / 3),
    row("jacobian-of-layer-normalisation", "x n", lambda x: CENTRING @ x / norm(CENTRING @ x),
        lambda x: (CENTRING - CENTRING @ x @ x.T @ CENTRING / norm(CENTRING @ x) ** 2) / norm(CENTRING @ x),
        lambda x: CENTRING / norm(CENTRING @ x)),
    row("gradient-of-variance", "x n", lambda x: norm(CENTRING @ x) ** 2 / 3, lambda x: 2 * CENTRING @ x / 3,
        lambda x: 2 * x / 3),
    row("gradient-of-cosine-similarity", "a n, x n", lambda a, x: a.T @ x / (norm(a) * norm(x)),
        lambda a, x: a / (norm(a) * norm(x)) - (a.T @ x) * x / (norm(a) * norm(x) ** 3),
        lambda a, x: a / (norm(a) * norm(x))),
    row("score-of-multivariate-t", "m n, S nn+, v, x n",
        lambda m, S, v, x: -(v + 3) / 2 * np.log(1 + (x - m).T @ inv(S) @ (x - m) / v),
        lambda m, S, v, x: -(v + 3) / (v + (x - m).T @ inv(S) @ (x - m)) * (inv(S) @ (x - m)),
        lambda m, S, v, x: -(v + 3) / (1 + (x - m).T @ inv(S) @ (x - m)) * (inv(S) @ (x - m))),
    row("gradient-of-wishart-log-density", "v, S nn+, L nn+",
        lambda v, S, L: (v - 4) / 2 * log_det(L) - tr(inv(S) @ L) / 2,
        lambda v, S, L: (v - 4) / 2 * inv(L) - inv(S) / 2, lambda v, S, L: (v - 4) / 2 * inv(L) - S / 2),
    row("gradient-of-divergence-by-covariance", "T nn+, S nn+", lambda T, S: tr(inv(T) @ S) / 2 - log_det(S) / 2,
        lambda T, S: inv(T) / 2 - inv(S) / 2, lambda T, S: inv(T) / 2 + inv(S) / 2),
    row("gradient-of-divergence-by-reference-covariance", "S nn+, T nn+",
        lambda S, T: tr(inv(T) @ S) / 2 + log_det(T) / 2,
        lambda S, T: inv(T) @ (T - S) @ inv(T) / 2, lambda S, T: inv(T) @ (S - T) @ inv(T) / 2),
    row("derivative-of-log-marginal-likelihood-by-hyperparameter", "y n, A nn+, B nn=, t",
        lambda y, A, B, t: -y.T @ inv(A + t * t * B) @ y / 2 - log_det(A + t * t * B) / 2,
        lambda y, A, B, t: y.T @ inv(A + t * t * B) @ B @ inv(A + t * t * B) @ y * t - tr(inv(A + t * t * B) @ B) * t,
        lambda y, A, B, t: -y.T @ inv(A + t * t * B) @ B @ inv(A + t * t * B) @ y * t - tr(inv(A + t * t * B) @ B) * t),
    row("gradient-of-covariance-after-update-by-gain", "A mn, S nn+, P mm+, K nm",
        lambda A, S, P, K: tr((EYE - K @ A) @ S @ (EYE - K @ A).T + K @ P @ K.T),
        lambda A, S, P, K: 2 * K @ P - 2 * (EYE - K @ A) @ S @ A.T,
        lambda A, S, P, K: 2 * K @ P + 2 * (EYE - K @ A) @ S @ A.T),
    row("gradient-of-lagrangian", "Q nn=, g n, v m, F mn, h m, w n",
        lambda Q, g, v, F, h, w: w.T @ Q @ w / 2 - g.T @ w + v.T @ (F @ w - h),
        lambda Q, g, v, F, h, w: Q @ w - g + F.T @ v, lambda Q, g, v, F, h, w: Q @ w - g - F.T @ v),
    row("gradient-of-captured-variance", "S nn=, W nm", lambda S, W: tr(W.T @ S @ W), lambda S, W: 2 * S @ W,
        lambda S, W: S @ W),
    row("gradient-of-lagrangian-of-principal-components", "S nn=, L mm=, W nm",
        lambda S, L, W: tr(W.T @ S @ W) - tr(L @ (W.T @ W - np.eye(4))),
        lambda S, L, W: 2 * S @ W - 2 * W @ L, lambda S, L, W: 2 * S @ W - W @ L),
    row("gradient-of-logistic-loss-of-sample", "X mn, y m, w n",
        lambda X, y, w: np.log(1 + np.exp(X @ w)).sum() - y.T @ X @ w,
        lambda X, y, w: X.T @ (sigmoid(X @ w) - y), lambda X, y, w: X.T @ (y - sigmoid(X @ w))),
    second("hessian-of-logistic-loss-of-sample", "X mn, y m, w n",
           lambda X, y, w: np.log(1 + np.exp(X @ w)).sum() - y.T @ X @ w,
           lambda X, y, w: X.T @ (sigmoid(X @ w) * (1 - sigmoid(X @ w)) * X),
           lambda X, y, w: X.T @ (sigmoid(X @ w) * X)),
    row("gradient-of-poisson-loss", "X mn, y m, w n", lambda X, y, w: np.exp(X @ w).sum() - y.T @ X @ w,
        lambda X, y, w: X.T @ (np.exp(X @ w) - y), lambda X, y, w: X.T @ (X @ w - y)),
    second("hessian-of-log-sum-exp-of-linear-map", "F nm, x m", lambda F, x: np.log(np.exp(F @ x).sum()),
           lambda F, x: F.T @ softened(F @ x) @ F),
    row("gradient-of-root-of-determinant", "X nn", lambda X: np.sqrt(det(X)), lambda X: np.sqrt(det(X)) * inv(X).T / 2,
        lambda X: inv(X).T / (2 * np.sqrt(det(X)))),
)  # fmt: skip
