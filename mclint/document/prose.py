"""What sentences declare: "let A be an m × n matrix", "a symmetric matrix A", "u and v depend on x"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mclint.document.clauses import clause_of
from mclint.document.hedges import condition, doubted
from mclint.document.phrases import MATRIX_ONLY
from mclint.document.qualifiers import Phrase, Tokens, targets, word
from mclint.document.scope import key_of
from mclint.document.sentences import Passage, sentences, tokens
from mclint.document.sets import one
from mclint.document.statement import Declaration, Property, Rank
from mclint.document.subjects import of_phrase, of_subject
from mclint.document.symbols import Target, is_capital, is_number, mentions
from mclint.document.units import is_lasting
from mclint.document.vocabulary import HEADS, NAMED_ALONE, PLURAL
from mclint.patterns import regex
from mclint.syntax.tree import Expr

TELLING = regex(
    r"matri|vector|scalar|symmetric|definite|orthogonal|diagonal|dimension|size|shape|invertible|singular|function|"
    r"constant|depend|square|one-hot|idempotent|rank|unit |covariance|hessian|gram |positive|zero|length|entries|"
    r"components|rows|column|number|integer|orthonormal|triangular|negative|adjoint|skew|sums?\s+(?:up\s+)?to|"
    r"stochastic|projec|norm |simplex|rotation|involut|unitary|cholesky|"
    r"reflection|permutation|psd|spd|adds?\s+up|transpose|symmetry|orthogonality|idempoten|sphere|unit-|normali|basis|"
    r"probabilit|distributions? o|×|\d[- ]by[- ]|"
    r"\ufffc\s+(?:is|are|be|in|(?:lie|live)s?\s+in|belongs?\s+to)\s+\ufffc"
)
# What a noun says of some letters only: a "projection matrix W" is often any linear map.
OF_LETTERS = {
    "projection": {"P": Property.IDEMPOTENT, "Pi": Property.IDEMPOTENT},
    "cholesky": {"L": Property.LOWER_TRIANGULAR, "R": Property.UPPER_TRIANGULAR, "U": Property.UPPER_TRIANGULAR},
}
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
                lasting = is_lasting(text)
                found.extend(each._replace(lasting=lasting) for each in _agreeing(list(_said(passage, words))))
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
    at = floor = 0  # words before the floor belong to a statement that was read
    while at < len(words):
        step = at + 1
        subject = bool(targets(words, at))
        if subject:
            found, end, said = of_subject(words, at, floor)
        else:
            found, end, said = of_phrase(words, at)
        if said is not None and not doubted(words, at):
            led = condition(words, at)
            for target in found:
                yield from _declaration(passage, words, target, said, led)
            floor = max(floor, end) if subject else floor
            step = max(step, end - bool(end > at + 1 and targets(words, end - 1)))
        at = step
    yield from _collective(passage, words)


def _collective(passage: Passage, words: Tokens) -> Iterator[Declaration]:
    """ "z a function of y and y a function of x (all vectors)"."""
    for at in range(len(words) - 2):
        bracketed = word(words, at) == "(" and word(words, at + 1) in ("all", "both") and word(words, at + 3) == ")"
        if not bracketed or word(words, at + 2) not in PLURAL:
            continue
        said = Phrase(at, at + 4, head=word(words, at + 2), rank=HEADS[word(words, at + 2)])
        named = [target for place in range(at) for target in targets(words, place)]
        for target in {target.symbol: target for target in named}.values():
            yield from _declaration(passage, words, target, said, "")


def _declaration(passage: Passage, words: Tokens, target: Target, said: Phrase, led: str) -> Iterator[Declaration]:
    """The phrase said of one symbol; nothing where it cannot mean that symbol."""
    rank, properties = said.rank, said.properties
    if (Property.IDEMPOTENT in properties or said.adjective in NAMED_ALONE) and not is_capital(target.symbol):
        return
    if said.adjective in OF_LETTERS:
        usual = OF_LETTERS[said.adjective].get(target.symbol.letter)
        properties = frozenset() if usual is None else frozenset({usual})
    if not said.head and not is_capital(target.symbol):
        properties -= MATRIX_ONLY
        rank = None if rank is Rank.SQUARE else rank
    if rank is Rank.FUNCTION and "the" in [word(words, at) for at in range(max(said.start - 1, 0), said.start + 1)]:
        rank = None  # "the function f" is the one that was spoken of before
    rows, columns = _shape(said, target)
    if _contradicts(rank, target.sizes) or (target.samples is not None and (rows is None or not said.head)):
        return
    if rank is Rank.SCALAR and rows is None:
        rows = columns = one(target.symbol)
    symbol, samples = target.symbol, target.samples
    if target.index is not None and any(mentions(size, target.index) for size in (rows, columns) if size is not None):
        symbol, samples = replace(symbol, label=target.label), None  # W_k of size d × k is no family
    depends = tuple(dict.fromkeys(each for each in (*target.arguments, *said.depends_on) if each != symbol))
    depends = () if Property.CONSTANT in properties else depends
    if rows is None and rank is None and not properties and not said.depends_on and not said.resets:
        return
    start, end = words[said.start].start, words[said.end - 1].end
    made = Declaration(
        symbol,
        passage.locate(start, end).to(target.span),
        "",
        rows,
        columns,
        rank,
        properties,
        depends_on=depends,
        samples=samples,
        resets=said.resets,
        prose=True,
    )
    yield made._replace(because=clause_of(made, led))


def _contradicts(rank: Rank | None, sizes: tuple[Expr, Expr] | None) -> bool:
    r"""Whether mathematics says otherwise, as of x in "all scalars `c \in \mathbb{R}, x \in \mathbb{R}^n`"."""
    if sizes is None or rank is None or rank is Rank.FUNCTION:
        return False
    scalar = all(is_number(size, 1) for size in sizes)
    return scalar is not (rank is Rank.SCALAR)


def _shape(said: Phrase, target: Target) -> tuple[Expr | None, Expr | None]:
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
    return (None, None) if said.rank in (Rank.SCALAR, Rank.FUNCTION) else (said.length, unit)
