"""How formulas are read: a table of readings, formulas of a segment, what is not well formed, bounds."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax_view import read, view

from mclint.sources.macros import Macro, Macros
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Opaque, children, nodes

LINES = (Path(__file__).parent / "readings.txt").read_text(encoding="utf-8").split("\n")
READINGS = [
    (latex, reading.removeprefix("    => ")) for latex, reading in pairwise(LINES) if reading.startswith("    => ")
]
PIECES = [
    r"a",
    r"b",
    r"x",
    r"A",
    r"W",
    r"d",
    r"D",
    r"e",
    r"f",
    r"g",
    r"\frac",
    r"\partial",
    r"\nabla",
    r"{",
    r"}",
    r"(",
    r")",
    r"[",
    r"]",
    r"^",
    r"_",
    r"'",
    r"!",
    r"+",
    r"-",
    r"=",
    r"\cdot",
    r"/",
    r"\left(",
    r"\right)",
    r"\left.",
    r"\right|",
    r"|",
    r"\|",
    r"\text{if}",
    r"\mathrm{d}",
    r"\mathbf",
    r"\hat",
    r"\sum",
    r"\int",
    r"\ln",
    r"\tr",
    r",",
    r";",
    r"\\",
    r"&",
    r"\quad",
    r"\begin{bmatrix}",
    r"\end{bmatrix}",
    r"\begin{cases}",
    r"\end{cases}",
    r"\begin{aligned}",
    r"\end{aligned}",
    r"1",
    r"23",
    r"\dots",
    r"\mid",
    r"\pdv",
    r"\dot",
    r"\bf",
    r"\over",
    r"\sqrt",
    r"\underset",
    r"\stackrel",
    r"\to",
    r"\Rightarrow",
    r"T",
    r"\top",
    r"\prime",
    r"*",
    r"\odot",
    r"\{",
    r"\}",
    r"\langle",
    r"\rangle",
    r"\begin{array}",
    r"\vec",
    r"D_x",
    r".",
    r":",
    r"\tag",
    r"\operatorname",
    r"\not",
    r"{}",
    r"∂",
    r"ᵀ",
    r"标",
]
soup = st.builds(
    lambda pieces, glue: glue.join(pieces), st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "])
)


@pytest.mark.parametrize(("latex", "reading"), READINGS, ids=[latex for latex, _ in READINGS])
def test_readings(latex: str, reading: str) -> None:
    assert read(latex) == reading


def test_the_table_of_readings_is_found() -> None:
    assert len(READINGS) > 100


def test_a_formula_keeps_the_words_before_it() -> None:
    formulas = parse_text(r"\text{If } a = b, \text{ then } c = d \Rightarrow e = f").formulas
    assert [formula.before for formula in formulas] == ["If", "then", "\\Rightarrow"]


def test_a_segment_that_starts_with_a_sign_continues() -> None:
    assert [f.continues for f in parse_text(r"&= a \\ &= b").formulas] == [True]
    assert [f.continues for f in parse_text("a = b").formulas] == [False]


MALFORMED = [
    (r"\frac{\partial x^\top x}{\partial x = 2x", "{", "a brace is never closed"),
    (r"a + b} = c", "}", "a brace closes nothing"),
    (r"x = \frac", "\\frac", "`\\frac` has no numerator"),
    (r"x = \frac{a}", "\\frac{a}", "`\\frac` has no denominator"),
    (r"a + = b", "+", "`+` has no right operand"),
    (r"\left( a = b", "\\left(", "`\\left` has no `\\right`"),
    (r"\frac{\partial f}{x} = 1", "x", "the denominator of a derivative has no `\\partial`"),
    (r"\frac{x}{\partial f} = 1", "x", "the numerator of a derivative has no `\\partial`"),
    (r"\partial x_j/x_i = 1", "x_i", "the denominator of a derivative has no `\\partial`"),
]


@pytest.mark.parametrize(("latex", "place", "message"), MALFORMED)
def test_malformed_mathematics_is_a_problem(latex: str, place: str, message: str) -> None:
    (problem,) = parse_text(latex).problems
    assert (latex[problem.span.start : problem.span.end], problem.message) == (place, message)


WELL_FORMED = [
    r"a + \\ + b", r"x* = \arg\min f", "W += dW", r"\| \cdot \| = 1", r"(a \\ b)", r"\{ a", "a )", "a -", r"\frac12",
    r"\frac{df}{n}", r"\partial f / 2", r"\frac{\partial f}{2}", r"a = \\ = b", r"\cdot", "",
]  # fmt: skip


@pytest.mark.parametrize("latex", WELL_FORMED)
def test_loose_mathematics_is_no_problem(latex: str) -> None:
    assert parse_text(latex).problems == ()


MACROS = Macros(
    {
        "pd": Macro("pd", 2, None, r"\frac{\partial #1}{\partial #2}"),
        "vx": Macro("vx", 0, None, r"\mathbf{x}"),
        "Tr": Macro("Tr", 0, None, "Tr", is_operator=True),
        "norm": Macro("norm", 2, "2", r"\left\|#2\right\|_{#1}"),
        "words": Macro("words", 1, None, r"\text{#1}"),
        "loop": Macro("loop", 0, None, r"\loop\loop"),
    }
)


def test_macros_are_read_as_what_they_stand_for() -> None:
    (formula,) = parse_text(r"\pd{\Tr(A\vx)}{A} = \norm{x} + \norm[F]{y} + \words{abc}", MACROS).formulas
    assert view(formula.relation) == (
        "<D FRACTION (TRACE (PRODUCT A x:bold)) / A> = (ADD (NORM x 2) (NORM y F) abc:roman)"
    )


def test_a_macro_that_never_ends_is_given_up() -> None:
    (formula,) = parse_text(r"a = \loop", MACROS).formulas
    assert isinstance(formula.relation.parts[0], Opaque) and formula.relation.parts[0].reason == "limit"


MANY = 10_000
DEEP = {
    "braces": "{" * MANY + "x" + "}" * MANY,
    "open braces": "{" * MANY,
    "parentheses": "(" * MANY + "x" + ")" * MANY,
    "closing": ")" * MANY,
    "calls": "f(" * MANY + "x" + ")" * MANY,
    "left": "\\left(" * MANY + "x" + "\\right)" * MANY,
    "fractions": "\\frac{" * MANY + "1" + "}{2}" * MANY,
    "powers": "x" + "^{x" * MANY + "}" * MANY,
    "transposes": "x" + "^T" * MANY,
    "functions": "\\ln" * MANY + " x",
    "decorations": "\\hat" * MANY + " x",
    "sums": "\\sum_i" * MANY + " x",
    "bars": "|" * MANY,
    "slashes": "a/" * MANY + "b",
    "differentials": "d" * MANY,
    "partials": "\\partial " * MANY,
    "evaluated": "x|_{" * MANY + "}" * MANY,
    "matrices": "\\begin{bmatrix}" * MANY + "x" + "\\end{bmatrix}" * MANY,
    "words": "\\text{" * MANY,
    "lists": "a,\\dots," * MANY,
    "rows": "a \\\\ + " * MANY,
    "letters": "x" * 1_000_000,
}


@pytest.mark.parametrize("latex", DEEP.values(), ids=DEEP.keys())
def test_hostile_text_is_read_in_bounded_time_and_depth(latex: str) -> None:
    start = time.process_time()
    parsed = parse_text(latex)
    assert time.process_time() - start < 5
    level = [formula.relation for formula in parsed.formulas]
    for _ in range(400):
        level = [child for node in level for child in children(node)]
    assert not level


@settings(max_examples=300, deadline=None)
@given(soup)
def test_any_tokens_give_a_tree_whose_parts_lie_within(latex: str) -> None:
    for formula in parse_text(latex).formulas:
        for node in nodes(formula.relation):
            assert 0 <= node.span.start <= node.span.end <= len(latex)
            for child in children(node):
                assert node.span.start <= child.span.start and child.span.end <= node.span.end


def test_an_operator_name_without_a_letter_is_read() -> None:
    assert parse_text(r"\operatorname{\}") is not None
