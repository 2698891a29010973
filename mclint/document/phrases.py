"""Noun phrases: "an m × n matrix", "a symmetric positive definite matrix", "vectors of length n that depend on x"."""

from __future__ import annotations

from mclint.document.qualifiers import Phrase, Tokens, qualified, size_at, sizes_at, targets, word
from mclint.document.statement import Property, Rank
from mclint.document.vocabulary import (
    ADJECTIVES,
    ARTICLES,
    CARRIERS,
    CLOSERS,
    COMPOUND,
    DENY,
    DIRECTIONS,
    FUNCTIONAL,
    HEADS,
    NAMED_ALONE,
    NEEDS_NOUN,
    PLURAL,
    PROJECTIONS,
    STOPS,
    TURNS,
    WEAKENED,
)

ENCODED = {"encoding", "encoded", "representation", "label", "labels", "target", "targets", "code"}
BEFORE_UNIT = {"(", "for", "with", "let", "take"}
MATRIX_ONLY = {
    Property.SYMMETRIC,
    Property.ANTISYMMETRIC,
    Property.ASYMMETRIC,
    Property.ORTHOGONAL,
    Property.ORTHONORMAL_COLUMNS,
    Property.ORTHONORMAL_ROWS,
    Property.LOWER_TRIANGULAR,
    Property.UPPER_TRIANGULAR,
    Property.ROWS_SUM_TO_ONE,
    Property.IDEMPOTENT,
    Property.DIAGONAL,
    Property.POSITIVE_DEFINITE,
    Property.POSITIVE_SEMIDEFINITE,
    Property.INVERTIBLE,
    Property.IDENTITY,
    Property.FULL_COLUMN_RANK,
    Property.FULL_ROW_RANK,
}


def phrase_at(tokens: Tokens, start: int) -> Phrase | None:
    """The noun phrase, or the adjectives of a predicate, that begin at a place."""
    at = start
    while word(tokens, at) in ARTICLES and word(tokens, at) not in ADJECTIVES:
        at += 1
    phrase = _before_noun(tokens, Phrase(start, at)._replace(end=at))
    if phrase is None:
        return None
    phrase = qualified(tokens, phrase)
    return phrase if phrase.says_something else None


