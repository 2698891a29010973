"""From expressions to typed trees: settle what each operator means, and give every node its shape.

Walking the tree only emits equalities between sizes; `Equalities` joins them and explains a clash. One `Inference`
serves one equation under one reading; it is a builder that nobody else sees.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mclint.document.scope import Definition, Facts, Scope, key_of, spelled
from mclint.document.statement import Property, Rank
from mclint.shapes import (
    calculus,
    conditions,
    functionals,
    functions,
    indices,
    powers,
    products,
    structures,
    sums,
)
from mclint.shapes.arrangement import LAYOUTS
from mclint.shapes.dim import Because, Dim, Shape, Size, Unknown
from mclint.shapes.equalities import Equalities, compound
from mclint.shapes.kinds import as_indexed, candidates
from mclint.shapes.typed import Clashing, Conflict, Kind, Reading, Typed, Unreadable, typed_nodes
from mclint.shapes.usage import Usage
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, Opaque

MOST_DEPTH = 120
FACTORS = {"alpha", "eta", "gamma", "epsilon", "varepsilon", "lambda", "rho", "tau"}
IDENTITIES = {"I", "bb I"}


class Inference:
    """The shapes of one equation under one reading."""

    def __init__(self, scope: Scope, usage: Usage, reading: Reading, depends: dict[str, tuple[Expr, ...]]) -> None:
        self.scope, self.usage, self.reading, self.depends = scope, usage, reading, depends
        self.equalities = Equalities()
        self.symbols: dict[str, Typed] = {}
        self.bodies: dict[str, Typed] = {}  # values of symbols that stand for their definitions
        self.index_sizes: dict[str, Dim] = {}
        self.ranges: dict[str, Dim] = {}  # of sums over the arguments of functions, by what stands below the sign
        self.starts: dict[str, int] = {}  # the first values of index letters that do not begin at 1
        self.bound: set[str] = set()
        self.parameters: dict[str, Typed] = {}
        self.met: dict[str, int] = {}
        self.used_names: dict[str, Name] = {}
        self.waiting: set[str] = set()
        self.families: dict[str, tuple[Dim, Typed]] = {}  # samples x_i: their number, and the shape of one
        self.indirect = False  # what w_{q(x_i)} is for each i is not followed
        self.shifted: dict[str, Typed] = {}  # families of which h_t and h_{t-1} stand in one sum
        self.turned: list[Typed] = []  # what the author transposes
        self.directed: list[Typed] = []  # the directions dX that the author writes
        self.random: dict[str, str] = {}  # what is drawn at random or integrated over, and the index of its values
        self.draws: dict[str, Dim] = {}  # how many values are drawn, for expectations and for integrals
        self.aliases: dict[str, str] = {}  # index letters inside sums
        self.sums = self.spots = 0
        self.layout_kinds: set[str] = set()  # the kinds of derivative whose layout the reading decided
        self.alike = LAYOUTS  # those in which all that was asked so far would have the same answer
        self._choices = dict(reading.choices)
        self._depth = 0
        for each in scope.equal_sizes:
            self.equalities.state(
                self.size(each.left), self.size(each.right), Because("the text makes them equal", each.span)
            )

    # sizes

    def find(self, shape: Shape) -> Shape:
        """A shape with its sizes resolved as far as they are known."""
        return self.equalities.find(shape[0]), self.equalities.find(shape[1])

    def fresh(self, plural: bool = False) -> Unknown:
        """A size that nothing states."""
        return self.equalities.fresh(plural)

    def size(self, expr: Expr) -> Dim:
        """A stated size (`n`, `784`, `m + 1`) as a dimension."""
        if isinstance(expr, Number) and expr.value.denominator == 1:
            return int(expr.value)
        if isinstance(expr, Apply) and expr.op in (Op.PRODUCT, Op.DOT, Op.TIMES):
            return compound("*", tuple(self.size(part) for part in expr.args))
        if isinstance(expr, Apply) and expr.op is Op.GROUP:
            return self.size(expr.args[0])
        return Size(spelled(expr))

    def is_scalar(self, typed: Typed) -> bool:
        """Whether a node is known to be 1 × 1."""
        find, (rows, columns) = self.equalities.find, typed.shape
        return (rows == 1 or find(rows) == 1) and (columns == 1 or find(columns) == 1)

    def choose(self, question: str, count: int) -> int:
        """The option that this reading takes for an open question."""
        self.met[question] = count
        return self._choices.get(question, 0)

    def unify(self, left: Dim, right: Dim, because: str, kind: Clashing, span: Span, a: Typed, b: Typed | None) -> None:
        """Make two sizes equal, or raise the conflict between the nodes they belong to."""
        clash = self.equalities.unify(left, right, Because(because, span))
        if clash is not None:
            shapes = tuple(self.find(node.shape) for node in (a, b) if node is not None)
            declared = all(
                isinstance(end, int | Size) for end in (self.equalities.find(left), self.equalities.find(right))
            )
            raise Conflict(kind, span, a, b, clash.chain, shapes, declared and self.all_declared(a, b))

    def all_declared(self, *nodes: Typed | None) -> bool:
        """Whether every size below the nodes is stated: no symbol is a vector or scalar by convention alone.

        But a step size or a weight that multiplies a matrix is a number.
        """
        stated = False
        below = list(typed_nodes(*nodes))
        factors = {id(n.args[0]) for n in below if n.op == "scale" and n.args[0].data in FACTORS}
        for node in below:
            if node.op in ("symbol", "function", "family"):
                facts = self.scope.of(node.data)
                declared = facts.rows is not None or node.data in self.bodies
                stated |= declared
                if not declared and 1 in self.find(node.shape) and facts.rank is None and id(node) not in factors:
                    return False
        return stated

    def same_shape(self, a: Typed, b: Typed, because: str, kind: Clashing, span: Span) -> None:
        """Both sizes of two nodes are equal."""
        self.unify(a.shape[0], b.shape[0], because, kind, span, a, b)
        self.unify(a.shape[1], b.shape[1], because, kind, span, a, b)

    # expressions

    def infer(self, expr: Expr) -> Typed:
        """The typed tree of an expression; raises Conflict or Unreadable."""
        self._depth += 1
        try:
            if self._depth > MOST_DEPTH:
                raise Unreadable("limit", "nesting")
            if isinstance(expr, Apply):
                rule = RULES.get(expr.op)
                if rule is None:
                    raise Unreadable("unsupported-notation", expr.op.name.lower())
                return rule(self, expr)
            if isinstance(expr, Name):
                return self.name(expr)
            if isinstance(expr, Number):
                return self.number(expr)
            if isinstance(expr, Derivative):
                return calculus.derivative(self, expr)
            if isinstance(expr, Opaque):
                raise Unreadable(expr.reason, expr.text[:40])
            raise Unreadable("unsupported-notation", type(expr).__name__.lower())
        finally:
            self._depth -= 1

    def number(self, expr: Number) -> Typed:
        """A number; 0 has any shape."""
        if expr.value == 0:
            return Typed("zero", (), (self.fresh(), self.fresh()), expr.span)
        return Typed("number", (), (1, 1), expr.span, float(expr.value))

    def name(self, name: Name) -> Typed:
        """A symbol, or one of the constants that need no declaration."""
        key = key_of(name) or ""
        if key in self.parameters:
            return self.parameters[key]
        if key in self.symbols or key in self.random:
            return self.symbol(key, name)
        facts = self.scope.of(key)
        of_matrices = key in IDENTITIES and facts.rank in (Rank.MATRIX, Rank.SQUARE)  # "where I is the unit matrix"
        ranked = facts.rank is not None and not of_matrices
        stated = facts.rows is not None or ranked or bool(facts.definitions)
        whole = key in self.usage.exponents and key not in self.reading.definitions
        if not stated or whole or Property.IDENTITY in facts.properties:
            constant = self._constant(key, name)
            if constant is not None:
                return constant
        alias = self.aliases.get(key, key)
        if alias in self.index_sizes:
            return Typed("index value", (), (1, 1), name.span, alias)
        return self.symbol(key, name)

    def _constant(self, key: str, name: Name) -> Typed | None:
        if (key in IDENTITIES and (name.label == "" or name.font == "bold")) or Property.IDENTITY in self.scope.of(
            key
        ).properties:
            size = self.fresh(plural=True)
            return Typed("identity", (), (size, size), name.span)
        if key in ("1", "bb 1") and name.letter == "1":
            if self.choose("1 as ones", 2) == 0:
                return Typed("ones", (), (self.fresh(plural=True), 1), name.span)
            return Typed("ones", (), (self.fresh(plural=True), self.fresh(plural=True)), name.span)
        if key == "0" or (name.font == "bold" and name.letter == "O"):
            return Typed("zero", (), (self.fresh(), self.fresh()), name.span)
        if key == "pi" and "pi" not in self.depends and not self.usage.pi_is_share:
            return Typed("number", (), (1, 1), name.span, 3.141592653589793)
        no_size = key in self.bound or (self.scope.is_vector_too(key) and self.choose(f"size {key}", 2) == 0)
        if not no_size and (key in self.scope.sizes or key in self.usage.bounds | self.usage.exponents):
            return Typed("size", (), (1, 1), name.span, Size(key))
        return None

    def symbol(self, key: str, name: Name | None, span: Span | None = None) -> Typed:
        """The symbol of a key: its definition where this reading uses it, a function of its variables, or a leaf."""
        here = span or (name.span if name is not None else Span(0, 0))
        if key in self.random and key not in self.reading.definitions:
            return functionals.drawn(self, key, here)
        known = self.symbols.get(key)
        if known is None:
            if name is not None:
                self.used_names[key] = name
            known = self._new_symbol(key, here)
            self.symbols[key] = known
        return Typed(known.op, known.args, known.shape, here, known.data)

    def _new_symbol(self, key: str, span: Span) -> Typed:
        if key in self.waiting:
            raise Unreadable("circular-definition", key)
        facts = self.scope.of(key)
        if facts.is_operator:
            raise Unreadable("operator", key)
        facts = as_indexed(facts, self.usage.of(key))
        if key in self.reading.definitions and facts.definitions:
            return self._defined(key, facts, facts.definitions[0], span)
        if key in self.depends:
            self.waiting.add(key)
            arguments = tuple(self.infer(argument) for argument in self.depends[key])
            self.waiting.discard(key)
            return Typed("function", arguments, self.declared_shape(key), span, key)
        return Typed("symbol", (), self.declared_shape(key), span, key)

    def _defined(self, key: str, facts: Facts, definition: Definition, span: Span) -> Typed:
        self.waiting.add(key)
        try:
            body = self.infer(definition.body)
        finally:
            self.waiting.discard(key)
        node = Typed("defined", (body,), body.shape, span, key)
        self.bodies[key] = body
        if facts.rows is not None and facts.columns is not None:
            stated = Typed("symbol", (), (self.size(facts.rows), self.size(facts.columns)), span, key)
            self.same_shape(stated, body, "a definition gives its symbol its shape", Clashing.SIDES, definition.span)
        return node

    def declared_shape(self, key: str) -> Shape:
        """The stated shape of a symbol, or one of the kinds that convention and use allow."""
        use = self.usage.of(key)
        facts = as_indexed(self.scope.of(key), use)
        if self._choices.get(f"scalar {key}") == 1:
            self.met[f"scalar {key}"] = 2
            return 1, 1
        if facts.rows is not None and facts.columns is not None:
            shape = self.size(facts.rows), self.size(facts.columns)
            if shape[1] == 1 != shape[0] and use is not None and not use.bold and key in self.scope.two_fonts:
                self.met[f"scalar {key}"] = 2
            return shape
        if use is not None and 0 not in use.last and (self.reading.stacked or not use.whole):
            return use.last  # its entries are written out
        structured = (f"{key}*" if use is not None and use.bold else key) in self.scope.structured
        acting, elementary = key in self.scope.acting, self.usage.elementary
        kinds = candidates(use, facts, self.usage.structure, structured, acting, elementary)
        chosen = kinds[min(self.choose(f"kind {key}", len(kinds)), len(kinds) - 1)]
        return self.shape_of_kind(chosen)

    def shape_of_member(self, name: str, key: str) -> Shape:
        """The shape of one of several samples, by how the samples are used; numbers last, and only for x^{(i)}."""
        use = self.usage.of(key)
        found = candidates(use, Facts(), True, False)
        kinds: list[Kind] = [kind for kind in found if kind is not Kind.SCALAR] or [Kind.COLUMN]
        vector = use is None or use.indices or any(each.startswith(f"{name}^") for each in self.scope.structured)
        kinds += [Kind.SCALAR] if "^" in key and Kind.SCALAR in found and not vector else []
        return self.shape_of_kind(kinds[min(self.choose(f"sample {name}", len(kinds)), len(kinds) - 1)])

    def shape_of_kind(self, kind: Kind) -> Shape:
        """Fresh sizes for a kind."""
        if kind is Kind.SCALAR:
            return 1, 1
        if kind is Kind.COLUMN:
            return self.fresh(plural=True), 1
        if kind is Kind.ROW:
            return 1, self.fresh(plural=True)
        rows = self.fresh(plural=True)
        return (rows, rows) if kind is Kind.SQUARE else (rows, self.fresh(plural=True))


Rule = Callable[[Inference, Any], Typed]
RULES: dict[Op, Rule] = {
    **products.RULES,
    **powers.RULES,
    **functionals.RULES,
    **functions.RULES,
    **conditions.RULES,
    **indices.RULES,
    **sums.RULES,
    **structures.RULES,
    **calculus.RULES,
}
