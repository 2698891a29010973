"""Refuted equations that are left alone, each for its reason."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.acquittal import ROWS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r"Here $3 \times 2 = 5$.", "arithmetic"),
        (r"With $x \in \mathbb{R}^n$: $x^\top x + x^\top x = 2.31 x^\top x$.", "rounded"),
        (r"Let $f(x) = x^3$. There $\frac{df}{dx} = 12$.", "evaluated-at"),
        (r"A linear map has $T(a x + b y) = a T(x) + b T(y)$.", "undetermined-function"),
        (r"Let $f(x) = x^3$. Then $f(x + h) = f(x) + h \frac{df(x)}{dx}$.", "expansion"),
        (r"Let $A \in \mathbb{R}^{n \times n}$. For $n = 2$ we have $\det(A + A) = 4 \det(A)$.", "special-size"),
        (
            r"For the projection $P \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$ "
            r"the square is $x^\top P P x + x^\top x = x^\top P x + x^\top x$.",
            "assumption",
        ),
        (
            r"Let $A \in \mathbb{R}^{n \times n}$. "
            r"$\frac{\partial \det A}{\partial A} = \det(A) (2 A^{-1} - A^{-1} \circ I)$.",
            "structured-derivative",
        ),
    ],
)
def test_reason(text: str, reason: str) -> None:
    assert api.check(text) == []
    assert reason in {equation.reason.split(":")[0] for equation in api.coverage(text)}


def test_rows_say_why_in_one_sentence() -> None:
    for row in ROWS:
        assert row.__doc__ and row.__doc__.strip().endswith(".")
