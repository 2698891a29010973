r"""Limits that are derivatives: `\lim_{h \to 0} \frac{f(x + h) - f(x)}{h}`."""

from __future__ import annotations

from fractions import Fraction

from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Relation, Sign
from mclint.syntax.walk import rewrite, without_brackets

PRODUCTS = (Op.PRODUCT, Op.DOT, Op.TIMES)
BRACKETS = (Op.GROUP, Op.BRACKET)
TO = "→"


def limit(below: Expr, operand: Expr, span: Span) -> Expr | None:
    """The derivative at zero that the limit of a difference quotient is; nothing where it is another limit."""
    step = _step(below)
    if step is None:
        return None
    difference = _difference(operand, step)
    if difference is None or not _vanishes(difference, step):
        return None
    zero = Number(below.span, Fraction(0))
    there = Relation(below.span, (step, zero), (Sign("=", below.span),))
    slope = Derivative(operand.span, difference, (step,), Form.FRACTION, total=True)
    return Apply(span, Op.EVALUATED, (slope, there))


def _step(below: Expr) -> Name | None:
    r"""The h of `h \to 0`."""
    if not isinstance(below, Relation) or len(below.parts) != 2 or below.signs[0].text != TO:
        return None
    step, end = below.parts
    return step if isinstance(step, Name) and isinstance(end, Number) and end.value == 0 else None


def _difference(operand: Expr, step: Name) -> Expr | None:
    r"""The numerator over the step: of a fraction, or behind `\frac{1}{h}`."""
    if isinstance(operand, Apply) and operand.op is Op.DIVIDE and operand.args[1] == step:
        return operand.args[0]
    if not isinstance(operand, Apply) or operand.op not in PRODUCTS or len(operand.args) != 2:
        return None
    over, bracket = operand.args
    unit = isinstance(over, Apply) and over.op is Op.DIVIDE and over.args[1] == step
    unit = unit and isinstance(over, Apply) and isinstance(over.args[0], Number) and over.args[0].value == 1
    return bracket if unit and isinstance(bracket, Apply) and bracket.op in BRACKETS else None


def _vanishes(difference: Expr, step: Name) -> bool:
    """Whether this is the difference of a value with the step and the same value without it."""
    difference = without_brackets(difference)
    if not isinstance(difference, Apply) or difference.op is not Op.ADD or len(difference.args) != 2:
        return False
    first, second = difference.args
    if not (isinstance(second, Apply) and second.op is Op.NEG):
        return False
    return rewrite(first, lambda node: _at_zero(node, step)) == rewrite(
        second.args[0], lambda node: _at_zero(node, step)
    )


def _at_zero(node: Expr, step: Name) -> Expr:
    """A node whose parts are those where the step is zero, without what vanishes with it."""
    if node == step:
        return Number(node.span, Fraction(0))
    if not isinstance(node, Apply):
        return node
    if node.op in BRACKETS or (node.op is Op.NEG and _is_zero(node.args[0])):
        return node.args[0]
    if node.op in PRODUCTS and any(map(_is_zero, node.args)):
        return Number(node.span, Fraction(0))
    if node.op is Op.ADD:
        kept = tuple(each for each in node.args if not _is_zero(each))
        return kept[0] if len(kept) == 1 else Apply(node.span, Op.ADD, kept) if kept else node.args[0]
    return node


def _is_zero(expr: Expr) -> bool:
    return isinstance(expr, Number) and expr.value == 0
