"""A false claim that would be true with one more assumption: the finding says which, and of which symbol."""

from __future__ import annotations

import pytest

from mclint import api

SIZES = (
    r"Let $A, B, D, P, Q \in \mathbb{R}^{n \times n}$, $U \in \mathbb{R}^{n \times k}$, $w \in \mathbb{R}^k$,"
    r" $p, u, x, y, z \in \mathbb{R}^n$ and $c \in \mathbb{R}$. Then "
)
# The letter tells what was meant: a warning, with what to say.
NEEDED = [
    (r"\|Q x + y\|^2 = \|x\|^2 + 2 y^\top Q x + \|y\|^2", "$Q$ is orthogonal"),
    (r"\nabla_x \|Q x\|^2 = 2 x", "$Q$ is orthogonal"),
    (r"\|U w + x\|^2 = \|w\|^2 + 2 x^\top U w + \|x\|^2", "$U$ has orthonormal columns"),
    (r"\|x - P x\|^2 = x^\top x - x^\top P x", "$P$ is idempotent and $P$ is symmetric"),
    (r"p^\top (z - c \mathbf{1}) = p^\top z - c", "$p$ sums to one"),
    (r"(I - u u^\top)^2 = I - u u^\top", "$u$ has norm one"),
    (r"D (x \odot y) = (D x) \odot y", "$D$ is diagonal"),
]
# Any letter: an error, with a note.
NOTED = [
    (
        r"(A + B)^2 = A^2 + 2 A B + B^2",
        "it is true if `A` and `B` commute, which is not stated, and not so in the counterexample",
    ),
    (
        r"(I - x x^\top)^2 = I - x x^\top",
        "it is true if `x` has norm one, which is not stated, and not so in the counterexample",
    ),
    (
        r"\nabla_x \|A x\|^2 = 2 x",
        "it is true if `A` is orthogonal, which is not stated, and not so in the counterexample",
    ),
]
FALSE = [
    r"\|Q x + y\|^2 = \|x\|^2 + y^\top Q x + \|y\|^2",
    r"p^\top (z - c \mathbf{1}) = p^\top z + c",
    r"(I - u u^\top)^2 = I + u u^\top",
    r"(A + B)^2 = A^2 + 3 A B + B^2",
    r"\nabla_x \|Q x\|^2 = 4 x",
    r"y^\top z + (y \odot y)^\top z = 2 y^\top z",
]


@pytest.mark.parametrize(("claim", "needed"), NEEDED)
def test_what_the_letter_suggests_is_asked_for(claim: str, needed: str) -> None:
    (found,) = api.check(f"{SIZES}$$ {claim}. $$")
    assert found.rule == "unstated-assumption"
    assert found.notes[0] == f'if that is so, say it before: "{needed}"'


def test_it_is_asked_for_once() -> None:
    claims = [NEEDED[0][0], NEEDED[1][0]]
    found = api.check(SIZES + "\n\n".join(f"$$ {claim}. $$" for claim in claims))
    assert [each.rule for each in found] == ["unstated-assumption"]


@pytest.mark.parametrize(("claim", "note"), NOTED)
def test_what_would_make_a_false_equation_true_is_told(claim: str, note: str) -> None:
    (found,) = api.check(f"{SIZES}$$ {claim}. $$")
    assert found.rule in ("wrong-identity", "wrong-derivative")
    assert note in found.notes


@pytest.mark.parametrize("claim", FALSE)
def test_what_no_assumption_makes_true_is_reported_without_one(claim: str) -> None:
    (found,) = api.check(f"{SIZES}$$ {claim}. $$")
    assert found.rule in ("wrong-identity", "wrong-derivative")
    assert not any("it is true if" in note for note in found.notes)
