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


NUMBERS = "Let $A \\in \\mathbb{R}^{n \\times n}$ and $x \\in \\mathbb{R}^n$.\n\n"
FILLER = "\n\n" + "Some words that speak of nothing in particular. " * 12 + "\n\n"


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        ("\\|u^{(i)} - v^{(j)}\\|^2 = (u^{(i)} - v^{(j)})^\\top (u^{(i)} - v^{(j)})", "verified"),
        ("\\|u^{(i)} - v^{(j)}\\|^2 = (u^{(i)} - v^{(j)}) (u^{(i)} - v^{(j)})^\\top", "skipped"),
        ("d(u^\\top u) = 2 u^\\top du", "verified"),
        ("d(u^\\top u) = 2 (du) u^\\top", "skipped"),
    ],
)
def test_what_is_transposed_is_no_number(formula: str, status: str) -> None:
    assert last(f"$${formula}$$") == status


def test_a_declared_number_may_be_transposed() -> None:
    assert last("Let $a$ be a scalar. Then $a^\\top a = a^2$.") == "verified"


def test_a_special_case_elsewhere_proves_nothing_in_general() -> None:
    claim = "$\\frac{\\partial (y^\\top B y)}{\\partial y} = 2 B y$"
    assert last(f"For $B = I$ this is clear.{FILLER}{claim}") != "verified"
    assert last(f"Take $B = I$. Then {claim}.") == "verified"


def test_a_value_far_away_says_what_kind_of_symbol_it_is() -> None:
    text = "We begin with $s = 1$. Let $z = w s + b$."
    assert last(f"{text}{FILLER}$$\\frac{{\\partial z}}{{\\partial w}} = s$$") == "verified"


def test_the_bias_feature_is_one_for_good() -> None:
    text = "Let $x_0 = 1$." + FILLER
    assert last(
        f"{text}$$\\sum_{{j=0}}^n w_j x_j = w_0 x_0 + \\sum_{{j=1}}^n w_j x_j = w_0 + \\sum_{{j=1}}^n w_j x_j$$"
    )


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        ("\\frac{d (u v)}{d t} = \\frac{d u}{d t} v + u \\frac{d v}{d t}", "verified"),
        ("\\frac{d (u v)}{d t} = u \\frac{d v}{d t}", "skipped"),
        ("\\frac{d (c v)}{d t} = c \\frac{d v}{d t}", "verified"),
        ("d(X \\otimes Y) = (dX) \\otimes Y + X \\otimes (dY)", "verified"),
        ("d(X \\otimes Y) = X \\otimes (dY)", "skipped"),
        ("d(A X) = A \\, dX", "verified"),
    ],
)
def test_letters_that_go_together_vary_together(formula: str, status: str) -> None:
    assert last(f"$${formula}$$") == status


@pytest.mark.parametrize("formula", ["|t x| + |(1 - t) y| = t |x| + (1 - t) |y|", "\\sqrt{a^2} |c b| = a c |b|"])
def test_what_is_true_for_some_signs_only_is_left_open(formula: str) -> None:
    assert last(f"$${formula}$$") == "skipped"


def test_roots_are_of_positive_numbers() -> None:
    assert last("$$\\sqrt{\\sigma^2} = \\sigma$$") == "verified"
    assert last("$$\\frac{1}{\\sqrt{2 \\pi \\sigma^2}} = -\\frac{1}{\\sqrt{2 \\pi} \\sigma}$$") != "verified"


def test_determinants_of_unknown_jacobians_do_not_vanish() -> None:
    assert last("$$|\\nabla \\mathbf{F}| \\, |c| = -|\\nabla \\mathbf{F}| \\, c$$") != "verified"


def test_a_condition_does_not_hold_since_nothing_depends_on_the_variable() -> None:
    assert last("$$\\frac{\\partial g(\\mathbf{v})}{\\partial w_1} = 0$$") == "read"
    assert last("$$\\frac{\\partial (a s + b s^2)}{\\partial (c s)} = 0$$") == "read"


def test_zero_is_not_defined_by_a_condition() -> None:
    text = "Let $J = \\beta^\\top M \\beta$.\n\n$$\\nabla J = \\mathbf{0}$$\n\n"
    assert last(text + "$$M \\beta - 3 \\beta = \\mathbf{0}$$") == "read"


