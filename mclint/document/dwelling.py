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
