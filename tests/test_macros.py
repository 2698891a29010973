"""The macros of a document."""

from __future__ import annotations

import pytest

from mclint.sources.macros import EMPTY, Macro, collect
from mclint.sources.reader import read_source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\newcommand{\R}{\mathbb{R}}", Macro("R", 0, None, r"\mathbb{R}")),
        (r"\renewcommand*\R{\mathbf{R}}", Macro("R", 0, None, r"\mathbf{R}")),
        (
            r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}",
            Macro("pd", 2, None, r"\frac{\partial #1}{\partial #2}"),
        ),
        (r"\newcommand{\n}[2][F]{\|#2\|_{#1}}", Macro("n", 2, "F", r"\|#2\|_{#1}")),
        (r"\newcommand\half{1\} }", Macro("half", 0, None, r"1\} ")),
        (r"\newcommand\xx y", Macro("xx", 0, None, "y")),
        (r"\def\v#1#2{\mathbf{#1}_#2}", Macro("v", 2, None, r"\mathbf{#1}_#2")),
        (r"\DeclareMathOperator*{\argmin}{arg\,min}", Macro("argmin", 0, None, r"arg\,min", True)),
        (r"\let\eps=\varepsilon", Macro("eps", 0, None, r"\varepsilon")),
        (r"\NewDocumentCommand{\g}{O{x} m}{\nabla_{#1} #2}", Macro("g", 2, "x", r"\nabla_{#1} #2")),
        (r"\DeclarePairedDelimiter{\norm}{\lVert}{\rVert}", Macro("norm", 1, None, r"\lVert #1 \rVert")),
    ],
)
def test_definitions(text: str, expected: Macro) -> None:
    macros, ranges = collect(f"before {text} after")
    assert macros.get(expected.name) == macros.get("\\" + expected.name) == expected
    assert ranges == ((7, 7 + len(text)),)


@pytest.mark.parametrize(
    "text", [r"\newcommand", r"\newcommand{\a", r"\def\a{", r"\let", r"\left( x", r"\newcommand{a}{b}"]
)
def test_what_is_not_a_definition(text: str) -> None:
    assert collect(text) == (EMPTY, ())


@pytest.mark.parametrize("text", [r"\def\at(#1){#1}", r"\NewDocumentCommand{\s}{s m}{#2}"])
def test_unusual_parameters_define_nothing_and_vanish(text: str) -> None:
    assert collect(text) == (EMPTY, ((0, len(text)),))


def test_the_last_definition_wins_and_providecommand_yields() -> None:
    macros, _ = collect(r"\newcommand{\a}{1}\renewcommand{\a}{2}\providecommand{\a}{3}")
    found = macros.get("a")
    assert found is not None
    assert found.body == "2"


def test_unknown_names() -> None:
    assert EMPTY.get("x") is None
    assert not EMPTY


def test_definitions_vanish_from_mathematics() -> None:
    text = r"$\newcommand{\R}{\mathbb{R}}$ and $\def\v{\mathbf{v}} \v \in \R$ but `\newcommand{\no}{1}`"
    found = read_source(text, "markdown")
    assert [segment.text.strip() for segment in found.segments if segment.is_math] == [r"\v \in \R"]
    assert found.macros.get("R") is not None
    assert found.macros.get("no") is None


def test_latex_preamble_and_comments() -> None:
    text = "\\newcommand{\\R}{\\mathbb{R}}\n% \\newcommand{\\no}{1}\n\\begin{document}$\\R$\\end{document}"
    found = read_source(text, "latex")
    assert found.macros.get("R") is not None
    assert found.macros.get("no") is None
    assert [segment.text for segment in found.segments if segment.is_math] == [r"\R"]
