"""Variables that one member of an equation has and the others lack: a lost prime, a chain rule that ends elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mclint.document.index_faults import Chain, Fault
from mclint.document.indices import bound, letter_of
from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, Opaque, nodes, operators, remembered

PRODUCTS = (Op.PRODUCT, Op.DOT, Op.TIMES)
HIDING = (Op.DOTS, Op.INTEGRAL, Op.EXPECTATION, Op.VARIANCE, Op.COVARIANCE, Op.GIVEN)
SCRIPTS = (Op.INDEX, Op.SUPERINDEX, Op.POWER)


def of_chain(chain: Chain) -> Iterator[tuple[int, Fault]]:
    """The faults of the members of a chain, each with the place of its member."""
    for first, last in chain.runs():
        members = chain.members[first : last + 1]
        found = lost_prime(members) or gained_prime(members)
        if found is not None:
            yield first + found[0], found[1]
        for place, member in enumerate(members[1:], 1):
            fault = chain_end(members[0], member) or other_path(members[place - 1], member)
            if fault is not None:
                yield first + place, fault


def lost_prime(members: tuple[Expr, ...]) -> tuple[int, Fault] | None:
    """`k(x, x') = x^T A x`: a function of two points, and a value that has only one of them."""
    left = members[0]
    if not (isinstance(left, Apply) and left.op is Op.CALL and len(left.args) == 3):
        return None
    point, other = left.args[1:]
    if not (isinstance(point, Name) and isinstance(other, Apply) and other.op is Op.PRIME and other.args == (point,)):
        return None
    for place, member in enumerate(members[1:], 1):
        if is_unread(member):
            return None
        if not has_prime(member) and occurrences(member, point) >= 2:
            says = f"`{{0}}` is a function of {point.letter} and {point.letter}', and `{{1}}` has no {point.letter}'"
            label = f"no {point.letter}' here"
            fault = Fault("unbalanced-indices", member.span, says, (left.span, member.span), label)
            return place, fault
    return None


def gained_prime(members: tuple[Expr, ...]) -> tuple[int, Fault] | None:
    """`x^T A x = <f(x), f(x')>`: a second point in the last member alone."""
    last, before = members[-1], members[:-1]
    if any(is_unread(each) for each in members) or any(has_prime(each) for each in before):
        return None
    if not (isinstance(last, Apply) and last.op in (*PRODUCTS, Op.INNER)):
        return None
    points = list(primed_points(last))
    if len(points) != 1 or any(occurrences(each, points[0]) < 2 for each in before):
        return None
    letter = points[0].letter
    says = f"`{{0}}` has {letter}', and `{{1}}` has no {letter}'"
    fault = Fault("unbalanced-indices", last.span, says, (last.span, before[-1].span), f"{letter}' only here")
    return len(members) - 1, fault


def primed_points(expr: Expr) -> Iterator[Name]:
    """The x of every f(x') beside which stands f(x)."""
    calls = [pair for node in nodes(expr) if (pair := argument(node)) is not None]
    for head, inner in calls:
        point = inner.args[0] if isinstance(inner, Apply) and inner.op is Op.PRIME else None
        if isinstance(point, Name) and (head, point) in calls:
            yield point


def argument(node: Expr) -> tuple[Expr, Expr] | None:
    """The function and the argument of `f(x)`, also where it was read as a product."""
    if not (isinstance(node, Apply) and node.op in (Op.CALL, Op.PRODUCT) and len(node.args) == 2):
        return None
    head, inner = node.args
    if node.op is Op.PRODUCT:
        if not (isinstance(inner, Apply) and inner.op is Op.GROUP):
            return None
        inner = inner.args[0]
    return head, inner


def has_prime(expr: Expr) -> bool:
    """Whether anything carries a prime."""
    return any(
        (isinstance(node, Apply) and node.op is Op.PRIME) or (isinstance(node, Derivative) and node.form is Form.PRIME)
        for node in nodes(expr)
    )


@remembered
def is_unread(expr: Expr) -> bool:
    """Whether a part is not read, or dots stand for something."""
    return not operators(expr).isdisjoint(HIDING) or any(isinstance(node, Opaque) for node in nodes(expr))


def occurrences(expr: Expr, point: Name) -> int:
    """How often a symbol stands in an expression."""
    return sum(1 for node in nodes(expr) if isinstance(node, Name) and node.letter == point.letter)


def chain_end(left: Expr, member: Expr) -> Fault | None:
    """A chain rule whose factors cancel up to a variable that is not the one of the left side."""
    if not is_plain(left) or not isinstance(left, Derivative):
        return None
    factors = factors_of(member)
    if len(factors) < 2 or not all(is_plain(each) or is_dots(each) for each in factors):
        return None
    for order in (factors, factors[::-1]):
        if is_dots(order[0]) or is_dots(order[-1]) or not links(order):
            continue
        first, last = order[0], order[-1]
        assert isinstance(first, Derivative) and isinstance(last, Derivative)
        if same(first.body, left.body) and differ(last.variables[0], left.variables[0]):
            says = "the factors cancel to a derivative by `{0}`, and the left side is one by `{1}`"
            quotes = last.variables[0].span, left.variables[0].span
            related = ((left.variables[0].span, "by this variable"),)
            return Fault("unbalanced-indices", last.variables[0].span, says, quotes, "by another variable", related)
    return None


def other_path(before: Expr, member: Expr) -> Fault | None:
    """Two chain rules for one derivative, through y_i in one member and through y_j in the next, without a sum."""
    inner, outer = factors_of(before), factors_of(member)
    if len(inner) < 2 or len(outer) < 2 or bound(before) or bound(member):
        return None
    for old in inner:
        for new in outer:
            if not (isinstance(old, Derivative) and isinstance(new, Derivative) and is_plain(old) and is_plain(new)):
                continue
            if old.variables == new.variables and (letters := one_index(old.body, new.body)) is not None:
                says = f"`{{0}}` has the index {letters[1]}, and the same factor of the step before has {letters[0]}"
                related = ((old.span, f"{letters[0]} here"),)
                return Fault("unbalanced-indices", new.span, says, (new.span,), f"{letters[1]} here", related)
    return None


def one_index(first: Expr, second: Expr) -> tuple[str, str] | None:
    """The i and the j of `y_i` and `y_j`."""
    if not (isinstance(first, Apply) and isinstance(second, Apply) and first.op is second.op is Op.INDEX):
        return None
    if len(first.args) != 2 or len(second.args) != 2 or first.args[0] != second.args[0]:
        return None
    letters = letter_of(first.args[1]), letter_of(second.args[1])
    if letters[0] is None or letters[1] is None or letters[0] == letters[1]:
        return None
    return letters[0], letters[1]


def factors_of(expr: Expr) -> list[Expr]:
    """The factors of a product, products in it opened."""
    if isinstance(expr, Apply) and (expr.op in PRODUCTS or expr.op is Op.GROUP):
        return [factor for part in expr.args for factor in factors_of(part)]
    return [expr]


def is_plain(expr: Expr) -> bool:
    r"""A first derivative written as a fraction."""
    return isinstance(expr, Derivative) and expr.form is Form.FRACTION and len(expr.variables) == 1


def is_dots(expr: Expr) -> bool:
    r"""`\cdots`."""
    return isinstance(expr, Apply) and expr.op is Op.DOTS


def links(factors: list[Expr]) -> bool:
    """Whether each denominator is the next numerator; dots may stand between any two."""
    pairs = pairwise(factors)
    known = ((a, b) for a, b in pairs if isinstance(a, Derivative) and isinstance(b, Derivative))
    return all(same(factor.variables[0], following.body) for factor, following in known)


def bare(expr: Expr) -> Expr:
    """An expression without brackets and transposes around it."""
    while isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.TRANSPOSE):
        expr = expr.args[0]
    return expr


def same(first: Expr, second: Expr) -> bool:
    """Whether two expressions are written alike, fonts aside."""
    first, second = bare(first), bare(second)
    key = key_of(first)
    return first == second or (key is not None and key == key_of(second))


def differ(first: Expr, second: Expr) -> bool:
    """Whether two variables are different ones: not `W` and `W_{ij}`, which may be meant alike."""
    first, second = bare(first), bare(second)
    if same(first, second):
        return False
    letters = letter_below(first), letter_below(second)
    if letters[0] is None or letters[1] is None:
        return isinstance(first, Apply) and isinstance(second, Apply) and first.op is second.op is Op.CALL
    if letters[0].lower() != letters[1].lower():
        return True
    return isinstance(first, Apply) and isinstance(second, Apply) and first.op is second.op and first.op in SCRIPTS


def letter_below(expr: Expr) -> str | None:
    """The letter under indices and exponents."""
    while isinstance(expr, Apply) and expr.op in SCRIPTS:
        expr = expr.args[0]
    return expr.letter if isinstance(expr, Name) else None
