"""What the verifier says of sums, indices, superscripts and chains of derivatives, by small documents."""

from __future__ import annotations

import pytest

from mclint import api

SYMBOLS = r"Let $A \in \mathbb{R}^{n \times n}$ and $x, a \in \mathbb{R}^n$."


def last(formula: str, before: str = SYMBOLS):
    """The record of the last equation of a document."""
    return api.coverage(f"{before}\n\n$$ {formula} $$\n")[-1]


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial}{\partial x_k} \sum_i \sum_j A_{ij} x_i x_j "
        r"= 2 A_{kk} x_k + \sum_{i \neq k} A_{ik} x_i + \sum_{j \neq k} A_{kj} x_j",
        r"\frac{\partial}{\partial x_j} \prod_{i=1}^n x_i = \prod_{i \neq j} x_i",
        r"\frac{\partial}{\partial x_j} \sum_{i \in S} x_i^2 = 2 \sum_{i \in S} x_i \delta_{ij}",
        r"\nabla_x \sum_{k \in [n]} x_k^2 = 2 x",
        r"\frac{\partial}{\partial x_j} \sum_{i=1}^n x_i^2 = \sum_{i'=1}^n 2 x_{i'} \delta_{i'j}",
        r"\frac{\partial}{\partial x_j} \sum x_i^2 = 2 x_j",
        r"\sum_{i=1}^n \sum_{j=1}^i x_i a_j = \sum_{j=1}^n \sum_{i=j}^n x_i a_j",
        r"\sum_{i=0}^{n+1} b = (n + 2) b",
        r"\frac{\partial}{\partial A} \operatorname{tr}(A^k) = k (A^{k-1})^\top",
        r"\frac{\partial}{\partial A} a^\top A^k x = \sum_{r=0}^{k-1} (A^r)^\top a x^\top (A^{k-1-r})^\top",
    ],
)
def test_sums_over_part_of_a_range_and_powers_with_letters(formula: str) -> None:
    equation = last(formula)
    assert equation.status == "verified", equation.reason


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial}{\partial x_k} \sum_i \sum_j A_{ij} x_i x_j "
        r"= A_{kk} x_k + \sum_{i \neq k} A_{ik} x_i + \sum_{j \neq k} A_{kj} x_j",
        r"\frac{\partial}{\partial x_j} \prod_{i=1}^n x_i = \prod_{i=1}^n x_i",
        r"\sum_{i=1}^n \sum_{j=1}^i x_i a_j = \sum_{j=1}^n \sum_{i=j+1}^n x_i a_j",
        r"\frac{\partial}{\partial A} \operatorname{tr}(A^k) = k (A^k)^\top",
        r"\frac{\partial}{\partial A} a^\top A^k x = \sum_{r=0}^{k-1} (A^r)^\top a x^\top (A^{k-r})^\top",
    ],
)
def test_sums_over_the_wrong_part_of_a_range_are_refuted(formula: str) -> None:
    assert last(formula).status == "wrong"


CHAIN = r"\frac{\partial E}{\partial o_i^t} = \frac{\partial E}{\partial h_i^t} \frac{\partial h_i^t}{\partial o_i^t}"
LAYERS = (
    r"\frac{\partial E}{\partial x_h^{(l)}} = \sum_{j=1}^m \frac{\partial E}{\partial u_j^{(l+1)}} "
    r"\frac{\partial u_j^{(l+1)}}{\partial x_h^{(l)}}"
)


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (CHAIN, "verified"),
        (CHAIN.replace("=", "= 2"), "wrong"),
        (CHAIN.replace("_i", ""), "verified"),
        (LAYERS, "verified"),
        (LAYERS.replace("=", "= -", 1), "wrong"),
        (LAYERS.replace("(", "").replace(")", ""), "verified"),
        (r"\frac{d}{dx} x^n = n x^{n-1}", "verified"),
    ],
)
def test_superscripts_of_layers_and_time_steps_in_chain_rules(formula: str, status: str) -> None:
    assert last(formula, "").status == status


def test_one_matrix_for_each_time_step_is_no_power() -> None:
    assert last(r"\delta W = \sum_{t=1}^T \delta W^t", "").status in ("read", "skipped")


def test_labels_that_are_signs_have_the_square_one() -> None:
    text = r"Let $y_i \in \{-1, 1\}$ and $z \in \mathbb{R}^n$."
    assert last(r"\sum_{i=1}^n (y_i - z_i)^2 = \sum_{i=1}^n (1 - y_i z_i)^2", text).status != "wrong"
    assert last(r"\sum_{i=1}^n (y_i - z_i)^2 = \sum_{i=1}^n (1 - y_i z_i)^2", "").status == "wrong"


def test_an_operator_before_a_bracket_may_end_with_it() -> None:
    formula = (
        r"\frac{\partial}{\partial x_k} \left( a^\top x \, x^\top x \right) "
        r"= \frac{\partial}{\partial x_k} (a^\top x) \, x^\top x + 2 a^\top x \, x_k"
    )
    assert last(formula).status == "verified"
    assert last(formula.replace("+ 2", "- 2")).status == "wrong"


