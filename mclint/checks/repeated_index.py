"""One letter is the index of two sums, or at once bound and free."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.indices import index_findings
from mclint.values.review import Review


@check("repeated-index")
def repeated_index(review: Review) -> Iterator[Diagnostic]:
    """One letter is the index of two sums, or at once bound and free."""
    yield from index_findings(review, "repeated-index")
