"""The numeric back end: a typed tree and values for its symbols give an array.

Every array has the shape (axes…, rows, columns): one axis for the samples, one for each index letter, one for the
directions of each level of differentiation, so that sums, free indices and Jacobians are single numpy calls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from typing import Any

import numpy as np

from mclint.document.statement import Property
from mclint.shapes.dim import Compound, Dim, Size, Unknown
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.values import calculus, dual, functions, sets, sums
from mclint.values.dual import Array, Numeric
from mclint.values.operators import VALUES

SAMPLES = 3
MOST_LEVELS = 4
WIDE = frozenset({Property.ORTHONORMAL_ROWS, Property.FULL_ROW_RANK})
OBLONG = WIDE | {Property.ORTHONORMAL_COLUMNS, Property.FULL_COLUMN_RANK}
MOST_AXES = 30  # numpy allows 32 in places
SIZES = (3, 4, 2, 5, 6, 7, 8, 9)
MOST_ELEMENTS = 400_000


class Evaluator:
    """Values for the symbols of one typed equation, and the arrays they give. A builder inside one verification."""

    def __init__(
        self,
        inference: Inference,
        roots: Iterable[Typed],
        properties: dict[str, frozenset[Property]],
        seed: int,
        positive: bool,
        turned: bool = False,
        only: int = 0,
        small: bool = False,
    ) -> None:
        self.inference = inference
        self.properties, self.positive, self.small = properties, positive or small, small
        self.degree = 0  # of unknown functions, where they are polynomials
        self.rng = sets.Generator(seed)
        self.values: dict[str, Array] = {}
        self.overrides: dict[str, Numeric] = {}
        self.memo: dict[tuple[int, int], Numeric] = {}
        self.state = self.level = self._states = self.tags = 0
        # Whether a derivative is zero since nothing says what depends on the variable, or since x_j was not seen in x.
        self.vanished = self.misread = False
        every = typed_nodes(*roots)
        self.directions = {n.data: n for n in every if n.op == "direction"}
        self.everywhere = not self.directions  # no dX shows what varies: an equality must hold whatever does
        if self.everywhere:
            changing = [n.args[0] for n in every if n.op == "differential"]
            varied = [n for n in typed_nodes(*changing) if n.op == "symbol"] if changing else []
            self.directions = {n.data: Typed("direction", (n,), n.shape, n.span, n.data) for n in varied}
        self.axes = {alias: place for place, alias in enumerate(inference.index_sizes, 1)}
        self.first_level = 1 + len(self.axes)
        self.leading = self.first_level + MOST_LEVELS
        if self.leading + 2 > MOST_AXES:
            raise Unreadable("limit", "indices")
        order = (only,) * 20 if only else SIZES[4::-1] + SIZES[5:] if turned else SIZES
        self.sizes = self._assign_sizes(every, order)

    # sizes

    def _assign_sizes(self, every: Iterable[Typed], order: tuple[int, ...]) -> dict[Dim, int]:
        """Small distinct sizes; declared ones are never allocated: R^1000000 gets a stand-in."""
        written: dict[Dim, None] = {}
        for node in every:
            for dim in (*node.shape, node.data) if node.op == "size" else node.shape:
                written[dim] = None
        written |= dict.fromkeys(self.inference.index_sizes.values())
        written |= dict.fromkeys(n for n, _ in self.inference.families.values())
        dims = dict.fromkeys(map(self.inference.equalities.find, written))
        pieces = [piece for dim in dims for piece in _pieces(dim)]
        written_out = [(len(node.args) // node.data, node.data) for node in every if node.op == "blocks"]
        listed = {count for counts in written_out for count in counts}  # as many entries as the text has
        sizes: dict[Dim, int] = {n: n for n in pieces if isinstance(n, int) and (n <= 6 or n in listed)}
        free = iter([size for size in order if size not in sizes.values()])
        for piece in pieces:
            if piece not in sizes:
                plain = isinstance(piece, Unknown) and not piece.plural
                sizes[piece] = 1 if plain else next(free, 9)
        for key, properties in self.properties.items():
            if not properties.isdisjoint(OBLONG):
                self._stretch(sizes, key, not properties.isdisjoint(WIDE))
        return sizes

    def _stretch(self, sizes: dict[Dim, int], key: str, wide: bool) -> None:
        """Exchange two sizes where independent columns need no fewer rows than columns, or rows no fewer columns."""
        known = self.inference.symbols.get(key)
        if known is not None:
            short, long = self.inference.find(known.shape)[:: -1 if not wide else 1]
            free = not isinstance(short, int) and not isinstance(long, int)
            if free and short in sizes and long in sizes and sizes[short] > sizes[long]:
                sizes[short], sizes[long] = sizes[long], sizes[short]

    def size(self, dim: Dim) -> int:
        """The number that stands for a size."""
        found = self.sizes.get(dim)
        if found is None:
            found = self.sizes[dim] = self._size(self.inference.equalities.find(dim))
        return found

    def _size(self, dim: Dim) -> int:
        if isinstance(dim, Compound):
            parts = [self.size(part) for part in dim.parts]
            return math.prod(parts) if dim.sign == "*" else sum(parts)
        return self.sizes.get(dim) or (dim if isinstance(dim, int) and dim <= 6 else 3)

    def shape(self, node: Typed) -> tuple[int, int]:
        """Rows and columns of a node."""
        return self.size(node.shape[0]), self.size(node.shape[1])

    def lift(self, matrix: Array) -> Array:
        """A matrix as an array with all leading axes of length 1."""
        return matrix.reshape((1,) * (self.leading + 2 - matrix.ndim) + matrix.shape)

    def axis(self, alias: str) -> int:
        """The axis of an index letter."""
        return self.axes[alias]

    # values

    def draw(self, name: str, rows: int, columns: int, properties: Collection[Property] = (), blocks: int = 1) -> Array:
        """The random value of a name, drawn once: shape (samples, 1…, rows, columns); square blocks one by one."""
        value = self.values.get(name)
        if value is None:
            blocks = blocks if rows == blocks * columns and properties else 1
            shape = (SAMPLES,) + (1,) * (self.leading - 1) + (rows // blocks, columns)
            drawn = [sets.member(self.rng, shape, properties, self.positive, self.small) for _ in range(blocks)]
            value = self.values[name] = drawn[0] if blocks == 1 else np.concatenate(drawn, axis=-2)
        return value

    def value(self, node: Typed) -> Numeric:
        """The array of a node."""
        row = VALUES.get(node.op)
        if row is not None:
            values = [self.value(argument) for argument in node.args]
            return row(*values) if node.data is None else row(*values, node.data)
        leaf = LEAVES.get(node.op)
        if leaf is not None:
            override = self.overrides.get(node.data)
            return leaf(self, node) if override is None else override
        result = SPECIAL[node.op](self, node)
        if dual.plain(result).size > MOST_ELEMENTS:
            raise Unreadable("limit", "size")
        return result

    def override(self, values: dict[str, Numeric]) -> tuple[dict[str, Numeric], int]:
        """Give symbols other values; returns what `restore` takes."""
        before = self.overrides, self.state
        self._states += 1
        self.overrides, self.state = {**self.overrides, **values}, self._states
        return before

    def restore(self, before: tuple[dict[str, Numeric], int]) -> None:
        """Undo an override."""
        self.overrides, self.state = before

    def tag(self) -> int:
        """A new tag for dual numbers."""
        self.tags += 1
        return self.tags


def _pieces(dim: Dim) -> Iterable[Dim]:
    return [piece for part in dim.parts for piece in _pieces(part)] if isinstance(dim, Compound) else [dim]


def _symbol(evaluator: Evaluator, node: Typed) -> Numeric:
    return evaluator.draw(node.data, *evaluator.shape(node), evaluator.properties.get(node.data, ()))


def _defined(evaluator: Evaluator, node: Typed) -> Numeric:
    key = (id(node.args[0]), evaluator.state)  # N_k is another value in each sum over k
    if key not in evaluator.memo:
        evaluator.memo[key] = evaluator.value(node.args[0])
    return evaluator.memo[key]


def _family(evaluator: Evaluator, node: Typed) -> Numeric:
    """All samples of a family below each other."""
    rows, columns = evaluator.shape(node)
    number = evaluator.size(evaluator.inference.families[node.data][0])
    override = evaluator.overrides.get(f"{node.data}[]")
    if override is not None:
        return override
    return evaluator.draw(f"{node.data}[]", number * rows, columns, evaluator.properties.get(node.data, ()), number)


def _direction(evaluator: Evaluator, node: Typed) -> Numeric:
    return evaluator.draw(f"d {node.data}", *evaluator.shape(node))


def _parameter(evaluator: Evaluator, node: Typed) -> Numeric:
    raise Unreadable("unsupported-notation", "parameter")


LEAVES: dict[str, Callable[[Evaluator, Typed], Numeric]] = {
    "symbol": _symbol,
    "defined": _defined,
    "function": functions.function,
    "parameter": _parameter,
}


def _let(evaluator: Evaluator, node: Typed) -> Numeric:
    body, *arguments = node.args
    values = {name: evaluator.value(argument) for name, argument in zip(node.data, arguments, strict=True)}
    before = evaluator.override(values)
    try:
        return evaluator.value(body)
    finally:
        evaluator.restore(before)


def _number(evaluator: Evaluator, node: Typed) -> Numeric:
    return evaluator.lift(dual.constant(node.data))


def _zero(evaluator: Evaluator, node: Typed) -> Numeric:
    return evaluator.lift(np.zeros(evaluator.shape(node)))


def _ones(evaluator: Evaluator, node: Typed) -> Numeric:
    return evaluator.lift(np.ones(evaluator.shape(node)))


def _identity(evaluator: Evaluator, node: Typed) -> Numeric:
    return evaluator.lift(np.eye(evaluator.size(node.shape[0])))


def _size(evaluator: Evaluator, node: Typed) -> Numeric:
    dim: Size = node.data
    return evaluator.lift(dual.constant(float(evaluator.size(dim))))


def _index_value(evaluator: Evaluator, node: Typed) -> Numeric:
    return calculus.index_array(evaluator, node.data) + evaluator.inference.starts.get(node.data, 1)


def _delta(evaluator: Evaluator, node: Typed) -> Numeric:
    """Kronecker's delta of two indices."""
    first, second = (calculus.index_array(evaluator, alias) for alias in node.data)
    return np.where(first == second, 1.0, 0.0)


