"""Lines of a document in a message."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.span import Source, Span

MOST = 6


def rows_of(spans: Iterable[Span], source: Source) -> list[int]:
    """The rows at which some spans begin, each once."""
    return sorted({source.position(span.start)[0] for span in spans})


def listed(rows: list[int]) -> str:
    """`line 3`, `lines 3, 5, 8, …`."""
    shown = [str(row) for row in rows[:MOST]]
    return f"line{'s' if len(rows) > 1 else ''} {', '.join(shown)}{', …' if len(rows) > MOST else ''}"
