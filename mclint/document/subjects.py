"""What a sentence says of which symbols: "A and B are symmetric", "a vector b of length n", "u depends on x"."""

from __future__ import annotations

from dataclasses import replace

from mclint.document.dwelling import distributed, dwelling, projecting
from mclint.document.inverses import MEASURES, NOUNS, of_noun, own_transpose
from mclint.document.parts import PARTS, of_parts, sums_to_one, whose
from mclint.document.phrases import MATRIX_ONLY, is_plural, phrase_at
from mclint.document.qualifiers import Phrase, Tokens, after, counted, qualified, sizes_at, symbols_at, targets, word
from mclint.document.statement import Property
from mclint.document.symbols import Target, is_capital
from mclint.document.vocabulary import (
    ADJECTIVES,
    ARTICLES,
    COMPOUND,
    CONDITIONS,
    DENY,
    DERIVED,
    EXTENT,
    HEADS,
    PLURAL,
)

COPULAS = {"is", "are", "be", "being", "denotes", "denote"}
FILLERS = {
    "also", "both", "all", "each", "again", "always", "here", "now", "then", "thus", "simply", "just", "assumed",
    "taken", "considered", "supposed", "to", "be", "either", "itself", "still", "therefore", "clearly",
}  # fmt: skip
ELSEWHERE = {"of", "to", "by", "in", "on", "from", "between", "than", "at", "with", "into", "over"}
CLAUSE = {
    ",", ";", ":", "(", "that", "where", "if", "when", "whenever", "suppose", "assume", "let", "since", "because", "so",
    "then", "while", "whereas", "given", "hence", "thus", "assuming", "provided", "for", "is", "are", "be", "and",
}  # fmt: skip
DENIALS = [
    (*verb, *adverb, "symmetric")
    for verb in (("is", "not"), ("are", "not"), ("be", "not"), ("need", "not", "be"))
    for adverb in ((), ("necessarily",))
]
LEADING = {
    "with",
    "for",
    "assuming",
    "taking",
    "suppose",
    "assume",
    "take",
    "let",
    "where",
    "when",
    "if",
    "and",
    "given",
    "having",
}
ENDING = {"", ",", ".", ";", ":", ")", "and", "or", "we", "then", "the", "it", "this", "as", "so", "such", "but"}
BULLETS = {"-", "•", "+"}
ARTICLED = {"a", "an", "the"}
RELATED = {"to", "about", "around", "under", "on", "along", "over", "exactly", "precisely"} | CONDITIONS

Found = tuple[tuple[Target, ...], int, Phrase | None]
NOTHING: Found = ((), 0, None)


def of_phrase(words: Tokens, at: int) -> Found:
    """ "a symmetric matrix A", "vectors a and x", "the dimensions of A are m × n"."""
    text = word(words, at)
    if text in NOUNS or text in MEASURES:
        found, end, said = of_noun(words, at)
        return (found, end, said) if found else _extent_of(words, at)
    if text in EXTENT:
        return _extent_of(words, at)
    if text in PARTS and "of" in (word(words, at + 1), word(words, at + 2)):
        return of_parts(words, at)
    starts = text in ARTICLES or text in ADJECTIVES or text in HEADS or sizes_at(words, at) is not None
    starts = starts or (text, word(words, at + 1)) in COMPOUND
    starts = starts or words[at].word.isdigit()
    if not starts or _denied(words, at):
        return NOTHING
    phrase = phrase_at(words, at)
    if phrase is None:
        return NOTHING
    found = targets(words, phrase.end)
    if not found:
        return ((), phrase.end, None)
    end = phrase.end + 1
    if is_plural(phrase):
        found, end = symbols_at(words, phrase.end)
        if len(found) == 1 and found[0].samples is None and text != "all":
            return ((), end, None)  # "the vectors X": they make up X
        if phrase.sizes is None and found[-1].sizes is not None and all(each.sizes is None for each in found[:-1]):
            phrase = phrase._replace(sizes=found[-1].sizes)  # "vectors a and b" with a size for the last one
    elif phrase.head:
        found = found[:1]
    said = qualified(words, phrase._replace(end=end), 3)
    return found, said.end, said._replace(start=at)


def _denied(words: Tokens, at: int) -> bool:
    """Whether the word before changes or denies what follows: "not symmetric", "block diagonal"."""
    before = word(words, at - 1)
    if before == "-":
        before = word(words, at - 2)
    if (before, word(words, at)) in COMPOUND:
        return True  # read from its first word on
    return before in DENY and before not in ("key", "value", "linear")


