"""Derivatives of determinants and inverses."""

from __future__ import annotations

import numpy as np

from oracle.rows import Row, det, inv, log_det, power, row, second, tr

EYE = np.eye(3)
pinv = np.linalg.pinv

ROWS: tuple[Row, ...] = (
    row(
        "gradient-of-determinant",
        "X nn",
        lambda X: det(X),
        lambda X: det(X) * inv(X).T,
        lambda X: inv(X).T,
        lambda X: det(X) * X.T,
    ),
    row(
        "gradient-of-determinant-of-product",
        "A nn, B nn, X nn",
        lambda A, B, X: det(A @ X @ B),
        lambda A, B, X: det(A @ X @ B) * inv(X).T,
        lambda A, B, X: det(A @ X @ B) * A.T @ inv(X).T @ B.T,
    ),
    row(
        "gradient-of-determinant-of-congruence",
        "A nn, X nn",
        lambda A, X: det(X.T @ A @ X),
        lambda A, X: 2 * det(X.T @ A @ X) * inv(X).T,
        lambda A, X: det(X.T @ A @ X) * inv(X).T,
    ),
    row(
        "gradient-of-determinant-of-symmetric-congruence",
        "S mm+, X mn",
        lambda S, X: det(X.T @ S @ X),
        lambda S, X: 2 * det(X.T @ S @ X) * S @ X @ inv(X.T @ S @ X),
        lambda S, X: det(X.T @ S @ X) * S @ X @ inv(X.T @ S @ X),
    ),
    row(
        "gradient-of-determinant-of-general-congruence",
        "A mm, X mn",
        lambda A, X: det(X.T @ A @ X),
        lambda A, X: det(X.T @ A @ X) * (A @ X @ inv(X.T @ A @ X) + A.T @ X @ inv(X.T @ A.T @ X)),
    ),
    row(
        "gradient-of-logarithm-of-gram-determinant",
        "X mn",
        lambda X: log_det(X.T @ X),
        lambda X: 2 * pinv(X).T,
        lambda X: pinv(X).T,
    ),
    row(
        "gradient-of-logarithm-of-gram-determinant-by-inverse",
        "X mn",
        lambda X: log_det(X.T @ X),
        lambda X: 2 * X @ inv(X.T @ X),
        lambda X: X @ inv(X.T @ X),
    ),
    row(
        "gradient-of-logarithm-of-gram-determinant-by-pseudoinverse",
        "P nm",
        lambda P: log_det(inv(P @ P.T)),
        lambda P: -2 * pinv(P).T,
        lambda P: 2 * pinv(P).T,
    ),
    row("gradient-of-logarithm-of-determinant", "X nn", lambda X: log_det(X), lambda X: inv(X).T, lambda X: -inv(X).T),
    row(
        "gradient-of-determinant-of-power",
        "X nn",
        lambda X: det(power(X, 3)),
        lambda X: 3 * det(power(X, 3)) * inv(X).T,
        lambda X: 3 * det(power(X, 2)) * inv(X).T,
    ),
    row(
        "derivative-of-determinant-by-scalar",
        "A nn, B nn, t",
        lambda A, B, t: det(A + t * t * B),
        lambda A, B, t: det(A + t * t * B) * tr(inv(A + t * t * B) @ (2 * t * B)),
        lambda A, B, t: tr(inv(A + t * t * B) @ (2 * t * B)),
    ),
    row(
        "derivative-of-logarithm-of-determinant-by-scalar",
        "A nn, B nn, t",
        lambda A, B, t: log_det(A + t * B),
        lambda A, B, t: tr(inv(A + t * B) @ B),
        lambda A, B, t: tr(B) / det(A + t * B),
    ),
    second(
        "second-derivative-of-logarithm-of-determinant",
        "A nn, B nn, t",
        lambda A, B, t: log_det(A + t * B),
        lambda A, B, t: -tr(inv(A + t * B) @ B @ inv(A + t * B) @ B),
        lambda A, B, t: tr(inv(A + t * B) @ B @ inv(A + t * B) @ B),
    ),
    row(
        "derivative-of-inverse",
        "A nn, B nn, t",
        lambda A, B, t: inv(A + t * t * B),
        lambda A, B, t: -inv(A + t * t * B) @ (2 * t * B) @ inv(A + t * t * B),
        lambda A, B, t: -power(inv(A + t * t * B), 2) @ (2 * t * B),
        lambda A, B, t: inv(A + t * t * B) @ (2 * t * B) @ inv(A + t * t * B),
    ),
    row(
        "derivative-of-inverse-by-entry",
        "X nn, t",
        lambda X, t: inv(X + (t - 1) * np.outer(EYE[0], EYE[1])),
        lambda X, t: (
            -inv(X + (t - 1) * np.outer(EYE[0], EYE[1]))
            @ np.outer(EYE[0], EYE[1])
            @ inv(X + (t - 1) * np.outer(EYE[0], EYE[1]))
        ),
        lambda X, t: (
            -inv(X + (t - 1) * np.outer(EYE[0], EYE[1]))
            @ np.outer(EYE[1], EYE[0])
            @ inv(X + (t - 1) * np.outer(EYE[0], EYE[1]))
        ),
    ),
    row(
        "gradient-of-bilinear-form-of-inverse",
        "a n, b n, X nn",
        lambda a, b, X: a.T @ inv(X) @ b,
        lambda a, b, X: -inv(X).T @ a @ b.T @ inv(X).T,
        lambda a, b, X: inv(X).T @ a @ b.T @ inv(X).T,
        lambda a, b, X: -inv(X) @ a @ b.T @ inv(X),
    ),
    row(
        "gradient-of-determinant-of-inverse",
        "X nn",
        lambda X: det(inv(X)),
        lambda X: -det(inv(X)) * inv(X).T,
        lambda X: det(inv(X)) * inv(X).T,
    ),
    row(
        "gradient-by-inverse",
        "B nn, X nn",
        lambda B, X: tr(B @ inv(X)),
        lambda B, X: -inv(X).T @ B.T @ inv(X).T,
        lambda B, X: -inv(X) @ B.T @ inv(X),
    ),
    row(
        "gradient-of-bilinear-form-of-shifted-inverse",
        "a n, b n, A nn, t",
        lambda a, b, A, t: a.T @ inv(A + t * EYE) @ b,
        lambda a, b, A, t: -a.T @ power(inv(A + t * EYE), 2) @ b,
        lambda a, b, A, t: -a.T @ inv(A + t * EYE) @ b,
    ),
    row(
        "derivative-of-log-determinant-by-shift",
        "S nn+, c",
        lambda S, c: log_det(S + c * EYE),
        lambda S, c: tr(inv(S + c * EYE)),
        lambda S, c: tr(inv(S)),
    ),
    row(
        "gradient-of-toeplitz-shift",
        "A nn, X nn, c",
        lambda A, X, c: tr(A @ (X + c * EYE)),
        lambda A, X, c: tr(A),
        lambda A, X, c: 3 * tr(A),
    ),
    row(
        "gradient-of-trace-by-diagonal-of-toeplitz-matrix",
        "M nn, q",
        lambda M, q: tr(M @ np.array([[2, q, 5], [3, 2, q], [7, 3, 2]])),
        lambda M, q: M[1, 0] + M[2, 1],
        lambda M, q: M[0, 1] + M[1, 2],
    ),
    row(
        "gradient-of-trace-by-diagonal-of-symmetric-toeplitz-matrix",
        "M nn, q",
        lambda M, q: tr(M @ np.array([[2, q, 5], [q, 2, q], [5, q, 2]])),
        lambda M, q: M[0, 1] + M[1, 0] + M[1, 2] + M[2, 1],
        lambda M, q: M[1, 0] + M[2, 1],
    ),
    row(
        "gradient-of-linear-trace-by-symmetric",
        "A nn, X nn",
        lambda A, X: tr(A @ (X + X.T - X * EYE)),
        lambda A, X: A + A.T - A * EYE,
    ),
    row(
        "gradient-of-determinant-by-symmetric",
        "X nn",
        lambda X: det(X + X.T - X * EYE),
        lambda X: det(X + X.T - X * EYE) * (2 * inv(X + X.T - X * EYE) - inv(X + X.T - X * EYE) * EYE),
    ),
    row(
        "gradient-of-log-determinant-by-symmetric",
        "X nn",
        lambda X: log_det(X + X.T - X * EYE),
        lambda X: 2 * inv(X + X.T - X * EYE) - inv(X + X.T - X * EYE) * EYE,
    ),
    row(
        "gradient-of-gram-shaped-parameter",
        "S nn=, X nn",
        lambda S, X: tr(S @ X @ X.T),
        lambda S, X: 2 * S @ X,
        lambda S, X: S @ X,
    ),
    row(
        "gradient-of-antisymmetric-parameter",
        "A nn, X nn",
        lambda A, X: tr(A.T @ (X - X.T)),
        lambda A, X: A - A.T,
        lambda A, X: A + A.T,
    ),
)
