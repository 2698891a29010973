"""Symbols: letters, Greek, fonts, decorations, words."""

from __future__ import annotations

from fractions import Fraction

from mclint.span import Span
from mclint.syntax.cursor import Cursor, Row, respan
from mclint.syntax.derivatives import fraction
from mclint.syntax.differentials import upright
from mclint.syntax.functionals import UNREAD_WORDS, extremum, swallow
from mclint.syntax.functions import BRACKETS, apply_function, arguments
from mclint.syntax.gradients import dotted
from mclint.syntax.operators import FUNCTIONS, SIGNS
from mclint.syntax.pratt import UNBALANCED, UNREAD, factor, whole
from mclint.syntax.scripts import is_left_transpose, one_script, read_script
from mclint.syntax.tokens import COMMAND, LETTER, NUMBER, TEXT, WORD, Token, word, words
from mclint.syntax.tree import Apply, Expr, Name, Number, Op
from mclint.syntax.vocabulary import ARROWS, FONTS, MARKS, RELATIONS, SEPARATORS, SWITCHES, TRANSPOSES, listed

STOPS = frozenset((*RELATIONS, *SEPARATORS, *ARROWS, *SIGNS, *UNREAD)) | frozenset(
    listed(
        "& \\mid \\evaluated \\relax \\nabla \\end \\right \\left \\begin \\rvert \\rVert \\rangle \\} \\rfloor "
        "\\rceil \\over \\atop \\choose \\middle \\mod \\pmod"
    )
)
AVERAGED = frozenset(("[", "\\left [", "\\{", "\\left \\{"))
REALS = frozenset(listed("\\R \\RR \\Real \\Reals \\reals \\real \\Rbb \\bR"))


def letter(cursor: Cursor, token: Token) -> Expr:
    """A letter of the font in force."""
    return Name(Span(token.start, token.end), token.text, cursor.font)


def capital_e(cursor: Cursor, token: Token) -> Expr:
    """The letter E; before a square bracket, or a parenthesis with a condition, an expectation."""
    if not cursor.font and expects(cursor):
        return swallow(cursor, cursor.position - 1, "expectation")
    return letter(cursor, token)


def capital_v(cursor: Cursor, token: Token) -> Expr:
    """The letter V; before a parenthesis with a condition, a variance."""
    if not cursor.font and conditional(cursor):
        return swallow(cursor, cursor.position - 1, "expectation")
    return letter(cursor, token)


def expects(cursor: Cursor) -> bool:
    r"""Whether what follows an E makes it an expectation: `E[x]`, `E_q\{x\}`, `E(y \mid X)`."""
    place = cursor.position
    if cursor.text() == "_":
        read_script(cursor)
    expected = cursor.text() in AVERAGED or conditional(cursor)
    cursor.position = place
    return expected


def conditional(cursor: Cursor) -> bool:
    r"""Whether a parenthesis with a bar in it follows, as in `E(y \mid X)`."""
    place = cursor.position
    if cursor.text() not in ("(", "\\left ("):
        return False
    inside = range(place + 1, cursor.partner[place])
    return any(cursor.tokens[each].text == "\\mid" for each in inside)


def number(cursor: Cursor, token: Token) -> Expr:
    r"""A number; `\mathbf{1}` is a symbol."""
    span = Span(token.start, token.end)
    if cursor.font in ("bold", "bb") and not cursor.script:
        return Name(span, token.text, cursor.font)
    return Number(span, Fraction(token.text))


def command(cursor: Cursor, token: Token) -> Expr | None:
    """A command without a row of its own: a Greek letter or a symbol of the author's."""
    text = token.text
    if text in STOPS or text.startswith(("\\end{", "\\right ")) or not text[1:2].isalpha():
        return None
    begin = cursor.position - 1
    if text.startswith("\\begin{"):
        partner = cursor.partner[begin]
        cursor.position = partner + 1 if partner > begin else cursor.position
        return cursor.opaque(begin)
    if text in REALS:
        return Name(Span(token.start, token.end), "R", "bb")
    if cursor.text() == "{" and cursor.tokens[cursor.position].gap == 0:
        while cursor.text() == "{":
            cursor.argument()
        return cursor.opaque(begin)
    return Name(Span(token.start, token.end), text[1:], cursor.font)


