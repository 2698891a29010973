"""Matrices put together of blocks: what they are, how they change, and what stands beside a change in one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mclint.derivation.algebra import product, total
from mclint.derivation.forms import HOLE, SCALAR, Atom, Sum, Term, Underivable, of_atom, scale_of, zero
from mclint.shapes.dim import Shape

NO_FORM = "it would need the part of a matrix that stands beside one of its blocks"


def blocks(cells: Sequence[Sum], shape: Shape, columns: int) -> Sum:
    """Cells row by row, so many beside each other."""
    if all(cell.is_zero for cell in cells):
        return zero(shape)
    return cells[0] if len(cells) == 1 else of_atom(Atom("blocks", tuple(cells), shape, columns))


def change_of_blocks(changes: Sequence[Sum], shape: Shape, columns: int) -> Sum:
    """The changes of the blocks; dt before the slopes of all of them where a number varies."""
    slopes = [_slope(change) for change in changes]
    known = [slope for slope in slopes if slope is not None]
    if len(known) < len(slopes):
        return blocks(changes, shape, columns)
    return product(of_atom(Atom(HOLE, (), SCALAR)), blocks(known, shape, columns))


def _slope(change: Sum) -> Sum | None:
    """What stands beside dt, None where something else varies."""
    hole = Atom(HOLE, (), SCALAR)
    if any(hole not in term.scalars for term in change.terms):
        return None
    slopes = (term._replace(scalars=tuple(atom for atom in term.scalars if atom != hole)) for term in change.terms)
    return total(change.shape, *(Sum((slope,), change.shape) for slope in slopes))


def pulled_apart(atom: Atom, above: Sum, shape: Shape, pulled: Callable[[Sum, Sum, Shape], Sum]) -> Sum:
    """The gradient of <above, blocks>, block by block, where what stands above has the same blocks."""
    pieces = []
    for term in above.terms:
        beside = _alike(atom, term)
        for cell, other in zip(atom.args, beside.args, strict=True):
            if not (cell.is_zero or other.is_zero):
                pieces.append(product(scale_of(term), pulled(cell, other, shape)))
    return total(shape, *pieces)


def _alike(atom: Atom, term: Term) -> Atom:
    """The blocks of which a term consists, as high and as wide as these."""
    found = term.factors[0] if len(term.factors) == 1 else None
    if found is None or found.op != "blocks" or found.data != atom.data:
        raise Underivable(NO_FORM)
    if [each.shape for each in found.args] != [each.shape for each in atom.args]:
        raise Underivable(NO_FORM)
    return found
