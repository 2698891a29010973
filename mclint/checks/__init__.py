"""The checks, one module per rule; each registers itself here under the name of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mclint.diagnostic import Diagnostic

if TYPE_CHECKING:
    from mclint.values.review import Review

    Check = Callable[[Review], Iterator[Diagnostic]]

CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a generator of findings as the check of the rule with this name."""

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register
