"""Planted slips: a derivative outside the layout of its document is found, consistent documents are left alone.

`layout_slips.txt` has documents with one slip each: `⟨written→meant⟩`, and `⟦…⟧` around what stands against it.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from layout_entries import ANNOUNCED, ENTRIES, LAYOUTS, Claim, Planted, composed, planted

import mclint
from mclint.fixes import apply
from mclint.report import json as records
from mclint.span import Source
from mclint.values import catalogue

TOLD = ("mixed-layout", "contradicted-layout")
FAMILY = (*TOLD, "chain-rule-order")
# What is said of a derivative by a matrix that is transposed, which hardly anyone means.
OF_MATRICES = ("wrong-derivative", "unstated-assumption")
CASES = [case for case in map(planted, range(120)) if case is not None]


def is_found(case: Planted) -> bool:
    return bool(rows_told(case.text, *TOLD, *OF_MATRICES) & set(case.rows))


WRITTEN = Path(__file__).with_name("layout_slips.txt").read_text("utf-8").split("%%%\n")
SLIP = re.compile("⟨(.*?)→(.*?)⟩")
AGAINST = re.compile("⟦(.*?)⟧", re.S)


@pytest.mark.parametrize("document", WRITTEN, ids=lambda document: document[:40])
def test_one_slip_is_told_with_what_stands_against_it_and_mended(document: str) -> None:
    plain = document.replace("⟦", "").replace("⟧", "")
    text, meant = SLIP.sub(r"\1", plain), SLIP.sub(r"\2", plain)
    (found,) = mclint.check(text)
    first = SLIP.search(plain)
    assert first is not None and first.start() <= found.span.start < first.start() + len(first[1])
    for against in AGAINST.findall(document):
        (label,) = found.related
        shown = text[label.span.start : label.span.end]
        assert shown in against or against in shown
    assert found.fix is not None and apply(text, found.fix.edits)[0] == meant


# A row by a column, and what a scalar moves, lie in one way for nearly all authors, whatever their layout.
OPEN = (
    "jacobian-of-transposed-product",
    "jacobian-of-linear-map-of-constant-vector-by-scalar",
    "derivative-of-function",
)
PAIRED = {
    entry: {each.layout: each.latex for each in entry.identities}
    for entry in catalogue.entries()
    if len(entry.identities) > 1 and "\\frac{\\partial" in entry.identities[0].latex and not entry.name.startswith(OPEN)
}
OTHER = {"numerator": "denominator", "denominator": "numerator"}


def from_catalogue(seed: int, slips: int) -> tuple[str, list[int]]:
    """Some entries of a page as notes in one layout, the first ones in the other, and the rows of these."""
    dice = random.Random(seed)
    topics: dict[tuple[str, bool, bool], list[catalogue.Entry]] = {}
    for entry, displays in PAIRED.items():
        by_matrix = re.search(r"\\partial [A-Z]\}", displays["numerator"]) is not None
        topics.setdefault((entry.page, by_matrix, entry.name.startswith("jacobian")), []).append(entry)
    entries = dice.sample(dice.choice([some for some in topics.values() if len(some) >= 4]), 4)
    layout = dice.choice([*OTHER])
    lines = [catalogue.head(entries[0].page), "", dice.choice(("", f"We use {layout} layout.")), ""]
    chosen = [(entry, OTHER[layout] if place < slips else layout) for place, entry in enumerate(entries)]
    dice.shuffle(chosen)
    rows = []
    for entry, written in chosen:
        lines += [f"## {entry.name.replace('-', ' ')}", "", entry.setting, "", f"$$ {PAIRED[entry][written]} $$", ""]
        rows += ["\n".join(lines).count("\n")] if written != layout else []
    return "\n".join(lines), rows


def rows_told(text: str, *rules: str) -> set[int]:
    return {row_of(text, each.span.start) for each in mclint.check(text) if each.rule in rules or not rules}


def rows_shown(text: str) -> set[int]:
    """The rows of the layout findings, and those that they are held against: of two claims either may be the slip."""
    found = [each for each in mclint.check(text) if each.rule in (*FAMILY, *OF_MATRICES)]
    return {row_of(text, span.start) for each in found for span in (each.span, *(label.span for label in each.related))}


def row_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def test_slips_planted_among_entries_of_the_catalogue_are_found() -> None:
    cases = [from_catalogue(seed, 1) for seed in range(100)]
    missed = [seed for seed, (text, rows) in enumerate(cases) if not rows_shown(text) >= set(rows)]
    assert len(missed) <= len(cases) // 100, missed


@pytest.mark.parametrize("seed", range(20))
def test_entries_of_the_catalogue_in_one_layout_are_not_reported(seed: int) -> None:
    assert rows_told(from_catalogue(seed, 0)[0]) == set()


def test_planted_slips_are_found_where_they_are() -> None:
    missed = [f"{case.layout}: {case.slip.latex}" for case in CASES if not is_found(case)]
    assert len(CASES) >= 100
    assert len(missed) <= len(CASES) // 100, missed


@pytest.mark.parametrize("seed", range(30))
def test_consistent_documents_are_not_reported(seed: int) -> None:
    dice = random.Random(seed)
    layout = LAYOUTS[seed % 3]
    claims = [Claim(entry, layout, dice.randrange(4)) for entry in dice.sample(ENTRIES, dice.randint(4, 8))]
    text, _ = composed(claims, dice.choice(ANNOUNCED[layout]) if seed % 2 else "", dice)
    assert [each.message for each in mclint.check(text) if each.rule in FAMILY] == []


DEFINED = r"$\left(\frac{\partial v}{\partial w}\right)_{ij} = \frac{\partial v_%s}{\partial w_%s}$"
CLAIM = "\n\nLet $A \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^n$.\n\n"
CLAIM += r"$\frac{\partial A x}{\partial x} = A^\top$"


def test_a_definition_by_entries_settles_the_layout() -> None:
    text = "For vectors " + DEFINED % ("i", "j") + "." + CLAIM
    (finding,) = mclint.check(text)
    assert (finding.rule, text[finding.span.start :]) == ("contradicted-layout", r"A^\top$")
    assert mclint.check("For vectors " + DEFINED % ("j", "i") + "." + CLAIM) == []


def test_a_definition_by_entries_beside_another_layout_settles_nothing() -> None:
    text = "We use denominator layout. Elsewhere one finds " + DEFINED % ("i", "j") + "." + CLAIM
    rows = [text[each.span.start : each.span.end] for each in mclint.check(text) if each.rule in FAMILY]
    assert r"A^\top" not in rows


def test_one_more_outside_the_layout_of_most_is_listed() -> None:
    text = "Let $a, b, c, d, x \\in \\mathbb{R}^n$.\n\n"
    text += "\n\n".join(rf"$\frac{{\partial {v}^\top x}}{{\partial x}} = {v}$" for v in "abc")
    text += "\n\n" + "\n\n".join(rf"$\frac{{\partial {v}^\top x}}{{\partial x}} = {v}^\top$" for v in "db")
    (finding,) = mclint.check(text)
    assert finding.rule == "mixed-layout" and text.count("\n", 0, finding.span.start) + 1 == 9
    assert any("1 more derivative is outside the layout of most: line 11" in each for each in finding.notes)


def test_slips_are_rewritten_into_the_layout_of_the_others() -> None:
    for case in CASES[:40]:
        told = [each for each in mclint.check(case.text) if each.rule in TOLD]
        edits = [edit for each in told if each.fix for edit in each.fix.edits]
        assert len(edits) == len(told)
        again = mclint.check(apply(case.text, edits)[0])
        assert [each.message for each in again if each.rule in TOLD and each.span == edits[0].span] == []
        assert len([each for each in again if each.rule in TOLD]) == 0 or case.layout == "hybrid", case.slip.latex


NOTATION = [
    (r"2 (\mathbf{A} \bx - \bb)^T \mathbf{A}", r"2 \mathbf{A}^T (\mathbf{A} \bx - \bb)"),
    (r"2 \left(\mathbf{A} \bx - \bb\right)^{T} \mathbf{A}", r"2 \mathbf{A}^{T} \left(\mathbf{A} \bx - \bb\right)"),
]


@pytest.mark.parametrize(("row", "column"), NOTATION)
def test_it_is_rewritten_in_the_notation_of_the_author(row: str, column: str) -> None:
    text = "\\newcommand{\\bx}{\\mathbf{x}}\n\\newcommand{\\bb}{\\mathbf{b}}\n"
    text += (
        "We use denominator layout. Let $\\mathbf{A} \\in \\mathbb{R}^{m \\times n}$, $\\bx \\in \\mathbb{R}^n$ and "
    )
    text += rf"$\bb \in \mathbb{{R}}^m$. $\frac{{\partial \|\mathbf{{A}} \bx - \bb\|^2}}{{\partial \bx}} = {row}$"
    (found,) = mclint.check(text)
    assert found.fix is not None and [edit.content for edit in found.fix.edits] == [column]


def test_a_derivative_inside_is_not_rewritten() -> None:
    text = "Let $a, x \\in \\mathbb{R}^n$. We use denominator layout, and $f$ is a function of $x$.\n\n"
    text += r"$\frac{\partial}{\partial x} (a^\top x)^2 = 2 (a^\top x) \frac{\partial a^\top x}{\partial x^\top}$"
    assert [each.fix for each in mclint.check(text)] == [None]


def test_the_smallest_conflicting_set_has_its_rows_in_json() -> None:
    text = "Let $a, c, x \\in \\mathbb{R}^n$.\n\n" + "\n\n".join(
        rf"$\frac{{\partial {body}}}{{\partial x}} = {value}$"
        for body, value in ((r"a^\top x", "a"), (r"c^\top x", "c"), (r"x^\top x", r"2 x^\top"))
    )
    (record,) = json.loads(records.render([(Source(text), mclint.check(text))], lambda rule: rule))
    rows = [each["location"]["row"] for each in record["related"]]
    assert (record["location"]["row"], rows) == (7, [5])
    assert [each["content"] for each in record["fix"]["edits"]] == ["2 x"]


def test_a_derivative_by_a_matrix_in_numerator_layout_contradicts_an_announcement_and_is_wrong_without_one() -> None:
    text = "Let $G, X \\in \\mathbb{R}^{n \\times n}$, where neither is symmetric.\n\n" + "\n\n".join(
        rf"$$ \frac{{\partial}}{{\partial X}} {body} = {value} $$"
        for body, value in (
            (r"\operatorname{tr}(G X)", r"G^\top"),
            (r"\operatorname{tr}(X^\top X)", "2 X"),
            (r"\operatorname{tr}(X G X)", r"X G + G X"),
        )
    )
    assert [each.rule for each in mclint.check(text)] == ["wrong-derivative"]
    (found,) = mclint.check("We use denominator layout. " + text)
    assert found.rule == "contradicted-layout" and found.fix is not None
    assert [edit.content for edit in found.fix.edits] == [r"G^\top X^\top + X^\top G^\top"]


def test_a_layout_that_is_used_for_gradients_says_nothing_of_jacobians() -> None:
    text = "We use denominator layout for gradients. "
    text += "Let $A \\in \\mathbb{R}^{m \\times n}$ and $a, x \\in \\mathbb{R}^n$.\n\n"
    claim = r"$\frac{\partial A x}{\partial x} = A$ and $\frac{\partial a^\top x}{\partial x} = a$"
    assert [each.rule for each in mclint.check(text + claim) if each.rule in FAMILY] == []
    (found,) = mclint.check(text + claim.removesuffix("a$") + r"a^\top$")
    assert found.rule == "contradicted-layout"


def test_a_far_fetched_reading_says_nothing_of_the_layout() -> None:
    text = r"""Let $\mathbf y \in \mathbb{R}^m$. Then
$\frac{\partial \|\mathbf y - F q\|^2}{\partial q} = -2 (\mathbf y - F q)^\top F$.

$$ E_{(w,b)} = \sum_{i=1}^m (y_i - w x_i - b)^2 $$

$$ \frac{\partial E_{(w,b)}}{\partial w} = 2 \left(w \sum_{i=1}^m x_i^2 - \sum_{i=1}^m (y_i - b) x_i\right) $$

A plane is $w^\top x + b = 0$."""
    assert [each.rule for each in mclint.check(text) if each.rule in FAMILY] == []
