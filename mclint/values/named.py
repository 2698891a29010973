r"""Derivatives by an expression: `\partial L / \partial (W x)`, `\partial f / \partial (A z)_k`, `\nabla_{P^{-1}}`.

The expression gets a name. By Σ^{-1} or σ^2 that name is the free symbol and Σ its inverse; by another expression the
name is defined, and the functions that are differentiated by it depend on their variables through it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mclint.document.scope import Definition, Facts, Scope, key_of, marks, symbols
from mclint.document.statement import Property, Rank
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, Opaque, nodes
from mclint.syntax.walk import Change, rewrite

UNNAMED = {Op.LIST, Op.ROW_LIST, Op.BRACKET, Op.MATRIX, Op.DIFFERENTIAL, Op.SET, Op.DOTS, Op.MISSING}
MOST = 3


class Named(NamedTuple):
    """A claim with names for the expressions that it differentiates by; `names` are those that are defined."""

    left: Expr
    right: Expr
    scope: Scope
    names: frozenset[str] = frozenset()


def with_names(left: Expr, right: Expr, scope: Scope) -> Named:
    """The claim with a symbol in place of each expression that it differentiates by."""
    named = Named(left, right, scope)
    for number, target in enumerate(_targets((left, right))[:MOST], 1):
        change = _inverted(target) or _defined(target, number)
        named = _renamed(named, *change)
    return named


def _targets(roots: Iterable[Expr]) -> list[Expr]:
    """The expressions that are no symbols, without brackets and indices around them."""
    found: dict[Expr, None] = {}
    for root in roots:
        for node in nodes(root):
            for variable in node.variables if isinstance(node, Derivative) else ():
                inner = _core(variable)
                if isinstance(inner, Apply) and inner.op is Op.VEC and key_of(_core(inner.args[0])) is not None:
                    continue  # the entries of a symbol, in another order
                if key_of(inner) is None and not any(map(_is_unnamed, nodes(inner))):
                    found[inner] = None
    return list(found)


def _core(expr: Expr) -> Expr:
    while isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.TRANSPOSE, Op.PRIME, Op.INDEX) and key_of(expr) is None:
        expr = expr.args[0]
    return expr


def _is_unnamed(node: Expr) -> bool:
    if isinstance(node, Apply):
        return node.op in UNNAMED
    return isinstance(node, Opaque | Derivative) or (isinstance(node, Name) and node.letter in ("Re", "Im"))


class _Renaming(NamedTuple):
    change: Change
    name: Name
    facts: Facts
    old: str | None = None  # the symbol whose shape the name has


def _defined(target: Expr, number: int) -> _Renaming:
    """A symbol that is defined as the expression."""
    name = Name(target.span, f"expression {number}")
    bare = without_groups(target)

    def change(node: Expr) -> Expr:
        return name if without_groups(node) == bare else node

    inside = frozenset(symbols([target]))
    definition = Definition(name.letter, (), target, target.span, inside, marks(target))
    return _Renaming(change, name, Facts(definitions=(definition,)))


def _inverted(target: Expr) -> _Renaming | None:
    r"""P with Σ = P^{-1} for Σ^{-1}, v with σ = \sqrt{v} for σ^2."""
    if not isinstance(target, Apply) or (old := key_of(target.args[0])) is None:
        return None
    base = target.args[0]
    letter = base if isinstance(base, Name) else Name(base.span, old)
    if target.op is Op.INVERSE:
        name = replace(letter, marks=("inverse", *letter.marks))
        return _Renaming(lambda node: _inverse(node, base, name), name, Facts(), old)
    if target.op is Op.POWER and isinstance(target.args[1], Number) and target.args[1].value == 2:
        name = replace(letter, marks=("square", *letter.marks))
        facts = Facts(rank=Rank.SCALAR, properties=frozenset({Property.POSITIVE}))
        return _Renaming(lambda node: _square(node, base, name), name, facts)
    return None


def _inverse(node: Expr, base: Expr, name: Name) -> Expr:
    turned = Apply(base.span, Op.INVERSE, (name,))
    if node == base:
        return turned
    return name if isinstance(node, Apply) and node.op is Op.INVERSE and node.args[0] == turned else node


def _square(node: Expr, base: Expr, name: Name) -> Expr:
    root = Apply(base.span, Op.SQRT, (name,))
    if node == base:
        return root
    if isinstance(node, Apply) and node.op is Op.POWER and node.args[0] == root and isinstance(node.args[1], Number):
        half = node.args[1].value / 2
        if half == 1:
            return name
        return Apply(node.span, Op.POWER, (name, Number(node.args[1].span, half))) if half.denominator == 1 else node
    return node


def _renamed(named: Named, change: Change, name: Name, facts: Facts, old: str | None) -> Named:
    """The claim and all definitions that it may use with the new name."""
    known = dict(named.scope.facts)
    reach = symbols((named.left, named.right))
    queue = sorted(reach)
    for key in queue:
        before = named.scope.of(key)
        for definition in before.definitions[:1]:
            known[key] = before._replace(definitions=(_redefined(definition, change),))
            queue.extend(sorted(definition.inside - reach))
            reach |= definition.inside
    if old is not None:
        facts = named.scope.of(old)._replace(definitions=())
    key = key_of(name) or name.letter
    known[key] = facts
    names = named.names | {key} if facts.definitions else named.names
    scope = replace(named.scope, facts=known)
    return Named(rewrite(named.left, change), rewrite(named.right, change), scope, names)


def _redefined(definition: Definition, change: Change) -> Definition:
    body = rewrite(definition.body, change)
    if body is definition.body:
        return definition
    return definition._replace(body=body, inside=frozenset(symbols([body])), marks=marks(body))


def without_groups(expr: Expr) -> Expr:
    """An expression without round brackets around it."""
    while isinstance(expr, Apply) and expr.op is Op.GROUP and len(expr.args) == 1:
        expr = expr.args[0]
    return expr
