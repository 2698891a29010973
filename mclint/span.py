"""Places in a file: half-open spans of offsets, and the lines and columns they stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open offsets, in characters, into the file as its author wrote it."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, and where its lines begin."""

    text: str
    filename: str = "<text>"
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(match.end() for match in LINE_END.finditer(self.text)))
        object.__setattr__(self, "starts", starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Row and column of an offset, both from 1, columns in characters."""
        row = bisect_right(self.starts, max(0, min(offset, len(self.text))))
        return row, max(0, min(offset, len(self.text))) - self.starts[row - 1] + 1

    def line(self, row: int) -> str:
        """The text of a row (from 1), without its line end."""
        start = self.starts[row - 1]
        end = self.starts[row] if row < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """What the reader sees underlined."""
        return self.text[span.start : span.end]
