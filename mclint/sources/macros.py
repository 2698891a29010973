r"""The macros of a document as text: what each is called, how its arguments are written, and what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mclint.records import NamedTuple

Range = tuple[int, int]


class Macro(NamedTuple):
    r"""`parameters` counts the optional one too, whose value is `default` when it is left out.

    `pattern` says how the arguments are written where they are not plain braces, an entry each: "m" braces or one
    token, "o" brackets, "O:x" brackets or else x, "s" a star, "t:x" the sign x, "d:()" between two signs, "D:():x"
    the same or else x, "g" braces that may be missing, "u:x" up to the text x, "l:x" the text x, no argument.
    A primitive is the command of its body, which no other macro can change: `\let\old\vec`.
    """

    name: str
    parameters: int
    default: str | None
    body: str
    is_operator: bool = False
    pattern: tuple[str, ...] = ()
    is_primitive: bool = False


@dataclass(frozen=True, slots=True)
class Macros:
    """The macros by name; a name may be given with its backslash or without."""

    table: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str) -> Macro | None:
        """The macro of this name, or nothing."""
        return self.table.get(name[1:] if len(name) > 1 and name[0] == "\\" else name)

    def __bool__(self) -> bool:
        return bool(self.table)

    def merged(self, other: Macros) -> Macros:
        """These macros, and those of the other where both define one."""
        if not (self and other):
            return self or other
        return Macros(MappingProxyType({**self.table, **other.table}))


EMPTY = Macros()
