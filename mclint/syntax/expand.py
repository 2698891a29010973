"""The author's macros, replaced by what they stand for; what a macro makes keeps the place of its call."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mclint.patterns import regex
from mclint.syntax.arguments import Argument, decided, taken
from mclint.syntax.tokens import COMMAND, MAX_TOKENS, PARAMETER, TEXT, Token, scan, spell

if TYPE_CHECKING:
    from mclint.sources.macros import Macro, Macros

MAX_EXPANSIONS = 1000
COST_OF_A_MISFIT = 500  # of a call that fits no pattern, in tokens
FACED = regex(
    r"\\(?:math(?:rm|sf|bf|it|tt|up)|text(?:rm|sf|bf|it|tt|up|normal)?)\s*\{([A-Za-z ]*)\}"
    r"|\{?\\(?:rm|sf|bf|it)\s+([A-Za-z]+)\}?|\\(?:mathop|limits|nolimits)(?![A-Za-z])"
)


def expand(tokens: list[Token], macros: Macros | None) -> list[Token] | None:
    """The tokens without the author's macros, or nothing where a bound is passed."""
    if not macros or not any(token.kind == COMMAND and macros.get(token.text[1:]) for token in tokens):
        return tokens if len(tokens) <= MAX_TOKENS else None
    output: list[Token] = []
    pending = tokens[::-1]
    expansions = work = 0
    while pending:
        token = pending.pop()
        macro = macros.get(token.text[1:]) if token.kind == COMMAND else None
        if macro is None or macro.is_primitive:
            output.append(token._replace(text=macro.body) if macro else token)
            continue
        expansions += 1
        body = replacement(token, macro, pending)
        work += COST_OF_A_MISFIT if body is None else len(body)
        if expansions > MAX_EXPANSIONS or work > MAX_TOKENS:
            return None
        if body is None:
            output.append(token)
        else:
            pending.extend(reversed(body))
    return output if len(output) <= MAX_TOKENS else None


def replacement(call: Token, macro: Macro, pending: list[Token]) -> list[Token] | None:
    """The body of a macro with its arguments, which are taken from `pending`; nothing for a call of another form."""
    found = taken(call, macro, pending)
    if found is None:
        return None
    arguments, end = found
    start = call.start
    result: list[Token] = []
    for token in decided(list(template(macro.body, macro.is_operator)), arguments):
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
    """The tokens of a macro's body; an operator's name is the letters alone, whatever font they are in."""
    if is_operator:
        body = f"\\operatorname{{{''.join(FACED.sub(lambda match: match[1] or match[2] or '', body).split())}}}"
    return tuple(scan(body))


def chosen(arguments: list[Argument], parameter: str) -> list[Token]:
    """The argument that `#1` names."""
    number = int(parameter[1:])
    return (arguments[number - 1] or []) if 1 <= number <= len(arguments) else []


def filled(text: str, arguments: list[Argument]) -> str:
    r"""The text of `\text{#1}` with its argument."""
    for number, argument in enumerate(arguments, 1):
        text = text.replace(f"#{number}", spell(argument or []))
    return text
