r"""What stands above a sign as the reason for a step: `\overset{A = A^\top}{=}`, `\stackrel{\text{sym.}}{=}`."""

from __future__ import annotations

from mclint.document.classify import Step
from mclint.document.scope import Scope
from mclint.document.statement import Property
from mclint.patterns import regex

ABOVE = regex(r"\s*\\(?:overset|underset|stackrel|x?longequal|buildrel|overbrace)\b")
SYMMETRY = regex(r"symm|sym\b|对称|對稱|\^\s*\{?\s*(?:\\top|\\intercal|T\b|\\mathsf|\\mathrm)|'")
LETTER = regex(r"(?<![A-Za-z\\])[A-Z](?![A-Za-z])(?<!T)|\\([A-Z])[a-z]?\b")


def is_annotated(step: Step, text: str) -> bool:
    """Whether something stands above the sign of a step."""
    return ABOVE.match(text, step.sign.span.start, step.sign.span.end) is not None


def symmetric_above(step: Step, scope: Scope, key: str, what: Property) -> bool:
    """Whether what stands above the sign says that a matrix is symmetric, this one where it names some."""
    text = scope.mentioned.text
    if what is not Property.SYMMETRIC or not is_annotated(step, text):
        return False
    above = text[step.sign.span.start : step.sign.span.end]
    named = {found.group(1) or found.group() for found in LETTER.finditer(above)}
    letter = key.split("_")[0].split(" ")[-1]
    return SYMMETRY.search(above) is not None and (not named or letter in named)
