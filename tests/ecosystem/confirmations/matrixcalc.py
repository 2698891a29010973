"""Notes on automatic differentiation."""

import numpy as np
from confirm import brackets, document, gradient

confirms = document("mitmath/matrixcalc", "notes/automatic_differentiation_done_quick.jmd")


def signs(numerator, denominator):
    """How many signs of differentiation stand in the denominator and in the numerator."""
    return int(denominator.startswith("d")), int(numerator.startswith("d"))


@confirms(553, "malformed-math")
def _(rng):
    "The list of the components is not closed."
    return brackets(r"(f_1(x) + \epsilon[\nabla f_1(x) \cdot v], \dots, f_m(x) + \epsilon[\nabla f_m(x) \cdot v]")


@confirms(753, "repeated-index")
@confirms(758, "repeated-index")
def _(rng):
    "The derivative by one x_i sums over all outputs; with i for both it sums the diagonal, the same for each i."
    J, weights = rng.normal(size=(3, 3)), rng.normal(size=3)
    return [sum(weights[i] * J[i, i] for i in range(3))] * 3, gradient(lambda x: weights @ J @ x, rng.normal(size=3))


@confirms(850, "malformed-math")
def _(rng):
    "The arguments of f are not closed."
    return brackets(r"f(x(v(t),w(t)),y(v(t),w(t))")


@confirms(896, "malformed-math")
@confirms(900, "malformed-math")
@confirms(905, "malformed-math")
@confirms(909, "malformed-math")
@confirms(949, "malformed-math")
@confirms(955, "malformed-math")
def _(rng):
    "The denominator of df / L has no sign of differentiation."
    return signs("df", r"\mathcal{L}_{reg}")


@confirms(925, "malformed-math")
def _(rng):
    "The denominator of df / z has no sign of differentiation."
    return signs("df", "z")


@confirms(520, "malformed-math")
def _(rng):
    "The formula at the end of the sentence is not closed."
    return "is $f'(x)v!".count("$") % 2, 0


@document("mitmath/matrixcalc", "psets/pset2sol.tex")(116, "malformed-math")
def _(rng):
    "A trace has one argument, the product of the two matrices."
    return 1 + r"\nabla f^T, dA".count(","), 1


@document("mitmath/matrixcalc", "psets/pset2sol.tex")(207, "wrong-derivative")
def _(rng):
    "The first term of the differential of the third power is A^2 dA."
    A, direction = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
    step = 1e-6 * direction
    true = (np.linalg.matrix_power(A + step, 3) - np.linalg.matrix_power(A - step, 3)) / 2e-6
    return direction + A @ direction @ A + direction @ A @ A, true
