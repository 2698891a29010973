r"""Sets of matrices with a name of their own: `O(n)`, `\mathrm{SO}(3)`, `\mathrm{St}(n, k)`, `\mathrm{GL}_n`."""

from __future__ import annotations

from mclint.document.sets import REALS, Members, size_of, sizes_of
from mclint.document.statement import Property, Rank
from mclint.syntax.tree import Apply, Expr, Name, Op

GROUPS = {
    "O": Property.ORTHOGONAL,
    "SO": Property.ORTHOGONAL,
    "St": Property.ORTHONORMAL_COLUMNS,  # Stiefel
    "so": Property.ANTISYMMETRIC,  # its Lie algebra
    "GL": Property.INVERTIBLE,
    "SL": Property.INVERTIBLE,
    "Sym": Property.SYMMETRIC,
    "Skew": Property.ANTISYMMETRIC,
    "bb D": Property.DIAGONAL,
}


def group_of(expr: Expr) -> Members | None:
    """The members of a group of matrices, all square but those of Stiefel; or of 𝔻^n, diagonal ones."""
    word, arguments = _taken_apart(expr)
    if word not in GROUPS:
        return None
    sides = [side for each in arguments for side in _sides(each)]
    sizes = [size for each in sides if not _is_field(each) and (size := size_of(each)) is not None]
    if not 1 <= len(sizes) <= (2 if word == "St" else 1):
        return None
    return Members(sizes[0], sizes[-1], None if word == "St" else Rank.SQUARE, frozenset({GROUPS[word]}))


def is_simplex(expr: Expr) -> bool:
    r"""`\Delta`, `\Delta^{K - 1}`, `\Delta_K`: whether it counts the entries or the dimensions is left open."""
    while isinstance(expr, Apply) and expr.op in (Op.POWER, Op.INDEX, Op.SUPERINDEX):
        expr = expr.args[0]
    return isinstance(expr, Name) and expr.letter in ("Delta", "triangle") and not expr.marks


def _taken_apart(expr: Expr) -> tuple[str, tuple[Expr, ...]]:
    """The word of a group, whose letters may have been read one by one, and what it is of."""
    if isinstance(expr, Name):
        return (expr.letter if expr.letter != "D" else f"{expr.font} D"), ()
    if not isinstance(expr, Apply) or not expr.args:
        return "", ()
    if expr.op is Op.PRODUCT:
        *letters, last = expr.args
        word, arguments = _taken_apart(last)
        read = "".join(each.letter if isinstance(each, Name) else "?" for each in letters)
        return read + word, arguments
    if expr.op in (Op.GROUP, Op.LIST):
        return "", expr.args
    if expr.op in (Op.CALL, Op.INDEX, Op.POWER):
        word, arguments = _taken_apart(expr.args[0])
        return word, (*arguments, *expr.args[1:])
    return "", ()


def _sides(expr: Expr) -> tuple[Expr, ...]:
    r"""The one size of `n \times n`."""
    pair = sizes_of(expr)
    return (expr,) if pair is None else pair[: 1 if pair[0] == pair[1] else 2]


def _is_field(expr: Expr) -> bool:
    return isinstance(expr, Name) and expr.letter in REALS
