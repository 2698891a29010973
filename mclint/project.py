r"""What the files around a document define for it: macros of the root document, of local packages and of settings.

Only files of the project are read: below its root, of known kinds, small, few, and each of them once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.definitions import collect
from mclint.sources.macros import EMPTY, Macros
from mclint.sources.packages import package_macros
from mclint.sources.settings_macros import settings_macros

ROOT_MARKS = (".git", ".hg", "pyproject.toml", "mclint.toml", "_quarto.yml", "_config.yml", "myst.yml", "mkdocs.yml")
SETTINGS = (
    "_quarto.yml", "_config.yml", "myst.yml", "mkdocs.yml", "_metadata.yml", "_macros.tex", "macros.tex",
    "mathjax.html", "_includes/mathjax.html", "_includes/head.html", "_includes/math.html", "_includes/scripts.html",
    "layouts/partials/math.html", "layouts/partials/mathjax.html", "docs/javascripts/mathjax.js",
)  # fmt: skip
COMMENT = regex(r"(?<!\\)%[^\n]*")
COMMAND = regex(
    r"\\(?:(?:input|include|subfile|InputIfFileExists)\s*\{(?P<file>[^{}\n]+)\}|input\s+(?P<word>[\w./-]+)"
    r"|(?:sub)?(?:import|includefrom|inputfrom)\*?\{(?P<folder>[^{}\n]*)\}\{(?P<inside>[^{}\n]+)\}"
    r"|(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{(?P<package>[^{}]+)\}"
    r"|(?:documentclass|LoadClass)\s*(?:\[(?P<main>[^\]]*)\])?\s*\{(?P<class>[^{}]+)\})"
)
NOTED = regex(
    r"\{\{<\s*include\s+([^\s>]+)\s*>\}\}|\{include\}`*\s*([\w./-]+)"
    r"|(?:include-in-header|include-before-body|in_header|before_body|file)[ \t]*:[ \t]*([\w./-]+)"
)
MAGIC = regex(r"^%\s*!\s*T[eE]X\s+root\s*=\s*(\S[^\n]*?)\s*$", re.M)
IS_ROOT = regex(r"^[ \t]*\\(?:documentclass|begin\{document\})", re.M)
LATEX = (".tex", ".ltx", ".sty", ".cls", ".def")
SUFFIXES = (*LATEX, ".md", ".qmd", ".rmd", ".html", ".yml", ".yaml", ".js")
LARGEST = 2_000_000
MOST_FILES = 200
DEEPEST = 20
HIGHEST = 6  # folders from a document up to the root of its project


class File(NamedTuple):
    """A file of a project: what it includes, in order, and which document it names as its root."""

    includes: tuple[tuple[str, tuple[str, ...]], ...]  # names, and the suffixes that they may have
    is_root: bool
    magic: str


def macros_around(path: str, format: str) -> Macros:
    """The macros that other files of its project define for a document."""
    try:
        path = os.path.realpath(path)
        top = top_of(os.path.dirname(path))
        around = _Walk(path, top)
        return around.of_latex() if format == "latex" else around.of_markdown()
    except OSError:
        return EMPTY


def top_of(folder: str) -> str:
    """The root of the project that a folder belongs to: the nearest one with a mark of it, or the folder above."""
    place = folder
    for _ in range(HIGHEST):
        if any(os.path.exists(os.path.join(place, mark)) for mark in ROOT_MARKS):
            return place
        place = os.path.dirname(place)
    return os.path.dirname(folder)


class _Walk:
    """Goes through the files of a project, each at most once, up to a document. A builder inside `macros_around`."""

    def __init__(self, target: str, top: str) -> None:
        self.target, self.top = target, top
        self.seen: set[str] = set()
        self.found = EMPTY

    def of_latex(self) -> Macros:
        """What the document includes itself, and what its root document defines before it."""
        own = self.file(self.target)
        if own is None:
            return EMPTY
        if not own.is_root or own.magic:
            for root in self.roots(own):
                self.seen, self.found = set(), EMPTY
                if self.walk(root, 0) or own.magic:
                    break
            else:
                self.found = EMPTY
        self.seen.discard(self.target)
        self.walk(self.target, 0, whole=True)
        return self.found

    def of_markdown(self) -> Macros:
        """What the settings of the project define, and what the document includes."""
        place = os.path.dirname(self.target)
        folders = [place]
        while place != self.top and len(folders) <= HIGHEST and os.path.dirname(place) != place:
            place = os.path.dirname(place)
            folders.append(place)
        for folder in reversed(folders):
            for name in SETTINGS:
                self.walk(os.path.join(folder, *name.split("/")), 1)
        self.walk(self.target, 0, whole=True)
        return self.found

    def roots(self, own: File) -> Iterator[str]:
        """The documents that may include this one: the one it names, or those in its folder and above."""
        place = os.path.dirname(self.target)
        if own.magic:
            yield os.path.realpath(os.path.join(place, own.magic))
        while True:
            for name in sorted(os.listdir(place))[: 2 * MOST_FILES]:
                path = os.path.join(place, name)
                if name.lower().endswith((".tex", ".ltx")) and path != self.target:
                    file = self.file(path)
                    if file is not None and file.is_root and not file.magic:
                        yield path
            if place == self.top or os.path.dirname(place) == place:
                return
            place = os.path.dirname(place)

    def walk(self, path: str, depth: int, whole: bool = False) -> bool:
        """Take the macros of a file and of what it includes; whether the document was met on the way."""
        path = os.path.realpath(path)
        if path == self.target and not whole:
            return True
        if path in self.seen or depth > DEEPEST or len(self.seen) >= MOST_FILES:
            return False
        self.seen.add(path)
        file = self.file(path)
        if file is None:
            return False
        met = False
        for name, suffixes in file.includes:
            place = self.place(name, suffixes, os.path.dirname(path))
            if place and self.walk(place, depth + 1):
                met = True
                break
        if path != self.target:
            self.found = self.found.merged(_macros(*_state(path)))
        return met

    def place(self, name: str, suffixes: tuple[str, ...], folder: str) -> str:
        """The path of an included file, which is looked for beside the file and at the root of the project."""
        for base in dict.fromkeys((folder, os.path.dirname(self.target), os.path.dirname(folder), self.top)):
            for suffix in suffixes:
                path = os.path.realpath(os.path.join(base, name + suffix))
                if os.path.isfile(path):
                    return path
        return ""

    def file(self, path: str) -> File | None:
        """A file of the project, or nothing where it is not one of them or cannot be read."""
        path = os.path.realpath(path)
        inside = os.path.commonpath((path, self.top)) == self.top
        if not inside or not path.lower().endswith((*SUFFIXES, ".ipynb")) or not os.path.isfile(path):
            return None
        state = _state(path)
        return _file(*state) if state[2] <= LARGEST else None


def _state(path: str) -> tuple[str, int, int]:
    """A path and what changes when the file does."""
    state = os.stat(path)
    return path, state.st_mtime_ns, state.st_size


def _text(path: str) -> str:
    """The text of a file, without the comments of LaTeX."""
    with open(path, encoding="utf-8-sig", errors="replace") as opened:
        text = opened.read(LARGEST)
    return COMMENT.sub("", text) if path.lower().endswith(LATEX) else text


@lru_cache(maxsize=512)
def _file(path: str, modified: int, size: int) -> File:
    """A file as it was when it was last modified."""
    with open(path, encoding="utf-8-sig", errors="replace") as opened:
        magic = MAGIC.search(opened.read(2000))
    text = _text(path)
    commands = list(COMMAND.finditer(text))
    includes = [each for match in commands for each in _included(match)]
    if not path.lower().endswith(LATEX):
        includes += [(match[match.lastindex or 0], ("",)) for match in NOTED.finditer(text)]
    main = next((match["main"] for match in commands if match["class"] == "subfiles"), None)
    name = magic[1] if magic else main or ""
    return File(tuple(includes), IS_ROOT.search(text) is not None, name)


@lru_cache(maxsize=512)
def _macros(path: str, modified: int, size: int) -> Macros:
    """What a file defines."""
    text = _text(path)
    settings = EMPTY if path.lower().endswith(LATEX) else settings_macros(text)
    return package_macros(text).merged(settings).merged(collect(text)[0])


def _included(match: re.Match[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names in one command, with the suffixes that they may have."""
    if match["package"]:
        yield from ((name.strip(), (".sty",)) for name in match["package"].split(","))
    elif match["class"]:
        yield match["class"].strip(), (".cls",)
    elif match["inside"]:
        yield os.path.join(match["folder"].strip(), match["inside"].strip()), (".tex", "")
    elif name := match["file"] or match["word"]:
        yield name.strip(), (".tex", "", ".sty")
