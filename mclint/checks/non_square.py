"""A trace, determinant, inverse or power of something that is not square, given what is declared."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.shapes import conflicts
from mclint.values.review import Review


@check("non-square")
def non_square(review: Review) -> Iterator[Diagnostic]:
    """A trace, determinant, inverse or power of something that is not square, given what is declared."""
    yield from conflicts(review, "non-square")
