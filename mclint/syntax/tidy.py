r"""Tokens without what is no mathematics: labels, colours, phantoms; `\left(` and `\stackrel{d}{=}` made one."""

from __future__ import annotations

from mclint.syntax.operators import SIGNS
from mclint.syntax.tokens import COMMAND, LETTER, NUMBER, SYMBOL, Token, spell
from mclint.syntax.typesetting import REWRITES, after_option, framed_words, is_empty_group, is_wide, named_operator
from mclint.syntax.vocabulary import (
    ALIGNED,
    ARROWS,
    DECORATIONS,
    DELIMITERS,
    DISCARDED,
    RELATIONS,
    ROW_BREAKS,
    SEPARATORS,
    SIZES,
    WITH_COUNT,
    listed,
)

STACKED = frozenset(("\\stackrel", "\\overset", "\\underset", "\\xrightarrow", "\\xleftarrow"))
OPERATOR_CLASSES = frozenset(("\\mathbin", "\\mathrel", "\\mathop"))
BRACES = ("", "{", "}")
SCRIPTS = ("^", "_")
SIDES = frozenset(("\\left", "\\right", "\\middle"))
GLUED = frozenset(listed(":= =: == += -= *= <= >= != .* \\vcentcolon="))
FRACTIONS = frozenset(("\\frac", "\\tfrac", "\\dfrac", "\\cfrac"))
DEFINING = ("def", "triangle", "\\Delta", "set")


def pair_braces(tokens: list[Token]) -> tuple[list[int], int]:
    """For each brace the index of its partner (-1 elsewhere), and the index of one without a partner (-1)."""
    partner = [-1] * len(tokens)
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token.text == "{":
            stack.append(index)
        elif token.text == "}":
            if not stack:
                return partner, index
            partner[index] = stack.pop()
            partner[partner[index]] = index
    return partner, stack[-1] if stack else -1


