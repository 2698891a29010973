"""Terms that may be missing from a sum: those that stand elsewhere in the equation, and transposes of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from mclint.diagnostic import brief
from mclint.records import NamedTuple
from mclint.repairs.changes import Change, Place, inserted, is_in, terms_of
from mclint.repairs.written import MOST_SHOWN, Written
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes

MOST_TERMS = 14
OPEN = (Op.GROUP, Op.BRACKET, Op.DIVIDE, Op.LOG, Op.EXP, Op.TRACE, Op.NORM, Op.DETERMINANT)


class Term(NamedTuple):
    """An expression that may be added, as it is spelled; `outer` ones are terms of a side, not of what stands in it."""

    expr: Expr
    text: str
    outer: bool = False


def pool(side: Expr, others: Sequence[Expr], names: Sequence[Expr], written: Written) -> list[Term]:
    """What may be missing: terms of other sums, terms with another transpose, single symbols, and 1."""
    found: dict[Expr, Term] = {}
    for term in (each for other in others if is_in(other, Op.ADD) for each in map(_unsigned, terms_of(other))):
        found.setdefault(term, Term(term, written.of(term), True))
    for other in (*others, side):
        for node in nodes(other):
            if is_in(node, Op.ADD):
                for term in map(_unsigned, terms_of(node)):
                    found.setdefault(term, Term(term, written.of(term)))
    for term in map(_unsigned, terms_of(side)):
        for turned in _turned(term, written):
            found.setdefault(turned.expr, turned)
    for name in names:
        found.setdefault(name, Term(name, written.of(name)))
    found.setdefault(one := Number(side.span, Fraction(1)), Term(one, "1"))
    return [term for term in found.values() if term.text][:MOST_TERMS]


def _unsigned(expr: Expr) -> Expr:
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.NEG else expr


def _turned(term: Expr, written: Written) -> Iterator[Term]:
    """A term with one of its symbols transposed, or no longer so."""
    factors = term.args if isinstance(term, Apply) and term.op is Op.PRODUCT else (term,)
    for place, factor in enumerate(factors):
        start, end = factor.span
        if isinstance(factor, Apply) and factor.op is Op.TRANSPOSE and isinstance(factor.args[0], Name):
            new: Expr = factor.args[0]
            text = written.of(new)
        elif isinstance(factor, Name):
            new, text = Apply(factor.span, Op.TRANSPOSE, (factor,)), written.of(factor) + written.transpose
        else:
            continue
        whole = (
            Apply(term.span, Op.PRODUCT, (*factors[:place], new, *factors[place + 1 :])) if len(factors) > 1 else new
        )
        yield Term(whole, written.between(term.span.start, start) + text + written.between(end, term.span.end))


def additions(place: Place, terms: Sequence[Term], written: Written) -> Iterator[Change]:
    """A sum with one term more; a single expression, where a sum may stand, made one."""
    node = place.node
    if place.is_index or place.is_argument:
        return
    opens = not place.path or place.is_part_of(*OPEN)
    if not (is_in(node, Op.ADD) or opens) or is_in(node, Op.GROUP) or place.is_part_of(Op.NEG):
        return
    before = node.args if isinstance(node, Apply) and node.op is Op.ADD else (node,)
    for term in terms:
        if term.expr in (node, *map(_unsigned, before)) or (term.outer and len(place.path) > 1):
            continue
        for sign in "+-":
            last = term.expr if sign == "+" else Apply(node.span, Op.NEG, (term.expr,))
            shown = brief(term.text, MOST_SHOWN)
            fact, advice = f"the term `{shown}` is missing", f"{'add' if sign == '+' else 'subtract'} `{shown}`"
            edits = inserted(node.span.end, f" {sign} {term.text}")
            yield Change(place.path, Apply(node.span, Op.ADD, (*before, last)), edits, 2.5, fact, advice)
