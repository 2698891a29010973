"""Free and bound indices, and what is reported of them."""

from __future__ import annotations

import pytest

import mclint
from mclint.document.indices import bound, free, occurs, sums
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Expr

FAMILY = {"stray-index", "repeated-index", "unbalanced-indices", "conflicting-ranges"}


def expression(latex: str) -> Expr:
    return parse_text(latex).formulas[0].relation.parts[0]


def found(latex: str) -> list[tuple[str, str]]:
    """The rule and the marked text of each finding about indices."""
    text = f"Here\n\n$$ {latex} $$\n"
    return [(each.rule, text[each.span.start : each.span.end]) for each in mclint.check(text) if each.rule in FAMILY]


def status(latex: str) -> list[str]:
    return [equation.status for equation in mclint.api.coverage(f"$$ {latex} $$")]


@pytest.mark.parametrize(
    ("latex", "letters"),
    [
        ("a_i b_j", {"i", "j"}),
        (r"\sum_i a_i b_j", {"j"}),
        (r"\sum_i a_i + b_i", {"i"}),
        ("x^{(i)}", {"i"}),
        ("h_{t-1}", {"t"}),
        ("A_{i_1 j}", {"j"}),
        ("a_{k'} + b_k", {"k", "k'"}),
        (r"\sum_{k'} a_{k'} b_k", {"k"}),
        (r"\sum_{i : c_i = 1} x_i", set()),
        ("x_y + f_w", set()),
        (r"\sum_{g_i = 1} x_i", set()),
        (r"\log \mathcal{N}(t_n | y_{nk})", {"n", "k"}),
        (r"p(x | \max_j a_j)", set()),
    ],
)
def test_free_letters(latex: str, letters: set[str]) -> None:
    assert set(free(expression(latex))) == letters


def test_bound_letters_and_their_sums() -> None:
    expr = expression(r"\sum_{i,j} a_{ij} \prod_{k=1}^i b_k")
    assert bound(expr) == {"i", "j", "k"}
    assert [(each.letter, sorted(each.outer)) for each in sums(expr)] == [("i", []), ("j", ["i"]), ("k", ["i", "j"])]


def test_a_letter_occurs_in_the_limit_of_the_sum_that_binds_it_but_not_below_it() -> None:
    assert not occurs(expression(r"\sum_i a_i"), "i")
    assert occurs(expression(r"\sum_{j=i}^n a_j"), "i")


