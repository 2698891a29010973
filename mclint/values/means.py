r"""The convention that `\bar{x}` is the mean of the x_i, for claims that are false without it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mclint.document.scope import Scope, key_of
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes
from mclint.syntax.walk import Change


def means(roots: Iterable[Expr], scope: Scope) -> Change:
    r"""A change that puts `\frac{\sum_i x_i}{\sum_i 1}` for an undefined `\bar{x}`, with the x_i that the roots sum."""
    found: dict[str, Expr] = {}
    for root in roots:
        for total in nodes(root):
            if isinstance(total, Apply) and total.op is Op.SUM:
                for term in nodes(total.args[0]):
                    if _is_indexed(term, total.args[1]):
                        assert isinstance(term, Apply)
                        found.setdefault(key_of(term.args[0]) or "", _mean(term, total))

    def change(node: Expr) -> Expr:
        if not (isinstance(node, Name) and node.marks == ("bar",)) or scope.of(key_of(node) or "").definitions:
            return node
        bare = key_of(Name(node.span, node.letter, node.font, (), node.label))
        return found.get(bare or "", node)

    return change


def _is_indexed(term: Expr, index: Expr) -> bool:
    return (
        isinstance(term, Apply)
        and term.op in (Op.INDEX, Op.SUPERINDEX)
        and isinstance(term.args[0], Name)
        and isinstance(index, Name)
        and len(term.args) == 2
        and term.args[1] == index
    )


def _mean(term: Apply, total: Apply) -> Expr:
    """The mean of the terms of a sum."""
    one = Number(term.span, Fraction(1))
    parts = (Apply(term.span, Op.SUM, (each, *total.args[1:])) for each in (term, one))
    return Apply(term.span, Op.DIVIDE, tuple(parts))
