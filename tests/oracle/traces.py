"""Gradients of traces."""

from __future__ import annotations

import numpy as np

from oracle.rows import Row, inv, kron, power, row, series, tr

EYE = np.eye(3)

ROWS: tuple[Row, ...] = (
    row("gradient-of-trace", "X nn", lambda X: tr(X), lambda X: EYE),
    row("gradient-of-trace-of-linear", "A nm, X mn", lambda A, X: tr(X @ A), lambda A, X: A.T),
    row("gradient-of-trace-of-linear-left", "A nm, X mn", lambda A, X: tr(A @ X), lambda A, X: A.T),
    row(
        "gradient-of-trace-of-two-sided-linear",
        "A pm, B np, X mn",
        lambda A, B, X: tr(A @ X @ B),
        lambda A, B, X: A.T @ B.T,
    ),
    row(
        "gradient-of-trace-of-two-sided-linear-square",
        "A nn, B nn, X nn",
        lambda A, B, X: tr(A @ X @ B),
        lambda A, B, X: A.T @ B.T,
        lambda A, B, X: B.T @ A.T,
    ),
    row(
        "gradient-of-trace-of-two-sided-transpose",
        "A pn, B mp, X mn",
        lambda A, B, X: tr(A @ X.T @ B),
        lambda A, B, X: B @ A,
    ),
    row(
        "gradient-of-trace-of-two-sided-transpose-square",
        "A nn, B nn, X nn",
        lambda A, B, X: tr(A @ X.T @ B),
        lambda A, B, X: B @ A,
        lambda A, B, X: A @ B,
    ),
    row("gradient-of-inner-product-of-matrices", "A mn, X mn", lambda A, X: tr(X.T @ A), lambda A, X: A),
    row("gradient-of-inner-product-of-matrices-right", "A mn, X mn", lambda A, X: tr(A @ X.T), lambda A, X: A),
    row(
        "gradient-of-trace-of-kronecker-with-constant",
        "A mm, X nn",
        lambda A, X: tr(kron(A, X)),
        lambda A, X: tr(A) * EYE,
        lambda A, X: tr(A) * X,
    ),
    row("gradient-of-trace-of-square", "X nn", lambda X: tr(X @ X), lambda X: 2 * X.T, lambda X: X + X.T),
    row(
        "gradient-of-trace-of-square-times-constant",
        "B nn, X nn",
        lambda B, X: tr(X @ X @ B),
        lambda B, X: (X @ B + B @ X).T,
        lambda B, X: 2 * (X @ B).T,
    ),
    row(
        "gradient-of-trace-of-quadratic",
        "B mm, X mn",
        lambda B, X: tr(X.T @ B @ X),
        lambda B, X: (B + B.T) @ X,
        lambda B, X: 2 * B @ X,
    ),
    row(
        "gradient-of-trace-of-quadratic-first",
        "B mm, X mn",
        lambda B, X: tr(B @ X @ X.T),
        lambda B, X: (B + B.T) @ X,
        lambda B, X: 2 * B @ X,
    ),
    row(
        "gradient-of-trace-of-quadratic-last",
        "B mm, X mn",
        lambda B, X: tr(X @ X.T @ B),
        lambda B, X: (B + B.T) @ X,
        lambda B, X: 2 * B @ X,
    ),
    row(
        "gradient-of-trace-of-row-quadratic",
        "B nn, X mn",
        lambda B, X: tr(X @ B @ X.T),
        lambda B, X: X @ (B + B.T),
        lambda B, X: 2 * X @ B,
    ),
    row(
        "gradient-of-trace-of-row-quadratic-first",
        "B nn, X mn",
        lambda B, X: tr(B @ X.T @ X),
        lambda B, X: X @ (B + B.T),
        lambda B, X: 2 * X @ B,
    ),
    row(
        "gradient-of-trace-of-row-quadratic-last",
        "B nn, X mn",
        lambda B, X: tr(X.T @ X @ B),
        lambda B, X: X @ (B + B.T),
        lambda B, X: 2 * X @ B,
    ),
    row(
        "gradient-of-trace-of-alternating-product",
        "A nm, B nm, X mn",
        lambda A, B, X: tr(A @ X @ B @ X),
        lambda A, B, X: A.T @ X.T @ B.T + B.T @ X.T @ A.T,
        lambda A, B, X: 2 * A.T @ X.T @ B.T,
    ),
    row("gradient-of-trace-of-gram-matrix", "X mn", lambda X: tr(X.T @ X), lambda X: 2 * X, lambda X: X),
    row("gradient-of-trace-of-outer-gram-matrix", "X mn", lambda X: tr(X @ X.T), lambda X: 2 * X, lambda X: X),
    row(
        "gradient-of-trace-of-sandwiched-quadratic",
        "B np, D mm, X mn",
        lambda B, D, X: tr(B.T @ X.T @ D @ X @ B),
        lambda B, D, X: D.T @ X @ B @ B.T + D @ X @ B @ B.T,
        lambda B, D, X: 2 * D @ X @ B @ B.T,
    ),
    row(
        "gradient-of-trace-of-two-coefficients",
        "B mm, C nn, X mn",
        lambda B, C, X: tr(X.T @ B @ X @ C),
        lambda B, C, X: B @ X @ C + B.T @ X @ C.T,
        lambda B, C, X: B @ X @ C + B @ X @ C.T,
    ),
    row(
        "gradient-of-trace-of-three-coefficients",
        "A pm, B nn, C mp, X mn",
        lambda A, B, C, X: tr(A @ X @ B @ X.T @ C),
        lambda A, B, C, X: A.T @ C.T @ X @ B.T + C @ A @ X @ B,
        lambda A, B, C, X: A.T @ C.T @ X @ B + C @ A @ X @ B,
    ),
    row(
        "gradient-of-trace-of-affine-square",
        "A pm, B nq, C pq, X mn",
        lambda A, B, C, X: tr((A @ X @ B + C) @ (A @ X @ B + C).T),
        lambda A, B, C, X: 2 * A.T @ (A @ X @ B + C) @ B.T,
        lambda A, B, C, X: A.T @ (A @ X @ B + C) @ B.T,
    ),
    row(
        "gradient-of-trace-of-kronecker-square",
        "X nn",
        lambda X: tr(kron(X, X)),
        lambda X: 2 * tr(X) * EYE,
        lambda X: 2 * X,
    ),
    row("gradient-of-squared-trace", "X nn", lambda X: tr(X) ** 2, lambda X: 2 * tr(X) * EYE, lambda X: 2 * X),
    row(
        "gradient-of-trace-of-power",
        "X nn",
        lambda X: tr(power(X, 4)),
        lambda X: 4 * power(X, 3).T,
        lambda X: 4 * power(X, 4).T,
    ),
    row("gradient-of-trace-of-cube", "X nn", lambda X: tr(power(X, 3)), lambda X: 3 * (X @ X).T, lambda X: 3 * X.T @ X),
    row(
        "gradient-of-trace-of-power-times-constant",
        "A nn, X nn",
        lambda A, X: tr(A @ power(X, 4)),
        lambda A, X: sum((power(X, r) @ A @ power(X, 3 - r)).T for r in range(4)),
        lambda A, X: 4 * (A @ power(X, 3)).T,
    ),
    row(
        "gradient-of-trace-of-quartic",
        "B np, C mm, X mn",
        lambda B, C, X: tr(B.T @ X.T @ C @ X @ X.T @ C @ X @ B),
        lambda B, C, X: (
            C @ X @ X.T @ C @ X @ B @ B.T
            + C.T @ X @ B @ B.T @ X.T @ C.T @ X
            + C @ X @ B @ B.T @ X.T @ C @ X
            + C.T @ X @ X.T @ C.T @ X @ B @ B.T
        ),
    ),
    row(
        "gradient-of-trace-of-inverse",
        "A pn, B np, X nn",
        lambda A, B, X: tr(A @ inv(X) @ B),
        lambda A, B, X: -(inv(X) @ B @ A @ inv(X)).T,
        lambda A, B, X: -inv(X) @ A.T @ B.T @ inv(X),
    ),
    row(
        "gradient-of-trace-of-inverse-of-shifted",
        "A nn, X nn",
        lambda A, X: tr(inv(X + A)),
        lambda A, X: -(inv(X + A) @ inv(X + A)).T,
        lambda A, X: -inv(X + A),
    ),
    row(
        "gradient-of-trace-of-inverse-quadratic",
        "A nn, C mm+, X mn",
        lambda A, C, X: tr(inv(X.T @ C @ X) @ A),
        lambda A, C, X: -C @ X @ inv(X.T @ C @ X) @ (A + A.T) @ inv(X.T @ C @ X),
        lambda A, C, X: -2 * C @ X @ inv(X.T @ C @ X) @ A @ inv(X.T @ C @ X),
    ),
    row(
        "gradient-of-trace-of-ratio-of-quadratics",
        "B mm=, C mm+, X mn",
        lambda B, C, X: tr(inv(X.T @ C @ X) @ X.T @ B @ X),
        lambda B, C, X: -2 * C @ X @ inv(X.T @ C @ X) @ X.T @ B @ X @ inv(X.T @ C @ X) + 2 * B @ X @ inv(X.T @ C @ X),
    ),
    row(
        "gradient-of-trace-of-ratio-with-offset",
        "A nn+, B mm=, C mm+, X mn",
        lambda A, B, C, X: tr(inv(A + X.T @ C @ X) @ X.T @ B @ X),
        lambda A, B, C, X: (
            -2 * C @ X @ inv(A + X.T @ C @ X) @ X.T @ B @ X @ inv(A + X.T @ C @ X) + 2 * B @ X @ inv(A + X.T @ C @ X)
        ),
    ),
    row("gradient-of-trace-of-exponential", "X nn", lambda X: tr(series(X, 0, 1, 1)), lambda X: series(X, 0, 1, 1).T),
    row(
        "gradient-of-trace-of-sine",
        "X nn",
        lambda X: tr(series(X, 1, -1, 2)),
        lambda X: series(X, 0, -1, 2).T,
        lambda X: -series(X, 0, -1, 2).T,
    ),
)
