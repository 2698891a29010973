"""What mathematics declares, and what it does not."""

from __future__ import annotations

import pytest

from mclint.document.equations import property_of_equation
from mclint.document.formulas import declared
from mclint.document.scope import key_of, spelled
from mclint.document.sets import members_of
from mclint.document.statement import Declaration, Property, Rank
from mclint.sources.reader import read_source
from mclint.span import Span
from mclint.syntax.parser import parse
from mclint.syntax.tree import Apply, Expr, Name, Op, Parsed


def parsed(latex: str) -> Parsed:
    """One formula, parsed."""
    source = read_source(f"${latex}$", "markdown")
    (piece,) = (piece for piece in source.segments if piece.is_math)
    return parse(piece, source.macros)


def shapes(latex: str) -> list[str]:
    """Symbols and sizes, as `A: m, n`."""
    return [f"{key_of(said.symbol)}: {size(said)}" for said in declared(parsed(latex))]


def size(said: Declaration) -> str:
    rows, columns = said.rows, said.columns
    return "?" if rows is None or columns is None else f"{spelled(rows)}, {spelled(columns)}"


DECLARE = [
    (r"A \in \mathbb{R}^{m\times n}", ["A: m, n"]),
    (r"x \in \mathbb{R}^n", ["x: n, 1"]),
    (r"\mathbf{x}\in\mathbb{R}^{n \times 1}", ["x: n, 1"]),
    (r"x \in \mathbb R^n", ["x: n, 1"]),
    (r"x \in \R^n", ["x: n, 1"]),
    (r"x \in \Re^n", ["x: n, 1"]),
    (r"x \in \mathbf{R}^n", ["x: n, 1"]),
    (r"x \in R^n", ["x: n, 1"]),
    (r"x \in \mathbb{C}^{n}", ["x: n, 1"]),
    (r"X, Y \in \mathbb{R}^{n \times p}", ["X: n, p", "Y: n, p"]),
    (r"\mathbf{p},\, \mathbf{q},\, \mathbf{V} \in \mathbb{R}^{k \times 1}", ["p: k, 1", "q: k, 1", "V: k, 1"]),
    (r"C \in \mathbb{R}^{k \times k}, \quad D \in \mathbb{R}^{l \times k}", ["C: k, k", "D: l, k"]),
    (r"\Sigma \in \mathbb{S}_{++}^n", ["Sigma: n, n"]),
    (r"y \in \{0,1\}^n", ["y: n, 1"]),
    (r"p \in (0,1)^n", ["p: n, 1"]),
    (r"p \in [0,1]^n", ["p: n, 1"]),
    (r"x \in \mathbb{R}", ["x: 1, 1"]),
    (r"x \in \mathbb{R}_+", ["x: 1, 1"]),
    (r"x \in \mathbb{R}_{>0}", ["x: 1, 1"]),
    (r"k \in \mathbb{N}", ["k: 1, 1"]),
    (r"x \in \mathbb{R}^{n+1}", ["x: n+1, 1"]),
    (r"x \in \mathbb{R}^{2n}", ["x: 2*n, 1"]),
    (r"x \in \mathbb{R}^{784}", ["x: 784, 1"]),
    (r"W \in \mathbb{R}^{(n+1) \times m}", ["W: n+1, m"]),
    (r"W \in \mathbb{R}^{m \times n+1}", ["W: m, n+1"]),
    (r"y(x) \in \mathbb{R}^m", ["y: m, 1"]),
    (r"F(x) \in \mathbb{R}^{m\times m}", ["F: m, m"]),
    (r"z = Wx + b \in \mathbb{R}^k", ["z: k, 1"]),
    (r"A = (a_{ij}) \in \mathbb{R}^{m \times n}", ["A: m, n"]),
    (r"x^\top \in \mathbb{R}^{1 \times n}", ["x: n, 1"]),
    (r"x_i \in \mathbb{R}^d", ["x: d, 1"]),
    (r"\mathbf{x}^{(i)} \in \mathbb{R}^d", ["x: d, 1"]),
    (r"x_1, \dots, x_n \in \mathbb{R}^d", ["x: d, 1"]),
    (r"\{x_i\}_{i=1}^n \subset \mathbb{R}^d", ["x: d, 1"]),
    (r"S_0 \in \mathbb{R}^{d \times d}", ["S_0: d, d"]),
    (r"W^{[l]} \in \mathbb{R}^{n_l \times n_{l-1}}", ["W^l: n_l, n_l+-1"]),
    (r"f: \mathbb{R}^n \to \mathbb{R}^m", ["f: m, 1"]),
    (r"f \colon \mathbb{R}^n \rightarrow \mathbb{R}", ["f: 1, 1"]),
    (r"(x, y) \in \mathbb{R}^n \times \mathbb{R}", ["x: n, 1", "y: 1, 1"]),
    (r"\lambda > 0", ["lambda: ?"]),
]


