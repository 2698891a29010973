"""The pre-commit hook, tried on a repository with a mistake in a note."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ELSEWHERE, RIGHT_NOTE, ROOT, WRONG_NOTE

pytest.importorskip("pre_commit")
if shutil.which("git") is None:
    pytest.skip("git is missing", allow_module_level=True)

AUTHOR = {"NAME": "A", "EMAIL": "a@example.org"}
PARTS = ("mclint", "rules", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".pre-commit-hooks.yaml")


def environment(folder: Path) -> dict[str, str]:
    """An environment in which git knows nothing but this test."""
    kept = {name: value for name, value in ELSEWHERE.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    people = {f"GIT_{role}_{name}": value for role in ("AUTHOR", "COMMITTER") for name, value in AUTHOR.items()}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return {**kept, **people, **settings, "PRE_COMMIT_HOME": str(folder / "pre-commit")}


def run(*command: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=600)


def repository(folder: Path, env: dict[str, str]) -> None:
    """Make a repository of what the folder holds."""
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "begin")):
        done = run("git", *command, folder=folder, env=env)
        assert done.returncode == 0, done.stderr


def hook(folder: Path, env: dict[str, str]) -> Path:
    """A repository with the project as it stands here."""
    folder.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    repository(folder, env)
    return folder


@pytest.mark.slow
def test_the_hook_finds_the_mistake_and_passes_without(tmp_path: Path) -> None:
    env = environment(tmp_path)
    source = hook(tmp_path / "hook", env)
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "notes.qmd").write_text(WRONG_NOTE, encoding="utf-8")
    (notes / "program.py").write_text("x = 1\n", encoding="utf-8")
    repository(notes, env)
    command = (sys.executable, "-m", "pre_commit", "try-repo", str(source), "mclint", "--all-files", "--verbose")
    failed = run(*command, folder=notes, env=env)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "notes.qmd:3:" in failed.stdout and "error[wrong-derivative]" in failed.stdout
    assert "Found 1 error in 1 file." in failed.stdout
    (notes / "notes.qmd").write_text(RIGHT_NOTE, encoding="utf-8")
    passed = run(*command, folder=notes, env=env)
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_the_manifest_is_valid() -> None:
    from pre_commit.clientlib import load_manifest

    (manifest,) = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert manifest["id"] == "mclint" and manifest["entry"].split()[:2] == ["mclint", "check"]
