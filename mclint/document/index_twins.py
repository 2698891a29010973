"""Factors and terms that are copies of each other, up to an index that only one of them has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mclint.document.index_faults import Chain, Fault
from mclint.document.indices import SCRIPTED, letter_of
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, children, nodes, operators


def of_member(member: Expr, chain: Chain) -> Fault | None:
    """The first fault of one member of a chain."""
    for node in nodes(member):
        if isinstance(node, Apply) and node.op is Op.PRODUCT:
            found = merged_indices(node)
            if found is not None:
                return found
    return lost_index(member)


def merged_indices(product: Apply) -> Fault | None:
    r"""`(x_n - \mu_k) (x_k - \mu_k)^\top`: two indices in one factor, and one letter for both in its copy."""
    for first, second in factor_pairs(product):
        pairs = index_pairs(first, second)
        if pairs is None or all(letter_of(a) == letter_of(b) for a, b in pairs):
            continue
        for here, there in ((0, 1), (1, 0)):
            letters = [(letter_of(pair[here]), letter_of(pair[there])) for pair in pairs]
            kept = {old for old, new in letters if old == new}
            merged = [pair for pair, (old, new) in zip(pairs, letters, strict=True) if old != new and new in kept]
            if len(merged) == 1 and all(old == new or new in kept for old, new in letters):
                old, new = merged[0][here], merged[0][there]
                both = f"the indices {letter_of(old)} and {letter_of(new)}"
                says = f"one factor has {both}, and its copy `{{0}}` has {letter_of(new)} for both"
                factor = (first, second)[there]
                related = (((first, second)[here].span, f"{letter_of(old)} here"),)
                return Fault("unbalanced-indices", factor.span, says, (factor.span,), f"no {letter_of(old)}", related)
    return None


def factor_pairs(product: Apply) -> Iterator[tuple[Expr, Expr]]:
    """The pairs X and Y of `X Y^T` and of `X^T … Y`, without transposes and brackets."""
    for first, second in pairwise(product.args):
        if transposed(second) is not None and transposed(first) is None:
            yield bare(first), bare(second)
    front = transposed(product.args[0])
    if front is not None and len(product.args) in (2, 3):
        yield bare(front), bare(product.args[-1])


def transposed(expr: Expr) -> Expr | None:
    """The X of X^T."""
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.TRANSPOSE else None


def bare(expr: Expr) -> Expr:
    """An expression without transposes and brackets around it."""
    while isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.GROUP, Op.BRACKET):
        expr = expr.args[0]
    return expr


def index_pairs(first: Expr, second: Expr) -> list[tuple[Expr, Expr]] | None:
    """The indices at the same places of two sums that are alike but for them; nothing where they are not alike."""
    if not (isinstance(first, Apply) and isinstance(second, Apply) and first.op is second.op is Op.ADD):
        return None
    found: list[tuple[Expr, Expr]] = []
    stack: list[tuple[Expr, Expr, bool]] = [(first, second, False)]
    while stack:
        one, other, index = stack.pop()
        if index and letter_of(one) is not None and letter_of(other) is not None:
            found.append((one, other))
            continue
        parts, others = children(one), children(other)
        if not parts and not others:
            if one != other:
                return None
            continue
        if len(parts) != len(others) or not (
            isinstance(one, Apply) and isinstance(other, Apply) and one.op is other.op
        ):
            return None
        scripted = one.op in SCRIPTED
        stack.extend((a, b, scripted and place > 0) for place, (a, b) in enumerate(zip(parts, others, strict=True)))
    return found


def lost_index(member: Expr) -> Fault | None:
    r"""`(1 - y_i) \log(1 - p_i) + y \log p_i`: the two halves of a cross entropy, one of them without its index."""
    if Op.LOG not in operators(member):
        return None
    halves = [half for node in nodes(member) if (half := entropy_half(node)) is not None]
    for flipped, weight in halves:
        for other_flipped, other in halves:
            if not flipped or other_flipped or weight == other:
                continue
            if isinstance(weight, Apply) and weight.op in SCRIPTED and weight.args[0] == other:
                says = "`{0}` has an index in the term with 1 - `{0}`, and `{1}` has none in the other term"
                label = "no index here"
                return Fault("unbalanced-indices", other.span, says, (weight.span, other.span), label)
    return None


def entropy_half(node: Expr) -> tuple[bool, Expr] | None:
    r"""The y of `y \log p`, or of `(1 - y) \log(1 - p)`, and whether it is the latter."""
    if not (isinstance(node, Apply) and node.op is Op.PRODUCT and len(node.args) == 2):
        return None
    weight, logarithm = node.args
    if not (isinstance(logarithm, Apply) and logarithm.op is Op.LOG):
        return None
    value, inner = one_minus(bare(weight)), one_minus(bare(logarithm.args[0]))
    if value is not None and inner is not None:
        return True, value
    plain = isinstance(weight, Name) or (isinstance(weight, Apply) and weight.op in SCRIPTED)
    return (False, weight) if plain and inner is None else None


def one_minus(expr: Expr) -> Expr | None:
    """The y of 1 - y."""
    if not (isinstance(expr, Apply) and expr.op is Op.ADD and len(expr.args) == 2):
        return None
    one, rest = expr.args
    if isinstance(rest, Apply) and rest.op is Op.NEG and isinstance(one, Number) and one.value == 1:
        return rest.args[0]
    return None
