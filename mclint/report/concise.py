"""Findings as one line each: file, row, column and headline."""

from __future__ import annotations

from mclint.report import Findings
from mclint.report.terminal import printable
from mclint.report.text import headline


def render(findings: Findings) -> str:
    """`notes.md:10:4: error[dimension-mismatch]: …`, a line per finding."""
    lines = []
    for source, found in findings:
        for diagnostic in found:
            row, column = source.position(diagnostic.span.start)
            place = f"{printable(source.filename)}:{row}:{column}"
            lines.append(f"{place}: {diagnostic.severity.value}[{diagnostic.rule}]: {headline(diagnostic.message)}\n")
    return "".join(lines)
