r"""What sentences say of two symbols together, as equations: "A and B commute" is `A B = B A`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from mclint.document.hedges import doubted
from mclint.document.qualifiers import Tokens, symbols_at, targets, word
from mclint.document.sentences import Passage, sentences, tokens
from mclint.document.statement import Relating
from mclint.document.subjects import COPULAS, FILLERS
from mclint.document.symbols import Target, is_capital
from mclint.patterns import regex
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op

RELATING = regex(
    r"\bcommut|\borthogonal\b|\bperpendicular\b|\binvolut|\bown inverse\b|\beigen(?:vector|value)\b|\bto zero\b"
)
RELATED = {"commute", "commutes", "commuting", "orthogonal", "perpendicular", "involution", "involutory", "involutive"}
REACH = 8  # words between an eigenvector and its eigenvalue
Equation = tuple[Expr, Expr]
Names = tuple[Name, ...]


def relating(passages: Sequence[Passage]) -> Iterator[Relating]:
    """All that words say of symbols together."""
    for passage in passages:
        if passage.is_heading or not RELATING.search(passage.text.lower()):
            continue
        for start, end in sentences(passage.text):
            if RELATING.search(passage.text[start:end].lower()):
                yield from _said(passage, tokens(passage, start, end))


def _said(passage: Passage, words: Tokens) -> Iterator[Relating]:
    for at in range(len(words)):
        said = word(words, at)
        row = _together if said in RELATED else ROWS.get(said)
        if row is None or doubted(words, at):
            continue
        where = passage.locate(words[at].start, words[at].end)
        for equation in row(words, at, where):
            yield Relating(*equation, where, passage.segments[0].block)


def _together(words: Tokens, at: int, where: Span) -> Iterator[Equation]:
    """What "commute" and "orthogonal" state of each pair of symbols."""
    for pair in _pairs(words, at):
        yield from _equations(word(words, at), pair, where)


def _of_eigenvector(words: Tokens, at: int, where: Span) -> Iterator[Equation]:
    """ "v is an eigenvector of A with eigenvalue c", "an eigenvector v of A belonging to c"."""
    vector, of = _plain(_before(words, at)), at + 1
    if not vector and (named := _plain(targets(words, of))):
        vector, of = named, of + 1
    matrix = _plain(targets(words, of + 1)) if word(words, of) == "of" else ()
    numbers = (_plain(targets(words, place)) for place in range(of + 2, of + REACH))
    yield from _eigen(vector, matrix, next((found for found in numbers if found), ()), where)


def _of_eigenvalue(words: Tokens, at: int, where: Span) -> Iterator[Equation]:
    """ "c is an eigenvalue of A with eigenvector v"."""
    number = _plain(_before(words, at))
    matrix = _plain(targets(words, at + 2)) if word(words, at + 1) == "of" else ()
    places = [place for place in range(at + 3, at + REACH) if word(words, place) == "eigenvector"]
    yield from _eigen(_plain(targets(words, places[0] + 1)) if places else (), matrix, number, where)


def _eigen(vector: Names, matrix: Names, number: Names, where: Span) -> Iterator[Equation]:
    if len(vector) == len(matrix) == len(number) == 1 and is_capital(matrix[0]) and not is_capital(vector[0]):
        yield Apply(where, Op.PRODUCT, (*matrix, *vector)), Apply(where, Op.PRODUCT, (*number, *vector))


def _own_inverse(words: Tokens, at: int, where: Span) -> Iterator[Equation]:
    """ "H is its own inverse"."""
    if (word(words, at - 2), word(words, at - 1)) == ("its", "own"):
        yield from _equations("involution", _plain(_before(words, at - 2)), where)


def _to_zero(words: Tokens, at: int, where: Span) -> Iterator[Equation]:
    """ "the entries of x sum to zero", "x sums to zero"."""
    if word(words, at - 1) != "to" or word(words, at - 2) not in ("sum", "sums", "add", "adds"):
        return
    names = _plain(targets(words, at - 3))
    if len(names) == 1 and not is_capital(names[0]):
        turned = Apply(where, Op.TRANSPOSE, (Name(where, "1", "bold"),))
        yield Apply(where, Op.PRODUCT, (turned, *names)), Number(where, Fraction(0))


ROWS: dict[str, Callable[[Tokens, int, Span], Iterator[Equation]]] = {
    "eigenvector": _of_eigenvector,
    "eigenvalue": _of_eigenvalue,
    "inverse": _own_inverse,
    "zero": _to_zero,
}


def _pairs(words: Tokens, at: int) -> Iterator[tuple[Name, ...]]:
    """The symbols of which a word is said: "A and B commute", "A commutes with B", "commuting matrices A and B"."""
    first, behind = _before(words, at), at + 1
    if word(words, behind) in ("with", "to") and first and word(words, behind + 1) not in ("each", "one"):
        for other in targets(words, behind + 1)[:1]:
            yield from ((name, *_plain((other,))) for name in _plain(first))
        return
    while not first and word(words, behind) in ("matrices", "vectors", "matrix"):
        behind += 1
    names = _plain(first or symbols_at(words, behind)[0])
    yield from combinations(names, 2) if len(names) > 1 else [names]


def _before(words: Tokens, at: int) -> tuple[Target, ...]:
    """The symbols of which "… commute", "… are orthogonal" is said."""
    before = at - 1
    while word(words, before) in COPULAS | FILLERS | {"an", "a"}:
        before -= 1
    if not targets(words, before):
        return ()
    while targets(words, before - 1) or (word(words, before - 1) in ("and", ",") and targets(words, before - 2)):
        before -= 1
    return symbols_at(words, before)[0]


def _plain(found: Sequence[Target]) -> tuple[Name, ...]:
    """The names of symbols without arguments, indices and transposes; none if another is among them."""
    plain = all(not (each.arguments or each.transposed or each.samples or each.index) for each in found)
    return tuple(each.symbol for each in found) if plain else ()


def _equations(said: str, names: tuple[Name, ...], where: Span) -> Iterator[tuple[Expr, Expr]]:
    capital = all(map(is_capital, names))
    if said.startswith("involut"):
        if capital and len(names) == 1:
            yield Apply(where, Op.PRODUCT, (names[0], names[0])), Name(where, "I")
    elif len(names) == 2 and said.startswith("commut") and capital:
        yield Apply(where, Op.PRODUCT, names), Apply(where, Op.PRODUCT, names[::-1])
    elif len(names) == 2 and not said.startswith("commut") and not any(map(is_capital, names)):
        yield orthogonality(names[0], names[1], where)


def orthogonality(first: Expr, second: Expr, where: Span) -> tuple[Expr, Expr]:
    """The equation `u^T v = 0`."""
    turned = Apply(where, Op.TRANSPOSE, (first,))
    return Apply(where, Op.PRODUCT, (turned, second)), Number(where, Fraction(0))
