"""Expressions as LaTeX, for messages and fixes, with brackets where their reading needs them."""

from __future__ import annotations

from mclint.patterns import regex
from mclint.syntax.gradients import is_scalar
from mclint.syntax.operators import ATOM, FUNCTION, INFIX_PRODUCT, JUXTAPOSED, OPEN, ROWS, SCRIPT, SIGNED, SUM
from mclint.syntax.scripts import UNINDEXED
from mclint.syntax.spelling import is_raised, name, number
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Opaque, Relation, is_missing
from mclint.syntax.vocabulary import listed

MAX_DEPTH = 100
PLACE = regex(r"#([1-9*])")
SIGNS = dict(
    zip("≈∝≤≥≠~∈→↦⊂≻⪰←∋∉⊃≺⪯↔⊥∥", listed(
        r"\approx \propto \le \ge \neq \sim \in \to \mapsto \subset \succ \succeq \leftarrow \ni \notin \supset \prec "
        r"\preceq \leftrightarrow \perp \parallel"), strict=True)
)  # fmt: skip
COPIED = "copied"  # an expression as it stands in the text
DIFFERENTIAL = "\\mathrm{d}"
RAISED = frozenset((Op.POWER, Op.HADAMARD_POWER, Op.TRANSPOSE, Op.INVERSE, Op.PSEUDOINVERSE, Op.PRIME, Op.SUPERINDEX))
JOINED = frozenset((Op.PRODUCT, Op.DOT, Op.TIMES, Op.HADAMARD, Op.KRONECKER))


def latex(expr: Expr) -> str:
    """The LaTeX of an expression."""
    return shown(expr, 0, 0)


def shown(expr: Expr, power: int, depth: int) -> str:
    """The LaTeX of an expression where this binding power is needed; dots where the tree is deeper than any formula."""
    if depth > MAX_DEPTH:
        return "\\dots"
    text = written(expr, depth + 1)
    return f"({text})" if power and strength(expr) < power else text


def written(expr: Expr, depth: int) -> str:
    """The LaTeX of a node by its kind."""
    if isinstance(expr, Apply):
        return applied(expr, depth)
    if isinstance(expr, Name):
        return name(expr)
    if isinstance(expr, Number):
        return number(expr)
    if isinstance(expr, Derivative):
        return derivative(expr, depth)
    if isinstance(expr, Relation):
        return relation(expr, depth)
    return expr.text if isinstance(expr, Opaque) else ""


def strength(expr: Expr) -> int:
    """How tightly an expression binds as it is written."""
    if isinstance(expr, Apply):
        return ROWS[expr.op].power
    if isinstance(expr, Derivative):
        closed = expr.form is Form.DOT or (expr.form is Form.FRACTION and not is_missing(expr.body))
        return ATOM if closed else SCRIPT if expr.form is Form.PRIME else OPEN
    if isinstance(expr, Number):
        return SIGNED if expr.value < 0 else ATOM
    return -1 if isinstance(expr, Relation) else ATOM


def relation(expr: Relation, depth: int) -> str:
    """Expressions joined by their signs."""
    pieces = [shown(expr.parts[0], 0, depth)]
    for sign, part in zip(expr.signs, expr.parts[1:], strict=True):
        pieces += [SIGNS.get(sign.text, sign.text), shown(part, 0, depth)]
    return " ".join(piece for piece in pieces if piece)


def applied(expr: Apply, depth: int) -> str:
    """An operator with its arguments, by its row or its own rule."""
    rule = RULES.get(expr.op)
    if rule is not None:
        return rule(expr, depth)
    row = ROWS[expr.op]
    if row.inner == SCRIPT:
        parts = [based(expr.args[0], depth), *(shown(part, 0, depth) for part in expr.args[1:])]
    else:
        parts = [shown(part, row.inner, depth) for part in expr.args]
    whole = row.between.join(parts)
    return PLACE.sub(lambda place: whole if place[1] == "*" else parts[int(place[1]) - 1], row.spelling)


def based(base: Expr, depth: int) -> str:
    """What carries a script: in braces where it has one already."""
    text = shown(base, SCRIPT, depth)
    if isinstance(base, Name):
        return f"{{{text}}}" if is_raised(base) else text
    if isinstance(base, Derivative) and base.form is Form.NABLA and is_scalar(base.body):
        return shown(base, 0, depth)
    return f"{{{text}}}" if isinstance(base, Apply) and base.op in RAISED else text