COVARIANCE = r"Let $\Sigma$ be an $n \times n$ covariance matrix and $x \in \mathbb{R}^n$."
BY_PRECISION = (
    r"\nabla_{\Sigma^{-1}} \left( \frac{1}{2} \log |\Sigma| + \frac{1}{2} x^\top \Sigma^{-1} x \right) "
    r"= \frac{1}{2} x x^\top - \frac{1}{2} \Sigma"
)
BY_VARIANCE = (
    r"\frac{\partial}{\partial s^2} \left( \log s + \frac{z^2}{2 s^2} \right) = \frac{1}{2 s^2} - \frac{z^2}{2 s^4}"
)
BY_IMAGE = (
    r"\frac{\partial f(A z)}{\partial z_i} = \sum_{k=1}^n \frac{\partial f(A z)}{\partial (A z)_k} "
    r"\frac{\partial (A z)_k}{\partial z_i}"
)


@pytest.mark.parametrize(
    ("formula", "before", "status"),
    [
        (r"\frac{\partial L}{\partial x} = W^\top \frac{\partial L}{\partial (W x)}", "", "verified"),
        (r"\frac{\partial L}{\partial x} = 2 W^\top \frac{\partial L}{\partial (W x)}", "", "wrong"),
        (BY_IMAGE, "", "verified"),
        (BY_IMAGE.replace("=", "= -", 1), "", "wrong"),
        (BY_PRECISION, COVARIANCE, "verified"),
        (BY_PRECISION.replace("x^\\top -", "x^\\top +"), COVARIANCE, "wrong"),
        (BY_VARIANCE, "", "verified"),
        (BY_VARIANCE.replace("1}{2 s", "1}{s"), "", "wrong"),
        (r"\frac{\partial \log(1 + e^{-y F(x)})}{\partial F(x)} = \frac{-y}{1 + e^{y F(x)}}", "", "verified"),
    ],
)
def test_derivatives_by_an_expression(formula: str, before: str, status: str) -> None:
    assert last(formula, before).status == status


def test_the_trace_of_an_inverse_may_be_written_without_brackets() -> None:
    text = r"Let $X \in \mathbb{R}^{n \times n}$."
    assert last(r"\frac{\partial \operatorname{tr}(X)^{-1}}{\partial X} = -(X^{-2})^\top", text).status == "verified"


def test_states_that_depend_on_the_ones_before_are_left_alone() -> None:
    formula = (
        r"\frac{\partial L_t}{\partial U} = \frac{\partial L_t}{\partial h_t} "
        r"\sum_{s=0}^t \frac{\partial h_t}{\partial h_s} \frac{\partial h_s}{\partial U}"
    )
    assert last(formula, "").status == "skipped"


def test_a_function_of_one_entry_does_not_depend_on_the_others() -> None:
    text = r"With $a_n = w^\top \phi_n$ and $y_n = \Phi(a_n)$ we get"
    formula = r"\nabla_w \Phi(a_n) = \frac{\partial \Phi}{\partial a_n} \frac{\partial a_n}{\partial w}"
    assert last(formula, text).status == "verified"
    assert last(formula.replace("= ", "= 3 "), text).status == "wrong"
    followed = formula.replace(r"{\partial w}", r"{\partial w} (w^\top \phi_n)")
    assert last(followed, text).status == "skipped"


def test_one_sample_and_all_of_them_under_one_letter_refute_nothing() -> None:
    text = r"Let $x_i \in \mathbb{R}^n$ be the samples, and $\eta = \theta^\top x$."
    formula = (
        r"y x_j - \frac{\partial a(\eta)}{\partial \eta} \frac{\partial \eta}{\partial \theta_j} "
        r"= (y - \frac{\partial a(\eta)}{\partial \eta}) x_j"
    )
    assert last(formula, text).status != "wrong"


MATRICES = r"Let $A \in \mathbb{R}^{m \times n}$ and $X \in \mathbb{R}^{n \times p}$."


@pytest.mark.parametrize(
    ("formula", "layouts"),
    [
        (
            r"\frac{\partial L}{\partial X} = \frac{\partial Z}{\partial X} \frac{\partial L}{\partial Z}",
            {"denominator"},
        ),
        (r"\frac{\partial L}{\partial W} = \frac{\partial L}{\partial y} \frac{\partial y}{\partial W}", {"numerator"}),
        (r"\frac{\partial (A X)}{\partial X} = I_p \otimes A", {"numerator"}),
        (r"\frac{\partial (A X)}{\partial X} = A \otimes I_p", {"numerator"}),  # row by row
    ],
)
def test_derivatives_of_matrices_by_matrices_as_jacobians_of_all_entries(formula: str, layouts: set[str]) -> None:
    equation = last(formula, MATRICES)
    assert equation.status == "verified", equation.reason
    assert layouts <= set(equation.layouts)
    assert last(formula.replace("=", "= 2", 1), MATRICES).status != "verified"


