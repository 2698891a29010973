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
from mclint.findings.citations import citation
from mclint.findings.properties import predicate
from mclint.findings.shapes import symbol_as_written, told_apart
from mclint.patterns import regex
from mclint.span import Source
from mclint.syntax.tree import Apply, Op, nodes
from mclint.values.hindsight import Result
from mclint.values.review import Review
from mclint.values.verdict import Holds, conventional

# A document that speaks of symmetry in any way has said it, as far as a reader is concerned.
SPOKEN = regex("|".join((*WORDS[Property.SYMMETRIC], "orthogonal")), re.I)
DECOMPOSED = {"Lambda", "Sigma"}  # what U and V stand around
BEHIND = 300  # characters after the equation that may still be about it


@check("unstated-assumption")
def unstated_assumption(review: Review) -> Iterator[Diagnostic]:
    """The first equation that needs the assumption for some symbol."""
    source = review.document.source
    told: set[str] = set()
    for result, verdict in review.claims():
        fresh = [key for key, what in verdict.assumptions if key not in told and not conventional(key, what)]
        symmetric = all(what is Property.SYMMETRIC for _, what in verdict.assumptions)
        if property_of_equation(result.left, result.step.right) is not None:
            continue  # P^2 = P says it
        fresh = [key for key in fresh if not _is_decomposed(result, key)]
        if not fresh or (symmetric and SPOKEN.search(source.text, 0, result.step.span.end + BEHIND)):
            continue
        told.update(fresh)
        left, right = told_apart(source.slice(result.left.span), source.slice(result.step.right.span))
        facts = (result.scope.of(key) for key in fresh)
        related = {
            each.span: f"{each.because}, and nothing more is said" for each in facts if each.span and each.because
        }
        yield Diagnostic(
            "unstated-assumption",
            result.step.right.span,
            f"`{left}` is `{right}` only if {_needed(result, verdict, source, '`')}, which is not stated",
            f"true only where {_needed(result, verdict, source, '')}",
            tuple(Label(span, text) for span, text in related.items()),
            (f'if that is so, say it before: "{_needed(result, verdict, source, "$")}"', *citation(review, result)),
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


def _needed(result: Result, verdict: Holds, source: Source, mark: str) -> str:
    """What the symbols have to be, each property once: `A and B are symmetric`, the symbols between marks."""
    roots = result.left, result.step.right
    clauses: list[str] = []
    for what in dict.fromkeys(what for _, what in verdict.assumptions):
        keys = sorted(key for key, other in verdict.assumptions if other is what)
        *most, last = (f"{mark}{symbol_as_written(key, roots, source)}{mark}" for key in keys)
        names = f"{', '.join(most)} and {last}" if most else last
        clauses.append(f"{names} {predicate(what, plural=bool(most))}")
    return " and ".join(clauses)
