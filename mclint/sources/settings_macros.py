r"""Macros in settings: `math:` and `macros:` tables in front matter and YAML, MathJax and KaTeX objects in scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from mclint.patterns import regex
from mclint.sources.macros import EMPTY, Macro, Macros

TABLE = regex(r"""(?:(?<=\n)|^|[\s,{"'])(?P<key>macros|Macros|math)["']?[ \t]*[:=][ \t]*(?P<brace>\{)?""")
ENTRY = regex(
    r"""[ \t]*(?:"(?P<double>(?:[^"\\\n]|\\.){1,60})"|'(?P<single>[^'\n]{1,60})'|(?P<plain>\\?[A-Za-z@]{1,40}))"""
    r"[ \t]*:"
)
STRING = regex(r"""\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\\n]|\\.|'')*)')""")
NUMBER = regex(r"\s*,\s*(\d)")
SPACE = regex(r"(?:\s|,|//[^\n]*|/\*[\s\S]*?\*/)*")
LINE = regex(r"([ \t]*)([^\n]*)\n?")
BARE = regex(r"\s*([^\s#\[{&*!|>'\"%@`,][^\n]*?)\s*(?:\s#[^\n]*)?$")
NAME = regex(r"\\?([A-Za-z@]+)")
LONGEST = 100_000
MOST = 500
ESCAPE = regex(r"\\(.)", re.S)
ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def settings_macros(text: str) -> Macros:
    """The macros that the settings in a text define; of what is no such table, nothing."""
    table: dict[str, Macro] = {}
    for start in TABLE.finditer(text, 0, LONGEST):
        if start["brace"] and start["key"] != "math":
            found = _object(text, start.end())
        elif not start["brace"] and text[: start.start("key")].rpartition("\n")[2].strip() == "":
            found = _block(text, start.start("key"), start.end())
        else:
            continue
        for macro in found:
            if len(table) < MOST:
                table[macro.name] = macro
    return Macros(MappingProxyType(table)) if table else EMPTY


def _object(text: str, at: int) -> Iterator[Macro]:
    r"""`{R: "\\mathbb{R}", bold: ["\\mathbf{#1}", 1]}`, as JavaScript, JSON and the flow style of YAML write it."""
    while True:
        space = SPACE.match(text, at)
        at = space.end() if space else at
        entry = ENTRY.match(text, at, at + 200)
        if not entry:
            return
        found = _value(text, entry.end())
        if found is None:
            return
        body, parameters, default, at = found
        if (macro := _macro(entry, body, parameters, default)) is not None:
            yield macro


def _block(text: str, key: int, at: int) -> Iterator[Macro]:
    r"""The lines below `macros:` that are indented further: `R: \mathbb{R}`, `'\bold': ["\\mathbf{#1}", 1]`."""
    margin = key - (text.rfind("\n", 0, key) + 1)
    line = LINE.match(text, at)
    if not line or line[2].strip():
        return
    at = line.end()
    while at < len(text) and (line := LINE.match(text, at)) and line.end() > at:
        content = line[2].strip()
        start, at = line.start(2), line.end()
        if not content or content.startswith("#"):
            continue
        if len(line[1]) <= margin:
            return
        entry = ENTRY.match(text, start, line.end())
        if not entry:
            continue
        value = _value(text, entry.end())
        if value is not None:
            at = max(at, value[3])
            at = text.find("\n", at) + 1 if "\n" in text[at : at + 200] and text[at - 1] != "\n" else at
        elif bare := BARE.fullmatch(text[entry.end() : line.end(2)]):
            value = bare[1], 0, None, at
        else:
            continue
        if (macro := _macro(entry, *value[:3])) is not None:
            yield macro


def _macro(entry: re.Match[str], body: str, parameters: int, default: str | None) -> Macro | None:
    name = NAME.fullmatch(_unescaped(entry["double"]) if entry["double"] else entry["single"] or entry["plain"])
    if not name:
        return None
    numbers = [int(number) for number in re.findall(r"#([1-9])", body)]
    return Macro(name[1], parameters or max(numbers, default=0), default, body)


def _value(text: str, at: int) -> tuple[str, int, str | None, int] | None:
    """Body, parameters, default and end of a string, or of a list of those."""
    rest = text[at : at + 40].lstrip()
    if not rest.startswith("["):
        string = STRING.match(text, at, at + 4000)
        return (_content(string), 0, None, string.end()) if string else None
    at = text.index("[", at) + 1
    string = STRING.match(text, at, at + 4000)
    if not string:
        return None
    number = NUMBER.match(text, string.end())
    at = number.end() if number else string.end()
    comma = text[at : at + 20].lstrip()
    default = STRING.match(text, text.index(",", at) + 1, at + 400) if comma.startswith(",") else None
    at = default.end() if default else at
    close = text.find("]", at, at + 20)
    if close < 0:
        return None
    return _content(string), int(number[1]) if number else 0, _content(default) if default else None, close + 1


def _content(string: re.Match[str]) -> str:
    r"""What a string says: escapes count in double quotes, and where both backslashes of `'\\mathbb'` are written."""
    if string["double"] is not None:
        return _unescaped(string["double"])
    content = string["single"].replace("''", "'")
    return _unescaped(content) if "\\\\" in content else content


def _unescaped(text: str) -> str:
    return ESCAPE.sub(lambda match: ESCAPED.get(match[1], match[1]), text) if "\\" in text else text
