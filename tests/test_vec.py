"""Derivatives by vectorised matrices, and the sizes of factors of Kronecker products."""

from __future__ import annotations

import pytest

from mclint import api

SIZES = (
    r"Let $A \in \mathbb{R}^{m \times n}$, $X \in \mathbb{R}^{n \times p}$, $B \in \mathbb{R}^{p \times q}$ and "
    r"$E, Y \in \mathbb{R}^{n \times n}$, where $E$ and $Y$ need not be symmetric. "
)


def status(claim: str) -> list[tuple[str, tuple[str, ...]]]:
    equations = api.examine(SIZES + f"Then\n\n$$ {claim} $$\n", filename="vec.md")[1]
    return [(each.status, tuple(sorted(each.layouts))) for each in equations if "=" in each.latex]


@pytest.mark.parametrize(
    ("claim", "layouts"),
    [
        (
            r"\frac{\partial \operatorname{vec}(A X B)}{\partial \operatorname{vec}(X)} = B^\top \otimes A",
            ("hybrid", "numerator"),
        ),
        (
            r"\frac{\partial \operatorname{vec}(A X B)}{\partial \operatorname{vec}(X)} = B \otimes A^\top",
            ("denominator",),
        ),
        (
            r"\frac{\partial \operatorname{vec}(A X B)}{\partial \operatorname{vec}(X)^\top} = B^\top \otimes A",
            ("denominator", "hybrid", "numerator"),
        ),
        (
            r"\frac{\partial \operatorname{tr}(E Y)}{\partial \operatorname{vec}(Y)} = \operatorname{vec}(E^\top)",
            ("denominator", "hybrid"),
        ),
    ],
)
def test_derivatives_by_vectorised_matrices(claim: str, layouts: tuple[str, ...]) -> None:
    assert status(claim) == [("verified", layouts)]


@pytest.mark.parametrize(
    "claim",
    [
        r"\frac{\partial \operatorname{vec}(E Y E)}{\partial \operatorname{vec}(Y)^\top} = E \otimes E",
        r"\frac{\partial \operatorname{tr}(E Y)}{\partial \operatorname{vec}(Y)} = \operatorname{vec}(E)",
    ],
)
def test_wrong_derivatives_by_vectorised_matrices(claim: str) -> None:
    assert [verdict for verdict, _ in status(claim)] == ["wrong"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\operatorname{vec}(A X) = (I \otimes A) \operatorname{vec}(X)",
        r"\operatorname{vec}(E Y + Y E^\top) = (I \otimes E + E \otimes I) \operatorname{vec}(Y)",
    ],
)
def test_an_identity_in_a_kronecker_product_has_the_size_that_is_left(claim: str) -> None:
    assert [verdict for verdict, _ in status(claim)] == ["verified"]
