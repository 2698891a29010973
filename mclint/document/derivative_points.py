r"""Where derivatives are taken, along what, and one after another: `J_f(1, 2)`, `D_u f(x)`, `Dg \circ Df`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mclint.document.scope import base_of, key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Relation, Sign

POINTS = frozenset("abcpq")
Functions = Mapping[str, tuple[Expr | None, ...]]  # the functions of a document and their parameters


def at_point(before: Derivative, factor: Apply, functions: Functions) -> Expr | None:
    r"""`\frac{\partial f}{\partial x}(a)`: the derivative of f(a) by a."""
    if len(functions.get(key_of(before.body) or "", ())) != 1 or len(before.variables) != 1 or len(factor.args) != 1:
        return None
    variable, point = before.variables[0], factor.args[0]
    if not isinstance(variable, Name) or key_of(point) is None or point == variable:
        return None
    letter = point
    while isinstance(letter, Apply):
        letter = letter.args[0]
    same = isinstance(letter, Name) and letter.letter == variable.letter
    if not same and not (isinstance(point, Name) and point.letter in POINTS):
        return None
    span = before.span.to(factor.span)
    return replace(before, span=span, body=Apply(span, Op.CALL, (before.body, point)), variables=())


def twice(node: Derivative) -> Derivative:
    r"""`\nabla\nabla^\top g` and `\nabla\nabla g` as the Hessian; of a bold letter it may be more than a matrix."""
    inner = node.body
    while isinstance(inner, Apply) and inner.op in (Op.TRANSPOSE, Op.GROUP):
        inner = inner.args[0]
    nablas = isinstance(inner, Derivative) and node.form is Form.NABLA is inner.form
    if not nablas or not isinstance(inner, Derivative) or len(node.variables) != len(inner.variables):
        return node
    letter = base_of(inner.body)
    if letter is not None and letter.font in ("bold", "vec"):
        return node
    variables = (*node.variables, *inner.variables)
    return Derivative(node.span, inner.body, variables, Form.HESSIAN)


def along(node: Derivative, functions: Functions) -> Expr:
    r"""`D_u f(x)`, where f is no function of u: the derivative of f along u."""
    call = node.body
    if (
        node.form is not Form.JACOBIAN
        or len(node.variables) != 1
        or not (isinstance(call, Apply) and call.op is Op.CALL)
    ):
        return node
    parameters = functions.get(key_of(call.args[0]) or "")
    taken = {key_of(each) for each in call.args[1:]}
    by = key_of(node.variables[0])
    if not parameters or by in map(_key, parameters) or by in taken or by is None:
        return node
    return Apply(node.span, Op.CALL, (replace(node, variables=()), node.variables[0]))


def _key(parameter: Expr | None) -> str | None:
    return None if parameter is None else key_of(parameter)


def bare(node: Derivative) -> Expr | None:
    """The function whose derivative stands without arguments, as the author wrote it."""
    body = node.body
    if isinstance(body, Apply) and body.op is Op.CALL and body.span == body.args[0].span:
        body = body.args[0]
    return None if key_of(body) is None else body


def is_difference(arguments: Sequence[Expr]) -> bool:
    """Whether a bracket after a derivative holds the step that it multiplies, as in `J (y - x)`."""
    first = arguments[0] if len(arguments) == 1 else None
    added = isinstance(first, Apply) and first.op is Op.ADD
    return added and isinstance(first, Apply) and any(isinstance(e, Apply) and e.op is Op.NEG for e in first.args)


def settled(node: Derivative, functions: Functions) -> Expr:
    """`J_f` with the arguments of f, whose entries may stand beside it; `J_f(1, 2)` as taken there."""
    key = key_of(node.body.args[0] if isinstance(node.body, Apply) and node.body.op is Op.CALL else node.body)
    parameters = functions.get(key or "", ())
    names = tuple(each for each in parameters if each is not None)
    if node.variables or not names or len(names) != len(parameters):
        return node
    call = node.body
    if not (isinstance(call, Apply) and call.op is Op.CALL):
        named = node.form in (Form.JACOBIAN, Form.HESSIAN)
        return replace(node, body=Apply(call.span, Op.CALL, (call, *names))) if named else node
    values = call.args[1:]
    if len(names) != len(values) or not all(map(_is_number, values)) or (len(names) == 1 and _is_zero(values[0])):
        return node
    free = replace(node, body=Apply(call.span, Op.CALL, (call.args[0], *names)))
    pairs = zip(names, values, strict=True)
    where = tuple(Relation(value.span, (name, value), (Sign("=", value.span),)) for name, value in pairs)
    span = values[0].span.to(values[-1].span)
    return Apply(node.span, Op.EVALUATED, (free, where[0] if len(where) == 1 else Apply(span, Op.LIST, where)))


def _is_number(expr: Expr) -> bool:
    while isinstance(expr, Apply) and expr.op is Op.NEG:
        expr = expr.args[0]
    return isinstance(expr, Number)


def _is_zero(expr: Expr) -> bool:
    return isinstance(expr, Number) and expr.value == 0


def after_one_another(node: Apply, *_: object) -> Expr:
    r"""`Dg(f(x)) \circ Df(x)`: linear maps one after another, which is their product."""
    maps = all(isinstance(each, Derivative) and each.form is Form.JACOBIAN for each in node.args)
    return Apply(node.span, Op.PRODUCT, node.args) if maps else node
