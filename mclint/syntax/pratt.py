"""The heart of the parser: operators by binding power, factors with their scripts, lists of items."""

from __future__ import annotations

from mclint.span import Span
from mclint.syntax.cursor import MAX_DEPTH, Cursor
from mclint.syntax.operators import BARRED, JUXTAPOSED, POWERS, SIGNS, SUM
from mclint.syntax.tokens import COMMAND, LETTER, TEXT, Token, words
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Op, Relation, Sign
from mclint.syntax.vocabulary import CONNECTIVES, RELATIONS, ROW_BREAKS, listed

UNREAD = frozenset(
    listed(
        "\\pm \\mp \\oplus \\ominus \\cup \\cap \\setminus \\backslash \\wedge \\vee \\star \\bmod \\mod "
        "\\diamond \\amalg \\uplus \\sqcup \\sqcap \\boxtimes \\boxplus \\circledast \\ltimes \\rtimes"
    )
)
UNBALANCED = "unbalanced-brackets"  # why what stands behind a bracket without its partner is not read
LEFT_OVER = {"\\mid": "conditional", **dict.fromkeys((")", "]", "\\right )", "\\right ]"), UNBALANCED)}
FLAT = frozenset((Op.ADD, Op.PRODUCT, Op.DOT, Op.TIMES, Op.HADAMARD, Op.KRONECKER))
MAX_CHAIN = 40
ADDING = frozenset(("+", "-"))
MULTIPLYING = frozenset(listed("\\cdot \\times \\odot \\otimes / *"))


def expression(cursor: Cursor, power: int = 0, left: Expr | None = None, begin: int = -1) -> Expr | None:
    """What binds at least as tightly as `power` from here on, or nothing; `left` is an operand that was read before."""
    begin = cursor.position if begin < 0 else begin
    if left is None:
        left = signed(cursor, power) if cursor.text() in ("+", "-") else factor(cursor)
        if left is None:
            return None
    op, operands, chain = None, [left], 0
    while True:
        stop = cursor.position
        found = operator(cursor, power)
        if found is None:
            return fold(cursor, op, operands, begin, stop)
        following, operand = found
        if following is not op or op not in FLAT:
            chain += 1
            operands = [fold(cursor, op, operands, begin, stop)]
            op = following
        if chain > MAX_CHAIN:
            return cursor.rest(begin, "limit")
        operands.append(operand)


def operator(cursor: Cursor, power: int) -> tuple[Op | None, Expr] | None:
    """The next operator and its right operand, if it binds tightly enough; no operator stands for unread notation."""
    place = cursor.position
    if place >= cursor.end:
        return None
    text = cursor.tokens[place].text
    op = Op.DOT if text == "." and is_product(cursor) else SIGNS.get(text)
    if op is None:
        if power <= JUXTAPOSED and text not in RELATIONS and (operand := juxtaposed(cursor)) is not None:
            return Op.PRODUCT, operand
        if text == "\\evaluated" and power <= BARRED:
            return Op.EVALUATED, condition(cursor)
        if text in UNREAD and power <= SUM:
            return Op.ADD, unread(cursor)
        return None
    strength = POWERS["\\cdot" if text == "." else text]
    if strength < power:
        return None
    cursor.position += 1
    right = factor(cursor) if op is Op.DIVIDE else expression(cursor, strength + 1)
    if right is None:
        right = next_row(cursor, strength + 1) or missing_operand(cursor, place)
    elif text == "-":
        right = Apply(cursor.span(place), Op.NEG, (right,))
    return op, right


def is_product(cursor: Cursor) -> bool:
    r"""Whether a full stop inside of a group is a product: it touches both of its operands, as in `y.\frac{a}{b}`."""
    if cursor.end == len(cursor.tokens) or cursor.position + 1 >= cursor.end:
        return False
    here, following = cursor.tokens[cursor.position : cursor.position + 2]
    operand = following.kind == LETTER or (following.kind == COMMAND and following.text in cursor.rows)
    return operand and here.gap == 0 == following.gap


def next_row(cursor: Cursor, power: int) -> Expr | None:
    """The right operand of a sign that ends its row, from the row below."""
    place = cursor.position
    while cursor.text() in ROW_BREAKS or (cursor.position > place and cursor.text() in ("\\quad", "\\qquad")):
        cursor.position += 1
    right = expression(cursor, power) if cursor.position > place else None
    if right is None:
        cursor.position = place
    return right


