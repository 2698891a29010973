"""One line per operator of the typed tree: the shapes it takes and the shape it gives.

A letter is a size, `m*n` a product, `1` a number. Tests draw arrays of these sizes and hold every row of the
evaluator against its line.
"""

from __future__ import annotations

from mclint.syntax.tree import Op

ELEMENTWISE = {
    Op.EXP: "exp",
    Op.SQRT: "sqrt",
    Op.SIN: "sin",
    Op.COS: "cos",
    Op.TAN: "tan",
    Op.SINH: "sinh",
    Op.COSH: "cosh",
    Op.TANH: "tanh",
    Op.SIGN: "sign",
    Op.SIGMOID: "sigmoid",
    Op.RELU: "relu",
}

# Functions of a square matrix that are not taken entry by entry, by what they are for numbers.
OF_SQUARE = {
    "exp": "matrix exponential",
    "sin": "matrix sine",
    "cos": "matrix cosine",
    "sinh": "matrix hyperbolic sine",
    "cosh": "matrix hyperbolic cosine",
}

SIGNATURES = {
    "add": "m n, m n -> m n",
    "negative": "m n -> m n",
    "scale": "1 1, m n -> m n",
    "matmul": "m n, n p -> m p",
    "hadamard": "m n, m n -> m n",
    "kronecker": "m n, p q -> m*p n*q",
    "outer": "m 1, n 1 -> m n",
    "divide": "m n, 1 1 -> m n",
    "power": "m n -> m n",
    "general power": "1 1, 1 1 -> 1 1",
    "matrix power": "n n -> n n",
    **dict.fromkeys(OF_SQUARE.values(), "n n -> n n"),
    "transpose": "m n -> n m",
    "inverse": "n n -> n n",
    "pseudoinverse": "m n -> n m",
    "trace": "n n -> 1 1",
    "determinant": "n n -> 1 1",
    "log determinant": "n n -> 1 1",
    "absolute": "1 1 -> 1 1",
    "norm 1": "m 1 -> 1 1",
    "norm 2": "m n -> 1 1",
    "spectral norm": "m n -> 1 1",
    "inner": "m n, m n -> 1 1",
    "softmax": "m 1 -> m 1",
    "vec": "m n -> m*n 1",
    "diagonal matrix": "n 1 -> n n",
    "diagonal": "n n -> n 1",
    "diagonal part": "n n -> n n",
    "log": "m n -> m n",
    "gamma": "1 1 -> 1 1",
    **{name: "m n -> m n" for name in ELEMENTWISE.values()},
}
