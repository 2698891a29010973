"""A result in normal form made as plain as people write it: diagonals and entrywise products joined, steps merged."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from mclint.derivation import entrywise
from mclint.derivation.algebra import bracketed, inverse, multiple, power, product, total, transpose
from mclint.derivation.entrywise import apply, diagonal, diagonal_matrix, elementwise_power, hadamard
from mclint.derivation.forms import ONE, SCALAR, Atom, Leaf, Sum, Term, constant, matrices_of, of_atom, ones, scale_of
from mclint.derivation.products import kronecker, trace, transposes, vec
from mclint.derivation.steps import extremes, steps_merged


def simplified(form: Sum) -> Sum:
    """The same sum, simplified from the inside out."""
    found = _sums_merged(total(form.shape, *map(_of_term, form.terms)))
    merged = steps_merged(found)
    return extremes(merged) if merged is found else simplified(merged)


def _sums_merged(form: Sum) -> Sum:
    """Sums over one index as one, simplified once more: sum of a_i - sum of b_i is sum of a_i - b_i."""
    kept: list[Term] = []
    bodies: dict[tuple[tuple[Atom, ...], str], list[Sum]] = {}
    atoms: dict[tuple[tuple[Atom, ...], str], Atom] = {}
    for term in form.terms:
        found = [atom for atom in (*term.scalars, *term.factors) if atom.op == "sum"]
        alone = len(found) == 1 and (term.factors == (found[0],) or not term.factors)
        if not alone:
            kept.append(term)
            continue
        (atom,) = found
        rest = tuple(each for each in term.scalars if each is not atom)
        key = rest, repr(atom.data)
        bodies.setdefault(key, []).append(product(constant(term.number), atom.args[0]))
        atoms.setdefault(key, atom)
    if all(len(each) == 1 for each in bodies.values()):
        return form
    merged = []
    for key, atom in atoms.items():
        body = simplified(total(form.shape, *bodies[key]))
        merged.append(product(Sum((Term(ONE, key[0]),), SCALAR), sum_of(body, atom)))
    return total(form.shape, Sum(tuple(kept), form.shape), *merged)


def sum_of(body: Sum, atom: Atom) -> Sum:
    """The sum over the index of another one; a number that all terms share is taken out."""
    numbers = {term.number for term in body.terms}
    scale = numbers.pop() if len(numbers) == 1 else ONE
    inner = Sum(tuple(term._replace(number=term.number / scale) for term in body.terms), body.shape)
    return product(constant(scale), of_atom(atom._replace(args=(inner,)))) if body.terms else body


def _of_term(term: Term) -> Sum:
    scale = product(constant(term.number), *map(_atom, term.scalars))
    scale = total(SCALAR, *(_number(each) for each in scale.terms))
    if [atom.op for atom in term.factors] == ["group"]:
        inner = simplified(term.factors[0].args[0])
        return total(inner.shape, *(product(scale, Sum((each,), inner.shape)) for each in inner.terms))
    return product(scale, _chain([_atom(atom) for atom in term.factors])) if term.factors else scale


def _chain(parts: list[Sum]) -> Sum:
    """A product of matrices: diag(a) diag(b) is diag(a ⊙ b), and diag(a) x is a ⊙ x."""
    place = 0
    while place < len(parts):
        inner = _diagonal_of(parts[place])
        if inner is None:
            place += 1
            continue
        behind, before = parts[place + 1 :], parts[:place]
        following = _diagonal_of(behind[0]) if behind else None
        if following is not None:
            parts[place : place + 2] = [diagonal_matrix(_entrywise(inner, following))]
        elif behind and behind[-1].shape[1] == 1:
            return product(*before, _entrywise(inner, _chain(behind)))
        elif before and before[0].shape[0] == 1:
            row = transpose(_entrywise(transpose(_chain(before)), inner))
            return _chain([row, *behind]) if behind else row
        else:
            place += 1
    return product(*parts)


def _diagonal_of(part: Sum) -> Sum | None:
    """a, of diag(a)."""
    (first, *others) = part.terms[0].factors if len(part.terms) == 1 else [None]
    if first is None or others or first.op != "diagonal matrix" or part.terms[0].number != 1 or part.terms[0].scalars:
        return None
    return first.args[0]


def _entrywise(x: Sum, y: Sum) -> Sum:
    """The entrywise product of two sums, brackets kept, and joined with what is one already."""
    pieces = []
    for a in _one_term(x):
        for b in _one_term(y):
            scale = product(scale_of(a), scale_of(b))
            powers: dict[Sum, Fraction] = {}
            for term in (a, b):
                for base, exponent in _factors(matrices_of(term, x.shape)):
                    powers[base] = powers.get(base, Fraction(0)) + exponent
            pieces.append(product(scale, _of_powers(powers, x)))
    return total(x.shape, *pieces)


def _one_term(x: Sum) -> tuple[Term, ...]:
    return x.terms if len(x.terms) <= 1 else bracketed(x).terms


def _of_powers(powers: dict[Sum, Fraction], like: Sum) -> Sum:
    """Factors with their exponents as an entrywise product; those below the fraction line last."""
    found = ones(like.shape)
    kept = [(base, exponent) for base, exponent in powers.items() if exponent]
    for base, exponent in sorted(kept, key=lambda each: each[1] < 0):
        found = hadamard(found, elementwise_power(base, exponent))
    return found


def _factors(x: Sum) -> list[tuple[Sum, Fraction]]:
    """The factors of an entrywise product, each with its exponent."""
    factors = x.terms[0].factors if len(x.terms) == 1 else ()
    if len(factors) != 1 or x.terms[0].number != 1 or x.terms[0].scalars:
        return [(x, ONE)]
    (atom,) = factors
    if atom.op == "ones":
        return []
    if atom.op == "hadamard":
        return [each for argument in atom.args for each in _factors(argument)]
    if atom.op == "hadamard power":
        return [(base, exponent * atom.data) for base, exponent in _factors(atom.args[0])]
    if atom.op == "sqrt":
        return [(atom.args[0], Fraction(1, 2))]
    return [(x, ONE)]


def _atom(atom: Atom) -> Sum:
    """An atom built anew from its simplified arguments."""
    if atom.op == "chain":
        return _chain([_atom(each) for each in atom.data])
    if isinstance(atom.data, Leaf) or not atom.args:
        return of_atom(atom)
    arguments = [simplified(each) for each in atom.args]
    build = ANEW.get(atom.op)
    if build is not None:
        return build(atom, *arguments)
    return of_atom(atom._replace(args=tuple(arguments)))


def _hadamard(atom: Atom, x: Sum, y: Sum) -> Sum:
    return _entrywise(x, y)


def _raised(atom: Atom, x: Sum) -> Sum:
    powers: dict[Sum, Fraction] = {}
    if len(x.terms) != 1 or x.terms[0].number != 1 or x.terms[0].scalars:
        return elementwise_power(x, atom.data)
    for base, exponent in _factors(x):
        powers[base] = powers.get(base, Fraction(0)) + exponent * atom.data
    return _of_powers(powers, x)


def _sign(atom: Atom, x: Sum) -> Sum:
    if all(term.number < 0 for term in x.terms):
        return multiple(-1, apply("sign", multiple(-1, x)))
    return apply("sign", x)


def _diagonal(atom: Atom, x: Sum) -> Sum:
    """The diagonal of X^T is that of X."""
    turned = transpose(x)
    return diagonal(min((x, turned), key=transposes)) if len(x.terms) == len(turned.terms) else diagonal(x)


def _group(atom: Atom, x: Sum) -> Sum:
    return x if len(x.terms) == 1 else bracketed(x)


ANEW: dict[str, Callable[..., Sum]] = {
    "hadamard": _hadamard,
    "hadamard power": _raised,
    "sign": _sign,
    "diagonal": _diagonal,
    "group": _group,
    "step": lambda atom, x: entrywise.step(x),
    "diagonal matrix": lambda atom, x: diagonal_matrix(x),
    "transpose": lambda atom, x: transpose(x),
    "inverse": lambda atom, x: inverse(x),
    "trace": lambda atom, x: trace(x),
    "vec": lambda atom, x: vec(x),
    "kronecker": lambda atom, x, y: kronecker(x, y),
    "power": lambda atom, x: power(x, atom.data),
}


def _number(term: Term) -> Sum:
    """Scalar factors, those that say something together as one."""
    atoms = list(term.scalars)
    more: list[Sum] = []
    for atom in term.scalars:
        used, together = _together(atom)
        if together is not None and all(each in atoms for each in used):
            for each in used:
                atoms.remove(each)
            more.append(together)
    return product(constant(term.number), *map(of_atom, atoms), *more)


def _together(atom: Atom) -> tuple[tuple[Atom, ...], Sum | None]:
    """What a factor is with others: sign(u) |u|^{-1} = 1 / u, u u^{a-1} = u^a, u / sqrt(u) = sqrt(u)."""
    if atom.op == "sign":
        absolute = of_atom(Atom("absolute", atom.args, SCALAR))
        return (atom, Atom("power", (absolute,), SCALAR, Fraction(-1))), power(atom.args[0], Fraction(-1))
    base = _only(atom.args[0]) if atom.args else None
    if base is None:
        return (), None
    if atom.op == "general power":
        more = total(SCALAR, atom.args[1], constant(1))
        return (base, atom), of_atom(atom._replace(args=(atom.args[0], more)))
    if atom.op == "power" and base.op == "step" and atom.data > 0:
        return (atom,), of_atom(base)
    if atom.op == "power" and base.op == "sqrt" and atom.data == -1 and (inner := _only(base.args[0])) is not None:
        return (inner, atom), of_atom(base)
    return (), None


def _only(form: Sum) -> Atom | None:
    """The atom of which a scalar consists."""
    scalars = form.terms[0].scalars if form.is_scalar and len(form.terms) == 1 and form.terms[0].number == 1 else ()
    return scalars[0] if len(scalars) == 1 else None
