"""Findings about indices: the sentence of a fault with what it quotes."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.diagnostic import Diagnostic, Label, brief
from mclint.document.index_faults import Fault
from mclint.span import Source
from mclint.values.review import Review


def index_findings(review: Review, rule: str) -> Iterator[Diagnostic]:
    """The faults that belong to a rule."""
    found = [result.fault for result in review.results if result.fault is not None]
    for fault in (*found, *review.lone_faults):
        if fault.rule == rule:
            yield diagnostic(fault, review.document.source)


def diagnostic(fault: Fault, source: Source) -> Diagnostic:
    """One finding."""
    quoted = (brief(source.slice(span)) for span in fault.quotes)
    related = tuple(Label(span, text) for span, text in fault.related)
    return Diagnostic(fault.rule, fault.span, fault.says.format(*quoted), fault.label, related)
