"""One finding that stands in many rows of a file, told once with the other rows."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.diagnostic import Diagnostic
from mclint.span import Source

MOST_ROWS = 8


def gathered(found: Sequence[Diagnostic], source: Source) -> list[Diagnostic]:
    """The findings without those that say the same of the same words, which become a note on the first."""
    groups: dict[object, list[Diagnostic]] = {}
    for place, diagnostic in enumerate(found):
        groups.setdefault(_said(diagnostic, source) or place, []).append(diagnostic)
    return [
        first._replace(notes=(*first.notes, _elsewhere(first, others, source))) if others else first
        for first, *others in groups.values()
    ]


def _said(diagnostic: Diagnostic, source: Source) -> object:
    """What a finding says of which words; nothing of a lone bracket, since each may miss another partner."""
    words = " ".join(source.slice(diagnostic.span).split())
    if not any(character.isalpha() for character in words):
        return None
    fix = diagnostic.fix and (diagnostic.fix.message, *(edit.content for edit in diagnostic.fix.edits))
    return diagnostic.rule, diagnostic.message, diagnostic.label, fix, words


def _elsewhere(first: Diagnostic, others: Sequence[Diagnostic], source: Source) -> str:
    """`the same in 3 more rows: 12, 15 and 40`."""
    here = source.position(first.span.start)[0]
    rows = sorted({source.position(each.span.start)[0] for each in others} - {here})
    if not rows:
        return (
            "the same once more in this row" if len(others) == 1 else f"the same {len(others)} more times in this row"
        )
    if len(rows) == 1:
        return f"the same in row {rows[0]}"
    if len(rows) > MOST_ROWS:
        listed = ", ".join(map(str, rows[:MOST_ROWS]))
        return f"the same in {len(rows)} more rows: {listed}, …"
    return f"the same in {len(rows)} more rows: {', '.join(map(str, rows[:-1]))} and {rows[-1]}"
