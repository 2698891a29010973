"""Integrals between bounds, and the theorems that join them to derivatives."""

from __future__ import annotations

import pytest

from mclint import api


def status(claim: str, before: str = "") -> str:
    """What becomes of a claim."""
    return api.coverage(f"{before}\n\n$$ {claim} $$")[-1].status


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\frac{d}{dx} \int_0^x f(y) \, dy = f(x)", r"\frac{d}{dx} \int_0^x f(y) \, dy = f(x) - f(0)"),
        (r"\frac{d}{dx} \int_a^{x^2} f(t) \, dt = 2 x f(x^2)", r"\frac{d}{dx} \int_a^{x^2} f(t) \, dt = f(x^2)"),
        (r"\int_a^b f'(t) \, dt = f(b) - f(a)", r"\int_a^b f'(t) \, dt = f(a) - f(b)"),
        (r"\int_0^T \frac{dH}{dt} \, dt = H(T) - H(0)", r"\int_0^T \frac{dH}{dt} \, dt = H(T)"),
        (r"\int_a^b f(t) \, dt = -\int_b^a f(t) \, dt", r"\int_a^b f(t) \, dt = \int_b^a f(t) \, dt"),
        (
            r"\frac{d}{ds} \int_0^s g(s, t) \, dt = g(s, s) + \int_0^s \frac{\partial g}{\partial s} \, dt",
            r"\frac{d}{ds} \int_0^s g(s, t) \, dt = \int_0^s \frac{\partial g}{\partial s} \, dt",
        ),
        (
            r"\int_a^b f(u(t)) u'(t) \, dt = \int_{u(a)}^{u(b)} f(y) \, dy",
            r"\int_a^b f(u(t)) \, dt = \int_{u(a)}^{u(b)} f(y) \, dy",
        ),
    ],
)
def test_the_fundamental_theorem(true: str, false: str) -> None:
    assert status(true) == "verified"
    assert status(false) not in ("verified", "wrong")  # of what a law or a measure may mean nothing is said


def test_a_distribution_has_its_density_as_derivative() -> None:
    before = r"Let $\Phi(a) = \int_{-\infty}^a \frac{1}{\sqrt{2 \pi}} e^{-t^2 / 2} \, dt$. Then"
    density = r"\frac{1}{\sqrt{2 \pi}} e^{-a^2 / 2}"
    assert status(rf"\frac{{d \Phi}}{{d a}} = {density}", before) == "verified"
    assert status(rf"\frac{{d \Phi}}{{d a}} = a {density}", before) != "verified"


def test_what_a_lower_bound_at_infinity_leaves_open() -> None:
    before = r"Let $F(a, s) = \int_{-\infty}^a k(s, t) \, dt$. Then"
    assert status(r"\frac{\partial F}{\partial s} = 0", before) != "verified"
    assert status(r"\int_{-\infty}^a p(t) \, dt = 1") != "verified"


def test_integrals_of_integrals_are_few() -> None:
    four = r"\int_0^a \int_0^b \int_0^c \int_0^d f(w, x, y, z) \, dw \, dx \, dy \, dz"
    assert status(rf"{four} = 1 + {four}") != "verified"
    chain = " ".join(rf"Let $F_{n}(x) = \int_0^x F_{n + 1}(t) \, dt$." for n in range(1, 9))
    assert status(r"\frac{d}{dx} F_1(x) = F_2(x)", chain) in ("verified", "skipped")
