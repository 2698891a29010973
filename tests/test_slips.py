"""Signs that went missing, told from the notations that only look alike."""

from __future__ import annotations

import pytest

import mclint


def problems(text: str, format: str = "markdown") -> list[tuple[str, str]]:
    """The marked text and the headline of each finding of malformed-math."""
    found = mclint.check(text, format=format)
    return [(text[e.span.start : e.span.end], e.message) for e in found if e.rule == "malformed-math"]


LOST = [
    (r"$$ b = (X^\top X){-1} X^\top y $$", "-1", "a number in braces follows a bracket"),
    (r"$$ b = X \Omega{-1} y $$", r"\Omega{-1}", r"`\Omega` takes no argument"),
    (r"We set $\nabla{u} F(u; v) = 0$.", r"\nabla{u}", r"`\nabla` multiplies `u`"),
    (r"The score is $\nabla{u} \log{p(u)}$.", r"\nabla{u}", r"`\nabla` multiplies `u`"),
    (
        r"$$ \frac{\partial}{\partial \nu} = b^\top B b - 2 = 0 $$",
        r"\frac{\partial}{\partial \nu}",
        "a derivative of nothing is equated with a value",
    ),
    (
        r"$$ d = \langle u, u \rangle - 2 \langle u, v \rangle + \langle v v \rangle $$",
        r"\langle v v \rangle",
        "an inner product has no comma",
    ),
    (r"$\operatorname{tr}(G^\top, H) = 2$", ", ", "a trace has a comma"),
    (r"$|u - v\| \le 2$", r"\|", "a bar opens as one kind and closes as the other"),
    (r"$f(u) = \| u - v|$", "|", "a bar opens as one kind and closes as the other"),
    ("Of $a$ and $\\mathbf{B} the second\nis a matrix.", "$", "`$` is never closed"),
    ("Of $a$ and $g'(u) the second\nis a function.", "$", "`$` is never closed"),
    (r"The mean is $\bar u = frac{1}{n} v$.", "frac", "`frac` has no backslash"),
    (
        "\\begin{aligned}\na &= b\n\\end{align*}$$\nand then $c$.",
        "\\end{align*}",
        "the environment `aligned` ends as `align*`",
    ),
]
FINE = [
    r"$$ y = (X^\top X)^{-1} X^\top b + (a + b) {-1} c - \Omega^{-1} u $$",
    r"$\nabla{f}(u) = 0$ and $\nabla {u} v$ and $\nabla_u F(u)$",
    r"$\frac{\partial}{\partial r} = \cos\phi \frac{\partial}{\partial x} + \sin\phi \frac{\partial}{\partial y}$",
    r"$\frac{d}{dt} = \partial_t + v \cdot \nabla$ and $\frac{\partial}{\partial u_i} = e_i$",
    r"$\langle u, v \rangle = \langle u v \rangle + \langle w w \rangle$ where the second is a mean",
    r"$D(|u| \| v)$, $K(q(z|x) \| p(z))$, $p(u | v)$, $\| |u| \|$, $\{u | |u| > 1\}$, $|u| \| v$",
    r"$|A \| B|$ and $|A| \| |B|$ and $\frac{d}{dt} = A + B$",
    "It costs $5 to $f and $10 more.",
    "The shell knows $x_id and $HOME, and `$\\mathbf{x}` is code, and $y$ is a formula.",
    "A fraction{of} words, `frac{1}{2}` and $\\mathrm{frac}{2}$.",
    "`\\begin{align}` and `\\end{aligned}` are written in code.",
    "\\begin{equation}\n\\begin{aligned}\na &= b\n\\end{aligned}\n\\end{equation}",
]


@pytest.mark.parametrize(("text", "marked", "message"), LOST)
def test_what_is_lost_is_marked(text: str, marked: str, message: str) -> None:
    assert problems(text) == [(marked, message)]


@pytest.mark.parametrize("text", FINE)
def test_notation_that_is_only_unusual_is_not_reported(text: str) -> None:
    assert problems(text) == []


def test_a_dollar_without_partner_is_found_in_latex_too() -> None:
    assert problems("Let $a$ be $\\mathbf{b} one.\n\nThen $c$ is fine.", "latex") == [("$", "`$` is never closed")]
