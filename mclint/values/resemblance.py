"""The identity of the catalogue that a wrong claim resembles: its left side is the same but for the letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import islice

from mclint.document.scope import Scope, key_of
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, is_missing, nodes
from mclint.syntax.walk import rewrite
from mclint.values.catalogue import Entry, entries
from mclint.values.verdict import Holds
from mclint.values.verify import verify

# Entries are told apart by these signs of their text before any is parsed.
SIGNS = {
    Op.TRACE: ("\\operatorname{tr}",),
    Op.DETERMINANT: ("\\det",),
    Op.LOG: ("\\log", "\\ln"),
    Op.INVERSE: ("^{-1}", "^{-\\top}"),
    Op.NORM: ("\\|",),
    Op.KRONECKER: ("\\otimes",),
    Op.HADAMARD: ("\\odot", "\\circ"),
    Op.VEC: ("\\operatorname{vec}",),
    Op.DIAG: ("\\operatorname{diag}",),
    Op.DIFFERENTIAL: ("\\partial", "\\nabla", "\\mathrm{d}"),
    Op.SUM: ("\\sum",),
    Op.EXP: ("\\exp",),
    Op.SQRT: ("\\sqrt",),
}
VARIABLE = regex(r"\\partial (?:\\operatorname\{vec\}\(\w\)|\w)\^\\top")
CONSTANTS = frozenset(("I", "1", "e"))
MOST_NODES = 60
MOST_CANDIDATES = 4
Pattern = tuple[object, ...]


class Resemblance(NamedTuple):
    """An entry, its right side as it stands there, and what the claim has for each of its letters."""

    entry: Entry
    right: Expr
    letters: Mapping[str, Expr]

    def written_with(self, spelled: Callable[[Expr], Expr]) -> Expr:
        """The right side in the letters of the claim, each as a function spells it."""

        def renamed(node: Expr) -> Expr:
            here = self.letters.get(key_of(node) or "") if isinstance(node, Name) else None
            return node if here is None else spelled(here)

        return rewrite(self.right, renamed)


def resemblance(left: Expr, scope: Scope, layout: str) -> Resemblance | None:
    """The entry with this left side up to renaming whose right side holds here, in this layout where it has several.

    Where nothing fits, a letter with its index is taken for a symbol of its own.
    """
    for whole, labelled in ((left, {}), _with_labels(left)):
        form = _plain(whole)
        if len(nodes(form)) > MOST_NODES:
            return None
        pattern, numbered = _pattern(form)
        letters = {number: labelled.get(key, node) for number, (key, node) in numbered.items()}
        for found in islice(_candidates(pattern, letters, layout, _signs(form)), MOST_CANDIDATES):
            verdict = verify(left, found.written_with(lambda node: node), scope)
            if isinstance(verdict, Holds) and not verdict.assumptions:
                return found
    return None


def _candidates(
    pattern: Pattern, letters: Mapping[int, Expr], layout: str, signs: frozenset[Op]
) -> Iterator[Resemblance]:
    """The right sides of the entries with this pattern, of each that of the layout first."""
    turned = pattern.count((Op.TRANSPOSE, 1))
    for entry in _by_signs().get(signs, ()):
        if _transposes(entry) != turned:
            continue
        own, numbers = _of_entry(entry)
        if own != pattern:
            continue
        names = {name: letters[number] for name, number in numbers.items()}
        for display in sorted(entry.identities, key=lambda each: each.layout not in ("", layout)):
            parts = parse_text(display.latex).formulas[0].relation.parts
            if len(parts) > 1:
                yield Resemblance(entry, parts[1], names)


@cache
def _of_entry(entry: Entry) -> tuple[Pattern, dict[str, int]]:
    """The pattern of the left side of an entry, and the numbers of its letters."""
    pattern, letters = _pattern(_plain(parse_text(_left(entry)).formulas[0].relation.parts[0]))
    return pattern, {key: number for number, (key, _) in letters.items()}


def _transposes(entry: Entry) -> int:
    """How many transposes a left side has, without those of variables, which only say how the derivative lies."""
    return VARIABLE.sub("", _left(entry)).count("\\top")


def _left(entry: Entry) -> str:
    return entry.identities[0].latex.partition(" = ")[0]


@cache
def _by_signs() -> Mapping[frozenset[Op], list[Entry]]:
    """The entries by the signs of their left sides."""
    found: dict[frozenset[Op], list[Entry]] = {}
    for entry in (each for each in entries() if each.identities):
        text = _left(entry)
        signs = frozenset(op for op, texts in SIGNS.items() if any(each in text for each in texts))
        found.setdefault(signs, []).append(entry)
    return found


def _signs(form: Expr) -> frozenset[Op]:
    """The signs of an expression, a derivative as that of a differential."""
    found = {node.op for node in nodes(form) if isinstance(node, Apply)} & SIGNS.keys()
    return frozenset(found | {Op.DIFFERENTIAL for node in nodes(form) if isinstance(node, Derivative)})


def _pattern(form: Expr) -> tuple[Pattern, dict[int, tuple[str, Expr]]]:
    """An expression with numbers for its letters, in the order in which they are met, and what the numbers are for."""
    numbers: dict[str, int] = {}
    letters: dict[int, tuple[str, Expr]] = {}
    written: list[object] = []
    for node in nodes(form):
        key = key_of(node) if isinstance(node, Name) else None
        if key is not None and key not in CONSTANTS:
            number = numbers.setdefault(key, len(numbers))
            letters.setdefault(number, (key, node))
            written.append(number)
        elif isinstance(node, Apply):
            written.append((node.op, len(node.args)))
        elif isinstance(node, Derivative):
            written.append(("derivative", len(node.variables)))
        else:
            written.append(key or (node.value if isinstance(node, Number) else node))
    return tuple(written), letters


def _with_labels(expr: Expr) -> tuple[Expr, dict[str, Expr]]:
    """The expression with one name for each symbol that has an index, and what the names stand for."""
    found: dict[str, Expr] = {}

    def joined(node: Expr) -> Expr:
        key = key_of(node) if isinstance(node, Apply) and node.op in (Op.INDEX, Op.SUPERINDEX) else None
        return node if key is None else Name(found.setdefault(key, node).span, key)

    return rewrite(expr, joined), found


def _plain(expr: Expr) -> Expr:
    """The expression in one spelling of all that can be spelled in several ways."""
    return rewrite(expr, _spelled)


def _spelled(node: Expr) -> Expr:
    if isinstance(node, Derivative):
        variables = tuple(_without_transpose(each) for each in node.variables)
        return Derivative(node.span, node.body, variables, Form.FRACTION)
    if not isinstance(node, Apply):
        return node
    if node.op in (Op.GROUP, Op.BRACKET):
        return node.args[0]
    if node.op in (Op.DOT, Op.TIMES, Op.PRODUCT, Op.ADD):
        op = Op.ADD if node.op is Op.ADD else Op.PRODUCT
        parts = [part for each in node.args for part in _parts(each, op)]
        return Apply(node.span, op, tuple(sorted(parts, key=_size) if op is Op.ADD else parts))
    if node.op is Op.INNER:
        first, second = node.args
        return Apply(node.span, Op.PRODUCT, (Apply(node.span, Op.TRANSPOSE, (first,)), *_parts(second, Op.PRODUCT)))
    if node.op is Op.BARS:
        inner = node.args[0]
        found = isinstance(inner, Apply) and inner.op is Op.DETERMINANT
        return inner if found else Apply(node.span, Op.DETERMINANT, node.args)
    if node.op is Op.NORM:
        index = Number(node.span, Fraction(2)) if is_missing(node.args[1]) else node.args[1]
        return Apply(node.span, Op.NORM, (_up_to_sign(node.args[0]), index))
    if node.op is Op.INVERSE and isinstance(inner := node.args[0], Apply) and inner.op is Op.TRANSPOSE:
        return Apply(node.span, Op.TRANSPOSE, (Apply(node.span, Op.INVERSE, inner.args),))
    return node


def _up_to_sign(expr: Expr) -> Expr:
    """A sum, or the same with all signs turned where its first term has a minus."""
    parts = _parts(expr, Op.ADD)
    return Apply(expr.span, Op.ADD, tuple(map(_negated, parts))) if len(parts) > 1 and _is_negated(parts[0]) else expr


def _negated(expr: Expr) -> Expr:
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.NEG else Apply(expr.span, Op.NEG, (expr,))


def _is_negated(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op is Op.NEG


def _size(expr: Expr) -> int:
    """The terms of a sum are compared in this order: it does not depend on their letters, nor on their signs."""
    return -len(nodes(expr)) + _is_negated(expr)


def _without_transpose(expr: Expr) -> Expr:
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.TRANSPOSE else expr


def _parts(expr: Expr, op: Op) -> tuple[Expr, ...]:
    return expr.args if isinstance(expr, Apply) and expr.op is op else (expr,)
