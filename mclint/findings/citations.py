"""What the catalogue of identities says of a wrong claim."""

from __future__ import annotations

from mclint.document.scope import key_of
from mclint.document.transpose_signs import transpose_sign, with_sign
from mclint.findings.layouts import layout_claims
from mclint.findings.lettering import letters
from mclint.syntax.printer import latex
from mclint.syntax.tree import Derivative, Expr, Name, nodes
from mclint.values.hindsight import Result
from mclint.values.layout import LayoutClaim, prevailing
from mclint.values.resemblance import Resemblance, resemblance
from mclint.values.review import Review
from mclint.values.verdict import Refuted

# With which sentences of the catalogue begin; other capitals may be names.
WORDS = frozenset((
    *("The", "A", "An", "By", "Each", "What", "Both", "Under", "For", "With", "Of", "Two", "Where", "In", "One", "It"),
    *("Trace", "Constant", "Similar", "Without", "Only", "Different", "First", "Powers", "Factors", "Weights"),
))  # fmt: skip
LONGEST = 120  # characters of a formula in a note


def citation(review: Review, result: Result) -> tuple[str, ...]:
    """A note with the identity that a wrong claim resembles, in the letters of the author, where there is one."""
    found = resemblance(result.left, result.step.right, result.scope, _layout(review, result))
    if found is None or _of_another(found):
        return ()
    entry, here = found.entry, "here it gives"
    right = _written(review, result, found, found.right)
    if found.is_other:
        right, here = f"{_written(review, result, found, found.left)} = {right}", "what is true is"
    shown = f"{here} `{right}`" if len(right) <= LONGEST else f"see identities/{entry.page}.md"
    return (f"compare {entry.name}: {_clause(entry.sentence)};\n{shown} ({entry.source.rstrip('.')})",)


def _written(review: Review, result: Result, found: Resemblance, side: Expr) -> str:
    """A side of an identity in the letters and with the sign of transposes of the author."""
    text = latex(found.written_with(letters(review.document.source), side))
    return with_sign(text, transpose_sign(review.document, (result.left, result.step.right)))


def _clause(sentence: str) -> str:
    """A sentence as part of another one."""
    first, space, rest = sentence.rstrip(".").partition(" ")
    return f"{first.lower() if first in WORDS else first}{space}{rest}"


def _of_another(found: Resemblance) -> bool:
    """Whether an entry differentiates by a quantity that the claim does not have, as a chain rule may."""
    inner = (node for node in nodes(found.right) if isinstance(node, Derivative))
    return any(key_of(each) not in found.letters for node in inner for each in node.variables if isinstance(each, Name))


def _layout(review: Review, result: Result) -> str:
    """The layout of the settings, or that of most derivatives of this kind."""
    verdict = result.verdict if isinstance(result.verdict, Refuted) else None
    if verdict is not None and verdict.only_numerator:
        return "denominator"
    if review.layout != "auto":
        return review.layout
    inference = verdict.inference if verdict is not None else None
    by_matrix = inference is not None and "gradient by matrix" in inference.layout_kinds
    groups: tuple[list[LayoutClaim], list[LayoutClaim]] = [], []
    for claim in layout_claims(review):
        groups[claim.by_matrix is by_matrix].append(claim)
    if by_matrix and not groups[True] and prevailing(groups[False]) != "numerator":
        return "denominator"  # the shape of the variable, for nearly all who say nothing of it
    return prevailing(groups[True], groups[False])
