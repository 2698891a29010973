"""Declarations of one symbol that disagree, where the text does not begin anew between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from mclint.document.document import Document
from mclint.document.scope import key_of, spelled
from mclint.document.statement import Declaration, Rank
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.segment import Kind
from mclint.syntax.tree import Name, Number

# Words after which a letter may be meant anew, and those that speak of what was said before.
ANEW = regex(
    r"\b(?:let|assum\w+|suppos\w+|consider\w*|for|given|if|when\w*|tak\w+|choos\w+|any|another|now|new|say|example|"
    r"e\.g|where|with|cas\w+|other|different|instead|or|not|transpos\w+|redefin\w+|swap\w*|fix|pick|denot\w+)\b"
    r"|[^\x00-\x7f]",
    re.I,
)
REMINDER = regex(r"\b(?:as (?:before|above|defined|stated|said)|recall|remember|still|again)\b", re.I)
DENIED = regex(r"\b(?:not|no longer|unlike|instead|transpos\w*|if|or)\b", re.I)
SENTENCE_END = regex(r"[.!?;。；:](?:\s|$)|\n\s*\n|\\item\b|\n\s*(?:[-*+]\s|\|)|\\\\|\\begin|\\end")
NEAR = 1200  # characters: farther away even a reader has to look it up
ONE_SENTENCE = 160


class Disagreement(NamedTuple):
    """Two declarations of one symbol with different sizes."""

    first: Declaration
    second: Declaration


def disagreements(document: Document) -> Iterator[Disagreement]:
    """Each declaration against the last one of its symbol in the same section."""
    text = document.source.text
    headings = [segment.span.start for segment, _ in document.pieces if segment.kind is Kind.HEADING]
    equal = {frozenset((spelled(each.left), spelled(each.right))) for each in document.spoken.sizes}
    before: dict[str, list[Declaration]] = {}
    for said in document.spoken.declarations:
        if said.rows is None or said.columns is None or said.samples is not None or said.rank is Rank.FUNCTION:
            continue
        earlier = before.setdefault(key_of(said.symbol) or "", [])
        if earlier and not said.because.startswith("if "):
            first = earlier[-1]
            together = bisect_right(headings, first.span.start) == bisect_right(headings, said.span.start)
            alike = any(not _differ(each, said, equal) for each in earlier)
            if together and not alike and _insists(text, first, said):
                yield Disagreement(first, said)
        earlier.append(said)


def size_text(said: Declaration) -> str:
    """The stated size as `n × d`."""
    assert said.rows is not None and said.columns is not None
    return f"{spelled(said.rows)} × {spelled(said.columns)}"


def _differ(first: Declaration, second: Declaration, equal: set[frozenset[str]]) -> bool:
    """Whether a size is another name or another number; a number may be a special case of a name."""
    for a, b in ((first.rows, second.rows), (first.columns, second.columns)):
        names = isinstance(a, Name) and isinstance(b, Name) and frozenset((spelled(a), spelled(b))) not in equal
        if a != b and (names or (isinstance(a, Number) and isinstance(b, Number))):
            return True
    return False


def _insists(text: str, first: Declaration, second: Declaration) -> bool:
    """Whether the second declaration speaks of the same thing as the first: it reminds, adds, or turns the sizes."""
    between = text[first.span.end : second.span.start]
    if len(between) > NEAR or first.span.overlaps(second.span):
        return first.span.overlaps(second.span) and second.prose is not first.prose
    ends = [match.end() for match in SENTENCE_END.finditer(between)]
    lead = between[ends[-1] if ends else 0 :]
    if REMINDER.search(lead):
        return DENIED.search(lead) is None
    if not ends:
        return len(between) <= ONE_SENTENCE and ANEW.search(between) is None
    turned = (first.rows, first.columns) == (second.columns, second.rows)
    return turned and ANEW.search(lead) is None
