"""The identity of the catalogue that a wrong claim resembles: it is the usual mistake, or has the same left side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from mclint.document.scope import Scope, key_of
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op, children, nodes
from mclint.syntax.walk import rewrite, with_children
from mclint.values.catalogue import Display, Entry, entries
from mclint.values.entry_letters import measured, unfolded
from mclint.values.plain import Pattern, contracted, pattern, plain
from mclint.values.verdict import Holds
from mclint.values.verify import verify

# Entries are told apart by these signs of their text before any is parsed.
SIGNS = {
    Op.TRACE: ("\\mathrm{tr}",),
    Op.DETERMINANT: ("\\det",),
    Op.LOG: ("\\log", "\\ln"),
    Op.INVERSE: ("^{-1}", "^{-\\top}"),
    Op.NORM: ("\\|",),
    Op.KRONECKER: ("\\otimes",),
    Op.HADAMARD: ("\\odot", "\\circ"),
    Op.VEC: ("\\mathrm{vec}",),
    Op.DIAG: ("\\mathrm{diag}",),
    Op.DIFFERENTIAL: ("\\partial", "\\nabla", "\\mathrm{d}"),
    Op.SUM: ("\\sum",),
    Op.EXP: ("\\exp",),
    Op.SQRT: ("\\sqrt",),
}
VARIABLE = regex(r"\\partial (?:\\mathrm\{vec\}\(\w\)|\w)\^\\top")
MOST_NODES = 60
MOST_CANDIDATES = 4


class Resemblance(NamedTuple):
    """An entry, its identity as it stands there, and what the claim has for each of its letters.

    `is_other` is set where the claim is a mistake about another left side than that of the identity.
    """

    entry: Entry
    left: Expr
    right: Expr
    letters: Mapping[str, Expr]
    is_other: bool = False

    def written_with(self, spelled: Callable[[Expr], Expr], side: Expr | None = None) -> Expr:
        """The right side, or another one, in the letters of the claim, each as a function spells it."""

        def renamed(node: Expr) -> Expr:
            here = self.letters.get(key_of(node) or "") if isinstance(node, Name) else None
            return node if here is None else spelled(here)

        return rewrite(self.right if side is None else side, renamed)


def resemblance(left: Expr, right: Expr, scope: Scope, layout: str) -> Resemblance | None:
    """The entry with this mistake, or else with this left side, up to renaming, whose right side holds here.

    The right side is that of the layout where it has several. Where nothing fits, a letter with its index is taken for
    a symbol of its own, then what is defined is written out, then a length is written for a vector times itself.
    """
    if len(nodes(left)) > MOST_NODES:
        return None
    other = None
    for (here, there), labelled in _forms(left, right, scope):
        claim = _Claim(here, there, labelled)
        for found in islice(_candidates(claim, scope, layout), MOST_CANDIDATES):
            if found.is_other:
                other = other or found
                continue
            verdict = verify(left, found.written_with(lambda node: node), scope)
            if isinstance(verdict, Holds) and not verdict.assumptions:
                return found
    return other


class _Claim:
    """A claim in plain spelling, and what its letters stand for."""

    def __init__(self, left: Expr, right: Expr, labelled: Mapping[str, Expr]) -> None:
        self.form, self.right, self.labelled = plain(left), plain(right), labelled
        self.pattern, self.letters = pattern(self.form)
        self.mistake, self.all_letters = pattern(self.form, self.right)

    def named(self, numbers: Mapping[str, int]) -> dict[str, Expr]:
        """What the claim has for the letters of an entry, which have these numbers in its pattern."""
        return {name: self.labelled.get(*self.all_letters[number]) for name, number in numbers.items()}


def _forms(left: Expr, right: Expr, scope: Scope) -> Iterator[tuple[tuple[Expr, Expr], dict[str, Expr]]]:
    """A claim in the spellings that the catalogue may have."""
    yield (left, right), {}
    labelled: dict[str, Expr] = {}
    joined = _with_labels(left, labelled), _with_labels(right, labelled)
    if labelled:
        yield joined, labelled
    shown = _written_out(left, scope)
    if shown != left and len(nodes(shown)) <= MOST_NODES:
        yield (shown, right), {}
    short = contracted(plain(shown))
    if short != plain(shown):
        yield (short, right), {}


def _candidates(claim: _Claim, scope: Scope, layout: str) -> Iterator[Resemblance]:
    """The identities that this claim is a mistake about, then those with its left side: of capitals as here, short."""
    signs = _signs(claim.form)
    turned = claim.mistake.count((Op.TRANSPOSE, 1))
    mistakes = (each for each in _by_mistake().get(signs, ()) if _turned_in(each[1].latex) == turned)
    mistaken = [each for each in mistakes if _of_mistake(*each)[0] == claim.mistake]
    for entry, display in mistaken:
        names = claim.named(_of_mistake(entry, display)[1])
        is_other = _of_entry(entry)[0] != claim.pattern
        yield from _of(entry, names, scope, layout, is_other)
    same = [each for each in _with_left(claim.pattern, signs) if all(each is not entry for entry, _ in mistaken)]
    named = [(each, claim.named(_of_entry(each)[1])) for each in same]
    for entry, names in sorted(named, key=lambda each: (_turned(each[1]), len(each[0].identities[0].latex))):
        yield from _of(entry, names, scope, layout)


def _of(
    entry: Entry, names: Mapping[str, Expr], scope: Scope, layout: str, is_other: bool = False
) -> Iterator[Resemblance]:
    """The right sides of an entry, that of the layout first."""
    letters = {**measured(entry, names, scope), **names}
    for display in sorted(entry.identities, key=lambda each: each.layout not in ("", layout)):
        parts = parse_text(display.latex).formulas[0].relation.parts
        if len(parts) > 1:
            yield Resemblance(entry, parts[0], unfolded(entry, parts[1], letters), letters, is_other)


def _turned(names: Mapping[str, Expr]) -> int:
    """How many letters are capitals in the one and not in the other: matrices beside numbers and vectors."""
    pairs = ((name, here.letter) for name, here in names.items() if isinstance(here, Name))
    return sum(name.isalpha() and here.isalpha() and name[0].isupper() != here[0].isupper() for name, here in pairs)


def _with_left(wanted: Pattern, signs: frozenset[Op]) -> Sequence[Entry]:
    """The entries whose left side has this pattern."""
    turned = wanted.count((Op.TRANSPOSE, 1))
    some = (each for each in _by_signs().get(signs, ()) if _transposes(each) == turned)
    return [each for each in some if _of_entry(each)[0] == wanted]


@cache
def _of_entry(entry: Entry) -> tuple[Pattern, dict[str, int]]:
    """The pattern of the left side of an entry, and the numbers of its letters."""
    found, letters = pattern(plain(parse_text(_left(entry)).formulas[0].relation.parts[0]))
    return found, {key: number for number, (key, _) in letters.items()}


@cache
def _of_mistake(entry: Entry, display: Display) -> tuple[Pattern, dict[str, int]]:
    """The pattern of both sides of a mistake, and the numbers of its letters."""
    left, right, *_ = parse_text(display.latex).formulas[0].relation.parts
    found, letters = pattern(plain(left), plain(right))
    return found, {key: number for number, (key, _) in letters.items()}


def _transposes(entry: Entry) -> int:
    """How many transposes a left side has."""
    return _turned_in(_left(entry))


def _turned_in(text: str) -> int:
    """How many transposes there are, without those of variables, which only say how the derivative lies."""
    return VARIABLE.sub("", text).count("\\top") + text.count("\\langle")


def _left(entry: Entry) -> str:
    return entry.identities[0].latex.partition(" = ")[0]


@cache
def _by_signs() -> Mapping[frozenset[Op], list[Entry]]:
    """The entries by the signs of their left sides."""
    found: dict[frozenset[Op], list[Entry]] = {}
    for entry in (each for each in entries() if each.identities):
        found.setdefault(_written_signs(_left(entry)), []).append(entry)
    return found


@cache
def _by_mistake() -> Mapping[frozenset[Op], list[tuple[Entry, Display]]]:
    """The mistakes, with their entries, by the signs of their left sides."""
    found: dict[frozenset[Op], list[tuple[Entry, Display]]] = {}
    for entry in entries():
        for display in entry.mistaken:
            found.setdefault(_written_signs(display.latex.partition(" = ")[0]), []).append((entry, display))
    return found


def _written_signs(text: str) -> frozenset[Op]:
    return frozenset(op for op, texts in SIGNS.items() if any(each in text for each in texts))


def _signs(form: Expr) -> frozenset[Op]:
    """The signs of an expression, a derivative as that of a differential."""
    found = {node.op for node in nodes(form) if isinstance(node, Apply)} & SIGNS.keys()
    return frozenset(found | {Op.DIFFERENTIAL for node in nodes(form) if isinstance(node, Derivative)})


def _with_labels(expr: Expr, found: dict[str, Expr]) -> Expr:
    """The expression with one name for each symbol that has an index; adds what the names stand for."""

    def joined(node: Expr) -> Expr:
        key = key_of(node) if isinstance(node, Apply) and node.op in (Op.INDEX, Op.SUPERINDEX) else None
        return node if key is None else Name(found.setdefault(key, node).span, key)

    return rewrite(expr, joined)


def _written_out(expr: Expr, scope: Scope) -> Expr:
    """The expression with the values of what the document defines, once; its size bounds the depth."""
    if isinstance(expr, Derivative):
        body = _written_out(expr.body, scope)
        variables = expr.variables or _parameters(expr.body, scope)
        return replace(expr, body=body, variables=variables) if body != expr.body else expr
    value = _value(expr, scope)
    return value or with_children(expr, [_written_out(part, scope) for part in children(expr)])


def _value(node: Expr, scope: Scope) -> Expr | None:
    """The value of a symbol, or of a function at its own parameters."""
    known = scope.of(_head(node) or "").definitions
    if isinstance(node, Apply) and [*map(key_of, known[0].parameters if known else ())] != [
        *map(key_of, node.args[1:])
    ]:
        return None
    return known[0].body if known else None


def _parameters(node: Expr, scope: Scope) -> tuple[Expr, ...]:
    known = scope.of(_head(node) or "").definitions
    return known[0].parameters if known else ()


def _head(node: Expr) -> str | None:
    """A symbol, or that of a function that is called."""
    called = isinstance(node, Apply) and node.op is Op.CALL
    return key_of(node.args[0] if isinstance(node, Apply) and called else node)
