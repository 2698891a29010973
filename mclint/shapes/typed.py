"""The typed tree: expressions whose operators are settled and whose nodes have shapes."""

from __future__ import annotations

from enum import Enum
from typing import Any, Self

from mclint.records import NamedTuple
from mclint.shapes.dim import Because, Shape
from mclint.span import Span


class Typed:
    """A node of the typed tree: what to compute, from what, and its shape (sizes before `Equalities.find`)."""

    __slots__ = ("args", "data", "op", "shape", "span")

    def __init__(self, op: str, args: tuple[Typed, ...], shape: Shape, span: Span, data: Any = None) -> None:
        self.op, self.args, self.shape, self.span, self.data = op, args, shape, span, data

    def __repr__(self) -> str:
        inner = ", ".join(map(repr, self.args))
        return f"{self.op}{'' if self.data is None else ':' + str(self.data)}({inner})"


def typed_nodes(*roots: Typed | None) -> list[Typed]:
    """All nodes of some typed trees, parents first."""
    found: list[Typed] = []
    stack = [root for root in reversed(roots) if root is not None]
    while stack:
        node = stack.pop()
        found.append(node)
        if node.args:
            stack.extend(node.args[::-1])
    return found


class Kind(Enum):
    """What a symbol of unstated size may be."""

    SCALAR = "scalar"
    COLUMN = "column"
    ROW = "row"
    MATRIX = "matrix"
    SQUARE = "square"
    ELEMENTWISE = "elementwise"


class Clashing(Enum):
    """Where shapes meet that do not fit."""

    PRODUCT = "product"
    SUM = "sum"
    ELEMENTWISE = "elementwise"
    SQUARE = "square"
    SIDES = "sides"
    DECLARED = "declared"
    INDEX = "index"
    TENSOR = "tensor"


class Remark(Exception):
    """What stops an inference, and is kept as its result."""

    def alone(self) -> Self:
        """Without the frames it passed, which would hold all that was tried until somebody collects garbage."""
        self.__traceback__ = self.__context__ = self.__cause__ = None
        return self


class Conflict(Remark):
    """Shapes that do not fit, with the nodes that meet and the reasons for their sizes."""

    def __init__(
        self,
        kind: Clashing,
        span: Span,
        left: Typed,
        right: Typed | None,
        chain: tuple[Because, ...],
        shapes: tuple[Shape, ...],
        declared: bool,
    ) -> None:
        super().__init__(kind.value)
        self.kind, self.span, self.left, self.right = kind, span, left, right
        self.chain, self.shapes, self.declared = chain, shapes, declared


class Unreadable(Remark):
    """An expression without a numeric meaning here; `reason` is a stable code and a detail: `integral: \\int`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


class Reading(NamedTuple):
    """What notation leaves open, fixed: a layout, symbols replaced by their definitions, and other choices.

    `choices` holds the number of the option taken for each open question that is not answered by its first option.
    """

    layout: str = "denominator"
    labels: bool = False  # x_i is a symbol of its own, not an entry of x
    definitions: frozenset[str] = frozenset()
    choices: tuple[tuple[str, int], ...] = ()
    stacked: str = ""  # derivatives by matrices as Jacobians of all entries, in "rows" or "columns" below each other
    varied: bool = False  # what is differentiated varies with the variable, though nothing says so


def leaves(tree: Typed) -> set[str]:
    """Symbols and unknown functions of a typed tree, without those that are put to a number: h of `|_{h = 0}`."""
    found, put = set[str](), set[str]()
    for node in typed_nodes(tree):
        if node.op == "symbol":
            found.add(f"symbol {node.data}")
        elif node.op in ("function", "elementwise function"):
            found.add(f"function {node.data}")
        elif node.op == "family":
            found.add(f"symbol {node.data}[]")
        elif node.op == "let":
            values = zip(node.data, node.args[1:], strict=True)
            put |= {f"symbol {key}" for key, value in values if value.op in ("number", "zero")}
    return found - put
