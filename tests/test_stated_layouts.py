"""Layouts that a text settles on, and what it says their names mean."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import mclint
from mclint.document.spoken import spoken
from mclint.document.statement import Spoken
from mclint.sources.reader import read_source
from mclint.syntax.parser import parse
from mclint.values.layout import in_force

NUMERATOR, DENOMINATOR, COLUMNS = {"numerator"}, {"denominator"}, {"denominator", "hybrid"}
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def listen(text: str) -> Spoken:
    source = read_source(text, "markdown")
    return spoken([(piece, parse(piece, source.macros) if piece.is_math else None) for piece in source.segments])


def stated(text: str) -> list[set[str]]:
    """The sets of layouts that a text settles on, in order."""
    return [set(each.layouts) for each in listen(text).layouts]


def defined(text: str) -> list[tuple[str, bool]]:
    """The names that a text defines, and whether the other way round."""
    return [(each.name, each.swapped) for each in listen(text).layout_definitions]


STATE = [
    ("We use denominator layout.", [DENOMINATOR]),
    ("We use the *numerator* layout.", [NUMERATOR]),
    ("This chapter uses numerator layout everywhere.", [NUMERATOR]),
    ("From here on we continue with denominator layout.", [DENOMINATOR]),
    ("We adopt the denominator layout convention.", [DENOMINATOR]),
    ("Here we follow the numerator-layout convention.", [NUMERATOR]),
    ("Denominator layout is used throughout.", [DENOMINATOR]),
    ("**Convention:** numerator layout.", [NUMERATOR]),
    (r"In denominator layout, $\frac{\partial Ax}{\partial x} = A^\top$.", [DENOMINATOR]),
    ("We work in what is usually called gradient or denominator layout.", [DENOMINATOR]),
    ("We use denominator layout, not numerator layout.", [DENOMINATOR]),
    ("The gradient is a column vector.", [COLUMNS]),
    ("We use denominator layout for gradients.", [COLUMNS]),
    ("Here we use the **denominator layout** for the derivatives of a scalar, as most do.", [COLUMNS]),
    ("We use denominator layout for derivatives of vectors, too.", [DENOMINATOR]),
    ("Gradients are columns here.", [COLUMNS]),
    ("The gradient of a scalar is a row vector (numerator layout).", [NUMERATOR]),
    ("The layout is denominator layout.", [DENOMINATOR]),
    ("All derivatives below are in denominator layout.", [DENOMINATOR]),
    ("Denominator layout throughout.", [DENOMINATOR]),
    ("Derivatives with respect to vectors are columns.", [COLUMNS]),
    ("We arrange the partial derivatives of a scalar in a column.", [COLUMNS]),
    (r"By convention $\frac{\partial f}{\partial x}$ is a row vector for a scalar $f$.", [NUMERATOR]),
    ("Gradients have the shape of the variable.", [COLUMNS]),
    (
        r"The gradient is a column; the Jacobian of a map from $n$ to $m$ numbers is $m \times n$.",
        [COLUMNS, {"numerator", "hybrid"}],
    ),
    ("Throughout, the Jacobian has a column for each output.", [DENOMINATOR]),
    ("We mostly keep the column vector convention for gradients.", [COLUMNS]),
    ("We take derivatives in numerator layout.", [NUMERATOR]),
    ("Notation: all derivatives in denominator layout.", [DENOMINATOR]),
    ("The gradient is a row vector.", [NUMERATOR]),
    ("Here we define the gradient of $f(x)$ to be a **row vector**.", [NUMERATOR]),
    ("We define the derivative of a scalar by a vector as a row vector.", [NUMERATOR]),
    ("The derivative of a scalar function $g(z)$ with respect to a vector $z$ is a row vector.", [NUMERATOR]),
    ("The gradient has the same shape as $x$.", [COLUMNS]),
    (
        r"For u of size $p \times 1$, w of size $q \times 1$, $\partial w/\partial u$ is a matrix of size $p \times q$",
        [DENOMINATOR],
    ),
    (
        r"With u of size $p \times 1$ and w of size $q \times 1$, $\partial w/\partial u$ is a $q \times p$ matrix.",
        [{"numerator", "hybrid"}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), STATE, ids=[text for text, _ in STATE])
def test_layouts_that_a_text_settles_on(text: str, expected: list[set[str]]) -> None:
    assert stated(text) == expected


SILENT = [
    "Many textbooks use numerator layout.",
    "Most ML papers use denominator layout.",
    "Alternatively, the gradient is written as a column vector.",
    "If gradients are columns, this differs.",
    "Some authors prefer the numerator layout.",
    "The numerator of the fraction is a row vector, and the denominator is a column vector.",
    "We do not use numerator layout.",
    "The gradient is not a row vector.",
    "One convention is numerator layout. A second convention is denominator layout.",
    "We discuss denominator layout below.",
    r"The derivative of $r$ with respect to $t$ is a column vector.",
    r"The Jacobian of a map from $n$ to $m$ numbers is $m \times n$.",
    r"Throughout, the Jacobian is an $n \times m$ matrix.",
    "We put the gradients in a row of the Jacobian.",
    r"Throughout, $\nabla f$ of a scalar $f$ is a column.",
    "The gradient could be a row vector or a column vector.",
    "Choose one of them (numerator layout, say) and keep to it.",
    "In numerator layout, it is a row vector; in denominator layout, it is a column vector.",
    "There are more of them (see those in *denominator layout*).",
    r"Let $x$ be a column vector and $a$ a row vector.",
    "The web page has a two-column layout, and the row layout differs.",
]


@pytest.mark.parametrize("text", SILENT)
def test_texts_that_settle_on_nothing(text: str) -> None:
    assert stated(text) == []


DEFINE = [
    ("In numerator layout the derivative of a loss by a column is a column.", [("numerator", True)]),
    (
        "In numerator layout the derivative of a loss $g$ by a vector $z$ is a row; in denominator layout it is a "
        "column, with the shape of $z$.",
        [("numerator", False), ("denominator", False)],
    ),
    (
        "In the denominator layout (or Jacobian formulation) the derivative takes the shape of $Z^T$. For a scalar $g$ "
        "and a column vector $z$, $y$ is new.",
        [("denominator", True)],
    ),
    (
        "In the numerator layout (or gradient formulation) the derivative takes the shape of $Z$.",
        [("numerator", True)],
    ),
    ("In numerator layout, the derivative of a vector by a scalar is a column vector.", [("numerator", False)]),
    (
        r"In numerator layout $\frac{\partial}{\partial z} b^\top z = b$ (a column vector), while in denominator "
        r"layout it is $b^\top$ (a row vector).",
        [("numerator", True), ("denominator", True)],
    ),
    ("The gradient is a row vector in numerator layout and a column vector in denominator layout.",
     [("numerator", False), ("denominator", False)]),
    ("We use denominator layout, so that the gradient is a column vector.", [("denominator", False)]),
    ("Numerator layout is popular.", []),
    ("In numerator layout the gradient by a matrix has the transposed shape of the matrix.", [("numerator", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DEFINE, ids=[text for text, _ in DEFINE])
def test_definitions_of_layouts(text: str, expected: list[tuple[str, bool]]) -> None:
    assert defined(text) == expected


def test_a_definition_goes_on_in_the_next_sentence() -> None:
    text = "In the denominator layout things differ. Of a loss $g$, the derivative by a vector is a row."
    assert defined(text) == [("denominator", True)]


def test_the_span_of_a_definition_is_the_mention() -> None:
    text = "In the numerator layout the derivative of a scalar by a vector is a column vector."
    (definition,) = listen(text).layout_definitions
    assert text[definition.span.start : definition.span.end] == "In the numerator layout"


def test_a_swapped_name_means_what_the_author_says() -> None:
    text = "In numerator layout the derivative of a scalar by a vector is a column vector.\n\nWe use numerator layout."
    assert stated(text) == [COLUMNS]
    text = "In denominator layout the derivative of a scalar by a vector is a row vector.\n\nWe use denominator layout."
    assert stated(text) == [NUMERATOR]


def test_local_remarks_on_both_layouts_settle_nothing_behind_them() -> None:
    text = "In numerator layout: $x = y$.\n\nIn denominator layout: $y = x$.\n\nAnd so on."
    (first, end), (second, last) = [(set(each.layouts), each.until) for each in listen(text).layouts]
    assert (first, second) == (NUMERATOR, DENOMINATOR)
    assert text.index("$x") < end <= text.index("In den") and text.index("$y") < last <= text.index("And")


@pytest.mark.parametrize("lead", ["In {} layout:", "In {} layout", "**{} layout:**", "Using {} layout,"])
def test_a_layout_that_is_named_before_a_display_holds_for_that_display(lead: str) -> None:
    claims = ["numerator", "$$ y = a^\\top $$", "denominator", "$$ y = a $$"]
    text = "We use hybrid layout.\n\n" + "\n\n".join(lead.format(each) if each[0] != "$" else each for each in claims)
    text += "\n\nAll the rest is as before."
    layouts = listen(text).layouts
    last = [in_force(layouts, text.index(place))[-1] for place in ("y = a^", "y = a $", "All")]
    assert [set(each.layouts) for each in last] == [NUMERATOR, DENOMINATOR, {"hybrid"}]


def test_what_is_right_in_the_layout_that_is_named_is_not_reported() -> None:
    text = "Let $A, X \\in \\mathbb{R}^{n \\times n}$.\n\n"
    for layout, value in (("numerator", "A"), ("denominator", "A^\\top")):
        text += (
            f"In {layout} layout:\n\n$$ \\frac{{\\partial}}{{\\partial X}} \\operatorname{{tr}}(A X) = {value} $$\n\n"
        )
    assert mclint.check(text) == []
    (finding,) = mclint.check(text.replace("A^\\top", "A"))
    assert finding.rule == "contradicted-layout"


@pytest.mark.parametrize("word", ["we use ", "the derivative is a row ", "in numerator layout it is a row "])
def test_hostile_text_is_read_in_linear_time(word: str) -> None:
    start = time.process_time()
    listen(word * 40_000 + "denominator layout")
    listen((word * 100 + "denominator layout. ") * 20)
    assert time.process_time() - start < 5


@pytest.mark.skipif(not SEEDS.exists(), reason="needs the shared documents")
@pytest.mark.parametrize(
    ("name", "row", "layouts"), [("002", 9, DENOMINATOR), ("003", 41, COLUMNS), ("004", 38, NUMERATOR)]
)
def test_real_documents_settle_on_a_layout(name: str, row: int, layouts: set[str]) -> None:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    text = path.read_text()
    found = [(text.count("\n", 0, each.span.start) + 1, set(each.layouts)) for each in listen(text).layouts]
    assert found[0] == (row, layouts)


@pytest.mark.skipif(not SEEDS.exists(), reason="needs the shared documents")
def test_a_real_document_changes_to_columns() -> None:
    (path,) = SEEDS.glob("004_*.txt")
    assert stated(path.read_text()) == [NUMERATOR, COLUMNS]


@pytest.mark.skipif(not SEEDS.exists(), reason="needs the shared documents")
def test_names_that_a_real_document_swaps() -> None:
    (path,) = SEEDS.glob("003_*.txt")
    text = path.read_text()
    rows = {text.count("\n", 0, each.span.start) + 1 for each in listen(text).layout_definitions if each.swapped}
    assert {33, 39, 119} <= rows
