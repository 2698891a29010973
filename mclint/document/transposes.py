r"""Whether `X^t` is a transpose: where t is nothing else in the document, and X is a capital, or `x^t … x` stands.

Whoever takes powers of a matrix says what t is; who writes `(A B)^t` and never speaks of t means a transpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeGuard

from mclint.document.adjoints import adjoints
from mclint.sources.segment import Segment
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Parsed, Relation, nodes
from mclint.syntax.walk import rewrite

Piece = tuple[Segment, Parsed | None]
Change = Callable[[Parsed], Parsed]
WRITTEN = ("^t", "^{t}", "^{-t}")


def transposes(pieces: Sequence[Piece], text: str) -> Change:
    """What reads such powers as transposes, and stars that the text calls adjoints."""
    powers, stars = _powers(pieces), adjoints(text)
    return powers if stars is None else lambda parsed: rewritten(powers(parsed), stars)


def _powers(pieces: Sequence[Piece]) -> Change:
    """What reads X^t as a transpose; time steps and bases that only numbers have stay powers."""
    if not any(written in segment.text for segment, parsed in pieces if parsed for written in WRITTEN):
        return unchanged
    relations = [formula.relation for _, parsed in pieces if parsed for formula in parsed.formulas]
    return _changed if _are_transposes(node for relation in relations for node in nodes(relation)) else unchanged


def unchanged(parsed: Parsed) -> Parsed:
    """A segment as the parser left it."""
    return parsed


def _are_transposes(every: Iterable[Expr]) -> bool:
    shown, others = False, 0
    for node in every:
        if isinstance(node, Name) and node.letter == "t":
            others += 1
        elif _is_raised(node):
            others -= 1
            shown = shown or any(_is_capital(part) for part in nodes(node.args[0]))
            if isinstance(node.args[0], Number):
                return False
        elif isinstance(node, Apply) and node.op is Op.PRODUCT:
            shown = shown or _is_quadratic(node.args)
    return shown and not others


def _is_raised(node: Expr) -> TypeGuard[Apply]:
    """Whether a node is `X^t` or `X^{-t}`."""
    if not (isinstance(node, Apply) and node.op is Op.POWER):
        return False
    above = node.args[1]
    if isinstance(above, Apply) and above.op is Op.NEG:
        above = above.args[0]
    return isinstance(above, Name) and above == Name(above.span, "t")


def _is_capital(expr: Expr) -> bool:
    return isinstance(expr, Name) and (expr.font == "bold" or (len(expr.letter) == 1 and expr.letter.isupper()))


def _is_quadratic(factors: Sequence[Expr]) -> bool:
    """Whether `x^t … x` stands in a product."""
    bases = [factor.args[0] if _is_raised(factor) else None for factor in factors]
    return any(base is not None and base in factors[place + 1 :] for place, base in enumerate(bases))


def _changed(parsed: Parsed) -> Parsed:
    return rewritten(parsed, _turned)


def rewritten(parsed: Parsed, change: Callable[[Expr], Expr]) -> Parsed:
    """The formulas of a segment with a change in all their nodes."""
    formulas = []
    for formula in parsed.formulas:
        relation = rewrite(formula.relation, change)
        formulas.append(formula._replace(relation=relation) if isinstance(relation, Relation) else formula)
    return parsed._replace(formulas=tuple(formulas))


def _turned(node: Expr) -> Expr:
    if not _is_raised(node):
        return node
    base = node.args[0]
    if isinstance(node.args[1], Apply):
        base = Apply(node.span, Op.INVERSE, (base,))
    return Apply(node.span, Op.TRANSPOSE, (base,))
