"""The door to this folder: a text and its format in, its segments, macros and directives out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.directives import Directive, read_directives
from mclint.sources.macros import EMPTY, Macros
from mclint.sources.pieces import Reading, outside, segments
from mclint.sources.segment import Problem, Segment
from mclint.span import Cell, Source

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdx", ".qmd", ".rmd", ".myst", ".txt", ".jmd")
LATEX_SUFFIXES = (".tex", ".ltx", ".sty", ".cls")
LATEX_SIGN = regex(r"^[ \t]*\\(?:documentclass|begin\{document\}|usepackage|(?:sub)*section\*?\{|chapter)", re.M)
NOTEBOOK_SIGN = regex(r'\s*\{[\s\S]{0,400}"cells"\s*:')


class Sourced(NamedTuple):
    """All that later stages see of a file."""

    segments: tuple[Segment, ...]
    macros: Macros
    directives: tuple[Directive, ...]
    problems: tuple[Problem, ...]


def read_source(text: str, format: str, cells: Sequence[Cell] = (), known: Macros = EMPTY) -> Sourced:
    """Read a text as "markdown" or "latex". Every text can be read; what is surely broken is a problem.

    A text with cells is read cell by cell. `known` are macros that are defined elsewhere in the project.
    """
    reading = _cells(text, cells) if cells else _latex(text, known) if format == "latex" else _markdown(text)
    found = segments(reading.content, reading.leaves, reading.pieces)
    return Sourced(
        found, known.merged(reading.macros), read_directives(text, reading.comments, found), reading.problems
    )


def opened(text: str, filename: str, format: str) -> Source:
    """A file as it is read: the text itself, or that of the cells of a notebook; UnreadableError for a broken one."""
    if format != "notebook":
        return Source(text, filename)
    from mclint.sources.notebook import notebook_text

    content, origin = notebook_text(text)
    return Source(content, filename, origin)


def _cells(text: str, cells: Sequence[Cell]) -> Reading:
    from mclint.sources.notebook import joined

    return joined([(cell.start, _markdown(text[cell.start : cell.end])) for cell in cells], text)


def _latex(text: str, known: Macros) -> Reading:
    from mclint.sources.latex import read_latex

    return read_latex(text, known)


def _markdown(text: str) -> Reading:
    # The imports wait until they are needed: most files are of one kind, and most have their delimiters.
    from mclint.sources.markdown import read_markdown

    reading = read_markdown(text)
    solid = sorted([(piece.start, piece.end) for piece in reading.pieces] + list(reading.code))
    if not any("\\" in reading.content[start:end] for start, end in outside([(0, len(text))], solid)):
        return reading
    from mclint.sources.pasted import undelimited

    return undelimited(reading)


def format_of(filename: str, text: str) -> str:
    """ "markdown", "latex" or "notebook": by the suffix of the name, else by the content."""
    name = filename.lower()
    if name.endswith(MARKDOWN_SUFFIXES):
        return "markdown"
    if name.endswith(LATEX_SUFFIXES):
        return "latex"
    if name.endswith(".ipynb") or NOTEBOOK_SIGN.match(text):
        return "notebook"
    return "latex" if LATEX_SIGN.search(text[:20_000]) else "markdown"
