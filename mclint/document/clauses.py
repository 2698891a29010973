"""Clauses that say in a message what a declaration states: "A is n × n", "if A is symmetric"."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.document.scope import spelled
from mclint.document.statement import Declaration, Property, Rank
from mclint.syntax.spelling import short
from mclint.syntax.tree import Expr

ORDER = {each: place for place, each in enumerate(Property)}
ARTICLES = {
    Rank.SCALAR: "a scalar",
    Rank.VECTOR: "a vector",
    Rank.ROW: "a row vector",
    Rank.MATRIX: "a matrix",
    Rank.SQUARE: "square",
    Rank.FUNCTION: "a function",
}


def clause_of(said: Declaration, condition: str = "") -> str:
    """The clause, led by "if" where it is only a condition."""
    name = short(said.symbol)
    if said.rank is Rank.FUNCTION and said.rows is not None and not said.properties:
        name = f"a value of {name}"
    text = f"{name} has any size that fits" if said.resets else f"{name} is {_predicate(said)}"
    if not said.resets and said.depends_on and not _described(said):
        text = f"{name} depends on {_listed(short(each) for each in said.depends_on)}"
    if said.samples is not None and not said.resets:
        text = f"each {text}"
    return f"{condition} {text}".strip()


def _described(said: Declaration) -> bool:
    return said.rows is not None or said.rank is not None or bool(said.properties)


def _predicate(said: Declaration) -> str:
    parts: list[str] = []
    if said.rank is Rank.SCALAR or (said.rows is not None and _is_one(said.rows) and _is_one(said.columns)):
        parts.append("a scalar")
    elif said.rows is not None and said.columns is not None:
        size = f"{spelled(said.rows)} × {spelled(said.columns)}"
        parts.append(size if "?" not in size else "of this size")  # `dim(V)` without a backslash
    elif said.rank is not None:
        parts.append(ARTICLES[said.rank])
    parts.extend(each.value for each in sorted(said.properties, key=ORDER.__getitem__))
    return _listed(parts)


def _is_one(size: Expr | None) -> bool:
    return size is not None and spelled(size) == "1"


def _listed(parts: Iterable[str]) -> str:
    *first, last = tuple(parts) or ("",)
    return f"{', '.join(first)} and {last}" if first else last
