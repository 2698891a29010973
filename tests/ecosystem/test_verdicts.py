"""The verdicts on findings: the table is well-formed, and the comparison says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
import show
from survey import Finding, Outcome
from verdicts import FALSE_ALARM, TABLE, TRUE, Verdict, compare, load, save

FINDING = Finding("owner/notes", "a.md", 3, 5, "wrong-derivative", "error", "not the gradient")
VERDICT = Verdict("owner/notes", "a.md", 3, "wrong-derivative", TRUE, "The factor 2 is missing.")
OUTCOME = Outcome("owner/notes", "a.md", findings=(FINDING,))


def test_the_table_is_well_formed_and_sorted() -> None:
    verdicts = load()
    assert verdicts == sorted(verdicts)
    keys = [verdict.key for verdict in verdicts]
    assert len(keys) == len(set(keys))


def test_saving_sorts_and_keeps_every_line(tmp_path: Path) -> None:
    later = VERDICT._replace(row=20)
    save([later, VERDICT, VERDICT], tmp_path / "verdicts.tsv")
    assert load(tmp_path / "verdicts.tsv") == [VERDICT, later]


def test_the_table_of_the_project_is_as_it_would_be_saved(tmp_path: Path) -> None:
    save(load(), tmp_path / "verdicts.tsv")
    assert (tmp_path / "verdicts.tsv").read_bytes() == TABLE.read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        "owner/notes\ta.md\tthree\twrong-derivative\ttrue\tA row is a number.",
        "owner/notes\ta.md\t3\twrong-derivative\tperhaps\tA verdict is one of two.",
        "owner/notes\ta.md\t3\twrong-derivative\ttrue\t",
        "owner/notes\ta.md\t3\twrong-derivative\ttrue",
    ],
)
def test_malformed_lines_are_told_with_their_number(tmp_path: Path, line: str) -> None:
    table = tmp_path / "verdicts.tsv"
    save([], table)
    table.write_text(table.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"verdicts\.tsv:2"):
        load(table)


def test_findings_are_held_against_verdicts() -> None:
    true, alarm, new = FINDING, FINDING._replace(row=7), FINDING._replace(row=9)
    gone = VERDICT._replace(row=11)
    verdicts = [VERDICT, VERDICT._replace(row=7, verdict=FALSE_ALARM), gone]
    comparison = compare([OUTCOME._replace(findings=(true, alarm, new))], verdicts)
    assert comparison == ((true,), (alarm,), (new,), (gone,))
    assert comparison.share == 0.5
    printed = show.judged(comparison)
    assert "true findings: 1 of 2 judged (50.0 %)" in printed
    assert "without a verdict: 1\n  owner/notes a.md:9: wrong-derivative" in printed
    assert "verdicts whose finding is gone: 1\n  owner/notes a.md:11" in printed


def test_hints_need_no_verdict() -> None:
    hint = FINDING._replace(rule="hybrid-layout", severity="info")
    assert compare([OUTCOME._replace(findings=(hint,))], []).unjudged == ()


def test_verdicts_on_documents_that_were_not_examined_are_not_gone() -> None:
    assert compare([], [VERDICT]).gone == ()
