"""Indices that are shifted against the one that a sum runs over: `h_{t-1}` beside `h_t`, `r_{t+k}`, `W^{(l+1)}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mclint.document.scope import base_of, key_of
from mclint.records import NamedTuple
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes

if TYPE_CHECKING:
    from mclint.shapes.dim import Dim
    from mclint.shapes.infer import Inference


class Place(NamedTuple):
    """A row of a family: signed index letters, signed sizes (the last one of a sum), and a number."""

    letters: tuple[tuple[int, str], ...] = ()
    sizes: tuple[tuple[int, Dim], ...] = ()
    number: int = 0


def size_names(expr: Expr) -> set[str]:
    """The names in `n`, `n - 1`, `n_l`, `n - k - 1`."""
    parts = expr.args if isinstance(expr, Apply) and expr.op in (Op.ADD, Op.NEG) else ()
    key = key_of(expr)
    return set().union(*map(size_names, parts)) if parts else {key} - {"T", "H"} if key is not None else set()


def shift_names(indexed: Apply) -> set[str]:
    """The names in the only index of `h_{t-1}`, which is more than a name."""
    place = indexed.args[-1]
    shifted = len(indexed.args) == 2 and isinstance(place, Apply) and place.op is Op.ADD
    return {key_of(node) or "" for node in nodes(place)} if shifted else set()


def is_bound(inference: Inference, place: Expr) -> bool:
    """Whether a subscript is a sum, and an index in it is one that a sum binds."""
    shifted = isinstance(place, Apply) and place.op is Op.ADD
    return shifted and any(key_of(node) in inference.bound for node in nodes(place))


def look_at(inference: Inference, places: Iterable[Expr]) -> None:
    """Stop at subscripts that are shifted against a sum, and note those that are values at its index."""
    for place in places:
        if isinstance(place, Name | Number):
            continue
        if is_bound(inference, place):
            raise Unreadable("shifted-index")
        inference.indirect |= is_indirect(inference, place)


def is_indirect(inference: Inference, place: Expr) -> bool:
    """Whether a subscript is the value of a function or of a family at an index that a sum binds: `w_{q(x_i)}`."""
    values = (
        node for node in nodes(place) if isinstance(node, Apply) and node.op in (Op.CALL, Op.INDEX, Op.SUPERINDEX)
    )
    return any(key_of(inner) in inference.bound for value in values for inner in nodes(value))


def is_shifted(inference: Inference, base: Expr) -> bool:
    """Whether the equation shifts an index of this letter against that of a sum."""
    return bool(inference.usage.shifts.get(key_of(base) or "", set()) & inference.usage.summed)


def member(inference: Inference, node: Apply) -> Typed:
    """One of a family of which members stand beside each other; nothing is known of where the family ends."""
    base, place = node.args
    name = key_of(base)
    if name is None or not isinstance(base, Name) or name in inference.parameters:
        raise Unreadable("shifted-index")
    known = inference.reading.definitions | set(inference.depends)
    used = inference.usage.of(name)
    scripted = (f"{name}_", f"{name}^")
    if (used is not None and used.whole) or any(key == name or key.startswith(scripted) for key in known):
        raise Unreadable("shifted-index", name)
    where = _place(inference, place, 1)
    family = inference.shifted.get(name)
    if family is None:
        family = inference.shifted[name] = Typed("family", (), _shape(inference, node, name), base.span, name)
    return Typed("shifted", (), family.shape, node.span, (name, where))


def has_open_ends(inference: Inference, trees: Iterable[Typed]) -> bool:
    """Whether members stand outside of sums, or in sums over several ranges: what is h_0, and does it count?"""
    ranges: set[tuple[Dim, int, int]] = set()
    letters: set[str] = set()
    fixed = False
    for node in typed_nodes(*trees):
        if node.op == "shifted":
            place: Place = node.data[1]
            letters.update(alias for _, alias in place.letters)
            fixed |= bool(place.sizes) or not place.letters
        elif node.op in ("sum", "product over", "matrix product over"):
            alias = node.data if isinstance(node.data, str) else node.data[0]
            size = inference.equalities.find(inference.index_sizes[alias])
            ranges.add((size, inference.starts.get(alias, 1), len(node.args)))
    return fixed or len(ranges) != 1 or not all("#" in alias for alias in letters)


def _shape(inference: Inference, node: Apply, name: str) -> tuple[Dim, Dim]:
    """Numbers, or vectors and matrices as their use shows."""
    facts = inference.scope.of(name)
    if facts.samples is not None and facts.rows is not None and facts.columns is not None:
        return inference.size(facts.rows), inference.size(facts.columns)
    uses = [use for use in inference.usage.uses.values() if key_of(use.name) == name]
    first = int(any(use.transposed or use.normed or use.after_matrix or use.bold or use.inverted for use in uses))
    if (first + inference.choose(f"shift {name}", 2)) % 2 == 0:
        return 1, 1
    return inference.shape_of_member(name, key_of(node) or name)


def _place(inference: Inference, place: Expr, sign: int) -> Place:
    """`t + k - 1` as letters, sizes and a number."""
    if isinstance(place, Number) and place.value.denominator == 1 and abs(place.value) <= 6:
        return Place(number=sign * int(place.value))
    if isinstance(place, Apply) and place.op in (Op.NEG, Op.GROUP):
        return _place(inference, place.args[0], -sign if place.op is Op.NEG else sign)
    if isinstance(place, Apply) and place.op is Op.ADD:
        parts = [_place(inference, part, sign) for part in place.args]
        letters = tuple(letter for part in parts for letter in part.letters)
        sizes = tuple(size for part in parts for size in part.sizes)
        return Place(letters, sizes, sum(part.number for part in parts))
    key = key_of(place)
    if not isinstance(place, Name) or key is None or base_of(place) != place:
        raise Unreadable("shifted-index")
    alias = inference.aliases.get(key, key)
    if alias not in inference.index_sizes and key in inference.scope.sizes | inference.usage.bounds:
        return Place(sizes=((sign, inference.size(place)),))
    inference.index_sizes.setdefault(alias, inference.fresh(plural=True))
    return Place(letters=((sign, alias),))
