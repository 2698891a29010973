"""Gamma functions and factorials, shares that are called pi, one value of a probability, signs."""

from __future__ import annotations

import numpy as np
import pytest

import mclint
from mclint import api
from mclint.document.statement import Property
from mclint.values.operators import VALUES
from mclint.values.sets import SETS


def statuses(text: str) -> list[str]:
    """The status of every equation, with the reason where it is left open."""
    return [each.reason.split(":")[0] if each.status == "skipped" else each.status for each in api.coverage(text)]


@pytest.mark.parametrize("x", [0.3, 1.0, 4.0, 7.5])
def test_the_gamma_function(x: float) -> None:
    value, after = (float(np.asarray(VALUES["gamma"](np.array([[each]]))).item()) for each in (x, x + 1))
    assert after == pytest.approx(x * value, rel=1e-12)
    if x == int(x):
        assert value == pytest.approx(np.prod(np.arange(1, int(x))), rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\frac{\Gamma(a + 2)}{\Gamma(a)} = a (a + 1)", "verified"),
        (r"\frac{(n + 1)!}{n!} = 1 + n", "verified"),
        (r"\frac{n!}{k! (n - k)!} = \frac{n + 1}{k} \frac{(n - 1)!}{(k - 1)! (n - k)!}", "wrong"),
        (r"\frac{d}{da} \log \Gamma(a + 1) = \frac{1}{a} + \frac{d}{da} \log \Gamma(a)", "verified"),
        (r"\frac{d}{da} \frac{b}{\Gamma(a)} = - \frac{b}{\Gamma(a)} \frac{d}{da} \Gamma(a)", "wrong"),
    ],
)
def test_equations_with_gamma_functions(formula: str, status: str) -> None:
    assert statuses(f"$$ {formula} $$\n")[-1] == status


def test_a_zeroth_parameter_may_be_the_sum_of_the_others() -> None:
    claim = r"\frac{\partial}{\partial a_j} \log \Gamma(a_0) = \frac{\partial}{\partial a_0} \log \Gamma(a_0)"
    assert "wrong" not in statuses(f"$$ {claim} $$\n")


def test_a_matrix_that_is_called_gamma_is_no_function() -> None:
    text = r"Let $\Gamma \in \mathbb{R}^{n \times n}$, $a \in \mathbb{R}$. So $\Gamma (a + 1) + a = a \Gamma (a) + a$."
    assert statuses(text)[-1] == "special-function"


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\frac{d}{d\eta} \log(1 + e^{\eta}) = \frac{e^{\eta}}{1 + e^{\eta}} = \pi", "verified"),
        (
            r"\frac{d}{d\eta} \frac{e^{\eta}}{1 + e^{\eta}} = \frac{e^{\eta}}{(1 + e^{\eta})^2} = \pi (1 - \pi)",
            "verified",
        ),
        (
            r"\frac{d}{d\eta} \frac{e^{\eta}}{1 + e^{\eta}} = \frac{e^{\eta}}{(1 + e^{\eta})^2} = \pi (1 - \pi) \eta",
            "wrong",
        ),
    ],
)
def test_a_share_may_be_called_pi(formula: str, status: str) -> None:
    assert statuses(f"Let $\\eta = \\log \\frac{{\\pi}}{{1 - \\pi}}$. Then\n\n$$ {formula} $$\n")[-1] == status


def test_one_value_of_a_probability_obeys_no_law() -> None:
    text = r"With $y = p(C \mid x)$ the slope is $-t (1 - y) + (1 - t) y {} = y - t$."
    assert statuses(text.replace("{}", ""))[-1] == "verified"
    assert statuses(text.replace("{}", "y"))[-1] == "wrong"


def test_values_of_a_probability_in_a_sum_obey_laws() -> None:
    text = r"With $y_k = p(C_k \mid x)$ we have $\sum_k t_k y_k + \sum_k y_k = \sum_k t_k y_k + 1$."
    assert "wrong" not in statuses(text)


@pytest.mark.parametrize("seed", range(20))
def test_a_random_sign_takes_both_values(seed: int) -> None:
    drawn = SETS[Property.SIGN](np.random.default_rng(seed), (3, 1, 1))
    assert set(drawn.ravel()) == {-1.0, 1.0}


SIZES = r"Let $W \in \mathbb{R}^{d \times l}$, $x_n \in \mathbb{R}^d$ and $y_n \in \mathbb{R}^l$."


@pytest.mark.parametrize(
    ("formula", "at"),
    [
        (r"\nabla C(\theta) = - \sum_n (y_n - W^\top x_n)^\top x_n", r"(y_n - W^\top x_n)^\top x_n"),
        (r"\frac{\partial h}{\partial W} = \frac{\partial W x_n}{\partial W}", r"W x_n"),
    ],
)
def test_shapes_clash_inside_a_claim_that_is_not_decided(formula: str, at: str) -> None:
    text = f"{SIZES} Then\n\n$$ {formula} $$\n"
    assert [text[each.span.start : each.span.end] for each in mclint.check(text)] == [at]


def test_shapes_that_fit_inside_a_claim_that_is_not_decided() -> None:
    assert mclint.check(f"{SIZES} Then\n\n$$ \\nabla C(\\theta) = - \\sum_n x_n (y_n - W^\\top x_n)^\\top $$\n") == []


CHOOSE = r"Let $p, q > 0$." + "\n\n"


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\log_2 (p q) = \log_2 p + \log_2 q", "verified"),
        (r"\frac{d}{dp} \log_2 p = \frac{1}{p \ln 2}", "verified"),
        (r"\frac{d}{dp} \log_2 p = \frac{1}{p}", "wrong"),
        (r"\log_e (p^2) = 2 \ln p", "verified"),
        (r"\log_2^2 p = (\log_2 p)^2", "verified"),
        (r"\binom{n}{k} + \binom{n}{k - 1} = \binom{n + 1}{k}", "verified"),
        (r"\binom{n}{k} = \frac{n!}{k! (n - k)!}", "verified"),
        (r"\binom{n}{k} = \frac{n!}{k! (n + k)!}", "wrong"),
        (r"\binom{x}{y}^\top \binom{x}{y} = x^2 + y^2", "read"),  # a column
    ],
)
def test_logarithms_to_a_base_and_binomial_coefficients(formula: str, status: str) -> None:
    assert statuses(f"{CHOOSE}$$ {formula} $$\n")[-1] == status
