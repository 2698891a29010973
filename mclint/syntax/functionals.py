r"""Expectations, integrals, `\max` and their like: operators that act on all that follows, read or only recognised."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mclint.syntax.cursor import Cursor, Row
from mclint.syntax.functions import BRACKETS, bracketed, is_dots, own_scripts
from mclint.syntax.limits import limit
from mclint.syntax.operators import INFIX_PRODUCT
from mclint.syntax.pratt import expression, whole
from mclint.syntax.subscripts import Script
from mclint.syntax.tokens import TEXT, WORD, Token, word, words
from mclint.syntax.tree import Apply, Derivative, Expr, Number, Op, Opaque, Relation
from mclint.syntax.vocabulary import listed

EXTREMA = {"max": Op.MAXIMUM, "min": Op.MINIMUM}
MEANS = {
    **dict.fromkeys(listed("E EE Expect expect"), Op.EXPECTATION),
    **dict.fromkeys(listed("Var var"), Op.VARIANCE),
    **dict.fromkeys(listed("Cov cov"), Op.COVARIANCE),
}
UNREAD_WORDS = {
    **dict.fromkeys(("Var", "Cov", "Corr", "cov", "var", "Bias"), "expectation"),
    **dict.fromkeys(("argmin", "argmax", "min", "max", "minimize", "maximize", "minimise", "maximise"), "optimisation"),
    **dict.fromkeys(("KL", "Pr", "Prob"), "probability"),
    **dict.fromkeys(("lim", "plim"), "limit-operator"),
}
UNREAD_COMMANDS = {
    **dict.fromkeys(listed("\\int \\oint \\iint \\iiint \\idotsint"), "integral"),
    **dict.fromkeys(listed("\\lim \\limsup \\liminf \\varlimsup \\varliminf"), "limit-operator"),
    **dict.fromkeys(listed("\\max \\min \\sup \\inf \\arg \\argmin \\argmax \\minimize"), "optimisation"),
    **dict.fromkeys(listed("\\E \\EE \\Var \\Cov \\Expect \\expect"), "expectation"),
    **dict.fromkeys(listed("\\Pr \\Prob \\KL"), "probability"),
    **dict.fromkeys(listed("\\bigcup \\bigcap \\bigoplus \\bigotimes \\coprod \\bigodot"), "unsupported-notation"),
}


def unread(cursor: Cursor, token: Token) -> Expr:
    r"""`\int`, `\max` and other operators, with all they act on."""
    begin = cursor.position - 1
    if (extreme := extremum(cursor, token.text[1:], begin)) is not None:
        return extreme
    if token.text == "\\arg" and cursor.text() in ("\\min", "\\max"):
        cursor.position += 1
    return swallow(cursor, begin, UNREAD_COMMANDS[token.text])


def extremum(cursor: Cursor, name: str, begin: int) -> Expr | None:
    r"""`\max(a, b)` of values that are written out."""
    place = cursor.position
    if name not in EXTREMA or cursor.text() not in BRACKETS or cursor.partner[place] < place:
        return None
    found, _ = bracketed(cursor, place)
    if len(found) < 2 or any(isinstance(each, (Opaque, Relation)) or is_dots(each) for each in found):
        return None
    cursor.position = cursor.partner[place] + 1
    return Apply(cursor.span(begin), EXTREMA[name], tuple(found))


def swallow(cursor: Cursor, begin: int, reason: str) -> Expr:
    """An operator with its scripts and its operand: a mean or an integral where it can be read, else unread."""
    scripts = own_scripts(cursor)
    place = cursor.position
    read = mean if reason == "expectation" else integral if reason == "integral" else None
    read = slope if cursor.tokens[begin].text == "\\lim" else read
    found = read(cursor, begin, scripts) if read is not None else None
    if found is not None:
        return found
    cursor.position = place
    partner = cursor.partner[place] if place < cursor.end else -1
    if cursor.text() in BRACKETS and partner > place and reason != "integral":
        cursor.position = partner + 1
        own_scripts(cursor)
    else:
        expression(cursor, 0 if reason == "optimisation" else INFIX_PRODUCT)
    return cursor.opaque(begin, reason)


def mean(cursor: Cursor, begin: int, scripts: list[Script]) -> Expr | None:
    r"""`\mathbb{E}_{x \sim p}[f(x)]`, `\mathrm{Var}(X)`, `\mathrm{Cov}(X, Y)`, with what is below the sign."""
    op = MEANS.get(called(cursor, begin))
    if op is None or any(script.sign != "_" for script in scripts) or len(scripts) > 1:
        return None
    law = under(cursor, scripts[0]) if scripts else cursor.missing()
    place = cursor.position
    if cursor.text() in BRACKETS and cursor.partner[place] > place:
        cursor.position = cursor.partner[place] + 1
        found = bracketed(cursor, place)[0]
    else:
        operand = expression(cursor, INFIX_PRODUCT)
        found = [] if operand is None else [operand]
    if len(found) != (2 if op is Op.COVARIANCE else 1):
        if op is not Op.COVARIANCE or len(found) != 1:
            return None
        op = Op.VARIANCE
    if any(isinstance(each, (Opaque, Relation)) for each in found):
        return None
    return Apply(cursor.span(begin), op, (*found, law))


def called(cursor: Cursor, begin: int) -> str:
    """The name of the operator at a place, without font and backslash."""
    for token in cursor.tokens[begin : cursor.position]:
        if token.kind in (WORD, TEXT):
            return word(token) if token.kind == WORD else words(token).strip()
        if token.text.lstrip("\\") in MEANS:
            return token.text.lstrip("\\")
    return ""


def slope(cursor: Cursor, begin: int, scripts: list[Script]) -> Expr | None:
    r"""`\lim_{h \to 0} \frac{f(x + h) - f(x)}{h}`, which is a derivative."""
    below = under(cursor, scripts[0]) if len(scripts) == 1 and scripts[0].sign == "_" else None
    operand = expression(cursor, INFIX_PRODUCT) if below is not None else None
    return None if below is None or operand is None else limit(below, operand, cursor.span(begin))


def under(cursor: Cursor, script: Script) -> Expr:
    """What stands below or above a sign."""
    return cursor.within(script.start, script.stop, whole, script=True)


def integral(cursor: Cursor, begin: int, scripts: list[Script]) -> Expr | None:
    r"""`\int_a^b f(x) \, dx`, `\iint f(x, y) \, dx \, dy`: the innermost sign goes with the first differential."""
    bounds = [limits(cursor, scripts)]
    while cursor.text() in ("\\int", "\\iint") and len(bounds) < 4:
        cursor.position += 1
        bounds.append(limits(cursor, own_scripts(cursor)))
    start = cursor.position
    for power in (INFIX_PRODUCT, 0):
        cursor.position = start
        body = expression(cursor, power)
        body, variables = without_differentials(body) if body is not None else (None, [])
        if body is None or not variables or len(variables) < len(bounds) or len(variables) > 4:
            continue
        missing = cursor.missing()
        bounds = [(missing, missing)] * (len(variables) - len(bounds)) + bounds
        for variable, (lower, upper) in zip(variables, reversed(bounds), strict=True):
            body = Apply(cursor.span(begin), Op.INTEGRAL, (body, variable, lower, upper))
        return body
    return None


def limits(cursor: Cursor, scripts: list[Script]) -> tuple[Expr, Expr]:
    """The lower and upper bound of an integral."""
    found = {script.sign: under(cursor, script) for script in scripts}
    return found.get("_", cursor.missing()), found.get("^", cursor.missing())


def without_differentials(expr: Expr) -> tuple[Expr, list[Expr]]:
    """The integrand, and what is integrated over: the differentials that lead a product or end it."""
    one = Number(expr.span, Fraction(1))
    if isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL:
        return one, [expr.args[0]]
    if isinstance(expr, Apply) and expr.op is Op.PRODUCT:
        if isinstance(expr.args[-1], Derivative):  # \nabla takes all that follows it, dz too
            inner, variables = without_differentials(expr.args[-1])
            return Apply(expr.span, Op.PRODUCT, (*expr.args[:-1], inner)), variables
        kept = [arg for arg in expr.args if not is_differential(arg)]
        ends = is_differential(expr.args[-1]) or is_differential(expr.args[0])
        variables = [arg.args[0] for arg in expr.args if isinstance(arg, Apply) and is_differential(arg)]
        body = Apply(expr.span, Op.PRODUCT, tuple(kept)) if len(kept) > 1 else kept[0] if kept else one
        return (body, variables) if ends else (expr, [])
    if isinstance(expr, Apply) and expr.op in (Op.ADD, Op.NEG, Op.DIVIDE, Op.DOT):
        place = 0 if expr.op is Op.DIVIDE else len(expr.args) - 1
        inner, variables = without_differentials(expr.args[place])
        return Apply(expr.span, expr.op, (*expr.args[:place], inner, *expr.args[place + 1 :])), variables
    if isinstance(expr, Derivative):
        inner, variables = without_differentials(expr.body)
        return replace(expr, body=inner), variables
    return expr, []


def is_differential(expr: Expr) -> bool:
    """Whether this is `dx`."""
    return isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL


ROWS: dict[str, Row] = dict.fromkeys(UNREAD_COMMANDS, unread)
