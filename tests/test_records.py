"""Named tuples of our own making behave as those of the standard library do."""

from __future__ import annotations

import pickle
from collections import namedtuple
from typing import Any

import pytest

from mclint.records import NamedTuple


class Pair(NamedTuple):
    """Two things."""

    first: int
    second: str = "b"

    @property
    def both(self) -> str:
        """The two in one."""
        return f"{self.first}{self.second}"


def standard() -> Any:
    """What the standard library makes of the same fields."""
    return namedtuple("Pair", ("first", "second"), defaults=("b",))


def test_fields_are_given_by_place_by_name_or_by_default() -> None:
    assert Pair(1, "c") == Pair(second="c", first=1) == (1, "c")
    assert Pair(1).second == "b" and Pair(1).both == "1b"
    with pytest.raises(TypeError):
        Pair()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Pair(1, third="c")  # type: ignore[call-arg]


def test_it_is_printed_replaced_and_listed_as_usual() -> None:
    ours, theirs = Pair(1), standard()(1)
    assert repr(ours) == repr(theirs) and ours._asdict() == theirs._asdict() and hash(ours) == hash(theirs)
    assert Pair._fields == standard()._fields and Pair._field_defaults == standard()._field_defaults
    assert ours._replace(first=2) == theirs._replace(first=2) and isinstance(ours._replace(first=2), Pair)
    assert Pair._make([3, "c"]) == Pair(3, "c") and Pair.__doc__ == "Two things."
    with pytest.raises(ValueError, match="third"):
        ours._replace(third=1)  # type: ignore[call-arg]


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Pair(1).first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Pair(1).third = 2  # type: ignore[attr-defined]


def test_it_goes_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(Pair(1, "c")))
    assert again == Pair(1, "c") and type(again) is Pair


def test_it_is_taken_apart_by_matching() -> None:
    match Pair(1, "c"):
        case Pair(first, "c"):
            assert first == 1
