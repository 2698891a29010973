"""Numeric derivatives, entries, samples and sums: the operators that work on the leading axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from mclint.shapes.arrangement import Arrangement, Variable
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.values import dual
from mclint.values.dual import Array, Dual, Numeric

if TYPE_CHECKING:
    from mclint.values.evaluate import Evaluator

REACH = 40  # more than the sizes and numbers of an index add up to

flatten = dual.linear(lambda x: x.reshape(*x.shape[:-2], -1, 1))
reshape = dual.linear(lambda x, rows, columns: x.reshape(*x.shape[:-2], rows, columns))


def index_array(evaluator: Evaluator, alias: str) -> Array:
    """0, 1, … along the axis of an index letter."""
    shape = [1] * (evaluator.leading + 2)
    size = evaluator.size(evaluator.inference.index_sizes[alias])
    shape[evaluator.axis(alias)] = size
    return np.arange(float(size)).reshape(shape)


def _take(x: Array, where: Any, axis: int) -> Array:
    if where.max() >= x.shape[axis]:
        raise Unreadable("domain", "index out of range")
    return np.take_along_axis(x, where, axis)


take = dual.linear(_take)


def _members(x: Array, axis: int, along: int, count: int, height: int) -> Array:
    """The parts of `height` that `x` has along a matrix axis, laid out along the leading axis of their index."""
    if count * height > x.shape[axis]:
        raise Unreadable("domain", "index out of range")
    if x.shape[along] != 1:  # each place of the index takes its own part
        shape = [1] * x.ndim
        shape[along] = count
        start = np.arange(count).reshape(shape) * height
        within = np.arange(height)
        return np.take_along_axis(x, start + (within[:, None] if axis == -2 else within), axis)
    parts = x.swapaxes(axis, -1)[..., : count * height]
    parts = parts.reshape(*parts.shape[:-1], count, height).swapaxes(along, -2)[..., 0, :]
    return parts.swapaxes(-1, axis)


members = dual.linear(_members)
slice_rows = dual.linear(lambda x, start, stop: x[..., start:stop, :])
slice_columns = dual.linear(lambda x, start, stop: x[..., start:stop])


def gather(evaluator: Evaluator, x: Numeric, positions: tuple[Any, Any], block: int) -> Numeric:
    """The rows and columns that positions name."""
    for axis, (kind, what) in zip((-2, -1), positions, strict=True):
        if kind == "all":
            continue
        height = block if axis == -2 else 1
        if kind == "index":
            size = evaluator.size(evaluator.inference.index_sizes[what])
            x = members(x, axis, evaluator.axis(what), size, height)
            continue
        place = what - 1
        if place < 0 or (place + 1) * height > dual.plain(x).shape[axis]:
            raise Unreadable("domain", "index out of range")
        cut = slice_rows if axis == -2 else slice_columns
        x = cut(x, place * height, (place + 1) * height)
    return x


def entry(evaluator: Evaluator, node: Typed) -> Numeric:
    """x_i, A_{ij}."""
    row, column, block = node.data
    return gather(evaluator, evaluator.value(node.args[0]), (row, column), block)


def member(evaluator: Evaluator, node: Typed) -> Numeric:
    """The i-th sample."""
    rows = evaluator.shape(node)[0]
    return gather(evaluator, evaluator.value(node.args[0]), (node.data, ("all", None)), rows)


def shifted(evaluator: Evaluator, node: Typed) -> Numeric:
    """h_{t-1}: a row of a family that goes on beyond every range of its index."""
    name, place = node.data
    rows, columns = evaluator.shape(node)
    properties = evaluator.properties.get(name, ())
    whole = evaluator.draw(f"{name}[…]", 2 * REACH * rows, columns, properties)
    where: Array = np.full((1,) * (evaluator.leading + 2), REACH + place.number)
    for sign, alias in place.letters:
        where = where + sign * (index_array(evaluator, alias) + evaluator.inference.starts.get(alias, 1))
    where = where + sum(sign * evaluator.size(size) for sign, size in place.sizes)
    return take(whole, where.astype(np.intp) * rows + np.arange(rows)[:, None], -2)


def by_entries(evaluator: Evaluator, node: Typed) -> Numeric:
    """Index axes become rows and columns."""
    x = evaluator.value(node.args[0])
    for alias, axis in zip(node.data, (-2, -1), strict=True):
        if alias is not None:
            size = evaluator.size(evaluator.inference.index_sizes[alias])
            x = _turn(x, evaluator.axis(alias), axis, size)
    return x


def _turn_array(x: Array, axis: int, target: int, size: int) -> Array:
    if x.shape[axis] == 1 and size != 1:
        shape = list(x.shape)
        shape[axis] = size
        x = np.broadcast_to(x, shape)
    return np.swapaxes(x, axis, target)


_turn = dual.linear(_turn_array)


def _enter(evaluator: Evaluator) -> int:
    """The axis for the directions of one more level of differentiation."""
    axis = evaluator.first_level + evaluator.level
    if axis >= evaluator.leading:
        raise Unreadable("limit", "nested derivatives")
    evaluator.level += 1
    return axis


def derivative(evaluator: Evaluator, node: Typed) -> Numeric:
    """All partial derivatives in one evaluation: one direction for each entry of the variable."""
    by, how = node.data
    body, leaf = node.args
    base = leaf.args[0] if leaf.op == "member" else leaf
    value = evaluator.value(base)
    rows, columns = dual.plain(value).shape[-2:]
    axis = _enter(evaluator)
    tag = evaluator.tag()
    seed = np.eye(rows * columns).reshape(rows * columns, rows, columns)
    shape = [1] * evaluator.leading + [rows, columns]
    shape[axis] = rows * columns
    before = evaluator.override({by.key: Dual(tag, value, seed.reshape(shape))})
    try:
        result = evaluator.value(body)
    finally:
        evaluator.restore(before)
        evaluator.level -= 1
    tangent = dual.part(result, tag)[1]
    if tangent is None:
        evaluator.vanished |= _was_to_vary(body, by.key)
        evaluator.misread |= _has_whole(body, by.key)
        tangent = np.zeros_like(dual.plain(result))
    spread = _spread(tangent, axis, rows, columns)
    if by.positions is not None:
        spread = gather(evaluator, spread, by.positions, evaluator.shape(leaf)[0] if leaf.op == "member" else 1)
    return _arrange(spread, how, by)


def _was_to_vary(body: Typed, key: str) -> bool:
    """Whether a derivative of zero may only mean that nobody said what depends on x, or that x_0 was not seen as x."""
    inner = body
    while inner.op in ("entry", "member", "sum", "transpose", "negative"):
        inner = inner.args[0]
    if inner.op in ("symbol", "defined", "family", "let") or key.startswith("expression "):
        return True
    unknown = ("function", "elementwise function")
    below = typed_nodes(body)
    return any(n.op in unknown or (n.op == "symbol" and _whole(n.data) == key != n.data) for n in below)


def _whole(key: str) -> str:
    """The symbol that a label or an index was put to: x for x_0."""
    return key.split("_")[0].split("^")[0]


def _has_whole(body: Typed, key: str) -> bool:
    """Whether what is differentiated has x in it and the variable is x_j, taken for a symbol of its own."""
    whole = _whole(key)
    return whole != key and any(node.op == "symbol" and node.data == whole for node in typed_nodes(body))


def _spread_array(tangent: Array, axis: int, rows: int, columns: int) -> Array:
    """(…, rows·columns at axis, …, p, q) becomes (…, 1 at axis, …, p, q, rows, columns)."""
    if tangent.shape[axis] == 1 != rows * columns:
        shape = list(tangent.shape)
        shape[axis] = rows * columns
        tangent = np.broadcast_to(tangent, shape)
    last = [*range(axis), *range(axis + 1, tangent.ndim), axis]
    return tangent.transpose(last).reshape(*tangent.shape[:axis], 1, *tangent.shape[axis + 1 :], rows, columns)


_spread = dual.linear(_spread_array)


def _arrange(spread: Numeric, how: Arrangement, by: Variable) -> Numeric:
    return _arrange_array(spread, how.kind, how.flipped)


def _laid_out(x: Array, kind: str, flipped: bool) -> Array:
    p, q, rows, columns = x.shape[-4:]
    if kind == "scalar":
        result = x[..., 0, 0]
    elif kind == "gradient":
        result = x[..., 0, 0, :, :]
    else:
        if kind == "stacked columns":
            x = np.swapaxes(np.swapaxes(x, -1, -2), -3, -4)
        result = x.reshape(*x.shape[:-4], p * q, rows * columns)
    return np.swapaxes(result, -1, -2) if flipped else result


_arrange_array = dual.linear(_laid_out)


def slope(evaluator: Evaluator, node: Typed) -> Numeric:
    """f'(z), entry by entry: the tangent along a vector of ones."""
    body, argument = node.args
    value = evaluator.value(argument)
    return _tangent(evaluator, body, node.data, value, np.ones_like(dual.plain(value)))


