"""Indices that run over two ranges, and entries that a matrix written out does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mclint.document.index_faults import Chain, Fault
from mclint.document.index_strays import head
from mclint.document.indices import OVER, Sum, letter_of, letters_of
from mclint.document.scope import key_of
from mclint.records import NamedTuple
from mclint.span import Source
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, children, nodes, operators


class Use(NamedTuple):
    """One place of a symbol's subscript that a sum from 1 to a name runs over."""

    symbol: str
    place: int
    places: int
    limit: str
    total: Sum
    member: int
    node: Apply


def uses_of(chain: Chain) -> tuple[Use, ...]:
    """The places of the subscripts of a chain that sums to a name run over."""
    return tuple(use for number, member in enumerate(chain.members) for use in _uses(member, number))


def of_chain(chain: Chain, uses: Sequence[Use]) -> Iterator[tuple[int, Fault]]:
    r"""`\sum_{n=1}^N \sum_{k=1}^K t_{nk} = \sum_{n=1}^K …`: a sum that runs to the limit of another letter."""
    if len(uses) < 2 or any(is_split(use.total) for use in uses):
        return
    groups: dict[tuple[str, str, int, int], dict[str, list[Use]]] = {}
    for use in uses:
        groups.setdefault((use.total.letter, *use[:3]), {}).setdefault(use.limit, []).append(use)
    told: set[int] = set()
    for (letter, *_), by_limit in groups.items():
        foreign = [limit for limit in by_limit if any(u.limit == limit and u.total.letter != letter for u in uses)]
        if len(by_limit) != 2 or len(foreign) != 1:
            continue
        wrong, (own,) = by_limit.pop(foreign[0])[0], by_limit
        start = wrong.total.node.span.start
        if start not in told:
            told.add(start)
            yield wrong.member, _two_limits(wrong, by_limit[own][0], chain.source)


def _two_limits(wrong: Use, right: Use, source: Source) -> Fault:
    span, letter = head(wrong.total, source), wrong.total.letter
    says = f"`{{0}}` runs to {wrong.limit}, and the {letter} of `{{1}}` runs to {right.limit} in the same equation"
    label = f"{letter} runs to {right.limit} elsewhere"
    related = ((head(right.total, source), f"to {right.limit} here"),)
    return Fault("conflicting-ranges", span, says, (span, wrong.node.span), label, related)


def is_split(total: Sum) -> bool:
    """Whether a sum does not begin with 1: the range may be split."""
    lower = total.limits[0]
    missing = isinstance(lower, Apply) and lower.op is Op.MISSING
    return not missing and not (isinstance(lower, Number) and lower.value in (0, 1))


def _uses(member: Expr, number: int) -> Iterator[Use]:
    if operators(member).isdisjoint(OVER):
        return
    stack: list[tuple[Expr, dict[str, Sum], str]] = [(member, {}, "")]
    while stack:
        node, around, outer = stack.pop()
        if isinstance(node, Apply) and node.op in OVER:
            if (letter := letter_of(node.args[1])) is not None:
                around = {**around, letter: Sum(node, letter, frozenset())}
            stack.append((node.args[0], around, ""))
            continue
        mark = ""
        if isinstance(node, Apply):
            if node.op is Op.INDEX and outer != "transposed":
                yield from _of_symbol(node, around, outer, number)
            mark = "transposed" if node.op is Op.TRANSPOSE else ""
            if node.op is Op.SUPERINDEX:
                mark = f"^{','.join(sorted(letters_of(node.args[1])))}{node.args[1]!r}"[:200]
        stack.extend((part, around, mark) for part in children(node))


def _of_symbol(node: Apply, around: dict[str, Sum], outer: str, number: int) -> Iterator[Use]:
    base = key_of(node.args[0])
    for place, index in enumerate(node.args[1:]):
        total = around.get(letter_of(index) or "")
        if base is None or total is None:
            continue
        limit = total.limits[1]
        if isinstance(limit, Name) and (key := key_of(limit)) is not None:
            yield Use(base + outer, place, len(node.args) - 1, key, total, number, node)


class WrittenMatrices:
    """The matrices that a document wrote out so far, by the letter of their entries. A builder inside `faults`."""

    def __init__(self) -> None:
        self.sizes: dict[str, tuple[int, int, Apply]] = {}

    def fault(self, member: Expr) -> Fault | None:
        """The first entry of a member that is not where its indices say, or that its matrix does not have."""
        for node in nodes(member):
            if isinstance(node, Apply) and node.op is Op.MATRIX:
                found = self._misplaced(node)
                if found is not None:
                    return found
        return self._beyond(member)

    def _misplaced(self, matrix: Apply) -> Fault | None:
        """All entries but one are a_{ij} in row i and column j."""
        cells = _numbered_cells(matrix)
        if cells is None:
            return None
        letter, rows, columns, entries = cells
        wrong = [(entry, at) for entry, at in entries if _numbers(entry) != at]
        if not wrong:
            self.sizes[letter] = rows, columns, matrix
            return None
        if len(wrong) != 1 or len(entries) < 4:
            return None
        entry, (row, column) = wrong[0]
        self.sizes[letter] = rows, columns, matrix
        says = f"`{{0}}` stands in row {row}, column {column}, and the other entries are numbered by row and column"
        label = f"the entry in row {row}, column {column}"
        return Fault("conflicting-ranges", entry.span, says, (entry.span,), label)

    def _beyond(self, member: Expr) -> Fault | None:
        """A derivative of an entry that the matrix does not have, among derivatives of the others."""
        for node in nodes(member):
            if not isinstance(node, Derivative):
                continue
            for part in (node.body, *node.variables):
                numbers, letter = (
                    _numbers(part),
                    key_of(part.args[0]) if isinstance(part, Apply) and part.args else None,
                )
                if numbers is None or letter not in self.sizes:
                    continue
                rows, columns, matrix = self.sizes[letter]
                if numbers[0] > rows or numbers[1] > columns:
                    says = f"`{{0}}` is no entry of a {rows} × {columns} matrix"
                    label = f"row {numbers[0]}, column {numbers[1]}"
                    related = ((matrix.span, f"{letter} has {rows} rows and {columns} columns"),)
                    return Fault("conflicting-ranges", part.span, says, (part.span,), label, related)
        return None


def _numbers(entry: Expr) -> tuple[int, int] | None:
    """Row and column of `a_{2,3}`."""
    if not (isinstance(entry, Apply) and entry.op is Op.INDEX and len(entry.args) == 3):
        return None
    row, column = entry.args[1:]
    if not (isinstance(row, Number) and isinstance(column, Number)):
        return None
    return int(row.value), int(column.value)


def _numbered_cells(matrix: Apply) -> tuple[str, int, int, list[tuple[Apply, tuple[int, int]]]] | None:
    """Letter, size and entries of a matrix all of whose entries are one letter with two numbers."""
    entries: list[tuple[Apply, tuple[int, int]]] = []
    letters: set[str | None] = set()
    widths = set()
    for row, line in enumerate(matrix.args, 1):
        if not (isinstance(line, Apply) and line.op is Op.ROW):
            return None
        widths.add(len(line.args))
        for column, entry in enumerate(line.args, 1):
            if _numbers(entry) is None or not isinstance(entry, Apply):
                return None
            letters.add(key_of(entry.args[0]))
            entries.append((entry, (row, column)))
    if len(letters) != 1 or len(widths) != 1 or None in letters:
        return None
    return letters.pop() or "", len(matrix.args), widths.pop(), entries
