"""Findings as annotated frames of the source, and the line that sums them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from mclint.diagnostic import Diagnostic, Fix, Safety, Severity
from mclint.fixes import apply
from mclint.records import NamedTuple
from mclint.report import Findings
from mclint.report.repeats import gathered
from mclint.report.terminal import LIMIT, WIDE, Strip, paint, printable, strip
from mclint.span import Source, Span

MOST_ROWS = 6


class Mark(NamedTuple):
    """A stretch of one row (character indices), the sign under it, and what is said about it."""

    start: int
    end: int
    sign: str
    style: str
    label: str = ""


class Screen(NamedTuple):
    """Whether there is colour, how many digits row numbers have, and how many columns of a row fit beside them."""

    color: bool
    digits: int
    limit: int


Rows = dict[int, list[Mark]]


def render(findings: Findings, color: bool = False, columns: int = WIDE) -> str:
    """All findings as frames with a blank line between them; each frame ends in a line end."""
    told = ((source, diagnostic) for source, found in findings for diagnostic in gathered(found, source))
    return "\n".join(frame(diagnostic, source, color, columns) for source, diagnostic in told)


def frame(diagnostic: Diagnostic, source: Source, color: bool = False, columns: int = WIDE) -> str:
    """One finding: headline, place, marked rows cut to the screen, notes, and the change that is offered."""
    marked = _marked(diagnostic, source)
    edited = _edited(diagnostic.fix, source)
    row, column = source.position(diagnostic.span.start)
    digits = len(str(max(row, *(source.numbered(each) for each in (*marked, *(edited[1] if edited else ()))))))
    severity = diagnostic.severity.value
    bar = paint(f"{' ' * digits} |", "fact", color)
    screen = Screen(color, digits, min(LIMIT, columns - digits - 5))
    lines = [
        paint(f"{severity}[{diagnostic.rule}]", severity, color)
        + paint(f": {headline(diagnostic.message)}", "bold", color),
        f"{' ' * digits}{paint('-->', 'fact', color)} {printable(source.filename)}:{row}:{column}"
        + cell(source, diagnostic.span),
    ]
    if source.text:
        lines += [bar, *_excerpt(source, marked, 0, source, screen)]
    if source.text and (diagnostic.notes or diagnostic.fix):
        lines.append(bar)
    for note in diagnostic.notes:
        lines += _note(note, digits, color)
    if diagnostic.fix:
        lines.append(f"{paint('help', 'help', color)}: {headline(diagnostic.fix.message)}")
        if edited:
            lines += [bar, *_excerpt(edited[0], edited[1], edited[2], source, screen)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def cell(source: Source, span: Span) -> str:
    """Where in a notebook a finding is: ` (cell 3, line 2)`."""
    found = source.origin and source.origin.cell(span.start)
    if not found:
        return ""
    return f" (cell {found.number}, line {source.within(span.start)[0] - source.within(found.start)[0] + 1})"


def headline(message: str) -> str:
    """A message on one line."""
    return printable(" ".join(message.split()) if "\n" in message or "\r" in message else message)


def _note(note: str, digits: int, color: bool) -> Iterator[str]:
    """A note; its further lines are aligned with the word `note`."""
    first, *rest = note.split("\n")
    yield f"{' ' * digits} {paint('=', 'fact', color)} {paint('note', 'bold', color)}: {printable(first)}"
    for line in rest:
        yield " " * (digits + 3) + printable(line)


def _marked(diagnostic: Diagnostic, source: Source) -> Rows:
    """The rows to show, with their marks."""
    rows: Rows = {}
    for label in diagnostic.related:
        _mark(rows, label.span, Mark(0, 0, "-", "fact", label.message), source)
    _mark(rows, diagnostic.span, Mark(0, 0, "^", diagnostic.severity.value, diagnostic.label), source)
    return rows


def _mark(rows: Rows, span: Span, mark: Mark, source: Source) -> None:
    """Add the mark to each row that the span touches; the label stands at the last one."""
    stretches = list(_stretches(span, source))
    for position, (row, start, end) in enumerate(stretches, 1):
        label = headline(mark.label) if position == len(stretches) else ""
        rows.setdefault(row, []).append(Mark(start, end, mark.sign, mark.style, label))


def _stretches(span: Span, source: Source) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of what a span covers, without the margins of later rows nor the middle of a long one."""
    first, column = source.within(span.start)
    last, last_column = source.within(max(span.start, span.end))
    if first == last:
        yield first, column - 1, max(last_column - 1, column)
        return
    if last_column == 1:
        last, last_column = last - 1, len(source.line(last - 1)) + 1
    rows = range(first, last + 1)
    for row in rows if len(rows) <= MOST_ROWS else (first, first + 1, last):
        line = source.line(row)
        start = column - 1 if row == first else len(line) - len(line.lstrip(" \t>"))
        end = len(line.rstrip()) if row < last else last_column - 1
        if start < end:
            yield row, start, end
        elif row == first and first == last:
            yield row, start, start + 1


