"""Expressions that mclint builds, in the letters of the author."""

from __future__ import annotations

from collections.abc import Callable, Collection

from mclint.document.transpose_signs import TOP, with_sign
from mclint.span import Source
from mclint.syntax.printer import COPIED, latex
from mclint.syntax.tree import Apply, Expr, Name, Op, Opaque, children, nodes
from mclint.syntax.walk import with_children


def letters(source: Source) -> Callable[[Expr], Expr]:
    """A function that puts the text of an expression for it."""

    def spelled(node: Expr) -> Expr:
        text = source.slice(node.span)
        in_font = isinstance(node, Name) and node.font and "\\" not in text  # the A of `\mathbf{A B}`
        return node if in_font else Opaque(node.span, text, COPIED)

    return spelled


def written(source: Source, expr: Expr, known: Expr, sign: str = TOP) -> str:
    """The LaTeX of an expression that is made of parts of another one, which are copied from the text."""
    parts = {id(node) for node in nodes(known)}
    return with_sign(latex(_copied(expr, parts, letters(source))), sign)


def _copied(expr: Expr, parts: Collection[int], spelled: Callable[[Expr], Expr]) -> Expr:
    composed = isinstance(expr, Apply) and expr.op in (Op.INVERSE, Op.NEG, Op.ADD)
    if id(expr) in parts and not composed:
        return spelled(expr)
    return with_children(expr, [_copied(part, parts, spelled) for part in children(expr)])
