"""Calculations that confirm `true` verdicts without mclint: plain numpy, one file per document in `confirmations/`.

    from confirm import document, gradient

    confirms = document("owner/repository", "path/in/it.tex")

    @confirms(120, "wrong-derivative")
    def _(rng):
        "The gradient of x^T A x is (A + A^T) x."
        A, x = rng.normal(size=(3, 3)), rng.normal(size=3)
        return 2 * A @ x, gradient(lambda x: x @ A @ x, x)

Each function gives what the document states and what is true, as arrays or, where the shapes are the mistake, as the
two shapes that meet; where a bracket is lost, how often it opens and how often it closes. It is called with several
seeds, and the two must differ for each of them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).with_name("confirmations")
SEEDS = (1, 2, 3)
DIFFERENT = 1e-3
Calculation = Callable[[np.random.Generator], tuple[Any, Any]]
Key = tuple[str, str, int, str]
CONFIRMATIONS: dict[Key, Calculation] = {}


def document(repository: str, path: str) -> Callable[[int, str], Callable[[Calculation], Calculation]]:
    """A decorator for the confirmations of one document, which takes the row and the rule of the finding."""

    def confirms(row: int, rule: str) -> Callable[[Calculation], Calculation]:
        def keep(calculation: Calculation) -> Calculation:
            key = (repository, path, row, rule)
            if key in CONFIRMATIONS:
                raise ValueError(f"{repository} {path}:{row} {rule} is confirmed twice")
            CONFIRMATIONS[key] = calculation
            return calculation

        return keep

    return confirms


def load(folder: Path = FOLDER) -> dict[Key, Calculation]:
    """The confirmations of all files of a folder."""
    CONFIRMATIONS.clear()
    for file in sorted(folder.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"confirmations_{file.stem}", file)
        assert spec is not None and spec.loader is not None
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    return dict(CONFIRMATIONS)


def differ(calculation: Calculation) -> bool:
    """Whether what is stated and what is true differ for every seed."""
    return all(_differ(*calculation(np.random.default_rng(seed))) for seed in SEEDS)


def _differ(stated: Any, true: Any) -> bool:
    stated, true = np.asarray(stated), np.asarray(true)
    if stated.shape != true.shape:
        return True
    return bool(np.abs(stated - true).max() > DIFFERENT * max(np.abs(stated).max(), np.abs(true).max(), 1e-12))


def brackets(formula: str, pair: str = "()") -> tuple[int, int]:
    """How often a formula opens and how often it closes a kind of bracket."""
    return formula.count(pair[0]), formula.count(pair[1])


def gradient(function: Callable[[Any], Any], x: Any, step: float = 1e-6) -> Any:
    """The derivative of a number by each entry of x, in the shape of x, by central differences."""
    x = np.asarray(x, dtype=float)
    slopes = np.empty(x.shape)
    for place in np.ndindex(x.shape):
        moved = np.zeros(x.shape)
        moved[place] = step
        slopes[place] = (np.sum(function(x + moved)) - np.sum(function(x - moved))) / (2 * step)
    return slopes


def jacobian(function: Callable[[Any], Any], x: Any, step: float = 1e-6) -> Any:
    """One row for each entry of the value, one column for each entry of x, by central differences."""
    x = np.asarray(x, dtype=float)
    columns = []
    for place in np.ndindex(x.shape):
        moved = np.zeros(x.shape)
        moved[place] = step
        columns.append((np.ravel(function(x + moved)) - np.ravel(function(x - moved))) / (2 * step))
    return np.stack(columns, axis=1)
