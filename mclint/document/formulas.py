r"""What mathematics declares: `A \in \mathbb{R}^{m \times n}`, `f: \mathbb{R}^n \to \mathbb{R}`, `\lambda > 0`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mclint.document.clauses import clause_of
from mclint.document.equations import property_of_equation
from mclint.document.sets import PSD, SPD, Members, members_of
from mclint.document.statement import SIMPLEX, Declaration, Property, Rank
from mclint.document.symbols import (
    Target,
    family_of,
    is_capital,
    is_dots,
    is_greek,
    is_number,
    lone,
    mentions,
    target_of,
)
from mclint.document.written_out import written_out
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Formula, Name, Number, Op, Opaque, Parsed, Relation

__all__ = ["declared", "property_of_equation"]

MEMBER = {"∈", "⊂"}
EQUAL = {"=", ":="}
BEYOND = {
    ">": frozenset({Property.POSITIVE}),
    "≥": frozenset({Property.NON_NEGATIVE}),
    "≻": SPD,
    "⪰": PSD,
    "≠": frozenset({Property.NON_ZERO}),
}
BELOW = {"<": ">", "≤": "≥", "≺": "≻", "⪯": "⪰"}
SIGNS = MEMBER | {":"} | BEYOND.keys() | BELOW.keys()
MATRICES = {"≻", "⪰"}


def declared(parsed: Parsed, condition: str = "") -> list[Declaration]:
    """All declarations of one segment, in the order of the text; `condition` leads their clauses ("if")."""
    found: list[Declaration] = []
    for place, formula in enumerate(parsed.formulas):
        if not any(sign.text in SIGNS for sign in formula.relation.signs):
            found.extend(said._replace(because=clause_of(said, condition)) for said in written_out(formula.relation))
            continue
        led = condition if formula.before.strip() not in ("if", "when") else "if"
        for said in (*_mapping(formula.relation), *_membership(parsed, place), *_bounds(parsed, place)):
            found.append(said._replace(because=clause_of(said, led)))
    return found


def _membership(parsed: Parsed, place: int) -> Iterator[Declaration]:
    r"""`X, Y \in …`, `z = Wx + b \in …`, `(x, y) \in \mathbb{R}^n \times \mathbb{R}`."""
    relation = parsed.formulas[place].relation
    at = next((k for k, sign in enumerate(relation.signs) if sign.text in MEMBER), None)
    if at is None or at + 1 >= len(relation.parts) or any(sign.text not in EQUAL for sign in relation.signs[:at]):
        return
    where = relation.parts[at + 1]
    members = members_of(where)
    left = [_quantified(part) for part in relation.parts[: at + 1]]
    family = relation.signs[at].text == "⊂"
    if members is None:
        yield from (*_pairs(left[0], where), *_grouped(parsed, place, left, at))
        return
    targets = _earlier(parsed, place, left[0]) if at == 0 else _first_name(left)
    for target in targets:
        said = _member(target, members, where.span)
        if said is not None and (not family or target.samples is not None):
            yield said


def _grouped(parsed: Parsed, place: int, left: list[Expr], at: int) -> Iterator[Declaration]:
    r"""`Q \in O(n)`, `p \in \Delta`: what names of sets say, of matrices and of vectors only."""
    where = parsed.formulas[place].relation.parts[at + 1]
    if not isinstance(where, Name | Apply):
        return
    from mclint.document.groups import group_of, is_simplex  # rare, and loaded where they occur

    members, simplex = group_of(where), is_simplex(where)
    for target in _earlier(parsed, place, left[0]) if at == 0 and (members or simplex) else ():
        plain = not (target.arguments or target.transposed or target.index)
        if simplex and plain and not is_capital(target.symbol):
            yield Declaration(target.symbol, target.span.to(where.span), "", rank=Rank.VECTOR, properties=SIMPLEX)
        elif members is not None and plain and is_capital(target.symbol):
            said = _member(target, members, where.span)
            yield from () if said is None else (said,)


def _pairs(left: Expr, where: Expr) -> Iterator[Declaration]:
    r"""`(x, y) \in \mathbb{R}^n \times \mathbb{R}^m` declares each of the pair."""
    if not (isinstance(left, Apply) and left.op is Op.LIST and isinstance(where, Apply) and where.op is Op.TIMES):
        return
    if len(left.args) != len(where.args):
        return
    for part, factor in zip(left.args, where.args, strict=True):
        target, members = target_of(part), members_of(factor)
        said = None if target is None or members is None else _member(target, members, where.span)
        if said is not None:
            yield said


def _quantified(part: Expr) -> Expr:
    r"""The symbol of `\forall x`."""
    if isinstance(part, Apply) and part.op is Op.PRODUCT and len(part.args) == 2 and isinstance(part.args[0], Opaque):
        return part.args[1]
    return part


def _first_name(parts: list[Expr]) -> list[Target]:
    """The symbol of a chain of equals: that of its left end, or the first name in it."""
    targets = [target for target in map(target_of, parts) if target is not None]
    return targets[:1]


def _earlier(parsed: Parsed, place: int, last: Expr) -> list[Target]:
    r"""The symbols of a list that ends at a sign: `X, Y \in …`, `x_1, \dots, x_n \in …`."""
    run = [last]
    while place > 0 and _joins(parsed.formulas[place - 1], parsed.formulas[place]):
        place -= 1
        part = lone(parsed.formulas[place].relation)
        if part is None or (target_of(part) is None and not is_dots(part)):
            break
        run.insert(0, part)
    if isinstance(last, Apply) and last.op is Op.LIST:
        if last.span.start < last.args[0].span.start:  # (x, y) in brackets is one vector, of numbers or of blocks
            return []
        run = [*run[:-1], *last.args]
    dots = next((k for k, part in enumerate(run) if is_dots(part)), None)
    if dots is not None and 0 < dots < len(run) - 1:
        family = family_of(run[0], run[-1])
        return [] if family is None else [family]
    return [target for target in map(target_of, run) if target is not None]


def _joins(formula: Formula, following: Formula) -> bool:
    if formula.relation.signs:
        return False
    return formula.separator == "," or following.before.strip(" ,") == "and"


def _member(target: Target, members: Members, end: Span) -> Declaration | None:
    r"""What `x \in …` says of x; components (`x_i \in \mathbb{R}`) are no declaration of x."""
    rows, columns, samples, symbol = members.rows, members.columns, target.samples, target.symbol
    scalar = members.rank is Rank.SCALAR
    if scalar and (target.index is not None or target.transposed or "," in symbol.label):
        return None
    if target.index is not None and (mentions(rows, target.index) or mentions(columns, target.index)):
        symbol, samples = replace(symbol, label=target.label), None
    if target.transposed:
        rows, columns = columns, rows
    return Declaration(
        symbol,
        target.span.to(end),
        "",
        rows,
        columns,
        members.rank,
        members.properties,
        depends_on=target.arguments,
        samples=samples,
    )


def _mapping(relation: Relation) -> Iterator[Declaration]:
    r"""`f: \mathbb{R}^n \times \mathbb{R} \to \mathbb{R}^m`."""
    signs = [sign.text for sign in relation.signs]
    if signs[:2] != [":", "→"] or len(relation.parts) < 3:
        return
    target, value = target_of(relation.parts[0]), members_of(relation.parts[2])
    if target is None or value is None:
        return
    domain = tuple(_domain(relation.parts[1]))
    span = target.span.to(relation.parts[2].span)
    yield Declaration(target.symbol, span, "", value.rows, value.columns, Rank.FUNCTION, domain=domain)


def _domain(expr: Expr) -> Iterator[tuple[Expr, Expr]]:
    factors = expr.args if isinstance(expr, Apply) and expr.op is Op.TIMES else (expr,)
    members = [members_of(factor) for factor in factors]
    for each in members:
        if each is None or None in members:
            return
        yield each.rows, each.columns


def _bounds(parsed: Parsed, place: int) -> Iterator[Declaration]:
    r"""`\lambda > 0`, `0 < \alpha < 1`, `\Sigma \succ 0`, `x \neq 0`."""
    relation = parsed.formulas[place].relation
    for left, sign, right in zip(relation.parts, relation.signs, relation.parts[1:], strict=False):
        upward = _not_below_zero(right, sign.text) and sign.text in BEYOND
        downward = _not_below_zero(left, sign.text) and sign.text in BELOW
        if upward:
            first = left is relation.parts[0]
            for part in _listed(parsed, place, left) if first else (left,):
                yield from _bound(part, sign.text, right.span)
        elif downward:
            yield from _bound(right, BELOW[sign.text], left.span)


def _not_below_zero(expr: Expr, sign: str) -> bool:
    """Whether a bound tells the sign of what is on its other side."""
    if is_number(expr, 0):
        return True
    return isinstance(expr, Number) and expr.value > 0 and sign in (">", "<", "≥", "≤")


def _listed(parsed: Parsed, place: int, last: Expr) -> list[Expr]:
    r"""The symbols of `\lambda, \mu > 0`."""
    run = [last]
    while place > 0 and _joins(parsed.formulas[place - 1], parsed.formulas[place]):
        place -= 1
        part = lone(parsed.formulas[place].relation)
        if not isinstance(part, Name):
            break
        run.insert(0, part)
    return run


def _bound(part: Expr, sign: str, end: Span) -> Iterator[Declaration]:
    properties, square = BEYOND[sign], False
    if isinstance(part, Apply) and part.op is Op.POWER and properties == {Property.POSITIVE}:
        square, part = True, part.args[0]
    if isinstance(part, Apply) and part.op is Op.DETERMINANT and sign in ("≠", ">"):
        yield from _regular(part.args[0], end)
        return
    target = target_of(part) if isinstance(part, Name | Apply) else None
    if target is None or target.arguments or target.transposed:
        return
    if target.index is not None:  # x_i > 0 says it of each entry, x_1 > 0 of one
        if isinstance(target.index, Name) and not is_capital(target.symbol) and sign in ("≥", ">"):
            yield Declaration(target.symbol, target.span.to(end), "", properties=properties)
        return
    symbol, rank = target.symbol, None
    if sign in MATRICES and not is_capital(symbol):
        properties = frozenset({Property.POSITIVE if sign == "≻" else Property.NON_NEGATIVE})  # of each entry
    elif sign in MATRICES:
        rank = Rank.SQUARE
    elif Property.NON_ZERO not in properties:
        if is_capital(symbol):
            return
        rank = Rank.SCALAR if square or is_greek(symbol) else None
    yield Declaration(symbol, target.span.to(end), "", rank=rank, properties=properties)


def _regular(part: Expr, end: Span) -> Iterator[Declaration]:
    r"""`\det A \neq 0` says that A has an inverse."""
    while isinstance(part, Apply) and part.op is Op.GROUP:
        part = part.args[0]
    if isinstance(part, Name) and is_capital(part):
        yield Declaration(part, part.span.to(end), "", rank=Rank.SQUARE, properties=frozenset({Property.INVERTIBLE}))
