r"""Sums and lists written out, `a_1 b_1 + a_2 b_2 + \dots + a_n b_n`: they end as they began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from mclint.document.index_faults import Fault
from mclint.document.indices import SCRIPTED
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, children

LISTS = (Op.LIST, Op.ROW_LIST, Op.CALL)
BRACKETS = (Op.GROUP, Op.BRACKET, Op.NEG, Op.TRANSPOSE)
MOST_SLOTS = 20
Linear = dict[str, Fraction]  # n + 2 is {"n": 1, "": 2}


class Slot(NamedTuple):
    """The indices or exponents at one place of two terms that are alike but for these."""

    first: Expr
    second: Expr
    owner: int  # which symbol carries it


def of_nodes(below: Sequence[Apply]) -> Fault | None:
    """The first fault of one member of a chain."""
    for node in below:
        if node.op is Op.ADD or node.op in LISTS:
            terms = node.args[1:] if node.op is Op.CALL else node.args
            dots = [place for place, term in enumerate(terms) if is_dots(term)]
            found = continued(terms, dots[0], node.op is Op.ADD) if dots else lone_letter(terms, node.op)
            if found is not None:
                return found
    return None


def is_dots(expr: Expr) -> bool:
    r"""`\cdots`."""
    return isinstance(expr, Apply) and expr.op is Op.DOTS


def continued(terms: Sequence[Expr], dots: int, added: bool) -> Fault | None:
    """What is wrong with the term after the dots."""
    if not 0 < dots < len(terms) - 1:
        return None
    last, after = terms[dots - 1], terms[dots + 1]
    slots = alike(last, after)
    if slots is None:
        return None if added else other_case(terms, dots)
    earlier = alike(terms[dots - 2], last) if dots > 1 else None
    if earlier is not None and len(earlier) == len(slots):
        goes_on = progresses(earlier, slots, added)
    else:
        goes_on = not added or same_end(slots)
    if goes_on:
        return None
    says = "`{0}` does not continue the terms before the dots"
    return Fault(
        "conflicting-ranges",
        after.span,
        says,
        (after.span,),
        "the first terms lead to other indices",
        ((last.span, "the terms begin so"),),
    )


def alike(first: Expr, second: Expr) -> list[Slot] | None:
    """The indices and exponents of two terms that are copies of each other but for these; nothing for other terms."""
    found: list[Slot] = []
    stack = [(first, second, -1)]
    while stack:
        one, other, owner = stack.pop()
        one, other = without_brackets(one), without_brackets(other)
        if one == other and not isinstance(one, Apply | Derivative):
            continue
        if is_power(one) != is_power(other):  # x beside x^2
            base, power = (one, other) if is_power(other) else (other, one)
            assert isinstance(power, Apply)
            exponents: tuple[Expr, Expr] = Number(base.span, Fraction(1)), power.args[1]
            found.append(Slot(*(exponents if power is other else exponents[::-1]), owner=len(found)))
            stack.append((base, power.args[0], -1))
            continue
        parts, others = children(one), children(other)
        if not parts or len(parts) != len(others) or not same_head(one, other) or len(found) > MOST_SLOTS:
            return None
        scripted = isinstance(one, Apply) and (one.op in SCRIPTED or one.op is Op.POWER)
        owner = owner if scripted and owner >= 0 else len(found)
        for place, pair in enumerate(zip(parts, others, strict=True)):
            if scripted and place and all(linear(each) is not None for each in pair):
                found.append(Slot(*pair, owner=owner))
            else:
                stack.append((*pair, owner if scripted and not place else -1))
    return found


def without_brackets(expr: Expr) -> Expr:
    """An expression without brackets, signs and transposes around it."""
    while isinstance(expr, Apply) and expr.op in BRACKETS:
        expr = expr.args[0]
    return expr


def is_power(expr: Expr) -> bool:
    """Whether this is a power."""
    return isinstance(expr, Apply) and expr.op is Op.POWER


def same_head(one: Expr, other: Expr) -> bool:
    """Whether two nodes apply the same operator."""
    if isinstance(one, Apply) and isinstance(other, Apply):
        return one.op is other.op and one.op is not Op.DOTS
    return isinstance(one, Derivative) and isinstance(other, Derivative) and one.form is other.form


def progresses(before: Sequence[Slot], slots: Sequence[Slot], added: bool) -> bool:
    """Whether all places need the same number of steps to their end; a list may run through rows and columns."""
    steps = [difference(slot.first, slot.second) for slot in before]
    ways = [difference(slot.first, slot.second) for slot in slots]
    moving: list[tuple[Fraction, Linear]] = []
    for step, way in zip(steps, ways, strict=True):
        if step is None or way is None or any(step[key] for key in step if key):
            return True
        if step.get("", 0):
            moving.append((step[""], way))
        elif any(way.values()):
            return True
    return all(scaled(way, moving[0][0]) == scaled(moving[0][1], step) for step, way in moving[1:])


def same_end(slots: Sequence[Slot]) -> bool:
    """Whether symbols that begin alike end alike, as in `a_1 b_1` and `a_n b_n`; a double sum has two ends."""
    moving = [slot for slot in slots if slot.first != slot.second]
    ends = [linear(slot.second) for slot in moving]
    for place, slot in enumerate(moving):
        for other in range(place):
            if moving[other].owner == slot.owner or moving[other].first != slot.first or ends[other] == ends[place]:
                continue
            if ends.count(ends[place]) == 1 == ends.count(ends[other]):
                return False
    return True


def linear(expr: Expr) -> Linear | None:
    """A sum of letters and numbers as its coefficients."""
    if isinstance(expr, Number):
        return {"": expr.value}
    if isinstance(expr, Name):
        return None if expr.marks or expr.label else {expr.letter: Fraction(1)}
    if not isinstance(expr, Apply):
        return None
    parts = [linear(part) for part in expr.args]
    if expr.op is Op.GROUP:
        return parts[0]
    if expr.op is Op.NEG:
        return None if parts[0] is None else scaled(parts[0], Fraction(-1))
    if expr.op is Op.ADD:
        return None if any(part is None for part in parts) else summed([part for part in parts if part is not None])
    if expr.op is Op.PRODUCT and len(parts) == 2 and isinstance(expr.args[0], Number) and parts[1] is not None:
        return scaled(parts[1], expr.args[0].value)
    return None


def summed(parts: Sequence[Linear]) -> Linear:
    """The sum of linear forms, without what cancels."""
    total: Linear = {}
    for part in parts:
        for key, value in part.items():
            total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value}


def scaled(form: Linear, factor: Fraction) -> Linear:
    """A multiple of a linear form."""
    return {key: value * factor for key, value in form.items() if value * factor}


def difference(first: Expr, second: Expr) -> Linear | None:
    """The second minus the first."""
    one, other = linear(first), linear(second)
    return None if one is None or other is None else summed([other, scaled(one, Fraction(-1))])


def other_case(terms: Sequence[Expr], dots: int) -> Fault | None:
    """`X(0), X(1), ..., x(N - 1)`: the last entry has the letter of the others, capital in place of small."""
    heads = [entry_letter(each) for each in terms[:dots]]
    last = entry_letter(terms[dots + 1])
    if len(heads) < 2 or len(set(heads)) != 1 or heads[0] is None or last is None:
        return None
    here, there = heads[0].letter, last.letter
    if here == there or here.lower() != there.lower() or heads[0] != replace(last, letter=here):
        return None
    after = terms[dots + 1]
    says = f"`{{0}}` ends a list of {here}, and its letter is {there}"
    return Fault("conflicting-ranges", after.span, says, (after.span,), f"{there} in place of {here}")


def entry_letter(entry: Expr) -> Name | None:
    """The x of `x(1)`, `x_1` and `x^{(1)}`."""
    if not (isinstance(entry, Apply) and entry.op in (*SCRIPTED, Op.CALL, Op.PRODUCT) and len(entry.args) == 2):
        return None
    head, place = entry.args
    called = isinstance(place, Apply) and place.op is Op.GROUP
    return head if isinstance(head, Name) and (entry.op is not Op.PRODUCT or called) else None


def lone_letter(terms: Sequence[Expr], op: Op) -> Fault | None:
    """`(a_1 - b_1) c_1 + (a_2 - b_x) c_2`: a letter where all other indices are the number of the term."""
    if op is not Op.ADD:
        return None
    for first, second in pairwise(terms):
        slots = [
            slot for slot in alike(first, second) or [] if not (is_number(slot.first) and slot.first == slot.second)
        ]
        strange = [slot for slot in slots if is_number(slot.first) and isinstance(slot.second, Name)]
        regular = {(slot.first, slot.second) for slot in slots if is_number(slot.first) and is_number(slot.second)}
        if len(strange) == 1 and len(slots) >= 3 and len(regular) == 1 and strange[0].first in regular.pop():
            place = strange[0].second
            says = "`{0}` has the index {1}, and all others are numbers"
            return Fault("stray-index", second.span, says, (second.span, place.span), "no number here")
    return None


def is_number(expr: Expr) -> bool:
    """Whether this is a number."""
    return isinstance(expr, Number)
