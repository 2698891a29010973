"""What sentences declare: "let A be an m × n matrix", "a symmetric matrix A", "u and v depend on x"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mclint.document.clauses import clause_of
from mclint.document.phrases import MATRIX_ONLY, is_plural, phrase_at
from mclint.document.qualifiers import Phrase, Tokens, after, counted, sizes_at, symbols_at, targets, word
from mclint.document.scope import key_of
from mclint.document.sentences import Passage, sentences, tokens
from mclint.document.sets import one
from mclint.document.statement import Declaration, Property, Rank
from mclint.document.symbols import Target, is_capital
from mclint.document.vocabulary import ADJECTIVES, ARTICLES, CONDITIONS, DENY, DERIVED, EXTENT, HEADS, PLURAL

TELLING = re.compile(
    r"matri|vector|scalar|symmetric|definite|orthogonal|diagonal|dimension|size|shape|invertible|singular|function|"
    r"constant|depend|square|one-hot|idempotent|rank|unit |covariance|hessian|gram |positive|zero|length|entries|"
    r"components|rows|column|number|integer|orthonormal|×|\d[- ]by[- ]|\ufffc\s+(?:is|are|be)\s+\ufffc"
)
COPULAS = {"is", "are", "be", "being", "denotes", "denote"}
FILLERS = {
    "also", "both", "all", "each", "again", "always", "here", "now", "then", "thus", "simply", "just", "assumed",
    "taken", "considered", "supposed", "to", "be", "either", "itself", "still", "therefore", "clearly",
}  # fmt: skip
DOUBTS = {"whether", "unless", "without", "never", "neither", "nor", "only", "even", "not", "otherwise"}
ELSEWHERE = {"of", "to", "by", "in", "on", "from", "between", "than", "at", "with", "into", "over"}
CLAUSE = {
    ",", ";", ":", "(", "that", "where", "if", "when", "whenever", "suppose", "assume", "let", "since", "because", "so",
    "then", "while", "whereas", "given", "hence", "thus", "assuming", "provided", "for", "is", "are", "be", "and",
}  # fmt: skip
RELATED = {"to", "about", "around", "under", "on", "along", "over", "exactly", "precisely"} | CONDITIONS
LONGEST = 400  # words of a sentence; longer ones are no English


def spoken_declarations(passage: Passage) -> list[Declaration]:
    """All declarations in the words of one passage, in the order of the text."""
    if passage.is_heading or not TELLING.search(passage.text.lower()):
        return []
    found: list[Declaration] = []
    for start, end in sentences(passage.text):
        text = passage.text[start:end]
        if not text.rstrip("*_\"' ").endswith("?") and TELLING.search(text.lower()):
            words = tokens(passage, start, end)
            if len(words) <= LONGEST and any(token.meaning is not None for token in words):
                found.extend(_agreeing(list(_said(passage, words))))
    return found


def _agreeing(said: list[Declaration]) -> list[Declaration]:
    """Without those of a symbol that one sentence calls a scalar and a vector: its letters were lost."""
    kinds: dict[str, set[bool]] = {}
    for each in said:
        if each.rank not in (None, Rank.FUNCTION):
            kinds.setdefault(key_of(each.symbol) or "", set()).add(each.rank is Rank.SCALAR)
    return [each for each in said if len(kinds.get(key_of(each.symbol) or "", ())) < 2]


def _said(passage: Passage, words: Tokens) -> Iterator[Declaration]:
    """The declarations of one sentence."""
    at = 0
    while at < len(words):
        step = at + 1
        if targets(words, at):
            found, end, said = _of_subject(words, at)
        else:
            found, end, said = _of_phrase(words, at)
        if said is not None and not _doubted(words, at):
            condition = _condition(words, at)
            for target in found:
                yield from _declaration(passage, words, target, said, condition)
            step = max(step, end - bool(end > at + 1 and targets(words, end - 1)))
        at = step
    yield from _collective(passage, words)


Found = tuple[tuple[Target, ...], int, Phrase | None]
NOTHING: Found = ((), 0, None)


def _of_phrase(words: Tokens, at: int) -> Found:
    """"a symmetric matrix A", "vectors a and x", "the dimensions of A are m × n"."""
    text = word(words, at)
    if text in EXTENT:
        return _extent_of(words, at)
    starts = text in ARTICLES or text in ADJECTIVES or text in HEADS or sizes_at(words, at) is not None
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
    elif phrase.head:
        found = found[:1]
    said = _further(words, replace(phrase, end=end))
    return found, end, replace(said, start=at)


def _denied(words: Tokens, at: int) -> bool:
    """Whether the word before changes or denies what follows: "not symmetric", "block diagonal"."""
    before = word(words, at - 1)
    if before == "-":
        before = word(words, at - 2)
    return before in DENY and before not in ("key", "value", "linear")


def _further(words: Tokens, phrase: Phrase) -> Phrase:
    """The phrase with what follows the symbol: "u of shape d × 1 which depends on x"."""
    for _ in range(3):
        step = after(words, phrase)
        if step is None:
            break
        phrase = step
    return phrase


def _extent_of(words: Tokens, at: int) -> Found:
    """"the dimensions of A are m × n"."""
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


def _of_subject(words: Tokens, at: int) -> Found:
    """"A is symmetric", "x of size n × 1", "A has full column rank", "b, an n-vector"."""
    if at > 0 and word(words, at - 1) in ("and", ",") and targets(words, at - 2):
        return NOTHING  # inside a list, which was tried from its beginning
    found, end = symbols_at(words, at)
    if targets(words, end + 1) and word(words, end) in ("and", ","):
        return NOTHING  # a symbol named twice: its letters were lost
    verb = word(words, end)
    if verb in ("of", "with") and not _elsewhere(words, at, derived=True):
        said = after(words, Phrase(at, end))
        return NOTHING if said is None or not said.says_something else (found, said.end, said)
    if verb in COPULAS or (verb == "to" and word(words, end + 1) == "be"):
        return _predicated(words, at, found, end)
    if verb in ("has", "have", "having"):
        return _having(words, at, found, end)
    if verb in ("depends", "depend", "does", "do") and not _elsewhere(words, at):
        said = after(words, Phrase(at, end))
        return NOTHING if said is None else (found, said.end, said)
    return _apposed(words, at, found, end)


def _predicated(words: Tokens, at: int, found: tuple[Target, ...], end: int) -> Found:
    """"A and B are symmetric matrices"."""
    verb = word(words, end)
    if verb == "is" and len(found) > 1:
        if word(words, end - 2) != "," or not targets(words, end - 1):
            return NOTHING
        at, found = end - 1, targets(words, end - 1)
    if _elsewhere(words, at):
        return NOTHING
    start = end + 1
    while word(words, start) in FILLERS:
        start += 1
    function = after(words, Phrase(at, end))
    said = function or phrase_at(words, start)
    if said is None or _denied(words, start) or targets(words, said.end) or word(words, said.end) in RELATED:
        return NOTHING
    if verb == "are" and len(found) == 1 and found[0].samples is None:
        return NOTHING
    if not said.head and verb == "are" and Property.ORTHOGONAL in said.properties:
        return NOTHING  # "u and v are orthogonal" is about the two together
    return found, said.end, replace(said, start=at)


def _having(words: Tokens, at: int, found: tuple[Target, ...], end: int) -> Found:
    """"A has full column rank", "X has n rows and d columns"."""
    if _elsewhere(words, at):
        return NOTHING
    start = end + 1 + (word(words, end + 1) in ARTICLES)
    # "has" takes what "with" takes
    said = after((*words[:end], replace(words[end], word="with"), *words[end + 1 :]), Phrase(at, end))
    said = said or counted(words, Phrase(at, end), start)
    return NOTHING if said is None or not said.says_something else (found, said.end, said)


def _apposed(words: Tokens, at: int, found: tuple[Target, ...], end: int) -> Found:
    """"x a d-dimensional column vector", "b, an n × 1 vector"."""
    comma = word(words, end) == ","
    start = end + comma
    if word(words, start) not in ("a", "an", "the", "both", "all") or len(found) > 1:
        return NOTHING
    said = phrase_at(words, start)
    if said is None or not said.head or targets(words, said.end) or _elsewhere(words, at, derived=True):
        return NOTHING
    definite = word(words, start) == "the"
    if (comma or definite) and word(words, said.end) in ("is", "are", "has", "can", "which"):
        return NOTHING  # the phrase begins another clause
    if definite and said.sizes is None:
        return NOTHING
    if said.head in PLURAL and len(found) == 1:
        return NOTHING
    return found, said.end, replace(said, start=at)


def _elsewhere(words: Tokens, at: int, derived: bool = False) -> bool:
    """Whether the symbols only belong to the subject, as in "the inverse of A is symmetric".

    With `derived`, only where a derivative, a product or the like is the subject.
    """
    seen = False
    for place in range(at - 1, max(-1, at - 14), -1):
        text = word(words, place)
        if text in CLAUSE and text != "and":
            return seen and derived and _derived(words, place)
        if text in ELSEWHERE:
            seen = True
            if not derived:
                return True
        if seen and text in DERIVED:
            return True
    return False


def _derived(words: Tokens, at: int) -> bool:
    """Whether the subject is a derivative said before a bracket."""
    return any(word(words, place) in DERIVED for place in range(max(0, at - 8), at))


def _doubted(words: Tokens, at: int) -> bool:
    """Whether the clause is denied, asked or excepted: "whether A is symmetric", "unless A is invertible"."""
    for place in range(at - 1, max(-1, at - 12), -1):
        text = word(words, place)
        if text in DOUBTS:
            return not (text == "not" and word(words, place + 1) == "only")
        if text in (",", ";", ":", "."):
            return False
    return False


def _condition(words: Tokens, at: int) -> str:
    """ "if" where the clause is a condition or follows from one."""
    return "if" if any(word(words, place) in CONDITIONS for place in range(max(0, at - 40), at)) else ""


def _collective(passage: Passage, words: Tokens) -> Iterator[Declaration]:
    """"z a function of y and y a function of x (all vectors)"."""
    for at in range(len(words) - 2):
        bracketed = word(words, at) == "(" and word(words, at + 1) in ("all", "both") and word(words, at + 3) == ")"
        if not bracketed or word(words, at + 2) not in PLURAL:
            continue
        said = Phrase(at, at + 4, head=word(words, at + 2), rank=HEADS[word(words, at + 2)])
        named = [target for place in range(at) for target in targets(words, place)]
        for target in {target.symbol: target for target in named}.values():
            yield from _declaration(passage, words, target, said, "")


def _declaration(
    passage: Passage, words: Tokens, target: Target, said: Phrase, condition: str
) -> Iterator[Declaration]:
    """The phrase said of one symbol; nothing where it cannot mean that symbol."""
    rank, properties = said.rank, said.properties
    if not said.head and not is_capital(target.symbol):
        properties -= MATRIX_ONLY
        rank = None if rank is Rank.SQUARE else rank
    rows, columns = _shape(said, target)
    if rank is Rank.SCALAR and rows is None:
        rows = columns = one(target.symbol)
    if target.samples is not None and (rank in (Rank.SCALAR, None) or not said.head) and rows is not None:
        return
    if target.samples is not None and rows is None:
        return
    depends = tuple(each for each in (*target.arguments, *said.depends_on) if each != target.symbol)
    depends = tuple(dict.fromkeys(depends))
    if rows is None and rank is None and not properties and not said.depends_on and not said.resets:
        return
    start, end = words[said.start].start, words[said.end - 1].end
    made = Declaration(
        target.symbol,
        passage.locate(start, end).to(target.span),
        "",
        rows,
        columns,
        rank,
        properties,
        depends_on=depends,
        samples=target.samples,
        resets=said.resets,
        prose=True,
    )
    yield replace(made, because=clause_of(made, condition))


def _shape(said: Phrase, target: Target) -> tuple:  # type: ignore[type-arg]
    """Rows and columns that the phrase gives."""
    if said.sizes is not None:
        return said.sizes
    if said.length is None:
        return None, None
    unit = one(target.symbol)
    if said.rank is Rank.ROW:
        return unit, said.length
    if said.rank in (Rank.SQUARE, Rank.MATRIX):
        return (said.length, said.length) if said.rank is Rank.SQUARE else (None, None)
    return (None, None) if said.rank is Rank.SCALAR else (said.length, unit)


