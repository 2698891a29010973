"""Operands of a product, sum or elementwise operation that do not conform, given what is declared."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.shapes import conflicts
from mclint.values.review import Review


@check("dimension-mismatch")
def dimension_mismatch(review: Review) -> Iterator[Diagnostic]:
    """Operands of a product, sum or elementwise operation that do not conform, given what is declared."""
    yield from conflicts(review, "dimension-mismatch")
