"""Sizes: a number, a declared name, an unknown, or a product or sum of those."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from weakref import WeakValueDictionary

from mclint.records import NamedTuple
from mclint.span import Span


class Because(NamedTuple):
    """Why two sizes are equal, or a symbol has its shape: a clause, and the place that says so."""

    text: str
    span: Span | None = None
    declared: bool = False


class Size:
    """A declared name of a size (`n`, `n_l`, `m + 1`): unequal to every other name until the text equates them.

    There is one object for each name, so that sizes are compared and hashed by identity, which inference does most.
    """

    __slots__ = ("__weakref__", "name")
    _known: ClassVar[WeakValueDictionary[str, Size]] = WeakValueDictionary()
    name: str

    def __new__(cls, name: str) -> Size:
        known = cls._known.get(name)
        if known is None:
            known = object.__new__(cls)
            known.name = name
            cls._known[name] = known
        return known

    def __repr__(self) -> str:
        return f"Size({self.name!r})"


class Unknown:
    """A size that nothing states; equal only to itself. `number` tells it from the others, a `plural` one is not 1."""

    __slots__ = ("number", "plural")

    def __init__(self, number: int, plural: bool = False) -> None:
        self.number, self.plural = number, plural

    def __repr__(self) -> str:
        return f"Unknown({self.number})"


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
