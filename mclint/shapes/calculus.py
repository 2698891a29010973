"""Shapes of derivatives and differentials, in the layout of the reading.

Layouts (Wikipedia, "Matrix calculus"): for y in R^m and x in R^n, numerator layout gives dy/dx the shape m × n and a
gradient the shape 1 × n; denominator layout gives n × m and n × 1; hybrid gives m × n and n × 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mclint.document.scope import key_of
from mclint.shapes.arrangement import Arrangement, Variable, is_laid_out, stacked_jacobian
from mclint.shapes.dim import Dim, Shape
from mclint.shapes.doubts import is_followed_by_bracket, is_of_all_samples, recurs
from mclint.shapes.partials import by_several
from mclint.shapes.products import multiply
from mclint.shapes.signatures import ELEMENTWISE
from mclint.shapes.taken_at import at_its_point
from mclint.shapes.typed import Clashing, Typed, Unreadable, typed_nodes
from mclint.shapes.vectorised import by_entries_in_one_column, is_vectorised
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, Relation, nodes
from mclint.syntax.walk import without_brackets

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

# What a derivative is taken by: a whole symbol, or an entry or sample of one.
NOTATION = set("ijklmn")  # \\partial_i f is short for the derivative by x_i
ACTIVATIONS = {"sigma", "phi", "varphi", "rho", "g", "f", "a", "h"}  # applied to each entry
LEAVES = ("symbol", "function", "defined", "parameter")


def derivative(inference: Inference, node: Derivative) -> Typed:
    """A derivative of any form."""
    if node.form is Form.PRIME:
        return slope(inference, node)
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
    if (there := at_its_point(node, inference.scope)) is not None:
        inference.indirect = True  # the text may say how the two points are related
        return inference.infer(there)
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
        return _second(inference, node, body, found)
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


def _second(inference: Inference, node: Derivative, body: Typed, found: list[tuple[Variable, Typed]]) -> Typed:
    """The second derivative of a scalar by two vectors: rows for the first, columns for the second."""
    (first, first_leaf), (last, last_leaf) = found
    flat = [inference.find(each.shape) == (1, 1) for each in (first, last)]
    if all(flat):
        inner = Typed("derivative", (body, last_leaf), body.shape, node.span, (last, Arrangement("scalar")))
        return Typed("derivative", (inner, first_leaf), body.shape, node.span, (first, Arrangement("scalar")))
    vectors = all(inference.find(each.shape)[1] == 1 for each in (first, last)) and not any(flat)
    if not vectors or not inference.is_scalar(body):
        raise Unreadable("higher-derivative")
    inner = Typed("derivative", (body, last_leaf), last.shape, node.span, (last, Arrangement("gradient")))
    shape = (first.shape[0], last.shape[0])
    hessian = Typed("derivative", (inner, first_leaf), shape, node.span, (first, Arrangement("jacobian", True)))
    if node.form is Form.HESSIAN and inference.choose("laplacian", 2) == 1:
        return Typed("trace", (hessian,), (1, 1), node.span)
    return hessian


def implied_variables(inference: Inference, body: Expr) -> tuple[Expr, ...]:
    r"""The variable of `\nabla f(x)` or `\nabla f`, where it is not written."""
    body = without_brackets(body)
    if isinstance(body, Apply) and body.op is Op.CALL and len(body.args) == 2:
        return (body.args[1],)
    if isinstance(body, Apply) and body.op is Op.CALL and key_of(body.args[0]) not in inference.reading.definitions:
        raise Unreadable("unknown-variable")  # f(x, y) has a gradient by both
    key = key_of(body)
    if key is not None:
        for definition in inference.scope.of(key).definitions:
            if len(definition.parameters) == 1:
                return definition.parameters
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


def arrange(inference: Inference, node: Derivative, body: Shape, by: Variable) -> tuple[Arrangement, Shape]:
    """How the derivative of a body is laid out in this reading, and its shape."""
    if is_vectorised(node.variables):
        return by_entries_in_one_column(inference, by, body)
    rows, columns = inference.find(body)
    form = node.form
    if inference.find(by.shape) == (1, 1):
        if form is Form.FRACTION and (columns == 1) != (rows == 1) and by.positions is None:
            inference.layout_kinds.add("vector by scalar")
            if is_laid_out(inference, "denominator") and inference.choose("vector by scalar", 2) == 0:
                return Arrangement("scalar", True), (body[1], body[0])
        return Arrangement("scalar"), body
    stacked = inference.reading.stacked
    if stacked and (1 not in (rows, columns) or 1 not in inference.find(by.shape)):
        return stacked_jacobian(inference, by.shape, body, f"stacked {stacked}")
    if rows == 1 == columns:
        return _gradient(inference, form, by)
    if 1 not in (rows, columns) or 1 not in inference.find(by.shape):
        use = inference.usage.of(by.key)
        if use is not None and not use.elsewhere and 1 in inference.find(by.shape):
            # A matrix is differentiated by this symbol, which occurs nowhere else: perhaps a scalar after all.
            inference.met[f"scalar {by.key}"] = 2
        raise Unreadable("tensor-derivative")
    stated = isinstance(node.body, Apply) and node.body.op is Op.TRANSPOSE and key_of(node.body.args[0]) is not None
    return _jacobian(inference, form, by, body, (rows == 1, stated))


def _gradient(inference: Inference, form: Form, by: Variable) -> tuple[Arrangement, Shape]:
    r"""Scalar by vector or matrix; \nabla has the shape of the variable, \partial x^T that of x^T."""
    turned = by.shape[1], by.shape[0]
    if form is Form.JACOBIAN or by.transposed:
        return Arrangement("gradient", True), turned
    if form is Form.FRACTION:
        inference.layout_kinds.add("gradient by vector" if 1 in inference.find(by.shape) else "gradient by matrix")
    if form is Form.FRACTION and is_laid_out(inference, "numerator"):
        return Arrangement("gradient", True), turned
    return Arrangement("gradient"), by.shape


def _jacobian(
    inference: Inference, form: Form, by: Variable, body: Shape, row: tuple[bool, bool]
) -> tuple[Arrangement, Shape]:
    r"""Vector by vector. `\partial y / \partial x^T` is m × n and `\partial y^T / \partial x` n × m in every layout."""
    row_body, stated = row
    wide: Dim = body[1] if row_body else body[0]
    long: Dim = by.shape[0] if inference.find(by.shape)[1] == 1 else by.shape[1]
    if form is Form.JACOBIAN or by.transposed:
        numerator = True
    elif form in (Form.NABLA, Form.HESSIAN):
        numerator = inference.choose("nabla of a vector", 2) == 1
    elif row_body and (stated or inference.choose("derivative of a row", 2) == 0):
        numerator = False
    else:
        inference.layout_kinds.add("jacobian")
        numerator = is_laid_out(inference, "numerator", "hybrid")
    return (Arrangement("jacobian"), (wide, long)) if numerator else (Arrangement("jacobian", True), (long, wide))


def slope(inference: Inference, node: Derivative) -> Typed:
    r"""f'(z), f''(z): derivatives by the argument, entry by entry where z is a vector."""
    body, order = node.body, 1
    while isinstance(body, Derivative) and body.form is Form.PRIME:
        body, order = body.body, order + 1
    argument = _argument(inference, body)
    inference.spots += 1
    name = f"slot {inference.spots}"
    spot = Typed("parameter", (), argument.shape, argument.span, name)
    before = inference.parameters
    inference.parameters = {**before, name: spot}
    try:
        assert isinstance(body, Apply)
        inner = inference.infer(Apply(body.span, body.op, (*body.args[:-1], Name(argument.span, name))))
    finally:
        inference.parameters = before
    known = inference.scope.of(key_of(body.args[0]) or "").definitions
    if known and inference.find(inner.shape) == (1, 1) != inference.find(argument.shape):
        raise Unreadable("prime", "the derivative of a function of a vector")  # a row or a column
    for _ in range(order - 1):
        inner = Typed("slope", (inner, spot), inner.shape, node.span, name)
    value = Typed("slope", (inner, argument), inner.shape, node.span, name)
    rows, columns = inference.find(value.shape)
    if columns == 1 != rows and inference.choose("slope of entries", 2) == 1:
        return Typed("diagonal matrix", (value,), (rows, rows), node.span)  # the Jacobian of what acts on each entry
    return value


def _argument(inference: Inference, body: Expr) -> Typed:
    """What stands in the only argument of a function; it is a number, or the function acts on each entry."""
    if isinstance(body, Apply) and body.op in ELEMENTWISE:
        return inference.infer(body.args[0])
    if not (isinstance(body, Apply) and body.op is Op.CALL and len(body.args) == 2):
        raise Unreadable("prime", "a derivative or another symbol")
    argument, head = inference.infer(body.args[1]), body.args[0]
    activation = isinstance(head, Name) and head.letter in ACTIVATIONS and not inference.scope.of(head.letter).domain
    if not inference.is_scalar(argument) and not activation:
        raise Unreadable("prime", "the derivative of a function of a vector")
    return argument


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
