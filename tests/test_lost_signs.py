"""Fractions of derivatives that lost a sign, signs without operands, and scripts on scripts."""

from __future__ import annotations

import pytest

import mclint


def problems(text: str) -> list[tuple[str, str]]:
    """The marked text and the headline of each finding of malformed-math."""
    found = mclint.check(text)
    return [(text[e.span.start : e.span.end], e.message) for e in found if e.rule == "malformed-math"]


LOST = [
    (r"$\frac{L(w)}{\partial w}$", "L(w)", "the numerator of a derivative has no `\\partial`"),
    (r"$\frac{\partial}{x} f$", "x", "the denominator of a derivative has no `\\partial`"),
    (r"$\frac{df}{z} = \bar{y} \frac{dy}{dz}$", "z", "the denominator of a derivative has no `d`"),
    (r"$\frac{df}{du} \frac{du}{v} = 2$", "v", "the denominator of a derivative has no `d`"),
    (r"$\frac{}{x} = 2$", r"\frac{}{x}", "the numerator of `\\frac` is empty"),
    (r"$a + * b = c$", "+", "`+` has no right operand"),
    (r"$x_i_j$", "_j", "a second subscript follows the first"),
    (r"$x^{2}'$", "'", "a second superscript follows the first"),
]
FINE = [
    r"$\frac{\mathrm{d} f}{\partial x}$, $\frac{\nabla f}{\partial x}$, $\frac{\Delta y}{\partial x}$, $\frac{}{}$",
    r"$\frac{dy}{y} = dt$, $\frac{dQ}{T} = dS$, $\int \frac{dx}{x} \frac{dy}{dx}$, $\frac{dx}{2} = 1$",
    r"$\frac{df}{z} = 3 y$",
    r"$(R, +, \cdot)$, $Y_{\cdot\cdot}$, $x_+ \cdot y$, $x^* * y$, $A \cdot * B$, $a + -b$, $x^{k+}$",
    r"$x_i^j$, $x^j_i$, $x'^2$, $x''$, $x^{a}{}^{b}$, $x²ᵀ$, $\underset{x}{\max}_y f$, $\sum_i^n x_i$",
]


@pytest.mark.parametrize(("text", "marked", "message"), LOST)
def test_what_is_lost_is_marked(text: str, marked: str, message: str) -> None:
    assert problems(text) == [(marked, message)]


@pytest.mark.parametrize("text", FINE)
def test_notation_that_is_only_unusual_is_not_reported(text: str) -> None:
    assert problems(text) == []


def test_a_fraction_is_a_derivative_wherever_it_is_written_once_a_chain_rule_shows_it() -> None:
    text = r"We have $\frac{df}{u} = v$, and $\frac{df}{u} \frac{du}{dw} = 2$."
    assert [marked for marked, _ in problems(text)] == ["u", "u"]
