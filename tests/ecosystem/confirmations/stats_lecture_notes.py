"""Lecture notebooks on exponential families."""

import numpy as np
from confirm import brackets, document, gradient

REPOSITORY = "jonathan-taylor/stats-lecture-notes"
slides = document(REPOSITORY, "notebooks/stats191/oldslides/stats191_slides.tex")
moments = document(REPOSITORY, "notebooks/stats306b/multiparameter_partI.ipynb")
multiparameter = document(REPOSITORY, "notebooks/stats306b/multiparameter_partIV.ipynb")
one_parameter = document(REPOSITORY, "notebooks/stats306b/one_parameter_partI.ipynb")
processes = document(REPOSITORY, "notebooks/stats306b/processes.ipynb")
penalized = document(REPOSITORY, "notebooks/stats191/oldslides/penalized_edited.ipynb")


@slides(5391, "dimension-mismatch")
def _(rng):
    "The p columns of X meet the n rows of the weights."
    X, W = rng.normal(size=(7, 3)), np.diag(rng.random(7) + 1)
    return np.array(X.shape[1]), np.array(W.shape[0])


@slides(7811, "dimension-mismatch")
@penalized(564, "dimension-mismatch")
def _(rng):
    "The ridge matrix has p rows and n columns, so it maps Y to weights and not to fitted values."
    X = rng.normal(size=(7, 3))
    ridge = np.linalg.inv(X.T @ X + np.eye(3)) @ X.T
    return np.array(ridge.shape[0]), np.array(ridge.shape[1])


@slides(6989, "malformed-math")
def _(rng):
    "Of the two logarithms only the inner one is closed."
    return brackets(r"-log(-log(E(Y_i))")


@multiparameter(2856, "malformed-math")
def _(rng):
    "The argument of the second cumulant function is closed twice."
    return brackets(r"\Lambda(\eta_i) - \Lambda(Y_i)) - \dot{\Lambda}(\eta(Y_i)) (\eta_i - \eta(Y_i))")


@multiparameter(2857, "malformed-math")
def _(rng):
    "The argument of the second cumulant function is closed twice."
    return brackets(r"\Lambda(\eta_i) - \Lambda(Y_i)) - Y_i (\eta_i - \eta(Y_i))")


@multiparameter(2903, "malformed-math")
def _(rng):
    "The argument of the cumulant function at the estimate is not closed."
    return brackets(r"\left(\Lambda (\hat{\eta}(Y) - \hat{\eta}(Y)^TY \right)")


@one_parameter(434, "malformed-math")
def _(rng):
    "The difference of the cumulant functions is not closed."
    return brackets(r"\exp\left((\eta - \eta_0) \cdot t(x) - (\Lambda(\eta)-\Lambda(\eta_0) \right)")


@one_parameter(497, "malformed-math")
def _(rng):
    "The pair in the argument is opened twice and closed once."
    return brackets(r"D((t(X), P_{\eta_0})")


@one_parameter(723, "malformed-math")
def _(rng):
    "The difference that is squared is not closed."
    return brackets(r"[(t(X) - E(t(X))^2]")


@processes(1343, "stray-index")
@processes(1359, "stray-index")
def _(rng):
    "The sum runs over i; summed over j it is k times one term."
    b, f, i = rng.normal(size=4), rng.normal(size=4), 2
    return sum(b[i] * f[i] for _ in range(4)), np.dot(b, f)


@processes(2780, "malformed-math")
def _(rng):
    "The parameters of the distribution are not closed."
    return brackets(r"\text{Multinomial}(n, (P(A_1), \dots, P(A_k))")


@moments(95, "conflicting-ranges")
def _(rng):
    "A mean divides by the number N of its terms; n is another name."
    x, n = rng.normal(size=7) + 3, 5
    return np.sum(x) / n, np.mean(x)


@one_parameter(2201, "wrong-identity")
def _(rng):
    "For a quadratic function the expansion at x is exact, with powers of y - x and not of x - y."
    a, b, x, y = rng.normal(size=4)
    return a * x + b * x**2 + (a + 2 * b * x) * (x - y) + b * (x - y) ** 2, a * y + b * y**2


@document("jonathan-taylor/stats-lecture-notes", "notebooks/stats306b/one_parameter_partII.ipynb")(
    941, "wrong-identity"
)
def _(rng):
    "The linear term t y is expanded at x as t x + t (y - x); its constant is missing."
    a, b, t, x, y = rng.normal(size=5)
    return a * x + b * x**2 + (a + 2 * b * x - t) * (y - x) + b * (y - x) ** 2, a * y + b * y**2 - t * y


@one_parameter(1137, "wrong-derivative")
def _(rng):
    "The second derivative of log(1 + e^x) is e^x / (1 + e^x)^2."
    x = rng.uniform(1, 2)
    raised = np.exp(x)
    slope = raised * (1 + raised) - raised**2
    return slope / (1 + x) ** 2, gradient(lambda x: np.exp(x) / (1 + np.exp(x)), x)
