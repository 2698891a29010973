"""What a change makes of the values of a false claim: only what lies above the change is computed again.

It only saves time: what seems true is proven by the verifier, and where it cannot tell, the verifier is asked too.
"""

from __future__ import annotations

from copy import copy

import numpy as np

from mclint.document.scope import key_of
from mclint.repairs.arrays import JOINING, ROWS, Misfit, Unfit, is_literal, must_fit, power
from mclint.shapes.forks import forked
from mclint.shapes.powers import integer
from mclint.shapes.typed import Conflict, Typed, Unreadable, typed_nodes
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, is_missing, nodes
from mclint.values import dual, sums
from mclint.values.attempts import Attempt
from mclint.values.draws import Draw, needs_positive, operations
from mclint.values.evaluate import Evaluator
from mclint.values.readings import Trial

Array = dual.Array
CLOSE = 1e-7


class Sample:
    """Both sides of a claim under one reading with values for their symbols. A builder inside one search."""

    def __init__(self, trial: Trial, attempt: Attempt, sides: tuple[Expr, Expr]) -> None:
        assert attempt.trees is not None
        positive = needs_positive(operations(attempt.trees))
        self.evaluator = trial.evaluator(attempt.inference, attempt.trees, Draw(1, positive=positive))
        self.trees, self.sides = attempt.trees, sides
        self.symbols = attempt.inference.symbols
        self._sides: list[_Side | bool | None] = [False, False]

    def seems_true(self, side: Expr, on_left: bool) -> bool | None:
        """Whether the claim is true with a changed side; None where these values do not tell."""
        mine, other = self._side(on_left), self._side(not on_left)
        if mine is None or other is None:
            return None
        try:
            with np.errstate(all="ignore"):
                return _are_close(mine.of(side), other.value)
        except (Unfit, Unreadable, np.linalg.LinAlgError):
            return None
        except (Misfit, ValueError):
            return False

    def _side(self, on_left: bool) -> _Side | None:
        place = 0 if on_left else 1
        found = self._sides[place]
        if isinstance(found, bool):
            found = self._sides[place] = _opened(self.evaluator, self.trees[place], self.sides[place], self.symbols)
        return found


def _opened(evaluator: Evaluator, tree: Typed, side: Expr, symbols: dict[str, Typed]) -> _Side | None:
    """The values of a side; nothing where they are not those that the verifier has."""
    try:
        with np.errstate(all="ignore"):
            found = _Side(evaluator, tree, side, symbols)
            return found if _are_close(found.of(side), found.value) else None
    except (Unfit, Misfit, ValueError, Unreadable):
        return None


def _are_close(a: Array, b: Array) -> bool:
    if a.shape[-2:] != b.shape[-2:]:
        return False
    distance, size = np.abs(a - b).max(), max(np.abs(a).max(), np.abs(b).max())
    if not np.isfinite(distance + size):
        raise Unfit
    return bool(distance <= CLOSE * size)


class _Side:
    """One side as written: the values of its parts, each computed once."""

    def __init__(self, evaluator: Evaluator, tree: Typed, side: Expr, symbols: dict[str, Typed]) -> None:
        self.evaluator, self.symbols = evaluator, symbols
        self.typed: dict[Span, Typed] = {node.span: node for node in reversed(typed_nodes(tree))}
        self.written = frozenset(map(id, nodes(side)))
        self.known: dict[int, Array] = {}
        self.aliases: dict[str, str] = {}  # of the indices of the sums around a part
        self.value = dual.plain(evaluator.value(tree))

    def of(self, expr: Expr) -> Array:
        """The value of the side, or of a changed one; raises Unfit and Misfit."""
        found = self.known.get(id(expr))
        if found is None:
            found = self._of(expr)
            if id(expr) in self.written:
                self.known[id(expr)] = found
        return found

    def _of(self, expr: Expr) -> Array:
        if isinstance(expr, Number):
            return self._number(expr)
        if isinstance(expr, Name):
            return self._symbol(expr)
        if not isinstance(expr, Apply):
            return self._as_typed(expr)
        try:
            return self._applied(expr)
        except Unfit:
            return self._as_typed(expr)

    def _as_typed(self, expr: Expr) -> Array:
        """The value that the verifier has for a part as written, or would have for another one in its place."""
        if id(expr) in self.written:
            typed = self.typed.get(expr.span)
            if typed is None:
                raise Unfit
            return dual.plain(self.evaluator.value(typed))  # Unreadable where the parameter of a function is inside
        inference = forked(self.evaluator.inference, self.aliases)
        evaluator = copy(self.evaluator)
        evaluator.inference, evaluator.sizes = inference, dict(evaluator.sizes)
        try:
            return dual.plain(evaluator.value(inference.infer(expr)))
        except (Conflict, Unreadable) as remark:
            raise Misfit from remark
        except KeyError as missing:
            raise Unfit from missing  # the axis of a sum that is not written so

    def _number(self, number: Number) -> Array:
        if number.value == 0:
            raise Unfit  # of any shape
        return self.evaluator.lift(dual.constant(float(number.value)))

    def _applied(self, expr: Apply) -> Array:
        if expr.op is Op.SUM:
            return self._sum(expr)
        if expr.op is Op.POWER and (exponent := integer(expr.args[1])) is not None:
            return power(self.of(expr.args[0]), exponent)
        arguments = expr.args[:1] if expr.op is Op.NORM and is_missing(expr.args[-1]) else expr.args
        if expr.op not in ROWS or (len(arguments) > 1 and expr.op not in JOINING):
            raise Unfit
        values = [self.of(argument) for argument in arguments]
        if expr.op is Op.ADD and not any(map(is_literal, arguments)):
            must_fit(*values)
        value: Array = ROWS[expr.op](*values)
        return value

    def _symbol(self, name: Name) -> Array:
        typed = self.typed.get(name.span) if id(name) in self.written else None
        typed = typed or self.symbols.get(key_of(name) or "")
        if typed is None:
            raise Unfit
        return dual.plain(self.evaluator.value(typed))

    def _sum(self, expr: Apply) -> Array:
        typed = self.typed.get(expr.span)
        if typed is None or typed.op != "sum" or len(typed.args) > 1:
            raise Unfit
        letter, before = typed.data.split("#")[0], self.aliases
        self.aliases = {**before, letter: typed.data}
        try:
            body = self.of(expr.args[0])
        finally:
            self.aliases = before
        size = self.evaluator.size(self.evaluator.inference.index_sizes[typed.data])
        return dual.plain(sums.total(body, self.evaluator.axis(typed.data), size))
