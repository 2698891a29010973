"""The options of the command line, and how errors in them are told."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from mclint.arguments import UsageError
from mclint.config import LAYOUTS

FORMATS = ("text", "concise", "json", "github", "sarif")


class Parser(argparse.ArgumentParser):
    """A parser whose errors are sentences of ours."""

    def error(self, message: str) -> NoReturn:
        """Raise the message instead of printing the usage."""
        raise UsageError(f"{message} (see `{self.prog} --help`)")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def on_files(command: str, description: str, formats: Sequence[str]) -> Parser:
    """The options that all commands on files share."""
    parser = Parser(prog=f"mclint {command}", description=description, allow_abbrev=False)
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input")
    add("--output-format", choices=formats, default="text", help="how to print (default: text)")
    add("--stdin-filename", metavar="NAME", default="", help="the name of what is read from -")
    add("--layout", choices=LAYOUTS, help="the layout that the notes keep (default: auto)")
    settings = parser.add_mutually_exclusive_group()
    settings.add_argument("--config", metavar="FILE", help="settings to use instead of the closest ones")
    settings.add_argument("--isolated", action="store_true", help="follow no settings file")
    add("--force-exclude", action="store_true", help="leave out excluded files even when they are named")
    add("--jobs", type=_count, default=0, metavar="N", help="how many processes (default: as needed)")
    _add_color(parser)
    return parser


def _add_color(parser: Parser) -> None:
    choices = ("auto", "always", "never")
    parser.add_argument("--color", choices=choices, default="auto", help="when to use colour (default: auto)")


def of_check() -> Parser:
    """The options of `mclint check`."""
    parser = on_files("check", "Report what is wrong in files and folders.", FORMATS)
    for name, text in (("select", "only these"), ("ignore", "not these"), ("extend-select", "these too")):
        parser.add_argument(f"--{name}", type=_names, action="append", metavar="NAMES", help=f"rules, families: {text}")
    parser.add_argument("--fix", action="store_true", help="apply the fixes that keep the meaning, and write the files")
    parser.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: those of formulas too")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    parser.add_argument("--statistics", action="store_true", help="print how often each rule found something")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 even when there are findings")
    parser.add_argument("--quiet", action="store_true", help="print findings only, no closing line")
    return parser


def of_explain() -> Parser:
    """The options of `mclint explain`."""
    parser = Parser(prog="mclint explain", description="Print a rule's page, or list the rules.", allow_abbrev=False)
    parser.add_argument("rule", nargs="?", metavar="RULE", help="the name of a rule")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="how to print")
    _add_color(parser)
    return parser


def of_derive() -> Parser:
    """The options of `mclint derive`."""
    parser = Parser(prog="mclint derive", description="Differentiate a matrix expression.", allow_abbrev=False)
    add = parser.add_argument
    add(
        "expression", metavar="EXPR", help=r"what to differentiate, in LaTeX: 'x^\top A x'; 'd(A X)' for a differential"
    )
    add("--wrt", default="", metavar="X", help="the variable; without it, the differential in all symbols")
    add("--shape", action="append", default=[], metavar="A=m,n", help="rows and columns of a symbol; `x=n` is a column")
    add(
        "--assume",
        action="append",
        default=[],
        metavar="A=symmetric",
        help="a property of a symbol, `A is symmetric` too",
    )
    add("--layout", choices=LAYOUTS[1:], default="denominator", help="of the result (default: denominator)")
    add("--order", type=int, choices=(1, 2), default=1, help="2 for the second derivative")
    add("--output", choices=("text", "latex", "numpy", "sympy"), default="text", help="how to print (default: text)")
    add("--check", action="store_true", help="print how far it is from the exact derivative at random values")
    return parser


def of_server() -> Parser:
    """The options of `mclint server`: none yet, but it can be asked for help."""
    return Parser(prog="mclint server", description="Run the language server on standard input and output.")
