r"""Derivatives written as fractions: `\frac{\partial f}{\partial x}`, `\frac{d}{dx}`, `\pdv{f}{x}`; other quotients."""

from __future__ import annotations

from mclint.span import Span
from mclint.syntax.cursor import Cursor, Row
from mclint.syntax.operators import INFIX_PRODUCT, SIGNS
from mclint.syntax.pratt import expression, factor, whole
from mclint.syntax.scripts import core
from mclint.syntax.tokens import TEXT, WORD, Token, word, words
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op
from mclint.syntax.vocabulary import RELATIONS, listed

Bounds = tuple[int, int]
INCREMENTS = frozenset(listed("\\partial d D \\delta \\Delta \\nabla \\mathrm{D} \\mathcal"))
UPRIGHT = frozenset(listed("\\diff \\dif \\dd \\differential \\mathd \\ud \\rd"))


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
    if empty_argument(cursor, numerator, denominator, begin) or lost_sign(cursor, numerator, denominator, begin):
        return cursor.opaque(begin, "malformed")
    top = cursor.within(*numerator, whole)
    bottom = cursor.within(*denominator, whole)
    if is_differential(top) and is_differential(bottom) and isinstance(top, Apply) and isinstance(bottom, Apply):
        return Derivative(cursor.span(begin), top.args[0], bottom.args, Form.FRACTION, not above)
    if (
        above
        and not below
        and cursor.tokens[numerator[0]].text == "\\partial"
        and is_symbol(bottom)
        and is_differential(top)
    ):
        lost(cursor, cursor.span(*denominator))
        return cursor.opaque(begin, "malformed")
    return Apply(cursor.span(begin, max(cursor.position, denominator[1])), Op.DIVIDE, (top, bottom))


def empty_argument(cursor: Cursor, numerator: Bounds, denominator: Bounds, begin: int) -> bool:
    """Report a fraction with one empty argument; two of them are a blank to fill in."""
    empty = [start >= stop for start, stop in (numerator, denominator)]
    if empty[0] == empty[1]:
        return False
    which = "numerator" if empty[0] else "denominator"
    name = cursor.tokens[begin].text
    cursor.problem(cursor.span(begin), f"the {which} of `{name}` is empty", f"its {which} is missing")
    return True


def lost_sign(cursor: Cursor, numerator: Bounds, denominator: Bounds, begin: int) -> bool:
    r"""Report `\frac{f}{\partial x}` and `\frac{\partial}{x}`: one half of a derivative without its sign."""
    above, below = ([t.text for t in cursor.tokens[start:stop]] for start, stop in (numerator, denominator))
    if above == ["\\partial"] and "\\partial" not in below and not INCREMENTS & set(below):
        lost(cursor, cursor.span(*denominator))
        return True
    if below[:1] != ["\\partial"] or len(below) < 2 or INCREMENTS & set(above) or is_upright(cursor, numerator):
        return False
    span = cursor.span(*numerator)
    cursor.problem(span, "the numerator of a derivative has no `\\partial`", "`\\partial` is lost before this")
    return True


def is_upright(cursor: Cursor, bounds: Bounds) -> bool:
    r"""Whether `\mathrm{d}` or a macro for it stands between these bounds."""
    return any(mark_length(cursor, place, bounds[1]) for place in range(*bounds))


def is_marked(cursor: Cursor, place: int, stop: int) -> bool:
    r"""Whether something that can be a variable follows a `\partial` or `d`, or the `\partial^2` of a second one."""
    if place + 2 < stop and cursor.tokens[place].text == "^" and cursor.tokens[place + 1].text == "2":
        place += 2
    return place < stop and cursor.tokens[place].text not in ("^", "_") and cursor.tokens[place].text not in SIGNS


def is_symbol(expr: Expr) -> bool:
    """Whether an expression is a bare symbol, perhaps with indices."""
    return isinstance(expr, Name) or (
        isinstance(expr, Apply) and expr.op is Op.INDEX and isinstance(expr.args[0], Name)
    )


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
    body = cursor.within(place, numerator[1], whole) if place < numerator[1] else operand(cursor, INFIX_PRODUCT, begin)
    if not order:
        return cursor.opaque(begin, "higher-derivative")
    return Derivative(cursor.span(begin), body, variables, Form.FRACTION, total)


