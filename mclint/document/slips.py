r"""Formulas whose own signs show that one is missing: `\nabla{x} L(x)`, `\langle x x\rangle`, `\frac{d}{dx} = …`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from mclint.document.scope import key_of
from mclint.sources.segment import Problem, Segment
from mclint.span import Source, Span
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import (
    Apply,
    Derivative,
    Expr,
    Form,
    Name,
    Number,
    Op,
    Opaque,
    Parsed,
    Relation,
    is_missing,
    nodes,
)
from mclint.syntax.vocabulary import GREEK_CAPITALS

BRACKETS = ("\\langle", "\\rangle")
BRACKETED = (Op.GROUP, Op.BRACKET, Op.TRANSPOSE)
VALUES = (Op.TRANSPOSE, Op.NORM, Op.LOG, Op.SUM, Op.INNER)
HIDING = (Op.DOTS, Op.DIFFERENTIAL)
LONGEST = 80  # of an inner product that is read again


def slips(pieces: Sequence[tuple[Segment, Parsed | None]], source: Source) -> Iterator[Problem]:
    """What is lost, in the order of the text."""
    before: Relation | None = None
    for segment, parsed in pieces:
        if parsed is None:
            continue
        for formula in parsed.formulas:
            yield from without_operand(formula.relation, before)
            before = formula.relation
            if "\\" not in segment.text:
                continue
            if "{-" in segment.text:
                yield from lost_caret(formula.relation, source)
            if "\\nabla" in segment.text:
                yield from lost_underscore(formula.relation, source)
            if "\\langle" in segment.text:
                yield from lost_comma(formula.relation)
            if "tr" in segment.text or "Tr" in segment.text:
                yield from comma_in_trace(formula.relation)


def lost_underscore(relation: Relation, source: Source) -> Iterator[Problem]:
    r"""`\nabla{x} L(x; \lambda)`: the variable stands before a function of it."""
    for node in nodes(relation):
        if not (isinstance(node, Derivative) and node.form is Form.NABLA and not node.variables):
            continue
        body = node.body
        if not (isinstance(body, Apply) and body.op is Op.PRODUCT and len(body.args) == 2):
            continue
        variable, call = body.args
        if isinstance(call, Apply) and call.op is Op.LOG:
            call = call.args[0]
        written = source.text[node.span.start + len("\\nabla") : variable.span.start].strip()
        if written != "{" or not (isinstance(call, Apply) and call.op is Op.CALL):
            continue
        if key_of(variable) in map(key_of, call.args[1:]) and key_of(variable) is not None:
            span = Span(node.span.start, variable.span.end + 1)
            yield Problem(span, f"`\\nabla` multiplies `{source.slice(variable.span)}`", "an underscore is lost here")


def lost_caret(relation: Relation, source: Source) -> Iterator[Problem]:
    r"""`(X^\top X){-1} y`, `\Omega{-1} y`: nobody multiplies by a negative number in braces."""
    for node in nodes(relation):
        if isinstance(node, Apply) and node.op is Op.PRODUCT:
            for base, number in pairwise(node.args):
                negative = isinstance(without_sign(number), Number) and without_sign(number) is not number
                between = source.text[base.span.end : number.span.start]
                if negative and between == "{" and isinstance(base, Apply) and base.op in BRACKETED:
                    yield Problem(number.span, "a number in braces follows a bracket", "a `^` is lost before this")
        elif isinstance(node, Opaque) and node.text.endswith("{-1}") and node.text[1:-4] in GREEK_CAPITALS:
            yield Problem(node.span, f"`{node.text[:-4]}` takes no argument", "a `^` is lost before the brace")


def without_operand(relation: Relation, before: Relation | None) -> Iterator[Problem]:
    r"""`\frac{\partial}{\partial x} = a^\top x - 1`: an operator is no number; it may be short for what was said."""
    for place, side in enumerate(relation.parts[:-1]):
        other = relation.parts[place + 1]
        if is_operator(side) and relation.signs[place].text == "=" and is_value(other) and not names(before, side):
            label = "nothing stands behind this"
            yield Problem(side.span, "a derivative of nothing is equated with a value", label, other.span, "a value")


def is_operator(expr: Expr) -> bool:
    r"""`\frac{\partial}{\partial x}` alone."""
    return isinstance(expr, Derivative) and expr.form is Form.FRACTION and is_missing(expr.body)


def names(before: Relation | None, operator: Expr) -> bool:
    """Whether the formula before an operator is a function of its variable, and no derivative itself."""
    if before is None or not isinstance(operator, Derivative) or not isinstance(before.parts[-1], Apply):
        return False
    below = set(nodes(before))
    return not any(isinstance(node, Derivative) for node in below) and below.issuperset(operator.variables)


def is_value(expr: Expr) -> bool:
    """Whether this is a sum that was read and has no operator in it."""
    if not (isinstance(expr, Apply) and expr.op is Op.ADD):
        return False
    below = nodes(expr)
    shown = any(isinstance(without_sign(term), Number) for term in expr.args)
    shown |= any(isinstance(node, Apply) and node.op in VALUES for node in below)  # not so a sum of operators A + B
    return shown and not any(
        isinstance(node, Opaque | Derivative) or is_missing(node) or (isinstance(node, Apply) and node.op in HIDING)
        for node in below
    )


def without_sign(expr: Expr) -> Expr:
    """A term without its minus sign."""
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.NEG else expr


def lost_comma(relation: Relation) -> Iterator[Problem]:
    r"""`\langle x, y\rangle + \langle y y\rangle`: two operands of inner products with nothing between them."""
    for side in relation.parts:
        below = nodes(side)
        proper = [node for node in below if isinstance(node, Apply) and node.op is Op.INNER]
        if len(proper) > 1:
            yield from _lost_comma(below, {operand for node in proper for operand in node.args})


def _lost_comma(below: Sequence[Expr], known: Collection[Expr]) -> Iterator[Problem]:
    for node in below:
        if not (isinstance(node, Opaque) and node.text.startswith(BRACKETS[0]) and node.text.endswith(BRACKETS[1])):
            continue
        inner = node.text[len(BRACKETS[0]) : -len(BRACKETS[1])]
        if len(inner) > LONGEST:
            continue
        read = parse_text(inner).formulas
        product = read[0].relation.parts[0] if len(read) == 1 else None
        pair = product.args if isinstance(product, Apply) and product.op is Op.PRODUCT else ()
        if len(pair) == 2 and all(operand in known for operand in pair):
            yield Problem(node.span, "an inner product has no comma", "its two operands stand side by side")


def comma_in_trace(relation: Relation) -> Iterator[Problem]:
    r"""`\operatorname{tr}(A^\top, B)`: a trace of two matrices, where their product is meant."""
    for node in nodes(relation):
        if not (isinstance(node, Apply) and node.op is Op.CALL and len(node.args) == 3):
            continue
        head, first, second = node.args
        if isinstance(head, Name) and head.letter in ("tr", "Tr", "trace") and is_turned(first):
            span = Span(first.span.end, second.span.start)
            yield Problem(span, "a trace has a comma", "a product is meant", head.span, "a function of one matrix")


def is_turned(expr: Expr) -> bool:
    """Whether this is a transpose."""
    return isinstance(expr, Apply) and expr.op is Op.TRANSPOSE
