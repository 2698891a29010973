"""The block structure of Markdown: which lines are paragraphs, headings, rows, code, and what they stand in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mclint.patterns import regex
from mclint.records import NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LARGEST = 2_000_000
FENCE = regex(r"[ \t>]*(`{3,}|~{3,})[ \t]*(.*)")
ATX = regex(r"[ \t>]*(#{1,6})(?:[ \t]|$)")
MARKER = regex(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
SPACE = regex(r"[ \t]*")
OPENS_DISPLAY = regex(r"\s*(?:\$\$|\\\[|\\begin\{)")
CODE_TAGS = regex(r"\s*<(?:script|style|pre|textarea)\b", re.I)


class Block(NamedTuple):
    """Lines `first:last` that are one leaf: "text", "heading", "setext", "row", "fence" or "code"."""

    kind: str
    first: int
    last: int
    level: int = 0
    info: str = ""
    quotes: int = 0


class Layout(NamedTuple):
    """The leaves of a text in order, and how many list items begin on a line."""

    blocks: tuple[Block, ...]
    markers: dict[int, int]

    def prefix(self, line: str, block: Block, row: int) -> int:
        """How many characters at the start of a line are quote marks, list marks and indents."""
        quotes, markers = block.quotes, self.markers.get(row, 0)
        at = _after_space(line, 0)
        while at < len(line):
            if quotes and line[at] == ">":
                quotes -= 1
                at = _after_space(line, at + 1)
            elif markers and (marker := MARKER.match(line, at)):
                markers -= 1
                at = _after_space(line, marker.end())
            else:
                break
        return at


def layout(text: str, lines: list[str]) -> Layout:
    """The layout by CommonMark with tables; by a simple reading of lines where that would take too long."""
    if len(text) > LARGEST:
        return by_lines(lines)
    try:
        return _from_tokens(_parser().parse(text))
    except (RecursionError, IndexError, ValueError, AttributeError, KeyError, TypeError):
        return by_lines(lines)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # A reference definition is a paragraph here: footnotes look like one, and they hold mathematics.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "reference"])


def _from_tokens(tokens: list[Token]) -> Layout:
    blocks: list[Block] = []
    markers: dict[int, int] = {}
    quotes = items = 0
    for token in tokens:
        match token.type:
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "list_item_open":
                items += 1
                if token.map:
                    markers[token.map[0]] = markers.get(token.map[0], 0) + 1
            case "list_item_close":
                items -= 1
            case _:
                if token.map and (block := _block(token, quotes, items)):
                    blocks.append(block)
    return Layout(tuple(blocks), markers)


def _block(token: Token, quotes: int, items: int) -> Block | None:
    assert token.map is not None
    first, last = token.map
    match token.type:
        case "paragraph_open":
            return Block("text", first, last, quotes=quotes)
        case "heading_open":
            kind = "heading" if token.markup.startswith("#") else "setext"
            return Block(kind, first, last, level=int(token.tag[1]), quotes=quotes)
        case "tr_open":
            return Block("row", first, last, quotes=quotes)
        case "fence":
            return Block("fence", first, last, info=token.info.strip(), quotes=quotes)
        case "html_block":
            kind = "code" if CODE_TAGS.match(token.content) else "text"
            return Block(kind, first, last, quotes=quotes)
        case "code_block":
            # In a list, a display is often indented further than CommonMark allows.
            kind = "text" if items and OPENS_DISPLAY.match(token.content) else "code"
            return Block(kind, first, last, quotes=quotes)
    return None


def by_lines(lines: list[str]) -> Layout:
    """Fences, headings, quotes and paragraphs, read line by line: for texts that are too large or too odd."""
    blocks: list[Block] = []
    markers: dict[int, int] = {}
    start = -1
    fence: tuple[str, str, int] | None = None
    for row, line in enumerate([*lines, ""]):
        mark = FENCE.match(line) if line else None
        if fence:
            if mark and mark[1].startswith(fence[0]) and not mark[2].strip():
                blocks.append(Block("fence", fence[2], row + 1, info=fence[1]))
                fence = None
            continue
        at = _after_space(line, 0)
        marked = MARKER.match(line, at)
        heading = ATX.match(line)
        if start >= 0 and (mark or marked or heading or not line.strip(" \t>\r\n")):
            blocks.append(Block("text", start, row, quotes=_quotes(lines[start])))
            start = -1
        if mark:
            fence = (mark[1], mark[2].strip(), row)
        elif heading:
            blocks.append(Block("heading", row, row + 1, level=len(heading[1]), quotes=_quotes(line)))
        elif start < 0 and line.strip(" \t>\r\n"):
            start = row
            if marked:
                markers[row] = 1
    if fence:
        blocks.append(Block("fence", fence[2], len(lines), info=fence[1]))
    return Layout(tuple(sorted(blocks, key=lambda block: block.first)), markers)


def _quotes(line: str) -> int:
    return line[: len(line) - len(line.lstrip(" \t>"))].count(">")


def _after_space(line: str, at: int) -> int:
    space = SPACE.match(line, at)
    return space.end() if space else at
