"""The rule pages: each has a check, and every example on it is a test."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

import mclint
from mclint import pages, rules
from mclint.config import Config
from mclint.fixes import apply
from mclint.report.text import frame
from mclint.span import Source

RULES = ROOT / "rules"
CHECKS = Path(mclint.__file__).parent / "checks"
BAD = pages.examples("bad")


def test_every_page_has_a_check_and_every_check_a_page() -> None:
    modules = {path.stem.replace("_", "-") for path in CHECKS.glob("*.py")} - {"--init--"}
    assert {entry.name for entry in pages.pages()} == modules
    assert [rule.name for rule in rules.selected(Config())] == [entry.name for entry in pages.pages()]


@pytest.mark.parametrize("entry", pages.pages(), ids=lambda entry: entry.name)
def test_pages_have_their_parts(entry: pages.Page) -> None:
    assert entry.text.startswith(f"# {entry.name}\n")
    assert entry.summary and entry.summary[0].islower() and not entry.summary.endswith(".")
    assert entry.fix in ("none", "safe", "unsafe", "display")
    for heading in ("## Why it matters", "## Bad", "## Good", "## How it decides", "## When it is silent"):
        assert f"\n{heading}\n" in entry.text
    # A file that cannot be read cannot be shown in a page; tests/test_bad_input.py has such files.
    wanted = {"good"} if entry.name == "unreadable-file" else {"good", "bad"}
    assert wanted <= {example.kind for example in pages.examples_of(entry)}


@pytest.mark.parametrize("example", pages.examples("good"), ids=str)
def test_good_examples_are_silent(example: pages.Example) -> None:
    assert mclint.check(example.text, format=example.language, filename=example.filename) == []


@pytest.mark.parametrize("example", BAD, ids=str)
def test_bad_examples_give_one_finding(example: pages.Example, updating: bool) -> None:
    found = mclint.check(example.text, format=example.language, filename=example.filename)
    assert [diagnostic.rule for diagnostic in found] == [example.rule]
    if example.output is not None:
        shown = frame(found[0], Source(example.text, example.filename))
        if updating:
            rewrite(example, shown)
        else:
            assert shown == example.output
    if example.fixed is not None:
        assert found[0].fix is not None
        assert apply(example.text, found[0].fix.edits)[0] == example.fixed


def rewrite(example: pages.Example, shown: str) -> None:
    """Put the terminal text into the output block that follows the example."""
    path = RULES / f"{example.rule}.md"
    text = path.read_text(encoding="utf-8")
    head = text.index("text output\n", text.index(example.text)) + len("text output\n")
    assert example.output is not None
    path.write_text(text[:head] + shown + text[head + len(example.output) :], encoding="utf-8")


def page_file(folder: Path, text: str, name: str = "some-rule") -> str:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


HEAD = "---\nrule: some-rule\nfamily: shapes\nsummary: a: b\nseverity: warning\nfix: none\nsince: 0.1.0\n---\n"


def test_a_page_is_read(tmp_path: Path) -> None:
    text = "\n# some-rule\n\n````markdown bad\n```\nx\n```\n````\n```text output\nout\n```\n```latex good\n$x$\n```\n"
    entry = pages.read(page_file(tmp_path, HEAD + text))
    assert (entry.name, entry.summary, entry.severity.value) == ("some-rule", "a: b", "warning")
    bad, good = pages.examples_of(entry)
    assert (bad.text, bad.output, bad.language, bad.kind) == ("```\nx\n```\n", "out\n", "markdown", "bad")
    assert (good.text, good.output, good.filename) == ("$x$\n", None, "example.tex")
    assert (HEAD + text).splitlines()[bad.row - 1] == "````markdown bad"
    assert str(bad) == f"some-rule:{bad.row}"


@pytest.mark.parametrize(
    "text, quoted",
    [
        ("# no front matter\n", "front matter"),
        (HEAD.replace("severity: warning\n", ""), "severity"),
        (HEAD.replace("fix: none", "nothing"), "'nothing'"),
        (HEAD.replace("rule: some-rule", "rule: other"), "'other'"),
        (HEAD.replace("family: shapes", "family: animals"), "'animals'"),
    ],
)
def test_a_broken_page_is_an_error_that_quotes_it(text: str, quoted: str, tmp_path: Path) -> None:
    with pytest.raises(pages.PageError, match=quoted):
        pages.read(page_file(tmp_path, text))
