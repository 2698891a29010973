"""A textbook on the mathematics of deep learning, chapter by chapter."""

import numpy as np
from confirm import brackets, document

REPOSITORY = "alexchandler100/MAT_180"


def chapter(number):
    return document(REPOSITORY, f"00_Course_Files/MAT 180 Textbook/chapters/chapter{number}.tex")


algebra, functions, taylor, components = chapter(1), chapter(2), chapter(4), chapter(5)
logistic, errors, trees, networks, recurrent = chapter(6), chapter(7), chapter(8), chapter(10), chapter(12)
convolutions = chapter(11)

LOST = {
    (algebra, 622): r"c(\frac{1}{2}(x^2-4x+2)",
    (algebra, 625): r"E(\frac{1}{2}(x^2-4x+2)",
    (functions, 199): r"H(f)(x))",
    (functions, 227): r"\log(1 + e^{- y^{(i) \theta^T x^{(i)}} }",
    (taylor, 173): r"((x_i - x_{i+1}) -((x_i - x^*))^T",
    (components, 95): r"(\operatorname{tr}(C^TX^TXC)",
    (logistic, 257): r"\log(G(Xv)",
    (errors, 26): r"J(w^*;E",
    (errors, 256): r"(\sigma^{2} + \mu^{2}) )",
    (trees, 112): r"(f^B) - \hat{y)}",
    (networks, 446): r"\log(\frac{1}{constant}+\frac{1}{2}(y-Nx)",
    (networks, 1010): r"\left(\therefore\sum_{i=1}^{k} \hat{y}_{i}=1\right.",
    (networks, 1413): r"(x_{i}^{(0)},s_{i}^{(0)},(x_{i}^{(1)},s_{i}^{(1)})",
    (networks, 1435): r"N(0,\frac{1}{n^{[l-1]}}",
    (recurrent, 19): r"f(h_{t-1}; \theta",
}

for (confirms, row), formula in LOST.items():
    confirms(row, "malformed-math")(lambda rng, formula=formula: brackets(formula))


@functions(205, "dimension-mismatch")
def _(rng):
    "The column x has one column, and A + A^T has n rows."
    A, x = rng.normal(size=(3, 3)), rng.normal(size=(3, 1))
    return x.shape[1], (A + A.T).shape[0]


@errors(200, "malformed-math")
def _(rng):
    "The last expectation is closed twice."
    return brackets(
        r"2E\left[ (\hat\theta - E\left[ \hat\theta\right])(E\left[\hat\theta\right] - \theta) \right]]", "[]"
    )


@algebra(391, "dimension-mismatch")
def _(rng):
    "What is added to Q x has its shape; an n x n matrix has not."
    A, Q, x = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
    return A.shape, (Q @ x).shape


@algebra(568, "stray-index")
def _(rng):
    "A matrix is the sum of all sigma_k u_k v_k^T, not r times one of them."
    A = rng.normal(size=(4, 3))
    U, sigma, V = np.linalg.svd(A, full_matrices=False)
    i = rng.integers(3)
    return sum(sigma[i] * np.outer(U[:, i], V[i]) for _ in range(3)), A


@taylor(261, "wrong-identity")
def _(rng):
    "The power -5/2 is one over the power 5/2."
    z = 2 + rng.random()
    return 3 / (8 * z ** (2 / 5)), 3 / 8 * z ** (-5 / 2)


@taylor(288, "wrong-derivative")
def _(rng):
    "The derivative of the Lagrangian by x_2, by a difference quotient."
    x, a, h = rng.normal(size=2), rng.normal(size=2), 1e-6

    def lagrangian(x_2):
        return -x[0] - x_2 + a[0] * (x[0] + 2 * x_2 - 3) + a[1] * (3 * x[0] + x_2 - 5)

    return -1 + 2 * a[1] + a[1], (lagrangian(x[1] + h) - lagrangian(x[1] - h)) / (2 * h)


@logistic(208, "dimension-mismatch")
def _(rng):
    "A column times a column: the one column of the first meets the rows of the second."
    w, x = rng.normal(size=(3, 1)), rng.normal(size=(3, 1))
    return w.shape[1:], x.shape[:1]


@logistic(255, "unbalanced-indices")
def _(rng):
    "The cost is a number; with all of y in each of its terms it has as many entries as y."
    y, p = rng.integers(2, size=5), rng.random(5) / 2 + 0.2
    stated = sum(-(1 - y[i]) * np.log(1 - p[i]) - y * np.log(p[i]) for i in range(5)) / 5
    return stated, np.mean(-(1 - y) * np.log(1 - p) - y * np.log(p))


@errors(243, "dimension-mismatch")
def _(rng):
    "The first term is a column, the second is a row."
    X, w, y = rng.normal(size=(5, 3)), rng.normal(size=(3, 1)), rng.normal(size=(5, 1))
    return (2 * w.T).shape, (X.T @ X @ w - X.T @ y).shape


def _quadratic(rng):
    "A column times a matrix: the one column of the first meets the rows of the second."
    residual, covariance = rng.normal(size=(3, 1)), np.eye(3)
    return residual.shape[1:], covariance.shape[:1]


for row in (442, 445, 446, 448):
    networks(row, "dimension-mismatch")(_quadratic)


@networks(1176, "repeated-index")
def _(rng):
    "The gradient by W is the outer product; a second sum over j gives it once for each j."
    delta, x = rng.normal(size=3), rng.normal(size=4)
    return sum(np.outer(delta, x) for _ in range(4)), np.outer(delta, x)


@networks(1177, "unbalanced-indices")
def _(rng):
    "Without the sum over j only one column of the outer product is left."
    delta, x = rng.normal(size=3), rng.normal(size=4)
    return np.outer(delta, x * np.eye(4)[rng.integers(4)]), np.outer(delta, x)


@convolutions(80, "malformed-math")
def _(rng):
    "The paragraph ends inside of a formula."
    return r"$\begin{pmatrix}".count("$") % 2, 0


@functions(87, "malformed-math")
@logistic(264, "malformed-math")
def _(rng):
    "The gradient by the variable in braces has no underscore."
    formula = r"\nabla{x} L(x; \lambda)"
    return formula.count(r"\nabla_"), formula.count(r"\nabla")


@networks(1168, "stray-index")
def _(rng):
    "The next layer comes from this one; the solution of the equation as stated is another vector."
    W, s, b = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)
    return np.linalg.solve(np.eye(3) - W, b), W @ s + b


@recurrent(167, "stray-index")
def _(rng):
    "The second term of the sum over both steps has the residual of the second step."
    Y, Z, h = rng.normal(size=2), rng.normal(size=3), rng.normal(size=2)
    return (Y[0] - Z[0]) * h[0] + (Y[1] - Z[2]) * h[1], np.sum((Y - Z[:2]) * h)
