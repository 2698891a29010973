"""What `mclint coverage` calls verified is what no finding names."""

from __future__ import annotations

from mclint import api

LAYOUTS = r"""
Let $A \in \mathbb{R}^{m \times n}$ and $B \in \mathbb{R}^{p \times n}$ be matrices and $x \in \mathbb{R}^n$ a vector.

$$ \frac{\partial A x}{\partial x} = A, \qquad \frac{\partial (A + A) x}{\partial x} = 2 A $$

$$ \frac{\partial B x}{\partial x} = B^\top $$
"""


def test_what_is_right_in_another_layout_than_the_rest_is_not_verified() -> None:
    assert [each.rule for each in api.check(LAYOUTS)] == ["mixed-layout"]
    assert api.coverage(LAYOUTS)[-1].status == "skipped"
    assert api.coverage(LAYOUTS.replace(r"B^\top", "B"))[-1].status == "verified"


def test_a_malformed_equation_is_wrong_and_the_next_one_is_not() -> None:
    text = r"""
$$ \frac{d}{d x} x^2 = (x + x $$

$$ \frac{d}{d x} x^3 = 3 x^2 $$
"""
    assert [each.rule for each in api.check(text)] == ["malformed-math"]
    assert [each.status for each in api.coverage(text)] == ["wrong", "verified"]


def test_nothing_is_verified_in_a_formula_that_ends_nobody_knows_where() -> None:
    text = r"""
\begin{align*}
\frac{d}{dx} x^2 &= 2 x \\
&= x + x
\end{aligned}
"""
    assert {each.rule for each in api.check(text, format="latex")} == {"malformed-math"}
    assert "verified" not in {each.status for each in api.coverage(text, format="latex")}


def test_a_bracket_that_is_lost_in_a_remark_leaves_the_other_rows_alone() -> None:
    text = r"""
$$ \begin{array}{rlr}
\frac{d}{dx} x^2 & = 2 x & \\
\frac{d}{dx} x^3 & = 3 x^2 & (\text{see } [26)
\end{array} $$
"""
    assert [each.rule for each in api.check(text)] == ["malformed-math"]
    assert api.coverage(text)[0].status == "verified"
