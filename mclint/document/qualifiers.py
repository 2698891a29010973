"""What stands after a noun or a symbol: "of size m × n", "with k entries", "that depends on x"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mclint.document.sentences import Meaning, Token
from mclint.document.sets import size_of
from mclint.document.statement import Property, Rank
from mclint.document.symbols import Target
from mclint.document.vocabulary import ADJECTIVES, ARTICLES, CARRIERS, EXTENT, FITTING, HEADS
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Expr, Name, Number, Op

Tokens = Sequence[Token]
ENTRIES = {"entries", "elements", "components", "entry", "coordinates"}
SIGNS = {
    "positive": Property.POSITIVE,
    "nonnegative": Property.NON_NEGATIVE,
    "non-negative": Property.NON_NEGATIVE,
}
RANKS = {"column": Property.FULL_COLUMN_RANK, "row": Property.FULL_ROW_RANK}
OWNERS = {"a", "an", "the", "is", "are", "be", "does", "do", "depends", "has", "denotes"}


class Phrase(NamedTuple):
    """What a noun phrase says, and the tokens it covers."""

    start: int
    end: int
    head: str = ""
    sizes: tuple[Expr, Expr] | None = None
    length: Expr | None = None  # of "n-dimensional" and "of length n"
    rank: Rank | None = None
    properties: frozenset[Property] = frozenset()
    depends_on: tuple[Name, ...] = ()
    resets: bool = False
    adjective: str = ""

    @property
    def says_something(self) -> bool:
        """Whether the phrase tells anything of a symbol."""
        return bool(self.sizes or self.length or self.rank or self.properties or self.depends_on or self.resets)


def word(tokens: Tokens, at: int) -> str:
    """The word at a place, "" for a formula or past the end."""
    return tokens[at].word if 0 <= at < len(tokens) else ""


def targets(tokens: Tokens, at: int) -> tuple[Target, ...]:
    """The symbols of the formula at a place."""
    meaning = tokens[at].meaning if 0 <= at < len(tokens) else None
    return () if meaning is None else meaning.targets


def size_at(tokens: Tokens, at: int) -> Expr | None:
    """The size `n` or `3` at a place."""
    if not 0 <= at < len(tokens):
        return None
    token = tokens[at]
    if token.word.isdigit() and len(token.word) < 8:
        anchor = next((each.meaning.expr for each in tokens if each.meaning and each.meaning.expr), None)
        return None if anchor is None else Number(anchor.span, Fraction(int(token.word)))
    return None if token.meaning is None else token.meaning.size


def sizes_at(tokens: Tokens, at: int) -> tuple[tuple[Expr, Expr], int] | None:
    """Rows and columns at a place, as `m × n` or "m-by-n", and the place after them."""
    if at < len(tokens) and (meaning := tokens[at].meaning) is not None and meaning.sizes is not None:
        return meaning.sizes, at + 1
    rows = size_at(tokens, at)
    if rows is None:
        return None
    by = at + 1
    while word(tokens, by) == "-":
        by += 1
    if word(tokens, by) not in ("by", "×", "x"):
        return None
    by += 1
    while word(tokens, by) == "-":
        by += 1
    columns = size_at(tokens, by)
    return None if columns is None else ((rows, columns), by + 1)


def symbols_at(tokens: Tokens, at: int) -> tuple[tuple[Target, ...], int]:
    """The symbols of a list such as `A`, `B` and `C`, and the place after it."""
    found = targets(tokens, at)
    if not found:
        return (), at
    end = at + 1
    while True:
        step = end + 1 if word(tokens, end) in (",", "and", "or") else end
        step += word(tokens, end) == "," and word(tokens, step) in ("and", "or")
        more = targets(tokens, step) if step > end else ()
        if not more or any(each.symbol == other.symbol for each in more for other in found):
            return found, end
        found, end = (*found, *more), step + 1


def qualified(tokens: Tokens, phrase: Phrase, most: int = 4) -> Phrase:
    """What follows a noun or a symbol: sizes, dependence, properties ("u of shape d × 1 which depends on x")."""
    for _ in range(most):
        step = after(tokens, phrase)
        if step is None:
            break
        phrase = step
    return phrase


def after(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """One qualification after a noun or a symbol, or None."""
    first = word(tokens, phrase.end)
    if first in ("of", "with", "having"):
        return _measured(tokens, phrase) or _functional(tokens, phrase)
    if first == "in" and (meaning := _meaning(tokens, phrase.end + 1)) is not None and meaning.members is not None:
        return phrase._replace(sizes=(meaning.members.rows, meaning.members.columns), end=phrase.end + 2)
    if first == "whose":
        from mclint.document.parts import whose  # rare, and built on this module

        return whose(tokens, phrase)
    if first in ("that", "which", "who", "depend", "depends", "depending", "do", "does", "is", "are"):
        return _dependent(tokens, phrase)
    return None


def _meaning(tokens: Tokens, at: int) -> Meaning | None:
    return tokens[at].meaning if at < len(tokens) else None


def _measured(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """ "of size m × n", "of length n", "with n entries", "of appropriate dimensions", "with full column rank"."""
    at = phrase.end + 1
    at += word(tokens, at) in ("the", "a", "an", "common")
    if word(tokens, at) in FITTING and word(tokens, at + 1) in EXTENT:
        return phrase._replace(resets=True, end=at + 2)
    if word(tokens, at) == "output" and word(tokens, at + 1) == "vector":
        return after(tokens, phrase._replace(rank=Rank.VECTOR, end=at + 2))
    if (normed := _normed(tokens, phrase, at)) is not None:
        return normed
    if word(tokens, at) in EXTENT:
        return _extent(tokens, phrase, at)
    if (
        word(tokens, at) == "full"
        and (rank := RANKS.get(word(tokens, at + 1)))
        and word(tokens, at + 2) in ("rank", "-")
    ):
        return phrase._replace(properties=phrase.properties | {rank}, end=at + 3)
    if word(tokens, at) == "orthonormal" and word(tokens, at + 1) == "columns":
        return phrase._replace(properties=phrase.properties | {Property.ORTHONORMAL_COLUMNS}, end=at + 2)
    if word(tokens, at) == "orthonormal" and word(tokens, at + 1) == "rows":
        return phrase._replace(properties=phrase.properties | {Property.ORTHONORMAL_ROWS}, end=at + 2)
    if (sign := SIGNS.get(word(tokens, at))) is not None and word(tokens, at + 1) in ENTRIES:
        return phrase._replace(properties=phrase.properties | {sign}, end=at + 2)
    return counted(tokens, phrase, at)


def _normed(tokens: Tokens, phrase: Phrase, at: int) -> Phrase | None:
    """ "of unit norm", "with norm one", "of Euclidean length one"."""
    unit = word(tokens, at) == "unit"
    at += unit
    at += word(tokens, at) in ("euclidean", "l2")
    last = word(tokens, at)
    if last not in ("norm", "length"):
        return None
    following = word(tokens, at + 1)
    if not unit and not is_one(tokens, at + 1) and not (last == "norm" and following == "equal"):
        return None
    return phrase._replace(properties=phrase.properties | {Property.UNIT_NORM}, end=at + 1 + (not unit))


def _extent(tokens: Tokens, phrase: Phrase, at: int) -> Phrase | None:
    sizes = sizes_at(tokens, at + 1) or _tuple_at(tokens, at + 1)
    if sizes is not None:
        return phrase._replace(sizes=sizes[0], end=sizes[1])
    length = size_at(tokens, at + 1)
    if length is None or (word(tokens, at) == "order" and phrase.rank not in (Rank.SQUARE, Rank.MATRIX)):
        return None
    return phrase._replace(length=length, end=at + 2)


def _tuple_at(tokens: Tokens, at: int) -> tuple[tuple[Expr, Expr], int] | None:
    """Rows and columns as programs write them: "of shape (n, d)"."""
    meaning = _meaning(tokens, at)
    pair = meaning.expr if meaning is not None else None
    if not isinstance(pair, Apply) or pair.op not in (Op.LIST, Op.ROW_LIST) or len(pair.args) != 2:
        return None
    rows, columns = (size_of(each) for each in pair.args)
    return None if rows is None or columns is None else ((rows, columns), at + 1)


def counted(tokens: Tokens, phrase: Phrase, at: int) -> Phrase | None:
    """ "k entries", "n rows and d columns"."""
    count = size_at(tokens, at)
    if count is None:
        return None
    if word(tokens, at + 1) in ENTRIES:
        return phrase._replace(length=count, end=at + 2)
    other = size_at(tokens, at + 3)
    if word(tokens, at + 1) == "rows" and word(tokens, at + 4) == "columns" and other is not None:
        return phrase._replace(sizes=(count, other), end=at + 5)
    return None


def _functional(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """ "of x" after "function"."""
    if phrase.head not in ("function", "functions") or word(tokens, phrase.end) != "of":
        return None
    return dependence(tokens, phrase, phrase.end + 1)


def _dependent(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """ "that depends on x", "which is not a function of x"."""
    at = phrase.end + (word(tokens, phrase.end) in ("that", "which", "who", "and"))
    denied = False
    while word(tokens, at) in ("do", "does", "may", "is", "are", "not", "itself", "in", "turn", "both", "also", "a"):
        denied, at = denied or word(tokens, at) == "not", at + 1
    verb = word(tokens, at)
    if verb in ("function", "functions") and word(tokens, at + 1) == "of":
        at += 1
    elif verb not in ("depend", "depends", "depending", "dependent") or word(tokens, at + 1) not in ("on", "upon"):
        return None
    else:
        at += 1
    if denied:
        step = dependence(tokens, phrase, at + 1)
        end = at + 2 if step is None else step.end
        return phrase._replace(properties=phrase.properties | {Property.CONSTANT}, end=end)
    return dependence(tokens, phrase, at + 1)


def dependence(tokens: Tokens, phrase: Phrase, at: int) -> Phrase | None:
    """The symbols that something depends on, from a place on."""
    for _ in range(4):
        text = word(tokens, at)
        if text in ARTICLES or text in HEADS or text in CARRIERS or text in ADJECTIVES:
            at += 1
    found, end = symbols_at(tokens, at)
    if word(tokens, end) in OWNERS and word(tokens, end - 2) == "and" and len(found) > 1:
        found, end = found[:-1], end - 2  # "depends on x and y is a vector": y begins another clause
    if not found:
        return None
    names = tuple(target.symbol for target in found)
    return phrase._replace(depends_on=(*phrase.depends_on, *names), end=end)


def is_one(words: Tokens, at: int) -> bool:
    """ "one", "1" or a formula that is 1."""
    meaning = words[at].meaning if at < len(words) else None
    expr = meaning.expr if meaning is not None else None
    return word(words, at) in ("one", "1", "unity") or (isinstance(expr, Number) and expr.value == Fraction(1))
