r"""Values that satisfy equations: drawn at random, then moved to the nearest solution of `A x = b`, `A v = \lambda v`.

Levenberg's steps (J^T J + μ I)^{-1} J^T r with μ = |r|^2 also converge where the solutions meet in a singular way, as
matrices that commute do; the Jacobian is taken by differences, all samples at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

import numpy as np

from mclint.document.statement import Property
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.values import dual
from mclint.values.dual import Array
from mclint.values.evaluate import Evaluator

STEPS, HALVINGS, MOST_ENTRIES, MOST_EQUATIONS = 40, 5, 70, 70
STEP = 1e-7  # of the differences
SOLVED = 1e-11
LEAST = 0.05  # a solution that is far smaller than what was drawn is a special one
Pairs = Sequence[tuple[Typed, Typed]]
OPEN = {Property.POSITIVE, Property.NON_NEGATIVE, Property.POSITIVE_DEFINITE, Property.POSITIVE_SEMIDEFINITE}
FREE = OPEN | {Property.INVERTIBLE, Property.NON_ZERO, Property.CONSTANT, Property.ASYMMETRIC}
LINEAR: dict[Property, Callable[[Array], Array]] = {
    Property.SYMMETRIC: lambda m: np.asarray((m + np.swapaxes(m, -1, -2)) / 2),
    Property.ANTISYMMETRIC: lambda m: np.asarray((m - np.swapaxes(m, -1, -2)) / 2),
    Property.DIAGONAL: lambda m: np.asarray(m * np.eye(m.shape[-1])),
    Property.LOWER_TRIANGULAR: lambda m: np.asarray(np.tril(m)),
    Property.UPPER_TRIANGULAR: lambda m: np.asarray(np.triu(m)),
}


class Found(Enum):
    """What was found of the solutions of conditions."""

    GENERAL = "a general one"
    SPECIAL = "one that is zero or otherwise special"
    NOTHING = "none"


def satisfy(evaluator: Evaluator, pairs: Pairs, whole: bool, only: frozenset[str] = frozenset()) -> Found:
    """Move the values that an evaluator drew to where the sides of each pair are equal.

    Only matrices are moved, or with `whole` all that can be: A v = λ v holds for other v and λ than were drawn.
    """
    with np.errstate(all="ignore"):
        rest = _rest(evaluator, pairs)
        moving = _moving(evaluator, pairs, whole)
        moving = {name: moving[name] for name in moving if name in only} if only else moving
        drawn = {name: evaluator.values[name].copy() for name in moving}
        if rest.shape[1] > MOST_EQUATIONS:
            raise Unreadable("limit", "condition")
        if np.abs(rest).max() <= SOLVED:
            return Found.GENERAL
        if not moving:
            return Found.NOTHING
        for _ in range(STEPS):
            if np.abs(rest).max() <= SOLVED:
                break
            left = _stepped(evaluator, pairs, moving, rest)
            if left is None:
                return Found.NOTHING
            rest = left
    evaluator.memo.clear()
    if not np.abs(rest).max() <= SOLVED:
        return Found.NOTHING
    special = any(_is_special(evaluator.values[name], drawn[name]) for name in moving)
    kept = all(_keeps(evaluator.values[name], evaluator.properties.get(name, ())) for name in moving)
    return Found.GENERAL if kept and not special else Found.SPECIAL


def _rest(evaluator: Evaluator, pairs: Pairs) -> Array:
    """What is left of the conditions, a row for each sample."""
    evaluator.memo.clear()
    found = []
    for pair in pairs:
        a, b = (dual.plain(evaluator.value(tree)) for tree in pair)
        found.append((a - b).reshape((a - b).shape[0], -1))
    samples = max(each.shape[0] for each in found)
    return np.concatenate([np.broadcast_to(each, (samples, each.shape[1])) for each in found], axis=1)


def _moving(evaluator: Evaluator, pairs: Pairs, whole: bool) -> dict[str, list[Array]]:
    """The symbols that can be moved, with the directions in which they keep what is said of them."""
    trees = [tree for pair in pairs for tree in pair]
    names = {n.data if n.op == "symbol" else f"{n.data}[]" for n in typed_nodes(*trees) if n.op in ("symbol", "family")}
    moving = {}
    for name in sorted(names & evaluator.values.keys()):
        value, properties = evaluator.values[name], set(evaluator.properties.get(name.removesuffix("[]"), ())) - FREE
        if not whole and 1 in value.shape[-2:]:
            continue
        if properties <= LINEAR.keys() and (len(properties) == 0 or not name.endswith("[]")):
            moving[name] = directions(value, [LINEAR[each] for each in properties])
    if sum(map(len, moving.values())) > MOST_ENTRIES:
        raise Unreadable("limit", "condition")
    return moving


def directions(value: Array, maps: Sequence[Callable[[Array], Array]]) -> list[Array]:
    """A basis of the matrices of a linear set."""
    rows, columns = value.shape[-2:]
    units = np.eye(rows * columns).reshape(rows * columns, rows, columns)
    for each in maps:
        units = each(units)
    kept: dict[bytes, Array] = {}
    for unit in units:
        if unit.any():
            kept.setdefault(np.abs(unit).tobytes(), unit)
    return [*kept.values()]


def _stepped(evaluator: Evaluator, pairs: Pairs, moving: dict[str, list[Array]], rest: Array) -> Array | None:
    """What is left after one step, half a step, … : the first that leaves less, if one does."""
    before = {name: evaluator.values[name] for name in moving}
    columns, where = [], []
    for name, directions in moving.items():
        for direction in directions:
            evaluator.values[name] = before[name] + STEP * direction
            columns.append((_rest(evaluator, pairs) - rest) / STEP)
            where.append((name, direction))
        evaluator.values[name] = before[name]
    jacobian = np.stack(columns, axis=-1)
    damping = np.minimum((rest**2).sum(axis=1), 1.0)[:, None, None] + 1e-15
    normal = jacobian @ np.swapaxes(jacobian, 1, 2) + damping * np.eye(rest.shape[1])
    step = -(np.swapaxes(jacobian, 1, 2) @ np.linalg.solve(normal, rest[:, :, None]))[:, :, 0]
    for halving in range(HALVINGS):
        for name in moving:
            evaluator.values[name] = before[name]
        for place, (name, direction) in enumerate(where):
            length = step[:, place].reshape((-1,) + (1,) * (before[name].ndim - 1)) / 2**halving
            evaluator.values[name] = evaluator.values[name] + length * direction
        left = _rest(evaluator, pairs)
        if (left**2).sum() < (rest**2).sum():
            return left
    return None


def _is_special(value: Array, drawn: Array) -> bool:
    """Whether a solution is zero, huge or a multiple of the unit matrix: the conditions have others, or none."""
    size, before = (np.sqrt((each**2).sum(axis=(-2, -1))) for each in (value, drawn))
    if not (np.isfinite(size).all() and (size > LEAST * before).all() and (size < before / LEAST).all()):
        return True
    rows, columns = value.shape[-2:]
    if rows != columns or rows == 1:
        return False
    mean = np.trace(value, axis1=-2, axis2=-1)[..., None, None] / rows * np.eye(rows)
    return bool((np.abs(value - mean).max(axis=(-2, -1)) < LEAST * size).any())


def _keeps(value: Array, properties: Sequence[Property] | frozenset[Property]) -> bool:
    """Whether what was moved still is positive, or definite, where it is said to be."""
    said = OPEN.intersection(properties)
    if said & {Property.POSITIVE, Property.NON_NEGATIVE} and not (value > 0).all():
        return False
    definite = said & {Property.POSITIVE_DEFINITE, Property.POSITIVE_SEMIDEFINITE}
    return not definite or bool((np.linalg.eigvalsh(value) > 0).all())
