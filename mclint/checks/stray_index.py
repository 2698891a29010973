"""A sum whose summand does not have its index, or an index that nothing else knows."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.indices import index_findings
from mclint.values.review import Review


@check("stray-index")
def stray_index(review: Review) -> Iterator[Diagnostic]:
    """A sum whose summand does not have its index, or an index that nothing else knows."""
    yield from index_findings(review, "stray-index")
