"""What the whole document shows of its letters: which are transposed, which act on vectors, which name sizes."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.document.scope import base_of, key_of
from mclint.document.statement import Declaration
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes
from mclint.syntax.vocabulary import GREEK_CAPITALS


def size_names(declarations: Iterable[Declaration]) -> frozenset[str]:
    """The names that some declaration uses as a size."""
    found = set()
    for said in declarations:
        for size in (said.rows, said.columns, said.samples):
            if isinstance(size, Name):
                found.add(key_of(size) or size.letter)
    return frozenset(found)


def transposed_symbols(expressions: Iterable[Expr]) -> frozenset[str]:
    """The symbols that the document transposes somewhere, bold ones marked with a star: these are no scalars."""
    found = set()
    for expr in expressions:
        for node in nodes(expr):
            if isinstance(node, Apply) and node.op is Op.TRANSPOSE and (key := _transposed(node)) is not None:
                base = base_of(node.args[0])
                found.add(f"{key}*" if base is not None and base.font in ("bold", "vec") else key)
    return frozenset(found)


def _transposed(node: Apply) -> str | None:
    """The symbol under a transpose; a sample needs brackets, as in `(x^{(i)})^\\top`."""
    inner = node.args[0]
    if isinstance(inner, Apply) and inner.op is Op.GROUP and isinstance(inner.args[0], Apply):
        return key_of(inner.args[0]) if inner.args[0].op is Op.SUPERINDEX else None
    return key_of(inner)


def acting_symbols(expressions: Iterable[Expr]) -> frozenset[str]:
    """The capitals that stand left of a lower-case letter in a product, or under an inverse, trace or determinant.

    Those that other letters are divided by are numbers, whose inverse is another way to divide.
    """
    found, divisors = set(), set()
    for expr in expressions:
        for node in nodes(expr):
            if not isinstance(node, Apply):
                continue
            if node.op is Op.PRODUCT:
                for first, second in zip(node.args, node.args[1:], strict=False):
                    right = base_of(second)
                    if _is_matrix_letter(first) and right is not None and _is_vector_letter(right):
                        found.add(key_of(_bare(first)) or "")
            elif node.op is Op.DIVIDE:
                divisors.add(key_of(node.args[1]))
            elif node.op in (Op.INVERSE, Op.TRACE, Op.DETERMINANT) and _is_matrix_letter(node.args[0]):
                found.add(key_of(_bare(node.args[0])) or "")
    return frozenset(found - {"", *divisors})


def _bare(expr: Expr) -> Expr:
    while isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.INVERSE, Op.GROUP) and len(expr.args) == 1:
        expr = expr.args[0]
    return expr


def _is_matrix_letter(expr: Expr) -> bool:
    name = _bare(expr)
    if isinstance(name, Apply) and name.op in (Op.INDEX, Op.SUPERINDEX):
        name = name.args[0]
    return isinstance(name, Name) and name.font != "cal" and (name.letter.isupper() or name.letter in GREEK_CAPITALS)


def _is_vector_letter(name: Name) -> bool:
    if name.font in ("bold", "vec"):
        return not (name.letter.isupper() or name.letter in GREEK_CAPITALS)
    return name.letter in ("x", "w", "v", "u", "y", "z", "beta", "theta", "mu")


def two_font_symbols(expressions: Iterable[Expr]) -> frozenset[str]:
    """The letters that a document writes both bold and plain: perhaps two symbols."""
    fonts: dict[str, set[bool]] = {}
    for expr in expressions:
        for node in nodes(expr):
            if isinstance(node, Name):
                fonts.setdefault(key_of(node) or "", set()).add(node.font in ("bold", "vec"))
    return frozenset(key for key, found in fonts.items() if len(found) == 2)
