"""The measure of fixes, on a small document made up here."""

from __future__ import annotations

import pytest
import repairs
from mutation import Choice

from mclint.document.document import read
from mclint.span import Source

NOTE = """Let $F \\in \\mathbb{R}^{m \\times n}$, $g \\in \\mathbb{R}^m$ and $u \\in \\mathbb{R}^n$. Then

$$ \\nabla_u \\| F u - g \\|^2 = 2 F^\\top (F u - g). $$
"""


def test_fixes_of_refuted_mutants_are_confirmed_and_small() -> None:
    found = list(repairs.of_text(read(Source(NOTE)), Choice(each=0), "note.md", float("inf")))
    fixed = [case for case in found if case.fixed]
    assert len(fixed) >= 0.9 * len(found) > 5
    assert all(case.confirmed and case.clean for case in fixed)
    dropped = next(case for case in found if case.kind == "factor removed")
    assert (dropped.mutant, dropped.fixed, dropped.ratio) == ("F^\\top (F u - g)", "2 F^\\top (F u - g)", 1.0)
    assert "refuted mutants" in repairs.summary(found)


def test_a_folder_that_does_not_exist_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert repairs.main(["/no/such/folder"]) == 2
    assert "no such folder" in capsys.readouterr().out
