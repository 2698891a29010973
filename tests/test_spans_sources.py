"""For every text: segments are in order, do not overlap, and show the characters of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mclint.sources.reader import format_of, read_source

SHARED = Path(__file__).resolve().parents[2] / "shared"
FORMULAS = [
    "$x$",
    "$$ a = b $$",
    "$$\na\n- b\n\n= c\n$$",
    r"\(x\)",
    "\\[\n+ x\n\\]",
    "\\begin{align}\na &= b \\\\\n&= c\n\\end{align}",
    "$`y`$",
    r"xRnx \in \mathbb{R}^n",
    r"\mathbf{a}",
    r"\frac{a}{b",
    "$",
    "$$",
    r"\begin{gather}",
]
WORDS = [
    "Let it be",
    "costs $5",
    "`code $x$`",
    "<!-- no $x$ -->",
    "XX",
    "a | b",
    "\u00e9t\u00e9 \u77e9\u9635",
    "<b>bold</b>",
    "\\textbf{so}",
]
LATEX = [
    "\\section{One}",
    "% note $x$\n",
    "\\item",
    "\\begin{itemize}",
    "\\verb|$|",
    "\\newcommand{\\R}{\\mathbb{R}}",
    "\\cite{a}",
]
DIRECTIVES = ["<!-- mclint: let $A$ be symmetric -->", "<!-- mclint: ignore x -->", "% mclint: off\n"]
BREAKS = [
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\n> ",
    "\n- ",
    "\n    ",
    "\n# ",
    "\n```\n",
    "\n```math\n",
    "\n| a |\n|---|\n| ",
    ", ",
    "\t",
    "\n---\n",
]
DOCUMENTS = st.lists(st.sampled_from([*FORMULAS, *WORDS, *LATEX, *DIRECTIVES, *BREAKS, *BREAKS]), max_size=30).map(
    "".join
)
GARBAGE = st.text(alphabet="$\\`{}[]()<>!-#*|%^_~:&\n\r\t \0abX1\ufeff", max_size=80)


def check(text: str, format: str) -> None:
    """The invariant that all later stages rely on."""
    found = read_source(text, format)
    end = 0
    for segment in found.segments:
        assert end <= segment.span.start <= segment.first
        assert segment.first + len(segment.text) <= segment.span.end <= len(text)
        end = segment.span.end
        for index, character in enumerate(segment.text):
            assert character == " " or text[segment.first + index] == character
    for problem in found.problems:
        assert 0 <= problem.span.start < problem.span.end <= len(text)
    for directive in found.directives:
        assert 0 <= directive.span.start < directive.span.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.sampled_from(["markdown", "latex"]))
def test_documents(text: str, format: str) -> None:
    check(text, format)


@settings(max_examples=150, deadline=None)
@given(GARBAGE, st.sampled_from(["markdown", "latex"]))
def test_garbage(text: str, format: str) -> None:
    check(text, format)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "\ufeff",
        "$" * 999,
        "\\begin{align}" * 300,
        ">" * 500,
        "- " * 300,
        "[" * 500,
        "\\",
        "\\frac{" * 300,
        "`" * 99,
    ],
)
def test_odd_texts(text: str) -> None:
    check(text, "markdown")
    check(text, "latex")


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared notes")
def test_real_notes() -> None:
    paths = [path for folder in ("seeds", "corpus") for path in sorted((SHARED / folder).glob("*"))]
    texts = [path for path in paths if path.suffix in (".txt", ".md", ".tex", ".qmd")]
    assert texts
    for path in texts:
        text = path.read_text(encoding="utf-8")
        check(text, format_of(path.name, text))
