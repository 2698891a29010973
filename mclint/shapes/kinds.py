"""What a symbol of unstated size may be, by its letter and by how it is used."""

from __future__ import annotations

import re

from mclint.document.scope import Facts
from mclint.document.statement import Rank
from mclint.patterns import regex
from mclint.shapes.typed import Kind
from mclint.shapes.usage import Use, is_capital
from mclint.syntax.tree import Apply, Expr, Name, Number, Op

# Capitals and script letters that usually name a scalar: losses, likelihoods, energies, counts.
SCALAR_CAPITALS = {"L", "J", "E", "N", "T", "M", "K", "C", "ell", "Z", "O", "R", "D"}
# Greek letters that often name a parameter vector.
VECTOR_GREEK = {
    *("theta", "beta", "mu", "phi", "xi", "epsilon", "varepsilon", "delta", "omega", "eta", "psi", "alpha", "nu")
}
FUNCTION_LETTERS = {"f", "g", "h", "phi", "psi", "sigma", "varphi", "rho", "ell"}
_RANKS = {
    Rank.SCALAR: (Kind.SCALAR,),
    Rank.VECTOR: (Kind.COLUMN,),
    Rank.ROW: (Kind.ROW,),
    Rank.MATRIX: (Kind.MATRIX,),
    Rank.SQUARE: (Kind.SQUARE,),
}


AXES = {Rank.SCALAR: 0, Rank.VECTOR: 1, Rank.ROW: 1}
NOT_STATED = Facts()


def as_indexed(facts: Facts, use: Use | None) -> Facts:
    """What is said of a letter, unless it has more indices here than what is said of it can have: a family of its own.

    A number has no index, and a vector has not two of them.
    """
    if use is None or use.whole or not use.indices or facts.samples is not None or (use.indices == 1 and use.bold):
        return facts
    if facts.definitions and is_number(facts.definitions[0].body):
        return NOT_STATED
    axes = AXES.get(facts.rank, 2) if facts.rank is not None else 2
    if facts.rows is not None and facts.columns is not None:
        axes = sum(not (isinstance(size, Number) and size.value == 1) for size in (facts.rows, facts.columns))
    return NOT_STATED if use.indices > axes else facts


def candidates(
    use: Use | None, facts: Facts, structure: bool, structured: bool, acting: bool = False, elementary: bool = False
) -> tuple[Kind, ...]:
    """The kinds that a symbol of unstated size may have, the most conventional first.

    A transposed symbol is no scalar (`structured`), one that multiplies a vector or is inverted somewhere is a matrix
    (`acting`): a reading under which every transpose and order of factors is meaningless acquits nobody.
    Where nothing has structure and capitals divide (`elementary`), capitals are numbers.
    """
    if facts.rank in _RANKS:
        return _RANKS[facts.rank]
    if use is None:
        return (Kind.SCALAR, Kind.COLUMN)
    name = use.name
    if use.time:
        return (Kind.SCALAR,)
    if use.square:
        return (Kind.SQUARE, Kind.MATRIX)
    if use.indices == 2 or acting:
        return (Kind.MATRIX,)
    if elementary and not (structure or structured or use.bold or use.inverted or use.normed) and is_capital(name):
        return (Kind.SCALAR,)
    # no vector is squared or divided by, or larger than another one
    numeric = (use.divides or use.powered or use.ordered) and not use.bold
    kinds = _by_letter(name, use, structure or structured)
    if numeric and not use.transposed and Kind.SCALAR in kinds:
        kinds = (Kind.SCALAR, *(kind for kind in kinds if kind is not Kind.SCALAR))
    if use.transposed or (structured and not numeric):
        kinds = tuple(kind for kind in kinds if kind is not Kind.SCALAR) or (Kind.COLUMN, Kind.MATRIX)
    if use.indices == 1 and Kind.COLUMN in kinds:
        kinds = (Kind.COLUMN, *(kind for kind in kinds if kind is not Kind.COLUMN))
    return kinds


def is_number(expr: Expr) -> bool:
    """Whether this is a number, with a sign or without."""
    return isinstance(expr.args[0] if isinstance(expr, Apply) and expr.op is Op.NEG else expr, Number)


# Macros that nobody defined often say what they are: \\kernelMatrix, \\weightVector, \\lossFunction.
_SPELLED = regex(r"(?:matrix|vector|scalar|function|dim|count|rate)$", re.I)
_SPELLED_KINDS = {
    "matrix": Kind.MATRIX, "vector": Kind.COLUMN, "scalar": Kind.SCALAR, "function": Kind.SCALAR, "dim": Kind.SCALAR,
    "count": Kind.SCALAR, "rate": Kind.SCALAR,
}  # fmt: skip


def _by_letter(name: Name, use: Use, structure: bool) -> tuple[Kind, ...]:
    capital = is_capital(name)
    spelled = _SPELLED.search(name.letter) if len(name.letter) > 5 else None
    if spelled is not None:
        return (_SPELLED_KINDS[spelled[0].lower()],)
    if use.bold:
        if capital:
            return (Kind.MATRIX, Kind.COLUMN)
        return (Kind.COLUMN,)
    if name.font in ("cal", "roman") or (len(name.letter) > 1 and not capital and name.letter not in VECTOR_GREEK):
        return (Kind.SCALAR, Kind.COLUMN, Kind.MATRIX) if name.font == "cal" or not capital else (Kind.MATRIX,)
    if capital:
        scalar_first = name.letter in SCALAR_CAPITALS and not (use.transposed or use.inverted or use.variable)
        if scalar_first or (use.differentiated and not use.transposed):
            return (Kind.SCALAR, Kind.MATRIX, Kind.COLUMN)
        return (Kind.MATRIX, Kind.COLUMN) if structure else (Kind.MATRIX, Kind.COLUMN, Kind.SCALAR)
    if use.after_matrix or use.normed or use.transposed:
        return (Kind.COLUMN, Kind.SCALAR, Kind.ROW) if use.transposed else (Kind.COLUMN, Kind.SCALAR)
    if name.letter in FUNCTION_LETTERS:
        return (Kind.SCALAR, Kind.COLUMN)
    vectors = len(name.letter) == 1 or name.letter in VECTOR_GREEK
    if structure and vectors and len(name.letter) == 1 and name.letter not in "cdfgijklmnpqrst":
        return (Kind.COLUMN, Kind.SCALAR)
    if structure and use.variable and vectors and name.letter != "t":
        return (Kind.COLUMN, Kind.SCALAR)
    return (Kind.SCALAR, Kind.COLUMN) if vectors else (Kind.SCALAR,)
