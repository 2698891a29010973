"""Plain tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.report.terminal import GAP, paint, printable, width


def shorten(text: str, columns: int) -> str:
    """The text on one printable line of at most so many columns."""
    shown = printable(" ".join(text[: 40 * columns].split()))
    if width(shown) <= columns:
        return shown
    while shown and width(shown) > columns - 1:
        shown = shown[: max(0, len(shown) - max(1, (width(shown) - columns) // 2))]
    return shown + GAP


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[Sequence[str]] = (), color: bool = False
) -> str:
    """Aligned columns under a head, numbers to the right; `styles` names the style of each cell, nothing for none."""
    sizes = [max(width(row[column]) for row in (head, *rows)) for column in range(len(head))]
    right = [bool(rows) and all(row[column].isdecimal() for row in rows) for column in range(len(head))]
    lines = []
    for row, look in zip((head, *rows), (("bold",) * len(head), *(styles or [()] * len(rows))), strict=True):
        cells = []
        for column, cell in enumerate(row):
            room = " " * (sizes[column] - width(cell))
            style = look[column] if look else ""
            shown = paint(cell, style, color) if style else cell
            cells.append(room + shown if right[column] else shown + room)
        lines.append("  " + "  ".join(cells).rstrip() + "\n")
    return "".join(lines)
