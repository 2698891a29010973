"""Files: found, read, checked in order, whatever they hold and however many processes look at them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import RIGHT_NOTE, WRONG_NOTE

from mclint import api, runner
from mclint.config import Config


def test_a_folder_gives_its_notes_sorted_and_nothing_else(tmp_path: Path) -> None:
    kept = ["a.md", "b.Rmd", "c/d.tex", "c/e.qmd", "f.markdown", "g.myst", "h.ltx", "i.mdx"]
    left = [".hidden/a.md", ".git/a.md", "node_modules/a.md", "env/a.md", "x.txt", "x.py", ".a.md", "venv/b.md"]
    for name in (*kept, *left):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    found = [os.path.relpath(path, tmp_path) for path in runner.files_below(str(tmp_path))]
    assert sorted(found) == sorted(kept)
    assert found == [os.path.relpath(path, tmp_path) for path in runner.files_below(str(tmp_path))]


@pytest.mark.parametrize(
    "data, text, rule, place",
    [
        (b"a\r\nb", "a\r\nb", None, None),
        (b"\xef\xbb\xbfa", "a", None, None),
        (b"", "", None, None),
        ("é\nx".encode() + b"\xff", None, "unreadable-file", (2, 2)),
        (b"\xef\xbb\xbfab\xff", None, "unreadable-file", (1, 3)),
        (b"ab\ncd\0e", None, "unreadable-file", (2, 3)),
        ("a".encode("utf-16"), None, "unreadable-file", (1, 1)),
        (b"x" * (runner.LARGEST + 1), None, "unreadable-file", (1, 1)),
    ],
    ids=["crlf", "mark", "empty", "invalid", "mark-invalid", "nul", "utf-16", "large"],
)
def test_bytes_become_text_or_a_finding(
    data: bytes, text: str | None, rule: str | None, place: tuple[int, int] | None
) -> None:
    source, found = runner.decode(data, "a.md")
    if rule is None:
        assert found is None and source.text == text
    else:
        assert found is not None and found.rule == rule and found.severity.value == "error"
        assert source.position(found.span.start) == place


def test_results_come_in_order_from_any_number_of_processes(tmp_path: Path) -> None:
    jobs = []
    for number in range(6):
        path = tmp_path / f"{number}.md"
        path.write_text((WRONG_NOTE if number % 2 else RIGHT_NOTE) + f"\nNote {number}.\n")
        jobs.append(runner.Job(str(path), path.name, "check", Config()))
    alone = list(runner.run(jobs, 1))
    assert alone == list(runner.run(jobs, 3))
    assert [result.source.filename for result in alone] == [f"{number}.md" for number in range(6)]
    assert [len(result.diagnostics) for result in alone] == [0, 1, 0, 1, 0, 1]


def test_a_defect_is_a_sentence_and_the_other_files_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str, **_: object) -> list[object]:
        if "bad" in text:
            raise RecursionError("too deep")
        return []

    monkeypatch.setattr(api, "check", fail)
    for name in ("bad", "fine"):
        (tmp_path / f"{name}.md").write_text(name)
    jobs = [runner.Job(str(tmp_path / f"{name}.md"), f"{name}.md", "check", Config()) for name in ("bad", "fine")]
    bad, fine = runner.run(jobs)
    assert fine.failures == ()
    assert len(bad.failures) == 1
    assert bad.failures[0].startswith("internal error on bad.md: RecursionError: too deep (test_runner.py, line ")


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path) -> None:
    job = runner.Job(str(tmp_path), "folder.md", "check", Config())
    result = runner.look(job)
    assert [found.rule for found in result.diagnostics] == ["unreadable-file"]
    assert "cannot be read" in result.diagnostics[0].message
    assert runner.look(runner.Job(str(tmp_path), "folder.md", "check", Config(ignore=("source",)))).diagnostics == ()
