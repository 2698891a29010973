"""Expressions that mclint builds, in the letters of the author."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import chain

from mclint.document.document import Document
from mclint.patterns import regex
from mclint.span import Source
from mclint.syntax.printer import COPIED, latex
from mclint.syntax.tree import Apply, Expr, Name, Op, Opaque, children, nodes
from mclint.syntax.walk import with_children

SIGN = regex(r"\^(?:\w|\\[A-Za-z]{1,12}|\{[^{}]{1,16}\})|\^\{\\math\w{2,3}\{T\}\}|'")
MOST_STEPS = 60
TOP = "^\\top"


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


def with_sign(text: str, sign: str) -> str:
    """LaTeX with another sign for transposes."""
    inner = sign.removeprefix("^").removeprefix("{").removesuffix("}" if sign.startswith("^{") else "")
    raised = "{-\\top}" if sign.startswith("'") else f"{{-{inner}}}"
    return text if sign == TOP else text.replace("{-\\top}", raised).replace(TOP, sign)


def _copied(expr: Expr, parts: Collection[int], spelled: Callable[[Expr], Expr]) -> Expr:
    composed = isinstance(expr, Apply) and expr.op in (Op.INVERSE, Op.NEG, Op.ADD)
    if id(expr) in parts and not composed:
        return spelled(expr)
    return with_children(expr, [_copied(part, parts, spelled) for part in children(expr)])


def transpose_sign(document: Document, sides: Iterable[Expr]) -> str:
    r"""How some expressions, or else the document, spell transposes: `^T`, `^\top`, `'`."""
    near = (side for step, _ in document.steps[:MOST_STEPS] for side in (step.left, step.right))
    for node in (node for side in chain(sides, near) for node in nodes(side)):
        if isinstance(node, Apply) and node.op is Op.TRANSPOSE and isinstance(node.args[0], Name | Apply):
            sign = document.source.text[node.args[0].span.end : node.span.end]
            if SIGN.fullmatch(sign):
                return sign
    return TOP
