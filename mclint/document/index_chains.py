"""Indices that one member of an equation has and the others lack."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.document.index_faults import Chain, Fault
from mclint.document.index_strays import head
from mclint.document.indices import (
    MEANS,
    SCRIPTED,
    bound,
    free,
    is_entry_in_brackets,
    is_index,
    is_written,
    letter_of,
    letters_of,
    occurs,
    sums,
)
from mclint.document.scope import base_of, key_of
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, Opaque, Relation, nodes, operators

# A general entry stands for all of them there: [a_{ij}], (x_1, \dots, x_j, \dots), {x_i}.
GENERAL = (Op.MATRIX, Op.ROW_LIST, Op.LIST, Op.CASES, Op.DOTS, Op.EVALUATED)


class Member(NamedTuple):
    """A member of a chain with its indices."""

    expr: Expr
    free: dict[str, list[Expr]]
    bound: frozenset[str]

    def only_bound(self, letter: str) -> bool:
        """Whether a letter is summed over here, and does not stand open."""
        return letter in self.bound and letter not in self.free

    def only_free(self, letter: str) -> bool:
        """Whether a letter stands open here, and no sum runs over it."""
        return letter in self.free and letter not in self.bound


def of_chain(chain: Chain) -> Iterator[tuple[int, Fault]]:
    """The faults of the members of a chain, each with the place of its member."""
    if chain.summed or is_numbered(chain.members[0]):
        return
    for first, last in chain.runs():
        members = [Member(each, free(each), bound(each)) for each in chain.members[first : last + 1]]
        for place in range(1, len(members)):
            for rule in (lost_sum, summed_over_free, from_nowhere):
                found = rule(members, place, chain)
                if found is not None:
                    yield first + place, found
                    break


def lost_sum(members: list[Member], place: int, chain: Chain) -> Fault | None:
    r"""`\sum_j a_j b_j = a_j b_j`: an index loses its sum, and no other member has it."""
    here, before = members[place], members[place - 1]
    if is_general(here.expr):
        return None
    for letter, carriers in here.free.items():
        others = [each for number, each in enumerate(members) if number != place]
        if letter in here.bound or not before.only_bound(letter) or any(letter in each.free for each in others):
            continue
        averaged = isinstance(carriers[0], Apply) and carriers[0].op in MEANS
        if (
            averaged
            or isinstance(carriers[0], Opaque)
            or occurs(members[0].expr, letter)
            or in_unread_script(here.expr, letter)
        ):
            continue
        total = next((each for each in sums(before.expr) if each.letter == letter), None)
        if total is None or total.node.op is not Op.SUM:
            continue
        says = f"`{{0}}` still has the index {letter}, and the sum over {letter} is gone"
        label = f"nothing binds {letter} here"
        related = ((head(total, chain.source), f"summed over {letter} here"),)
        return Fault("unbalanced-indices", here.expr.span, says, (here.expr.span,), label, related)
    return None


def summed_over_free(members: list[Member], place: int, chain: Chain) -> Fault | None:
    r"""`\partial L/\partial x_i = \sum_i …`: a sum over an index that stands open on the other side."""
    here = members[place]
    for each in sums(here.expr):
        letter = each.letter
        if not is_index(letter) or not here.only_bound(letter):
            continue
        before = [other for other in members[:place] if other.only_free(letter)]
        after = [other for other in members[place + 1 :] if other.only_free(letter)]
        if not before or is_general(before[-1].expr) or any(letter in other.bound for other in members[:place]):
            continue
        chain_rule = before == members[:1] and differentiates(each.body, letter)
        if not (chain_rule or (after and members[place - 1] is before[-1])):
            continue
        carrier = before[0].free[letter][0]
        says = f"`{{0}}` sums over {letter}, which is one fixed value in `{{1}}`"
        label = f"all values of {letter} here"
        related = ((carrier.span, f"one value of {letter} here"),)
        return Fault(
            "repeated-index", head(each, chain.source), says, (head(each, chain.source), carrier.span), label, related
        )
    return None


def from_nowhere(members: list[Member], place: int, chain: Chain) -> Fault | None:
    """An index that the left side lacks, though the left side shows the indices of the same symbols."""
    here, left = members[place], members[0]
    shown = _shown(left.expr)
    if not shown or is_general(here.expr) or any(_is_tie(node) for node in nodes(here.expr)):
        return None
    for letter, carriers in here.free.items():
        if letter in left.free or letter in here.bound or letter in letters_of_limits(here.expr):
            continue
        if occurs(left.expr, letter) or any(letter in each.free for each in members[1:place]):
            continue
        fitting = [each for each in carriers if _carries(each, letter, shown)]
        if not fitting or (isinstance(left.expr, Apply) and not here.bound):
            continue
        says = f"`{{0}}` has the free index {letter}, and `{{1}}` has no {letter}"
        label = f"nothing binds {letter}"
        return Fault("unbalanced-indices", fitting[0].span, says, (here.expr.span, left.expr.span), label)
    return None


def _shown(left: Expr) -> set[str]:
    """The symbols of a left side that shows all of its indices: `(A x)_i`, `\\partial y_i / \\partial x_i`."""
    if isinstance(left, Derivative) and len(left.variables) == 1:
        keys = [symbol_with_one_index(each) for each in (left.body, left.variables[0])]
        return {key for key in keys if key is not None} if None not in keys else set()
    if isinstance(left, Apply) and left.op is Op.INDEX:
        inner = left.args[0]
        if isinstance(inner, Apply) and inner.op in (Op.GROUP, Op.BRACKET) and not free(inner):
            return {key for node in nodes(inner) if isinstance(node, Name) and (key := key_of(node)) is not None}
    return set()


def symbol_with_one_index(expr: Expr) -> str | None:
    """The y of `y_i`."""
    return key_of(expr.args[0]) if isinstance(expr, Apply) and expr.op is Op.INDEX and len(expr.args) == 2 else None


def _carries(carrier: Expr, letter: str, shown: set[str]) -> bool:
    if not (isinstance(carrier, Apply) and carrier.op is Op.INDEX and key_of(carrier.args[0]) in shown):
        return False
    return any(letter_of(place) == letter for place in carrier.args[1:])


def _is_tie(node: Expr) -> bool:
    r"""Whether a part says how two indices are related: `1\{i = j\}`, `\delta_{ij}`, a case."""
    if isinstance(node, Relation | Opaque):
        return True
    base = base_of(node)
    return isinstance(node, Apply) and node.op is Op.INDEX and base is not None and base.letter in ("delta", "I", "1")


def letters_of_limits(expr: Expr) -> set[str]:
    """The letters in the limits of sums: sizes."""
    return {letter for each in sums(expr) for limit in each.limits for letter in letters_of(limit)}


def is_general(expr: Expr) -> bool:
    r"""Whether an expression may show one entry for all: `(a_{ij})`, or a matrix with dots."""
    return is_entry_in_brackets(expr) or not operators(expr).isdisjoint(GENERAL)


def is_numbered(first: Expr) -> bool:
    """Whether a chain starts with the number of an equation, `(2) a = b`: an aside, after which another one goes on."""
    if not (isinstance(first, Apply) and first.op is Op.PRODUCT):
        return False
    number = first.args[0]
    return isinstance(number, Apply) and number.op is Op.GROUP and isinstance(number.args[0], Number)


def in_unread_script(expr: Expr, letter: str) -> bool:
    r"""Whether a letter stands in a subscript that is no index, as in `E_{j \sim p}`."""
    for node in nodes(expr):
        if isinstance(node, Apply) and node.op in SCRIPTED:
            for place in node.args[1:]:
                for part in nodes(place):
                    if isinstance(part, Relation) and occurs(part, letter):
                        return True
                    if isinstance(part, Opaque) and is_written(part.text, letter):
                        return True
    return False


def differentiates(expr: Expr, letter: str) -> bool:
    """Whether there is a derivative by a symbol with this index."""
    return any(
        isinstance(node, Derivative) and any(letter in free(variable) for variable in node.variables)
        for node in nodes(expr)
    )
