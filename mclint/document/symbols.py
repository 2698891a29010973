r"""The symbol that an expression stands for where something is said of it: `x`, `x_i`, `W^{[l]}`, `y(x)`."""

from __future__ import annotations

from dataclasses import dataclass

from mclint.document.scope import spelled
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Relation, nodes
from mclint.syntax.vocabulary import GREEK_CAPITALS

RUNNING = set("ijkltnsm")  # letters that run over samples where they stand alone as an index
LIMIT = 60


@dataclass(frozen=True, slots=True)
class Target:
    r"""A symbol, and how it was written.

    `samples` is set for a member of a family (`x_i`, `\{x_i\}_{i=1}^n`), `index` is then its index; `arguments`
    are those of `y(x)`; `transposed` tells `x^\top`. `label` names the one member where members differ.
    """

    symbol: Name
    span: Span
    arguments: tuple[Name, ...] = ()
    samples: Expr | None = None
    index: Expr | None = None
    transposed: bool = False
    label: str = ""
    sizes: tuple[Expr, Expr] | None = None  # where the same formula gives them


def missing(where: Expr) -> Apply:
    """The mark of what is not written."""
    return Apply(where.span, Op.MISSING, ())


def is_capital(name: Name) -> bool:
    """Whether the letter is one that matrices have."""
    return name.letter in GREEK_CAPITALS or (len(name.letter) == 1 and name.letter.isupper())


def is_greek(name: Name) -> bool:
    """Whether the letter is a Greek one in lower case."""
    return len(name.letter) > 1 and name.letter.isalpha() and name.letter.islower() and not name.font


def target_of(expr: Expr) -> Target | None:
    """The symbol of an expression that stands for one, or None."""
    if isinstance(expr, Name):
        return Target(expr, expr.span) if expr.letter not in ("", "0") else None
    if not isinstance(expr, Apply) or not expr.args:
        return None
    reader = READERS.get(expr.op)
    return reader(expr) if reader else None


def _labelled(expr: Apply, label: str) -> Name | None:
    base = expr.args[0]
    if not isinstance(base, Name) or base.label:
        return None
    return Name(expr.span, base.letter, base.font, base.marks, label)


def _indexed(expr: Apply) -> Target | None:
    r"""`x_i` is a member of the family x, `S_0` and `W_q` are symbols of their own."""
    base, index = expr.args[0], expr.args[-1]
    if isinstance(base, Apply) and base.op is Op.SET:
        return _family(base, missing(expr), expr)
    if len(expr.args) == 2 and isinstance(base, Name) and isinstance(index, Name) and index.letter in RUNNING:
        return Target(base, expr.span, samples=missing(expr), index=index, label=index.letter)
    name = _labelled(expr, ",".join(spelled(each) for each in expr.args[1:]))
    return None if name is None else Target(name, expr.span)


def _superindexed(expr: Apply) -> Target | None:
    r"""`x^{(i)}` and `W^{[l]}` are members of the families x and W; `W^{(1)}` is a symbol of its own."""
    base, content = expr.args[0], expr.args[-1]
    label = f"[{spelled(content)}]"
    if isinstance(base, Name) and isinstance(content, Name):
        return Target(base, expr.span, samples=missing(expr), index=content, label=label)
    name = _labelled(expr, label)
    return None if name is None else Target(name, expr.span)


def _called(expr: Apply) -> Target | None:
    function = target_of(expr.args[0]) if not isinstance(expr.args[0], Apply) or expr.args[0].op is Op.INDEX else None
    if function is None:
        return None
    given: list[Expr] = []
    for each in expr.args[1:]:
        each = each.args[0] if isinstance(each, Apply) and each.op is Op.GROUP and each.args else each
        given.extend(each.args if isinstance(each, Apply) and each.op is Op.LIST else (each,))
    names = tuple(each for each in given if isinstance(each, Name))
    if len(names) != len(given):
        return None
    return Target(function.symbol, expr.span, names, function.samples, function.index)


def _product(expr: Apply) -> Target | None:
    """`y(x)` that was read as a product."""
    last = expr.args[-1]
    if len(expr.args) == 2 and isinstance(last, Apply) and last.op in (Op.GROUP, Op.LIST):
        return _called(expr)
    return None


def _transposed(expr: Apply) -> Target | None:
    inner = expr.args[0]
    return Target(inner, expr.span, transposed=True) if isinstance(inner, Name) else None


def _set(expr: Apply) -> Target | None:
    return _family(expr, missing(expr), expr)


def _power(expr: Apply) -> Target | None:
    r"""`\{x_i\}_{i=1}^n`: a family of n members."""
    inner = expr.args[0]
    if isinstance(inner, Apply) and inner.op is Op.INDEX and isinstance(inner.args[0], Apply):
        inner = inner.args[0]
    return _family(inner, expr.args[1], expr) if isinstance(inner, Apply) and inner.op is Op.SET else None


def _family(braces: Apply, samples: Expr, whole: Expr) -> Target | None:
    r"""`\{x_i\}`, `\{x_1, \dots, x_n\}`."""
    members = [each for each in braces.args if not (isinstance(each, Apply) and each.op is Op.DOTS)]
    if len(members) == 1 and isinstance(members[0], Apply) and members[0].op is Op.LIST:
        members = [each for each in members[0].args if not (isinstance(each, Apply) and each.op is Op.DOTS)]
    if not members or not all(isinstance(each, Apply) and each.op in (Op.INDEX, Op.SUPERINDEX) for each in members):
        return None
    first, last = members[0], members[-1]
    if not (isinstance(first, Apply) and isinstance(last, Apply)):
        return None
    base = first.args[0]
    if not isinstance(base, Name) or last.args[0] != base:
        return None
    count = last.args[-1] if len(members) > 1 else samples
    return Target(base, whole.span, samples=count, index=first.args[-1])


def family_of(first: Expr, last: Expr) -> Target | None:
    r"""The family of `x_1, \dots, x_n`."""
    if not (isinstance(first, Apply) and isinstance(last, Apply) and first.op is last.op):
        return None
    if first.op not in (Op.INDEX, Op.SUPERINDEX) or len(first.args) != 2 or first.args[0] != last.args[0]:
        return None
    base = first.args[0]
    if not isinstance(base, Name):
        return None
    count = last.args[1]
    if isinstance(count, Apply) and count.op in (Op.GROUP, Op.BRACKET) and count.args:
        count = count.args[0]
    return Target(base, first.span.to(last.span), samples=count, index=first.args[1])


def mentions(expr: Expr, index: Expr) -> bool:
    """Whether a size varies with an index, as `n_l` with l."""
    if not isinstance(index, Name):
        return False
    return any(node == index or count > LIMIT for count, node in enumerate(nodes(expr)))


def is_dots(expr: Expr) -> bool:
    r"""Whether the expression is `\dots`."""
    return isinstance(expr, Apply) and expr.op is Op.DOTS


def is_number(expr: Expr, value: int) -> bool:
    r"""Whether the expression is this number, `\mathbf{0}` and `\mathbf{1}` included."""
    if isinstance(expr, Number):
        return expr.value == value
    return isinstance(expr, Name) and expr.letter == str(value)


def lone(relation: Relation) -> Expr | None:
    """The expression of a formula without signs."""
    return relation.parts[0] if not relation.signs and relation.parts else None


READERS = {
    Op.INDEX: _indexed,
    Op.SUPERINDEX: _superindexed,
    Op.CALL: _called,
    Op.PRODUCT: _product,
    Op.TRANSPOSE: _transposed,
    Op.SET: _set,
    Op.POWER: _power,
}
