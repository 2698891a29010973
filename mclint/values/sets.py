"""Random members of the sets that declarations and assumptions name: symmetric, orthogonal, one-hot, …"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from mclint.document.statement import Property
from mclint.values.dual import Array

Generator = np.random.Generator


def generic(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Entries that are neither small nor equal; square matrices keep clear of being singular."""
    values = rng.normal(0.0, 0.8, shape) + rng.choice((-0.4, 0.4), shape)
    if shape[-1] == shape[-2] != 1:
        values = values + 1.5 * np.eye(shape[-1])
    return np.asarray(values)


def positive(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Entries between 0.3 and 1.8; square matrices are diagonally heavy."""
    values = rng.uniform(0.3, 1.8, shape)
    if shape[-1] == shape[-2] != 1:
        values = values + 1.5 * np.eye(shape[-1])
    return np.asarray(values)


def _symmetric(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = generic(rng, shape)
    return np.asarray((values + np.swapaxes(values, -1, -2)) / 2)


def _definite(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = rng.normal(0.0, 0.7, shape)
    return np.asarray(values @ np.swapaxes(values, -1, -2) + 0.5 * np.eye(shape[-1]))


def _antisymmetric(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = generic(rng, shape)
    return np.asarray((values - np.swapaxes(values, -1, -2)) / 2)


def _orthogonal(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Orthonormal columns, or rows where there are more columns than rows (Q of a QR decomposition)."""
    wide = shape[-1] > shape[-2]
    values = rng.normal(size=(*shape[:-2], max(shape[-2:]), min(shape[-2:])))
    q = np.linalg.qr(values)[0]
    return np.asarray(np.swapaxes(q, -1, -2) if wide else q)


def _idempotent(rng: Generator, shape: tuple[int, ...]) -> Array:
    """An orthogonal projection of half the rank."""
    q = _orthogonal(rng, shape)[..., : max(1, shape[-1] // 2)]
    return np.asarray(q @ np.swapaxes(q, -1, -2))


def _diagonal(rng: Generator, shape: tuple[int, ...]) -> Array:
    return np.asarray(generic(rng, shape) * np.eye(shape[-1]))


def _unit(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = generic(rng, shape)
    return np.asarray(values / np.sqrt((values**2).sum(axis=(-2, -1), keepdims=True)))


def _one_hot(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = np.zeros(shape)
    flat = values.reshape(-1, shape[-2] * shape[-1])
    flat[np.arange(len(flat)), rng.integers(0, flat.shape[1], len(flat))] = 1.0
    return values


def _sums_to_one(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = rng.uniform(0.3, 1.8, shape)
    return np.asarray(values / values.sum(axis=-2, keepdims=True))


# The first property that a symbol has decides; the strongest stand first.
SETS: dict[Property, Callable[[Generator, tuple[int, ...]], Array]] = {
    Property.ONE_HOT: _one_hot,
    Property.IDEMPOTENT: _idempotent,
    Property.ORTHOGONAL: _orthogonal,
    Property.DIAGONAL: _diagonal,
    Property.POSITIVE_DEFINITE: _definite,
    Property.POSITIVE_SEMIDEFINITE: _definite,
    Property.SYMMETRIC: _symmetric,
    Property.ANTISYMMETRIC: _antisymmetric,
    Property.UNIT_NORM: _unit,
    Property.SUMS_TO_ONE: _sums_to_one,
    Property.POSITIVE: positive,
    Property.NON_NEGATIVE: positive,
}
NEED_SQUARE = {
    Property.DIAGONAL,
    Property.POSITIVE_DEFINITE,
    Property.POSITIVE_SEMIDEFINITE,
    Property.SYMMETRIC,
    Property.ANTISYMMETRIC,
    Property.IDEMPOTENT,
}


def member(rng: Generator, shape: tuple[int, ...], properties: Iterable[Property], all_positive: bool) -> Array:
    """A random member of the set that the properties name, over the leading axes of the shape."""
    stated = set(properties)
    for each, draw in SETS.items():
        if each in stated and not (each in NEED_SQUARE and shape[-1] != shape[-2]):
            if shape[-1] == shape[-2] == 1 and each in (Property.POSITIVE_DEFINITE, Property.POSITIVE_SEMIDEFINITE):
                return positive(rng, shape)
            return draw(rng, shape)
    return positive(rng, shape) if all_positive else generic(rng, shape)
