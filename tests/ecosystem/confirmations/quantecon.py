"""Lectures on economics."""

from confirm import brackets, document, gradient

REPOSITORY = "QuantEcon/lecture-python.myst"
growth = document(REPOSITORY, "lectures/cass_koopmans_2.md")


@growth(576, "malformed-math")
def _(rng):
    "The parenthesis before 1 - delta is not closed."
    return brackets(r"\mu_t [(1-\delta+f'(K_t)]")


@growth(582, "malformed-math")
def _(rng):
    "The parenthesis before 1 - delta is not closed."
    return brackets(r"\mu_t [(1-\delta+f'(K_t)]")


@document(REPOSITORY, "lectures/linear_algebra.md")(1277, "wrong-derivative")
def _(rng):
    "The constraint enters the Lagrangian with +lambda' B u."
    P, Q, A, B = (rng.normal(size=shape) for shape in ((3, 3), (2, 2), (3, 3), (3, 2)))
    x, y, u, multiplier = rng.normal(size=3), rng.normal(size=3), rng.normal(size=2), rng.normal(size=3)
    slope = gradient(lambda u: -y @ P @ y - u @ Q @ u + multiplier @ (A @ x + B @ u - y), u)
    return -(Q + Q.T) @ u - B.T @ multiplier, slope
