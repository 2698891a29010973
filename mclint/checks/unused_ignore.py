"""A comment to mclint that has no effect: it ignores nothing, names an unknown rule, or is not understood."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from mclint.checks import CHECKS, check
from mclint.diagnostic import Diagnostic, Edit, Fix, Safety
from mclint.document.classify import StepKind
from mclint.document.mentions import mentions_of
from mclint.pages import FAMILIES, page, pages
from mclint.sources.directives import KINDS, Directive, silences
from mclint.span import Span
from mclint.values.review import Review

NAME = "unused-ignore"


@check(NAME)
def unused_ignore(review: Review) -> Iterator[Diagnostic]:
    """What each comment asks, held against what all rules find without the comments."""
    directives = review.document.directives
    if not directives:
        return
    asks_for_silence = any(each.kind in ("ignore", "ignore-file", "off") for each in directives)
    found = list(_findings(review)) if asks_for_silence else []
    waiting = 0
    for each in directives:
        waiting += each.kind == "off"
        if each.kind == "let":
            if not _says_something(review, each):
                yield Diagnostic(NAME, each.span, "this `let` says nothing that mclint understands", "has no effect")
        elif each.kind == "on":
            if not waiting:
                yield _useless(review, each, "this comment ends no `off`")
            waiting = 0
        elif each.kind == "unknown":
            yield _unknown(each.rules[0], each.span, KINDS, "mclint has no comment")
        else:
            yield from _unused(review, each, found)


def _findings(review: Review) -> Iterator[Diagnostic]:
    """What all other rules find, whether they are selected or not."""
    for each in pages():
        if each.name != NAME:
            if each.name not in CHECKS:
                import_module(f"mclint.checks.{each.name.replace('-', '_')}")
            yield from CHECKS[each.name](review)


def _unused(review: Review, directive: Directive, found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """The names of an ignore comment that stand for nothing there."""
    known = {*FAMILIES, *(each.name for each in pages())}
    if not directive.rules:
        if not _silenced(directive, found):
            yield _useless(review, directive, "this comment ignores nothing")
        return
    strange = [rule for rule in directive.rules if rule not in known]
    for rule in strange:
        yield _unknown(rule, _place(review, directive, rule), known, "there is no rule")
    named = [rule for rule in directive.rules if rule in known and rule != NAME]
    idle = [rule for rule in named if not _silenced(directive._replace(rules=(rule,)), found)]
    if idle and not strange and len(idle) == len(directive.rules):
        listed = " and no ".join(f"`{rule}`" for rule in idle)
        yield _useless(review, directive, f"this comment ignores nothing: there is no {listed} here")
        return
    for rule in idle:
        message = f"this comment ignores no `{rule}`: there is none here"
        yield Diagnostic(NAME, _place(review, directive, rule), message, "has no effect")


def _silenced(directive: Directive, found: list[Diagnostic]) -> bool:
    return any(silences(directive, each.rule, each.span, page(each.rule).family) for each in found)


def _place(review: Review, directive: Directive, rule: str) -> Span:
    """Where a comment names a rule."""
    start = review.document.source.text.rindex(rule, directive.span.start, directive.span.end)
    return Span(start, start + len(rule))


def _unknown(word: str, span: Span, known: set[str] | frozenset[str], what: str) -> Diagnostic:
    from difflib import get_close_matches

    close = get_close_matches(word, sorted(known), n=1)
    label = f"did you mean {close[0]}?" if close else ""
    return Diagnostic(NAME, span, f"{what} `{word}`", label)


def _useless(review: Review, directive: Directive, message: str) -> Diagnostic:
    """A comment that can go, with the line that it has for itself."""
    text, span = review.document.source.text, directive.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end) + 1 or len(text)
    alone = not text[start : span.start].strip() and not text[span.end : end].strip()
    edit = Edit(Span(start, end) if alone else span, "")
    return Diagnostic(NAME, span, message, "has no effect", fix=Fix("remove the comment", (edit,), Safety.SAFE))


def _says_something(review: Review, directive: Directive) -> bool:
    """Whether a `let` comment declares, defines or demands something."""
    said = review.document.spoken
    spans = [
        each.span for group in (said.declarations, said.sizes, said.layouts, said.layout_definitions) for each in group
    ]
    kinds = (StepKind.DEFINITION, StepKind.LENIENT, StepKind.CONDITION, StepKind.DECLARATION)
    spans += [step.span for step, _ in review.document.steps if step.kind in kinds]
    words = review.document.source.slice(directive.span)
    mentioned = bool(mentions_of(words).places) or "sum" in words
    return mentioned or any(span.overlaps(directive.span) for span in spans)
