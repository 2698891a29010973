"""What stands beside the change dX in a differential: the gradient of a number, the Jacobian of a vector or matrix.

df = tr(G^T dX) says that G is the gradient; dy = J dx that J is the Jacobian (Magnus and Neudecker, 9.3-9.5). Of
vec(L dX R) = (R^T ⊗ L) vec dX the Jacobian of a matrix by a matrix is read off.
"""

from __future__ import annotations

from mclint.derivation.algebra import product, total, transpose
from mclint.derivation.blocks import blocks, pulled_apart
from mclint.derivation.entrywise import diagonal, diagonal_matrix, hadamard
from mclint.derivation.forms import (
    HOLE,
    ONE,
    Atom,
    Sum,
    Term,
    Underivable,
    constant,
    holds,
    identity,
    matrices_of,
    of_atom,
    scale_of,
)
from mclint.derivation.products import kronecker, trace, vec
from mclint.records import NamedTuple
from mclint.shapes.dim import Dim, Shape
from mclint.shapes.equalities import compound


def by_scalar(change: Sum) -> Sum:
    """dY/dt: the change without dt."""
    pieces = []
    for term in change.terms:
        outside, moved, is_factor = _apart(term)
        if is_factor:
            raise Underivable("a matrix of changes")
        if moved.op == "sum":
            piece = of_atom(moved._replace(args=(by_scalar(moved.args[0]),)))
        elif moved.op == HOLE:
            piece = constant(1)
        else:
            raise Underivable("an entry")
        scale = product(outside, piece)
        pieces.append(product(scale, matrices_of(term, change.shape)) if term.factors else scale)
    return total(change.shape, *pieces)


def gradient(change: Sum, shape: Shape) -> Sum:
    """The gradient of a number, in the shape of the variable."""
    pieces = []
    for term in change.terms:
        outside, moved, _ = _apart(term)
        pieces.append(product(outside, _of_scalar(moved, shape)))
    return total(shape, *pieces)


class Apart(NamedTuple):
    """Of a term: its number and the scalars that stay, the one atom that changes, whether that is a matrix factor."""

    outside: Sum
    moved: Atom
    is_factor: bool


def _apart(term: Term) -> Apart:
    """A term taken apart; it is linear in the change."""
    scalars = [atom for atom in term.scalars if holds(atom)]
    factors = [atom for atom in term.factors if holds(atom)]
    if len(scalars) + len(factors) != 1:
        raise Underivable("a change of second order")
    (moved,) = (*scalars, *factors)
    staying = tuple(atom for atom in term.scalars if atom is not moved)
    return Apart(scale_of(term._replace(scalars=staying)), moved, bool(factors))


def _of_scalar(atom: Atom, shape: Shape) -> Sum:
    """The gradient of a 1 × 1 atom that is linear in the change."""
    if atom.op == HOLE:
        return constant(1)
    if atom.op == "chain":
        return _within(atom.data, constant(1), shape)
    if atom.op == "trace":
        (term,) = atom.args[0].terms
        return _within(term.factors, identity(atom.args[0].shape[0]), shape)
    if atom.op == "sum":
        inner = gradient(atom.args[0], shape)
        return of_atom(Atom("sum", (inner,), shape, atom.data))
    raise Underivable(f"no gradient of this ({atom.op})")


def _within(factors: tuple[Atom, ...], above: Sum, shape: Shape) -> Sum:
    """The gradient of <above, L h R> by the change in h: that of h at L^T above R^T."""
    place = next(place for place, atom in enumerate(factors) if holds(atom))
    left, moved, right = factors[:place], factors[place], factors[place + 1 :]
    pulled = product(*(transpose(of_atom(atom)) for atom in reversed(left)), above) if left else above
    pulled = product(pulled, *(transpose(of_atom(atom)) for atom in reversed(right))) if right else pulled
    return _pull(moved, pulled, shape)


def _pull(atom: Atom, above: Sum, shape: Shape) -> Sum:
    """The gradient of <above, h> by the change in an atom h."""
    if atom.op == HOLE:
        return above
    if atom.op == "hadamard":
        moved, fixed = atom.args if holds(atom.args[0]) else atom.args[::-1]
        return _pulled(moved, hadamard(fixed, above), shape)
    if atom.op == "diagonal matrix":
        return _pulled(atom.args[0], diagonal(above), shape)
    if atom.op == "diagonal":
        return _pulled(atom.args[0], diagonal_matrix(above), shape)
    if atom.op == "transpose":
        return _pulled(atom.args[0], transpose(above), shape)
    if atom.op == "group":
        return _pulled(atom.args[0], above, shape)
    if atom.op == "vec" and (matrix := _stacked(above)) is not None:
        return _pulled(atom.args[0], matrix, shape)
    if atom.op == "blocks":
        return pulled_apart(atom, above, shape, _pulled)
    if atom.op == "sum":
        inner = _pulled(atom.args[0], above, shape)
        return of_atom(Atom("sum", (inner,), shape, atom.data))
    raise Underivable(f"a derivative through {atom.op} has no form as a product of matrices")


