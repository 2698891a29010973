"""Declarations in Chinese sentences."""

from __future__ import annotations

import pytest

from mclint import api

QUADRATIC = r"$$ \frac{\partial}{\partial x} (x^\top A x) = 2 A x $$"
SYMMETRIC = "verified"
UNKNOWN = "skipped"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("设$A$为对称矩阵。", SYMMETRIC),
        ("注意$A$是一个实对称矩阵，所以", SYMMETRIC),
        ("这里$A$是$n$阶对称正定矩阵。", SYMMETRIC),
        ("因为$A$对称，所以", SYMMETRIC),
        ("给定对称矩阵$A$，有", SYMMETRIC),
        ("若$A$为对称矩阵，则", SYMMETRIC),
        ("設$A$為對稱矩陣。", SYMMETRIC),
        ("设$A$为矩阵。", UNKNOWN),
        ("$A$不是对称矩阵。", UNKNOWN),
        ("$A$的对称部分是$B$。", UNKNOWN),
        ("$A$是否对称？", UNKNOWN),
        ("设$B$为对称矩阵。", UNKNOWN),
        ("对称矩阵的和也是对称的。", UNKNOWN),
        ("设$A$为可逆矩阵。", UNKNOWN),
    ],
)
def test_what_is_symmetric(sentence: str, status: str) -> None:
    assert api.coverage(f"{sentence}\n\n{QUADRATIC}")[-1].status == status


def test_a_condition_does_not_hold_for_the_rest_of_the_text() -> None:
    text = f"若$A$为对称矩阵，则\n\n{QUADRATIC}\n\n## 一般情形\n\n一般地，有\n\n{QUADRATIC}"
    assert [each.status for each in api.coverage(text)] == [SYMMETRIC, UNKNOWN]


def test_orthogonal_matrices() -> None:
    claim = r"$$ (Q x)^\top Q y = x^\top y $$"
    assert api.coverage(f"设$Q$为正交矩阵。\n\n{claim}")[-1].status == "verified"
    assert api.coverage(f"设$P$为正交矩阵。\n\n{claim}")[-1].status != "verified"
