r"""Increments: `\Delta q` is one symbol, where its sign is no symbol of its own."""

from __future__ import annotations

from mclint.span import Span
from mclint.syntax.cursor import Cursor, Row
from mclint.syntax.pratt import factor
from mclint.syntax.tokens import COMMAND, LETTER, SMALL, Token
from mclint.syntax.tree import Expr, Name
from mclint.syntax.vocabulary import FONTS, TRANSPOSES

GREEK = frozenset("\\" + name for name in (*SMALL, "phi", "epsilon"))


def increment(cursor: Cursor, token: Token) -> Expr | None:
    r"""`\Delta q`, or the letter Delta."""
    if cursor.increments is None:
        cursor.increments = increments(cursor.tokens)
    place = cursor.position
    inside = _variable(cursor.tokens, place) if cursor.increments and not cursor.font and place < cursor.end else None
    if inside is None or inside[0] not in cursor.increments or inside[1] > cursor.end:
        return Name(Span(token.start, token.end), "Delta", cursor.font)
    variable = cursor.within(place, inside[1], factor)
    cursor.position = inside[1]
    if not isinstance(variable, Name):
        cursor.position = place
        return Name(Span(token.start, token.end), "Delta")
    return Name(cursor.span(place - 1), variable.letter, variable.font, ("Delta",))


def increments(tokens: list[Token]) -> frozenset[str]:
    r"""The letters that stand in a formula behind `\Delta` alone, or transposed with it; none where it stands alone."""
    behind, transposed, alone = set[str](), set[str](), set[str]()
    for place, token in enumerate(tokens):
        if token.text == "\\Delta":
            variable = _variable(tokens, place + 1)
            if variable is None:
                return frozenset()
            behind.add(variable[0])
            if _is_transposed(tokens, variable[1]):
                transposed.add(variable[0])
        elif _is_small(token) and not _is_marked(tokens, place):
            alone.add(token.text)
    return frozenset((behind - alone) | transposed)


def _variable(tokens: list[Token], place: int) -> tuple[str, int] | None:
    r"""The small letter at a place, also as `\mathbf{q}`, and where it ends."""
    found = [token.text for token in tokens[place : place + 4]]
    if found and _is_small(tokens[place]):
        return found[0], place + 1
    if len(found) == 4 and found[0] in FONTS and (found[1], found[3]) == ("{", "}") and _is_small(tokens[place + 2]):
        return found[2], place + 4
    return None


def _is_small(token: Token) -> bool:
    return (token.kind == LETTER and token.text.islower()) or (token.kind == COMMAND and token.text in GREEK)


def _is_marked(tokens: list[Token], place: int) -> bool:
    r"""Whether `\Delta` stands before a letter, or before its font."""
    before = [token.text for token in tokens[max(place - 3, 0) : place]]
    return before[-1:] == ["\\Delta"] or (before[:1] == ["\\Delta"] and before[2:] == ["{"])


def _is_transposed(tokens: list[Token], place: int) -> bool:
    above = [token.text for token in tokens[place : place + 3]]
    return above[:1] == ["^"] and any(text in TRANSPOSES for text in (above[1:] if above[1:2] == ["{"] else above[1:2]))


ROWS: dict[str, Row] = {"\\Delta": increment}
