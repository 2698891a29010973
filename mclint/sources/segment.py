"""Segments: the pieces of a document, each mapped back to exact offsets in the file."""

from __future__ import annotations

from enum import Enum

from mclint.records import NamedTuple
from mclint.span import Span


class Kind(Enum):
    """What a segment holds."""

    INLINE = "inline"
    DISPLAY = "display"
    PROSE = "prose"
    HEADING = "heading"


class Segment(NamedTuple):
    """A piece of mathematics (without its delimiters) or of prose.

    `text` has spaces for what is not content: quote marks, list indents, comments. `span` is the whole
    piece in the file, delimiters included. Character i of `text` stands at `starts[i]` in the file, or
    at `first + i` where `starts` is None. Segments of one paragraph, list item or cell share `block`.
    """

    kind: Kind
    span: Span
    text: str
    first: int
    block: int
    starts: tuple[int, ...] | None = None
    level: int = 0
    environment: str = ""

    @property
    def is_math(self) -> bool:
        """Whether the segment is mathematics."""
        return self.kind is Kind.INLINE or self.kind is Kind.DISPLAY

    def locate(self, start: int, end: int) -> Span:
        """The file span of `text[start:end]`."""
        if self.starts is None:
            return Span(self.first + start, self.first + end)
        if start == end:
            return Span(self.starts[start], self.starts[start])
        return Span(self.starts[start], self.starts[end - 1] + 1)


class Problem(NamedTuple):
    """Mathematics that cannot be read as the author wrote it: the stuff of `malformed-math`."""

    span: Span
    message: str
    label: str = ""
    other: Span | None = None  # a second place that explains it
    other_label: str = ""
