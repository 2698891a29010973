"""What a sentence says of several symbols, or of the entries of one, excuses a claim that is true with it alone."""

from __future__ import annotations

import pytest

from mclint import api

SQUARE = r"Let $A, B, C \in \mathbb{R}^{n \times n}$ be invertible. "
VECTORS = r"Let $u, v, w \in \mathbb{R}^n$. "
RESTING = {
    "commute": SQUARE + r"If $A$ and $B$ commute, then $$ (A - B)^2 = A^2 - 2 A B + B^2. $$",
    "commuting": r"For commuting matrices $A$, $B$ we have $$ e^{A + B} = e^B e^A. $$",
    "commutes with": SQUARE + r"Suppose that $A$ commutes with $B$. Then $$ (A - B)(A + B) = A^2 - B^2. $$",
    "said behind": SQUARE + r"Then $$ (A B)^{-1} = A^{-1} B^{-1} $$ since $A$ and $B$ commute.",
    "orthogonal": VECTORS + r"If $u$ and $v$ are orthogonal, then $$ \|u - v\|^2 = \|u\|^2 + \|v\|^2. $$",
    "orthogonal vectors": r"Take two orthogonal vectors $u$ and $v$. Then $$ \|u + v\|^2 = \|u\|^2 + \|v\|^2. $$",
    "perpendicular": VECTORS + r"Let $u \perp v$. Then $$ \|u + v\|^2 = \|u - v\|^2. $$",
    "upper triangular": r"For an upper triangular matrix $R \in \mathbb{R}^{n \times n}$: "
    r"$$ \det R = \prod_{i=1}^n R_{ii} $$",
    "an involution": r"Let $S \in \mathbb{R}^{n \times n}$ be an involution. Then $$ (I - S)^2 = 2 (I - S). $$",
    "unit vectors": r"Let $y \in \{e_1, \dots, e_K\}$. Then $$ \operatorname{diag}(y) = y y^\top. $$",
    "a projection": r"Let $P \in \mathbb{R}^{n \times n}$ satisfy $P = P^\top = P^2$. Then"
    r" $$ \|P x\|^2 = x^\top P x. $$",
    "antisymmetric": r"Let $A \in \mathbb{R}^{n \times n}$ with $A = -A^\top$. Then"
    r" $$ (A x)^\top x = -x^\top A x + 0. $$",
}


@pytest.mark.parametrize("text", RESTING.values(), ids=RESTING.keys())
def test_a_claim_that_rests_on_what_is_said_of_its_symbols_is_not_reported(text: str) -> None:
    assert api.check(text) == []


COMMUTE = SQUARE + r"The matrices $A$ and $B$ commute. "
FALSE = {
    "other symbols": COMMUTE + r"Then $$ (A C)^{-1} = A^{-1} C^{-1}. $$",
    "not even then": COMMUTE + r"Then $$ (A + B)^2 = A^2 + A B + B^2. $$",
    "a trace": COMMUTE + r"Then $$ \operatorname{tr}(A B) = \operatorname{tr}(A) \operatorname{tr}(B). $$",
    "denied": SQUARE + r"The matrices $A$ and $B$ do not commute. $$ (A + B)^2 = A^2 + 2 A B + B^2 $$",
    "another section": "# One\n\n" + COMMUTE + "\n\n# Two\n\n" + r"$$ (A + B)^2 = A^2 + 2 A B + B^2 $$",
    "other vectors": VECTORS + r"If $u$ and $v$ are orthogonal, then $$ \|u + w\|^2 = \|u\|^2 + \|w\|^2. $$",
    "a sum of products": VECTORS + r"If $u$ and $v$ are orthogonal, then $$ \|u + v\|^2 = \|u\|^2 + 2 \|v\|^2. $$",
    "no projection": r"Let $P \in \mathbb{R}^{n \times n}$ satisfy $P = P^\top = P^2$. Then"
    r" $$ \|P x\|^2 = 2 x^\top P x. $$",
    "an involution": r"Let $S \in \mathbb{R}^{n \times n}$ be an involution. Then $$ (I - S)^2 = I - S. $$",
}


@pytest.mark.parametrize("text", FALSE.values(), ids=FALSE.keys())
def test_a_claim_that_is_false_all_the_same_is_reported(text: str) -> None:
    assert [each.rule for each in api.check(text)] == ["wrong-identity"]
