"""Comments that speak to mclint."""

from __future__ import annotations

from mclint.sources.directives import ignored
from mclint.sources.reader import read_source
from mclint.span import Span


def silent(text: str, mark: str, rule: str = "wrong-derivative", format: str = "markdown") -> bool:
    """Whether a finding at the mark would be ignored."""
    start = text.index(mark)
    return ignored(read_source(text, format).directives, rule, Span(start, start + len(mark)))


def test_ignore_is_about_the_next_line() -> None:
    text = "$a$\n<!-- mclint: ignore wrong-derivative, mixed-layout -- it is a joke -->\n\n$b$\n$c$"
    assert (silent(text, "$a$"), silent(text, "$b$"), silent(text, "$c$")) == (False, True, False)
    assert silent(text, "$b$", "mixed-layout")
    assert not silent(text, "$b$", "joke")
    assert not silent(text, "$b$", "stray-index")


def test_ignore_reaches_to_the_end_of_a_display() -> None:
    text = "<!-- mclint: ignore wrong-derivative -->\n$$\na\nb\n$$\nc"
    assert (silent(text, "b\n"), silent(text, "\nc")) == (True, False)


def test_ignore_after_text_is_about_its_line() -> None:
    text = "$a$ <!-- mclint: ignore -->\n$b$"
    assert (silent(text, "$a$"), silent(text, "$b$")) == (True, False)


def test_off_and_on() -> None:
    text = "$a$\n\n<!-- mclint: off mixed-layout -->\n\n$b$\n\n<!-- mclint: on -->\n\n$c$"
    assert [silent(text, mark, "mixed-layout") for mark in ("$a$", "$b$", "$c$")] == [False, True, False]
    assert not silent(text, "$b$", "stray-index")


def test_off_without_on_reaches_to_the_end() -> None:
    assert silent("<!-- mclint: off -->\n\n$a$", "$a$")


def test_ignore_file() -> None:
    assert silent("$a$\n\n<!-- mclint: ignore-file wrong-derivative -->", "$a$")


def test_latex_comments() -> None:
    text = "$a$ % mclint: ignore wrong-derivative\n$b$\n% mclint: ignore wrong-derivative\n$c$"
    assert [silent(text, mark, format="latex") for mark in ("$a$", "$b$", "$c$")] == [True, False, True]


def test_code_gives_no_directives() -> None:
    assert read_source("`<!-- mclint: off -->`\n\n```\n<!-- mclint: off -->\n```", "markdown").directives == ()


def test_unknown_words_are_kept() -> None:
    [directive] = read_source("<!-- mclint: shush -->", "markdown").directives
    assert (directive.kind, directive.rules) == ("unknown", ("shush",))


def test_a_fact_becomes_prose_and_mathematics_in_its_own_block() -> None:
    for text, format in (
        ("Text <!-- mclint: let $A$ be symmetric --> tail", "markdown"),
        ("Text % mclint: let $A$ be symmetric\ntail", "latex"),
    ):
        found = read_source(text, format)
        fact = [segment for segment in found.segments if "symmetric" in segment.text]
        rest = [segment for segment in found.segments if segment.text.strip() in ("Text", "tail")]
        assert "".join(s.text for s in found.segments if s.block == fact[0].block).strip() == "let A be symmetric"
        assert len(rest) == 2
        assert rest[0].block == rest[1].block != fact[0].block
        assert [directive.kind for directive in found.directives] == ["let"]
