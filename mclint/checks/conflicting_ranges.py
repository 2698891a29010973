"""One index runs over two ranges, or an entry is not where its indices say."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.indices import index_findings
from mclint.values.review import Review


@check("conflicting-ranges")
def conflicting_ranges(review: Review) -> Iterator[Diagnostic]:
    """One index runs over two ranges, or an entry is not where its indices say."""
    yield from index_findings(review, "conflicting-ranges")
