r"""Taylor expansions: `f(x + h) \approx f(x) + h f'(x) + …` must agree up to the highest derivative that it has.

The function is a random polynomial of that degree and every symbol a number, so an expansion that keeps its promise is
exact, or leaves only powers of the step that it does not speak of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from mclint.document.classify import EQUALITIES
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes
from mclint.values.hindsight import Result, Wrong
from mclint.values.named import without_groups
from mclint.values.numbers import Function, Numbers, Unfit, drawn, function_of, symbol_of
from mclint.values.orders import keeps_its_promise
from mclint.values.verdict import EVERY_LAYOUT, Holds, Refuted

APPROXIMATE = {"≈", "≃", "≅"}
REST = {"O", "o", "R"}  # what is left of an expansion, or how large it is
Functions = dict[str, tuple[float, ...]]
Step = Callable[[float], dict[str, float]]
SEEDS = (1, 2, 3)
MOST = 4  # the highest derivative
EQUAL, DIFFERENT = 1e-7, 1e-2


class Expansion(NamedTuple):
    """An expansion of a function at a point."""

    left: Expr
    right: Expr
    highest: dict[str, int]  # derivative, for each function
    target: Expr
    point: Expr


def with_expansions(results: list[Result]) -> list[Result]:
    """The results with the expansions that are wrong."""
    changed: list[Result] = []
    first: Expr | None = None  # member of the chain
    for result in results:
        first = result.step.left if result.step.place == 0 or first is None else first
        changed.append(_judged(result, first))
    return changed


def _judged(result: Result, first: Expr) -> Result:
    step = result.step
    signs = step.sign.text in EQUALITIES or step.sign.text in APPROXIMATE
    if not signs or not step.is_derivative or result.status in ("wrong", "verified"):
        return result
    try:
        expansion = _expansion(first, step.right)
        wrong = None if expansion is None else _wrong(expansion)
    except (Unfit, ArithmeticError, ValueError, np.linalg.LinAlgError):
        return result
    if wrong is not None:
        return result._replace(left=first, status="wrong", verdict=Refuted(), reason="", expansion=wrong)
    right = expansion is not None and _is_right(expansion, first, result)
    return result._replace(status="verified", verdict=Holds(EVERY_LAYOUT), reason="") if right else result


def _is_right(expansion: Expansion, first: Expr, result: Result) -> bool:
    """Whether it is the function itself that is expanded, and the shapes fit as well."""
    degree = max(expansion.highest.values())
    step, right, point = result.step, expansion.right, expansion.point
    return expansion.left is first and keeps_its_promise(first, step, right, result.scope, degree, point)


def _expansion(left: Expr, right: Expr) -> Expansion | None:
    """An expansion, where the sides have derivatives of a function at one point, and its value there and elsewhere."""
    right = _without_rest(right)
    here, there = [*_functions(left)], [*_functions(right)]
    highest: dict[str, int] = {}
    for each in (*here, *there):
        highest[each.key] = max(highest.get(each.key, 0), each.order)
    expanded = [each for each in there if each.order == 0 and highest[each.key] > 0 and each.point is not None]
    moved = next((each for each in here if each.order == 0 and each.point is not None), None)
    if moved is None or not expanded:
        return None
    if highest[moved.key] == 0:
        left, moved = _of_model(left, moved, expanded[0], highest)
    points = [each.point for each in (*expanded, *here) if each.key == moved.key and each.point is not None]
    point = next((each for each in points if each != moved.point), None)
    if moved.point is None or point is None or max(highest.values()) > MOST:
        return None
    found = Expansion(left, right, {key: order for key, order in highest.items() if order}, moved.point, point)
    return found if _is_closed(found) and not _divides(found) else None


def _divides(expansion: Expansion) -> bool:
    """Whether something is divided by more than a number, as in a quotient of differences."""
    below = (
        node.args[1]
        for side in (expansion.left, expansion.right)
        for node in nodes(side)
        if isinstance(node, Apply) and node.op is Op.DIVIDE
    )
    return any(isinstance(node, Name) for each in below for node in nodes(each))


def _of_model(left: Expr, moved: Function, expanded: Function, highest: dict[str, int]) -> tuple[Expr, Function]:
    """`h(w) = f(v) + f'(v) (w - v) + …` says of h that it approximates f."""
    if not isinstance(left, Apply) or left.op is not Op.CALL or highest[expanded.key] < 2:
        raise Unfit
    highest.pop(moved.key)
    return Apply(left.span, Op.CALL, (Name(left.span, expanded.key), left.args[1])), Function(
        expanded.key, 0, moved.point
    )


def _functions(expr: Expr) -> Iterator[Function]:
    """The functions and derivatives of functions in an expression."""
    found = function_of(expr) if not isinstance(expr, Name) else None
    if found is not None:
        yield found
        if found.point is not None:
            yield from _functions(found.point)
    elif isinstance(expr, Apply):
        for each in expr.args:
            yield from _functions(each)


def _without_rest(expr: Expr) -> Expr:
    r"""A sum without `\cdots`, `O(h^2)` and a remainder `R_2(x)`."""
    if not (isinstance(expr, Apply) and expr.op is Op.ADD):
        return expr
    kept = tuple(term for term in expr.args if not any(map(_is_rest, nodes(term))))
    return Apply(expr.span, Op.ADD, kept)


def _is_rest(node: Expr) -> bool:
    if isinstance(node, Apply) and node.op is Op.DOTS:
        return True
    return isinstance(node, Name) and node.letter in REST


def _wrong(expansion: Expansion) -> Wrong | None:
    """What is wrong for all values, if anything is."""
    order = max(expansion.highest.values())
    found = [_compared(expansion, order, seed) for seed in SEEDS]
    first = found[0]
    if first is None or any(each is None or each.order != first.order for each in found):
        return None
    factors = {round(each.factor, 6) for each in found if each is not None and each.factor is not None}
    return Wrong(first.order, factors.pop() if len(factors) == 1 else None)


def _compared(expansion: Expansion, order: int, seed: int) -> Wrong | None:
    """The first power up to the order of the expansion at which the two sides differ for these values."""
    functions = {
        key: tuple(drawn(f"{key} {power}", seed) for power in range(highest + 1))
        for key, highest in expansion.highest.items()
    }
    step = _step(expansion, functions, seed)
    points = expansion.point, expansion.target
    left, right = (_powers(side, functions, step, order, seed, points) for side in (expansion.left, expansion.right))
    size = max(abs(each) for each in (*left, *right))
    for power, (here, there) in enumerate(zip(left[: order + 1], right, strict=False)):
        if abs(here - there) > EQUAL * size:
            clear = abs(here) > DIFFERENT * size
            return Wrong(power, there / here if clear else None)
    return None


def _powers(
    side: Expr, functions: Functions, step: Step, order: int, seed: int, points: tuple[Expr, ...]
) -> list[float]:
    """One side as a polynomial of the step: its coefficients from the constant upward."""
    many = 2 * order + 3
    steps = np.cos(np.pi * (np.arange(many + 1) + 0.5) / (many + 1))
    values = np.array([Numbers(functions, step(float(each)), seed, points).value(side) for each in steps])
    coefficients = np.linalg.solve(np.vander(steps, increasing=True), values)
    if abs(coefficients[-1]) > EQUAL * np.abs(coefficients).max():
        raise Unfit
    return [float(each) for each in coefficients]


def _step(expansion: Expansion, functions: Functions, seed: int) -> Step:
    """How symbols move with the step, so that the target comes to the point where it is zero."""
    target, point = expansion.target, expansion.point
    start, there = _used(target, functions, seed), _used(point, functions, seed)
    for vanishing in sorted(start.used - there.used):
        if abs(Numbers(functions, {vanishing: 0.0}, seed).value(target) - there.value(point)) < EQUAL:
            return lambda each: {vanishing: each}
    for moved, other, fixed in ((target, point, there), (point, target, start)):
        if (
            (symbol := symbol_of(without_groups(moved))) is not None
            and symbol not in fixed.used
            and _has_difference(expansion.right, target, point)
        ):
            return _from(symbol, fixed.value(other))
    raise Unfit


def _from(symbol: str, start: float) -> Step:
    return lambda each: {symbol: start + each}


def _has_difference(right: Expr, target: Expr, point: Expr) -> bool:
    """Whether the difference of the two points is written out."""
    sums = (node.args for node in nodes(right) if isinstance(node, Apply) and node.op is Op.ADD and len(node.args) == 2)
    return any({_unsigned(each) for each in args} == {target, point} for args in sums)


def _unsigned(expr: Expr) -> Expr:
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.NEG else expr


def _used(expr: Expr, functions: Functions, seed: int, points: tuple[Expr, ...] = ()) -> Numbers:
    """The numbers after an expression was evaluated, which know its symbols."""
    numbers = Numbers(functions, {}, seed, points)
    numbers.value(expr)
    return numbers


def _is_closed(expansion: Expansion) -> bool:
    """Whether both sides have the same symbols, but for those of points that only derivatives are taken at."""
    functions = {key: (1.0,) * (highest + 1) for key, highest in expansion.highest.items()}
    left, right = (_used(side, functions, 1, (expansion.point,)).used for side in (expansion.left, expansion.right))
    points = (each.point for each in _functions(expansion.right) if each.point is not None)
    around = set[str]().union(*(_used(each, functions, 1).used for each in points))
    return right <= left | around and left <= right | around