@pytest.mark.parametrize(
    ("latex", "rule", "marked"),
    [
        (r"E = \sum_{i=1}^N (y_n - t_n)^2 + \lambda", "stray-index", "(y_n - t_n)^2"),
        (r"\sum_{j=1}^k b_i f_{t_i}", "stray-index", "b_i f_{t_i}"),
        (r"L = \prod_{i=1}^N p(r_n | x_n)", "stray-index", "p(r_n | x_n)"),
        (r"S = \sum_{j=k}^K \mu_k", "stray-index", r"\mu_k"),
        (r"E = \sum_{k=1}^k a_k", "repeated-index", r"\sum_{k=1}^k"),
        (r"E = \sum_{j=1}^n \sum_{j=1}^n a_j", "repeated-index", r"\sum_{j=1}^n"),
        (r"E = \sum_{k,j} d_k \sum_{j=1}^n a_{kj}", "repeated-index", r"\sum_{j=1}^n"),
        (r"\bar{x}_i = \sum_i \bar{y}_i \frac{\partial y_i}{\partial x_i}", "repeated-index", r"\sum_i"),
        (r"u = \sum_j a_j b_j^2 = a_j b_j^2", "unbalanced-indices", "a_j b_j^2"),
        (r"(B x)_i = \sum_j B_{ij} x_m", "unbalanced-indices", "x_m"),
        (r"\kappa(u, u') = u^\top B u", "unbalanced-indices", r"u^\top B u"),
        (r"x^\top A x = f(x)^\top f(x')", "unbalanced-indices", r"f(x)^\top f(x')"),
        (
            r"\frac{\partial L}{\partial c^t} = \frac{\partial L}{\partial h} \frac{\partial h}{\partial i^t}",
            "unbalanced-indices",
            "i^t",
        ),
        (
            r"\frac{\partial L}{\partial x_s} = \frac{\partial L}{\partial h_t} \frac{\partial h_t}{\partial x_t}",
            "unbalanced-indices",
            "x_t",
        ),
        (
            r"S_k = \sum_n r_{nk} (x_n - \mu_k) (x_k - \mu_k)^\top",
            "unbalanced-indices",
            r"x_k - \mu_k",
        ),
        (r"E = -\sum_i (1 - y_i) \log(1 - p_i) + y \log(p_i)", "unbalanced-indices", "y"),
        (r"g^{(k)} = \frac{1}{2} g^{(t-1)} + v^{(k)}", "stray-index", "g^{(t-1)}"),
        (
            r"\frac{\partial E}{\partial w_{ji}} = \frac{\partial E}{\partial y_i} \frac{\partial y_i}{\partial w_{ji}}"
            r" = d_j \frac{\partial y_j}{\partial w_{ji}}",
            "unbalanced-indices",
            r"\frac{\partial y_j}{\partial w_{ji}}",
        ),
        (r"L = \sum_{j=1}^K t_j (x - \mu_k)^\top (x - \mu_k)", "stray-index", r"\mu_k"),
        (r"g_k = \alpha g_{t-1} + v_k", "stray-index", "g_{t-1}"),
        (
            r"E = -\sum_{n=1}^K \sum_{k=1}^K t_{nk} a_{nk} = -\sum_{n=1}^N \sum_{k=1}^K t_{nk} a_{nk}",
            "conflicting-ranges",
            r"\sum_{n=1}^K",
        ),
        (
            r"B = \begin{pmatrix} b_{11} & b_{12} \\ b_{21} & b_{12} \end{pmatrix}",
            "conflicting-ranges",
            "b_{12}",
        ),
        (r"f(x) = b_0 + b_1 u_{i1} + \cdots + b_n u_{iN}", "conflicting-ranges", "b_n u_{iN}"),
        (r"z = w_1 v_1 + w_2 v_2 + \cdots + w_k v_{k-1}", "conflicting-ranges", "w_k v_{k-1}"),
        (
            r"z = \rho^k v_1 + \rho^{k-1} a v_2 + \rho^{k-2} a v_3 + \cdots + \rho a v_{k-1} + a v_k",
            "conflicting-ranges",
            r"\rho a v_{k-1}",
        ),
        (r"Y = [Y(1), Y(2), \dots, y(n)]", "conflicting-ranges", "y(n)"),
        (r"g = (a_1 - b_1) c_1 + (a_2 - b_v) c_2", "stray-index", "(a_2 - b_v) c_2"),
        (r"m = \frac{1}{n} \sum_{i=1}^N y_i", "conflicting-ranges", "n"),
        (
            r"\frac{\partial L_t}{\partial U} = \sum_{s=0}^5 \frac{\partial h_t}{\partial h_s} v_s",
            "conflicting-ranges",
            r"\sum_{s=0}^5",
        ),
        (r"\frac{\partial s_i}{\partial a_j} = s_i (\delta_{ij} - s_i)", "unbalanced-indices", "s_i"),
        (r"\sum_n F_n = \sum_n \sum_k r_{ni} J_{nki}", "unbalanced-indices", r"\sum_k"),
        (r"q(w^0) = f(w^0) + f'(w^0) (w - w^0)", "unbalanced-indices", "w^0"),
        (
            r"\frac{\partial H}{\partial p(x)} = \sum_x (\log p(x) + 1) + \lambda",
            "repeated-index",
            r"\sum_x",
        ),
        (r"p_i = \frac{e^{a_k}}{Z} = \frac{e^{v_i}}{Z}", "unbalanced-indices", "a_k"),
    ],
)
def test_a_fault_is_found_once(latex: str, rule: str, marked: str) -> None:
    assert found(latex) == [(rule, marked)]


