r"""Claims that rest on conditions of the text: `A x = b`, `A v = \lambda v`, `X^\top X w = X^\top y`, `A B = B A`.

Values are drawn that satisfy the conditions, and changes dx, dA that keep them true. Only a claim that is not true
without them is tried so.
"""

from __future__ import annotations

import numpy as np

from mclint.document.scope import Scope
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Clashing, Conflict, Typed, Unreadable, typed_nodes
from mclint.shapes.usage import Usage, survey
from mclint.syntax.tree import Expr
from mclint.values.attempts import Attempt
from mclint.values.draws import Draw
from mclint.values.evaluate import Evaluator
from mclint.values.projection import Found, satisfy
from mclint.values.readings import Trial
from mclint.values.tangents import follow

Equation = tuple[Expr, Expr]
TRIES, MOST_FAILURES = 8, 3  # some solutions are special ones, such as the unit matrix among those of A^2 = I
UNKNOWN = ("function", "elementwise function")
MOVING = ("direction", "differential")


class Given(Trial):
    """A trial with values that satisfy conditions."""

    def __init__(
        self, left: Expr, right: Expr, scope: Scope, conditions: tuple[Equation, ...], parameters: bool = False
    ) -> None:
        self.conditions, self.parameters = conditions, parameters  # whether matrices without a differential are fixed
        self.met: dict[int, tuple[tuple[Typed, Typed], ...]] = {}
        super().__init__(left, right, scope, tuple(side for condition in conditions for side in condition))

    def usage(self, definitions: frozenset[str]) -> Usage:
        """The uses of all symbols of the claim and of the conditions."""
        if definitions not in self.usages:
            bodies = [self.scope.of(key).definitions[0].body for key in sorted(definitions)]
            sides = [side for condition in self.conditions for side in condition]
            self.usages[definitions] = survey([self.left, self.right, *bodies, *sides])
        return self.usages[definitions]

    def named(self, inference: Inference) -> set[str]:
        """The symbols of the conditions."""
        trees = [tree for pair in self.met.get(id(inference), ()) for tree in pair]
        return {node.data for node in typed_nodes(*trees) if node.op == "symbol"}

    def compare(self, inference: Inference, left: Typed, right: Typed) -> Attempt:
        """Read the conditions beside the claim, so that their symbols have the same shapes, and evaluate both sides."""
        try:
            if id(inference) not in self.met:
                self.met[id(inference)] = tuple(_typed(inference, condition) for condition in self.conditions)
        except Conflict as conflict:
            raise Unreadable("condition") from conflict
        return super().compare(inference, left, right)

    def evaluator(self, inference: Inference, roots: tuple[Typed, ...], draw: Draw) -> Evaluator:
        """An evaluator whose values satisfy the conditions."""
        pairs = self.met[id(inference)]
        trees = [tree for pair in pairs for tree in pair]
        found_in = {node.op for node in typed_nodes(*roots, *trees)}
        if not found_in.isdisjoint(UNKNOWN) or any(node.op in MOVING for node in typed_nodes(*trees)):
            raise Unreadable("condition")
        for place in range(TRIES):
            evaluator = super().evaluator(inference, (*roots, *trees), draw._replace(seed=draw.seed + 100 * place))
            try:
                found = satisfy(evaluator, pairs, whole=place % 2 == 1) if pairs else Found.GENERAL
                if found is Found.GENERAL and not found_in.isdisjoint(MOVING):
                    follow(evaluator, pairs, self.fixed(evaluator))
            except (ValueError, np.linalg.LinAlgError) as error:
                raise Unreadable("condition") from error
            if found is Found.GENERAL:
                return evaluator
            if found is Found.NOTHING and place >= MOST_FAILURES:
                break
        raise Unreadable("condition")

    def fixed(self, evaluator: Evaluator) -> frozenset[str]:
        """The matrices of the conditions that do not change, where that is how the claim is read."""
        keys = self.named(evaluator.inference) if self.parameters else set()
        return frozenset(key for key in keys if key not in evaluator.directions and key.split(" ")[-1][:1].isupper())


def _typed(inference: Inference, condition: Equation) -> tuple[Typed, Typed]:
    left, right = (inference.infer(side) for side in condition)
    inference.same_shape(left, right, "both sides have one shape", Clashing.SIDES, condition[1].span)
    return left, right