def named(cursor: Cursor, token: Token) -> Expr | None:
    r"""A word in roman letters: `\operatorname{tr}`, `\mathrm{d}`, `tr(`."""
    return spelled(cursor, token, word(token))


def spelled(cursor: Cursor, token: Token, name: str) -> Expr | None:
    """What a word means: a function, a differential, an operator that is not read, or a name."""
    begin = cursor.position - 1
    if name in FUNCTIONS:
        return apply_function(cursor, FUNCTIONS[name], begin, name)
    if (extreme := extremum(cursor, name, begin)) is not None:
        return extreme
    if name in UNREAD_WORDS or (name in ("E", "P") and (cursor.text() in BRACKETS or cursor.text() == "_")):
        return swallow(cursor, begin, UNREAD_WORDS.get(name, "expectation" if name == "E" else "probability"))
    if name[:1] == "d" and len(name) < 3 and not cursor.script:
        return upright(cursor, begin, name)
    span = Span(token.start, token.end)
    if len(name) == 1 and token.text.startswith("\\mathit"):
        return Name(span, name)
    result = Name(span, name, "roman")
    if token.text.startswith("\\operatorname") and cursor.text() not in ("^", "_", "'", "(", "\\left ("):
        found = arguments(cursor, None)
        return Apply(cursor.span(begin), Op.CALL, (result, *found)) if found else result
    return result


def text(cursor: Cursor, token: Token) -> Expr | None:
    r"""A `\text{…}` where an operand stands: a function or a name."""
    content = words(token).strip()
    if not content:
        return None
    if token.text.startswith("\\operatorname"):
        content = "".join(character for character in content.replace("\\mathbb", "") if character.isalpha())
    return spelled(cursor, token, content)


def font(cursor: Cursor, token: Token) -> Expr | None:
    r"""`\mathbf{x}`: what is in it in another font."""
    begin = cursor.position - 1
    tokens, place, face = cursor.tokens, cursor.position, FONTS[token.text]
    if place < cursor.end and tokens[place].kind == LETTER:
        cursor.position += 1
        return in_font(cursor, begin, tokens[place].text, face)
    if (
        place + 2 < cursor.end
        and tokens[place + 1].kind == LETTER
        and tokens[place + 2].text == "}"
        and tokens[place].text == "{"
    ):
        cursor.position += 3
        return in_font(cursor, begin, tokens[place + 1].text, face)
    bounds = cursor.argument()
    if bounds is None or bounds[0] == bounds[1]:
        return None
    letters = tokens[bounds[0] : bounds[1]]
    if len(letters) > 1 and all(t.kind == LETTER for t in letters):
        name = "".join(t.text for t in letters)
        if name in FUNCTIONS or name in UNREAD_WORDS or face == "roman":
            return spelled(cursor, Token(token.text, token.start, letters[-1].end, WORD, 0), name)
    return shaded(cursor, bounds, face, begin)


def in_font(cursor: Cursor, begin: int, name: str, face: str) -> Expr | None:
    """One letter in a font; expectations and differentials are more than that."""
    if face == "bold" and name == "E" and expects(cursor):
        return swallow(cursor, begin, "expectation")
    if face == "bb" and (name == "E" or (name == "P" and (cursor.text() in BRACKETS or cursor.text() == "_"))):
        return swallow(cursor, begin, "expectation" if name == "E" else "probability")
    if face == "roman" and name == "d" and not cursor.script:
        return upright(cursor, begin, name)
    return Name(cursor.span(begin), name, face)


def shaded(cursor: Cursor, bounds: tuple[int, int], face: str, begin: int) -> Expr:
    """Tokens read in a font, as one node that spans the command too."""
    outer, cursor.font = cursor.font, face
    inner = cursor.within(*bounds, whole)
    cursor.font = outer
    return respan(inner, cursor.span(begin))


