"""How sentences arrange derivatives: gradients in rows or columns, Jacobians with a row or a column for each output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mclint.document.layout_claims import ANY, BY_SCALAR, DERIVATIVE, SIZE
from mclint.document.scope import spelled
from mclint.document.sentences import Passage, meaning_of
from mclint.document.statement import Declaration, StatedLayout
from mclint.patterns import regex
from mclint.syntax.tree import Derivative, Form, Parsed

COLUMNS = frozenset({"denominator", "hybrid"})  # the layouts in which gradients are columns
ROWS = frozenset({"numerator"})
WIDE = frozenset({"numerator", "hybrid"})  # the layouts in which Jacobians have a row for each output
TALL = frozenset({"denominator"})
LINK = (
    r"(?:is|are|as|be)\s+(?:(?:always|defined|taken|written|considered|treated|also|again|to|be|as|an?|the)\s+)*"
    r"(?:[\ue000\ue001\ue004]-?\s*(?:dimensional\s+)?)?(row|column)s?\b(?!\s*(?:of|space|sum|rank)\b)"
    r"(?:[\s-]+vectors?\b)?"
)
GRADIENT = regex(rf"\bgradients?\b[^.;,:]{{0,80}}?\b{LINK}")
SCALAR = regex(
    r"\bderivatives?\s+of\s+(?:an?\s+|the\s+)?scalar[^.;,]{0,60}?(?:\bby|respect\s+to)\s+(?:an?\s+|the\s+)?(?:column\s+)?"
    rf"(?:vector|\ue000)[^.;,]{{0,30}}?\b{LINK}"
)
BY_VECTORS = regex(rf"\bderivatives?\s+(?:by|with\s+respect\s+to)\s+(?:an?\s+)?(?:column\s+)?vectors?\s+{LINK}")
CONVENTION = regex(
    r"\b(row|column)[\s-]+(?:vectors?\s+)?(?:convention|notation|form)\s+for\s+(?:the\s+|our\s+|all\s+)?"
    r"(?:gradients?|derivatives?)"
)
GATHERED = regex(
    r"\b(?:collect|arrange|stack|gather|write|put|list)(?:s|ed)?\s+(?:the\s+|its\s+|all\s+|of\s+)*"
    r"partial\s+derivatives\s+of\s+an?\s+scalar\b[^.;,]{0,60}?\b(?:in|into|as)\s+an?\s+(row|column)\b(?!\s+(?:of|for)\b)"
)
WRITTEN = regex(rf"{DERIVATIVE}\s+(?:denotes\s+(?:an?\s+|the\s+)?(row|column)\b|{LINK})")
# What says it, by a word without which it is not said: most sentences need none of the patterns.
SAID = (
    ("gradient", GRADIENT),
    ("scalar", SCALAR),
    ("vector", BY_VECTORS),
    ("for", CONVENTION),
    ("partial", GATHERED),
)
GENERAL = regex(r"\b(?:always|throughout|everywhere|conventions?|in\s+(?:these|this|our)|from\s+(?:here|now))\b")
SAME = regex(
    r"\bgradients?\b[^.;]{0,80}?\b(?:has|have|having|is|are|of|be)\b[^.;]{0,30}?\b(?:same|the)\s+(?:shape|size|dimensions?)"
    r"\s+(?:as|of)\s+(?:the\s+|its\s+|their\s+)?(?:(?:original|input|vector|matrix|parameter|weight)\s+)*"
    r"(?:\ue000|variables?\b|parameters?\b|\bx\b|\bw\b|inputs?\b|weights?\b)"
)
SIZED = regex(
    r"\bjacobians?\b[^.;]{0,90}?\b(?:is|are|has|have|be|being|as|becomes?)\s+"
    rf"(?:(?:then|always|of|an?|the|size|shape|dimensions?)\s+)*({SIZE})"
)
FROM = regex(rf"\bfrom\s+({ANY})\s+to\s+({ANY})")
BY_OUTPUT = regex(
    r"\bjacobians?\b[^.;]{0,60}?\b(?:has|have|with|contains?)\s+(?:one\s+|a\s+)?(row|column)\s+(?:for|per)\s+"
    r"(?:each\s+|every\s+)?(?:output|component|entry|function|value|residual|equation)\b"
)
OF_GRADIENTS = regex(
    r"\b(row|column)s\s+of\s+(?:the\s+|a\s+|our\s+)?jacobians?\b[^.;]{0,40}?\bare\s+(?:the\s+)?(?:transposed\s+)?gradients\b"
)


def of_gradients(passage: Passage, text: str, bounds: tuple[int, int]) -> Iterator[StatedLayout]:
    """The first thing that a sentence says of the shape of gradients."""
    sentence = text[slice(*bounds)]
    if "row" in sentence or "column" in sentence:
        first = _first_said(passage, text, bounds)
        if first is not None:
            yield first
            return
    match = SAME.search(text, *bounds) if "gradient" in sentence else None
    if match is not None:
        because = "gradients are said to have the shape of their variable"
        yield StatedLayout(COLUMNS, passage.locate(*match.span()), because)


def _first_said(passage: Passage, text: str, bounds: tuple[int, int]) -> StatedLayout | None:
    """The first thing that a sentence says of gradients as rows or columns."""
    sentence = text[slice(*bounds)]
    always = GENERAL.search(text, *bounds) and "scalar" in sentence and not BY_SCALAR.search(text, *bounds)
    for word, pattern in (*SAID, *(((DERIVATIVE, WRITTEN),) if always else ())):
        match = pattern.search(text, *bounds) if word in sentence else None
        if match is not None and not _speaks_of_nabla(passage, match):
            way = match.group(match.lastindex or 1)
            because = f"gradients are said to be {way}s"
            return StatedLayout(ROWS if way == "row" else COLUMNS, passage.locate(*match.span()), because)
    return None


def _speaks_of_nabla(passage: Passage, match: re.Match[str]) -> bool:
    r"""Whether only `\nabla f` is meant, beside which `\partial f / \partial x` may lie the other way."""
    formulas = [passage.formulas.get(place) for place in range(*match.span())]
    return any(each is not None and _is_nabla(each) for each in formulas)


def _is_nabla(parsed: Parsed) -> bool:
    first = parsed.formulas[0].relation.parts[0] if parsed.formulas else None
    return isinstance(first, Derivative) and first.form is Form.NABLA


def of_jacobians(
    passage: Passage, text: str, bounds: tuple[int, int], said: Sequence[Declaration]
) -> Iterator[StatedLayout]:
    """The layouts that a sentence leaves for Jacobians, where it settles more than what J is."""
    if "jacobian" not in text[slice(*bounds)]:
        return
    settles = DERIVATIVE in text[slice(*bounds)] or GENERAL.search(text, *bounds) or GRADIENT.search(text, *bounds)
    if not settles:
        return
    sized = SIZED.search(text, *bounds)
    if sized is not None and (layouts := _by_size(passage, text, bounds, sized, said)):
        yield StatedLayout(layouts, passage.locate(*sized.span()), "this size is said of Jacobians")
    for pattern in (BY_OUTPUT, OF_GRADIENTS):
        match = pattern.search(text, *bounds)
        if match is not None:
            because = f"Jacobians are said to have a {match.group(1)} for each output"
            yield StatedLayout(WIDE if match.group(1) == "row" else TALL, passage.locate(*match.span()), because)


def _by_size(
    passage: Passage, text: str, bounds: tuple[int, int], sized: re.Match[str], said: Sequence[Declaration]
) -> frozenset[str]:
    """m × n for a map from n to m numbers."""
    formula = passage.formulas.get(sized.start(1))
    sizes = meaning_of(formula).sizes if formula is not None else None
    if sizes is None:
        return frozenset()
    stated = (spelled(sizes[0]), spelled(sizes[1]))
    before, after = _map(passage, text, bounds, said)
    if before == after:
        return frozenset()
    return WIDE if stated == (after, before) else TALL if stated == (before, after) else frozenset()


def _map(passage: Passage, text: str, bounds: tuple[int, int], said: Sequence[Declaration]) -> tuple[str, str]:
    """The numbers of inputs and outputs of the map that a sentence speaks of, or that was declared last."""
    match = FROM.search(text, *bounds)
    if match is not None:
        return _length(passage, match.start(1)), _length(passage, match.start(2))
    end = passage.locate(bounds[1] - 1, bounds[1]).end
    for each in reversed(said):
        if each.span.start < end and len(each.domain) == 1 and each.rows is not None:
            return spelled(each.domain[0][0]), spelled(each.rows)
    return "", ""


def _length(passage: Passage, offset: int) -> str:
    formula = passage.formulas.get(offset)
    meaning = meaning_of(formula) if formula is not None else None
    if meaning is None:
        return ""
    if meaning.members is not None:
        return spelled(meaning.members.rows)
    return spelled(meaning.size) if meaning.size is not None else ""
