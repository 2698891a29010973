"""Run mclint over many documents, each in a process of its own, and say what came of each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

from corpus import Document

EXAMINE = Path(__file__).with_name("examine.py")
STATUSES = ("verified", "wrong", "read", "skipped")
SERIOUS = ("error", "warning")


class Finding(NamedTuple):
    """A finding, with the document it was made in."""

    repository: str
    path: str
    row: int
    column: int
    rule: str
    severity: str
    message: str


class Outcome(NamedTuple):
    """What became of one document; `crash` is a sentence, empty where all went well."""

    repository: str
    path: str
    equations: tuple[tuple[int, int, str, str, str], ...] = ()  # row, column, kind, status, reason
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    megabytes: int = 0
    crash: str = ""
    timeout: bool = False

    @property
    def name(self) -> str:
        """Repository and path in one string."""
        return f"{self.repository} {self.path}".strip()


def survey(documents: Sequence[Document], python: str, processes: int, seconds: float) -> Iterator[Outcome]:
    """The outcomes as they come, the largest documents first so that no process waits for the last one."""
    largest = sorted(documents, key=lambda document: -document.file.stat().st_size)
    with ThreadPoolExecutor(processes) as executor:
        jobs = [executor.submit(look, document, python, seconds) for document in largest]
        for job in as_completed(jobs):
            yield job.result()


def look(document: Document, python: str = sys.executable, seconds: float = 120.0) -> Outcome:
    """One document in its own process, for at most so many seconds."""
    outcome = Outcome(document.repository, document.path)
    command = [python, str(EXAMINE), str(document.file.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return outcome._replace(timeout=True, seconds=seconds)
    if done.returncode != 0:
        return outcome._replace(crash=(done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1])
    record = json.loads(done.stdout)
    return outcome._replace(
        equations=tuple(map(tuple, record["equations"])),
        findings=tuple(Finding(document.repository, document.path, *each) for each in record["findings"]),
        seconds=record["seconds"],
        megabytes=record["megabytes"],
        crash="; ".join(record["failures"]),
    )


def as_json(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """The outcomes as plain data."""
    return [{**each._asdict(), "findings": [list(finding[2:]) for finding in each.findings]} for each in outcomes]


def from_json(records: Sequence[dict[str, Any]]) -> list[Outcome]:
    """The outcomes that an earlier run wrote."""
    return [
        Outcome(**record)._replace(
            equations=tuple(map(tuple, record["equations"])),
            findings=tuple(Finding(record["repository"], record["path"], *each) for each in record["findings"]),
        )
        for record in records
    ]


class Totals(NamedTuple):
    """The figures of some documents together."""

    equations: int
    derivatives: int
    statuses: Counter[str]
    derivative_statuses: Counter[str]
    skipped: Counter[str]
    derivative_skipped: Counter[str]
    rules: Counter[str]
    seconds: float
    megabytes: int


def totals(outcomes: Sequence[Outcome]) -> Totals:
    """Count equations, reasons and findings."""
    equations = [equation for outcome in outcomes for equation in outcome.equations]
    derivatives = [equation for equation in equations if equation[2] == "derivative"]
    return Totals(
        len(equations),
        len(derivatives),
        Counter(equation[3] for equation in equations),
        Counter(equation[3] for equation in derivatives),
        Counter(equation[4] for equation in equations if equation[3] == "skipped"),
        Counter(equation[4] for equation in derivatives if equation[3] == "skipped"),
        Counter(finding.rule for outcome in outcomes for finding in outcome.findings),
        sum(outcome.seconds for outcome in outcomes),
        max((outcome.megabytes for outcome in outcomes), default=0),
    )
