"""What of a LaTeX file is mathematics, what is prose, and what belongs together."""

from __future__ import annotations

import pytest

from mclint.sources.reader import Sourced, read_source
from mclint.sources.segment import Kind


def read(body: str) -> Sourced:
    return read_source(body, "latex")


def mathematics(body: str) -> list[tuple[str, str]]:
    return [(segment.environment, segment.text.strip()) for segment in read(body).segments if segment.is_math]


def prose(body: str) -> str:
    return " ".join(" ".join(segment.text for segment in read(body).segments if not segment.is_math).split())


def blocks(body: str) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for segment in read(body).segments:
        if segment.text.strip():
            found.setdefault(segment.block, []).append(segment.text.strip())
    return list(found.values())


@pytest.mark.parametrize(
    "name",
    ["equation", "align", "align*", "flalign", "gather*", "multline", "eqnarray", "displaymath", "dmath", "math"],
)
def test_environments(name: str) -> None:
    body = f"So \\begin{{{name}}} a = b \\label{{x}} \\end{{{name}}} holds"
    assert mathematics(body) == [(name, r"a = b \label{x}")]
    assert prose(body) == "So holds"


def test_delimiters() -> None:
    body = r"$a$ $$b$$ \(c\) \[d\] $a$$b$ \$5 \\[2pt] $ e $"
    expected = [("$", "a"), ("$$", "b"), (r"\(", "c"), (r"\[", "d"), ("$", "a"), ("$", "b"), ("$", "e")]
    assert mathematics(body) == expected


def test_the_argument_of_alignat_is_not_content() -> None:
    assert mathematics(r"\begin{alignat*}{2} a &= b \end{alignat*}") == [("alignat*", "a &= b")]


def test_comments_are_spaces_and_offsets_stay() -> None:
    body = "\\begin{align} a % $b$\n = 5\\% \\end{align} % $c$"
    [segment] = [segment for segment in read(body).segments if segment.is_math]
    assert segment.text == " a      \n = 5\\% "
    assert body[segment.first + 1] == "a"


@pytest.mark.parametrize(
    "hidden",
    [
        "\\begin{verbatim}\n$x$\n\\end{verbatim}",
        "\\begin{lstlisting}[language=C]\n$x$\n\\end{lstlisting}",
        "\\begin{minted}{tex}\n$x$\n\\end{minted}",
        "\\verb|$x$|",
        "\\verb*+$x$+",
        "\\url{a$x$}",
    ],
)
def test_verbatim_is_not_content(hidden: str) -> None:
    assert mathematics(f"one $a$ {hidden} two $b$") == [("$", "a"), ("$", "b")]
    assert prose(f"one {hidden} two") == "one two"


def test_only_the_document_is_prose() -> None:
    body = "\\title{$x$}\n\\begin{document}\nLet $y$.\n\\end{document}\nnotes $z$"
    assert mathematics(body) == [("$", "y")]
    assert prose(body) == "Let ."


def test_words_in_commands() -> None:
    body = (
        r"Let \textbf{the matrix} \emph{be} \cite[p.~3]{key} as in~\ref{eq} \& 5\% \foo{known}, \href{http://a}{here}."
    )
    assert prose(body) == "Let the matrix be as in & 5 % known , here ."


def test_headings() -> None:
    body = "\\section{The \\emph{first} $f$}\nText\n\\subsection*{Second}\\label{s}\n\\chapter[short]{Third}"
    headings = [
        (segment.level, segment.text.strip()) for segment in read(body).segments if segment.kind is Kind.HEADING
    ]
    assert [(level, " ".join(text.split())) for level, text in headings if text] == [
        (2, "The first"),
        (3, "Second"),
        (1, "Third"),
    ]
    assert mathematics(body) == [("$", "f")]


def test_blocks() -> None:
    body = (
        "One $a$\n\\[ b \\]\nmore.\n\nTwo\n\\begin{itemize}\n\\item three $c$\n\\item four\n\\end{itemize}\n"
        "\\begin{theorem}[Name] five \\end{theorem} six"
    )
    assert blocks(body) == [
        ["One", "a", "b", "more."],
        ["Two"],
        ["three", "c"],
        ["four"],
        ["[Name] five"],
        ["six"],
    ]


def test_dollars_inside_text_do_not_end_a_formula() -> None:
    assert mathematics(r"$x \text{ for $y$} z$ and $w$") == [("$", r"x \text{ for $y$} z"), ("$", "w")]


@pytest.mark.parametrize("opening", [r"\begin{align} a", r"\[ a"])
def test_what_never_ends_is_a_problem_where_it_begins(opening: str) -> None:
    found = read(f"words {opening}\n\nmore $b$")
    assert [problem.span.start for problem in found.problems] == [6]
    assert [segment.text for segment in found.segments if segment.is_math] == ["b"]


def test_many_problems_are_few() -> None:
    assert len(read("\\begin{align}" * 500).problems) == 20


@pytest.mark.parametrize(
    "preamble",
    [
        r"\newcommand{\be}{\begin{equation}} \newcommand{\ee}{\end{equation}}",
        r"\def\be{\begin{align*}} \def\ee{\end{align*}}",
        r"\def\be{\[} \def\ee{\]}",
    ],
)
def test_macros_that_open_and_close_displays(preamble: str) -> None:
    text = preamble + "\\begin{document}Let \\be a = b \\ee and \\be\nc = d\n\\ee, not \\bea.\\be\\end{document}"
    found = read_source(text, "latex")
    assert [each.text.strip() for each in found.segments if each.is_math] == ["a = b", "c = d"]
    assert found.problems == ()
