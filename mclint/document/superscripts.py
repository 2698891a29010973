r"""Which superscripts are indices: the layer of `W^l`, the time step of `h^{t-1}`, the sample of `\mathbf{x}^n`.

A document shows it: nobody differentiates by a power W^l, no vector has an n-th power, no letter is raised to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mclint.document.scope import key_of
from mclint.document.transposes import unchanged
from mclint.records import NamedTuple
from mclint.sources.segment import Segment
from mclint.syntax.tree import (
    Apply,
    Derivative,
    Expr,
    Formula,
    Name,
    Number,
    Op,
    Parsed,
    Relation,
    nodes,
    operators,
    superindexed,
)
from mclint.syntax.vocabulary import GREEK_CAPITALS
from mclint.syntax.walk import rewrite

LETTERS = set("ijklmnrstLNT")
Piece = tuple[Segment, Parsed | None]
Change = Callable[[Parsed], Parsed]


class Shown(NamedTuple):
    """What the document shows: symbols with a superscript that is an index, each with the letter of that."""

    pairs: frozenset[tuple[str, str]]

    def is_index(self, base: str, letter: str, others: frozenset[str]) -> bool:
        """Whether the letter above a symbol is an index, given the letters that are indices in the same formula."""
        if letter == "":
            return any(key == base for key, _ in self.pairs)
        return (base, letter) in self.pairs or letter in others


def superindices(pieces: Sequence[Piece]) -> Change:
    """What reads powers that are indexed symbols as such."""
    formulas = [formula for _, parsed in pieces if parsed for formula in parsed.formulas]
    shown = Shown(frozenset(pair for formula in formulas for pair in _shown(formula.relation)))
    return (lambda parsed: _changed(parsed, shown)) if shown.pairs else unchanged


def _changed(parsed: Parsed, shown: Shown) -> Parsed:
    return parsed._replace(formulas=tuple(_formula(formula, shown) for formula in parsed.formulas))


def _formula(formula: Formula, shown: Shown) -> Formula:
    if Op.POWER not in operators(formula.relation):
        return formula
    powers = [found for node in nodes(formula.relation) if (found := _raised(node)) is not None]
    here = frozenset(letter for base, letter in powers if letter and (base, letter) in shown.pairs)

    def change(node: Expr) -> Expr:
        found = _raised(node)
        if found is None or not isinstance(node, Apply) or not shown.is_index(*found, here):
            return node
        return superindexed(node.args[0], node.args[1], node.span)

    relation = rewrite(formula.relation, change) if powers else formula.relation
    return formula._replace(relation=relation) if isinstance(relation, Relation) else formula


def _raised(node: Expr) -> tuple[str, str] | None:
    """Symbol and letter of `W^l`, `h_i^{t-1}`; the letter is empty for a number."""
    if not (isinstance(node, Apply) and node.op is Op.POWER):
        return None
    base, above = node.args
    if isinstance(base, Apply) and base.op is Op.INDEX:
        base = base.args[0]
    key = key_of(base) if isinstance(base, Name) else None
    letter = _letter(above)
    return None if key is None or letter is None else (key, letter)


def _letter(above: Expr) -> str | None:
    """The letter of `l`, `l + 1`, `t - 1`; empty for a whole number; nothing for what is no index."""
    if isinstance(above, Number):
        return "" if above.value.denominator == 1 and above.value >= 0 else None
    if isinstance(above, Name):
        plain = above.letter in LETTERS and not above.label and above.font == "" and set(above.marks) <= {"prime"}
        return above.letter if plain else None
    if isinstance(above, Apply) and above.op is Op.ADD and len(above.args) == 2:
        more = above.args[1]
        while isinstance(more, Apply) and more.op is Op.NEG:
            more = more.args[0]
        return (_letter(above.args[0]) or None) if isinstance(more, Number) else None
    return None


def _shown(relation: Relation) -> Iterable[tuple[str, str]]:
    for node in nodes(relation):
        if isinstance(node, Derivative):
            for variable in node.variables:
                found = _raised(variable)
                first = isinstance(variable, Apply) and isinstance(variable.args[-1], Number)
                if found is not None and (found[1] or (first and _is_one(variable))):
                    yield found
        elif (found := _raised(node)) is not None and isinstance(node, Apply) and _is_vector(node.args[0]) and found[1]:
            yield found


def _is_one(power: Expr) -> bool:
    above = power.args[1] if isinstance(power, Apply) else power
    return isinstance(above, Number) and above.value == 1


def _is_vector(base: Expr) -> bool:
    if not isinstance(base, Name):
        return False
    capital = base.letter in GREEK_CAPITALS or base.letter[:1].isupper()
    return base.font in ("bold", "vec") and not capital
