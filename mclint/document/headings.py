"""Where the sections of a text begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mclint.patterns import regex
from mclint.sources.segment import Kind, Segment
from mclint.syntax.tree import Parsed

SECTION = regex(r"\s*\\((?:sub){0,2})section\*?\s*\{([^{}\n]{1,200})\}")  # LaTeX in a Markdown file
NUMBERED = regex(r"\s*(?:[A-Z]|\d{1,2})((?:\.\d{1,2}){1,3})\.?\s+[A-Z][^.$\n]{2,80}\s*$")


def headings(pieces: Sequence[tuple[Segment, Parsed | None]]) -> list[tuple[int, int, str]]:
    r"""Offset, level and title of each heading; in other text also `\section{…}` and lines like "A.2.1 Title"."""
    alone = Counter(segment.block for segment, _ in pieces)
    found = []
    for segment, _ in pieces:
        if segment.kind is Kind.HEADING:
            found.append((segment.span.start, segment.level, segment.text))
        elif segment.kind is Kind.PROSE and (match := SECTION.match(segment.text)):
            found.append((segment.span.start, 2 + match[1].count("sub"), match[2]))
        elif segment.kind is Kind.PROSE and alone[segment.block] == 1 and (match := NUMBERED.match(segment.text)):
            found.append((segment.span.start, 1 + match[1].count("."), segment.text))
    return found
