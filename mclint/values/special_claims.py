"""Claims that are no plain equations: solutions of conditions, expansions, equations up to a constant, constants."""

from __future__ import annotations

from mclint.values.constants import with_constants
from mclint.values.expansions import with_expansions
from mclint.values.hindsight import Result
from mclint.values.inequalities import with_inequalities
from mclint.values.solutions import solved
from mclint.values.vanishing import with_vanishing


def with_special_claims(results: list[Result]) -> list[Result]:
    """The results with those that are right or wrong in another way than by the equality of their sides."""
    return with_inequalities(with_vanishing(with_constants(with_expansions(solved(results)))))
