r"""Integrals of one number between bounds, by Gauss's rule: exact but for rounding where the integrand is smooth.

So the theorems hold that join them to derivatives: d/dx of \int_a^x f(t) dt is f(x), \int_a^b f'(t) dt = f(b) - f(a).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from mclint.document.scope import spelled, symbols
from mclint.shapes.typed import Typed
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

CONSTANT = frozenset(("I", "0", "1", "e", "pi", "infty"))
POINTS = 16
MOST = (
    2  # integrals in an integrand, itself or by way of definitions: each takes the values of all points of the others
)
RULE = "rule"  # a mark among what is drawn: values of an integral that a law may still contradict


def between_bounds(inference: Inference, node: Apply) -> Typed | None:
    """The integral of one number; nothing where the variable is no number or a bound is not written or infinite."""
    body, variable, lower, upper = node.args
    if _is_open(upper) or (isinstance(lower, Apply) and lower.op is Op.MISSING):
        return None
    if _integrals(inference, body) > MOST:
        return None
    endless = _is_open(lower)
    if endless and symbols((body,)) - CONSTANT != symbols((variable,)):
        return None
    leaf, end = inference.infer(variable), _bound(inference, upper)
    start = Typed("zero", (), (1, 1), lower.span) if endless else _bound(inference, lower)
    if leaf.op != "symbol" or not all(inference.is_scalar(each) for each in (leaf, start, end)):
        return None
    typed = inference.infer(body)
    inference.draws.setdefault(RULE, 1)
    found = _mean(typed, leaf.data, start, end)
    found = Typed("scale", (_sum((end, _negative(start))), found), typed.shape, node.span)
    if not endless:
        return found
    before = Typed("symbol", (), typed.shape, node.span, f"until zero {spelled(body)}")
    return _sum((before, found))


def _integrals(inference: Inference, body: Expr) -> int:
    bodies = [inference.scope.of(key).definitions[0].body for key in inference.reading.definitions]
    found = (node for root in (body, *bodies) for node in nodes(root))
    return sum(isinstance(node, Apply) and node.op is Op.INTEGRAL for node in found)


def _bound(inference: Inference, bound: Expr) -> Typed:
    """A bound; zero is a number here."""
    typed = inference.infer(bound)
    return Typed("zero", (), (1, 1), bound.span) if typed.op == "zero" else typed


def _is_open(bound: Expr) -> bool:
    """Whether a bound is infinite or not written."""
    if isinstance(bound, Apply) and bound.op is Op.NEG:
        bound = bound.args[0]
    infinite = isinstance(bound, Name) and bound.letter == "infty"
    return infinite or (isinstance(bound, Apply) and bound.op is Op.MISSING)


def _mean(body: Typed, key: str, start: Typed, end: Typed) -> Typed:
    """The mean of a body over the values of its variable from start to end."""
    terms = []
    for place, weight in _rule():
        there = _sum((_times(1 - place, start), _times(place, end)))
        terms.append(_times(weight, Typed("let", (body, there), body.shape, body.span, (key,))))
    return _sum(tuple(terms))


@cache
def _rule() -> tuple[tuple[float, float], ...]:
    """Gauss's points in [0, 1] and their weights."""
    places, weights = np.polynomial.legendre.leggauss(POINTS)
    return tuple((float(place + 1) / 2, float(weight) / 2) for place, weight in zip(places, weights, strict=True))


def _times(factor: float, typed: Typed) -> Typed:
    return Typed("scale", (Typed("number", (), (1, 1), typed.span, factor), typed), typed.shape, typed.span)


def _sum(terms: tuple[Typed, ...]) -> Typed:
    return Typed("add", terms, terms[0].shape, terms[0].span)


def _negative(typed: Typed) -> Typed:
    return Typed("negative", (typed,), typed.shape, typed.span)
