"""The formulas of a segment: where one ends and the next begins, and chains that go on over several rows."""

from __future__ import annotations

from mclint.syntax.brackets import CONDITION
from mclint.syntax.chain import Chain, is_set_to_zero
from mclint.syntax.cursor import Cursor
from mclint.syntax.operators import FUNCTIONS, SIGNS
from mclint.syntax.pratt import expression, is_prose, whole
from mclint.syntax.tokens import TEXT, words
from mclint.syntax.tree import Apply, Expr, Formula, Op, Relation, Sign
from mclint.syntax.vocabulary import ARROWS, DOTS, RELATIONS, SEPARATORS

SPACES = frozenset(("\\quad", "\\qquad", "\\enspace", "\\enskip"))
GOES_ON = frozenset(("+", "\\cdot", "\\times", "\\odot", "\\otimes", "*", "\\circ", "/", "\\pm"))
SIGNED = frozenset(("+", "-", "\\pm"))
MAX_LISTED = 24


class Reader:
    """A pass over a segment that collects its formulas."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.found: list[Formula] = []
        self.chain = Chain()
        self.last: Chain | None = None
        self.place = -1  # of `last` among the found formulas
        self.broken = self.noted = False

    def run(self) -> tuple[Formula, ...]:
        """All formulas up to the end."""
        cursor = self.cursor
        while cursor.position < cursor.end:
            place = cursor.position
            self.step(cursor.text())
            if cursor.position == place:
                self.stray()
        self.finish("")
        return tuple(self.found)

    def step(self, text: str) -> None:
        """Take a sign, a separator, words, or the next part."""
        is_arrow = text in ARROWS or (text == "\\equiv" and self.compares())
        if text in RELATIONS and not is_arrow:
            self.sign(text)
        elif text in SEPARATORS:
            self.separate(text)
        elif is_arrow:
            self.cursor.position += 1
            self.finish(text)
            self.chain.before = joined(self.chain.before, text)
        elif text == "&":
            self.cursor.position += 1
            self.space("&")
        elif not self.spoken():
            self.part()

    def compares(self) -> bool:
        r"""Whether an inequality stands before: `f(x) \le c \equiv x \in S` says that two statements mean the same."""
        return bool(self.chain.signs) and self.chain.signs[-1].text in ("≤", "<", "≥", ">")

    def finish(self, separator: str) -> None:
        """End the formula that is being read, if there is one."""
        if self.chain.parts or self.chain.signs:
            self.found.append(self.chain.formula(self.cursor, separator))
            if not (self.noted and self.chain.before):  # what words lead in behind a formula is a note on its row
                self.last, self.place = self.chain, len(self.found) - 1
            self.noted = self.noted or bool(self.chain.signs)
            self.broken = False
            self.chain = Chain()

    def resume(self) -> bool:
        """Take up the formula of the row before, if nothing was read since."""
        if self.chain.parts or self.chain.signs or not self.broken or self.last is None:
            return False
        self.chain, self.last = self.last, None
        del self.found[self.place]
        return True

    def sign(self, text: str) -> None:
        """Take a relation sign; one that starts the segment continues what stands before the segment."""
        cursor, place = self.cursor, self.cursor.position
        cursor.position += 1
        if not self.chain.parts and not self.resume():
            self.chain.parts.append(Apply(cursor.point(place), Op.MISSING, ()))
            self.chain.continues = True
        spelled = RELATIONS[text]
        if self.chain.open:
            if self.chain.signs[-1].text == spelled:
                return
            self.chain.parts.append(Apply(cursor.point(place), Op.MISSING, ()))
        self.chain.signs.append(Sign(spelled, cursor.span(place)))

    def separate(self, text: str) -> None:
        """Take a separator: it ends the formula, unless this goes on behind it."""
        self.cursor.position += 1
        if text in SPACES:
            self.space(text)
        elif text == "\\\\":
            self.row()
        elif text == "," and not self.chain.open and not is_list(self.chain.parts[-1]) and self.lists():
            self.listed()
        else:
            self.finish(text if text in (",", ";") else "")

    def space(self, text: str) -> None:
        r"""A `\quad`: an equation number behind it is skipped; before a sign it is only space."""
        cursor = self.cursor
        while cursor.text() in SPACES or cursor.text() == "&":
            cursor.position += 1
        if cursor.text() == "(" and self.is_number():
            cursor.position = cursor.partner[cursor.position] + 1
        following = cursor.text()
        if self.chain.parts and not self.chain.open and following not in RELATIONS and following not in SIGNS:
            self.finish("\\quad")

    def is_number(self) -> bool:
        """Whether a parenthesis holds the number of an equation and ends its row."""
        cursor = self.cursor
        place, partner = cursor.position, cursor.partner[cursor.position]
        if partner < place or partner > place + 8:
            return False
        inner = "".join(token.text for token in cursor.tokens[place + 1 : partner])
        after = cursor.tokens[partner + 1].text if partner + 1 < cursor.end else "\\\\"
        plain = inner.replace(".", "").replace("-", "").replace("'", "")
        return after == "\\\\" and (inner == "*" or (plain.isalnum() and any(c.isdigit() for c in plain)))

    def row(self) -> None:
        """A row break: the next row goes on where it starts with a sign, or where this one ends with one."""
        cursor = self.cursor
        aligned = False
        while cursor.text() in ("&", "\\\\"):
            aligned = cursor.text() == "&"
            cursor.position += 1
        ahead = 0
        while cursor.text(ahead) in SPACES:
            ahead += 1
        if self.chain.signs and cursor.text(ahead) in SIGNED:
            cursor.position += ahead
        text = cursor.text()
        if text in RELATIONS and self.noted and self.chain.before:
            self.finish("\\\\")
        self.broken, self.noted = True, False
        if self.chain.open or text in RELATIONS:
            return
        relates = self.row_relates()
        if text in GOES_ON or (text == "-" and not relates):
            self.extend(text)
        elif self.chain.signs and aligned and not relates and text in (*SPACES, "("):
            self.unread()
        else:
            self.finish("\\\\")

    def row_relates(self) -> bool:
        """Whether the row that starts here has a relation sign at its own level."""
        cursor, place = self.cursor, self.cursor.position
        while place < cursor.end:
            text = cursor.tokens[place].text
            if text == "\\\\":
                return False
            if text in RELATIONS or text in ARROWS:
                return True
            place = cursor.partner[place] + 1 if cursor.partner[place] > place else place + 1
        return False

    def extend(self, text: str) -> None:
        """Go on with the last part: a row that starts with `+`."""
        last = self.chain.parts[-1]
        if text not in ("+", "-") and isinstance(last, Apply) and last.op is Op.ADD:
            self.unread()
            return
        self.chain.parts[-1] = expression(self.cursor, 0, last, self.chain.begin) or last

    def unread(self) -> None:
        """The last part and the row that follows it, unread: nothing says how the two are joined."""
        cursor = self.cursor
        while cursor.position < cursor.end and cursor.text() != "\\\\":
            cursor.position += 1
        self.chain.parts[-1] = cursor.opaque(self.chain.begin)

    def lists(self) -> bool:
        r"""Whether the comma just read belongs to a list with dots: `x_1, \dots, x_n`."""
        cursor, place = self.cursor, self.cursor.position
        for _ in range(MAX_LISTED):
            if place >= cursor.end:
                return False
            token = cursor.tokens[place]
            if token.text in DOTS:
                return cursor.tokens[place - 1].text == ","
            if token.text in RELATIONS or token.text in ARROWS or token.kind == TEXT:
                return False
            if token.text in SEPARATORS and token.text != ",":
                return False
            place = cursor.partner[place] + 1 if cursor.partner[place] > place else place + 1
        return False

    def listed(self) -> None:
        """Read the rest of a list with dots as part of the formula."""
        cursor = self.cursor
        items = [self.chain.parts[-1]]
        ending = False
        while True:
            item = expression(cursor)
            if item is None:
                break
            items.append(item)
            dots = isinstance(item, Apply) and item.op is Op.DOTS
            if ending or cursor.text() != "," or cursor.position + 1 >= cursor.end:
                break
            ending = dots
            cursor.position += 1
        self.chain.parts[-1] = Apply(cursor.span(self.chain.begin), Op.LIST, tuple(items))

    def spoken(self) -> bool:
        r"""Take words, if words come next that are no operand; they lead into the next formula."""
        cursor = self.cursor
        token = cursor.tokens[cursor.position]
        if token.kind != TEXT:
            return False
        content = words(token).strip()
        if content in FUNCTIONS or token.text.startswith("\\operatorname"):
            return False
        if content and "intertext" not in token.text[:15] and self.is_operand(is_prose(token)):
            return False
        cursor.position += 1
        if not self.chain.open:
            self.finish("text")
        self.chain.before = joined(self.chain.before, content)
        return True

    def is_operand(self, prose: bool) -> bool:
        """Whether the words that come next name something: beside a sign, or alone behind one."""
        following = self.cursor.text(1)
        if not self.chain.open:
            return False
        if following in RELATIONS or following in ("+", "\\cdot", "\\times"):
            return True
        if not self.chain.signs:
            return not prose and following not in ("", "\\\\", "&")
        return not prose or following in SEPARATORS or following in ("", "-", "&")

    def part(self) -> None:
        """Read the next part of the formula."""
        cursor, begin = self.cursor, self.cursor.position
        if not self.chain.parts and not self.found and cursor.text() in GOES_ON:
            self.chain.continues = True
            cursor.position += cursor.text() != "+"
        if self.chain.signs and self.chain.open and is_set_to_zero(cursor):
            cursor.position += 1
            self.chain.begin = begin
            self.chain.parts.append(cursor.within(begin, begin + 1, whole))
            self.finish("\\quad")
            return
        expr = expression(cursor) if self.chain.open else None
        if expr is None:
            cursor.position = begin
        elif isinstance(expr, Relation) and not self.chain.parts:
            self.chain.begin = begin
            self.chain.parts, self.chain.signs = list(expr.parts), list(expr.signs)
        else:
            self.chain.begin = begin
            self.chain.parts.append(expr)

    def stray(self) -> None:
        """Step over what nothing reads, up to the next sign; the part of the formula that it touches is not read."""
        cursor, begin = self.cursor, self.cursor.position
        reason = "conditional" if cursor.text() == CONDITION else "unsupported-notation"
        while cursor.position == begin or not self.ends_part():
            partner = cursor.partner[cursor.position]
            cursor.position = partner + 1 if partner > cursor.position else cursor.position + 1
        if self.chain.open:
            self.chain.begin = begin
            self.chain.parts.append(cursor.opaque(begin, reason))
        else:
            self.chain.parts[-1] = cursor.opaque(self.chain.begin, reason)

    def ends_part(self) -> bool:
        """Whether a sign, a separator or words come next, or nothing."""
        cursor = self.cursor
        if cursor.position >= cursor.end:
            return True
        token = cursor.tokens[cursor.position]
        text = token.text
        return text in RELATIONS or text in SEPARATORS or text in ARROWS or text == "&" or token.kind == TEXT


def is_list(expr: Expr) -> bool:
    """Whether this is a list already."""
    return isinstance(expr, Apply) and expr.op is Op.LIST


def joined(first: str, second: str) -> str:
    """Two pieces of text with a space between."""
    return f"{first} {second}".strip()


def formulas(cursor: Cursor) -> tuple[Formula, ...]:
    """The formulas of a segment."""
    return Reader(cursor).run()
