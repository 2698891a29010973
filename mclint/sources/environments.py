r"""The environments that hold mathematics, and the pairs of `\begin` and `\end` in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.commands import names
from mclint.sources.macros import Macros
from mclint.sources.segment import Problem
from mclint.span import Span

MOST_PROBLEMS = 20
DISPLAYS = names("""
    equation align aligned alignat xalignat xxalignat alignedat flalign gather gathered multline eqnarray displaymath
    dmath dseries dgroup darray empheq subeqnarray split IEEEeqnarray math
""")
MARK = regex(r"\\(begin|end)[ \t]*\{(" + "|".join(sorted(DISPLAYS)) + r")(\*?)\}")
ALIAS = regex(
    r"\s*(?:\\(begin|end)[ \t]*\{(" + "|".join(sorted(DISPLAYS)) + r")(\*?)\}|\\([\[\]]))\s*(?:\\label\{[^{}]*\})?\s*"
)
ARGUMENT = regex(r"[ \t]*\{[^{}\n]*\}")
OPTION = regex(r"[ \t]*\[[^\][\n\\]*\]")
WITH_ARGUMENT = frozenset({"alignat", "xalignat", "xxalignat", "alignedat", "IEEEeqnarray", "empheq"})
WITH_OPTION = frozenset({"aligned", "alignedat", "gathered", "dmath", "IEEEeqnarray", "empheq"})


class Environment(NamedTuple):
    r"""`\begin{name}` at `start`, its content at `first:last`, the end of `\end{name}` at `end`."""

    name: str
    start: int
    first: int
    last: int
    end: int


class Pairs(NamedTuple):
    r"""The displays of a text by the offset of their `\begin`, and the ones that never end."""

    closed: dict[int, Environment]
    unclosed: tuple[re.Match[str], ...]


def pairs(text: str) -> Pairs:
    r"""Each `\begin{align}` with the `\end{align}` before the next `\begin{align}`: none of these nests in itself."""
    closed: dict[int, Environment] = {}
    unclosed: list[re.Match[str]] = []
    opened: dict[str, re.Match[str]] = {}
    for mark in MARK.finditer(text) if "\\begin" in text else ():
        name = mark[2] + mark[3]
        previous = opened.pop(name, None)
        if mark[1] == "begin":
            opened[name] = mark
            if previous:
                unclosed.append(previous)
        elif previous:
            first = min(_content(text, previous), mark.start())
            closed[previous.start()] = Environment(name, previous.start(), first, mark.start(), mark.end())
    unclosed.extend(opened.values())
    return Pairs(closed, tuple(sorted(unclosed, key=lambda mark: mark.start())))


def named_displays(macros: Macros) -> dict[str, tuple[str, str]]:
    r"""The macros that stand for `\begin{equation}` or `\end{equation}`, with the side and the name."""
    found: dict[str, tuple[str, str]] = {}
    for name, macro in macros.table.items():
        if not macro.parameters and "\\" in macro.body and name.isalpha() and (mark := ALIAS.fullmatch(macro.body)):
            side = mark[1] or ("begin" if mark[4] == "[" else "end")
            found[name] = (side, (mark[2] or "displaymath") + (mark[3] or ""))
    return found


def named_pairs(text: str, aliases: Mapping[str, tuple[str, str]]) -> dict[int, Environment]:
    r"""The displays between such macros: `\be … \ee`."""
    closed: dict[int, Environment] = {}
    opened: dict[str, re.Match[str]] = {}
    for mark in re.finditer(rf"\\({'|'.join(sorted(aliases))})(?![A-Za-z@])", text) if aliases else ():
        side, name = aliases[mark[1]]
        if side == "begin":
            opened[name] = mark
        elif start := opened.pop(name, None):
            closed[start.start()] = Environment(name, start.start(), start.end(), mark.start(), mark.end())
    return closed


def never_ends(mark: re.Match[str]) -> Problem:
    """The problem of an environment without its end."""
    name = mark[2] + mark[3]
    label = f"no \\end{{{name}}} follows"
    return Problem(Span(mark.start(), mark.end()), f"the environment `{name}` never ends", label)


def _content(text: str, mark: re.Match[str]) -> int:
    first = mark.end()
    if mark[2] in WITH_OPTION and (option := OPTION.match(text, first)):
        first = option.end()
    if mark[2] in WITH_ARGUMENT and (argument := ARGUMENT.match(text, first)):
        first = argument.end()
    return first
