"""Functions and their arguments, sums and products over an index, and operators that are recognised but not read."""

from __future__ import annotations

from fractions import Fraction

from mclint.span import Span
from mclint.syntax.cursor import Cursor, Row
from mclint.syntax.operators import FUNCTIONS, INFIX_PRODUCT
from mclint.syntax.pratt import expression, factor, flat, is_prose, items, whole
from mclint.syntax.scripts import apply_script, read_script, spoken
from mclint.syntax.subscripts import Script, letters, unprimed
from mclint.syntax.tokens import TEXT, WORD, Token, word, words
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Opaque, Relation, nodes, operators
from mclint.syntax.vocabulary import listed

BRACKETS = frozenset(("(", "[", "\\{", "\\left (", "\\left [", "\\left \\{"))
FRACTIONS = frozenset(("\\frac", "\\tfrac", "\\dfrac", "\\cfrac"))
COMPLETE = frozenset((Op.BARS, Op.NORM, Op.DIVIDE, Op.MATRIX, *FUNCTIONS.values(), Op.SUM, Op.PRODUCT_OVER))
OF_MATRICES = frozenset((Op.TRACE, Op.DETERMINANT, Op.ADJUGATE, Op.VEC, Op.DIAG))
ANGLES = frozenset((Op.SIN, Op.COS, Op.TAN, Op.SINH, Op.COSH, Op.TANH))
OTHER_FUNCTIONS = listed("arcsin arccos arctan cot sec csc coth rank dim ker lg gcd deg hom erf arg sinc rk Re Im")


def apply_function(cursor: Cursor, op: Op, begin: int, name: str) -> Expr:
    """A function with its argument; scripts between the two belong to the value."""
    scripts = own_scripts(cursor)
    found = arguments(cursor, op)
    span = cursor.span(begin)
    if not found:
        cursor.position = begin + 1
        return Name(cursor.span(begin), name, "roman")
    base = next((base_of_logarithm(cursor, s) for s in scripts if s.sign == "_" and op is Op.LOG), None)
    if isinstance(base, Opaque) or any(s.sign == "^" and inverts(cursor, s) and op in ANGLES for s in scripts):
        return cursor.opaque(begin)
    if len(found) > 1:
        head = Name(Span(cursor.tokens[begin].start, cursor.tokens[begin].end), name, "roman")
        value: Expr = Apply(span, Op.CALL, (head, *found))
    else:
        value = Apply(span, op, tuple(found))
    if base is not None:
        natural = isinstance(base, Name) and base.letter == "e"
        value = value if natural else Apply(span, Op.DIVIDE, (value, Apply(base.span, Op.LOG, (base,))))
        scripts = [script for script in scripts if script.sign != "_"]
    for script in scripts:
        value = apply_script(cursor, value, script, begin, cursor.position)
        if isinstance(value, Apply) and value.op is Op.PRIME:
            value = Derivative(span, value.args[0], (), Form.PRIME)
    return value


def base_of_logarithm(cursor: Cursor, script: Script) -> Expr:
    r"""The b of `\log_b`: a number above 1 or a letter; opaque where it is anything else."""
    base = unprimed(cursor.within(script.start, script.stop, whole, script=True))
    plain = isinstance(base, Name) or (isinstance(base, Number) and base.value > 1)
    return base if plain else cursor.opaque(script.start)


def own_scripts(cursor: Cursor) -> list[Script]:
    r"""The scripts directly after a function's name, as in `\tanh^2 z`."""
    scripts: list[Script] = []
    while cursor.text() in ("^", "_", "'") and len(scripts) < 4:
        script = read_script(cursor)
        if script is not None:
            scripts.append(script)
    return scripts


def inverts(cursor: Cursor, script: Script) -> bool:
    """Whether a superscript is -1."""
    return cursor.tokens[script.start].text == "-"


