"""Indices that are shifted against the one that a sum runs over."""

from __future__ import annotations

import pytest

from mclint import api

COST = r"\frac{\partial}{\partial a} \sum_{t=1}^n (h_t - a h_{t-1})^2"
FIT = r"\frac{\partial}{\partial W} \sum_{t=1}^n \|\mathbf{h}^{(t+1)} - W \mathbf{h}^{(t)}\|^2"
RESIDUAL = r"(\mathbf{h}^{(t+1)} - W \mathbf{h}^{(t)})"


def status(formula: str) -> str:
    """What becomes of one equation."""
    return api.coverage(f"Let $a$ be a number.\n\n$$ {formula} $$\n")[-1].status


@pytest.mark.parametrize(
    "formula",
    [
        rf"{COST} = -2 \sum_{{t=1}}^n (h_t - a h_{{t-1}}) h_{{t-1}}",
        rf"{FIT} = -2 \sum_{{t=1}}^n {RESIDUAL} (\mathbf{{h}}^{{(t)}})^\top",
        r"\sum_{t=1}^n (h_t - h_{t-1}) = h_n - h_0",
        r"\sum_{t=1}^n (h_t - h_{t-1}) = \sum_{t=1}^n h_t - \sum_{t=0}^{n-1} h_t",
    ],
)
def test_members_beside_each_other_are_of_one_family(formula: str) -> None:
    assert status(formula) == "verified"


@pytest.mark.parametrize(
    "formula",
    [
        rf"{COST} = -2 \sum_{{t=1}}^n (h_t - a h_{{t-1}}) h_t",
        rf"{FIT} = -2 \sum_{{t=1}}^n {RESIDUAL} (\mathbf{{h}}^{{(t+1)}})^\top",
    ],
)
def test_a_member_is_another_one_than_the_next(formula: str) -> None:
    assert status(formula) == "wrong"


@pytest.mark.parametrize(
    "formula",
    [
        rf"{COST} = -2 h_{{t-1}} \sum_{{t=1}}^n (h_t - a h_{{t-1}})",
        r"\sum_{t=1}^n (h_t - h_{t-1}) = h_n - h_1",
        r"\sum_{t=1}^n a h_{t-1} = n a h_{t-1}",
    ],
)
def test_a_shifted_member_is_no_constant_of_the_sum(formula: str) -> None:
    assert status(formula) != "verified"


def test_the_ends_of_a_family_are_left_open() -> None:
    assert status(r"\sum_{t=2}^n h_t h_{t-1} = \sum_{t=1}^n h_t h_{t-1}") != "wrong"
    assert status(r"\frac{\partial}{\partial h_k} \sum_{t=1}^{n-1} (h_{t+1} - h_t)^2 = 2 (h_k - h_{k-1})") != "wrong"


def test_an_index_that_is_chosen_by_a_function_refutes_nothing() -> None:
    by_samples = r"\sum_{i=1}^n g_i w_{q(x_i)} + b \sum_{j=1}^m w_j"
    assert status(rf"{by_samples} = \sum_{{j=1}}^m (\sum_{{i \in I_j}} g_i) w_j + b \sum_{{j=1}}^m w_j") != "wrong"
