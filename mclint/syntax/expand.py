"""The author's macros, replaced by what they stand for; what a macro makes keeps the place of its call."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mclint.syntax.tokens import COMMAND, MAX_TOKENS, NUMBER, PARAMETER, TEXT, Token, scan, spell

if TYPE_CHECKING:
    from mclint.sources.macros import Macro, Macros

MAX_EXPANSIONS = 1000


def expand(tokens: list[Token], macros: Macros | None) -> list[Token] | None:
    """The tokens without the author's macros, or nothing where a bound is passed."""
    if macros is None or not any(token.kind == COMMAND and macros.get(token.text[1:]) for token in tokens):
        return tokens if len(tokens) <= MAX_TOKENS else None
    output: list[Token] = []
    pending = tokens[::-1]
    expansions = work = 0
    while pending:
        token = pending.pop()
        macro = macros.get(token.text[1:]) if token.kind == COMMAND else None
        if macro is None:
            output.append(token)
            continue
        expansions += 1
        body = replacement(token, macro, pending)
        work += len(body)
        if expansions > MAX_EXPANSIONS or work > MAX_TOKENS:
            return None
        pending.extend(reversed(body))
    return output if len(output) <= MAX_TOKENS else None


def replacement(call: Token, macro: Macro, pending: list[Token]) -> list[Token]:
    """The body of a macro with its arguments, which are taken from `pending`."""
    start, end = call.start, call.end
    arguments: list[list[Token]] = []
    for number in range(macro.parameters):
        optional = number == 0 and macro.default is not None
        argument, stop = bracketed(pending, macro.default or "", call) if optional else braced(pending, end)
        arguments.append(argument)
        end = max(end, stop)
    result: list[Token] = []
    for token in template(macro.body, macro.is_operator):
        if token.kind == PARAMETER:
            result.extend(chosen(arguments, token.text))
        elif token.kind == TEXT and "#" in token.text:
            result.append(Token(filled(token.text, arguments), start, end, TEXT, token.gap))
        else:
            result.append(Token(token.text, start, end, token.kind, token.gap))
    if result:
        result[0] = result[0]._replace(gap=call.gap)
    return result


@lru_cache(maxsize=512)
def template(body: str, is_operator: bool) -> tuple[Token, ...]:
    """The tokens of a macro's body."""
    return tuple(scan(f"\\operatorname{{{body}}}" if is_operator else body))


def chosen(arguments: list[list[Token]], parameter: str) -> list[Token]:
    """The argument that `#1` names."""
    number = int(parameter[1:])
    return arguments[number - 1] if 1 <= number <= len(arguments) else []


def filled(text: str, arguments: list[list[Token]]) -> str:
    r"""The text of `\text{#1}` with its argument."""
    for number, argument in enumerate(arguments, 1):
        text = text.replace(f"#{number}", spell(argument))
    return text


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
    return [token._replace(start=call.start, end=call.end) for token in scan(default)], call.end


def until(pending: list[Token], closer: str, opener: Token) -> tuple[list[Token], int]:
    """The tokens up to the closer of this level, and where that ends."""
    taken: list[Token] = []
    depth = 0
    while pending:
        token = pending.pop()
        if depth == 0 and token.text == closer:
            return taken, token.end
        depth += (token.text == "{") - (token.text == "}")
        taken.append(token)
    return taken, taken[-1].end if taken else opener.end
