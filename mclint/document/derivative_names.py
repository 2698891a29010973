r"""Derivatives with a name: `J_f(x)`, `H_g`, `D f(x)[h]`, `\operatorname{Hess} g`, `\nabla\nabla^\top g`.

J is often a cost, H an entropy or a hat matrix, D a diagonal matrix: a letter names a derivative only before or above a
function that the document defines, where the text speaks of Jacobians or Hessians, or the letter is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from mclint.document.derivative_points import after_one_another, along, at_point, bare, is_difference, settled, twice
from mclint.document.derivative_words import Sentences
from mclint.document.heads import arguments_of
from mclint.document.product_rules import BRACKETS, is_letter, of_product_rule, opened
from mclint.document.scope import OTHER_ALPHABETS, base_of, key_of
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.segment import Segment
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Parsed, Relation, nodes
from mclint.syntax.walk import rewrite

Piece = tuple[Segment, Parsed | None]
WRITTEN = regex(r"[JHD]|(?:[Hh]ess|[Jj]ac|[Gg]rad)[a-z]*\b|\\nabla|\}\s*(?:\\left)?\(|\\Delta")
LETTERS = {"J": Form.JACOBIAN, "H": Form.HESSIAN, "D": Form.JACOBIAN}
WORDS = {
    **dict.fromkeys(("Jac", "jac", "Jacobian"), Form.JACOBIAN),
    **dict.fromkeys(("Hess", "hess", "Hessian"), Form.HESSIAN),
    **dict.fromkeys(("grad", "Grad"), Form.NABLA),
}
SPOKEN = {
    "J": regex(r"jacobi|derivative|differential|gradient|雅可比|雅克比|导数|梯度", re.I),
    "H": regex(r"hess|second derivative|curvature|海森|海塞|黑塞|二阶导", re.I),
    "D": regex(r"derivative|differentia|jacobi|gradient|导数|微分|梯度", re.I),
}
CURVED = regex(r"manifold|riemann|stiefel|grassmann|流形", re.I)  # where a gradient is tangent to a surface
EQUALITIES = ("=", ":=", "≡")
MAPS = ("→", "↦")
DENSITIES = ("p", "q", "P", "Q", "pi")  # which have entropies
FUNCTIONS = ("f", "g", "h")  # letters that are functions where the text speaks of derivatives
TWO = Number(Span(0, 0), Fraction(2))


class Names(NamedTuple):
    """The functions of a document with their parameters, and the letters that name derivatives there."""

    functions: dict[str, tuple[Expr | None, ...]]
    spoken: frozenset[str]  # the text speaks of what the letter names
    alone: frozenset[str]  # the letter is nothing else

    def takes(self, letter: str, expr: Expr) -> bool:
        """Whether a letter before this names a derivative of it: any letter of a function will do for D."""
        return self.of_function(expr) or (letter == "D" and "D" in self.spoken and self._is_of_functions(expr))

    def of_function(self, expr: Expr) -> bool:
        """Whether this is a function of the document, or its value."""
        head = expr.args[0] if isinstance(expr, Apply) and expr.op is Op.CALL else expr
        return key_of(head) in self.functions

    def _is_of_functions(self, expr: Expr) -> bool:
        r"""Whether this is f, `f g`, `f + g` or `y(x)`, of functions that nobody defines."""
        if isinstance(expr, Apply) and expr.op is Op.CALL:
            return isinstance(expr.args[0], Name)
        return all(
            isinstance(node, Name) and (node.letter in FUNCTIONS or key_of(node) in self.functions)
            for node in nodes(expr)
            if not isinstance(node, Apply) or node.op not in (Op.PRODUCT, Op.ADD, Op.NEG)
        )

    def within(self, relation: Relation) -> Names:
        """The names in one formula: D of a product rule names a derivative there, whatever it is elsewhere."""
        functions = set() if "D" in self.alone else of_product_rule(relation)
        if not functions:
            return self
        mine = self.functions | dict.fromkeys(functions - self.functions.keys(), ())
        return self._replace(functions=mine, spoken=self.spoken | {"D"}, alone=self.alone | {"D"})


def with_derivative_names(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with what names the derivative of a function read as that."""
    written = [parsed is not None and WRITTEN.search(segment.text) is not None for segment, parsed in pieces]
    if not any(written):
        return tuple(pieces)
    names, sentences = _names(pieces), Sentences(pieces)
    found: list[Piece] = []
    for place, (segment, before) in enumerate(pieces):
        parsed = sentences.read(place, names.functions)
        changes = parsed is not None and (written[place] or parsed is not before)
        found.append((segment, _changed(parsed, names) if parsed is not None and changes else parsed))
        for formula in before.formulas if before else ():
            names.functions.update(_functions(formula.relation))  # f is what was called f last
    return tuple(found)


