"""What mclint says of the pages of the catalogue: each is checked once, whatever asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from mclint import api
from mclint.diagnostic import Diagnostic
from mclint.values import catalogue
from mclint.values.records import Equation


def row_finder(text: str) -> Callable[[int], int]:
    """What tells the row of a place in a text."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return lambda place: bisect_right(starts, place)


class Page:
    """A page of the catalogue, checked once."""

    def __init__(self, name: str) -> None:
        text = catalogue.text(name)
        self.found, self.equations = api.examine(text, filename=f"{name}.md")
        self.row_at = row_finder(text)

    def equations_in(self, row: int) -> list[Equation]:
        """The equations of a row."""
        return [each for each in self.equations if self.row_of(each) == row]

    def findings_in(self, row: int) -> list[Diagnostic]:
        """The findings of a row."""
        return [each for each in self.found if self.row_of(each) == row]

    def row_of(self, what: Diagnostic | Equation) -> int:
        """The row in which something begins."""
        return self.row_at(what.span.start)


page = cache(Page)
