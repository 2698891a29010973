"""Declarations and definitions hold from where they stand, innermost section first."""

from __future__ import annotations

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
