"""The catalogue: mclint verifies every identity of its own notes, and refutes what is mistaken for it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from _pytest.mark import ParameterSet
from catalogue_pages import page

from mclint.diagnostic import Severity
from mclint.values import catalogue
from mclint.values.catalogue import Display, Entry

ENTRIES = catalogue.entries()
EVERY_LAYOUT = {"numerator", "denominator", "hybrid"}
FEWEST = 300
DERIVATIVES = set(range(32, 145))  # equations of chapter 2 of the Matrix Cookbook
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def shown(is_mistaken: bool) -> list[ParameterSet]:
    """The displays that are true, or those that are mistaken, with ids like `traces:trace-of-product:66`."""
    return [
        pytest.param(entry, each, id=f"{entry.page}:{entry.name}:{each.row}")
        for entry in ENTRIES
        for each in entry.displays
        if each.is_mistaken is is_mistaken
    ]


def test_the_catalogue_is_large() -> None:
    assert len(ENTRIES) >= FEWEST


def test_every_equation_of_the_matrix_cookbook_is_cited_or_has_its_reason() -> None:
    """All of its chapter on derivatives, with a reason for at most one in twenty."""
    left_out = {int(number) for number in re.findall(r"^\| \((\d+)\) \|", catalogue.text(catalogue.INDEX), re.M)}
    sources = [source for entry in ENTRIES for source in entry.source.split(";") if "Matrix Cookbook" in source]
    cited = {int(number) for source in sources for number in re.findall(r"\((\d+)\)", source)}
    assert cited & DERIVATIVES == DERIVATIVES - left_out
    assert len(left_out) <= len(DERIVATIVES) / 20


def test_the_index_names_and_counts_every_page() -> None:
    named = re.findall(r"^\| \[(.+)\]\((.+)\.md\) \|.*\| (\d+) \|$", catalogue.text(catalogue.INDEX), re.M)
    counts = Counter(entry.page for entry in ENTRIES)
    assert sorted(named) == [(name, name, str(counts[name])) for name in catalogue.names()]
    mistakes = sum(len(entry.mistaken) for entry in ENTRIES)
    assert all(f"{number} " in catalogue.text(catalogue.INDEX) for number in (len(ENTRIES), mistakes))


@pytest.mark.parametrize("name", catalogue.names())
def test_a_page_is_shown_by_github_as_it_is_written(name: str) -> None:
    r"""It refuses `\operatorname`, and takes a sign with a backslash for an escaped one outside of fences."""
    text = catalogue.text(name)
    prose = re.sub(r"^```math\n.*\n```$", "", text, flags=re.M)
    assert "\\operatorname" not in text and "```" not in prose
    assert re.findall(r"\$\$|\\[^A-Za-z]", prose) == []


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(entry.name for entry in ENTRIES).items() if count > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_entries_have_their_parts(entry: Entry) -> None:
    assert NAME.fullmatch(entry.name)
    assert entry.sentence[0].isupper() and entry.sentence.endswith(".") and "=" not in entry.sentence
    assert entry.identities and entry.source.endswith(".")
    layouts = [each.layout for each in entry.identities]
    assert len(set(layouts)) == len(layouts)
    assert layouts == [""] or {"numerator", "denominator"} <= set(layouts) <= EVERY_LAYOUT


@pytest.mark.parametrize(("entry", "display"), shown(is_mistaken=False))
def test_identities_are_verified(entry: Entry, display: Display) -> None:
    """Expressly in the layout that is named, and in every layout where none is; the entry states what is assumed."""
    equations = page(entry.page).equations_in(display.row)
    assert equations and [each.status for each in equations] == ["verified"] * len(equations)
    assert [said for each in equations for said in each.assumptions if f"${said}$" not in entry.setting] == []
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
    assert [each.message for each in page(name).found if page(name).row_of(each) not in rows] == []
