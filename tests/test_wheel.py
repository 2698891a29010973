"""The wheel: built, installed in a new environment, and used from an unrelated folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ELSEWHERE, ROOT, WRONG_NOTE

pytest.importorskip("build")


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    return subprocess.run([*map(str, command)], cwd=folder, env=ELSEWHERE, capture_output=True, text=True, timeout=600)


@pytest.mark.slow
def test_the_wheel_brings_its_pages(tmp_path: Path) -> None:
    built = run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", ROOT, folder=tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (tmp_path / "dist").glob("mclint-*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    installed = run(scripts / "python", "-m", "pip", "install", "-q", wheel, folder=tmp_path)
    assert installed.returncode == 0, installed.stderr
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    explained = run(scripts / "mclint", "explain", "wrong-derivative", folder=elsewhere)
    page = (ROOT / "rules" / "wrong-derivative.md").read_text(encoding="utf-8")
    assert explained.returncode == 0 and explained.stdout.strip() and page.endswith(explained.stdout)
    (elsewhere / "notes.md").write_text(WRONG_NOTE, encoding="utf-8")
    checked = run(scripts / "mclint", "notes.md", folder=elsewhere)
    assert checked.returncode == 1 and "error[wrong-derivative]" in checked.stdout
    (elsewhere / "inverse.md").write_text("$(AB)^{-1} = A^{-1} B^{-1}$", encoding="utf-8")
    cited = run(scripts / "mclint", "inverse.md", folder=elsewhere)
    assert "note: compare inverse-of-product" in cited.stdout
    server = run(scripts / "mclint", "server", folder=elsewhere)
    assert server.returncode == 2 and "mclint[lsp]" in server.stderr