@pytest.mark.parametrize(
    "latex",
    [
        r"S = \sum_{j=1}^n \sigma_i^2 = n \sigma_i^2",
        r"\sum_{i=1}^k f(x_k) \le \sum_{i=1}^k f(x_i)",
        r"E = \sum_{i=1}^n W^{(l)} x",
        r"E = \sum_{k'=1}^K y_{k'} \log \mu_{k'}",
        r"p = \prod_{k'=1}^k q_{k'} = \prod_{l'=1}^{l-1} q_{l'}",
        r"Z = \sum_k \sum_{k'} a_k b_{k k'}",
        r"V(s_t) = \sum_{t'=t}^T \gamma^{t'-t} r_{t'}",
        r"n_c = \sum_{i : y_i = c} 1 = \sum_{i \in I_c} v_i",
        r"T = \sum_{A \in \{0, 1\}^{n \times n} : A_{ii} = 0, A = A^\top} w(A)",
        r"E = \sum_{i=1}^n \lambda_k + x_i",
        r"z = \sum_i a_i \sum_i b_i",
        r"c = \sum_{ij} A^2 G_k \times \sum_{ij} B^2 H_l",
        r"M = \sum_{i=0}^{h-1} \Phi \Sigma_u \Phi^\top",
        r"z_i = x_i - \sum_i x_i",
        r"\hat{y}_{ij} = \frac{1}{n} \sum_{j=1}^n y_{ij}",
        r"A = \sum_{i,j} a_{ij} E_{ij} = [a_{ij}]",
        r"R = \sum_j p_j r_j = \mathbb{E}_{j \sim p}[r_j]",
        r"\nabla_{w_j} E = \sum_k \frac{\partial E}{\partial a_k} \frac{\partial a_k}{\partial w_j} = \delta_j x_n",
        r"\frac{\partial y_i}{\partial x_i} = y_i (1\{i = j\} - y_j)",
        r"k(x, x') = f(x)^\top f(x')",
        r"k(x, x') = \int g(x - z) g(x - z) dz",
        r"p(x) = \sum_{x'} p(x, x')",
        r"\frac{\partial L}{\partial W} = \frac{\partial L}{\partial z} \frac{\partial z}{\partial W_{ij}}",
        r"\frac{\partial L}{\partial x} = \frac{\partial y}{\partial x} \frac{\partial L}{\partial y}",
        r"\frac{df}{dt} = \frac{\partial g}{\partial x} \frac{dx}{dt}",
        r"S = \sum_{i=1}^n x_i - \sum_{i=1}^m x_i",
        r"B = \begin{pmatrix} b_{11} & b_{21} \\ b_{12} & b_{22} \end{pmatrix}",
        r"h_{t_1} = h_{t_2} + a_t",
        r"C_{ij} = (x_i - \mu_i) (x_j - \mu_j)^\top",
        r"S = \sum_{n,m} (x_n - \mu_k) (x_m - \mu_k)^\top",
        r"V = \sum_n (x_n - \mu) (x_n - \mu)^\top",
        r"E = -\sum_i y_i \log(p_i) + (1 - y_i) \log(1 - p_i)",
        r"H = -p \log p - (1 - p) \log(1 - p) + \lambda w_i \log w_i",
        r"g_k = \alpha g_{k-1} + v_k",
        r"p_k = \sum_{j=1}^K a_j b_k",
        r"z = \sum_{j=1}^K w_{kj} h_j",
        r"\frac{\partial E}{\partial w} = \frac{\partial E}{\partial y_i} \frac{\partial y_i}{\partial w}"
        r" + \frac{\partial E}{\partial y_j} \frac{\partial y_j}{\partial w}",
        r"F_n = F_{m+1} F_{n-m} + F_m F_{n-m-1}",
        r"S_n = S_{n-1} + a_k",
        r"z = w_1 v_1 + w_2 v_2 + \cdots + w_k v_k",
        r"z = a_1 v_n + a_2 v_{n-1} + \cdots + a_n v_1",
        r"f(x) = c_0 + c_1 x + c_2 x^2 + \cdots + c_n x^n",
        r"g = v_t + \gamma v_{t+1} + \gamma^2 v_{t+2} + \cdots + \gamma^{T-t} v_T",
        r"s = a_{11} + a_{12} + \cdots + a_{nm}",
        r"b = a_{11} u_1 v_1 + \cdots + a_{mn} u_m v_n",
        r"L(u_{11}, u_{12}, \dots, u_{nm}) = 2",
        r"p = v_1^{k_1} v_2^{k_2} \cdots v_n^{k_n}",
        r"c = u_1 v_2 - u_2 v_1",
        r"x = (x_1, x_2, \dots, x_n, y)",
        r"V = (v_1^{(1)}, \dots, v_n^{(m)})",
        r"s = v_1^{(1)} + \dots + v_n^{(m)}",
        r"z = \phi_1 v_{t-1} + \dots + \phi_p v_{t-p} + \theta_1 u_{t-1} + \dots + \theta_q u_{t-q}",
        r"g = a_1 b_1 + a_x b_x",
        r"m = \frac{1}{n} \sum_{i=1}^N z_i y_i",
        r"m = \frac{1}{n} \sum_{k=1}^N \sum_{i \in G_k} y_i",
        r"w = \sum_n \frac{1}{n} \sum_{i=1}^N y_i",
        r"\frac{\partial L}{\partial U} = \sum_{s=0}^4 \frac{\partial h_4}{\partial h_s} v_s",
        r"\frac{\partial s_i}{\partial a_j} = s_i (\delta_{ij} - s_j)",
        r"\frac{\partial s_i}{\partial a_i} = s_i (1 - s_i)",
        r"q(w) = f(w^0) + f'(w^0) (w - w^0)",
        r"f(w^0) = f(w) - f'(w) (w - w^0)",
        r"\frac{\partial H}{\partial p(x)} = \log p(x) + 1 + \sum_x p(x)",
        r"\frac{\partial H}{\partial p(x)} = \frac{\partial}{\partial p(x)} \sum_x p(x)",
        r"A_{ij} = A_{jk} = A_{ki}",
    ],
)
def test_innocent_notations(latex: str) -> None:
    assert found(latex) == []


