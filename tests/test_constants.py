"""Equations up to a constant: what may be left out, and what may not."""

from __future__ import annotations

import pytest

import mclint

GIVEN = (
    r"Let $w, m, z \in \mathbb{R}^n$, $r \in \mathbb{R}$, $\tau > 0$ and let $P \in \mathbb{R}^{n \times n}$ be "
    "positive definite. "
)
INNOCENT = (
    r"\ln \mathcal{N}(w \mid m, P^{-1}) = -\frac{1}{2} w^\top P w + w^\top P m + \text{const}",
    r"\ln \mathcal{N}(r \mid w^\top z, \tau^{-1}) = \frac12 \ln \tau - \frac{\tau}2 (r - w^\top z)^2 + \text{const}",
    r"-\ln \mathcal{N}(r \mid w^\top z, \tau^{-1}) = \frac{\tau}{2} (r - w^\top z)^2 + \text{constant}",
    r"\| w - z \|^2 = \|w\|^2 - 2 w^\top z + \text{const}",
    r"f(w) = w^\top P w + \text{const}",  # a definition
    r"\| w - z \|^2 = \text{const}",  # a sphere
)
WRONG = (
    r"\ln \mathcal{N}(w \mid m, P^{-1}) = -\frac{1}{2} w^\top P w - w^\top P m + \text{const}",
    r"\ln \mathcal{N}(r \mid w^\top z, \tau^{-1}) = -\frac{\tau}{2} w^\top z z^\top w - \tau r w^\top z + \text{const}",
    r"\| w - z \|^2 = \|w\|^2 - w^\top z + \text{const}",
)


@pytest.mark.parametrize("claim", INNOCENT)
def test_what_a_constant_takes_in(claim: str) -> None:
    assert mclint.check(f"{GIVEN}Then\n\n$$ {claim}. $$\n") == []


@pytest.mark.parametrize("claim", WRONG)
def test_what_no_constant_makes_good(claim: str) -> None:
    found = mclint.check(f"{GIVEN}Then\n\n$$ {claim}. $$\n")
    assert [(each.rule, each.label) for each in found] == [
        ("wrong-identity", "the two sides differ by more than a constant")
    ]


def test_two_values_up_to_a_constant() -> None:
    text = (
        f"{GIVEN}The posterior is\n\n$$ \\ln q(w) = -\\frac{{1}}{{2}} w^\\top P w + w^\\top m + \\text{{const}}. $$\n\n"
        "Hence\n\n$$ \\ln q(w) = -\\frac{1}{2} w^\\top P w - w^\\top m + \\text{const}. $$\n"
    )
    assert [each.rule for each in mclint.check(text)] == ["conflicting-values"]
    assert mclint.check(text.replace("- w^", "+ m^\\top P^{-1} m + w^")) == []
