"""A wrong claim whose left side is that of an identity of the catalogue, up to renaming, cites it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from renamed_claims import definitions, mistakes, multiples

import mclint
from mclint.report import json as records
from mclint.span import Source
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Op
from mclint.values import catalogue, resemblance
from mclint.values.catalogue import Entry
from mclint.values.plain import plain

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


@pytest.mark.parametrize("claims", [mistakes, multiples, definitions])
def test_wrong_claims_in_other_letters_cite_their_identity(claims: Callable[[], Iterator[tuple[Entry, str]]]) -> None:
    told, missed, others = 0, [], []
    for entry, text in islice(claims(), 0, None, 7):
        found = [each for each in mclint.check(text) if text.count("\n", each.span.start) == 1]
        cited = [note.split()[1][:-1] for each in found for note in each.notes if note.startswith("compare ")]
        told += bool(found)
        missed += [entry.name] if found and not cited else []
        others += [entry.name] if cited and cited[0] != entry.name else []
    assert told >= 15 and len(missed) <= told // 20 and len(others) <= told // 7, (told, missed, others)


OTHER_FORMS = [
    ("$\\nabla_v (M v - u)^T (M v - u) = M^T (M v - u)$", "gradient-of-squared-error", "2 M^T (M v - u)"),
    ("Let $g(v) = \\frac{1}{2} v^T M v$. $\\frac{\\partial^2 g}{\\partial v \\partial v^T} = 2 M$",
     "hessian-of-half-quadratic-form", "\\frac{1}{2} (M + M^T)"),
    ("$\\det(3 M) = 3 \\det(M)$", "", ""),
    ("Let $r \\in \\mathbb{R}$. $\\det(r M) = r \\det(M)$", "determinant-of-multiple", "r^{n} \\det(M)"),
    ("Let $K \\in \\mathbb{R}^{d \\times d}$ and $r \\in \\mathbb{R}$. $\\det(r K) = r \\det(K)$",
     "determinant-of-multiple", "r^{d} \\det(K)"),
    ("$\\nabla_v^2 \\ln \\sum_{i=1}^n \\exp(v_i) = \\operatorname{diag}(\\exp(v))$", "hessian-of-log-sum-exp",
     "\\operatorname{diag}(\\operatorname{softmax}(v)) - \\operatorname{softmax}(v) \\operatorname{softmax}(v)^\\top"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "name", "right"), OTHER_FORMS, ids=[claim for claim, _, _ in OTHER_FORMS])
def test_other_spellings_and_sizes_are_recognised(claim: str, name: str, right: str) -> None:
    found = notes(SQUARE + claim)
    assert [note.split()[1] for note in found] == ([f"{name}:"] if name else [])
    assert all(f"here it gives `{right}` (" in note for note in found)


def test_a_mistake_about_another_left_side_cites_what_is_true() -> None:
    (note,) = notes(SQUARE + "$(M + N)^{-1} = M^{-1} + N^{-1}$")
    assert note.startswith("compare inverse-of-sum-is-not-sum-of-inverses: ")
    assert "what is true is `M^{-1} + N^{-1} = M^{-1} (M + N) N^{-1}`" in note


def test_a_number_is_no_letter() -> None:
    assert notes("Let $u \\in \\mathbb{R}^m$, $v \\in \\mathbb{R}^n$. $\\|u \\otimes v\\| = 3 \\|u\\| \\|v\\|$") != []


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
    form = plain(parse_text(resemblance._left(entry)).formulas[0].relation.parts[0])
    assert entry in resemblance._by_signs()[resemblance._signs(form)]
    assert resemblance._transposes(entry) == resemblance._of_entry(entry)[0].count((Op.TRANSPOSE, 1))


@pytest.mark.parametrize("entry", [each for each in catalogue.entries() if each.mistaken], ids=lambda entry: entry.name)
def test_every_mistake_is_found_by_its_transposes(entry: Entry) -> None:
    for display in entry.mistaken:
        found = resemblance._of_mistake(entry, display)[0]
        assert resemblance._turned_in(display.latex) == found.count((Op.TRANSPOSE, 1))


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
