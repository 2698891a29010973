"""LaTeX: the words, headings and mathematics of a document, without comments, verbatim text and arguments.

The macros' arguments are those that pylatexenc knows. Its token reader copies the rest of the text at each `\\begin`,
which takes quadratic time in a long document: the tokens are read here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from mclint.patterns import regex
from mclint.sources.commands import names
from mclint.sources.definitions import collect
from mclint.sources.delimiters import Scanner
from mclint.sources.directives import sentence
from mclint.sources.environments import named_displays, named_pairs
from mclint.sources.macros import EMPTY, Macros, Range
from mclint.sources.pieces import Leaf, Piece, Reading, blank, cut

VERBATIM = "verbatim|Verbatim|lstlisting|minted|comment|filecontents|tikzpicture|algorithmic|alltt|pycode"
HIDDEN = regex(
    r"%[^\r\n]*|\\(?:url|path)\{(?P<address>[^{}\s]*)\}|\\verb\*?(?P<fence>[^A-Za-z\s*])|\\lstinline(?P<mark>[|!])|\\begin\{(?P<name>(?:"
    + VERBATIM
    + r")\*?)\}|\\[\s\S]"
)
PARAGRAPH = regex(r"\n[ \t\r]*\n")
TOKEN = regex(
    r"\\(?P<mark>begin|end)[ \t]*\{(?P<environment>[A-Za-z]+)\*?\}|\\(?P<macro>[A-Za-z@]+)\*?|\\[^A-Za-z]"
    r"|[{}~&]|\n[ \t\r]*\n"
)
OPTION = regex(r"[ \t]*\[[^\][\n]*\]")
PLACEMENT = regex(r"[ \t]*\[(?:[htbpHcs!]{1,6}|[^\][\n]*=[^\][\n]*|fragile|plain)\]")
ARGUMENT = regex(r"[ \t]*\{[^{}\n]*\}")
LEVELS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
    "frametitle": 3,
}
HEADING = regex(r"\\(?:part|chapter|(?:sub){0,2}section|frametitle)\*?[ \t]*[\[{]")
BREAKS = names("item par newpage clearpage maketitle bibitem pagebreak pause")
WORDS = names("""
    textbf textit textrm textsf textsl textsc textmd textup texttt text emph underline footnote mbox caption title
    author date keywords item ensuremath hbox texorpdfstring sidenote marginpar
