"""Symbols before a parenthesis: functions, or factors of a product, as the document that is read later tells."""

from __future__ import annotations

from enum import Enum

from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tree import Expr


class Told(Enum):
    """What a parenthesis behind a symbol is."""

    FACTOR = "a factor"
    VALUE = "the argument of the symbol, whose scripts stand on the value: A^{-1}(t)"
    WHOLE = "the argument of the symbol with its scripts: f^{-1}(x)"

    __hash__ = object.__hash__


class Site(NamedTuple):
    r"""A symbol with a parenthesis behind it."""

    place: int  # of the parenthesis among the tokens of its segment
    base: Expr  # the symbol with its scripts
    head: Expr  # the symbol itself, perhaps with an index
    arguments: tuple[Expr, ...]
    span: Span  # of the symbol with its scripts
    taken: Told  # what convention takes it for
    square: bool  # whether it is a square bracket
    scripted: bool  # whether a script behind it needs the parenthesis: `a (x^{(i)})^\top`
