"""Fixes applied to texts and files: which, in what order, and that a file is never lost."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from conftest import Run

import mclint
from mclint.diagnostic import Diagnostic, Edit, Fix, Safety
from mclint.mending import Mended, diff, mended, write
from mclint.span import Span

WRONG = """Let $F \\in \\mathbb{R}^{m \\times n}$, $g \\in \\mathbb{R}^m$ and $u \\in \\mathbb{R}^n$. Then

$$ \\nabla_u \\| F u - g \\|^2 = F^\\top (F u - g), \\qquad \\nabla_u (g^\\top F u) = -F^\\top g. $$

<!-- mclint: ignore wrong-identity -->
"""
RIGHT = WRONG.replace("= F^", "= 2 F^").replace("= -F", "= F")
CLEAN = RIGHT.replace("<!-- mclint: ignore wrong-identity -->\n", "")


def finding(start: int, end: int, content: str, safety: Safety = Safety.SAFE) -> Diagnostic:
    """A finding whose fix replaces a span."""
    span = Span(start, end)
    return Diagnostic("some-rule", span, "wrong", fix=Fix("mend it", (Edit(span, content),), safety))


def letters(text: str) -> list[Diagnostic]:
    """A finding for each x, with the x and its neighbour replaced by y, and for each z, which is not safe."""
    found = [finding(place, place + 2, "y") for place, letter in enumerate(text[:-1]) if letter == "x"]
    return found + [finding(place, place + 1, "y", Safety.UNSAFE) for place, each in enumerate(text) if each == "z"]


def test_fixes_that_overlap_take_several_passes() -> None:
    assert mended("xxx.", letters) == Mended("xxx.", "yy", 2)
    assert mended("axb xzc", letters) == Mended("axb xzc", "ay yc", 2)
    assert mended("azb", letters).after == "azb"
    assert mended("azb", letters, unsafe=True).after == "ayb"


def test_a_fix_that_makes_nothing_better_is_not_applied() -> None:
    def worse(text: str) -> list[Diagnostic]:
        return [finding(0, 1, "xx")] * text.count("x")

    assert mended("x", worse) == Mended("x", "x", 0)


def test_a_fix_that_mends_two_findings_and_brings_another_kind_is_not_applied() -> None:
    def check(text: str) -> list[Diagnostic]:
        found = [finding(0, 1, "y"), finding(0, 1, "y")] if text == "x" else []
        return found or [Diagnostic("other-rule", Span(0, 1), "wrong")]

    assert mended("x", check, unsafe=True) == Mended("x", "x", 0)


def test_a_fix_that_brings_a_finding_elsewhere_is_not_applied() -> None:
    def check(text: str) -> list[Diagnostic]:
        found = [finding(place, place + 1, "y") for place, letter in enumerate(text) if letter == "x"]
        return found if text[0] == "x" else [Diagnostic("some-rule", Span(4, 5), "the next step is wrong then")]

    assert mended("x x q", check) == Mended("x x q", "x y q", 1)


def test_one_fix_that_makes_things_worse_does_not_keep_the_others() -> None:
    def check(text: str) -> list[Diagnostic]:
        bad = [finding(text.index("b"), text.index("b") + 1, "bbbb")] * text.count("b")
        return [*bad[:1], *([finding(text.index("x"), text.index("x") + 1, "y")] if "x" in text else []), *bad[1:]]

    assert mended("b x", check) == Mended("b x", "b y", 1)


def test_all_fixes_of_a_note_leave_nothing_to_report() -> None:
    assert len(mclint.check(WRONG)) == 3
    safe = mclint.fix(WRONG)
    assert "ignore" not in safe and "= F^" in safe
    fixed = mclint.fix(WRONG, unsafe=True)
    assert mclint.check(fixed) == []
    assert fixed.startswith(CLEAN.rstrip())


def test_cells_of_a_notebook_are_fixed_in_its_file() -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": WRONG.splitlines(keepends=True)[:3]}
    book = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    fixed = mclint.fix(book, format="notebook", unsafe=True)
    assert "".join(json.loads(fixed)["cells"][0]["source"]) == "".join(RIGHT.splitlines(keepends=True)[:3])


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("newer", encoding="utf-8")
    assert "changed while it was checked" in write(str(path), Mended("older", "fixed", 1))
    assert path.read_text(encoding="utf-8") == "newer"
    assert os.listdir(tmp_path) == ["note.md"]


def test_marks_line_ends_rights_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "note.md", tmp_path / "link.md"
    path.write_bytes("\ufeffone\r\ntwo\r\n".encode())
    path.chmod(0o640)
    link.symlink_to(path)
    assert write(str(link), Mended("one\r\ntwo\r\n", "1\r\ntwo\r\n", 1)) == ""
    assert path.read_bytes() == "\ufeff1\r\ntwo\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640 and link.is_symlink()


def test_a_diff_says_where_a_line_end_is_missing() -> None:
    shown = diff("a.md", Mended("one\ntwo", "one\n2", 1))
    assert shown.splitlines()[:2] == ["--- a.md", "+++ a.md"]
    assert shown.count("\\ No newline at end of file") == 2


def test_fix_writes_what_is_safe_and_unsafe_fixes_the_formulas(run: Run) -> None:
    path = Path("note.md")
    path.write_text(WRONG, encoding="utf-8")
    status, output, errors = run("--fix", "note.md")
    assert (status, errors) == (1, "") and output.endswith("Fixed 1 finding in 1 file.\n")
    assert "ignore" not in path.read_text(encoding="utf-8")
    status, output, _ = run("--fix", "--unsafe-fixes", "note.md")
    assert (status, output) == (0, "Checked 1 file, nothing to report.\nFixed 2 findings in 1 file.\n")
    assert run("note.md")[0] == 0


def test_diff_shows_and_writes_nothing(run: Run) -> None:
    Path("note.md").write_text(WRONG, encoding="utf-8")
    status, output, _ = run("--diff", "--unsafe-fixes", "note.md")
    assert status == 1
    assert (
        output.startswith("--- note.md\n+++ note.md\n@@ ") and "+$$ \\nabla_u \\| F u - g \\|^2 = 2 F^\\top" in output
    )
    assert Path("note.md").read_text(encoding="utf-8") == WRONG
    Path("note.md").write_text(CLEAN, encoding="utf-8")
    assert run("--diff", "note.md") == (0, "", "")


def test_standard_input_is_fixed_to_standard_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    status, output, errors = run("--fix", "--unsafe-fixes", "-")
    assert status == 0
    assert output == mclint.fix(WRONG, unsafe=True)
    assert errors.endswith("Fixed 3 findings in 1 file.\n")
