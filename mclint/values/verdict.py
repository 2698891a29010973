"""The three answers: a claim holds, is refuted, or is left in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mclint.document.statement import Property
from mclint.records import NamedTuple
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Conflict

LAYOUTS = ("denominator", "hybrid", "numerator")
EVERY_LAYOUT = frozenset(LAYOUTS)


class Holds(NamedTuple):
    """True in these layouts, given these assumptions (symbol and property) that nobody stated."""

    layouts: frozenset[str]
    assumptions: tuple[tuple[str, Property], ...] = ()
    kinds: frozenset[str] = frozenset()  # the kinds of derivative that the layout decides: "gradient by matrix", …
    choices: int = 0  # how many symbols are something else than convention says
    given: tuple[str, ...] = ()  # the conditions of the text that it rests on, as LaTeX


class Lacking(NamedTuple):
    """What would make a false claim true: a property of a symbol, or that two of them commute."""

    symbols: tuple[str, ...]
    what: Property | None  # None where they would have to commute


@dataclass(frozen=True, slots=True)
class Refuted:
    """False in every reading and layout; values of one sample as a counterexample."""

    left: tuple[tuple[float, ...], ...] = ()
    right: tuple[tuple[float, ...], ...] = ()
    conflict: Conflict | None = field(default=None, compare=False)
    only_numerator: bool = False
    inference: Inference | None = field(default=None, compare=False)
    lacks: Lacking | None = field(default=None, compare=False)
    given: bool = False  # false even where the conditions beside it hold
    one_sided: bool = False  # a symbol that one side lacks changes nothing there


class Doubtful(NamedTuple):
    """Neither proven nor refuted, for a stable reason."""

    reason: str
    detail: str = ""


def first_sample(values: np.ndarray) -> tuple[tuple[float, ...], ...]:
    """The first of many sampled values as a matrix, its upper left corner where it is large."""
    sample = values[(0,) * (values.ndim - 2)]
    return tuple(tuple(float(entry) for entry in row) for row in np.atleast_2d(sample)[:6, :6])


Verdict = Holds | Refuted | Doubtful


# What convention takes for symmetric without a word: covariances, precisions, kernels, Hessians and their relatives.
SYMMETRIC_LETTERS = {"Sigma", "Lambda", "Omega", "Psi", "Gamma", "K", "H", "P", "S", "C", "V", "Q", "R", "G", "M"}


def conventional(key: str, what: Property = Property.SYMMETRIC) -> bool:
    """Whether convention takes a matrix of this name for symmetric."""
    letter = key.split("_")[0].split("^")[0].split(" ")[-1]
    return what is Property.SYMMETRIC and letter in SYMMETRIC_LETTERS


_COVARIANCE = frozenset({Property.SYMMETRIC, Property.POSITIVE_DEFINITE})


def by_convention(key: str) -> frozenset[Property]:
    """A capital Sigma is a covariance matrix where nothing else is said."""
    return _COVARIANCE if key.split("_")[0].split("^")[0].endswith("Sigma") else frozenset()
