"""The ecosystem run on small documents made up here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import run
import show
from changes import changes
from corpus import Document, documents
from survey import Finding, Outcome, as_json, from_json, look, totals

WRONG = "For $x, a \\in \\mathbb{R}^n$, $\\nabla_x (a^\\top x) = 2 a$."
RIGHT = WRONG.replace("2 a", "a")
FINDING = Finding("owner/notes", "a.md", 3, 5, "wrong-derivative", "error", "not the gradient")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with a wrong note and a right one."""
    (tmp_path / "deeper").mkdir()
    (tmp_path / "wrong.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "deeper" / "right.md").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def test_a_folder_without_an_index_names_documents_by_their_paths(notes: Path) -> None:
    found = [(each.repository, each.path) for each in documents(notes)]
    assert found == [(notes.name, "deeper/right.md"), (notes.name, "wrong.md")]


def test_an_index_names_documents_by_repository_and_path(notes: Path) -> None:
    head = "file\trepository\trole\tpath_in_repository\n"
    rows = "wrong.md\towner/notes\tdoc\tsrc/wrong.md\nNOTES.md\towner/notes\trole\tNOTES.md\n"
    (notes / "INDEX.tsv").write_text(head + rows, encoding="utf-8")
    assert documents(notes) == [Document("owner/notes", "src/wrong.md", notes / "wrong.md")]


def test_totals_and_findings_are_printed_and_written(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([str(notes), "--json", str(notes / "now.json"), "--jobs", "2"]) == 0
    printed = capsys.readouterr().out
    assert "wrong.md\n  2 equations (1 derivative): 0 verified, 1 wrong, 1 read, 0 skipped" in printed
    assert "derivatives        2: 1 verified (50.0 %), 1 wrong (50.0 %)" in printed
    assert "       1  wrong-derivative" in printed
    outcomes = from_json(json.loads((notes / "now.json").read_text(encoding="utf-8")))
    assert [finding.rule for outcome in outcomes for finding in outcome.findings] == ["wrong-derivative"]


def test_an_earlier_run_shows_what_came_and_what_went(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.main([str(notes), "--json", str(notes / "before.json"), "--quiet"])
    (notes / "wrong.md").write_text(RIGHT, encoding="utf-8")
    (notes / "deeper" / "right.md").write_text(WRONG, encoding="utf-8")
    capsys.readouterr()
    run.main([str(notes), "--compare", str(notes / "before.json"), "--quiet"])
    printed = capsys.readouterr().out
    assert f"new findings: 1\n  {notes.name} deeper/right.md:1: wrong-derivative" in printed
    assert f"gone findings: 1\n  {notes.name} wrong.md:1: wrong-derivative" in printed
    assert "equations judged otherwise: 2" in printed
    assert "1  wrong -> verified" in printed


def test_a_finding_in_other_words_is_the_same() -> None:
    before = [Outcome("owner/notes", "a.md", findings=(FINDING,))]
    after = [Outcome("owner/notes", "a.md", findings=(FINDING._replace(message="half of the gradient"),))]
    assert changes(before, after)[:2] == ((), ())


def test_a_document_that_takes_too_long_is_a_timeout(notes: Path) -> None:
    outcome = look(documents(notes)[0], seconds=0.001)
    assert outcome.timeout
    assert "timeout" in show.document(outcome)
    assert "timeouts           1" in show.summary([outcome])


def test_a_process_that_dies_is_a_crash(notes: Path) -> None:
    outcome = look(documents(notes)[0], python="false")
    assert outcome.crash == "exit 1"
    assert "crashes            1" in show.summary([outcome])


def test_reasons_are_sorted_by_their_count() -> None:
    equations = [(1, 1, "derivative", "skipped", "limit"), *[(row, 1, "identity", "skipped", "dots") for row in (2, 3)]]
    outcome = Outcome("owner/notes", "a.md", tuple(equations))
    assert "skipped: dots 2, limit 1" in show.document(outcome)
    assert totals([outcome]).derivative_skipped == {"limit": 1}


def test_outcomes_survive_json() -> None:
    outcomes = [Outcome("owner/notes", "a.md", ((1, 2, "identity", "read", ""),), (FINDING,), 0.5, 90, "", False)]
    assert from_json(json.loads(json.dumps(as_json(outcomes)))) == outcomes


def test_without_a_folder_nothing_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().out
