"""Which equations are claims: the others define, demand or declare something and cannot be wrong by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from mclint.document.equations import property_of_equation
from mclint.document.heads import defines_new, head_of, head_of_square, subject_of
from mclint.document.known import Known
from mclint.document.scope import base_of, key_of
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tree import (
    Apply,
    Derivative,
    Expr,
    Name,
    Number,
    Op,
    Opaque,
    Relation,
    Sign,
    nodes,
    operators,
    remembered,
)


class StepKind(Enum):
    """What one `left = right` of a document does."""

    CLAIM = "claim"
    LENIENT = "lenient claim"  # confirmed where it holds, a condition or a new definition where it does not
    DEFINITION = "definition"
    CONDITION = "condition"
    DECLARATION = "declaration"
    OTHER = "other"


class Step(NamedTuple):
    """One relation sign of a chain with what stands left and right of it."""

    left: Expr
    right: Expr
    sign: Sign
    span: Span
    kind: StepKind
    chain: int
    place: int
    block: int
    last: bool
    words: str = ""  # what stands before the chain
    chained: bool = False  # part of a derivation: a symbol may get lost from one member to the next

    @property
    def is_derivative(self) -> bool:
        """Whether a derivative or differential occurs on a side."""
        return has_derivative(self.left) or has_derivative(self.right)


def parts_alone(step: Step) -> Iterator[Expr]:
    """What can be read without the rest of a step: a side without a derivative, or what is differentiated."""
    for side in (step.left, step.right):
        inside = [node for node in nodes(side) if isinstance(node, Derivative)]
        yield from (node.body for node in inside) if inside else (side,)


LED_WORDS = (
    "if|when|whenever|where|such that|suppose|suppose that|assume|assume that|assuming|assuming that|satisfy|satisfies"
    "|satisfying|setting|set|solving|solve|provided|provided that|given|given that|with|subject to|let|letting|choose"
    "|choosing|take|taking|require|requires|requiring that|so that|until|when we set|by setting"
)
LED = regex(rf"(?:\b(?:{LED_WORDS}|s\.t\.)|⇔)\s*[,:]?\s*(?:we have\s*)?$", re.I)
DERIVED = regex(r"\b(?:gradient|derivative|jacobian|hessian|differential) of$", re.I)
CONSTANTS = {"I", "0", "1", "pi", "O", "Id"}
EQUALITIES = {"=", ":=", "≡"}
MEMBERSHIPS = {"∈", "⊂", ":", "→", "↦"}


@remembered
def has_derivative(expr: Expr) -> bool:
    """Whether a derivative or differential occurs in an expression."""
    return Op.DIFFERENTIAL in operators(expr) or any(isinstance(node, Derivative) for node in nodes(expr))


def is_condition_word(words: str) -> bool:
    """Whether the words before an equation make it a condition: `if`, `where`, `setting`, …"""
    return bool(LED.search(words.rstrip()[-40:]))


def is_of_derivative(left: Expr, words: str) -> bool:
    """Whether what stands left is only what is differentiated, and its derivative is meant: "the gradient of"."""
    return not has_derivative(left) and DERIVED.search(words.rstrip()[-40:]) is not None


def symbols(expr: Expr) -> set[str]:
    """The base letters of an expression, without constants, indices and what sums run over."""
    found: set[str] = set()
    indices: set[str] = set()
    for node in nodes(expr):
        if isinstance(node, Name) and node.letter not in ("I", "pi", "e", "0", "1"):
            found.add(key_of(node) or node.letter)
        elif isinstance(node, Apply) and node.op in (Op.INDEX, Op.SUM, Op.PRODUCT_OVER):
            indices.update(key_of(each) or each.letter for each in node.args[1:] if isinstance(each, Name))
    return found - indices


def is_zero(expr: Expr) -> bool:
    r"""0, `\mathbf 0`."""
    return (isinstance(expr, Number) and expr.value == 0) or (isinstance(expr, Name) and expr.letter == "0")


def classify(left: Expr, right: Expr, sign: str, place: int, words: str, known: Known) -> StepKind:
    """What a step does; `known` tells of a symbol whether it is "defined", "declared", a "size" or ""."""
    if sign in MEMBERSHIPS:
        return StepKind.DECLARATION
    if sign not in EQUALITIES or _missing(left) or _missing(right):
        return StepKind.OTHER
    if is_zero(right):
        return StepKind.CONDITION if is_condition_word(words) and place == 0 else StepKind.LENIENT
    if place > 0:
        return StepKind.CLAIM
    return _first_step(left, right, sign, words, known)


def _first_step(left: Expr, right: Expr, sign: str, words: str, known: Known) -> StepKind:
    if property_of_equation(left, right) is not None:
        return StepKind.CONDITION
    head = head_of(left) or head_of_square(left)
    if head is not None:
        if head in symbols(right):
            return StepKind.OTHER
        return StepKind.LENIENT if known(head) == "defined" and sign == "=" else StepKind.DEFINITION
    if defines_new(left, right, known):
        return StepKind.DEFINITION
    if is_of_derivative(left, words):
        return StepKind.OTHER
    if is_condition_word(words):
        return StepKind.CONDITION
    other = head_of(right)
    new = other is not None and not known(other) and not _occurs(right, left) and not is_constant(right)
    if new and not (has_derivative(left) and _letter(right) in known.letters(left)):
        return StepKind.DEFINITION
    if has_derivative(left) or has_derivative(right):
        return StepKind.CLAIM
    if _says_something(left, right):
        return StepKind.CONDITION
    difference = symbols(left) ^ symbols(right)
    compound = all(isinstance(side, Apply) and key_of(side) is None for side in (left, right))
    same = compound and known.letters(left) == known.letters(right)
    if same or all(known(each) in ("defined", "size") for each in difference):
        return StepKind.CLAIM
    counted = other is not None and known(other) == "size"  # tr(H) = p
    return StepKind.LENIENT if compound or counted else StepKind.CONDITION


def defines_too(before: Expr, left: Expr, right: Expr, known: Known) -> bool:
    """Whether the second step of `y = f(x) = x^2` defines f, of which nothing was said; the first defines y as f."""
    if subject_of(before) is None:
        return False
    head = head_of(left)
    if head is None:
        return defines_new(left, right, known)
    if known(head) == "defined" or head in symbols(right) or head in known.letters(right):
        return False
    called = isinstance(left, Name) and isinstance(right, Apply) and right.op is Op.CALL  # y := a := f(z)
    return isinstance(right, Apply) and (head_of(right) is None or called)


def is_derivation(parts: Sequence[Expr]) -> bool:
    """Whether a chain of three or more members comes back to the symbols it began with: a derivation, no conditions."""
    first = symbols(parts[0])
    return len(parts) >= 3 and head_of(parts[0]) is None and any(symbols(part) == first for part in parts[2:])


def cancels(left: Expr, following: Relation) -> bool:
    """Whether a term of a step is zero by what follows: `a + b = a ⇒ b = 0`, a step that is demanded."""
    term, *values = following.parts
    return isinstance(left, Apply) and left.op is Op.ADD and term in left.args and any(map(is_zero, values))


def is_constant(expr: Expr) -> bool:
    """A name that needs no definition: the identity, zero, ones, pi."""
    base = base_of(expr)
    return base is not None and base.letter in CONSTANTS


def _occurs(symbol: Expr, expr: Expr) -> bool:
    """Whether a symbol stands in an expression, also as a size: tr I_n = n."""
    base = base_of(symbol.args[0] if isinstance(symbol, Apply) and symbol.op is Op.CALL else symbol)
    return base is not None and (key_of(base) in symbols(expr) or symbol in nodes(expr))


def _letter(symbol: Expr) -> str | None:
    """The letter of a symbol without its indices: a for a_k."""
    base = base_of(symbol)
    return key_of(base) if base is not None else None


def _missing(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op is Op.MISSING


def _says_something(left: Expr, right: Expr) -> bool:
    """AB = BA, A A^T = A^T A, A^2 = A: equations that only some matrices satisfy, and that are said of them."""
    if not (isinstance(left, Apply) and isinstance(right, Apply)):
        return False
    if left.op is Op.PRODUCT is right.op and len(left.args) == len(right.args) == 2:
        return left.args == right.args[::-1] and all(base_of(each) is not None for each in left.args)
    return False


def is_unread(expr: Expr) -> Opaque | None:
    """The part of an expression that the parser could not read."""
    return next((node for node in nodes(expr) if isinstance(node, Opaque)), None)
