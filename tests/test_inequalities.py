"""Inequalities that every value violates are wrong; all others claim nothing that values could show."""

from __future__ import annotations

import pytest

from mclint import api

VECTORS = r"Let $u, v \in \mathbb{R}^n$. Then "


@pytest.mark.parametrize(
    "text",
    [
        r"By Jensen $\ln \left( \frac{1}{n} \sum_{i=1}^n u_i \right) \le \frac{1}{n} \sum_{i=1}^n \ln u_i$.",
        VECTORS + r"$\|u + v\| \ge \|u\| + \|v\|$.",
        VECTORS + r"$(u^\top v)^2 > (u^\top u) (v^\top v)$.",
        VECTORS + r"$\|u\|_1 < \|u\|_2$.",
        r"Also $e^a \le 1 + a$.",
    ],
)
def test_an_inequality_that_no_value_satisfies_is_wrong(text: str) -> None:
    assert [each.rule for each in api.check(text)] == ["wrong-identity"]


@pytest.mark.parametrize(
    "text",
    [
        r"By Jensen $\ln \left( \frac{1}{n} \sum_{i=1}^n u_i \right) \ge \frac{1}{n} \sum_{i=1}^n \ln u_i$.",
        VECTORS + r"$\|u + v\| \le \|u\| + \|v\|$ and $(u^\top v)^2 \le (u^\top u) (v^\top v)$.",
        r"If $\|u + v\| \ge \|u\| + \|v\|$, then $u$ and $v$ point in one direction.",
        r"It is wrong that $\|u + v\| \ge \|u\| + \|v\|$.",
        r"We look for numbers with $2 a b \ge a^2 + b^2$; only equal ones satisfy $2 a b \ge a^2 + b^2$.",
        r"For $0 < a < 1$ we have $a > a^2$ and $\sqrt{a} > a$ and $a^3 < a^2$.",
        r"For a concave function $f(t a + (1 - t) b) \ge t f(a) + (1 - t) f(b)$.",
        r"The algorithm stops as soon as $\|u_{k+1}\| \le \|u_k\|$; here $b_1 > b_2 + b_1$ for the negative ones.",
        r"Let $0 \prec A \preceq B$. Then $u^\top A u \le u^\top B u$.",
    ],
)
def test_other_inequalities_are_left_alone(text: str) -> None:
    assert api.check(text) == []


def test_the_message_says_which_side_is_larger() -> None:
    (found,) = api.check(VECTORS + r"$\|u + v\| \ge \|u\| + \|v\|$.")
    assert found.message == r"`\|u + v\|` is not at least `\|u\| + \|v\|`"
    assert found.label == "the left side is smaller for all values that were tried"
