"""Documents that keep to one layout: nothing of the layout family is said, and what they claim is verified.

`consistent_documents.txt` has each of them in all three layouts: `⟨row¦column¦column⟩` holds what differs.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mclint
from mclint import pages
from mclint.config import Config
from mclint.diagnostic import Severity

LAYOUTS = ("numerator", "denominator", "hybrid")
CHOICE = re.compile(r"⟨([^⟨⟩]*)⟩")
DOCUMENTS = Path(__file__).with_name("consistent_documents.txt").read_text("utf-8").split("%%%\n")
NUMBERS = range(len(DOCUMENTS))


def document(number: int, layout: str) -> str:
    place = LAYOUTS.index(layout)
    return CHOICE.sub(lambda choice: choice[1].split("¦")[place], DOCUMENTS[number])


def test_there_are_many() -> None:
    assert len(DOCUMENTS) >= 20


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_consistent_document_is_silent(number: int, layout: str) -> None:
    found = mclint.check(document(number, layout))
    assert [each.message for each in found if each.severity is not Severity.INFO] == []
    assert {each.rule for each in found} <= {"hybrid-layout"}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", NUMBERS)
def test_its_derivatives_are_verified_in_its_layout(number: int, layout: str) -> None:
    verified = [each for each in mclint.coverage(document(number, layout)) if each.status == "verified"]
    assert verified and all(layout in each.layouts or not each.layouts for each in verified)


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
