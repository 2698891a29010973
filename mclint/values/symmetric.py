"""A claim that fails, tried again with symmetric matrices: the fewest that make it true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from mclint.document.letters import transposed_symbols
from mclint.document.statement import Property
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.values.attempts import Attempt, layout_kinds
from mclint.values.readings import Trial
from mclint.values.verdict import EVERY_LAYOUT, Holds, conventional

SETTLED = frozenset({Property.SYMMETRIC, Property.ASYMMETRIC, Property.ANTISYMMETRIC})  # what is said of symmetry
SYMMETRIC = frozenset({Property.SYMMETRIC})
MOST_ALONE, MOST_LEFT_OUT = 4, 8  # symbols that are tried one at a time, and that are left out of all together
MOST_TREES, MOST_RETRIED = 4, 12  # attempts whose symbols are looked at, and that are compared again


def with_symmetry(trial: Trial, refuting: Sequence[Attempt]) -> Holds | None:
    """Whether a claim is true for symmetric matrices: for one of them, or for the fewest of all."""
    names = _names(trial, refuting)
    groups = [(name,) for name in names[:MOST_ALONE]] + ([tuple(names)] if len(names) > 1 else [])
    for group in groups:
        if equal := _retried(trial, refuting, group):
            chosen, equal = _fewest(trial, equal, group)
            trial.assumed = {name: SYMMETRIC for name in chosen}
            layouts = frozenset(each.inference.reading.layout for each in equal)
            kinds = layout_kinds(trial.attempts)
            assumptions = tuple((name, Property.SYMMETRIC) for name in chosen)
            return Holds(layouts if kinds else EVERY_LAYOUT, assumptions, kinds)
    trial.assumed = {}
    return None


def _names(trial: Trial, refuting: Sequence[Attempt]) -> list[str]:
    """The square symbols that may be symmetric; an author who transposes one in an equation does not mean it so."""
    found = (_square_symbols(each.inference, tree) for each in refuting[:MOST_TREES] for tree in each.trees or ())
    squares = dict.fromkeys(key for keys in found for key in keys)
    names = [key for key in squares if not trial.scope.of(key).properties & SETTLED]
    shown = transposed_symbols((trial.left, trial.right))
    usual = {key for key in names if conventional(key) and Property.ORTHOGONAL not in trial.scope.of(key).properties}
    return [key for key in names if key in usual or not {key, f"{key}*"} & shown]


def _fewest(trial: Trial, equal: list[Attempt], group: tuple[str, ...]) -> tuple[tuple[str, ...], list[Attempt]]:
    """Leave out what a claim does not need, first what nobody would take for symmetric; it stays true somewhere."""
    kept = list(group)
    for name in sorted(group, key=conventional)[:MOST_LEFT_OUT] if len(group) > 1 else ():
        fewer = tuple(each for each in kept if each != name)
        still = _retried(trial, equal, fewer) if fewer else []
        if still and (len(still) == len(equal) or not conventional(name)):
            kept, equal = list(fewer), still
    return tuple(kept), equal


def _retried(trial: Trial, attempts: Sequence[Attempt], group: tuple[str, ...]) -> list[Attempt]:
    """The attempts that come out equal with symmetric matrices."""
    trial.assumed = {name: SYMMETRIC for name in group}
    tries = (_compared(trial, each) for each in attempts[:MOST_RETRIED])
    return [again for again in tries if again is not None and again.outcome == "equal"]


def _compared(trial: Trial, attempt: Attempt) -> Attempt | None:
    try:
        return None if attempt.trees is None else trial.compare(attempt.inference, *attempt.trees)
    except (Unreadable, np.linalg.LinAlgError):
        return None  # conditions that no symmetric matrix meets


def _square_symbols(inference: Inference, tree: Typed) -> Iterable[str]:
    for node in typed_nodes(tree):
        rows, columns = inference.find(node.shape)
        if node.op in ("symbol", "function", "family") and rows == columns != 1:
            yield node.data
