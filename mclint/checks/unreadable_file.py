"""A file that cannot be read or decoded; the runner finds those, before there is a document."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.values.review import Review


@check("unreadable-file")
def unreadable_file(review: Review) -> Iterator[Diagnostic]:
    """A document that was read has nothing to report here."""
    yield from ()
