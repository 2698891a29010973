"""Apply the edits of fixes to a text."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.diagnostic import Edit
from mclint.span import Span


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Span, ...]]:
    """The text after the edits, and where the new contents stand in it; what overlaps an earlier edit is dropped."""
    pieces: list[str] = []
    places: list[Span] = []
    end, length = 0, 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < end:
            continue
        pieces += (text[end : edit.span.start], edit.content)
        length += edit.span.start - end
        places.append(Span(length, length + len(edit.content)))
        length += len(edit.content)
        end = edit.span.end
    return "".join((*pieces, text[end:])), tuple(places)
