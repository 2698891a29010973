r"""Derivatives by one number that all may depend on, as differentials: `A \dot x = \dot b` as `A dx = db`."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, nodes
from mclint.syntax.walk import rewrite


def in_time(sides: Sequence[Expr]) -> tuple[Expr, ...] | None:
    """The sides with `dx` for `\\dot x` and `dx/dt`, and x for `x(t)`; nothing where there are other derivatives."""
    taken = [node for side in sides for node in nodes(side) if isinstance(node, Derivative)]
    times = {_time(each) for each in taken}
    time = next(iter(times), None)
    if time is None or len(times) > 1 or any(isinstance(node, Derivative) for node in _inside(taken)):
        return None
    changed = tuple(rewrite(side, lambda node: _changed(node, time)) for side in sides)
    return None if any(key_of(node) == time for side in changed for node in nodes(side)) else changed


def _time(taken: Derivative) -> str | None:
    """The letter that a derivative is by, None for something else than a number."""
    if taken.form is Form.PRIME and isinstance(taken.body, Apply) and taken.body.op is Op.CALL:
        variables = taken.body.args[1:]  # \dot x(t)
    else:
        variables = taken.variables if taken.form in (Form.DOT, Form.FRACTION) else ()
    if len(variables) != 1 or not isinstance(variables[0], Name):
        return None
    variable = variables[0]
    return variable.letter if variable.letter.islower() and not variable.font else None


def _inside(taken: Sequence[Derivative]) -> list[Expr]:
    return [node for each in taken for node in nodes(each.body)]


def _changed(node: Expr, time: str) -> Expr:
    if isinstance(node, Derivative):
        return Apply(node.span, Op.DIFFERENTIAL, (node.body,))
    if isinstance(node, Apply) and node.op in (Op.CALL, Op.PRODUCT):
        first, *others = node.args
        kept = [each for each in others if not _is(each, time, bare=node.op is Op.CALL)]
        if len(kept) < len(others) and isinstance(first, Name):
            return Apply(node.span, node.op, (first, *kept)) if kept else first
    return node


def _is(expr: Expr, time: str, bare: bool) -> bool:
    """Whether this is the number that something depends on, in brackets where it is written as a factor."""
    inner = expr.args[0] if isinstance(expr, Apply) and expr.op is Op.GROUP else expr
    return key_of(inner) == time and (bare or inner is not expr)
