"""What a subscript is: indices, a label, or the condition of an indicator."""

from __future__ import annotations

from fractions import Fraction

from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.cursor import Cursor
from mclint.syntax.pratt import whole
from mclint.syntax.tokens import GREEK, LETTER, NUMBER, Token
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, Relation
from mclint.syntax.vocabulary import RELATIONS, listed

LABELS = frozenset(listed("+ - ++ * \\star \\ast \\bullet \\circ \\max \\min \\inf \\sup"))
GREEK_NAMES = frozenset(GREEK.values())


class Script(NamedTuple):
    """One script: its sign (`^`, `_`, `'`), the bounds of its content, and where it ends."""

    sign: str
    start: int
    stop: int
    end: int


def where(cursor: Cursor, base: Expr, script: Script, span: Span) -> Expr | None:
    r"""The indicator `1_{x > 0}`, and what `[\frac{\partial f}{\partial x}]_{x = a}` is at a point."""
    one = base.value == 1 if isinstance(base, Number) else isinstance(base, Name) and base.letter == "1"
    if not (one or _is_derivative_in_brackets(base)):
        return None
    if not any(token.text in RELATIONS for token in cursor.tokens[script.start : script.stop]):
        return None
    inner = cursor.within(script.start, script.stop, whole, script=True)
    while isinstance(inner, Apply) and inner.op in (Op.SET, Op.BRACKET, Op.GROUP):
        inner = inner.args[0]
    if not isinstance(inner, Relation):
        return None
    if one:
        return Apply(span, Op.INDICATOR, (inner,))
    return Apply(span, Op.EVALUATED, (base.args[0], inner)) if isinstance(base, Apply) else None


def _is_derivative_in_brackets(base: Expr) -> bool:
    bracketed = isinstance(base, Apply) and base.op in (Op.BRACKET, Op.GROUP) and len(base.args) == 1
    return bracketed and isinstance(base, Apply) and isinstance(base.args[0], Derivative)


def is_sign(tokens: list[Token]) -> bool:
    """Whether a subscript is a sign that serves as a label: `x_+`, `f_*`."""
    return len(tokens) <= 2 and all(token.text in LABELS for token in tokens)


def is_label(index: Expr) -> bool:
    """Whether an item among indices is a word."""
    return isinstance(index, Name) and index.font == "roman" and len(index.letter) > 1 and not index.label


def unprimed(index: Expr) -> Expr:
    """An index with a prime as a name of its own: k' is another index than k."""
    if isinstance(index, Apply) and index.op is Op.PRIME and isinstance(inner := unprimed(index.args[0]), Name):
        return Name(index.span, inner.letter, inner.font, (*inner.marks, "prime"), inner.label)
    return index


def letters(cursor: Cursor, script: Script) -> list[Expr]:
    """The indices of a run of letters and digits, each its own, with their primes; nothing for another subscript."""
    found: list[Expr] = []
    for place in range(script.start, script.stop):
        token = cursor.tokens[place]
        if token.kind == LETTER:
            found.append(Name(cursor.span(place, place + 1), token.text))
        elif token.text.startswith("\\") and token.text[1:] in GREEK_NAMES:
            found.append(Name(cursor.span(place, place + 1), token.text[1:]))
        elif token.kind == NUMBER and token.text.isdigit():
            found.extend(digits(token))
        elif token.text == "'" and found and isinstance(found[-1], Name):
            last = found[-1]
            found[-1] = Name(last.span.to(cursor.span(place, place + 1)), last.letter, "", (*last.marks, "prime"))
        else:
            return []
    return found


def digits(token: Token) -> list[Expr]:
    """Two digits are two indices; other numbers are one."""
    if len(token.text) != 2 or token.end - token.start != 2:
        return [Number(Span(token.start, token.end), Fraction(token.text))]
    start, end = token.start, token.end
    return [
        Number(Span(start, end - 1), Fraction(token.text[0])),
        Number(Span(start + 1, end), Fraction(token.text[1])),
    ]
