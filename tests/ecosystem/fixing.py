"""Whether what is fixed stays fixed: all fixes of each document are applied to its text, which is checked again.

    python tests/ecosystem/fixing.py FOLDER

Nothing is written. Unlike `mclint --fix`, which takes back what makes nothing better, every fix is applied as it is
offered; those that overlap another wait for the next round. Printed are the findings that are still reported where
they were fixed, errors and warnings that are new, how many of both there are, and the same for `mclint --fix`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import corpus
from tqdm import tqdm

from mclint import api
from mclint.config import Config
from mclint.diagnostic import Diagnostic, Edit, Safety, Severity
from mclint.fixes import apply
from mclint.mending import mended
from mclint.project import macros_around
from mclint.report.terminal import printable
from mclint.runner import Job, _read
from mclint.sources.reader import format_of

ROUNDS = 3
Place = tuple[int, str]  # where a finding begins, and its rule


class Outcome(NamedTuple):
    """What became of the fixes of a document."""

    name: str
    findings: int
    fixes: int
    again: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    taken: int = 0  # by `mclint --fix --unsafe-fixes`
    unwelcome: tuple[str, ...] = ()  # findings that it brings


def of_document(document: corpus.Document) -> Outcome:
    """All fixes of one document applied, and what is found then."""
    source, unreadable = _read(Job(str(document.file), str(document.file), "check", Config()))
    text = source.origin.file if source.origin else source.text
    form = "notebook" if source.origin else format_of(source.filename, text)
    if unreadable is not None:
        return Outcome(document.name, 0, 0)
    around = api.Around(macros_around(source.filename, "markdown" if source.origin else form))
    return of_text(text, document.name, form, around)


def of_text(text: str, name: str, form: str = "markdown", around: api.Around | None = None) -> Outcome:
    """All fixes of a text applied, in as many rounds as those that overlap need."""
    around = around or api.Around()
    check = partial(api.check, format=form, around=around)
    found = check(text)
    outcome = Outcome(name, len(found), 0)
    if any(_apart(found)):
        change = mended(text, check, unsafe=True)
        unwelcome = _told(check(change.after), change.after) - _told(found, text)
        outcome = outcome._replace(taken=change.number, unwelcome=tuple(unwelcome.elements()))
    for _ in range(ROUNDS):
        chosen = list(_apart(found))
        if not chosen:
            break
        edits = [edit for each in chosen if each.fix for edit in each.fix.edits]
        after = apply(text, edits)[0]
        remaining = check(after)
        known = {(_moved(each.span.start, edits), each.rule) for each in found}
        fixed = {(_moved(each.span.start, edits), each.rule) for each in chosen}
        again = [f"{name}: {each.message}" for each in remaining if (each.span.start, each.rule) in fixed]
        others = [each for each in remaining if each.severity is not Severity.INFO]
        new = [f"{name}: {each.message}" for each in others if (each.span.start, each.rule) not in known]
        outcome = outcome._replace(
            fixes=outcome.fixes + len(chosen), again=(*outcome.again, *again), new=(*outcome.new, *new)
        )
        text, found = after, [each for each in remaining if (each.span.start, each.rule) not in fixed]
    return outcome


def _told(found: Sequence[Diagnostic], text: str) -> Counter[str]:
    """What is reported, and the characters: two mistakes of one chain may change their words when one is mended."""
    severe = (each for each in found if each.severity is not Severity.INFO)
    return Counter(f"{each.rule}: {text[each.span.start : each.span.end]}" for each in severe)


def _apart(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings whose fixes touch none of those before them."""
    taken: list[Edit] = []
    for each in found:
        edits = each.fix.edits if each.fix and each.fix.safety is not Safety.DISPLAY else ()
        meets = any(a.span.start <= b.span.end and b.span.start <= a.span.end for a in edits for b in taken)
        if edits and not meets:
            taken += edits
            yield each


def _moved(place: int, edits: Sequence[Edit]) -> int:
    """Where a place of a text is after some edits."""
    before = [edit for edit in edits if edit.span.end <= place and edit.span.start < place]
    return place + sum(len(edit.content) - (edit.span.end - edit.span.start) for edit in before)


def summary(outcomes: Sequence[Outcome]) -> str:
    """The totals."""
    lines = [printable(f"again: {each}") for outcome in outcomes for each in outcome.again]
    lines += [printable(f"new: {each}") for outcome in outcomes for each in outcome.new]
    findings, fixes = (sum(getattr(each, name) for each in outcomes) for name in ("findings", "fixes"))
    again, new = (sum(len(getattr(each, name)) for each in outcomes) for name in ("again", "new"))
    totals = f"{len(outcomes)} documents, {findings} findings, {fixes} fixes applied: {again} reported again, {new} new"
    taken, unwelcome = sum(each.taken for each in outcomes), [text for each in outcomes for text in each.unwelcome]
    lines += [printable(f"brought by --fix: {text}") for text in unwelcome]
    guarded = f"mclint --fix --unsafe-fixes: {taken} fixes applied, {len(unwelcome)} findings brought"
    return "\n".join([*lines, totals, guarded])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=corpus.CORPUS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder}: no such folder; name one with documents")
        return 0 if options.folder == corpus.CORPUS else 2
    documents = corpus.documents(options.folder)
    with ProcessPoolExecutor(options.jobs) as executor:
        outcomes = list(tqdm(executor.map(of_document, documents), total=len(documents), disable=None))
    print(summary(outcomes))
    return 1 if any(outcome.again or outcome.new for outcome in outcomes) else 0


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main())