def switch(cursor: Cursor, token: Token) -> Expr | None:
    r"""`{\bf x}`: another font up to the end of the group."""
    begin = cursor.position - 1
    bounds = (cursor.position, cursor.end)
    cursor.position = cursor.end
    letters = cursor.tokens[bounds[0] : bounds[1]]
    if SWITCHES[token.text] == "roman" and 1 < len(letters) < 40 and all(t.kind == LETTER for t in letters):
        text = "".join(t.text for t in letters)
        return spelled(cursor, Token(token.text, token.start, letters[-1].end, WORD, 0), text)
    return shaded(cursor, bounds, SWITCHES[token.text], begin) if bounds[0] < bounds[1] else None


def braces(cursor: Cursor, token: Token) -> Expr | None:
    """What stands in braces; they only group. Empty ones are nothing."""
    begin = cursor.position - 1
    partner = cursor.partner[begin]
    if partner < 0:
        return cursor.opaque(begin, UNBALANCED)
    start = cursor.position
    cursor.position = partner + 1
    if partner == start:
        following = cursor.tokens[cursor.position] if cursor.position < cursor.end else token
        row = cursor.rows.get(following.text) or cursor.grammar.kinds.get(following.kind)
        if following is token or row is None or cursor.text() == "{":
            return None
        cursor.position += 1
        return row(cursor, following)
    if (divided := over(cursor, start, partner)) is not None:
        return divided
    inner = cursor.within(start, partner, whole)
    if cursor.tokens[start].text in SWITCHES and isinstance(inner, Name):
        return respan(inner, cursor.span(begin))
    return inner


def turned(cursor: Cursor, token: Token) -> Expr | None:
    r"""`{}^t A`, `^T A`: a transpose written before what it turns, as in France."""
    begin = cursor.position = cursor.position - 1
    if not is_left_transpose(cursor, begin) and one_script(cursor, begin) not in TRANSPOSES:
        return None
    read_script(cursor)
    inner = factor(cursor)
    return None if inner is None else Apply(cursor.span(begin), Op.TRANSPOSE, (inner,))


def over(cursor: Cursor, start: int, stop: int) -> Expr | None:
    r"""`{a \over b}`."""
    place = start
    while place < stop and cursor.tokens[place].text != "\\over":
        place = cursor.partner[place] + 1 if cursor.partner[place] > place else place + 1
    if place >= stop:
        return None
    return fraction(cursor, (start, place), (place + 1, stop), start - 1)


def mark(cursor: Cursor, token: Token) -> Expr | None:
    r"""`\hat{x}`: a name with a decoration; over anything else it is not read."""
    begin = cursor.position - 1
    bounds = cursor.argument()
    if bounds is None or bounds[0] == bounds[1]:
        return None
    outer, cursor.font = cursor.font, "vec" if token.text == "\\vec" else cursor.font
    inner = cursor.within(*bounds, whole)
    cursor.font = outer
    return decorated(inner, MARKS.get(token.text, ""), cursor.span(begin)) or cursor.opaque(begin)


def decorated(inner: Expr, name: str, span: Span) -> Expr | None:
    """A name with a decoration, below its indices."""
    if isinstance(inner, Name):
        return Name(span, inner.letter, inner.font, (*inner.marks, name) if name else inner.marks, inner.label)
    if isinstance(inner, Apply) and inner.op in (Op.INDEX, Op.SUPERINDEX) and isinstance(inner.args[0], Name):
        head = decorated(inner.args[0], name, inner.args[0].span)
        return Apply(span, inner.op, (head, *inner.args[1:])) if head else None
    return None


def arrow(cursor: Cursor, token: Token) -> Expr | None:
    r"""`\vec{x}`, and `\vec(A)` for the stacked columns."""
    if cursor.text() in ("(", "\\left ("):
        return apply_function(cursor, Op.VEC, cursor.position - 1, "vec")
    return mark(cursor, token)


ROWS: dict[str, Row] = {
    **dict.fromkeys(FONTS, font),
    **dict.fromkeys(SWITCHES, switch),
    **dict.fromkeys(MARKS, mark),
    "E": capital_e,
    "V": capital_v,
    "\\vec": arrow,
    "\\dot": dotted,
    "\\ddot": dotted,
    "{": braces,
    "^": turned,
}
KINDS: dict[str, Row] = {LETTER: letter, NUMBER: number, COMMAND: command, WORD: named, TEXT: text}
