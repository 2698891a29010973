"""What is said of the parts of something: "the columns of Q are orthonormal", "p, whose entries sum to one"."""

from __future__ import annotations

from mclint.document.qualifiers import Phrase, Tokens, is_one, symbols_at, targets, word
from mclint.document.statement import Property
from mclint.document.symbols import Target, is_capital

PARTS = {
    "column": "column", "columns": "column", "row": "row", "rows": "row", "entries": "entry", "elements": "entry",
    "components": "entry", "coordinates": "entry", "entry": "entry", "element": "entry", "component": "entry",
}  # fmt: skip
BETWEEN = {
    "a",
    "an",
    "is",
    "are",
    "all",
    "be",
    "form",
    "must",
    "then",
    "always",
    "also",
    "mutually",
    "pairwise",
    "strictly",
}
Said = tuple[frozenset[Property], int]


def of_parts(words: Tokens, at: int) -> tuple[tuple[Target, ...], int, Phrase | None]:
    """ "the columns of Q are orthonormal", from the word for the part on."""
    kind = PARTS[word(words, at)]
    of = at + 1 + bool(targets(words, at + 1))  # "the columns u_i of U"
    if word(words, of) != "of":
        return (), at, None
    start = of + 1
    while word(words, start) in ("the", "a", "each", "any", "matrix", "vector"):
        start += 1
    found, end = symbols_at(words, start)
    said = predicate(words, end, kind, all(is_capital(each.symbol) for each in found)) if found else None
    if said is None:
        return (), at, None
    return found, said[1], Phrase(at, said[1], properties=said[0])


def whose(words: Tokens, phrase: Phrase, capital: bool = True) -> Phrase | None:
    """ "whose columns are orthonormal", after a noun or a symbol."""
    kind = PARTS.get(word(words, phrase.end + 1))
    said = None if kind is None else predicate(words, phrase.end + 2, kind, capital)
    return None if said is None else phrase._replace(properties=phrase.properties | said[0], end=said[1])


def predicate(words: Tokens, at: int, kind: str, capital: bool) -> Said | None:
    """What the parts are or do, and the place after it."""
    at += bool(targets(words, at))  # "whose components p_k sum to one"
    while word(words, at) in BETWEEN:
        at += 1
    verb = word(words, at)
    if verb in ("orthonormal", "non-negative", "nonnegative"):
        if verb == "orthonormal":
            held = {"column": Property.ORTHONORMAL_COLUMNS, "row": Property.ORTHONORMAL_ROWS}.get(kind)
        else:
            held = Property.NON_NEGATIVE if kind == "entry" else None
        return None if held is None else (frozenset({held}), at + 1)
    if verb == "positive" and kind == "entry" and word(words, at + 1) not in ("definite", "semidefinite", "integers"):
        return frozenset({Property.POSITIVE}), at + 1
    end = sums_to_one(words, at)
    if end is None or capital is (kind == "entry"):
        return None
    return frozenset({Property.ROWS_SUM_TO_ONE if kind == "row" else Property.SUMS_TO_ONE}), end


def sums_to_one(words: Tokens, at: int) -> int | None:
    """The place after "sum to one", "add up to 1"."""
    if word(words, at) not in ("sum", "sums", "summing", "add", "adds", "adding"):
        return None
    at += 1 + (word(words, at + 1) == "up")
    return at + 2 if word(words, at) == "to" and is_one(words, at + 1) else None
