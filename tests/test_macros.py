"""The macros of a document."""

from __future__ import annotations

import time

import pytest
from syntax_view import view

from mclint.sources.definitions import collect
from mclint.sources.macros import EMPTY, Macro
from mclint.sources.reader import read_source
from mclint.syntax.parser import parse

PAIRED = ("s", "o", "m")


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
        (r"\let\eps=\varepsilon", Macro("eps", 0, None, r"\varepsilon", is_primitive=True)),
        (
            r"\NewDocumentCommand{\g}{O{x} m}{\nabla_{#1} #2}",
            Macro("g", 2, None, r"\nabla_{#1} #2", pattern=("O:x", "m")),
        ),
        (r"\NewDocumentCommand{\s}{m m}{#1#2}", Macro("s", 2, None, "#1#2")),
        (r"\long\def\at(#1)#2;{#1}", Macro("at", 2, None, "#1", pattern=("l:(", "u:)", "u:;"))),
        (r"\newcommandx{\D}[2][1=x]{\nabla_{#1} #2}", Macro("D", 2, None, r"\nabla_{#1} #2", pattern=("O:x", "m"))),
        (r"\bmdefine{\vx}{x}", Macro("vx", 0, None, r"\boldsymbol{x}")),
        (
            r"\DeclarePairedDelimiter{\norm}{\lVert}{\rVert}",
            Macro("norm", 3, None, r"\lVert #3 \rVert", pattern=PAIRED),
        ),
        (
            r"\DeclarePairedDelimiterX\inner[2]{\langle}{\rangle}{#1, #2}",
            Macro("inner", 4, None, r"\langle #3, #4 \rangle", pattern=(*PAIRED, "m")),
        ),
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


@pytest.mark.parametrize("text", [r"\def\at#2#1{#1}", r"\NewDocumentCommand{\s}{e{_^} m}{#2}"])
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


@pytest.mark.parametrize(
    ("definition", "call", "expected"),
    [
        (r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}", r"\pd{f}{x}", r"\frac{\partial f}{\partial x}"),
        (r"\newcommand{\n}[2][2]{\|#2\|_{#1}}", r"\n{x} + \n[F]{A}", r"\|x\|_{2} + \|A\|_{F}"),
        (r"\newcommand{\mat}[1]{\mathbf{#1}} \newcommand{\A}{\mat A}", r"\A^2", r"\mathbf{A}^2"),
        (r"\def\at#1|#2;{#1_{#2}}", r"\at f|x;", "f_{x}"),
        (r"\def\half/{\frac12}", r"\half/ x + \half x", r"\frac12 x + \half x"),
        (r"\let\old\vec \renewcommand{\vec}[1]{\old{\mathbf{#1}}}", r"\vec{x}", r"\vec{\mathbf{x}}"),
        (r"\def\a{x} \let\b\a \def\a{y}", r"\a\b", "yx"),
        (r"\DeclareMathOperator{\trace}{\mathsf{tr}}", r"\trace(A)", r"\operatorname{tr}(A)"),
        (r"\DeclarePairedDelimiter{\norm}{\lVert}{\rVert}", r"\norm*{x} + \norm[\big]{y}", r"\|x\| + \|y\|"),
        (r"\NewDocumentCommand{\E}{s m}{\IfBooleanTF{#1}{a #2}{b #2}}", r"\E{x} + \E*{y}", "b x + a y"),
        (r"\NewDocumentCommand{\D}{o m}{\IfNoValueTF{#1}{D #2}{D_{#1} #2}}", r"\D{x} + \D[y]{z}", "D x + D_{y} z"),
        (r"\NewDocumentCommand{\p}{m g}{#1\IfValueT{#2}{^{#2}}}", r"\p{x} + \p{y}{2}", "x + y^{2}"),
        (r"\NewDocumentCommand{\p}{m d()}{#1\IfValueT{#2}{_{#2}}}", r"\p{x} + \p{y}(2)", "x + y_{2}"),
        (r"\newcommand{\p}[2][]{#2\ifthenelse{\equal{#1}{}}{}{_{#1}}}", r"\p{x} + \p[2]{y}", "x + y_{2}"),
    ],
)
def test_calls(definition: str, call: str, expected: str) -> None:
    assert formulas(f"${definition}$ and ${call}$") == formulas(f"and ${expected}$")


def formulas(text: str) -> list[str]:
    """The formulas of a Markdown text."""
    found = read_source(text, "markdown")
    parsed = [parse(segment, found.macros) for segment in found.segments if segment.is_math]
    return [view(formula.relation) for each in parsed for formula in each.formulas]


@pytest.mark.parametrize(
    "text",
    [
        r"$\def\a{\a\a} \a$",
        r"$\def\a{\b\b}\def\b{\a\a} \a$",
        r"$\def\a#1;{#1#1} " + r"\a x;" * 30 + "$",
        r"$\def\a#1;{#1} " + r"\a " * 3000 + "$",
        r"$\NewDocumentCommand{\a}{s o m}{\a*[#3]{#3#3}} \a{x}$",
        r"$\newcommand{\a}[2][\a]{\a{#2}} \a x$",
    ],
)
def test_macros_that_grow_are_bounded(text: str) -> None:
    begun = time.process_time()
    formulas(text)
    assert time.process_time() - begun < 1
