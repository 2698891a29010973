r"""Brackets without a partner: a stack over the signs of a segment, as a reader of the printed formula pairs them."""

from __future__ import annotations

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tokens import LETTER, NUMBER, TEXT, Token, words
from mclint.syntax.tree import Loose
from mclint.syntax.vocabulary import DELIMITERS, RELATIONS, SIZES, listed

PAIRS = {"(": ")", "[": "]", "\\{": "\\}"}
CLOSING = {closer: opener for opener, closer in PAIRS.items()}
SPELLED = {name: sign for name, sign in DELIMITERS.items() if sign in PAIRS or sign in CLOSING}
HIDDEN = frozenset(listed("\\phantom \\hphantom \\vphantom \\tag \\label \\ref \\eqref \\cite \\color"))
ALONE = frozenset(listed("^ _ \\frac \\tfrac \\dfrac \\cfrac \\sqrt"))  # brackets in their arguments pair there
FRACTIONS = ALONE - {"^", "_", "\\sqrt"}
MACROS = frozenset(listed("\\verb \\newcommand \\renewcommand \\def \\gdef \\let \\DeclarePairedDelimiter \\char"))
# The names under which authors hide a bracket, as `\lp` for `\left(`.
HIDING = regex(r"\\(?:[lrbeoc][pbcrks]?|(?!over|under|[lr]br)[A-Za-z]{0,9}(?:paren|brac|open|close)[A-Za-z]*)")
SIDES = SIZES | {"\\left", "\\right"}
# What stands before an interval, and not before the argument of a function.
BEFORE_INTERVAL = RELATIONS.keys() | frozenset(listed(", & \\\\ ( \\{ { \\cup \\cap \\times \\setminus")) | {""}
LONGEST_INTERVAL = 60
MOST_OPEN = 40  # brackets that one closing bracket looks through


class Waiting(NamedTuple):
    """A bracket that is open; an argument that is read alone has no sign."""

    sign: str
    place: int
    row: int = 0


