"""An introduction to matrix calculus."""

from confirm import document, jacobian


@document("snowch-notes/matrix-calculus", "matrix-calculus.qmd")(835, "mixed-layout")
def _(rng):
    "By the Jacobian with a row for each entry of f, the derivative of A x is A, and A^T is stated later."
    A = rng.normal(size=(3, 3))
    return A.T, jacobian(lambda x: A @ x, rng.normal(size=3))
