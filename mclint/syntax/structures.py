"""Brackets, bars, matrices, cases, and the annotations that stand around an expression."""

from __future__ import annotations

from mclint.syntax.cursor import Cursor, Row, respan
from mclint.syntax.functions import bracketed, is_dots, own_scripts
from mclint.syntax.pratt import UNBALANCED, relation, whole
from mclint.syntax.tokens import Token
from mclint.syntax.tree import Apply, Derivative, Expr, Op, Opaque
from mclint.syntax.vocabulary import DOTS, OPENERS, listed

PLACEHOLDERS = frozenset(("\\cdot", "\\bullet", "*", "-", ":", "\\ast", "\\circ", "\\odot", "\\times"))
MATRICES = frozenset(
    f"\\begin{{{name}{star}}}"
    for name in listed("matrix pmatrix bmatrix Bmatrix smallmatrix array psmallmatrix bsmallmatrix vmatrix Vmatrix")
    for star in ("", "*")
)
BARS = dict.fromkeys(("|", "\\lvert", "\\rvert"), True) | dict.fromkeys(("\\|", "\\lVert", "\\rVert"), False)
ENCLOSED = {"(": Op.GROUP, "[": Op.BRACKET, "\\{": Op.SET}
LISTED = {"(": Op.LIST, "[": Op.ROW_LIST, "\\{": Op.SET}
MEMBERS = frozenset((Op.INDEX, Op.SUPERINDEX, Op.CALL, Op.LIST, Op.ROW_LIST, Op.SET, Op.DOTS, Op.MISSING, Op.GIVEN))


def bracket(cursor: Cursor, token: Token) -> Expr | None:
    r"""Round, square and curly brackets, also with `\left` and `\right`."""
    begin = cursor.position - 1
    partner = cursor.partner[begin]
    if partner < 0:
        return cursor.opaque(begin, UNBALANCED)
    kind = token.text.removeprefix("\\left ")
    cursor.position = partner + 1
    closer = cursor.tokens[partner].text.removeprefix("\\right ")
    if closer == "|" and kind == ".":
        return evaluated(cursor, begin, partner)
    if kind == "\\{" and closer == ".":
        return system(cursor, begin)
    if kind in BARS or (closer != OPENERS.get(kind) and kind != "."):
        return barred(cursor, begin, kind, closer)
    if partner == begin + 2 and cursor.tokens[begin + 1].text in PLACEHOLDERS:
        return cursor.opaque(begin, "placeholder")
    found, separators = bracketed(cursor, begin)
    if kind == "\\langle":
        return angle(cursor, begin, found)
    return enclosed(cursor, begin, kind, found, separators)


def system(cursor: Cursor, begin: int) -> Expr:
    r"""`\left\{ \begin{array}…\end{array} \right.`: values by cases."""
    found, _ = bracketed(cursor, begin)
    if len(found) == 1 and isinstance(found[0], Apply) and found[0].op is Op.MATRIX:
        return Apply(cursor.span(begin), Op.CASES, found[0].args)
    return cursor.opaque(begin)


def enclosed(cursor: Cursor, begin: int, kind: str, found: list[Expr], separators: str) -> Expr:
    """The node of a bracket with these items."""
    span = cursor.span(begin)
    if kind not in ENCLOSED:
        return cursor.opaque(begin) if kind != "." or len(found) != 1 else respan(found[0], span)
    if ";" in separators and kind == "[":
        return Apply(span, Op.MATRIX, semicolons(found, separators))
    if len(found) == 1:
        inner = found[0]
        if isinstance(inner, Apply) and inner.op is Op.MATRIX and kind in "([":
            return respan(inner, span)
        if kind == "[" and isinstance(inner, Apply) and inner.op is Op.PRODUCT and any(is_dots(a) for a in inner.args):
            return Apply(span, Op.ROW_LIST, inner.args)
        if kind == "\\{" and is_compound(inner):
            return Apply(span, Op.GROUP, (inner,))
        return Apply(span, ENCLOSED[kind], (inner,))
    return Apply(span, LISTED[kind], tuple(found))


