"""From a typed tree to its value and its change in normal form, walking down to the symbols once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from mclint.derivation.algebra import product, total, transpose
from mclint.derivation.blocks import blocks, change_of_blocks
from mclint.derivation.coefficients import by_scalar, gradient, jacobian
from mclint.derivation.differentials import NUMBERED, ROWS
from mclint.derivation.entries import entries_summed, step_in
from mclint.derivation.entrywise import hadamard
from mclint.derivation.entrywise import step as apply_step
from mclint.derivation.forms import (
    HOLE,
    SCALAR,
    Atom,
    Leaf,
    Sum,
    Underivable,
    constant,
    holds,
    identity,
    of_atom,
    ones,
    zero,
)
from mclint.derivation.pieces import apply
from mclint.derivation.products import total_of_entries, trace
from mclint.derivation.repeated import Changing, changed
from mclint.document.scope import key_of
from mclint.document.statement import Property
from mclint.shapes.arrangement import Variable
from mclint.shapes.by_layout import arrange
from mclint.shapes.dim import Shape
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.span import Span
from mclint.syntax.printer import latex
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Op, nodes

SYMMETRIC = {Property.SYMMETRIC, Property.POSITIVE_DEFINITE, Property.POSITIVE_SEMIDEFINITE, Property.DIAGONAL}


class Walk:
    """One walk through a typed tree; a builder that nobody else sees."""

    def __init__(
        self, inference: Inference, roots: Iterable[Expr], varied: frozenset[str], named: bool = False
    ) -> None:
        """What is varied; `named`, that each change is told from others: dX, dY."""
        self.inference, self.varied, self.named = inference, varied, named
        self.bound: dict[str, Changing] = {}
        self.written: dict[Span, list[Expr]] = {}
        for root in roots:
            for node in nodes(root):
                inner = node
                while isinstance(inner, Apply) and inner.op in (Op.GROUP, Op.BRACKET) and len(inner.args) == 1:
                    inner = inner.args[0]  # a typed node has the place of its brackets
                self.written.setdefault(node.span, []).append(inner)

    def shape(self, node: Typed) -> Shape:
        """The shape of a node, its sizes resolved."""
        return self.inference.find(node.shape)

    def of(self, node: Typed) -> Changing:
        """The value and the change of a node; Underivable where one of them has no closed form."""
        shape = self.shape(node)
        if node.op in ("symbol", "member", "size"):
            return self._leaf(node, shape)
        if node.op in CONSTANTS:
            return Changing(CONSTANTS[node.op](node, shape), zero(shape))
        if node.op == "defined":
            return self.of(node.args[0])
        if node.op == "parameter" and node.data in self.bound:
            return self.bound[node.data]
        if node.op == "direction":
            return Changing(of_atom(Atom("direction", (), shape, Leaf(self._in_place(node), node.data))), zero(shape))
        if node.op == "let":
            return self._bound(node)
        if node.op == "derivative":
            return self._again(node)
        if node.op == "function" and len(node.args) == 1 and self._varies(node):
            return self._dependent(node, shape)
        if not self._varies(node) and node.op not in ROWS and node.op not in NUMBERED and node.op != "add":
            return self._leaf(node, shape)
        if node.op == "sum":
            return self._sum(node, shape)
        if node.op in ("elementwise function", "slope"):
            return self._unknown(node, shape)
        if (bent := step_in(node)) is not None:
            return Changing(apply_step(self.of(bent).value), zero(shape))
        inner = [self.of(argument) for argument in node.args]
        if node.op == "add":
            values, changes = ([getattr(each, name) for each in inner] for name in ("value", "change"))
            return Changing(total(shape, *values), total(shape, *changes))
        if node.op == "blocks":
            return _of_blocks(inner, shape, int(node.data))
        return self.by_row(node, inner)

    def _varies(self, node: Typed) -> bool:
        """Whether the variable stands in it."""
        return any(isinstance(each.data, str) and each.data in self.varied for each in typed_nodes(node))

    def by_row(self, node: Typed, inner: list[Changing]) -> Changing:
        """The change of an operator, from its arguments and theirs."""
        row = ROWS.get(node.op) or NUMBERED.get(node.op)
        if row is None:
            raise Underivable(UNRULED.get(node.op, f"no rule for the derivative of this ({node.op})"))
        extra = (int(node.data),) if node.op in NUMBERED else ()
        value = row.value(*(each.value for each in inner), *extra)
        if all(each.change.is_zero for each in inner):
            return Changing(value, zero(value.shape))
        return Changing(value, row.change(*(part for each in inner for part in each), *extra))

    def _leaf(self, node: Typed, shape: Shape) -> Changing:
        written = self._expr(node)
        key = node.data if node.op == "symbol" else latex(written)
        properties = self.inference.scope.of(key).properties if isinstance(key, str) else frozenset()
        square = shape[0] == shape[1] != 1
        leaf = Leaf(
            written,
            str(key),
            square and bool(SYMMETRIC & properties),
            square and Property.ANTISYMMETRIC in properties,
            square and Property.ORTHOGONAL in properties and key not in self.varied,
        )
        value = of_atom(Atom("symbol", (), shape, leaf))
        if key not in self.varied:
            return Changing(value, zero(shape))
        change = Atom(HOLE, (), shape, apply(Op.DIFFERENTIAL, written) if self.named else None)
        return Changing(value, of_atom(change))

    def _bound(self, node: Typed) -> Changing:
        """A definition applied to arguments."""
        body, *values = node.args
        if self.shape(body) != self.shape(node) or any(each.data in node.data for each in typed_nodes(*values)):
            raise Underivable("a function of each entry")
        if any(each.op == "symbol" and each.data in node.data for each in typed_nodes(body)):
            raise Underivable("an expression at a point")
        before = self.bound
        self.bound = {**before, **dict(zip(node.data, map(self.of, values), strict=True))}
        try:
            return self.of(body)
        finally:
            self.bound = before

    def _again(self, node: Typed) -> Changing:
        """A derivative within what is differentiated."""
        value = derived(self, node)
        return Changing(value, changed(value, self.varied, self.named) if self.varied else zero(value.shape))

    def _dependent(self, node: Typed, shape: Shape) -> Changing:
        """A function of which only its argument is known: its change is its derivative times that of the argument."""
        (argument,) = node.args
        if argument.op not in ("symbol", "function", "defined"):
            if shape == SCALAR == self.shape(argument):
                return self._unknown(node, shape)
            raise Underivable("it takes the derivative of a function that nobody defines, at an expression")
        head, below = self._in_place(node), self._in_place(argument)
        inner = self.of(argument)
        by = Variable(argument.data, None, argument.shape, False)
        asked = Derivative(node.span, head, (below,), Form.FRACTION)
        try:
            how, size = arrange(self.inference, asked, node.shape, by)
        except Unreadable as reason:
            raise Underivable("a derivative of a matrix by a matrix") from reason
        partial = of_atom(Atom("partial", (), self.inference.find(size), Leaf(asked, repr((node.data, argument.data)))))
        value = of_atom(Atom("function", (), shape, Leaf(head, node.data)))
        partial = transpose(partial) if how.flipped else partial
        if how.kind == "gradient":
            return Changing(value, trace(product(transpose(partial), inner.change)))
        return Changing(value, product(partial, inner.change))

    def _in_place(self, node: Typed) -> Expr:
        found = self.written.get(node.span)
        return found[-1] if found else self._expr(node)

    def _unknown(self, node: Typed, shape: Shape) -> Changing:
        r"""A function of one number that nobody defined, or a slope of it, applied to each entry: its slope is `f'`."""
        found = next(filter(None, map(_called, self.written.get(node.span, ()))), None)
        if found is None:
            raise Underivable("a function without a name")
        head, primes = found
        inner = self.of(node.args[-1])
        value, slope = (of_atom(Atom("call", (inner.value,), shape, (head, primes + more))) for more in (0, 1))
        return Changing(value, hadamard(slope, inner.change))

    def _expr(self, node: Typed) -> Expr:
        """How the author writes a leaf."""
        found = self.written.get(node.span)
        whole = next((each for each in found or () if key_of(each) == node.data), None)  # W_1, where the name is W
        name = whole or (self.inference.used_names.get(node.data) if isinstance(node.data, str) else None)
        if name is None and not found:
            raise Underivable("a symbol without a name")
        return name if name is not None else found[-1]  # type: ignore[index]

    def _sum(self, node: Typed, shape: Shape) -> Changing:
        """A sum over an index, which is linear in its terms."""
        if len(node.args) != 1:
            raise Underivable("a sum with a condition on its index")
        found = next((e for e in self.written.get(node.span, ()) if isinstance(e, Apply) and e.op is Op.SUM), None)
        if found is None:
            raise Underivable("a sum whose index is not written")
        if shape == SCALAR and (entries := entries_summed(self, node)) is not None:
            return Changing(*map(total_of_entries, entries))
        inner = self.of(node.args[0])
        return Changing(summed(inner.value, found), summed(inner.change, found))


def _called(written: Expr) -> tuple[Expr, int] | None:
    """The function that is called, and how many primes it has."""
    primes = 0
    while isinstance(written, Derivative) and written.form is Form.PRIME:
        written, primes = written.body, primes + 1
    return (written.args[0], primes) if isinstance(written, Apply) and written.op is Op.CALL else None


def _of_blocks(inner: list[Changing], shape: Shape, columns: int) -> Changing:
    values, changes = ([getattr(each, name) for each in inner] for name in ("value", "change"))
    return Changing(blocks(values, shape, columns), change_of_blocks(changes, shape, columns))


def derived(walk: Walk, node: Typed) -> Sum:
    """A derivative in normal form, laid out as its node says."""
    body, leaf = node.args
    by, how = node.data
    if by.positions is not None or leaf.op != "symbol":
        raise Underivable("a derivative by an entry")
    inner = Walk(walk.inference, (), frozenset({by.key}))
    inner.written, inner.bound = walk.written, walk.bound
    change = inner.of(body).change
    shape = walk.inference.find(by.shape)
    if how.kind == "scalar":
        form = by_scalar(change)
    elif how.kind == "gradient":
        form = gradient(change, shape)
    elif how.kind in ("jacobian", "stacked columns"):
        form = jacobian(change, shape)
    else:
        raise Underivable("entries row by row")
    return transpose(form) if how.flipped else form


def summed(body: Sum, written: Apply) -> Sum:
    """The sum over an index of a body, terms one by one where they hold the change; numbers are taken out."""
    parts = [Sum((term,), body.shape) for term in body.terms] if holds(body) else [body] if body.terms else []
    pieces = []
    for part in parts:
        number = part.terms[0].number if len(part.terms) == 1 else Fraction(1)
        inner = Sum((part.terms[0]._replace(number=Fraction(1)),), body.shape) if len(part.terms) == 1 else part
        atom = Atom("sum", (inner,), body.shape, (written.args[1], written.args[2], written.args[3]))
        pieces.append(product(constant(number), of_atom(atom)))
    return total(body.shape, *pieces)


UNRULED = {
    "entry": "the derivative of a single entry needs basis vectors, which have no sign here",
    "spectral norm": "the derivative of a spectral norm needs singular vectors, which have no sign here",
}


def _number(node: Typed, shape: Shape) -> Sum:
    exact = Fraction(node.data).limit_denominator(10**6)
    if float(exact) == float(node.data):
        return constant(exact)
    return of_atom(Atom("number", (), SCALAR, node.data))


CONSTANTS: dict[str, Callable[[Typed, Shape], Sum]] = {
    "number": _number,
    "zero": lambda node, shape: zero(shape),
    "identity": lambda node, shape: identity(shape[0]),
    "ones": lambda node, shape: ones(shape),
}
