"""The verdicts that people gave on findings, kept in `verdicts.tsv`, against the findings of today."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from survey import SERIOUS, Finding, Outcome

TABLE = Path(__file__).with_name("verdicts.tsv")
COLUMNS = ("repository", "path", "row", "rule", "verdict", "why")
TRUE, FALSE_ALARM = "true", "false alarm"
Key = tuple[str, str, int, str]


class Verdict(NamedTuple):
    """A line of the table: a finding by repository, path, row and rule, whether it is true, and one sentence why."""

    repository: str
    path: str
    row: int
    rule: str
    verdict: str
    why: str

    @property
    def key(self) -> Key:
        """What names the finding; two of one rule in one row share it."""
        return self[:4]


class Comparison(NamedTuple):
    """Findings with and without a verdict, and verdicts whose finding is gone."""

    true: tuple[Finding, ...]
    false_alarms: tuple[Finding, ...]
    unjudged: tuple[Finding, ...]
    gone: tuple[Verdict, ...]

    @property
    def share(self) -> float:
        """The share of true findings among those that were judged."""
        return len(self.true) / max(1, len(self.true) + len(self.false_alarms))


def load(table: Path = TABLE) -> list[Verdict]:
    """The verdicts of a table; ValueError with the line that is malformed."""
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise ValueError(f"{table.name}: the first line names the columns {', '.join(COLUMNS)}")
    return [_verdict(row, f"{table.name}:{number}") for number, row in enumerate(rows[1:], 2)]


def _verdict(row: Sequence[str], place: str) -> Verdict:
    if len(row) != len(COLUMNS) or not row[2].isdecimal() or not row[5].strip():
        raise ValueError(f"{place}: {len(COLUMNS)} columns, a row number and a sentence are needed: {row}")
    if row[4] not in (TRUE, FALSE_ALARM):
        raise ValueError(f"{place}: {row[4]!r} is neither {TRUE!r} nor {FALSE_ALARM!r}")
    return Verdict(row[0], row[1], int(row[2]), row[3], row[4], row[5])


def save(verdicts: Iterable[Verdict], table: Path = TABLE) -> None:
    """Write a table, sorted, so that several people can add to it."""
    lines = ["\t".join(COLUMNS), *("\t".join(map(str, each)) for each in sorted(set(verdicts)))]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


def key_of(finding: Finding) -> Key:
    """The key under which a finding is judged."""
    return (finding.repository, finding.path, finding.row, finding.rule)


def compare(outcomes: Sequence[Outcome], verdicts: Sequence[Verdict]) -> Comparison:
    """The findings of severity error or warning against the verdicts."""
    findings = [each for outcome in outcomes for each in outcome.findings if each.severity in SERIOUS]
    known = {verdict.key: verdict.verdict for verdict in verdicts}
    groups: dict[str | None, list[Finding]] = {TRUE: [], FALSE_ALARM: [], None: []}
    for finding in sorted(findings):
        groups[known.get(key_of(finding))].append(finding)
    examined = {outcome[:2] for outcome in outcomes}
    found = {key_of(finding) for finding in findings}
    gone = tuple(each for each in verdicts if each.key not in found and each[:2] in examined)
    return Comparison(tuple(groups[TRUE]), tuple(groups[FALSE_ALARM]), tuple(groups[None]), gone)
