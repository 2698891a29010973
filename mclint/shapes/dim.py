"""Sizes: a number, a declared name, an unknown, or a product or sum of those."""

from __future__ import annotations

from dataclasses import dataclass, field

from mclint.span import Span


@dataclass(frozen=True, slots=True)
class Because:
    """Why two sizes are equal, or a symbol has its shape: a clause, and the place that says so."""

    text: str
    span: Span | None = None
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """A declared name of a size (`n`, `n_l`, `m + 1`): unequal to every other name until the text equates them."""

    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A size that nothing states; `number` tells it from the others, a `plural` one is not 1."""

    number: int
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Compound:
    """The product (`*`) or sum (`+`) of sizes, as `vec` and block matrices have them."""

    sign: str
    parts: tuple[Dim, ...] = field(default=())


Dim = int | Size | Unknown | Compound
Shape = tuple[Dim, Dim]


def text(dim: Dim) -> str:
    """A size as a reader writes it; `?` where it is unknown."""
    if isinstance(dim, int):
        return str(dim)
    if isinstance(dim, Size):
        return dim.name
    if isinstance(dim, Unknown):
        return "?"
    return dim.sign.join(text(part) for part in dim.parts)


def shape_text(shape: Shape) -> str:
    """A shape as `n × d`."""
    return f"{text(shape[0])} × {text(shape[1])}"
