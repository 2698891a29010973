"""Course notes and books on machine learning: CS231n, d2l, notes on PRML."""

import numpy as np
from confirm import document, gradient

lstm = document("cs231n/cs231n.github.io", "rnn.md")
backpropagation = document("cs231n/cs231n.github.io", "student-contributions/BackPropagationBasicMatrixOperations.tex")


def _gate(rng):
    "The gate of step t is computed from the state of step t - 1, which no other step has."
    states, inputs = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    W, V, t, other = rng.normal(size=(3, 3)), rng.normal(size=(3, 2)), 4, 1
    return np.tanh(W @ states[other] + V @ inputs[t]), np.tanh(W @ states[t - 1] + V @ inputs[t])


for row in (267, 268, 269, 270):
    lstm(row, "stray-index")(_gate)


@backpropagation(1223, "conflicting-ranges")
def _(rng):
    "The sixth entry of a 2 x 3 matrix, row by row, stands in row 2 and column 3."
    return (3, 3), np.add(np.unravel_index(5, (2, 3)), 1)


@backpropagation(1646, "conflicting-ranges")
def _(rng):
    "The sixth entry of a 3 x 2 matrix, row by row, stands in row 3 and column 2."
    return (2, 3), np.add(np.unravel_index(5, (3, 2)), 1)


@document("d2l-ai/d2l-en", "chapter_appendix-mathematics-for-deep-learning/single-variable-calculus.md")(
    313, "wrong-derivative"
)
def _(rng):
    "The second derivative is the derivative of the first and not its square."
    a, x = 1 + rng.random(), rng.normal()
    return (a * np.cos(a * x)) ** 2, gradient(lambda x: a * np.cos(a * x), x)


@document("blownhither/Learning-PRML", "notes/Linear Model, Logistic Regression.md")(77, "dimension-mismatch")
def _(rng):
    "A column times a column: the one column of the first meets the rows of the second."
    x, mean = rng.normal(size=(3, 1)), rng.normal(size=(3, 1))
    return (x - mean).shape[1:], (x - mean).shape[:1]
