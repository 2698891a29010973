r"""What a set says of its members: `\mathbb{R}^{m \times n}`, `\{0, 1\}^n`, `\mathbb{S}_{++}^n`."""

from __future__ import annotations

from fractions import Fraction

from mclint.document.scope import spelled
from mclint.document.statement import Property, Rank
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Opaque, Relation, nodes

REALS = {"R", "Re", "RR", "Reals", "reals", "real", "Real", "C", "Q"}
WHOLE = {"N", "Z", "NN", "ZZ"}
SIZE_OPS = {Op.ADD, Op.NEG, Op.PRODUCT, Op.DOT, Op.DIVIDE, Op.POWER, Op.GROUP, Op.CALL}
SIZE_OPS |= {Op.INDEX, Op.SUPERINDEX, Op.PRIME}
HALF_OPEN = regex(r"[\[(]\s*0\s*,")  # [0, 1), (0, 1]
LIMIT = 60  # nodes of a size: longer ones are no sizes
SPD = frozenset({Property.SYMMETRIC, Property.POSITIVE_DEFINITE})
PSD = frozenset({Property.SYMMETRIC, Property.POSITIVE_SEMIDEFINITE})


class Members(NamedTuple):
    """Size, kind and properties of the members of a set."""

    rows: Expr
    columns: Expr
    rank: Rank | None = None
    properties: frozenset[Property] = frozenset()


class _Marked(NamedTuple):
    """A set taken apart: its letter or braces, the exponent, and the text of its subscript."""

    base: Expr
    exponent: Expr | None
    marks: str


def one(where: Expr) -> Number:
    """The size 1."""
    return Number(where.span, Fraction(1))


def bare(expr: Expr) -> Expr:
    """The expression without the parentheses around it."""
    while isinstance(expr, Apply) and expr.op is Op.GROUP and len(expr.args) == 1:
        expr = expr.args[0]
    return expr


def size_of(expr: Expr) -> Expr | None:
    """The expression as a size, or None where it cannot be one."""
    expr = bare(expr)
    for count, node in enumerate(nodes(expr)):
        fits = isinstance(node, Name | Number) or (isinstance(node, Apply) and node.op in SIZE_OPS)
        if not fits or count > LIMIT:
            return None
    return expr


def sizes_of(expr: Expr) -> tuple[Expr, Expr] | None:
    r"""Rows and columns of `m \times n`; a sum binds its terms to the side they stand on (`n + 1 \times m`)."""
    expr = bare(expr)
    if not isinstance(expr, Apply):
        return None
    if expr.op is Op.TIMES and len(expr.args) == 2:
        rows, columns = size_of(expr.args[0]), size_of(expr.args[1])
        return None if rows is None or columns is None else (rows, columns)
    if expr.op is not Op.ADD:
        return None
    crosses = [place for place, part in enumerate(expr.args) if isinstance(part, Apply) and part.op is Op.TIMES]
    if len(crosses) != 1:
        return None
    at = crosses[0]
    pair = sizes_of(expr.args[at])
    return None if pair is None else (_sum(*expr.args[:at], pair[0]), _sum(pair[1], *expr.args[at + 1 :]))


def _sum(*parts: Expr) -> Expr:
    if len(parts) == 1:
        return parts[0]
    return Apply(parts[0].span.to(parts[-1].span), Op.ADD, parts)


def members_of(expr: Expr) -> Members | None:
    """What the set says of its members, or None for a set that says nothing of sizes."""
    marked = _marked(bare(expr))
    if marked is None:
        return None
    base = marked.base
    if isinstance(base, Name):
        if base.letter in REALS or base.letter in WHOLE:
            return _real(marked)
        if base.letter == "S" or base.letter == "Sym":
            return _symmetric(marked)
        return None
    return _real(marked) if isinstance(base, Opaque) or _numeric(base) else None


def _marked(expr: Expr) -> _Marked | None:
    """The set's letter, exponent and subscripts; None where it carries anything else."""
    exponent, marks = None, ""
    for _ in range(4):
        if isinstance(expr, Name):
            return _Marked(expr, exponent, marks + expr.label)
        if isinstance(expr, Opaque) and expr.reason == "interval" and HALF_OPEN.match(expr.text):
            return _Marked(expr, exponent, marks)
        if not isinstance(expr, Apply):
            return None
        if expr.op is Op.POWER and exponent is None:
            exponent = expr.args[1]
        elif expr.op is Op.TRANSPOSE and exponent is None:
            exponent = Name(expr.span, "T")  # a size named T, as in \mathbb{R}^T
        elif expr.op is Op.PSEUDOINVERSE:
            marks += "+"
        elif expr.op is Op.SUPERINDEX and exponent is None:
            exponent = _paired(expr.args[1])
        elif expr.op is Op.INDEX and len(expr.args) == 2:
            marks += _written(expr.args[1])
        elif expr.op in (Op.SET, Op.LIST, Op.ROW_LIST, Op.BRACKET):
            return _Marked(expr, exponent, marks)
        else:
            return None
        expr = expr.args[0]
    return None


