"""Calls: when a name before a parenthesis is a function, and when it is a factor."""

from __future__ import annotations

from dataclasses import replace

from mclint.span import Span
from mclint.syntax.conditions import OPENING, density, indicated
from mclint.syntax.cursor import MAX_DEPTH, Cursor, respan
from mclint.syntax.functions import bracketed
from mclint.syntax.scripts import SCRIPTS, core, is_left_transpose, scripted
from mclint.syntax.sites import Site, Told
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Opaque, nodes
from mclint.syntax.vocabulary import TRANSPOSES

SQUARE = frozenset(("[", "\\left ["))
PARENTHESES = frozenset(("(", "\\left (")) | SQUARE
CAPITALS = frozenset("FGHLJEVQPZNUKTCRS")
FUNCTION_NAMES = frozenset(("f", "g", "h", "phi", "varphi", "psi", "sigma", "ell", "L", "J", "p", "q", "Gamma"))
MATRICES = frozenset(("L", "Gamma"))  # factors of a covariance, precisions
FEATURES = frozenset(("phi", "varphi", "psi", "Phi", "Psi"))
HEADS = frozenset((Op.INDEX, Op.SUPERINDEX, Op.PRIME))
SCRIPTED = frozenset((Op.TRANSPOSE, Op.INVERSE, Op.POWER, Op.PRIME))


def dress(cursor: Cursor, base: Expr, begin: int) -> Expr:
    """A factor with the scripts and calls that follow it."""
    for _ in range(MAX_DEPTH):
        place = cursor.position
        if place >= cursor.end:
            return base
        text = cursor.tokens[place].text
        if text in OPENING and (condition := indicated(cursor, base, begin)) is not None:
            base = condition
        elif text in SCRIPTS:
            if text == "!" and place + 1 == len(cursor.tokens) and isinstance(base, Number):
                return base  # "and it is 0!"
            base = scripted(cursor, base, begin)
        elif text == "{" and cursor.partner[place] == place + 1 and cursor.text(2) in SCRIPTS:
            if is_left_transpose(cursor, place + 2):
                return base  # A {}^t B
            cursor.position += 2
        elif (
            text in PARENTHESES and cursor.partner[place] > place and (called := call(cursor, base, begin)) is not None
        ):
            base = called
        else:
            return base
    return cursor.rest(begin, "limit")


def call(cursor: Cursor, base: Expr, begin: int) -> Expr | None:
    """`f(x)`, or nothing where the parenthesis is a factor of a product."""
    place = cursor.position
    head = head_of(base)
    told = cursor.told.get(place) if head is not None else None
    if told is Told.VALUE or told is Told.WHOLE:
        cursor.position = cursor.partner[place] + 1
        return applied(base, bracketed(cursor, place)[0], told, cursor.span(begin))
    value = conventional_call(cursor, base, begin) if told is None else None
    if head is not None and (site := site_of(cursor, place, base, head, begin, value)) is not None:
        cursor.sites.append(site)
    return value


def site_of(cursor: Cursor, place: int, base: Expr, head: Expr, begin: int, value: Expr | None) -> Site | None:
    """What the document may tell otherwise; nothing for `a[i, j]`, which is an entry."""
    found, square = bracketed(cursor, place)[0], cursor.tokens[place].text in SQUARE
    if square and len(found) > 1:
        return None
    taken = Told.FACTOR if value is None else Told.WHOLE if isinstance(base, Derivative) else Told.VALUE
    scripted = is_factor(place, cursor, found)
    return Site(place, base, head, tuple(found), cursor.span(begin, place), taken, square, scripted)


def head_of(base: Expr) -> Expr | None:
    r"""The symbol of `f_k`, `f'`, `f^{-1}`, `x^\top`, `V^\pi`, which may be a function before a parenthesis."""
    while isinstance(base, Apply) and base.op in SCRIPTED:
        base = base.args[0]
    if isinstance(base, Derivative) and base.form is Form.DOT:
        base = base.body
    symbol = base.args[0] if isinstance(base, Apply) and base.op in (Op.INDEX, Op.SUPERINDEX) else base
    return base if isinstance(symbol, Name) and not is_word(symbol) else None


def applied(base: Expr, found: list[Expr], told: Told, span: Span) -> Expr:
    """The value of a function, with the scripts that stand on it: `A^{-1}(t)` is the inverse of `A(t)`."""
    if isinstance(base, Derivative):
        return replace(base, span=span, body=applied(base.body, found, told, span))
    if isinstance(base, Apply) and base.op in SCRIPTED:
        inner = applied(base.args[0], found, told, span)
        if base.op is Op.PRIME:
            return Derivative(span, inner, (), Form.PRIME)
        if told is Told.VALUE:
            return Apply(span, base.op, (inner, *base.args[1:]))
        label = Apply(base.span, Op.SUPERINDEX, base.args) if base.op is Op.POWER else base
        return Apply(span, Op.CALL, (label, *found))
    return Apply(span, Op.CALL, (base, *found))


