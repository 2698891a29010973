"""What a decomposition says of its factors, and letters that name a size and a vector."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.review import review


def statuses(text: str) -> list[str]:
    """What becomes of the claims of a text."""
    return [each.status for each in review(api.read(text)).equations() if each.kind in ("identity", "derivative")]


SQUARE = r"Let $A \in \mathbb{R}^{n \times n}$ be symmetric and $x \in \mathbb{R}^n$. "
EIGEN = {
    "eigendecomposition": r"Its eigendecomposition is $A = U \Lambda U^\top$. Then",
    "eigenvectors": r"With the eigenvectors of $A$ as columns, $A = Q \Lambda Q^T$. Then",
    "spectral theorem": r"By the spectral theorem $A = V D V^{\top}$. Then",
    "in German": r"Sei $A = Q \Lambda Q^\top$ die Eigenwertzerlegung. Dann ist",
}
SAID_OF_EIGEN = [
    r"A^2 = {0} {1}^2 {0}^\top",
    r"A^{{-1}} = {0} {1}^{{-1}} {0}^\top",
    r"\det(A) = \det({1})",
    r"\|{0} x\|^2 + x^\top x = 2 x^\top x",
]


@pytest.mark.parametrize("claim", SAID_OF_EIGEN)
@pytest.mark.parametrize("said", EIGEN.values(), ids=EIGEN.keys())
def test_eigenvectors_are_orthogonal(said: str, claim: str) -> None:
    outer, middle = next((o, m) for o, m in (("U", r"\Lambda"), ("Q", r"\Lambda"), ("V", "D")) if f"{o} {m}" in said)
    text = f"{SQUARE}{said} $$ {claim.format(outer, middle)}. $$"
    assert statuses(text)[-1:] == ["verified"]
    assert api.check(text) == []


def test_a_false_power_of_a_decomposition_is_reported() -> None:
    text = SQUARE + EIGEN["eigendecomposition"] + r" $$ A^2 = U \Lambda^3 U^\top. $$"
    assert [each.rule for each in api.check(text)] == ["wrong-identity"]


def test_singular_vectors_are_orthonormal() -> None:
    text = (
        r"Let $X = U \Sigma V^\top$ be the SVD. Then "
        r"$$ X^\top X = V \Sigma^2 V^\top, \quad X X^\top = U \Sigma^2 U^\top. $$"
    )
    assert statuses(text) == ["verified", "verified"]


OTHERS = {
    "nobody says so": r"Let $A = U \Lambda U^\top$. Then $$ A^2 = U \Lambda^2 U^\top. $$",
    "another letter": r"The SVD comes later. Let $B = X \Lambda X^\top$. Then $$ B^2 = X \Lambda^2 X^\top. $$",
    "a covariance": "We need no SVD here.\n\n"
    + "Words. " * 200
    + r"Let $B = U \Sigma U^\top$. Then $$ B^2 = U \Sigma^2 U^\top. $$",
}  # fmt: skip


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_other_products_say_nothing(text: str) -> None:
    assert "verified" not in statuses(text)


BOTH = {
    "a declared normal": r"Let $n \in \mathbb{R}^3$ be a unit vector and $H = I - 2 n n^\top$. Then $$ H n = -n. $$",
    "a unit normal": r"With the unit normal $n$ we take $H = I - 2 n n^\top$. Then $$ H n = -n, \quad H^2 = I. $$",
    "a distance": r"The normal of the plane is $n$. Then $$ \nabla_x (n^\top x + b) = n. $$",
}


@pytest.mark.parametrize("text", BOTH.values(), ids=BOTH.keys())
def test_a_size_and_a_vector_share_a_letter(text: str) -> None:
    whole = r"Let $B \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^m$. " + text
    assert api.check(whole) == []
    assert set(statuses(whole)) == {"verified"}


def test_a_size_stays_one_beside_a_vector_of_its_letter() -> None:
    text = (
        r"Let $X \in \mathbb{R}^{n \times n}$. The normal is $n$, and $n^\top z = 0$ on the plane. Then "
        r"$$ \operatorname{tr}(I_n + X) = n + \operatorname{tr}(X). $$"
    )
    assert statuses(text)[-1:] == ["verified"]
    assert statuses(text.replace("= n +", "= 2 n +"))[-1:] != ["verified"]