def joined(expr: Apply, depth: int) -> str:
    """Factors; one that would swallow what follows it is put in brackets."""
    row = ROWS[expr.op]
    parts = []
    for place, part in enumerate(expr.args):
        text = shown(part, row.inner, depth)
        last = place == len(expr.args) - 1
        parts.append(text if last or strength(part) < row.inner or not swallows(part, expr.op) else f"({text})")
    return row.between.join(parts)


def swallows(expr: Expr, op: Op) -> bool:
    """Whether an expression, as it is written, would take the factors that follow for its own."""
    while isinstance(expr, Apply) and expr.op in (*JOINED, Op.NEG):
        expr = expr.args[-1]
    if isinstance(expr, Derivative):
        bare = expr.form is Form.FRACTION and is_missing(expr.body)
        acts = expr.form in (Form.NABLA, Form.HESSIAN, Form.JACOBIAN) and not is_scalar(expr.body)
        return bare or (acts and op is Op.PRODUCT)
    return isinstance(expr, Apply) and expr.op in (Op.SUM, Op.PRODUCT_OVER)


def added(expr: Apply, depth: int) -> str:
    """Terms with their signs."""
    text = shown(expr.args[0], SUM + 1, depth)
    for term in expr.args[1:]:
        if isinstance(term, Apply) and term.op is Op.NEG:
            text += " - " + shown(term.args[0], SIGNED + 1, depth)
        else:
            text += (" " if isinstance(term, Opaque) and term.reason != COPIED else " + ") + shown(term, SUM + 1, depth)
    return text


def divided(expr: Apply, depth: int) -> str:
    """A fraction; a numerator that begins with a differential stands in braces, for bare it would be a derivative's."""
    above, below = (shown(part, 0, depth) for part in expr.args)
    return f"\\frac{{{f'{{{above}}}' if above.startswith(DIFFERENTIAL) else above}}}{{{below}}}"


def negated(expr: Apply, depth: int) -> str:
    """A term with a minus."""
    return "-" + shown(expr.args[0], SIGNED + 1, depth)


def transposed(expr: Apply, depth: int) -> str:
    r"""A transpose; of an inverse, as `X^{-\top}`."""
    inner = expr.args[0]
    if isinstance(inner, Apply) and inner.op is Op.INVERSE:
        return based(inner.args[0], depth) + "^{-\\top}"
    return based(inner, depth) + "^\\top"


def primed(expr: Apply, depth: int) -> str:
    """A prime; a second one follows the first."""
    inner = expr.args[0]
    text = shown(inner, SCRIPT, depth)
    bare = isinstance(inner, Apply) and inner.op in RAISED and inner.op is not Op.PRIME
    return (f"{{{text}}}" if bare or (isinstance(inner, Name) and is_raised(inner)) else text) + "'"


def indexed(expr: Apply, depth: int) -> str:
    """A base with its indices."""
    base, indices = expr.args[0], expr.args[1:]
    text = based(base, depth)
    if isinstance(base, Apply) and base.op in (Op.INDEX, Op.NORM, Op.BARS):
        text = f"{{{text}}}"
    inner = [shown(index, 0, depth) for index in indices]
    if all(len(index) == 1 and index.isalnum() for index in inner) and len(inner) < 3 and UNINDEXED.isdisjoint(inner):
        return f"{text}_{inner[0]}" if len(inner) == 1 else f"{text}_{{{''.join(inner)}}}"
    return f"{text}_{{{','.join(inner)}}}"


def superindexed(expr: Apply, depth: int) -> str:
    """A base with an index in brackets above it."""
    content = shown(expr.args[1], 0, depth)
    listed_content = isinstance(expr.args[1], Apply) and expr.args[1].op is Op.LIST
    return f"{based(expr.args[0], depth)}^{{{content if listed_content else f'({content})'}}}"


def called(expr: Apply, depth: int) -> str:
    """A function with its arguments; those of a density with a bar before what is given."""
    texts = [shown(argument, 0, depth) for argument in expr.args[1:]]
    arguments = ", ".join(texts)
    head = expr.args[0]
    if isinstance(head, Name) and "|" in head.label:
        place = head.label.split("|")[0].count(",") + 1
        arguments = f"{', '.join(texts[:place])} \\mid {', '.join(texts[place:])}"
    return bracketed(shown(expr.args[0], SCRIPT, depth), arguments)


