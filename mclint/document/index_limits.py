"""Where sums end: at the number of terms that a mean divides by, at the last state, where the others end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mclint.document.index_faults import Chain, Fault
from mclint.document.index_ranges import Use, is_split
from mclint.document.index_strays import head
from mclint.document.indices import OVER, SCRIPTED, Sum, bound, free, letter_of, sums
from mclint.document.scope import base_of, key_of
from mclint.span import Source
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes

OFTEN = 4  # times that an index runs to one limit, which another limit may contradict


def of_nodes(below: Sequence[Apply], member: Expr, chain: Chain) -> Fault | None:
    """The first fault of one member of a chain."""
    for node in below:
        if node.op is Op.PRODUCT:
            for factor, total in pairwise(node.args):
                found = mean_of_others(factor, total, member, chain)
                if found is not None:
                    return found
        elif node.op in OVER:
            found = end_of_example(node, chain)
            if found is not None:
                return found
    return None


def mean_of_others(factor: Expr, total: Expr, member: Expr, chain: Chain) -> Fault | None:
    r"""`\frac{1}{n} \sum_{i=1}^N x_i`."""
    if not (isinstance(factor, Apply) and factor.op is Op.DIVIDE and isinstance(factor.args[0], Number)):
        return None
    number = factor.args[1]
    each = next(iter(sums(total)), None) if isinstance(total, Apply) and total.op is Op.SUM else None
    if each is None or each.node is not total or is_split(each) or not isinstance(number, Name):
        return None
    limit = each.limits[1]
    if not isinstance(limit, Name) or limit.letter == number.letter or limit.letter.lower() != number.letter.lower():
        return None
    if any(isinstance(node, Name) and node.letter == number.letter for node in nodes(each.body)):
        return None
    if number.letter in bound(member) or any(True for _ in sums(each.body)) or weighs(each.body, each.letter):
        return None
    sign = head(each, chain.source)
    says = f"`{{0}}` has {limit.letter} terms, and `{{1}}` divides by {number.letter}"
    related = ((sign, f"to {limit.letter} here"),)
    return Fault("conflicting-ranges", number.span, says, (sign, factor.span), f"{number.letter} here", related)


def weighs(body: Expr, letter: str) -> bool:
    r"""Whether several factors have the index: `z_i x_i` may count only some of the terms."""
    if not (isinstance(body, Apply) and body.op in (Op.PRODUCT, Op.DOT)):
        return False
    return sum(letter in free(factor) for factor in body.args) > 1


def end_of_example(total: Apply, chain: Chain) -> Fault | None:
    r"""`\sum_{s=0}^4 \frac{\partial h_t}{\partial h_s}`: the number of an example, and a t that is any."""
    upper, letter = total.args[3], letter_of(total.args[1])
    if not isinstance(upper, Number) or upper.value < 2 or letter is None:
        return None
    for node in nodes(total.args[0]):
        if not (isinstance(node, Derivative) and len(node.variables) == 1):
            continue
        last, first = state(node.body), state(node.variables[0])
        if last is not None and first is not None and last[0] == first[0] and first[1] == letter != last[1]:
            sign = head(Sum(total, letter, frozenset()), chain.source)
            says = f"`{{0}}` ends at {upper.value}, and the last state of `{{1}}` is that of {last[1]}"
            return Fault("conflicting-ranges", sign, says, (sign, node.span), f"to {last[1]} is meant")
    return None


def state(expr: Expr) -> tuple[str, str] | None:
    """The h and the t of `h_t`."""
    if not (isinstance(expr, Apply) and expr.op in SCRIPTED and len(expr.args) == 2):
        return None
    key, letter = key_of(expr.args[0]), letter_of(expr.args[1])
    return None if key is None or letter is None else (key, letter)


class Limits:
    """The limits to which a document sums over the indices of each symbol. A builder inside `faults`."""

    def __init__(self) -> None:
        self.uses: dict[tuple[str, int, int], list[tuple[int, Use]]] = {}
        self.of_letters: dict[str, Counter[str]] = {}

    def add(self, number: int, uses: Sequence[Use]) -> None:
        """Take in the uses of a chain."""
        seen: set[int] = set()
        for use in uses:
            base = base_of(use.node)
            if base is None or is_split(use.total):
                continue
            self.uses.setdefault((key_of(base) or "", *use[1:3]), []).append((number, use))
            if id(use.total.node) not in seen:
                seen.add(id(use.total.node))
                self.of_letters.setdefault(use.total.letter, Counter())[use.limit] += 1

    def faults(self, source: Source) -> Iterator[tuple[int, int, Fault]]:
        """The sums that run to the limit of another index, with the chain and the place of their member."""
        for group in self.uses.values():
            counted = Counter(use.limit for _, use in group)
            if len(counted) < 2:
                continue
            usual, often = counted.most_common(1)[0]
            if often < OFTEN or often < 2 * (len(group) - often) or not is_capital(usual):
                continue
            witness = next(use for _, use in group if use.limit == usual)
            for number, use in group:
                if use.limit != usual and self.is_foreign(use, usual):
                    yield number, use.member, fault(use, witness, usual, source)

    def is_foreign(self, use: Use, usual: str) -> bool:
        """Whether a limit belongs to another letter than the one that runs to it."""
        letter, own = use.total.letter, self.of_letters[use.total.letter]
        rest = own.total() - own[usual] - own[use.limit]
        if not is_capital(use.limit) or letter.upper() == use.limit or own[usual] < max(2 * own[use.limit], 3 * rest):
            return False
        others = (counter for other, counter in self.of_letters.items() if other != letter)
        return any(counter[use.limit] >= OFTEN for counter in others)


def fault(use: Use, witness: Use, usual: str, source: Source) -> Fault:
    """The fault of a sum to another limit than the usual one."""
    sign, symbol = head(use.total, source), use.node.span
    says = f"`{{0}}` runs to {use.limit}, and the index of `{{1}}` runs to {usual} everywhere else"
    related = ((head(witness.total, source), f"to {usual} here"),)
    return Fault("conflicting-ranges", sign, says, (sign, symbol), f"to {usual} is meant", related)


def is_capital(key: str) -> bool:
    """Whether this is one capital letter, as most sizes are."""
    return len(key) == 1 and key.isupper()
