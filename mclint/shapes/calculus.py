"""Shapes of derivatives and differentials, in the layout of the reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mclint.document.scope import key_of
from mclint.shapes import hessians, linear_maps, slopes
from mclint.shapes.arrangement import Arrangement, Variable
from mclint.shapes.by_layout import arrange, is_named
from mclint.shapes.doubts import is_followed_by_bracket, is_of_all_samples, recurs, refuse_to_ignore
from mclint.shapes.partials import by_several
from mclint.shapes.products import multiply
from mclint.shapes.taken_at import at_its_point
from mclint.shapes.typed import Clashing, Typed, Unreadable, typed_nodes
from mclint.shapes.usage import is_of_several
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, Relation, nodes
from mclint.syntax.walk import without_brackets

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

# What a derivative is taken by: a whole symbol, or an entry or sample of one.
NOTATION = set("ijklmn")  # \\partial_i f is short for the derivative by x_i
LEAVES = ("symbol", "function", "defined", "parameter")


def derivative(inference: Inference, node: Derivative) -> Typed:
    """A derivative of any form; what is called the Jacobian may be its determinant."""
    whole = _derivative(inference, node)
    if not is_named(node) or not inference.usage.whole_sides or inference.usage.written_out:
        return whole
    rows, columns = inference.find(whole.shape)
    if rows != columns or rows == 1 or (asked := inference.choose("jacobian determinant", 3)) == 0:
        return whole
    value = Typed("determinant", (whole,), (1, 1), node.span)
    return value if asked == 1 else Typed("absolute", (value,), (1, 1), node.span)


def _derivative(inference: Inference, node: Derivative) -> Typed:
    if node.form is Form.PRIME:
        return slopes.slope(inference, node)
    if isinstance(node.body, Apply) and node.body.op is Op.MISSING:
        raise Unreadable("operator-without-operand")
    if any(isinstance(v, Name) and v.letter in NOTATION for v in node.variables) and key_of(node.body) is not None:
        raise Unreadable("notation", "a derivative by a position")
    if is_followed_by_bracket(node) and inference.choose("operator on a bracket", 2) == 1:
        assert isinstance(node.body, Apply)
        first, *rest = node.body.args
        alone = replace(node, body=first)
        return multiply(inference, [inference.infer(each) for each in (alone, *rest)], node.span)
    if (partials := by_several(inference, node)) is not None:
        return inference.infer(partials)
    if linear_maps.is_at_value(node):
        return linear_maps.at_value(inference, node)
    if (there := at_its_point(node, inference.scope)) is not None:
        inference.indirect = True  # the text may say how the two points are related
        return inference.infer(there)
    return _by_variables(inference, node)


def _by_variables(inference: Inference, node: Derivative) -> Typed:
    """A derivative by what is written below it, or else by the arguments of the function."""
    several = not node.variables and node.form is not Form.NABLA and is_of_several(node.body)
    if is_named(node) or several:
        refuse_to_ignore(inference, node.body)
    variables = node.variables or implied_variables(inference, node.body)
    if node.form is Form.HESSIAN and len(variables) == 1:
        variables = (variables[0], variables[0])
    body = inference.infer(node.body)
    found = [variable(inference, each) for each in variables]
    if any(is_of_all_samples(body, leaf) for _, leaf in found):
        raise Unreadable("ambiguous", "a letter for all samples and for one")
    if any(recurs(body, leaf) for _, leaf in found):
        raise Unreadable("recurrence", "a derivative of one state by an earlier one")
    if len(found) == 1:
        how, shape = arrange(inference, node, body.shape, found[0][0])
        whole = Typed("derivative", (body, found[0][1]), shape, node.span, (found[0][0], how))
        return _partial(inference, whole, found[0][0].key)
    if len(found) == 2:
        return hessians.second(inference, node, body, found)
    if all(inference.find(each.shape) == (1, 1) for each, _ in found):
        for each, leaf in reversed(found):
            body = Typed("derivative", (body, leaf), body.shape, node.span, (each, Arrangement("scalar")))
        return body
    raise Unreadable("higher-derivative")


def _partial(inference: Inference, whole: Typed, key: str) -> Typed:
    r"""`\partial f(x, h) / \partial x` where h depends on x: perhaps the derivative by the first argument alone."""
    body = whole.args[0]
    if body.op != "function" or not any(argument.data == key for argument in body.args):
        return whole
    others = [argument for argument in body.args if argument.op == "function" and argument.data != key]
    if not others or inference.choose("partial by an argument", 2) == 0:
        return whole
    return Typed("let", (whole, *others), whole.shape, whole.span, tuple(other.data for other in others))


def implied_variables(inference: Inference, body: Expr) -> tuple[Expr, ...]:
    r"""The variable of `\nabla f(x)` or `\nabla f`, where it is not written: no nabla is by the time t."""
    body = without_brackets(body)
    if isinstance(body, Apply) and body.op is Op.CALL and len(places := _in_space(body.args[1:])) == 1:
        return places
    if isinstance(body, Apply) and body.op is Op.CALL and key_of(body.args[0]) not in inference.reading.definitions:
        raise Unreadable("unknown-variable")  # f(x, y) has a gradient by both
    key = key_of(body)
    if key is not None:
        for definition in inference.scope.of(key).definitions:
            if len(places := _in_space(definition.parameters)) == 1:
                return places
        if len(inference.depends.get(key, ())) == 1:
            return inference.depends[key]
        if len(inference.scope.of(key).depends_on) == 1:
            return inference.scope.of(key).depends_on
    variables = [use.name for use in inference.usage.uses.values() if use.variable]
    if len(variables) == 1:
        return (variables[0],)
    inside = {key_of(each): each for each in nodes(body) if isinstance(each, Name) and key_of(each) == "x"}
    if inside:
        return tuple(inside.values())
    raise Unreadable("unknown-variable")


def _in_space(arguments: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """The arguments of a function other than the time, unless that is the only one."""
    return tuple(each for each in arguments if key_of(each) != "t") or arguments


def variable(inference: Inference, expr: Expr) -> tuple[Variable, Typed]:
    """The variable of differentiation and the leaf whose entries are varied."""
    transposed = isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.PRIME)
    if transposed:
        assert isinstance(expr, Apply)
        expr = expr.args[0]
    while isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.VEC):
        expr = expr.args[0]
    typed = inference.infer(expr)
    if typed.op in LEAVES and isinstance(typed.data, str):
        return Variable(typed.data, None, typed.shape, transposed), typed
    if typed.op == "entry" and typed.args[0].op in LEAVES:
        base = typed.args[0]
        return Variable(base.data, (typed.data[0], typed.data[1]), (1, 1), False), base
    if typed.op == "member":
        leaf = typed.args[0]
        return Variable(f"{leaf.data}[]", (typed.data, ("all", None)), leaf.shape, transposed), typed
    raise Unreadable("derivative-by-expression")


def differential(inference: Inference, node: Apply) -> Typed:
    """dX is a direction of X; d(AB) is the change along the directions of its symbols."""
    inner = node.args[0]
    if inference.usage.lone_d:
        # (c + d) u = c u + d u: this d is a number.
        letter = inference.symbol("d", Name(node.span, "d"))
        return multiply(inference, [letter, inference.infer(inner)], node.span)
    while isinstance(inner, Apply) and inner.op is Op.GROUP:
        inner = inner.args[0]
    typed = inference.infer(inner)
    if typed.op == "symbol":
        direction = Typed("direction", (typed,), typed.shape, node.span, typed.data)
        inference.directed.append(direction)
        return direction
    if typed.op == "entry" and typed.args[0].op == "symbol":
        leaf = typed.args[0]
        whole = Typed("direction", (leaf,), leaf.shape, node.span, leaf.data)
        return Typed("entry", (whole,), (1, 1), node.span, typed.data)
    if any(each.op == "shifted" for each in typed_nodes(typed)):
        raise Unreadable("shifted-index")
    return Typed("differential", (typed,), typed.shape, node.span)


def evaluated(inference: Inference, node: Apply) -> Typed:
    r"""e |_{x = a}: the expression with another value for a symbol; `df/dx |_a` is taken at x = a."""
    body, condition = node.args
    conditions = condition.args if isinstance(condition, Apply) and condition.op is Op.LIST else (condition,)
    typed = inference.infer(body)
    pairs = [_substitution(inference, body, each) for each in conditions]
    values = tuple(value for _, value in pairs)
    return Typed("let", (typed, *values), typed.shape, node.span, tuple(name for name, _ in pairs))


def _substitution(inference: Inference, body: Expr, condition: Expr) -> tuple[str, Typed]:
    """The symbol that gets another value, and the value."""
    if isinstance(condition, Relation) and len(condition.parts) == 2 and condition.signs[0].text == "=":
        target, value = condition.parts
    elif isinstance(body, Derivative) and len(body.variables) == 1 and not isinstance(condition, Relation):
        target, value = body.variables[0], condition
    else:
        raise Unreadable("evaluated-at")
    leaf, point = inference.infer(target), inference.infer(value)
    if leaf.op not in ("symbol", "function") or (leaf.op == "function" and leaf.data not in inference.depends):
        raise Unreadable("evaluated-at")
    inference.same_shape(leaf, point, "a value has the shape of its symbol", Clashing.SIDES, condition.span)
    return leaf.data, point


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.DIFFERENTIAL: differential,
    Op.EVALUATED: evaluated,
}
