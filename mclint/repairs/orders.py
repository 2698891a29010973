"""Changes of what stands where: factors exchanged, terms left out, symbols taken for another, traces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from mclint.diagnostic import Edit
from mclint.document.scope import key_of
from mclint.repairs.changes import Change, Place, inserted, is_in, removed
from mclint.repairs.known import INDEXED, Known
from mclint.repairs.written import Written
from mclint.syntax.operators import ROWS
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes
from mclint.syntax.walk import rewrite

ORDERED = (Op.PRODUCT, Op.DOT, Op.TIMES, Op.KRONECKER)
MOST_FACTORS = 6


def swaps(place: Place, written: Written) -> Iterator[Change]:
    """Two factors exchanged, neighbours before others."""
    node = place.node
    if not (isinstance(node, Apply) and node.op in ORDERED) or place.is_index:
        return
    number = min(len(node.args), MOST_FACTORS)
    for distance in range(1, number):
        for first in range(number - distance):
            one, other = node.args[first], node.args[first + distance]
            if isinstance(one, Number) or isinstance(other, Number) or one == other:
                continue
            args = list(node.args)
            args[first], args[first + distance] = other, one
            texts = written.named(one), written.named(other)
            edits = Edit(one.span, written.of(other)), Edit(other.span, written.of(one))
            yield Change(
                place.path,
                Apply(node.span, node.op, tuple(args)),
                edits,
                1.0 if distance == 1 else 1.9,
                f"`{texts[0]}` and `{texts[1]}` are in the wrong order",
                f"exchange `{texts[0]}` and `{texts[1]}`",
            )


def superfluous(place: Place, written: Written) -> Iterator[Change]:
    """A sum without one of its terms."""
    node = place.node
    if not (isinstance(node, Apply) and node.op is Op.ADD) or place.is_index:
        return
    for position, term in enumerate(node.args):
        rest = (*node.args[:position], *node.args[position + 1 :])
        new = rest[0] if len(rest) == 1 else Apply(node.span, Op.ADD, rest)
        if position:
            edits = removed(node.args[position - 1].span.end, term.span.end)
        else:
            following = rest[0]
            end = following.span.start
            edits = removed(node.span.start, end)
        text = written.named(term.args[0] if isinstance(term, Apply) and term.op is Op.NEG else term)
        yield Change(place.path, new, edits, 1.7, f"the term `{text}` is one too many", f"remove the term `{text}`")


def repeated(place: Place, written: Written) -> Iterator[Change]:
    """A product without one of its factors."""
    node = place.node
    if not (isinstance(node, Apply) and node.op is Op.PRODUCT):
        return
    for position, factor in enumerate(node.args[:MOST_FACTORS]):
        if isinstance(factor, Number):
            continue
        rest = (*node.args[:position], *node.args[position + 1 :])
        new = rest[0] if len(rest) == 1 else Apply(node.span, Op.PRODUCT, rest)
        before = node.args[position - 1].span.end if position else node.span.start
        edits = removed(before, factor.span.end) if position else removed(before, rest[0].span.start)
        text = written.named(factor)
        yield Change(place.path, new, edits, 1.9, f"the factor `{text}` is one too many", f"remove the factor `{text}`")


def letters(place: Place, written: Written, facts: Known) -> Iterator[Change]:
    """Another symbol of the equation, or of the rows beside it, in the place of this one."""
    node = place.node
    key = key_of(node)
    if key is None or not (key in facts.names or (isinstance(node, Name) and key in facts.beyond)):
        return
    text = written.of(node)
    carries = place.is_part_of(*INDEXED) and place.number == 0
    for other, name in (*facts.names.items(), *facts.beyond.items()):
        idle = other == "I" and _has_matrices_beside(place, facts)
        lost = carries and (not isinstance(name, Name) or (other in facts.numbers and other not in facts.bases))
        if other != key and not (idle or lost) and (other in facts.counting) == place.counts:
            size = 0.9 if other in facts.lacking else 2.0 if other in facts.names else 2.4
            edits = (Edit(node.span, written.of(name)),)
            fact = f"`{text}` stands where `{written.of(name)}` belongs"
            yield Change(place.path, name, edits, size, fact, f"replace `{text}` by `{written.of(name)}`")


def throughout(place: Place, written: Written, facts: Known) -> Iterator[Change]:
    """A symbol that a term has more than once, taken for another one everywhere in it: x^T x for b^T b."""
    if place.is_index or not (is_in(place.node, Op.PRODUCT) or is_in(place.node, Op.DIVIDE)):
        return
    inside = [node for node in nodes(place.node) if isinstance(node, Name)]
    for key, number in Counter(map(key_of, inside)).items():
        if number < 2 or key is None or key in facts.counting:
            continue
        uses = [node for node in inside if key_of(node) == key]
        for other, name in facts.names.items():
            if other == key or other in facts.counting or not isinstance(name, Name):
                continue
            new = rewrite(place.node, partial(_other, key, name))
            text, instead = written.of(uses[0]), written.of(name)
            edits = tuple(Edit(each.span, instead) for each in uses)
            size = 0.95 if other in facts.lacking else 2.3
            fact, advice = f"`{text}` stands where `{instead}` belongs", f"replace `{text}` by `{instead}`"
            yield Change(place.path, new, edits, size, fact, advice)


def _other(key: str, other: Name, node: Expr) -> Expr:
    return other if key_of(node) == key else node


def _has_matrices_beside(place: Place, facts: Known) -> bool:
    """Whether a factor has others that are no numbers, so that an identity would say nothing there."""
    if not (isinstance(place.parent, Apply) and place.parent.op in ORDERED):
        return False
    others = (each for each in place.parent.args if each is not place.node)
    return any(not isinstance(each, Number) and key_of(each) not in facts.numbers for each in others)


def traces(place: Place, written: Written) -> Iterator[Change]:
    """A trace taken away; one put around a term, where somebody speaks of traces."""
    node = place.node
    if isinstance(node, Apply) and node.op is Op.TRACE:
        inner = node.args[0]
        edits = removed(node.span.start, inner.span.start) + removed(inner.span.end, node.span.end)
        yield Change(place.path, inner, edits, 2.0, "the trace is one too many", "remove the trace")
        return
    is_term = not place.path or (place.is_part_of(Op.ADD) and len(place.path) == 1)
    if is_term and written.traces and not is_in(node, Op.ADD) and not is_in(node, Op.NEG):
        text, sign = written.named(node), ROWS[Op.TRACE].spelling.split("(")[0]
        edits = (*inserted(node.span.start, f"{sign}("), *inserted(node.span.end, ")"))
        fact, advice = f"a trace is missing around `{text}`", f"take the trace of `{text}`"
        yield Change(place.path, Apply(node.span, Op.TRACE, (node,)), edits, 2.2, fact, advice)
