"""Brackets that the mathematics opens and nothing closes, once the words and formulas around it were looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mclint.sources.delimiters import is_prose
from mclint.sources.segment import Kind, Problem, Segment
from mclint.syntax.balance import CLOSING, PAIRS
from mclint.syntax.tree import Loose, Parsed

Piece = tuple[Segment, Parsed | None]
WIDE = str.maketrans("（）［］", "()[]")
NEARBY = 2  # segments beyond the paragraph: a display may be cut into two
MOST = 60


def unbalanced(pieces: Sequence[Piece]) -> Iterator[Problem]:
    """The first bracket of each row without a partner, unless the text around may hold that."""
    for place, (segment, parsed) in enumerate(pieces):
        if parsed is None or not parsed.loose or not _is_formula(segment.text):
            continue
        told: set[int] = set()
        for loose in parsed.loose:
            if loose.row not in told and not loose.intended and not _paired(loose, pieces, place):
                told.add(loose.row)
                yield _problem(loose)


def _is_formula(text: str) -> bool:
    """Whether a text is mathematics, not the bracket of a citation or words between two dollars."""
    return any(sign.isalpha() for sign in text) and not is_prose(text.replace("\n", " "))


def _paired(loose: Loose, pieces: Sequence[Piece], place: int) -> bool:
    """Whether the words or formulas after an open bracket close it, or those before a closing one open it."""
    if loose.where == "}":
        return False
    wanted = PAIRS.get(loose.sign) or CLOSING[loose.sign]
    depth = 1
    for sign in _signs_around(pieces, place, 1 if loose.opens else -1):
        depth += (sign == loose.sign) - (sign == wanted)
        if depth == 0:
            return True
    return False


def _signs_around(pieces: Sequence[Piece], place: int, step: int) -> Iterator[str]:
    """The brackets without a partner in the segments near one, going away from it."""
    block, beyond = pieces[place][0].block, 0
    for number in range(1, MOST):
        at = place + step * number
        if not 0 <= at < len(pieces) or beyond > NEARBY:
            return
        segment, parsed = pieces[at]
        beyond += segment.block != block
        if parsed is not None:
            signs = [loose.sign for loose in parsed.loose]
        elif beyond and segment.kind is Kind.HEADING:
            return
        else:
            signs = _signs(segment.text.translate(WIDE))
        yield from signs[::step]


def _signs(text: str) -> list[str]:
    """The brackets of words that have no partner there."""
    found: list[str] = []
    for sign in text:
        if sign in CLOSING and found and found[-1] == CLOSING[sign]:
            found.pop()
        elif sign in PAIRS or sign in CLOSING:
            found.append(sign)
    return found


def _problem(loose: Loose) -> Problem:
    if not loose.opens:
        return Problem(loose.span, f"`{loose.sign}` closes nothing", f"no {CLOSING[loose.sign]} is open here")
    headline = f"`{loose.sign}` is never closed"
    if loose.end is None:
        return Problem(loose.span, headline, "opened here")
    where = (
        "the group around it ends here" if loose.where == "}" else f"this {loose.where} closes the bracket around it"
    )
    return Problem(loose.span, headline, "opened here", loose.end, where)
