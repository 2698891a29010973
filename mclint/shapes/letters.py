"""What a letter is in one equation: declared near it, or shown by all other equations that use the letter."""

from __future__ import annotations

from mclint.document.scope import Facts, Scope, key_of
from mclint.document.statement import Rank
from mclint.shapes.check import FAR
from mclint.shapes.role_keys import GRADIENT, is_capital, is_word, role_key
from mclint.shapes.roles import EVERYWHERE, UNKNOWN, Evidence, Known, Role, Roles
from mclint.span import Span
from mclint.syntax.tree import Expr, Name, Number

NEIGHBOURS = 3  # relations around a use into which a mistake may have been copied
REACH = 60  # relations within which a plain letter keeps its meaning
SETTLED = 4  # uses of one kind beside which a neighbour of another kind counts as a copied mistake
CONVENTION = "a column, as bold small letters are here"
ROLES = tuple(Role)
COLUMN, ROW, MATRIX, SCALAR = Role.COLUMN, Role.ROW, Role.MATRIX, Role.SCALAR
RANKS = {Rank.SCALAR: SCALAR, Rank.VECTOR: COLUMN, Rank.ROW: ROW, Rank.MATRIX: MATRIX, Rank.SQUARE: MATRIX}


class Letters:
    """The roles of the letters of one equation, and what shows them. A builder for one relation."""

    def __init__(self, scope: Scope, roles: Roles, whole: Span, block: int, shown: dict[str, Known]) -> None:
        self.scope, self.roles, self.whole, self.block, self.shown = scope, roles, whole, block, shown

    def turned(self) -> Letters:
        """The same with rows for columns."""
        shown = {key: (None if role is None else role.transposed, why) for key, (role, why) in self.shown.items()}
        return Letters(self.scope, self.roles, self.whole, self.block, shown)

    def known(self, key: str) -> Role | None:
        """The role of a letter that was looked up before."""
        return self.shown.get(key, UNKNOWN)[0]

    def role(self, expr: Expr) -> Role | None:
        """The role of a letter, perhaps with an index, a mark or an argument; None where it is not known."""
        key = role_key(expr)
        if key is None or is_word(key):
            return None
        if key.endswith("_") and not is_capital(key):
            if key not in self.shown:
                self.shown[key] = self._indexed(key)
            return self.shown[key][0]
        bold = key.startswith("*") and isinstance(expr, Name) and expr.font == "bold"
        if bold and isinstance(expr, Name) and self.roles.has_plain(expr.letter, expr.span, NEIGHBOURS):
            return None  # m and \\mathbf{m} side by side may be one number
        name = key_of(expr)
        if not key.startswith("*") and name is not None and self.scope.is_vector_too(name):
            return None
        if not key.startswith("*") and (key in self.roles.bounds or name in self.scope.sizes):
            return SCALAR
        if key not in self.shown:
            self.shown[key] = self._known(key, expr)
        return self.shown[key][0]

    def _indexed(self, key: str) -> Known:
        """x_i is an entry or a sample: a number where all uses around show one, a column where many do."""
        votes = self.roles.other(key, self.whole, REACH)
        roles = {vote.role for vote in votes}
        shown = {vote.relation for vote in votes if vote.sure or vote.role is SCALAR}
        if roles not in ({SCALAR}, {COLUMN}) or len(shown) < SETTLED:
            return UNKNOWN
        return votes[0].role, Evidence(votes[0].span, f"used as {votes[0].role.value}", len(votes))

    def _known(self, key: str, expr: Expr) -> Known:
        name = key_of(expr)
        facts = self.scope.of(name) if name is not None else None
        said = _declared(facts) if facts is not None else None
        if (key, self.whole) not in self.roles.used:
            self.roles.used[key, self.whole] = self._used(key)
        used, evidence = self.roles.used[key, self.whole]
        if said is None or facts is None or (said is SCALAR and key.startswith("*")):
            return used, evidence
        near = facts.rows is not None and (facts.block < 0 or abs(self.block - facts.block) <= FAR)
        if used not in (None, said) or not (near or used is said) or (said is MATRIX and not is_capital(key)):
            return UNKNOWN
        if evidence is not None and facts.rows is None:
            return said, evidence  # "A is a matrix" says less than a use of it
        return said, None if facts.span is None else Evidence(facts.span, facts.because)

    def _used(self, key: str) -> Known:
        """The role in which all other equations use a letter."""
        bold = key.startswith("*")
        votes = self.roles.other(key, self.whole, EVERYWHERE if bold else REACH)
        here = self.roles.number(self.whole)
        if not votes and bold and not is_capital(key) and key != GRADIENT and self.roles.bold_columns:
            alike = min(self.roles.bold_columns, key=lambda vote: abs(vote.relation - here))
            return COLUMN, Evidence(alike.span, CONVENTION, len(self.roles.bold_columns))
        if len(votes) < 2:
            return UNKNOWN
        by_role = {role: [vote for vote in votes if vote.role is role] for role in ROLES}
        places = {role: {vote.relation for vote in those} for role, those in by_role.items()}
        most = max(ROLES, key=lambda role: len(places[role]))
        if is_capital(key) is not (most is MATRIX) or most in (ROW, SCALAR) or len(places[most]) < 2:
            return UNKNOWN
        against = set[int]().union(*(places[role] for role in ROLES if role is not most))
        near = {number for number in against if abs(number - here) <= NEIGHBOURS}
        if len(places[most]) >= SETTLED and len(near) < 2:
            against -= near
        if len(against) > len(places[most]) // 12:
            return UNKNOWN
        if not bold and not any(vote.sure for vote in by_role[most]):
            return UNKNOWN
        nearest = min(by_role[most], key=lambda vote: abs(vote.relation - here))
        return most, Evidence(nearest.span, f"used as {most.value}", len(places[most]))


def _declared(facts: Facts) -> Role | None:
    if facts.rows is not None and facts.columns is not None:
        one = [isinstance(size, Number) and size.value == 1 for size in (facts.rows, facts.columns)]
        return {(True, True): SCALAR, (False, True): COLUMN, (True, False): ROW}.get((one[0], one[1]), MATRIX)
    return RANKS.get(facts.rank) if facts.rank is not None else None
