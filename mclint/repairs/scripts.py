"""Changes of what stands above a symbol or a bracket: transposes, inverses, squares."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mclint.diagnostic import Edit
from mclint.repairs.changes import Change, Place, inserted, is_in, removed
from mclint.repairs.written import Written
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op

SCRIPTED = (Op.TRANSPOSE, Op.INVERSE, Op.POWER, Op.PRIME, Op.INDEX, Op.SUPERINDEX, Op.CALL, Op.PSEUDOINVERSE)
CLOSED = (Op.GROUP, Op.BRACKET, Op.INDEX, Op.MATRIX, Op.CALL, Op.DIFFERENTIAL)
TWO = Fraction(2)


def scripts(place: Place, written: Written) -> Iterator[Change]:
    """The changes of the scripts of a node."""
    node = place.node
    if is_in(node, Op.TRANSPOSE) or is_in(node, Op.INVERSE):
        assert isinstance(node, Apply)
        yield from _without(place, node, written)
    elif isinstance(node, Apply) and node.op is Op.POWER:
        yield from _of_power(place, node, written)
    elif carries_scripts(place):
        yield from _with(place, written)
    elif is_in(node, Op.SUPERINDEX) and not place.is_part_of(*SCRIPTED):
        edits = (*inserted(node.span.start, "("), *inserted(node.span.end, ")" + written.transpose))
        yield _missing_transpose(place, Apply(node.span, Op.TRANSPOSE, (node,)), edits, written.named(node))
    if isinstance(node, Apply) and node.op is Op.NORM and not place.is_part_of(Op.POWER):
        yield _squared(place, written)


def carries_scripts(place: Place) -> bool:
    """Whether a superscript can be put to a node as it stands."""
    node = place.node
    if place.is_part_of(*SCRIPTED) and not place.is_part_of(Op.CALL):
        return False
    if isinstance(node, Name):
        return not place.is_part_of(Op.DIFFERENTIAL)
    if isinstance(node, Derivative):
        return node.form is Form.FRACTION
    return isinstance(node, Apply) and node.op in CLOSED


def _with(place: Place, written: Written) -> Iterator[Change]:
    node, text = place.node, written.named(place.node)
    end = inserted(node.span.end, written.transpose)
    yield _missing_transpose(place, Apply(node.span, Op.TRANSPOSE, (node,)), end, text)
    if isinstance(node, Name | Apply):
        new = Apply(node.span, Op.INVERSE, (node,))
        edits = inserted(node.span.end, "^{-1}")
        yield Change(place.path, new, edits, 1.5, f"an inverse is missing on `{text}`", f"invert `{text}`")
        yield _squared(place, written)


def _squared(place: Place, written: Written) -> Change:
    node, text = place.node, written.named(place.node)
    new = Apply(node.span, Op.POWER, (node, Number(node.span, TWO)))
    return Change(
        place.path, new, inserted(node.span.end, "^2"), 1.2, f"a square is missing on `{text}`", f"square `{text}`"
    )


def _missing_transpose(place: Place, new: Expr, edits: tuple[Edit, ...], text: str) -> Change:
    return Change(place.path, new, edits, 1.0, f"a transpose is missing on `{text}`", f"transpose `{text}`")


def _without(place: Place, node: Apply, written: Written) -> Iterator[Change]:
    """A transpose or an inverse taken away; of X^{-T} either."""
    inner = node.args[0]
    base, text = inner, written.named(inner)
    fact = f"the transpose on `{text}` is one too many"
    advice = f"remove the transpose of `{text}`"
    if node.op is Op.INVERSE:
        if not place.is_part_of(Op.TRANSPOSE) or place.parent is None or place.parent.span.end != node.span.end:
            fact, advice = f"the inverse on `{text}` is one too many", f"remove the inverse of `{text}`"
            yield Change(place.path, inner, removed(inner.span.end, node.span.end), 1.5, fact, advice)
            if not place.is_part_of(Op.TRANSPOSE):
                edits = (Edit(Span(inner.span.end, node.span.end), written.inverse_transpose),)
                new = Apply(node.span, Op.TRANSPOSE, (node,))
                yield _missing_transpose(place, new, edits, written.named(node))
    elif isinstance(inner, Apply) and inner.op is Op.INVERSE and inner.span.end == node.span.end:
        base = inner.args[0]
        text = written.named(base)
        fact, advice = f"`{text}` is transposed once too often", f"remove the transpose of `{text}`"
        yield Change(place.path, inner, (Edit(Span(base.span.end, node.span.end), "^{-1}"),), 1.0, fact, advice)
        fact, advice = f"the inverse on `{text}` is one too many", f"remove the inverse of `{text}`"
        edits = (Edit(Span(base.span.end, node.span.end), written.transpose),)
        yield Change(place.path, Apply(node.span, Op.TRANSPOSE, (base,)), edits, 1.5, fact, advice)
    elif inner.span.start > node.span.start:
        yield Change(place.path, inner, removed(node.span.start, inner.span.start), 1.0, fact, advice)
    else:
        yield Change(place.path, inner, removed(inner.span.end, node.span.end), 1.0, fact, advice)
        fact, advice = f"an inverse is missing on `{text}`", f"invert `{text}`"
        new = Apply(node.span, Op.TRANSPOSE, (Apply(node.span, Op.INVERSE, (inner,)),))
        edits = (Edit(Span(inner.span.end, node.span.end), written.inverse_transpose),)
        yield Change(place.path, new, edits, 1.5, fact, advice)


def _of_power(place: Place, node: Apply, written: Written) -> Iterator[Change]:
    """Another whole number as exponent; a square taken away."""
    base, exponent = node.args
    if not isinstance(exponent, Number) or exponent.value.denominator != 1:
        return
    text, value = written.named(base), exponent.value
    if value == 2:
        fact, advice = f"the square on `{text}` is one too many", f"remove the square of `{text}`"
        yield Change(place.path, base, removed(base.span.end, node.span.end), 1.2, fact, advice)
    for other in (value + 1, value - 1, -value):
        if other not in (0, 1):
            new = Apply(node.span, Op.POWER, (base, Number(exponent.span, other)))
            fact = f"the exponent of `{text}` is wrong"
            sign = written.of(exponent)
            braces = written.between(exponent.span.end, node.span.end) == "}"
            edits = (Edit(exponent.span, str(other) if braces or len(str(other)) == 1 else f"{{{other}}}"),)
            yield Change(place.path, new, edits, 1.6, fact, f"replace the exponent `{sign}` by `{other}`")
