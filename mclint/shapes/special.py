"""Functions of numbers with a name of their own: Gamma, the factorial, and those whose values are not known here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mclint.shapes.powers import integer
from mclint.shapes.typed import Typed, Unreadable
from mclint.syntax.tree import Apply, Expr

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

SPECIAL_FUNCTIONS = {"Gamma", "erf", "zeta", "Beta"}  # known, with rules of their own that are not known here


def special(inference: Inference, key: str, arguments: list[Expr], node: Apply) -> Typed:
    r"""`\Gamma(x)` of a number; of the others nothing is known."""
    scalar = len(arguments) == 1 and inference.scope.of(key).rows is None
    argument = inference.infer(arguments[0]) if key == "Gamma" and scalar else None
    if argument is None or not inference.is_scalar(argument):
        raise Unreadable("special-function", key)
    return Typed("gamma", (argument,), (1, 1), node.span)


def factorial(inference: Inference, node: Apply) -> Typed:
    """n! of a small number, or as Gamma(n + 1)."""
    number = integer(node.args[0])
    if number is None or number < 0:
        argument = inference.infer(node.args[0])
        if not inference.is_scalar(argument):
            raise Unreadable("special-function", "factorial")
        one = Typed("number", (), (1, 1), node.span, 1.0)
        return Typed("gamma", (Typed("add", (argument, one), (1, 1), node.span),), (1, 1), node.span)
    return Typed("number", (), (1, 1), node.span, float(math.factorial(number)))
