"""Which equations are claims, and which define, demand or declare."""

from __future__ import annotations

import pytest

from mclint import api


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and status of every equation step."""
    return [(equation.kind, equation.status) for equation in api.coverage(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (r"Let $f(x) = x^\top x$.", "definition"),
        (r"Write $r = y - X w$.", "definition"),
        (r"Let $A v = \lambda v$.", "condition"),
        (r"The normal equations are $X^\top X w = X^\top y$.", "condition"),
        (r"Suppose that $A B = B A$.", "condition"),
        (r"Let $x \in \mathbb{R}^n$.", "declaration"),
        (r"$f(x + h) \approx f(x)$", "other"),
        (r"$w = w - \eta g$", "other"),
        (r"We call $\frac{\partial L}{\partial z} = \delta$ the error.", "definition"),
    ],
)
def test_what_claims_nothing_is_read(text: str, kind: str) -> None:
    assert kinds(text) == [(kind, "read")]


def test_set_to_zero_is_a_condition() -> None:
    assert kinds(r"At the optimum $\frac{\partial \|x - a\|^2}{\partial x} = 0$.")[0][1] == "read"


def test_every_member_of_a_chain_is_a_claim() -> None:
    text = r"$$ \|x - a\|^2 = (x - a)^\top (x - a) = x^\top x - 2 a^\top x + a^\top a $$"
    assert kinds(text) == [("identity", "verified"), ("identity", "verified")]


def test_a_symbol_lost_on_the_way_is_found_in_a_chain() -> None:
    text = r"$$ A(\lambda B + C) = A B + A C = \lambda A B + A C $$"
    statuses = [status for _, status in kinds(text)]
    assert statuses[0] == "wrong"


def test_a_chain_goes_on_in_the_next_display() -> None:
    text = "$$ \\nabla_x \\|x\\|^2 = \\nabla_x (x^\\top x) $$\n\n$$ = 2 x $$\n"
    assert kinds(text) == [("derivative", "verified"), ("derivative", "verified")]
