"""How the author spells mathematics: the text of a node, the sign of a transpose, and what a side says after edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from string import ascii_letters as LETTERS

from mclint.diagnostic import Edit, brief
from mclint.document.document import Document
from mclint.document.transpose_signs import inverse_transpose_sign, transpose_sign
from mclint.fixes import apply
from mclint.span import Span
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Apply, Expr, Name, Op, operators
from mclint.syntax.walk import rewrite, without_brackets

MOST_SHOWN = 44


class Written:
    """The text around an equation. A builder inside one search: it looks for the author's spelling once."""

    def __init__(self, document: Document, sides: Iterable[Expr]) -> None:
        self.document, self.sides = document, tuple(sides)
        self.text = document.source.text

    @cached_property
    def traces(self) -> bool:
        """Whether the equation has a trace."""
        return any(Op.TRACE in operators(side) for side in self.sides)

    def of(self, node: Expr) -> str:
        """A node as the author writes it."""
        return self.text[node.span.start : node.span.end]

    def named(self, node: Expr) -> str:
        """A node in a message."""
        return brief(self.of(node), MOST_SHOWN)

    def between(self, start: int, end: int) -> str:
        """Some characters of the text."""
        return self.text[start:end]

    @cached_property
    def transpose(self) -> str:
        """The author's sign of a transpose: that of this equation before those of others."""
        return transpose_sign(self.document, self.sides)

    @property
    def inverse_transpose(self) -> str:
        """The author's sign for the transpose of an inverse."""
        return inverse_transpose_sign(self.transpose)

    def apart(self, edit: Edit) -> Edit:
        r"""An edit with a space where a letter would go on the name of a command: `F\T x`, and not `F\Tx`."""
        start, end = edit.span
        before, after = self.text[max(0, start - MOST_SHOWN) : start], self.text[end : end + 1]
        if is_letter(edit.content or after) and ends_in_command(before):
            edit = edit._replace(content=" " + edit.content)
        if is_letter(after) and ends_in_command(edit.content):
            edit = edit._replace(content=edit.content + " ")
        return edit

    def read_again(self, side: Expr, edits: Sequence[Edit]) -> Expr | None:
        """What a side says after edits; None where it cannot be read alone."""
        found = self._cut(side.span)
        if found is None:
            return None
        text, first = found
        moved = [edit._replace(span=Span(edit.span.start - first, edit.span.end - first)) for edit in edits]
        if any(not 0 <= edit.span.start <= edit.span.end <= len(text) for edit in moved):
            return None
        parsed = parse_text(apply(text, moved)[0], self.document.macros)
        relations = [formula.relation for formula in parsed.formulas]
        if parsed.problems or len(relations) != 1 or relations[0].signs:
            return None
        return relations[0].parts[0]

    def _cut(self, span: Span) -> tuple[str, int] | None:
        """The text of a span without quote marks and comments, and where it begins."""
        for segment, _ in self.document.pieces:
            if segment.is_math and segment.span.start <= span.start and span.end <= segment.span.end:
                if segment.starts is None:
                    return segment.text[span.start - segment.first : span.end - segment.first], span.start
                text = self.text[span.start : span.end]
                return (text, span.start) if "\n" not in text else None  # marks of a quote may stand in it
        return None


def is_letter(text: str) -> bool:
    """Whether a text begins with a letter that may belong to a command."""
    return text[:1].isascii() and text[:1].isalpha()


def ends_in_command(text: str) -> bool:
    """Whether a text ends with the name of a command."""
    name = text.rstrip(LETTERS)
    return len(name) < len(text) and name.endswith("\\")


def is_trivial(one: Expr, other: Expr) -> bool:
    """Whether two expressions are the same but for brackets around them: an equation of them says nothing."""
    return alike(without_brackets(one), without_brackets(other))


def alike(one: Expr, other: Expr) -> bool:
    """Whether two expressions are the same but for what only the whole document decides: `X'`, `X^t`, `h^t`."""
    return one == other or rewrite(one, _plain) == rewrite(other, _plain)


def _plain(node: Expr) -> Expr:
    if not isinstance(node, Apply):
        return node
    if node.op is Op.SUPERINDEX:
        return Apply(node.span, Op.POWER, node.args)
    is_t = node.op is Op.POWER and isinstance(node.args[1], Name) and node.args[1].letter == "t"
    return Apply(node.span, Op.TRANSPOSE, node.args[:1]) if node.op is Op.PRIME or is_t else node