def _basis_matrix(evaluator: Evaluator, node: Typed) -> Numeric:
    """One at the place that two indices name, zero elsewhere."""
    row, column = (calculus.index_array(evaluator, alias) for alias in node.data)
    rows, columns = evaluator.shape(node)
    return np.where((row == np.arange(rows)[:, None]) & (column == np.arange(columns)), 1.0, 0.0)


def _blocks(evaluator: Evaluator, node: Typed) -> Numeric:
    """Cells beside and below each other, as a sum of padded cells so that tangents pass through."""
    width = node.data
    heights = [evaluator.shape(node.args[start])[0] for start in range(0, len(node.args), width)]
    widths = [evaluator.shape(cell)[1] for cell in node.args[:width]]
    result: Numeric | None = None
    for place, cell in enumerate(node.args):
        row, column = divmod(place, width)
        left = evaluator.lift(np.eye(sum(heights))[:, sum(heights[:row]) : sum(heights[: row + 1])])
        right = evaluator.lift(np.eye(sum(widths))[sum(widths[:column]) : sum(widths[: column + 1])])
        padded = dual.matmul(dual.matmul(left, evaluator.value(cell)), right)
        result = padded if result is None else dual.add(result, padded)
    assert result is not None
    return result


SPECIAL: dict[str, Callable[[Evaluator, Any], Numeric]] = {
    "let": _let,
    "number": _number,
    "zero": _zero,
    "ones": _ones,
    "identity": _identity,
    "commutation": functions.commutation,
    "size": _size,
    "index value": _index_value,
    "delta": _delta,
    "basis matrix": _basis_matrix,
    "blocks": _blocks,
    "family": _family,
    "direction": _direction,
    "elementwise function": functions.elementwise,
    "indicator": functions.indicator,
    **calculus.SPECIAL,
    **sums.SPECIAL,
}
