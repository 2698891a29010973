r"""Which bracket closes which, and what each vertical bar is: a determinant, a norm, a condition or `|_{x=0}`."""

from __future__ import annotations

from mclint.syntax.operators import SIGNS
from mclint.syntax.tokens import COMMAND, SYMBOL, Token
from mclint.syntax.vocabulary import ARROWS, CLOSERS, OPENERS, RELATIONS, SEPARATORS, listed

SINGLE, DOUBLE = "|", "\\|"
BARS = {SINGLE: ("\\lvert", "\\rvert"), DOUBLE: ("\\lVert", "\\rVert")}
LARGE = frozenset(listed("\\sum \\prod \\int \\log \\ln \\exp \\det \\sin \\cos \\max \\min \\sup \\lim ^ _ \\mid"))
LONGEST_STATE = 12  # tokens between a bar and its angle bracket
ENDS_OF_STATES = frozenset(listed("\\rangle \\langle | \\| \\\\ & \\right")) | RELATIONS.keys()
EVALUATED = "\\evaluated"
CONDITION = "\\mid"


class Frame:
    """A bracket that waits for its partner: what closes it, where it stands, in which row."""

    __slots__ = ("closer", "index", "leads", "row", "suspect")

    def __init__(self, closer: str, index: int, row: int, leads: bool = False) -> None:
        self.closer, self.index, self.row, self.suspect = closer, index, row, False
        self.leads = leads  # of a bar that stands before an operand and behind none


