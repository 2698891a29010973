r"""Stars: `A^*` is a transpose where the text calls it the adjoint of a real matrix, and `x^*` mostly an optimum."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.review import review

SIZES = r"Let $A \in \mathbb{R}^{m \times n}$, $x, y \in \mathbb{R}^n$ and $b \in \mathbb{R}^m$. "
CALLED = {
    "denotes": r"Here $A^*$ denotes the conjugate transpose of $A$.",
    "write": r"We write $A^*$ for the adjoint.",
    "the adjoint": r"The adjoint $A^{*}$ maps back.",
}
TRUE = [
    r"\nabla_x \|A x - b\|^2 = 2 A^*(A x - b)",
    r"x^* A^* A x + x^* x = \|A x\|^2 + \|x\|^2",
    r"(A x)^\top b + b^\top A y = x^* A^* b + y^* A^* b",
]
FALSE = [r"\nabla_x \|A x - b\|^2 = A^*(A x - b)", r"x^* A^* A x + x^* x = \|A x\|^2 - \|x\|^2"]


def status(text: str) -> str:
    """What becomes of the last equation of a text."""
    return review(api.read(text)).equations()[-1].status


@pytest.mark.parametrize("said", CALLED.values(), ids=CALLED.keys())
@pytest.mark.parametrize("claim", TRUE)
def test_adjoints_are_transposes(claim: str, said: str) -> None:
    text = f"{SIZES}{said} Then $$ {claim}. $$"
    assert status(text) == "verified"
    assert api.check(text) == []


@pytest.mark.parametrize("claim", FALSE)
def test_false_claims_with_adjoints_are_reported(claim: str) -> None:
    found = api.check(f"{SIZES}{CALLED['write']} Then $$ {claim}. $$")
    assert [each.family for each in found] == ["identities"]


LEFT = {
    "an optimum": SIZES + r"Let $x^*$ be the optimum. Then $$ \nabla_x \|A x - b\|^2 = 2 A^\top (A x^* - b). $$",
    "an optimal matrix": SIZES + r"$A^*$ is the best of them. Then $$ \nabla_x \|A x - b\|^2 = 2 A^*(A x - b). $$",
    "complex matrices": r"Let $A \in \mathbb{C}^{m \times n}$ with adjoint $A^*$. Then $$ \|A x\|^2 = x^* A^* A x. $$",
    "an optimum beside an adjoint": SIZES + CALLED["write"] + r" At $x^*$ we have $$ A^* A x^* = A^* b. $$",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_other_stars_are_left_alone(text: str) -> None:
    assert api.check(text) == []
    assert status(text) != "verified"
