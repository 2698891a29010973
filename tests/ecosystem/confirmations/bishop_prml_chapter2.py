"""Confirmations for the solutions of chapter 2."""

from __future__ import annotations

import math

from confirm import document

confirms = document("thesstefan/bishop_prml", "chapters/chapter2_distributions.tex")


@confirms(322, "wrong-identity")
def _(rng):
    "Twice the mean times the mean, with the square of a + b below."
    a, b = rng.uniform(1, 3, size=2)
    return 2 * a**2 / (a + b), 2 * a / (a + b) * a / (a + b)


@confirms(323, "wrong-identity")
def _(rng):
    "The terms of the variance before the last step, with 2a^2 / (a + b), are not the variance of the distribution."
    a, b = 1 + rng.random(2)
    stated = a * (a + 1) / ((a + b) * (a + b + 1)) - 2 * a**2 / (a + b) + a**2 / (a + b) ** 2
    return stated, a * b / ((a + b) ** 2 * (a + b + 1))


@confirms(334, "wrong-solution")
def _(rng):
    "The stated solution, put into the condition of the line before, does not give zero."
    a, b = 2 + rng.random(2)
    mu = (a - 1) / (a + b - 2)
    return (a - 1) * (1 - mu) + (b - 1) * mu, 0.0


@confirms(364, "conflicting-values")
def _(rng):
    "The product in the row above cancels to (a + m) / (a + m + b + l)."
    a, b, m, l = 1 + rng.random(4)  # noqa: E741
    above = (b * m - a * l) / ((a + b) * (a + m + b + l)) * (a + b) * (a + m) / (b * m - a * l)
    return (l + m) / (a + m + b + l), above


@confirms(537, "wrong-derivative")
def _(rng):
    "The quotient rule for two gamma functions, of which the first grows with the second's argument."
    a, rest = rng.uniform(2, 3, size=2)

    def slope(function):
        return (function(a + 1e-6) - function(a - 1e-6)) / 2e-6

    def above(x):
        return math.gamma(x + rest)

    stated = (slope(above) - slope(math.gamma)) / math.gamma(a) ** 2
    return stated, slope(lambda x: above(x) / math.gamma(x))
