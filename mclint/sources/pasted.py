r"""Mathematics without delimiters, in pasted web pages and recognised scans: `where \mathbf{a} is …`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mclint.patterns import regex
from mclint.sources.commands import ARGUMENTS, BINARY, FUNCTIONS, MATHEMATICAL
from mclint.sources.echo import ATOM, NAME, NAMED, Budget, Echo, find_echo
from mclint.sources.macros import Range
from mclint.sources.pieces import NOT_LINE_END, Leaf, Piece, Reading, cut
from mclint.sources.segment import Kind

COMMAND = regex(r"(?<!\\)\\([A-Za-z]+)")
PATH = regex(r"[(\"'<]?(?:[A-Za-z]:\\|\\\\)[^{}^_$]*")
WORD = regex(r"[^\s\0\u3000-\u9fff\uff00-\uffef]+")
ENGLISH = regex(r"[(\"'*]*(?:[A-Za-z][a-z]{4,}|a|of|is|in|the|and|for|to|with|that|this)[.,;:?!)\"'*]*")
PLAIN_WORD = regex(r"[A-Za-z][a-z]{2,}|/")
LETTERS = regex(r"[A-Za-z]+")
OPERAND = regex(r"(?<![A-Za-z0-9\\_^}])(?:\d*[A-Za-z]|\d+)(?:[_^](?:[A-Za-z0-9]|\{[^{}]*\}))*'*:?[ \t]*$")
FACTOR = regex(r"(?<![A-Za-z0-9\\_^])-?(?:\d+[A-Za-z]?|[A-Za-z])$")
CALL = regex(r"(?<![A-Za-z\\])[A-Za-z]\($")
OPERATORS = "+-*/=<>|&~×·∈∂∇≤≥≠→⊤⊗⊙∥‖"
PUNCTUATION = regex(r"[\s.,;:!?*•·–—()\d-]*")
LONGEST_RUN = 4_000
NUMERALS = frozenset({"ii", "II", "iii", "III"})


@dataclass(slots=True)
class _Found:
    """What is found in one document; `letters` are those of formulas that stand after an echo."""

    budget: Budget
    pieces: list[Piece] = field(default_factory=list)
    echoes: list[Range] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)


def undelimited(reading: Reading) -> Reading:
    """The reading with the mathematics that has no delimiters, and without the rendered text before it."""
    if not has_command(reading.content):
        return reading
    solid = [(piece.start, piece.end) for piece in reading.pieces] + list(reading.code)
    text = _walled(reading.content, solid)
    commanded = [leaf for leaf in reading.leaves if has_command(text[leaf.start : leaf.end])]
    if not commanded:
        return reading
    found = _Found(_budget(text))
    for leaf in commanded:
        _read_leaf(text, leaf, found, frozenset())
    if found.letters:
        # The page is a pasted one: now a doubled letter and `X^TX` with its echo count too.
        letters, found = frozenset(found.letters), _Found(_budget(text))
        for leaf in reading.leaves:
            _read_leaf(text, leaf, found, letters)
    leaves = tuple(cut(reading.leaves, found.echoes))
    return reading._replace(leaves=leaves, pieces=(*reading.pieces, *found.pieces))


def _budget(text: str) -> Budget:
    return Budget(100_000 + 4 * len(text))


def has_command(text: str) -> bool:
    """Whether a text holds a command of mathematics."""
    return "\\" in text and any(match[1] in MATHEMATICAL for match in COMMAND.finditer(text))


def _walled(content: str, solid: Iterable[Range]) -> str:
    """The content with NUL for what is already read: no formula reaches over it."""
    out: list[str] = []
    done = 0
    for start, end in sorted(solid):
        if end > done:
            out += [content[done:start], NOT_LINE_END.sub("\0", content[max(start, done) : end])]
            done = end
    return "".join([*out, content[done:]])


def _read_leaf(text: str, leaf: Leaf, found: _Found, letters: frozenset[str]) -> None:
    pieces: list[Range] = []
    echoes: list[Range] = []
    at = leaf.start
    while word := WORD.search(text, at, leaf.end):
        at = word.end()
        if echo := _echo(text, word.span(), leaf.end, letters, found.budget):
            pieces.append((echo.first, echo.end))
            echoes.append((echo.start, echo.first))
            at = echo.end
            if len(echo.letters) > 1 and has_command(text[echo.first : echo.end]):
                found.letters.update(echo.letters)
        elif run := _bare(text, word.span(), leaf, found.budget):
            pieces.append(run)
            at = max(at, run[1]) if run[1] >= at else run[1]
    found.echoes += echoes
    kind = Kind.DISPLAY if pieces and _is_all(text, leaf, sorted(pieces + echoes)) else Kind.INLINE
    found.pieces += [Piece(kind, start, end, start, end, "pasted") for start, end in pieces]


def _is_all(text: str, leaf: Leaf, ranges: list[Range]) -> bool:
    at = leaf.start
    for start, end in [*ranges, (leaf.end, leaf.end)]:
        if start > at and not PUNCTUATION.fullmatch(text, at, start):
            return False
        at = max(at, end)
    return leaf.level == 0


def _echo(text: str, word: Range, limit: int, letters: frozenset[str], budget: Budget) -> Echo | None:
    start, end = word
    if end - start < 2 or ENGLISH.fullmatch(text, start, end) or PATH.fullmatch(text, start, end):
        return None
    if "](" in text[start:end]:
        return None
    for echo in find_echo(text, start, end, limit, budget):
        if _is_echo(text[echo.first : echo.end], text[echo.start : echo.first], echo.letters, letters):
            return echo
    return None


def _is_echo(run: str, echo: str, reduced: str, letters: frozenset[str]) -> bool:
    if has_command(run):
        return True
    if not letters or not any(map(str.isalpha, reduced)):
        return False
    if PLAIN_WORD.search(run):
        return False
    if any(mark in run for mark in "\\^_"):
        return True
    if reduced[0] == "d" and len(reduced) == 2:
        return reduced[1] in letters
    if not letters.issuperset(letter for letter in reduced if letter.isalpha()):
        return False
    if len(reduced) == 1:
        return echo + run not in NUMERALS and run == echo
    return not (run.isalpha() and run.islower())


def _bare(text: str, word: Range, leaf: Leaf, budget: Budget) -> Range | None:
    """The run of LaTeX around the first command of a word."""
    if PATH.fullmatch(text, *word):
        return None
    for command in COMMAND.finditer(text, *word):
        if command[1] in MATHEMATICAL:
            limit = min(leaf.end, command.start() + LONGEST_RUN)
            start, end = command.start(), _Run(text, command.start(), limit).read(budget)
            if command[1] in BINARY and (operand := OPERAND.search(text[max(leaf.start, start - 40) : start])):
                start -= len(operand[0])
            elif factor := FACTOR.search(text[max(word[0], start - 20) : start]):
                start -= len(factor[0])
            elif text.startswith(")", end) and (call := CALL.search(text[max(word[0], start - 20) : start])):
                start, end = start - len(call[0]), end + 1
            return (start, end) if end > command.start() else None
    return None


class _Run:
    """Reads the longest run of LaTeX from an offset; words of a language are never in it."""

    def __init__(self, text: str, start: int, limit: int) -> None:
        self.text = text
        self.start = start
        self.limit = limit
        self.braces = self.brackets = 0
        self.open_end = False

    def read(self, budget: Budget) -> int:
        """Where the run ends."""
        at = accepted = self.start
        while at < self.limit and (atom := ATOM.match(self.text, at, self.limit)) and budget.spend():
            mark, name = atom[0], atom["name"]
            at = atom.end()
            if self.braces or mark == "{":
                self.braces += {"{": 1, "}": -1}.get(mark, 0)
                if mark in "\0$":
                    break
                complete = self.braces == 0
            elif name in NAMED and (argument := NAME.match(self.text, at)):
                complete, at = True, argument.end()
            elif name is not None:
                complete = True
                self.open_end = name in BINARY or (name in ARGUMENTS and not self.text.startswith("{", at))
            else:
                kept = self._mark(atom)
                if kept is None:
                    break
                complete, at = kept
            if complete:
                accepted = at
        return accepted

    def _mark(self, atom: re.Match[str]) -> tuple[bool, int] | None:
        """Whether the run may end after a mark, and where that is; nothing where the run ends before it."""
        mark, at = atom[0], atom.end()
        if mark in "\n\r":
            return (False, at) if self.text[at : self.limit].lstrip(" \t").startswith("\\") else None
        if mark.isspace():
            return False, at
        if mark in ")]([":
            self.brackets += 1 if mark in "([" else -1
            return None if self.brackets < 0 else (mark in ")]", at)
        if mark in OPERATORS or (mark == "," and _goes_on(self.text, at, self.limit)):
            self.open_end = True
            return False, at
        if mark in "^_":
            return False, at
        if len(mark) > 1 or mark == "'" or mark.isdigit():
            self.open_end = False
            return True, at
        return self._letter(atom)

    def _letter(self, atom: re.Match[str]) -> tuple[bool, int] | None:
        if not is_symbol(self.text, atom, self.start, self.limit, self.open_end):
            return None
        self.open_end = False
        word = LETTERS.match(self.text, atom.start())
        return True, word.end() if word else atom.end()


def _goes_on(text: str, at: int, limit: int) -> bool:
    rest = text[at : min(limit, at + 40)].lstrip(" \t")
    return rest.startswith("\\") and has_command(rest)


def is_symbol(text: str, atom: re.Match[str], start: int, limit: int, open_end: bool) -> bool:
    """Whether a letter outside commands is a symbol: `A` after `=`, `x` in `\\partial x`, not the article `a`."""
    word = LETTERS.match(text, atom.start())
    if word is None:
        return "Α" <= atom[0] <= "ω"
    spaced = text[atom.start() - 1] in " \t\r\n"
    if len(word[0]) > 1 and word[0] not in FUNCTIONS:
        return word[0].isupper() and (open_end or not spaced)
    if not spaced or open_end:
        return True
    rest = text[word.end() : min(limit, word.end() + 12)].lstrip(" \t")
    if rest[:1] in ("=", "^", "_", "+") or ((command := COMMAND.match(rest)) and command[1] in BINARY):
        return True
    before = text[max(start, atom.start() - 12) : atom.start()].rstrip()
    return before.endswith(("\\partial", "\\nabla", "\\in", "\\times"))
