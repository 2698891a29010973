"""The messages of tests/messages.md: what a reader sees of many kinds of faults, word for word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import ROOT

import mclint
from mclint import pages
from mclint.diagnostic import brief
from mclint.findings.shapes import told_apart
from mclint.records import NamedTuple
from mclint.report.json import record
from mclint.report.text import render
from mclint.span import Source

PAGE = ROOT / "tests" / "messages.md"
FEWEST = 40


class Message(NamedTuple):
    """A note and what is said of it; `row` is where the note begins on the page."""

    row: int
    language: str
    note: str
    shown: str

    def __str__(self) -> str:
        return f"messages:{self.row}"


def messages() -> Iterator[Message]:
    """Each note with the output that follows it."""
    note: tuple[int, str, str] | None = None
    for row, info, text in pages.blocks(PAGE.read_text(encoding="utf-8")):
        if info == "text output":
            assert note is not None, f"nothing stands before the output in line {row}"
            yield Message(note[0], note[1], note[2], text)
            note = None
        else:
            assert note is None, f"the note before line {row} has no output"
            note = row, info, text


MESSAGES = tuple(messages())


def shown(message: Message) -> str:
    """All findings of a note, as the terminal shows them."""
    name = "note.tex" if message.language == "latex" else "note.md"
    found = mclint.check(message.note, format=message.language, filename=name)
    return render([(Source(message.note, name), found)])


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_messages_are_worded_as_on_the_page(message: Message, updating: bool) -> None:
    text = shown(message)
    assert text, "nothing is found"
    if updating:
        page = PAGE.read_text(encoding="utf-8")
        head = page.index("text output\n", page.index(message.note)) + len("text output\n")
        PAGE.write_text(page[:head] + text + page[head + len(message.shown) :], encoding="utf-8")
    else:
        assert text == message.shown


CHAIN = r"""Let $P \in \mathbb{R}^{m \times k}$ and $s \in \mathbb{R}^n$, where $n = k$. Let $q = P s$. Then

$$ \nabla_s \| P s \|^2 = 2 P q. $$
"""


def test_what_a_shape_follows_from_is_in_json_with_its_places() -> None:
    """Declarations, definitions and equal sizes, in the order of the document."""
    (found,) = mclint.check(CHAIN, format="markdown", filename="note.md")
    fields = record(found, Source(CHAIN, "note.md"), str)
    related = fields["related"]
    assert isinstance(related, list)
    said = ["so P is m × k", "so s is n × 1", "so n = k", "so q is m × 1"]
    assert [each["message"] for each in related] == said
    places = [CHAIN.index(words) for words in (r"P \in", r"s \in", "n = k", "q = P s")]
    assert [each["location"]["column"] - 1 for each in related] == places
    assert {each["location"]["row"] for each in related} == {1}


def test_a_shortened_formula_has_no_half_of_a_command() -> None:
    text = r"\alpha \beta \gamma \delta \epsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu"
    for most in range(20, 60):
        assert set(brief(text, most).split()) <= {*text.split(), "…"}


def test_long_formulas_that_begin_alike_are_shown_where_they_differ() -> None:
    start = r"\frac{1}{\sqrt{2 \pi} s^3} (x - \mu)^2 \exp\left(-\frac{(x - \mu)^2}{2 s^2}\right)"
    one, other = told_apart(start + " + a_1 b_1", start + " + a_2 b_2")
    assert one != other and "a_1" in one and "a_2" in other


def test_the_page_has_many_kinds_of_messages() -> None:
    assert len({message.note for message in MESSAGES}) == len(MESSAGES) >= FEWEST


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_messages_keep_the_rules_of_the_house(message: Message) -> None:
    for found in mclint.check(message.note, format=message.language, filename="note"):
        clauses = (found.message, found.label, *found.notes, *(label.message for label in found.related))
        assert len(found.related) <= 5
        assert found.message[0] in "`" or found.message[0].islower()
        for clause in clauses:
            assert not clause.endswith((".", "!")) and "?" not in clause and "  so if" not in clause
            assert not {"illegal", "invalid", "I", "please"} & set(clause.split())
