r"""What sentences say of the shape of derivatives: a row, a column, the shape of x, n × m."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mclint.document.scope import key_of, spelled
from mclint.document.sentences import Meaning, Passage, meaning_of
from mclint.document.statement import Declaration, Rank
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op

# One letter for each formula, by what it may stand for.
SYMBOL, SIZE, TRANSPOSED, DERIVATIVE, OTHER = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
ANY = "[\ue000-\ue004]"
DECORATION = regex(r"\\[A-Za-z]+|[*_{}\"'`“”‘’]")
NAME = r"(numerator|denominator|hybrid|mixed)\s*(?:\([^)]{1,30}\)\s*)?[\s-]layouts?\b"
MENTION = regex(rf"(?:\bin\s+)?(?:\bthe\s+)?\b{NAME}")
VECTOR = r"(row|column)s?\b(?:\s+vectors?\b)?(?!\s*(?:of|space|sum|rank|in\s+the\s+jacobian)\b)"
SIZED = rf"(?:{ANY}-?\s*(?:dimensional\s+)?)?"
VERB = (
    r"\b(?:is|are|as|be|becomes?|gives?|yields?|being|returns?)\s+(?:(?:also|again|always|still|simply|then|defined|"
    r"written|taken|considered|treated|to|be|as|an?|the)\s+)*"
)
PREDICATE = regex(rf"{VERB}{SIZED}{VECTOR}")
BRACKETED = regex(rf"{ANY}\s*\(\s*(?:an?\s+|the\s+)?{VECTOR}")
DIRECT = regex(rf"\b(row|column)s?(?:\s+vectors?)?\s*(?:\(?in|with|under|for|using)\s+(?:the\s+)?{NAME}")
SAME = regex(
    r"\b(?:(transposed)\s+)?shapes?\s+(?:as|of)\s+(?:that\s+of\s+)?(?:the\s+)?((?:(?:transposed?|vector|matrix|variable|input|parameter|"
    r"argument|denominator|of|the)\s*)*)([\ue000\ue002]|\bx\b)?"
)
FORMULATION = regex(r"\b(jacobian|gradient|hessian)\s+formulation")
SUBJECT = regex(r"derivative|gradient|jacobian|respect|differentiat|\bit\b|\bresult|\bthis\b|\bwhich\b|\bby\b|\ue003")
BY_SCALAR = regex(
    rf"\bvectors?\b[\w\s{SYMBOL}-]{{0,30}}?(?:\bby|respect\s+to)\s+(?:an?\s+|the\s+)?scalar|vector-by-scalar"
)
BOUNDARY = regex(r"[,;:.]|\b(?:and|but|while|whereas|where)\b")
MEASURED = regex(
    rf"{DERIVATIVE}(?:\s*\([^)]{{0,120}}\))?\s+(?:is|has|as|are)\b[a-z\s]{{0,40}}?({SIZE})(?!\s*(?:identity|zero))"
)
ROW, COLUMN = "numerator", "denominator"  # the layouts that make the derivative of a scalar a row, a column


class Claim(NamedTuple):
    """A shape said of derivatives: the layout it belongs to, and its place in the text."""

    layout: str
    start: int
    end: int
    name: str = ""  # the layout it is expressly said of


def coded(passage: Passage) -> str:
    """The text in lower case, formulas replaced by one letter each, decoration by spaces."""
    text = list(passage.text.lower())
    if len(text) != len(passage.text):
        text = list(passage.text)
    for offset, parsed in passage.formulas.items():
        text[offset] = _letter(meaning_of(parsed), parsed.formulas[0].relation.parts if parsed.formulas else ())
    return DECORATION.sub(lambda match: " " * len(match.group()), "".join(text)).replace("\n", " ")


def _letter(meaning: Meaning, parts: Sequence[Expr]) -> str:
    if meaning.sizes is not None:
        return SIZE
    if parts and isinstance(parts[0], Derivative):
        return DERIVATIVE
    if len(parts) == 1 and isinstance(parts[0], Apply) and parts[0].op is Op.TRANSPOSE:
        return TRANSPOSED
    return SYMBOL if meaning.targets else OTHER


def claims_in(text: str, start: int, end: int) -> list[Claim]:
    """The shapes that a sentence says derivatives have, in the order of the text."""
    sentence = text[start:end]
    found = _in_rows(text, start, end) if "row" in sentence or "column" in sentence else []
    if "formulation" in sentence:
        found.extend(_formulations(text, start, end))
    if "shape" in sentence:
        found.extend(_shapes(text, start, end))
    return sorted(found, key=lambda claim: claim.start)


def _in_rows(text: str, start: int, end: int) -> list[Claim]:
    """The claims of a sentence that speak of rows or columns."""
    direct = DIRECT.finditer(text, start, end) if "layout" in text[start:end] else ()
    found = [_named(match) for match in direct]
    if found and BY_SCALAR.search(text, start, end):
        found = []
    taken = [(claim.start, claim.end) for claim in found]
    for pattern in (PREDICATE, BRACKETED):
        for match in pattern.finditer(text, start, end):
            place = match.start(1)
            if any(first <= place < last for first, last in taken):
                continue
            clause = _clause(text, start, match.start())
            if pattern is BRACKETED or SUBJECT.search(clause):
                row = (match.group(1) == "row") is not bool(BY_SCALAR.search(clause))
                found.append(Claim(ROW if row else COLUMN, match.start(), match.end()))
                taken.append((match.start(), match.end()))
    return found


def _named(match: re.Match[str]) -> Claim:
    return Claim(ROW if match.group(1) == "row" else COLUMN, match.start(), match.end(), match.group(2))


def _clause(text: str, start: int, end: int) -> str:
    """The words of the clause before a verb."""
    begin = start
    for match in BOUNDARY.finditer(text, start, end):
        begin = match.end()
    return text[begin:end]


def _formulations(text: str, start: int, end: int) -> Iterator[Claim]:
    for match in FORMULATION.finditer(text, start, end):
        yield Claim(ROW if match.group(1) == "jacobian" else COLUMN, match.start(), match.end())


def _shapes(text: str, start: int, end: int) -> Iterator[Claim]:
    """ "the same shape as X", "of the shape of X^T"."""
    for match in SAME.finditer(text, start, end):
        before, words, symbol = match.groups()
        if not words.strip() and symbol is None:
            continue
        clause = text[start : match.start()]
        if "derivative" not in clause and "gradient" not in clause and DERIVATIVE not in clause:
            continue
        transposed = before or "transpose" in words or symbol == TRANSPOSED
        yield Claim(ROW if transposed else COLUMN, match.start(), match.end())


def measured(passage: Passage, text: str, bounds: tuple[int, int], said: Sequence[Declaration]) -> Iterator[Claim]:
    r"""Claims by size: with y m × 1 and x n × 1, "\partial y/\partial x is n × m" is denominator layout."""
    for match in MEASURED.finditer(text, *bounds) if SIZE in text[slice(*bounds)] else ():
        parsed, size = passage.formulas.get(match.start()), passage.formulas.get(match.start(1))
        sizes = meaning_of(size).sizes if size is not None else None
        whole = parsed.formulas[0].relation.parts[0] if parsed is not None else None
        if sizes is None or not isinstance(whole, Derivative) or len(whole.variables) != 1:
            continue
        layout = _layout_of(_size(whole.body, said), _size(whole.variables[0], said), sizes)
        if layout:
            yield Claim(layout, match.start(), match.end(1))


def _layout_of(body: str | None, variable: str | None, sizes: tuple[Expr, Expr]) -> str:
    """The layout that gives the derivative of an m-vector by an n-vector these sizes, "" where both or none do."""
    stated = (spelled(sizes[0]), spelled(sizes[1]))
    if body is None or variable is None or body == variable:
        return ""
    if stated == (variable, body):
        return "column" if body == "1" else "denominator"
    if stated == (body, variable):
        return "numerator" if body == "1" else "jacobian"
    return ""


def _size(expr: Expr, said: Sequence[Declaration]) -> str | None:
    """The length of a declared column vector or scalar, the latest declaration before the derivative."""
    if not isinstance(expr, Name):
        return None
    latest = None
    for each in said:
        if each.span.start > expr.span.start:
            break
        if each.symbol.letter == expr.letter and key_of(each.symbol) == key_of(expr):
            latest = each
    if latest is None:
        return None
    if latest.rank is Rank.SCALAR:
        return "1"
    column = latest.rows is not None and latest.columns is not None and spelled(latest.columns) == "1"
    return spelled(latest.rows) if column and latest.rows is not None else None
