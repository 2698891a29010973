"""The README is its own demo: its planted mistakes, its picture of the terminal and its table are real."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, Run

import mclint
from mclint.cli import main
from mclint.pages import blocks, pages
from mclint.report.rules import markdown
from mclint.span import Source

README = ROOT / "README.md"
PLANTED = (
    ("wrong-identity", "- y^\\top X w"),
    ("wrong-derivative", "= X^\\top (X w - y)"),
    ("dimension-mismatch", "= X y"),
)


def row_of(words: str, text: str) -> int:
    """The first row that has the words."""
    return text[: text.index(words)].count("\n") + 1


def between(begin: str, end: str, text: str) -> tuple[int, int]:
    """Where the text between two marks stands."""
    start = text.index(begin) + len(begin)
    return start, text.index(end, start)


def generated(begin: str, end: str, wanted: str, updating: bool) -> None:
    """The text between two marks of the README is what the program makes."""
    text = README.read_text(encoding="utf-8")
    start, stop = between(begin, end, text)
    if updating:
        README.write_text(text[:start] + wanted + text[stop:], encoding="utf-8")
    else:
        assert text[start:stop] == wanted


def test_the_three_planted_mistakes_are_found_and_nothing_else() -> None:
    text = README.read_text(encoding="utf-8")
    source = Source(text)
    found = [(one.rule, source.position(one.span.start)[0]) for one in mclint.check(text, filename="README.md")]
    assert found == [(rule, row_of(words, text)) for rule, words in PLANTED]


def test_the_picture_of_the_terminal_is_real(run: Run, updating: bool) -> None:
    Path("README.md").write_text(README.read_text(encoding="utf-8"), encoding="utf-8")
    status, output, errors = run("README.md", "--isolated")
    assert status == 1 and errors == ""
    generated("```text\n", "```\n", output, updating)


def test_the_table_of_rules_is_made_from_the_pages(updating: bool) -> None:
    generated("<!-- rules: begin -->\n", "<!-- rules: end -->\n", markdown(pages()), updating)


def test_the_commands_are_single_lines() -> None:
    shell = [content for _, info, content in blocks(README.read_text(encoding="utf-8")) if info == "sh"]
    install, test = shell[:2]
    assert install.startswith("python3 -m venv ") and install.rstrip().endswith("mclint README.md")
    assert test.startswith("python3 -m venv ") and test.rstrip().endswith("pytest")
    assert install.count("\n") == test.count("\n") == 1


def test_the_examples_of_the_command_line_are_accepted(run: Run) -> None:
    """Every `mclint …` line of the README names a command and options that exist."""
    shell = "".join(content for _, info, content in blocks(README.read_text(encoding="utf-8")) if info == "sh")
    lines = [line.split("#")[0].split() for line in shell.splitlines() if line.startswith("mclint ")]
    assert len(lines) >= 4
    for words in lines:
        try:
            assert main([*words[1:2], "--help"]) == 0
        except SystemExit as leave:
            assert leave.code == 0
