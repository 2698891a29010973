r"""Gradients taken at another point than their variable: `\nabla_x f(x^{(i)})`, `\nabla_x f(A z)`."""

from __future__ import annotations

from dataclasses import replace

from mclint.document.scope import Scope, base_of, key_of, symbols
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, Relation, Sign


def at_its_point(node: Derivative, scope: Scope) -> Expr | None:
    """The gradient of f(a) by x, taken at a, where a is no function of x."""
    point = _other_point(node, scope)
    return None if point is None else _taken_at(node, point)


def _other_point(node: Derivative, scope: Scope) -> Expr | None:
    """What f is applied to in `\\nabla_x f(a)`, where it has no x in it."""
    body, variables = node.body, node.variables
    if node.form not in (Form.NABLA, Form.HESSIAN) or len({*variables}) != 1 or not isinstance(variables[0], Name):
        return None
    if not (isinstance(body, Apply) and body.op is Op.CALL and len(body.args) == 2) or key_of(body.args[0]) is None:
        return None
    variable, point = variables[0], body.args[1]
    key, name = key_of(variable) or "", base_of(point)
    inside = symbols((point,))
    if name is not None and key_of(name) == key:
        return point if key_of(point) not in (None, key) else None  # x^{(i)}
    known = any(scope.of(each).definitions or scope.of(each).depends_on for each in inside)
    return point if name is None and inside and key not in inside and not known else None


def _taken_at(node: Derivative, point: Expr) -> Expr:
    if key_of(point) is not None:
        return replace(node, variables=(point,) * len(node.variables))
    assert isinstance(node.body, Apply)
    variable = node.variables[0]
    free = replace(node, body=Apply(node.body.span, Op.CALL, (node.body.args[0], variable)))
    where = Relation(point.span, (variable, point), (Sign("=", point.span),))
    return Apply(node.span, Op.EVALUATED, (free, where))
