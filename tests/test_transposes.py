"""The spellings of a transpose that are powers elsewhere: `X^t X`, and `{}^t X` before what it turns."""

from __future__ import annotations

import pytest

from mclint import api

SYMBOLS = r"Let $A, B \in \mathbb{R}^{n \times n}$, $X \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$."


def statuses(*formulas: str) -> list[str]:
    """What becomes of the equations of a document."""
    text = "\n\n".join((SYMBOLS, *(f"$$ {formula} $$" for formula in formulas)))
    return [each.status for each in api.coverage(text) if each.kind in ("derivative", "identity")]


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\frac{d}{dx} (x^t A x) = (A + A^t) x", "verified"),
        (r"\frac{d}{dx} (x^t A x) = (A - A^t) x", "wrong"),
        (r"\nabla_x \|X x\|^2 = \nabla_x (x^t X^t X x) = 2 X^t X x", "verified"),
        (r"\nabla_x ({}^t x A x) = (A + {}^t\!A) x", "verified"),
        (r"\nabla_x ({}^t x A x) = (A - {}^t\!A) x", "wrong"),
        (r"{}^t (A B) = {}^t B \, {}^t A", "verified"),
        (r"{}^t (A B) = {}^t A \, {}^t B", "wrong"),
    ],
)
def test_both_spellings_are_read(formula: str, status: str) -> None:
    assert statuses(formula)[-1] == status


@pytest.mark.parametrize(
    "other", [r"x_{t+1} = x_t - \eta g_t", r"\sum_{t=1}^T A^t", r"\frac{d x}{d t} = A x", r"x^{t+1} = A x^t"]
)
def test_a_document_with_times_has_powers(other: str) -> None:
    assert "verified" not in statuses(r"\frac{d}{dx} (x^t A x) = (A + A^t) x", other)


@pytest.mark.parametrize(("right", "status"), [("B^t A^t", "verified"), ("A^t B^t", "wrong")])
def test_the_law_of_products(right: str, status: str) -> None:
    assert statuses(f"(A B)^t = {right}") == [status]