def _names(pieces: Sequence[Piece]) -> Names:
    formulas = [formula.relation for _, parsed in pieces if parsed for formula in parsed.formulas]
    functions = {key: parameters for relation in formulas[::-1] for key, parameters in _functions(relation)}
    text = " ".join(segment.text for segment, parsed in pieces if parsed is None)
    spoken = {letter for letter, words in SPOKEN.items() if words.search(text)}
    known = Names(functions, frozenset(spoken), frozenset())
    inside = [node for relation in formulas for node in nodes(relation)]
    alone = {letter for letter in spoken if _is_alone(letter, inside, known)}
    if not CURVED.search(text):
        alone |= {*WORDS}
    return known._replace(alone=frozenset(alone))


def _functions(relation: Relation) -> Iterator[tuple[str, tuple[Expr | None, ...]]]:
    r"""The functions of `f(x) = …` and `f: \mathbb{R}^n \to \mathbb{R}^m`."""
    signs = [sign.text for sign in relation.signs]
    for part, sign in zip(relation.parts, signs, strict=False):
        key = key_of(part.args[0] if isinstance(part, Apply) and part.op is Op.CALL else part)
        if key is None:
            continue
        if isinstance(part, Apply) and part.op is Op.CALL and sign in EQUALITIES:
            yield key, tuple(each if key_of(each) else None for each in arguments_of(part))
        elif sign == ":" and any(each in MAPS for each in signs):
            yield key, ()


def _is_alone(letter: str, inside: Sequence[Expr], names: Names) -> bool:
    """Whether a letter stands nowhere but before or above functions."""
    every = sum(is_letter(node, letter) for node in inside)
    naming = sum(len(_heads(node, letter, names)) for node in inside if isinstance(node, Apply))
    return every == naming


def _heads(node: Apply, letter: str, names: Names) -> list[Expr]:
    """Where a letter stands before a function in a product, or above one."""
    if node.op is Op.INDEX:
        return [node.args[0]] if is_letter(node.args[0], letter) and len(node.args) == 2 else []
    if node.op is Op.CALL:
        return [node.args[0]] if is_letter(node.args[0], letter) and names.of_function(node.args[1]) else []
    if node.op is not Op.PRODUCT:
        return []
    bases = [each.args[0] if isinstance(each, Apply) and each.op is Op.POWER else each for each in node.args]
    pairs = zip(bases, node.args[1:], strict=False)
    return [base for base, follows in pairs if is_letter(base, letter) and names.of_function(opened(_dressed(follows)))]


def _dressed(expr: Expr) -> Expr:
    r"""The function below the superscript of `D f(x)^\top`, which belongs to its derivative."""
    return expr.args[0] if isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.INVERSE) else expr


def _changed(parsed: Parsed, names: Names) -> Parsed:
    formulas = []
    for formula in parsed.formulas:
        mine = names.within(formula.relation)
        relation = rewrite(formula.relation, partial(_read, names=mine))
        formulas.append(formula._replace(relation=relation) if isinstance(relation, Relation) else formula)
    return parsed._replace(formulas=tuple(formulas))


def _read(node: Expr, names: Names) -> Expr:
    if isinstance(node, Derivative):
        node = along(twice(node), names.functions)
        return settled(node, names.functions) if isinstance(node, Derivative) else node
    rule = RULES.get(node.op) if isinstance(node, Apply) else None
    found = node if rule is None or not isinstance(node, Apply) else rule(node, names)
    return settled(found, names.functions) if isinstance(found, Derivative) else found


def _operator(expr: Expr, names: Names) -> tuple[Form, tuple[Expr, ...]] | None:
    r"""The form of derivative that `J`, `D^2` or `\mathrm{D}_x` names, and the variables below it."""
    variables: tuple[Expr, ...] = ()
    second = False
    if isinstance(expr, Apply) and expr.op is Op.INDEX and len(expr.args) == 2 and not names.of_function(expr.args[1]):
        variables = expr.args[1:]
        expr = expr.args[0]
    if isinstance(expr, Apply) and expr.op is Op.POWER and expr.args[1] == TWO:
        second = True
        expr = expr.args[0]
    if not isinstance(expr, Name) or expr.letter not in names.alone or expr.font in OTHER_ALPHABETS or expr.marks:
        return None
    if second:
        return (Form.HESSIAN, variables) if expr.letter == "D" else None
    return (LETTERS | WORDS)[expr.letter], variables


def _below(node: Apply, names: Names) -> Expr:
    r"""`J_f`, `H_{g \circ f}`."""
    base, *places = node.args
    named = isinstance(base, Name) and base.font not in OTHER_ALPHABETS and not (base.marks or base.label)
    if not named or not isinstance(base, Name) or len(places) != 1 or base.letter == "D":
        return node
    function = places[0]
    composed = isinstance(function, Apply) and function.op is Op.HADAMARD
    parts = function.args if isinstance(function, Apply) and composed else (function,)
    form = LETTERS.get(base.letter) if base.letter in names.spoken else WORDS.get(base.letter)
    if base.letter == "H" and key_of(function) in DENSITIES:
        return node
    if form is None or not all(names.of_function(each) and key_of(each) for each in parts):
        return node
    return Derivative(node.span, function, (), form)


