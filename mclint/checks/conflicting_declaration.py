"""Two declarations of one symbol that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.findings.declarations import disagreements, size_text
from mclint.values.review import Review


@check("conflicting-declaration")
def conflicting_declaration(review: Review) -> Iterator[Diagnostic]:
    """A symbol is declared m × n, and a few lines on n × m."""
    source = review.document.source
    for first, second in disagreements(review.document):
        name = source.slice(second.symbol.span)
        row = source.position(first.span.start)[0]
        here = "in the same line" if row == source.position(second.span.start)[0] else f"in line {row}"
        yield Diagnostic(
            "conflicting-declaration",
            second.span,
            f"`{name}` is {size_text(second)} here and {size_text(first)} {here}",
            size_text(second),
            (Label(first.span, size_text(first)),),
        )