def _extent_of(words: Tokens, at: int) -> Found:
    """ "the dimensions of A are m × n"."""
    if word(words, at + 1) != "of":
        return NOTHING
    start = at + 2
    while word(words, start) in ARTICLES or word(words, start) in HEADS:
        start += 1
    found, end = symbols_at(words, start)
    if not found or word(words, end) not in COPULAS:
        return NOTHING
    sizes = sizes_at(words, end + 1)
    return NOTHING if sizes is None else (found, sizes[1], Phrase(at, sizes[1], sizes=sizes[0]))


def of_subject(words: Tokens, at: int, floor: int) -> Found:
    """ "A is symmetric", "x of size n × 1", "A has full column rank", "b, an n-vector"."""
    if at - 2 >= floor and targets(words, at - 2) and symbols_at(words, at - 2)[1] > at:
        return NOTHING  # inside a list, which was tried from its beginning
    found, end = symbols_at(words, at)
    if targets(words, end + 1) and word(words, end) in ("and", ","):
        return NOTHING  # a symbol named twice: its letters were lost
    verb = word(words, end)
    if (place := _denying(words, end)) and not _elsewhere(words, at, floor):
        return found, place, Phrase(at, place, properties=frozenset({Property.ASYMMETRIC}))
    if verb in ("of", "with") and not _elsewhere(words, at, floor, derived=True):
        said = after(words, Phrase(at, end))
        return NOTHING if said is None or not said.says_something else (found, said.end, said)
    said = dwelling(words, at, found, end) or own_transpose(words, at, end)
    said = said or projecting(words, at, found, end) or distributed(words, at, found, end)
    if said is not None:
        return NOTHING if _elsewhere(words, at, floor) else (found, said.end, said)
    if verb in COPULAS or (verb == "to" and word(words, end + 1) == "be"):
        return _predicated(words, at, floor, found, end)
    if verb == "," and word(words, end + 1) == "which" and word(words, end + 2) in COPULAS:
        return _predicated(words, at, floor, found, end + 2)
    if verb in ("has", "have", "having"):
        return _having(words, at, floor, found, end)
    if verb == "whose" and (said := whose(words, Phrase(at, end), is_capital(found[0].symbol))) is not None:
        return found, said.end, said
    stop = sums_to_one(words, end + (verb == "that"))
    if stop is not None and not _elsewhere(words, at, floor, derived=verb == "that"):
        summed = tuple(replace(each, samples=None, index=None) for each in found)  # "the p_k sum to one"
        return summed, stop, Phrase(at, stop, properties=frozenset({Property.SUMS_TO_ONE}))
    if verb in ("depends", "depend", "does", "do") and not _elsewhere(words, at, floor):
        said = after(words, Phrase(at, end))
        return NOTHING if said is None else (found, said.end, said)
    return _apposed(words, at, floor, found, end)


def _denying(words: Tokens, at: int) -> int:
    """Behind "is not symmetric", "need not be symmetric"; 0 for other words."""
    text = [word(words, place) for place in range(at, at + 5)]
    for denied in DENIALS:
        if tuple(text[: len(denied)]) == denied:
            place = at + len(denied)
            return place if word(words, place) in ("", ".", ",", ";", ":", "and", "or", "in", "then") else 0
    return 0


def _predicated(words: Tokens, at: int, floor: int, found: tuple[Target, ...], end: int) -> Found:
    """ "A and B are symmetric matrices"."""
    verb = word(words, end)
    if len(found) > 1 and at < floor:
        return NOTHING  # "depends on x and y are vectors"
    if verb == "is" and len(found) > 1:
        if word(words, end - 2) != "," or not targets(words, end - 1):
            return NOTHING
        at, found = end - 1, targets(words, end - 1)
    if _elsewhere(words, at, floor):
        return NOTHING
    start = end + 1
    while word(words, start) in FILLERS:
        start += 1
    if word(words, start) in ("encoded", "represented", "given") and word(words, start + 1) in ("as", "by"):
        start += 2
    function = after(words, Phrase(at, end))
    said = function or phrase_at(words, start)
    if said is None or _denied(words, start) or targets(words, said.end) or word(words, said.end) in RELATED:
        return NOTHING
    if word(words, said.end) == "only" or (not said.head and said.sizes is None and word(words, start) in ARTICLED):
        return NOTHING  # "a positive …": the noun is one that says nothing here
    if verb == "are" and len(found) == 1 and found[0].samples is None:
        return NOTHING
    if not said.head and verb == "are" and Property.ORTHOGONAL in said.properties:
        return NOTHING  # "u and v are orthogonal" is about the two together
    return found, said.end, said._replace(start=at)


