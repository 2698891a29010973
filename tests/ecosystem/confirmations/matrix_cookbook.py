"""The Matrix Cookbook as it was scanned: many of its slips are signs that the scan lost."""

import numpy as np
from confirm import brackets, document, gradient

confirms = document("eric-wieser/lean-matrix-cookbook", "md/main.md")


def positive(rng, size):
    A = rng.normal(size=(size, size))
    return A @ A.T + np.eye(size)


@confirms(115, "wrong-identity")
def _(rng):
    "For n = 4 the terms after Tr(A) start with half of Tr(A)^2, not with 1/2 plus Tr(A)^2."
    A = rng.normal(size=(4, 4))
    t, t2, t3 = (np.trace(np.linalg.matrix_power(A, k)) for k in (1, 2, 3))
    stated = 1 + np.linalg.det(A) + t + 1 / 2 + t**2 - t2 / 2 + t**3 / 6 - t * t2 / 2 + t3 / 3
    return stated, np.linalg.det(np.eye(4) + A)


@confirms(353, "dimension-mismatch")
def _(rng):
    "X b^T multiplies m columns of X by the single row of b^T."
    X, b = rng.normal(size=(3, 4)), rng.normal(size=(4, 1))
    return X.shape[1], b.T.shape[0]


@confirms(407, "wrong-derivative")
def _(rng):
    "The first denominator is x^T B^T B x, not x^T B B x."
    A, B, x = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
    AA, BB = A.T @ A, B.T @ B
    stated = 2 * AA @ x / (x @ B @ B @ x) - 2 * (x @ AA @ x) * (BB @ x) / (x @ BB @ x) ** 2
    return stated, gradient(lambda x: (x @ AA @ x) / (x @ BB @ x), x)


@confirms(463, "wrong-derivative")
def _(rng):
    "The first term of the gradient of Tr(B^T X^T C X B) is C^T X B B^T, with one B less."
    B, C, X = (rng.normal(size=(3, 3)) for _ in range(3))
    return C.T @ X @ B @ B @ B.T + C @ X @ B @ B.T, gradient(lambda X: np.trace(B.T @ X.T @ C @ X @ B), X)


@confirms(479, "wrong-derivative")
def _(rng):
    "The four terms are the gradient of Tr(B^T X^T C X X^T C X B), with one X less than is written."
    B, C, X = (rng.normal(size=(3, 3)) for _ in range(3))
    stated = C @ X @ X.T @ C @ X @ B @ B.T + C.T @ X @ B @ B.T @ X.T @ C.T @ X
    stated += C @ X @ B @ B.T @ X.T @ C @ X + C.T @ X @ X.T @ C.T @ X @ B @ B.T
    return stated, gradient(lambda X: np.trace(B.T @ X.T @ C @ X @ X @ X.T @ C @ X @ B), X)


@confirms(610, "malformed-math")
def _(rng):
    "A bracket of the first entry is closed twice."
    return brackets(r"\operatorname{Tr}\left(\left[\mathbf{A}^{T}\right]_{1 n}\right)\right)")


@confirms(956, "unequal-shapes")
def _(rng):
    "(A^T)^+ has the shape of A, and (A^T)^+ A^+ is square, the pseudoinverse of A A^T."
    A = rng.normal(size=(3, 2))
    left = np.linalg.pinv(A.T)
    return (left @ np.linalg.pinv(A)).shape, left.shape


@confirms(771, "dimension-mismatch")
def _(rng):
    "A has as many columns as X, and X has as many rows as v has entries."
    X = rng.normal(size=(5, 3))
    A = np.linalg.inv(X.T @ X)
    return (X @ A).shape[1], X.shape[0]


@confirms(961, "dimension-mismatch")
def _(rng):
    "With a square B the factor (A^+ A B)^+ has m columns and A B B B^+ has n rows."
    A, B = rng.normal(size=(3, 2)), rng.normal(size=(2, 2))
    plus = np.linalg.pinv
    return plus(plus(A) @ A @ B).shape[1], (A @ B @ B @ plus(B)).shape[0]


@confirms(976, "malformed-math")
def _(rng):
    "The bracket around the number of the reference is not closed."
    return brackets(r"(\text{ See }[26)", "[]")


@confirms(1214, "malformed-math")
def _(rng):
    "The line breaks off within a bracket."
    return brackets(r"(1-i t)\left(\mathbf{E}+\mathbf{F} \mathbf{E}^{-1}\right.")


@confirms(1528, "malformed-math")
def _(rng):
    "The bracket before A is lost."
    return brackets(r"\mathbf{A} \quad]=[\mathbf{V}][\mathbf{D}]\left[\mathbf{U}^{T}\right]", "[]")


@confirms(1701, "dimension-mismatch")
@confirms(1702, "dimension-mismatch")
@confirms(1704, "dimension-mismatch")
def _(rng):
    "The second moment is M + m m^T; m^T alone has not the shape of M."
    m, M = rng.normal(size=(3, 1)), positive(rng, 3)
    return m.T.shape, M.shape


@confirms(1710, "dimension-mismatch")
def _(rng):
    "The sum is of two columns, m + a; the row m^T has not the shape of a."
    m, a = rng.normal(size=(3, 1)), rng.normal(size=(3, 1))
    return m.T.shape, a.shape


@confirms(2215, "malformed-math")
def _(rng):
    "The bracket around the two terms is not closed."
    return brackets(
        r"\left[-\Sigma_{j}^{-1}+\Sigma_{j}^{-1}(s-\mu_{j})(s-\mu_{j})^{T} \Sigma_{j}^{-13996)}\right.", "[]"
    )


@confirms(2686, "dimension-mismatch")
def _(rng):
    "B A B does not fit with an r × n matrix B; the positive definite matrix is B A B^T."
    A, B = positive(rng, 4), rng.normal(size=(2, 4))
    return (B @ A).shape[1], B.shape[0]


@confirms(2408, "conflicting-ranges")
def _(rng):
    "The last entry of the transform is one of the transform and not of the signal."
    x = rng.normal(size=5)
    X = np.fft.fft(x)
    return np.append(X[:-1], x[-1]), X


@confirms(2549, "wrong-identity")
def _(rng):
    "For an orthogonal Q the product Q^T Q is I, and Q^T is not."
    Q = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    return Q.T, Q.T @ Q
