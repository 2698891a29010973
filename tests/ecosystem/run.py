"""Run mclint over a folder of documents, say what came of each and of all, and compare with before.

    python tests/ecosystem/run.py                          the corpus beside the project, where it is
    python tests/ecosystem/run.py notes/ --json now.json   another folder; what was found is written down
    python tests/ecosystem/run.py --compare before.json    findings that came or went since an earlier run
    python tests/ecosystem/run.py --verdicts               findings against the verdicts of verdicts.tsv

`--python` runs the mclint of another environment. Exit status 1 where a document crashed or took too long.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import show
from changes import changes
from corpus import CORPUS, documents
from survey import Outcome, as_json, from_json, survey
from tqdm import tqdm
from verdicts import compare, load


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    options = _parser().parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder}: no such folder; name one with documents")
        return 0 if options.folder == CORPUS else 2
    found = documents(options.folder)
    running = survey(found, options.python, options.jobs, options.timeout)
    outcomes = sorted(tqdm(running, total=len(found), unit="document", disable=options.quiet or None))
    if options.json:
        options.json.write_text(json.dumps(as_json(outcomes)) + "\n", encoding="utf-8")
    _print(outcomes, options)
    return 1 if any(outcome.crash or outcome.timeout for outcome in outcomes) else 0


def _print(outcomes: list[Outcome], options: argparse.Namespace) -> None:
    if not options.quiet:
        print("\n\n".join(show.document(outcome) for outcome in outcomes if outcome.equations or outcome.crash), "\n")
    print(show.summary(outcomes))
    if options.compare:
        before = from_json(json.loads(options.compare.read_text(encoding="utf-8")))
        print(show.changed(changes(before, outcomes)))
    if options.verdicts:
        print(show.judged(compare(outcomes, load())))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found")
    parser.add_argument("--compare", type=Path, metavar="EARLIER", help="list what is new and gone since that run")
    parser.add_argument("--verdicts", action="store_true", help="hold the findings against verdicts.tsv")
    parser.add_argument("--python", default=sys.executable, help="the interpreter of another environment with mclint")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds that one document may take")
    parser.add_argument("--quiet", action="store_true", help="the totals alone, without progress")
    return parser


if __name__ == "__main__":
    sys.exit(main())
