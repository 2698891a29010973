"""Sums that do not use their index, sums over an index twice, and subscripts that nothing else knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.document.index_faults import Chain, Fault
from mclint.document.indices import (
    OVER,
    SCRIPTED,
    STRAYS,
    Sum,
    free,
    is_index,
    is_written,
    letter_of,
    letters_of,
    occurs,
    sums,
)
from mclint.document.scope import key_of
from mclint.span import Source, Span
from mclint.syntax.tree import Apply, Expr, Name, Op, is_missing

if TYPE_CHECKING:
    pass


def of_member(member: Expr, chain: Chain) -> Fault | None:
    """The first fault of one member of a chain."""
    for each in sums(member):
        found = (
            _own_limit(each, chain.source)
            or _bound_twice(each, chain.source)
            or _unused(each, member, chain)
            or _beside(each, member, chain)
        )
        if found is not None:
            return found
    return None


def head(each: Sum, source: Source) -> Span:
    r"""The place of `\sum_{i=1}^n` without what is summed."""
    body = each.body
    while isinstance(body, Apply) and body.op in OVER and body.span.start == each.node.span.start:
        body = body.args[0]  # of one sign with several indices
    start, end = each.node.span.start, body.span.start
    written = source.text[start:end].rstrip("{ \n\t&")
    return Span(start, start + max(len(written), 1))


def _own_limit(each: Sum, source: Source) -> Fault | None:
    r"""`\sum_{n=1}^n`."""
    letter, upper = each.letter, each.limits[1]
    if not is_index(letter) or letter not in letters_of(upper):
        return None
    itself = letter_of(upper) == letter
    says = f"`{{0}}` runs over {letter} up to {f'{letter} itself' if itself else f'a limit that depends on {letter}'}"
    label = f"{letter} is the index, so it cannot be the limit"
    return Fault("repeated-index", head(each, source), says, (head(each, source),), label, proven=True)


def _bound_twice(each: Sum, source: Source) -> Fault | None:
    r"""`\sum_{j} \sum_{j} a_j`, where nothing but the inner sum has j."""
    if is_missing(each.body) or occurs(each.body, each.letter):
        return None
    inner = next((other for other in sums(each.body) if other.letter == each.letter), None)
    if inner is None or not is_index(inner.letter) or not _is_indexed(each, inner):
        return None
    says = f"`{{0}}` sums over {each.letter}, which an outer sum runs over already"
    label = f"the second sum over {each.letter}"
    return Fault(
        "repeated-index", head(inner, source), says, (head(inner, source),), label, ((head(each, source), "the first"),)
    )


def _is_indexed(each: Sum, inner: Sum) -> bool:
    """Whether an author writes the indices: what stands before an inner sum has one that a sum around it binds."""
    body = each.body
    while isinstance(body, Apply) and (body.op is Op.GROUP or (body.op in OVER and body is not inner.node)):
        body = body.args[0]
    if body is inner.node:
        return True
    return isinstance(body, Apply) and any(letter in each.outer | inner.outer for letter in free(body))


def _unused(each: Sum, member: Expr, chain: Chain) -> Fault | None:
    r"""`\sum_{i=1}^N \alpha_n`: the summand has no i, and an n that nothing binds."""
    letter, body, source = each.letter, each.body, chain.source
    if not is_index(letter) or is_missing(body) or occurs(body, letter):
        return None
    if is_written(source.text[body.span.start : member.span.end], letter):
        return None
    stray = _stray_letters(each, chain.members[0])
    if not stray or _omitted(each, member) or _multiplied(each, chain):
        return None
    verb = "sums" if each.node.op is Op.SUM else "runs"
    says = f"`{{0}}` {verb} over {letter}, but `{{1}}` has no {letter}"
    label = f"{stray[0]} and no {letter}" if len(stray) == 1 else f"no {letter} here"
    related = ((head(each, source), f"{verb} over {letter}"),)
    return Fault("stray-index", body.span, says, (head(each, source), body.span), label, related)


def _beside(each: Sum, member: Expr, chain: Chain) -> Fault | None:
    r"""`\sum_{j=1}^K t_j \mu_k`: a sum over j up to K, and beside its j a k that nothing binds and nobody else has."""
    upper, first = each.limits[1], chain.members[0]
    if not (isinstance(upper, Name) and upper.letter.isupper()) or member is first:
        return None
    letter = upper.letter.lower()
    carriers = free(each.body).get(letter, []) if letter in STRAYS and letter not in {each.letter, *each.outer} else []
    if not carriers or is_written(chain.source.slice(first.span), letter) or any(_joined(c, each) for c in carriers):
        return None
    if sum(letter in free(other) for other in chain.members) > 1 or each.letter not in free(each.body):
        return None
    carrier = carriers[0]
    says = f"`{{0}}` sums over {each.letter}, and the {letter} of `{{1}}` is bound by nothing"
    related = ((head(each, chain.source), f"sums over {each.letter}"),)
    quotes = head(each, chain.source), carrier.span
    return Fault("stray-index", carrier.span, says, quotes, f"{letter} in place of {each.letter}", related)


def _joined(carrier: Expr, each: Sum) -> bool:
    """Whether a symbol has the index of the sum too, as a weight w_{kj} has, or was not read."""
    return not isinstance(carrier, Apply) or each.letter in free(carrier)


def _omitted(each: Sum, member: Expr) -> bool:
    r"""Whether another index of the same sign is not used either, as in `\sum_{ij} B`: an author who omits indices."""
    beside = (other for other in sums(member) if other.node.span.start == each.node.span.start)
    return any(other.letter != each.letter and not occurs(other.body, other.letter) for other in beside)


def _stray_letters(each: Sum, first: Expr) -> list[str]:
    """The letters of a summand that no sum binds and that are no limit of one."""
    lower, upper = each.limits
    limits = letters_of(upper)
    if (letter := letter_of(lower)) is None or occurs(first, letter):
        limits |= letters_of(lower)
    found = []
    for letter, carriers in free(each.body).items():
        if letter not in STRAYS or letter in each.outer or letter in limits:
            continue
        if any(_directly(carrier, letter) for carrier in carriers):
            found.append(letter)
    return found


def _directly(carrier: Expr, letter: str) -> bool:
    """Whether a symbol carries a letter as an index of its own, and not as the number of a layer or a step."""
    if not isinstance(carrier, Apply):
        return True
    layer = carrier.op is Op.SUPERINDEX and letter in "lkt"
    return not layer and any(letter_of(place) == letter for place in carrier.args[1:])


def _multiplied(each: Sum, chain: Chain) -> bool:
    """Whether another member has the number of the terms as a factor, as in `\\sum_{i=1}^n c_k = n c_k`."""
    upper = key_of(each.limits[1])
    if upper is None or len(chain.members) < 2:
        return False
    return any(_has_factor(member, upper) for member in chain.members)


def _has_factor(member: Expr, key: str) -> bool:
    stack = [member]
    while stack:
        node = stack.pop()
        if key_of(node) == key:
            return True
        if isinstance(node, Apply):
            stack.extend(node.args[:1] if node.op in (*OVER, *SCRIPTED) else node.args)
    return False