def _before_noun(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """Sizes and adjectives up to the noun, the noun included."""
    skipped = 0
    while phrase.end < len(tokens):
        at, text = phrase.end, word(tokens, phrase.end)
        if text in DENY and text not in ADJECTIVES and (text, word(tokens, at + 1)) not in COMPOUND:
            return None
        if text in PROJECTIONS:
            return _projecting(tokens, phrase)
        if text in TURNS and word(tokens, at + 1) in STOPS:
            return _turning(phrase)
        step = (
            _bracketed(tokens, phrase)
            or _sized(tokens, phrase)
            or _dimensional(tokens, phrase)
            or _adjective(tokens, phrase)
        )
        if step is None and text in HEADS:
            return _headed(tokens, phrase)
        if step is None and text in (",", "and") and phrase.adjective and _is_adjective(tokens, at + 1):
            step = phrase._replace(end=at + 1)
        if step is None and text.isalpha() and text not in CLOSERS and skipped < 2 and _noun_follows(tokens, at + 1):
            skipped, step = skipped + 1, phrase._replace(end=at + 1)
        if step is None:
            break
        phrase = step
    if phrase.adjective in NAMED_ALONE and (targets(tokens, phrase.end) or word(tokens, phrase.end) in ("of", ".")):
        return phrase._replace(head="matrix")
    if phrase.adjective == "unit" and _is_direction(tokens, phrase):
        return phrase._replace(rank=None)
    return None if phrase.adjective in NEEDS_NOUN else phrase


def _is_direction(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether "unit" stands before a letter as it does in "for unit u"; a "hidden unit h" is none."""
    found, before = targets(tokens, phrase.end), word(tokens, phrase.start - 1)
    named = len(found) == 1 and found[0].index is None and (found[0].symbol.letter in "uvwxdeq" or found[0].symbol.font)
    return bool(named) and word(tokens, phrase.end - 1) == "unit" and before in BEFORE_UNIT


def _noun_follows(tokens: Tokens, at: int) -> bool:
    """Whether the next words lead to a noun that says what a symbol is."""
    for place in range(at, at + 3):
        text = word(tokens, place)
        if text in HEADS:
            return True
        if not text or text in CLOSERS or text in DENY or not text.replace("-", "").isalpha():
            return False
    return False


def _is_adjective(tokens: Tokens, at: int) -> bool:
    return word(tokens, at) in ADJECTIVES or word(tokens, at) == "also"


def _sized(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    if phrase.sizes is not None:
        return None
    sizes = sizes_at(tokens, phrase.end)
    return None if sizes is None else phrase._replace(sizes=sizes[0], end=sizes[1])


def _dimensional(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """ "n-dimensional", "n dimensional", "n-vector"."""
    length = size_at(tokens, phrase.end)
    if length is None:
        return None
    at = phrase.end + 1 + (word(tokens, phrase.end + 1) == "-")
    if word(tokens, at) in ("dimensional", "dimension", "dim"):
        return phrase._replace(length=length, end=at + 1)
    return phrase._replace(length=length, end=at) if at > phrase.end + 1 and word(tokens, at) in HEADS else None


def _adjective(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    at, text = phrase.end, word(tokens, phrase.end)
    if text == "constant" and not (word(tokens, at + 1) in HEADS or _is_adjective(tokens, at + 1)):
        return None if phrase.end > phrase.start else _with(phrase, text, at + 1)
    if text == "positive" and word(tokens, at + 1) in ("definite", "semidefinite", "semi-definite", "semi", "-"):
        return _definite(tokens, phrase)
    compound = COMPOUND.get((text, word(tokens, at + 1)))
    if (compound or text).endswith("triangular") and word(tokens, at - 1) in WEAKENED:
        return None
    if text == "triangular":
        return None
    if text in ("unit", "normalized", "normalised") and (normed := _normed(tokens, phrase)) is not None:
        return normed
    if text == "cholesky" and word(tokens, at + 1) in ("factor", "factors"):
        triangular = frozenset({Property.LOWER_TRIANGULAR, Property.UPPER_TRIANGULAR})
        return phrase._replace(end=at + 2, adjective="cholesky", head="matrix", properties=triangular)
    if (compound or text) == "one-hot" and (step := at + 1 + (compound is not None)) and word(tokens, step) in ENCODED:
        return _with(phrase, "one-hot", step + 1)._replace(head="vector")
    if compound is not None:
        return _with(phrase, compound, at + 1 + (compound != "probability"))
    return _with(phrase, text, at + 1) if text in ADJECTIVES else None


def _normed(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """ "unit normal", "normalized eigenvector", "normalized to unit length"; "normalized" alone says less."""
    at, text = phrase.end, word(tokens, phrase.end)
    following = word(tokens, at + 1)
    if following in DIRECTIONS:
        return _with(phrase, "unit-length", at + 2)._replace(head="vector")
    if text != "unit" and following == "vector":
        return _with(phrase, "unit-length", at + 1)
    measured = (following, word(tokens, at + 2)) == ("to", "unit") and word(tokens, at + 3) in ("length", "norm")
    return _with(phrase, "unit-length", at + 4) if measured else None


def _projecting(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """ "an orthogonal projection", "a projector onto a subspace"; a plain "projection W" is often any linear map."""
    at, end = phrase.end, phrase.end + 1
    matrix = word(tokens, end) in ("matrix", "matrices")
    kind = word(tokens, at - 1)
    plain = word(tokens, at).startswith("projection") and kind not in ("orthogonal", "oblique")
    if matrix and plain:
        idempotent = phrase.properties | {Property.IDEMPOTENT}
        return phrase._replace(head="matrix", adjective="projection", end=end + 1, properties=idempotent)
    if word(tokens, end) == "of" or (plain and targets(tokens, end)):
        return None
    properties = (phrase.properties - {Property.ORTHOGONAL}) | {Property.IDEMPOTENT}
    if kind == "orthogonal":
        properties |= {Property.SYMMETRIC}
    return phrase._replace(head="matrix", end=end + matrix, rank=Rank.SQUARE, properties=properties)


def _turning(phrase: Phrase) -> Phrase:
    """ "a rotation", "a permutation", of a matrix."""
    properties = phrase.properties | {Property.ORTHOGONAL}
    return phrase._replace(head="matrix", end=phrase.end + 1, rank=Rank.SQUARE, properties=properties)


def _bracketed(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """ "a (symmetric) matrix", "(real) symmetric"."""
    at = phrase.end
    if word(tokens, at) != "(" or word(tokens, at + 2) != ")" or word(tokens, at + 1) not in ADJECTIVES:
        return None
    return _with(phrase, word(tokens, at + 1), at + 3)


def _definite(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    at = phrase.end + 1
    semi = False
    while word(tokens, at) in ("-", "semi"):
        semi, at = semi or word(tokens, at) == "semi", at + 1
    if "definite" not in word(tokens, at):
        return None
    semi = semi or word(tokens, at) != "definite"
    return _with(phrase, "positive-semidefinite" if semi else "positive-definite", at + 1)


def _with(phrase: Phrase, adjective: str, end: int) -> Phrase:
    rank, properties = ADJECTIVES[adjective]
    return phrase._replace(
        end=end,
        adjective=adjective,
        rank=rank or phrase.rank,
        properties=phrase.properties | properties,
    )


def _headed(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """The noun itself, and what it makes of the adjectives before it."""
    at, text = phrase.end, word(tokens, phrase.end)
    rank, end = HEADS[text], at + 1
    if text in ("matrix", "vector", "scalar", "matrices", "vectors", "scalars") and word(tokens, end) in CARRIERS:
        text, end = word(tokens, end), end + 1
    following = word(tokens, end)
    if following.isalpha() and following not in CLOSERS and not following.endswith(("ing", "ed")):
        return None  # "vector space", "matrix norm": another noun is the head
    properties = phrase.properties
    if text in ("constant", "constants"):
        properties |= {Property.CONSTANT}
    if rank is Rank.FUNCTION:
        rank = phrase.rank if phrase.adjective in FUNCTIONAL else Rank.FUNCTION
        properties &= {Property.CONSTANT}
    elif rank is Rank.MATRIX:
        rank = Rank.SQUARE if phrase.rank is Rank.SQUARE else Rank.MATRIX
        if not phrase.adjective.endswith("stochastic"):
            properties -= {Property.SUMS_TO_ONE}
        properties -= {Property.POSITIVE, Property.UNIT_NORM, Property.NON_NEGATIVE, Property.ONE_HOT}
    elif rank is Rank.VECTOR:
        rank = Rank.ROW if phrase.rank is Rank.ROW else Rank.VECTOR
        properties -= MATRIX_ONLY
    elif rank is Rank.SCALAR or (phrase.rank is Rank.SQUARE and phrase.adjective in NEEDS_NOUN):
        rank = Rank.SCALAR  # a "precision constant" is no matrix
        properties -= MATRIX_ONLY
    else:
        rank = phrase.rank
    return phrase._replace(head=text, end=end, rank=rank, properties=properties)


def is_plural(phrase: Phrase) -> bool:
    """Whether the noun is one of several things."""
    return phrase.head in PLURAL