class Balance:
    r"""A pass over tokens that pairs their brackets; with `strict`, `\left` and `\right` first."""

    def __init__(self, tokens: list[Token], braces: list[int], strict: bool = False) -> None:
        self.tokens, self.braces, self.strict = tokens, braces, strict
        self.stack: list[Waiting] = []
        self.loose: list[Loose] = []
        self.arguments: list[int] = []  # the sizes of the stack where they begin
        self.row = index = 0
        while index < len(tokens):
            index = self.step(index, tokens[index])
        self.give_up(0)

    def step(self, index: int, token: Token) -> int:
        """Take one token; the index after it."""
        if token.kind == LETTER or token.kind == NUMBER:
            return index + 1
        text = SPELLED.get(token.text, token.text)
        self.row += text == "\\\\"
        if text in PAIRS:
            self.stack.append(Waiting(text, index, self.row))
        elif text in CLOSING:
            self.close(text, index)
        elif text == "{" and self.is_alone(index):
            self.stack.append(Waiting("", index))
            self.arguments.append(len(self.stack))
        elif text == "}" and self.is_alone(self.braces[index]):
            self.end_argument(index)
        elif token.kind == TEXT:
            self.words(words(token), index)
        elif text in HIDDEN and self.text(index + 1) == "{":
            return self.braces[index + 1] + 1
        return index + 1

    def text(self, index: int) -> str:
        """The text of a token, or nothing outside."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def is_alone(self, brace: int) -> bool:
        """Whether an opening brace begins a script, or an argument of a fraction or root."""
        before = self.text(brace - 1)
        return before in ALONE or (before == "}" and self.text(self.braces[brace - 1] - 1) in FRACTIONS)

    def before(self, index: int) -> str:
        r"""What stands before a bracket and its `\left`."""
        return self.text(index - 1 - (self.text(index - 1) in SIDES))

    def place(self, index: int) -> Span:
        """Where a token stands."""
        return Span(self.tokens[index].start, self.tokens[index].end)

    def close(self, text: str, index: int) -> None:
        """Pair a closing bracket, or set it aside."""
        wanted, stack = CLOSING[text], self.stack
        if self.strict and self.text(index - 1) == "\\right" and self.close_left(wanted, index):
            return
        top = stack[-1] if stack else Waiting("", -1)
        interval = top.sign != wanted and self.is_interval(top, index)
        if top.sign == wanted or (interval and self.before(top.place) in BEFORE_INTERVAL):
            stack.pop()
        elif (size := self.waiting_for(wanted)) >= 0:
            self.give_up(size + 1, self.place(index), text)
            stack.pop()
        elif interval:
            stack.pop()
        else:
            self.loose.append(Loose(text, self.place(index), self.row, where="}" if self.arguments else ""))

    def close_left(self, wanted: str, index: int) -> bool:
        r"""Pair a `\right)` with the last `\left(`, if no other `\left` waits."""
        for size in range(len(self.stack) - 1, max(-1, len(self.stack) - MOST_OPEN), -1):
            frame = self.stack[size]
            if not frame.sign or self.text(frame.place - 1) == "\\left":
                if frame.sign != wanted:
                    return False
                self.give_up(size + 1, self.place(index), f"\\right{self.text(index)}")
                self.stack.pop()
                return True
        return False

    def waiting_for(self, sign: str) -> int:
        """The place in the stack of the last open bracket of a kind, within the argument that is read; or -1."""
        for size in range(len(self.stack) - 1, max(-1, len(self.stack) - MOST_OPEN), -1):
            if self.stack[size].sign in ("", sign):
                return size if self.stack[size].sign else -1
        return -1

    def is_interval(self, top: Waiting, index: int) -> bool:
        """Whether a bracket and one of another kind hold two ends: `[0, 1)`, `(a; b]`."""
        if top.sign not in ("(", "[") or self.text(index) == "\\}" or index - top.place > LONGEST_INTERVAL:
            return False
        inner = [token.text for token in self.tokens[top.place + 1 : index]]
        return any(text in (",", ";") for text in inner) and not any(text in RELATIONS for text in inner)

    def words(self, said: str, index: int) -> None:
        r"""Words, as in `\text{(for } x > 0)`: their brackets may pair with others, and need not."""
        for sign in said if any(each in said for each in "()[]") else "":
            if sign in PAIRS:
                self.stack.append(Waiting(sign, index))
            elif sign in CLOSING and self.stack and self.stack[-1].sign == CLOSING[sign]:
                self.stack.pop()

    def end_argument(self, index: int) -> None:
        """The brace that ends a script or another argument: what is open in it stays open."""
        self.give_up(self.arguments.pop(), self.place(index), "}")
        self.stack.pop()

    def give_up(self, size: int, end: Span | None = None, where: str = "") -> None:
        """Set the brackets above a level of the stack aside; a brace before rows of cases may stay open."""
        for frame in self.stack[size:]:
            if (
                frame.sign
                and self.tokens[frame.place].kind != TEXT
                and not (frame.sign == "\\{" and self.text(frame.place + 1).startswith("\\begin{"))
            ):
                self.loose.append(Loose(frame.sign, self.place(frame.place), frame.row, end, where))
        del self.stack[size:]


def loose_brackets(tokens: list[Token], braces: list[int]) -> tuple[Loose, ...]:
    r"""The brackets without a partner, in the order of the text; none where a command may hide one."""
    loose = Balance(tokens, braces).loose
    if not loose or any(token.text in MACROS or HIDING.fullmatch(token.text) for token in tokens):
        return ()
    places = {token.start: index for index, token in enumerate(tokens)}
    if are_intervals(tokens, sorted(places[each.span.start] for each in loose)):
        return ()
    strict = Balance(tokens, braces, strict=True).loose or loose
    marked = (each._replace(intended=is_intended(tokens, places[each.span.start])) for each in strict)
    return tuple(sorted(marked, key=lambda each: each.span))


def is_intended(tokens: list[Token], index: int) -> bool:
    r"""Whether a bracket stands alone on purpose: `(a) x = 1`, `a) x = 1`, `\end{array} \}`."""
    sign = SPELLED.get(tokens[index].text, tokens[index].text)
    before = index - 1 - (index > 0 and tokens[index - 1].text in SIDES)
    if sign == "\\}":
        return before >= 0 and tokens[before].text.startswith(("\\end{", "\\right"))
    if sign not in ")]":
        return False
    if before > 0 and tokens[before].kind == NUMBER and tokens[before - 1].kind == TEXT:
        return True  # "see 142)" is said to the reader
    start = index
    while start > 0 and index - start < 4 and tokens[start - 1].kind in (LETTER, NUMBER):
        start -= 1
    return 0 < index - start < 4 and (start == 0 or tokens[start - 1].text in ("\\\\", "&", "\\quad", "\\qquad"))


def are_intervals(tokens: list[Token], places: list[int]) -> bool:
    """Whether square brackets without partners are pairs around two ends: `]a, b[`, `[0, 1[`."""
    if len(places) % 2 or any(tokens[place].text not in "[]" for place in places):
        return False
    for first, last in zip(places[::2], places[1::2], strict=True):
        inner = [token.text for token in tokens[first + 1 : last]]
        if len(inner) > LONGEST_INTERVAL or any(text in RELATIONS for text in inner) or not {",", ";"} & set(inner):
            return False
    return True
