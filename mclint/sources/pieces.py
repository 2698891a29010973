"""What the readers of each format find, and how it becomes segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.macros import EMPTY, Macros, Range
from mclint.sources.segment import Kind, Problem, Segment
from mclint.span import Span

NOT_LINE_END = regex(r"[^\r\n]")


class Piece(NamedTuple):
    """Mathematics in a file: `start:end` with its delimiters, `first:last` without."""

    kind: Kind
    start: int
    end: int
    first: int
    last: int
    environment: str


class Leaf(NamedTuple):
    """A paragraph, list item, cell or heading. Leaves with one `block` belong together."""

    start: int
    end: int
    block: int
    level: int = 0


class Reading(NamedTuple):
    """One file as its reader sees it.

    `content` is the file with spaces for what is not content, so offsets agree. `code` holds the ranges of inline
    code, which is prose to a reader and never mathematics. `comments` are ranges of comments with their marks.
    """

    content: str
    leaves: tuple[Leaf, ...]
    pieces: tuple[Piece, ...]
    code: tuple[Range, ...] = ()
    comments: tuple[Range, ...] = ()
    problems: tuple[Problem, ...] = ()
    macros: Macros = EMPTY


def blank(text: str, ranges: Iterable[Range]) -> str:
    """The text with spaces in the ranges; line ends stay, so the length and the lines do too."""
    out: list[str] = []
    done = 0
    for start, end in sorted(ranges):
        start = max(start, done)
        if end <= start:
            continue
        out.append(text[done:start])
        out.append(NOT_LINE_END.sub(" ", text[start:end]))
        done = end
    out.append(text[done:])
    return "".join(out)


def outside(ranges: Iterable[Range], holes: Sequence[Range]) -> Iterator[Range]:
    """The parts of the ranges that lie in no hole; both sorted, holes without overlap."""
    index = 0
    for start, end in ranges:
        while index < len(holes) and holes[index][1] <= start:
            index += 1
        at = index
        while at < len(holes) and holes[at][0] < end:
            if holes[at][0] > start:
                yield start, holes[at][0]
            start = max(start, holes[at][1])
            at += 1
        if start < end:
            yield start, end


def cut(leaves: Iterable[Leaf], holes: Sequence[Range]) -> list[Leaf]:
    """The leaves without the holes; the parts of a leaf keep its block."""
    return [leaf._replace(start=a, end=b) for leaf in leaves for a, b in outside([(leaf.start, leaf.end)], holes)]


def segments(content: str, leaves: Iterable[Leaf], pieces: Iterable[Piece]) -> tuple[Segment, ...]:
    """The leaves in order, cut into prose and mathematics, with blocks numbered from 0."""
    numbers: dict[int, int] = {}
    found: list[Segment] = []
    remaining = sorted(pieces, key=lambda piece: piece.start)
    index = 0
    done = 0
    for leaf in sorted(leaves, key=lambda leaf: leaf.start):
        opening = leaf.level > 0 and leaf.block not in numbers
        block = numbers.setdefault(leaf.block, len(numbers))
        at = max(leaf.start, done)
        while index < len(remaining) and remaining[index].start < leaf.end:
            piece = remaining[index]
            index += 1
            if piece.start < at:
                continue
            found.extend(_prose(content, at, piece.start, block, leaf.level, opening))
            found.extend(_mathematics(content, piece, block))
            at = piece.end
            opening = False
        found.extend(_prose(content, at, leaf.end, block, leaf.level, opening))
        done = max(at, leaf.end)
    return tuple(found)


def _prose(content: str, start: int, end: int, block: int, level: int, opening: bool) -> Iterator[Segment]:
    text = content[start:end]
    # A heading opens a section even where it is mathematics alone.
    if start < end and (opening or not text.isspace()):
        yield Segment(Kind.HEADING if level else Kind.PROSE, Span(start, end), text, start, block, level=level)


def _mathematics(content: str, piece: Piece, block: int) -> Iterator[Segment]:
    text = content[piece.first : piece.last]
    if text and not text.isspace():
        span = Span(piece.start, piece.end)
        yield Segment(piece.kind, span, text, piece.first, block, environment=piece.environment)
