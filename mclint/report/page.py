"""A page of Markdown on a terminal: headings, words and code are told apart by colour, paragraphs fill the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mclint.patterns import regex
from mclint.report.table import table
from mclint.report.terminal import paint, printable, width

WIDEST = 100
FENCE = regex(r"(`{3,}|~{3,})(.*)")
ITEM = regex(r"(\s*)([-*+]|\d+[.)])\s+(.*)", re.S)
INLINE = regex(
    r"(`+)(?P<code>.+?)\1|(?P<math>\${1,2}[^$]+\${1,2})|\*\*(?P<bold>[^*]+)\*\*|\[(?P<link>[^\]]+)\]\([^)]*\)"
)
STYLES = {"code": "fact", "math": "help", "bold": "bold", "link": "bold"}
TITLES = {"bad": "wrong", "good": "right", "output": "mclint says", "fixed": "after the fix"}
WORD = regex(r"(?:`[^`]*`|\$[^$]*\$|\S)+")


def render(text: str, columns: int, color: bool = True) -> str:
    """The page for a screen of so many columns."""
    room = max(20, min(columns, WIDEST) - 2)
    return "".join(f"{line}".rstrip() + "\n" for line in _lines(text.splitlines(), room, color))


def _lines(rows: Sequence[str], room: int, color: bool) -> Iterator[str]:
    place = 0
    while place < len(rows):
        row = rows[place]
        end = place + 1
        if match := FENCE.match(row):
            while end < len(rows) and not rows[end].startswith(match[1]):
                end += 1
            yield from _code(match[2].split(), rows[place + 1 : end], color)
            end += 1
        elif row.startswith("|"):
            while end < len(rows) and rows[end].startswith("|"):
                end += 1
            yield from _table(rows[place:end], color)
        elif row.startswith("#"):
            level = len(row) - len(row.lstrip("#"))
            title = printable(row.lstrip("# "))
            yield paint(title.upper() if level == 1 else title, "bold", color)
            if not color and level > 1:
                yield "-" * width(title)
        elif not row.strip():
            yield ""
        else:
            while end < len(rows) and _continues(rows[end]):
                end += 1
            yield from _paragraph(" ".join(each.strip() for each in rows[place:end]), room, color)
        place = end


def _continues(row: str) -> bool:
    return bool(row.strip()) and not row.startswith(("#", "|", "```", "~~~")) and not ITEM.match(row)


def _code(info: Sequence[str], rows: Sequence[str], color: bool) -> Iterator[str]:
    """A fenced block, indented, below a word that says what it shows."""
    title = next((TITLES[word] for word in info if word in TITLES), "")
    if title:
        style = "error" if title == "wrong" else "help" if title == "right" else "fact"
        yield f"  {paint(f'{title}:', style, color)}"
    for row in rows:
        yield f"    {printable(row)}"


def _table(rows: Sequence[str], color: bool) -> Iterator[str]:
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))] for row in rows]
    head, *body = [row for row in cells if any(cell.strip("-: ") for cell in row)] or cells[:1]
    shown = [[printable(cell) for cell in (*row, *[""] * len(head))[: len(head)]] for row in (head, *body)]
    yield from table(shown[0], shown[1:], [], color).splitlines()


def _paragraph(text: str, room: int, color: bool) -> Iterator[str]:
    """A paragraph or an item of a list, broken between words; code and formulas stay whole."""
    item = ITEM.match(text)
    mark, words = (f"{item[1]}{item[2]} ", item[3]) if item else ("", text)
    line, lead = "", mark
    for word in WORD.findall(printable(words)):
        if line and width(lead) + width(line) + 1 + width(word) > room:
            yield lead + _styled(line, color)
            line, lead = "", " " * width(mark)
        line = f"{line} {word}" if line else word
    yield lead + _styled(line, color)


def _styled(text: str, color: bool) -> str:
    """Code, formulas, bold words and links in their styles."""

    def shown(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        inner = match[0] if kind in ("math", "code") and not color else match[kind]
        return paint(inner, STYLES[kind], color)

    return INLINE.sub(shown, text)
