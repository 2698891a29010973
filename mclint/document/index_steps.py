"""Indices of steps: `t_1` where `t - 1` is meant, and a step of another letter than the equation is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from mclint.document.index_faults import Chain, Fault
from mclint.document.indices import SCRIPTED, STRAYS, bound, free, letter_of
from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes

if TYPE_CHECKING:
    from mclint.document.document import Document


def _recursive(document: Document) -> Iterator[str]:
    r"""The S of `S^{(l+1)} = W S^{(l)}` and of `\partial S^{(l+1)}/\partial S^{(l)}`."""
    pairs = [(step.left, node) for step, _ in document.steps if _is_next(step.left) for node in nodes(step.right)]
    for formula in (formula for _, parsed in document.pieces if parsed for formula in parsed.formulas):
        below = nodes(formula.relation)
        pairs += [(node.body, node.variables[0]) for node in below if isinstance(node, Derivative) and node.variables]
    for after, before in pairs:
        if _is_next(after) and isinstance(before, Apply) and before.op in SCRIPTED and isinstance(after, Apply):
            base, shift = key_of(after.args[0]), _shift(after.args[-1])
            if base == key_of(before.args[0]) and base and shift and letter_of(before.args[-1]) == shift[0]:
                yield base


def _is_next(expr: Expr) -> bool:
    """Whether this is a symbol with the index t + 1."""
    if not (isinstance(expr, Apply) and expr.op in SCRIPTED):
        return False
    shift = _shift(expr.args[-1])
    return shift is not None and shift[1] == 1


def by_itself(left: Apply, right: Expr, document: Document) -> Fault | None:
    """`S^{(l+1)} = W S^{(l+1)} + b`: a state that comes from the last one elsewhere."""
    if not _is_next(left):
        return None
    states = [
        node
        for node in nodes(right)
        if isinstance(node, Apply) and node.op in SCRIPTED and key_of(node.args[0]) == key_of(left.args[0])
    ]
    if right == left or not states or any(node != left for node in states):
        return None
    if key_of(left.args[0]) not in set(_recursive(document)):
        return None
    says = "`{0}` comes from itself, and elsewhere from the state before it"
    return Fault("stray-index", states[0].span, says, (left.span,), "the state before is meant")


def drifting_steps(document: Document) -> frozenset[str]:
    r"""The letters t of subscripts `t_1` where `t - 1` is meant: the same symbol has it, and there is no t_0 or t_2."""
    shifted: set[tuple[str, str]] = set()
    numbered: dict[str, set[tuple[str, str]]] = {}
    for step, _ in document.steps:
        for side in (step.left, step.right):
            for base, place in _subscripts(side):
                if (pair := _shift(place)) is not None and pair[1] == -1:
                    shifted.add((base, pair[0]))
                elif (label := _numbered(place)) is not None:
                    numbered.setdefault(label[0], set()).add((base, label[1]))
    return frozenset(
        letter
        for letter, uses in numbered.items()
        if {number for _, number in uses} == {"1"} and all((base, letter) in shifted for base, _ in uses)
    )


def _subscripts(side: Expr) -> Iterator[tuple[str, Expr]]:
    for node in nodes(side):
        if isinstance(node, Apply) and node.op is Op.INDEX and (base := key_of(node.args[0])) is not None:
            yield from ((base, place) for place in node.args[1:])


def _shift(place: Expr) -> tuple[str, int] | None:
    """The t and the -1 of `t - 1`."""
    if not (isinstance(place, Apply) and place.op is Op.ADD and len(place.args) == 2):
        return None
    letter, second = letter_of(place.args[0]), place.args[1]
    negated = isinstance(second, Apply) and second.op is Op.NEG
    number = second.args[0] if isinstance(second, Apply) and negated else second
    if letter is None or not isinstance(number, Number) or number.value.denominator != 1:
        return None
    return letter, int(-number.value if negated else number.value)


def _numbered(place: Expr) -> tuple[str, str] | None:
    """The t and the number of `t_1`."""
    if not (isinstance(place, Apply) and place.op is Op.INDEX and len(place.args) == 2):
        return None
    base, number = place.args
    if isinstance(base, Name) and isinstance(number, Number):
        return base.letter, str(number.value)
    return None


def drift(member: Expr, chain: Chain, drifts: Collection[str]) -> Fault | None:
    r"""`h_{t_1}` beside `x_t`, where the document has `h_{t-1}` elsewhere."""
    for node in nodes(member) if drifts else ():
        if not (isinstance(node, Apply) and node.op is Op.INDEX):
            continue
        for place in node.args[1:]:
            pair = _numbered(place)
            if pair is None or pair[0] not in drifts or pair[0] in bound(member):
                continue
            if any(pair[0] in free(each) for each in chain.members):
                says = "nothing says what the index `{0}` of `{1}` is"
                label = f"elsewhere the index is {pair[0]} - 1"
                return Fault("stray-index", node.span, says, (place.span, node.span), label)
    return None


def of_chain(chain: Chain, document: Document) -> Iterator[tuple[int, Fault]]:
    """What is wrong with the steps of a recursion."""
    left = chain.members[0]
    if len(chain.members) < 2 or not chain.equal[1] or not (isinstance(left, Apply) and left.op in SCRIPTED):
        return
    found = by_itself(left, chain.members[1], document) or other_letter(left, chain)
    if found is not None:
        yield 1, found


def other_letter(left: Apply, chain: Chain) -> Fault | None:
    r"""`h^k = a h^{t-1} + b w^k`: a recursion over k with a step of another letter, which occurs nowhere else in it."""
    base, letter = key_of(left.args[0]), letter_of(left.args[-1])
    if base is None or letter is None or letter not in STRAYS:
        return None
    names = [node.letter for member in chain.members for node in nodes(member) if isinstance(node, Name)]
    right = chain.members[1]
    if letter not in {node.letter for node in nodes(right) if isinstance(node, Name)}:
        return None
    for node in nodes(right):
        if not (isinstance(node, Apply) and node.op in (*SCRIPTED, Op.POWER) and key_of(node.args[0]) == base):
            continue
        pair = _shift(node.args[-1])
        if pair is not None and pair[0] != letter and pair[0] in STRAYS and names.count(pair[0]) == 1:
            says = f"`{{0}}` has the index {pair[0]}, and the equation is one for {letter}"
            return Fault("stray-index", node.span, says, (node.span,), f"{pair[0]} occurs nowhere else in it")
    return None
