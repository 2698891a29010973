r"""Derivatives written as an operator or a sign: `\nabla_x f`, `\partial_x f`, `D_x f`, `\dot x`."""

from __future__ import annotations

from mclint.span import Span
from mclint.syntax.calls import is_function
from mclint.syntax.cursor import Cursor
from mclint.syntax.functions import own_scripts
from mclint.syntax.operators import INFIX_PRODUCT, JUXTAPOSED
from mclint.syntax.pratt import expression, factor, flat, is_prose, items, juxtaposed, whole
from mclint.syntax.scripts import core, read_script, spoken
from mclint.syntax.subscripts import Script, letters
from mclint.syntax.tokens import LETTER, TEXT, Token
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op
from mclint.syntax.vocabulary import FONTS, TRANSPOSES

VARIABLES = frozenset(
    ("x", "y", "z", "w", "u", "v", "X", "W", "\\theta", "\\beta", "\\mu", "\\phi", "\\lambda", "\\alpha")
)
OF_MATRICES = (Op.TRANSPOSE, Op.INDEX, Op.INVERSE, Op.POWER)  # what stands on a Hessian or Jacobian behind its function
SCALARS = frozenset(("f", "g", "h", "L", "J", "ell", "E", "F", "R", "V", "U"))


def nabla(cursor: Cursor, token: Token) -> Expr:
    r"""`\nabla f`, `\nabla_x f`, `\nabla^2 f`, `\nabla_{xx} f`; a divergence or curl is not read."""
    begin = cursor.position - 1
    variables: tuple[Expr, ...] = ()
    order, transposed = 1, False
    for script in own_scripts(cursor):
        texts = core(cursor.tokens[script.start : script.stop])
        if script.sign == "_":
            variables = variables_of(cursor, script)
        elif texts == ("2",):
            order = 2
        elif len(texts) == 1 and texts[0] in TRANSPOSES:
            transposed = True
        else:
            expression(cursor, JUXTAPOSED)
            return cursor.opaque(begin)
    if cursor.text() in ("\\cdot", "\\times", "\\bullet", "\\otimes"):
        return divergence(cursor, begin)
    order = max(order, len(variables))
    variables = variables * order if len(variables) == 1 else variables
    form = Form.HESSIAN if order > 1 else Form.NABLA
    return acting(cursor, begin, variables, form, transposed)


def divergence(cursor: Cursor, begin: int) -> Expr:
    r"""`\nabla \cdot F`, unread."""
    cursor.position += 1
    expression(cursor, JUXTAPOSED)
    return cursor.opaque(begin)


def acting(cursor: Cursor, begin: int, variables: tuple[Expr, ...], form: Form, transposed: bool = False) -> Expr:
    r"""The derivative of what follows; in `\nabla f(x)^\top` the transpose belongs to the gradient, as in
    `\nabla^2 f(x)^{-1}` the inverse to the Hessian."""
    place = cursor.position
    words_follow = place < cursor.end and cursor.tokens[place].kind == TEXT and is_prose(cursor.tokens[place])
    first = None if words_follow else factor(cursor)
    if first is None:
        return turned(Derivative(cursor.span(begin), cursor.missing(), variables, form), transposed)
    outer: list[Apply] = []
    layers = (Op.TRANSPOSE, Op.INDEX) if form is Form.NABLA else OF_MATRICES
    while isinstance(first, Apply) and first.op in layers and is_scalar_function(first):
        outer.append(first)
        first = first.args[0]
    if outer:
        start = cursor.span(begin).start
        result: Expr = Derivative(Span(start, first.span.end), first, variables, form)
        for layer in reversed(outer):
            result = Apply(Span(start, layer.span.end), layer.op, (result, *layer.args[1:]))
        return result
    if is_scalar(first):
        return turned(Derivative(cursor.span(begin), first, variables, form), transposed)
    return turned(on_product(cursor, begin, place, first, variables, form), transposed)


def on_product(cursor: Cursor, begin: int, place: int, first: Expr, variables: tuple[Expr, ...], form: Form) -> Expr:
    r"""The derivative of the product that starts with this factor, up to another `\nabla`."""
    factors = [first]
    while cursor.text() not in ("", "\\nabla", "\\partial") and (following := juxtaposed(cursor)) is not None:
        factors.append(following)
    if len(factors) > 1 and cursor.text() == "\\nabla":
        return cursor.opaque(begin, "ambiguous")
    if len(factors) == 1 and isinstance(first, Apply) and first.op is Op.TRANSPOSE and is_name(first.args[0]):
        return Apply(
            cursor.span(begin), Op.TRANSPOSE, (Derivative(cursor.span(begin), first.args[0], variables, form),)
        )
    body = first if len(factors) == 1 else flat(cursor.span(place), Op.PRODUCT, factors)
    return Derivative(cursor.span(begin), body, variables, form)


