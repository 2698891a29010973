"""Which shape each symbol was given and why, as a table per file and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

from mclint.report.json import dump, locations
from mclint.report.table import shorten, table
from mclint.report.terminal import paint, printable
from mclint.span import Source, Span


class SymbolShape(Protocol):
    """A symbol of a scope with its inferred shape."""

    @property
    def symbol(self) -> str: ...
    @property
    def shape(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def scope(self) -> str: ...


Shapes = Sequence[tuple[Source, Sequence[SymbolShape]]]


def render(shapes: Shapes, color: bool = False) -> str:
    """A table per file and scope."""
    parts = []
    for source, symbols in shapes:
        for scope, group in groupby(symbols, key=lambda symbol: symbol.scope):
            title = " · ".join(filter(None, (printable(source.filename), printable(scope))))
            rows = [
                (shorten(entry.symbol, 30), shorten(entry.shape, 30), _place(entry, source), shorten(entry.reason, 70))
                for entry in group
            ]
            listed = table(("symbol", "shape", "row", "because"), rows, [], color)
            parts.append(f"{paint(title, 'bold', color)}\n{listed}")
    return "\n".join(parts)


def _place(entry: SymbolShape, source: Source) -> str:
    return str(source.position(entry.span.start)[0])


def render_json(shapes: Shapes) -> str:
    """One array with an object per symbol and scope."""
    return dump([record for source, symbols in shapes for record in _records(source, symbols)])


def _records(source: Source, symbols: Sequence[SymbolShape]) -> Iterator[dict[str, object]]:
    for entry in symbols:
        yield {
            "filename": source.filename,
            "scope": entry.scope,
            "symbol": entry.symbol,
            "shape": entry.shape,
            "reason": entry.reason,
            **locations(entry.span, source),
        }