def missing_operand(cursor: Cursor, place: int) -> Expr:
    """An operator without its right operand: a problem where an equals sign or a sign of a product follows."""
    sign, following = cursor.tokens[place].text, cursor.text()
    told = ""
    if following == "=" and cursor.tokens[cursor.position].gap and sign not in ("*", "\\ast"):
        told = "an equals sign follows at once"
    elif following in MULTIPLYING and sign in ADDING and not cursor.script and is_operand(cursor, place):
        told = f"{following} follows at once"
    if told:
        cursor.problem(cursor.span(place, place + 1), f"`{sign}` has no right operand", told)
    return cursor.missing()


def is_operand(cursor: Cursor, place: int) -> bool:
    """Whether operands surround two signs: not in `(R, +, *)`, `x_+ * y` or `X \\cdot \\cdot`."""
    before = cursor.tokens[place - 1].text if place else "("
    after = cursor.text(1)
    return not any(
        text in SIGNS or text in RELATIONS or text in ROW_BREAKS or text in ("", "^", "_", "(", ",", ")", "}", "{")
        for text in (before, after)
    )


def fold(cursor: Cursor, op: Op | None, operands: list[Expr], begin: int, stop: int) -> Expr:
    """One node of the operands that were read."""
    if op is None:
        return operands[0]
    first = operands[0]
    if isinstance(first, Apply) and first.op is op is Op.ADD:
        operands[:1] = first.args
    span = cursor.span(begin, stop)
    if op is Op.DIVIDE:
        above, below = differentiated(first), differentiated(operands[1])
        if above is not None and below is not None:
            return Derivative(span, above, (below,), Form.FRACTION)
    return flat(span, op, operands)


def differentiated(expr: Expr) -> Expr | None:
    r"""What a differential is of, as in `{\partial f}/{\partial x}`; nothing for another expression."""
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL else None


def flat(span: Span, op: Op, operands: list[Expr]) -> Expr:
    r"""One node of operands; a product in braces only, as in `\mathbf{A B} c`, is part of the product around it."""
    if op is Op.PRODUCT and any(isinstance(operand, Apply) and operand.op is Op.PRODUCT for operand in operands):
        inner = (o.args if isinstance(o, Apply) and o.op is Op.PRODUCT else (o,) for o in operands)
        operands = [factor for factors in inner for factor in factors]
    return Apply(span, op, tuple(operands))


def signed(cursor: Cursor, power: int) -> Expr | None:
    """A term with its signs; a leading plus is nothing."""
    begin, negative = cursor.position, False
    while cursor.text() in ("+", "-"):
        negative ^= cursor.text() == "-"
        cursor.position += 1
    term = expression(cursor, max(power, SUM + 1))
    if term is None:
        cursor.position = begin
        return None
    return Apply(cursor.span(begin), Op.NEG, (term,)) if negative else term


def juxtaposed(cursor: Cursor) -> Expr | None:
    """The next factor of a product; words do not multiply."""
    token = cursor.tokens[cursor.position]
    return None if token.kind == TEXT and is_prose(token) else factor(cursor)


def is_prose(token: Token) -> bool:
    r"""Whether a `\text{…}` speaks to the reader instead of naming something."""
    content = words(token)
    return not content.strip().isalpha() or content != content.strip() or content.lower() in CONNECTIVES


def unread(cursor: Cursor) -> Expr:
    r"""A sign that mclint does not know, with its right operand: `\pm b`."""
    begin = cursor.position
    cursor.position += 1
    expression(cursor, SUM + 1)
    return cursor.opaque(begin)


def condition(cursor: Cursor) -> Expr:
    r"""What stands under the bar of `|_{x = 0}`."""
    begin = cursor.position
    cursor.position += 1
    bounds = None
    while cursor.text() in ("_", "^"):
        upper = cursor.text() == "^"
        cursor.position += 1
        bounds = (cursor.argument() or (0, 0)) if not upper and bounds is None else (cursor.argument() and (0, 0))
    if bounds is None or bounds[0] == bounds[1] or cursor.depth >= MAX_DEPTH:
        return cursor.opaque(begin)
    cursor.depth += 1
    inner = cursor.within(*bounds, whole, script=True)
    cursor.depth -= 1
    return inner


