"""Tokens of mathematics, their places, and the macros in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mclint.sources.macros import Macro, Macros
from mclint.sources.segment import Kind, Segment
from mclint.span import Span
from mclint.syntax.brackets import Matching
from mclint.syntax.expand import expand
from mclint.syntax.tidy import pair_braces, tidy
from mclint.syntax.tokens import MAX_TOKENS, Token, scan, tokenize, word


def texts(latex: str) -> list[str]:
    return [token.text for token in scan(latex)]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\mathbf{x}^\top 12.5y", [r"\mathbf", "{", "x", "}", "^", r"\top", "12.5", "y"]),
        (r"\text{if } \operatorname{tr}A", [r"\text{if }", r"\operatorname{tr}", "A"]),
        (r"\begin {bmatrix} a \\[2pt] b", [r"\begin{bmatrix}", "a", r"\\", "b"]),
        ("tr(A) + xtr", ["tr", "(", "A", ")", "+", "x", "t", "r"]),
        ("∂x ᵀ ...", [r"\partial", "x", "^", r"\top", r"\dots"]),
    ],
)
def test_tokens(latex: str, expected: list[str]) -> None:
    assert texts(latex) == expected


def test_spaces_are_kept_beside_their_token() -> None:
    assert [token.gap for token in scan(r"d x\,y\ z~w")] == [0, 1, 1, 2, 2]


@pytest.mark.parametrize("spelling", [r"\mathrm{tr}", r"{\rm tr}", r"\operatorname*{tr}", "tr("])
def test_a_word_says_its_name(spelling: str) -> None:
    assert word(scan(spelling)[0]) == "tr"


@given(st.text(alphabet="ab\\{}^_ \n12∂x&|()", max_size=40))
def test_every_token_stands_where_it_says(latex: str) -> None:
    for token in scan(latex):
        written = latex[token.start : token.end]
        assert token.text == written or token.kind in ("command", "number", "symbol")


def test_offsets_are_those_of_the_file() -> None:
    quoted = Segment(Kind.DISPLAY, Span(0, 20), "a\n  b", 4, 0, (4, 5, 6, 7, 8))
    moved = Segment(Kind.INLINE, Span(9, 13), "ab", 10, 0)
    assert [(t.start, t.end) for t in tokenize(quoted)] == [(4, 5), (8, 9)]
    assert [(t.start, t.end) for t in tokenize(moved)] == [(10, 11), (11, 12)]


MACROS = Macros({"pd": Macro("pd", 2, None, r"\frac{#1}{#2}"), "again": Macro("again", 0, None, r"x\again")})


def test_an_expansion_stands_where_its_call_stands() -> None:
    latex = r"a \pd{b}{c} d"
    tokens = expand(scan(latex), MACROS)
    assert tokens is not None
    places = [(token.text, latex[token.start : token.end]) for token in tokens]
    call = r"\pd{b}{c}"
    assert places == [
        ("a", "a"), ("\\frac", call), ("{", call), ("b", "b"), ("}", call), ("{", call), ("c", "c"), ("}", call),
        ("d", "d"),
    ]  # fmt: skip


def test_expansion_is_bounded() -> None:
    assert expand(scan(r"\again"), MACROS) is None
    assert expand(scan("x" * (MAX_TOKENS + 10)), None) is None


def tidied(latex: str) -> list[Token]:
    tokens = scan(latex)
    return tidy(tokens, pair_braces(tokens)[0])


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"a \tag{1} \label{x} \nonumber", ["a"]),
        (r"\color{red} a \textcolor{red}{b}", ["a", "{", "b", "}"]),
        (r"a := b \stackrel{def}{=} c \not= d", ["a", ":=", "b", ":=", "c", "\\not=", "d"]),
        (r"\bigl( a \Big| \left[ b \right]", ["(", "a", "|", "\\left [", "b", "\\right ]"]),
        (r"\begin{aligned} a &= b \end{aligned}", ["a", "=", "b"]),
        (r"\frac12", ["\\frac", "1", "2"]),
    ],
)
def test_what_is_no_mathematics_is_left_out(latex: str, expected: list[str]) -> None:
    assert [token.text for token in tidied(latex)] == expected


@pytest.mark.parametrize(
    ("latex", "bars"),
    [
        ("|A||B|", ["\\lvert", "\\rvert", "\\lvert", "\\rvert"]),
        ("||A||", ["\\lVert", "\\relax", "\\rVert", "\\relax"]),
        ("p(x|y)", ["\\mid"]),
        ("f|_{x}", ["\\evaluated"]),
        ("|x + |y||", ["\\lvert", "\\lvert", "\\rvert", "\\rvert"]),
        ("p(x|y) + |z|", ["\\mid", "\\lvert", "\\rvert"]),
    ],
)
def test_vertical_bars_are_told_apart(latex: str, bars: list[str]) -> None:
    tokens = tidied(latex)
    found = Matching(tokens).tokens
    assert [new.text for old, new in zip(tokens, found, strict=True) if old.text == "|"] == bars


def test_brackets_of_different_rows_belong_together_only_without_a_relation() -> None:
    assert Matching(tidied(r"( a \\ + b )")).partner[0] == 5
    assert Matching(tidied(r"( a \\ c = b )")).partner[0] == -1
