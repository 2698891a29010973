"""Markdown: its blocks, and the mathematics and prose in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.blocks import Block, Layout, layout
from mclint.sources.definitions import collect
from mclint.sources.delimiters import Scan, Scanner
from mclint.sources.dialects import front_matter, hidden, with_closed_fences, without_directives
from mclint.sources.directives import sentence
from mclint.sources.macros import Range
from mclint.sources.pieces import Leaf, Piece, Reading, blank, cut, outside
from mclint.sources.segment import Kind
from mclint.sources.settings_macros import settings_macros
from mclint.span import LINE_END

SUSPICIOUS = regex(r"^[ \t>]*(?:[-+*#|<~`]|=+[ \t]*\r?$|\d+[.)][ \t]|\r?$)", re.M)
CONTAINER = regex(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){0,9}[ \t>]*")
MARKS = regex(r"[^ \t>]")
TAG = regex(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
LABEL = regex(r"[ \t]*(?:\{#[^{}\n]*\}|\([A-Za-z][\w:.-]*\)(?=[ \t]*\r?$))", re.M)
ATX_MARKS = regex(r"#{1,6}|[ \t]#+[ \t]*$")
OPTION = regex(r"[ \t>]*:\w[\w-]*:")
OPTION_LINE = regex(r"\s*:\w[\w-]*:[^\n]*\n")
CELL = regex(r"\\[\s\S]|\|")


class Lines(NamedTuple):
    """The lines of a file and their offsets; `texts` leaves the front matter and a byte order mark out."""

    text: str
    starts: tuple[int, ...]
    texts: list[str]
    front: int
    hidden: tuple[Range, ...] = ()  # fences of directives that hold Markdown, comments of a dialect

    def begin(self, row: int) -> int:
        """The offset where a row begins; the end of the text after the last."""
        return self.starts[row] if row < len(self.starts) else len(self.text)

    def row(self, offset: int) -> int:
        """The row of an offset."""
        return bisect_right(self.starts, offset) - 1


def read_markdown(text: str) -> Reading:
    """The mathematics and prose of a Markdown file."""
    lines = _lines(text)
    structure = layout("\n".join(lines.texts), lines.texts)
    content, scan = _scan(lines, structure)
    masked = _mask(lines, structure, scan.pieces)
    if masked:
        structure = layout("\n".join(masked), masked)
        content, scan = _scan(lines, structure)
    pieces = [*scan.pieces, *_fences(lines, structure)]
    leaves = list(_leaves(lines, structure, pieces, scan.code))
    noise = [*_tags(content, leaves, scan)]
    noise += [match.span() for piece in scan.pieces if (match := _label(content, piece))]
    noise += [match.span() for piece in scan.pieces for match in _options(content, piece)]
    sentences = [found for comment in scan.comments if (found := sentence(content, comment))]
    noise += outside(sorted(scan.comments), sentences)
    if sentences:
        leaves = [*cut(leaves, sentences), *(Leaf(a, b, -1 - a) for a, b in sentences)]
        pieces += Scanner(content, ()).run(sentences).pieces
    content = blank(content, noise)
    macros, definitions = collect(blank(content, scan.code))
    if "macros" in text or "Macros" in text or lines.front:
        macros = settings_macros(text).merged(macros)
    front = [(0, lines.begin(lines.front))] if lines.front else []
    code, comments = (*front, *scan.code), tuple(scan.comments)
    content = blank(content, definitions)
    return Reading(content, tuple(leaves), tuple(pieces), code, comments, tuple(scan.problems), macros)


def _lines(text: str) -> Lines:
    starts = (0, *(match.end() for match in LINE_END.finditer(text)))
    texts = [text[a:b].rstrip("\r\n") for a, b in zip(starts, (*starts[1:], len(text)), strict=True)]
    if text.startswith("\ufeff"):
        texts[0] = " " + texts[0][1:] if texts[0] != "\ufeff---" else "---"
    front = front_matter(texts)
    texts[:front] = [""] * front
    rows: list[int] = []
    if "```}" in text or "~~~}" in text:
        texts = with_closed_fences(texts)
    if "```{" in text or "~~~{" in text or "``` {" in text:
        texts, rows = without_directives(texts)
    ends = (*starts[1:], len(text))
    return Lines(text, starts, texts, front, (*((starts[row], ends[row]) for row in rows), *hidden(text)))


def _scan(lines: Lines, structure: Layout) -> tuple[str, Scan]:
    """The text without the marks of its containers, and what a scan finds in it."""
    marks = [*_marks(lines, structure), *lines.hidden]
    if lines.text.startswith("\ufeff"):
        marks.append((0, 1))
    content = blank(lines.text, marks)
    barriers: list[int] = []
    regions: list[Range] = []
    for block in structure.blocks:
        if block.kind in ("fence", "heading"):
            barriers.append(lines.begin(block.first))
        if block.kind in ("text", "heading", "setext", "row"):
            regions.append((lines.begin(block.first), lines.begin(block.last)))
    return content, Scanner(content, barriers).run(regions)


def _marks(lines: Lines, structure: Layout) -> Iterator[Range]:
    for block in structure.blocks:
        if block.kind == "code":
            continue
        for row in range(block.first, min(block.last, len(lines.texts))):
            prefix = structure.prefix(lines.texts[row], block, row)
            yield lines.begin(row), lines.begin(row) + prefix
        if block.kind == "heading":
            start = lines.begin(block.first)
            yield from ((start + a, start + b) for a, b in _atx(lines.texts[block.first]))
        elif block.kind == "setext":
            yield lines.begin(block.last - 1), lines.begin(block.last)
        elif block.kind == "fence":
            yield from _fence_marks(lines, block)


def _atx(line: str) -> Iterator[Range]:
    first = ATX_MARKS.search(line)
    if first:
        yield first.span()
        stripped = line.rstrip()
        end = len(stripped.rstrip("#"))
        if end > first.end() and line[end - 1] in " \t":
            yield end, len(stripped)


def _fence_marks(lines: Lines, block: Block) -> Iterator[Range]:
    yield lines.begin(block.first), lines.begin(block.first + 1)
    row = block.first + 1
    while row < block.last and OPTION.match(lines.texts[row]):
        yield lines.begin(row), lines.begin(row + 1)
        row += 1


def _fences(lines: Lines, structure: Layout) -> Iterator[Piece]:
    for block in structure.blocks:
        if block.kind == "fence" and is_math_fence(block):
            last = block.last
            closed = last > block.first + 1 and lines.texts[last - 1].strip(" \t>")[:3] in ("```", "~~~")
            first, stop = lines.begin(block.first + 1), lines.begin(last - 1 if closed else last)
            yield Piece(Kind.DISPLAY, lines.begin(block.first), max(stop, lines.begin(last)), first, stop, "math")


def is_math_fence(block: Block) -> bool:
    """Whether a fence is ```` ```math ```` or ```` ```{math} ````."""
    return block.info.split(None, 1)[:1] in (["math"], ["{math}"])


def _mask(lines: Lines, structure: Layout, pieces: list[Piece]) -> list[str] | None:
    """The lines with each display as plain words, where CommonMark would see lists, rules or code inside one."""
    masked: list[str] | None = None
    for piece in pieces:
        first, last = lines.row(piece.start), lines.row(max(piece.start, piece.end - 1))
        if first == last:
            continue
        begin = lines.begin(first + 1)
        if not SUSPICIOUS.search(lines.text, begin, piece.end) and not _splits(structure, first, last):
            continue
        masked = masked if masked is not None else list(lines.texts)
        container = CONTAINER.match(lines.texts[first])
        prefix = MARKS.sub(" ", container[0] if container else "")
        masked[first] = masked[first][: piece.start - lines.begin(first)] + "x"
        masked[first + 1 : last + 1] = [prefix + "x"] * (last - first)
    return masked


def _splits(structure: Layout, first: int, last: int) -> bool:
    at = bisect_right(structure.blocks, first, key=lambda block: block.first)
    return at < len(structure.blocks) and structure.blocks[at].first <= last


def _leaves(lines: Lines, structure: Layout, pieces: list[Piece], code: list[Range]) -> Iterator[Leaf]:
    number = 0
    if lines.front:
        yield Leaf(0, lines.begin(lines.front), number)
    solid = sorted([(piece.start, piece.end) for piece in pieces] + code)
    for block in structure.blocks:
        number += 1
        leaf = Leaf(lines.begin(block.first), lines.begin(block.last), number, block.level)
        if block.kind == "row":
            for start, end in _cells(lines.text, leaf, solid):
                number += 1
                yield leaf._replace(start=start, end=end, block=number)
        elif block.kind not in ("code", "fence") or (block.kind == "fence" and is_math_fence(block)):
            yield leaf


def _cells(text: str, leaf: Leaf, solid: list[Range]) -> Iterator[Range]:
    """The cells of a row: between bars that stand in no formula and no code."""
    start = at = leaf.start
    while mark := CELL.search(text, at, leaf.end):
        at = mark.end()
        index = bisect_right(solid, (mark.start(), len(text))) - 1
        if index >= 0 and mark.start() < solid[index][1]:
            at = max(at, solid[index][1])
        elif mark[0] == "|":
            yield start, mark.start()
            start = at
    yield start, leaf.end


def _tags(content: str, leaves: list[Leaf], scan: Scan) -> Iterator[Range]:
    if "<" not in content:
        return
    solid = sorted([(piece.start, piece.end) for piece in scan.pieces] + scan.code)
    for leaf in leaves:
        for tag in TAG.finditer(content, leaf.start, leaf.end):
            index = bisect_right(solid, (tag.end(), len(content))) - 1
            if index < 0 or solid[index][1] <= tag.start():
                yield tag.span()


def _label(content: str, piece: Piece) -> re.Match[str] | None:
    return LABEL.match(content, piece.end) if piece.kind is Kind.DISPLAY else None


def _options(content: str, piece: Piece) -> Iterator[re.Match[str]]:
    """The lines `:label: name` at the start of a MyST display."""
    at = piece.first
    while piece.environment == "math" and (option := OPTION_LINE.match(content, at, piece.last)):
        yield option
        at = option.end()
