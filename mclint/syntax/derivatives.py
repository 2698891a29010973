r"""Derivatives in all their spellings: fractions, `\nabla`, slashes, subscripts, dots, primes and differentials."""

from __future__ import annotations

from mclint.span import Span
from mclint.syntax.cursor import Cursor, Row
from mclint.syntax.functions import bracketed
from mclint.syntax.gradients import capital_d, nabla, subscripted
from mclint.syntax.operators import FUNCTIONS, INFIX_PRODUCT, SIGNS
from mclint.syntax.pratt import expression, factor, whole
from mclint.syntax.scripts import core
from mclint.syntax.tokens import COMMAND, LETTER, TEXT, WORD, Token, word, words
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, nodes
from mclint.syntax.vocabulary import ARROWS, FONTS, RELATIONS, ROW_BREAKS, SEPARATORS

Bounds = tuple[int, int]
UPRIGHT = frozenset(("\\diff", "\\dif", "\\dd", "\\differential", "\\mathd", "\\ud", "\\rd"))
ENDS = frozenset((*RELATIONS, *SEPARATORS, *ARROWS, *ROW_BREAKS, "+", "-"))
STOPS = frozenset(("\\partial", "\\nabla", "\\mid", "\\evaluated", "\\sum", "\\int", "\\rvert", "\\rVert"))
MAX_SLASH = 80


def mark_length(cursor: Cursor, place: int, stop: int) -> int:
    r"""The number of tokens of the `\partial` or `d` that stands at `place`; 0 where none does."""
    if place >= stop:
        return 0
    token = cursor.tokens[place]
    text = token.text
    if text in ("\\partial", "d", "\\delta") or text in UPRIGHT:
        return 1
    if (token.kind == WORD and word(token) == "d") or (token.kind == TEXT and words(token).strip() == "d"):
        return 1
    if text in ("\\mathrm", "\\rm") and place + 1 < stop:
        if cursor.tokens[place + 1].text == "d":
            return 2
        if [t.text for t in cursor.tokens[place + 1 : place + 4]] == ["{", "d", "}"]:
            return 4
    return 0


def fraction_row(cursor: Cursor, token: Token) -> Expr:
    r"""`\frac{a}{b}`, or a derivative."""
    begin = cursor.position - 1
    numerator = cursor.argument()
    denominator = cursor.argument() if numerator is not None else None
    if numerator is None or denominator is None:
        which = "numerator" if numerator is None else "denominator"
        cursor.problem(cursor.span(begin), f"`{token.text}` has no {which}", f"its {which} is missing")
        return cursor.opaque(begin, "malformed")
    return fraction(cursor, numerator, denominator, begin)


def fraction(cursor: Cursor, numerator: Bounds, denominator: Bounds, begin: int) -> Expr:
    """A quotient or derivative of what stands between these bounds."""
    above, below = mark_length(cursor, *numerator), mark_length(cursor, *denominator)
    if above and below and is_marked(cursor, denominator[0] + below, denominator[1]):
        derivative = quotient(cursor, numerator, denominator, begin)
        if derivative is not None:
            return derivative
    top = cursor.within(*numerator, whole)
    bottom = cursor.within(*denominator, whole)
    if is_differential(top) and is_differential(bottom) and isinstance(top, Apply) and isinstance(bottom, Apply):
        return Derivative(cursor.span(begin), top.args[0], bottom.args, Form.FRACTION, not above)
    if above and not below and cursor.tokens[numerator[0]].text == "\\partial" and is_symbol(bottom) and is_differential(top):
        lost(cursor, cursor.span(*denominator))
        return cursor.opaque(begin, "malformed")
    return Apply(cursor.span(begin, max(cursor.position, denominator[1])), Op.DIVIDE, (top, bottom))


def is_marked(cursor: Cursor, place: int, stop: int) -> bool:
    r"""Whether something that can be a variable follows a `\partial` or `d`."""
    return place < stop and cursor.tokens[place].text not in ("^", "_") and cursor.tokens[place].text not in SIGNS


def is_symbol(expr: Expr) -> bool:
    """Whether an expression is a bare symbol, perhaps with indices."""
    return isinstance(expr, Name) or (isinstance(expr, Apply) and expr.op is Op.INDEX and isinstance(expr.args[0], Name))


def is_differential(expr: Expr) -> bool:
    r"""Whether an expression is `\partial` with an operand."""
    return isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL


def lost(cursor: Cursor, span: Span) -> None:
    r"""Report a denominator without its `\partial`."""
    cursor.problem(span, "the denominator of a derivative has no `\\partial`", "`\\partial` is lost before this")