@pytest.mark.parametrize(("latex", "expected"), DECLARE, ids=[latex for latex, _ in DECLARE])
def test_declarations(latex: str, expected: list[str]) -> None:
    assert [each.replace("+-1", "-1") for each in shapes(latex)] == [each.replace("+-1", "-1") for each in expected]


NOTHING = [
    r"\frac{\partial f}{\partial x} \in \mathbb{R}^{1\times n}",
    r"A x \in \mathbb{R}^m",
    r"x \in S",
    r"f \in \mathcal{F}",
    r"x_i \in \mathbb{R}",
    r"\mathcal{X} \subset \mathbb{R}^n",
    r"T \in \mathbb{R}^{a \times b \times c}",
    r"i \in \{1, \dots, n\}",
    r"n \geq m",
    r"x^\top A x > 0",
    r"A > 0",
    r"x = y",
    r"x \notin \mathbb{R}^n",
    r"x \sim \mathcal{N}(0, 1)",
]


@pytest.mark.parametrize("latex", NOTHING)
def test_what_declares_nothing(latex: str) -> None:
    assert shapes(latex) == [] or latex.startswith("i ")


PROPERTIES = [
    (r"\lambda > 0", {Property.POSITIVE}, Rank.SCALAR),
    (r"0 < \alpha < 1", {Property.POSITIVE}, Rank.SCALAR),
    (r"\sigma^2 > 0", {Property.POSITIVE}, Rank.SCALAR),
    (r"\lambda \ge 0", {Property.NON_NEGATIVE}, Rank.SCALAR),
    (r"c > 0", {Property.POSITIVE}, None),
    (r"x \neq 0", {Property.NON_ZERO}, None),
    (r"x \ne \mathbf{0}", {Property.NON_ZERO}, None),
    (r"\Sigma \succ 0", {Property.SYMMETRIC, Property.POSITIVE_DEFINITE}, Rank.SQUARE),
    (r"\Sigma \succeq 0", {Property.SYMMETRIC, Property.POSITIVE_SEMIDEFINITE}, Rank.SQUARE),
    (r"0 \prec A", {Property.SYMMETRIC, Property.POSITIVE_DEFINITE}, Rank.SQUARE),
    (r"A \in \mathbb{S}_{+}^n", {Property.SYMMETRIC, Property.POSITIVE_SEMIDEFINITE}, None),
    (r"A \in \mathbb{S}^n", {Property.SYMMETRIC}, None),
    (r"u \in \mathbb{S}^{n-1}", {Property.UNIT_NORM}, None),
    (r"x \in \mathbb{R}_{>0}^n", {Property.POSITIVE}, None),
    (r"x \in \mathbb{R}_+^n", {Property.NON_NEGATIVE}, None),
]


@pytest.mark.parametrize(("latex", "properties", "rank"), PROPERTIES, ids=[row[0] for row in PROPERTIES])
def test_properties(latex: str, properties: set[Property], rank: Rank | None) -> None:
    (said,) = declared(parsed(latex))
    assert said.properties == properties
    assert said.rank is rank


