r"""Echoes: the rendered text of a formula directly before its LaTeX, as in `xRnx \in \mathbb{R}^n`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.commands import ARGUMENTS, BINARY, FUNCTIONS, GREEK

NAMED = frozenset({"begin", "end", "label", "tag", "ref", "hspace"})
CLOSERS = frozenset({"\\rVert", "\\rvert", "\\rangle", "\\}", "\\right"})
SPACES = frozenset({"\\,", "\\;", "\\:", "\\!", "\\ ", "\\quad", "\\qquad", "\\\\"})
ATOM = regex(r"\\(?P<name>[A-Za-z]+)|\\[^A-Za-z\s]|\\ |[ \t]+|[^\s]|\s")
NAME = regex(r"\s*\{[^{}]*\}")
LOOSE = regex(r"[A-Za-z0-9)\]][ \t]+[A-Za-z0-9(\[]")
LONGEST_WORD = 400


@dataclass(slots=True)
class Budget:
    """How many atoms may still be read, over a whole document."""

    left: int

    def spend(self, atoms: int = 1) -> bool:
        """Take some; false where nothing is left."""
        self.left -= atoms
        return self.left > 0


class Echo(NamedTuple):
    """The echo `start:first` and its LaTeX `first:end`, whose reduced text is `letters`."""

    start: int
    first: int
    end: int
    letters: str


@dataclass(slots=True)
class _Depth:
    """What is open while LaTeX is read: braces, brackets, bars, environments, arguments to come."""

    braces: int = 0
    brackets: int = 0
    bars: int = 0
    pairs: int = 0
    arguments: int = 0

    @property
    def whole(self) -> bool:
        """Whether LaTeX may end here."""
        return self.braces == 0 and self.pairs == 0 and self.arguments == 0


def _normal(character: str) -> str:
    """A rendered character as its letters and digits: marks may be lost where a page was copied."""
    if character.isascii():
        return character if character.isalnum() else ""
    if character == "ℓ":
        return ""
    parts = unicodedata.normalize("NFKC", character)
    return "".join(part for part in parts if (part.isascii() and part.isalnum()) or "Α" <= part <= "ω")


def find_echo(text: str, start: int, end: int, limit: int, budget: Budget) -> Iterator[Echo]:
    """The ways in which the word `start:end` begins with an echo and goes on with its LaTeX, the best first."""
    if end - start > LONGEST_WORD:
        return
    normal = [_normal(character) for character in text[start:end]]
    offsets = [at for at in range(end - 1, start, -1) if _may_start(text, start, at, normal)]
    if not offsets or not budget.spend(len(offsets)):
        return
    for slack in (0, 6):
        found: list[Echo] = []
        for first in offsets:
            letters = "".join(normal[: first - start])
            if letters and (not slack or len(letters) > 3):
                missing = 1 + len(letters) // slack if slack else 0
                stop = _align(text, first, limit, letters, missing, budget)
                if stop:
                    found.append(Echo(_echo_start(text, start, first), first, stop, letters))
        # Of two that differ by a mark before the LaTeX, as in `-X` and `X`, the mark is LaTeX.
        yield from sorted(found, key=lambda echo: (-len(echo.letters), echo.first))


def _may_start(text: str, start: int, at: int, normal: list[str]) -> bool:
    """Whether LaTeX may begin here: with a command or bracket, or with the first letter of the echo."""
    character = text[at]
    before = text[at - 1]
    if character in "\\([|-":
        return before != "\\" and (character != "\\" or not _is_binary(text, at))
    letter = normal[at - start]
    return letter != "" and before not in "\\-^_" and letter == next(filter(None, normal))


def _is_binary(text: str, at: int) -> bool:
    atom = ATOM.match(text, at)
    return atom is not None and atom["name"] is not None and atom["name"] in BINARY


def _echo_start(text: str, start: int, first: int) -> int:
    """Keeps a bracket or quote of the sentence that stands before the echo."""
    opening = text[start] in "([\"'“‘" and text[start] != text[first]
    closed = {"(": ")", "[": "]"}.get(text[start], "\0") in text[start:first]
    return start + 1 if opening and not closed else start


def _align(text: str, first: int, limit: int, letters: str, missing: int, budget: Budget) -> int | None:
    """Where LaTeX ends that reduces to the letters, save a few which the echo lacks."""
    depth = _Depth()
    matched = 0
    at = first
    while at < limit and (atom := ATOM.match(text, at, limit)) and budget.spend():
        if atom[0] in "\n\r\0$" or (atom[0] in ")]" and depth.brackets == 0 and depth.braces == 0):
            return None
        at = _read(text, atom, depth)
        if depth.braces < 0:
            return None
        for letter in emitted(atom):
            if matched < len(letters) and letter == letters[matched]:
                matched += 1
            elif matched == len(letters) or missing == 0:
                return None
            else:
                missing -= 1
        if matched == len(letters) and depth.whole:
            return _extended(text, first, at, limit, depth)
    return None


def emitted(atom: re.Match[str]) -> str:
    """What one atom of LaTeX leaves in rendered text, by its letters."""
    name = atom["name"]
    if name is None:
        return _normal(atom[0]) if len(atom[0]) == 1 else ""
    return GREEK.get(name) or (name if name in FUNCTIONS and name != "vec" else "")


def _read(text: str, atom: re.Match[str], depth: _Depth) -> int:
    """Account for one atom; gives the offset after it, and after its name for `\\begin` and the like."""
    mark, name = atom[0], atom["name"]
    top = depth.braces == 0
    if mark == "{":
        depth.braces += 1
    elif mark == "}":
        depth.braces -= 1
        if depth.braces == 0 and depth.arguments:
            depth.arguments -= 1
    elif name in NAMED and (argument := NAME.match(text, atom.end())):
        depth.pairs += {"begin": 1, "end": -1}.get(name or "", 0)
        return argument.end()
    elif not mark.isspace() and top:
        depth.brackets += {"(": 1, "[": 1, ")": -1, "]": -1}.get(mark, 0)
        depth.bars += mark in ("|", "\\|")
        if depth.arguments:
            depth.arguments -= 1
        depth.arguments += 1 if mark in "^_" else ARGUMENTS.get(name or "", 0)
        depth.pairs += {"left": 1, "right": -1}.get(name or "", 0)
    return atom.end()


def _extended(text: str, first: int, accepted: int, limit: int, depth: _Depth) -> int | None:
    """The end of the LaTeX with the marks after its last letter that belong to it; nothing inside a word."""
    at = accepted
    while at < limit and (atom := ATOM.match(text, at, limit)):
        mark = atom[0]
        glued = at == accepted
        if mark in ".,;:!?\n\r\0$" or emitted(atom) or (mark == "}" and depth.braces == 0):
            break
        closes = mark in CLOSERS or (mark in ")]" and depth.brackets > 0)
        closes = closes or (mark in ("|", "\\|") and depth.bars % 2 == 1)
        if mark in ")]" and not closes:
            break
        if mark in "^_" and not glued:
            break
        at = _read(text, atom, depth)
        prime = mark == "'" and glued and not text[at : at + 1].isalpha()
        command = atom["name"] is not None and mark not in SPACES
        if depth.whole and (closes or prime or command or mark == "}" or (mark not in SPACES and text[at - 2] in "^_")):
            accepted = at
    if text[accepted - 1].isalnum() and text[accepted : accepted + 1].isalnum():
        return None
    run = text[first:accepted]
    return None if not any(mark in run for mark in "\\^_") and LOOSE.search(run) else accepted
