r"""Signs that went missing: the second `$` of a formula, the `\end` of an environment, the backslash of a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mclint.sources.environments import MARK
from mclint.sources.macros import Range
from mclint.sources.segment import Problem
from mclint.span import Span

# What only a formula begins with: a command, `f(x`, `x^`, `x_i`; not an amount of money, not a variable of a shell.
BEGINS = re.compile(r"\$(?:\\[A-Za-z]|[A-Za-z]'*(?:\([A-Za-z]'?\)|\^|_[{A-Za-z0-9](?![A-Za-z0-9])))")
# Commands that take an argument, and are no words of any language.
COMMAND = re.compile(r"(?<![\\@A-Za-z])(?:math(?:bf|rm|bb|cal|sf|scr|frak)|boldsymbol|operatorname|[dt]?frac)(?=\{)")


def is_lone_dollar(text: str, start: int, end: int) -> bool:
    """Whether the last dollar of a paragraph begins a formula that nothing ends."""
    if not BEGINS.match(text, start) or (start and (text[start - 1].isalnum() or text[start - 1] in "\\$_")):
        return False
    return text.find("$", start + 1, end) < 0


def never_closed(start: int) -> Problem:
    """The problem of such a dollar."""
    return Problem(Span(start, start + 1), "`$` is never closed", "no other $ follows in this paragraph")


def crossed(text: str, regions: Sequence[Range], hidden: Sequence[Range]) -> Iterator[Problem]:
    r"""Each `\begin{aligned}` whose next mark is `\end{align*}`: one of the two names is mistaken."""
    before: re.Match[str] | None = None
    for mark in MARK.finditer(text) if "\\begin" in text else ():
        if before is not None and mark[1] == "end" and before[1] == "begin":
            names = before[2] + before[3], mark[2] + mark[3]
            if names[0] != names[1] and _inside(before, regions) and not _inside(before, hidden):
                says = f"the environment `{names[0]}` ends as `{names[1]}`"
                yield Problem(Span(*mark.span()), says, "ends here", Span(*before.span()), "begins here")
        before = mark


def without_backslash(text: str, regions: Sequence[Range], hidden: Sequence[Range]) -> Iterator[Problem]:
    """Each `frac{` and `mathbf{` outside of code."""
    for word in COMMAND.finditer(text) if "{" in text else ():
        if _inside(word, regions) and not _inside(word, hidden):
            yield Problem(Span(*word.span()), f"`{word[0]}` has no backslash", f"`\\{word[0]}` is meant")


def _inside(mark: re.Match[str], ranges: Sequence[Range]) -> bool:
    """Whether a mark stands in one of some ranges."""
    return any(start <= mark.start() < end for start, end in ranges)
