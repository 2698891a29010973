"""Free and bound indices: which letters an expression sums over, and which stand open in it."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Expr, Name, Op, Opaque, Relation, children, nodes, operators

# Letters that are read as indices; x, y, z and w are values, and f and g functions.
LETTERS = frozenset("abcdhijklmnpqrstuv")
# Letters that are hardly ever labels, as the e of a variance of errors or the u of a covariance of u.
STRAYS = frozenset("ijklmnpqrst")
OVER = (Op.SUM, Op.PRODUCT_OVER)
MEANS = (Op.EXPECTATION, Op.VARIANCE, Op.COVARIANCE)  # the law below the sign says what is averaged over
SCRIPTED = (Op.INDEX, Op.SUPERINDEX)
BINDERS = ("\\sum", "\\prod", "\\max", "\\min", "\\arg", "\\int", "\\bigcup", "\\bigcap")  # in parts that are not read
COMMAND = regex(r"\\[A-Za-z]+")
WRITTEN_INDEX = regex(r"_\s*(?:([a-z])(?![a-z])|\{\s*([a-z]|[i-n]{2,3})\s*\})")


class Sum(NamedTuple):
    """A sum or product over one letter, and the letters that the sums around it run over."""

    node: Apply
    letter: str
    outer: frozenset[str]

    @property
    def body(self) -> Expr:
        """What is summed."""
        return self.node.args[0]

    @property
    def limits(self) -> tuple[Expr, Expr]:
        """The lower and the upper limit, MISSING where not written."""
        return self.node.args[2], self.node.args[3]


def letters_bound_by(node: Apply) -> frozenset[str]:
    """The letter of a sum; where what stands below it was not read, every letter that occurs there."""
    if (letter := letter_of(node.args[1])) is not None:
        return frozenset({letter})
    return frozenset(letter for part in node.args[1:3] for letter in spelled_letters(part))


def letter_of(expr: Expr) -> str | None:
    """The letter of a bare index, with its primes: `k`, `k'`."""
    if not isinstance(expr, Name) or expr.label or any(mark != "prime" for mark in expr.marks):
        return None
    return expr.letter + "'" * len(expr.marks)


def is_index(letter: str) -> bool:
    """Whether a letter is read as an index, with or without primes."""
    return letter.rstrip("'") in LETTERS


def spelled_letters(expr: Expr) -> set[str]:
    """All letters below an expression, also those of parts that are not read."""
    found: set[str] = set()
    for node in nodes(expr):
        if isinstance(node, Name):
            found.add(node.letter)
        elif isinstance(node, Opaque):
            found.update(COMMAND.sub(" ", node.text))
    return found


def sums(expr: Expr, outer: frozenset[str] = frozenset()) -> Iterator[Sum]:
    """The sums and products over a single letter, outer ones first."""
    if operators(expr).isdisjoint(OVER):
        return
    if isinstance(expr, Apply) and expr.op in OVER:
        bound = letters_bound_by(expr)
        if (letter := letter_of(expr.args[1])) is not None:
            yield Sum(expr, letter, outer)
        yield from sums(expr.args[0], outer | bound)
        for limit in expr.args[2:]:
            yield from sums(limit, outer)
        return
    for part in children(expr):
        yield from sums(part, outer)


def bound(expr: Expr) -> frozenset[str]:
    """The letters that some sum of an expression runs over."""
    if operators(expr).isdisjoint(OVER):
        return frozenset()
    over = (node for node in nodes(expr) if isinstance(node, Apply) and node.op in OVER)
    return frozenset(letter for node in over for letter in letters_bound_by(node))


def free(expr: Expr) -> dict[str, list[Expr]]:
    """The letters that stand as an index and that no sum binds, with the symbols or unread parts that carry them."""
    found: dict[str, list[Expr]] = {}
    _collect(expr, frozenset(), found)
    return found


def _collect(expr: Expr, closed: frozenset[str], found: dict[str, list[Expr]]) -> None:
    if isinstance(expr, Opaque):
        if any(sign in expr.text for sign in BINDERS):
            return
        for match in WRITTEN_INDEX.finditer(expr.text):
            for letter in match[1] or match[2]:
                _add(letter, expr, closed, found)
        return
    if isinstance(expr, Apply) and expr.op in OVER:
        inner = closed | letters_bound_by(expr)
        _collect(expr.args[0], inner, found)
        for limit in expr.args[2:]:  # or a condition, which is about what is summed over
            _collect(limit, inner if isinstance(limit, Relation | Opaque) else closed, found)
        return
    if isinstance(expr, Apply) and expr.op in MEANS:
        inside: dict[str, list[Expr]] = {}
        for part in expr.args[:-1]:
            _collect(part, closed | spelled_letters(expr.args[-1]), inside)
        for letter in inside:
            found.setdefault(letter, []).append(expr)
        return
    if isinstance(expr, Apply) and expr.op in SCRIPTED:
        for place in expr.args[1:]:
            for letter in letters_of(place):
                _add(letter, expr, closed, found)
    for part in children(expr):
        _collect(part, closed, found)


def _add(letter: str, carrier: Expr, closed: frozenset[str], found: dict[str, list[Expr]]) -> None:
    if is_index(letter) and letter not in closed:
        found.setdefault(letter, []).append(carrier)


def letters_of(place: Expr) -> set[str]:
    """The letters of an index: i, or t of t - 1; not those that carry an index themselves, as in i_1."""
    if isinstance(place, Name):
        letter = letter_of(place) if place.font in ("", "roman") else None
        return set() if letter is None else {letter}
    if isinstance(place, Apply) and place.op not in (*SCRIPTED, Op.PRIME, Op.CALL):
        return {letter for part in place.args for letter in letters_of(part)}
    return set()


def occurs(expr: Expr, letter: str) -> bool:
    """Whether a letter stands anywhere in an expression outside of sums that bind it."""
    if isinstance(expr, Name):
        return letter_of(expr) == letter or letter.rstrip("'") in expr.label
    if isinstance(expr, Opaque):
        return is_written(expr.text, letter)
    if isinstance(expr, Apply) and expr.op in OVER and letter in letters_bound_by(expr):
        return any(occurs(limit, letter) for limit in expr.args[2:])
    return any(occurs(part, letter) for part in children(expr))


def is_written(latex: str, letter: str) -> bool:
    """Whether a letter stands in LaTeX outside of the names of commands, with or without a prime."""
    return letter.rstrip("'") in COMMAND.sub(" ", latex)


def is_entry_in_brackets(expr: Expr) -> bool:
    """Whether this is `(a_{ij})` or `[a_{ij}]`: one entry for the whole matrix."""
    if not (isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.BRACKET, Op.SET)):
        return False
    entry = expr.args[0] if expr.args else expr
    return isinstance(entry, Apply) and entry.op in SCRIPTED and bool(free(entry))
