"""What dialects of Markdown add to it: directives that hold Markdown, comments and code of other kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mclint.patterns import regex
from mclint.sources.commands import names
from mclint.sources.macros import Range

BRACED = regex(r"^(\s*(?:`{3,}|~{3,}))(\}+\s*)$")
DIRECTIVE = regex(r"([ \t>]*)(`{3,}|~{3,}|:{3,})[ \t]*\{([=\w:.-]+)\}")
CLOSING = regex(r"[ \t>]*(`{3,}|~{3,})[ \t]*$")
OPENING = regex(r"[ \t>]*(`{3,}|~{3,})(.*)$")
OPTION = regex(r"[ \t>]*(?::[\w-]+:|---[ \t]*$)")
YAML = regex(r"\s*(?:#|[\w\"'][\w .\"'-]*[ \t]*:|- |%)")
TOML = regex(r"\s*(?:#|\[|[\w\"'][\w.\"'-]*[ \t]*=)")
MOST_LINES = 400
# Of MyST and Jupyter Book; a fence with another name holds code, a figure or a list of files.
HOLDING_MARKDOWN = names("""
    note tip important warning caution attention danger error hint seealso admonition dropdown details toggle topic
    sidebar margin aside epigraph pull-quote exercise solution exercise-start solution-start proof theorem definition
    lemma corollary proposition remark example axiom assumption conjecture algorithm observation property criterion
    claim card grid grid-item grid-item-card tab-set tab-item div container todo abstract question answer keyterms
    =latex =tex
""")
# Comments of Obsidian, and code of Jekyll.
HIDDEN = regex(
    r"(?P<block>^%%[ \t]*\r?$)|(?P<inline>(?<![\\%\w])%%(?!%)[^\n%]+%%(?!%))"
    r"|(?P<begin>\{%-?[ \t]*highlight\b)|(?P<end>\{%-?[ \t]*endhighlight\b)",
    re.M,
)


def with_closed_fences(lines: list[str]) -> list[str]:
    r"""The lines with spaces for the brace behind a fence that ends a macro's argument: `\notes{` … "```}"."""
    return [BRACED.sub(lambda found: found[1] + " " * len(found[2]), line) for line in lines]


def without_directives(lines: list[str]) -> tuple[list[str], list[int]]:
    """The lines with the fences of directives that hold Markdown left out, and the rows of those."""
    kept = list(lines)
    rows: list[int] = []
    opened: list[tuple[str, bool]] = []  # fences, and whether each holds Markdown
    for row, line in enumerate(lines):
        if not opened and "{" not in line:
            if (fence := OPENING.match(line)) is not None:
                opened.append((fence[1], False))
            continue
        closing = CLOSING.match(line) if opened else None
        if closing and closing[1].startswith(opened[-1][0]):
            if opened.pop()[1]:
                rows.append(row)
            continue
        if opened and not opened[-1][1]:
            continue
        directive = DIRECTIVE.match(line)
        if directive and directive[2][0] != ":":
            holds = directive[3].removeprefix("prf:") in HOLDING_MARKDOWN
            opened.append((directive[2], holds))
            if holds:
                rows.append(row)
        elif (fence := OPENING.match(line)) is not None:
            opened.append((fence[1], False))
        elif opened and OPTION.match(line) and rows and rows[-1] == row - 1:
            rows.append(row)
    for row in rows:
        kept[row] = ""
    return kept, rows


def hidden(text: str) -> Iterator[Range]:
    """The comments and code that only a dialect knows."""
    if "%%" not in text and "endhighlight" not in text:
        return
    opened: dict[str, int] = {}
    for mark in HIDDEN.finditer(text):
        kind = mark.lastgroup or ""
        if kind == "inline":
            yield mark.span()
        elif kind == "begin":
            opened.setdefault(kind, mark.start())
        elif kind == "end" and "begin" in opened:
            yield opened.pop("begin"), mark.end()
        elif kind == "block" and kind not in opened:
            opened[kind] = mark.start()
        elif kind == "block":
            yield opened.pop(kind), mark.end()


def front_matter(lines: list[str]) -> int:
    """How many lines at the start are settings, in YAML between `---` and `---` or in TOML between `+++` and `+++`."""
    mark = lines[0].rstrip()
    if mark not in ("---", "+++"):
        return 0
    setting = YAML if mark == "---" else TOML
    first = next((line for line in lines[1:MOST_LINES] if line.strip()), "")
    if first.rstrip() not in (mark, "...") and not setting.match(first):
        return 0
    for row, line in enumerate(lines[1:MOST_LINES], 1):
        if line.rstrip() in (mark, "..." if mark == "---" else mark):
            return row + 1
    return 0
