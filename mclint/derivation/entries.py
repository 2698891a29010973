"""Sums over indices that only pick entries, as operations on whole columns and matrices: sum of x_i^2 is 1^T x^2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.derivation.algebra import product, total, transpose
from mclint.derivation.entrywise import SLOPES
from mclint.derivation.forms import ones
from mclint.derivation.repeated import Changing
from mclint.shapes.typed import Typed, typed_nodes

if TYPE_CHECKING:
    from mclint.derivation.change import Walk

# What these do to numbers, these do to each entry.
ENTRYWISE = {
    "add": "add",
    "negative": "negative",
    "scale": "hadamard",
    "matmul": "hadamard",
    "divide": "divide",
    "power": "power",
}


def entries_summed(walk: Walk, node: Typed) -> Changing | None:
    """What stands under one or two sums, as a column or matrix with a number for each value of the indices."""
    aliases: tuple[str, ...] = ()
    while node.op == "sum" and len(node.args) == 1 and len(aliases) < 2:
        aliases, (node,) = (*aliases, node.data), node.args
    if not any(_picked(walk, each, aliases) for each in typed_nodes(node)):
        return None
    return _entries(walk, node, aliases)


def _picked(walk: Walk, node: Typed, aliases: tuple[str, ...]) -> Changing | None:
    """The column or matrix of which a node is the entry at the indices."""
    if node.op != "entry":
        return None
    (row, column, block), (whole,) = node.data, node.args
    places = tuple(("index", alias) for alias in aliases)
    if block == 1 and walk.shape(whole)[1] == 1 and row in places:
        column_of = walk.of(whole)
        return column_of if len(places) == 1 else _spread(walk, column_of, aliases, row == places[0])
    if (row, column) == places:
        return walk.of(whole)
    return Changing(*map(transpose, walk.of(whole))) if (column, row) == places else None


def _spread(walk: Walk, column: Changing, aliases: tuple[str, ...], by_row: bool) -> Changing:
    """A column beside itself, once for each value of the other index; below itself as a row, by the second index."""
    beside = ones((1, walk.inference.find((walk.inference.index_sizes[aliases[by_row]], 1))[0]))
    spread = (product(part, beside) for part in column)
    return Changing(*(spread if by_row else map(transpose, spread)))


def _entries(walk: Walk, node: Typed, aliases: tuple[str, ...]) -> Changing | None:
    picked = _picked(walk, node, aliases)
    if picked is not None:
        return picked
    if not any(alias in repr(node) for alias in aliases):
        number = walk.of(node)
        sizes = [walk.inference.index_sizes[alias] for alias in aliases]
        ones_each = ones(walk.inference.find((sizes[0], sizes[1] if len(sizes) == 2 else 1)))
        return Changing(*(product(each, ones_each) for each in number))
    found = [each for argument in node.args if (each := _entries(walk, argument, aliases)) is not None]
    if len(found) < len(node.args) or (node.op not in ENTRYWISE and node.op not in SLOPES):
        return None
    if node.op == "add":
        shape = found[0].value.shape
        return Changing(total(shape, *(e.value for e in found)), total(shape, *(e.change for e in found)))
    return walk.by_row(Typed(ENTRYWISE.get(node.op, node.op), node.args, node.shape, node.span, node.data), found)


def step_in(node: Typed) -> Typed | None:
    """u, where a node is 1 for positive u and 0 for negative: (1 + sign u) / 2."""
    if node.op != "scale" or node.args[0].op != "number" or node.args[0].data != 0.5 or node.args[1].op != "add":
        return None
    one, signed = node.args[1].args[0], node.args[1].args[-1]
    if one.op != "ones" or signed.op != "scale" or len(node.args[1].args) != 2 or signed.args[1].op != "sign":
        return None
    (argument,), side = signed.args[1].args, signed.args[0].data
    if side == 1:
        return argument
    return Typed("negative", (argument,), argument.shape, argument.span) if side == -1 else None
