"""The delimiters of mathematics in Markdown: one linear scan over the text of its blocks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mclint.patterns import regex
from mclint.sources.environments import MOST_PROBLEMS, Environment, Pairs, never_ends, pairs
from mclint.sources.loose_ends import crossed, is_lone_dollar, never_closed, without_backslash
from mclint.sources.macros import Range
from mclint.sources.pieces import Piece
from mclint.sources.segment import Kind, Problem
from mclint.span import Span

TOKEN = regex(
    r"\\\\[(\[]|\\begin[ \t]*\{[A-Za-z]+\*?\}|\\[\s\S]|`+|\$\$|\$`|\$|<!--|^[ \t]*:{3,}[ \t]*\{math\}[^\n]*", re.M
)
LATEX_TOKEN = regex(r"\\begin[ \t]*\{[A-Za-z]+\*?\}|\\[\s\S]|\$\$|\$")
NONE: Mapping[int, Environment] = MappingProxyType({})
TICKS = regex(r"`+")
# Each runs from an offset to the next mark that opens or closes, over escapes, and never backtracks.
STOP = {
    "$": regex(r"(?:[^\\$`]++|\\[\s\S])*+([$`])"),
    "$$": regex(r"(?:[^\\$]++|\\[\s\S]|\$(?!\$))*+(\$\$)"),
    "\\[": regex(r"(?:[^\\]++|\\[^\[\]])*+(\\[\[\]])"),
    "\\(": regex(r"(?:[^\\]++|\\[^()])*+(\\[()])"),
    "\\\\[": regex(r"(?:[^\\]++|\\(?!\\[\[\]]))*+(\\\\[\[\]])"),
    "\\\\(": regex(r"(?:[^\\]++|\\(?!\\[()]))*+(\\\\[()])"),
    ":::": regex(r"[\s\S]*?\n[ \t]*(:::+)[ \t]*\r?$", re.M),
}
LATEX_DOLLAR = regex(r"(?:[^\\$]++|\\[\s\S])*+(\$)")
CLOSING = {"$$": "$$", "\\[": "\\]", "\\(": "\\)", "\\\\[": "\\\\]", "\\\\(": "\\\\)"}
COMMAND = regex(r"\\[A-Za-z]+(?:[ \t]*\{[^{}]*\})?")
GROUP = regex(r"\{[^{}]*\}")
# `$ a = b $`, `$ x_i $`: letters, numbers and signs, with a sign among them or a single letter alone.
PLAIN = regex(r"[A-Za-z]|(?=[^=^_]*[=^_])(?!.*[A-Za-z]{2})[A-Za-z0-9\s=+*/^_(){}\[\].,|'<>-]+")
NOT_MATHEMATICS = regex(r"[\s\u3000-\u9fff\uff00-\uff0f\uff1a-\uff20]+")
WORDS = regex(r"(?<![A-Za-z])[A-Za-z][a-z]{2,}[ ,]+[a-z]{2,}|(?<!\$)\$(?!\$)|^[ \t]*#{1,6} ")
BLANK_LINE = regex(r"\n[ \t\r]*\n\s*([^\n]*)")
FORMULA = regex(r"\\[A-Za-z]|[=^_<>+|\d]")
TEXT_MACRO = regex(r"\\(?:text[a-z]*|mbox|hbox)\s*\{")
BRACE = regex(r"\\[\s\S]|[{}]")


class Scan:
    """What one scan finds; filled while it runs, and only read afterwards."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.code: list[Range] = []
        self.comments: list[Range] = []
        self.problems: list[Problem] = []


