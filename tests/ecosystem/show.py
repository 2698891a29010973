"""The figures of a run as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from changes import Changes
from survey import STATUSES, Finding, Outcome, Totals, totals
from verdicts import Comparison

from mclint.report.terminal import printable


def listed(counts: Counter[str]) -> str:
    """`undetermined-symbol 12, limit 3`, the most frequent first."""
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def document(outcome: Outcome) -> str:
    """What came of one document, in a few lines."""
    return "\n".join((printable(outcome.name), *(f"  {line}" for line in _lines(totals([outcome]), outcome))))


def _lines(figures: Totals, outcome: Outcome) -> Iterator[str]:
    statuses = ", ".join(f"{figures.statuses[status]} {status}" for status in STATUSES)
    yield f"{figures.equations} equations ({figures.derivatives} derivative): {statuses}; {figures.seconds:.1f} s"
    if figures.skipped:
        yield f"skipped: {listed(figures.skipped)}"
    if figures.rules:
        yield f"findings: {listed(figures.rules)}"
    if outcome.crash:
        yield f"crash: {printable(outcome.crash)}"
    if outcome.timeout:
        yield "timeout"


def summary(outcomes: Sequence[Outcome]) -> str:
    """The figures of all documents."""
    figures = totals(outcomes)
    slowest = max(outcomes, key=lambda each: each.seconds, default=Outcome("", ""))
    return "\n".join(
        (
            f"documents          {len(outcomes)}",
            _counted("equations", figures.equations, figures.statuses),
            _counted("derivatives", figures.derivatives, figures.derivative_statuses),
            "skipped, of all equations and of the derivative ones:",
            *_reasons(figures),
            "findings by rule:",
            *(f"  {count:6}  {rule}" for rule, count in figures.rules.most_common()),
            f"processor time     {figures.seconds:.1f} s, at most {slowest.seconds:.1f} s ({printable(slowest.name)})",
            f"memory             at most {figures.megabytes} MB",
            f"crashes            {sum(bool(each.crash) for each in outcomes)}",
            f"timeouts           {sum(each.timeout for each in outcomes)}",
        )
    )


def _counted(name: str, number: int, statuses: Counter[str]) -> str:
    shares = ", ".join(f"{statuses[each]} {each} ({100 * statuses[each] / max(1, number):.1f} %)" for each in STATUSES)
    return f"{name:18} {number}: {shares}"


def _reasons(figures: Totals) -> Iterator[str]:
    for reason, count in sorted(figures.skipped.items(), key=lambda item: (-item[1], item[0])):
        of_derivatives = figures.derivative_skipped[reason]
        share = 100 * of_derivatives / max(1, figures.derivatives)
        yield f"  {count:6} {of_derivatives:6} ({share:4.1f} %)  {reason}"


def findings(title: str, found: Iterable[Finding]) -> str:
    """A list of findings under a title with their number."""
    lines = [
        f"  {printable(f.repository)} {printable(f.path)}:{f.row}: {f.rule}: {printable(f.message)}" for f in found
    ]
    return "\n".join((f"{title}: {len(lines)}", *lines))


def changed(difference: Changes) -> str:
    """What came, what went, and which equations are judged otherwise."""
    moves = [f"  {count:6}  {old} -> {new}" for (old, new), count in difference.judged.most_common()]
    judged = "\n".join((f"equations judged otherwise: {difference.judged.total()}", *moves))
    return "\n".join((findings("new findings", difference.new), findings("gone findings", difference.gone), judged))


def judged(comparison: Comparison) -> str:
    """The findings against the verdicts."""
    gone = [f"  {each.repository} {each.path}:{each.row}: {each.rule} ({each.verdict})" for each in comparison.gone]
    return "\n".join(
        (
            f"true findings: {len(comparison.true)} of {len(comparison.true) + len(comparison.false_alarms)} judged "
            f"({100 * comparison.share:.1f} %)",
            findings("false alarms", comparison.false_alarms),
            findings("without a verdict", comparison.unjudged),
            "\n".join((f"verdicts whose finding is gone: {len(gone)}", *gone)),
        )
    )
