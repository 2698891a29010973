"""Mutants, the second opinion on them, and the score, on small documents made up here."""

from __future__ import annotations

import json
from pathlib import Path

import mutation
import numpy as np
import pytest
from mutants import mutants
from mutation import Choice, Mutant, of_text, score, summary
from reference import Reference, Unknown, equivalent

from mclint.document.document import read
from mclint.span import Source
from mclint.syntax.printer import latex
from mclint.syntax.tree import Expr

NOTE = "Let $A, B \\in \\mathbb{R}^{n \\times n}$ and $x, y \\in \\mathbb{R}^n$. Then $%s$."
SHAPES = {"A": (3, 3), "B": (3, 3), "x": (3, 1), "y": (3, 1), "I": (3, 3)}
ALL = Choice(each=0)


def sides(formula: str) -> tuple[Expr, Expr]:
    """The two sides of an equation."""
    step = read(Source(NOTE % formula)).steps[-1][0]
    return step.left, step.right


def changed(formula: str) -> set[tuple[str, str]]:
    """The mutants of the right side, as LaTeX."""
    return {(kind, latex(side)) for kind, side in mutants(sides(formula)[1], sides(formula))}


@pytest.mark.parametrize(
    ("right", "kind", "mutant"),
    [
        ("A^\\top x", "transpose dropped", "A x"),
        ("A x", "transpose added", "A^\\top x"),
        ("A^{-1} x", "inverse dropped", "A x"),
        ("A B x", "factors swapped", "B A x"),
        ("A x + y", "sign flipped", "A x - y"),
        ("A x - y", "sign flipped", "A x + y"),
        ("A x", "sign flipped", "-A x"),
        ("2 A x", "factor removed", "A x"),
        ("\\frac{1}{2} A x", "factor removed", "A x"),
        ("A x", "factor inserted", "2 A x"),
        ("A x + y", "term dropped", "A x"),
        ("A x", "symbol swapped", "B x"),
    ],
)
def test_one_token_is_changed(right: str, kind: str, mutant: str) -> None:
    assert (kind, mutant) in changed(f"B y = {right}")


def test_an_equation_is_no_mutant_of_itself() -> None:
    left, right = sides("A x = A A x + A y")
    assert right not in [side for _, side in mutants(right, (left, right))]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x^\\top A y", "y^\\top A^\\top x", True),
        ("x^\\top A y", "x^\\top A^\\top y", False),
        ("\\operatorname{tr}(A B)", "\\operatorname{tr}(B A)", True),
        ("A B x", "B A x", False),
        ("\\|x\\|^2", "x^\\top x", True),
        ("\\sum_i x_i y_i", "\\sum_j y_j x_j", True),
        ("\\sum_i x_i y_i", "\\sum_i x_i x_i", False),
        ("\\frac{\\partial (x^\\top A y)}{\\partial x}", "A y", True),
        ("\\frac{\\partial (x^\\top A y + y^\\top y)}{\\partial x}", "A y", True),
        ("\\frac{\\partial (x^\\top A y)}{\\partial x}", "A x", False),
        ("a_{12} x", "A_{12} x", True),
        ("A x", "A x x", False),
    ],
)
def test_the_second_opinion(one: str, other: str, same: bool) -> None:
    left, right = sides(f"{one} = {other}")
    # What has no rule of its own takes its shape from its place.
    places = {left.span: (3, 1), right.span: (3, 1)}
    assert equivalent(left, right, {**SHAPES, **places}, {}, turned=False) is same


def test_a_transposed_derivative_is_another_layout() -> None:
    left, right = sides("x^\\top A = A^\\top x")
    assert equivalent(left, right, SHAPES, {}, turned=True)
    assert not equivalent(left, right, SHAPES, {}, turned=False)


def test_symbols_are_members_of_their_sets() -> None:
    left, right = sides("A x = A^\\top x")
    assert equivalent(left, right, SHAPES, {"A": "symmetric"}, turned=False)
    assert not equivalent(left, right, SHAPES, {}, turned=False)


def test_what_has_no_shape_has_no_value() -> None:
    left, _ = sides("C x = x")
    with pytest.raises(Unknown):
        Reference(SHAPES, {}, 1).value(left)
    assert np.shape(Reference({**SHAPES, "C": (2, 3)}, {}, 1).value(left)) == (2, 1)


def mutated(formula: str, choice: Choice = ALL) -> list[Mutant]:
    """The mutants of a note with one equation."""
    return list(of_text(read(Source(NOTE % formula)), choice))


def test_false_mutants_do_not_survive_and_true_ones_do_not_count() -> None:
    found = mutated("\\nabla_x (x^\\top A x) = (A + A^\\top) x")
    assert len(found) > 10
    assert [each.mutant for each in found if each.status == "verified" and not each.equivalent] == []
    true = {each.kind for each in found if each.equivalent}
    assert "transpose added" in true  # the gradient of x^T A^T x is the same
    assert score(found)[0] == 1.0


def test_equations_that_are_not_verified_have_no_mutants() -> None:
    assert mutated("\\nabla_x (x^\\top A x) = A x") == []


def test_the_choice_depends_on_the_seed_alone() -> None:
    formula = "\\nabla_x (x^\\top A x + y^\\top x) = (A + A^\\top) x + y"
    chosen = [mutated(formula, Choice(each=2, seed=seed)) for seed in (1, 1, 2)]
    assert [len(each) for each in chosen] == [2, 2, 2]
    assert chosen[0] == chosen[1] != chosen[2]


def test_the_score_counts_what_is_not_verified_and_what_is_refuted() -> None:
    mutant = Mutant("owner/notes", "a.md", 3, "sign flipped", "a = b", "a = -b", "wrong", "", False)
    found = [mutant, mutant._replace(status="skipped"), mutant._replace(status="verified")]
    found.append(mutant._replace(status="verified", equivalent=True))
    assert score(found) == (2 / 3, 1 / 3)
    assert "mutation score: 66.67 %" in summary(found)
    assert [line for line in mutation.survivors(found) if "now" in line] == ["  was a = b\n  now a = -b"]


def test_the_command_writes_and_fails_below_a_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.md").write_text(NOTE % "\\nabla_x (x^\\top A x) = (A + A^\\top) x", encoding="utf-8")
    arguments = [str(tmp_path), "--json", str(tmp_path / "mutants.json"), "--jobs", "1"]
    assert mutation.main([*arguments, "--least", "0.97"]) == 0
    assert "mutation score: 100.00 %" in capsys.readouterr().out
    assert len(json.loads((tmp_path / "mutants.json").read_text(encoding="utf-8"))) == 1
    assert mutation.main([*arguments, "--least", "1.01"]) == 1
