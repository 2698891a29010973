"""What of a Markdown file is mathematics, what is prose, and what belongs together."""

from __future__ import annotations

import pytest

from mclint.sources.reader import Sourced, format_of, read_source
from mclint.sources.segment import Kind, Segment


def read(text: str) -> Sourced:
    return read_source(text, "markdown")


def mathematics(text: str) -> list[tuple[str, str]]:
    return [(segment.environment, segment.text.strip()) for segment in read(text).segments if segment.is_math]


def prose(text: str) -> str:
    return " ".join(" ".join(segment.text for segment in read(text).segments if not segment.is_math).split())


def only(text: str, kind: Kind) -> list[Segment]:
    return [segment for segment in read(text).segments if segment.kind is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $x$ b", [("$", "x")]),
        ("$a$$b$", [("$", "a"), ("$", "b")]),
        ("$`x^2`$", [("$", "x^2")]),
        ("{math}`x_1`", [("math", "x_1")]),
        (r"\(x\) and \\(y\\)", [(r"\(", "x"), (r"\(", "y")]),
        (r"\[ a = b \] and \\[ c = d \\]", [(r"\[", "a = b"), (r"\[", "c = d")]),
        ("text\n$$\na\n$$\ntext", [("$$", "a")]),
        ("one line $$ a $$ {#eq-name} more", [("$$", "a")]),
        ("\\begin{align*}\na &= b\n\\end{align*}", [("align*", "a &= b")]),
        ("\\begin{alignat}{2}\na &= b\n\\end{alignat}", [("alignat", "a &= b")]),
        ("\\begin{aligned}\na\n\\end{align}$$\nand then\n$$\\begin{align}\nb\n\\end{aligned}", []),
        ("$$\\begin{aligned} a \\end{aligned}$$", [("$$", "\\begin{aligned} a \\end{aligned}")]),
        ("```math\na = b\n```", [("math", "a = b")]),
        ("```{math}\n:label: name\n\na = b\n```", [("math", "a = b")]),
        (":::{math}\n:label: name\na = b\n:::", [("math", "a = b")]),
        (r"$x \text{ if $y$ holds}$", [("$", r"x \text{ if $y$ holds}")]),
        (r"$ x = \alpha $", [("$", r"x = \alpha")]),
        ("$\nx = 1\n$", [("$", "x = 1")]),
    ],
)
def test_delimiters(text: str, expected: list[tuple[str, str]]) -> None:
    assert mathematics(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10 today.",
        "A lone $ sign",
        r"\$x\$",
        "`$x$` and ``$$ y $$``",
        "<!-- $x$ -->",
        "```latex\n$$ x $$\n```",
        "~~~\n$x$\n~~~",
        "Text:\n\n    $$ x $$\n",
        "$x\n\ny$",
        "---\ntitle: $x$\n---\n",
        r"see \[1\] and \[this page\]",
        "<script>\nlet a = '$x$';\n</script>",
        "the price is $ 5 or $ 6",
        "a $ b `$` c",
    ],
)
def test_not_mathematics(text: str) -> None:
    assert mathematics(text) == []


@pytest.mark.parametrize(
    "inner", ["= 2", "- b", "+ b", "* b", "1. b", "---", "===", "> b", "    b", "a\n\n    b\n\n- c"]
)
def test_lines_of_a_display_are_not_blocks(inner: str) -> None:
    text = f"Before\n\n$$\na\n{inner}\nb\n$$\n\nAfter"
    [display] = only(text, Kind.DISPLAY)
    assert display.text == f"\na\n{inner}\nb\n"
    assert [segment.text.strip() for segment in read(text).segments if not segment.is_math] == ["Before", "After"]


@pytest.mark.parametrize("stray", ["$$ a", r"\[ a", r"\( a"])
def test_a_lost_partner_does_not_swallow_the_text(stray: str) -> None:
    text = f"{stray}\n\nThese are words of a sentence.\n\n$$ b $$\n\n## Title\n\n$c$"
    assert [found for _, found in mathematics(text)] == ["b", "c"]
    assert "These are words" in prose(text)


