r"""The signs `\partial` and d outside a fraction: differentials, slashes, subscripts."""

from __future__ import annotations

from mclint.span import Span
from mclint.syntax.cursor import Cursor, Row
from mclint.syntax.derivatives import (
    UPRIGHT,
    exponent,
    is_marked,
    is_symbol,
    lost,
    mark_length,
    marked_variables,
    repeated,
)
from mclint.syntax.functions import bracketed
from mclint.syntax.gradients import capital_d, nabla, subscripted
from mclint.syntax.operators import FUNCTIONS, SIGNS
from mclint.syntax.pratt import factor, whole
from mclint.syntax.tokens import COMMAND, LETTER, WORD, Token
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, nodes
from mclint.syntax.vocabulary import ARROWS, FONTS, RELATIONS, ROW_BREAKS, SEPARATORS, listed

ENDS = frozenset((*RELATIONS, *SEPARATORS, *ARROWS, *ROW_BREAKS, "+", "-"))
STOPS = frozenset(listed("\\partial \\nabla \\mid \\evaluated \\sum \\int \\rvert \\rVert"))
MAX_SLASH = 80


def partial(cursor: Cursor, token: Token) -> Expr:
    r"""`\partial f/\partial x`, `\partial_x f`, `\partial X`."""
    return differential(cursor, cursor.position - 1, "partial")


def upright(cursor: Cursor, begin: int, name: str) -> Expr:
    r"""`\mathrm{d}X`, `\mathrm{dx}`."""
    if name == "d":
        return differential(cursor, begin, "d")
    inner = Name(cursor.span(begin), name[1:])
    return Apply(cursor.span(begin), Op.DIFFERENTIAL, (inner,))


def upright_command(cursor: Cursor, token: Token) -> Expr:
    r"""`\dd X`, where the author's macro is not known."""
    return differential(cursor, cursor.position - 1, "d")


def italic(cursor: Cursor, token: Token) -> Expr:
    """The letter d: a differential where it touches what follows and nothing before, or above a slash over another."""
    begin = cursor.position - 1
    if not cursor.script and not cursor.font and not glued(cursor, begin):
        slash = find_slash(cursor, begin + 1)
        if touches(cursor) or (slash > 0 and mark_length(cursor, slash + 1, cursor.end)):
            return differential(cursor, begin, "d")
    return Name(Span(token.start, token.end), "d", cursor.font)


def glued(cursor: Cursor, place: int) -> bool:
    """Whether a token touches a letter before it."""
    return place > 0 and cursor.tokens[place].gap == 0 and cursor.tokens[place - 1].kind == LETTER


def touches(cursor: Cursor) -> bool:
    """Whether what follows a d is what it is a differential of."""
    if cursor.position >= cursor.end:
        return False
    token = cursor.tokens[cursor.position]
    if token.gap and not follows_spaced(cursor, token):
        return False
    if token.text in SIGNS or token.text in ENDS:
        return False
    if token.text in ("(", "\\left ("):
        return cursor.partner[cursor.position] > 0 and is_differentiated(bracketed(cursor, cursor.position)[0])
    return token.kind in (LETTER, WORD) or (
        token.kind == COMMAND and token.text[1:2].isalpha() and token.text not in STOPS
    )


def follows_spaced(cursor: Cursor, token: Token) -> bool:
    r"""Whether `d \\log X` with a space is a differential: before a function, or a letter among differentials."""
    if token.text in FONTS:
        return cursor.differentials or cursor.position == 1
    if token.kind == LETTER:
        return cursor.differentials
    named = token.kind == WORD or token.text[1:] in FUNCTIONS
    return named and starts_term(cursor, cursor.position - 1)


def starts_term(cursor: Cursor, place: int) -> bool:
    """Whether no factor stands before a token."""
    if place == 0:
        return True
    before = cursor.tokens[place - 1].text
    return before in ENDS or before in SIGNS or before in ("(", "[", "{", "\\left (", "\\left [")


def is_differentiated(found: list[Expr]) -> bool:
    """Whether a bracket after d holds what is differentiated, and is no factor as in d(d+1) and no distance."""
    if len(found) != 1:
        return False
    if any(isinstance(node, Name) and node.letter == "d" for node in nodes(found[0])):
        return False
    return not (
        isinstance(found[0], Apply) and found[0].op is Op.ADD and any(isinstance(a, Number) for a in found[0].args)
    )


def differential(cursor: Cursor, begin: int, name: str) -> Expr:
    """What a differential sign just read stands for: a derivative by a slash or subscript, or a differential."""
    order, place = 1, cursor.position
    if cursor.text() == "^":
        place, order = cursor.within(place + 1, cursor.end, exponent)
    if name == "partial" and place < cursor.end and cursor.tokens[place].text == "_":
        cursor.position = place
        return subscripted(cursor, begin)
    slash = find_slash(cursor, place)
    if slash > place or (slash == place and mark_length(cursor, slash + 1, cursor.end)):
        derivative = slashed(cursor, begin, place, slash, order)
        if derivative is not None:
            return derivative
    inner = factor(cursor) if cursor.text() not in ("^", "_") else None
    if inner is not None:
        cursor.differentials = True
        return Apply(cursor.span(begin), Op.DIFFERENTIAL, (inner,))
    return Name(cursor.span(begin), name)


def find_slash(cursor: Cursor, place: int) -> int:
    r"""The slash of `\partial f/\partial x` after this place; -1 where there is none before the term ends."""
    for _ in range(MAX_SLASH):
        if place >= cursor.end:
            break
        text = cursor.tokens[place].text
        if text == "/":
            return place
        if text in ENDS or text == "\\partial":
            break
        place = cursor.partner[place] + 1 if cursor.partner[place] > place else place + 1
    return -1


def slashed(cursor: Cursor, begin: int, place: int, slash: int, order: int) -> Expr | None:
    r"""`\partial f/\partial x`; nothing where the slash only divides."""
    start, is_partial = cursor.position, cursor.tokens[begin].text == "\\partial"
    cursor.position = slash + 1
    braced = cursor.argument() if cursor.text() == "{" else None
    if braced is not None:
        variables = cursor.within(*braced, lambda inner: marked_variables(inner, order))
    else:
        variables = slash_variables(cursor, order)
    if variables:
        body = cursor.within(place, slash, whole) if place < slash else cursor.missing()
        return Derivative(cursor.span(begin), body, variables, Form.FRACTION, not is_partial)
    if is_partial and braced is None and order == 1:
        variable = factor(cursor)
        if variable is not None and is_symbol(variable) and cursor.text() not in ("(", "\\left ("):
            lost(cursor, cursor.span(slash + 1))
            return cursor.opaque(begin, "malformed")
    cursor.position = start
    return None


def slash_variables(cursor: Cursor, order: int) -> tuple[Expr, ...]:
    r"""The variables after a slash: one factor for each `\partial`."""
    found: list[Expr] = []
    while (length := mark_length(cursor, cursor.position, cursor.end)) and len(found) < max(order, 1):
        place = cursor.position
        cursor.position += length
        variable = factor(cursor) if is_marked(cursor, cursor.position, cursor.end) else None
        if variable is None:
            cursor.position = place
            break
        found.append(variable)
    return repeated(found, order)


ROWS: dict[str, Row] = {
    **dict.fromkeys(UPRIGHT, upright_command),
    **dict.fromkeys(("\\nabla", "\\grad", "\\gradient"), nabla),
    "\\partial": partial,
    "d": italic,
    "D": capital_d,
}
