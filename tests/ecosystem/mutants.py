"""Equations with one token changed, as an author might slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, children, nodes
from mclint.syntax.walk import with_children

FACTORS = (Op.PRODUCT, Op.DOT)
NUMBERS = {"pi", "e", "d", "dots"}
Mutant = tuple[str, Expr]  # what was changed, and the side with the change


def mutants(side: Expr, equation: tuple[Expr, Expr]) -> list[Mutant]:
    """All changes of one token in a side of an equation; symbols are swapped for others of both sides."""
    letters = {key_of(n): n for root in equation for n in nodes(root) if isinstance(n, Name) and _is_symbol(n)}
    names = list(letters.values())
    found = dict.fromkeys((kind, changed) for kind, changed in _everywhere(side, names) if changed != side)
    return [*found, *_whole(side)]


def _whole(side: Expr) -> Iterator[Mutant]:
    """A factor before the whole side."""
    if not (isinstance(side, Apply) and side.op is Op.ADD):
        yield "sign flipped", side.args[0] if _is(side, Op.NEG) else Apply(side.span, Op.NEG, (side,))
        yield "factor inserted", _times(side, Fraction(2))
        yield "factor inserted", _times(side, Fraction(1, 2))


def _everywhere(expr: Expr, names: list[Name]) -> Iterator[Mutant]:
    """The changes at a node and below it; by what is differentiated, and indices, are symbols like others."""
    for row in ROWS:
        yield from row(expr)
    if isinstance(expr, Name) and _is_symbol(expr):
        yield from (("symbol swapped", name) for name in names if key_of(name) != key_of(expr))
    parts = children(expr)
    for place, part in enumerate(parts):
        if isinstance(expr, Apply) and expr.op in (Op.SUM, Op.PRODUCT_OVER) and place > 0:
            continue  # bounds
        for kind, changed in _everywhere(part, names):
            if isinstance(expr, Apply) and expr.op is Op.INDEX and kind != "symbol swapped":
                continue
            if isinstance(expr, Derivative) and place > 0 and kind != "symbol swapped":
                continue
            yield kind, with_children(expr, [*parts[:place], changed, *parts[place + 1 :]])


def _transposes(expr: Expr) -> Iterator[Mutant]:
    if _is(expr, Op.TRANSPOSE):
        yield "transpose dropped", expr.args[0]
    elif isinstance(expr, Name) and _is_symbol(expr) and (expr.font == "bold" or expr.letter.isupper()):
        yield "transpose added", Apply(expr.span, Op.TRANSPOSE, (expr,))


def _inverses(expr: Expr) -> Iterator[Mutant]:
    if _is(expr, Op.INVERSE):
        yield "inverse dropped", expr.args[0]


def _swaps(expr: Expr) -> Iterator[Mutant]:
    if isinstance(expr, Apply) and expr.op in FACTORS:
        for place in range(len(expr.args) - 1):
            before, first, second, *after = expr.args[:place], *expr.args[place : place + 2], expr.args[place + 2 :]
            yield "factors swapped", Apply(expr.span, expr.op, (*before, second, first, *after[0]))


def _factors(expr: Expr) -> Iterator[Mutant]:
    """Numbers among factors and before them."""
    if isinstance(expr, Apply) and expr.op in FACTORS:
        for place, part in enumerate(expr.args):
            rest = (*expr.args[:place], *expr.args[place + 1 :])
            if isinstance(part, Number) or (_is(part, Op.DIVIDE) and all(isinstance(n, Number) for n in part.args)):
                yield "factor removed", rest[0] if len(rest) == 1 else Apply(expr.span, expr.op, rest)


def _terms(expr: Expr) -> Iterator[Mutant]:
    if not _is(expr, Op.ADD):
        return
    for place, term in enumerate(expr.args):
        before, after = expr.args[:place], expr.args[place + 1 :]
        rest = (*before, *after)
        yield "term dropped", rest[0] if len(rest) == 1 else Apply(expr.span, Op.ADD, rest)
        turned = term.args[0] if _is(term, Op.NEG) else Apply(term.span, Op.NEG, (term,))
        yield "sign flipped", Apply(expr.span, Op.ADD, (*before, turned, *after))
        inner = term.args[0] if _is(term, Op.NEG) else term
        doubled = _times(inner, Fraction(2))
        signed = Apply(term.span, Op.NEG, (doubled,)) if _is(term, Op.NEG) else doubled
        yield "factor inserted", Apply(expr.span, Op.ADD, (*before, signed, *after))


ROWS: tuple[Callable[[Expr], Iterator[Mutant]], ...] = (_transposes, _inverses, _swaps, _factors, _terms)


def _times(expr: Expr, factor: Fraction) -> Expr:
    parts = expr.args if isinstance(expr, Apply) and expr.op is Op.PRODUCT else (expr,)
    return Apply(expr.span, Op.PRODUCT, (Number(expr.span, factor), *parts))


def _is(expr: Expr, op: Op) -> bool:
    return isinstance(expr, Apply) and expr.op is op


def _is_symbol(name: Name) -> bool:
    return name.letter not in NUMBERS and name.font != "bb"
