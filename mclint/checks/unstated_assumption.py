"""An equation that is true only if a symbol is symmetric, orthogonal, of norm one …, and nobody says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mclint.checks import check
from mclint.diagnostic import Diagnostic, Label
from mclint.document.equations import property_of_equation
from mclint.document.mentions import WORDS
from mclint.document.scope import key_of, symbols
from mclint.document.statement import Property
from mclint.findings.assumptions import needed, needed_as_well
from mclint.findings.citations import citation
from mclint.findings.shapes import told_apart
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Op, nodes
from mclint.values.annotated import is_annotated
from mclint.values.hindsight import Result
from mclint.values.review import Review
from mclint.values.verdict import Holds, conventional

# A document that speaks of symmetry in any way has said it, as far as a reader is concerned.
SPOKEN = regex("|".join((*WORDS[Property.SYMMETRIC], "orthogonal")), re.I)
DECOMPOSED = {"Lambda", "Sigma"}  # what U and V stand around
BEHIND = 300  # characters after the equation that may still be about it


@check("unstated-assumption")
def unstated_assumption(review: Review) -> Iterator[Diagnostic]:
    """The first equation that needs the assumption for some symbol, with the others that need it."""
    claims = list(_resting(review))
    told: set[str] = set()
    for result, verdict, keys in claims:
        fresh = [key for key in keys if key not in told]
        if fresh:
            told.update(fresh)
            others = [each for each, _, theirs in claims if each is not result and theirs.keys() & fresh]
            yield _finding(review, result, verdict, fresh, others)


def _resting(review: Review) -> Iterator[tuple[Result, Holds, dict[str, None]]]:
    """The claims that rest on what nobody states, each with the symbols that nothing is said of."""
    source = review.document.source
    for result, verdict in review.claims():
        lacking = (each for each in verdict.assumptions if each[1] not in result.scope.of(each[0]).earlier)
        keys = dict.fromkeys(key for key, what in lacking if not conventional(key, what))
        if not keys or property_of_equation(result.left, result.step.right) is not None:
            continue  # P^2 = P says it
        if is_annotated(result.step, source.text):
            continue  # the reason stands above the sign
        keys = dict.fromkeys(key for key in keys if not _is_decomposed(result, key))
        symmetric = all(what is Property.SYMMETRIC for _, what in verdict.assumptions)
        if keys and not (symmetric and SPOKEN.search(source.text, 0, result.step.span.end + BEHIND)):
            yield result, verdict, keys


def _finding(review: Review, result: Result, verdict: Holds, fresh: list[str], others: list[Result]) -> Diagnostic:
    source = review.document.source
    left, right = told_apart(source.slice(result.left.span), source.slice(result.step.right.span))
    facts = (result.scope.of(key) for key in fresh)
    related = {each.span: f"{each.because}, and nothing more is said" for each in facts if each.span and each.because}
    code, plain, written = (needed(verdict.assumptions, result, source, mark) for mark in ("`", "", "$"))
    from mclint.repairs.instead import instead  # most notes need no such edit, and do not pay for the search

    slip = instead(review, result, verdict)
    return Diagnostic(
        "unstated-assumption",
        result.step.right.span,
        f"`{left}` is `{right}` only if {code}, which is not stated",
        f"true only where {plain}" if slip is None else f"{slip.fact}, unless {plain}",
        tuple(Label(span, text) for span, text in related.items()),
        (
            f'if {"that is so" if slip is None else code}, say it before: "{written}"',
            *needed_as_well(others, result, source),
            *citation(review, result),
        ),
        fix=slip and slip.fix,
    )


def _is_decomposed(result: Result, key: str) -> bool:
    r"""Whether `U \Lambda U^\top` shows that a matrix is one of eigenvectors or of singular vectors."""
    roots = (result.left, result.step.right)
    bodies = [each.body for mine in symbols(roots) for each in result.scope.of(mine).definitions[:1]]
    products = (
        node.args
        for root in (*roots, *bodies)
        for node in nodes(root)
        if isinstance(node, Apply) and node.op is Op.PRODUCT
    )
    pairs = (pair for args in products for pair in pairwise(args))
    return any(key_of(a) == key and set(symbols((b,))) & DECOMPOSED for a, b in pairs)
