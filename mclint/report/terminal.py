"""What a terminal can show: hidden characters spelled out, widths of characters, colours, windows on long rows."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.records import NamedTuple

WIDE = 1000  # columns, where there is no screen
LIMIT = 160
NARROWEST = 24
CONTEXT = 40
TAB = "    "
GAP = "…"
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
STYLES = {"error": "1;31", "warning": "1;33", "info": "1;34", "fact": "1;34", "help": "1;32", "bold": "1"}


def paint(text: str, style: str, color: bool) -> str:
    """The text in a style, where there is colour."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if color and text and style else text


def printable(text: str) -> str:
    r"""The text with controls, direction marks and zero-width characters as `\u{..}`, so that none of them acts."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    from unicodedata import category

    if character == "\t":
        return TAB
    return f"\\u{{{ord(character):x}}}" if category(character) in HIDDEN else character


def width(text: str) -> int:
    """The columns that a printable text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(character) in ("Mn", "Me") else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )


class Strip(NamedTuple):
    """A row as the screen shows it: pieces of it (first and last character, first column), the gaps between as `…`."""

    text: str
    line: str
    pieces: tuple[tuple[int, int, int], ...]

    def column(self, index: int) -> int:
        """The column at which a character of the row begins."""
        column = 0
        for start, end, first in self.pieces:
            if index < start:
                return column
            column = first + width(printable(self.line[start : min(index, end)]))
            if index <= end:
                return column
        return column


def strip(line: str, marks: Iterable[tuple[int, int]], limit: int = LIMIT) -> Strip:
    """The row with the stretches around the marks kept, and all of it where it has at most so many columns."""
    text, column, pieces = "", 0, []
    for start, end in _windows(line, marks, limit):
        if start > 0:
            text, column = text + GAP, column + 1
        shown = printable(line[start:end])
        pieces.append((start, end, column))
        text, column = text + shown, column + width(shown)
    return Strip(text if pieces[-1][1] == len(line) else text + GAP, line, tuple(pieces))


def _windows(line: str, marks: Iterable[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    """The stretches of a row that are shown, in characters; wide ones leave room for fewer."""
    length, columns = len(line), width(line)
    if columns <= limit:
        return [(0, length)]
    limit = max(NARROWEST, limit * length // columns)
    context = limit * CONTEXT // LIMIT
    wanted = []
    for start, end in sorted(marks):
        if end - start <= limit - 2 * context:
            wanted.append((start - context, end + context))
        else:
            wanted += [(start - context, start + context), (end - context, end + context)]
    windows: list[tuple[int, int]] = []
    for start, end in sorted(wanted) or [(0, limit)]:
        start, end = min(max(start, 0), length), min(max(end, 0), length)
        if windows and start <= windows[-1][1] + 1:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    return windows
