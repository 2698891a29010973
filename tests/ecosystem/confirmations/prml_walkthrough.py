"""Solutions of the first exercises of a textbook."""

from confirm import brackets, document

confirms = document("khx0/prml-walkthrough", "exercises/exercise_1.1_1.2/main.tex")


@confirms(112, "malformed-math")
@confirms(210, "malformed-math")
def _(rng):
    "The difference that is squared is closed twice."
    return brackets(r"\biggl(y(x_n, w) - t_n)\biggl)^2")