def _called(node: Apply, names: Names) -> Expr:
    r"""`J_f(x)`, whose head was read before; `\operatorname{Hess} g(x)`, `H(f)(x)`."""
    head, *arguments = node.args
    if isinstance(head, Derivative) and (function := bare(head)) is not None:
        if is_difference(arguments):  # J (y - x)
            return Apply(node.span, Op.PRODUCT, (head, Apply(arguments[0].span, Op.GROUP, (arguments[0],))))
        return replace(head, span=node.span, body=Apply(node.span, Op.CALL, (function, *arguments)))
    if isinstance(head, Derivative) and isinstance(head.body, Apply) and head.body.op is Op.HADAMARD:
        return _of_composed(node, head, head.body, arguments)
    found = _operator(head, names)
    if found is None or len(arguments) != 1:
        return node
    spelled = isinstance(head, Name) and head.letter in WORDS
    return node if not (spelled or names.of_function(arguments[0])) else _taken(node, arguments[0], found)


def _of_composed(node: Apply, head: Derivative, functions: Apply, arguments: list[Expr]) -> Expr:
    r"""`J_{g \circ f}(x)`: the derivative of g(f(x)) by x."""
    value: Expr = arguments[0]
    if len(arguments) != 1 or key_of(value) is None:
        return node
    for function in reversed(functions.args):
        value = Apply(node.span, Op.CALL, (function, value))
    return replace(head, span=node.span, body=value, variables=(arguments[0],))


def _taken(node: Expr, body: Expr, found: tuple[Form, tuple[Expr, ...]]) -> Derivative:
    """The derivative of what an operator acts on; of `(g \\circ f)(x)` by x."""
    form, variables = found
    point = body.args[-1] if isinstance(body, Apply) and body.op is Op.CALL else body
    if isinstance(body, Apply) and body.op is Op.CALL and body.span.start < body.args[0].span.start:
        while isinstance(point, Apply) and point.op is Op.CALL:
            point = point.args[-1]
        variables = variables or (point,)
    return Derivative(node.span, body, variables, form)


def _multiplied(node: Apply, names: Names) -> Expr:
    r"""`D f(x)`, `D f(x)[h]`, `J[f](x)`, `\operatorname{Hess}(g)(x)` among the factors of a product."""
    factors: list[Expr] = []
    for factor in node.args:
        before = factors[-1] if factors else None
        joined = None if before is None else _joined(before, factor, names)
        if joined is None:
            factors.append(factor)
        else:
            factors[-1] = joined
    if len(factors) == len(node.args):
        return node
    return factors[0] if len(factors) == 1 else Apply(node.span, Op.PRODUCT, tuple(factors))


def _joined(before: Expr, factor: Expr, names: Names) -> Expr | None:
    """Two factors as one, where the first is an operator, or the second stands where a derivative is taken."""
    span = before.span.to(factor.span)
    bracketed = isinstance(factor, Apply) and factor.op in (*BRACKETS, Op.ROW_LIST)
    if isinstance(before, Derivative):
        if not bracketed or not isinstance(factor, Apply):
            return None
        if before.form is Form.FRACTION:
            return at_point(before, factor, names.functions)
        if before.form not in (Form.JACOBIAN, Form.HESSIAN):
            return None
        function = bare(before)
        if function is not None and is_difference(factor.args):
            return None
        if function is not None and names.of_function(function) and not before.variables:
            return replace(before, span=span, body=Apply(span, Op.CALL, (function, *factor.args)))
        applied = isinstance(before.body, Apply) and before.body.op is Op.CALL
        applied = applied and (before.form is Form.JACOBIAN or len(factor.args) == 2)
        return Apply(span, Op.CALL, (before, *factor.args)) if applied else None
    found = _operator(before, names)
    body = opened(_dressed(factor))
    letter = base_of(before.args[0] if isinstance(before, Apply) and before.op is Op.POWER else before)
    if found is None or letter is None or not names.takes(letter.letter, body):
        return None
    whole = replace(_taken(before, body, found), span=span)
    dressed = isinstance(factor, Apply) and _dressed(factor) is not factor
    return Apply(span, factor.op, (whole,)) if dressed and isinstance(factor, Apply) else whole


RULES: dict[Op, Callable[[Apply, Names], Expr]] = {
    Op.INDEX: _below,
    Op.CALL: _called,
    Op.PRODUCT: _multiplied,
    Op.HADAMARD: after_one_another,
}
