r"""The uses of symbols that show whether they are functions: `f : X \to Y`, `f(x) = …`, `A^\top`, "the kernel K"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from mclint.document.scope import OTHER_ALPHABETS
from mclint.document.statement import Declaration, Rank
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.segment import Segment
from mclint.syntax.sites import Site
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Parsed, Relation, nodes

Piece = tuple[Segment, Parsed | None]
Sizes = tuple[Expr | None, Expr | None]
UNSIZED: Sizes = None, None


class Shows(Enum):
    """What a use of a symbol shows of it."""

    MAPPED = "f : X → Y"
    SPOKEN = "the function f"
    DEFINED = "f(x) = …"
    SEVERAL = "f(x, y)"
    APPLIED = "f(x), in brackets that a product would not need"
    SHAPED = "x is a vector, A is n × n"
    FACTOR = "A B, A^T, tr A"
    BESIDE = "A x, without brackets"
    MOVES = "\\dot q"

    __hash__ = object.__hash__


class Use(NamedTuple):
    """One use of a symbol, and where it stands; with the argument of an application, or what stands beside."""

    shows: Shows
    offset: int
    argument: str = ""
    plain: bool = True  # whether no script stands between the symbol and its argument
    square: bool = False  # whether the argument stands in square brackets


NAMED = regex(r"\b(?:functions?|map(?:ping)?s?|kernels?|densit(?:y|ies)|polic(?:y|ies)|potentials?)\s*$")
SAID = regex(r"\s*(?:is|be|denotes?)\s+(?:an?|the|some|any)\s+(?:[\w-]+\s+){0,3}(?:function|map|mapping)\b")
NEAR = 80  # characters in which prose says of a symbol that it is a function
JOINING = frozenset((Op.PRODUCT, Op.TRANSPOSE, Op.INVERSE, Op.TRACE, Op.DETERMINANT))
SCRIPTED = frozenset((Op.INDEX, Op.SUPERINDEX, Op.PRIME))
TRANSPOSES = frozenset("TH")
ARGUMENTS = SCRIPTED | {Op.CALL}
TURNED = SCRIPTED | {Op.TRANSPOSE, Op.INVERSE}


def letter_of(expr: Expr, scripts: frozenset[Op] = SCRIPTED) -> str:
    """The letter of a symbol, by which uses are kept: with marks and alphabet, without indices, labels, bold type."""
    while isinstance(expr, Apply) and expr.op in scripts:
        expr = expr.args[0]
    if not isinstance(expr, Name):
        return ""
    if not expr.marks and expr.font not in OTHER_ALPHABETS:
        return expr.letter
    return " ".join((*expr.marks, *([expr.font] if expr.font in OTHER_ALPHABETS else ()), expr.letter))


def argument_of(content: Expr) -> str:
    r"""The letter of an argument whose brackets would be idle in a product: t, x_i, \tau^n, f(x); "1" of a number."""
    while isinstance(content, Apply) and (content.op in ARGUMENTS or is_label(content)):
        content = content.args[0]
    return "1" if isinstance(content, Number) else letter_of(content)


def is_label(expr: Apply) -> bool:
    r"""Whether a superscript is a letter, which may name something, and no exponent: \tau^n, V^\pi, A^{\theta'}."""
    above = expr.args[1] if expr.op is Op.POWER else None
    while isinstance(above, Apply) and above.op in SCRIPTED:
        above = above.args[0]
    return isinstance(above, Name) and above.letter not in TRANSPOSES


def uses_of(pieces: Sequence[Piece], said: Sequence[Declaration]) -> dict[str, list[Use]]:
    """The uses of all symbols that stand before a parenthesis somewhere, in the order of the text."""
    sites = [site for _, parsed in pieces if parsed for site in parsed.sites]
    found: dict[str, list[Use]] = {letter: [] for site in sites if (letter := letter_of(site.head))}
    if not found:
        return {}
    sizes = {letter_of(each.symbol): (each.rows, each.columns) for each in said if each.rows is not None}
    products = (site for site in sites if not conforms(site, sizes))
    written = _written(pieces, sites, found.keys())
    for letter, use in (*_declared(said), *_spoken(pieces), *_applied(products), *written):
        if letter in found or use.shows is Shows.MOVES:
            found.setdefault(letter, []).append(use)
    return found


def conforms(site: Site, sizes: Mapping[str, Sizes]) -> bool:
    """Whether a product has fitting sizes, as they are declared: A (x) of an m × n matrix and an n-vector."""
    argument = argument_of(site.arguments[0]) if len(site.arguments) == 1 else ""
    columns, rows = sizes.get(letter_of(site.head), UNSIZED)[1], sizes.get(argument, UNSIZED)[0]
    return columns is not None and columns == rows


def _declared(said: Iterable[Declaration]) -> Iterator[tuple[str, Use]]:
    """What declarations say: of which shape a symbol is, or from where to where it goes."""
    for each in said:
        letter, at = letter_of(each.symbol), each.span.start
        if each.rank is Rank.FUNCTION or each.domain:
            yield letter, Use(Shows.MAPPED, at)
        elif each.depends_on:
            yield from ((letter, Use(Shows.APPLIED, at, letter_of(name))) for name in each.depends_on)
        elif each.rows is not None or each.rank is not None:
            yield letter, Use(Shows.SHAPED, at)


def _spoken(pieces: Sequence[Piece]) -> Iterator[tuple[str, Use]]:
    """ "the kernel K", "g is a convex function": what prose says of the formula beside it."""
    for place, (segment, parsed) in enumerate(pieces):
        first = parsed.formulas[0].relation.parts[0] if parsed and parsed.formulas else None
        symbol = first.args[0] if isinstance(first, Apply) and first.op in (Op.CALL, Op.PRODUCT) else first
        if symbol is None or parsed is None or not (letter := letter_of(symbol)):
            continue
        before, after = (pieces[at][0] if 0 <= at < len(pieces) else segment for at in (place - 1, place + 1))
        named = not before.is_math and NAMED.search(before.text[-NEAR:].lower())
        alone = len(parsed.formulas) == 1 and not parsed.formulas[0].relation.signs
        if named or (alone and not after.is_math and SAID.match(after.text[:NEAR].lower())):
            yield letter, Use(Shows.SPOKEN, segment.span.start)


def _applied(sites: Iterable[Site]) -> Iterator[tuple[str, Use]]:
    """What stands in the parenthesis: several arguments, or one that a product would write without."""
    for site in sites:
        letter, at = letter_of(site.head), site.span.start
        plain = site.base is site.head or isinstance(site.base, Derivative)
        if len(site.arguments) > 1 and all(argument_of(each) for each in site.arguments):
            yield letter, Use(Shows.SEVERAL, at)
            yield from ((letter, Use(Shows.APPLIED, at, argument_of(each), plain)) for each in site.arguments)
        elif (
            len(site.arguments) == 1
            and not site.scripted
            and (argument := argument_of(site.arguments[0])) not in ("", letter)
        ):
            yield letter, Use(Shows.APPLIED, at, argument, plain, site.square)


def _written(pieces: Sequence[Piece], sites: Iterable[Site], letters: Iterable[str]) -> Iterator[tuple[str, Use]]:
    """What equations show: definitions, and products and transposes of a symbol without a parenthesis."""
    starts, wanted = {site.span.start: site for site in sites}, set(letters)
    for _, parsed in pieces:
        for formula in parsed.formulas if parsed else ():
            yield from _defined(formula.relation, starts)
            for node in nodes(formula.relation):
                if isinstance(node, Apply):
                    if node.op in JOINING:
                        yield from _joined(node, starts, wanted)
                elif isinstance(node, Derivative) and node.form is Form.DOT and (letter := letter_of(node.body)):
                    yield letter, Use(Shows.MOVES, node.span.start)


def _defined(relation: Relation, starts: dict[int, Site]) -> Iterator[tuple[str, Use]]:
    """The symbol of `f(x) = …` and `f(x, y) := …`."""
    left = relation.parts[0]
    site = starts.get(left.span.start)
    if site is None or site.scripted or site.base is not site.head or not _is_value(left, site):
        return
    bare = all(argument_of(each) not in ("", "1", letter_of(site.head)) for each in site.arguments)
    if bare and relation.signs and relation.signs[0].text in ("=", ":="):
        yield letter_of(site.head), Use(Shows.DEFINED, site.span.start)


def _is_value(left: Expr, site: Site) -> bool:
    """Whether an expression is nothing but a symbol with its parenthesis, as which of the two it may be read."""
    if not isinstance(left, Apply):
        return False
    return (left.op is Op.CALL and len(left.args) == 1 + len(site.arguments)) or (
        left.op is Op.PRODUCT and len(left.args) == 2
    )


def _joined(node: Apply, starts: dict[int, Site], wanted: set[str]) -> Iterator[tuple[str, Use]]:
    for place, factor in enumerate(node.args):
        if factor.span.start in starts or (letter := letter_of(factor, TURNED)) not in wanted:
            continue
        following = node.args[place + 1 : place + 2]
        yield letter, Use(Shows.FACTOR, factor.span.start)
        for other in following if node.op is Op.PRODUCT else ():
            if argument := letter_of(other):
                yield letter, Use(Shows.BESIDE, factor.span.start, argument)
