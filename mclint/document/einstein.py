"""Index notation made explicit: repeated indices are summed over, and x_{ij} is an entry of X."""

from __future__ import annotations

from collections import Counter

from mclint.document.scope import Scope
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes, operators
from mclint.syntax.walk import rewrite

PRODUCTS = {Op.PRODUCT, Op.DOT, Op.TIMES, Op.DIVIDE}


def with_sums(expr: Expr, bound: frozenset[str] = frozenset()) -> Expr:
    """The expression with a sum around each product (or entry) that repeats an index."""
    return _explicit(expr, bound)[0]


def open_letters(expr: Expr) -> Counter[str]:
    """The indices that stand open in a term where repeated ones are summed over."""
    return _explicit(expr, frozenset())[1]


def _explicit(expr: Expr, bound: frozenset[str]) -> tuple[Expr, Counter[str]]:
    """The rewritten expression, and how often each index stands open in it."""
    if isinstance(expr, Derivative):
        body, opened = _explicit(expr.body, bound)
        for variable in expr.variables:
            opened = opened + _explicit(variable, bound)[1]
        return Derivative(expr.span, body, expr.variables, expr.form, expr.total), opened
    if not isinstance(expr, Apply):
        return expr, Counter()
    if expr.op is Op.INDEX:
        return _entry(expr, bound)
    if expr.op in (Op.SUM, Op.PRODUCT_OVER):
        name = expr.args[1]
        inner = bound | {name.letter} if isinstance(name, Name) else bound
        body, opened = _explicit(expr.args[0], inner)
        return Apply(expr.span, expr.op, (body, *expr.args[1:])), opened
    if expr.op in (Op.SUPERINDEX, Op.LIST, Op.MATRIX):
        return expr, Counter()
    parts = [_explicit(part, bound) for part in expr.args]
    rebuilt = Apply(expr.span, expr.op, tuple(part for part, _ in parts))
    if expr.op in PRODUCTS:
        return _contract(rebuilt, sum((opened for _, opened in parts), Counter()))
    if expr.op is Op.POWER:
        # (x_a)^2 repeats a.
        return _contract(rebuilt, Counter({name: 2 * count for name, count in parts[0][1].items()}))
    opened = Counter[str]()
    for _, each in parts:
        opened |= each
    return rebuilt, opened


def _entry(expr: Apply, bound: frozenset[str]) -> tuple[Expr, Counter[str]]:
    opened = Counter(
        place.letter
        for place in expr.args[1:]
        if isinstance(place, Name) and not (place.label or place.marks) and place.letter not in bound
    )
    if len(expr.args) == 2 and not isinstance(expr.args[0], Name):
        base, inner = _explicit(expr.args[0], bound)
        return Apply(expr.span, expr.op, (base, *expr.args[1:])), opened + inner
    return _contract(expr, opened)


def _contract(expr: Expr, opened: Counter[str]) -> tuple[Expr, Counter[str]]:
    missing = Apply(expr.span, Op.MISSING, ())
    for name, count in sorted(opened.items()):
        if count >= 2:
            expr = Apply(expr.span, Op.SUM, (expr, Name(expr.span, name), missing, missing))
    return expr, Counter({name: count for name, count in opened.items() if count < 2})


def _is_matrix(scope: Scope, letter: str) -> bool:
    """Whether the capital of a letter is stated to be a matrix or defined, and the letter itself is no matrix."""
    mine, capital = scope.of(letter), scope.of(letter.upper())
    one = any(isinstance(size, Number) and size.value == 1 for size in (mine.rows, mine.columns))
    return (mine.rows is None or one) and (capital.rows is not None or bool(capital.definitions))


def capital_entries(roots: tuple[Expr, ...], scope: Scope) -> tuple[Expr, ...]:
    """x_{ij} written for an entry of the X that occurs beside it, or that is a stated matrix, becomes X_{ij}."""
    double = {
        node.args[0].letter
        for root in roots
        if Op.INDEX in operators(root)
        for node in nodes(root)
        if isinstance(node, Apply) and node.op is Op.INDEX and len(node.args) == 3 and isinstance(node.args[0], Name)
    }
    if not double:
        return roots
    names = {node.letter for root in roots for node in nodes(root) if isinstance(node, Name)}
    small = [letter for letter in double if len(letter) == 1 and letter.islower()]
    wanted = {letter for letter in small if letter.upper() in names or _is_matrix(scope, letter)}
    if not wanted:
        return roots

    def raised(node: Expr) -> Expr:
        if not (isinstance(node, Apply) and node.op is Op.INDEX and len(node.args) == 3):
            return node
        base = node.args[0]
        if not isinstance(base, Name) or base.letter not in wanted:
            return node
        capital = Name(base.span, base.letter.upper(), base.font, base.marks, base.label)
        return Apply(node.span, Op.INDEX, (capital, *node.args[1:]))

    return tuple(rewrite(root, raised) for root in roots)