class Scanner:
    """Finds mathematics, code spans and comments in regions of a text, in linear time."""

    def __init__(
        self, text: str, barriers: Sequence[int], latex: bool = False, named: Mapping[int, Environment] = NONE
    ) -> None:
        self.text = text
        self.barriers = barriers
        self.latex = latex
        self.found = Scan()
        self.environments: Pairs = pairs(text)
        self.named = named
        self.ticks: dict[int, list[int]] = {}
        for run in () if latex else TICKS.finditer(text):
            self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        self.exhausted: dict[str, Range] = {}
        self.lone: list[int] = []  # dollars that nothing closes

    def run(self, regions: Sequence[Range]) -> Scan:
        """Scan the regions in order; a display may run past the end of its region, to the next barrier."""
        at = 0
        pattern = LATEX_TOKEN if self.latex else TOKEN
        for start, end in regions:
            at = max(at, start)
            while at < end and (token := pattern.search(self.text, at, end)):
                named = self.named.get(token.start()) if self.named else None
                at = self._step(token, end) if named is None else self._named(named)
        self._loose_ends(regions)
        self.found.problems = self.found.problems[:MOST_PROBLEMS]
        return self.found

    def _loose_ends(self, regions: Sequence[Range]) -> None:
        """The problems of formulas that never end, and of commands that lost their backslash."""
        hidden = [*self.found.code, *self.found.comments]
        mistaken = list(crossed(self.text, regions, hidden))
        begins = {problem.other for problem in mistaken}
        self.found.problems = [*mistaken, *(each for each in self.found.problems if each.span not in begins)]
        self.found.problems += without_backslash(self.text, regions, hidden)
        if any(piece.environment == "$" for piece in self.found.pieces):
            self.found.problems += map(never_closed, self.lone)

    def _step(self, token: re.Match[str], end: int) -> int:
        mark = token[0]
        start = token.start()
        if mark[0] == "`":
            return self._code(start, len(mark), end)
        if mark == "<!--":
            return self._comment(start, end)
        if mark.startswith("\\begin"):
            return self._environment(start, token.end(), end)
        if mark == "$`":
            return self._ticked(start, end)
        if mark == "$":
            return self._dollar(start, end)
        if ":::" in mark:
            return self._display(start, token.end(), ":::", Kind.DISPLAY)
        if mark in ("\\(", "\\\\("):
            return self._display(start, token.end(), mark, Kind.INLINE, end)
        if mark in CLOSING:
            return self._display(start, token.end(), mark, Kind.DISPLAY)
        return token.end()

    def _named(self, found: Environment) -> int:
        r"""A display between two macros, `\be … \ee`."""
        return self._add(Kind.DISPLAY, found.start, found.end, found.first, found.last, found.name)

    def _add(self, kind: Kind, start: int, end: int, first: int, last: int, environment: str) -> int:
        self.found.pieces.append(Piece(kind, start, end, first, last, environment))
        return end

    def _limit(self, start: int) -> int:
        index = bisect_right(self.barriers, start)
        return self.barriers[index] if index < len(self.barriers) else len(self.text)

    def _code(self, start: int, width: int, end: int) -> int:
        starts = self.ticks.get(width, [])
        index = bisect_left(starts, start + width)
        if index == len(starts) or starts[index] + width > end:
            return start + width
        last = starts[index]
        # The {math} role of MyST: {math}`a^2`.
        if self.text.startswith("{math}", start - 6) and start >= 6:
            return self._add(Kind.INLINE, start - 6, last + width, start + width, last, "math")
        self.found.code.append((start, last + width))
        return last + width

    def _comment(self, start: int, end: int) -> int:
        last = self._find("-->", start + 4, end)
        if last < 0:
            return start + 4
        self.found.comments.append((start, last + 3))
        return last + 3

    def _find(self, mark: str, start: int, end: int) -> int:
        """Like `str.find`, but a mark that was not found before is not searched again."""
        known = self.exhausted.get(mark)
        if known and known[0] <= start and end <= known[1]:
            return -1
        index = self.text.find(mark, start, end)
        if index < 0:
            self.exhausted[mark] = (start, end)
        return index

    def _environment(self, start: int, mark_end: int, end: int) -> int:
        environment = self.environments.closed.get(start)
        if environment and environment.end <= self._limit(start) and not self._crosses(environment):
            kind = Kind.INLINE if environment.name == "math" else Kind.DISPLAY
            return self._add(kind, start, environment.end, environment.first, environment.last, environment.name)
        unclosed = self.environments.unclosed
        index = bisect_left(unclosed, start, key=lambda mark: mark.start())
        if index < len(unclosed) and unclosed[index].start() == start and (self.latex or self._begins_line(start)):
            self.found.problems.append(never_ends(unclosed[index]))
        return mark_end

    def _crosses(self, found: Environment) -> bool:
        """Whether a display begins or ends inside an environment: its `\\begin` and `\\end` are of two."""
        return not self.latex and "$$" in self.text[found.first : found.last]

    def _begins_line(self, start: int) -> bool:
        """Whether only spaces stand before an offset: Markdown may mention a command in a sentence."""
        before = self.text[max(0, start - 80) : start]
        return not before[before.rfind("\n") + 1 :].strip()

    def _ticked(self, start: int, end: int) -> int:
        last = self._find("`$", start + 2, end)
        if last < 0 or "`" in self.text[start + 2 : last] or last == start + 2:
            return start + 1
        return self._add(Kind.INLINE, start, last + 2, start + 2, last, "$")

    def _dollar(self, start: int, end: int) -> int:
        last = self._closing_dollar(start + 1, end)
        if last <= start + 1:
            if last < 0 and is_lone_dollar(self.text, start, end):
                self.lone.append(start)
            return start + 1
        content = self.text[start + 1 : last]
        if not self.latex:
            if content.isspace() or (not content.isascii() and NOT_MATHEMATICS.fullmatch(content)):
                return start + 1
            if last + 1 < end and self.text[last + 1].isdigit():
                return start + 1
            if (content[0].isspace() or content[-1].isspace()) and not is_formula(content):
                return start + 1
        return self._add(Kind.INLINE, start, last + 1, start + 1, last, "$")

    def _closing_dollar(self, first: int, end: int) -> int:
        """The dollar that ends a formula, past those inside its \\text; -1 without one, or if code begins first."""
        pattern = LATEX_DOLLAR if self.latex else STOP["$"]
        at = first
        for _ in range(8):
            stop = pattern.match(self.text, at, end)
            if not stop or stop[1] == "`":
                return -1
            if not ends_in_text(self.text[first : stop.start(1)]):
                return stop.start(1)
            inner = pattern.match(self.text, stop.end(), end)
            if not inner or inner[1] == "`":
                return stop.start(1)
            at = inner.end()
        return -1

    def _display(self, start: int, first: int, mark: str, kind: Kind, end: int = -1) -> int:
        limit = self._limit(start) if end < 0 else end
        stop = self._stop(mark, first, limit)
        if not stop or (mark != ":::" and stop[1] != CLOSING[mark]):
            if self.latex and mark != "$$":
                self.found.problems.append(Problem(Span(start, first), f"`{mark}` is never closed"))
            return first
        last = stop.start(1)
        content = self.text[first:last]
        if not content.strip():
            return stop.end() if mark == "$$" else first
        if not self._is_display(content, mark):
            return first
        return self._add(kind, start, stop.end(), first, last, "math" if mark == ":::" else mark[-2:])

    def _is_display(self, content: str, mark: str) -> bool:
        if self.latex:
            return mark != "$$" or not swallows_prose(content)
        return not swallows_prose(content) and (mark[0] != "\\" or is_bracketed_formula(content))

    def _stop(self, mark: str, at: int, limit: int) -> re.Match[str] | None:
        """The next mark that opens or closes: the caller accepts only one that closes."""
        known = self.exhausted.get(mark)
        if known and known[0] <= at and limit <= known[1]:
            return None
        stop = STOP[mark].match(self.text, at, limit)
        if not stop:
            self.exhausted[mark] = (at, limit)
        return stop