def _stacked(column: Sum) -> Sum | None:
    """The matrix whose columns stand below each other in this, where it is written as vec of something."""
    pieces = []
    for term in column.terms:
        if [atom.op for atom in term.factors] != ["vec"]:
            return None
        pieces.append(product(scale_of(term), term.factors[0].args[0]))
    return total(pieces[0].shape, *pieces) if pieces else None


def _pulled(part: Sum, above: Sum, shape: Shape) -> Sum:
    pieces = []
    for term in part.terms:
        outside, moved, is_factor = _apart(term)
        if is_factor:
            pieces.append(product(outside, _within(term.factors, above, shape)))
        else:
            weight = trace(product(transpose(matrices_of(term, part.shape)), above))
            pieces.append(product(outside, weight, _of_scalar(moved, shape)))
    return total(shape, *pieces)


def jacobian(change: Sum, shape: Shape) -> Sum:
    """vec dY = J vec dX: for vectors the Jacobian of y by x, rows for y and columns for x."""
    size = (compound("*", change.shape), compound("*", shape))
    pieces = []
    for term in change.terms:
        outside, moved, is_factor = _apart(term)
        if is_factor:
            pieces.append(product(outside, _of_product(term.factors, shape)))
        else:
            row = transpose(vec(_of_scalar(moved, shape)))
            pieces.append(product(outside, vec(matrices_of(term, change.shape)), row))
    return total(size, *pieces)


def _of_product(factors: tuple[Atom, ...], shape: Shape) -> Sum:
    place = next(place for place, atom in enumerate(factors) if holds(atom))
    moved = factors[place]
    whole = factors[0].shape[0], factors[-1].shape[1]
    if moved.op == "transpose" and 1 in whole:  # dX^T a has the entries of a^T dX
        return jacobian(transpose(matrices_of(Term(ONE, (), factors), whole)), shape)
    if moved.op == "diagonal matrix" and factors[place + 1 :]:
        beside = product(*map(of_atom, factors[place + 1 :]))
        if beside.shape[1] == 1:  # diag(dx) c = c ⊙ dx
            inner = jacobian(hadamard(beside, moved.args[0]), shape)
            return product(*map(of_atom, factors[:place]), inner)
    left = product(*map(of_atom, factors[:place])) if place else identity(moved.shape[0])
    right = product(*map(of_atom, factors[place + 1 :])) if factors[place + 1 :] else identity(moved.shape[1])
    beside = kronecker(transpose(right), left)
    return product(beside, _of_atom(moved, shape))


def _of_atom(atom: Atom, shape: Shape) -> Sum:
    """The Jacobian of the entries of an atom."""
    length = compound("*", atom.shape)
    if atom.op == HOLE:
        return identity(length)
    if atom.op == "hadamard":
        moved, fixed = atom.args if holds(atom.args[0]) else atom.args[::-1]
        return product(diagonal_matrix(vec(fixed)), jacobian(moved, shape))
    if atom.op == "transpose" and 1 in atom.shape:
        return jacobian(atom.args[0], shape)
    if atom.op in ("group", "vec"):
        return jacobian(atom.args[0], shape)
    if atom.op == "sum":
        inner = jacobian(atom.args[0], shape)
        return of_atom(Atom("sum", (inner,), inner.shape, atom.data))
    if atom.op == "blocks" and atom.shape[1] == 1:  # entries below each other, rows of the Jacobian below each other
        return blocks([jacobian(cell, shape) for cell in atom.args], (length, compound("*", shape)), 1)
    if atom.op == "kronecker":
        return _of_kronecker(atom.args[0], atom.args[1], shape)
    if atom.op == "transpose" and atom.args[0].terms[0].factors[0].op == HOLE:
        return _commutation(shape)
    raise Underivable(f"a Jacobian through {atom.op} has no form as a product of matrices")


def _of_kronecker(x: Sum, y: Sum, shape: Shape) -> Sum:
    """vec(X ⊗ Y) = (I ⊗ K ⊗ I) (vec X ⊗ vec Y); Magnus and Neudecker, 3.7."""
    beside = kronecker(jacobian(x, shape), vec(y)) if holds(x) else kronecker(vec(x), jacobian(y, shape))
    (rows, columns), (below, across) = x.shape, y.shape
    middle = kronecker(_named_identity(columns), _commutation((across, rows)))
    return product(kronecker(middle, _named_identity(below)), beside)


def _named_identity(size: Dim) -> Sum:
    """I_n, where no other factor says its size."""
    return constant(1) if size == 1 else of_atom(Atom("identity", (), (size, size), "named"))


def _commutation(shape: Shape) -> Sum:
    """K, which makes vec(X^T) of vec(X) where X has this shape; the identity for rows and columns."""
    length = compound("*", shape)
    return identity(length) if 1 in shape else of_atom(Atom("commutation", (), (length, length), shape))