def factor(cursor: Cursor) -> Expr | None:
    """A symbol, number, bracket, function or the like with its scripts; nothing where none stands."""
    begin = cursor.position
    if begin >= cursor.end:
        return None
    token = cursor.tokens[begin]
    row = cursor.rows.get(token.text) or cursor.grammar.kinds.get(token.kind)
    if row is None:
        return None
    if cursor.depth >= MAX_DEPTH:
        return cursor.rest(begin, "limit")
    cursor.depth += 1
    cursor.position = begin + 1
    base = row(cursor, token)
    if base is None:
        cursor.position = begin
    else:
        base = cursor.grammar.dress(cursor, base, begin)
    cursor.depth -= 1
    return base


def relation(cursor: Cursor) -> Expr | None:
    """An expression, or expressions joined by relation signs."""
    begin = cursor.position
    while begin < cursor.end and cursor.tokens[begin].kind == TEXT and leads(cursor, begin):
        begin = cursor.position = begin + 1
    first = expression(cursor)
    if cursor.text() not in RELATIONS:
        return first
    parts, signs = [first or Apply(cursor.point(begin), Op.MISSING, ())], []
    while (text := cursor.text()) in RELATIONS:
        cursor.position += 1
        signs.append(Sign(RELATIONS[text], cursor.span(cursor.position - 1)))
        parts.append(expression(cursor) or cursor.missing())
    if first is None and cursor.position == begin + 1:
        return cursor.opaque(begin)
    return Relation(cursor.span(begin), tuple(parts), tuple(signs))


def leads(cursor: Cursor, place: int) -> bool:
    r"""Whether words at this place lead into mathematics: `\text{if } x > 0`."""
    following = cursor.text(1)
    return (
        is_prose(cursor.tokens[place])
        and following not in ("", ",", "&", "\\\\")
        and following not in RELATIONS
        and following not in SIGNS
    )


def items(cursor: Cursor) -> tuple[list[Expr], str]:
    """The items of a list up to the end of the group, and the separators between them."""
    found: list[Expr] = []
    separators = ""
    while cursor.position < cursor.end:
        begin = cursor.position
        item = relation(cursor)
        while cursor.text() in ROW_BREAKS or cursor.text() == "\\relax":
            cursor.position += 1
        text = cursor.text()
        if text == "\\mid" and item is not None and "|" not in separators:
            found.append(item)
            separators += "|"
            cursor.position += 1
            continue
        if cursor.position < cursor.end and text not in (",", ";"):
            skip_item(cursor)
            item = cursor.opaque(begin, LEFT_OVER.get(text, "unsupported-notation"))
        found.append(item or (cursor.missing() if found else Apply(cursor.point(begin), Op.MISSING, ())))
        separators += cursor.text()
        cursor.position += 1
    cursor.position = cursor.end
    return ([given(found, separators.index("|") + 1)], "") if "|" in separators else (found, separators)


def given(found: list[Expr], place: int) -> Expr:
    r"""What stands before and behind the bar of `p(y \mid x, \theta)`."""
    sides = found[:place], found[place:] or [Apply(found[-1].span, Op.MISSING, ())]
    lists = tuple(Apply(side[0].span.to(side[-1].span), Op.LIST, tuple(side)) for side in sides)
    return Apply(lists[0].span.to(lists[1].span), Op.GIVEN, lists)


def skip_item(cursor: Cursor) -> None:
    """Step to the next comma of this level; a condition takes all that follows."""
    conditional = cursor.text() == "\\mid"
    while cursor.position < cursor.end and (conditional or cursor.text() not in (",", ";")):
        partner = cursor.partner[cursor.position]
        cursor.position = partner + 1 if partner > cursor.position else cursor.position + 1


def whole(cursor: Cursor) -> Expr:
    """All that stands in the group as one expression."""
    begin = cursor.position
    found, _ = items(cursor)
    if len(found) == 1:
        return found[0]
    return Apply(cursor.span(begin), Op.LIST, tuple(found)) if found else cursor.missing()
