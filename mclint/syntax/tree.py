"""The expression tree: what the parser makes of a formula, every node with its place in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from mclint.records import NamedTuple
from mclint.sources.segment import Problem
from mclint.span import Span

if TYPE_CHECKING:
    from mclint.syntax.sites import Site


class Op(Enum):
    """The operators of the language; `operators.py` has a row for each."""

    # sums and products, arguments in the order of the text
    ADD = auto()  # a + b - c is ADD(a, b, NEG(c))
    NEG = auto()
    PRODUCT = auto()  # juxtaposition: A B x
    DOT = auto()  # \cdot, *, \bullet
    TIMES = auto()  # \times
    HADAMARD = auto()  # \odot, \circ
    KRONECKER = auto()  # \otimes
    DIVIDE = auto()  # \frac, /, \over
    # superscripts
    POWER = auto()  # (base, exponent)
    HADAMARD_POWER = auto()  # x^{\odot 2}
    TRANSPOSE = auto()
    INVERSE = auto()  # X^{-1}; X^{-\top} is TRANSPOSE(INVERSE(X))
    PSEUDOINVERSE = auto()  # X^+, X^\dagger
    PRIME = auto()  # X', f'
    SUPERINDEX = auto()  # x^{(i)}, W^{[l]}: (base, content)
    # grouping, subscripts, calls
    GROUP = auto()  # (e)
    BRACKET = auto()  # [e]
    INDEX = auto()  # x_i, A_{ij}, A_{i,j}: (base, i, j)
    CALL = auto()  # f(x, y): (f, x, y)
    LIST = auto()  # (a, b, \dots, c) with commas
    ROW_LIST = auto()  # [a, b, \dots, c]
    SET = auto()  # \{ ... \}
    MATRIX = auto()  # bmatrix and relatives: arguments are ROWs
    ROW = auto()
    CASES = auto()  # arguments are ROWs
    DOTS = auto()  # \dots, \cdots, \vdots, \ddots
    # functions of one argument
    TRACE = auto()
    DETERMINANT = auto()
    ADJUGATE = auto()
    BARS = auto()  # |x|: determinant or absolute value
    LOG = auto()
    EXP = auto()
    SQRT = auto()
    SIN = auto()
    COS = auto()
    TAN = auto()
    SINH = auto()
    COSH = auto()
    TANH = auto()
    SIGN = auto()
    SIGMOID = auto()
    SOFTMAX = auto()
    RELU = auto()
    VEC = auto()
    DIAG = auto()
    NORM = auto()  # (x, index): index is MISSING, Number 1 or 2, Name F, \infty, *
    INNER = auto()  # \langle x, y \rangle
    FACTORIAL = auto()
    MAXIMUM = auto()  # \max(a, b)
    MINIMUM = auto()
    INDICATOR = auto()  # 1\{x > 0\}, [i = j]: (relation)
    GAUSSIAN = auto()  # \mathcal{N}(x | \mu, \Sigma): (x, \mu, \Sigma)
    GIVEN = auto()  # y | x, \theta: (events, conditions), two lists
    # with a bound index: (body, index, lower, upper), MISSING where not written
    SUM = auto()
    PRODUCT_OVER = auto()
    # over what is drawn at random, or over a range: the last argument of a mean says which, MISSING where not written
    EXPECTATION = auto()  # (body, law)
    VARIANCE = auto()  # (body, law)
    COVARIANCE = auto()  # (first, second, law)
    INTEGRAL = auto()  # (body, variable, lower, upper)
    # calculus
    DIFFERENTIAL = auto()  # dX, d(AB), \partial(\operatorname{Tr} X)
    EVALUATED = auto()  # e |_{x = x_0}: (e, condition)
    MISSING = auto()

    __hash__ = object.__hash__  # members are singletons, and enum's own hash is a Python function


@dataclass(frozen=True, slots=True)
class Expr:
    """A node of the tree; spans take no part in equality."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Name(Expr):
    r"""A symbol: base letter, its font, decorations (`hat`, `tilde`, `star`) and a label (`\text{new}`).

    `letter` is without a backslash (`x`, `Sigma`, `Exponent terms`). `font` is "", "bold", "roman",
    "cal", "bb" or "vec".
    """

    letter: str
    font: str = ""
    marks: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Number(Expr):
    """A number, exact."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Apply(Expr):
    """An operator applied to arguments; equal wherever it is written."""

    op: Op
    args: tuple[Expr, ...]


class Form(Enum):
    """The spelling of a derivative, which decides the layouts it can have."""

    FRACTION = auto()  # \frac{\partial f}{\partial x}, \partial f/\partial x, \frac{d}{dx} f, \partial_x f
    NABLA = auto()  # \nabla_x f
    HESSIAN = auto()  # \nabla^2 f
    JACOBIAN = auto()  # D_x f, Df
    DOT = auto()  # \dot x
    PRIME = auto()  # f'(x)


@dataclass(frozen=True, slots=True)
class Derivative(Expr):
    r"""The derivative of `body` by each of `variables` in turn.

    `variables` holds TRANSPOSE(x) for `\partial x^\top`, and is empty where no variable is written.
    An operator without operand (`\nabla_x` alone) has a MISSING body.
    """

    body: Expr
    variables: tuple[Expr, ...]
    form: Form
    total: bool = False  # written with d instead of \partial


@dataclass(frozen=True, slots=True)
class Opaque(Expr):
    r"""Text that the parser does not read; `reason` is a stable code, such as `integral` or `unsupported-notation`."""

    text: str
    reason: str = "unsupported-notation"


@dataclass(frozen=True, slots=True)
class Sign:
    r"""A relation sign: `=`, `:=`, `\approx`, `\le`, `\in`, `\to`, `:` …, in a normal spelling, and its place."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Relation(Expr):
    """Expressions joined by relation signs: `a = b = c` has three parts and two signs."""

    parts: tuple[Expr, ...]
    signs: tuple[Sign, ...]


