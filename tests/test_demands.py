"""Conditions, values of unknown functions and normal densities: what excuses a claim and what does not."""

from __future__ import annotations

import pytest

import mclint

GAUSS = r"$$\ln \mathcal{N}(x | m, s^2) = -\frac{1}{2} \ln(2\pi s^2) - \frac{(x - m)^2}{%s s^2}.$$"


def codes(text: str) -> list[str]:
    return [each.rule for each in mclint.check(text)]


def test_a_condition_on_another_function_excuses_nothing():
    before = "The entropy is\n\n$$H_p[x] = \\frac{1}{2}\\{1 + \\ln(2\\pi s^2)\\}$$\n\nand the density has\n\n"
    assert codes(before + GAUSS % "2") == []
    assert codes(before + GAUSS % "") == ["wrong-identity"]


def test_a_condition_on_the_symbols_of_a_claim_excuses_it():
    before = "We know that\n\n$$g(x) = 0$$\n\nand therefore\n\n"
    claim = r"$$\ln(1 + x^2) = \ln(1 + x) + \ln(1 + x^2 y).$$"
    assert codes(before + claim) == []


LIKELIHOOD = r"""
Let $t_n \in \mathbb{R}^K$ and $\Sigma \in \mathbb{R}^{K \times K}$ be a covariance. Then

$$\begin{aligned}
\ln \prod_{n=1}^N \mathcal{N}(t_n | W^\top \phi(x_n), \Sigma)
&= \sum_{n=1}^N \ln \mathcal{N}(t_n | W^\top \phi(x_n), \Sigma) \\
&= -\frac{NK}{2} \ln(2\pi) - \frac{%s}{2} \ln|\Sigma|
 - \frac{1}{2} \sum_{n=1}^N (t_n - W^\top \phi(x_n))^\top \Sigma^{-1} (t_n - W^\top \phi(x_n)).
\end{aligned}$$
"""


def test_the_likelihood_of_samples_with_features():
    assert codes(LIKELIHOOD % "N") == []
    assert codes(LIKELIHOOD % "1") == ["wrong-identity"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\ln(a b) + \sum_i p_i(x) a = \ln a + \ln b + a",
        r"\phi(x + y) = \phi(x) \phi(y)",
        r"\ln \prod_i q(x_i) + a \sum_i q(x_i) = \sum_i \ln q(x_i) + a + 0 q(x_i)",
    ],
)
def test_functions_that_an_equation_tells_something_about(claim):
    assert codes(f"We have\n\n$${claim}.$$") == []


@pytest.mark.parametrize(
    "claim",
    [
        r"\ln \mathcal{N}(x | m, s^2) = -\frac{(x - m)^2}{2 s^2} + \text{const}",
        r"\ln \mathcal{N}(x | m, s^2) = -\frac{(x - m)^2}{2 s^2}",
        r"\ln \mathcal{N}(x | m, s^2) = -\frac{1}{2} \ln s^2 - \frac{(x - m)^2}{2 s^2}",
    ],
)
def test_a_dropped_normalizer_is_no_mistake(claim):
    assert codes(f"The logarithm is\n\n$${claim}.$$") == []


def test_a_logarithm_may_reach_over_a_bracket():
    assert codes(r"Thus $$c = -\log m^y (1 - m)^{1 - y} = -y \log m - (1 - y) \log(1 - m).$$") == []


DERIVATIVE = r"""
Let $a, b \in \mathbb{R}$. Then

$$\frac{d}{d\beta} (\beta^2 b - 2 \beta a) = \frac{d}{d\beta} - 2 \beta a + \beta^2 b = %s.$$
"""


def test_an_operator_before_a_minus_takes_all_that_follows():
    assert codes(DERIVATIVE % r"-2 a + 2 \beta b") == []
    assert codes(DERIVATIVE % r"-2 a + 3 \beta b") == ["wrong-derivative"]


def test_a_sum_of_operators_stays_unread():
    assert codes(r"With $$\frac{d}{dt} - \lambda = D, \qquad \frac{d}{dt} f - \lambda f = D f.$$") == []
    assert codes(r"$$\left(\frac{d}{dt} - t\right) f = \frac{d}{dt} f - t f.$$") == []


def test_an_asterisk_may_convolve():
    claim = r"y[n] = x[n] * h[n] = \sum_k x[k] h[n - k]"
    assert codes(f"The answer to a signal is\n\n$${claim}.$$") == []


def test_the_logarithm_of_a_product_of_densities():
    product = r"-\ln \prod_{n=1}^N p(t_n | x_n, w)"
    assert codes(rf"$${product} = -\sum_{{n=1}}^N \ln p(t_n | x_n, w).$$") == []
    assert codes(rf"$${product} = -\sum_{{n=1}}^N p(t_n | x_n, w).$$") == ["wrong-identity"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\sum_k p(k | x) (a_k + b) = b + \sum_k p(k | x) a_k",
        r"\log \prod_x p(x)^{\hat p(x)} = \sum_x \hat p(x) \log p(x)",
        r"\log \prod_x g(x)^{h(x)} = \sum_x h(x) \log g(x)",
        r"(\frac{1}{m} + 1) \sum_{k=0}^N k B(k | N, m) = \frac{N}{1 - m} \sum_{k=0}^N B(k | N, m)",
        r"\ln \sum_k a p(k | x) = \ln a + \sum_k p(k | x) 0",
        r"\ln p(x | t) = \ln p(t | x) + \ln p(x) - \ln p(t)",
    ],
)
def test_probabilities_obey_laws(claim):
    assert codes(f"We have\n\n$${claim}.$$") == []


MEAN = r"""
The mean is

$$\mathbb{E}[y] = m$$

and so

$$(%s + m)^2 = %s^2 + %s %s m + m^2.$$
"""


def test_a_mean_excuses_only_claims_about_what_it_is_the_mean_of():
    assert codes(MEAN % ("a", "a", "2", "a")) == []
    assert codes(MEAN % ("a", "a", "", "a")) == ["wrong-identity"]
    assert codes(MEAN % ("y", "y", "", "y")) == []
