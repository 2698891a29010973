"""What the tests share: the option that rewrites generated text, a note with a mistake, a checker for words."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import mclint
from mclint.cli import main
from mclint.diagnostic import Diagnostic, Edit, Fix, Label, Severity
from mclint.span import Span

ROOT = Path(__file__).resolve().parent.parent
WRONG_NOTE = r"""Let $A \in \mathbb{R}^{m \times n}$, $b \in \mathbb{R}^m$ and $x \in \mathbb{R}^n$. Then

$$ \nabla_x \| A x - b \|^2 = A^\top (A x - b). $$
"""
RIGHT_NOTE = WRONG_NOTE.replace("= A", "= 2 A")
WORDS = {
    "WRONG": ("wrong-derivative", Severity.ERROR),
    "ODD": ("mixed-layout", Severity.WARNING),
    "HINT": ("hybrid-layout", Severity.INFO),
}

# Other processes run the package that these tests import, also where it is not installed.
HERE = {**os.environ, "PYTHONPATH": str(Path(mclint.__file__).resolve().parent.parent)}
# Environments of their own must find nothing but what was installed in them.
ELSEWHERE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

Run = Callable[..., tuple[int, str, str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-pages` rewrites the output blocks of the pages and the generated parts of the README."""
    parser.addoption("--update-pages", action="store_true", help="rewrite generated text; read the diff like code")


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether generated text is to be rewritten."""
    return bool(request.config.getoption("--update-pages"))


def check_words(text: str, **_: object) -> list[Diagnostic]:
    """A finding for each word of WORDS: the edges can be tested without mathematics."""
    return [
        Diagnostic(
            WORDS[match.group()][0],
            Span(*match.span()),
            f"the word `{match.group()}`",
            "here",
            (Label(Span(0, 1), "begins here"),),
            ("a note",),
            Fix("say something else", (Edit(Span(*match.span()), "RIGHT"),)),
            WORDS[match.group()][1],
            "identities",
        )
        for match in re.finditer("|".join(WORDS), text)
    ]


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checker replaced by one for words."""
    monkeypatch.setattr("mclint.api.check", check_words)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line in this process, in an empty folder: status, output, errors."""
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as leave:
            status = int(leave.code or 0)
        output = capsys.readouterr()
        return status, output.out, output.err

    return call
