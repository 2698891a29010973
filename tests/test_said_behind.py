"""What is said of a matrix behind an equation, inside of it, or above its sign."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.review import review

SIZES = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. Then "
CLAIM = r"\nabla_x (x^\top A x) = 2 A x"
BEHIND = [
    rf"${CLAIM}$ for symmetric $A$.",
    rf"${CLAIM}$ for any symmetric matrix $A$.",
    rf"${CLAIM}$, where $A$ is symmetric.",
    rf"$${CLAIM},$$ where $A$ is symmetric.",
    rf"${CLAIM}$ since $A$ is symmetric.",
    rf"${CLAIM}$ ($A$ symmetric).",
    rf"$${CLAIM}$$ provided that $A$ is symmetric.",
    rf"$$ {CLAIM} \quad (A \text{{ symmetric}}). $$",
    rf"$$ {CLAIM} \quad \text{{for symmetric }} A. $$",
    rf"$$ {CLAIM} \quad \text{{if $A$ is symmetric}}. $$",
    rf"$$ {CLAIM} \text{{ if }} \mathbf{{A}} \text{{ is symmetric}}. $$",
    r"\begin{align} \nabla_x (x^\top A x) &= (A + A^\top) x \\ &= 2 A x && (A \text{ is symmetric}) \end{align}",
]
NOT_OF_IT = [
    rf"${CLAIM}$ holds. Now let $A$ be symmetric.",
    rf"$$ {CLAIM} \text{{ if }} A \text{{ is not symmetric}}. $$",
    rf"$$ {CLAIM} \quad (B \text{{ symmetric}}). $$",
    rf"${CLAIM}$ is wrong unless $A$ is symmetric.",
]


def last(text: str) -> str:
    """What becomes of the last equation of a text."""
    return review(api.read(text)).equations()[-1].status


@pytest.mark.parametrize("text", BEHIND)
def test_a_sentence_goes_on_behind_its_equation(text: str) -> None:
    assert last(SIZES + text) == "verified"
    assert api.check(SIZES + text) == []


@pytest.mark.parametrize("text", NOT_OF_IT)
def test_another_sentence_says_nothing_of_it(text: str) -> None:
    assert last(SIZES + text) != "verified"


ABOVE = [
    r"\overset{A = A^\top}{=}",
    r"\stackrel{\text{sym.}}{=}",
    r"\overset{\text{A symmetric}}{=}",
    r"\overset{\text{若}A\text{对称}}{=}",
]


@pytest.mark.parametrize("sign", ABOVE)
def test_a_reason_above_a_sign_is_one(sign: str) -> None:
    text = SIZES + rf"$$ \nabla_x (x^\top A x) = (A + A^\top) x {sign} 2 A x. $$"
    assert last(text) == "verified"
    assert api.check(text) == []
    assert [found.rule for found in api.check(text.replace(sign, "="))] == ["unstated-assumption"]


@pytest.mark.parametrize("sign", [r"\overset{B = B^\top}{=}", r"\overset{(3)}{=}"])
def test_another_reason_leaves_it_open(sign: str) -> None:
    text = SIZES + rf"$$ \nabla_x (x^\top A x) = (A + A^\top) x {sign} 2 A x. $$"
    assert last(text) == "skipped"
    assert api.check(text) == []


WEIGHTS = [
    r"W = \operatorname{diag}(w_1, \dots, w_n)",
    r"W = \frac12 \text{diag}\{w_1, ..., w_n\}",
    r"W = \mathrm{diag}([w_1, \dots, w_n])",
]


@pytest.mark.parametrize("weights", WEIGHTS)
def test_entries_on_a_diagonal_make_a_diagonal_matrix(weights: str) -> None:
    claim = r"$$ \nabla_x (A x - b)^\top W (A x - b) = 2 A^\top W (A x - b). $$"
    text = rf"Let $A \in \mathbb{{R}}^{{n \times m}}$, $b \in \mathbb{{R}}^n$ and ${weights}$. Then {claim}"
    assert last(text) == "verified"
    assert api.check(text) == []


BASIS = (
    r"Let $z \in \mathbb{R}^K$. Then "
    r"$$ (\mathbf{e}_k \odot \mathbf{e}_k)^\top z + z^\top z = \mathbf{e}_k^\top z + z^\top z $$"
)


def test_a_vector_of_a_basis_is_no_other_vector() -> None:
    defined = r"Let $y, z \in \mathbb{R}^K$ and $y = e_k$ for some $k$. Then $$ (y \odot y)^\top z = y^\top z. $$"
    assert api.check(defined) == []
    assert api.check(BASIS) == []
    false = BASIS.replace(r"e}_k^\top z + z", r"e}_k^\top z - z")
    assert [found.rule for found in api.check(false)] == ["wrong-identity"]
