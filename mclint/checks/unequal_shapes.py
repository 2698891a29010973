"""The two sides of an equation have different shapes in every layout."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.shapes import conflicts
from mclint.values.review import Review


@check("unequal-shapes")
def unequal_shapes(review: Review) -> Iterator[Diagnostic]:
    """The two sides of an equation have different shapes in every layout."""
    yield from conflicts(review, "unequal-shapes")
