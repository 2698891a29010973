"""Common factors of the terms of a sum taken out of brackets: `A x + A^T x` as `(A + A^T) x`."""

from __future__ import annotations

from collections import Counter

from mclint.derivation.algebra import multiple, total, transpose
from mclint.derivation.forms import ONE, Atom, Sum, Term, holds


def collected(form: Sum) -> Sum:
    """A sum with factors that several terms end or begin with taken out, of terms with the same numbers before them."""
    if len(form.terms) < 2 or form.is_scalar or holds(form):  # dX Y + X dY stays as it is
        return form
    groups: dict[tuple[Atom, ...], list[Term]] = {}
    for term in form.terms:
        groups.setdefault(term.scalars, []).append(term)
    if len(groups) == 1:
        return _of_alike(form)
    parts = (_of_alike(Sum(tuple(terms), form.shape)) for terms in groups.values())
    return Sum(tuple(term for part in parts for term in part.terms), form.shape)


def _of_alike(form: Sum) -> Sum:
    """Terms with the same scalars."""
    shared = _shared(form.terms)
    if shared is None:
        return _by_number(form)
    common, last = shared
    members = [term for term in form.terms if _ends(term, last) == common]
    joined = _joined(members, common, last, form)
    if len(members) == len(form.terms):
        return joined
    place = form.terms.index(members[0])
    rest = [term for term in form.terms if term not in members]
    before = sum(form.terms.index(term) < place for term in rest)
    return _of_alike(Sum((*rest[:before], *joined.terms, *rest[before:]), form.shape))


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


def _joined(members: list[Term], common: Atom, last: bool, form: Sum) -> Sum:
    rest = [term.factors[:-1] if last else term.factors[1:] for term in members]
    shape = rest[0][0].shape[0], rest[0][-1].shape[1]
    inner = Sum(tuple(Term(t.number, (), f) for t, f in zip(members, rest, strict=True)), shape)
    numbers = {abs(term.number) for term in members}
    scale = numbers.pop() if len(numbers) == 1 else ONE
    if all(term.number < 0 for term in members):
        scale = -scale
    inner = collected(_spread(Sum(tuple(t._replace(number=t.number / scale) for t in inner.terms), shape)))
    if len(inner.terms) == 1 and not inner.terms[0].scalars:
        scale, brackets = scale * inner.terms[0].number, inner.terms[0].factors
    else:
        brackets = (Atom("group", (inner,), shape),)
    factors = (*brackets, common) if last else (common, *brackets)
    return Sum((Term(scale, members[0].scalars, factors),), form.shape)


def _spread(form: Sum) -> Sum:
    """A sum whose terms are no brackets: (x - a) + (x - b) is 2 x - a - b."""
    pieces = []
    for term in form.terms:
        (first, *others) = term.factors
        inner = first.args[0] if first.op == "group" and not others else Sum((term._replace(number=ONE),), form.shape)
        pieces.append(multiple(term.number, inner))
    return total(form.shape, *pieces)


def _by_number(form: Sum) -> Sum:
    """2 x - 2 y as 2 (x - y)."""
    numbers = {abs(term.number) for term in form.terms}
    if len(numbers) != 1 or len(form.terms) < 2 or (numbers == {ONE} and not form.terms[0].scalars):
        return form
    scale = -numbers.pop() if all(term.number < 0 for term in form.terms) else numbers.pop()
    inner = Sum(tuple(Term(t.number / scale, (), t.factors) for t in form.terms), form.shape)
    return Sum((Term(scale, form.terms[0].scalars, (Atom("group", (inner,), form.shape),)),), form.shape)


def in_order(form: Sum) -> Sum:
    """The terms, of a product and its transpose the one with fewer transposes first."""
    terms = list(form.terms)
    for place, term in enumerate(terms):
        turned = transpose(Sum((term,), form.shape)).terms
        if (
            len(turned) == 1
            and turned[0] in terms[place + 1 :]
            and signs(Sum(turned, form.shape)) < signs(Sum((term,), form.shape))
        ):
            other = terms.index(turned[0])
            terms[place], terms[other] = terms[other], terms[place]
    return Sum(tuple(terms), form.shape)


def signs(part: Sum) -> int:
    """How many transposes stand in a sum."""
    return sum(_signs(atom) for term in part.terms for atom in term.factors)


def _signs(atom: Atom) -> int:
    inner = sum(map(signs, atom.args))
    return inner + (atom.op == "transpose" or (atom.shape[0] == 1 != atom.shape[1] and atom.op == "ones"))
