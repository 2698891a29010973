"""Random members of the sets that declarations and assumptions name: symmetric, orthogonal, one-hot, …"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from functools import lru_cache

import numpy as np

from mclint.document.statement import Property
from mclint.values.dual import Array

GOLDEN, FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
APART = 1_000_003  # between the sequences of two seeds


BEGINNING = 4096  # of the numbers of a seed: more than almost every equation draws


class Generator:
    """Numbers that look random and are the same on every machine: splitmix64 (Steele, Lea & Flood 2014).

    numpy.random does as well, and takes longer to import than a page of notes takes to check.
    """

    def __init__(self, seed: int) -> None:
        self.seed, self.count = seed, 0

    def uniform(self, low: float, high: float, shape: tuple[int, ...]) -> Array:
        """Independent numbers between two bounds."""
        start = self.count
        self.count += math.prod(shape)
        if self.count <= BEGINNING:
            return _beginning(self.seed, low, high)[start : self.count].reshape(shape)
        return (low + (high - low) * _fractions(self.seed, start, self.count)).reshape(shape)


@lru_cache(maxsize=16)
def _beginning(seed: int, low: float, high: float) -> Array:
    """The first numbers of a seed: all equations are tried with the same few seeds."""
    numbers = low + (high - low) * _fractions(seed, 0, BEGINNING)
    numbers.flags.writeable = False
    return numbers


def _fractions(seed: int, start: int, stop: int) -> Array:
    """A part of the sequence of a seed, between 0 and 1."""
    state = np.arange(seed * APART + start + 1, seed * APART + stop + 1, dtype=np.uint64) * GOLDEN
    state = (state ^ (state >> np.uint64(30))) * FIRST
    state = (state ^ (state >> np.uint64(27))) * SECOND
    return ((state ^ (state >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0**-53


@lru_cache(maxsize=64)
def _heavy(size: int) -> Array:
    """What keeps a square matrix clear of being singular."""
    return 1.5 * np.eye(size)


def generic(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Entries that are neither small nor equal; square matrices keep clear of being singular."""
    values = rng.uniform(-1.3, 1.3, shape)
    values = values + np.copysign(0.2, values)
    if shape[-1] == shape[-2] != 1:
        values = values + _heavy(shape[-1])
    return np.asarray(values)


