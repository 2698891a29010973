"""The mutation score: does mclint still call an equation verified when one token of it is wrong?

    python tests/ecosystem/mutation.py                     one mutant of each verified equation
    python tests/ecosystem/mutation.py --each 0            all mutants, which takes long
    python tests/ecosystem/mutation.py notes/ --seed 2     another folder, another choice

Every equation that mclint verifies in the documents is changed by one token (mutants.py) and judged again where it
stands. A mutant that is as true as the equation, by a numeric comparison that shares nothing with mclint's own
(reference.py), does not count. The others survive where mclint still verifies them: a reading acquits what is false.
The score is the share that does not survive; the share that is refuted is printed beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import corpus
from mutants import mutants
from reference import FORMS, equivalent

from mclint.config import Config
from mclint.document.classify import has_derivative, is_zero
from mclint.document.document import Document, read
from mclint.document.statement import Property
from mclint.project import macros_around
from mclint.report.terminal import printable
from mclint.runner import Job, _read
from mclint.shapes.dim import Compound, Dim, Unknown
from mclint.sources.reader import format_of
from mclint.syntax.printer import latex
from mclint.syntax.tree import Expr
from mclint.values.attempts import Attempt
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.review import review
from mclint.values.verdict import Holds, by_convention
from mclint.values.verify import judge

MULTIPLES = ("sign flipped", "factor inserted", "factor removed")  # of zero are zero
SIZES = (3, 4, 2, 5, 6)


class Mutant(NamedTuple):
    """A changed equation, and what mclint says of it: verified, wrong, read or skipped."""

    repository: str
    path: str
    row: int
    kind: str
    equation: str
    mutant: str
    status: str
    because: str
    equivalent: bool


class Choice(NamedTuple):
    """How many mutants of each equation, which ones, and how long a document may take."""

    each: int = 1
    seed: int = 1
    seconds: float = 600.0


def opened(document: corpus.Document) -> Document | None:
    """A document as mclint reads it in its project; None where it cannot."""
    source, unreadable = _read(Job(str(document.file), str(document.file), "check", Config()))
    if unreadable is not None:
        return None
    form = format_of(source.filename, source.text)
    return read(source, form, macros_around(source.filename, form))


def of_document(document: corpus.Document, choice: Choice) -> list[Mutant]:
    """The mutants of one document, as far as the time goes."""
    found = opened(document)
    if found is None:
        return []
    end = time.monotonic() + choice.seconds
    mutated = of_text(found, choice, document.name, end)
    return [mutant._replace(repository=document.repository, path=document.path) for mutant in mutated]


def of_text(document: Document, choice: Choice, name: str = "", end: float = float("inf")) -> Iterator[Mutant]:
    """The chosen mutants of all equations that are verified in a document."""
    results = {result.step.span: result for result in review(document).results}
    for _, steps in groupby(document.steps, key=lambda pair: pair[0].chain):
        chain = list(steps)
        for place, (step, scope) in enumerate(chain):
            result = results.get(step.span)
            if result is None or result.status != "verified" or time.monotonic() > end:
                continue
            row = document.source.position(step.span.start)[0]
            sides = [(False, kind, side) for kind, side in mutants(step.right, (step.left, step.right))]
            if place == 0:
                sides += [(True, kind, side) for kind, side in mutants(step.left, (step.left, step.right))]
            ranked = sorted(sides, key=lambda each: rank(choice.seed, name, row, each))
            for on_left, kind, side in ranked[: choice.each or None]:
                changed = step._replace(**{"left" if on_left else "right": side})
                alone = document._replace(steps=(*chain[:place], (changed, scope)), lone=())
                again = review(alone).results[-1]
                same = again.status == "verified" and (
                    (is_zero(step.right) and kind in MULTIPLES) or _equivalent(result, again, side, on_left)
                )
                equation, mutant = (f"{latex(each.left)} = {latex(each.right)}" for each in (step, changed))
                yield Mutant("", "", row, kind, equation, mutant, again.status, _because(again), same)


def rank(seed: int, name: str, row: int, side: tuple[bool, str, Expr]) -> bytes:
    """A place in an order that depends on nothing but the seed and the mutant."""
    return hashlib.blake2b(f"{seed} {name} {row} {side[0]} {side[1]} {latex(side[2])}".encode()).digest()


def _because(result: Result) -> str:
    """The layouts and assumptions of what is verified, the reason of what is not."""
    if isinstance(result.verdict, Holds):
        assumed = (f"{key} {what.value}" for key, what in result.verdict.assumptions)
        return "; ".join((",".join(sorted(result.verdict.layouts)), *assumed))
    return result.reason


def _equivalent(result: Result, again: Result, side: Expr, on_left: bool) -> bool:
    """Whether the changed side has the value of the old one, or its transpose where that is another layout."""
    trial = Trial(result.left, result.step.right, result.scope)
    judge(trial, result.step.chained)
    attempt = next((each for each in trial.attempts if each.outcome == "equal"), None)
    if attempt is None:
        return False
    forms = {key: _form(result, key) for key in attempt.inference.symbols}
    for verdict in (result.verdict, again.verdict):
        if isinstance(verdict, Holds):
            forms.update({key: "symmetric" for key, what in verdict.assumptions if what is Property.SYMMETRIC})
    before = result.step.left if on_left else result.step.right
    turned = has_derivative(result.left) or has_derivative(result.step.right)
    shapes, other = _shapes(attempt), result.step.right if on_left else result.left
    # A side that became the other one: n = k with k for n.
    return any(equivalent(each, side, shapes, forms, turned) for each in (before, other))


def _form(result: Result, key: str) -> str:
    """What a symbol is by what the document says of it."""
    properties = result.scope.of(key).properties or by_convention(key)
    named = {what.value for what in properties}
    if named & {"symmetric", "positive definite", "positive semidefinite"}:
        return "symmetric"
    return next((form for form in FORMS if form in named), "")


def _shapes(attempt: Attempt) -> dict[object, tuple[int, int]]:
    """Small sizes for the symbols and all parts of a typed equation."""
    sizes: dict[Dim, int] = {}
    find = attempt.inference.find

    def size(dim: Dim) -> int:
        if isinstance(dim, int):
            return min(dim, 6)
        if isinstance(dim, Compound):
            parts = [size(find((part, part))[0]) for part in dim.parts]
            return parts[0] * parts[-1] if dim.sign == "*" else sum(parts)
        if isinstance(dim, Unknown) and not dim.plural:
            return 1
        return sizes.setdefault(dim, SIZES[len(sizes) % len(SIZES)])

    shapes: dict[object, tuple[int, int]] = {}
    for tree in attempt.trees or ():
        stack = [tree]
        while stack:
            node = stack.pop()
            rows, columns = find(node.shape)
            shapes.setdefault(node.span, (size(rows), size(columns)))
            stack.extend(node.args)
    for key, typed in attempt.inference.symbols.items():
        rows, columns = find(typed.shape)
        shapes[key] = size(rows), size(columns)
    return shapes


def score(found: Sequence[Mutant]) -> tuple[float, float]:
    """The shares of mutants that count which are not verified, and which are wrong."""
    counted = [mutant for mutant in found if not mutant.equivalent]
    number = max(1, len(counted))
    killed = sum(mutant.status != "verified" for mutant in counted)
    return killed / number, sum(mutant.status == "wrong" for mutant in counted) / number


def summary(found: Sequence[Mutant]) -> str:
    """The score, in total and by kind of change."""
    kinds = Counter(mutant.kind for mutant in found)
    lines = [
        f"mutants: {len(found)}, of which {sum(each.equivalent for each in found)} are equivalent and do not count"
    ]
    for kind, number in (*sorted(kinds.items()), ("all", len(found))):
        killed, refuted = score([mutant for mutant in found if kind in (mutant.kind, "all")])
        lines.append(f"  {kind:18} {number:6}  not verified {100 * killed:5.1f} %  refuted {100 * refuted:5.1f} %")
    lines.append(f"mutation score: {100 * score(found)[0]:.2f} %")
    return "\n".join(lines)


def survivors(found: Sequence[Mutant]) -> Iterator[str]:
    """The mutants that mclint verifies though they are false."""
    for mutant in found:
        if mutant.status == "verified" and not mutant.equivalent:
            yield printable(f"{mutant.repository} {mutant.path}:{mutant.row}: {mutant.kind} ({mutant.because})")
            yield f"  was {printable(mutant.equation)}\n  now {printable(mutant.mutant)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    options = _parser().parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder}: no such folder; name one with documents")
        return 0 if options.folder == corpus.CORPUS else 2
    examine = partial(of_document, choice=Choice(options.each, options.seed, options.timeout))
    found = corpus.examined(examine, corpus.documents(options.folder), options.jobs)
    print("\n".join((*survivors(found), summary(found))))
    if options.json:
        records: list[dict[str, Any]] = [mutant._asdict() for mutant in found]
        options.json.write_text(json.dumps(records) + "\n", encoding="utf-8")
    return 0 if score(found)[0] >= options.least else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=corpus.CORPUS)
    parser.add_argument("--each", type=int, default=1, help="mutants of each equation, 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="which mutants are chosen")
    parser.add_argument("--least", type=float, default=0.0, help="exit status 1 where the score is lower")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all mutants")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds that one document may take")
    return parser


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main())
