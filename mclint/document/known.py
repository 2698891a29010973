"""What is known of symbols while a document is read: which are declared, and which are defined as what."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Expr, Name, Op, children

CONSTANT_LETTERS = ("I", "pi", "e", "0", "1")
MOST_NODES = 2000


class Known:
    """Declared and defined symbols, and the letters that definitions come down to. Mutable while a document is read."""

    def __init__(self, declared: Iterable[str], sizes: Iterable[str] = ()) -> None:
        self.declared, self.sizes = set(declared), set(sizes)
        self.comes_down_to: dict[str, frozenset[str]] = {}

    def __call__(self, key: str) -> str:
        """ "defined", "declared", "size" of what rows or columns are counted by, or ""."""
        if key in self.comes_down_to:
            return "defined"
        return "declared" if key in self.declared else "size" if key in self.sizes else ""

    def define(self, key: str, parameters: Iterable[Expr], body: Expr) -> None:
        """Take in a definition."""
        below = self.letters(body) - {key_of(each) for each in parameters}
        self.comes_down_to[key] = frozenset(below - {key})

    def letters(self, expr: Expr) -> set[str]:
        """The letters of an expression with every definition put in, without constants and indices."""
        found: set[str] = set()
        indices: set[str] = set()
        stack = [expr]
        for _ in range(MOST_NODES):
            if not stack:
                break
            node = stack.pop()
            key = key_of(node)
            if key is not None and key in self.comes_down_to:
                found |= self.comes_down_to[key]
            elif isinstance(node, Name):
                found.update(() if node.letter in CONSTANT_LETTERS else (key or node.letter,))
            elif isinstance(node, Apply) and node.op in (Op.INDEX, Op.SUPERINDEX, Op.SUM, Op.PRODUCT_OVER):
                indices.update(key_of(each) or each.letter for each in node.args[1:] if isinstance(each, Name))
                stack.append(node.args[0])
            else:
                stack.extend(children(node))
        return found - indices
