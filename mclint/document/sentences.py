"""Sentences of prose with their formulas in place, and the words they are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction

from mclint.document.formulas import declared
from mclint.document.sets import Members, members_of, size_of, sizes_of
from mclint.document.statement import Declaration
from mclint.document.symbols import Target, lone, target_of
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.segment import Kind, Segment
from mclint.span import Span
from mclint.syntax.tokens import GREEK
from mclint.syntax.tree import Expr, Name, Number, Parsed

LONGEST_TEXT = 100_000
LONGEST = 6_000  # characters of a sentence; longer ones are no English
FORMULA = "\ufffc"  # stands for one formula in the text of a passage
END = regex(r"[.?!][\"'”’)*_\]]*\s+(?=[A-Z*_(\[“\"'\\\ufffc•-])")
SHORT = ("e.g.", "i.e.", "w.r.t.", "resp.", "fig.", "eq.", "eqs.", "cf.", "vs.", "sec.", "thm.", "i.i.d.", "a.k.a.")
TOKEN = regex(
    r"\ufffc"
    r"|\*{1,2}([A-Za-z\u0391-\u03c9])\*{1,2}(?![A-Za-z*])"  # **x**, *x*
    r"|\\(?:mathbf|boldsymbol|bm)\s?\{\s?\\?([A-Za-z]{1,12})\s?\}"  # \mathbf{x} outside of formulas
    r"|(?<![\w.])([A-Za-z]|\d{1,5})(?:\s?×\s?|\sx\s|-by-)([A-Za-z]|\d{1,5})(?!\w)"  # 3-by-4, n × 1
    r"|\\[A-Za-z]+\*?"
    r"|[^\W\d_]+(?:['’][a-z]+)?(?:-[^\W\d_]+)*"
    r"|\d+"
    r"|[^\s*_`\"“”{}]"
)
ARTICLE_LIKE = {"a", "A", "I"}
ARROWS = {"⇔", "⇒", "⇐", "\\"}
BARE_BEFORE = {"is", "be", "are", "of", "has", "depends", "does", "denotes"}
BARE_ADJECTIVES = {"symmetric", "square", "invertible", "diagonal", "orthogonal", "constant"}
LEADING = {
    "that", "where", "if", "and", "let", "suppose", "assume", "for", "when", "since", "of", "matrix", "vector",
    "scalar", "with", "then", "so", "constant", "both", "or", "by", "to", "on", "vectors", "matrices", "scalars",
    "hence", "thus",
}  # fmt: skip
NUMBERED = {"part", "case", "figure", "table", "section", "appendix", "step", "option", "type", "class", "plan"}


class Meaning(NamedTuple):
    """What a formula may stand for inside a sentence."""

    targets: tuple[Target, ...] = ()
    sizes: tuple[Expr, Expr] | None = None
    size: Expr | None = None
    members: Members | None = None
    expr: Expr | None = None


class Token(NamedTuple):
    """A word in lower case, a punctuation mark, or a formula (`word` is then empty)."""

    word: str
    start: int
    end: int
    meaning: Meaning | None = None


class Passage(NamedTuple):
    """A paragraph, list item or cell: its text with a placeholder for each formula, and where that stands."""

    text: str
    offsets: tuple[int, ...]  # where the segments begin in the text
    segments: tuple[Segment, ...]
    formulas: dict[int, Parsed]
    heading: str = ""
    is_heading: bool = False

    def locate(self, start: int, end: int) -> Span:
        """The file span of `text[start:end]`."""
        return self._place(start, start + 1).to(self._place(max(start, end - 1), max(start + 1, end)))

    def _place(self, start: int, end: int) -> Span:
        which = max(0, bisect_right(self.offsets, start) - 1)
        segment = self.segments[which]
        if segment.is_math:
            return segment.span
        within = min(start - self.offsets[which], len(segment.text) - 1)
        return segment.locate(within, within + end - start)


def passages(pieces: Sequence[tuple[Segment, Parsed | None]]) -> Iterator[Passage]:
    """The paragraphs of a document, each with the heading above it."""
    heading, run = "", list[tuple[Segment, Parsed | None]]()
    for piece in (*pieces, None):
        if piece is None or (run and piece[0].block != run[0][0].block):
            if run:
                passage = _passage(run, heading)
                heading = passage.text.strip() if passage.is_heading else heading
                yield passage
            run = []
        if piece is not None:
            run.append(piece)


def _passage(run: Sequence[tuple[Segment, Parsed | None]], heading: str) -> Passage:
    texts, offsets, segments, formulas, length = [], [], [], {}, 0
    for segment, parsed in run:
        text = FORMULA if segment.is_math else segment.text.replace(FORMULA, " ")
        if not text:
            continue
        if parsed is not None and segment.is_math:
            formulas[length] = parsed
        texts.append(text)
        offsets.append(length)
        segments.append(segment)
        length += len(text)
    headed = any(segment.kind is Kind.HEADING for segment in segments)
    return Passage("".join(texts), tuple(offsets), tuple(segments), formulas, heading, headed)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences of a text."""
    start = 0
    if len(text) > LONGEST_TEXT:
        return  # no paragraph of prose is that long
    for match in END.finditer(text):
        before = text[max(start, match.start() - 8) : match.start() + 1].lower()
        if not before.endswith(SHORT):
            if match.end() - start <= LONGEST:
                yield start, match.end()
            start = match.end()
    if 0 < len(text) - start <= LONGEST:
        yield start, len(text)


