"""Confirmations for the solutions of chapter 5."""

from __future__ import annotations

import numpy as np
from confirm import document, gradient

confirms = document("thesstefan/bishop_prml", "chapters/chapter5_neural_networks.tex")


def outputs(rng):
    "Differences of outputs and targets, a row for each point."
    return rng.normal(size=(6, 3))


def density(w, mu, sigma):
    "The density of the Gaussian distribution."
    return np.exp(-((w - mu) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)


def mixture(rng):
    "Weights, with the proportions, the means and the deviations of a mixture."
    return rng.normal(size=4), rng.dirichlet(np.ones(3)), rng.normal(size=3), 0.5 + rng.random(3)


def regularizer(w, proportions, mu, sigma):
    "The negative logarithm of the density of all weights."
    return -np.sum(np.log(density(w[:, None], mu, sigma) @ proportions))


@confirms(170, "dimension-mismatch")
def _(rng):
    "The derivative of e^T P e by P is the matrix e e^T, not the number e^T e."
    e = outputs(rng)
    return np.sum(e**2) / 2, gradient(lambda P: np.einsum("ni,ij,nj", e, P, e) / 2, np.eye(3))


@confirms(183, "unequal-shapes")
def _(rng):
    "The covariance matrix of the differences e is the mean of e e^T, not the number e^T e."
    e = outputs(rng)
    return np.mean(np.sum(e**2, axis=1)), e.T @ e / len(e)


@confirms(236, "stray-index")
@confirms(237, "stray-index")
@confirms(243, "stray-index")
def _(rng):
    "The product over i of one fixed probability is not the product of all of them."
    p = rng.random(5)
    return 5 * np.log(p[rng.integers(5)]), np.sum(np.log(p))


@confirms(245, "malformed-math")
def _(rng):
    "The brace after the second logarithm has no closing one."
    formula = r"\ln\big\{(1 - \epsilon)\big(1 - y\big) + \epsilon y\big]"
    return formula.count(r"\{"), formula.count(r"\}")


@confirms(304, "wrong-identity")
def _(rng):
    "The second term of the slope of the cross entropy has y once."
    t, y = rng.uniform(size=2)
    return -t * (1 - y) + y * (1 - t) * y, y - t


@confirms(323, "malformed-math")
def _(rng):
    "The last parenthesis is not closed."
    formula = r"\sigma(a)(1 - \sigma(a)"
    return formula.count("("), formula.count(")")


@confirms(635, "repeated-index")
def _(rng):
    "A sum of n from 1 to n has a last term that depends on the index; all points are meant."
    squares = np.sum(outputs(rng) ** 2, axis=1)
    return np.sum(squares[: rng.integers(1, 6)]) / 2, np.sum(squares) / 2


@confirms(1368, "wrong-derivative")
def _(rng):
    "The derivative of the negative logarithm by a weight has the sign that is missing."
    w, proportions, mu, sigma = mixture(rng)
    slopes = (density(w[:, None], mu, sigma) * (mu - w[:, None]) / sigma**2) @ proportions
    stated = slopes / (density(w[:, None], mu, sigma) @ proportions)
    return stated, gradient(lambda w: regularizer(w, proportions, mu, sigma), w)


@confirms(1396, "wrong-derivative")
def _(rng):
    "The derivative of the negative logarithm by a mean has the sign that is missing."
    w, proportions, mu, sigma = mixture(rng)
    densities = density(w[:, None], mu, sigma)
    slopes = proportions * densities * (w[:, None] - mu) / sigma**2
    stated = np.sum(slopes / (densities @ proportions)[:, None], axis=0)
    return stated, gradient(lambda mu: regularizer(w, proportions, mu, sigma), mu)


@confirms(1398, "wrong-derivative")
def _(rng):
    "The derivative by one mean has the term of that mean alone, not the sum over all means."
    w, proportions, mu, sigma = mixture(rng)
    densities = density(w[:, None], mu, sigma)
    terms = proportions * densities * (mu - w[:, None]) / sigma**2
    stated = np.sum(terms / (densities @ proportions)[:, None])
    return np.full(3, stated), gradient(lambda mu: regularizer(w, proportions, mu, sigma), mu)


@confirms(1428, "wrong-derivative")
def _(rng):
    "The derivative of the negative logarithm by a deviation has the sign that is missing."
    w, proportions, mu, sigma = mixture(rng)
    densities = density(w[:, None], mu, sigma)
    slopes = proportions * densities * ((w[:, None] - mu) ** 2 / sigma**3 - 1 / sigma)
    stated = np.sum(slopes / (densities @ proportions)[:, None], axis=0)
    return stated, gradient(lambda sigma: regularizer(w, proportions, mu, sigma), sigma)


@confirms(1756, "malformed-math")
def _(rng):
    "The inner conditional expectation has no closing bracket."
    formula = r"\mathbb{E}[\norm{\mathbb{E}[t | x}^2 | x]"
    return formula.count("["), formula.count("]")


@confirms(862, "unbalanced-indices")
def _(rng):
    "The derivative of the softmax output i by the activation j has the output j in its second factor."
    a = rng.normal(size=4)
    y = np.exp(a) / np.sum(np.exp(a))
    return y[:, None] * (np.eye(4) - y[:, None]), np.diag(y) - np.outer(y, y)


@confirms(1237, "unbalanced-indices")
def _(rng):
    "The sum over the inputs i stands inside of the square, and the one over the outputs k outside."
    tau, J = rng.normal(size=(3, 4)), rng.normal(size=(3, 5, 4))
    i = rng.integers(4)
    stated = sum(np.sum(tau[n, i] * J[n, :, i]) ** 2 for n in range(3)) / 2
    return stated, np.sum(np.einsum("ni,nki->nk", tau, J) ** 2) / 2


@confirms(270, "wrong-identity")
def _(rng):
    "The logarithm of a product of powers is the sum; a second logarithm stands before it."
    t, p = np.eye(3)[rng.integers(3, size=4)], rng.dirichlet(np.ones(3), size=4)
    return np.log(-np.sum(t * np.log(p))), -np.log(np.prod(p**t))


@confirms(166, "wrong-derivative")
def _(rng):
    "By the precision the quadratic form has the derivative d d^T, and the trace of d^T d P has d^T d I."
    d = rng.normal(size=3)
    return (d @ d) * np.eye(3), np.outer(d, d)
