"""Steps, 1 where a number is positive and 0 where it is negative: the slopes of max(0, x)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mclint.derivation.algebra import multiple, negative, product, total
from mclint.derivation.entrywise import diagonal_matrix, hadamard, step
from mclint.derivation.forms import SCALAR, Atom, Sum, Term, identity, of_atom, scale_of
from mclint.records import NamedTuple


class Stepping(NamedTuple):
    """A term with a step: the argument of the step, the term without it, and what makes the term with another one."""

    argument: Sum
    rest: Term
    with_step: Callable[[Sum], Sum]


def steps_merged(form: Sum) -> Sum:
    """a - a step(u) is a step(-u)."""
    for term in form.terms:
        for found in _steps(term):
            opposite = found.rest._replace(number=-term.number)
            if opposite in form.terms:
                others = tuple(each for each in form.terms if each not in (term, opposite))
                merged = negative(found.with_step(step(negative(found.argument))))
                return steps_merged(total(form.shape, Sum(others, form.shape), merged))
    return form


def _steps(term: Term) -> Iterator[Stepping]:
    """Each step of a term, as a number or on a diagonal."""
    for place, atom in enumerate(term.scalars):
        if atom.op == "step":
            scalars = (*term.scalars[:place], *term.scalars[place + 1 :])
            yield Stepping(atom.args[0], term._replace(scalars=scalars), _with_number(term, scalars))
    for place, atom in enumerate(term.factors):
        if atom.op == "hadamard" and (found := _entrywise(term, place, atom)) is not None:
            yield found
        if (argument := _on_diagonal(atom)) is not None:
            left, right = term.factors[:place], term.factors[place + 1 :]
            factors = (*left, *right) or identity(atom.shape[0]).terms[0].factors
            yield Stepping(argument, term._replace(factors=factors), _with_diagonal(term, left, right))


def extremes(form: Sum) -> Sum:
    """a + max(0, b - a) is max(b, a), and a - max(0, a - b) is min(b, a)."""
    for term in form.terms:
        (atom, *others) = (*term.scalars, *term.factors) or (None,)
        if atom is None or others or atom.op != "relu":
            continue
        sign = -1 if term.number < 0 else 1
        scale = term.number * sign
        kept = tuple(each._replace(number=each.number / scale) for each in form.terms if each is not term)
        rest, bent = Sum(kept, form.shape), atom.args[0]
        first = total(form.shape, rest, multiple(sign, bent))
        if len(first.terms) < len(bent.terms):
            name = "maximum" if sign == 1 else "minimum"
            return multiple(scale, of_atom(Atom(name, (first, rest), form.shape)))
    return form


def _with_number(term: Term, scalars: tuple[Atom, ...]) -> Callable[[Sum], Sum]:
    beside = Sum((Term(term.number, scalars),), SCALAR)
    return lambda turned: product(beside, turned, *map(of_atom, term.factors))


def _with_diagonal(term: Term, left: tuple[Atom, ...], right: tuple[Atom, ...]) -> Callable[[Sum], Sum]:
    return lambda turned: product(
        scale_of(term), product(*map(of_atom, left), diagonal_matrix(turned), *map(of_atom, right))
    )


def _entrywise(term: Term, place: int, atom: Atom) -> Stepping | None:
    """A step times a matrix, entry by entry."""
    left, right = term.factors[:place], term.factors[place + 1 :]
    for one, other in (atom.args, atom.args[::-1]):
        (first, *more) = one.terms[0].factors
        plain = other.terms[0]
        if first.op == "step" and not more and len(other.terms) == 1 and plain.number == 1 and not plain.scalars:
            rest = term._replace(factors=(*left, *plain.factors, *right))
            return Stepping(first.args[0], rest, _with_entries(term, left, other, right))
    return None


def _with_entries(term: Term, left: tuple[Atom, ...], other: Sum, right: tuple[Atom, ...]) -> Callable[[Sum], Sum]:
    def put(turned: Sum) -> Sum:
        return product(scale_of(term), *map(of_atom, left), hadamard(turned, other), *map(of_atom, right))

    return put


def _on_diagonal(atom: Atom) -> Sum | None:
    """u, of diag(step(u))."""
    inner = atom.args[0].terms if atom.op == "diagonal matrix" else ()
    if len(inner) != 1 or inner[0].number != 1 or inner[0].scalars or inner[0].factors[0].op != "step":
        return None
    return inner[0].factors[0].args[0]
