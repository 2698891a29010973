"""What sentences say of a symbol by its transpose, inverse or norm: "the inverse of Q is its transpose"."""

from __future__ import annotations

from mclint.document.qualifiers import Phrase, Tokens, is_one, symbols_at, word
from mclint.document.statement import Property
from mclint.document.symbols import Target, is_capital

Found = tuple[tuple[Target, ...], int, Phrase | None]
NOTHING: Found = ((), 0, None)
NOUNS = {
    "symmetry": Property.SYMMETRIC,
    "antisymmetry": Property.ANTISYMMETRIC,
    "skew-symmetry": Property.ANTISYMMETRIC,
    "orthogonality": Property.ORTHOGONAL,
    "orthonormality": Property.ORTHONORMAL_COLUMNS,
    "idempotence": Property.IDEMPOTENT,
    "idempotency": Property.IDEMPOTENT,
    "diagonality": Property.DIAGONAL,
}
MEASURES = {"norm", "length", "inverse"}
BY = {"by", "using", "from", "exploiting", "via", "to", "of"}  # "due to the symmetry of A", "because of"
CAUSES = {"due", "because", "thanks", "owing"}


def of_noun(words: Tokens, at: int) -> Found:
    """ "by the symmetry of A", "the norm of u is one", "the inverse of Q is its transpose", from the noun on."""
    noun = word(words, at)
    if word(words, at + 1) != "of":
        return NOTHING
    start = at + 2 + (word(words, at + 2) in ("the", "a")) + (word(words, at + 3) in ("matrix", "vector"))
    found, end = symbols_at(words, start)
    if not found or any(each.transposed or each.index for each in found):
        return NOTHING
    if noun in NOUNS:
        used = _is_used(words, at) and all(is_capital(each.symbol) for each in found)
        return (found, end, Phrase(at, end, properties=frozenset({NOUNS[noun]}))) if used else NOTHING
    equal = equals(words, end)
    if equal is None or len(found) > 1:
        return NOTHING
    capital = is_capital(found[0].symbol)
    if noun == "inverse" and capital and _its(words, equal) == "transpose" and _is_all(words, equal + 2):
        return found, equal + 2, Phrase(at, equal + 2, properties=frozenset({Property.ORTHOGONAL}))
    if noun in ("norm", "length") and not capital and is_one(words, equal) and _is_all(words, equal + 1):
        return found, equal + 1, Phrase(at, equal + 1, properties=frozenset({Property.UNIT_NORM}))
    return NOTHING


def own_transpose(words: Tokens, at: int, end: int) -> Phrase | None:
    """ "equals its transpose", "is its own transpose", behind a symbol."""
    equal = equals(words, end)
    if equal is None or _its(words, equal) != "transpose":
        return None
    end = equal + 2 + (word(words, equal + 1) == "own")
    return Phrase(at, end, properties=frozenset({Property.SYMMETRIC})) if _is_all(words, end) else None


def equals(words: Tokens, at: int) -> int | None:
    """The place after "is", "equals", "is equal to"."""
    if word(words, at) in ("equals", "equal"):
        return at + 1
    if word(words, at) not in ("is", "be"):
        return None
    return at + 3 if (word(words, at + 1), word(words, at + 2)) == ("equal", "to") else at + 1


def _its(words: Tokens, at: int) -> str:
    """The noun after "its", "its own"."""
    if word(words, at) != "its":
        return ""
    return word(words, at + 1 + (word(words, at + 1) == "own"))


def _is_all(words: Tokens, at: int) -> bool:
    """Whether nothing restricts what was said: "is one of", "is its transpose only if"."""
    return word(words, at) not in ("of", "only", "if", "when", "exactly", "precisely", "iff", "for", "up")


def _is_used(words: Tokens, at: int) -> bool:
    """Whether the noun is what a step rests on: "by the symmetry of A", "using orthogonality of Q"."""
    before = at - 1 - (word(words, at - 1) == "the")
    led = word(words, before)
    return led in BY and (led not in ("to", "of") or word(words, before - 1) in CAUSES)
