"""How often mclint finds the right equation again: a fix for each mutant that it refutes.

    python tests/ecosystem/repairs.py                     one mutant of each verified equation
    python tests/ecosystem/repairs.py notes/ --seed 2     another folder, another choice

Every equation that mclint verifies is changed by one token (mutants.py), written into its document and judged there.
For those that are refuted the smallest edit is searched and applied. Printed are the shares of mutants with a fix; of
fixes that hold for fresh samples; of equations that are verified when the document is judged again; of fixes that
restore the author's equation up to equivalence and change at most 1.5 times the characters that the mutation changed;
and the processor time that a finding takes. A fix of the other side than the changed one restores nothing, however
true it is.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import NamedTuple

import corpus
import numpy as np
from mutants import mutants
from mutation import Choice, opened, rank

from mclint.diagnostic import Edit
from mclint.document.classify import Step
from mclint.document.document import Document
from mclint.document.scope import Scope
from mclint.fixes import apply
from mclint.repairs.search import Repair, repair
from mclint.report.terminal import printable
from mclint.span import Source, Span
from mclint.syntax.parser import parse_text
from mclint.syntax.printer import latex
from mclint.syntax.tree import Expr
from mclint.syntax.walk import rewrite
from mclint.values.attempts import Attempt
from mclint.values.draws import Draw, needs_positive, operations
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.review import Review, review
from mclint.values.verdict import Holds, Refuted
from mclint.values.verify import judge

FRESH = (*map(Draw, (21, 22, 23)), *(Draw(seed, turned=True) for seed in (24, 25, 26)))


class Case(NamedTuple):
    """A refuted mutant: what was changed, what the fix made of it, and how well."""

    place: str
    kind: str
    original: str
    mutant: str
    fixed: str  # "" where there is no fix
    advice: str
    confirmed: bool
    clean: bool
    restored: bool
    ratio: float  # characters that the fix changes, by those that the mutation changed
    seconds: float


def of_document(document: corpus.Document, choice: Choice) -> list[Case]:
    """The refuted mutants of one document, as far as the time goes."""
    found = opened(document)
    if found is None:
        return []
    end = time.monotonic() + choice.seconds
    return list(of_text(found, choice, document.name, end))


def of_text(document: Document, choice: Choice, name: str, end: float) -> Iterator[Case]:
    """The refuted ones among the chosen mutants of all equations that are verified in a document."""
    results = {result.step.span: result for result in review(document).results}
    for _, steps in groupby(document.steps, key=lambda pair: pair[0].chain):
        chain = list(steps)
        for place, (step, scope) in enumerate(chain):
            result = results.get(step.span)
            if result is None or result.status != "verified" or time.monotonic() > end:
                continue
            row = document.source.position(step.span.start)[0]
            sides = [(False, kind, side) for kind, side in mutants(step.right, (step.left, step.right))]
            ranked = sorted(sides, key=lambda each: rank(choice.seed, name, row, each))
            for _, kind, side in ranked[: choice.each or None]:
                written = _respelled(document, chain[:place], step, scope, latex(side))
                if written is None or written.steps[-1][0].right != side:
                    continue
                again = review(written).results[-1]
                if again.status == "wrong":
                    yield _mended(f"{name}:{row}", kind, result, written, again, chain[:place])


def _respelled(
    document: Document, before: list[tuple[Step, Scope]], step: Step, scope: Scope, text: str, on_left: bool = False
) -> Document | None:
    """The document with a step of which one side is spelled so, and which is its last."""
    span = (step.left if on_left else step.right).span
    parsed = parse_text(text, document.macros)
    if len(parsed.formulas) != 1 or parsed.formulas[0].relation.signs or parsed.problems:
        return None
    side = _moved(parsed.formulas[0].relation.parts[0], span.start)
    whole = document.source.text
    source = Source(whole[: span.start] + text + whole[span.end :], document.source.filename)
    more = len(text) - (span.end - span.start)
    left, right = (side, _moved(step.right, more)) if on_left else (step.left, side)
    end = (step.span.end if on_left else span.end) + more
    changed = step._replace(left=left, right=right, span=Span(step.span.start, end))
    piece = next(
        ((s, p) for s, p in document.pieces if s.is_math and s.span.start <= span.start and span.end <= s.span.end),
        None,
    )
    if piece is None:
        return None
    first = piece[0].first
    segment = piece[0]._replace(span=Span(piece[0].span.start, end), text=source.text[first:end], starts=None)
    return document._replace(source=source, steps=(*before, (changed, scope)), lone=(), pieces=((segment, piece[1]),))


def _moved(expr: Expr, offset: int) -> Expr:
    def moved(node: Expr) -> Expr:
        return replace(node, span=Span(node.span.start + offset, node.span.end + offset))

    return rewrite(expr, moved)


def _mended(
    place: str, kind: str, original: Result, document: Document, result: Result, before: list[tuple[Step, Scope]]
) -> Case:
    """A mutant with the fix that is offered for it, and how good that is."""
    step, mutant = result.step, document.source.slice(result.step.right.span)
    author = latex(original.step.right)
    start = time.process_time()
    found = _repair(document, result)
    seconds = time.process_time() - start
    if found is None:
        return Case(place, kind, author, mutant, "", "", False, False, False, 0.0, seconds)
    on_left = found.fix.edits[0].span.start < step.right.span.start
    span = (step.left if on_left else step.right).span
    whole = apply(document.source.text, found.fix.edits)[0]
    fixed = whole[span.start : len(whole) - len(document.source.text) + span.end]
    changed = _size(found.fix.edits) if on_left else _distance(mutant, fixed)
    ratio = changed / max(1, _distance(author, mutant))
    again = _respelled(document, before, step, result.scope, fixed, on_left)
    last = review(again).results[-1] if again is not None else None
    clean, confirmed = last is not None and last.status == "verified", last is not None and _confirmed(last)
    restored = clean and not on_left and last is not None and _restores(original, last)
    return Case(place, kind, author, mutant, fixed, found.fix.message, confirmed, clean, restored, ratio, seconds)


def _repair(document: Document, result: Result) -> Repair | None:
    return repair(Review(document, (result,), ()), result)


def _restores(original: Result, last: Result) -> bool:
    """Whether a fixed right side says what the author's says: beside the same left side, in the same layout."""
    both = (each.verdict.layouts for each in (original, last) if isinstance(each.verdict, Holds))
    same = judge(Trial(original.step.right, last.step.right, last.scope, (last.left,)), False)
    return bool(frozenset.intersection(*both)) and not isinstance(same, Refuted)


