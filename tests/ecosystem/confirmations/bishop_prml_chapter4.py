"""Confirmations for the solutions of chapter 4."""

from __future__ import annotations

import numpy as np
from confirm import document, gradient

confirms = document("thesstefan/bishop_prml", "chapters/chapter4_linear_models_classification.tex")

POINTS, CLASSES = 7, 3


def classes(rng):
    "Points in the plane, the class of each in a column of zeros and a one, and the means of the classes."
    assigned = np.eye(CLASSES)[np.arange(POINTS) % CLASSES]
    return rng.normal(size=(POINTS, 2)), assigned, rng.normal(size=(CLASSES, 2))


@confirms(377, "conflicting-ranges")
def _(rng):
    "There are as many prior probabilities as classes, not as many as points."
    return POINTS, len(rng.dirichlet(np.ones(CLASSES)))


@confirms(427, "unbalanced-indices")
def _(rng):
    "The second factor of the covariance of a class has the point n, not the point k."
    phi, t, mu = classes(rng)
    k = 1
    stated = sum(t[n, k] * np.outer(phi[n] - mu[k], phi[k] - mu[k]) for n in range(POINTS))
    return stated, sum(t[n, k] * np.outer(phi[n] - mu[k], phi[n] - mu[k]) for n in range(POINTS))


@confirms(448, "stray-index")
def _(rng):
    "In a sum over all classes j, the distance is to the mean of class j, not to that of one class k."
    phi, t, mu = classes(rng)
    k = rng.integers(CLASSES)
    pairs = [(n, j) for n in range(POINTS) for j in range(CLASSES)]
    stated = sum(t[n, j] * np.sum((phi[n] - mu[k]) ** 2) for n, j in pairs)
    return stated, sum(t[n, j] * np.sum((phi[n] - mu[j]) ** 2) for n, j in pairs)


@confirms(493, "stray-index")
def _(rng):
    "A sum over j from k to K of terms of one fixed k is not the sum over all k."
    phi, t, mu = classes(rng)
    k = rng.integers(CLASSES)
    terms = [(phi - mean).T @ np.diag(t[:, each]) @ (phi - mean) for each, mean in enumerate(mu)]
    return (CLASSES - k) * terms[k], sum(terms)


@confirms(729, "malformed-math")
def _(rng):
    "The argument of p has no closing parenthesis."
    formula = r"p(t_n = 1 | \bm{\phi}"
    return formula.count("("), formula.count(")")


@confirms(801, "conflicting-ranges")
def _(rng):
    "The cross entropy sums over all points, not over as many points as there are classes."
    _, t, _ = classes(rng)
    y = rng.dirichlet(np.ones(CLASSES), size=POINTS)
    return -np.sum((t * np.log(y))[:CLASSES]), -np.sum(t * np.log(y))


@confirms(817, "conflicting-ranges")
def _(rng):
    "The targets of a point are as many as the classes, not as many as the points."
    _, t, _ = classes(rng)
    return POINTS, t[rng.integers(POINTS)].size


@confirms(874, "dimension-mismatch")
@confirms(897, "dimension-mismatch")
def _(rng):
    "The gradient by w and the features phi_n are columns, and there is no product of two columns."
    phi, slope = rng.normal(size=(4, 1)), rng.normal()
    return (slope * phi).shape[1], phi.shape[0]


@confirms(884, "wrong-derivative")
def _(rng):
    "The slope of (t - y) / (y (1 - y)) by y is -(y^2 - 2ty + t) / (y^2 (1 - y)^2)."
    y, t = rng.uniform(0.2, 0.8), rng.integers(2)
    stated = (y**2 - 2 * t * y + t) / (y * (1 - y)) ** 2
    return stated, gradient(lambda y: (t - y) / (y * (1 - y)), y)
