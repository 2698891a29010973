"""The English words that say what a symbol is."""

from __future__ import annotations

from mclint.document.sets import PSD, SPD
from mclint.document.statement import Property, Rank

Said = tuple[Rank | None, frozenset[Property]]


def _only(*properties: Property) -> frozenset[Property]:
    return frozenset(properties)


NO = frozenset[Property]()

# The kind of thing a noun names; None where the noun says nothing of it.
HEADS: dict[str, Rank | None] = {
    "matrix": Rank.MATRIX,
    "matrices": Rank.MATRIX,
    "vector": Rank.VECTOR,
    "vectors": Rank.VECTOR,
    "scalar": Rank.SCALAR,
    "scalars": Rank.SCALAR,
    "number": Rank.SCALAR,
    "numbers": Rank.SCALAR,
    "integer": Rank.SCALAR,
    "integers": Rank.SCALAR,
    "function": Rank.FUNCTION,
    "functions": Rank.FUNCTION,
    "constant": None,
    "constants": None,
    "eigenvector": None,
}
PLURAL = {"matrices", "vectors", "scalars", "numbers", "integers", "functions", "constants"}
# Nouns that may follow "scalar", "vector", "matrix": "vector variable x", "scalar loss L".
CARRIERS = {
    "variable", "variables", "parameter", "parameters", "function", "functions", "quantity", "quantities", "loss",
    "constant", "constants", "input", "output", "argument", "valued", "field", "coefficient", "coefficients", "number",
}  # fmt: skip
ADJECTIVES: dict[str, Said] = {
    "symmetric": (Rank.SQUARE, _only(Property.SYMMETRIC)),
    "antisymmetric": (Rank.SQUARE, _only(Property.ANTISYMMETRIC)),
    "skew-symmetric": (Rank.SQUARE, _only(Property.ANTISYMMETRIC)),
    "asymmetric": (Rank.SQUARE, _only(Property.ASYMMETRIC)),
    "non-symmetric": (Rank.SQUARE, _only(Property.ASYMMETRIC)),
    "nonsymmetric": (Rank.SQUARE, _only(Property.ASYMMETRIC)),
    "anti-symmetric": (Rank.SQUARE, _only(Property.ANTISYMMETRIC)),
    "skew": (Rank.SQUARE, _only(Property.ANTISYMMETRIC)),
    "self-adjoint": (Rank.SQUARE, _only(Property.SYMMETRIC)),
    "orthogonal": (None, _only(Property.ORTHOGONAL)),
    "orthonormal": (None, _only(Property.ORTHOGONAL)),
    "rotation": (Rank.SQUARE, _only(Property.ORTHOGONAL)),
    "permutation": (Rank.SQUARE, _only(Property.ORTHOGONAL)),
    "idempotent": (Rank.SQUARE, _only(Property.IDEMPOTENT)),
    "diagonal": (Rank.SQUARE, _only(Property.DIAGONAL)),
    "lower-triangular": (Rank.SQUARE, _only(Property.LOWER_TRIANGULAR)),
    "upper-triangular": (Rank.SQUARE, _only(Property.UPPER_TRIANGULAR)),
    "householder": (Rank.SQUARE, _only(Property.ORTHOGONAL, Property.SYMMETRIC)),
    "givens": (Rank.SQUARE, _only(Property.ORTHOGONAL)),
    "semi-orthogonal": (None, _only(Property.ORTHONORMAL_COLUMNS)),
    "column-orthonormal": (None, _only(Property.ORTHONORMAL_COLUMNS)),
    "row-orthonormal": (None, _only(Property.ORTHONORMAL_ROWS)),
    "oblique": (None, NO),
    "right-stochastic": (Rank.SQUARE, _only(Property.ROWS_SUM_TO_ONE, Property.NON_NEGATIVE)),
    "left-stochastic": (Rank.SQUARE, _only(Property.SUMS_TO_ONE, Property.NON_NEGATIVE)),
    "row-stochastic": (Rank.SQUARE, _only(Property.ROWS_SUM_TO_ONE, Property.NON_NEGATIVE)),
    "column-stochastic": (Rank.SQUARE, _only(Property.SUMS_TO_ONE, Property.NON_NEGATIVE)),
    "doubly-stochastic": (Rank.SQUARE, _only(Property.SUMS_TO_ONE, Property.ROWS_SUM_TO_ONE, Property.NON_NEGATIVE)),
    "positive-definite": (Rank.SQUARE, _only(Property.POSITIVE_DEFINITE)),
    "positive-semidefinite": (Rank.SQUARE, _only(Property.POSITIVE_SEMIDEFINITE)),
    "positive-semi-definite": (Rank.SQUARE, _only(Property.POSITIVE_SEMIDEFINITE)),
    "spd": (Rank.SQUARE, SPD),
    "psd": (Rank.SQUARE, PSD),
    "invertible": (Rank.SQUARE, _only(Property.INVERTIBLE)),
    "nonsingular": (Rank.SQUARE, _only(Property.INVERTIBLE)),
    "non-singular": (Rank.SQUARE, _only(Property.INVERTIBLE)),
    "square": (Rank.SQUARE, NO),
    "covariance": (Rank.SQUARE, SPD),
    "variance-covariance": (Rank.SQUARE, SPD),
    "correlation": (Rank.SQUARE, SPD),
    "precision": (Rank.SQUARE, SPD),
    "kernel": (Rank.SQUARE, PSD),
    "gram": (Rank.SQUARE, PSD),
    "scatter": (Rank.SQUARE, PSD),
    "laplacian": (Rank.SQUARE, PSD),
    "hessian": (Rank.SQUARE, _only(Property.SYMMETRIC)),
    "identity": (Rank.SQUARE, _only(Property.IDENTITY)),
    "column": (Rank.VECTOR, NO),
    "row": (Rank.ROW, NO),
    "unit": (Rank.VECTOR, _only(Property.UNIT_NORM)),
    "unit-norm": (Rank.VECTOR, _only(Property.UNIT_NORM)),
    "unit-length": (Rank.VECTOR, _only(Property.UNIT_NORM)),
    "normalized": (None, NO),
    "normalised": (None, NO),
    "standard-basis": (Rank.VECTOR, _only(Property.ONE_HOT)),
    "one-hot-encoded": (Rank.VECTOR, _only(Property.ONE_HOT)),
    "one-hot": (Rank.VECTOR, _only(Property.ONE_HOT)),
    "probability": (Rank.VECTOR, _only(Property.SUMS_TO_ONE, Property.NON_NEGATIVE)),
    "constant": (None, _only(Property.CONSTANT)),
    "fixed": (None, NO),
    "real": (None, NO),
    "nonzero": (None, _only(Property.NON_ZERO)),
    "non-zero": (None, _only(Property.NON_ZERO)),
    "positive": (None, _only(Property.POSITIVE)),
    "nonnegative": (None, _only(Property.NON_NEGATIVE)),
    "non-negative": (None, _only(Property.NON_NEGATIVE)),
    "scalar-valued": (Rank.SCALAR, NO),
    "real-valued": (Rank.SCALAR, NO),
    "vector-valued": (Rank.VECTOR, NO),
    "matrix-valued": (Rank.MATRIX, NO),
    "random": (None, NO),
    "elementwise": (None, NO),
    "entrywise": (None, NO),
    "componentwise": (None, NO),
    "element-wise": (None, NO),
    "entry-wise": (None, NO),
    "component-wise": (None, NO),
    "coordinatewise": (None, NO),
}
# Adjectives of two words; the hyphen is left out as often as not.
COMPOUND = {
    ("skew", "symmetric"): "skew-symmetric",
    ("anti", "symmetric"): "antisymmetric",
    ("self", "adjoint"): "self-adjoint",
    ("one", "hot"): "one-hot",
    ("lower", "triangular"): "lower-triangular",
    ("upper", "triangular"): "upper-triangular",
    ("row", "stochastic"): "row-stochastic",
    ("right", "stochastic"): "row-stochastic",
    ("column", "stochastic"): "column-stochastic",
    ("left", "stochastic"): "column-stochastic",
    ("doubly", "stochastic"): "doubly-stochastic",
    ("stochastic", "vector"): "probability",
    ("column", "orthonormal"): "column-orthonormal",
    ("standard", "basis"): "standard-basis",
    ("canonical", "basis"): "standard-basis",
    ("non", "negative"): "non-negative",
}
# Adjectives that describe something only together with a noun: "covariance matrix", "unit vector".
NEEDS_NOUN = {
    "covariance", "variance-covariance", "correlation", "precision", "kernel", "gram", "scatter", "laplacian",
    "hessian", "identity", "column", "row", "unit", "probability", "rotation", "permutation", "real-valued",
    "normalized", "normalised", "standard-basis", "householder", "givens", "fixed", "real", "random", "orthonormal",
    "oblique",
}  # fmt: skip
NAMED_ALONE = {"covariance", "hessian", "gram"}  # "the covariance Σ", where the letter is a capital
TURNS = {"rotation", "reflection", "permutation", "reflector", "rotations", "reflections", "permutations"}
STOPS = {"", ",", ".", ";", ":", ")", "and", "or", "then", "we", "in"}
DIRECTIONS = {"normal", "direction", "tangent", "eigenvector"}  # nouns for a vector, behind "unit"
PROJECTIONS = {"projection", "projections", "projector", "projectors"}
WEAKENED = {"strictly", "strict", "block", "quasi", "unit", "nearly", "almost", "not", "non"}  # before "triangular"
FUNCTIONAL = {"scalar-valued", "real-valued", "vector-valued", "matrix-valued"}
ARTICLES = {
    "a", "an", "the", "some", "any", "two", "three", "both", "all", "each", "every", "another", "this", "our", "these",
    "given", "arbitrary", "general", "constant",
}  # fmt: skip
# Words that change or deny the adjective after them.
DENY = {
    "not", "non", "no", "never", "necessarily", "block", "block-diagonal", "skew", "anti", "almost", "nearly", "near",
    "approximately", "conditionally", "quasi", "semi", "negative", "neither", "nor", "generalized", "inverse-wishart",
    "without", "tri", "upper", "lower", "jointly", "mutually", "pairwise", "complex", "hermitian", "possibly", "bi",
    "query", "key", "value", "attention", "linear", "low-rank", "rank-one",
}  # fmt: skip
# Words after which the noun before them stands complete.
CLOSERS = {
    "of", "with", "that", "which", "who", "whose", "where", "in", "and", "or", "is", "are", "be", "was", "were", "has",
    "have", "such", "so", "for", "as", "to", "by", "from", "at", "on", "when", "if", "then", "we", "the", "a", "an",
    "it", "its", "this", "can", "may", "must", "will", "also", "but", "because", "since", "here", "given", "made",
    "built", "whereas", "while", "rather", "instead", "does", "do", "defined", "formed", "obtained", "called",
    "used", "stored", "written", "composed", "there", "not", "now", "only", "both", "denoted", "let", "depending",
    "itself", "too", "onto", "consisting", "containing", "representing", "satisfying", "having", "mapping", "all",
    "respectively",
}  # fmt: skip
FITTING = {
    "appropriate", "matching", "compatible", "suitable", "conforming", "conformable", "consistent", "proper", "fitting",
    "conformal", "corresponding", "adequate", "same", "equal", "right", "correct", "agreeing",
}  # fmt: skip
EXTENT = {"size", "sizes", "shape", "shapes", "dimension", "dimensions", "dimensionality", "length", "order", "dim"}
CONDITIONS = {"if", "when", "whenever", "provided", "iff", "once"}
DERIVED = {
    "derivative", "derivatives", "gradient", "gradients", "jacobian", "hessian", "differential", "product", "inverse",
    "transpose", "sum", "trace", "determinant", "norm", "column", "columns", "row", "rows", "entries", "elements",
    "diagonal", "projection", "differentiating", "differentiation", "part", "rank", "respect", "wrt", "components",
}  # fmt: skip