def _confirmed(result: Result) -> bool:
    """Whether an equation holds for six samples that nobody looked at, and is false for none."""
    trial = Trial(result.left, result.step.right, result.scope)
    verdict = judge(trial, result.step.chained)
    if not isinstance(verdict, Holds):
        return False
    trial.assumed = {key: frozenset({what}) for key, what in verdict.assumptions}  # a hat matrix is symmetric
    equal = ("equal", "different") if verdict.assumptions else ("equal",)
    attempt = next((each for each in trial.attempts if each.outcome in equal), None)
    if attempt is None or attempt.trees is None:
        return False
    outcomes = Counter(_outcome(trial, attempt, draw) for draw in FRESH)
    return outcomes["equal"] >= 2 and not outcomes["different"]


def _outcome(trial: Trial, attempt: Attempt, draw: Draw) -> str:
    assert attempt.trees is not None
    try:
        draw = draw._replace(positive=needs_positive(operations(attempt.trees)))
        return trial.sampled(attempt.inference, *attempt.trees, draw).outcome
    except np.linalg.LinAlgError:
        return "unclear"


def _size(edits: Sequence[Edit]) -> int:
    return sum(edit.span.end - edit.span.start + len(edit.content) for edit in edits)


def _distance(one: str, other: str) -> int:
    """How many characters are taken away and brought between two texts."""
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum((b - a) + (d - c) for tag, a, b, c, d in codes if tag != "equal")


def summary(found: Sequence[Case]) -> str:
    """The shares, in total and by kind of change, and the time."""
    lines = [f"refuted mutants: {len(found)}"]
    kinds = Counter(case.kind for case in found)
    for kind in (*sorted(kinds), "all"):
        cases = [case for case in found if kind in (case.kind, "all")]
        fixed = [case for case in cases if case.fixed]
        restored = sum(case.restored and case.ratio <= 1.5 for case in fixed)
        lines.append(
            f"  {kind:18} {len(cases):6}  fixed {_share(len(fixed), len(cases))}"
            f"  confirmed {_share(sum(case.confirmed for case in fixed), len(fixed))}"
            f"  clean {_share(sum(case.clean for case in fixed), len(fixed))}"
            f"  restored by a small edit {_share(restored, len(fixed))} of fixes"
        )
    times = sorted(1e3 * case.seconds for case in found)
    if times:
        lines.append(
            f"time a finding: median {median(times):.0f} ms, 95 % below {times[int(0.95 * len(times))]:.0f} ms"
        )
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):5.1f} %"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    options = _parser().parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder}: no such folder; name one with documents")
        return 0 if options.folder == corpus.CORPUS else 2
    documents = sorted(corpus.documents(options.folder), key=lambda each: -each.file.stat().st_size)
    examine = partial(of_document, choice=Choice(options.each, options.seed, options.timeout))
    found = corpus.examined(examine, documents[:: options.every], options.jobs)
    for case in found:
        if options.verbose or not (case.restored and case.confirmed) or case.ratio > 1.5:
            print(printable(f"{case.place} {case.kind}\n  was {case.original}\n  now {case.mutant}"))
            print(
                printable(
                    f"  fix {case.fixed or 'none'} ({case.advice}, {case.ratio:.1f}, {case.seconds * 1e3:.0f} ms)"
                    f"{'' if case.restored or not case.fixed else ' another equation'}"
                    f"{'' if case.confirmed or not case.fixed else ' NOT CONFIRMED'}"
                )
            )
    print(summary(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=corpus.CORPUS)
    parser.add_argument("--each", type=int, default=1, help="mutants of each equation, 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="which mutants are chosen")
    parser.add_argument("--every", type=int, default=1, help="only each n-th document")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds that one document may take")
    parser.add_argument("--verbose", action="store_true", help="print the good fixes too")
    return parser


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main())
