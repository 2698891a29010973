"""Common factors of the terms of a sum taken out of brackets: `A x + A^T x` as `(A + A^T) x`."""

from __future__ import annotations

from collections import Counter

from mclint.derivation.algebra import transpose
from mclint.derivation.forms import ONE, Atom, Sum, Term, holds


def collected(total: Sum) -> Sum:
    """A sum with factors that several terms end or begin with taken out, of terms with the same numbers before them."""
    if len(total.terms) < 2 or total.is_scalar or holds(total):  # dX Y + X dY stays as it is
        return total
    groups: dict[tuple[Atom, ...], list[Term]] = {}
    for term in total.terms:
        groups.setdefault(term.scalars, []).append(term)
    if len(groups) == 1:
        return _of_alike(total)
    return Sum(
        tuple(t for terms in groups.values() for t in _of_alike(Sum(tuple(terms), total.shape)).terms), total.shape
    )


def _of_alike(total: Sum) -> Sum:
    """Terms with the same scalars."""
    shared = _shared(total.terms)
    if shared is None:
        return _by_number(total)
    common, last = shared
    members = [term for term in total.terms if _ends(term, last) == common]
    joined = _joined(members, common, last, total)
    if len(members) == len(total.terms):
        return joined
    place = total.terms.index(members[0])
    rest = [term for term in total.terms if term not in members]
    before = sum(total.terms.index(term) < place for term in rest)
    return _of_alike(Sum((*rest[:before], *joined.terms, *rest[before:]), total.shape))


def _ends(term: Term, last: bool) -> Atom | None:
    """The outer factor of a product of two or more."""
    return term.factors[-1 if last else 0] if len(term.factors) > 1 else None


def _shared(terms: tuple[Term, ...]) -> tuple[Atom, bool] | None:
    """The outer factor that most terms share, and whether it stands last."""
    best, most = None, 1
    for last in (True, False):
        counted = Counter(atom for term in terms if (atom := _ends(term, last)) is not None)
        for atom, count in counted.items():
            if count > most:
                best, most = (atom, last), count
    return best


def _joined(members: list[Term], common: Atom, last: bool, total: Sum) -> Sum:
    rest = [term.factors[:-1] if last else term.factors[1:] for term in members]
    shape = rest[0][0].shape[0], rest[0][-1].shape[1]
    inner = Sum(tuple(Term(t.number, (), f) for t, f in zip(members, rest, strict=True)), shape)
    numbers = {abs(term.number) for term in members}
    scale = numbers.pop() if len(numbers) == 1 else ONE
    if all(term.number < 0 for term in members):
        scale = -scale
    inner = collected(Sum(tuple(t._replace(number=t.number / scale) for t in inner.terms), shape))
    if len(inner.terms) == 1 and not inner.terms[0].scalars:
        scale, brackets = scale * inner.terms[0].number, inner.terms[0].factors
    else:
        brackets = (Atom("group", (inner,), shape),)
    factors = (*brackets, common) if last else (common, *brackets)
    return Sum((Term(scale, members[0].scalars, factors),), total.shape)


def _by_number(total: Sum) -> Sum:
    """2 x - 2 y as 2 (x - y)."""
    numbers = {abs(term.number) for term in total.terms}
    if len(numbers) != 1 or len(total.terms) < 2 or (numbers == {ONE} and not total.terms[0].scalars):
        return total
    scale = -numbers.pop() if all(term.number < 0 for term in total.terms) else numbers.pop()
    inner = Sum(tuple(Term(t.number / scale, (), t.factors) for t in total.terms), total.shape)
    return Sum((Term(scale, total.terms[0].scalars, (Atom("group", (inner,), total.shape),)),), total.shape)


def in_order(total: Sum) -> Sum:
    """The terms, of a product and its transpose the one with fewer transposes first."""
    terms = list(total.terms)
    for place, term in enumerate(terms):
        turned = transpose(Sum((term,), total.shape)).terms
        if (
            len(turned) == 1
            and turned[0] in terms[place + 1 :]
            and signs(Sum(turned, total.shape)) < signs(Sum((term,), total.shape))
        ):
            other = terms.index(turned[0])
            terms[place], terms[other] = terms[other], terms[place]
    return Sum(tuple(terms), total.shape)


def signs(part: Sum) -> int:
    """How many transposes stand in a sum."""
    return sum(_signs(atom) for term in part.terms for atom in term.factors)


def _signs(atom: Atom) -> int:
    inner = sum(map(signs, atom.args))
    return inner + (atom.op == "transpose" or (atom.shape[0] == 1 != atom.shape[1] and atom.op == "ones"))
