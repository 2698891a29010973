"""Letters that took each other's place: the index that is summed over, the point of an expansion, a step of a chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mclint.document.index_chains import is_general
from mclint.document.index_faults import Chain, Fault
from mclint.document.index_strays import head
from mclint.document.indices import OVER, SCRIPTED, Sum, bound, free, letter_of, spelled_letters, sums
from mclint.document.scope import base_of
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op, Opaque, children, nodes
from mclint.syntax.walk import without_brackets

PRODUCTS = (Op.PRODUCT, Op.DOT)
TERMS = (Op.ADD, Op.NEG, Op.GROUP, Op.BRACKET)
DELTAS = ("delta", "I")


def of_chain(chain: Chain) -> Iterator[tuple[int, Fault]]:
    """The faults of the members of a chain, each with the place of its member."""
    for first, last in chain.runs():
        members = chain.members[first : last + 1]
        for place, member in enumerate(members):
            found = softmax(member) or (swapped_sum(members, place, chain) if not chain.summed else None)
            if found is None and place:
                found = point_of_expansion(members[0], member) or sums_over_argument(members[0], member, chain)
            if found is None and 0 < place < len(members) - 1:
                found = one_step(members[place - 1 : place + 2])
            if found is not None:
                yield first + place, found


def softmax(member: Expr) -> Fault | None:
    r"""`y_i (\delta_{ij} - y_i)`: where the second factor is another one only by its delta."""
    for node in nodes(member):
        if not (isinstance(node, Apply) and node.op in PRODUCTS):
            continue
        for place, factor in enumerate(node.args[1:], 1):
            before, inner = node.args[place - 1], without_brackets(factor)
            if not (isinstance(before, Apply) and before.op in SCRIPTED and isinstance(inner, Apply)):
                continue
            if inner.op is not Op.ADD or len(inner.args) != 2:
                continue
            delta, other = inner.args
            if isinstance(other, Apply) and other.op is Op.NEG and other.args[0] == before:
                letter = index_of_delta_alone(delta, before)
                if letter is not None:
                    says = f"`{{0}}` has the index {letter} in its delta alone"
                    label = f"no {letter} here"
                    return Fault("unbalanced-indices", other.args[0].span, says, (node.span,), label)
    return None


def index_of_delta_alone(delta: Expr, symbol: Apply) -> str | None:
    r"""The j of `\delta_{ij}` beside `y_i`, or `y_{ni}`."""
    base = base_of(delta)
    if not (isinstance(delta, Apply) and delta.op is Op.INDEX and base is not None and base.letter in DELTAS):
        return None
    own, letters = free(symbol), [letter_of(place) for place in delta.args[1:]]
    missing = [letter for letter in letters if letter is not None and letter not in own]
    return missing[0] if len(letters) == 2 and None not in letters and len(missing) == 1 else None


def swapped_sum(members: tuple[Expr, ...], place: int, chain: Chain) -> Fault | None:
    r"""`\sum_k a_i b_{ki}` beside a side with other indices and no i: the sum runs over the letter of one factor."""
    member = members[place]
    if not (place and (bound(members[0]) or free(members[0]))):
        return None  # the author may leave an index out that stays the same all along
    opened: dict[str, list[Expr]] | None = None
    for each in sums(member):
        for node in nodes(each.body):
            if not (isinstance(node, Apply) and node.op is Op.PRODUCT):
                continue
            count = Counter(letter for factor in node.args for letter in free(factor))
            if count[each.letter] != 1 or any(isinstance(part, Opaque) for part in nodes(node)):
                continue
            opened = free(member) if opened is None else opened
            for letter in count:
                if count[letter] < 2 or letter not in opened or letter in each.outer:
                    continue
                if not any(letter in free(other) for other in members if other is not member):
                    return swapped(each, node, letter, chain)
    return None


def swapped(each: Sum, node: Expr, letter: str, chain: Chain) -> Fault:
    """The fault of a sum over k whose summand repeats i."""
    sign = head(each, chain.source)
    says = f"`{{0}}` sums over {each.letter}, and it is the {letter} that occurs twice in `{{1}}`"
    return Fault("unbalanced-indices", sign, says, (sign, node.span), f"nothing binds {letter}")


def point_of_expansion(left: Expr, member: Expr) -> Fault | None:
    """`h(a) = g(a) + g'(a)(w - a)`: an expansion around a, which is a function of w."""
    point = left.args[1] if isinstance(left, Apply) and left.op is Op.CALL and len(left.args) == 2 else None
    if not (isinstance(point, Apply) and point.op in (*SCRIPTED, Op.POWER) and isinstance(point.args[0], Name)):
        return None
    steps, inside = [], []
    for node in nodes(member):
        if isinstance(node, Apply) and node.op is Op.ADD and len(node.args) == 2:
            second = node.args[1]
            if isinstance(second, Apply) and second.op is Op.NEG and second.args[0] == point:
                steps.append(node.args[0])
        if node == point and isinstance(node, Apply):
            inside.append(node.args[0])
    if not steps or any(step != point.args[0] for step in steps) or len(inside) <= len(steps):
        return None
    if sum(node == steps[0] for node in nodes(member)) != len(steps) + len(inside):
        return None  # a value at w: the expansion of that
    says = "`{0}` is a value at `{1}`, and `{2}` varies with `{3}`"
    quotes = (left.span, point.span, member.span, steps[0].span)
    return Fault(
        "unbalanced-indices", point.span, says, quotes, "the variable is meant", ((steps[0].span, "varies here"),)
    )


def sums_over_argument(left: Expr, member: Expr, chain: Chain) -> Fault | None:
    r"""`\partial L/\partial p(x) = \sum_x \log p(x)`: the derivative by one value is no sum over all of them."""
    if not (isinstance(left, Derivative) and len(left.variables) == 1):
        return None
    call = left.variables[0]
    if not (isinstance(call, Apply) and call.op is Op.CALL):
        return None
    letters = spelled_letters(Apply(call.span, Op.LIST, call.args[1:]))
    totals = [term for term in terms_of(member) if isinstance(term, Apply) and term.op is Op.SUM]
    for total in totals:
        over = spelled_letters(total.args[1]) & letters
        if over and any(node == call for node in nodes(total)) and not stands_open(member, letters):
            sign = head(Sum(total, "", frozenset()), chain.source)
            says = "`{0}` sums over what is one fixed value in `{1}`"
            related = ((call.span, "one value here"),)
            return Fault("repeated-index", sign, says, (sign, call.span), "all values here", related)
    return None


def terms_of(expr: Expr) -> Iterator[Expr]:
    """The terms of a sum, without signs and brackets."""
    if isinstance(expr, Apply) and expr.op in TERMS:
        for part in expr.args:
            yield from terms_of(part)
    else:
        yield expr


def stands_open(expr: Expr, letters: set[str]) -> bool:
    """Whether one of the letters occurs outside of the sums over it."""
    if isinstance(expr, Opaque):
        return bool(spelled_letters(expr) & letters)
    if isinstance(expr, Name):
        return expr.letter in letters
    if isinstance(expr, Apply) and expr.op in OVER:
        return stands_open(expr.args[0], letters - spelled_letters(expr.args[1]))
    return any(stands_open(part, letters) for part in children(expr))


def one_step(members: tuple[Expr, ...]) -> Fault | None:
    """`f_i = g_k = h_i`: a member with a k where both of its neighbours have an i."""
    if any(is_general(member) for member in members):
        return None
    before, here, after = (set(free(member)) for member in members)
    gone, new = before - here, here - before
    if len(gone) != 1 or len(new) != 1 or gone - after or new & after or before != after:
        return None
    (old,), (letter,) = gone, new
    if old in bound(members[1]) or letter in bound(members[0]) | bound(members[2]):
        return None
    carrier = free(members[1])[letter][0]
    says = f"`{{0}}` has the index {letter}, and the members before and after it have {old}"
    related = ((free(members[0])[old][0].span, f"{old} here"),)
    return Fault("unbalanced-indices", carrier.span, says, (carrier.span,), f"{letter} here", related)