def is_prose(line: str) -> bool:
    """Whether a line has words that no command explains."""
    rest = COMMAND.sub(" ", line)
    if WORDS.search(rest):
        return True
    return not rest.isascii() and sum("\u3040" <= character <= "\u9fff" for character in rest) > 3


def swallows_prose(content: str) -> bool:
    """Whether what stands between two marks cannot be one display: a mark lost its partner."""
    if any(is_prose(match[1]) for match in BLANK_LINE.finditer(content)):
        return True
    return not FORMULA.search(content) and is_prose(content)


def is_formula(content: str) -> bool:
    r"""Whether `$ \alpha $`, with spaces inside its dollars, is surely meant as mathematics."""
    if "\n" in content:
        return own_lines(content) and FORMULA.search(content) is not None and not is_prose(content)
    if "\\" not in content or not COMMAND.search(content):
        return content.isascii() and PLAIN.fullmatch(content.strip()) is not None
    return re.search(r"[a-z]{2,}", GROUP.sub(" ", COMMAND.sub(" ", content))) is None


def own_lines(content: str) -> bool:
    """Whether both dollars of a formula stand alone on their lines."""
    return content.lstrip(" \t\r").startswith("\n") and content.rstrip(" \t").endswith("\n")


def is_bracketed_formula(content: str) -> bool:
    r"""Whether the content of `\(…\)` is mathematics, not an escaped bracket of Markdown."""
    if re.search(r"\\[A-Za-z]|[=^_<>+]", content):
        return True
    return not content.strip().isdigit() and re.search(r"[A-Za-z]{3,}|\]", content) is None


def ends_in_text(content: str) -> bool:
    r"""Whether the end of the content stands inside an open `\text{`."""
    if "\\" not in content:
        return False
    last = max((macro.end() for macro in TEXT_MACRO.finditer(content)), default=-1)
    if last < 0:
        return False
    depth = 1
    for brace in BRACE.finditer(content, last):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return False
    return True
