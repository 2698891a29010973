"""How a message says that symbols have a property."""

from __future__ import annotations

from mclint.document.statement import Property

VERBS = {
    Property.SUMS_TO_ONE: ("sums to one", "sum to one"),
    Property.UNIT_NORM: ("has norm one", "have norm one"),
    Property.ORTHONORMAL_COLUMNS: ("has orthonormal columns", "have orthonormal columns"),
}


def predicate(what: Property, plural: bool = False) -> str:
    """ "is symmetric", "sum to one"."""
    verb = "are" if plural else "is"
    return VERBS.get(what, (f"{verb} {what.value}",) * 2)[plural]
