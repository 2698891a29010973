"""The catalogue of identities: the pages of rules/identities, which are notes that mclint itself reads and verifies.

A page begins with its declarations. Then comes one section per identity: its name, a sentence about it, what it needs
beside the declarations of the page, the identity in displays, its source, and what it is mistaken for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache

from mclint.pages import folder
from mclint.records import NamedTuple

LED = "In {} layout:"
LAYOUTS = {LED.format(layout): layout for layout in ("numerator", "denominator", "hybrid")}
MISTAKEN = "Mistaken for:"
SOURCE = "Source: "
FENCE = "```"  # of the displays, which GitHub shows in this form as they are written
INDEX = "README"


class Display(NamedTuple):
    """A display of an entry: its row, the layout that it is expressly in, and whether it is a usual mistake."""

    row: int
    latex: str
    layout: str = ""
    is_mistaken: bool = False


class Entry(NamedTuple):
    """One identity, with the place of its heading; `setting` is what it declares for itself."""

    name: str
    page: str
    row: int
    sentence: str
    setting: str
    displays: tuple[Display, ...]
    source: str

    @property
    def identities(self) -> tuple[Display, ...]:
        """What is true, once for each layout that matters."""
        return tuple(each for each in self.displays if not each.is_mistaken)

    @property
    def mistaken(self) -> tuple[Display, ...]:
        """What it is mistaken for."""
        return tuple(each for each in self.displays if each.is_mistaken)


def names() -> list[str]:
    """The pages of the catalogue, without the page that lists them."""
    found = {name.removesuffix(".md") for name in os.listdir(_folder()) if name.endswith(".md")}
    return sorted(found - {INDEX})


def text(page: str) -> str:
    """The text of a page."""
    with open(os.path.join(_folder(), f"{page}.md"), encoding="utf-8") as file:
        return file.read()


@cache
def entries() -> tuple[Entry, ...]:
    """All identities, in the order of the pages."""
    return tuple(entry for page in names() for entry in _entries(page))


def head(page: str) -> str:
    """What a page declares for all of its entries."""
    return text(page).partition("\n## ")[0]


def section(name: str) -> str:
    """The section of an identity below what its page declares; "" where there is none of this name."""
    for page in names():
        for part in text(page).split("\n## ")[1:]:
            if part.startswith(f"{name}\n"):
                return f"{head(page).rstrip()}\n\n## {part.rstrip()}\n"
    return ""


def _folder() -> str:
    return os.path.join(folder(), "identities")


def _entries(page: str) -> Iterator[Entry]:
    lines = text(page).splitlines()
    starts = [row for row, line in enumerate(lines) if line.startswith("## ")]
    for start, end in zip(starts, (*starts[1:], len(lines)), strict=True):
        yield _entry(page, lines[start:end], start + 1)


def _entry(page: str, lines: Sequence[str], first: int) -> Entry:
    displays: list[Display] = []
    prose: list[str] = []
    layout, mistaken, is_math = "", False, False
    for row, line in enumerate(lines[1:], first + 1):
        if line.startswith(FENCE):
            is_math = not is_math
        elif is_math:
            displays.append(Display(row, line, layout, mistaken))
            layout = ""
        elif line in LAYOUTS:
            layout = LAYOUTS[line]
        elif line == MISTAKEN:
            mistaken = True
        elif line:
            prose.append(line)
    said = [line for line in prose if not line.startswith(SOURCE)]
    sources = [line.removeprefix(SOURCE) for line in prose if line.startswith(SOURCE)]
    return Entry(
        lines[0].removeprefix("## "), page, first, said[0] if said else "", " ".join(said[1:]), tuple(displays),
        " ".join(sources),
    )  # fmt: skip
