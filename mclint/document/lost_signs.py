r"""Fractions such as `\frac{df}{z}` that the text shows to be derivatives: the `d` of their denominator is lost.

A quotient of a differential by a number is fine by itself (`\frac{dx}{x}` under an integral, `\frac{dy}{y} = dt`), so
this needs a witness: a chain rule in which the fraction takes part, or the same fraction in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mclint.patterns import regex
from mclint.sources.segment import Problem, Segment
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, Parsed, Relation, nodes

FRACTION = regex(r"\\[tdc]?frac\s*\{\s*(?:d|\\(?:mathrm|text|rm|diff?|dd|differential|mathd|ud|rd)\b)")


def lost_differentials(pieces: Sequence[tuple[Segment, Parsed | None]]) -> Iterator[Problem]:
    r"""A problem for each denominator that lost its `d`."""
    relations = [
        formula.relation
        for segment, parsed in pieces
        if parsed is not None and FRACTION.search(segment.text)
        for formula in parsed.formulas
    ]
    suspects = [node for relation in relations for node in nodes(relation) if is_suspect(node)]
    if not suspects:
        return
    known = {node for relation in relations for node in shown(relation)}
    for node in suspects:
        if node in known and isinstance(node, Apply):
            label = "`d` is lost before this"
            yield Problem(node.args[1].span, "the denominator of a derivative has no `d`", label)


def is_suspect(expr: Expr) -> bool:
    """Whether this is the differential of a symbol over another symbol."""
    if not isinstance(expr, Apply) or expr.op is not Op.DIVIDE:
        return False
    above, below = expr.args
    return (
        isinstance(above, Apply)
        and above.op is Op.DIFFERENTIAL
        and isinstance(above.args[0], Name)
        and isinstance(below, Name)
        and above.args[0] != below
    )


def shown(relation: Relation) -> Iterator[Expr]:
    """The fractions that are derivatives for what stands beside them."""
    if any(is_alone(node) for node in factors_and_terms(relation)):
        return  # differentials that are quantities of their own, as in dS/S = μ dt
    for node in nodes(relation):
        if isinstance(node, Apply) and node.op is Op.PRODUCT:
            for first, second in pairwise(node.args):
                if below(first) is not None and below(first) == above(second):
                    yield from (each for each in (first, second) if is_suspect(each))
    for side, other in pairwise(relation.parts):
        if is_suspect(side) and isinstance(other, Apply) and other.op is Op.PRODUCT:
            last = other.args[-1]
            if isinstance(last, Derivative) and below(last) == below(side):
                yield side


def factors_and_terms(relation: Relation) -> Iterator[Expr]:
    """The parts of a relation, their terms and the factors of those."""
    waiting: list[Expr] = list(relation.parts)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Apply) and node.op in (Op.ADD, Op.NEG, Op.PRODUCT, Op.DOT, Op.GROUP, Op.BRACKET):
            waiting.extend(node.args)


def is_alone(expr: Expr) -> bool:
    """Whether this is a differential outside any fraction."""
    return isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL


def above(expr: Expr) -> Expr | None:
    """What a fraction differentiates."""
    if isinstance(expr, Derivative):
        return expr.body
    return (
        expr.args[0].args[0]
        if is_suspect(expr) and isinstance(expr, Apply) and isinstance(expr.args[0], Apply)
        else None
    )


def below(expr: Expr) -> Expr | None:
    """What it differentiates by, whether its `d` is written or not."""
    if isinstance(expr, Derivative) and expr.form is Form.FRACTION and expr.total and len(expr.variables) == 1:
        return expr.variables[0]
    return expr.args[1] if is_suspect(expr) and isinstance(expr, Apply) else None
