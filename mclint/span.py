"""Places in a file: half-open spans of offsets, and the cells, lines and columns they stand for."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field

from mclint.patterns import regex
from mclint.records import NamedTuple

LINE_END = regex(r"\r\n|\r|\n")


class Span(NamedTuple):
    """Half-open offsets, in characters, into the file as its author wrote it."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Run(NamedTuple):
    """Characters of a text from `start` on, and their place in the file: one to one where plain, else all there."""

    start: int
    place: int
    plain: bool


class Cell(NamedTuple):
    """A cell of a notebook: its number from 1, and its range in the text."""

    number: int
    start: int
    end: int


class Origin(NamedTuple):
    """The file that a text was taken from, as the Markdown cells are taken from a notebook."""

    file: str
    runs: tuple[Run, ...]
    cells: tuple[Cell, ...]

    def place(self, offset: int) -> int:
        """Where in the file a character of the text stands."""
        index = bisect_right(self.runs, offset, key=lambda run: run.start) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        return run.place + (offset - run.start if run.plain else 0)

    def cell(self, offset: int) -> Cell | None:
        """The cell that a character of the text belongs to."""
        index = bisect_right(self.cells, offset, key=lambda cell: cell.start) - 1
        return self.cells[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Source:
    """A text, and where its lines begin: the text of a file, or what was taken from one, with its origin."""

    text: str
    filename: str = "<text>"
    origin: Origin | None = None
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    rows: tuple[int, ...] = field(init=False, repr=False, compare=False)  # where those of the file begin

    def __post_init__(self) -> None:
        starts = line_starts(self.text)
        object.__setattr__(self, "starts", starts)
        object.__setattr__(self, "rows", line_starts(self.origin.file) if self.origin else starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Row and column in the file of an offset, both from 1, columns in characters."""
        if self.origin is None:
            return self.within(offset)
        place = self.origin.place(max(0, min(offset, len(self.text))))
        row = bisect_right(self.rows, place)
        return row, place - self.rows[row - 1] + 1

    def within(self, offset: int) -> tuple[int, int]:
        """Row and column in the text of an offset, both from 1."""
        offset = max(0, min(offset, len(self.text)))
        row = bisect_right(self.starts, offset)
        return row, offset - self.starts[row - 1] + 1

    def numbered(self, row: int) -> int:
        """The row of the file at which a row of the text begins."""
        return row if self.origin is None or row > len(self.starts) else self.position(self.starts[row - 1])[0]

    def in_file(self, span: Span) -> Span:
        """The span in the file that a span of the text was taken from."""
        return span if self.origin is None else Span(self.origin.place(span.start), self.origin.place(span.end))

    def spelled(self, content: str) -> str:
        """A text as the file has to spell it."""
        return content if self.origin is None else json.dumps(content, ensure_ascii=False)[1:-1]

    def line(self, row: int) -> str:
        """The text of a row (from 1), without its line end."""
        start = self.starts[row - 1]
        end = self.starts[row] if row < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def slice(self, span: Span) -> str:
        """What the reader sees underlined."""
        return self.text[span.start : span.end]


def line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which the lines of a text begin."""
    return (0, *(match.end() for match in LINE_END.finditer(text)))