def _having(words: Tokens, at: int, floor: int, found: tuple[Target, ...], end: int) -> Found:
    """ "A has full column rank", "X has n rows and d columns"."""
    if _elsewhere(words, at, floor):
        return NOTHING
    start = end + 1 + (word(words, end + 1) in ARTICLES)
    # "has" takes what "with" takes
    said = after((*words[:end], words[end]._replace(word="with"), *words[end + 1 :]), Phrase(at, end))
    said = said or counted(words, Phrase(at, end), start)
    return NOTHING if said is None or not said.says_something else (found, said.end, said)


def _apposed(words: Tokens, at: int, floor: int, found: tuple[Target, ...], end: int) -> Found:
    """ "x a d-dimensional column vector", "b, an n × 1 vector"."""
    if len(found) == 1 and word(words, end) in ("(", ":", "—", "–") and not _elsewhere(words, at, floor, derived=True):
        return _explained(words, at, found, end)
    if len(found) == 1 and word(words, at - 1) == "(" and word(words, end) in ADJECTIVES:
        said = phrase_at(words, end)  # "(A symmetric)"
        alone = said is not None and not said.head and word(words, said.end) == ")"
        return (found, said.end, said) if said is not None and alone else NOTHING
    if word(words, end) in ADJECTIVES or (word(words, end), word(words, end + 1)) in COMPOUND:
        return _standing_behind(words, at, floor, found, end)
    comma = word(words, end) == ","
    start = end + comma
    if word(words, start) not in ("a", "an", "the", "both", "all") or len(found) > 1:
        return NOTHING
    said = phrase_at(words, start)
    if said is None or not said.head or targets(words, said.end) or _elsewhere(words, at, floor, derived=True):
        return NOTHING
    definite = word(words, start) == "the"
    if (comma or definite) and word(words, said.end) in ("is", "are", "has", "can", "which"):
        return NOTHING  # the phrase begins another clause
    if definite and said.sizes is None:
        return NOTHING
    if said.head in PLURAL and len(found) == 1:
        return NOTHING
    return found, said.end, said._replace(start=at)


def _standing_behind(words: Tokens, at: int, floor: int, found: tuple[Target, ...], end: int) -> Found:
    """ "with A symmetric", "for A and B positive definite,": an adjective alone behind what it is said of."""
    led = word(words, at - 1) in LEADING and not _elsewhere(words, at, floor, derived=True)
    said = phrase_at(words, end) if led else None
    if said is None or said.head or said.sizes or targets(words, said.end) or not said.properties & MATRIX_ONLY:
        return NOTHING
    after_it = word(words, said.end)
    return (found, said.end, said._replace(start=at)) if after_it in ENDING else NOTHING


def _explained(words: Tokens, at: int, found: tuple[Target, ...], end: int) -> Found:
    """ "X (an n × d matrix)", "X: the n × d design matrix"."""
    said = phrase_at(words, end + 1)
    if said is None or targets(words, said.end):
        return NOTHING
    listed = at == 0 or (at == 1 and word(words, 0) in BULLETS)  # the item of a list, the row of a table
    if said.sizes is None and not ((word(words, end) == "(" or listed) and said.properties & MATRIX_ONLY):
        return NOTHING
    closed = word(words, said.end) == ")" if word(words, end) == "(" else bool(said.head)
    return (found, said.end, said._replace(start=at)) if closed else NOTHING


def _elsewhere(words: Tokens, at: int, floor: int, derived: bool = False) -> bool:
    """Whether the symbols only belong to the subject, as in "the inverse of A is symmetric".

    With `derived`, only where a derivative, a product or the like is the subject.
    """
    seen = False
    for place in range(at - 1, max(floor - 1, at - 14), -1):
        text = word(words, place)
        if text in CLAUSE and text != "and":
            return seen and derived and _derived(words, place)
        if text in ELSEWHERE and (text, word(words, place + 1)) not in (("in", "case"), ("in", "addition")):
            seen = True
            if not derived:
                return True
        if seen and text in DERIVED:
            return True
    return False


def _derived(words: Tokens, at: int) -> bool:
    """Whether the subject is a derivative said before a bracket."""
    return any(word(words, place) in DERIVED for place in range(max(0, at - 8), at))