class Matching:
    r"""The tokens with bars told apart, the partner of each bracket (-1 elsewhere), and each `\left` left open."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = list(tokens)
        self.partner = [-1] * len(tokens)
        self.open_left: list[int] = []
        self.mixed: list[tuple[int, int]] = []  # a bar, and one of another kind where its partner should be
        self.stack: list[Frame] = []
        self.row = 0
        self.merged = -1
        for index, token in enumerate(tokens):
            if token.kind == SYMBOL or token.kind == COMMAND:
                self.step(index, token.text)
        self.unwind(0)

    def step(self, index: int, text: str) -> None:
        """Take one sign or command."""
        if text in OPENERS:
            self.push(OPENERS[text], index)
        elif text in CLOSERS:
            self.close(text, index)
        elif text == "|" or text == "\\|":
            self.bar(index, text)
        elif text == "{" or text.startswith(("\\begin{", "\\left ")):
            self.push({"{": "}", "\\b": "\\end", "\\l": "\\right"}[text[:2]], index)
        elif text == "}" or text.startswith(("\\end{", "\\right ")):
            self.close_hard({"}": "}", "\\e": "\\end", "\\r": "\\right"}[text[:2]], index)
        elif text == "\\\\":
            self.row += 1
            self.drop_bars()
        elif text in RELATIONS or text in ARROWS or text in SEPARATORS or text == "&":
            self.drop_bars()
            if self.stack and self.stack[-1].row != self.row and text in RELATIONS:
                self.stack[-1].suspect = True

    def push(self, closer: str, index: int) -> None:
        """Open a bracket."""
        self.stack.append(Frame(closer, index, self.row))

    def pair(self, opener: int, closer: int) -> None:
        """Two brackets that belong together."""
        self.partner[opener], self.partner[closer] = closer, opener

    def rename(self, index: int, text: str) -> None:
        """Say what a bar is."""
        self.tokens[index] = self.tokens[index]._replace(text=text, kind=COMMAND)

    def drop_bars(self) -> None:
        """Bars still open at this level are conditions."""
        size = len(self.stack)
        while size and self.stack[size - 1].closer in BARS:
            size -= 1
        self.unwind(size)

    def condition(self, frame: Frame) -> None:
        """A bar that nothing closes."""
        self.rename(frame.index, CONDITION)

    def close(self, text: str, index: int) -> None:
        """Close a round, square or other soft bracket; `[0, 1)` is a pair too."""
        self.drop_bars()
        for back in range(1, 5):
            if back > len(self.stack) or self.stack[-back].closer in ("}", "\\end", "\\right"):
                break
            if self.stack[-back].closer == text:
                self.unwind(len(self.stack) - back + 1)
                frame = self.stack.pop()
                if not frame.suspect:
                    self.pair(frame.index, index)
                return
        if self.stack and self.stack[-1].closer in ")]" and text in ")]" and self.stack[-1].row == self.row:
            self.pair(self.stack.pop().index, index)

    def close_hard(self, closer: str, index: int) -> None:
        r"""Close a brace, an environment or a `\left`, and all that is open inside."""
        for back in range(len(self.stack) - 1, -1, -1):
            kind = self.stack[back].closer
            if kind == closer:
                self.unwind(back + 1)
                self.pair(self.stack.pop().index, index)
                return
            if kind in ("}", "\\end") and closer != "}":
                return

    def unwind(self, size: int) -> None:
        """Give up on the brackets above a level of the stack; note two bars as in `|x\\|`, the first no condition."""
        first, last = self.stack[size : size + 2] if len(self.stack) == size + 2 else (None, None)
        if first and last and first.leads and not last.leads and {first.closer, last.closer} == set(BARS):
            self.mixed.append((first.index, last.index))
        while len(self.stack) > size:
            frame = self.stack.pop()
            if frame.closer in BARS or frame.closer == "\\rvert":
                self.condition(frame)
            elif frame.closer == "\\right":
                self.open_left.append(frame.index)

    def bar(self, index: int, kind: str) -> None:
        """Decide what a vertical bar is from what stands before it and what is open."""
        if index == self.merged:
            return
        if kind == SINGLE and self.opens_ket(index):
            self.rename(index, CONDITION)
            return
        top = self.stack[-1] if self.stack else None
        doubled = kind == SINGLE and self.doubled(index)
        operand = self.after_operand(index)
        if doubled and not (top and top.closer == SINGLE and operand):
            self.merge(index)
            kind = DOUBLE
        if top and top.closer == kind and operand:
            self.stack.pop()
            self.rename(top.index, BARS[kind][0])
            self.rename(index, BARS[kind][1])
            self.pair(top.index, index)
        elif operand and self.text(index + 1 + doubled) == "_" and kind == SINGLE:
            self.rename(index, EVALUATED)
        else:
            leads = not operand and (index == 0 or self.text(index - 1) not in ("&", "\\\\"))
            self.stack.append(Frame(kind, index, self.row, leads))

    def opens_ket(self, index: int) -> bool:
        r"""Whether this bar is that of a state `|u\rangle` rather than the middle of `\langle u|v\rangle`."""
        if any(frame.closer == "\\rangle" for frame in self.stack[-2:]):
            return False
        for each in self.tokens[index + 1 : index + LONGEST_STATE]:
            if each.text in ENDS_OF_STATES:
                return each.text == "\\rangle"
        return False

    def doubled(self, index: int) -> bool:
        """Whether two bars touch."""
        return self.text(index + 1) == "|" and self.tokens[index + 1].gap == 0

    def merge(self, index: int) -> None:
        """Make two bars one: the second becomes nothing."""
        self.merged = index + 1
        self.tokens[index] = self.tokens[index]._replace(end=self.tokens[index + 1].end)
        self.rename(index + 1, "\\relax")

    def text(self, index: int) -> str:
        """The text of a token, or nothing past the end."""
        return self.tokens[index].text if index < len(self.tokens) else ""

    def after_operand(self, index: int) -> bool:
        """Whether an operand stands before this token, so that a bar can close it."""
        if index == 0 or (self.stack and self.stack[-1].index == index - 1):
            return False
        text = self.tokens[index - 1].text
        if text == "\\relax" and self.stack and self.stack[-1].index == index - 2:
            return False
        placeholder = bool(self.stack) and self.stack[-1].index == index - 2
        if text in SIGNS and (placeholder or self.text(index - 2) in ("^", "_")):
            return True
        return not (text in SIGNS or text in RELATIONS or text in LARGE or text in SEPARATORS or text == "&")
