"""The catalogue against an oracle that knows nothing of mclint: numpy functions, differentiated by a complex step."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from catalogue_pages import page
from oracle import determinants, forms, functions, hessians, networks, statistics, traces
from oracle.rows import Array, Row, derivative, drawn, second_derivative

from mclint.diagnostic import Severity
from mclint.values import catalogue
from mclint.values.catalogue import Display, Entry

ROWS = [row for topic in (traces, determinants, forms, functions, hessians, statistics, networks) for row in topic.ROWS]
ENTRIES = {entry.name: entry for entry in catalogue.entries()}
FEWEST = 200
EXACT, ROUGH = 1e-9, 1e-5  # first derivatives are exact; second ones are differences


def equal(here: Array, there: Array, bound: float) -> bool:
    """Whether two arrays agree, in shape too; a number has none."""
    if np.size(here) > 1 and np.shape(here) != np.shape(there):
        return False
    return bool(np.abs(here - there).max() <= bound * np.abs(there).max())


def is_verified(entry: Entry, display: Display) -> bool:
    """Whether mclint verifies all equations of a display."""
    equations = page(entry.page).equations_in(display.row)
    return bool(equations) and all(each.status == "verified" for each in equations)


def is_refuted(entry: Entry, display: Display) -> bool:
    """Whether mclint reports an error in a display."""
    return any(each.severity is Severity.ERROR for each in page(entry.page).findings_in(display.row))


def test_the_oracle_is_large() -> None:
    assert len(ROWS) >= FEWEST
    assert [name for name, count in Counter(row.name for row in ROWS).items() if count > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_verdicts_agree(row: Row) -> None:
    """What is true by the oracle is verified, and what is false is refuted."""
    entry = ENTRIES[row.name]
    values = drawn(row.sizes, np.random.default_rng(3))
    taken = second_derivative if row.order == 2 else derivative
    value, bound = taken(row.function, values), ROUGH if row.order == 2 else EXACT
    for display in entry.identities:
        assert equal(row.answer(*values), value, bound) and is_verified(entry, display)
    for mistaken, display in zip(row.mistaken, entry.mistaken, strict=True):
        assert not equal(mistaken(*values), value, 1e-3) and is_refuted(entry, display)
