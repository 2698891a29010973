r"""The arguments of a macro, taken from the tokens behind its call as its pattern says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.syntax.tokens import NUMBER, Token, scan, spell

if TYPE_CHECKING:
    from mclint.sources.macros import Macro

Argument = list[Token] | None  # None where an optional argument is left out
FARTHEST = 4_000  # tokens between a macro and the text that ends its argument
CLOSERS = {"{": "}", "[": "]"}
CHOICES = {
    "\\IfNoValueTF": (0, 1), "\\IfValueTF": (1, 0), "\\IfBooleanTF": (1, 0), "\\IfNoValueT": (0, -1),
    "\\IfNoValueF": (-1, 0), "\\IfValueT": (-1, 0), "\\IfValueF": (0, -1), "\\IfBooleanT": (-1, 0),
    "\\IfBooleanF": (0, -1), "\\IfBlankTF": (0, 1), "\\ifblank": (0, 1), "\\ifstrempty": (0, 1),
}  # fmt: skip


def taken(call: Token, macro: Macro, pending: list[Token]) -> tuple[list[Argument], int] | None:
    """The arguments of a call, removed from `pending`, and where they end; nothing where the call fits no pattern."""
    end = call.end
    found: list[Argument] = []
    if not macro.pattern:
        for number in range(macro.parameters):
            optional = number == 0 and macro.default is not None
            argument, stop = bracketed(pending, macro.default or "", call) if optional else braced(pending, end)
            found.append(argument)
            end = max(end, stop)
        return found, end
    before, rest = len(pending), pending[-FARTHEST:]
    for entry in macro.pattern:
        kind, _, detail = entry.partition(":")
        item = one(kind, detail, pending, call, end)
        if item is None:
            if len(pending) >= before - len(rest):
                pending[before - len(rest) :] = rest
            return None
        if kind != "l":
            found.append(item[0])
        end = max(end, item[1])
    return found, end


def one(kind: str, detail: str, pending: list[Token], call: Token, end: int) -> tuple[Argument, int] | None:
    """One argument and where it ends; nothing where a text that has to stand there is missing."""
    following = pending[-1].text if pending else ""
    if kind == "m":
        return braced(pending, end)
    if kind in "st":
        mark = detail or "*"
        return ([pending[-1]], pending.pop().end) if following == mark else (None, end)
    if kind in "lu":
        return up_to(pending, detail, 1 if kind == "l" else FARTHEST)
    opener = "{" if kind in "gG" else detail[0] if kind in "dD" else "["
    if following == opener and (kind not in "dD" or pending[-1].gap == 0):
        return until(pending, detail[1] if kind in "dD" else CLOSERS[opener], pending.pop())
    default = detail[3:] if kind == "D" else detail if kind in "OG" else None
    return (None if default is None else placed(default, call)), end


def placed(text: str, call: Token) -> list[Token]:
    """The tokens of a default value, at the place of the call."""
    return [token._replace(start=call.start, end=call.end) for token in scan(text)]


def up_to(pending: list[Token], text: str, most: int) -> tuple[Argument, int] | None:
    """The tokens before a text at this level, of which there are fewer than `most`; one pair of braces is left out."""
    wanted = [token.text for token in scan(text)]
    depth = 0
    for count in range(min(most, len(pending))):
        place = len(pending) - count
        text = pending[place - 1].text
        if text == wanted[0] and depth == 0 and [t.text for t in pending[place - len(wanted) : place]] == wanted[::-1]:
            argument, end = pending[place:][::-1], pending[place - len(wanted)].end
            del pending[place - len(wanted) :]
            inner = argument[1:-1]
            wrapped = len(argument) > 1 and argument[0].text == "{" and argument[-1].text == "}"
            return (inner if wrapped and all(token.text not in "{}" for token in inner) else argument), end
        depth += (text == "{") - (text == "}")
        if depth < 0:
            break
    return None


def braced(pending: list[Token], end: int) -> tuple[list[Token], int]:
    """The next argument: what stands in braces, or one token; and where it ends."""
    if not pending or pending[-1].text == "}":
        return [], end
    token = pending.pop()
    if token.kind == NUMBER and len(token.text) > 1 and token.end - token.start == len(token.text):
        pending.append(token._replace(text=token.text[1:], start=token.start + 1, gap=0))
        return [token._replace(text=token.text[0], end=token.start + 1)], token.start + 1
    if token.text != "{":
        return [token], token.end
    return until(pending, "}", token)


def bracketed(pending: list[Token], default: str, call: Token) -> tuple[list[Token], int]:
    """The optional argument in brackets, or its default."""
    if pending and pending[-1].text == "[":
        return until(pending, "]", pending.pop())
    return placed(default, call), call.end


def until(pending: list[Token], closer: str, opener: Token) -> tuple[list[Token], int]:
    """The tokens up to the closer of this level, and where that ends."""
    inner: list[Token] = []
    depth = nested = 0
    while pending:
        token = pending.pop()
        if depth == nested == 0 and token.text == closer:
            return inner, token.end
        depth += (token.text == "{") - (token.text == "}")
        if opener.text != "{" and depth == 0:
            nested += (token.text == opener.text) - (token.text == closer)
        inner.append(token)
    return inner, inner[-1].end if inner else opener.end


def decided(body: list[Token], arguments: list[Argument]) -> list[Token]:
    r"""The body with its choices made: `\IfNoValueTF{#2}{…}{…}`, `\ifthenelse{\equal{#1}{}}{…}{…}`."""
    if not any(token.text in CHOICES or token.text == "\\ifthenelse" for token in body):
        return body
    output: list[Token] = []
    pending = body[::-1]
    while pending:
        token = pending.pop()
        if token.text in CHOICES:
            given = is_given(braced(pending, 0)[0], arguments)
            place = CHOICES[token.text][given]
            branches = 2 if token.text.endswith("TF") or token.text[1].islower() else 1
        elif token.text == "\\ifthenelse":
            test = spell(braced(pending, 0)[0])
            place, branches = (0 if test in equalities(arguments) else 1), 2
        else:
            output.append(token)
            continue
        chosen = [braced(pending, 0)[0] for _ in range(branches)]
        if 0 <= place < branches:
            pending.extend(reversed(chosen[place]))
    return output


def is_given(parameter: list[Token], arguments: list[Argument]) -> bool:
    """Whether the argument that `#1` names was written, and is not empty."""
    number = int(parameter[0].text[1:]) if parameter and parameter[0].text[:1] == "#" else 0
    return 1 <= number <= len(arguments) and bool(arguments[number - 1])


def equalities(arguments: list[Argument]) -> set[str]:
    r"""The tests `\equal{#1}{x}` that the arguments pass."""
    return {f"\\equal{{#{number}}}{{{spell(each or [])}}}" for number, each in enumerate(arguments, 1)}
