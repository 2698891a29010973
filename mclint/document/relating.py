r"""What sentences say of two symbols together, as equations: "A and B commute" is `A B = B A`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from mclint.document.qualifiers import Tokens, symbols_at, targets, word
from mclint.document.sentences import Passage, sentences, tokens
from mclint.document.statement import Relating
from mclint.document.subjects import COPULAS, FILLERS, doubted
from mclint.document.symbols import Target, is_capital
from mclint.patterns import regex
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op

RELATING = regex(r"\bcommut|\borthogonal\b|\bperpendicular\b|\binvolut")
RELATED = {"commute", "commutes", "commuting", "orthogonal", "perpendicular", "involution", "involutory", "involutive"}


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
        if said not in RELATED or doubted(words, at):
            continue
        where = passage.locate(words[at].start, words[at].end)
        for pair in _pairs(words, at):
            for equation in _equations(said, pair, where):
                yield Relating(*equation, where, passage.segments[0].block)


def _pairs(words: Tokens, at: int) -> Iterator[tuple[Name, ...]]:
    """The symbols of which a word is said: "A and B commute", "A commutes with B", "commuting matrices A and B"."""
    first, behind = _before(words, at), at + 1
    if word(words, behind) in ("with", "to") and first:
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