def _paired(expr: Expr) -> Expr:
    r"""The exponent of `\mathbb{R}^{m, n}` as `m \times n`."""
    if isinstance(expr, Apply) and expr.op is Op.LIST and len(expr.args) == 2:
        return Apply(expr.span, Op.TIMES, expr.args)
    return expr


def _written(expr: Expr) -> str:
    """The text of a subscript such as `+`, `++`, `> 0` or `\\ge 0`."""
    if isinstance(expr, Opaque):
        return expr.text
    if isinstance(expr, Relation):
        return "".join(sign.text for sign in expr.signs)
    return spelled(expr)


def _shape(exponent: Expr | None, where: Expr) -> tuple[Expr, Expr] | None:
    if exponent is None:
        return one(where), one(where)
    pair = sizes_of(exponent)
    if pair is not None:
        return pair
    size = size_of(exponent)
    return None if size is None else (size, one(where))


def _real(marked: _Marked) -> Members | None:
    shape = _shape(marked.exponent, marked.base)
    if shape is None:
        return None
    rank = Rank.SCALAR if marked.exponent is None else None
    return Members(*shape, rank, _sign(marked.marks) | _range(marked.base))


def _range(base: Expr) -> frozenset[Property]:
    r"""`(0, 1)` holds positive numbers, `\{0, 1\}` zeros and ones."""
    if isinstance(base, Opaque) and (found := HALF_OPEN.match(base.text)) is not None:
        return frozenset({Property.POSITIVE if found[0][0] == "(" else Property.NON_NEGATIVE})
    if not isinstance(base, Apply) or len(base.args) != 2 or not all(isinstance(each, Number) for each in base.args):
        return frozenset()
    least, most = (each.value for each in base.args if isinstance(each, Number))
    if base.op is Op.SET:
        return frozenset({Property.BINARY}) if least == 0 and most == 1 else frozenset()
    if base.op not in (Op.LIST, Op.ROW_LIST, Op.BRACKET) or least < 0:
        return frozenset()
    return frozenset({Property.POSITIVE if base.op is Op.LIST else Property.NON_NEGATIVE})


def _sign(marks: str) -> frozenset[Property]:
    if "++" in marks or ">" in marks:
        return frozenset({Property.POSITIVE})
    if "+" in marks or "ge" in marks or "≥" in marks:
        return frozenset({Property.NON_NEGATIVE})
    return frozenset()


def _symmetric(marked: _Marked) -> Members | None:
    r"""`\mathbb{S}^n`: symmetric matrices; `\mathbb{S}^{n-1}`: the unit sphere of \mathbb{R}^n."""
    pair = None if marked.exponent is None else sizes_of(marked.exponent)
    size = pair[0] if pair is not None and pair[0] == pair[1] else marked.exponent and size_of(marked.exponent)
    if size is None:
        return None
    if isinstance(size, Apply) and size.op is Op.ADD:
        lowered = len(size.args) == 2 and spelled(size.args[1]) == "-1"
        return Members(size.args[0], one(size), None, frozenset({Property.UNIT_NORM})) if lowered else None
    properties = frozenset({Property.SYMMETRIC})
    if "++" in marked.marks or ">" in marked.marks:
        properties = SPD
    elif any(mark in marked.marks for mark in ("+", "ge", "≥")):
        properties = PSD
    return Members(size, size, None, properties)


def _numeric(expr: Expr) -> bool:
    r"""Whether the braces or brackets hold numbers only: `\{0, 1\}`, `[-1, 1]`, `(0, \infty)`."""
    seen = False
    for count, node in enumerate(nodes(expr)):
        if count > LIMIT:
            return False
        if isinstance(node, Number) or (isinstance(node, Name) and node.letter in ("infty", "∞", "pi")):
            seen = True
        elif not (isinstance(node, Apply) and node.op in (Op.SET, Op.LIST, Op.ROW_LIST, Op.BRACKET, Op.NEG, Op.ADD)):
            return False
    return seen
