"""All fixes applied at once, on small documents made up here."""

from __future__ import annotations

import fixing
import pytest

NOTE = """Let $F \\in \\mathbb{R}^{m \\times n}$, $g \\in \\mathbb{R}^m$ and $u \\in \\mathbb{R}^n$. Then

$$ \\nabla_u \\| F u - g \\|^2 = F^\\top (F u - g), \\qquad \\nabla_u (g^\\top F u) = -F^\\top g. $$
"""


def test_what_is_fixed_is_not_reported_again() -> None:
    outcome = fixing.of_text(NOTE, "note.md")
    assert (outcome.findings, outcome.fixes, outcome.taken) == (2, 2, 2)
    assert outcome.again == outcome.new == outcome.unwelcome == ()
    assert "2 fixes applied: 0 reported again, 0 new" in fixing.summary([outcome])


def test_a_folder_that_does_not_exist_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert fixing.main(["/no/such/folder"]) == 2
    assert "no such folder" in capsys.readouterr().out
