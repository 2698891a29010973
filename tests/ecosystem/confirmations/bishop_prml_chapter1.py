"""Confirmations for the solutions of chapter 1."""

from __future__ import annotations

from functools import partial

import numpy as np
from confirm import document, gradient

confirms = document("thesstefan/bishop_prml", "chapters/chapter1_introduction.tex")


def normal(x, mu, sigma):
    "The density of the Gaussian distribution."
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)


@confirms(94, "stray-index")
def _(rng):
    "A sum over i of the squared error of one fixed n is not the sum of the squared errors of all n."
    y, t = rng.normal(size=5), rng.normal(size=5)
    n = rng.integers(5)
    return sum((y[n] - t[n]) ** 2 for _ in range(5)) / 2, np.sum((y - t) ** 2) / 2


@confirms(435, "wrong-derivative")
def _(rng):
    "The derivative of the exponential by x is the exponential times -(x - mu) / sigma^2."
    x, mu, sigma = rng.normal(), rng.normal(), 1 + rng.random()
    density = partial(normal, mu=mu, sigma=sigma)
    return (x - mu) ** 2 / (2 * sigma**4) * density(x), gradient(density, x)


@confirms(1082, "malformed-math")
def _(rng):
    "The argument of L has no closing parenthesis."
    formula = r"\mathbb{E}[L(\mathbf{t}, \mathbf{y}(\mathbf{x})]"
    return formula.count("("), formula.count(")")


@confirms(1223, "wrong-identity")
def _(rng):
    "The logarithm of the density is -ln(2 pi s^2) / 2 - (x - m)^2 / (2 s^2)."
    x, m, s = rng.normal(), rng.normal(), 1 + rng.random()
    return np.log(2 * np.pi * s**2) / 2 - (x - m) ** 2 / s**2, np.log(normal(x, m, s))


@confirms(1566, "wrong-identity")
def _(rng):
    "The logarithm of a mean of different numbers is larger than the mean of their logarithms."
    x = 0.5 + 2 * rng.random(5)
    return -1.0, np.sign(np.log(np.mean(x)) - np.mean(np.log(x)))
