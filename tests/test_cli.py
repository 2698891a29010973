"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from conftest import RIGHT_NOTE, ROOT, WRONG_NOTE, Run

from mclint import api, cli
from mclint.config import closest
from mclint.pages import pages
from mclint.rules import InternalError
from mclint.version import __version__


@pytest.fixture(autouse=True)
def forget() -> None:
    """Settings are remembered per folder within a run."""
    closest.cache_clear()


def write(name: str, text: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_a_wrong_note_exits_with_1_and_a_right_one_with_0(run: Run) -> None:
    status, output, errors = run(write("wrong.md", WRONG_NOTE))
    assert status == 1 and errors == ""
    assert output.startswith("error[wrong-derivative]: ") and " --> wrong.md:3:" in output
    assert output.endswith("\n\nFound 1 error in 1 file.\nFixable: 1 with `--fix --unsafe-fixes`.\n")
    assert run(write("right.md", RIGHT_NOTE)) == (0, "Checked 1 file, nothing to report.\n", "")


def test_check_may_be_left_out_and_options_stand_anywhere(run: Run, words: None) -> None:
    write("a.md", "WRONG")
    write("b.md", "ODD")
    expected = run("check", "--output-format", "concise", "a.md", "b.md")
    assert expected[0] == 1 and len(expected[1].splitlines()) == 2
    assert run("a.md", "--output-format", "concise", "b.md") == expected
    assert run("a.md", "b.md", "--output-format=concise") == expected


def test_folders_and_files_named_twice_are_checked_once(run: Run, words: None) -> None:
    write("notes/a.md", "WRONG")
    write("notes/b.txt", "WRONG")
    _, output, _ = run("notes", "notes/a.md", "./notes/a.md", "--output-format", "concise")
    assert len(output.splitlines()) == 1
    _, output, _ = run("notes", "notes/b.txt", "--output-format", "concise")
    assert len(output.splitlines()) == 2


def test_a_missing_path_exits_with_2_and_the_others_are_checked(run: Run, words: None) -> None:
    status, output, errors = run("nowhere.md", write("a.md", "WRONG"), "--output-format", "concise")
    assert status == 2
    assert errors == "mclint: nowhere.md: no such file or folder\n"
    assert output.startswith("a.md:1:1: error[wrong-derivative]")


def test_standard_input_is_named_as_asked(run: Run, words: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, name in (((), "<stdin>"), (("--stdin-filename", "x.tex"), "x.tex")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a WRONG")))
        status, output, _ = run("-", *arguments, "--output-format", "concise")
        assert status == 1 and output.startswith(f"{name}:1:3: ")


def test_infos_alone_exit_with_0(run: Run, words: None) -> None:
    status, output, _ = run(write("a.md", "HINT"))
    assert status == 0 and "Found 1 info in 1 file.\n" in output
    assert run(write("b.md", "ODD"))[0] == 1
    assert run("b.md", "--exit-zero")[0] == 0


def test_quiet_leaves_the_closing_line_out(run: Run, words: None) -> None:
    assert run(write("a.md", "nothing"), "--quiet") == (0, "", "")
    assert "Found" not in run(write("b.md", "WRONG"), "--quiet")[1]


def test_statistics(run: Run, words: None) -> None:
    name = write("a.md", "WRONG WRONG ODD")
    assert run(name, "--statistics")[:2] == (1, "2  error[wrong-derivative]\n1  warning[mixed-layout]\n")
    counts = json.loads(run(name, "--statistics", "--output-format", "json")[1])
    assert counts[0] == {"code": "wrong-derivative", "severity": "error", "count": 2}


def test_json_and_github(run: Run, words: None) -> None:
    (record,) = json.loads(run(write("a.md", "WRONG"), "--output-format", "json")[1])
    assert record["url"].startswith("file://") and record["url"].endswith("/wrong-derivative.md")
    assert run("a.md", "--output-format", "github")[1].startswith(
        "::error title=mclint (wrong-derivative),file=a.md,line=1"
    )
    assert json.loads(run(write("b.md", ""), "--output-format", "json")[1]) == []


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("a.md", "--selct", "x"), "unrecognized arguments: --selct"),
        (("a.md", "--output-format", "xml"), "invalid choice: 'xml'"),
        (("a.md", "--select", "shpes"), "there is no rule or family 'shpes'; did you mean 'shapes'?"),
        (("a.md", "--ignore", "zzz"), "there is no rule or family 'zzz'; `mclint explain` lists the rules"),
        (("a.md", "--jobs", "many"), "'many' is not a number of processes"),
        (("a.md", "--config", "no.toml"), "no.toml: the settings cannot be read"),
        (("check",), "name a file or a folder"),
        (("explain", "wrong-derivatives"), "there is no rule 'wrong-derivatives'; did you mean 'wrong-derivative'?"),
    ],
)
def test_wrong_usage_exits_with_2_and_one_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    write("a.md", "text")
    status, output, errors = run(*arguments)
    assert status == 2 and output == ""
    assert errors.startswith("mclint: ") and sentence in errors and errors.count("\n") == 1


def test_select_and_ignore_reach_the_checker(run: Run) -> None:
    name = write("wrong.md", WRONG_NOTE)
    assert run(name, "--ignore", "wrong-derivative")[0] == 0
    assert run(name, "--select", "shapes,layout")[0] == 0
    assert run(name, "--select", "identities")[0] == 1
    assert run(name, "--select", "shapes", "--extend-select", "wrong-derivative")[0] == 1