def conventional_call(cursor: Cursor, base: Expr, begin: int) -> Expr | None:
    """The call that convention sees, where the document says nothing of the letter."""
    if isinstance(base, Derivative) and base.form is Form.DOT:
        return dotted_call(cursor, base, begin)
    if cursor.text() in SQUARE:
        return None
    other = OTHERS.get(base.op) if isinstance(base, Apply) else None
    if other is not None and isinstance(base, Apply) and not (base.op is Op.CALL and isinstance(base.args[0], Apply)):
        return other(cursor, base, begin)
    head, primes = base, 0
    squared = isinstance(head, Apply) and head.op is Op.POWER and isinstance(head.args[1], Number)
    if squared and isinstance(head, Apply):
        head = head.args[0]  # g^2(x) is the square of g(x)
    while isinstance(head, Apply) and head.op in HEADS:
        primes += head.op is Op.PRIME
        head = head.args[0]
    place = cursor.position
    if not isinstance(head, Name):
        return None
    found, separators = bracketed(cursor, place)
    if not primes and (likely := density(base, found, separators, cursor.span(begin))) is not None:
        cursor.position = cursor.partner[place] + 1
        return respan(likely, cursor.span(begin))
    partner = cursor.partner[place]
    scripted_after = partner + 1 < cursor.end and cursor.tokens[partner + 1].text == "^"
    if head.letter in MATRICES and is_matrix(cursor, head, begin) and not all(map(is_simple, found)):
        return None
    known = is_function(head) or head.letter in FEATURES
    if not is_call(head, primes, found, scripted_after) or (is_factor(place, cursor, found) and not known):
        return None
    if squared and not is_function(head):
        return None
    cursor.position = cursor.partner[place] + 1
    while isinstance(base, Apply) and base.op is Op.PRIME:
        base = base.args[0]
    span = cursor.span(begin)
    value: Expr = Apply(span, Op.CALL, (head if squared else base, *found))
    for _ in range(primes):
        value = Derivative(span, value, (), Form.PRIME)
    return Apply(span, Op.POWER, (value, base.args[1])) if squared and isinstance(base, Apply) else value


def dotted_call(cursor: Cursor, base: Derivative, begin: int) -> Expr | None:
    r"""`\dot f(x)`, `\ddot f(x)`: derivatives of f by its argument."""
    place = cursor.position
    found, _ = bracketed(cursor, place)
    if len(found) != 1 or not isinstance(base.body, Name) or not is_simple(found[0]):
        return None
    cursor.position = cursor.partner[place] + 1
    span = cursor.span(begin)
    value: Expr = Apply(span, Op.CALL, (base.body, found[0]))
    for _ in base.variables:
        value = Derivative(span, value, (), Form.PRIME)
    return value


def transposed_call(cursor: Cursor, turned: Apply, begin: int) -> Expr | None:
    r"""`\phi^\top(x)`: the row `\phi(x)^\top` of features."""
    base = head = turned.args[0]
    while isinstance(head, Apply) and head.op in HEADS:
        head = head.args[0]
    place = cursor.position
    found, _ = bracketed(cursor, place)
    if not isinstance(head, Name) or head.letter not in FEATURES or len(found) != 1 or not is_argument(found[0]):
        return None
    cursor.position = cursor.partner[place] + 1
    span = cursor.span(begin)
    return Apply(span, Op.TRANSPOSE, (Apply(span, Op.CALL, (base, *found)),))


def composed_call(cursor: Cursor, base: Apply, begin: int) -> Expr | None:
    r"""`(g \circ f)(x)`: the value of g at `f(x)`; two matrices before a bracket are multiplied entry by entry."""
    functions = without_hadamard(base.args[0]) if len(base.args) == 1 else []
    written = [token.text for token in cursor.tokens[begin : cursor.position]]
    if len(functions) < 2 or "\\circ" not in written or not all(map(is_composed, functions)):
        return None
    found, _ = bracketed(cursor, cursor.position)
    if len(found) != 1 or not is_argument(found[0]):
        return None
    cursor.position = cursor.partner[cursor.position] + 1
    span, value = cursor.span(begin), found[0]
    for function in reversed(functions):
        value = Apply(span, Op.CALL, (function, value))
    return value


