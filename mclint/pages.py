"""The rule pages: what each rule is called, how much it matters, and the examples that test it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

from mclint.diagnostic import Severity
from mclint.records import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDERS = (os.path.join(HERE, "rule_pages"), os.path.join(os.path.dirname(HERE), "rules"))
FAMILIES = ("source", "shapes", "layout", "identities", "indices")
KEYS = ("rule", "family", "summary", "severity", "fix", "since")


class PageError(ValueError):
    """A page that does not follow the form of a page."""


class Page(NamedTuple):
    """One rule's page; `text` is the Markdown below its front matter, which begins at row `first_row` of the file."""

    name: str
    family: str
    summary: str
    severity: Severity
    fix: str
    since: str
    text: str
    path: str
    first_row: int

    @property
    def url(self) -> str:
        """Where a reader finds the page: it is installed with the program, so no network is needed."""
        from pathlib import Path

        return Path(self.path).as_uri()


class Example(NamedTuple):
    """A fenced block of a page, with the terminal text and the fixed text that follow it."""

    rule: str
    row: int
    kind: str
    language: str
    text: str
    output: str | None = None
    fixed: str | None = None

    def __str__(self) -> str:
        return f"{self.rule}:{self.row}"

    @property
    def filename(self) -> str:
        """The name by which the example appears in its own output."""
        return "example.tex" if self.language == "latex" else "example.md"


def folder() -> str:
    """Where the pages are: in the package when it is installed, beside it in a checkout."""
    for candidate in FOLDERS:
        if os.path.isdir(candidate):
            return candidate
    raise PageError(f"the rule pages are missing: there is no folder {FOLDERS[0]}")


@cache
def pages() -> tuple[Page, ...]:
    """All pages, by family and name."""
    place = folder()
    files = (os.path.join(place, name) for name in os.listdir(place) if name.endswith(".md"))
    return tuple(sorted(map(read, files), key=lambda page: (FAMILIES.index(page.family), page.name)))


@cache
def _by_name() -> dict[str, Page]:
    return {page.name: page for page in pages()}


def page(name: str) -> Page:
    """The page of a rule; KeyError where there is none."""
    return _by_name()[name]


def read(path: str) -> Page:
    """One page from its file."""
    with open(path, encoding="utf-8") as file:
        whole = file.read()
    head, fence, body = whole.removeprefix("---\n").partition("\n---\n")
    if not whole.startswith("---\n") or not fence:
        raise PageError(f"{path}: a page begins with front matter between two lines ---")
    fields = dict(_field(line, path) for line in head.splitlines() if line.strip())
    if sorted(fields) != sorted(KEYS):
        raise PageError(f"{path}: the front matter has {', '.join(fields)}, and should have {', '.join(KEYS)}")
    if f"{fields['rule']}.md" != os.path.basename(path):
        raise PageError(f"{path}: the page calls itself {fields['rule']!r}")
    if fields["family"] not in FAMILIES:
        raise PageError(f"{path}: there is no family {fields['family']!r}")
    name, family, summary, severity, fix, since = (fields[key] for key in KEYS)
    text = body.lstrip("\n")
    first_row = head.count("\n") + 4 + len(body) - len(text)
    return Page(name, family, summary, Severity(severity), fix, since, text, path, first_row)


def _field(line: str, path: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise PageError(f"{path}: the front matter line {line!r} is not of the form `key: value`")
    return key.strip(), value.strip()


def blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """The fenced blocks of a Markdown text: the row of the fence from 1, what stands after it, the content."""
    fence, info, start, content = "", "", 0, list[str]()
    for row, line in enumerate(text.splitlines(keepends=True), 1):
        bare = line.strip()
        if fence and bare == fence:
            yield start, info, "".join(content)
            fence = ""
        elif fence:
            content.append(line)
        elif line.startswith(("```", "~~~")):
            info = bare.lstrip(bare[0])
            fence, start, content = bare[: len(bare) - len(info)], row, []
            info = info.strip()


def examples(kind: str) -> tuple[Example, ...]:
    """The examples of a kind, `good` or `bad`, of all pages."""
    return tuple(example for entry in pages() for example in examples_of(entry) if example.kind == kind)


def examples_of(entry: Page) -> Iterator[Example]:
    """The examples of one page, each with the `output` and `fixed` blocks after it."""
    found: list[dict[str, str | int]] = []
    for row, info, content in blocks(entry.text):
        language, _, kind = info.partition(" ")
        if kind in ("good", "bad"):
            found.append({"row": row + entry.first_row - 1, "kind": kind, "language": language, "text": content})
        elif kind in ("output", "fixed") and found:
            found[-1][kind] = content
    for fields in found:
        yield Example(entry.name, **fields)  # type: ignore[arg-type]