def test_containers_are_spaces() -> None:
    text = "* item\n\n  > $$\n  > a > b\n  > $$\n"
    [display] = only(text, Kind.DISPLAY)
    assert display.text == "\n    a > b\n    "
    assert text[display.first] == "\n"


def test_mathematics_indented_in_a_list_is_mathematics() -> None:
    assert mathematics("- text\n\n      $$\n      a\n      $$\n") == [("$$", "a")]
    assert mathematics("*   text\n    $$\n    a\n    $$\n    and $b$\n") == [("$$", "a"), ("$", "b")]


def test_blocks() -> None:
    text = "Let $a$ be\n$$ b $$\nhere.\n\n$$ c $$\n\n- d\n- e $f$\n"
    blocks: dict[int, list[str]] = {}
    for segment in read(text).segments:
        blocks.setdefault(segment.block, []).append(segment.text.strip())
    assert list(blocks.values()) == [["Let", "a", "be", "b", "here."], ["c"], ["d"], ["e", "f"]]


def test_cells_are_blocks() -> None:
    text = "| name | value |\n| --- | --- |\n| $|a|$ | `x|y` |\n| $5 | $6 |\n"
    blocks: dict[int, list[str]] = {}
    for segment in read(text).segments:
        blocks.setdefault(segment.block, []).append(segment.text.strip())
    assert list(blocks.values()) == [["name"], ["value"], ["|a|"], ["`x|y`"], ["$5"], ["$6"]]


def test_headings() -> None:
    text = "# One $f$ #\n\nTwo\n---\n\n### $g$\n"
    headings = [(segment.level, segment.text.strip()) for segment in only(text, Kind.HEADING)]
    assert headings == [(1, "One"), (2, "Two"), (3, "")]
    assert mathematics(text) == [("$", "f"), ("$", "g")]


def test_comments_and_tags_are_not_prose() -> None:
    assert prose('a <!-- b --> <span class="c">d</span> $x<y$ and $z>w$') == "a d and"


def test_inline_code_is_prose() -> None:
    assert prose("use `$x$` here") == "use `$x$` here"


def test_footnotes() -> None:
    assert mathematics("a[^1]\n\n[^1]: $x$\n") == [("$", "x")]


def test_an_environment_that_never_ends() -> None:
    found = read("text\n\n\\begin{align}\na\n\nMore words here.")
    assert [problem.span.start for problem in found.problems] == [6]
    assert "align" in found.problems[0].message
    assert read("write \\begin{align} first").problems == ()


def test_a_byte_order_mark_and_other_line_ends() -> None:
    text = "\ufeff# Title\r\n\r\n$$\r\na\r\n- b\r\n$$\r\nend\rlast $c$"
    assert mathematics(text) == [("$$", "a\r\n- b"), ("$", "c")]
    assert [segment.level for segment in only(text, Kind.HEADING)] == [1]


def test_front_matter_behind_a_byte_order_mark() -> None:
    assert mathematics("\ufeff---\na: $b$\n---\n$c$") == [("$", "c")]


def test_a_large_file_is_read_by_lines() -> None:
    text = "# Title\n\n- a $x$\n\n```\n$y$\n```\n\n> $$\n> z\n> $$\n\n" + "word " * 400_001
    assert mathematics(text) == [("$", "x"), ("$$", "z")]
    assert [segment.text.strip() for segment in only(text, Kind.HEADING)] == ["Title"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", r"\documentclass{article}", "markdown"),
        ("a.Rmd", "", "markdown"),
        ("A.TEX", "", "latex"),
        ("a.sty", "", "latex"),
        ("a.ipynb", "", "notebook"),
        ("a", "\\documentclass{article}", "latex"),
        ("a", "# Title", "markdown"),
        ("a", '{"metadata": {}, "cells": []}', "notebook"),
    ],
)
def test_format(name: str, text: str, expected: str) -> None:
    assert format_of(name, text) == expected
