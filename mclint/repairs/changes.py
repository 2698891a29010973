"""A change of one place of an expression: the tree with it, the characters that spell it, and words for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mclint.diagnostic import Edit
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Op, children
from mclint.syntax.walk import with_children

MOST_NODES = 150
Path = tuple[int, ...]


class Change(NamedTuple):
    """A node replaced, and the edits that do it in the text; `size` ranks it among others."""

    path: Path
    new: Expr
    edits: tuple[Edit, ...]
    size: float
    fact: str  # "a transpose is missing on `A`"
    advice: str  # "transpose `A`"

    @property
    def characters(self) -> int:
        """How many characters it takes away and brings."""
        return sum(edit.span.end - edit.span.start + len(edit.content) for edit in self.edits)


class Place(NamedTuple):
    """A node of a side, the way to it, and what it stands in."""

    node: Expr
    path: Path = ()
    parent: Expr | None = None
    is_index: bool = False  # a letter that only counts or names: an index, a bound, what is differentiated by
    counts: bool = False  # an index or a bound, and no part of what is differentiated by
    is_argument: bool = False  # of a function that nobody knows, or an exponent: only its signs and letters change

    @property
    def number(self) -> int:
        """Which of its parent's parts it is."""
        return self.path[-1] if self.path else 0

    def is_part_of(self, *operators: Op) -> bool:
        """Whether its parent is one of these operators."""
        return isinstance(self.parent, Apply) and self.parent.op in operators


def places(side: Expr) -> list[Place]:
    """The nodes of a side, parents first."""
    found: list[Place] = []
    stack = [Place(side)]
    while stack and len(found) < MOST_NODES:
        place = stack.pop()
        found.append(place)
        parts = list(enumerate(children(place.node)))
        for number, part in reversed(parts):
            counts = _counts(place.node, number)
            index = place.is_index or counts
            counts = place.counts or (counts and not isinstance(place.node, Derivative))
            argument = place.is_argument or is_in(place.node, Op.CALL) or _is_exponent(place.node, number)
            stack.append(Place(part, (*place.path, number), place.node, index, counts, argument))
    return found


# Operators of whose parts only the first is an expression to be changed.
COUNTING = (Op.INDEX, Op.SUPERINDEX, Op.SUM, Op.PRODUCT_OVER, Op.NORM, Op.EXPECTATION)


def _is_exponent(node: Expr, number: int) -> bool:
    return isinstance(node, Apply) and node.op in (Op.POWER, Op.HADAMARD_POWER) and number > 0


def _counts(node: Expr, number: int) -> bool:
    if isinstance(node, Derivative):
        return number > 0
    if isinstance(node, Apply):
        return (node.op in COUNTING and number > 0) or (node.op is Op.CALL and number == 0)
    return False


def replaced(side: Expr, path: Path, new: Expr) -> Expr:
    """The side with another node at a place."""
    if not path:
        return new
    parts = list(children(side))
    parts[path[0]] = replaced(parts[path[0]], path[1:], new)
    return with_children(side, parts)


def changed(side: Expr, changes: Sequence[Change]) -> Expr:
    """The side with some changes in it, none of which stands in another."""
    for change in changes:
        side = replaced(side, change.path, change.new)
    return side


def are_apart(one: Change, other: Change) -> bool:
    """Whether two changes are of different places."""
    shorter = min(len(one.path), len(other.path))
    nested = one.path[:shorter] == other.path[:shorter]
    return not nested and not any(a.span.overlaps(b.span) for a in one.edits for b in other.edits)


def is_in(node: Expr, op: Op) -> bool:
    """Whether a node is an application of an operator."""
    return isinstance(node, Apply) and node.op is op


def removed(start: int, end: int) -> tuple[Edit, ...]:
    """Nothing for some characters."""
    return (Edit(Span(start, end), ""),)


def inserted(at: int, content: str) -> tuple[Edit, ...]:
    """Characters at a place."""
    return (Edit(Span(at, at), content),)


def terms_of(expr: Expr) -> Iterator[Expr]:
    """The terms of a sum, or the expression itself."""
    yield from expr.args if isinstance(expr, Apply) and expr.op is Op.ADD else (expr,)
