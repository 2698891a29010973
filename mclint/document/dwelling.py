"""What sentences say of where a symbol lies: "p is on the simplex", "u lies on the unit sphere"."""

from __future__ import annotations

from mclint.document.qualifiers import Phrase, Tokens, word
from mclint.document.statement import SIMPLEX, Property, Rank
from mclint.document.symbols import Target, is_capital
from mclint.document.vocabulary import STOPS
from mclint.syntax.tree import Name

IS = {"is", "be", "are"}
LIES = {"belongs", "belong", "lives", "live", "lies", "lie", *IS}
MEMBERS = {"point", "vector", "element"}
WITHIN = {"to", "in", "on"}
PROJECTORS = {"P", "Pi", "H"}  # H is the hat matrix
OBLIQUELY = {"obliquely", "not"}
OUTCOMES = {"classes", "labels", "categories", "outcomes", "states", "symbols", "tokens", "words", "actions", "items"}
ENDS = STOPS | {"of", "if", "with", "where", "for", "that", "which", "so"}  # behind "simplex", and no other noun


def dwelling(words: Tokens, at: int, found: tuple[Target, ...], end: int) -> Phrase | None:
    """What the words behind some symbols say of the set that they are in, where they name one."""
    verb, following = word(words, end), word(words, end + 1)
    if verb == "in":
        return _set(words, at, found, end + 1)
    if verb in IS and following == "a" and word(words, end + 2) in MEMBERS and word(words, end + 3) in (*WITHIN, "of"):
        return _named(words, at, found, end + 4)
    if verb not in LIES or following not in WITHIN:
        return None
    return _set(words, at, found, end + 2) if verb not in IS else _named(words, at, found, end + 2)


def projecting(words: Tokens, at: int, found: tuple[Target, ...], end: int) -> Phrase | None:
    """ "projects orthogonally onto a subspace", "projects x onto a line", behind the letter of a projection."""
    letter = found[0].symbol.letter if len(found) == 1 else ""
    if word(words, end) != "projects" or letter not in PROJECTORS:
        return None
    onto = next((place for place in range(end + 1, end + 6) if word(words, place) == "onto"), None)
    between = {word(words, place) for place in range(end + 1, onto or end)}
    if onto is None or between & STOPS - {""} or between & OBLIQUELY:
        return None
    orthogonal = "orthogonally" in between
    if not orthogonal and letter == "H":
        return None
    said = frozenset({Property.IDEMPOTENT} | ({Property.SYMMETRIC} if orthogonal else set()))
    return Phrase(at, onto + 1, properties=said)


def distributed(words: Tokens, at: int, found: tuple[Target, ...], end: int) -> Phrase | None:
    """ "is a distribution over K classes", of a letter for a vector."""
    if word(words, end) not in IS or is_capital(found[0].symbol):
        return None
    place = end + 1
    while word(words, place) in ("a", "the", "probability", "categorical", "discrete", "predicted", "true"):
        place += 1
    if word(words, place) not in ("distribution", "distributions") or word(words, place + 1) not in ("over", "on"):
        return None
    place += 2 + (word(words, place + 2) in ("the", "all"))
    place += bool(words[place : place + 1] and words[place].meaning is not None)
    return Phrase(at, place + 1, properties=SIMPLEX) if word(words, place) in OUTCOMES else None


def _set(words: Tokens, at: int, found: tuple[Target, ...], place: int) -> Phrase | None:
    if (said := _named(words, at, found, place)) is not None:
        return said
    subject, meaning = words[at].meaning, words[place].meaning if place < len(words) else None
    if subject is None or not isinstance(subject.expr, Name) or meaning is None or meaning.members is None:
        return None
    return Phrase(at, place + 1, sizes=(meaning.members.rows, meaning.members.columns))


def _named(words: Tokens, at: int, found: tuple[Target, ...], place: int) -> Phrase | None:
    """ "the probability simplex", "the unit sphere", of vectors."""
    unit = False
    while word(words, place) in ("the", "a", "probability", "standard", "unit", "euclidean"):
        unit, place = unit or word(words, place) == "unit", place + 1
    if is_capital(found[0].symbol):
        return None
    if word(words, place + 1) not in ENDS:
        return None
    if word(words, place) in ("simplex", "probabilities"):
        return Phrase(at, place + 1, rank=Rank.VECTOR, properties=SIMPLEX)
    if unit and word(words, place) == "sphere":
        return Phrase(at, place + 1, properties=frozenset({Property.UNIT_NORM}))
    return None
