"""The catalogue: mclint verifies every identity of its own notes, and refutes what is mistaken for it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from mclint import api
from mclint.diagnostic import Diagnostic, Severity
from mclint.span import Span
from mclint.values import catalogue
from mclint.values.catalogue import Display, Entry
from mclint.values.records import Equation

ENTRIES = catalogue.entries()
EVERY_LAYOUT = {"numerator", "denominator", "hybrid"}
FEWEST = 173
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def shown(is_mistaken: bool) -> list[ParameterSet]:
    """The displays that are true, or those that are mistaken, with ids like `traces:trace-of-product:66`."""
    return [
        pytest.param(entry, each, id=f"{entry.page}:{entry.name}:{each.row}")
        for entry in ENTRIES
        for each in entry.displays
        if each.is_mistaken is is_mistaken
    ]


class Page:
    """A page of the catalogue, checked once."""

    def __init__(self, name: str) -> None:
        text = catalogue.text(name)
        self.found, self.equations = api.examine(text, filename=f"{name}.md")
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def equations_in(self, row: int) -> list[Equation]:
        """The equations of a row."""
        return [each for each in self.equations if self._row(each.span) == row]

    def findings_in(self, row: int) -> list[Diagnostic]:
        """The findings of a row."""
        return [each for each in self.found if self._row(each.span) == row]

    def _row(self, span: Span) -> int:
        return sum(start <= span.start for start in self.starts)


page = cache(Page)


def test_the_catalogue_is_large() -> None:
    assert len(ENTRIES) >= FEWEST


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(entry.name for entry in ENTRIES).items() if count > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_entries_have_their_parts(entry: Entry) -> None:
    assert NAME.fullmatch(entry.name)
    assert entry.sentence[0].isupper() and entry.sentence.endswith(".") and "=" not in entry.sentence
    assert entry.identities and entry.source.endswith(".")
    layouts = [each.layout for each in entry.identities]
    assert len(set(layouts)) == len(layouts) and ("" not in layouts or layouts == [""])


@pytest.mark.parametrize(("entry", "display"), shown(is_mistaken=False))
def test_identities_are_verified(entry: Entry, display: Display) -> None:
    """Expressly in the layout that is named, and in every layout where none is."""
    equations = page(entry.page).equations_in(display.row)
    assert equations and [each.status for each in equations] == ["verified"] * len(equations)
    assert [each.assumptions for each in equations] == [()] * len(equations)
    for each in equations:
        layouts = set(each.layouts) or EVERY_LAYOUT
        assert display.layout in layouts if display.layout else layouts == EVERY_LAYOUT
    assert page(entry.page).findings_in(display.row) == []


@pytest.mark.parametrize(("entry", "display"), shown(is_mistaken=True))
def test_mistakes_are_refuted(entry: Entry, display: Display) -> None:
    found = page(entry.page).findings_in(display.row)
    assert [each.severity for each in found] == [Severity.ERROR]


@pytest.mark.parametrize("name", catalogue.names())
def test_nothing_else_is_found_on_a_page(name: str) -> None:
    rows = {each.row for entry in ENTRIES if entry.page == name for each in entry.displays}
    assert [each.message for each in page(name).found if page(name)._row(each.span) not in rows] == []
