"""Snippets of lectures on machine learning."""

import numpy as np
from confirm import brackets, document, gradient

REPOSITORY = "lawrennd/snippets"
attention = document(REPOSITORY, "_deepnn/includes/chain-rule-transformer-attention.md")
derivatives = document(REPOSITORY, "_maths/includes/more-useful-matrix-derivatives.md")
logistic = document(REPOSITORY, "_ml/includes/logistic-regression-optimisation.md")


@attention(37, "wrong-derivative")
def _(rng):
    "The gradient by V of a function of A V is A^T times the gradient by the product."
    A, V, G = (rng.normal(size=(3, 3)) for _ in range(3))
    return G @ A.T, gradient(lambda V: np.sum(G * (A @ V)), V)


@attention(57, "wrong-derivative")
def _(rng):
    "The logits are Q K^T / sqrt(d), so the gradient by Q has the factor 1 / sqrt(d)."
    Q, K, G = rng.normal(size=(2, 4)), rng.normal(size=(3, 4)), rng.normal(size=(2, 3))
    return G @ K, gradient(lambda Q: np.sum(G * (Q @ K.T) / np.sqrt(4)), Q)


@attention(59, "wrong-derivative")
def _(rng):
    "The logits are Q K^T / sqrt(d), so the gradient by K has the factor 1 / sqrt(d)."
    Q, K, G = rng.normal(size=(2, 4)), rng.normal(size=(3, 4)), rng.normal(size=(2, 3))
    return G.T @ Q, gradient(lambda K: np.sum(G * (Q @ K.T) / np.sqrt(4)), K)


@document(REPOSITORY, "_ml/includes/linear-regression-objective-optimisation.md")(28, "unequal-shapes")
def _(rng):
    "The numerator has no sign of differentiation, so the left side is no column."
    A, w = rng.normal(size=(3, 3)), rng.normal(size=3)
    return np.shape(w @ A @ w), ((A + A.T) @ w).shape


@logistic(164, "malformed-math")
@logistic(172, "malformed-math")
def _(rng):
    "The argument of the link function is not closed."
    return brackets(r"y_i - g\left(w^\top \phi(x)\phi(x_i)")


@document(REPOSITORY, "_ml/includes/logistic-regression-perceptron.md")(26, "malformed-math")
def _(rng):
    "What the learning rate multiplies is not closed."
    return brackets(r"w - \eta(H(\phi_i^\top w) (1-y_i) \phi_i - (1-H(\phi_i^\top w)) y_i \phi_i")


@derivatives(8, "malformed-math")
def _(rng):
    "A command begins with a backslash."
    formula = r"mathbf{A}\mathbf{x}"
    return formula.count(r"\mathbf{"), formula.count("mathbf{")


@derivatives(136, "malformed-math")
def _(rng):
    "The formula at the end of the paragraph is not closed."
    return r"of $\mathbf{x}$, of $\mathbf{A}.".count("$") % 2, 0


@logistic(86, "malformed-math")
@logistic(94, "malformed-math")
def _(rng):
    "One environment begins and the other one ends."
    formula = r"\begin{aligned} a \end{align*}"
    return formula.count("{aligned}"), 2
