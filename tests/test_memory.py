"""What is kept of a verification holds nothing alive: whole folders are checked without collecting garbage."""

from __future__ import annotations

import gc

import mclint
from mclint.config import Config
from mclint.runner import MOST_FORMULAS, Job, decode, look

NOTE = r"""Let $A \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$, $b \in \mathbb{R}^m$. Then $A b = b$,
$\nabla_x \|A x - b\|^2 = A^\top (A x - b)$, $\oint A x = b + x$ and $(b, x)_i = A_{ij} x_j + x_i$.
"""


def test_a_checked_document_leaves_no_cycles() -> None:
    mclint.check(NOTE)
    gc.collect()
    gc.disable()
    try:
        mclint.check(NOTE)
        assert gc.collect() < 20
    finally:
        gc.enable()


def test_more_formulas_than_any_book_has_are_a_finding() -> None:
    few, many = ("$a$ " * number for number in (10, MOST_FORMULAS + 1))
    results = [look(Job("-", "note.md", "check", Config(), text.encode())) for text in (few, many)]
    assert [[each.rule for each in result.diagnostics] for result in results] == [[], ["unreadable-file"]]
    assert decode(many.encode(), "note.md")[1] is None