def bracketed(head: str, content: str, left: str = "(", right: str = ")") -> str:
    """Content in brackets that grow with it."""
    if "\\frac" in content or "\\begin" in content or "\\sum" in content:
        return f"{head}\\left{left} {content} \\right{right}"
    return f"{head}{left}{content}{right}"


def grouped(expr: Apply, depth: int) -> str:
    """An expression in round or square brackets."""
    left, right = "()" if expr.op is Op.GROUP else "[]"
    return bracketed("", shown(expr.args[0], 0, depth), left, right)


def barred(expr: Apply, depth: int) -> str:
    """An expression between bars."""
    content = shown(expr.args[0], 0, depth)
    return f"\\left| {content} \\right|" if "|" in content else f"|{content}|"


def normed(expr: Apply, depth: int) -> str:
    """A norm with its index, if it has one."""
    content = shown(expr.args[0], 0, depth)
    text = f"\\left\\| {content} \\right\\|" if "|" in content else f"\\|{content}\\|"
    if is_missing(expr.args[1]):
        return text
    index = shown(expr.args[1], 0, depth)
    return f"{text}_{index}" if len(index) == 1 else f"{text}_{{{index}}}"


def over_index(expr: Apply, depth: int) -> str:
    """A sum or product over an index, with the bounds that are written."""
    body, index, lower, upper = expr.args
    below, bottom, top = (shown(part, 0, depth) for part in (index, lower, upper))
    if isinstance(lower, Opaque | Relation):
        below = bottom
    elif bottom:
        below += f" = {bottom}"
    sign = "\\sum" if expr.op is Op.SUM else "\\prod"
    bounds = (f"_{{{below}}}" if below else "") + (f"^{{{top}}}" if top else "")
    return f"{sign}{bounds} {shown(body, INFIX_PRODUCT, depth)}"


def derivative(expr: Derivative, depth: int) -> str:
    """A derivative in the spelling it was written in."""
    if expr.form is Form.FRACTION:
        return quotient(expr, depth)
    if expr.form is Form.DOT:
        return f"\\{'d' * len(expr.variables)}ot{{{shown(expr.body, 0, depth)}}}"
    if expr.form is Form.PRIME:
        return prime_of(expr, depth)
    variables = "".join(shown(variable, JUXTAPOSED, depth) for variable in dict.fromkeys(expr.variables))
    below = f"_{{{variables}}}" if variables else ""
    sign = "D" if expr.form is Form.JACOBIAN else "\\nabla"
    above = "^2" if expr.form is Form.HESSIAN and len(set(expr.variables)) < 2 else ""
    body = shown(expr.body, FUNCTION, depth)
    return f"{sign}{below}{above}{body if body[:1] in '(' and not below + above else ' ' + body}".rstrip()


def quotient(expr: Derivative, depth: int) -> str:
    """A derivative as a fraction."""
    sign = "\\mathrm{d}" if expr.total else "\\partial"
    order = f"^{len(expr.variables)}" if len(expr.variables) > 1 else ""
    below = " ".join(f"{sign} {shown(variable, SCRIPT, depth)}" for variable in expr.variables)
    body = shown(expr.body, JUXTAPOSED, depth)
    return f"\\frac{{{sign}{order}{' ' if body else ''}{body}}}{{{below}}}"


def prime_of(expr: Derivative, depth: int) -> str:
    """A derivative by a prime between a function and its argument."""
    body: Expr = expr
    primes = ""
    while isinstance(body, Derivative) and body.form is Form.PRIME:
        body, primes = body.body, primes + "'"
    if isinstance(body, Apply) and body.op is Op.CALL:
        arguments = ", ".join(shown(argument, 0, depth) for argument in body.args[1:])
        return bracketed(based(body.args[0], depth) + primes, arguments)
    return shown(body, SCRIPT, depth) + primes


RULES = {
    Op.ADD: added,
    Op.NEG: negated,
    Op.DIVIDE: divided,
    **dict.fromkeys(JOINED, joined),
    Op.TRANSPOSE: transposed,
    Op.PRIME: primed,
    Op.INDEX: indexed,
    Op.SUPERINDEX: superindexed,
    Op.CALL: called,
    Op.GROUP: grouped,
    Op.BRACKET: grouped,
    Op.BARS: barred,
    Op.NORM: normed,
    Op.SUM: over_index,
    Op.PRODUCT_OVER: over_index,
}
