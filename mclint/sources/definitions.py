r"""Where a text defines macros: `\newcommand`, `\def`, `\let`, `\DeclareMathOperator`, `\NewDocumentCommand` …"""

from __future__ import annotations

import re
from types import MappingProxyType

from mclint.patterns import regex
from mclint.sources.macros import EMPTY, Macro, Macros, Range

DEFINITION = regex(
    r"(?:\\(?:long|global|protected|outer)[ \t]*)*+\\(?:"
    r"(?P<command>(?:re)?newcommand|providecommand|DeclareRobustCommand|(?:re)?newrobustcmd)"
    r"|(?P<define>[gex]?def)"
    r"|(?P<operator>DeclareMathOperator)"
    r"|(?P<let>let)"
    r"|(?P<document>(?:New|Renew|Provide|Declare)(?:Expandable)?DocumentCommand)"
    r"|(?P<options>(?:re)?newcommandx)"
    r"|(?P<bold>bmdefine|DeclareBoldMathCommand)"
    r"|(?P<pair>DeclarePairedDelimiter(?:XPP|X)?))(?![A-Za-z])\*?"
)
NAME = regex(r"\s*(?:\{\s*)?\\([A-Za-z@]+|[^A-Za-z\s])(?:\s*\})?")
COUNT = regex(r"\s*\[\s*(\d)\s*\]")
OPTION = regex(r"[ \t]*\[((?:[^\][{}]|\{[^{}]*\})*)\]")
EQUALS = regex(r"[ \t]*=?[ \t]*(\\(?:[A-Za-z@]+|[^A-Za-z\s])|[A-Za-z])")
TOKEN = regex(r"\s*(\\(?:[A-Za-z@]+|[^A-Za-z\s])|[^\s{}\\])")
BRACE = regex(r"\\[\s\S]|[{}]")
PARAMETER = regex(r"#([1-9])")
SPECIFICATION = regex(
    r"\s*(?:[+!]|>\s*\{[^{}]*\})*\s*(?:(?P<plain>[mosg])|(?P<value>[OG])\s*\{(?P<default>(?:[^{}]|\{[^{}]*\})*)\}"
    r"|t(?P<sign>\S)|(?P<between>[drDR])(?P<pair>\S\S)|u\s*\{(?P<until>[^{}]+)\})"
)
VALUE = regex(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
SET = regex(r"\s*(\d)\s*=\s*(\{[^{}]*\}|[^,{}]*)\s*,?")

LONGEST_BODY = 4_000
MOST_MACROS = 2_000
MOST_CHARACTERS = 2_000_000
MOST_PARAMETERS = 9

Found = tuple[Macro | None, int] | None


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
        if macro and not (start["command"] == "providecommand" and macro.name in table):
            table[macro.name] = _meant(macro, table) if start["let"] else macro
    return (Macros(MappingProxyType(table)) if table else EMPTY), tuple(ranges)


def _meant(macro: Macro, table: dict[str, Macro]) -> Macro:
    r"""What `\let` makes of a name: the macro as it is at that place, or the command itself."""
    known = table.get(macro.body[1:]) if macro.body[:1] == "\\" else None
    return known._replace(name=macro.name) if known else macro._replace(is_primitive=macro.body[:1] == "\\")


def _read(text: str, start: re.Match[str], name: re.Match[str]) -> Found:
    """The macro and where its definition ends; no macro where it is of a kind that is not expanded."""
    at = name.end()
    if start["let"]:
        meaning = EQUALS.match(text, at)
        return (Macro(name[1], 0, None, meaning[1]), meaning.end()) if meaning else None
    if start["define"]:
        return _read_def(text, name[1], at)
    if start["operator"] or start["bold"]:
        body = group(text, at)
        if not body:
            return None
        content = text[slice(*body)]
        content = content if start["operator"] else f"\\boldsymbol{{{content}}}"
        return Macro(name[1], 0, None, content, bool(start["operator"])), body[1] + 1
    if start["document"]:
        return _read_document(text, name[1], at)
    if start["pair"]:
        return _read_pair(text, name[1], at, start["pair"])
    return _read_options(text, name[1], at) if start["options"] else _read_command(text, name[1], at)


def _read_command(text: str, name: str, at: int) -> Found:
    parameters, default = 0, None
    if count := COUNT.match(text, at):
        parameters, at = int(count[1]), count.end()
        if option := OPTION.match(text, at):
            default, at = option[1], option.end()
    body = group(text, at) or _token(text, at)
    return (Macro(name, parameters, default, text[slice(*body)]), _after(text, body)) if body else None


def _read_options(text: str, name: str, at: int) -> Found:
    r"""`\newcommandx{\d}[2][1=x, 2=y]{…}`."""
    count = COUNT.match(text, at)
    option = OPTION.match(text, count.end()) if count else None
    body = group(text, option.end() if option else count.end() if count else at)
    if not body:
        return None
    values = {int(number): value.strip("{}") for number, value in SET.findall(option[1])} if option else {}
    numbers = range(1, int(count[1]) + 1 if count else 1)
    pattern = tuple(f"O:{values[number]}" if number in values else "m" for number in numbers)
    return Macro(name, len(pattern), None, text[slice(*body)], pattern=pattern), body[1] + 1


def _read_def(text: str, name: str, at: int) -> Found:
    brace = text.find("{", at, at + 80)
    body = group(text, brace) if brace >= 0 else None
    if body is None or "\n\n" in text[at:brace]:
        return None
    written = text[at:brace].strip()
    content = text[slice(*body)]
    pieces = PARAMETER.split(written)
    if pieces[1::2] != [str(number) for number in range(1, len(pieces[1::2]) + 1)] or len(pieces[0]) > 8:
        return (None, body[1] + 1) if "#" in written else None
    if not any(pieces[::2]):
        return Macro(name, len(pieces) // 2, None, content), body[1] + 1
    start = (f"l:{pieces[0]}",) if pieces[0] else ()
    pattern = start + tuple(f"u:{text}" if text else "m" for text in pieces[2::2])
    return Macro(name, len(pieces) // 2, None, content, pattern=pattern), body[1] + 1


def _read_document(text: str, name: str, at: int) -> Found:
    signature = group(text, at)
    body = group(text, signature[1] + 1) if signature else None
    if not signature or not body:
        return None
    pattern = specified(text[slice(*signature)])
    if pattern is None:
        return None, body[1] + 1
    content = text[slice(*body)]
    if all(entry == "m" for entry in pattern):
        return Macro(name, len(pattern), None, content), body[1] + 1
    return Macro(name, len(pattern), None, content, pattern=pattern), body[1] + 1


def specified(signature: str) -> tuple[str, ...] | None:
    """The pattern of a signature such as `s O{x} m`, or nothing where it has a kind of argument that is not read."""
    pattern: list[str] = []
    at = 0
    while signature[at:].strip():
        entry = SPECIFICATION.match(signature, at)
        if not entry or len(pattern) == MOST_PARAMETERS:
            return None
        at = entry.end()
        if entry["value"]:
            pattern.append(f"{entry['value']}:{entry['default']}")
        elif entry["between"]:
            kind = entry["between"].replace("r", "d").replace("R", "D")
            value = VALUE.match(signature, at) if kind == "D" else None
            if kind == "D" and not value:
                return None
            at = value.end() if value else at
            pattern.append(f"D:{entry['pair']}:{value[1]}" if value else f"d:{entry['pair']}")
        else:
            pattern.append(entry["plain"] or (f"t:{entry['sign']}" if entry["sign"] else f"u:{entry['until']}"))
    return tuple(pattern)


def _read_pair(text: str, name: str, at: int, kind: str) -> Found:
    r"""`\DeclarePairedDelimiter`, and its relatives with a body of their own: a star or a size may come first."""
    count = COUNT.match(text, at) if kind.endswith(("X", "XPP")) else None
    at = count.end() if count else at
    parts: list[str] = []
    for _ in range(5 if kind.endswith("XPP") else 3 if count else 2):
        part = group(text, at)
        if not part:
            return None
        parts.append(text[slice(*part)])
        at = part[1] + 1
    number = int(count[1]) if count else 1
    if len(parts) == 5:
        before, left, right, after, inner = parts
    else:
        before, left, right, after, inner = "", parts[0], parts[1], "", parts[2] if count else "#1"
    body = PARAMETER.sub(lambda match: f"#{int(match[1]) + 2}", f"{before} {left} {inner} {right} {after}".strip())
    return Macro(name, number + 2, None, body, pattern=("s", "o", *"m" * number)), at


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
