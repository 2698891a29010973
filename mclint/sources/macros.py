r"""The macros of a document: `\newcommand`, `\def`, `\DeclareMathOperator` and their kin, as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

DEFINITION = re.compile(
    r"\\(?:(?P<command>(?:re)?newcommand|providecommand|DeclareRobustCommand)"
    r"|(?P<define>[gex]?def)"
    r"|(?P<operator>DeclareMathOperator)"
    r"|(?P<let>let)"
    r"|(?P<document>(?:New|Renew|Provide|Declare)DocumentCommand)"
    r"|(?P<pair>DeclarePairedDelimiter))(?![A-Za-z])\*?"
)
NAME = re.compile(r"\s*(?:\{\s*)?\\([A-Za-z@]+|[^A-Za-z\s])(?:\s*\})?")
COUNT = re.compile(r"\s*\[\s*(\d)\s*\]")
OPTION = re.compile(r"[ \t]*\[([^\][]*)\]")
PARAMETERS = re.compile(r"((?:#[1-9])*)(?=\{)")
EQUALS = re.compile(r"[ \t]*=?[ \t]*(\\(?:[A-Za-z@]+|[^A-Za-z\s])|[A-Za-z])")
TOKEN = re.compile(r"\s*(\\(?:[A-Za-z@]+|[^A-Za-z\s])|[^\s{}\\])")
BRACE = re.compile(r"\\[\s\S]|[{}]")
SIGNATURE = re.compile(r"\s*(?:O\{([^{}]*)\}|o)?\s*((?:m\s*)*)")

Range = tuple[int, int]

LONGEST_BODY = 4_000
MOST_MACROS = 2_000
MOST_CHARACTERS = 2_000_000


class Macro(NamedTuple):
    """`parameters` counts the optional one too, whose value is `default` when it is left out."""

    name: str
    parameters: int
    default: str | None
    body: str
    is_operator: bool = False


@dataclass(frozen=True, slots=True)
class Macros:
    """The macros by name; a name may be given with its backslash or without."""

    table: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str) -> Macro | None:
        """The macro of this name, or nothing."""
        return self.table.get(name[1:] if len(name) > 1 and name[0] == "\\" else name)

    def __bool__(self) -> bool:
        return bool(self.table)

    def merged(self, other: Macros) -> Macros:
        """These macros, and those of the other where both define one."""
        return Macros(MappingProxyType({**self.table, **other.table}))


EMPTY = Macros()


def collect(text: str) -> tuple[Macros, tuple[Range, ...]]:
    """The macros that a text defines, the last definition of a name wins, and the ranges of the definitions."""
    if "\\" not in text:
        return EMPTY, ()
    table: dict[str, Macro] = {}
    ranges: list[Range] = []
    at = spent = 0
    while len(ranges) < MOST_MACROS and spent < MOST_CHARACTERS and (start := DEFINITION.search(text, at)):
        name = NAME.match(text, start.end())
        found = _read(text, start, name) if name else None
        at = start.end()
        spent += LONGEST_BODY if found is None else found[1] - at
        if found is None:
            continue
        macro, at = found
        ranges.append((start.start(), at))
        if macro and (start["command"] != "providecommand" or macro.name not in table):
            table[macro.name] = macro
    return (Macros(MappingProxyType(table)) if table else EMPTY), tuple(ranges)


def _read(text: str, start: re.Match[str], name: re.Match[str]) -> tuple[Macro | None, int] | None:
    """The macro and where its definition ends; no macro where it is of a kind that is not expanded."""
    at = name.end()
    if start["let"]:
        meaning = EQUALS.match(text, at)
        return (Macro(name[1], 0, None, meaning[1]), meaning.end()) if meaning else None
    if start["define"]:
        return _read_def(text, name[1], at)
    if start["operator"]:
        body = group(text, at)
        return (Macro(name[1], 0, None, text[slice(*body)], True), body[1] + 1) if body else None
    if start["document"]:
        return _read_document(text, name[1], at)
    if start["pair"]:
        left = group(text, at)
        right = group(text, left[1] + 1) if left else None
        if not left or not right:
            return None
        return Macro(name[1], 1, None, f"{text[slice(*left)]} #1 {text[slice(*right)]}"), right[1] + 1
    return _read_command(text, name[1], at)


def _read_command(text: str, name: str, at: int) -> tuple[Macro, int] | None:
    parameters, default = 0, None
    if count := COUNT.match(text, at):
        parameters, at = int(count[1]), count.end()
        if option := OPTION.match(text, at):
            default, at = option[1], option.end()
    body = group(text, at) or _token(text, at)
    return (Macro(name, parameters, default, text[slice(*body)]), _after(text, body)) if body else None


def _read_def(text: str, name: str, at: int) -> tuple[Macro | None, int] | None:
    simple = PARAMETERS.match(text, at)
    brace = text.find("{", at, at + 80)
    body = group(text, brace) if brace >= 0 else None
    if body is None:
        return None
    # Parameters with text between them (\def\at(#1){…}) are matched by TeX in ways that are not followed here.
    macro = Macro(name, len(simple[1]) // 2, None, text[slice(*body)]) if simple else None
    return (macro, body[1] + 1) if simple or "#" in text[at:brace] else None


def _read_document(text: str, name: str, at: int) -> tuple[Macro | None, int] | None:
    signature = group(text, at)
    body = group(text, signature[1] + 1) if signature else None
    if not signature or not body:
        return None
    arguments = text[slice(*signature)]
    match = SIGNATURE.fullmatch(arguments)
    if not match:
        return None, body[1] + 1
    optional = arguments.strip()[:1] in ("O", "o")
    default = (match[1] or "") if optional else None
    return Macro(name, match[2].count("m") + optional, default, text[slice(*body)]), body[1] + 1


def group(text: str, at: int) -> Range | None:
    """The content of the braces that begin at an offset, after spaces; nothing where they do not close soon."""
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    if not text.startswith("{", at):
        return None
    depth = 0
    for brace in BRACE.finditer(text, at, at + LONGEST_BODY):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return at + 1, brace.start()
    return None


def _token(text: str, at: int) -> Range | None:
    token = TOKEN.match(text, at)
    return token.span(1) if token else None


def _after(text: str, body: Range) -> int:
    return body[1] + 1 if text[body[0] - 1] == "{" and text.startswith("}", body[1]) else body[1]