def tokens(passage: Passage, start: int, end: int) -> list[Token]:
    """The words, marks and formulas of a sentence."""
    found: list[Token] = []
    for match in TOKEN.finditer(passage.text, start, end):
        bold, raw, rows, columns = match.group(1, 2, 3, 4)
        text = match.group()
        if text == FORMULA:
            parsed = passage.formulas.get(match.start())
            found.append(Token("", match.start(), match.end(), NOTHING if parsed is None else meaning_of(parsed)))
        elif bold or raw:
            font = "" if bold and not text.startswith("**") else "bold"
            found.append(_letter(passage, match.start(), match.end(), bold or raw, font))
        elif rows:
            where = passage.locate(match.start(), match.end())
            pair = (_plain_size(rows, where), _plain_size(columns, where))
            found.append(Token("", match.start(), match.end(), Meaning(sizes=pair)))
        elif text[0] != "\\":
            found.append(_word(passage, match, text, found))
    return [
        _article(passage, token, found[place - 1].word if place else "", found[place + 1 : place + 3])
        for place, token in enumerate(found)
    ]


def _word(passage: Passage, match: re.Match[str], text: str, before: list[Token]) -> Token:
    """A word; a lone letter that is no English word is a symbol."""
    single = len(text) == 1 and text.isalpha() and (text.isascii() or text in GREEK)
    if not single or text in ARTICLE_LIKE or (before and before[-1].word in NUMBERED):
        return Token(text.lower() if text not in ("A", "I") else text, match.start(), match.end())
    following = passage.text[match.end() : match.end() + 2]
    if following[:1] in (")", "'", "’") or (following[:1] == "." and following[1:].isalpha()):
        return Token(text.lower(), match.start(), match.end())
    return _letter(passage, match.start(), match.end(), text, "")


def _article(passage: Passage, token: Token, before: str, following: list[Token]) -> Token:
    """`a` and `A` are symbols where no article can stand: before a verb, or in "a and b"."""
    if token.word not in ("a", "A") or not following:
        return token
    if before.isalpha() and before not in LEADING:
        return Token("a", token.start, token.end)
    listed = following[0].word in ("and", ",") and len(following) > 1 and following[1].meaning is not None
    bracketed = before == "(" and following[0].word in BARE_ADJECTIVES and following[-1].word == ")"
    if bracketed or following[0].word in BARE_BEFORE or (listed and following[1].end - following[1].start == 1):
        return _letter(passage, token.start, token.end, token.word, "")
    return Token("a", token.start, token.end)


def _letter(passage: Passage, start: int, end: int, letter: str, font: str) -> Token:
    span = passage.locate(start, end)
    name = Name(span, GREEK.get(letter, letter), font)
    return Token("", start, end, Meaning((Target(name, span),), size=name, expr=name))


def _plain_size(text: str, where: Span) -> Expr:
    return Number(where, Fraction(int(text))) if text.isdigit() else Name(where, text)


def meaning_of(parsed: Parsed) -> Meaning:
    """What a formula names, measures or contains."""
    said = declared(parsed)
    if any(formula.before[:1] in ARROWS for formula in parsed.formulas[:1]):
        return NOTHING
    if said:
        return Meaning(tuple(_declared_target(each) for each in said))
    exprs = [lone(formula.relation) for formula in parsed.formulas]
    if len(exprs) == 1 and exprs[0] is not None:
        return _meaning_of(exprs[0])
    if exprs and all(expr is not None for expr in exprs):
        named = [target_of(expr) for expr in exprs if expr is not None]
        known = tuple(target for target in named if target is not None and not target.transposed)
        return Meaning(known if len(known) == len(exprs) else ())
    return _defined(parsed)


def _declared_target(said: Declaration) -> Target:
    """The symbol of a formula that declares it."""
    sizes = None if said.rows is None or said.columns is None or said.domain else (said.rows, said.columns)
    return Target(said.symbol, said.span, said.depends_on, said.samples, sizes=sizes)


def _meaning_of(expr: Expr) -> Meaning:
    target = target_of(expr)
    targets = () if target is None or target.transposed else (target,)
    return Meaning(targets, sizes_of(expr), size_of(expr), members_of(expr), expr)


def _defined(parsed: Parsed) -> Meaning:
    r"""`A = X^\top X` names A."""
    relation = parsed.formulas[0].relation if len(parsed.formulas) == 1 else None
    if relation is None or relation.signs[0].text not in ("=", ":=") or not isinstance(relation.parts[0], Name):
        return NOTHING
    target = target_of(relation.parts[0])
    return NOTHING if target is None else Meaning((target,))


NOTHING = Meaning()
