"""What was checked: each equation with its verdict, as a table and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from mclint.report.json import dump
from mclint.report.table import shorten, table
from mclint.report.terminal import paint, printable
from mclint.report.text import count
from mclint.span import Source, Span

STATUSES = {"verified": "help", "wrong": "error", "read": "fact", "skipped": "warning"}


class Equation(Protocol):
    """An equation of a document and what became of it."""

    @property
    def span(self) -> Span: ...
    @property
    def latex(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def layouts(self) -> tuple[str, ...]: ...
    @property
    def assumptions(self) -> tuple[str, ...]: ...


Coverage = Sequence[tuple[Source, Sequence[Equation]]]


def render(coverage: Coverage, color: bool = False) -> str:
    """A table per file with equations, and a closing line with the share of each status."""
    parts = []
    for source, equations in coverage:
        if equations:
            rows = [_row(equation, source) for equation in equations]
            head = ("row", "kind", "status", "layouts, assumptions or reason", "equation")
            styles = [("", "", STATUSES.get(equation.status, ""), "", "") for equation in equations]
            parts.append(f"{paint(printable(source.filename), 'bold', color)}\n{table(head, rows, styles, color)}\n")
    return "".join((*parts, shares([equation for _, equations in coverage for equation in equations]), "\n"))


def _row(equation: Equation, source: Source) -> tuple[str, ...]:
    row, _ = source.position(equation.span.start)
    why = ", ".join(equation.layouts)
    if equation.assumptions:
        why = "; ".join(filter(None, (why, f"if {', '.join(equation.assumptions)}")))
    why = "; ".join(filter(None, (why, equation.reason)))
    return str(row), equation.kind, equation.status, shorten(why, 44), shorten(equation.latex, 60)


def shares(equations: Sequence[Equation]) -> str:
    """`12 equations: 8 verified (67 %), 1 wrong (8 %), …`, leaving out what did not occur."""
    totals = Counter(equation.status for equation in equations)
    found = [status for status in STATUSES if totals[status]]
    listed = ", ".join(f"{totals[status]} {status} ({100 * totals[status] / len(equations):.0f} %)" for status in found)
    return f"{count(len(equations), 'equation')}{': ' if listed else ''}{listed}"


def render_json(coverage: Coverage) -> str:
    """One array with an object per equation."""
    return dump([record for source, equations in coverage for record in _records(source, equations)])


def _records(source: Source, equations: Sequence[Equation]) -> Iterator[dict[str, object]]:
    for equation in equations:
        row, column = source.position(equation.span.start)
        end_row, end_column = source.position(equation.span.end)
        yield {
            "filename": source.filename,
            "row": row,
            "column": column,
            "end_row": end_row,
            "end_column": end_column,
            "latex": equation.latex,
            "kind": equation.kind,
            "status": equation.status,
            "reason": equation.reason,
            "layouts": list(equation.layouts),
            "assumptions": list(equation.assumptions),
        }
