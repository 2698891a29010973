"""Every node stands where the reader would underline it, in plain text, in quotes and in macros."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from test_printer import expressions

from mclint.sources.macros import Macro, Macros
from mclint.sources.reader import read_source
from mclint.syntax.parser import parse, parse_text
from mclint.syntax.printer import latex
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, Relation, children, nodes


def underlined(text: str, wanted: object) -> list[str]:
    """What the nodes of an operator or type underline, in the order of the text."""
    found = [node for formula in parse_text(text).formulas for node in nodes(formula.relation)]
    chosen = [n for n in found if (n.op is wanted if isinstance(n, Apply) else type(n) is wanted)]
    return [text[node.span.start : node.span.end] for node in chosen]


@pytest.mark.parametrize(
    ("text", "wanted", "places"),
    [
        (r"a + \mathbf{x}^{\top} b", Op.TRANSPOSE, [r"\mathbf{x}^{\top}"]),
        (r"2 \left( A x \right) c", Op.GROUP, [r"\left( A x \right)"]),
        (r"\frac{\partial f}{\partial x} = {2} x", Op.PRODUCT, ["{2} x"]),
        (r"= \frac{\partial f}{\partial x} g", Derivative, [r"\frac{\partial f}{\partial x}"]),
        (r"\frac{\partial}{\partial x} f g + h", Derivative, [r"\frac{\partial}{\partial x} f g"]),
        (r"a + \nabla_x f(x)^\top d", Derivative, [r"\nabla_x f(x)"]),
        (r"\log \det X + 1", Op.LOG, [r"\log \det X"]),
        (r"\|x\|_2^2 y", Op.NORM, [r"\|x\|_2"]),
        (r"||x|| y", Op.NORM, ["||x||"]),
        (r"\hat{y}_i A_{12}", Name, [r"\hat{y}", "i", "A"]),
        (r"\hat{y}_i A_{12}", Number, ["1", "2"]),
        (r"w_{\text{new}}^T", Name, [r"w_{\text{new}}"]),
        (r"\sum_{i=1}^n x_i + 1", Op.SUM, [r"\sum_{i=1}^n x_i"]),
        (r"a \cdot b - {c d}", Op.NEG, ["- {c d}"]),
        (r"\begin{bmatrix} a & b \\ c \end{bmatrix} x", Op.ROW, ["a & b", "c"]),
        (r"{x^{(i)}}^T", Op.TRANSPOSE, [r"{x^{(i)}}^T"]),
        (r"\mathbf{A B}^T", Op.PRODUCT, [r"\mathbf{A B}^T"]),
        (r"a = b, \quad c = d.", Relation, ["a = b", "c = d"]),
    ],
)
def test_nodes_underline_their_text(text: str, wanted: object, places: list[str]) -> None:
    assert underlined(text, wanted) == places


def test_signs_have_their_own_place() -> None:
    text = r"a \stackrel{d}{=} b"
    (sign,) = parse_text(text).formulas[0].relation.signs
    assert text[sign.span.start : sign.span.end] == r"\stackrel{d}{=}"


def leaf_text(node: Expr) -> str:
    """The letter or digits that the text of a leaf must contain."""
    return node.letter if isinstance(node, Name) else str(node.value.numerator) if isinstance(node, Number) else ""


@settings(max_examples=200, deadline=None)
@given(expressions)
def test_leaves_and_parents_of_printed_formulas(expr: Expr) -> None:
    text = latex(expr)
    for formula in parse_text(text).formulas:
        for node in nodes(formula.relation):
            written = text[node.span.start : node.span.end]
            if isinstance(node, Name):
                assert leaf_text(node) in written and written.count("{") == written.count("}")
            if isinstance(node, Number) and node.value.denominator == 1:
                assert written == leaf_text(node)
            for child in children(node):
                assert node.span.start <= child.span.start and child.span.end <= node.span.end


def test_in_a_quote_the_places_are_those_of_the_file() -> None:
    text = "> We have\n> $$ a =\n>    \\mathbf{x}^\\top b $$\n"
    segment = next(s for s in read_source(text, "markdown").segments if s.is_math)
    relation = parse(segment).formulas[0].relation
    assert text[relation.parts[1].span.start : relation.parts[1].span.end] == "\\mathbf{x}^\\top b"


def test_what_a_macro_makes_stands_at_its_call() -> None:
    macros = Macros(
        {"T": Macro("T", 1, None, r"#1^\top"), "pd": Macro("pd", 2, None, r"\frac{\partial #1}{\partial #2}")}
    )
    text = r"\pd{f}{x} = \T{A} b"
    relation = parse_text(text, macros).formulas[0].relation
    derivative, product = relation.parts
    assert text[derivative.span.start : derivative.span.end] == r"\pd{f}{x}"
    assert [text[n.span.start : n.span.end] for n in children(derivative)] == ["f", "x"]
    assert [text[n.span.start : n.span.end] for n in children(product)] == [r"\T{A}", "b"]