def is_name(expr: Expr) -> bool:
    """Whether this is a name, perhaps with indices."""
    while isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX):
        expr = expr.args[0]
    return isinstance(expr, Name)


def turned(expr: Expr, transposed: bool) -> Expr:
    """The transpose, where it is asked for."""
    return Apply(expr.span, Op.TRANSPOSE, (expr,)) if transposed else expr


def is_scalar_function(layer: Apply) -> bool:
    """Whether a transpose, an index, an inverse or a root stands on a function, so that its derivative is meant."""
    if layer.op is Op.POWER and not is_fraction(layer.args[1]):
        return False
    inner = layer.args[0]
    while isinstance(inner, Apply) and inner.op in OF_MATRICES:
        if layer.op is Op.INDEX:
            return False
        inner = inner.args[0]
    if layer.op is Op.INDEX:
        return isinstance(inner, Apply) and inner.op is Op.CALL
    return is_scalar(inner)


def is_fraction(exponent: Expr) -> bool:
    """Whether an exponent is a fraction, as that of a root: `-1/2`."""
    if isinstance(exponent, Apply) and exponent.op is Op.NEG:
        exponent = exponent.args[0]
    return isinstance(exponent, Apply) and exponent.op is Op.DIVIDE


def is_scalar(expr: Expr) -> bool:
    r"""Whether this is a function or its value, so that further factors multiply its gradient: `\nabla f(x) v`."""
    if isinstance(expr, Apply) and expr.op is Op.CALL:
        expr = expr.args[0]
    while isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX):
        expr = expr.args[0]
    return isinstance(expr, Name) and (is_function(expr) or expr.letter in SCALARS) and expr.font != "bold"


def variables_of(cursor: Cursor, script: Script) -> tuple[Expr, ...]:
    r"""The variables below `\nabla` or `\partial`: one, or two for `xx`; a list with commas is one joint variable."""
    found = letters(cursor, script) or cursor.within(script.start, script.stop, items, script=True)[0]
    if len(found) == 1 and isinstance(found[0], Apply) and found[0].op is Op.PRODUCT:
        return found[0].args[:9]
    commas = any(token.text == "," for token in cursor.tokens[script.start : script.stop])
    if len(found) > 1 and commas:
        return (Apply(cursor.span(script.start, script.stop), Op.LIST, tuple(found)),)
    return tuple(found[:9])


def subscripted(cursor: Cursor, begin: int) -> Expr:
    r"""`\partial_x f`, from the subscript on."""
    script = read_script(cursor)
    if script is None:
        return cursor.opaque(begin)
    variables = variables_of(cursor, script)
    body = (expression(cursor, INFIX_PRODUCT) if cursor.text() != "-" else None) or cursor.missing()
    return Derivative(cursor.span(begin), body, variables, Form.FRACTION)


def capital_d(cursor: Cursor, token: Token) -> Expr:
    r"""The letter D, or the derivative of `D_x f` and `Df(x)`."""
    begin = cursor.position - 1
    following = cursor.tokens[cursor.position] if cursor.position < cursor.end else token
    if cursor.text() == "_":
        script = read_script(cursor)
        if script is not None and is_variable(cursor, script) and starts_function(cursor):
            return acting(cursor, begin, variables_of(cursor, script), Form.JACOBIAN)
        cursor.position = begin + 1
    elif following.gap == 0 and following.text in ("f", "g", "h", "F") and cursor.text(1) in ("(", "\\left ("):
        return acting(cursor, begin, (), Form.JACOBIAN)
    return Name(Span(token.start, token.end), "D", cursor.font)


def is_variable(cursor: Cursor, script: Script) -> bool:
    """Whether a subscript is a variable rather than an index or a label."""
    tokens = cursor.tokens[script.start : script.stop]
    return not spoken(tokens) and (tokens[0].text in FONTS or (len(tokens) == 1 and tokens[0].text in VARIABLES))


def starts_function(cursor: Cursor) -> bool:
    """Whether a function or a parenthesis comes next."""
    if cursor.position >= cursor.end:
        return False
    token = cursor.tokens[cursor.position]
    return token.text in ("(", "\\left (", "\\mathcal") or (token.kind == LETTER and token.text in SCALARS)


def dotted(cursor: Cursor, token: Token) -> Expr | None:
    r"""`\dot x`, `\ddot x`: derivatives by time."""
    begin = cursor.position - 1
    bounds = cursor.argument()
    if bounds is None or bounds[0] == bounds[1]:
        return None
    inner = cursor.within(*bounds, whole)
    span = cursor.span(begin)
    time = Name(span, "t")
    return Derivative(span, inner, (time,) * (1 if token.text == "\\dot" else 2), Form.DOT)
