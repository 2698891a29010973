"""Solutions to exercises of The Elements of Statistical Learning."""

import numpy as np
from confirm import document, gradient


@document("briansmlee/briansmlee.github.io", "docs/_esl_posts/03_02_Exercises.md")(90, "wrong-derivative")
def _(rng):
    "The square enters the weighted sum of squares with a plus."
    X, Y, B, P = rng.normal(size=(5, 3)), rng.normal(size=(5, 2)), rng.normal(size=(3, 2)), np.diag(1 + rng.random(2))
    stated = gradient(lambda B: -2 * np.trace(B.T @ X.T @ Y @ P) - np.trace(B.T @ X.T @ X @ B @ P), B)
    return stated, gradient(lambda B: np.trace(P @ (Y - X @ B).T @ (Y - X @ B)), B)


@document("briansmlee/briansmlee.github.io", "docs/_esl_posts/04_03_Exercises.md")(18, "malformed-math")
def _(rng):
    "What is differentiated by the multiplier has no sign in the numerator."
    numerator = r"\partial"
    return len(numerator.replace(r"\partial", "")), len("L")
