"""The formula that is being read: its sides and signs so far."""

from __future__ import annotations

from mclint.syntax.cursor import Cursor
from mclint.syntax.tokens import GREEK, LETTER
from mclint.syntax.tree import Expr, Formula, Relation, Sign


class Chain:
    """The formula that is being read: its parts and signs so far, and where its last part began."""

    __slots__ = ("before", "begin", "continues", "parts", "signs")

    def __init__(self, before: str = "") -> None:
        self.parts: list[Expr] = []
        self.signs: list[Sign] = []
        self.before, self.continues = before, False
        self.begin = -1

    @property
    def open(self) -> bool:
        """Whether a part is still to come."""
        return len(self.parts) == len(self.signs)

    def formula(self, cursor: Cursor, separator: str) -> Formula:
        """What was read, as a formula."""
        if self.open:
            self.parts.append(cursor.missing())
        span = self.parts[0].span.to(self.parts[-1].span)
        relation = Relation(span, tuple(self.parts), tuple(self.signs))
        return Formula(relation, self.before, separator, self.continues)


def is_set_to_zero(cursor: Cursor) -> bool:
    r"""Whether a zero ends its formula, though no sign follows: `a_i b_i = 0 \; c_i \ge 0`."""
    if cursor.text() != "0" or cursor.position + 1 >= cursor.end:
        return False
    following = cursor.tokens[cursor.position + 1]
    return following.gap == 2 and (following.kind == LETTER or following.text[1:] in GREEK.values())
