"""The two sides of an equation have different free indices or variables."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.indices import index_findings
from mclint.values.review import Review


@check("unbalanced-indices")
def unbalanced_indices(review: Review) -> Iterator[Diagnostic]:
    """The two sides of an equation have different free indices or variables."""
    yield from index_findings(review, "unbalanced-indices")