class Tidy:
    """A pass over the tokens that writes those which matter."""

    def __init__(self, tokens: list[Token], partner: list[int]) -> None:
        self.tokens, self.partner = tokens, partner
        self.output: list[Token] = []
        self.dropped: set[int] = set()
        self.depth = 0
        self.wide = self.holding_relations()

    def run(self) -> list[Token]:
        """The tokens that matter."""
        tokens, append, index, stop = self.tokens, self.output.append, 0, len(self.tokens)
        while index < stop:
            token = tokens[index]
            if token.kind == LETTER:
                append(token)
                index += 1
            elif token.kind == NUMBER:
                self.number(token)
                index += 1
            else:
                index = self.other(index, token)
        return self.output

    def text(self, index: int) -> str:
        """The text of a token, or nothing past the end."""
        return self.tokens[index].text if index < len(self.tokens) else ""

    def number(self, token: Token) -> None:
        r"""Write a number; the first digit of `\frac12` is a numerator."""
        text, start = token.text, token.start
        if len(text) > 1 and text.isdigit() and self.output and self.output[-1].text in FRACTIONS:
            middle = start + 1 if token.end - start == len(text) else token.end
            self.output.append(Token(text[0], start, middle, NUMBER, token.gap))
            token = Token(text[1:], min(middle, token.end - 1), token.end, NUMBER, 0)
        self.output.append(token)

    def other(self, index: int, token: Token) -> int:
        """Write what a sign or command leaves behind; the index after it."""
        text = token.text
        if text in OPERATOR_CLASSES and self.text(index + 1) == "{":
            if (stop := named_operator(self, index, token)) > index:
                return stop
            self.dropped.update((index + 1, self.partner[index + 1]))
        if text in DECORATIONS or text in ALIGNED or index in self.dropped:
            return self.after_marks(index)
        if text == "\\hspace" and self.is_wide(index + 1):
            stop = self.discard(index + 1, 1)
            self.output.append(Token("\\quad", token.start, self.tokens[stop - 1].end, COMMAND, token.gap))
            return stop
        if text in REWRITES:
            return REWRITES[text](self, index, token)
        if text in DISCARDED:
            bare = text == "\\tag" and self.text(index + 1).isalnum()  # \tag 4
            return self.discard(index + 1, DISCARDED[text]) + bare
        if text in SIZES or text in SIDES:
            return self.sized(index, token)
        if text in STACKED:
            return self.stacked(index, token)
        return self.sign(index, token)

    def sign(self, index: int, token: Token) -> int:
        """Write a sign, a brace or a command that stays; the index after it."""
        text = token.text
        if text == "\\not" and self.text(index + 1) not in BRACES:
            return self.glue(token, self.tokens[index + 1], index + 2)
        if text in ("=", "*", ":") and token.gap == 0 and self.output and self.output[-1].text + text in GLUED:
            return self.glue(self.output.pop(), token, index + 1)
        if text == "{" and index in self.wide and self.opens_formula():
            self.dropped.add(self.partner[index])
            return index + 1
        if text in SCRIPTS and self.output and self.output[-1].text in RELATIONS:
            return self.after_argument(index + 1)
        if text == "{" and is_empty_group(self, index):
            return index + 2
        if text == "&" and not self.depth and self.is_alignment(index):
            return index + 1
        if text.startswith("\\begin{") and "matrix" in text and (stop := framed_words(self, index)) > index:
            return stop
        if text.startswith(("\\begin{", "\\end{")):
            self.depth += 1 if text[1] == "b" else -1
            if text.endswith("*}") and self.text(index + 1) == "[" and self.text(index + 3) == "]":
                self.output.append(token)
                return min(index + 4, len(self.tokens))
        if text == "\\begin{array}":
            return self.array(index, token)
        if token.kind == COMMAND and text in DELIMITERS and text[1:] not in ("lt", "gt"):
            token = Token(DELIMITERS[text], token.start, token.end, SYMBOL, token.gap)
        self.output.append(token)
        return index + 1

    def glue(self, first: Token, second: Token, index: int) -> int:
        """Write two signs as one."""
        text = first.text + second.text
        text = "\\dotstar" if text == ".*" else text if text in RELATIONS else "\\ne"
        self.output.append(Token(text, first.start, second.end, COMMAND, first.gap))
        return index

    def opens_formula(self) -> bool:
        """Whether what was written last leaves a brace at the start of a formula or of one of its sides."""
        last = self.output[-1].text if self.output else "\\\\"
        return last in SEPARATORS or last in ROW_BREAKS or last in RELATIONS or last in ARROWS

    def is_alignment(self, index: int) -> bool:
        """Whether an `&` in a row only aligns: a sign stands beside it."""
        last = self.output[-1].text if self.output else "\\\\"
        following = self.text(index + 1)
        while following == "&":
            index += 1
            following = self.text(index + 1)
        return last != "\\\\" and any(text in RELATIONS or text in SIGNS for text in (last, following))

    def holding_relations(self) -> set[int]:
        """The braces that hold a relation or a row break at their own level, other than arguments of scripts."""
        found: set[int] = set()
        stack: list[int] = []
        for index, token in enumerate(self.tokens):
            text = token.text
            if text == "{":
                stack.append(index)
            elif text == "}":
                stack.pop()
            elif stack and (text in RELATIONS or text == "\\\\" or text in ALIGNED):
                found.add(stack[-1])
        return found

    def after_argument(self, index: int) -> int:
        """The index after what stands in braces, or after one token."""
        return self.partner[index] + 1 if self.text(index) == "{" else min(index + 1, len(self.tokens))

    def after_marks(self, index: int) -> int:
        r"""The index after `\begin{alignat}{2}`, `\begin{aligned}[t]` and other decorations."""
        text = self.tokens[index].text
        stop = index + 1
        if text in WITH_COUNT or (
            text in ALIGNED and self.text(stop) == "[" and self.text(stop + 1) in ("t", "b", "c")
        ):
            stop = after_option(self, stop)
        return self.discard(stop, 1) if text in WITH_COUNT else stop

    def is_wide(self, index: int) -> bool:
        r"""Whether a space separates formulas: `\hspace{0.5in}`, `\hspace{2em}`."""
        if self.text(index) == "*":
            index += 1
        if self.text(index) != "{":
            return False
        return is_wide("".join(each.text for each in self.tokens[index + 1 : self.partner[index]]))

    def discard(self, index: int, arguments: int) -> int:
        """The index after a star, an option in brackets and some arguments."""
        tokens = self.tokens
        if index < len(tokens) and tokens[index].text == "*":
            index += 1
        for _ in range(arguments):
            if index < len(tokens) and tokens[index].text == "{":
                index = self.partner[index] + 1
        return index

    def sized(self, index: int, token: Token) -> int:
        r"""Write `\bigl(` as `(`, `\left(` as one token."""
        if self.text(index + 1) in BRACES:
            return index + 1
        following = self.tokens[index + 1]
        if following.text == "." and token.text in SIZES:
            return index + 2
        text = DELIMITERS.get(following.text, following.text)
        if token.text in SIDES:
            text = "\\mid" if token.text == "\\middle" else f"{token.text} {text}"
        elif (
            text in ("|", "\\|")
            and token.text[-1] in "lr"
            and self.text(index + 2) != "_"  # \biggl|_{x = a}
            and token.text not in ("\\bigr", "\\Bigr", "\\biggr", "\\Biggr")
        ):
            text = "\\lvert" if text == "|" else "\\lVert"
        self.output.append(Token(text, token.start, following.end, SYMBOL, token.gap))
        return index + 2

    def stacked(self, index: int, token: Token) -> int:
        r"""Write `\stackrel{d}{=}` as its sign, `\underset{x}{\max}` as `\max_{x}`, `\overset{a}{x}` as `{x}`."""
        tokens, partner = self.tokens, self.partner
        first = index + 1
        if token.text.startswith("\\x"):
            stop = self.discard(after_option(self, first), 1)
            self.output.append(
                Token("\\to" if "right" in token.text else "\\gets", token.start, token.end, COMMAND, token.gap)
            )
            return stop
        if first >= len(tokens) or tokens[first].text != "{":
            return index + 1
        second = partner[first] + 1
        if self.text(second) in ("", "}"):
            return second
        braced = tokens[second].text == "{"
        stop = partner[second] + 1 if braced else second + 1
        inner = tokens[second + 1 : stop - 1] if braced else tokens[second:stop]
        over = spell(tokens[first + 1 : partner[first]])
        if len(inner) == 1 and inner[0].text in RELATIONS:
            self.output.append(
                Token(stacked_sign(inner[0].text, over), token.start, tokens[stop - 1].end, COMMAND, token.gap)
            )
            return stop
        if token.text == "\\underset" and inner and "\\times" not in over:
            start, end = token.start, tokens[stop - 1].end
            self.output.extend(Token(t.text, start, end, t.kind, t.gap) for t in inner)
            self.output.extend(Token(text, start, end, SYMBOL, 0) for text in "_{")
            self.output.extend(tokens[first + 1 : second - 1])
            self.output.append(Token("}", start, end, SYMBOL, 0))
            return stop
        return second

    def array(self, index: int, token: Token) -> int:
        r"""Write `\begin{array}{cc}` without its columns; one that aligns equations (`rcl`) is left out."""
        stop = self.discard(index + 1, 1)
        if self.text(index + 1) == "[" and self.text(index + 3) == "]":
            stop = self.discard(min(index + 4, len(self.tokens)), 1)
        if self.opens_formula():
            close = self.closing_array(stop)
            if close >= 0:
                self.dropped.add(close)
                self.depth -= 1
                return stop
        self.output.append(token)
        return stop

    def closing_array(self, index: int) -> int:
        r"""The index of the `\end{array}` of this array, if it aligns equations; else -1."""
        depth, relations = 0, False
        for place in range(index, len(self.tokens)):
            text = self.tokens[place].text
            if text == "\\begin{array}":
                return -1
            if text == "\\end{array}":
                return place if relations else -1
            depth += (text == "{") - (text == "}")
            relations = relations or (depth == 0 and text in RELATIONS)
        return -1


def stacked_sign(sign: str, over: str) -> str:
    r"""The sign that `\stackrel{over}{sign}` means: a definition, a question, or the sign itself."""
    if sign == "=" and any(part in over for part in DEFINING):
        return ":="
    return "?=" if sign == "=" and "?" in over else sign


def tidy(tokens: list[Token], partner: list[int]) -> list[Token]:
    """The tokens that are mathematics."""
    return Tidy(tokens, partner).run()
