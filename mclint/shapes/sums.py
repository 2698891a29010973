"""Shapes of sums and products over an index, and the values that the index takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mclint.document.scope import key_of, spelled
from mclint.records import NamedTuple
from mclint.shapes.dim import Dim
from mclint.shapes.equalities import compound
from mclint.shapes.indices import INDEX_LETTERS
from mclint.shapes.patterns import free_indices
from mclint.shapes.powers import integer, is_whole, square
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Relation, is_missing, nodes

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

COMPARISONS = {"≠", "<", ">", "≤", "≥"}


class Range(NamedTuple):
    """What an index runs over: `size` values from `first` on, of which it takes those that meet the conditions.

    A condition is a sign and an expression that the index is compared with; for `∈` the name of a set.
    """

    size: Dim
    first: int = 1
    conditions: tuple[tuple[str, Expr], ...] = ()


def sum_over(inference: Inference, node: Apply) -> Typed:
    r"""A sum or product over an index; `\sum x_i` runs over the only index there is."""
    body, name, lower, upper = node.args
    if is_missing(name) and is_missing(lower) and is_missing(upper):
        letters = free_indices(body) - inference.bound
        name = Name(node.span, letters.pop()) if len(letters) == 1 else name
    letter = key_of(name) if isinstance(name, Name) else None
    if letter is None:
        raise Unreadable("sum-bounds")
    values = _range(inference, lower, upper)
    if (below := _of_arguments(body, letter, lower, upper)) is not None:
        values = values._replace(size=inference.ranges.setdefault(below, values.size))
    inference.sums += 1
    alias = f"{letter}#{inference.sums}"
    before, was_bound = inference.aliases.get(letter), letter in inference.bound
    limits = [(sign, _limit(inference, limit, values.size)) for sign, limit in values.conditions]
    inference.aliases[letter] = alias
    inference.index_sizes[alias] = values.size
    if values.first != 1:
        inference.starts[alias] = values.first
    inference.bound.add(letter)
    symbols = set(inference.symbols)
    try:
        inner = inference.infer(body)
    finally:
        # A function of x_i means something else outside of the sum over i.
        new = {k: node for k, node in inference.symbols.items() if k not in symbols}
        for key in [k for k, node in new.items() if node.op in ("function", "defined") and _uses(node, alias)]:
            del inference.symbols[key]
        if not was_bound:
            inference.bound.discard(letter)
        inference.aliases.pop(letter)
        if before is not None:
            inference.aliases[letter] = before
    here = Typed("index value", (), (1, 1), name.span, alias)
    conditions = tuple(_condition(here, sign, limit) for sign, limit in limits)
    if node.op is Op.SUM:
        return Typed("sum", (inner, *conditions), inner.shape, node.span, alias)
    return _product(inference, inner, conditions, alias, node)


def _of_arguments(body: Expr, letter: str, lower: Expr, upper: Expr) -> str | None:
    r"""What stands below a sum over values that functions alone take: `\sum_\tau f(\tau)` has one range in a claim."""
    within = isinstance(lower, Relation) and lower.signs[0].text == "∈"
    if not is_missing(upper) or not (is_missing(lower) or within):
        return None
    applied = [n for n in nodes(body) if isinstance(n, Apply) and n.op is Op.CALL]
    inside = sum(_mentions(each, letter) for call in applied for each in call.args[1:] if key_of(each) == letter)
    if not inside or inside != _mentions(body, letter):
        return None
    return f"{letter} ∈ {spelled(lower.parts[1])}" if isinstance(lower, Relation) else letter


def _mentions(expr: Expr, letter: str) -> int:
    return sum(isinstance(node, Name) and node.letter == letter for node in nodes(expr))


def _uses(node: Typed, alias: str) -> bool:
    """Whether a node stands for something else for each value of an index."""
    return any(f"{alias!r}" in repr(each.data) for each in typed_nodes(node))


def _product(inference: Inference, inner: Typed, conditions: tuple[Typed, ...], alias: str, node: Apply) -> Typed:
    """A product of numbers, or of square matrices from left to right or from right to left."""
    if inference.is_scalar(inner):
        return Typed("product over", (inner, *conditions), inner.shape, node.span, alias)
    square(inference, inner, node.span, "a product over an index needs square matrices")
    backward = inference.choose("order of a product", 2) == 1
    return Typed("matrix product over", (inner, *conditions), inner.shape, node.span, (alias, backward))


def _condition(here: Typed, sign: str, limit: Typed | str) -> Typed:
    if isinstance(limit, str):
        return Typed("member of", (here,), (1, 1), here.span, (here.data, limit))
    return Typed("compare", (here, limit), (1, 1), here.span, sign)


def _limit(inference: Inference, limit: Expr, size: Dim) -> Typed | str:
    """What an index is compared with: another index, whose range is the same where nothing else is known of it."""
    if isinstance(limit, Apply) and limit.op is Op.SET:
        return spelled(limit)
    for letter in (limit, *limit.args) if isinstance(limit, Apply) else (limit,):
        if isinstance(letter, Name) and letter.letter in INDEX_LETTERS:
            key = key_of(letter) or ""
            if key not in inference.aliases and key not in inference.scope.sizes | inference.usage.bounds:
                inference.index_sizes.setdefault(key, size)
    typed = inference.infer(limit)
    if not inference.is_scalar(typed) or not is_whole(typed):
        raise Unreadable("sum-bounds")
    return typed


def _range(inference: Inference, lower: Expr, upper: Expr) -> Range:
    if isinstance(lower, Relation):
        return _related(inference, lower, upper)
    first = 1 if is_missing(lower) else integer(lower)
    if first not in (0, 1):
        whole = _upper(inference, upper, 1)
        return whole._replace(conditions=(*whole.conditions, ("≥", lower)))
    return _upper(inference, upper, first)


def _upper(inference: Inference, upper: Expr, first: int) -> Range:
    """The values from 0 or 1 up to a bound: n, n - 1, n + 1, or another index."""
    if is_missing(upper):
        return Range(inference.fresh(plural=True), first)
    if isinstance(upper, Name) and upper.letter == "infty":
        raise Unreadable("infinite-sum")
    key = key_of(upper)
    alias = inference.aliases.get(key or "", key or "")
    if isinstance(upper, Name) and alias in inference.index_sizes and key not in inference.scope.sizes:
        return Range(inference.index_sizes[alias], first, (("≤", upper),))
    name, more = _shifted(upper)
    if not isinstance(name, Name | Number) and key_of(name) is None:
        raise Unreadable("sum-bounds")
    last = compound("+", (inference.size(name), more + 1 - first)) if more >= first - 1 else inference.size(name)
    return Range(last, first, () if more >= first - 1 else (("≤", upper),))


def _shifted(upper: Expr) -> tuple[Expr, int]:
    """n - 1 as n and -1."""
    if isinstance(upper, Apply) and upper.op is Op.ADD and len(upper.args) == 2:
        more = integer(upper.args[1])
        if more is not None:
            return upper.args[0], more
    return upper, 0


def _related(inference: Inference, lower: Relation, upper: Expr) -> Range:
    r"""`i \neq j`, `j < i`, `i \in S`, `k \in [n]`."""
    sign, other = lower.signs[0].text, lower.parts[1]
    if sign == "∈":
        bracket = other.args if isinstance(other, Apply) and other.op in (Op.BRACKET, Op.ROW_LIST) else ()
        if len(bracket) == 1:
            return _upper(inference, bracket[0], 1)
        named = Apply(other.span, Op.SET, (other,))
        return Range(inference.fresh(plural=True), 1, ((sign, named),))
    if sign not in COMPARISONS:
        raise Unreadable("sum-bounds")
    key = key_of(other)
    alias = inference.aliases.get(key or "", key or "")
    if sign != "≠" and alias not in inference.index_sizes:
        raise Unreadable("sum-bounds")  # perhaps a double sum
    whole = _upper(inference, upper, 1)
    size = inference.index_sizes.get(alias)
    if size is not None and is_missing(upper):
        whole = whole._replace(size=size)
    return whole._replace(conditions=(*whole.conditions, (sign, other)))


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.SUM: sum_over,
    Op.PRODUCT_OVER: sum_over,
}
