"""How the author spells a transpose."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from mclint.document.document import Document
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes

SIGN = regex(r"\^(?:\w|\\[A-Za-z]{1,12}|\{[^{}\-]{1,16}\})|\^\{\\math\w{2,3}\{T\}\}|'|\\[A-Za-z]{1,12}")
MOST_STEPS = 60
TOP = "^\\top"


def transpose_sign(document: Document, sides: Iterable[Expr]) -> str:
    r"""How some expressions, or else the document, spell transposes: `^T`, `^\top`, `'`, a macro."""
    near = (side for step, _ in document.steps[:MOST_STEPS] for side in (step.left, step.right))
    for node in (node for side in chain(sides, near) for node in nodes(side)):
        if isinstance(node, Apply) and _is_transpose(node):
            sign = document.source.text[node.args[0].span.end : node.span.end]
            if SIGN.fullmatch(sign):
                return sign
    return TOP


def _is_transpose(node: Apply) -> bool:
    base = node.args[0] if node.args else None
    primed = node.op is Op.PRIME and isinstance(base, Name) and base.letter[:1].isupper()  # X'X
    return primed or (node.op is Op.TRANSPOSE and isinstance(base, Name | Apply))


def inverse_transpose_sign(sign: str) -> str:
    r"""How one who spells transposes so spells the transpose of an inverse: `^{-T}`."""
    inner = sign.removeprefix("^").removeprefix("{").removesuffix("}" if sign.startswith("^{") else "")
    return "^{-\\top}" if sign.startswith(("'", "\\")) else f"^{{-{inner}}}"


def with_sign(text: str, sign: str) -> str:
    """LaTeX with another sign for transposes."""
    return text if sign == TOP else text.replace("^{-\\top}", inverse_transpose_sign(sign)).replace(TOP, sign)
