"""Equations that a reading makes true by accident: such a reading proves nothing."""

from __future__ import annotations

import pytest

import mclint


def statuses(text: str) -> dict[str, str]:
    """The status of each equation of a text."""
    return {equation.latex: equation.status for equation in mclint.coverage(text)}


def last(text: str) -> str:
    """The status of the last equation."""
    return list(statuses(text).values())[-1]


@pytest.mark.parametrize("value", ["\\frac{\\pi}{2}", "1"])
def test_what_is_differentiated_by_is_no_number(value: str) -> None:
    assert last(f"Take $t = {value}$.\n\n$\\frac{{d}}{{dt}} \\sin(t) = -\\cos(t)$") == "wrong"
    assert last(f"Take $t = {value}$.\n\n$\\frac{{d}}{{dt}} \\sin(t) = \\cos(t)$") == "verified"


def test_a_derivative_at_a_point_uses_the_point() -> None:
    text = "Let $f(x) = x^3 - 5x$. At $x = 1$ we have $\\frac{df}{dx} = -2$."
    assert last(text) == "verified"


def test_the_value_of_a_function_is_no_definition_of_it() -> None:
    text = "For $X \\in \\mathbb{R}^{n \\times n}$ of full rank, $\\rho(X) = n$. Then $\\rho(X^\\top) = \\rho(2 X X)$."
    assert last(text) != "verified"


@pytest.mark.parametrize("claim", ["\\nabla E = 0", "(\\nabla E)^\\top A \\nabla E = 0", "\\nabla_x L(x_0) = 0"])
def test_a_condition_at_a_minimum_is_read_and_not_proven(claim: str) -> None:
    assert last(f"Let $x \\in \\mathbb{{R}}^n$ and $A \\in \\mathbb{{R}}^{{n \\times n}}$. There ${claim}$.") == "read"


def test_a_gradient_elsewhere_is_not_zero() -> None:
    """The gradient at p by x is not zero for want of an x in p."""
    assert last("Let $x, p, q \\in \\mathbb{R}^n$. Then $p + \\nabla_x f(p) = p + \\nabla_x f(q)$.") != "verified"


CHAIN = (
    "Let $f(u, v) = u v^2$, $u(t) = \\sin t$ and $v(t) = \\exp(t)$. Then\n\n$$\\frac{\\partial f}{\\partial t} = %s$$"
)
TERMS = [f"\\frac{{\\partial f}}{{\\partial {u}}} \\frac{{\\partial {u}}}{{\\partial t}}" for u in "uv"]


def test_a_chain_rule_needs_all_its_terms() -> None:
    assert last(CHAIN % " + ".join(TERMS)) == "verified"
    for term in TERMS:
        assert last(CHAIN % term) != "verified"


def test_indexed_numbers_of_different_indices_differ() -> None:
    text = "$\\frac{\\partial E_n}{\\partial w} = \\frac{\\partial E_%s}{\\partial a} \\frac{\\partial a}{\\partial w}$"
    assert last(text % "k") != "verified"


def test_tiny_numbers_differ_like_others() -> None:
    assert last("With $\\epsilon = 10^{-7}$ we have $2 \\epsilon^2 = 10^{-14}$.") != "verified"
