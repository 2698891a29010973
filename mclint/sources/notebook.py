"""Jupyter notebooks: the text of the Markdown cells, and where each of its characters stands in the JSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mclint.patterns import regex
from mclint.sources.macros import Range
from mclint.sources.pieces import Leaf, Piece, Reading
from mclint.span import Cell, Origin, Run, Span

TOKEN = regex(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++')
PIECE = regex(r"[^\\]++|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
READ = frozenset({"markdown", "heading"})
SEPARATOR = "\n\n"


class UnreadableError(Exception):
    """A file that is no notebook, and the offset at which that shows."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(slots=True)
class Raw:
    """A cell as the file has it; filled while it is read. `sources` are ranges of strings without their quotes."""

    kind: str = ""
    level: int = 1
    sources: list[Range] = field(default_factory=list)


def notebook_text(file: str) -> tuple[str, Origin]:
    """The text of the Markdown cells with blank lines between them, and its origin; UnreadableError for no notebook."""
    _validate(file)
    text: list[str] = []
    runs: list[Run] = []
    cells: list[Cell] = []
    length = 0
    for number, cell in enumerate(_cells(file), 1):
        if cell.kind not in READ or not cell.sources:
            continue
        start = length
        heading = [("#" * min(max(cell.level, 1), 6) + " ", cell.sources[0][0], False)] * (cell.kind == "heading")
        decoded = (each for first, last in cell.sources for each in _decoded(file, first, last))
        for content, place, plain in (*heading, *decoded, (SEPARATOR, cell.sources[-1][1], False)):
            runs.append(Run(length, place, plain))
            text.append(content)
            length += len(content)
        cells.append(Cell(number, start, length - len(SEPARATOR)))
    return "".join(text), Origin(file, tuple(runs), tuple(cells))


def _validate(file: str) -> None:
    """Raise UnreadableError where a file is no JSON, or no notebook."""
    try:
        content = json.loads(file)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise UnreadableError(f"the notebook is not valid JSON: {reason}", error.pos) from None
    except RecursionError:
        raise UnreadableError("the notebook is nested too deeply", 0) from None
    except ValueError:  # a number with too many digits
        raise UnreadableError("the notebook is not valid JSON", 0) from None
    if not isinstance(content, dict) or not ("cells" in content or "worksheets" in content):
        raise UnreadableError("the file is JSON, and no notebook: it has no cells", 0)


def _cells(file: str) -> Iterator[Raw]:
    """The cells in order. `stack` holds the place in each open container: a key, or the index in a list."""
    stack: list[str | int] = []
    cell = Raw()
    key = ""
    for token in TOKEN.finditer(file):
        text = token[0]
        if text in "{[":
            stack.append("" if text == "{" else 0)
        elif text in "}]":
            stack.pop()
            if text == "}" and _is_cell([*stack, ""]):
                yield cell
                cell = Raw()
        elif text == ":":
            stack[-1] = key
        elif text == ",":
            stack[-1] = stack[-1] + 1 if isinstance(stack[-1], int) else ""
        elif stack and stack[-1] == "" and text[0] == '"':
            key = text[1:-1]
        elif _is_cell(stack) or (stack and isinstance(stack[-1], int) and _is_cell(stack[:-1])):
            _fill(cell, stack, token)


def _is_cell(stack: Sequence[str | int]) -> bool:
    """Whether the innermost open container is a cell, as notebooks of version 4 and of version 3 have it."""
    return (len(stack) == 3 and stack[0] == "cells" and isinstance(stack[1], int)) or (
        len(stack) == 5 and stack[0] == "worksheets" and stack[2] == "cells"
    )


def _fill(cell: Raw, stack: Sequence[str | int], token: re.Match[str]) -> None:
    """Take a value that stands in a cell, or in a list in it."""
    name = stack[-1] if isinstance(stack[-1], str) else stack[-2]
    if name == "source" and token[0][0] == '"':
        cell.sources.append((token.start() + 1, token.end() - 1))
    elif name == "cell_type":
        cell.kind = token[0].strip('"')
    elif name == "level" and token[0].isdigit():
        cell.level = int(token[0][:1])


def _decoded(file: str, first: int, last: int) -> Iterator[tuple[str, int, bool]]:
    """The pieces of a string: what each says, where it stands, and whether it stands there as it is."""
    for piece in PIECE.finditer(file, first, last):
        plain = piece[0][0] != "\\"
        yield piece[0] if plain else json.loads(f'"{piece[0]}"'), piece.start(), plain


def joined(readings: Sequence[tuple[int, Reading]], text: str) -> Reading:
    """One reading of several, each of the text from its offset on."""
    stride = 2 * len(text) + 4
    content: list[str] = []
    length = 0
    whole = Reading("", (), ())
    for number, (offset, reading) in enumerate(readings):
        content += (text[length:offset], reading.content)
        length = offset + len(reading.content)
        leaves = (
            Leaf(each.start + offset, each.end + offset, each.block + number * stride, each.level)
            for each in reading.leaves
        )
        pieces = (
            Piece(p.kind, p.start + offset, p.end + offset, p.first + offset, p.last + offset, p.environment)
            for p in reading.pieces
        )
        problems = (
            each._replace(span=Span(each.span.start + offset, each.span.end + offset)) for each in reading.problems
        )
        whole = Reading(
            "",
            (*whole.leaves, *leaves),
            (*whole.pieces, *pieces),
            (*whole.code, *moved(reading.code, offset)),
            (*whole.comments, *moved(reading.comments, offset)),
            (*whole.problems, *problems),
            whole.macros.merged(reading.macros),
        )
    return whole._replace(content="".join((*content, text[length:])))


def moved(ranges: Sequence[Range], offset: int) -> Iterator[Range]:
    """The ranges, further on by an offset."""
    return ((start + offset, end + offset) for start, end in ranges)
