"""A wrong claim whose left side is that of an identity of the catalogue, up to renaming, cites it."""

from __future__ import annotations

import json

import pytest

import mclint
from mclint.report import json as records
from mclint.span import Source
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Op
from mclint.values import catalogue, resemblance
from mclint.values.catalogue import Entry

SQUARE = "Let $M, N \\in \\mathbb{R}^{n \\times n}$ and $u, v \\in \\mathbb{R}^n$. "
CITED = [
    ("$(MN)^{-1} = M^{-1} N^{-1}$", "inverse-of-product", "N^{-1} M^{-1}"),
    ("$(\\mathbf{M N})^{-1} = M^{-1} N^{-1}$", "inverse-of-product", "\\mathbf{N}^{-1} \\mathbf{M}^{-1}"),
    ("$\\nabla_v (v^T M v) = 2 M v + v$", "gradient-of-quadratic-form", "(M + M^T) v"),
    ("$\\frac{d}{dv} v^T M v = M M v$", "gradient-of-quadratic-form", "(M + M^T) v"),
    ("$\\nabla_v \\langle u, v \\rangle = u + v$", "gradient-of-linear-form", "u"),
    ("$\\frac{\\partial \\ln |M|}{\\partial M} = M^{-2}$", "gradient-of-logarithm-of-determinant", "M^{-\\top}"),
    ("Let $W_1 \\in \\mathbb{R}^{n \\times n}$. $\\operatorname{tr}(W_1^T) = 2 \\operatorname{tr}(W_1)$",
     "trace-of-transpose", "\\operatorname{tr}(W_1)"),
    ("$\\nabla_v (u^T M v)^5 = u^T M v v$", "", ""),
    ("$\\operatorname{tr}(M N M N M) = \\operatorname{tr}(N M N M N)$", "", ""),
]  # fmt: skip


def notes(text: str) -> list[str]:
    return [note for each in mclint.check(text) for note in each.notes if note.startswith("compare ")]


@pytest.mark.parametrize(("claim", "name", "right"), CITED, ids=[claim for claim, _, _ in CITED])
def test_a_wrong_claim_cites_the_identity_in_its_own_letters(claim: str, name: str, right: str) -> None:
    assert len(mclint.check(SQUARE + claim)) == 1
    found = notes(SQUARE + claim)
    if not name:
        assert found == []
        return
    (note,) = found
    assert note.startswith(f"compare {name}: ") and f"here it gives `{right}` (" in note


@pytest.mark.parametrize(
    ("before", "right"),
    [("$\\frac{\\partial u^T v}{\\partial v} = u^T$", "v^T M"), ("$\\nabla_v u^T v = u$", "M^T v")],
)
def test_the_right_side_is_in_the_layout_of_the_others(before: str, right: str) -> None:
    (note,) = notes(f"{SQUARE}{before}, and $\\frac{{\\partial v^T M u}}{{\\partial u}} = 3 M u$.")
    assert f"here it gives `{right}`" in note


def test_shapes_and_assumptions_cite_too() -> None:
    sizes = "Let $F \\in \\mathbb{R}^{m \\times n}$, $a \\in \\mathbb{R}^m$ and $b \\in \\mathbb{R}^n$. "
    (found,) = mclint.check(sizes + "$\\nabla_F a^T F b = a a^T$")
    assert found.rule == "unequal-shapes" and any("here it gives `a b^T`" in note for note in found.notes)
    (found,) = mclint.check(SQUARE + "$\\nabla_v v^T N v = 2 N v$")
    assert found.rule == "unstated-assumption" and any("(N + N^T) v" in note for note in found.notes)


def test_json_carries_it() -> None:
    text = SQUARE + CITED[0][0]
    (record,) = json.loads(records.render([(Source(text), mclint.check(text))], lambda rule: rule))
    assert record["notes"] == [each for found in mclint.check(text) for each in found.notes]
    assert any("compare inverse-of-product" in note for note in record["notes"])


def test_what_is_right_never_opens_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(page: str) -> str:
        raise AssertionError(page)

    monkeypatch.setattr(catalogue, "text", opened)
    catalogue.entries.cache_clear()
    resemblance._by_signs.cache_clear()
    assert mclint.check(SQUARE + "$(MN)^{-1} = N^{-1} M^{-1}$") == []


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: entry.name)
def test_every_entry_is_found_by_its_signs(entry: Entry) -> None:
    form = resemblance._plain(parse_text(resemblance._left(entry)).formulas[0].relation.parts[0])
    assert entry in resemblance._by_signs()[resemblance._signs(form)]
    assert resemblance._transposes(entry) == resemblance._of_entry(entry)[0].count((Op.TRANSPOSE, 1))


def test_what_is_called_wrong_is_not_what_the_identity_is_said_to_give() -> None:
    claims = (
        (r"\operatorname{tr}(X M)", "M"),
        (r"\operatorname{tr}(N X^T)", "N^T"),
        (r"\operatorname{tr}(X^T M X)", "(M + M^T) X"),
        (r"\log |X|", "X^{-T}"),
    )
    lines = (rf"$$ \frac{{\partial {body}}}{{\partial X}} = {right} $$" for body, right in claims)
    rows = r"$$ \frac{\partial (u^T v)}{\partial v} = u^T. $$"
    found = mclint.check(SQUARE + "Let $X \\in \\mathbb{R}^{n \\times n}$.\n\n" + "\n\n".join((rows, *lines)))
    found = [each for each in found if each.rule == "wrong-derivative"]
    assert [each.label for each in found] == ["the transpose of the derivative"] * 2
    assert ["`M^T`" in found[0].notes[-1], "`N`" in found[1].notes[-1]] == [True, True]
