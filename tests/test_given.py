"""Conditions of the text are sampled: what rests on them is verified, and what is false even then is reported."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.resting import CURVED
from mclint.values.review import review
from mclint.values.tangents import KEPT

SIZES = (
    r"Let $A, B, C, X \in \mathbb{R}^{n \times n}$, $x, y, b, v, w \in \mathbb{R}^n$ and $\lambda, c \in \mathbb{R}$. "
)
# A condition, what is true where it holds, and what is false even then.
GIVEN = [
    (r"Let $A x = b$.", r"x^\top A^\top A x = b^\top b", r"x^\top A^\top A x = 2 b^\top b"),
    (r"Let $A x = b$.", r"\|A x - c b\|^2 = (1 - c)^2 \|b\|^2", r"\|A x - c b\|^2 = (1 + c)^2 \|b\|^2"),
    (r"Suppose that $A v = \lambda v$.", r"v^\top A v = \lambda v^\top v", r"v^\top A v = \lambda^2 v^\top v"),
    (r"Suppose that $A v = \lambda v$.", r"A^2 v = \lambda^2 v", r"A^2 v = \lambda v"),
    (r"Suppose that $A v = \lambda v$.", r"(A + c I) v = (\lambda + c) v", r"(A + c I) v = \lambda c v"),
    (r"Let $AB = BA$.", r"(A + B)^2 = A^2 + 2 A B + B^2", r"(A + B)^2 = A^2 + 3 A B + B^2"),
    (r"Let $[A, B] = 0$.", r"(A - B)(A + B) = A^2 - B^2", r"(A - B)(A + B) = A^2 + B^2"),
    (r"Let $AB - BA = 0$.", r"(A - B)(A + B) = A^2 - B^2", r"(A - B)(A + B) = A^2 + B^2"),
    (r"Let $A$ and $B$ commute.", r"(A - B)(A + B) = A^2 - B^2", r"(A - B)(A + B) = A^2 + B^2"),
    (r"Suppose that $A$ commutes with $B$.", r"A B^2 A = B A^2 B", r"A B^2 A = B A^2 B A"),
    (r"Let $A^2 = I$.", r"(I + A)^2 = 2 (I + A)", r"(I + A)^2 = 2 (I - A)"),
    (r"Let $A$ be an involution.", r"(I + A)^2 = 2 (I + A)", r"(I + A)^2 = 2 (I - A)"),
    (r"Let $x^\top y = 0$.", r"\|x + y\|^2 = \|x\|^2 + \|y\|^2", r"\|x + y\|^2 = \|x\|^2 - \|y\|^2"),
    (r"Let $x \perp y$.", r"\|x + y\|^2 = \|x\|^2 + \|y\|^2", r"\|x + y\|^2 = \|x\|^2 - \|y\|^2"),
    (r"Here $x$ is orthogonal to $y$.", r"\|x + y\|^2 = \|x - y\|^2", r"\|x + y\|^2 = 2 \|x - y\|^2"),
    (r"Let $\operatorname{tr}(A) = 0$.", r"\operatorname{tr}(A + B) = \operatorname{tr}(B)",
     r"\operatorname{tr}(A + B) = 2 \operatorname{tr}(B)"),
    (r"Let $w$ satisfy $X^\top X w = X^\top y$.", r"\|y - X w\|^2 = y^\top y - y^\top X w",
     r"\|y - X w\|^2 = y^\top y + y^\top X w"),
    (r"Let $X^\top (y - X w) = 0$.", r"\|y - X w\|^2 = y^\top (y - X w)", r"\|y - X w\|^2 = y^\top (y + X w)"),
    (r"where $A X + X B = C$.", r"A X^2 + X B X = C X", r"A X^2 - X B X = C X"),
    (r"Let $A x = 0$.", r"\|A (x + y)\|^2 = \|A y\|^2", r"\|A (x + y)\|^2 = 2 \|A y\|^2"),
    (r"Let $A B A = A$.", r"(A B)^2 = A B", r"(A B)^2 = 2 A B"),
    (r"Let $\|x\| = \|y\|$.", r"(x + y)^\top (x - y) = 0", r"(x + y)^\top (x - y) = 2 x^\top y"),
    (r"Let $A$ be skew-symmetric.", r"x^\top A x + x^\top x = \|x\|^2", r"x^\top A x + x^\top x = 2 \|x\|^2"),
    ("", r"A^{-1} A x + x = 2 x", r"A^{-1} A x + x = 3 x"),
]  # fmt: skip


def status(text: str) -> str:
    """What becomes of the last equation of a text."""
    return review(api.read(text)).equations()[-1].status


@pytest.mark.parametrize(("condition", "true", "false"), GIVEN)
def test_what_rests_on_a_condition_is_decided(condition: str, true: str, false: str) -> None:
    text = f"{SIZES}{condition} Then $$ {true}. $$"
    assert status(text) == "verified"
    assert api.check(text) == []
    assert [found.rule for found in api.check(text.replace(true, false))] == ["wrong-identity"]


COMMUTING = r"$$ (A + B)^2 = A^2 + 2 A B + B^2. $$"
ELSEWHERE = {
    "another section": f"# One\n\n{SIZES}Let $AB = BA$.\n\n# Two\n\n{SIZES} Then {COMMUTING}",
    "declared anew": f"{SIZES}Let $AB = BA$.\n\n{SIZES} Then {COMMUTING}",
    "other symbols": f"{SIZES}Let $AC = CA$. Then {COMMUTING}",
    "denied": f"{SIZES}The matrices $A$ and $B$ do not commute. Then {COMMUTING}",
    "two against one": SIZES + r"Here $x$ and $y$ are orthogonal to $v$. Then $$ \|x + y\|^2 = \|x\|^2 + \|y\|^2. $$",
}


@pytest.mark.parametrize("text", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_a_condition_on_something_else_verifies_nothing(text: str) -> None:
    assert status(text) != "verified"


NUMBERS = {
    "norm one": r"Let $|c| = 1$. Then $$ (c + \lambda)^2 = c + 2 c \lambda + \lambda^2. $$",
    "summing to one": r"The numbers $c$ sum to one. Then $$ c^2 + c \lambda = c + \lambda. $$",
}


@pytest.mark.parametrize("text", NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_is_not_made_one(text: str) -> None:
    assert status(SIZES + text) != "verified"


OPEN = {
    "cannot be met": r"Let $A^2 = -I$ and $n = 3$. Then $$ (I + A)^2 = 3 A. $$",
    "one more condition": r"Let $A x = b$ and look for a solution with $$ x^\top x = c\, b^\top v. $$",
    "values of parameters": r"We simulate with $c = 0.5$ ($\lambda^1 = 0.25$, $\lambda^2 = 0$).",
    "a definition": r"Let $(A + c I) w = b$. We write $$ B = A + c I = X^\top X + c I. $$",
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN.keys())
def test_what_conditions_leave_open_is_not_reported(text: str) -> None:
    assert api.check(SIZES + text) == []


def test_conditions_that_no_symmetric_matrix_meets() -> None:
    text = f"{SIZES}Let $A$ be nilpotent with $A^2 = 0$. Then $$ (I + A)^2 x = x + 3 A x. $$"
    assert [found.rule for found in api.check(text)] == ["wrong-identity"]


EIGENPAIR = r"Let $A$ be symmetric, $A v = \lambda v$ and $v^\top v = 1$."
# A condition, a claim with derivatives that is true where it holds, and one that is not.
CHANGES = [
    (r"Let $A x = b$.", r"A \, dx + dA \, x = db", r"A \, dx - dA \, x = db"),
    (r"Let $A x = b$.", r"dx = A^{-1} (db - dA \, x)", r"dx = A^{-1} (db + dA \, x)"),
    (r"Let $A x = b$ with $A$ constant.", r"dx = A^{-1} \, db", r"dx = A \, db"),
    (r"Let $A X = I$.", r"dX = -X \, dA \, X", r"dX = X \, dA \, X"),
    (r"Let $X^2 = A$.", r"X \, dX + dX \, X = dA", r"2 X \, dX = dA"),
    (EIGENPAIR, r"d\lambda = v^\top dA \, v", r"d\lambda = 2 v^\top dA \, v"),
    (EIGENPAIR, r"\partial \lambda = v^\top \partial A \, v", r"\partial \lambda = v^\top \partial A \, b"),
    (EIGENPAIR, r"\frac{d\lambda}{dt} = v^\top \frac{dA}{dt} v", r"\frac{d\lambda}{dt} v = \frac{dA}{dt} v"),
    (EIGENPAIR, r"\frac{\partial \lambda}{\partial A} = v v^\top", r"\frac{\partial \lambda}{\partial A} = 2 v v^\top"),
    (r"Let $v$ be a unit vector.", r"v^\top dv = 0", r"v^\top dv = 1"),
    (r"Let $A$ be orthogonal.", r"A^\top dA + dA^\top A = 0", r"A^\top dA - dA^\top A = 0"),
    (r"Let $A$ be orthogonal.", r"\dot A A^\top = -A \dot A^\top", r"\dot A A^\top = A \dot A^\top"),
    (r"Let $A$ be idempotent.", r"A \, dA \, A = 0", r"A \, dA = 0"),
    (r"Let $A x(t) = b(t)$.", r"A \frac{dx}{dt} = \frac{db}{dt}", r"A \frac{dx}{dt} = 2 \frac{db}{dt}"),
    (r"Let $A(t) x(t) = b(t)$.", r"A \dot x + \dot A x = \dot b", r"A \dot x - \dot A x = \dot b"),
    (r"Let $A x = b$ with $A$ invertible.", r"\frac{\partial x}{\partial b} = A^{-1}",
     r"\frac{\partial x}{\partial b} = A"),
    (r"where $A x = b$.", r"\nabla_x \|A x - c b\|^2 = 2 (1 - c) A^\top b",
     r"\nabla_x \|A x - c b\|^2 = 2 (1 + c) A^\top b"),
    (r"where $A v = \lambda v$ and $A$ is symmetric.", r"\nabla_v (v^\top A v) = 2 \lambda v",
     r"\nabla_v (v^\top A v) = \lambda v"),
    (r"where $X^\top X w = X^\top y$.", r"\nabla_w \|y - X w\|^2 = 0", r"\nabla_w \|y - X w\|^2 = X^\top y"),
    (r"where $\hat y = X w$.", r"\frac{\partial \|y - \hat y\|^2}{\partial w} = -2 X^\top (y - \hat y)",
     r"\frac{\partial \|y - \hat y\|^2}{\partial w} = -X^\top (y - \hat y)"),
    (r"Let $A = C C^\top$.", r"dA = dC \, C^\top + C \, dC^\top", r"dA = dC \, C^\top - C \, dC^\top"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "true", "false"), CHANGES)
def test_derivatives_that_rest_on_a_condition(condition: str, true: str, false: str) -> None:
    text = f"{SIZES}{condition} Then $$ {true}. $$"
    assert status(text) == "verified"
    assert api.check(text) == []
    assert status(text.replace(true, false)) != "verified"


@pytest.mark.parametrize("claim", [r"dx = A^{-1} (db - dA \, x)", r"d\lambda = v^\top dA \, v", r"v^\top dv = 0"])
def test_without_the_condition_nothing_is_verified(claim: str) -> None:
    assert status(f"{SIZES}Then $$ {claim}. $$") != "verified"


def test_a_gradient_at_a_solution_says_in_which_layouts_it_is_right() -> None:
    claim = r"$$ \frac{\partial}{\partial v} v^\top A v = 2 \lambda v. $$"
    text = rf"{SIZES}Let $A v = \lambda v$ and let $A$ be symmetric. Then {claim}"
    (found,) = [each for each in review(api.read(text)).equations() if each.kind == "derivative"]
    assert found.layouts == ("denominator", "hybrid")


SHOWN = [
    (r"Let $A x = b$.", r"x^\top A^\top A x = b^\top b", ("A x = b",)),
    (r"Let $A$ and $B$ commute.", r"(A + B)^2 = A^2 + 2 A B + B^2", ("A B = B A",)),
    (r"Let $A x = b$. Suppose that $A v = \lambda v$.", r"A^2 v = \lambda^2 v", (r"A v = \lambda v",)),
    (r"Let $A x = b$.", r"dx = A^{-1} (db - dA \, x)", ("A x = b",)),
    (r"Let $A x = b$.", r"A^{-1} A x + x = 2 x", ()),
]


@pytest.mark.parametrize(("condition", "claim", "shown"), SHOWN)
def test_coverage_tells_on_which_conditions_a_claim_rests(condition: str, claim: str, shown: tuple[str, ...]) -> None:
    found = review(api.read(f"{SIZES}{condition} Then $$ {claim}. $$")).equations()[-1]
    assert (found.status, found.assumptions) == ("verified", shown)


# What a sentence begins with may be rested on, and refutes nothing.
LED = [
    (r"Since $A v = \lambda v$, we get", r"A^2 v = \lambda^2 v", r"A^2 v = \lambda^3 v"),
    (r"Because $X^\top X w = X^\top y$,", r"\|y - X w\|^2 = y^\top y - y^\top X w", r"\|y - X w\|^2 = y^\top X w"),
    (
        r"Using $\mathbf{1}^\top x = 0$ we get",
        r"x^\top (y + c \mathbf{1}) = x^\top y",
        r"x^\top (y + c \mathbf{1}) = y",
    ),
    (r"where $A = A^{-1}$. Then", r"(I + A)^2 x = 2 x + 2 A x", r"(I + A)^2 x = 2 x - 2 A x"),
]


@pytest.mark.parametrize(("lead", "true", "false"), LED)
def test_a_reason_that_a_sentence_gives_counts(lead: str, true: str, false: str) -> None:
    assert status(f"{SIZES}{lead} $$ {true}. $$") == "verified"
    assert api.check(f"{SIZES}{lead} $$ {true}. $$") == []
    assert status(f"{SIZES}{lead} $$ {false}. $$") != "verified"


def test_the_properties_that_changes_need_not_keep_are_those_that_have_a_row() -> None:
    assert frozenset(KEPT) == CURVED
