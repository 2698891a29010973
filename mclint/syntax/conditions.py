r"""Conditions inside of expressions: indicators `1\{x > 0\}`, and densities `p(y \mid x)` of what is given."""

from __future__ import annotations

from mclint.span import Span
from mclint.syntax.cursor import Cursor
from mclint.syntax.functions import bracketed
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Opaque, Relation

OPENING = frozenset(("(", "[", "\\{", "\\left (", "\\left [", "\\left \\{"))
COMPARISONS = frozenset("=<>≤≥≠∈∉≈")
INDICATORS = frozenset((("1", "bold"), ("1", "bb"), ("I", ""), ("I", "bb"), ("I", "bold"), ("I", "roman")))


def indicated(cursor: Cursor, base: Expr, begin: int) -> Expr | None:
    r"""`1\{y = k\}`, `\mathbb{1}(x > 0)`: a one before a bracket that holds nothing but a condition."""
    place = cursor.position
    if cursor.text() not in OPENING or cursor.partner[place] < place or not is_one(base):
        return None
    found, _ = bracketed(cursor, place)
    if len(found) != 1 or not is_condition(found[0]):
        return None
    cursor.position = cursor.partner[place] + 1
    return Apply(cursor.span(begin), Op.INDICATOR, (found[0],))


def is_one(base: Expr) -> bool:
    """Whether a factor before a bracket may be the sign of an indicator."""
    if isinstance(base, Number):
        return base.value == 1
    return isinstance(base, Name) and not base.label and (base.letter, base.font) in INDICATORS


def is_condition(expr: Expr) -> bool:
    """Whether this is one comparison."""
    compares = isinstance(expr, Relation) and all(sign.text in COMPARISONS for sign in expr.signs)
    return compares and isinstance(expr, Relation) and not any(isinstance(part, Opaque) for part in expr.parts)


def density(head: Expr, found: list[Expr], separators: str, span: Span) -> Expr | None:
    r"""`p(y \mid x)` as a call of a function that is named after both, `\mathcal{N}(x \mid \mu, \Sigma)` as itself."""
    if (normal := gaussian(head, found, separators)) is not None:
        return Apply(span, Op.GAUSSIAN, normal)
    subscripts: list[Expr] = []
    if isinstance(head, Apply) and head.op is Op.INDEX:
        head, *subscripts = head.args  # p_θ is a function of θ too
    if len(found) != 1 or not isinstance(head, Name):
        return None
    content = found[0]
    if not (isinstance(content, Apply) and content.op is Op.GIVEN):
        return None
    events, conditions = (side.args for side in content.args if isinstance(side, Apply))
    conditions = (*conditions, *subscripts)
    if any(isinstance(each, Opaque) for each in (*events, *conditions)):
        return None
    label = "|".join(",".join(map(called, side)) for side in (events, conditions))
    name = Name(head.span, head.letter, head.font, head.marks, f"{head.label} {label}".strip())
    return Apply(span, Op.CALL, (name, *map(value, (*events, *conditions))))


def gaussian(head: Expr, found: list[Expr], separators: str) -> tuple[Expr, ...] | None:
    r"""The point, mean and variance of a normal density in its usual spellings."""
    variable = None
    if isinstance(head, Apply) and head.op is Op.INDEX and len(head.args) == 2:
        head, variable = head.args
    if not (isinstance(head, Name) and head.letter == "N" and not head.marks and not head.label):
        return None
    if variable is not None:
        return (variable, *found) if head.font == "cal" and len(found) == 2 else None
    if len(found) == 3 and separators.startswith(";"):
        return tuple(found)
    content = found[0] if len(found) == 1 else None
    if not (isinstance(content, Apply) and content.op is Op.GIVEN):
        return None
    events, conditions = (side.args for side in content.args if isinstance(side, Apply))
    return (*events, *conditions) if len(events) == 1 and len(conditions) == 2 else None


def called(argument: Expr) -> str:
    r"""The letter that an argument of a density goes by: y for `y^{(i)}` and for `y = 1`."""
    argument = argument.parts[0] if isinstance(argument, Relation) else argument
    while isinstance(argument, Apply) and argument.args:
        argument = argument.args[0]
    return argument.letter if isinstance(argument, Name) else "·"


def value(argument: Expr) -> Expr:
    """What is put into a density: 1 for `y = 1`."""
    return argument.parts[-1] if isinstance(argument, Relation) else argument