class Formula(NamedTuple):
    r"""One relation (or a lone expression, with no signs) of a segment, and what surrounds it there.

    `before` holds words or an arrow that lead into it (`where`, `if`, `\Rightarrow`, `\text{and}`), `after` those that
    follow; `continues` says that its first part is missing because it starts with a sign (`&= …`, `= …`), or that the
    first row of an align only goes on. `separator` ends it: `,` `;` `\\` `\quad` `text` or "".
    """

    relation: Relation
    before: str = ""
    separator: str = ""
    continues: bool = False


class Loose(NamedTuple):
    """A bracket without its partner, and what ends where it is still open: another bracket, or the brace of a group."""

    sign: str
    span: Span
    row: int = 0  # of a display with row breaks
    end: Span | None = None
    where: str = ""
    intended: bool = False  # as in `a)`

    @property
    def opens(self) -> bool:
        """Whether this is a bracket that nothing closes."""
        return self.sign in ("(", "[", "\\{")


class Parsed(NamedTuple):
    """What the parser makes of one segment; `loose` brackets may have their partners in other segments."""

    formulas: tuple[Formula, ...]
    problems: tuple[Problem, ...] = ()
    loose: tuple[Loose, ...] = ()
    sites: tuple[Site, ...] = ()  # symbols before a parenthesis


def is_missing(expr: Expr) -> bool:
    """Whether an operand is not written."""
    return isinstance(expr, Apply) and expr.op is Op.MISSING


def superindexed(base: Expr, content: Expr, span: Span) -> Apply:
    r"""`x^{(i)}`, and `x_j^{(i)}` as the entry j of it: subscripts stand outside of superscripts."""
    if isinstance(base, Apply) and base.op is Op.INDEX:
        inner = superindexed(base.args[0], content, base.args[0].span)
        return Apply(span, Op.INDEX, (inner, *base.args[1:]))
    return Apply(span, Op.SUPERINDEX, (base, content))


# Dozens of analyses look through each equation: the latest walks are kept, by the identity of where they begin.
WALKED = 4096
Answer = TypeVar("Answer")
_walked: dict[int, tuple[Expr, ...]] = {}


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct parts of a node, in the order of the text."""
    if isinstance(expr, Apply):
        return expr.args
    if isinstance(expr, Derivative):
        return (expr.body, *expr.variables)
    if isinstance(expr, Relation):
        return expr.parts
    return ()


def nodes(expr: Expr) -> tuple[Expr, ...]:
    """The node and everything below it, parents first, in the order of the text."""
    known = _walked.get(id(expr))  # begins with the expression itself, which therefore lives
    if known is None:
        if len(_walked) >= WALKED:
            _walked.clear()
        known = _walked[id(expr)] = _nodes(expr)
    return known


def remembered(function: Callable[[Expr], Answer]) -> Callable[[Expr], Answer]:
    """The function, its latest answers kept as those of `nodes`: by identity, and the expression stands beside them."""
    known: dict[int, tuple[Expr, Answer]] = {}

    def ask(expr: Expr) -> Answer:
        found = known.get(id(expr))
        if found is None:
            if len(known) >= WALKED:
                known.clear()
            found = known[id(expr)] = expr, function(expr)
        return found[1]

    return ask


@remembered
def operators(expr: Expr) -> frozenset[Op]:
    """The operators that occur in an expression."""
    return frozenset([node.op for node in nodes(expr) if isinstance(node, Apply)])


def _nodes(expr: Expr) -> tuple[Expr, ...]:
    found: list[Expr] = []
    stack = [expr]
    while stack:
        node = stack.pop()
        found.append(node)
        if isinstance(node, Apply):
            stack.extend(node.args[::-1])
        elif isinstance(node, Derivative):
            stack.extend(node.variables[::-1])
            stack.append(node.body)
        elif isinstance(node, Relation):
            stack.extend(node.parts[::-1])
    return tuple(found)