def test_settings_are_found_given_and_left_aside(run: Run) -> None:
    write("notes/mclint.toml", 'ignore = ["wrong-derivative"]\n')
    name = write("notes/wrong.md", WRONG_NOTE)
    assert run(name)[0] == 0
    assert run(name, "--isolated")[0] == 1
    assert run(name, "--select", "wrong-derivative")[0] == 1
    write("other.toml", "")
    assert run(name, "--config", "other.toml")[0] == 1


def test_broken_settings_exit_with_2(run: Run) -> None:
    write("mclint.toml", 'ignore = ["no-such-rule"]\n')
    status, _, errors = run(write("a.md", "text"))
    assert status == 2 and "mclint.toml: there is no rule or family 'no-such-rule'" in errors


def test_excluded_files(run: Run, words: None) -> None:
    write("mclint.toml", 'exclude = ["old"]\n')
    write("old/a.md", "WRONG")
    assert run(".")[0] == 0
    assert run("old/a.md")[0] == 1
    assert run("old/a.md", "--force-exclude")[0] == 0


def test_colour_only_where_it_is_wanted(run: Run, words: None, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write("a.md", "WRONG")
    assert "\x1b" not in run(name)[1]
    assert "\x1b" in run(name, "--color", "always")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run(name)[1]
    assert "\x1b" not in run(name, "--color", "never")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(name)[1]


def test_a_defect_in_a_check_names_rule_and_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from conftest import check_words

    def fail(text: str, *, failures: list[InternalError], **_: object) -> list[object]:
        failures.append(InternalError("non-square", ValueError("a defect")))
        return list(check_words(text))

    monkeypatch.setattr(api, "check", fail)
    status, output, errors = run(write("a.md", "WRONG"))
    assert status == 2 and "error[wrong-derivative]" in output
    assert errors == "mclint: internal error in non-square on a.md: ValueError: a defect\n"


def test_coverage(run: Run) -> None:
    name = write("wrong.md", WRONG_NOTE)
    status, output, _ = run("coverage", name)
    assert status == 0 and "wrong" in output.splitlines()[-1]
    records = json.loads(run("coverage", name, "--output-format", "json")[1])
    assert [record["status"] for record in records if record["kind"] == "derivative"] == ["wrong"]
    assert run("coverage", "nowhere.md")[0] == 2
    Path("binary.md").write_bytes(b"\0")
    status, output, errors = run("coverage", "binary.md", "--output-format", "json")
    assert status == 1 and json.loads(output) == [] and "unreadable-file" in errors


def test_shapes(run: Run) -> None:
    name = write("wrong.md", WRONG_NOTE)
    status, output, _ = run("shapes", name)
    assert status == 0 and "m × n" in output
    symbols = {
        record["symbol"]: record["shape"] for record in json.loads(run("shapes", name, "--output-format", "json")[1])
    }
    assert symbols["A"] == "m × n" and symbols["x"] == "n × 1"


def test_explain_prints_the_page_or_the_list(run: Run) -> None:
    status, output, _ = run("explain", "wrong-derivative")
    assert status == 0 and output.startswith("# wrong-derivative\n") and "severity: error" not in output
    _, output, _ = run("explain")
    assert [line.split()[0] for line in output.splitlines()[1:]] == [entry.name for entry in pages()]
    records = json.loads(run("explain", "--output-format", "json")[1])
    assert [record["name"] for record in records] == [entry.name for entry in pages()]
    assert json.loads(run("explain", "non-square", "--output-format", "json")[1])[0]["family"] == "shapes"


def test_explain_sets_a_page_for_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    _, output, _ = run("explain", "wrong-derivative", "--color", "always")
    assert "WRONG-DERIVATIVE" in output and "```" not in output
    assert "did you mean 'inverse-of-product'?" in run("explain", "inverse-of-products")[2]


def test_rows_are_cut_to_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write("a.md", "words " * 10 + "$\\frac{a}$" + " words" * 10 + "\n")
    assert "…" not in run(name)[1]
    monkeypatch.setenv("COLUMNS", "60")
    shown = run(name)[1].splitlines()
    assert all(len(line) <= 60 for line in shown if "|" in line) and any("…" in line for line in shown)


def test_explain_prints_an_identity_below_its_declarations(run: Run) -> None:
    status, output, _ = run("explain", "inverse-of-product")
    assert status == 0 and output.startswith("# Inverses\n") and "(A B)^{-1} = B^{-1} A^{-1}" in output
    assert output.count("\n## ") == 1 and "Mistaken for:" in output
    assert run("explain", "inverse-of")[0] == 2


def test_version_help_and_no_arguments(run: Run) -> None:
    assert run("--version") == (0, f"mclint {__version__}\n", "")
    assert run("--help")[0] == 0 and run("--help")[1].startswith("usage: mclint")
    assert run()[0] == 2
    status, output, _ = run("check", "--help")
    assert status == 0 and "--exit-zero" in output


def test_the_version_stands_in_one_place() -> None:
    assert f'"{__version__}"' not in (ROOT / "pyproject.toml").read_text()
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_server_says_what_it_needs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    for name in [name for name in sys.modules if name.startswith(("pygls.", "lsprotocol", "mclint.lsp"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    monkeypatch.delattr("mclint.lsp", raising=False)
    status, _, errors = run("server")
    assert (
        status == 2 and errors == "mclint: the language server needs pygls, which `pip install 'mclint[lsp]'` brings\n"
    )


def test_a_reader_who_leaves_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.COMMANDS, "explain", leave)
    assert cli.main(["explain"]) == cli.INTERRUPTED


def test_the_way_without_a_parser_gives_what_the_parser_gives() -> None:
    from mclint.arguments import plain
    from mclint.options import of_check

    assert vars(plain(["notes.md", "chapters"])) == vars(of_check().parse_intermixed_args(["notes.md", "chapters"]))
    assert plain(["notes.md", "--quiet"]) is None
