r"""The product rule `D(fg) = f Dg + g Df`, which shows that D names a derivative in it and f and g are functions."""

from __future__ import annotations

from itertools import pairwise

from mclint.document.scope import OTHER_ALPHABETS, key_of
from mclint.syntax.tree import Apply, Expr, Name, Op, Relation, nodes

BRACKETS = (Op.GROUP, Op.BRACKET)


def of_product_rule(relation: Relation) -> set[str]:
    r"""The functions f and g of `D(fg) = f Dg + g Df`, where D stands nowhere else."""
    inside = list(nodes(relation))
    bodies = [
        opened(follows)
        for node in inside
        if isinstance(node, Apply) and node.op is Op.PRODUCT
        for letter, follows in pairwise(node.args)
        if is_letter(letter, "D")
    ]
    if len(bodies) < 3 or len(bodies) != sum(is_letter(node, "D") for node in inside):
        return set()
    products = [each.args for each in bodies if isinstance(each, Apply) and each.op is Op.PRODUCT]
    singles = {key for each in bodies if (key := key_of(each)) is not None}
    return singles if any({key_of(factor) for factor in each} == singles for each in products) else set()


def is_letter(node: Expr, letter: str) -> bool:
    """Whether this is a letter, perhaps bold, without marks."""
    return isinstance(node, Name) and node.letter == letter and node.font not in OTHER_ALPHABETS and not node.marks


def opened(expr: Expr) -> Expr:
    """What stands in brackets."""
    return expr.args[0] if isinstance(expr, Apply) and expr.op in BRACKETS and len(expr.args) == 1 else expr
