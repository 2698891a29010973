"""Named tuples that are quick to define: `typing.NamedTuple` compiles each annotation, and a run defines a hundred."""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class _Definition(type):
        """Turns the body of a class into what `collections.namedtuple` makes, with its methods."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            if fields[len(fields) - len(defaults) :] != tuple(defaults):
                raise TypeError(f"a field without a default follows one that has a default in {name}")
            new, getters = _made(len(fields))
            code = new.__code__.replace(co_varnames=("_cls", *fields))
            own = {
                "__slots__": (),
                "_fields": fields,
                "_field_defaults": defaults,
                "__match_args__": fields,
                "__new__": FunctionType(code, new.__globals__, "__new__", tuple(defaults.values())),
            }
            return type(name, (_Fields,), {**own, **dict(zip(fields, getters, strict=True)), **body})

    @cache
    def _made(count: int) -> tuple[FunctionType, list[Any]]:
        """The constructor of a named tuple of this many fields, which takes a compiler to make, and what reads them."""
        made = namedtuple("made", [f"field{number}" for number in range(count)])
        return made.__new__, [made.__dict__[name] for name in made._fields]

    class _Fields(tuple):
        """What all named tuples can do."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()

        @classmethod
        def _make(cls, values: Any) -> Any:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{len(made)} values for the {len(cls._fields)} fields of {cls.__name__}")
            return made

        def _replace(self, /, **changed: Any) -> Any:
            made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(map(repr, changed))}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    class NamedTuple(metaclass=_Definition):
        """The fields of a tuple by name, with defaults and methods."""
