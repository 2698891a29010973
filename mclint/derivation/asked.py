"""What somebody asks to differentiate, read: the expression, the variable, shapes and properties of symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from mclint.derivation.writing import COMMUTATION
from mclint.document.letters import acting_symbols, transposed_symbols
from mclint.document.scope import Facts, Scope, key_of
from mclint.document.statement import Property
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Opaque, Relation, nodes

START = Span(0, 0)
PROPERTIES = {each.value: each for each in Property}
ASSUMPTION = regex(r"\s*(\S+?)\s*(?:=|\s(?:is\s+)?)\s*(.+)", re.S)


class RequestError(ValueError):
    """What was asked for cannot be read or has no closed form; the message is one sentence."""


class Request(NamedTuple):
    """An expression and what is known of its symbols; its variable, or None where its differential is wanted."""

    body: Expr
    variable: Expr | None
    scope: Scope
    varied: str = ""  # the only symbol that changes in a differential


def read(expression: str, variable: str = "", shapes: Sequence[str] = (), assumptions: Sequence[str] = ()) -> Request:
    """Read what is asked for; RequestError names what cannot be read."""
    body = parsed(expression, "the expression")
    by = parsed(variable, "the variable") if variable else None
    if by is not None and key_of(by) is None:
        raise RequestError(f"`{variable}` is no symbol to differentiate by")
    scope = _scope(body, shapes, assumptions)
    if isinstance(body, Apply) and body.op is Op.DIFFERENTIAL:
        return Request(body.args[0], None, scope, (key_of(by) or "") if by is not None else "")
    return Request(body, by, scope)


def _scope(body: Expr, shapes: Sequence[str], assumptions: Sequence[str]) -> Scope:
    """What is known of the symbols."""
    facts: dict[str, Facts] = {}
    sizes: set[str] = set()
    for each in shapes:
        key, rows, columns = _shape(each)
        facts[key] = Facts(rows=rows, columns=columns, because="--shape says so", span=START)
        sizes |= {key_of(size) or "" for size in (rows, columns) if isinstance(size, Name)}
    for each in assumptions:
        key, properties = _assumption(each)
        known = facts.get(key, Facts())
        facts[key] = known._replace(properties=known.properties | properties)
    roots = [Relation(START, (body,), ())]
    acting = acting_symbols(roots) | frozenset(_between(body))
    structured = transposed_symbols(roots)
    taken = any(isinstance(node, Name) and node.letter == COMMUTATION for node in nodes(body))
    letter = "" if taken else COMMUTATION
    return Scope(facts, frozenset(sizes), structured=structured, acting=acting, commutation=letter)


def _between(body: Expr) -> Iterator[str]:
    r"""Capitals behind a transpose, as in `(x - a)^\top M (x - a)`: matrices, as who asks writes one formula only."""
    for node in nodes(body):
        if isinstance(node, Apply) and node.op is Op.PRODUCT:
            for first, second in zip(node.args, node.args[1:], strict=False):
                turned = isinstance(first, Apply) and first.op is Op.TRANSPOSE
                if turned and isinstance(second, Name) and second.letter.isupper():
                    yield key_of(second) or second.letter


def parsed(text: str, what: str) -> Expr:
    """One expression; RequestError says what in `what` cannot be read."""
    if not text.strip():
        raise RequestError(f"{what} is empty")
    result = parse_text(text)
    relations = [formula.relation for formula in result.formulas]
    for problem in result.problems:
        raise RequestError(f"{what} `{text}` cannot be read: {problem.message} (column {problem.span.start + 1})")
    if len(relations) != 1 or relations[0].signs:
        raise RequestError(f"{what} must be one expression without a relation sign, not `{text}`")
    expr = relations[0].parts[0]
    for node in nodes(expr):
        if isinstance(node, Opaque):
            raise RequestError(f"{what} has `{node.text}`, which is not read here (column {node.span.start + 1})")
    return expr


def _shape(text: str) -> tuple[str, Expr, Expr]:
    """`A=m,n` and `x=n`: a symbol with its rows and columns."""
    name, sign, sizes = text.partition("=")
    parts = [part.strip() for part in sizes.split(",")]
    key = key_of(parsed(name, "the symbol")) if name.strip() else None
    if not sign or key is None or not 1 <= len(parts) <= 2 or not all(parts):
        raise RequestError(f"a shape is written as `A=m,n` or `x=n`, not `{text}`")
    rows = parsed(parts[0], "the size")
    return key, rows, parsed(parts[1], "the size") if len(parts) == 2 else Number(START, Fraction(1))


def _assumption(text: str) -> tuple[str, frozenset[Property]]:
    """`A=symmetric` or `A is symmetric`: a symbol with its properties, by commas."""
    match = ASSUMPTION.fullmatch(text)
    key = key_of(parsed(match[1], "the symbol")) if match else None
    found = [word.strip() for word in match[2].split(",")] if match else []
    if key is None or any(word not in PROPERTIES for word in found):
        known = ", ".join(PROPERTIES)
        raise RequestError(f"an assumption is written as `A=symmetric`, with one of: {known}; not `{text}`")
    return key, frozenset(PROPERTIES[word] for word in found)
