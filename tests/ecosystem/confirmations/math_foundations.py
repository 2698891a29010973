"""A table of derivatives in numerator layout."""

from confirm import document


@document("qiushiyan/math-foundations", "matrix-calculus.Rmd")(94, "dimension-mismatch")
def _(rng):
    "The row w^T has as many columns as A, and A needs as many as it has rows."
    A, w = rng.normal(size=(3, 4)), rng.normal(size=(4, 1))
    return w.T.shape[1], A.shape[0]