def is_compound(expr: Expr) -> bool:
    r"""Whether curly brackets around this only group, as in `\{ y_n - t_n \}^2`; those around a symbol make a set."""
    return isinstance(expr, Derivative) or (isinstance(expr, Apply) and expr.op not in MEMBERS)


def semicolons(found: list[Expr], separators: str) -> tuple[Expr, ...]:
    """The rows of `[a, b; c, d]`."""
    rows: list[Expr] = []
    row: list[Expr] = []
    for item, separator in zip(found, separators.ljust(len(found), ";"), strict=False):
        row.append(item)
        if separator == ";":
            rows.append(Apply(row[0].span.to(row[-1].span), Op.ROW, tuple(row)))
            row = []
    if row:
        rows.append(Apply(row[0].span.to(row[-1].span), Op.ROW, tuple(row)))
    return tuple(rows)


def angle(cursor: Cursor, begin: int, found: list[Expr]) -> Expr:
    r"""`\langle x, y \rangle`."""
    if len(found) == 2 and not any(isinstance(item, Opaque) for item in found):
        return Apply(cursor.span(begin), Op.INNER, tuple(found))
    return cursor.opaque(begin)


def evaluated(cursor: Cursor, begin: int, partner: int) -> Expr:
    r"""`\left. e \right|_{x=0}`."""
    inner = cursor.within(begin + 1, partner, whole)
    scripts = own_scripts(cursor)
    if not scripts:
        return respan(inner, cursor.span(begin))
    if len(scripts) > 1 or scripts[0].sign != "_":
        return cursor.opaque(begin)
    condition = cursor.within(scripts[0].start, scripts[0].stop, whole, script=True)
    return Apply(cursor.span(begin), Op.EVALUATED, (inner, condition))


def barred(cursor: Cursor, begin: int, kind: str, closer: str) -> Expr:
    r"""`\left| x \right|`, `\left\| x \right\|`; other unlike brackets, such as an interval, are not read."""
    if BARS.get(kind) is not None and BARS.get(kind) == BARS.get(closer):
        return bars_of(cursor, begin, begin + 1, cursor.position - 1, BARS[kind])
    return cursor.opaque(begin, "interval" if kind in "([" else "unsupported-notation")


def bars(cursor: Cursor, token: Token) -> Expr:
    """Bars that were told apart before."""
    begin = cursor.position - 1
    partner = cursor.partner[begin]
    if partner < 0:
        return cursor.opaque(begin, UNBALANCED)
    start = begin + 1 + (cursor.text() == "\\relax")
    cursor.position = partner + 1
    if cursor.text() == "\\relax":
        cursor.position += 1
    return bars_of(cursor, begin, start, partner, token.text == "\\lvert")


def bars_of(cursor: Cursor, begin: int, start: int, stop: int, single: bool) -> Expr:
    """A determinant or absolute value, or a norm."""
    inner = cursor.within(start, stop, whole)
    span = cursor.span(begin)
    if not single:
        return Apply(span, Op.NORM, (inner, cursor.missing()))
    return Apply(span, Op.BARS, (inner,))


def command_bars(cursor: Cursor, token: Token) -> Expr:
    r"""`\abs{x}`, `\norm{x}`, where the author's macro is not known."""
    begin = cursor.position - 1
    if cursor.text() == "*":
        cursor.position += 1
    bounds = cursor.argument()
    if bounds is None:
        return cursor.opaque(begin)
    return bars_of(cursor, begin, *bounds, token.text == "\\abs")


def matrix(cursor: Cursor, token: Token) -> Expr:
    """A matrix by rows; with bars around it, a determinant."""
    begin = cursor.position - 1
    partner = cursor.partner[begin]
    if partner < 0:
        return cursor.opaque(begin, UNBALANCED)
    cursor.position = partner + 1
    content = cursor.within(begin + 1, partner, rows)
    span = cursor.span(begin)
    node = Apply(span, Op.MATRIX, content)
    if "vmatrix" in token.text:
        return Apply(span, Op.DETERMINANT, (node,))
    return Apply(span, Op.NORM, (node, cursor.missing())) if "Vmatrix" in token.text else node


