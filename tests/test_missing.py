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
    assert found.notes[0].endswith(f', say it before: "{needed}"')


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


DECLARED = r"Let $A, B, C, W \in \mathbb{R}^{n \times n}$ and $x, y \in \mathbb{R}^n$."


def notes_of(*claims: str) -> list[tuple[str, ...]]:
    """The notes of the findings of claims, each in a paragraph of its own: in lines 3, 5, …"""
    return [each.notes for each in api.check("\n\n".join([DECLARED, *(f"$$ {claim}. $$" for claim in claims)]))]


def test_the_other_equations_that_need_it_are_listed() -> None:
    (notes,) = notes_of(
        r"\nabla_x (x^\top A x) = 2 A x", r"\nabla_x^2 (x^\top A x) = 2 A", r"x^\top A y + y^\top A x = 2 x^\top A y"
    )
    assert notes[0] == 'if that is so, say it before: "$A$ is symmetric"'
    assert "the equations in lines 5, 7 need it too" in notes


def test_each_symbol_is_told_of_by_itself() -> None:
    first, second = notes_of(
        r"\nabla_x (x^\top A x) = 2 A x", r"\nabla_x (x^\top B x) = 2 B x", r"\nabla_x^2 (x^\top A x) = 2 A"
    )
    assert "the equation in line 7 needs it too" in first
    assert not any("need" in note for note in second)


def test_what_false_equations_lack_is_told_once() -> None:
    first, second = notes_of(r"(A + B)^2 = A^2 + 2 A B + B^2", r"(A - B)(A + B) = A^2 - B^2")
    assert any("`A` and `B` commute, which is not stated" in note for note in first)
    assert "the equation in line 5 needs it too" in first
    assert "it is true if `A` and `B` commute, as line 3" in second


FEWEST = [
    (r"\nabla_x (x^\top A x + y^\top B C x) = 2 A x + C^\top B^\top y", "$A$ is symmetric"),
    (r"x^\top A y + y^\top B x + y^\top W x = y^\top A x + y^\top B x + y^\top W x", "$A$ is symmetric"),
    (r"x^\top A B y + x^\top C y = y^\top B A x + x^\top C y", "$A$ and $B$ are symmetric"),
    (r"y^\top B C A W x = x^\top W A C B y", "$A$, $B$, $C$ and $W$ are symmetric"),
    (r"y^\top B C W x + y^\top A x = x^\top W C B y + y^\top A x", "$B$, $C$ and $W$ are symmetric"),
    (r"(U X V^\top)^{-1} = V X^{-1} U^\top", "$U$ and $V$ are orthogonal"),
]


@pytest.mark.parametrize(("claim", "needed"), FEWEST)
def test_no_more_is_asked_for_than_needed(claim: str, needed: str) -> None:
    text = f"{DECLARED} Let $U, V, X \\in \\mathbb{{R}}^{{n \\times n}}$. Then $$ {claim}. $$"
    (found,) = api.check(text)
    assert found.rule == "unstated-assumption"
    assert found.notes[0].endswith(f', say it before: "{needed}"')


SLIPS = [
    (r"\nabla_x (y^\top W x) = W y", "a transpose is missing on `W`, unless W is symmetric", r"W^\top y"),
    (r"\nabla_x \|W x - y\|^2 = 2 W (W x - y)", "a transpose is missing on `W`, unless W is symmetric", r"2 W^\top ("),
    (r"(A B)^\top = B^\top A", "a transpose is missing on `A`, unless A is symmetric", r"B^\top A^\top"),
    (
        r"\operatorname{tr}(A B C) = \operatorname{tr}(A C B)",
        "`A` and `C` are in the wrong order, unless A, B and C are symmetric",
        r"\operatorname{tr}(C A B)",
    ),
]


@pytest.mark.parametrize(("claim", "label", "mended"), SLIPS)
def test_a_slip_is_offered_beside_the_assumption(claim: str, label: str, mended: str) -> None:
    text = f"{DECLARED} Then $$ {claim}. $$"
    (found,) = api.check(text)
    assert (found.rule, found.label) == ("unstated-assumption", label)
    assert mended in api.fix(text, unsafe=True)
    assert api.check(api.fix(text, unsafe=True)) == []


@pytest.mark.parametrize("claim", [NEEDED[3][0], NEEDED[5][0], r"\nabla_x (x^\top A x) = 2 A x"])
def test_no_slip_is_suspected_where_the_letter_tells(claim: str) -> None:
    (found,) = api.check(f"{SIZES}$$ {claim}. $$")
    assert found.label.startswith("true only where")
    assert found.fix is None
