"""What a document says: declarations, stated layouts, sizes made equal, each with its place."""

from __future__ import annotations

import math
from enum import Enum

from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tree import Expr, Name


class Property(Enum):
    """What a text may say of a symbol beside its size."""

    SYMMETRIC = "symmetric"
    ANTISYMMETRIC = "antisymmetric"
    ASYMMETRIC = "not symmetric"
    ORTHOGONAL = "orthogonal"
    ORTHONORMAL_COLUMNS = "column-orthonormal"
    ORTHONORMAL_ROWS = "row-orthonormal"
    IDEMPOTENT = "idempotent"
    DIAGONAL = "diagonal"
    LOWER_TRIANGULAR = "lower triangular"
    UPPER_TRIANGULAR = "upper triangular"
    POSITIVE_DEFINITE = "positive definite"
    POSITIVE_SEMIDEFINITE = "positive semidefinite"
    INVERTIBLE = "invertible"
    UNIT_NORM = "of unit norm"
    ONE_HOT = "one-hot"
    SUMS_TO_ONE = "summing to one"
    ROWS_SUM_TO_ONE = "summing to one in each row"
    SIGN = "plus or minus one"
    BINARY = "zero or one"
    POSITIVE = "positive"
    NON_NEGATIVE = "non-negative"
    NON_ZERO = "non-zero"
    CONSTANT = "constant"
    FULL_COLUMN_RANK = "of full column rank"
    FULL_ROW_RANK = "of full row rank"
    IDENTITY = "the identity"

    __hash__ = object.__hash__  # members are singletons, and enum's own hash is a Python function


SIMPLEX = frozenset({Property.SUMS_TO_ONE, Property.NON_NEGATIVE})


class Rank(Enum):
    """What kind of thing a symbol is, where no size is given."""

    SCALAR = "scalar"
    VECTOR = "vector"
    ROW = "row vector"
    MATRIX = "matrix"
    SQUARE = "square matrix"
    FUNCTION = "function"


class Declaration(NamedTuple):
    r"""What one place of the text says of one symbol.

    `rows` and `columns` are sizes as expressions (`Name n`, `Number 1`, `m + 1`), both None where no size is given.
    `domain` holds the (rows, columns) pairs of the arguments of `f: \mathbb{R}^n \to \mathbb{R}^m`, whose value then
    has the shape rows x columns. `depends_on` lists the symbols it is said to be a function of. `samples` is set where
    the symbol is a family (`x_i \in \mathbb{R}^d`, `x_1, \dots, x_n \in …`): the number of members as an expression, or
    MISSING. `resets` is for "of appropriate dimensions": earlier sizes no longer hold. `because` is a clause for a
    message, as in "A is n × n". `lasting` is for "throughout, A is symmetric".
    """

    symbol: Name
    span: Span
    because: str
    rows: Expr | None = None
    columns: Expr | None = None
    rank: Rank | None = None
    properties: frozenset[Property] = frozenset()
    domain: tuple[tuple[Expr, Expr], ...] = ()
    depends_on: tuple[Name, ...] = ()
    samples: Expr | None = None
    resets: bool = False
    prose: bool = False
    lasting: bool = False


class SizeEquation(NamedTuple):
    """Two sizes that the text makes equal: "with $d = n$"."""

    left: Expr
    right: Expr
    span: Span


class StatedLayout(NamedTuple):
    """Layouts that the text settles on, as in "we use denominator layout" or "the gradient is a column vector".

    `layouts` is a subset of {"numerator", "denominator", "hybrid"}; what the text rules out is not in it. `announced`
    is set where the text says that it uses the layout, unlike a definition by entries or a remark on rows and columns.
    `until` is where it ends to hold, as behind the display that follows "in numerator layout:".
    """

    layouts: frozenset[str]
    span: Span
    because: str
    announced: bool = False
    until: float = math.inf


class LayoutDefinition(NamedTuple):
    """A sentence that says what a layout's name means; `swapped` when it says it the other way round."""

    name: str
    swapped: bool
    span: Span
    because: str


class Relating(NamedTuple):
    """An equation that words state of symbols together, and the block they stand in: "A and B commute"."""

    left: Expr
    right: Expr
    span: Span
    block: int


class Spoken(NamedTuple):
    """All that prose and declarations in mathematics say, in the order of the text."""

    declarations: tuple[Declaration, ...] = ()
    sizes: tuple[SizeEquation, ...] = ()
    layouts: tuple[StatedLayout, ...] = ()
    layout_definitions: tuple[LayoutDefinition, ...] = ()
    einstein: bool = False
    relations: tuple[Relating, ...] = ()
