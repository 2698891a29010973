"""Input that nobody should write: a finding or silence, never a traceback, and the other files are still checked."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import HERE, RIGHT_NOTE, WRONG_NOTE

UNREADABLE = {
    "binary.md": bytes(range(256)) * 20,
    "invalid.md": b"fine\n$x = \xff$\n",
    "latin.md": "Let $\u00e9$ be".encode("latin-1"),
    "wide.md": RIGHT_NOTE.encode("utf-16"),
    "nul.md": b"Let $x\0$ be.\n",
    "large.md": b"x" * 10_000_001,
}
BLANK = {
    "empty.md": b"",
    "space.md": b" \n\t\n",
    "mark.md": b"\xef\xbb\xbf" + RIGHT_NOTE.encode(),
    "crlf.md": RIGHT_NOTE.replace("\n", "\r\n").encode(),
    "cr.md": RIGHT_NOTE.replace("\n", "\r").encode(),
    "line.md": b"word " * 1_000_000,
    "controls.md": b"\x01\x1b[31m\x7f \xc2\x85 \xe2\x80\xae $x$\n",
}
BROKEN = {
    "braces.md": b"$" + b"{" * 10_000 + b"x" + b"}" * 10_000 + b"$\n",
    "open-braces.md": b"$$ " + b"{" * 10_000 + b" $$\n",
    "fractions.tex": b"\\[ " + b"\\frac{" * 10_000 + b" \\]\n",
    "parentheses.md": b"$$ " + b"(" * 10_000 + b"x" + b")" * 10_000 + b" $$\n",
    "scripts.md": b"$$ " + b"x^{" * 5_000 + b"y" + b"}" * 5_000 + b" $$\n",
    "dollar.md": b"It costs $5, and $x\n\nmore\n",
    "display.md": b"$$ x = 1\n\n# Heading\n\nmore\n",
    "environment.tex": b"\\begin{align} a &= b \\\\ \n\nmore\n",
    "end.tex": b"\\end{align} \\begin{equation} \\end{align}\n",
    "formula-line.md": b"$$ " + b"x + " * 250_000 + b"x $$\n",
    "macros.tex": b"\\newcommand{\\a}{\\a\\a}\n\\def\\b{\\a\\b}\n\\[ \\a \\b \\]\n",
    "quotes.md": b"> " * 5_000 + b"$x$\n",
    "lists.md": b"".join(b"  " * depth + b"- $x$\n" for depth in range(300)),
}


def check(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    """Run mclint in a new process, which must not take long."""
    command = [sys.executable, "-m", "mclint", "--isolated", "--output-format", "concise", *names]
    return subprocess.run(
        command, cwd=folder, env=HERE, capture_output=True, text=True, timeout=120, errors="surrogateescape"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a note that has one mistake."""
    (tmp_path / "wrong.md").write_text(WRONG_NOTE)
    return tmp_path


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_no_text_is_a_finding(name: str, folder: Path) -> None:
    (folder / name).write_bytes(UNREADABLE[name])
    done = check(folder, name, "wrong.md")
    assert (done.returncode, done.stderr) == (1, "")
    first, second = done.stdout.splitlines()
    assert first.startswith(f"{name}:") and "error[unreadable-file]" in first
    assert second.startswith("wrong.md:3:") and "error[wrong-derivative]" in second


@pytest.mark.parametrize("name", BLANK)
def test_strange_but_right_files_are_silent(name: str, folder: Path) -> None:
    (folder / name).write_bytes(BLANK[name])
    done = check(folder, name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", BROKEN)
def test_broken_mathematics_is_a_finding_or_silence(name: str, folder: Path) -> None:
    (folder / name).write_bytes(BROKEN[name])
    begin = time.monotonic()
    done = check(folder, name, "wrong.md")
    assert time.monotonic() - begin < 20
    assert (done.returncode, done.stderr) == (1, "")
    *broken, last = done.stdout.splitlines()
    assert last.startswith("wrong.md:3:")
    assert all(line.startswith(f"{name}:") for line in broken)


@pytest.mark.parametrize("name", [*UNREADABLE, *BROKEN])
def test_the_frames_of_bad_input_are_printable(name: str, folder: Path) -> None:
    (folder / name).write_bytes({**UNREADABLE, **BROKEN}[name])
    command = [sys.executable, "-m", "mclint", "--isolated", name]
    done = subprocess.run(command, cwd=folder, env=HERE, capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 1) and done.stderr == ""
    assert all(character.isprintable() for character in done.stdout.replace("\n", ""))
    assert max(map(len, done.stdout.splitlines())) < 3_000


def test_missing_paths_are_told_in_one_sentence_each(folder: Path) -> None:
    done = check(folder, "none.md", "wrong.md", "nothing/")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "mclint: none.md: no such file or folder",
        "mclint: nothing/: no such file or folder",
    ]
    assert done.stdout.startswith("wrong.md:3:")


def test_a_dangling_link_is_a_finding(folder: Path) -> None:
    (folder / "link.md").symlink_to(folder / "none.md")
    done = check(folder, "link.md")
    assert done.returncode == 1 and "unreadable-file" in done.stdout


def test_names_of_files_cannot_command_the_terminal(folder: Path) -> None:
    (folder / "a\x1b[31m\nb.md").write_text(WRONG_NOTE)
    done = check(folder, ".")
    assert done.returncode == 1
    assert r"a\u{1b}[31m\u{a}b.md:3:" in done.stdout
