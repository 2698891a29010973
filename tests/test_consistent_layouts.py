"""Documents that keep to one layout: nothing of the layout family is said, and what they claim is verified.

`rules/layouts` has a page for each layout, with the same notes in it.
"""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

import mclint
from mclint import pages
from mclint.config import Config
from mclint.diagnostic import Severity

LAYOUTS = ("numerator", "denominator", "hybrid")
PAGES = {layout: (ROOT / "rules" / "layouts" / f"{layout}.md").read_text("utf-8") for layout in LAYOUTS}
NOTES = {
    layout: [text for _, info, text in pages.blocks(page) if info == "markdown good"] for layout, page in PAGES.items()
}
EXAMPLES = [
    pytest.param(layout, text, id=f"{layout}:{n}") for layout in LAYOUTS for n, text in enumerate(NOTES[layout])
]


def test_there_are_many_and_as_many_for_each_layout() -> None:
    numerator, denominator, hybrid = (re.findall(r"^## .*", PAGES[layout], re.M) for layout in LAYOUTS)
    assert numerator == denominator == hybrid and len(numerator) >= 20
    assert [len(NOTES[layout]) for layout in LAYOUTS] == [len(numerator)] * 3


@pytest.mark.parametrize(("layout", "text"), EXAMPLES)
def test_a_consistent_document_is_silent_and_verified_in_its_layout(layout: str, text: str) -> None:
    assert mclint.check(text) == []
    verified = [each for each in mclint.coverage(text) if each.status == "verified"]
    assert verified and all(layout in each.layouts or not each.layouts for each in verified)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_page_of_a_layout_has_its_column_of_the_table(layout: str) -> None:
    cells = re.findall(r"^\| [a-z ]+ \|.*\| (\$.*\$) \|$", PAGES[layout], re.M)
    column = [f"${row[0]} = {row[1 + LAYOUTS.index(layout)]}$" for row in ROWS[:5]]
    assert cells == column


LINES = pages.page("mixed-layout").text.splitlines()
(SIZES,) = (line for line in LINES if line.endswith("number $t$:"))
ROWS = [re.findall(r"\$([^$]+)\$", line) for line in LINES if line.startswith("|") and "$" in line]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_tables_of_the_page_are_true(row: list[str], layout: str) -> None:
    """Each cell is verified under the settings for its layout; its transpose is not, unless authors write both."""
    left, *cells = row
    right = cells[LAYOUTS.index(layout)]
    assert told(left, right, layout) == ("verified", [])
    other = right.removesuffix(r"^\top") if right.endswith(r"^\top") else right + r"^\top"
    if not any(each in left for each in (r"(A x)^\top", "(t b)", "^2")):
        assert len(told(left, other, layout)[1]) == 1


def told(left: str, right: str, layout: str) -> tuple[str, list[str]]:
    text, config = f"{SIZES}\n\n$$ {left} = {right} $$\n", Config(layout=layout)
    return mclint.coverage(text, config=config)[-1].status, [each.rule for each in mclint.check(text, config=config)]


ENTRIES = r"\begin{bmatrix} \frac{\partial f}{\partial x_1} & \dots & \frac{\partial f}{\partial x_n} \end{bmatrix}"
SAID = (
    "The gradient is a row vector.",
    "We use numerator layout.",
    rf"Here $\nabla f = {ENTRIES}$.",
    r"We write $\nabla f = \left[\frac{\partial f}{\partial x_1}, \dots, \frac{\partial f}{\partial x_n}\right]$.",
)
UNSAID = (
    "The gradient is a column vector.",
    "Each row vector is a sample.",
    rf"Here $\nabla f = {ENTRIES}^\top$.",
    r"We write $\nabla f = \left[\frac{\partial f}{\partial x_1}, \dots, \frac{\partial f}{\partial x_n}\right]^T$.",
)
ROW = "Let $a, x \\in \\mathbb{R}^n$. Then $\\nabla_x (a^\\top x) = a^\\top$. "


@pytest.mark.parametrize("said", SAID)
def test_nabla_is_a_row_where_the_text_says_so(said: str) -> None:
    assert [each for each in mclint.check(f"{said} {ROW}") if each.severity is not Severity.INFO] == []
    (wrong,) = mclint.check(f"{said} {ROW.replace('= a', '= 2 a')}")
    assert wrong.severity is Severity.ERROR


@pytest.mark.parametrize("said", UNSAID)
def test_nabla_is_a_column_otherwise(said: str) -> None:
    assert [each.rule for each in mclint.check(f"{said} {ROW}")] == ["unequal-shapes"]