def without_hadamard(expr: Expr) -> list[Expr]:
    """What `\\circ` joins."""
    if isinstance(expr, Apply) and expr.op is Op.HADAMARD:
        return [part for each in expr.args for part in without_hadamard(each)]
    return [expr]


def is_composed(expr: Expr) -> bool:
    """Whether what stands beside a ring may be a function: f, f_1, no bold letter."""
    name = expr.args[0] if isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX) else expr
    return isinstance(name, Name) and callable_name(name) and (name.font != "bold" or is_function(name))


def second_call(cursor: Cursor, base: Apply, begin: int) -> Expr | None:
    """`H(f)(x)`: what a capital makes of a function, and its value."""
    head = base.args[0]
    function = base.args[1]
    place = cursor.position
    found, _ = bracketed(cursor, place)
    made = isinstance(head, Name) and head.letter in CAPITALS and len(base.args) == 2 and isinstance(function, Name)
    if not made or not isinstance(function, Name) or not is_function(function) or not all(map(is_argument, found)):
        return None
    cursor.position = cursor.partner[place] + 1
    return Apply(cursor.span(begin), Op.CALL, (base, *found))


OTHERS = {Op.TRANSPOSE: transposed_call, Op.CALL: second_call, Op.GROUP: composed_call}


def is_call(head: Name, primes: int, found: list[Expr], scripted: bool = False) -> bool:
    """Whether a name before these items in parentheses is a function; a script after them stands on its value."""
    if not found:
        return False
    if len(found) > 1 or is_word(head) or isinstance(found[0], Opaque) or is_given(found[0]):
        return not primes or is_function(head)
    content = found[0]
    if is_simple(content):
        letter = content.args[0] if isinstance(content, Apply) else content  # x, or x_i
        named = isinstance(letter, Name) and letter.letter.islower() and not primes
        return (callable_name(head) or (scripted and named)) and not (primes and head.font == "bold")
    return is_function(head) and not is_of_itself(head, content)


def is_matrix(cursor: Cursor, head: Name, begin: int) -> bool:
    r"""Whether a letter that may be a function is a matrix: `\mathbf{L} (y - b)`, `x^\top \Gamma (y - b)`."""
    if head.font == "bold" or (head.letter == "Gamma" and len(head.label) > 1):
        return True
    behind = core(cursor.tokens[max(begin - 5, 0) : begin])
    return behind[-2:-1] == ("^",) and behind[-1] in TRANSPOSES


def is_given(content: Expr) -> bool:
    """Whether a bracket holds what is likely and what is given."""
    return isinstance(content, Apply) and content.op is Op.GIVEN


def is_of_itself(head: Name, content: Expr) -> bool:
    """Whether this is p(1 - p) or p(1/p)^2: the name before the parenthesis is a symbol inside."""
    below = nodes(content)
    called = {id(node.args[0]) for node in below if isinstance(node, Apply) and node.op is Op.CALL}
    return any(node == head and id(node) not in called for node in below)


def is_factor(place: int, cursor: Cursor, found: list[Expr]) -> bool:
    r"""Whether a parenthesis is there for a script on what has one already: `(a^{(l)})^\top`."""
    partner = cursor.partner[place]
    scripted_group = partner + 1 < cursor.end and cursor.tokens[partner + 1].text in ("^", "_")
    return scripted_group and len(found) == 1 and isinstance(found[0], Apply)


def is_word(head: Name) -> bool:
    """Whether a name is a word in roman letters."""
    return head.font == "roman" and len(head.letter) > 1


def is_simple(content: Expr) -> bool:
    """Whether an argument is one symbol, perhaps with an index, or a number."""
    if isinstance(content, Apply) and content.op in (Op.INDEX, Op.SUPERINDEX):
        content = content.args[0]
    return isinstance(content, (Name, Number))


def is_argument(content: Expr) -> bool:
    """Whether brackets around this would be idle in a product: one symbol, perhaps with an index or a prime."""
    while isinstance(content, Apply) and content.op in (Op.INDEX, Op.PRIME):
        content = content.args[0]
    return isinstance(content, Name)


def callable_name(head: Name) -> bool:
    """Whether a name before one symbol in parentheses is a function: lower case, Greek, or a usual capital."""
    letter = head.letter
    return letter in CAPITALS or head.font == "cal" or letter[0].islower() or (len(letter) > 1 and letter.isalpha())


def is_function(head: Name) -> bool:
    """Whether a name is a function before any parenthesis."""
    return head.letter in FUNCTION_NAMES or head.font == "cal"