def test_an_outer_derivative_is_taken_at_the_inner_function_of_the_variable() -> None:
    outer = "\\frac{d g(h(x))}{d x} = \\frac{d g}{d h}(h(%s)) \\cdot \\frac{d h}{d x}(x)"
    assert last(f"$${outer % 'x'}$$") == "verified"
    assert last(f"$${outer % 'h'}$$") != "verified"


def test_a_power_of_a_parameter_is_no_member_of_a_family() -> None:
    text = "Let $y(x, w) = \\sum_{j=0}^M w_j x^j$ and $E(w) = \\sum_{n=1}^N y(x_n, w)$.\n\n"
    assert last(text + "$$E(w) = \\sum_{n=1}^N y(x_m, w)$$") != "verified"


def test_components_in_one_sum_are_components_of_one_vector() -> None:
    text = "$$\\frac{d}{d b_k} \\sum_{i=1}^d \\sum_{j=1}^d A_{ij} b_i b_j = \\sum_{i=1}^d A_{ik} b_i"
    assert last(f"{text} + \\sum_{{j=1}}^d A_{{kj}} b_j$$") == "verified"
    assert last(f"{text}$$") == "wrong"


def test_time_is_a_number() -> None:
    found = mclint.coverage("$$\\frac{d E}{d t} = (\\nabla E)^\\top \\dot{t}$$")[-1]
    assert found.layouts != ("numerator",)


def test_what_one_part_of_a_chain_differentiates_varies_in_all() -> None:
    chain = "\\left[\\frac{\\partial (c v)}{\\partial X}\\right]_{ij} = \\frac{\\partial c}{\\partial x_{ij}} v"
    chain += " + c \\frac{\\partial v}{\\partial x_{ij}} = "
    whole = "\\left[\\frac{\\partial c}{\\partial X}\\right]_{ij} v"
    whole += " + c \\left[\\frac{\\partial v}{\\partial X}\\right]_{ij}"
    text = "Let $c, v \\in \\mathbb{R}$ and $X \\in \\mathbb{R}^{m \\times n}$.\n\n"
    assert last(f"{text}$${chain}{whole}$$") == "verified"
    assert last(f"{text}$${chain}c \\left[\\frac{{\\partial v}}{{\\partial X}}\\right]_{{ij}}$$") != "verified"


def test_a_part_of_a_chain_that_turns_into_its_transpose_is_not_verified() -> None:
    gradient = "\\frac{\\partial}{\\partial X} \\log |X| = X^{-\\top} = "
    text = "Let $X \\in \\mathbb{R}^{n \\times n}$.\n\n"
    assert last(f"{text}$${gradient}X X^{{-1}} X^{{-1}}$$") != "verified"
    assert last(f"{text}$${gradient}(X^{{-1}})^\\top$$") == "verified"


def test_an_orthogonal_matrix_is_no_projection() -> None:
    text = "A projection has $P^2 = P$.\n\nLet $Q$ be an orthogonal matrix. Then $Q^\\top Q = Q^\\top = I$."
    assert statuses(text)["= I"] == "verified"
    assert [each.rule for each in mclint.check(text)] == ["wrong-identity"]


def test_symmetric_orthogonal_matrices_are_both() -> None:
    text = "Let $Q$ be a symmetric orthogonal matrix of size $n \\times n$. Then "
    assert last(text + "$Q^3 x = Q x$.") == "verified"
    text = "Let $Q$ be an orthogonal and antisymmetric matrix of size $n \\times n$. Then "
    assert last(text + "$Q^3 x = -Q x$.") == "verified"


def test_a_later_declaration_is_not_of_the_letters_before() -> None:
    claim = "$\\frac{\\partial}{\\partial A} (a - A b)^\\top B (a - A b) = -2 B (a - A b) b^\\top$"
    later = "Now let $A, B$ be two matrices of size $N \\times M$."
    words = "Here stands a sentence that says nothing of them. " * 20
    assert statuses(f"For symmetric $B$ we have {claim}. {words} {later}")[claim.strip("$")] == "verified"


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        ("P(X \\mid \\theta) = \\theta^2 (1 - \\theta)", "read"),
        ("\\log p(\\theta \\mid \\theta) = \\sum_{i=1}^n \\log p(x_i \\mid \\theta)", "read"),
        ("\\frac{d h}{d t} = \\frac{d h(h)}{d t}", "skipped"),
    ],
)
def test_functions_and_densities_are_not_of_themselves(formula: str, status: str) -> None:
    assert last(f"$${formula}$$") == status