def quotient(cursor: Cursor, numerator: Bounds, denominator: Bounds, begin: int) -> Expr | None:
    r"""The derivative that a fraction spells, with the operand after it where the numerator is only `\partial`."""
    place, order = numerator[0] + mark_length(cursor, *numerator), 1
    total = cursor.tokens[numerator[0]].text not in ("\\partial", "\\delta")
    if place < numerator[1] and cursor.tokens[place].text == "^":
        place, order = cursor.within(place + 1, numerator[1], exponent)
    variables = cursor.within(*denominator, lambda inner: marked_variables(inner, order))
    if not variables:
        return None
    if place < numerator[1]:
        body = cursor.within(place, numerator[1], whole)
    else:
        body = operand(cursor, INFIX_PRODUCT)
    return Derivative(cursor.span(begin), body, variables, Form.FRACTION, total)


def exponent(cursor: Cursor) -> tuple[int, int]:
    r"""Where the order of `\partial^2` ends, and what it is (0 where it is no number)."""
    bounds = cursor.argument() or (cursor.position, cursor.position)
    texts = core(cursor.tokens[bounds[0] : bounds[1]])
    return cursor.position, int(texts[0]) if len(texts) == 1 and texts[0].isdigit() and len(texts[0]) < 3 else 0


def operand(cursor: Cursor, power: int) -> Expr:
    """What an operator acts on, up to the next sum or relation; MISSING where nothing follows."""
    return expression(cursor, power) or cursor.missing()


def marked_variables(cursor: Cursor, order: int) -> tuple[Expr, ...]:
    r"""The variables of `\partial x \partial y^\top` up to the end of the group; `\partial x^2` gives two."""
    found: list[Expr] = []
    while (length := mark_length(cursor, cursor.position, cursor.end)) and len(found) < 9:
        cursor.position += length
        begin, factors = cursor.position, []
        while cursor.position < cursor.end and not (mark_length(cursor, cursor.position, cursor.end) and factors):
            variable = factor(cursor)
            if variable is None:
                return ()
            factors.append(variable)
        if not factors:
            return ()
        found.append(factors[0] if len(factors) == 1 else Apply(cursor.span(begin), Op.PRODUCT, tuple(factors)))
    if cursor.position < cursor.end:
        return ()
    return repeated(found, order)


def repeated(found: list[Expr], order: int) -> tuple[Expr, ...]:
    """The variables with those of a power written out, where the order of the derivative agrees."""
    variables: list[Expr] = []
    for variable in found:
        base, times = variable, 1
        if order != 1 and isinstance(variable, Apply) and variable.op is Op.POWER:
            power = variable.args[1]
            if isinstance(power, Number) and power.value.denominator == 1 and 1 < power.value <= max(order, 1):
                base, times = variable.args[0], int(power.value)
        variables.extend([base] * times)
    return tuple(variables)


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
    if token.gap and not (starts_term(cursor, cursor.position - 1) and (token.text in FONTS or token.text[1:] in FUNCTIONS)):
        return False
    if token.text in SIGNS or token.text in ENDS:
        return False
    if token.text in ("(", "\\left ("):
        return cursor.partner[cursor.position] > 0 and is_differentiated(bracketed(cursor, cursor.position)[0])
    return token.kind in (LETTER, WORD) or (token.kind == COMMAND and token.text[1:2].isalpha() and token.text not in STOPS)


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
    below = [node for node in nodes(found[0])]
    if any(isinstance(node, Name) and node.letter == "d" for node in below):
        return False
    return not (isinstance(found[0], Apply) and found[0].op is Op.ADD and any(isinstance(a, Number) for a in found[0].args))


def differential(cursor: Cursor, begin: int, name: str) -> Expr:
    """What a differential sign that was just read stands for: a derivative by a slash or subscript, or a differential."""
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


def package(cursor: Cursor, token: Token) -> Expr:
    r"""`\pdv{f}{x}`, `\dv{f}{x}`; with one argument, the operator on what follows."""
    begin, order = cursor.position - 1, 1
    if cursor.text() == "*":
        cursor.position += 1
    if cursor.text() == "[" and cursor.partner[cursor.position] > 0:
        order = int(cursor.text(1)) if cursor.text(1) in ("2", "3") else 0
        cursor.position = cursor.partner[cursor.position] + 1
    found: list[Expr] = []
    while cursor.text() == "{" and len(found) < 3:
        found.append(cursor.within(*(cursor.argument() or (0, 0)), whole))
    total = token.text.startswith(("\\d", "\\o"))
    if not found or not order:
        return cursor.opaque(begin)
    body = found[0] if len(found) > 1 else operand(cursor, INFIX_PRODUCT)
    variables = tuple(found[1:] or found)
    variables = variables * order if len(variables) == 1 else variables
    return Derivative(cursor.span(begin), body, variables, Form.FRACTION, total)


ROWS: dict[str, Row] = {
    **dict.fromkeys(("\\frac", "\\tfrac", "\\dfrac", "\\cfrac"), fraction_row),
    **dict.fromkeys(("\\pdv", "\\dv", "\\pd", "\\pderiv", "\\deriv", "\\derivative", "\\odv", "\\pdiff", "\\partialderiv"), package),
    **dict.fromkeys(UPRIGHT, upright_command),
    **dict.fromkeys(("\\nabla", "\\grad", "\\gradient"), nabla),
    "\\partial": partial,
    "d": italic,
    "D": capital_d,
}
