"""Products, sums and equations in which columns, rows, matrices and numbers meet that do not fit.

Sizes need not be known for that: `(x - m)(x - m)` multiplies two columns, whatever their length. What a letter is, the
document says, or shows wherever else it uses the letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mclint.document.scope import Scope
from mclint.records import NamedTuple
from mclint.shapes.idioms import is_bare_product, is_call, is_literal, may_clash, without_inner_products
from mclint.shapes.letters import CONVENTION, SETTLED, Letters
from mclint.shapes.role_keys import is_capital, is_indexed, role_key
from mclint.shapes.roles import UNKNOWN, Evidence, Role, Roles
from mclint.shapes.typed import Clashing
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, nodes

COLUMN, ROW, MATRIX, SCALAR = Role.COLUMN, Role.ROW, Role.MATRIX, Role.SCALAR
NUMBERS = (Op.TRACE, Op.DETERMINANT, Op.BARS, Op.NORM, Op.INNER)
ENTRYWISE = (Op.EXP, Op.LOG, Op.SQRT, Op.SIN, Op.COS, Op.TANH, Op.SIGMOID)


class Misfit(NamedTuple):
    """Two parts of an expression that do not fit, and what shows their roles."""

    kind: Clashing
    span: Span
    left: Span
    right: Span
    roles: tuple[Role, Role]
    evidence: tuple[Evidence, ...]
    letter: Span | None = None  # the matrix that would have to be square


def misfits(parts: Sequence[Expr], related: bool, ranking: Ranking) -> list[Misfit]:
    """The misfits of the two sides of a relation, `related` where they have one shape, or of a lone expression."""
    found = ranking.all(parts, related)
    if not found or not ranking.turns(parts, related):
        return found
    # With rows for columns this equation would be right: it takes more to say that they are none.
    return [each for each in found if each.evidence and all(shown.uses >= SETTLED for shown in each.evidence)]


class Ranking:
    """The roles of the parts of one equation. A builder for one relation."""

    def __init__(self, scope: Scope, roles: Roles, whole: Span, block: int) -> None:
        self.scope = scope
        self.letters = Letters(scope, roles, whole, block, {})
        self.found: list[Misfit] = []
        self.seen: dict[int, Role | None] = {}  # by the identity of the parts, which live as long as the equation

    def all(self, parts: Sequence[Expr], related: bool) -> list[Misfit]:
        """The misfits of the parts, and between them where they are related."""
        if related and len(parts) == 2:
            return self.equation(parts[0], parts[1])
        for part in parts:
            if len(parts) > 1 or not is_bare_product(part):  # the text may speak of it without multiplying
                self.role(part)
        return self.found

    def turns(self, parts: Sequence[Expr], related: bool) -> bool:
        """Whether nothing is amiss where the letters that are columns elsewhere are rows."""
        turned = Ranking(self.scope, self.letters.roles, self.letters.whole, self.letters.block)
        turned.letters = self.letters.turned()
        return not turned.all(parts, related)

    def equation(self, left: Expr, right: Expr) -> list[Misfit]:
        """The misfits of both sides, or between them."""
        a, b = self.role(left), self.role(right)
        if {a, b} == {SCALAR, MATRIX} and self._has_plain_capital(left if a is MATRIX else right):
            return self.found  # elsewhere A may be a matrix, and a constant here
        if not self.found and a is not b and SCALAR in (a, b) and None not in (a, b) and may_clash(left, a, right, b):
            assert a is not None and b is not None
            self._misfit(Clashing.SIDES, right.span, left, right, (a, b))
        return self.found

    def _has_plain_capital(self, side: Expr) -> bool:
        keys = (role_key(node) or "*" for node in nodes(side))
        return any(self.letters.known(key) is MATRIX and not key.startswith("*") for key in keys)

    # expressions

    def role(self, expr: Expr) -> Role | None:
        """The role of an expression; None where it is not known."""
        if isinstance(expr, Number):
            return SCALAR
        if id(expr) not in self.seen:
            self.seen[id(expr)] = self._role(expr)
        return self.seen[id(expr)]

    def _role(self, expr: Expr) -> Role | None:
        if isinstance(expr, Name):
            return self._name(expr)
        if isinstance(expr, Apply):
            return self._apply(expr)
        return self._derivative(expr) if isinstance(expr, Derivative) else None

    def _derivative(self, expr: Derivative) -> Role | None:
        body = None if is_bare_product(expr.body) else self.role(expr.body)
        if expr.form is Form.NABLA and body is SCALAR and len(expr.variables) == 1:
            return COLUMN if self.role(expr.variables[0]) is COLUMN else None
        return self.letters.role(expr)

    def _name(self, name: Name) -> Role | None:
        counted = role_key(name) in self.letters.roles.bounds  # \sum_{i=1}^I
        if name.letter == "I" and not name.marks and self.scope.of("I").rows is None and not counted:
            return MATRIX
        return self.letters.role(name)

    def _apply(self, expr: Apply) -> Role | None:
        op = expr.op
        if op in (Op.INDEX, Op.SUPERINDEX, Op.CALL):
            return self.letters.role(expr)
        if op is Op.SUM:
            return self.role(expr.args[0])
        if op is Op.DIFFERENTIAL and is_bare_product(expr.args[0]):
            return None
        if op is Op.DOT and len(expr.args) == 2:
            return self._dot(expr)
        parts = [self.role(part) for part in expr.args] if op is not Op.PRODUCT else []
        if op is Op.BRACKET and isinstance(expr.args[0], Number):
            return None  # [0.7] may be a vector with one entry
        if op in (Op.GROUP, Op.BRACKET, Op.NEG):
            return parts[0] if len(parts) == 1 else None
        if op in NUMBERS:
            return SCALAR
        if op is Op.PRIME:
            return parts[0] if parts[0] is MATRIX else None
        if op is Op.TRANSPOSE:
            return None if parts[0] is None else parts[0].transposed
        if op is Op.ADD:
            return self._sum(expr, parts)
        if op is Op.PRODUCT:
            return self._product(expr)
        if op is Op.INVERSE:
            return parts[0] if parts[0] in (MATRIX, SCALAR) else None
        if op is Op.DIVIDE:
            return parts[0] if parts[1] is SCALAR or (parts[1] is None and parts[0] is SCALAR) else None
        if op is Op.POWER:
            return parts[0] if parts[0] in (MATRIX, SCALAR) and isinstance(expr.args[1], Number) else None
        if op in ENTRYWISE:
            return SCALAR if parts[0] is SCALAR else None
        if op is Op.HADAMARD:
            return parts[0] if len(set(parts)) == 1 else None
        return None

    def _dot(self, expr: Apply) -> Role | None:
        r"""`a \cdot b`: a product, or the inner product of two columns."""
        one, other = (self.role(part) for part in expr.args)
        if SCALAR in (one, other):
            return other if one is SCALAR else one
        if (one, other) == (ROW, ROW) and all(
            isinstance(each, Apply) and each.op is Op.TRANSPOSE for each in expr.args
        ):
            self._misfit(Clashing.PRODUCT, expr.span, expr.args[0], expr.args[1], (ROW, ROW))
        return SCALAR if one in (ROW, COLUMN) and other is COLUMN else None

    def _sum(self, expr: Apply, parts: Sequence[Role | None]) -> Role | None:
        known = [
            (term, role)
            for term, role in zip(expr.args, parts, strict=True)
            if role is not None and not is_literal(term)
        ]
        for (first, one), (second, other) in pairwise(known):
            if one is not other:
                self._misfit(Clashing.SUM, expr.span, first, second, (one, other))
                return None
        return known[0][1] if known else None

    def _product(self, expr: Apply) -> Role | None:
        factors = [(factor, self.role(factor)) for factor in expr.args]
        if len(expr.args) > 3 and all(isinstance(part, Name) and part.font == "" for part in expr.args):
            return None  # a word, or letters of a macro
        if any(is_call(a, b) or self._calls(a, b) for a, b in pairwise(expr.args)):
            return None
        if any(role is ROW and is_indexed(x) and _is_weak_scalar(self, x) for (x, _), (_, role) in pairwise(factors)):
            return None  # x_i w^T may be a matrix
        rest = [(factor, role) for factor, role in factors if role is not SCALAR and not _is_weak_scalar(self, factor)]
        rest = without_inner_products(rest)
        for place, ((first, one), (second, other)) in enumerate(pairwise(rest)):
            if any(role is None for _, role in rest[: place + 2]):
                return None
            if (one is COLUMN) is not (other is ROW):
                assert one is not None and other is not None
                steps = isinstance(first, Derivative) and isinstance(second, Derivative)  # \\nabla f \\nabla t
                if not steps and not (other is ROW and any(role in (None, COLUMN) for _, role in rest[place + 2 :])):
                    self._misfit(Clashing.PRODUCT, first.span.to(second.span), first, second, (one, other))
                return None
        if any(role is None for _, role in rest):
            return None
        if not rest:
            return SCALAR if all(role is SCALAR for _, role in factors) else None
        tall = rest[0][1] is not ROW
        wide = rest[-1][1] is not COLUMN
        return MATRIX if tall and wide else COLUMN if tall else ROW if wide else SCALAR

    def _calls(self, head: Expr, argument: Expr) -> bool:
        """`e (x + h)`, where `e(x)` is written as well."""
        inner = argument.args[0] if isinstance(argument, Apply) and argument.op is Op.GROUP else None
        terms = inner.args if isinstance(inner, Apply) and inner.op is Op.ADD else ()
        key = role_key(head)
        return key is not None and bool(terms) and (key, role_key(terms[0])) in self.letters.roles.called

    def scales(self, factor: Expr) -> bool:
        """Whether a factor of a product is a number."""
        return self.role(factor) is SCALAR or _is_weak_scalar(self, factor)

    def _misfit(self, kind: Clashing, span: Span, left: Expr, right: Expr, roles: tuple[Role, Role]) -> None:
        keys = dict.fromkeys(key for side in (left, right) for node in nodes(side) if (key := role_key(node)))
        shown = tuple(filter(None, (self.letters.shown.get(key, UNKNOWN)[1] for key in keys)))
        if kind is Clashing.PRODUCT or all(each.text != CONVENTION for each in shown):  # a bold b may be a number
            self.found.append(Misfit(kind, span, left.span, right.span, roles, shown))


def _is_weak_scalar(ranking: Ranking, factor: Expr) -> bool:
    """A plain small letter that nothing shows to be a vector, or a fraction of such: in a product it scales."""
    if isinstance(factor, Number):
        return True
    key = role_key(factor)
    if is_indexed(factor) and key is not None and not key.startswith("*") and not is_capital(key):
        return not ranking.letters.roles.votes.get(key)
    if isinstance(factor, Apply):
        if factor.op is Op.DIVIDE and isinstance(factor.args[1], Name):
            return _is_weak_scalar(ranking, factor.args[0])  # nothing is divided by a vector or matrix
        weak = factor.op in (Op.DIVIDE, Op.GROUP, Op.PRODUCT, Op.POWER, Op.NEG)
        return weak and all(_is_weak_scalar(ranking, part) for part in factor.args)
    return (
        isinstance(factor, Name)
        and key is not None
        and not key.startswith("*")
        and not is_capital(key)
        and len(factor.letter) != 2
        and ranking.letters.known(key) is None
        and all(vote.role in (SCALAR, ROW) for vote in ranking.letters.roles.votes.get(key, ()))
    )
