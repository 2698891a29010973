r"""Expectations and integrals as weighted sums over a few values: linear, and nothing else is known of them.

What is true of every such sum follows from linearity, and only that is ever said of a claim: E[aX + b] = a E[X] + b,
or a derivative under the integral sign. Where such sums differ, the law or the measure may still make the claim true.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mclint.document.scope import key_of, spelled, symbols
from mclint.shapes.dim import Because
from mclint.shapes.indices import ALL
from mclint.shapes.integrals import CONSTANT, between_bounds
from mclint.shapes.typed import Typed, Unreadable
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Op, Relation, nodes

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def expectation(inference: Inference, node: Apply) -> Typed:
    r"""E[f(X)] is the mean of f over values of X, with weights that belong to the law that is written below it."""
    body, law = node.args
    keys = _random(inference, body, law)
    return _weighted(inference, body, keys, f"E {_spelled(law)}", True, node.span)


def variance(inference: Inference, node: Apply) -> Typed:
    """Var X = E[(X - E X)(X - E X)^T]."""
    inner, law = node.args
    return covariance(inference, Apply(node.span, Op.COVARIANCE, (inner, inner, law)))


def covariance(inference: Inference, node: Apply) -> Typed:
    """Cov(X, Y) = E[(X - E X)(Y - E Y)^T]."""
    first, second, law = node.args
    away = [_centred(each, law) for each in (first, second)]
    product = Apply(node.span, Op.PRODUCT, (away[0], Apply(second.span, Op.TRANSPOSE, (away[1],))))
    typed = inference.infer(Apply(node.span, Op.EXPECTATION, (product, law)))
    for each in (first, second):
        keys = _random(inference, each, law)
        shape = _weighted(inference, each, keys, f"E {_spelled(law)}", True, each.span).shape
        if inference.find(shape)[1] != 1:
            raise Unreadable("expectation", "the covariance of a matrix")
    return typed


def _centred(expr: Expr, law: Expr) -> Expr:
    mean = Apply(expr.span, Op.EXPECTATION, (expr, law))
    return Apply(expr.span, Op.GROUP, (Apply(expr.span, Op.ADD, (expr, Apply(expr.span, Op.NEG, (mean,)))),))


def integral(inference: Inference, node: Apply) -> Typed:
    """The integral of f over x: between bounds of numbers its value, else a weighted sum of values of f."""
    body, variable, lower, upper = node.args
    key = key_of(variable)
    if key is not None and (found := between_bounds(inference, node)) is not None:
        return found
    if key is None or symbols((lower, upper)) - CONSTANT:
        raise Unreadable("integral", "a bound that varies")
    label = f"integral {_spelled(lower)} {_spelled(upper)}"
    return _weighted(inference, body, {key}, label, False, node.span)


def _spelled(expr: Expr) -> str:
    return "" if isinstance(expr, Apply) and expr.op is Op.MISSING else spelled(expr)


def _random(inference: Inference, body: Expr, law: Expr) -> set[str]:
    """What is drawn at random: what the law names, else the symbols that occur inside of expectations only."""
    inside = _free(body)
    for key in sorted(inside & inference.reading.definitions):
        inside |= _free(inference.scope.of(key).definitions[0].body)
    named = inside & _named(law)
    outside = inference.usage.outside - set(inference.random)
    found = named or {key for key in inside if key not in outside and key not in inference.scope.sizes}
    if not found:
        raise Unreadable("expectation", "nothing is drawn at random")
    return found


def _free(expr: Expr) -> set[str]:
    """The symbols of an expression that are no functions, indices or constants."""
    found = symbols((expr,)) - CONSTANT
    for node in nodes(expr):
        if isinstance(node, Apply) and node.op is Op.CALL:
            found.discard(key_of(node.args[0]) or "")
        elif isinstance(node, Apply) and node.op in (Op.INDEX, Op.SUM, Op.PRODUCT_OVER):
            found -= {each.letter for each in node.args[1:] if isinstance(each, Name)}
    return found


def _named(law: Expr) -> set[str]:
    r"""The symbols that `x \sim p`, `q(z)` or `x, y` below a sign of expectation speak of."""
    if isinstance(law, Apply) and law.op is Op.LIST:
        return set().union(*(_named(each) for each in law.args))
    if isinstance(law, Relation):
        return symbols((law.parts[0],))
    if isinstance(law, Apply) and law.op is Op.CALL:
        return symbols(law.args[1:2])
    key = key_of(law)
    return set() if key is None else {key}


def _weighted(inference: Inference, body: Expr, keys: set[str], label: str, mean: bool, span: Span) -> Typed:
    """The sum over some values of what is drawn, each with its weight; those of a mean add up to one."""
    inference.sums += 1
    alias = f"~#{inference.sums}"
    number = inference.draws.setdefault(label.split()[0], inference.fresh(plural=True))
    inference.index_sizes[alias] = number
    inner = _drawn(inference, body, dict.fromkeys(keys, alias))
    weights = Typed("symbol", (), (number, 1), span, f"weights {label}")
    if mean:
        weights = Typed("softmax", (weights,), weights.shape, span)
    weight = Typed("entry", (weights,), (1, 1), span, (("index", alias), ALL, 1))
    return Typed("sum", (Typed("scale", (weight, inner), inner.shape, span),), inner.shape, span, alias)


def _drawn(inference: Inference, body: Expr, random: dict[str, str]) -> Typed:
    """An expression with some of its symbols drawn; what was inferred with them means something else outside."""
    before, symbols_before = inference.random, dict(inference.symbols)
    inference.random = {**before, **random}
    for key in [k for k, node in inference.symbols.items() if node.op in ("function", "defined")]:
        del inference.symbols[key]
    try:
        return inference.infer(body)
    finally:
        inference.random = before
        for key in [k for k, node in inference.symbols.items() if node.op in ("function", "defined")]:
            del inference.symbols[key]
        inference.symbols.update(symbols_before)


def drawn(inference: Inference, key: str, span: Span) -> Typed:
    """The value of a symbol that is drawn at random, as one of a family."""
    alias = inference.random[key]
    name = f"random {key}"
    family = inference.families.get(name)
    if family is None:
        shape = inference.declared_shape(key)
        member = Typed("family", (), shape, span, name)
        family = inference.families[name] = (inference.index_sizes[alias], member)
    number, member = family
    inference.equalities.unify(number, inference.index_sizes[alias], Because("as many values are drawn", span))
    return Typed("member", (member,), member.shape, span, ("index", alias))


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.EXPECTATION: expectation,
    Op.VARIANCE: variance,
    Op.COVARIANCE: covariance,
    Op.INTEGRAL: integral,
}
