"""Small members with whole numbers of the sets that declarations name: symmetric, orthogonal, one-hot, …"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from mclint.document.statement import Property
from mclint.values.dual import Array

NUMBERS = ((2,), (3,), (1,), (-1,), (4,))
POSITIVE = ((2,), (1,), (3,), (4,))
MOST = 40
# Properties that square matrices are filtered by; what is not named here every regular matrix may have.
TESTS: dict[Property, Callable[[Array], Any]] = {
    Property.SYMMETRIC: lambda x: (x == x.T).all(),
    Property.ANTISYMMETRIC: lambda x: (x == -x.T).all(),
    Property.ORTHOGONAL: lambda x: (x @ x.T == np.eye(len(x))).all(),
    Property.IDEMPOTENT: lambda x: (x @ x == x).all(),
    Property.DIAGONAL: lambda x: (x == np.diag(np.diag(x))).all(),
    Property.POSITIVE_DEFINITE: lambda x: (x == x.T).all() and (np.linalg.eigvalsh(x) > 0.1).all(),
    Property.POSITIVE_SEMIDEFINITE: lambda x: (x == x.T).all() and (np.linalg.eigvalsh(x) > -0.1).all(),
    Property.IDENTITY: lambda x: (x == np.eye(len(x))).all(),
    Property.UNIT_NORM: lambda x: (x**2).sum() == 1,
    Property.ONE_HOT: lambda x: (x >= 0).all() and x.sum() == 1 == (x**2).sum(),
    Property.SUMS_TO_ONE: lambda x: (x >= 0).all() and x.sum() == 1,
    Property.SIGN: lambda x: (np.abs(x) == 1).all(),
    Property.POSITIVE: lambda x: (x > 0).all(),
    Property.NON_NEGATIVE: lambda x: (x >= 0).all(),
    Property.NON_ZERO: lambda x: (x != 0).all(),
    Property.ASYMMETRIC: lambda x: not (x == x.T).all(),
}
SINGULAR = frozenset({Property.IDEMPOTENT, Property.POSITIVE_SEMIDEFINITE, Property.ANTISYMMETRIC})


@lru_cache(maxsize=64)
def members(rows: int, columns: int, properties: frozenset[Property]) -> Array | None:
    """Some of the members of a size, simple ones first; None where there are none, or where a matrix is too large."""
    if rows * columns > 6:
        return None
    regular = rows == columns > 1 and not properties & SINGULAR
    found = []
    for entries in _entries(rows * columns):
        value = np.array(entries, dtype=np.float64).reshape(rows, columns)
        if regular and abs(np.linalg.det(value)) < 0.5:
            continue
        if all(TESTS[each](value) for each in properties if each in TESTS):
            found.append(value)
        if len(found) == MOST:
            break
    return np.array(found) if found else None


def _entries(number: int) -> list[tuple[int, ...]]:
    """Lists of small whole numbers, without signs before others, those with small sums of squares first."""
    if number == 1:
        return [*NUMBERS]
    lists = [each for each in product((0, 1, 2, -1), repeat=number) if any(each)]
    return sorted(
        lists, key=lambda each: (sum(entry < 0 for entry in each), sum(entry * entry for entry in each), each)
    )
