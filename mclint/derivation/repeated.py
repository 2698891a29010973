"""The change of what is in normal form already: derivatives of derivatives."""

from __future__ import annotations

from mclint.derivation.algebra import power, product, total
from mclint.derivation.blocks import change_of_blocks
from mclint.derivation.differentials import ROWS
from mclint.derivation.entrywise import elementwise_power, hadamard
from mclint.derivation.forms import HOLE, Atom, Leaf, Sum, Underivable, constant, of_atom, zero
from mclint.records import NamedTuple
from mclint.shapes.dim import Shape
from mclint.span import Span
from mclint.syntax.tree import Apply, Op


class Changing(NamedTuple):
    """What an expression is, and how it changes with the variable."""

    value: Sum
    change: Sum


def changed(form: Sum, varied: frozenset[str], named: bool = False) -> Sum:
    """The change of a sum by the product rule."""
    pieces = []
    for term in form.terms:
        moved = _of_product((*term.scalars, *term.factors), form.shape, varied, named)
        pieces.append(product(constant(term.number), moved))
    return total(form.shape, *pieces)


def _of_product(atoms: tuple[Atom, ...], shape: Shape, varied: frozenset[str], named: bool) -> Sum:
    factors = [of_atom(atom) for atom in atoms]
    pieces = []
    for place, atom in enumerate(atoms):
        change = _changed(atom, varied, named)
        if not change.is_zero:
            pieces.append(product(*factors[:place], change, *factors[place + 1 :]))
    return total(shape, *pieces)


def _changed(atom: Atom, varied: frozenset[str], named: bool) -> Sum:
    if isinstance(atom.data, Leaf):
        return _of_leaf(atom, atom.data, varied, named)
    if atom.op == "chain":
        return _of_product(atom.data, atom.shape, varied, named)
    inner = [Changing(each, changed(each, varied, named)) for each in atom.args]
    if all(each.change.is_zero for each in inner):
        return zero(atom.shape)
    first = inner[0]
    if atom.op == "group":
        return first.change
    if atom.op == "sum":
        return of_atom(atom._replace(args=(first.change,)))
    if atom.op == "blocks":
        return change_of_blocks([each.change for each in inner], atom.shape, atom.data)
    if atom.op in ("power", "hadamard power"):
        raised = power if atom.op == "power" else elementwise_power
        return hadamard(product(constant(atom.data), raised(first.value, atom.data - 1)), first.change)
    if atom.op == "call":
        head, primes = atom.data
        return hadamard(of_atom(atom._replace(data=(head, primes + 1))), first.change)
    if atom.op not in ROWS:
        raise Underivable(f"no rule for the second derivative of this ({atom.op})")
    return ROWS[atom.op].change(*(part for each in inner for part in each))


def _of_leaf(atom: Atom, leaf: Leaf, varied: frozenset[str], named: bool) -> Sum:
    if atom.op != "symbol":
        raise Underivable("a second derivative of a function that is not known")
    if leaf.key not in varied:
        return zero(atom.shape)
    if leaf.symmetric or leaf.antisymmetric:  # which of X and X^T stood there is forgotten
        raise Underivable("a second derivative by a symmetric matrix")
    return of_atom(Atom(HOLE, (), atom.shape, Apply(Span(0, 0), Op.DIFFERENTIAL, (leaf.written,)) if named else None))