def arguments(cursor: Cursor, op: Op | None) -> list[Expr]:
    """The arguments of a function: the bracket, brace or else the factors that follow; none where none stand."""
    place, text = cursor.position, cursor.text()
    partner = cursor.partner[place] if place < cursor.end else -1
    if text in BRACKETS and partner > place:
        cursor.position = partner + 1
        return bracketed(cursor, place)[0] or [cursor.missing()]
    if text == "{":
        bounds = cursor.argument() or (0, 0)
        inner = cursor.within(*bounds, whole)
        return [inner.args[0] if isinstance(inner, Apply) and inner.op is Op.GROUP else inner]
    if text == "-" and op is not None:
        cursor.position += 1
        found = arguments(cursor, op)
        return [Apply(cursor.span(place), Op.NEG, tuple(found))] if len(found) == 1 else []
    return operands(cursor, op)


def bracketed(cursor: Cursor, place: int) -> tuple[list[Expr], str]:
    """The items of the bracket that opens at `place`, read once however often they are asked for."""
    known = cursor.read.get(place)
    if known is None:
        known = cursor.read[place] = cursor.within(place + 1, cursor.partner[place], items)
    return known


def operands(cursor: Cursor, op: Op | None) -> list[Expr]:
    """The factors that follow a function, as one product."""
    begin = cursor.position
    found: list[Expr] = []
    while cursor.position < cursor.end:
        token = cursor.tokens[cursor.position]
        if found and ends_argument(token, op):
            break
        operand = None if token.kind == TEXT and is_prose(token) else factor(cursor)
        if operand is None:
            break
        found.append(operand)
        if len(found) == 1 and isinstance(operand, Apply) and operand.op in COMPLETE:
            break
        if op is None:
            break
    return found if len(found) < 2 else [flat(cursor.span(begin), Op.PRODUCT, found)]


BIG = ("\\sum", "\\prod")


def ends_argument(token: Token, op: Op | None) -> bool:
    """Whether a token after the first factor starts something outside the argument."""
    text = token.text
    if text in FRACTIONS or text[1:] in FUNCTIONS or (token.kind == WORD and word(token) in FUNCTIONS):
        return True
    if token.kind == TEXT and words(token).strip() in FUNCTIONS:
        return True
    return (text in BRACKETS or text in BIG) and op not in OF_MATRICES


def function(cursor: Cursor, token: Token) -> Expr:
    r"""`\ln`, `\det`, `\tr` and their like."""
    return apply_function(cursor, FUNCTIONS[token.text[1:]], cursor.position - 1, token.text[1:])


def other_function(cursor: Cursor, token: Token) -> Expr:
    r"""A function that only has a name here, such as `\arctan`."""
    begin = cursor.position - 1
    head: Expr = Name(Span(token.start, token.end), token.text[1:], "roman")
    for script in own_scripts(cursor):
        head = apply_script(cursor, head, script, begin, cursor.position)
    found = arguments(cursor, Op.LOG)
    return Apply(cursor.span(begin), Op.CALL, (head, *found)) if found else head


def is_dots(expr: Expr) -> bool:
    """Whether this is an ellipsis."""
    return isinstance(expr, Apply) and expr.op is Op.DOTS


def over_index(cursor: Cursor, token: Token) -> Expr:
    r"""`\sum_{i=1}^n` and `\prod`, over all the factors that follow."""
    begin = cursor.position - 1
    bounds: dict[str, Script] = {}
    for script in own_scripts(cursor):
        bounds[script.sign] = script
    lower, upper = bounds.get("_"), bounds.get("^")
    if upper and not lower and token.text == "\\sum" and inverts(cursor, upper):
        cursor.position = begin + 1
        return Name(Span(token.start, token.end), "Sigma")
    missing = cursor.missing()
    pairs = bound_indices(cursor, lower) if lower else [(missing, missing)]
    top = cursor.within(upper.start, upper.stop, whole, script=True) if upper else missing
    body = expression(cursor, INFIX_PRODUCT) or cursor.missing()
    for index, bottom in reversed(pairs):
        op = Op.SUM if token.text == "\\sum" else Op.PRODUCT_OVER
        body = Apply(cursor.span(begin), op, (body, index, bottom, top))
    return body


