"""Solutions to the problem sets of CS229, with their explanations in Chinese."""

import numpy as np
from confirm import brackets, document

REPOSITORY = "Doraemonzzz/CS229"
trees = document(REPOSITORY, "17autumn/ps0/md/personal_solution0.md")
newton = document(REPOSITORY, "17autumn/ps1/md/personal_solution1.md")
reviews = document(REPOSITORY, "17autumn/ps3/md/personal_solution 3.md")
mixtures = document(REPOSITORY, "17autumn/ps4/md/personal_solution 4.md")
weighted = document(REPOSITORY, "old version/ps1/md/personal_solution1.md")
ridge = document(REPOSITORY, "old version/ps2/md/personal_solution2.md")
experts = document(REPOSITORY, "old version/ps4/md/personal_solution 4.md")

LOST = {
    (newton, 23): r"\frac 1 {h_{\theta}(y^{(i)}x^{(i)}))}",
    (newton, 24): r"\frac 1 {h_{\theta}(y^{(i)}x^{(i)}))}",
    (newton, 47): r"y^{(1}x^{(1)}",
    (newton, 66): r"(1-h_\theta(y^{(i)}x^{(i)})",
    (newton, 68): r"(1-h_\theta(y^{(i)}x^{(i)})",
    (newton, 70): r"(1-h_\theta(y^{(i)}x^{(i)})",
    (newton, 279): r"\exp(\eta^T y))",
    (mixtures, 84): r"p(x^{(i)},z^{(i)};\theta))",
    (mixtures, 86): r"p(x^{(i)},z^{(i)};\theta))",
    (mixtures, 87): r"p(x^{(i)},z^{(i)};\theta))",
    (mixtures, 88): r"p(x^{(i)},z^{(i)};\theta))",
    (mixtures, 89): r"p(x^{(i)};\theta))",
    (weighted, 98): r"x^{(i)}_jx^{(i)}_k)",
}

for (confirms, row), formula in LOST.items():
    confirms(row, "malformed-math")(lambda rng, formula=formula: brackets(formula))


@trees(67, "malformed-math")
def _(rng):
    "A partial derivative has as many signs of differentiation below the line as above it."
    above, below = r"\partial (a^Tx)", "x_l"
    return below.count(r"\partial"), above.count(r"\partial")


@newton(64, "dimension-mismatch")
def _(rng):
    "X has a row for each sample, so that z with an entry for each feature stands right of X, not of X^T."
    X, z = rng.normal(size=(5, 3)), rng.normal(size=3)
    return z.shape, X.T.shape[1:]


@newton(537, "wrong-identity")
def _(rng):
    "The last term of the weighted square of X theta - y is y^T W y."
    X, W, theta, y = rng.normal(size=(5, 3)), np.diag(rng.random(5)), rng.normal(size=3), rng.normal(size=5)
    stated = theta @ X.T @ W @ X @ theta - 2 * y @ W @ X @ theta + y @ y
    return stated, (X @ theta - y) @ W @ (X @ theta - y)


def _variances(rng):
    "The sum of the squared lengths of all x_i is the trace of X^T X and not the matrix."
    X, u = rng.normal(size=(5, 3)), rng.normal(size=3)
    return X.T @ X - u @ X.T @ X @ u, sum(x @ x - (u @ x) ** 2 for x in X)


mixtures(163, "dimension-mismatch")(_variances)
mixtures(164, "dimension-mismatch")(_variances)


@ridge(48, "wrong-identity")
def _(rng):
    "B (lambda I + A B) has lambda B as its first term."
    A, B, weight = rng.normal(size=(3, 4)), rng.normal(size=(4, 3)), 1 + rng.random()
    return B + B @ A @ B, B @ (weight * np.eye(3) + A @ B)


@experts(42, "unbalanced-indices")
def _(rng):
    "The gradient by theta_i is a sum over all samples, of which one alone is another value."
    theta, X, y, variance = rng.normal(size=3), rng.normal(size=(5, 3)), rng.normal(size=5), 1 + rng.random()
    terms = [(theta @ x - target) * x for x, target in zip(X, y, strict=True)]
    return -terms[rng.integers(5)] / variance, -sum(terms) / variance


def _scores(rng):
    "A factor for the number of samples comes out only where the sum goes, but the sum stays."
    means, center, variance = rng.normal(size=5), rng.normal(), 1 + rng.random()
    true = sum(-(-2 * mean + 2 * center) / (2 * variance) for mean in means)
    return 5 / variance * sum(mean - center for mean in means), true


reviews(462, "wrong-identity")(_scores)
reviews(468, "wrong-identity")(_scores)
