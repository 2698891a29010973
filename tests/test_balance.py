"""Brackets without partners: what is surely lost is reported where it stands, and what may be meant is not."""

from __future__ import annotations

import pytest

import mclint

INNOCENT = [
    r"$x \in [0, 1)$, $y \in (0, 1]$, $z \in \left] 0; 1 \right]$",
    r"$t \in ]a, b[$ and $f \in C([0, T[; H)$",
    r"$\mathcal{U}[0, 1)$ and $P(X \in (0, 1])$",
    r"$[f(x, y), (a, b], c]$",
    r"$$ f(x) = \{ \begin{array}{l} 1 \\ 0 \end{array} $$",
    r"$$ \left. \begin{array}{l} a \\ b \end{array} \right\} = c $$",
    r"$$ \begin{aligned} a &= \left( b + c \right. \\ &\quad + \left. d \right) \end{aligned} $$",
    r"$$ a \left( b + ( c \right) d ) $$",
    r"$a)\ x = 1$, $ii)\ y = 2$",
    r"$(i)\ x = 1$",
    r"the values $f(x$, $y)$ agree",
    r"(see $f(x)$ and $g(y))$ for more",
    r"(see $f(x)$ and $g(y)$)",
    r"$$ x = 1 \text{ (where } y = 2) $$",
    r"$x = \{ 1, 2 \}$ and $\lbrace 1, 2 \}$",
    r"$\underbrace{(a + b)}_{(1)} + \vphantom{(} c$",
    r"$\lp a + b)$",
    r"$$ a = ( b + c $$ $$ + d ) $$",
    r"see $[7$, and $)$ is a bracket",
    r"$\color{red}{(} a + \color{red}{b)}$",
    r"$\{ x \mid x > 0 \}$, $1\{k = j\}$, $f(x)|_{x=0}$",
]
LOST = [
    (r"$$ y = \log(1 + \exp(x) $$", "(", "log(1", "`(` is never closed"),
    (r"$$ y = \log(1 + x)) $$", ")", ") $$", "`)` closes nothing"),
    (r"$$ y = E[ (1 + x ] $$", "(", "(1 + x ]", "`(` is never closed"),
    (r"$$ y = E[ f(x, y ] $$", "(", "(x, y", "`(` is never closed"),
    (r"$$ y = \left( a \left[ b \right) $$", "[", "[ b", "`\\left` has no `\\right`"),
    (r"$$ y = \left( a + E[ b \right) $$", "[", "[ b", "`[` is never closed"),
    (r"$x^{(i}$ is a sample)", "(", "(i", "`(` is never closed"),
    (r"$$ \frac{\exp(a}{b)} $$", "(", "(a", "`(` is never closed"),
    (r"$\ln \big\{ a + \big(b + c\big)\big]$", "\\{", "\\{ a", "`\\{` is never closed"),
]


@pytest.mark.parametrize("text", INNOCENT)
def test_brackets_that_may_be_meant_are_not_reported(text: str) -> None:
    assert [each.message for each in mclint.check(text) if each.rule == "malformed-math"] == []


@pytest.mark.parametrize(("text", "sign", "place", "message"), LOST)
def test_lost_brackets_are_reported_where_they_stand(text: str, sign: str, place: str, message: str) -> None:
    found = [each for each in mclint.check(text) if each.rule == "malformed-math"]
    assert [each.message for each in found][:1] == [message]


def test_the_bracket_that_shows_the_loss_is_marked_too() -> None:
    text = r"$$ a = \left[ b (c + d \right] $$"
    (found,) = mclint.check(text)
    assert text[found.span.start : found.span.end] == "("
    assert [text[label.span.start : label.span.end] for label in found.related] == ["]"]


def test_each_row_is_told_once() -> None:
    text = "$$ \\begin{aligned} a &= f(x)) + g(x)) \\\\ b &= f(y)) \\end{aligned} $$"
    assert [text[each.span.start - 4 : each.span.end] for each in mclint.check(text)] == ["f(x))", "f(y))"]
