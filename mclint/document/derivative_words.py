r"""Jacobians and Hessians that a sentence names: "its Jacobian is $J = A$", "the Hessian $H(x)$ of $g$"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mclint.document.heads import arguments_of
from mclint.document.scope import OTHER_ALPHABETS, base_of, key_of
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.segment import Kind, Segment
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Formula, Name, Op, Parsed, Relation, nodes
from mclint.syntax.walk import rewrite

Piece = tuple[Segment, Parsed | None]
Functions = Mapping[str, tuple[Expr | None, ...]]
FORMULA = "\ue000"
LONGEST = 240  # characters of a sentence up to a formula
NEAR = 2  # blocks between a function and what a sentence says of "its" Jacobian
LETTERS = {"J": Form.JACOBIAN, "H": Form.HESSIAN}
FIRST = {"J": ("j", "雅"), "H": ("h", "海", "黑")}  # the letters that the words begin with
EQUALITIES = ("=", ":=", "≡")
LEAD = regex(
    r"(?:\b(?:its|the|with|has|have|a|and)\s+)?\b(?P<word>jacobi|hess)[a-z]*(?:\s+matrix)?"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?(?:[a-z]+\s+)?(?P<of>{FORMULA}))?(?:\s+(?:with\s+respect\s+to|at|in|by)\s+{FORMULA})?"
    r"(?:[\s,:]|\b(?:is|are|then|thus|therefore|hence|given|by|simply|reads|equals|as|denoted|written|the|matrix)\b)*$"
    rf"|(?:(?P<zh>{FORMULA})\s*的)?\s*(?P<han>雅可?[比克]|海森|海塞|黑塞)\s*矩?阵?\s*[为是,:，：\s]*$"
)
BEHIND = regex(r"\s*of\s+(?:the\s+)?(?:[a-z]+\s+)?$")


class Named(NamedTuple):
    """What a letter names: a form of derivative of a function with these parameters."""

    form: Form
    function: Name
    parameters: tuple[str | None, ...]


class Sentences:
    """The text before each formula, and what letters name by it. A builder while the pieces are walked."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.text = ""
        self.formulas: list[tuple[int, Parsed]] = []
        self.named: dict[str, Named] = {}

    def read(self, place: int, functions: Functions) -> Parsed | None:
        """The next piece, its letters that name a derivative read as that."""
        segment, parsed = self.pieces[place]
        if segment.kind is Kind.HEADING:
            self.named = {}
        if parsed is None:
            self.text = (self.text + segment.text.lower())[-LONGEST:]
            return None
        letter = _letter(parsed)
        found = self._naming(place, letter, functions) if letter else None
        if letter and found is not None:
            self.named[letter] = found
        self.text += FORMULA
        self.formulas = [*self.formulas[-LONGEST:], (segment.block, parsed)]
        return _changed(parsed, self.named) if self.named else parsed

    def _naming(self, place: int, letter: str, functions: Functions) -> Named | None:
        match = LEAD.search(self.text)
        word = match and (match["word"] or match["han"])
        if match is None or not word or not word.startswith(FIRST[letter]):
            return None
        group = "of" if match["of"] else "zh" if match["zh"] else ""
        if group:
            at = len(self.formulas) - self.text[match.end(group) :].count(FORMULA) - 1
            told = self.formulas[at][1] if at >= 0 else None
        else:
            told = self._behind(place) or self._before(self.pieces[place][0].block)
        function = told and _function(told, functions)
        if not function:
            return None
        parameters = functions[key_of(function) or ""]
        return Named(LETTERS[letter], function, tuple(None if each is None else key_of(each) for each in parameters))

    def _behind(self, place: int) -> Parsed | None:
        """The function of "the Hessian $H$ of $g$"."""
        following = self.pieces[place + 1 : place + 3]
        if len(following) == 2 and following[0][1] is None and BEHIND.match(following[0][0].text.lower()):
            return following[1][1]
        return None

    def _before(self, block: int) -> Parsed | None:
        """The formula before "its Jacobian is", where it defines a function or says what its gradient is."""
        if not self.formulas or block - self.formulas[-1][0] > NEAR or not self.formulas[-1][1].formulas:
            return None
        relation = self.formulas[-1][1].formulas[-1].relation
        first = relation.parts[0]
        speaks = _is_call(first) or isinstance(first, Derivative)
        return self.formulas[-1][1] if speaks and relation.signs and relation.signs[0].text in EQUALITIES else None


def _is_call(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op is Op.CALL


def _letter(parsed: Parsed) -> str:
    """The J or H that a formula begins with; nothing for another one."""
    first = parsed.formulas[0].relation.parts[0] if parsed.formulas else None
    head = first.args[0] if isinstance(first, Apply) and first.op is Op.CALL else first
    plain = isinstance(head, Name) and head.font not in OTHER_ALPHABETS and not (head.marks or head.label)
    return head.letter if plain and isinstance(head, Name) and head.letter in LETTERS else ""


def _function(parsed: Parsed, functions: Functions) -> Name | None:
    """The function that a formula names or defines last."""
    for formula in reversed(parsed.formulas):
        part = formula.relation.parts[0]
        part = part.body if isinstance(part, Derivative) else part
        head = part.args[0] if isinstance(part, Apply) and part.op is Op.CALL else part
        if isinstance(head, Name) and functions.get(key_of(head) or ""):
            return head
    return None


def _changed(parsed: Parsed, named: Mapping[str, Named]) -> Parsed:
    formulas = tuple(_formula(formula, named) for formula in parsed.formulas)
    return parsed._replace(formulas=formulas)


def _formula(formula: Formula, named: Mapping[str, Named]) -> Formula:
    relation = formula.relation
    if not relation.signs or relation.signs[0].text not in EQUALITIES:
        return formula
    meant = {letter: each for letter, each in named.items() if not any(_is_other(relation, letter, each))}

    def change(node: Expr) -> Expr:
        here = meant.get(node.letter) if isinstance(node, Name) and not (node.marks or node.label) else None
        if here is None or (isinstance(node, Name) and node.font in OTHER_ALPHABETS):
            return node
        return Derivative(node.span, replace(here.function, span=node.span), (), here.form)

    changed = rewrite(relation, change) if meant else relation
    return formula._replace(relation=changed) if isinstance(changed, Relation) else formula


def _is_other(relation: Relation, letter: str, named: Named) -> Iterator[bool]:
    """Whether a letter is another symbol here: J_1, or a cost of another variable, J(w)."""
    for node in nodes(relation):
        if not (isinstance(node, Apply) and node.args and isinstance(node.args[0], Name)):
            continue
        if node.args[0].letter == letter:
            yield node.op is Op.SUPERINDEX or (node.op is Op.INDEX and len(node.args) == 2)
            letters = (base_of(each) for each in arguments_of(node)) if node.op is Op.CALL else ()
            own = {parameter and parameter.split("_")[0] for parameter in named.parameters}
            yield any(each is not None and each.letter not in own for each in letters)
