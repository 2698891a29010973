"""Lecture notes on natural language."""

import numpy as np
from confirm import document, gradient


@document("nyu-dl/NLP_DL_Lecture_Note", "lecture_note.tex")(3096, "unbalanced-indices")
def _(rng):
    "The state of the time t' depends on the input of t', and not on that of a later time t."
    W, U, inputs, early, late = rng.normal(size=(2, 2)), rng.normal(size=(2, 2)), rng.normal(size=(4, 2)), 1, 3

    def state(inputs):
        h = np.zeros(2)
        for each in inputs[: early + 1]:
            h = np.tanh(W @ h + U @ each)
        return h

    slopes = gradient(state, inputs)
    return slopes[late], slopes[early]