def test_double_plus_is_definite() -> None:
    here = Span(0, 1)
    positive = Apply(here, Op.POWER, (Name(here, "S", "bb", (), "++"), Name(here, "n")))
    members = members_of(positive)
    assert members is not None
    assert members.properties == {Property.SYMMETRIC, Property.POSITIVE_DEFINITE}


def test_families_have_a_number_of_members() -> None:
    (open_ended,) = declared(parsed(r"x_i \in \mathbb{R}^d"))
    assert isinstance(open_ended.samples, Apply)
    assert open_ended.samples.op is Op.MISSING
    for latex in (r"x_1, \dots, x_n \in \mathbb{R}^d", r"\{x_i\}_{i=1}^n \subset \mathbb{R}^d"):
        (said,) = declared(parsed(latex))
        assert said.samples is not None
        assert spelled(said.samples) == "n"
        assert key_of(said.symbol) == "x"


def test_functions_have_a_domain() -> None:
    (said,) = declared(parsed(r"f: \mathbb{R}^n \times \mathbb{R} \to \mathbb{R}^m"))
    assert [(spelled(rows), spelled(columns)) for rows, columns in said.domain] == [("n", "1"), ("1", "1")]
    assert said.rank is Rank.FUNCTION
    (said,) = declared(parsed(r"f: \mathcal{X} \to \mathbb{R}"))
    assert said.domain == ()


def test_functions_depend_on_their_arguments() -> None:
    (said,) = declared(parsed(r"y(x) \in \mathbb{R}^m"))
    assert [name.letter for name in said.depends_on] == ["x"]


def test_spans_and_clauses() -> None:
    text = r"Let $A \in \mathbb{R}^{m \times n}$ be."
    source = read_source(text, "markdown")
    (piece,) = (piece for piece in source.segments if piece.is_math)
    (said,) = declared(parse(piece, source.macros))
    assert text[said.span.start : said.span.end] == r"A \in \mathbb{R}^{m \times n}"
    assert said.because == "A is m × n"
    assert declared(parse(piece, source.macros), "if")[0].because == "if A is m × n"


EQUATIONS = [
    (r"A = A^\top", "A", Property.SYMMETRIC),
    (r"A^\top = A", "A", Property.SYMMETRIC),
    (r"A^\top = -A", "A", Property.ANTISYMMETRIC),
    (r"Q^\top Q = I", "Q", Property.ORTHONORMAL_COLUMNS),
    (r"QQ^\top = I", "Q", Property.ORTHONORMAL_ROWS),
    (r"I = Q^\top Q", "Q", Property.ORTHONORMAL_COLUMNS),
    (r"Q^\top = Q^{-1}", "Q", Property.ORTHOGONAL),
    (r"P^2 = P", "P", Property.IDEMPOTENT),
    (r"PP = P", "P", Property.IDEMPOTENT),
    (r"\|u\| = 1", "u", Property.UNIT_NORM),
    (r"\|u\|_2^2 = 1", "u", Property.UNIT_NORM),
    (r"w^\top w = 1", "w", Property.UNIT_NORM),
    (r"\mathbf 1^\top p = 1", "p", Property.SUMS_TO_ONE),
    (r"\sum_i p_i = 1", "p", Property.SUMS_TO_ONE),
]


def sides(latex: str) -> tuple[Expr, Expr]:
    (formula,) = parsed(latex).formulas
    left, right = formula.relation.parts
    return left, right


@pytest.mark.parametrize(("latex", "letter", "stated"), EQUATIONS, ids=[row[0] for row in EQUATIONS])
def test_equations_that_state_a_property(latex: str, letter: str, stated: Property) -> None:
    found = property_of_equation(*sides(latex))
    assert found is not None
    assert (found[0].letter, found[1]) == (letter, stated)


@pytest.mark.parametrize(
    "latex", [r"A = B^\top", r"Q^\top P = I", r"\|u\|_1 = 1", r"A^\top A = B", r"x = x", r"x^2 = x", r"w^\top v = 1"]
)
def test_equations_that_state_none(latex: str) -> None:
    assert property_of_equation(*sides(latex)) is None
