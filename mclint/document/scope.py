"""Immutable scopes: what is known of each symbol at one place of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mclint.document.mentions import NEVER, Mentions
from mclint.document.statement import Property, Rank, SizeEquation
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, children, nodes, remembered

# Fonts that make another letter; the others are glyph variants of one letter.
OTHER_ALPHABETS = {"cal", "bb"}


class Definition(NamedTuple):
    r"""`f(w) = \|y - Xw\|^2`: the symbol, its parameters and its value."""

    key: str
    parameters: tuple[Expr, ...]
    body: Expr
    span: Span
    inside: frozenset[str] = frozenset()  # the symbols of the body
    marks: tuple[Expr, ...] = ()  # its derivatives, which say what depends on what
    acts: bool = False  # an operator: its body has a derivative of nothing
    squares: frozenset[str] = frozenset()  # parameters that are written as squares: \sigma of `L(\mu, \sigma^2)`


class Facts(NamedTuple):
    """What the document says of one symbol at one place. Sizes are expressions, None where nothing is said."""

    rows: Expr | None = None
    columns: Expr | None = None
    rank: Rank | None = None
    properties: frozenset[Property] = frozenset()
    domain: tuple[tuple[Expr, Expr], ...] = ()
    depends_on: tuple[Name, ...] = ()
    samples: Expr | None = None
    because: str = ""
    span: Span | None = None
    definitions: tuple[Definition, ...] = ()  # the latest first
    block: int = -1  # where its shape was stated
    earlier: frozenset[Property] = frozenset()  # stated in another section, before it was declared anew

    @property
    def is_operator(self) -> bool:
        """Whether the symbol is defined as an operator."""
        return bool(self.definitions) and self.definitions[0].acts


@dataclass(frozen=True, slots=True)
class Scope:
    """The facts that hold at one place, by symbol, and the names used as sizes there."""

    facts: Mapping[str, Facts] = field(default_factory=dict)
    sizes: frozenset[str] = frozenset()
    equal_sizes: tuple[SizeEquation, ...] = ()
    einstein: bool = False
    structured: frozenset[str] = frozenset()  # symbols that the document transposes somewhere: no scalars
    acting: frozenset[str] = frozenset()  # capitals that multiply a vector or are inverted somewhere: matrices
    two_fonts: frozenset[str] = frozenset()  # letters that the document writes both bold and plain
    mentioned: Mentions = NEVER  # where the text speaks of properties
    general: frozenset[str] = frozenset()  # symbols declared in a section about notation, for the whole document
    elsewhere: frozenset[str] = frozenset()  # symbols of which a section spoke last that does not enclose this place
    distant: frozenset[str] = frozenset()  # symbols defined in a section that does not enclose this place
    indexed: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # by letter, what is defined for any index: y_k

    commutation: str = ""  # the letter K where K_{mn} vec(X) is vec(X^T) for m × n matrices

    def of(self, key: str) -> Facts:
        """What is known of a symbol; nothing is an answer too."""
        return self.facts.get(key, NOTHING)

    def is_vector_too(self, key: str) -> bool:
        """Whether a letter that names a size is a vector as well: `I - 2 n n^T` beside m × n."""
        if key not in self.sizes:
            return False
        facts = self.of(key)
        return key in self.structured or facts.rank is Rank.VECTOR or facts.rows not in (None, facts.columns)


NOTHING = Facts()


def key_of(expr: Expr) -> str | None:
    r"""The symbol that a name, or a name with labels (`S_0`, `W^{[l]}`, `x_{\text{new}}`), stands for.

    Glyph variants of one letter (`w`, `\mathbf{w}`) are one symbol; None where the expression is no symbol.
    """
    if isinstance(expr, Name):
        if not (expr.marks or expr.label or expr.font in OTHER_ALPHABETS):
            return expr.letter
        font = f"{expr.font} " if expr.font in OTHER_ALPHABETS else ""
        marks = "".join(f"{mark} " for mark in expr.marks)
        if expr.label.startswith("["):  # declared for all layers: W^{[l]}
            return f"{marks}{font}{expr.letter}^{expr.label[1:-1]}"
        return f"{marks}{font}{expr.letter}{'_' + expr.label if expr.label else ''}"
    return _with_labels(expr) if isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX) else None


@remembered
def _with_labels(expr: Expr) -> str | None:
    assert isinstance(expr, Apply)
    base = key_of(expr.args[0])
    sign = "_" if expr.op is Op.INDEX else "^"
    return None if base is None else base + sign + ",".join(spelled(index) for index in expr.args[1:])


def base_of(expr: Expr) -> Name | None:
    """The letter under indices, labels and transposes, where there is one."""
    while isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX, Op.TRANSPOSE, Op.GROUP):
        expr = expr.args[0]
    return expr if isinstance(expr, Name) else None


def spelled(expr: Expr) -> str:
    """A short, unique spelling of an index or a size: `i`, `n+1`, `2*n`."""
    if isinstance(expr, Name):
        return key_of(expr) or expr.letter
    if isinstance(expr, Number):
        return str(expr.value)
    if isinstance(expr, Apply):
        if expr.op in (Op.GROUP, Op.BRACKET) and len(expr.args) == 1:
            return spelled(expr.args[0])
        if expr.op is Op.ADD:
            return "+".join(spelled(part) for part in expr.args).replace("+-", "-")
        if expr.op is Op.NEG:
            return "-" + spelled(expr.args[0])
        if expr.op is Op.INDEX:
            return key_of(expr) or "?"
        if expr.op is Op.POWER:
            return "^".join(spelled(part) for part in expr.args)
        if expr.op is Op.CALL:
            return f"{spelled(expr.args[0])}({','.join(spelled(part) for part in expr.args[1:])})"
        sign = "*" if expr.op in (Op.PRODUCT, Op.TIMES, Op.DOT) else expr.op.name.lower()
        return sign.join(spelled(part) for part in expr.args)
    return type(expr).__name__ + ",".join(spelled(part) for part in children(expr))


def symbols(roots: Iterable[Expr]) -> set[str]:
    """The keys of all symbols below some expressions, labelled ones both with and without their label."""
    return set().union(*map(_symbols, roots))


@remembered
def _symbols(root: Expr) -> frozenset[str]:
    return frozenset([key for node in nodes(root) if (key := key_of(node)) is not None])


def is_operator(expr: Expr) -> bool:
    r"""Whether an expression waits for what it acts on: `\sum_i v_i \frac{\partial}{\partial x_i}`."""
    bodies = (node.body for node in nodes(expr) if isinstance(node, Derivative))
    return any(isinstance(body, Apply) and body.op is Op.MISSING for body in bodies)


@remembered
def marks(expr: Expr) -> tuple[Expr, ...]:
    """The derivatives and calls of an expression: what says that one symbol depends on another."""
    return tuple(n for n in nodes(expr) if isinstance(n, Derivative) or (isinstance(n, Apply) and n.op is Op.CALL))


@remembered
def derivatives(expr: Expr) -> tuple[Derivative, ...]:
    """The derivatives of an expression."""
    return tuple(n for n in nodes(expr) if isinstance(n, Derivative))


def defined(key: str, parameters: tuple[Expr, ...], body: Expr, span: Span) -> Definition:
    """The definition of a symbol, with what its body shows."""
    return Definition(key, parameters, body, span, frozenset(symbols([body])), derivatives(body), is_operator(body))


def has(facts: Facts, *properties: Property) -> bool:
    """Whether one of the properties is stated."""
    return any(each in facts.properties for each in properties)


def without_shapes(scope: Scope, keys: Iterable[str]) -> Scope:
    """The scope with the stated shapes of some symbols forgotten, to go on after a shape was found wrong."""
    facts = {**scope.facts, **{key: scope.of(key)._replace(rows=None, columns=None) for key in keys}}
    return replace(scope, facts=facts)