def _edited(fix: Fix | None, source: Source) -> tuple[Source, Rows, int] | None:
    """The rows that the edits touch, as they will be: their text, the marks in it, and the row before the first."""
    if fix is None or not fix.edits:
        return None
    first, _ = source.within(min(edit.span.start for edit in fix.edits))
    last, _ = source.within(max(edit.span.end for edit in fix.edits))
    start = source.starts[first - 1]
    end = source.starts[last] if last < len(source.starts) else len(source.text)
    text, places = apply(source.text, fix.edits)
    changed = Source(text[start : len(text) - (len(source.text) - end)])
    rows: Rows = {}
    for place in places:
        here = Span(place.start - start, place.end - start)
        row, column = changed.within(here.start)
        if here.start == here.end:
            rows.setdefault(row, []).append(Mark(column - 1, column, "~", "help", "removed here"))
        else:
            _mark(rows, here, Mark(0, 0, "~", "help"), changed)
    return changed, {row + first - 1: marks for row, marks in rows.items()}, first - 1


def _excerpt(source: Source, rows: Rows, above: int, whole: Source, screen: Screen) -> Iterator[str]:
    """The marked rows, each with its number in the file and what explains it; `...` stands for rows left out."""
    color, digits, limit = screen
    bar = paint(f"{' ' * digits} |", "fact", color)
    previous = None
    for row in sorted(rows):
        if previous is not None and row > previous + 1:
            yield paint("...", "fact", color)
        previous = row
        view = strip(source.line(row - above), [(mark.start, mark.end) for mark in rows[row]], limit)
        yield f"{paint(f'{whole.numbered(row):>{digits}} |', 'fact', color)} {view.text}"
        for line in _annotations(view, rows[row], color):
            yield f"{bar} {line}"


def _annotations(view: Strip, marks: Sequence[Mark], color: bool) -> Iterator[str]:
    """The signs under a row with the rightmost label behind them, the other labels below, each at its own column."""
    places = [(view.column(mark.start), view.column(mark.end), mark) for mark in marks]
    cells: dict[int, Mark] = {}
    for start, end, mark in places:
        cells.update({column: mark for column in range(start, max(end, start + (mark.end > mark.start)))})
    labelled = sorted((place for place in reversed(places) if place[2].label), key=lambda place: -place[0])
    beside = ""
    if labelled and max(cells) < labelled[0][1]:
        last = labelled.pop(0)[2]
        beside = " " + paint(last.label, last.style, color)
    if cells:
        columns = range(max(cells) + 1)
        signs = ((cells[column].sign, cells[column].style) if column in cells else (" ", "") for column in columns)
        runs = ((sign * len(list(run)), style) for (sign, style), run in groupby(signs))
        yield "".join(paint(run, style, color) for run, style in runs) + beside
    if labelled:
        yield _connectors([place[0] for place in labelled])
    for position, (start, _, mark) in enumerate(labelled, 1):
        stems = _connectors([place[0] for place in labelled[position:] if place[0] < start])
        yield f"{stems:<{start}}{paint(mark.label, mark.style, color)}"


def _connectors(columns: Sequence[int]) -> str:
    return "".join("|" if column in columns else " " for column in range(max(columns, default=-1) + 1))


def summary(findings: Findings) -> str:
    """One line: how many findings of each severity, or that there are none."""
    files = [found for _, found in findings if found]
    if not files:
        return f"Checked {count(len(findings), 'file')}, nothing to report."
    totals = Counter(diagnostic.severity for found in files for diagnostic in found)
    parts = [count(totals[severity], severity.value) for severity in Severity if totals[severity]]
    listed = " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
    return f"Found {listed} in {count(len(files), 'file')}."


def fixable(findings: Findings) -> str:
    """One line: how many findings have a fix, and which options apply it; nothing where none has."""
    fixes = [diagnostic.fix for _, found in findings for diagnostic in found if diagnostic.fix and diagnostic.fix.edits]
    safe, unsafe = (sum(fix.safety is safety for fix in fixes) for safety in (Safety.SAFE, Safety.UNSAFE))
    parts = [f"{safe} with `--fix`"] if safe else []
    if unsafe:
        parts.append(f"{unsafe}{' more' if safe else ''} with `--fix --unsafe-fixes`")
    return f"Fixable: {', '.join(parts)}." if parts else ""


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 file, 2 files."""
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def statistics(findings: Findings) -> str:
    """A line per rule that found something, the most frequent first."""
    totals = Counter((found.rule, found.severity.value) for _, all_found in findings for found in all_found)
    rows = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    digits = len(str(rows[0][1])) if rows else 1
    return "".join(f"{number:>{digits}}  {severity}[{rule}]\n" for (rule, severity), number in rows)