def test_a_jacobian_written_out_entry_by_entry() -> None:
    above = [f"z_{{{row},{column}}}" for row in (1, 2) for column in (1, 2)]
    below = [f"x_{{{row},{column}}}" for row in (1, 2) for column in (1, 2, 3)]
    rows = [" & ".join(rf"\frac{{\partial {z}}}{{\partial {x}}}" for z in above) for x in below]
    written = r" \\ ".join(rows)
    formula = rf"\frac{{\partial Z}}{{\partial X}} = \begin{{bmatrix}} {written} \end{{bmatrix}}"
    assert last(formula, "Here $X$ and $Z$ are matrices.").status == "verified"
    turned = formula.replace("x_{1,2}", "x_{2,1}", 1)
    assert last(turned, "Here $X$ and $Z$ are matrices.").status != "verified"


def test_the_order_of_such_factors_shows_no_layout() -> None:
    gradient = r"$$ \frac{\partial \operatorname{tr}(B^\top X)}{\partial X} = B $$"
    chain = r"$$ \frac{\partial L}{\partial W} = \frac{\partial L}{\partial y} \frac{\partial y}{\partial W} $$"
    declared = r"Let $B, X \in \mathbb{R}^{n \times p}$, $W \in \mathbb{R}^{m \times n}$ and $y \in \mathbb{R}^m$."
    assert api.check(f"{declared}\n\n{gradient}\n\n{chain}\n") == []


NUMBERS = (
    r"The weights are a vector $w$, and the label is a number, $t = -1$. Let $\delta \in \mathbb{R}^m$ be the error."
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\frac{\partial}{\partial z_i} \sum_j \sum_k v_j w_{jk} z_k = \sum_j v_j w_{ji}",
            r"\frac{\partial}{\partial z_i} \sum_j \sum_k v_j w_{jk} z_k = 2 \sum_j v_j w_{ji}",
        ),
        (
            r"\sum_{n=1}^N (t_n - y_n)^2 - \sum_{n=1}^N t_n^2 = \sum_{n=1}^N y_n^2 - 2 \sum_{n=1}^N t_n y_n",
            r"\sum_{n=1}^N (t_n - y_n)^2 - \sum_{n=1}^N t_n^2 = \sum_{n=1}^N y_n^2 - \sum_{n=1}^N t_n y_n",
        ),
        (
            r"\sum_k t_{nk} (\delta_{ik} - y_{ni}) = \sum_k t_{nk} \delta_{ik} - y_{ni} \sum_k t_{nk}",
            r"\sum_k t_{nk} (\delta_{ik} - y_{ni}) = \sum_k t_{nk} \delta_{ik} + y_{ni} \sum_k t_{nk}",
        ),
        (r"\sum_k I_{kj} (x_k + a_k) = x_j + a_j", r"\sum_k I_{kj} (x_k + a_k) = x_j - a_j"),
    ],
)
def test_a_letter_with_more_indices_than_it_has_elsewhere_is_a_family_of_its_own(right: str, wrong: str) -> None:
    assert last(right, NUMBERS).status == "verified", last(right, NUMBERS).reason
    assert last(wrong, NUMBERS).status == "wrong", last(wrong, NUMBERS).reason


def test_targets_that_sum_to_one_are_no_mistake() -> None:
    equation = last(r"y_i \sum_{k=1}^K t_k - t_i = y_i - t_i", "")
    assert equation.status != "wrong"
    assert last(r"y_i \sum_{k=1}^K t_k - t_i = y_i + t_i", "").status == "wrong"


def test_an_operator_is_no_factor() -> None:
    operator = r"Let $\mathcal{G} = \sum_i v_i \frac{\partial}{\partial x_i}$."
    product = r"\mathcal{G} (f g) = g \, \mathcal{G} f + f \, \mathcal{G} g"
    assert (last(product, operator).status, last(product, operator).reason) == ("skipped", "operator: cal G")


COMPONENTS = r"\sum_{r=1}^R \frac{1}{s^2} \big( (\mu_{pr})_y - c_p \big) = "


def test_components_with_a_name() -> None:
    good = last(COMPONENTS + r"\frac{1}{s^2} \Big( \sum_{r=1}^R (\mu_{pr})_y - R c_p \Big)", "")
    assert good.status == "verified", good.reason
    assert last(COMPONENTS + r"\frac{R}{s^2} \sum_{r=1}^R \big( (\mu_{pr})_y - c_p \big)", "").status == "wrong"


def test_components_with_two_names_are_two_numbers() -> None:
    assert last(r"\sum_{r=1}^R 2 (\mu_r)_y = 2 \sum_{r=1}^R (\mu_r)_y", "").status == "verified"
    assert last(r"\sum_{r=1}^R 2 (\mu_r)_y = 2 \sum_{r=1}^R (\mu_r)_z", "").status != "verified"
