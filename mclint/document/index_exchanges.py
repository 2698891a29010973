"""Entries that are said to be something with another index: `a_{ij} = b_i c_k`."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.document.einstein import open_letters
from mclint.document.index_chains import is_general, is_numbered, letters_of_limits
from mclint.document.index_faults import Chain, Fault
from mclint.document.indices import SCRIPTED, bound, free, occurs
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Expr, Name, Op, Opaque, Relation, nodes

PLAIN = frozenset("ijklm")  # letters that are indices and no sizes, steps or labels
FOLLOWING = 200  # characters behind an equation in which a further index is explained
ALONE = regex(r"(?<![A-Za-z\\_{])([ijklm])(?![A-Za-z}])")
TIES = frozenset(("delta", "varepsilon", "epsilon", "I", "1"))
TELLING = (Op.CALL, Op.SUPERINDEX, Op.PRIME, Op.CASES, Op.INDICATOR, Op.MISSING)


def of_chain(chain: Chain) -> Iterator[tuple[int, Fault]]:
    """The first fault of each run of equalities, with the place of its member."""
    if is_numbered(chain.members[0]):
        return
    for first, last in chain.runs():
        left = chain.members[first]
        if is_general(left):
            continue
        for place in range(first + 1, last + 1):
            found = _exchanged(left, chain.members[place], chain)
            if found is not None:
                yield place, found
                break


def _exchanged(left: Expr, here: Expr, chain: Chain) -> Fault | None:
    """The fault of a member, or of one of its terms, that lacks an index of the left side and has another one."""
    if is_general(here) or _is_entry(here):
        return None
    wanted = free(left)
    bound_there = bound(left) | bound(here) | letters_of_limits(left) | letters_of_limits(here)
    for part in dict.fromkeys((here, *_terms(here))):
        if part is not here and any(_is_unclear(node) for node in nodes(part)):
            continue
        found = set(free(part) if part is here else open_letters(part))
        lost, new = wanted.keys() - found, found - wanted.keys()
        if len(lost) != 1 or len(new) != 1 or not lost | new <= PLAIN or (lost | new) & bound_there:
            continue
        (old,), (letter,) = lost, new
        if part is here and (not wanted.keys() & found or len(free(part)[letter]) != 1):
            continue
        if occurs(part, old) or occurs(left, letter) or _explains(chain, here, letter, old):
            continue
        carrier = next((node for node in nodes(part) if _carries(node, letter)), None)
        origin = next((node for node in nodes(left) if _carries(node, old)), None)
        if carrier is None or origin is None:
            continue
        says = f"`{{0}}` has the index {letter}, and `{{1}}` has {old} in its place"
        related = ((origin.span, f"{old} here"),)
        quotes = (part.span, left.span)
        return Fault("unbalanced-indices", carrier.span, says, quotes, f"{letter} and no {old}", related)
    return None


def _terms(expr: Expr) -> tuple[Expr, ...]:
    """The terms of a sum without their signs, also of one in brackets behind numbers."""
    if isinstance(expr, Apply) and expr.op is Op.ADD:
        return tuple(each.args[0] if isinstance(each, Apply) and each.op is Op.NEG else each for each in expr.args)
    inside = [each for each in expr.args if _is_sum(each)] if isinstance(expr, Apply) and expr.op is Op.PRODUCT else []
    others = [each for each in expr.args if each not in inside] if isinstance(expr, Apply) else []
    if len(inside) == 1 and not any(free(each) for each in others):
        return _terms(inside[0].args[0]) if isinstance(inside[0], Apply) else ()
    return ()


def _is_sum(expr: Expr) -> bool:
    group = isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.BRACKET)
    return group and isinstance(expr, Apply) and isinstance(expr.args[0], Apply) and expr.args[0].op is Op.ADD


def _is_entry(expr: Expr) -> bool:
    """Whether this is one entry alone: `w_{ij} = w_{ik}` says that entries are equal."""
    if isinstance(expr, Apply) and expr.op is Op.NEG:
        expr = expr.args[0]
    return isinstance(expr, Apply) and expr.op in SCRIPTED


def _is_unclear(node: Expr) -> bool:
    """Whether the indices of a part may not all be read, or a symbol in it says which of them are equal."""
    if isinstance(node, Opaque | Relation):
        return True
    return isinstance(node, Apply) and (node.op in TELLING or (node.op in SCRIPTED and _is_tie(node)))


def _is_tie(node: Apply) -> bool:
    return isinstance(node.args[0], Name) and node.args[0].letter in TIES


def _carries(node: Expr, letter: str) -> bool:
    places = node.args[1:] if isinstance(node, Apply) and node.op in SCRIPTED else ()
    return any(occurs(place, letter) for place in places)


def _explains(chain: Chain, here: Expr, *letters: str) -> bool:
    """Whether the text behind an equation speaks of an index."""
    behind = chain.source.text[here.span.end : here.span.end + FOLLOWING]
    return any(match[1] in letters for match in ALONE.finditer(behind))
