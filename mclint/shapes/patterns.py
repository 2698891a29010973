"""Dots in lists and matrices: the general entry that the shown ones are cases of."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mclint.document.scope import key_of
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes
from mclint.syntax.walk import substitute


def generalize(cells: Sequence[Expr], name: str) -> tuple[Expr, Expr] | None:
    """The entry as a function of an index `•name`, and the last index: [x_1, x_2, x_n] gives x_• and n."""
    if len(cells) < 2:
        return None
    last: list[Expr] = []
    index = Name(cells[0].span, f"•{name}")
    template = _merge(cells[0], cells[-1], index, last)
    if template is None or not last or any(each != last[0] for each in last):
        return None
    for place, cell in enumerate(cells[1:-1], 2):
        if substitute(template, index, Number(cell.span, Fraction(place))) != cell:
            return None
    return template, last[0]


def _merge(first: Expr, final: Expr, index: Name, last: list[Expr]) -> Expr | None:
    """Walk two cells side by side; where 1 stands against something else, the index varies."""
    if first == final:
        return first
    if isinstance(first, Number) and first.value == 1:
        last.append(final)
        return index
    if (
        isinstance(first, Apply)
        and isinstance(final, Apply)
        and first.op is final.op
        and len(first.args) == len(final.args)
    ):
        parts = [_merge(a, b, index, last) for a, b in zip(first.args, final.args, strict=True)]
        return None if None in parts else Apply(first.span, first.op, tuple(p for p in parts if p is not None))
    if isinstance(first, Derivative) and isinstance(final, Derivative) and len(first.variables) == len(final.variables):
        body = _merge(first.body, final.body, index, last)
        variables = [_merge(a, b, index, last) for a, b in zip(first.variables, final.variables, strict=True)]
        if body is None or None in variables:
            return None
        return Derivative(first.span, body, tuple(v for v in variables if v is not None), first.form, first.total)
    return None


def free_indices(expr: Expr) -> set[str]:
    """The letters used as indices below an expression."""
    found = set()
    for node in nodes(expr):
        if isinstance(node, Apply) and node.op is Op.INDEX:
            found |= {key_of(place) or place.letter for place in node.args[1:] if isinstance(place, Name)}
    return found


def series(terms: Sequence[Expr], op: Op, span: Span) -> tuple[Expr, ...] | None:
    r"""The terms of `a_1 x_1 + \cdots + a_n x_n + b`, with the sum over the general one in place of its cases."""
    places = [place for place, term in enumerate(terms) if isinstance(term, Apply) and term.op is Op.DOTS]
    if len(places) != 1 or not 0 < places[0] < len(terms) - 1:
        return None
    before, final, after = terms[: places[0]], terms[places[0] + 1], terms[places[0] + 2 :]
    for start in range(len(before)):
        found = generalize((*before[start:], final), "term")
        if found is not None:
            template, place = found[0], Name(span, "•term")
            if start and substitute(template, place, Number(span, Fraction(0))) == before[start - 1]:
                return None  # counted from zero
            index, first = Name(span, "•term"), Number(span, Fraction(1))
            return (*before[:start], Apply(span, op, (found[0], index, first, found[1])), *after)
    return None
