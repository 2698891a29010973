"""A copy of an inference that knows all that it does, for one expression more."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from mclint.shapes.infer import Inference


def forked(inference: Inference, aliases: Mapping[str, str]) -> Inference:
    """A copy inside some sums, by their indices: what it learns stays with it."""
    fork = copy(inference)
    for name, value in vars(inference).items():
        if isinstance(value, dict | set):
            setattr(fork, name, value.copy())
    fork.equalities = inference.equalities.fork()
    fork.aliases.update(aliases)
    fork.bound.update(aliases)
    return fork
