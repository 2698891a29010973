"""Walks over the tree that build a new one; none of them is bounded by the depth of the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import is_

from mclint.syntax.tree import Apply, Derivative, Expr, Op, Relation, children

Change = Callable[[Expr], Expr]


def with_children(expr: Expr, parts: Sequence[Expr]) -> Expr:
    """The node with other direct parts, in the order of `children`."""
    if isinstance(expr, Apply):
        return Apply(expr.span, expr.op, tuple(parts))
    if isinstance(expr, Derivative):
        return replace(expr, body=parts[0], variables=tuple(parts[1:]))
    if isinstance(expr, Relation):
        return replace(expr, parts=tuple(parts))
    return expr


def rewrite(expr: Expr, function: Change) -> Expr:
    """The tree with `function` applied to every node, parts first; what does not change stays the same object."""
    done: list[Expr] = []
    stack: list[tuple[Expr, bool]] = [(expr, False)]
    while stack:
        node, ready = stack.pop()
        parts = children(node)
        if parts and not ready:
            stack.append((node, True))
            stack.extend([(part, False) for part in parts[::-1]])
            continue
        if parts:
            changed = done[len(done) - len(parts) :]
            del done[len(done) - len(parts) :]
            if not all(map(is_, changed, parts)):
                node = with_children(node, changed)
        done.append(function(node))
    return done[0]


def without_brackets(expr: Expr) -> Expr:
    """An expression without the brackets around it."""
    while isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.BRACKET):
        expr = expr.args[0]
    return expr


def substitute(expr: Expr, old: Expr, new: Expr) -> Expr:
    """The tree with every node equal to `old` replaced by `new`."""
    return rewrite(expr, lambda node: new if node == old else node)
