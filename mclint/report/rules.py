"""The rules as a list, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.pages import Page
from mclint.report.json import dump
from mclint.report.table import table


def render(pages: Sequence[Page]) -> str:
    """A table of the rules."""
    rows = [(page.name, page.family, page.severity.value, page.summary) for page in pages]
    return table(("rule", "family", "severity", "fires when"), rows)


def render_json(pages: Sequence[Page]) -> str:
    """One array with an object per rule."""
    return dump(
        [
            {
                "name": page.name,
                "family": page.family,
                "severity": page.severity.value,
                "summary": page.summary,
                "fix": page.fix,
                "since": page.since,
                "text": page.text,
                "url": page.url,
            }
            for page in pages
        ]
    )


def markdown(pages: Sequence[Page]) -> str:
    """The rules as a table of Markdown, each linked to its page."""
    rows = [
        f"| [{page.name}](rules/{page.name}.md) | {page.family} | {page.severity.value} | {page.summary} |\n"
        for page in pages
    ]
    return "".join(("| rule | family | severity | fires when |\n", "| --- | --- | --- | --- |\n", *rows))
