r"""Whether `f(x)` is a value or a product: told for each symbol by what the whole document shows of it.

`uses.py` lists the uses of a symbol that show something, `Shows` the kinds of them. Here they are weighed for each
parenthesis. Where they say nothing, the parser's convention holds (`syntax/calls.py`); a claim that is false in one
way is read in the other one as well (`values/reach.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum

from mclint.document.headings import headings
from mclint.document.statement import Declaration
from mclint.document.uses import Piece, Shows, Use, argument_of, is_label, letter_of, uses_of
from mclint.records import NamedTuple
from mclint.sources.segment import Segment
from mclint.syntax.sites import Site, Told
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, Opaque, Parsed, Relation, nodes

Read = Callable[[Segment, Mapping[int, Told]], Parsed]  # a segment, given what parentheses in it are
FUNCTION = {Shows.MAPPED, Shows.SPOKEN, Shows.DEFINED, Shows.SEVERAL}
QUANTITY = {Shows.SHAPED, Shows.FACTOR}
STATED = {Shows.MAPPED, Shows.SPOKEN, Shows.DEFINED, Shows.SHAPED}  # what a section says anew
ELSEWHERE = frozenset("EPO")  # means, probabilities and orders of growth are told by their own rules
TIMES = frozenset(("t", "n", "k", "s", "i", "j", "l", "m", "tau", "theta"))
TOP = 2  # the sections that may mean something else by a letter
SMALL = frozenset(("h", "epsilon", "varepsilon", "delta", "Delta", "eta"))


class Role(Enum):
    """What a symbol is by all its uses."""

    FUNCTION = "a function"
    VALUED = "a quantity that depends on something: A(t), and A"
    OTHER = "not known to be either"

    __hash__ = object.__hash__


class Picture(NamedTuple):
    """What the uses of a letter that count at a place show together."""

    role: Role
    quantity: bool  # whether it also stands there without arguments, or has a declared shape
    applied: frozenset[str] = frozenset()  # the letters that are its arguments
    plain: bool = False  # whether it is applied somewhere without a script between
    square: bool = False  # whether it is applied somewhere in square brackets
    beside: frozenset[str] = frozenset()  # what it is multiplied by without brackets


def with_calls(pieces: tuple[Piece, ...], said: Iterable[Declaration], read: Read) -> tuple[Piece, ...]:
    """The pieces, those read again in which a parenthesis is not what convention takes it for."""
    letters = Pictures(pieces, said)
    found = list(pieces)
    for place, (segment, parsed) in enumerate(pieces):
        answers = {site.place: letters.told(site) for site in parsed.sites} if parsed else {}
        told = {at: answer for at, answer in answers.items() if answer is not None}
        if told:
            found[place] = segment, read(segment, told)
    return tuple(found)


class Pictures:
    """All letters that stand before parentheses, by section. Filled while a document is read."""

    def __init__(self, pieces: Sequence[Piece], said: Iterable[Declaration]) -> None:
        self.uses = uses_of(pieces, tuple(said))
        self.sections = [start for start, level, _ in headings(pieces) if level <= TOP]
        self.known: dict[tuple[str, int], Picture] = {}

    def told(self, site: Site) -> Told | None:
        """What the parenthesis behind a symbol is, if that is not what convention takes it for."""
        letter, home = letter_of(site.head), bisect_right(self.sections, site.span.start)
        if letter not in self.uses or letter in ELSEWHERE:
            return None
        if isinstance(site.base, Derivative):
            return Told.VALUE if self.moves(site) else None
        if (letter, home) not in self.known:
            self.known[letter, home] = self.picture(letter, home)
        answer = answer_of(site, self.known[letter, home])
        return None if answer is site.taken else answer

    def moves(self, site: Site) -> bool:
        r"""Whether the argument of `\dot M(q)` is one that moves: a dot is the derivative of the value by time."""
        arguments = map(argument_of, site.arguments)
        return any(use.shows is Shows.MOVES for letter in arguments for use in self.uses.get(letter, ()))

    def picture(self, letter: str, home: int) -> Picture:
        """The uses in one section where this says anew what the letter is, else those of the whole document."""
        every = self.uses[letter]
        near = [use for use in every if bisect_right(self.sections, use.offset) == home]
        return picture_of(near if any(use.shows in STATED for use in near) else every)


def picture_of(uses: Iterable[Use]) -> Picture:
    """What some uses show together."""
    shown = {use.shows for use in uses}
    every = {use.argument for use in uses if use.shows is Shows.APPLIED}
    quantity = bool(shown & QUANTITY)
    if not shown & (FUNCTION | {Shows.APPLIED}):
        return Picture(Role.OTHER, quantity)
    mapped = Shows.MAPPED in shown and Shows.SHAPED not in shown
    pure = bool(shown & FUNCTION or len(every) > 1) and (not quantity or mapped)
    return Picture(
        Role.FUNCTION if pure else Role.VALUED,
        quantity,
        frozenset(every - {"1"}),
        any(use.plain for use in uses if use.shows is Shows.APPLIED),
        any(use.square for use in uses),
        frozenset(use.argument for use in uses if use.shows is Shows.BESIDE),
    )


def answer_of(site: Site, picture: Picture) -> Told | None:
    """What the parenthesis behind a symbol is, or nothing where convention has to say it."""
    role, base = picture.role, site.base
    if role is Role.OTHER or any(isinstance(each, (Opaque, Relation)) or _is_given(each) for each in site.arguments):
        return None
    labelled = isinstance(base, Apply) and is_label(base)
    known = base is site.head or labelled or picture.plain or role is Role.FUNCTION
    if not known or not site.arguments or (len(site.arguments) == 1 and not is_argument(site, picture)):
        return None
    if isinstance(base, Apply) and base.op is Op.POWER and not (labelled or isinstance(base.args[1], Number)):
        return None
    inverse = isinstance(base, Apply) and base.op is Op.INVERSE and role is Role.FUNCTION
    return Told.WHOLE if labelled or inverse else Told.VALUE


def is_argument(site: Site, picture: Picture) -> bool:
    """Whether what stands in a parenthesis is an argument, given that the symbol before it is applied somewhere."""
    content, function = site.arguments[0], picture.role is Role.FUNCTION
    argument, head = argument_of(content), letter_of(site.head)
    if argument == "1":
        return function or bool(picture.applied)
    if argument:
        bracketed = site.scripted and argument not in picture.applied
        return argument != head and (function or not (bracketed or argument in picture.beside))
    if head in {letter_of(node) for node in nodes(content) if isinstance(node, Name)}:
        return False  # p (1 - p)
    if site.square and not picture.square:
        return False
    return function or is_shifted(content, picture)


def is_shifted(content: Expr, picture: Picture) -> bool:
    r"""Whether a sum is an argument of before, moved: n + 1, x + \epsilon; of what is no quantity any sum with it."""
    terms = content.args if isinstance(content, Apply) and content.op is Op.ADD else (content,)
    letters = [argument_of(term.args[0] if isinstance(term, Apply) and term.op is Op.NEG else term) for term in terms]
    others = [letter for letter in letters if letter not in picture.applied]
    moved = all(letter == "1" or letter in TIMES | SMALL for letter in others)
    return len(others) < len(letters) and (moved or not picture.quantity)


def _is_given(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op is Op.GIVEN
