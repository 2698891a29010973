"""What two runs over the same documents have different: findings that came or went, equations judged otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from survey import Finding, Outcome


class Changes(NamedTuple):
    """New and gone findings in the order of the documents, and how many equations went from one status to another."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    judged: Counter[tuple[str, str]]


def changes(before: Sequence[Outcome], after: Sequence[Outcome]) -> Changes:
    """Compare two runs; a finding whose words alone have changed is the same finding."""
    old, new = (
        {finding[:5]: finding for outcome in outcomes for finding in outcome.findings} for outcomes in (before, after)
    )
    statuses = [_statuses(outcomes) for outcomes in (before, after)]
    judged = Counter(
        (statuses[0][place], statuses[1][place])
        for place in statuses[0].keys() & statuses[1].keys()
        if statuses[0][place] != statuses[1][place]
    )
    return Changes(
        tuple(sorted(new[key] for key in new.keys() - old.keys())),
        tuple(sorted(old[key] for key in old.keys() - new.keys())),
        judged,
    )


def _statuses(outcomes: Sequence[Outcome]) -> dict[tuple[str, int, int], str]:
    return {(each.name, row, column): status for each in outcomes for row, column, _, status, _ in each.equations}