""")
ARGUMENTS = {
    "nocite": 1,
    "bibliographystyle": 1,
    "graphicspath": 1,
    "newtheorem": 2,
    "theoremstyle": 1,
    "pagestyle": 1,
    "thispagestyle": 1,
    "addtolength": 2,
    "href": 1,
    "textcolor": 1,
    "colorbox": 1,
    "geometry": 1,
    "usetheme": 1,
    "addbibresource": 1,
    "pgfplotsset": 1,
    "numberwithin": 2,
    "pageref": 1,
    "hyperref": 0,
}


def read_latex(text: str, known: Macros = EMPTY) -> Reading:
    """The mathematics and prose of a LaTeX file; `known` are macros that are defined elsewhere."""
    comments, hidden = _hidden(text)
    content = blank(text, [*comments, *hidden, *([(0, 1)] if text.startswith("\ufeff") else ())])
    macros, definitions = collect(content)
    content = blank(content, [*definitions, *_frame(content)])
    headings = [match.start() for match in HEADING.finditer(content)]
    named = named_pairs(content, named_displays(known.merged(macros)))
    scan = Scanner(content, headings, latex=True, named=named).run(tuple(_paragraphs(content)))
    words = _Words(content, scan.pieces)
    words.read()
    silent = sorted(words.silent)
    pieces = [piece for piece in scan.pieces if not _inside(piece.start, silent)]
    leaves, sentences, more = _facts(text, words.leaves(), comments)
    content = _restored(blank(content, words.noise), text, sentences)
    return Reading(content, tuple(leaves), (*pieces, *more), (), tuple(comments), tuple(scan.problems), macros)


def _hidden(text: str) -> tuple[list[Range], list[Range]]:
    """The comments, and the ranges of verbatim text."""
    comments: list[Range] = []
    hidden: list[Range] = []
    missing: set[str] = set()
    at = 0
    while token := HIDDEN.search(text, at):
        at = token.end()
        if token[0][0] == "%":
            comments.append(token.span())
        elif token["address"] is not None:
            hidden.append(token.span())
        elif fence := token["fence"] or token["mark"]:
            line = text.find("\n", at)
            end = text.find(fence, at, line if line >= 0 else len(text))
            if end >= 0:
                at = end + 1
                hidden.append((token.start(), at))
        elif (name := token["name"]) and name not in missing:
            end = text.find(f"\\end{{{name}}}", at)
            if end < 0:
                missing.add(name)
            else:
                at = end + len(name) + 6
                hidden.append((token.start(), at))
    return comments, hidden


def _frame(content: str) -> Iterator[Range]:
    """What stands before `\\begin{document}` and after `\\end{document}`."""
    begin = content.find("\\begin{document}")
    if begin >= 0:
        yield 0, begin + len("\\begin{document}")
    end = content.find("\\end{document}", max(begin, 0))
    if end >= 0:
        yield end, len(content)


def _paragraphs(content: str) -> Iterator[Range]:
    start = 0
    for gap in PARAGRAPH.finditer(content):
        yield start, gap.start()
        start = gap.start()
    yield start, len(content)


def _inside(offset: int, ranges: Sequence[Range]) -> bool:
    index = bisect_right(ranges, offset, key=lambda item: item[0]) - 1
    return index >= 0 and offset < ranges[index][1]


def _facts(text: str, leaves: list[Leaf], comments: list[Range]) -> tuple[list[Leaf], list[Range], list[Piece]]:
    """The leaves with those of `% mclint: let …` comments, and the mathematics in them."""
    sentences = [found for comment in comments if (found := sentence(text, comment))]
    if not sentences:
        return leaves, [], []
    number = len(leaves)
    leaves = cut(leaves, sentences)
    leaves += [Leaf(start, end, number + index) for index, (start, end) in enumerate(sentences)]
    return leaves, sentences, Scanner(text, (), latex=True).run(sentences).pieces


def _restored(content: str, text: str, ranges: list[Range]) -> str:
    """The content, with the ranges as they stand in the text."""
    out: list[str] = []
    done = 0
    for start, end in ranges:
        out += [content[done:start], text[start:end]]
        done = end
    return "".join([*out, content[done:]])


@lru_cache(maxsize=1024)
def _arguments(macro: str) -> int:
    """How many arguments of a macro are not words; none of an unknown one."""
    if macro in WORDS or macro in LEVELS:
        return 0
    if macro in ARGUMENTS:
        return ARGUMENTS[macro]
    from pylatexenc.latexwalker import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(macro)  # type: ignore[no-untyped-call]
    signature = getattr(getattr(spec, "args_parser", None), "argspec", None)
    return str(signature).count("{") if signature else 0


class _Words:
    """Reads what is not mathematics: which characters are words, and where blocks and headings begin."""

    def __init__(self, content: str, pieces: list[Piece]) -> None:
        self.content = content
        self.pieces = pieces
        self.noise: list[Range] = []
        self.silent: list[Range] = []
        self.breaks: list[int] = [0]
        self.headings: list[tuple[int, int, int]] = []
        self.braces: list[tuple[int, int, tuple[int, int] | None]] = []
        self.heading: tuple[int, int] | None = None
        self.waiting = 0
        self.waited_at = -1

    def read(self) -> None:
        """Read all of the text between the pieces of mathematics."""
        at = 0
        for piece in [*self.pieces, None]:
            end = piece.start if piece else len(self.content)
            while at < end and (token := TOKEN.search(self.content, at, end)):
                at = self._step(token)
            at = max(at, piece.end) if piece else end

    def leaves(self) -> list[Leaf]:
        """The blocks of the document in order."""
        edges = {edge for start, end, _ in self.headings for edge in (start, end)}
        cuts = sorted({*self.breaks, *edges, len(self.content)})
        levels = {start: level for start, _, level in self.headings}
        return [Leaf(a, b, number, levels.get(a, 0)) for number, (a, b) in enumerate(pairwise(cuts))]

    def _step(self, token: re.Match[str]) -> int:
        if token["mark"]:
            return self._environment(token)
        if token["macro"]:
            return self._macro(token)
        match token[0][0]:
            case "{":
                self._open(token.start())
            case "}":
                self._close(token.start())
            case "\n":
                self._paragraph(token.start())
                return token.end() - 1
            case "&":
                self.breaks.append(token.start())
                self.noise.append(token.span())
            case "\\" if token[0][1:] in "%&$_#{}":
                self.noise.append((token.start(), token.start() + 1))
            case _:
                self.noise.append(token.span())
        return token.end()

    def _environment(self, token: re.Match[str]) -> int:
        end = token.end()
        # The name of a theorem is words, the placement of a figure is not.
        if token["mark"] == "begin" and (option := PLACEMENT.match(self.content, end)):
            end = option.end()
        while token["mark"] == "begin" and (argument := ARGUMENT.match(self.content, end)):
            end = argument.end()
        self.noise.append((token.start(), end))
        self.breaks += [token.start(), end]
        return end

    def _macro(self, token: re.Match[str]) -> int:
        name = token["macro"]
        end = token.end()
        if name in LEVELS:
            self.heading = (token.start(), LEVELS[name])
        if name in BREAKS:
            self.breaks.append(token.start())
        self.waiting = _arguments(name)
        if (self.waiting or name in LEVELS) and (option := OPTION.match(self.content, end)):
            end = option.end()
        self.waited_at = end
        self.noise.append((token.start(), end))
        return end

    def _open(self, at: int) -> None:
        """A brace opens: an argument that is not words, the text of a heading, or a plain group."""
        silent, heading = 0, None
        waited = 0 <= self.waited_at <= at <= self.waited_at + 40
        if waited and not self.content[self.waited_at : at].strip():
            if self.waiting:
                silent, self.waiting = 1, self.waiting - 1
            else:
                heading, self.heading = self.heading, None
        self.waited_at = -1
        self.braces.append((at, silent, heading))
        self.noise.append((at, at + 1))

    def _close(self, at: int) -> None:
        self.noise.append((at, at + 1))
        if not self.braces:
            return
        start, silent, heading = self.braces.pop()
        if silent:
            self.silent.append((start, at + 1))
            self.noise.append((start, at + 1))
            self.waited_at = at + 1
        elif heading:
            self.headings.append((heading[0], at + 1, heading[1]))

    def _paragraph(self, at: int) -> None:
        self.breaks.append(at)
        self.heading = None
        self.waited_at = -1
        if len(self.braces) > 1000:
            self.braces.clear()
