"""Declarations and definitions hold from where they stand, innermost section first."""

from __future__ import annotations

import pytest

from mclint import api


def rules(text: str) -> list[str]:
    """The rules of all findings."""
    return [finding.rule for finding in api.check(text)]


def test_a_section_declares_anew() -> None:
    text = r"""## One
Let $A \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$.

## Two
Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. Then $\nabla_x (x^\top A x) = (A + A^\top) x$.
"""
    assert rules(text) == []


def test_leaving_a_section_restores_the_outer_declaration() -> None:
    text = r"""## Setting
Let $A \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$.

### A square case
Here let $A \in \mathbb{R}^{n \times n}$, so $\operatorname{tr}(A)$ makes sense.

## Back
Consider $\det(A) + 1$.
"""
    assert api.coverage(text)[-1].kind == "declaration"
    assert rules(text) in ([], ["non-square"])


def test_where_clauses_after_an_equation_count() -> None:
    text = r"""We have
$$ \nabla_x (x^\top A x) = 2 A x, $$
where $A \in \mathbb{R}^{n \times n}$ is symmetric and $x \in \mathbb{R}^n$.
"""
    assert rules(text) == []


def test_if_holds_for_its_sentence_only() -> None:
    text = r"""Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.
If $A = A^\top$, then $\nabla_x (x^\top A x) = 2 A x$.

In general $\nabla_x (x^\top A x) = (A + A^\top) x$.
"""
    assert rules(text) == []


def test_definitions_are_used_where_a_derivative_needs_them() -> None:
    text = r"""Let $X \in \mathbb{R}^{n \times d}$, $y \in \mathbb{R}^n$ and $w \in \mathbb{R}^d$.
Define $r = y - X w$ and $L = r^\top r$.

$$ \frac{\partial L}{\partial w} = -2 X^\top r $$
"""
    assert [equation.status for equation in api.coverage(text)][-1] == "verified"
    assert rules(text.replace("-2 X", "2 X")) == ["wrong-derivative"]


def test_a_size_and_a_property_of_one_sentence_are_said_together() -> None:
    """The size that a formula gives does not take back what the words around it say."""
    text = r"""
Let $B \in \mathbb{R}^{n \times n}$.

## Another size

Let $B \in \mathbb{R}^{m \times m}$ be symmetric. Then $B^\top x = B x$.
"""
    assert [each.status for each in api.coverage(text)][-1] == "verified"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("", "skipped"),
        ("It is called a coefficient.", "skipped"),
        ("The matrix $B$ need not be symmetric.", "wrong"),
        ("Here $B$ is not necessarily symmetric.", "wrong"),
        ("Here $B$ is symmetric.", "verified"),
    ],
)
def test_what_the_text_calls_not_symmetric_is_not_taken_for_symmetric(words: str, status: str) -> None:
    claim = r"$\nabla_x (x^\top B x) = 2 B x$"
    text = rf"Let $B \in \mathbb{{R}}^{{n \times n}}$ and $x \in \mathbb{{R}}^n$. {words} Then {claim}."
    assert [each.status for each in api.coverage(text)][-1] == status


def test_the_last_word_on_symmetry_holds() -> None:
    text = (
        r"Let $B \in \mathbb{R}^{n \times n}$ be symmetric." "\n\n" r"Now $B$ is not symmetric. Then $B^\top x = B x$."
    )
    assert [each.status for each in api.coverage(text)][-1] == "wrong"


def test_an_orthogonal_matrix_is_not_taken_for_symmetric_by_its_letter() -> None:
    claim = r"$\operatorname{tr}(Q A Q) = \operatorname{tr}(A)$"
    text = rf"Let $Q, A \in \mathbb{{R}}^{{n \times n}}$, where $Q$ is orthogonal. Then {claim}."
    assert [each.status for each in api.coverage(text)][-1] == "skipped"
