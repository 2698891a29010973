r"""Whether `A^*` is a transpose: where the text calls it the adjoint, and speaks of real matrices only.

Of complex ones a star is more than that, and a small letter with one mostly names an optimum.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mclint.document.symbols import is_capital, is_greek
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Expr, Name, Op

STARS = ("^*", "^{*}", "^\\ast", "^{\\ast}")
STAR = r"[A-Z]\}?\s?\^\s?\{?\s?(?:\*|\\ast)\s?\}?"
WORDS = r"(?:adjoint|(?:conjugate|hermitian)[- ]transpose)"
SAID = regex(rf"{STAR}[^.]{{0,50}}\b{WORDS}\b|\b{WORDS}\b[^.]{{0,50}}{STAR}")
REAL = ("\\mathbb{R}", "\\mathbb R", "\\R^", "real ")
COMPLEX = regex(r"\\mathbb\s?\{?C\b|\\C\b|complex|unitary|hermitian (?!transpose)", re.I)


def adjoints(text: str) -> Callable[[Expr], Expr] | None:
    """What reads the stars of capitals as transposes; nothing where that is not what they are."""
    if not any(star in text for star in STARS) or not any(word in text for word in REAL):
        return None
    return None if SAID.search(text) is None or COMPLEX.search(text) is not None else _turned


def _turned(node: Expr) -> Expr:
    if isinstance(node, Name):
        return _transposed(node) if is_capital(node) else node
    if not (isinstance(node, Apply) and node.op is Op.PRODUCT):
        return node
    # x^* A x, where the optimum x^* would not fit
    factors = [_transposed(each) if not _is_greek(each) else each for each in node.args[:-1]]
    return Apply(node.span, node.op, (*factors, node.args[-1])) if factors != [*node.args[:-1]] else node


def _transposed(expr: Expr) -> Expr:
    """The transpose of a letter that has a star."""
    if not isinstance(expr, Name) or "star" not in expr.marks:
        return expr
    plain = replace(expr, marks=tuple(mark for mark in expr.marks if mark != "star"))
    return Apply(expr.span, Op.TRANSPOSE, (plain,))


def _is_greek(expr: Expr) -> bool:
    return isinstance(expr, Name) and is_greek(expr)