def positive(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Entries between 0.3 and 1.8; square matrices are diagonally heavy."""
    values = rng.uniform(0.3, 1.8, shape)
    if shape[-1] == shape[-2] != 1:
        values = values + _heavy(shape[-1])
    return np.asarray(values)


def _symmetric(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = generic(rng, shape)
    return np.asarray((values + np.swapaxes(values, -1, -2)) / 2)


def _definite(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = rng.uniform(-1.2, 1.2, shape)
    return np.asarray(values @ np.swapaxes(values, -1, -2) + 0.5 * np.eye(shape[-1]))


def _antisymmetric(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = generic(rng, shape)
    return np.asarray((values - np.swapaxes(values, -1, -2)) / 2)


def _orthogonal(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Orthonormal columns, or rows where there are more columns than rows (Q of a QR decomposition)."""
    wide = shape[-1] > shape[-2]
    values = rng.uniform(-1.0, 1.0, (*shape[:-2], max(shape[-2:]), min(shape[-2:])))
    q = np.linalg.qr(values)[0]
    return np.asarray(np.swapaxes(q, -1, -2) if wide else q)


def _orthonormal_columns(rng: Generator, shape: tuple[int, ...]) -> Array:
    if shape[-1] > shape[-2]:
        raise np.linalg.LinAlgError("no more columns than rows are orthonormal")
    return _orthogonal(rng, shape)


def _orthonormal_rows(rng: Generator, shape: tuple[int, ...]) -> Array:
    return np.asarray(np.swapaxes(_orthonormal_columns(rng, (*shape[:-2], shape[-1], shape[-2])), -1, -2))


def _idempotent(rng: Generator, shape: tuple[int, ...]) -> Array:
    """An oblique projection of half the rank: S diag(1, …, 0, …) S^{-1}."""
    base = _definite(rng, shape) + 0.4 * generic(rng, shape)
    kept = np.diag((np.arange(shape[-1]) < max(1, shape[-1] // 2)).astype(np.float64))
    return np.asarray(base @ kept @ np.linalg.inv(base))


def _projection(rng: Generator, shape: tuple[int, ...]) -> Array:
    """An orthogonal projection of half the rank."""
    q = _orthogonal(rng, shape)[..., : max(1, shape[-1] // 2)]
    return np.asarray(q @ np.swapaxes(q, -1, -2))


def _reflection(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Orthogonal and symmetric: I - 2 P."""
    return np.asarray(np.eye(shape[-1]) - 2.0 * _projection(rng, shape))


def _quarter_turn(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Orthogonal and antisymmetric, of even size: Q J Q^T."""
    if shape[-1] % 2:
        raise np.linalg.LinAlgError("no orthogonal matrix of odd size is antisymmetric")
    q = _orthogonal(rng, shape)
    turn = np.kron(np.eye(shape[-1] // 2), np.array([[0.0, -1.0], [1.0, 0.0]]))
    return np.asarray(q @ turn @ np.swapaxes(q, -1, -2))


def _diagonal(rng: Generator, shape: tuple[int, ...]) -> Array:
    return np.asarray(generic(rng, shape) * np.eye(shape[-1]))


def _lower(rng: Generator, shape: tuple[int, ...]) -> Array:
    return np.asarray(np.tril(generic(rng, shape)))


def _upper(rng: Generator, shape: tuple[int, ...]) -> Array:
    return np.asarray(np.triu(generic(rng, shape)))


def _unit(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = generic(rng, shape)
    return np.asarray(values / np.sqrt((values**2).sum(axis=(-2, -1), keepdims=True)))


def _one_hot(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = np.zeros(shape)
    flat = values.reshape(-1, shape[-2] * shape[-1])
    hot = (rng.uniform(0.0, 1.0, (len(flat),)) * flat.shape[1]).astype(np.intp)
    flat[np.arange(len(flat)), hot] = 1.0
    return values


def _sums_to_one(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = rng.uniform(0.3, 1.8, shape)
    return np.asarray(values / values.sum(axis=-2, keepdims=True))


def _rows_sum_to_one(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = rng.uniform(0.3, 1.8, shape)
    return np.asarray(values / values.sum(axis=-1, keepdims=True))


def _doubly_stochastic(rng: Generator, shape: tuple[int, ...]) -> Array:
    """A mean of permutations (Birkhoff)."""
    orders = np.argsort(rng.uniform(0.0, 1.0, (5, *shape[:-1])), axis=-1)
    weights = _sums_to_one(rng, (5, 1))
    return np.asarray(sum(w * np.eye(shape[-1])[order] for w, order in zip(weights[:, 0], orders, strict=True)))


def _signs(rng: Generator, shape: tuple[int, ...]) -> Array:
    values = np.asarray(np.copysign(1.0, rng.uniform(-1.0, 1.0, shape)))
    if values.size > 1 and np.abs(values.sum()) == values.size:
        values.flat[0] *= -1.0  # what holds for one sign need not hold for the other
    return values


# The first property that a symbol has decides; the strongest stand first.
SETS: dict[Property, Callable[[Generator, tuple[int, ...]], Array]] = {
    Property.ONE_HOT: _one_hot,
    Property.IDEMPOTENT: _idempotent,
    Property.ORTHOGONAL: _orthogonal,
    Property.ORTHONORMAL_COLUMNS: _orthonormal_columns,
    Property.ORTHONORMAL_ROWS: _orthonormal_rows,
    Property.DIAGONAL: _diagonal,
    Property.LOWER_TRIANGULAR: _lower,
    Property.UPPER_TRIANGULAR: _upper,
    Property.POSITIVE_DEFINITE: _definite,
    Property.POSITIVE_SEMIDEFINITE: _definite,
    Property.SYMMETRIC: _symmetric,
    Property.ANTISYMMETRIC: _antisymmetric,
    Property.UNIT_NORM: _unit,
    Property.SUMS_TO_ONE: _sums_to_one,
    Property.ROWS_SUM_TO_ONE: _rows_sum_to_one,
    Property.SIGN: _signs,
    Property.POSITIVE: positive,
    Property.NON_NEGATIVE: positive,
}
PAIRS = {
    frozenset({Property.IDEMPOTENT, Property.SYMMETRIC}): _projection,
    frozenset({Property.ORTHOGONAL, Property.SYMMETRIC}): _reflection,
    frozenset({Property.ORTHOGONAL, Property.ANTISYMMETRIC}): _quarter_turn,
    frozenset({Property.LOWER_TRIANGULAR, Property.UPPER_TRIANGULAR}): _diagonal,
    frozenset({Property.SUMS_TO_ONE, Property.ROWS_SUM_TO_ONE}): _doubly_stochastic,
}
ORTHONORMAL = {Property.ORTHONORMAL_COLUMNS, Property.ORTHONORMAL_ROWS}
NEED_SQUARE = {
    Property.DIAGONAL,
    Property.LOWER_TRIANGULAR,
    Property.UPPER_TRIANGULAR,
    Property.POSITIVE_DEFINITE,
    Property.POSITIVE_SEMIDEFINITE,
    Property.SYMMETRIC,
    Property.ANTISYMMETRIC,
    Property.IDEMPOTENT,
}


OF_VECTORS = {Property.SUMS_TO_ONE, Property.ROWS_SUM_TO_ONE, Property.ONE_HOT, Property.UNIT_NORM}


def _of_number(stated: set[Property]) -> set[Property]:
    """What a number can have of what is said: alone it does not sum to one, and of norm one are 1 and -1."""
    return stated - OF_VECTORS | ({Property.SIGN} if Property.UNIT_NORM in stated else set())


def member(
    rng: Generator, shape: tuple[int, ...], properties: Collection[Property], all_positive: bool, small: bool = False
) -> Array:
    """A random member of the set that the properties name, over the leading axes; `small` keeps 1 - x positive."""
    if not properties and not small:
        return positive(rng, shape) if all_positive else generic(rng, shape)
    stated = set(properties)
    if shape[-2:] == (1, 1):
        stated = _of_number(stated)
    if stated & ORTHONORMAL and shape[-1] == shape[-2]:
        stated = stated - ORTHONORMAL | {Property.ORTHOGONAL}
    if stated >= {Property.BINARY, Property.SUMS_TO_ONE}:
        stated = {Property.ONE_HOT}
    stated.discard(Property.BINARY)  # alone: drawn as any number, for zeros would hide what is multiplied by them
    if small and stated <= {Property.POSITIVE, Property.NON_NEGATIVE, Property.NON_ZERO, Property.CONSTANT}:
        return np.asarray(positive(rng, shape) / 4)
    if not stated:
        return positive(rng, shape) if all_positive else generic(rng, shape)
    for each, draw in SETS.items():
        if each in stated and not (each in NEED_SQUARE and shape[-1] != shape[-2]):
            if shape[-1] == shape[-2] == 1 and each in (Property.POSITIVE_DEFINITE, Property.POSITIVE_SEMIDEFINITE):
                return positive(rng, shape)
            square = shape[-1] == shape[-2] != 1
            return next((row for pair, row in PAIRS.items() if square and stated >= pair), draw)(rng, shape)
    return positive(rng, shape) if all_positive else generic(rng, shape)
