"""Shapes of block matrices, lists, and matrices given by their entries and dots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from mclint.shapes.dim import Dim
from mclint.shapes.equalities import compound
from mclint.shapes.patterns import free_indices, generalize
from mclint.shapes.typed import Clashing, Conflict, Typed, Unreadable
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def matrix(inference: Inference, node: Apply) -> Typed:
    """A matrix in brackets: of blocks, or of entries with dots."""
    rows = [row.args for row in node.args if isinstance(row, Apply)]
    if any(_is_dots(cell) for row in rows for cell in row):
        return _with_dots(inference, rows, node.span)
    return _blocks(inference, rows, node.span)


def _is_dots(cell: Expr) -> bool:
    return isinstance(cell, Apply) and cell.op is Op.DOTS


def _blocks(inference: Inference, rows: Sequence[Sequence[Expr]], span: Span) -> Typed:
    if not rows or len({len(row) for row in rows}) != 1 or sum(map(len, rows)) > 64:
        raise Unreadable("unsupported-notation", "matrix")
    cells = [[inference.infer(cell) for cell in row] for row in rows]
    for row in cells:
        for cell in row[1:]:
            inference.unify(
                row[0].shape[0], cell.shape[0], "blocks of a row have one height", Clashing.SUM, span, row[0], cell
            )
    for column in zip(*cells, strict=True):
        for cell in column[1:]:
            inference.unify(
                column[0].shape[1],
                cell.shape[1],
                "blocks of a column have one width",
                Clashing.SUM,
                span,
                column[0],
                cell,
            )
    height = compound("+", tuple(inference.equalities.find(row[0].shape[0]) for row in cells))
    width = compound("+", tuple(inference.equalities.find(cell.shape[1]) for cell in cells[0]))
    flat = tuple(cell for row in cells for cell in row)
    return Typed("blocks", flat, (height, width), span, len(cells[0]))


def _with_dots(inference: Inference, rows: Sequence[Sequence[Expr]], span: Span) -> Typed:
    """Find the entry that the shown ones are cases of: [x_1, …, x_n], or rows 1 … m of columns 1 … n."""
    lines = [row for row in rows if not all(_is_dots(cell) for cell in row) and not _is_dots(row[0])]
    generals = [_general_row(row, "column") for row in lines]
    vertical = len(lines) < len(rows) or len(lines) > 1
    template, width = generals[0]
    height: Expr | None = None
    if vertical:
        found = generalize([general[0] for general in generals], "row")
        if found is None:
            raise Unreadable("ellipsis")
        template, height = found
    return _by_pattern(inference, template, height, width, span)


def _general_row(row: Sequence[Expr], name: str) -> tuple[Expr, Expr | None]:
    cells = [cell for cell in row if not _is_dots(cell)]
    if len(cells) == len(row) == 1:
        return cells[0], None
    found = generalize(cells, name)
    if found is None:
        raise Unreadable("ellipsis")
    return found


def _by_pattern(inference: Inference, template: Expr, height: Expr | None, width: Expr | None, span: Span) -> Typed:
    """The matrix whose (row, column) entry is the template."""
    names = [name for name, size in (("row", height), ("column", width)) if size is not None]
    sizes: list[Dim] = []
    for name, size in (("row", height), ("column", width)):
        if size is None:
            sizes.append(1)
            continue
        sizes.append(inference.size(size))
        inference.index_sizes[f"•{name}"] = sizes[-1]
        inference.bound.add(f"•{name}")
    inner = inference.infer(template)
    for name in names:
        inference.bound.discard(f"•{name}")
    return _assembled(
        inference, inner, "•row" if height else None, "•column" if width else None, (sizes[0], sizes[1]), span
    )


def _assembled(
    inference: Inference, inner: Typed, row: str | None, column: str | None, shape: tuple[Dim, Dim], span: Span
) -> Typed:
    """Entries, or whole columns beside and rows below each other."""
    rows, columns = inference.find(inner.shape)
    if (row is not None and rows != 1) or (column is not None and columns != 1):
        raise Unreadable("ellipsis")
    height = inner.shape[0] if row is None else shape[0]
    width = inner.shape[1] if column is None else shape[1]
    return Typed("by entries", (inner,), (height, width), span, (row, column))


def listing(inference: Inference, node: Apply) -> Typed:
    """(a, …, z) is a column, [a, …, z] a row; either may be meant as the other."""
    row = (node.op is Op.ROW_LIST) == (inference.choose("list orientation", 2) == 0)
    cells = node.args
    if any(_is_dots(cell) for cell in cells):
        template, size = _general_row(cells, "column" if row else "row")
        if size is None:
            raise Unreadable("ellipsis")
        return _by_pattern(inference, template, None if row else size, size if row else None, node.span)
    try:
        return _blocks(inference, [cells] if row else [(cell,) for cell in cells], node.span)
    except Conflict:
        raise Unreadable("unequal-parts", "a list") from None


def by_entries(inference: Inference, base: Expr, sizes: Sequence[Expr], span: Span) -> Typed:
    r"""`[ \partial y_i / \partial x_j ]_{m \times n}`: the matrix of these entries, i for rows and j for columns."""
    inner = base.args[0] if isinstance(base, Apply) and base.op in (Op.BRACKET, Op.GROUP, Op.ROW_LIST) else base
    names = sorted(free_indices(inner) - inference.bound)
    if len(names) != 2 or len(sizes) != 2:
        return _sized(inference, inner, sizes, span)
    typed = inference.infer(inner)
    dims = [inference.size(size) for size in sizes]
    for name, dim in zip(names, dims, strict=True):
        known = inference.index_sizes.setdefault(name, dim)
        inference.unify(known, dim, "the matrix has this size", Clashing.SIDES, span, typed, None)
    return _assembled(inference, typed, names[0], names[1], (dims[0], dims[1]), span)


def _sized(inference: Inference, inner: Expr, sizes: Sequence[Expr], span: Span) -> Typed:
    """A matrix with its size written below it."""
    typed = inference.infer(inner)
    for mine, size in zip(typed.shape, sizes, strict=False):
        inference.unify(mine, inference.size(size), "the size written below it", Clashing.SIDES, span, typed, None)
    return typed


def a_set(inference: Inference, node: Apply) -> Typed:
    r"""Sets, and the brackets of Poisson: what has no shape."""
    raise Unreadable("set")


def ellipsis(inference: Inference, node: Apply) -> Typed:
    """Dots whose pattern nothing shows."""
    raise Unreadable("ellipsis")


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.MATRIX: matrix,
    Op.LIST: listing,
    Op.ROW_LIST: listing,
    Op.SET: a_set,
    Op.DOTS: ellipsis,
}
