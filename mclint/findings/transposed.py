"""A derivative written in another layout: its right side transposed in the notation of the author, and verified."""

from __future__ import annotations

from mclint.diagnostic import Edit, Fix
from mclint.document.scope import Scope, has, key_of
from mclint.document.statement import Property
from mclint.document.transpose_signs import transpose_sign
from mclint.findings.layouts import name
from mclint.findings.lettering import written
from mclint.shapes.typed import typed_nodes
from mclint.span import Span
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes
from mclint.syntax.walk import without_brackets
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.review import Review
from mclint.values.verdict import Holds, by_convention
from mclint.values.verify import conventionally, verify

PRODUCTS = (Op.PRODUCT, Op.DOT, Op.TIMES)
BY_PARTS = {Op.ADD: None, Op.NEG: None, Op.HADAMARD: None, Op.KRONECKER: None, Op.DIVIDE: 1, Op.SUM: 1}
WHOLE = (Op.EXP, Op.LOG, Op.SIN, Op.COS, Op.TANH, Op.SIGMOID, Op.RELU, Op.SIGN, Op.CALL, Op.INDEX, Op.SUPERINDEX)
SYMMETRIC = (Property.SYMMETRIC, Property.DIAGONAL)


def rewritten(review: Review, number: int, layouts: frozenset[str]) -> Fix | None:
    """The edit that writes a claim in one of some layouts; nothing where it is not verified there."""
    result, source = review.results[number], review.document.source
    right = result.step.right
    if _is_derivative(right):
        return None  # says how one sign of a derivative is meant by another
    side = Transposing(result.scope, _numbers(result)).of(right)
    if side is None:
        return None
    text = written(source, without_brackets(side), right, transpose_sign(review.document, (right, result.left)))
    read = [formula.relation for formula in parse_text(text, review.document.macros).formulas]
    if len(read) != 1 or read[0].signs:
        return None
    verdict = verify(result.left, read[0].parts[0], result.scope)
    if not isinstance(verdict, Holds) or verdict.assumptions or not verdict.layouts & layouts:
        return None
    return Fix(f"in {name(verdict.layouts)} it reads", (Edit(right.span, text),))


def _is_derivative(expr: Expr) -> bool:
    while isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.BRACKET, Op.TRANSPOSE):
        expr = expr.args[0]
    return isinstance(expr, Derivative)


def _numbers(result: Result) -> frozenset[Span]:
    """Where the numbers of a right side stand: what is 1 × 1."""
    trial = Trial(result.left, result.step.right, result.scope)
    conventionally(trial)
    equal = (each for each in trial.attempts if each.outcome == "equal" and each.trees is not None)
    found = next(equal, None)
    if found is None or found.trees is None:
        return frozenset()
    return frozenset(node.span for node in typed_nodes(found.trees[1]) if found.inference.is_scalar(node))


class Transposing:
    """Transposes expressions; knows where numbers stand, and which letters are symmetric."""

    def __init__(self, scope: Scope, numbers: frozenset[Span]) -> None:
        self.scope, self.numbers = scope, numbers

    def of(self, node: Expr) -> Expr | None:
        """The transpose of an expression, itself where it is symmetric; None where nobody would write it."""
        if self._is_number(node):
            return node
        if isinstance(node, Name):
            return node if self._is_symmetric(node) else _with_sign(node)
        if isinstance(node, Derivative):
            return node  # the other layout transposes it already
        if not isinstance(node, Apply):
            return None
        if node.op is Op.TRANSPOSE:
            return node.args[0]
        if node.op in PRODUCTS:
            return self._reversed(node)
        if node.op is Op.DIVIDE and self._is_long(node.args[0]):
            bracketed = Apply(node.span, Op.GROUP, node.args[:1])
            return Apply(node.span, Op.DIVIDE, (_with_sign(bracketed), *node.args[1:]))
        if node.op in BY_PARTS:
            return self._by_parts(node, BY_PARTS[node.op])
        if node.op in (Op.GROUP, Op.BRACKET):
            inner = self._by_parts(node, 1)
            return inner if inner is not None and _signs(inner) <= _signs(node) else _with_sign(node)
        if node.op in (Op.INVERSE, Op.POWER):
            return node if self.of(node.args[0]) == node.args[0] else _with_sign(node)
        if node.op is Op.DIAG:
            return node
        return _with_sign(node) if node.op in WHOLE else None

    def _is_long(self, node: Expr) -> bool:
        """Whether a sum has more signs of transposes when each of its terms is transposed."""
        is_sum = isinstance(node, Apply) and node.op is Op.ADD
        return is_sum and (turned := self.of(node)) is not None and _signs(turned) > _signs(node) + 1

    def _is_number(self, node: Expr) -> bool:
        return isinstance(node, Number) or node.span in self.numbers

    def _is_symmetric(self, name: Name) -> bool:
        key = key_of(name) or ""
        facts = self.scope.of(key)
        return has(facts, *SYMMETRIC) or (name.letter == "I" and facts.rows is None) or bool(by_convention(key))

    def _by_parts(self, node: Apply, count: int | None) -> Expr | None:
        """An operator of whose parts all are transposed, or the first ones."""
        parts = [self.of(part) for part in node.args[:count]]
        turned = [part for part in parts if part is not None]
        if len(turned) < len(parts):
            return None
        is_symmetric = all(part in node.args for part in turned) and all(part in turned for part in node.args[:count])
        return node if is_symmetric else Apply(node.span, node.op, (*turned, *node.args[len(turned) :]))

    def _reversed(self, node: Apply) -> Expr | None:
        """A product: its numbers, and the other factors from the last to the first."""
        numbers = [part for part in node.args if self._is_number(part)]
        parts = [self.of(part) for part in node.args[::-1] if not self._is_number(part)]
        turned = [part for part in parts if part is not None]
        if len(turned) < len(parts):
            return None
        factors = (*numbers, *turned)
        return node if factors == node.args else Apply(node.span, node.op, factors)


def _with_sign(node: Expr) -> Expr:
    """An expression with the sign of a transpose, in brackets where it has a superscript already."""
    raised = (isinstance(node, Name) and node.marks) or (isinstance(node, Apply) and node.op is Op.SUPERINDEX)
    return Apply(node.span, Op.TRANSPOSE, (Apply(node.span, Op.GROUP, (node,)) if raised else node,))


def _signs(expr: Expr) -> int:
    """How many transposes are written in an expression."""
    return sum(isinstance(node, Apply) and node.op is Op.TRANSPOSE for node in nodes(expr))
