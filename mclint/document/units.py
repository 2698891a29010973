"""The parts of a text in which a letter may be meant anew: sections, theorems, exercises."""

from __future__ import annotations

import re
from bisect import bisect_right

from mclint.patterns import regex

KINDS = "theorem|lemma|proposition|corollary|exercise|problem|question|example"
START = regex(
    r"^[ ]{0,3}#{1,6}[ ]|\\(?:chapter|(?:sub){0,2}section)\b"
    rf"|\\begin[ ]?\{{(?:{KINDS}|thm|prop|cor|lem|ex)\*?\}}"
    rf"|^[ >*_]{{0,8}}(?:{KINDS})s?\b(?=[ ]?(?:\d|[*_.:(]))",
    re.M | re.I,
)
LOCAL = {"section", "subsection", "proof", "exercise", "problem", "example", "question", "theorem", "lemma"}


class Units:
    """Where such parts begin in a text; they are looked for when first asked after."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    def between(self, start: int, end: int) -> bool:
        """Whether a part begins between two places."""
        if self._starts is None:
            self._starts = [match.start() for match in START.finditer(self.text)]
        return bisect_right(self._starts, start) < bisect_right(self._starts, end)


def is_lasting(words: str) -> bool:
    """Whether a sentence speaks of all that follows: "throughout, A is symmetric", not "throughout this section"."""
    _, found, after = words.lower().partition("throughout")
    if not found and not any(each in words.lower() for each in ("henceforth", "from now on")):
        return False
    return not LOCAL.intersection(each.strip(",.:;") for each in after.split()[:3])
