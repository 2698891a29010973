r"""How far a sign without brackets reaches: `\sum_i a_i - b + c_i`, `\log p q`, `\mathrm{d} x^\top A x`.

The parser gives each the least that convention allows. An author may mean more, so what is false is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mclint.document.scope import Scope, key_of
from mclint.syntax.calls import is_argument
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op, children
from mclint.syntax.walk import rewrite
from mclint.values.means import means

OVER = (Op.SUM, Op.PRODUCT_OVER)
FUNCTIONS = frozenset((Op.LOG, Op.TRACE, Op.DETERMINANT, Op.EXP))
Widen = Callable[[Expr], Expr]


def further(left: Expr, right: Expr, scope: Scope, used: frozenset[str]) -> Iterator[tuple[Expr, Expr, Scope]]:
    """The claim with signs that reach further, in it and in the definitions that it may use."""
    whole = with_differential(left)
    if whole is not left:
        yield whole, right, scope
    bodies = {key: scope.of(key).definitions[0].body for key in sorted(used) if scope.of(key).definitions}
    roots = (left, right, *bodies.values())
    for change in (calls(scope), means(roots, scope)):
        roots = tuple(rewrite(root, change) for root in roots)
    if any(new is not old for new, old in zip(roots, (left, right, *bodies.values()), strict=True)):
        yield roots[0], roots[1], _with_bodies(scope, bodies, roots[2:])
    rows = [row for row in ROWS if any(rewrite(root, row) is not root for root in roots)]
    for some in CHOICES if rows else ():
        if all(row in rows for row in some):
            changed = [_widened(root, some) for root in roots]
            yield changed[0], changed[1], _with_bodies(scope, bodies, changed[2:])


def _with_bodies(scope: Scope, keys: Iterable[str], bodies: Iterable[Expr]) -> Scope:
    """The scope with other values of the symbols it defines."""
    facts = dict(scope.facts)
    for key, body in zip(keys, bodies, strict=True):
        first, *others = scope.of(key).definitions
        facts[key] = scope.of(key)._replace(definitions=(first._replace(body=body), *others))
    return replace(scope, facts=facts)


def _widened(root: Expr, rows: tuple[Widen, ...]) -> Expr:
    for row in rows:
        root = rewrite(root, row)
    return root


def sums(node: Expr, within: bool = True) -> Expr:
    """A sum takes in the terms behind it up to the last one that has its index open, and goes on to."""
    if not (isinstance(node, Apply) and node.op is Op.ADD):
        return node
    for place, term in enumerate(node.args[:-1]):
        total = _last_sum(term) if within else term
        letter = _letter(total.args[1]) if isinstance(total, Apply) and total.op is Op.SUM else ""
        behind = [other for other in range(place + 1, len(node.args)) if letter and _is_open(node.args[other], letter)]
        if isinstance(total, Apply) and behind:
            more = node.args[place + 1 : behind[-1] + 1]
            parts = (*node.args[:place], _taking_in(term, total, more), *node.args[behind[-1] + 1 :])
            return sums(Apply(node.span, Op.ADD, parts), within) if len(parts) > 1 else parts[0]
    return node


def _last_sum(term: Expr) -> Expr:
    r"""The sum that a term ends with: `-\frac{1}{n} \sum_i a_i`."""
    while isinstance(term, Apply) and term.op in (Op.NEG, Op.PRODUCT, Op.DOT):
        term = term.args[-1]
    return term


def _letter(index: Expr) -> str:
    return index.letter if isinstance(index, Name) and not (index.marks or index.label) else ""


def _is_open(expr: Expr, letter: str) -> bool:
    """Whether a letter stands as an index that no sum of the expression binds."""
    if isinstance(expr, Apply):
        if expr.op in OVER and _letter(expr.args[1]) == letter:
            return False
        if expr.op in (Op.INDEX, Op.SUPERINDEX) and any(_letter(each) == letter for each in expr.args[1:]):
            return True
    return any(_is_open(part, letter) for part in children(expr))


def _taking_in(term: Expr, total: Apply, more: tuple[Expr, ...]) -> Expr:
    if term is total:
        body = total.args[0]
        inside = body.args if isinstance(body, Apply) and body.op is Op.ADD else (body,)
        return Apply(total.span, Op.SUM, (Apply(body.span, Op.ADD, (*inside, *more)), *total.args[1:]))
    assert isinstance(term, Apply)
    return Apply(term.span, term.op, (*term.args[:-1], _taking_in(term.args[-1], total, more)))


def bare_sums(node: Expr) -> Expr:
    """The same, but a minus or a factor before the sum holds for its first term only."""
    if not (isinstance(node, Apply) and node.op is Op.ADD):
        return node
    parts: list[Expr] = []
    for term in node.args:
        total = _last_sum(term)
        parts.append(_inside(term, total) if isinstance(total, Apply) and total.op is Op.SUM else term)
    return sums(Apply(node.span, Op.ADD, tuple(parts)), within=False) if tuple(parts) != node.args else node


def _inside(term: Expr, total: Apply) -> Expr:
    """`-c \\sum_i a_i` as `\\sum_i -c a_i`."""
    if term is total:
        return term
    body = Apply(term.span, term.op, (*term.args[:-1], total.args[0])) if isinstance(term, Apply) else term
    if isinstance(term, Apply) and term.args[-1] is not total:
        inner = _inside(term.args[-1], total)
        assert isinstance(inner, Apply)
        body = Apply(term.span, term.op, (*term.args[:-1], inner.args[0]))
    return Apply(term.span, Op.SUM, (body, *total.args[1:]))


def functions(node: Expr) -> Expr:
    r"""`\log p q` is the logarithm of the product, if p is not in brackets."""
    if not (isinstance(node, Apply) and node.op is Op.PRODUCT):
        return node
    for place, factor in enumerate(node.args[:-1]):
        if isinstance(factor, Apply) and factor.op in FUNCTIONS and factor.span.end == factor.args[0].span.end:
            more = node.args[place + 1 :]
            whole = Apply(factor.args[0].span.to(more[-1].span), Op.PRODUCT, (factor.args[0], *more))
            function = Apply(factor.span, factor.op, (whole,))
            return Apply(node.span, Op.PRODUCT, (*node.args[:place], function)) if place else function
    return node


def shorter(node: Expr) -> Expr:
    r"""`\nabla \log p(x) f(x)` is the gradient of `\log p(x)` times f(x), if no brackets hold the product together."""
    whole = node.body if isinstance(node, Derivative) else node
    if not (isinstance(whole, Apply) and whole.op is Op.LOG):
        return node
    product = whole.args[0]
    if not (isinstance(product, Apply) and product.op is Op.PRODUCT and _is_call(product.args[0])):
        return node
    first = product.args[0]
    logarithm: Expr = Apply(whole.span.to(first.span), Op.LOG, (first, *whole.args[1:]))
    if isinstance(node, Derivative):
        logarithm = replace(node, body=logarithm, span=node.span.to(first.span))
    return Apply(node.span, Op.PRODUCT, (logarithm, *product.args[1:]))


def _is_call(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op is Op.CALL


def calls(scope: Scope) -> Widen:
    """`S(-t)` is a value of S, where the text defines `S(t)`; in `M(q)` the brackets would be idle otherwise."""

    def change(node: Expr) -> Expr:
        if not (isinstance(node, Apply) and node.op is Op.PRODUCT):
            return node
        parts: list[Expr] = []
        for part in node.args:
            head = parts[-1] if parts else None
            touching = isinstance(part, Apply) and part.op is Op.GROUP and head and head.span.end == part.span.start
            idle = touching and isinstance(part, Apply) and is_argument(part.args[0])
            if (
                isinstance(part, Apply)
                and isinstance(head, Name)
                and (idle or (touching and _is_function(head, scope)))
            ):
                parts[-1] = Apply(head.span.to(part.span), Op.CALL, (head, part.args[0]))
            else:
                parts.append(part)
        if len(parts) == len(node.args):
            return node
        return Apply(node.span, Op.PRODUCT, tuple(parts)) if len(parts) > 1 else parts[0]

    return change


def _is_function(name: Name, scope: Scope) -> bool:
    facts = scope.of(key_of(name) or "")
    return bool(facts.domain) or any(len(each.parameters) == 1 for each in facts.definitions)


def with_differential(left: Expr) -> Expr:
    r"""A left side `\mathrm{d} x^\top A x` as the differential of the product."""
    first = left.args[0] if isinstance(left, Apply) and left.op is Op.PRODUCT else left
    if not (isinstance(left, Apply) and first is not left and isinstance(first, Apply)):
        return left
    if first.op is not Op.DIFFERENTIAL:
        return left
    product = Apply(left.span, Op.PRODUCT, (first.args[0], *left.args[1:]))
    return Apply(left.span, Op.DIFFERENTIAL, (product,))


ROWS: tuple[Widen, ...] = (sums, bare_sums, functions, shorter)
CHOICES = ((sums,), (bare_sums,), (functions,), (shorter,), (sums, functions), (bare_sums, functions))
