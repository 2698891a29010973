"""Notebooks of Machine Learning Refined."""

import numpy as np
from confirm import brackets, document

FOLDER = "notes/3_First_order_methods/"
REPOSITORY = "jermwatt/machine_learning_refined"


@document(REPOSITORY, FOLDER + "A_2_Momentum.ipynb")(365, "stray-index")
def _(rng):
    "The running average of k values comes from the one of k - 1 values; any other one, here of t - 1, gives another."
    w, k, t = rng.normal(size=9), 7, 4
    h = [np.mean(w[:count]) if count else 0.0 for count in range(10)]
    return (k - 1) / k * h[t - 1] + w[k - 1] / k, h[k]


@document(REPOSITORY, FOLDER + "A_3_Normalized.ipynb")(546, "malformed-math")
def _(rng):
    "The first entry has a bracket before the sign of differentiation in its denominator."
    return brackets(r"\left(\frac{\partial}{(\partial w_1} g\left(\mathbf{w}^{k-1}\right)\right)^2")


@document(REPOSITORY, FOLDER + "B_10_Automatic.ipynb")(218, "malformed-math")
def _(rng):
    "The argument of g is opened twice."
    return brackets(r"g(\left(w\right) = \text{tanh}\left(w\right)")


@document(REPOSITORY, FOLDER + "A_2_Momentum.ipynb")(435, "conflicting-ranges")
def _(rng):
    "Rolled out, h^k = b h^(k-1) + (1 - b) w^k with h^1 = w^1 gives the powers k - 1, k - 2, ... from the left."
    w, b, k = rng.normal(size=6), 0.3 + 0.4 * rng.random(), 6
    h = w[0]
    for step in range(1, k):
        h = b * h + (1 - b) * w[step]
    stated = b**k * w[0] + sum(b ** (k + 1 - j) * (1 - b) * w[j - 1] for j in (2, 3))
    return stated + sum(b ** (k - j) * (1 - b) * w[j - 1] for j in range(4, k + 1)), h


@document(REPOSITORY, "notes/4_Second_order_methods/A_9_Quasi.ipynb")(285, "unbalanced-indices")
def _(rng):
    "The value of the line at w^0 is the slope there; the line itself varies with w."
    slope, curvature, w0, w = rng.normal(size=4)
    return slope + curvature * (w - w0), slope


@document(REPOSITORY, "notes/4_Second_order_methods/A_9_Quasi.ipynb")(148, "wrong-identity")
def _(rng):
    "A quadratic function is its own expansion of second order, with one half of the second derivative."
    a, b, c, v, w = rng.normal(size=5)
    value, slope, curvature = a + b * v + c * v**2, b + 2 * c * v, 2 * c
    return value + slope * (w - v) + curvature * (w - v) ** 2, a + b * w + c * w**2
