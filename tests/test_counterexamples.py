"""Counterexamples: small whole numbers that have the stated properties and make the claim false."""

from __future__ import annotations

import numpy as np
import pytest

import mclint
from mclint.document.document import read
from mclint.document.statement import Property
from mclint.span import Source
from mclint.values.counterexamples import Counterexample, counterexample
from mclint.values.review import review
from mclint.values.whole_numbers import members

SIZES = "Let $A, B \\in \\mathbb{R}^{n \\times n}$ be invertible and $u, v \\in \\mathbb{R}^n$.\n\n"


def example(text: str) -> Counterexample | None:
    """The counterexample to the last equation of a text."""
    return counterexample(review(read(Source(text))).results[-1])


def test_an_example_can_be_checked_by_hand() -> None:
    found = example(f"{SIZES}$$ (A B)^{{-1}} = A^{{-1}} B^{{-1}} $$")
    assert found is not None and found.sizes == ("n",)
    a, b = (np.array(value) for _, value in found.values)
    assert np.allclose(np.linalg.inv(a @ b), found.left) and np.allclose(
        np.linalg.inv(a) @ np.linalg.inv(b), found.right
    )
    assert not np.allclose(found.left, found.right)
    assert all(np.array_equal(value, np.round(value)) for value in (a, b, found.left, found.right))


def test_an_example_of_a_gradient() -> None:
    found = example(f"{SIZES}$$ \\nabla_u (u^\\top A u) = A^\\top u $$")
    assert found is not None
    values = {index: np.array(value) for index, (_, value) in enumerate(found.values)}
    u, a = values[0], values[1]
    assert np.allclose((a + a.T) @ u, found.left) and np.allclose(a.T @ u, found.right)


@pytest.mark.parametrize(
    "what", [Property.SYMMETRIC, Property.ORTHOGONAL, Property.POSITIVE_DEFINITE, Property.DIAGONAL]
)
def test_members_have_their_properties(what: Property) -> None:
    found = members(2, 2, frozenset({what}))
    assert found is not None and len(found) >= 2
    for value in found:
        assert abs(np.linalg.det(value)) > 0.5
        if what is Property.ORTHOGONAL:
            assert np.array_equal(value @ value.T, np.eye(2))
        else:
            assert np.array_equal(value, value.T)
        if what is Property.POSITIVE_DEFINITE:
            assert (np.linalg.eigvalsh(value) > 0).all()
        if what is Property.DIAGONAL:
            assert value[0, 1] == 0


def test_members_of_sets_of_vectors() -> None:
    one_hot, unit = (members(3, 1, frozenset({each})) for each in (Property.ONE_HOT, Property.UNIT_NORM))
    assert one_hot is not None and sorted(map(tuple, one_hot.reshape(-1, 3))) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    assert unit is not None and np.array_equal((unit**2).sum(axis=(1, 2)), np.ones(len(unit)))
    assert members(5, 5, frozenset()) is None


def test_what_nobody_defined_has_no_example() -> None:
    text = "Let $u \\in \\mathbb{R}^n$ and $f(u) \\in \\mathbb{R}$. Then $\\nabla_u (f(u))^2 = f(u) \\nabla_u f(u)$."
    assert example(text) is None
    assert all("counterexample" not in note for finding in mclint.check(text) for note in finding.notes)


def test_the_note_shows_matrices_side_by_side() -> None:
    (finding,) = mclint.check(
        f"{SIZES}$$ \\operatorname{{tr}}(A B) = \\operatorname{{tr}}(A) \\operatorname{{tr}}(B) $$"
    )
    lines = finding.notes[0].splitlines()
    assert lines[0] == "counterexample with n = 2"
    assert (
        lines[1].strip().startswith("A = [")
        and "B = [" in lines[1]
        and "left = " in lines[1]
        and "right = " in lines[1]
    )
    assert len(lines) == 3