def cases(cursor: Cursor, token: Token) -> Expr:
    """Values by cases, each with its condition."""
    begin = cursor.position - 1
    partner = cursor.partner[begin]
    if partner < 0:
        return cursor.opaque(begin, UNBALANCED)
    cursor.position = partner + 1
    return Apply(cursor.span(begin), Op.CASES, cursor.within(begin + 1, partner, rows))


def rows(cursor: Cursor) -> tuple[Expr, ...]:
    """The rows of a matrix up to the end of the group; an empty last row is none."""
    found: list[Expr] = []
    begin = cursor.position
    cells: list[Expr] = []
    while True:
        cells.append(cell(cursor, first=not cells))
        sign = cursor.text()
        if sign == "&":
            cursor.position += 1
            continue
        if len(cells) > 1 or not (isinstance(cells[0], Apply) and cells[0].op is Op.MISSING):
            found.append(Apply(cursor.span(begin), Op.ROW, tuple(cells)))
        if sign != "\\\\":
            return tuple(found)
        cursor.position += 1
        begin, cells = cursor.position, []


def cell(cursor: Cursor, first: bool) -> Expr:
    """One entry of a matrix; a trailing comma is nothing."""
    begin = cursor.position
    inner = relation(cursor)
    while cursor.text() in (",", "\\quad", "\\qquad", ".", ";"):
        cursor.position += 1
    if cursor.position < cursor.end and cursor.text() not in ("&", "\\\\"):
        while cursor.position < cursor.end and cursor.text() not in ("&", "\\\\"):
            partner = cursor.partner[cursor.position]
            cursor.position = partner + 1 if partner > cursor.position else cursor.position + 1
        return cursor.opaque(begin)
    return inner or (Apply(cursor.point(begin), Op.MISSING, ()) if first else cursor.missing())


def dots(cursor: Cursor, token: Token) -> Expr:
    """An ellipsis."""
    return Apply(cursor.span(cursor.position - 1), Op.DOTS, ())


def braced_note(cursor: Cursor, token: Token) -> Expr | None:
    r"""`\underbrace{x}_{text}`: the note is left out."""
    begin = cursor.position - 1
    bounds = cursor.argument()
    if bounds is None:
        return None
    while cursor.text() in ("_", "^"):
        cursor.position += 1
        cursor.argument()
    inner = cursor.within(*bounds, whole)
    return respan(inner, cursor.span(begin)) if bounds[0] < bounds[1] else None


def one_argument(cursor: Cursor, token: Token) -> Expr:
    r"""`\substack{…}`, unread."""
    begin = cursor.position - 1
    cursor.argument()
    return cursor.opaque(begin)


ROWS: dict[str, Row] = {
    **dict.fromkeys(("(", "[", "\\{", "\\langle", "\\lceil", "\\lfloor"), bracket),
    **{
        f"\\left {kind}": bracket
        for kind in ("(", "[", "\\{", "\\langle", "\\lceil", "\\lfloor", ".", "|", "\\|", "]", ")", "\\}")
    },
    **{f"\\left {kind}": bracket for kind in ("\\lvert", "\\lVert", "\\ulcorner", "/")},
    **dict.fromkeys(("\\lvert", "\\lVert"), bars),
    **dict.fromkeys(("\\abs", "\\norm", "\\Norm"), command_bars),
    **dict.fromkeys(MATRICES, matrix),
    **{f"\\begin{{{name}}}": cases for name in ("cases", "dcases", "cases*", "rcases")},
    **dict.fromkeys(DOTS, dots),
    **dict.fromkeys(("\\underbrace", "\\overbrace", "\\underbracket", "\\overbracket"), braced_note),
    **dict.fromkeys(("\\substack", "\\mathchoice", "\\shortstack"), one_argument),
}
