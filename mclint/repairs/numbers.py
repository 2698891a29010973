"""Changes of signs and of the numbers that stand before terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from mclint.diagnostic import Edit
from mclint.repairs.changes import Change, Place, inserted, is_in, removed
from mclint.repairs.written import Written
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Number, Op

FACTORS = (Op.PRODUCT, Op.DOT, Op.TIMES)
OPEN = (Op.NEG, Op.EXP, Op.LOG, Op.SIN, Op.COS, Op.SQRT, Op.DIVIDE)
TWO, HALF = Fraction(2), Fraction(1, 2)


def signs(place: Place, written: Written) -> Iterator[Change]:
    """The other sign before a term."""
    node = place.node
    if place.is_index or (isinstance(node, Number) and place.is_part_of(*FACTORS, Op.POWER)):
        return
    inner = node.args[0] if isinstance(node, Apply) and node.op is Op.NEG else None
    new = inner if inner is not None else Apply(node.span, Op.NEG, (node,))
    if is_later_term(place):
        assert isinstance(place.parent, Apply)
        start = place.parent.args[place.number - 1].span.end
        end = node.span.start if inner is None else inner.span.start
        edits = _turned(written.between(start, end), start)
    elif inner is not None:
        edits = removed(node.span.start, inner.span.start)
    elif not place.path or is_term(place):
        edits = inserted(node.span.start, "-")
    else:
        return
    text = written.named(node if inner is None else inner)
    if edits and not is_in(node, Op.ADD):
        yield Change(place.path, new, edits, 1.0, f"the sign of `{text}` is wrong", f"change the sign of `{text}`")


def is_term(place: Place) -> bool:
    """Whether a node is a term of a sum."""
    return place.is_part_of(Op.ADD)


def is_later_term(place: Place) -> bool:
    """Whether a sign stands between a term and one before it."""
    return is_term(place) and place.number > 0


def _turned(between: str, start: int) -> tuple[Edit, ...]:
    """The other sign in the text between two terms."""
    for sign, other in (("-", "+"), ("+", "-")):
        at = between.rfind(sign)
        if at >= 0 and between.count(sign) == 1:
            return (Edit(Span(start + at, start + at + 1), other),)
    return ()


def factors(place: Place, written: Written) -> Iterator[Change]:
    """Another number before a term, or none."""
    node = place.node
    if place.is_index:
        return
    if isinstance(node, Apply) and node.op is Op.DIVIDE:
        yield from _below(place, node, written)
    if isinstance(node, Apply) and node.op in FACTORS:
        yield from _among(place, node)
    is_whole = not place.path or is_term(place) or place.is_part_of(*OPEN)
    if is_whole and not _begins_with_number(node) and not is_in(node, Op.NEG):
        yield from (_multiplied(place, value, written) for value in (TWO, HALF))


def multiples(place: Place, written: Written, names: Sequence[Expr]) -> Iterator[Change]:
    """A term with one of the numbers of the equation before it."""
    node = place.node
    if place.is_index or not (not place.path or is_term(place)) or is_in(node, Op.NEG) or is_in(node, Op.ADD):
        return
    factors = node.args if isinstance(node, Apply) and node.op is Op.PRODUCT else (node,)
    for name in names:
        if name not in factors:
            text, number = written.named(node), written.of(name)
            new = Apply(node.span, Op.PRODUCT, (name, *factors))
            fact, advice = f"a factor `{number}` is missing before `{text}`", f"multiply `{text}` by `{number}`"
            yield Change(place.path, new, inserted(node.span.start, f"{number} "), 1.8, fact, advice)


def _begins_with_number(node: Expr) -> bool:
    first = node.args[0] if isinstance(node, Apply) and node.op in FACTORS else node
    return isinstance(first, Number) or _is_fraction(first)


def _is_fraction(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op is Op.DIVIDE and all(isinstance(part, Number) for part in node.args)


def whole(side: Expr, factor: Fraction, written: Written) -> Iterator[Change]:
    """A side with the factor by which all its values are too small."""
    if factor > 0 and not is_in(side, Op.NEG) and not _begins_with_number(side):
        yield _multiplied(Place(side), factor, written)._replace(size=0.8)
    elif factor > 0 and isinstance(side, Apply) and side.op is Op.NEG and not _begins_with_number(side.args[0]):
        yield _multiplied(Place(side.args[0], (0,), side), factor, written)._replace(size=0.8)


def _multiplied(place: Place, factor: Fraction, written: Written) -> Change:
    node, text = place.node, written.named(place.node)
    number, spelled = _number(node.span, factor), _spelled(factor)
    fact, advice = f"a factor {factor} is missing before `{text}`", f"multiply `{text}` by {factor}"
    if is_in(node, Op.ADD):
        new = Apply(node.span, Op.PRODUCT, (number, Apply(node.span, Op.GROUP, (node,))))
        edits = (*inserted(node.span.start, f"{spelled}("), *inserted(node.span.end, ")"))
        return Change(place.path, new, edits, 1.8, fact, advice)
    rest = node.args if isinstance(node, Apply) and node.op is Op.PRODUCT else (node,)
    new = Apply(node.span, Op.PRODUCT, (number, *rest))
    return Change(place.path, new, inserted(node.span.start, f"{spelled} "), 1.1, fact, advice)


def _among(place: Place, node: Apply) -> Iterator[Change]:
    """A number among factors taken away, doubled or halved."""
    for position, part in enumerate(node.args):
        value = _value(part)
        if value is None:
            continue
        rest = (*node.args[:position], *node.args[position + 1 :])
        start = part.span.start if position == 0 else rest[position - 1].span.end
        edits = removed(start, rest[0].span.start if position == 0 else part.span.end)
        new = rest[0] if len(rest) == 1 else Apply(node.span, node.op, rest)
        yield Change(place.path, new, edits, 0.7, f"the factor {value} is one too many", f"remove the factor {value}")
        for other in (value * 2, value / 2):
            if other == 1 or (isinstance(part, Number) and other.denominator != 1):
                continue
            args = (*node.args[:position], _number(part.span, other), *node.args[position + 1 :])
            edits = (Edit(part.span, _spelled(other)),)
            fact, advice = f"the factor {value} should be {other}", f"replace the factor {value} by {other}"
            yield Change(place.path, Apply(node.span, node.op, args), edits, 0.75, fact, advice)


def _below(place: Place, node: Apply, written: Written) -> Iterator[Change]:
    """A number below a fraction bar taken away, doubled or halved; one put there."""
    above, below = node.args
    if not isinstance(below, Number) or isinstance(above, Number):
        return
    text = written.named(below)
    edits = removed(node.span.start, above.span.start) + removed(above.span.end, node.span.end)
    fact, advice = f"the denominator `{text}` is one too many", f"remove the denominator `{text}`"
    yield Change(place.path, above, edits, 0.9, fact, advice)
    for other in (below.value * 2, below.value / 2):
        if other != 1 and other.denominator == 1:
            new = Apply(node.span, Op.DIVIDE, (above, Number(below.span, other)))
            edits = (Edit(below.span, str(other)),)
            fact, advice = f"the denominator `{text}` should be {other}", f"replace the denominator `{text}` by {other}"
            yield Change(place.path, new, edits, 0.75, fact, advice)


def _value(node: Expr) -> Fraction | None:
    if isinstance(node, Number):
        return node.value if node.value > 0 else None
    if _is_fraction(node):
        assert isinstance(node, Apply)
        above, below = node.args
        assert isinstance(above, Number) and isinstance(below, Number)
        return above.value / below.value if below.value else None
    return None


def _number(span: Span, value: Fraction) -> Expr:
    if value.denominator == 1:
        return Number(span, value)
    parts = Number(span, Fraction(value.numerator)), Number(span, Fraction(value.denominator))
    return Apply(span, Op.DIVIDE, parts)


def _spelled(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"\\frac{{{value.numerator}}}{{{value.denominator}}}"
