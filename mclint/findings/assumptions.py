"""How a message tells of assumptions: which symbols need them, and which other equations do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mclint.document.statement import Property
from mclint.findings.lines import listed, rows_of
from mclint.findings.properties import predicate
from mclint.findings.shapes import symbol_as_written
from mclint.span import Source
from mclint.values.hindsight import Result
from mclint.values.review import Review
from mclint.values.verdict import Refuted


def needed(assumptions: Sequence[tuple[str, Property]], result: Result, source: Source, mark: str) -> str:
    """What the symbols have to be, each property once: `A and B are symmetric`, the symbols between marks."""
    roots = result.left, result.step.right
    clauses: list[str] = []
    for what in dict.fromkeys(what for _, what in assumptions):
        keys = sorted(key for key, other in assumptions if other is what)
        *most, last = (f"{mark}{symbol_as_written(key, roots, source)}{mark}" for key in keys)
        names = f"{', '.join(most)} and {last}" if most else last
        clauses.append(f"{names} {predicate(what, plural=bool(most))}")
    return " and ".join(clauses)


def needed_as_well(others: Iterable[Result], result: Result, source: Source) -> tuple[str, ...]:
    """A note with the lines of the other equations that need the same."""
    rows = rows_of((each.step.right.span for each in others), source)
    rows = [row for row in rows if row != source.position(result.step.right.span.start)[0]]
    if not rows:
        return ()
    return (f"the equation{'s' if len(rows) > 1 else ''} in {listed(rows)} need{'' if len(rows) > 1 else 's'} it too",)


def lacking(review: Review, result: Result, verdict: Refuted, shown: bool) -> Iterator[str]:
    """What would make a false equation true, where the text says nothing of it: told once, for all that need it."""
    if verdict.lacks is None:
        return
    source, roots = review.document.source, (result.left, result.step.right)
    names = " and ".join(f"`{symbol_as_written(key, roots, source)}`" for key in sorted(verdict.lacks.symbols))
    says = "commute" if verdict.lacks.what is None else predicate(verdict.lacks.what)
    alike = [
        each for each in review.results if isinstance(each.verdict, Refuted) and each.verdict.lacks == verdict.lacks
    ]
    first, *others = [each for each in alike if each.is_wrong_by_values]
    if first is not result:
        yield f"it is true if {names} {says}, as {listed(rows_of([first.step.right.span], source))}"
        return
    yield f"it is true if {names} {says}, which is not stated{', and not so in the counterexample' if shown else ''}"
    yield from needed_as_well(others, result, source)
