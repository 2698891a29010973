"""How the derivative of a body is laid out, and its shape, in the layout of the reading.

Layouts (Wikipedia, "Matrix calculus"): for y in R^m and x in R^n, numerator layout gives dy/dx the shape m × n and a
gradient the shape 1 × n; denominator layout gives n × m and n × 1; hybrid gives m × n and n × 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.document.scope import key_of
from mclint.shapes.arrangement import Arrangement, Variable, is_laid_out, stacked_jacobian
from mclint.shapes.dim import Dim, Shape
from mclint.shapes.typed import Unreadable
from mclint.shapes.vectorised import by_entries_in_one_column, is_vectorised
from mclint.syntax.tree import Apply, Derivative, Form, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


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
        return _gradient(inference, form, by, is_named(node))
    if 1 not in (rows, columns) or 1 not in inference.find(by.shape):
        use = inference.usage.of(by.key)
        if use is not None and not use.elsewhere and 1 in inference.find(by.shape):
            # A matrix is differentiated by this symbol, which occurs nowhere else: perhaps a scalar after all.
            inference.met[f"scalar {by.key}"] = 2
        raise Unreadable("tensor-derivative")
    stated = isinstance(node.body, Apply) and node.body.op is Op.TRANSPOSE and key_of(node.body.args[0]) is not None
    if is_named(node) and is_turned(inference, "jacobian by name", "denominator"):
        return Arrangement("jacobian", True), _sizes(inference, by, body)[::-1]
    return _jacobian(inference, form, by, body, (rows == 1, stated))


def is_named(node: Derivative) -> bool:
    r"""Whether a derivative has a name, as in `J_f(x)` and `Df`, and no sign for what it is taken by."""
    return node.form is Form.JACOBIAN and not node.variables


def is_turned(inference: Inference, kind: str, *layouts: str) -> bool:
    """Whether this reading transposes a derivative with a name: by convention it has a row for each output."""
    alone = inference.usage.whole_sides  # who writes J^T J means J as everyone does
    turned = alone and is_laid_out(inference, *layouts) and inference.choose(f"transposed {kind}", 2) == 1
    if turned:
        inference.layout_kinds.add(kind)
    return turned


def _gradient(inference: Inference, form: Form, by: Variable, named: bool) -> tuple[Arrangement, Shape]:
    r"""Scalar by vector or matrix; \nabla has the shape of the variable, \partial x^T that of x^T."""
    turned = by.shape[1], by.shape[0]
    if named and is_turned(inference, "gradient by name", "denominator", "hybrid"):
        return Arrangement("gradient"), by.shape
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
    wide, long = _sizes(inference, by, body)
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


def _sizes(inference: Inference, by: Variable, body: Shape) -> tuple[Dim, Dim]:
    """The numbers of outputs and of inputs."""
    wide = body[1] if inference.find(body)[0] == 1 else body[0]
    return wide, by.shape[0] if inference.find(by.shape)[1] == 1 else by.shape[1]