def test_the_first_part_is_reported_and_what_follows_from_it_is_not() -> None:
    latex = r"a^\top b = \sum_j a_j b_j = a_j b_j = 2 a^\top b"
    assert [rule for rule, _ in found(latex)] == ["unbalanced-indices"]
    assert len(mclint.check(f"$$ {latex} $$")) == 1
    assert status(latex)[1] == "wrong"


def test_a_mistake_that_is_copied_along_a_chain_is_told_once() -> None:
    assert len(found(r"p = F(\sum_{j=1}^k b_i f_i) \approx G(\sum_{j=1}^k b_i f_i)")) == 1


def test_what_holds_for_all_values_is_acquitted() -> None:
    latex = r"\sum_{j=1}^n c_k = c_k \sum_{j=1}^n 1"
    text = f"Let $c \\in \\mathbb{{R}}^n$.\n\n$$ {latex} $$\n"
    assert [each.rule for each in mclint.check(text)] == []


def rules(text: str) -> list[tuple[str, str]]:
    """The rule and the marked text of each finding about indices in a whole text."""
    return [(each.rule, text[each.span.start : each.span.end]) for each in mclint.check(text) if each.rule in FAMILY]


SUMS = r"""
$$ E = \sum_{n=1}^N e_n, \qquad F = \sum_{n=1}^N f_n \sum_{k=1}^K \pi_k, \qquad G = \sum_{k=1}^K \pi_k g_k $$

$$ H = \sum_{k=1}^K \pi_k h_k, \qquad P = \sum_{k=1}^K \pi_k p_k, \qquad Q = \sum_{n=1}^N \sum_{k=1}^K q_{nk},
   \qquad R = \sum_{n=1}^N r_n $$
"""


@pytest.mark.parametrize(
    ("latex", "marked"),
    [
        (r"S = \sum_{k=1}^N \pi_k s_k", [r"\sum_{k=1}^N"]),
        (r"S = \sum_{k=2}^N \pi_k s_k", []),
        (r"S = \sum_{k=1}^M \pi_k s_k", []),
        (r"S = \sum_{n=1}^N \pi_n s_n", []),
        (r"S = \sum_{k=1}^K \pi_k s_k", []),
    ],
)
def test_a_sum_ends_where_the_others_over_the_same_index_end(latex: str, marked: list[str]) -> None:
    assert [text for _, text in rules(f"{SUMS}\n$$ {latex} $$\n")] == marked


def test_a_state_that_comes_from_itself_is_one_of_a_recursion() -> None:
    claim = "$$ S^{(l+1)} = W S^{(l+1)} + b $$"
    assert rules(claim) == []
    assert rules(claim + "\n\nThen $\\frac{\\partial S^{(l+1)}}{\\partial S^{(l)}} = W$.") == [
        ("stray-index", "S^{(l+1)}")
    ]
