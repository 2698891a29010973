"""Findings as JSON: one array in the shape that ruff gives, rows and columns from 1, columns in characters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

from mclint.diagnostic import Diagnostic
from mclint.report import Findings
from mclint.span import Source, Span


def render(findings: Findings, url: Callable[[str], str]) -> str:
    """The findings as an array; `url` gives the place of a rule's page."""
    return dump([record(found, source, url) for source, all_found in findings for found in all_found])


def dump(value: object) -> str:
    """JSON in ASCII, so that no character of a document can act on whoever reads it."""
    return json.dumps(value, indent=2) + "\n"


def place(offset: int, source: Source) -> dict[str, int]:
    """An offset as row and column."""
    row, column = source.position(offset)
    return {"row": row, "column": column}


def locations(span: Span, source: Source) -> dict[str, object]:
    """The two ends of a span."""
    return {"location": place(span.start, source), "end_location": place(span.end, source)}


def cell(span: Span, source: Source) -> dict[str, object]:
    """The cell of a notebook that a span is in, and the row and column in it; nothing for other files."""
    found = source.origin and source.origin.cell(span.start)
    if not found:
        return {}
    row, column = source.within(span.start)
    return {"cell": {"number": found.number, "row": row - source.within(found.start)[0] + 1, "column": column}}


def record(diagnostic: Diagnostic, source: Source, url: Callable[[str], str]) -> dict[str, object]:
    """One finding as an object."""
    fix = diagnostic.fix
    return {
        "code": diagnostic.rule,
        "family": diagnostic.family,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "label": diagnostic.label,
        "notes": list(diagnostic.notes),
        "filename": source.filename,
        **locations(diagnostic.span, source),
        **cell(diagnostic.span, source),
        "related": [
            {"message": label.message, "filename": source.filename, **locations(label.span, source)}
            for label in diagnostic.related
        ],
        "fix": fix
        and {
            "applicability": fix.safety.value,
            "message": fix.message,
            "edits": [{"content": source.spelled(edit.content), **locations(edit.span, source)} for edit in fix.edits],
        },
        "url": url(diagnostic.rule),
    }


def statistics(findings: Findings) -> str:
    """How often each rule found something, the most frequent first."""
    totals = Counter((found.rule, found.severity.value) for _, all_found in findings for found in all_found)
    rows = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return dump([{"code": rule, "severity": severity, "count": number} for (rule, severity), number in rows])
