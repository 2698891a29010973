r"""Likelihoods of \sigma that are written as functions of \sigma^2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.document.scope import Definition
from mclint.shapes.powers import integer
from mclint.syntax.tree import Apply, Expr, Name, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def parameters_of_variance(inference: Inference, key: str, definition: Definition, arguments: list[Expr]) -> list[Expr]:
    r"""L(\mu, \sigma^2) is the value at \sigma^2 or, as likelihoods are often written, L(\mu, \sigma) itself."""
    bases = [_deviation(each) for each in arguments]
    pairs = zip(bases, definition.parameters, strict=True)
    if not any(base == parameter for base, parameter in pairs) or inference.choose(f"variance {key}", 2) == 0:
        return arguments
    return [each if base is None else base for each, base in zip(arguments, bases, strict=True)]


def _deviation(argument: Expr) -> Expr | None:
    r"""The \sigma of \sigma^2, nothing of what is no variance."""
    if not (isinstance(argument, Apply) and argument.op is Op.POWER and integer(argument.args[1]) == 2):
        return None
    base = argument.args[0]
    letter = base.args[0] if isinstance(base, Apply) and base.op is Op.INDEX else base
    return base if isinstance(letter, Name) and letter.letter in ("sigma", "tau") else None
