"""Confirmations for the solutions of chapter 2."""

from __future__ import annotations

from confirm import document

confirms = document("thesstefan/bishop_prml", "chapters/chapter2_distributions.tex")


@confirms(323, "wrong-identity")
def _(rng):
    "The terms of the variance before the last step, with 2a^2 / (a + b), are not the variance of the distribution."
    a, b = 1 + rng.random(2)
    stated = a * (a + 1) / ((a + b) * (a + b + 1)) - 2 * a**2 / (a + b) + a**2 / (a + b) ** 2
    return stated, a * b / ((a + b) ** 2 * (a + b + 1))


@confirms(364, "conflicting-values")
def _(rng):
    "The product in the row above cancels to (a + m) / (a + m + b + l)."
    a, b, m, l = 1 + rng.random(4)  # noqa: E741
    above = (b * m - a * l) / ((a + b) * (a + m + b + l)) * (a + b) * (a + m) / (b * m - a * l)
    return (l + m) / (a + m + b + l), above
