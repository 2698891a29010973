"""Derivatives whose variable or function has an unusual name or none: bare nablas, labelled costs, brackets."""

from __future__ import annotations

import pytest

from mclint import api


def status(formula: str, before: str = "") -> str:
    """What becomes of the last equation of a document."""
    return api.coverage(f"{before}\n\n$$ {formula} $$\n")[-1].status


@pytest.mark.parametrize(
    "formula",
    [
        r"\nabla (f g) = f \nabla g + g \nabla f",
        r"\nabla (f / g) = \frac{g \nabla f - f \nabla g}{g^2}",
        r"\nabla \log f = \frac{\nabla f}{f}",
        r"\nabla p_\theta(u) = p_\theta(u) \nabla \log p_\theta(u)",
        r"\nabla \tfrac{1}{2} \|w\|^2 = w",
    ],
)
def test_rules_of_gradients_without_a_variable_are_verified(formula: str) -> None:
    assert status(formula) == "verified"


@pytest.mark.parametrize(
    "formula",
    [
        r"\nabla (f g) = f \nabla g - g \nabla f",
        r"\nabla (f + g) = \nabla f + 2 \nabla g",
        r"\nabla \log f = f \nabla f",
    ],
)
def test_rules_that_fail_for_every_variable_are_wrong(formula: str) -> None:
    assert status(formula) == "wrong"


@pytest.mark.parametrize(
    "formula",
    [
        r"\nabla H = \sum_i \nabla h_i",
        r"\nabla H = -G \theta",
        r"\nabla f = \lambda \nabla g",
        r"\nabla I = \sum_i \nabla h_i - \nabla H",
        r"\nabla f = \left[ \frac{\partial f}{\partial x}, \frac{\partial f}{\partial y} \right]^\top",
        r"\nabla g(u, v) = \begin{bmatrix} \frac{\partial}{\partial u} g(u, v) \\ \frac{\partial}{\partial v} g(u, v)"
        r" \end{bmatrix}",
    ],
)
def test_what_says_only_what_a_gradient_is_claims_nothing(formula: str) -> None:
    assert status(formula) == "read"


@pytest.mark.parametrize("formula", [r"\nabla \|A w - b\|^2 = A^\top (A w - b)", r"\nabla (a^\top f) = a"])
def test_what_fails_for_one_variable_only_is_not_wrong(formula: str) -> None:
    assert status(formula) != "wrong"


def test_antisymmetric_flows_conserve_without_a_variable() -> None:
    assert status(r"(\nabla E)^\top A \nabla E = 0", "Let $A$ be antisymmetric.") == "verified"
    assert status(r"(\nabla E)^\top A \nabla E = 0", "Let $A$ be symmetric.") != "verified"


def test_a_chain_rule_of_a_cost_that_is_named_after_its_example() -> None:
    chain = r"\frac{\partial C_x}{\partial w} = \frac{\partial C_x}{\partial u} \frac{\partial u}{\partial w}"
    assert status(chain) == "verified"
    assert status(chain.replace("=", "= 2")) != "verified"


def test_a_bracket_is_defined_and_its_identities_are_left_open() -> None:
    assert status(r"\{f, g\} = (\nabla f)^\top A \nabla g") == "read"
    assert status(r"\{f, g\} = -\{g, f\}") == "skipped"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"(S^\top \nabla^2 g(v) S)^{-1} = S^{-1} \nabla^2 g(v)^{-1} S^{-\top}", "verified"),
        (r"(S^\top \nabla^2 g(v) S)^{-1} = S^{-1} \nabla^2 g(v) S^{-\top}", "wrong"),
    ],
)
def test_the_inverse_behind_the_function_of_a_hessian_is_that_of_the_hessian(formula: str, expected: str) -> None:
    assert (
        status(formula, r"Let $S \in \mathbb{R}^{n \times n}$ be nonsingular and $u, v \in \mathbb{R}^n$.") == expected
    )


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\nabla W = 2 C v", "verified"),
        (r"\nabla W = C v", "wrong"),
        (r"\nabla^2 W(t, v) = 2 C", "verified"),
        (r"\nabla^2 W(t, v) = C", "wrong"),
    ],
)
def test_no_nabla_is_by_the_time(formula: str, expected: str) -> None:
    before = r"Let $v \in \mathbb{R}^n$, $C \in \mathbb{R}^{n \times n}$ be symmetric and $W(t, v) = v^\top C v + h$."
    assert status(formula, before) == expected
