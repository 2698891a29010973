r"""Likelihoods of \sigma that are written as functions of \sigma^2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.document.heads import DEVIATIONS, deviation
from mclint.document.scope import Definition, key_of
from mclint.syntax.tree import Apply, Expr, Name, Op

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference


def parameters_of_variance(inference: Inference, key: str, definition: Definition, arguments: list[Expr]) -> list[Expr]:
    r"""L(\mu, \sigma^2) is the value at \sigma^2 or, as likelihoods are often written, L(\mu, \sigma) itself.

    Where it is defined as `L(\mu, \sigma^2) = …`, that is what it is.
    """
    if definition.squares:
        pairs = zip(arguments, definition.parameters, strict=True)
        return [_rooted(each) if key_of(name) in definition.squares else each for each, name in pairs]
    bases = [deviation(each) for each in arguments]
    pairs_of_bases = zip(bases, definition.parameters, strict=True)
    if not any(base == name for base, name in pairs_of_bases) or inference.choose(f"variance {key}", 2) == 0:
        return arguments
    return [each if base is None else base for each, base in zip(arguments, bases, strict=True)]


def _rooted(argument: Expr) -> Expr:
    r"""The deviation of a variance: \sigma of \sigma^2, 1 of 1, \sqrt v of v; an author may name \sigma itself."""
    base = deviation(argument)
    named = isinstance(argument, Name) and argument.letter in DEVIATIONS
    return base or (argument if named else Apply(argument.span, Op.SQRT, (argument,)))
