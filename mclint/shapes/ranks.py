"""Products, sums and equations in which columns, rows, matrices and numbers meet that do not fit.

Sizes need not be known for that: `(x - m)(x - m)` multiplies two columns, whatever their length. What a letter is, the
document says, or shows wherever else it uses the letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mclint.document.scope import Facts, Scope, key_of
from mclint.document.statement import Rank
from mclint.shapes.check import FAR
from mclint.shapes.idioms import is_bare_product, is_call, is_literal, may_clash, without_inner_products
from mclint.shapes.roles import Role, Roles, is_capital, is_word, role_key
from mclint.shapes.typed import Clashing
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes

NEIGHBOURS = 3  # relations around a use into which a mistake may have been copied
REACH = 60  # relations within which a plain letter keeps its meaning
SETTLED = 4  # uses of one kind beside which a neighbour of another kind counts as a copied mistake
EVERYWHERE = 1_000_000
COLUMN, ROW, MATRIX, SCALAR = Role.COLUMN, Role.ROW, Role.MATRIX, Role.SCALAR
NUMBERS = (Op.TRACE, Op.DETERMINANT, Op.BARS, Op.NORM, Op.INNER)
ENTRYWISE = (Op.EXP, Op.LOG, Op.SQRT, Op.SIN, Op.COS, Op.TANH, Op.SIGMOID)
RANKS = {Rank.SCALAR: SCALAR, Rank.VECTOR: COLUMN, Rank.ROW: ROW, Rank.MATRIX: MATRIX, Rank.SQUARE: MATRIX}


class Evidence(NamedTuple):
    """A place that shows what a letter is, and how many uses there are like it."""

    span: Span
    text: str
    uses: int = EVERYWHERE


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
        self.scope, self.roles, self.whole, self.block = scope, roles, whole, block
        self.found: list[Misfit] = []
        self.shown: dict[str, tuple[Role | None, Evidence | None]] = {}
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
        turned = Ranking(self.scope, self.roles, self.whole, self.block)
        turned.shown = {
            key: (None if role is None else role.transposed, why) for key, (role, why) in self.shown.items()
        }
        return not turned.all(parts, related)

    def equation(self, left: Expr, right: Expr) -> list[Misfit]:
        """The misfits of both sides, or between them."""
        a, b = self.role(left), self.role(right)
        if not self.found and a is not b and SCALAR in (a, b) and None not in (a, b) and may_clash(left, a, right, b):
            assert a is not None and b is not None
            self._misfit(Clashing.SIDES, right.span, left, right, (a, b))
        return self.found

    # letters

    def _symbol(self, expr: Expr) -> Role | None:
        key = role_key(expr)
        if key is None or is_word(key) or (key.endswith("_") and not is_capital(key)):
            return None  # x_i is an entry or a sample
        if key.startswith("*") and isinstance(expr, Name) and self.roles.has_plain(expr.letter, expr.span, NEIGHBOURS):
            return None  # m and \\mathbf{m} side by side may be one number
        if not key.startswith("*") and (key in self.roles.bounds or key_of(expr) in self.scope.sizes):
            return SCALAR
        if key not in self.shown:
            self.shown[key] = self._known(key, expr)
        return self.shown[key][0]

    def _known(self, key: str, expr: Expr) -> tuple[Role | None, Evidence | None]:
        name = key_of(expr)
        facts = self.scope.of(name) if name is not None else None
        said = _declared(facts) if facts is not None else None
        used, evidence = self._used(key)
        if said is None or facts is None or (said is SCALAR and key.startswith("*")):
            return used, evidence
        near = facts.rows is not None and (facts.block < 0 or abs(self.block - facts.block) <= FAR)
        if used not in (None, said) or not (near or used is said) or (said is MATRIX and not is_capital(key)):
            return None, None
        return said, None if facts.span is None else Evidence(facts.span, facts.because)

    def _used(self, key: str) -> tuple[Role | None, Evidence | None]:
        """The role in which all other equations use a letter."""
        bold = key.startswith("*")
        votes = self.roles.other(key, self.whole, EVERYWHERE if bold else REACH)
        if len(votes) < 2:
            return None, None
        here = self.roles.number(self.whole)
        places: dict[Role, set[int]] = {role: set() for role in Role}
        for vote in votes:
            places[vote.role].add(vote.relation)
        most = max(Role, key=lambda role: len(places[role]))
        against = set[int]().union(*(places[role] for role in Role if role is not most))
        near = {number for number in against if abs(number - here) <= NEIGHBOURS}
        if len(places[most]) >= SETTLED and len(near) < 2:
            against -= near
        if len(places[most]) < 2 or len(against) > len(places[most]) // 12:
            return None, None
        if is_capital(key) is not (most is MATRIX) or most in (ROW, SCALAR):
            return None, None
        if not bold and not any(vote.sure and vote.role is most for vote in votes):
            return None, None
        nearest = min((v for v in votes if v.role is most), key=lambda vote: abs(vote.relation - here))
        return most, Evidence(nearest.span, f"used as {most.value}", len(places[most]))

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
        if isinstance(expr, Derivative) and not is_bare_product(expr.body):
            self.role(expr.body)
        return None

    def _name(self, name: Name) -> Role | None:
        if name.letter == "I" and not name.marks and self.scope.of("I").rows is None:
            return MATRIX
        return self._symbol(name)

    def _apply(self, expr: Apply) -> Role | None:
        op = expr.op
        if op in (Op.INDEX, Op.SUPERINDEX, Op.CALL):
            return self._symbol(expr)
        if op is Op.SUM:
            return self.role(expr.args[0])
        if op is Op.DIFFERENTIAL and is_bare_product(expr.args[0]):
            return None
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
        return None

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
        if any(is_call(a, b) for a, b in pairwise(expr.args)):
            return None
        rest = [(factor, role) for factor, role in factors if role is not SCALAR and not _is_weak_scalar(self, factor)]
        rest = without_inner_products(rest)
        for place, ((first, one), (second, other)) in enumerate(pairwise(rest)):
            if any(role is None for _, role in rest[: place + 2]):
                return None
            if (one is COLUMN) is not (other is ROW):
                assert one is not None and other is not None
                if not (other is ROW and any(role in (None, COLUMN) for _, role in rest[place + 2 :])):
                    self._misfit(Clashing.PRODUCT, first.span.to(second.span), first, second, (one, other))
                return None
        if any(role is None for _, role in rest):
            return None
        if not rest:
            return SCALAR if all(role is SCALAR for _, role in factors) else None
        tall = rest[0][1] is not ROW
        wide = rest[-1][1] is not COLUMN
        return MATRIX if tall and wide else COLUMN if tall else ROW if wide else SCALAR

    def scales(self, factor: Expr) -> bool:
        """Whether a factor of a product is a number."""
        return self.role(factor) is SCALAR or _is_weak_scalar(self, factor)

    def _misfit(self, kind: Clashing, span: Span, left: Expr, right: Expr, roles: tuple[Role, Role]) -> None:
        keys = dict.fromkeys(key for side in (left, right) for node in nodes(side) if (key := role_key(node)))
        shown = (self.shown.get(key, (None, None))[1] for key in keys)
        self.found.append(Misfit(kind, span, left.span, right.span, roles, tuple(filter(None, shown))))


def _declared(facts: Facts) -> Role | None:
    if facts.rows is not None and facts.columns is not None:
        one = [isinstance(size, Number) and size.value == 1 for size in (facts.rows, facts.columns)]
        return {(True, True): SCALAR, (False, True): COLUMN, (True, False): ROW}.get((one[0], one[1]), MATRIX)
    return RANKS.get(facts.rank) if facts.rank is not None else None


def _is_weak_scalar(ranking: Ranking, factor: Expr) -> bool:
    """A plain small letter that nothing shows to be a vector, or a fraction of such: in a product it scales."""
    if isinstance(factor, Number):
        return True
    if isinstance(factor, Apply):
        weak = factor.op in (Op.DIVIDE, Op.GROUP, Op.PRODUCT, Op.POWER, Op.NEG)
        return weak and all(_is_weak_scalar(ranking, part) for part in factor.args)
    key = role_key(factor)
    return (
        isinstance(factor, Name)
        and key is not None
        and not key.startswith("*")
        and not is_capital(key)
        and len(factor.letter) != 2
        and ranking.shown.get(key, (None, None))[0] is None
        and all(vote.role in (SCALAR, ROW) for vote in ranking.roles.votes.get(key, ()))
    )