def test_a_vector_behind_a_matrix_is_no_number() -> None:
    text = "Let $Q \\in \\mathbb{R}^{n \\times n}$ be orthogonal.\n\n"
    assert last(text + "$$Q^\\top Q^\\top Q y = Q^\\top y$$") == "verified"
    assert last(text + "$$Q^\\top Q^\\top Q y = y Q^\\top$$") != "verified"


@pytest.mark.parametrize(("factor", "status"), [("B^\\top", "verified"), ("B", "skipped")])
def test_kronecker_products_are_of_matrices(factor: str, status: str) -> None:
    formula = f"\\operatorname{{vec}}(A X B) = ({factor} \\otimes A) \\operatorname{{vec}}(X)"
    assert last(f"$${formula}$$") == status


def test_orthonormal_columns_are_not_always_rows() -> None:
    text = "Let $U \\in \\mathbb{R}^{d \\times k}$ have orthonormal columns and $x \\in \\mathbb{R}^d$.\n\n"
    assert last(text + "$$\\|x - U U^\\top x\\|^2 = x^\\top x - x^\\top U U^\\top x$$") == "verified"
    assert last(text + "$$2 \\|x - U U^\\top x\\|^2 = x^\\top x - x^\\top U U^\\top x$$") != "verified"


def test_a_transposed_numerator_states_its_own_layout() -> None:
    text = "Let $W \\in \\mathbb{R}^{m \\times n}$, $x \\in \\mathbb{R}^n$ and $z = W x + b$.\n\n"
    assert last(text + "$$\\frac{\\partial z^\\top}{\\partial x} = W^\\top$$") == "verified"
    assert last(text + "$$\\frac{\\partial z^\\top}{\\partial x} = W$$") != "verified"


def test_a_transposed_derivative_by_a_matrix_beside_columns_is_a_mixture() -> None:
    text = (
        "Let $x \\in \\mathbb{R}^n$, $a \\in \\mathbb{R}^m$ and $W \\in \\mathbb{R}^{m \\times n}$. Then\n"
        "$\\frac{\\partial}{\\partial x} a^\\top W x = W^\\top a$ and\n"
        "$\\frac{\\partial}{\\partial W} a^\\top W x = %s$."
    )
    assert [each.rule for each in mclint.check(text % "x a^\\top")] == ["mixed-layout"]
    assert mclint.check(text % "a x^\\top") == []


def test_gradients_in_rows_beside_matrices_in_their_own_shape_are_usual() -> None:
    text = (
        "Let $x \\in \\mathbb{R}^n$, $a \\in \\mathbb{R}^m$ and $W \\in \\mathbb{R}^{m \\times n}$. Then\n"
        "$\\frac{\\partial}{\\partial x} a^\\top W x = a^\\top W$ and\n"
        "$\\frac{\\partial}{\\partial W} a^\\top W x = a x^\\top$."
    )
    assert mclint.check(text) == []


def test_a_norm_of_a_multiple_has_the_absolute_value() -> None:
    assert last("$$\\|c x\\| = |c| \\, \\|x\\|$$") == "verified"
    assert last("$$\\|c x\\| = c \\, \\|x\\|$$") == "skipped"


def test_a_definition_of_a_unit_vector_has_norm_one() -> None:
    text = (
        "With the constraint $w^\\top w = 1$ we get $w = \\frac{a - b}{2 c}$ and $c = \\frac{1}{4} \\|a - b\\|^2$.\n\n"
    )
    assert last(text + "This gives\n\n$$w = \\frac{2 (a - b)}{\\|a - b\\|^2}$$") == "read"
    text = "With the constraint $w^\\top w = 1$ we get $w = \\frac{v}{c}$ and $c = \\|v\\|$.\n\n"
    assert last(text + "This gives\n\n$$w = \\frac{v}{\\|v\\|}$$") == "verified"
