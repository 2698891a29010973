"""Formulas that the text calls wrong are not reported; the same formulas stated plainly are."""

from __future__ import annotations

import pytest

import mclint

DECLARED = "Let $A \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^m$. "
QUOTED = [
    "**Wrong:** the product $A x$.",
    "A common mistake is to write $A x$ here.",
    "It is not true that $A x = 0$.",
    "The product $A x$ is undefined.",
    "The product $A x$ does not make sense.",
    "The determinant $\\det A$ is not defined.",
    "We may guess\n\n$$ A x = 0. $$\n\nHowever, this does not quite work.",
    "错误: $A x$",
]
STATED = [
    "The product $A x$ is defined.",
    "It is wrong to stop here. The product $A x$ is next.",
    "Not the wrong one but the correct product $A x$ follows.",
    "We find\n\n$$ A x = 0. $$\n\nThe next step is short.",
]


def rules(text: str) -> list[str]:
    return [each.rule for each in mclint.check(DECLARED + text)]


@pytest.mark.parametrize("text", QUOTED)
def test_what_the_text_calls_wrong_is_not_reported(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize("text", STATED)
def test_what_the_text_states_is_reported(text: str) -> None:
    assert rules(text) == ["dimension-mismatch"]


def test_undefined_is_said_of_letters_rather_than_of_what_the_author_composed() -> None:
    assert rules("The trace $\\operatorname{tr}(A^\\top x)$ is not defined.") == ["non-square"]


def test_coverage_says_that_the_text_takes_it_back() -> None:
    (equation,) = (e for e in mclint.coverage(DECLARED + "It is not true that $A x = 0$.") if e.kind != "declaration")
    assert (equation.status, equation.reason) == ("skipped", "refuted-by-the-text")
