"""Shapes of what hangs on conditions: indicators, values by cases, the larger of two values, normal densities.

All of them are put together from other operators, so that they need no rows of their own in the back ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mclint.document.scope import spelled
from mclint.shapes.powers import square
from mclint.shapes.products import matmul
from mclint.shapes.typed import Clashing, Typed, Unreadable
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Opaque, Relation

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

SIDES = {">": 1.0, "≥": 1.0, "<": -1.0, "≤": -1.0}
REMAINING = ("otherwise", "else", "sonst", "elsewhere")


def indicator(inference: Inference, node: Apply) -> Typed:
    r"""`1\{x > 0\}` entry by entry, `1\{i = j\}` of indices; `1\{y = k\}` of what is drawn at random is not known."""
    relation = node.args[0]
    if not isinstance(relation, Relation) or len(relation.signs) != 1:
        raise Unreadable("indicator")
    return _known(inference, relation, node.span) or _unknown(inference, relation, node.span)


def _known(inference: Inference, relation: Relation, span: Span) -> Typed | None:
    """The value of a comparison of sizes, or of two indices."""
    left, right = relation.parts
    sign = relation.signs[0].text
    if sign in SIDES:
        return _step(_difference(inference, left, right, span), SIDES[sign], span)
    if sign not in ("=", "≠") or not (_is_index(inference, left) and _is_index(inference, right)):
        return None
    name = Name(span, "delta")
    equal = inference.infer(Apply(span, Op.INDEX, (name, left, right)))
    if equal.op != "delta":
        return None
    return equal if sign == "=" else _not(equal)


def _is_index(inference: Inference, expr: Expr) -> bool:
    return (
        isinstance(expr, Name)
        and not expr.label
        and inference.aliases.get(expr.letter, expr.letter) in (inference.index_sizes)
    )


def _difference(inference: Inference, left: Expr, right: Expr, span: Span) -> Typed:
    """How far the left side is above the right one."""
    return inference.infer(Apply(span, Op.ADD, (left, Apply(right.span, Op.NEG, (right,)))))


def _step(difference: Typed, side: float, span: Span) -> Typed:
    """1 where a number is above zero, 0 where it is below: (1 + sign x) / 2."""
    shape = difference.shape
    one = Typed("ones", (), shape, span)
    sign = Typed("scale", (_number(side, span), Typed("sign", (difference,), shape, span)), shape, span)
    return Typed("scale", (_number(0.5, span), Typed("add", (one, sign), shape, span)), shape, span)


def _number(value: float, span: Span) -> Typed:
    return Typed("number", (), (1, 1), span, value)


def _not(holds: Typed) -> Typed:
    """1 where an indicator is 0."""
    negative = Typed("negative", (holds,), (1, 1), holds.span)
    return Typed("add", (_number(1.0, holds.span), negative), (1, 1), holds.span)


def _unknown(inference: Inference, relation: Relation, span: Span) -> Typed:
    """Some number that hangs on what is compared, and that no small change of it changes."""
    arguments = tuple(inference.infer(part) for part in relation.parts if not isinstance(part, Number))
    return Typed("indicator", arguments, (1, 1), span, f"1{{{relation.signs[0].text}{spelled(relation.parts[1])}}}")


def cases(inference: Inference, node: Apply) -> Typed:
    """The sum of the values, each times the indicator of its condition; a condition holds where none before it does."""
    terms: list[Typed] = []
    rest: Typed = _number(1.0, node.span)
    remaining = False
    rows = [row.args for row in node.args if isinstance(row, Apply)]
    for row in rows:
        if len(row) != 2 or remaining:
            raise Unreadable("cases")
        value = inference.infer(row[0])
        holds, remaining = _condition(inference, row[1], len(rows))
        if holds is None:
            continue
        if not inference.is_scalar(holds):
            raise Unreadable("cases", "a condition on each entry")
        share = rest if remaining else Typed("scale", (rest, holds), (1, 1), node.span)
        if terms:
            inference.same_shape(terms[0], value, "values by cases have one shape", Clashing.SUM, node.span)
        terms.append(Typed("scale", (share, value), value.shape, node.span))
        fails = Typed(
            "add", (_number(1.0, node.span), Typed("negative", (holds,), (1, 1), node.span)), (1, 1), node.span
        )
        rest = Typed("scale", (rest, fails), (1, 1), node.span)
    if not terms:
        raise Unreadable("cases")
    return Typed("add", tuple(terms), terms[0].shape, node.span)


def _condition(inference: Inference, condition: Expr, count: int) -> tuple[Typed | None, bool]:
    """The indicator of a condition, nothing for one that random numbers never meet; and whether it is the rest."""
    text = condition.letter if isinstance(condition, Name) else condition.text if isinstance(condition, Opaque) else ""
    if any(word in text for word in REMAINING):
        return _number(1.0, condition.span), True
    if not isinstance(condition, Relation) or len(condition.signs) != 1:
        raise Unreadable("cases", "a condition")
    if condition.signs[0].text == "=" and count > 2 and isinstance(condition.parts[1], Number):
        return None, False
    found = _known(inference, condition, condition.span)
    if found is None:
        raise Unreadable("cases", "a condition")
    return found, False


def extreme(inference: Inference, node: Apply) -> Typed:
    r"""max(a, b) = b + relu(a - b), min(a, b) = b - relu(b - a), entry by entry."""
    first, *others = node.args
    other = others[0] if len(others) == 1 else Apply(node.span, node.op, tuple(others))
    above, below = (first, other) if node.op is Op.MAXIMUM else (other, first)
    bent = _difference(inference, above, below, node.span)
    bent = Typed("relu", (bent,), bent.shape, node.span)
    signed = bent if node.op is Op.MAXIMUM else Typed("negative", (bent,), bent.shape, node.span)
    return _plus(inference, inference.infer(other), signed, node.span)


def _plus(inference: Inference, base: Typed, bent: Typed, span: Span) -> Typed:
    if base.op == "number" and not inference.is_scalar(bent):
        base = Typed("scale", (base, Typed("ones", (), bent.shape, span)), bent.shape, span)
    inference.same_shape(base, bent, "terms of a sum have one shape", Clashing.SUM, span)
    return Typed("add", (base, bent), bent.shape, span)


def gaussian(inference: Inference, node: Apply) -> Typed:
    r"""\mathcal{N}(x | m, S) = exp(-(x - m)^T S^-1 (x - m) / 2) / sqrt(det(2 pi S))."""
    distance = _difference(inference, node.args[0], node.args[1], node.span)
    variance = inference.infer(node.args[2])
    span = node.span
    square(inference, variance, node.args[2].span, "a covariance is a square matrix")
    turned = Typed("transpose", (distance,), (distance.shape[1], distance.shape[0]), span)
    if inference.is_scalar(variance):
        inside = matmul(inference, turned, distance)
        exponent = Typed("divide", (inside, variance), (1, 1), span)
    else:
        inverse = Typed("inverse", (variance,), variance.shape, span)
        exponent = matmul(inference, matmul(inference, turned, inverse), distance)
    if not inference.is_scalar(exponent):
        raise Unreadable("unsupported-notation", "normal density")
    above = Typed("exp", (Typed("scale", (_number(-0.5, span), exponent), (1, 1), span),), (1, 1), span)
    widened = Typed("scale", (_number(2 * math.pi, span), variance), variance.shape, span)
    volume = widened if inference.is_scalar(variance) else Typed("determinant", (widened,), (1, 1), span)
    return Typed("divide", (above, Typed("sqrt", (volume,), (1, 1), span)), (1, 1), span)


def given(inference: Inference, node: Apply) -> Typed:
    """What stands under a condition is no expression."""
    raise Unreadable("conditional")


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.INDICATOR: indicator,
    Op.CASES: cases,
    Op.MAXIMUM: extreme,
    Op.MINIMUM: extreme,
    Op.GAUSSIAN: gaussian,
    Op.GIVEN: given,
}