def along(evaluator: Evaluator, node: Typed) -> Numeric:
    """Df(X)[H]: the tangent along a direction."""
    body, argument, direction = node.args
    return _tangent(evaluator, body, node.data, evaluator.value(argument), evaluator.value(direction))


def _tangent(evaluator: Evaluator, body: Typed, name: str, at: Numeric, direction: Numeric) -> Numeric:
    """The change of a value where what has a name is moved in a direction."""
    tag = evaluator.tag()
    before = evaluator.override({name: Dual(tag, at, direction)})
    try:
        result = evaluator.value(body)
    finally:
        evaluator.restore(before)
    tangent = dual.part(result, tag)[1]
    return np.zeros_like(dual.plain(result)) if tangent is None else tangent


def differential(evaluator: Evaluator, node: Typed) -> Numeric:
    """The change along the directions of all symbols that have one."""
    if not evaluator.directions:
        raise Unreadable("unknown-variable", "differential")
    tag = evaluator.tag()
    moved: dict[str, Numeric] = {}
    for key, leaf in evaluator.directions.items():
        moved[key] = Dual(tag, evaluator.value(leaf.args[0]), evaluator.value(leaf))
    before = evaluator.override(moved)
    try:
        result = evaluator.value(node.args[0])
    finally:
        evaluator.restore(before)
    tangent = dual.part(result, tag)[1]
    evaluator.vanished |= tangent is None and any(each.op == "symbol" for each in typed_nodes(node.args[0]))
    return np.zeros_like(dual.plain(result)) if tangent is None else tangent


SPECIAL: dict[str, Callable[[Any, Any], Numeric]] = {
    "entry": entry,
    "member": member,
    "shifted": shifted,
    "by entries": by_entries,
    "derivative": derivative,
    "slope": slope,
    "along": along,
    "differential": differential,
}
