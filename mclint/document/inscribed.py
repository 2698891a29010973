r"""What words in formulas say of a matrix: `2 A x \quad (A \text{ symmetric})`, `\text{if $A$ is orthogonal}`."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.document.clauses import clause_of
from mclint.document.statement import Declaration, Rank
from mclint.document.vocabulary import ADJECTIVES
from mclint.patterns import regex
from mclint.sources.segment import Segment
from mclint.syntax.tree import Name

KINDS = "symmetric|orthogonal|diagonal|idempotent|antisymmetric|skew-symmetric|positive[- ]definite|invertible"
LETTER = r"\\?(?:math(?:bf|bb|it|rm|sf)|boldsymbol|bm)?\s?\{?\s?([A-Z])\s?\}?"
TEXT = r"\\(?:text(?:rm|it|normal|sf)?|mbox)\s?\{"
GAP = r"[\s~$,]*(?:\\[ ,;:!]\s*)?"
# `A \text{ is symmetric}`, `\text{if $A$ is symmetric}`; then `\text{for symmetric } A`.
SAID = regex(
    rf"(?<![A-Za-z\\]){LETTER}{GAP}(?:{TEXT})?{GAP}(?:is\s+|being\s+)?({KINDS})\b(?!\s*(?:part|only))"
    rf"|{TEXT}\s*\(?\s*(?:if|for|when|with)?\s*({KINDS})\s*\}}?{GAP}{LETTER}(?![A-Za-z])"
)


def inscribed(segment: Segment) -> Iterator[Declaration]:
    """The declarations in the words of a formula: they hold for what stands beside them."""
    if "\\text" not in segment.text and "\\mbox" not in segment.text:
        return
    for found in SAID.finditer(segment.text):
        before, kind, after_kind, after = found.groups()
        words = (kind or after_kind).replace(" ", "-")
        where = segment.locate(found.start(), found.end())
        _, properties = ADJECTIVES[words]
        said = Declaration(Name(where, before or after), where, "", rank=Rank.SQUARE, properties=properties, prose=True)
        yield said._replace(because=clause_of(said, "if"))
