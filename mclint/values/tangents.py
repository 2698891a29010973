r"""Changes that keep conditions true: where `A x = b` holds, dx, dA and db satisfy `dA x + A dx = db`.

Changes are drawn at random for all symbols that vary, then moved to the nearest that the conditions allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from mclint.document.statement import Property
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.values import dual
from mclint.values.dual import Array, Dual
from mclint.values.evaluate import Evaluator
from mclint.values.projection import FREE, LINEAR, Pairs, directions

MOST_ENTRIES = 70
CUTOFF = 1e-9  # relative, of the singular values of the constraints


def _turned(m: Array) -> Array:
    return np.swapaxes(m, -1, -2)


# What a change U of a value X makes of a property, zero where it is kept: X^T U + U^T X for X^T X = I.
KEPT: dict[Property, Callable[[Array, Array], Array]] = {
    Property.UNIT_NORM: lambda x, u: np.asarray((x * u).sum(axis=(-2, -1), keepdims=True)),
    Property.ORTHOGONAL: lambda x, u: np.asarray(_turned(x) @ u + _turned(u) @ x),
    Property.ORTHONORMAL_COLUMNS: lambda x, u: np.asarray(_turned(x) @ u + _turned(u) @ x),
    Property.ORTHONORMAL_ROWS: lambda x, u: np.asarray(x @ _turned(u) + u @ _turned(x)),
    Property.IDEMPOTENT: lambda x, u: np.asarray(x @ u + u @ x - u),
    Property.SUMS_TO_ONE: lambda x, u: np.asarray((x * 0 + u).sum(axis=-2, keepdims=True)),
    Property.ROWS_SUM_TO_ONE: lambda x, u: np.asarray((x * 0 + u).sum(axis=-1, keepdims=True)),
}


def follow(evaluator: Evaluator, pairs: Pairs, fixed: frozenset[str]) -> None:
    """Give the symbols of conditions, but for those that are fixed, changes that go together."""
    leaves = _leaves(evaluator, pairs)
    for key, leaf in leaves.items():
        if key not in fixed and Property.CONSTANT not in evaluator.properties.get(key, ()):
            evaluator.directions.setdefault(key, Typed("direction", (leaf,), leaf.shape, leaf.span, key))
    varying = [key for key in evaluator.directions if key in leaves]
    basis = [(key, unit) for key in varying for unit in _units(evaluator, key, leaves[key])]
    if not 0 < len(basis) <= MOST_ENTRIES:
        raise Unreadable("limit", "condition")
    held = [(key, what) for key in varying for what in KEPT if what in evaluator.properties.get(key, ())]
    constraints = np.stack([_effect(evaluator, pairs, held, *change) for change in basis], axis=-1)
    drawn = np.stack([_drawn(evaluator, key, leaves[key], unit) for key, unit in basis], axis=-1)[..., None]
    weights = (drawn - np.linalg.pinv(constraints, rcond=CUTOFF) @ (constraints @ drawn))[..., 0]
    for key in varying:
        value = evaluator.values[key]
        mine = ((weights[:, place], unit) for place, (name, unit) in enumerate(basis) if name == key)
        parts = [weight.reshape((-1,) + (1,) * (value.ndim - 1)) * unit for weight, unit in mine]
        evaluator.values[f"d {key}"] = np.asarray(sum(parts[1:], parts[0]))
    evaluator.memo.clear()


def _leaves(evaluator: Evaluator, pairs: Pairs) -> dict[str, Typed]:
    """The symbols of conditions and those that change anyway; of families nothing is known."""
    nodes = [node for pair in pairs for tree in pair for node in typed_nodes(tree)]
    if any(node.op in ("family", "member", "shifted", "function", "elementwise function") for node in nodes):
        raise Unreadable("condition")
    changing = {key: leaf.args[0] for key, leaf in evaluator.directions.items() if leaf.args[0].op == "symbol"}
    return {**changing, **{node.data: node for node in nodes if node.op == "symbol"}}


def _units(evaluator: Evaluator, key: str, leaf: Typed) -> list[Array]:
    """The directions in which a symbol keeps what is said of it, as far as that is linear."""
    said = set(evaluator.properties.get(key, ()))
    value = evaluator.draw(key, *evaluator.shape(leaf), said)
    if not said - FREE - KEPT.keys() <= LINEAR.keys():
        raise Unreadable("condition")
    return directions(value, [LINEAR[each] for each in LINEAR if each in said])


def _drawn(evaluator: Evaluator, key: str, leaf: Typed, unit: Array) -> Array:
    """How far a symbol goes in one direction, in each sample."""
    change = evaluator.draw(f"d {key}", *evaluator.shape(leaf))
    return np.asarray((change * unit).sum(axis=(-2, -1)).reshape(change.shape[0]) / (unit * unit).sum())


def _effect(evaluator: Evaluator, pairs: Pairs, held: Iterable[tuple[str, Property]], key: str, unit: Array) -> Array:
    """What a change of one symbol does to the conditions and to what is said of it, a row for each sample."""
    tag, value = evaluator.tag(), evaluator.values[key]
    change = np.broadcast_to(unit, value.shape)
    before = evaluator.override({key: Dual(tag, value, change)})
    try:
        sides = [dual.subtract(*(evaluator.value(tree) for tree in pair)) for pair in pairs]
    finally:
        evaluator.restore(before)
    parts = [_tangent(side, tag) for side in sides]
    for other, what in held:
        kept = KEPT[what](evaluator.values[other], change if other == key else 0 * evaluator.values[other])
        parts.append(kept)
    if not parts:
        raise Unreadable("condition")
    samples = value.shape[0]
    return np.concatenate([np.broadcast_to(p, (samples, *p.shape[1:])).reshape(samples, -1) for p in parts], axis=1)


def _tangent(side: dual.Numeric, tag: int) -> Array:
    tangent = dual.part(side, tag)[1]
    return np.zeros_like(dual.plain(side)) if tangent is None else dual.plain(tangent)
