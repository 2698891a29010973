"""The messages of tests/messages.md: what a reader sees of many kinds of faults, word for word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import ROOT

import mclint
from mclint import pages
from mclint.records import NamedTuple
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
