"""What the command line says before its options are looked at, and the way that needs no parser.

argparse takes a twentieth of the time of a short run, and most runs name files and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from argparse import Namespace

OVERVIEW = """usage: mclint [check] PATH... [options]

Proofread the matrix calculus in LaTeX and Markdown.

commands:
  check     report what is wrong in files and folders (may be left out)
  coverage  list every equation with its verdict
  derive    differentiate a matrix expression
  explain   print the page of a rule or an identity, or list the rules
  shapes    list every symbol with its shape and the reason
  server    run the language server on standard input and output

options:
  --help     this text; `mclint check --help` lists the options of a command
  --version  the version

exit status: 0 nothing to report; 1 findings; 2 wrong usage, a missing path, or an internal error"""


class UsageError(Exception):
    """The command line cannot be followed; the message is one sentence."""


def plain(given: Sequence[str]) -> Namespace | None:
    """The options of `mclint check` where only files and folders are named; None where there is anything else."""
    if any(word.startswith("-") for word in given):
        return None
    chosen = SimpleNamespace(
        paths=list(given),
        output_format="text",
        stdin_filename="",
        layout=None,
        config=None,
        isolated=False,
        force_exclude=False,
        jobs=0,
        color="auto",
        select=None,
        ignore=None,
        extend_select=None,
        statistics=False,
        exit_zero=False,
        quiet=False,
        fix=False,
        unsafe_fixes=False,
        diff=False,
    )
    return cast("Namespace", chosen)