def exponent(cursor: Cursor) -> tuple[int, int]:
    r"""Where the order of `\partial^2` ends, and what it is (0 where it is no number)."""
    bounds = cursor.argument() or (cursor.position, cursor.position)
    texts = core(cursor.tokens[bounds[0] : bounds[1]])
    return cursor.position, int(texts[0]) if len(texts) == 1 and texts[0].isdigit() and len(texts[0]) < 3 else 0


def operand(cursor: Cursor, power: int, begin: int) -> Expr:
    """What an operator acts on, up to the next sum or relation; MISSING where nothing follows."""
    if cursor.text() == "-" and is_alone(cursor, begin):
        power = 0  # nothing else can be meant than all that follows
    elif cursor.text() == "-":
        return cursor.missing()
    return expression(cursor, power) or cursor.missing()


def is_alone(cursor: Cursor, begin: int) -> bool:
    r"""Whether an operator starts a member of a chain, outside of brackets, and stands with an operand elsewhere."""
    if cursor.end != len(cursor.tokens) or (begin and cursor.tokens[begin - 1].text not in (*RELATIONS, "&")):
        return False
    written = [token.text for token in cursor.tokens[begin : cursor.position]]
    starts = (place for place in range(cursor.end - len(written)) if place != begin)
    return any(
        cursor.tokens[place].text == written[0]
        and [token.text for token in cursor.tokens[place : place + len(written)]] == written
        and cursor.tokens[place + len(written)].text not in (*SIGNS, *RELATIONS)
        for place in starts
    )


def marked_variables(cursor: Cursor, order: int) -> tuple[Expr, ...]:
    r"""The variables of `\partial x \partial y^\top` up to the end of the group; `\partial x^2` gives two."""
    found: list[Expr] = []
    while (length := mark_length(cursor, cursor.position, cursor.end)) and len(found) < 9:
        cursor.position += length
        times = misplaced(cursor, order)
        begin = cursor.position
        factors: list[Expr] = []
        while cursor.position < cursor.end and not (mark_length(cursor, cursor.position, cursor.end) and factors):
            variable = factor(cursor)
            if variable is None:
                return ()
            factors.append(variable)
        if not factors:
            return ()
        variable = factors[0] if len(factors) == 1 else Apply(cursor.span(begin), Op.PRODUCT, tuple(factors))
        found.extend([variable] * times)
    if cursor.position < cursor.end:
        return ()
    return repeated(found, order)


def misplaced(cursor: Cursor, order: int) -> int:
    r"""How often a variable is taken where the order stands on its mark: `\partial^2 x` below `\partial^2 f`."""
    if cursor.position >= cursor.end or cursor.text() != "^":
        return 1
    before = cursor.position
    cursor.position, times = cursor.within(before + 1, cursor.end, exponent)
    if times == order > 1:
        return times
    cursor.position = before
    return 1


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


def package(cursor: Cursor, token: Token) -> Expr:
    r"""`\pdv{f}{x}`, `\dv{f}{x}`; with one argument, or an empty first one, the operator on what follows."""
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
    if len(found) > 1 and isinstance(found[0], Apply) and found[0].op is Op.MISSING:
        found = found[1:]
    if not found or not order:
        return cursor.opaque(begin)
    body = found[0] if len(found) > 1 else operand(cursor, INFIX_PRODUCT, begin)
    variables = tuple(found[1:] or found)
    variables = variables * order if len(variables) == 1 else variables
    return Derivative(cursor.span(begin), body, variables, Form.FRACTION, total)


ROWS: dict[str, Row] = {
    **dict.fromkeys(listed("\\frac \\tfrac \\dfrac \\cfrac"), fraction_row),
    **dict.fromkeys(listed("\\pdv \\dv \\pd \\pderiv \\deriv \\derivative \\odv \\pdiff \\partialderiv"), package),
}
