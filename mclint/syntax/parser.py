"""A parser of mathematics that never fails: any text gives formulas; what cannot be read is `Opaque`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.sources.segment import Kind, Problem, Segment
from mclint.span import Span
from mclint.syntax import derivatives, differentials, functionals, functions, increments, names, structures
from mclint.syntax.balance import loose_brackets
from mclint.syntax.brackets import Matching
from mclint.syntax.calls import dress
from mclint.syntax.cursor import Cursor, Grammar, Row
from mclint.syntax.expand import expand
from mclint.syntax.relations import formulas
from mclint.syntax.sites import Told
from mclint.syntax.tidy import pair_braces, tidy
from mclint.syntax.tokens import MAX_TOKENS, Token, tokenize
from mclint.syntax.tree import Formula, Opaque, Parsed, Relation
from mclint.syntax.typesetting import unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mclint.sources.macros import Macros

ROWS: dict[str, Row] = {
    **functions.ROWS,
    **functionals.ROWS,
    **structures.ROWS,
    **derivatives.ROWS,
    **differentials.ROWS,
    **increments.ROWS,
    **names.ROWS,
}
NOTHING: Mapping[int, Told] = {}
GRAMMAR = Grammar(ROWS, names.KINDS, dress)


def parse(segment: Segment, macros: Macros | None = None, told: Mapping[int, Told] = NOTHING) -> Parsed:
    """The formulas of a segment, and what in it is not well formed; `told` says of parentheses what they are."""
    tokens = tokenize(segment)
    expanded = expand(tokens, macros) if len(tokens) <= MAX_TOKENS else None
    if expanded is None:
        return unread(segment, tokens, "limit")
    expanded = unwrapped(expanded)
    partner, loose = pair_braces(expanded)
    if loose >= 0:
        return unread(segment, tokens, "malformed", unbalanced(expanded[loose]))
    matching = Matching(tidy(expanded, partner))
    cursor = Cursor(matching.tokens, matching.partner, GRAMMAR, expanded is not tokens)
    cursor.told = told
    found = formulas(cursor)
    problems = cursor.problems + [open_left(matching.tokens[index]) for index in sorted(matching.open_left)]
    problems += [mixed(matching.tokens[first], matching.tokens[last]) for first, last in matching.mixed]
    return Parsed(found, tuple(problems), () if problems else loose_brackets(expanded, partner), tuple(cursor.sites))


def parse_text(latex: str, macros: Macros | None = None) -> Parsed:
    """The formulas of a text, with offsets into it."""
    return parse(Segment(Kind.INLINE, Span(0, len(latex)), latex, 0, 0), macros)


def unread(segment: Segment, tokens: list[Token], reason: str, problem: Problem | None = None) -> Parsed:
    """A segment as one formula that is not read."""
    if not tokens:
        return Parsed(())
    span = Span(tokens[0].start, tokens[-1].end)
    node = Opaque(span, segment.text.strip(), reason)
    return Parsed((Formula(Relation(span, (node,), ())),), (problem,) if problem else ())


def unbalanced(token: Token) -> Problem:
    """A brace without its partner."""
    span = Span(token.start, token.end)
    if token.text == "{":
        return Problem(span, "a brace is never closed", "opened here")
    return Problem(span, "a brace closes nothing", "no brace is open here")


def mixed(first: Token, last: Token) -> Problem:
    r"""A `|` that a `\|` closes, or the other way round."""
    spans = Span(first.start, first.end), Span(last.start, last.end)
    return Problem(spans[1], "a bar opens as one kind and closes as the other", "closes here", spans[0], "opens here")


def open_left(token: Token) -> Problem:
    r"""A `\left` without its `\right`."""
    return Problem(Span(token.start, token.end), "`\\left` has no `\\right`", "opened here")