def bound_indices(cursor: Cursor, script: Script) -> list[tuple[Expr, Expr]]:
    r"""Each index below a sum with its lower bound: `i`, `i=1`, `i,j=1`, `i \in S` (whose bound is not read)."""
    found = letters(cursor, script) if not spoken(cursor.tokens[script.start : script.stop]) else []
    found = found or cursor.within(script.start, script.stop, items, script=True)[0]
    pairs: list[tuple[Expr, Expr]] = []
    missing = cursor.missing_after(script.stop)
    for item in map(unprimed, found):
        first = unprimed(item.parts[0]) if isinstance(item, Relation) else item
        if not isinstance(first, Name):
            return [(missing, unread_bounds(cursor, script))]
        if not isinstance(item, Relation):
            pairs.append((first, missing))
        elif len(item.parts) == 2 and item.signs[0].text == "=":
            pairs = [(index, item.parts[1] if bottom is missing else bottom) for index, bottom in pairs]
            pairs.append((first, item.parts[1]))
        elif len(item.parts) == 2 and any(isinstance(part, Name) and part == first for part, _ in pairs):
            pairs = [(index, item if index == first else bottom) for index, bottom in pairs]
        else:
            pairs.append((first, Relation(item.span, (first, *map(unprimed, item.parts[1:])), item.signs)))
    return pairs or [(missing, missing)]


def unread_bounds(cursor: Cursor, script: Script) -> Expr:
    """What stands below a sum, unread."""
    return cursor.within(script.start, script.stop, lambda inner: inner.rest(script.start, "unsupported-notation"))


def root(cursor: Cursor, token: Token) -> Expr:
    r"""`\sqrt{x}`, `\sqrt[3]{x}`."""
    begin, place = cursor.position - 1, cursor.position
    index: Expr | None = None
    if cursor.text() == "[" and cursor.partner[place] > place:
        cursor.position = cursor.partner[place] + 1
        index = cursor.within(place + 1, cursor.partner[place], whole)
    bounds = cursor.argument()
    if bounds is None:
        return cursor.opaque(begin)
    inner = cursor.within(*bounds, whole)
    span = cursor.span(begin)
    if index is None:
        return Apply(span, Op.SQRT, (inner,))
    exponent = Apply(index.span, Op.DIVIDE, (Number(index.span, Fraction(1)), index))
    return Apply(span, Op.POWER, (inner, exponent))


COUNTS = frozenset("nNmMkKdDrRsT")  # letters that a binomial coefficient chooses from: \binom{x}{y} may be a column


def binomial(cursor: Cursor, token: Token) -> Expr:
    r"""`\binom{n}{k}` as n! / (k! (n - k)!); other stacked pairs are unread."""
    begin = cursor.position - 1
    upper = cursor.argument()
    lower = cursor.argument() if upper is not None else None
    if upper is None or lower is None or token.text == "\\genfrac":
        return cursor.opaque(begin)
    top, bottom = (Apply(cursor.span(begin), Op.GROUP, (cursor.within(*each, whole),)) for each in (upper, lower))
    letters_above = [node for node in nodes(top) if isinstance(node, Name)]
    if not all(each.letter in COUNTS for each in letters_above) or any(Op.INDEX in operators(x) for x in (top, bottom)):
        return cursor.opaque(begin)
    span = cursor.span(begin)
    rest = Apply(span, Op.GROUP, (Apply(span, Op.ADD, (top, Apply(span, Op.NEG, (bottom,)))),))
    all_of, chosen, left = (Apply(span, Op.FACTORIAL, (each,)) for each in (top, bottom, rest))
    return Apply(span, Op.DIVIDE, (all_of, Apply(span, Op.PRODUCT, (chosen, left))))


ROWS: dict[str, Row] = {
    **dict.fromkeys(listed("\\binom \\dbinom \\tbinom \\genfrac"), binomial),
    **{"\\" + name: function for name in FUNCTIONS if name != "vec"},
    **{"\\" + name: other_function for name in OTHER_FUNCTIONS},
    "\\sum": over_index,
    "\\prod": over_index,
    "\\sqrt": root,
}
