"""Every row of the evaluator gives the shape that its signature line promises, and its tangent is the derivative."""

from __future__ import annotations

import numpy as np
import pytest

from mclint.shapes.signatures import SIGNATURES
from mclint.values import dual
from mclint.values.operators import VALUES

SIZES = {"m": 2, "n": 3, "p": 4, "q": 5}
EXTRA = {"power": (3,), "matrix power": (3,)}
STEP = 1e-6


def dims(side: str) -> list[tuple[int, int]]:
    """`m n, n p` as pairs of sizes."""
    return [(size(pair.split()[0]), size(pair.split()[1])) for pair in side.split(",")]


def size(text: str) -> int:
    """A size letter, number or product."""
    return int(np.prod([SIZES.get(part) or int(part) for part in text.split("*")]))


def draw(name: str) -> list[np.ndarray]:
    rng = np.random.default_rng(7)
    arguments = dims(SIGNATURES[name].split("->")[0])
    return [rng.uniform(0.3, 1.2, shape) + (2 * np.eye(shape[0]) if shape[0] == shape[1] else 0) for shape in arguments]


def test_every_operator_has_a_signature_and_a_value() -> None:
    assert set(SIGNATURES) == set(VALUES)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_value_has_the_shape_of_the_signature(name: str) -> None:
    values = draw(name)
    result = dual.plain(VALUES[name](*values, *EXTRA.get(name, ())))
    assert result.shape[-2:] == dims(SIGNATURES[name].split("->")[1])[0]


@pytest.mark.parametrize("name", sorted(VALUES))
def test_tangent_is_the_directional_derivative(name: str) -> None:
    values, extra = draw(name), EXTRA.get(name, ())
    rng = np.random.default_rng(8)
    directions = [rng.normal(size=value.shape) for value in values]
    moved = VALUES[name](*(dual.Dual(1, v, d) for v, d in zip(values, directions, strict=True)), *extra)
    tangent = dual.part(moved, 1)[1]
    above = dual.plain(VALUES[name](*(v + STEP * d for v, d in zip(values, directions, strict=True)), *extra))
    below = dual.plain(VALUES[name](*(v - STEP * d for v, d in zip(values, directions, strict=True)), *extra))
    expected = (above - below) / (2 * STEP)
    assert np.allclose(0.0 if tangent is None else dual.plain(tangent), expected, rtol=1e-6, atol=1e-7)


def test_second_derivatives_are_exact() -> None:
    """d²/dx² of sin(x)·exp(x) is 2 cos(x) exp(x)."""
    x = np.array([[0.4]])
    nested = dual.Dual(2, dual.Dual(1, x, np.ones((1, 1))), np.ones((1, 1)))
    result = dual.multiply(dual.sin(nested), dual.exp(nested))
    inner = dual.part(result, 2)[1]
    assert inner is not None
    second = dual.part(inner, 1)[1]
    assert second is not None
    assert np.allclose(dual.plain(second), 2 * np.cos(x) * np.exp(x))
