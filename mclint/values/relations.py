"""What a sentence says of several symbols or of their entries: "A and B commute", "u and v are orthogonal".

Such words state no property of one symbol, or one that nothing else needs. A claim that fails is tried with values for
which they are true: it may rest on them. They never verify a claim, and are looked for only where one fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from mclint.document.scope import key_of
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.shapes.typed import Unreadable, typed_nodes
from mclint.syntax.tree import nodes
from mclint.values import dual
from mclint.values.attempts import Attempt
from mclint.values.draws import EQUAL, TINY, Draw
from mclint.values.dual import Array
from mclint.values.readings import Trial

BEFORE, AFTER = 1500, 150  # characters around a claim in which its assumptions stand
MOST_WORDS = 12
MOST_SYMBOLS = 4
HEADING = regex(r"\n\s{0,3}#{1,6}\s|\\(?:sub)*section\b|\\chapter\b")
PARAGRAPH = regex(r"\n\s*\n")
BREAK = regex(r"[.?!;]\s|\n\s*\n|[。；]|\$\$|\\\[|\\\]|\\begin\{|\\end\{")
RUN = regex(r"\$[^$]+\$(?:\s*(?:,|and|or|, and)?\s*\$[^$]+\$)*")  # "$A$, $B$ and $C$"
RELATES = regex(r"\s+(?:with|to)(?:\s+\w+){0,3}\s*")
DENIED = regex(r"(?:\bnot|n't|\bnon|\bnever|\bneither|\bno)\W+(?:\w+\W+){0,2}$|\bnon$", re.I)

Fill = Callable[[Sequence[Array]], None]


def commuting(values: Sequence[Array]) -> None:
    """Polynomials of the first."""
    first, others = values[0], values[1:]
    for degree, value in enumerate(others, 2):
        value[...] = first @ first / degree - first * 0.7 + np.eye(first.shape[-1]) * 0.3 * degree


def _orthogonal(values: Sequence[Array]) -> None:
    for place, value in enumerate(values):
        for other in values[:place]:
            value -= other * (_inner(value, other) / _inner(other, other))


def _orthonormal(values: Sequence[Array]) -> None:
    _orthogonal(values)
    _normed(values)


def _inner(first: Array, second: Array) -> Array:
    return np.asarray((first * second).sum(axis=(-2, -1), keepdims=True))


def _normed(values: Sequence[Array]) -> None:
    for value in values:
        value /= np.sqrt(_inner(value, value))


def _one_hot(values: Sequence[Array]) -> None:
    for value in values:
        value[...] = value == value.max(axis=(-2, -1), keepdims=True)


def _on_simplex(values: Sequence[Array]) -> None:
    for value in values:
        value[...] = np.abs(value) / np.abs(value).sum(axis=(-2, -1), keepdims=True)


def _lower(values: Sequence[Array]) -> None:
    for value in values:
        value[...] = np.tril(value)


def _upper(values: Sequence[Array]) -> None:
    for value in values:
        value[...] = np.triu(value)


def _unit_lower(values: Sequence[Array]) -> None:
    for value in values:
        value[...] = np.tril(value, -1) + np.eye(value.shape[-1])


def _skew(values: Sequence[Array]) -> None:
    for value in values:
        value[...] = value - np.swapaxes(value, -1, -2)


def _involutory(values: Sequence[Array]) -> None:
    r"""`I - 2 u w^\top / w^\top u`."""
    for value in values:
        u, w = np.abs(value[..., :, :1]) + 0.1, np.abs(np.swapaxes(value[..., :1, :], -1, -2)) + 0.2
        value[...] = np.eye(value.shape[-1]) - 2 * u @ np.swapaxes(w, -1, -2) / _inner(u, w)


def _stochastic(values: Sequence[Array]) -> None:
    for value in values:
        value[...] = np.abs(value) / np.abs(value).sum(axis=-1, keepdims=True)


def _column_stochastic(values: Sequence[Array]) -> None:
    _stochastic([np.swapaxes(value, -1, -2) for value in values])


class Kind(NamedTuple):
    """What words may say: for how many symbols at least, of square matrices or of vectors, and values they fit."""

    words: str
    fill: Fill
    least: int = 1
    matrices: bool = True


KINDS = (
    Kind(r"\bcommut(?:e|es|ing)\b", commuting, 2),
    Kind(r"\bunit (?:lower |upper )?triangular|\bunitriangular", _unit_lower),
    Kind(r"(?:\blower[- ]|(?<!er )(?<!er-)\b)triangular", _lower),
    Kind(r"(?:\bupper[- ]|(?<!er )(?<!er-)\b)triangular", _upper),
    Kind(r"\bcholesky\b|dreiecksmatri|\btriangulair|\btriangular (?:inf|sup)erior", _lower),
    Kind(r"\bcholesky\b|dreiecksmatri|\btriangulair|\btriangular (?:inf|sup)erior", _upper),
    Kind(r"\binvolut(?:ion|ions|ory)\b|\binvolutive\b|\bown inverse\b", _involutory),
    Kind(r"\bstochastic matri|\btransition matri", _stochastic),
    Kind(r"\bstochastic matri|\btransition matri", _column_stochastic),
    Kind(r"\\in\s*\\mathfrak\s*\{?\s*so\b", _skew),
    Kind(r"\borthogonal\b|\bperpendicular\b|\\perp\b", _orthogonal, 2, False),
    Kind(r"\borthonormal\b", _orthonormal, 2, False),
    Kind(r"\bnorm one\b|\blength one\b", _normed, 1, False),
    Kind(r"\b(?:basis|coordinate) vectors?\b", _one_hot, 1, False),
    Kind(r"\\in\s*\\\{\s*(?:\\\w+\s*\{?\s*)?e\}?_", _one_hot, 1, False),
    Kind(r"\\in\s*\\Delta\b", _on_simplex, 1, False),
)
PATTERNS = tuple(regex(kind.words, re.I) for kind in KINDS)


def related(trial: Trial, attempt: Attempt) -> str:
    """True for symbols that are related as the sentences around the claim say."""
    found = list(_said(trial))
    if not found:
        return ""
    others = [each for each in trial.attempts if each.outcome == "different" and each is not attempt]
    for each in (attempt, *others[:2]):
        if any(_holds(trial, each, kind, keys) for kind, keys in found):
            return "assumption"
    return ""


def _said(trial: Trial) -> Iterator[tuple[Kind, list[str]]]:
    """Each kind of words near a claim, with the symbols of the claim that stand in the same sentence."""
    span, text = trial.left.span.to(trial.right.span), trial.scope.mentioned.text
    if not 0 <= span.start < span.end <= len(text):
        return
    start = max(0, span.start - BEFORE)
    for heading in HEADING.finditer(text, start, span.start):
        start = heading.end()
    stop = min(len(text), span.end + AFTER)
    ended = PARAGRAPH.search(text, span.end, stop)
    around = (
        text[start : span.start] + " " * (span.end - span.start) + text[span.end : ended.start() if ended else stop]
    )
    around = around.replace(r"\(", " $").replace(r"\)", "$ ")
    spellings = _spellings(trial, text)
    for kind, pattern in zip(KINDS, PATTERNS, strict=True):
        for match, _ in zip(pattern.finditer(around), range(MOST_WORDS), strict=False):
            if DENIED.search(around[max(0, match.start() - 30) : match.start()]):
                continue
            for said in _beside(around, match):
                keys = [key for key, spelling in spellings.items() if spelling.search(said)]
                if len(keys) >= kind.least:
                    yield kind, keys


def _spellings(trial: Trial, text: str) -> dict[str, re.Pattern[str]]:
    """How the symbols of a claim are written in it."""
    found: dict[str, re.Pattern[str]] = {}
    for root in (trial.left, trial.right):
        for node in nodes(root):
            key = key_of(node)
            written = text[node.span.start : node.span.end]
            if key is not None and key not in found and 0 < len(written) < 60:
                found[key] = re.compile(rf"(?<![A-Za-z\\]){re.escape(written)}(?![A-Za-z])")
    return found


def _beside(text: str, match: re.Match[str]) -> Iterator[str]:
    """The formulas just before a word, those just after it, and both where it relates them: "A commutes with B"."""
    start = 0
    for each in BREAK.finditer(text, 0, match.start()):
        start = each.end()
    after = BREAK.search(text, match.end())
    stop = after.start() if after else len(text)
    if match.group().startswith("\\"):  # within a formula
        left = text.rfind("$", start, match.start()) + 1
        right = text.find("$", match.end(), stop)
        yield text[max(left, start) : right if right > 0 else stop]
        return
    runs = list(RUN.finditer(text, start, stop))
    before = [each for each in runs if each.end() <= match.start()][-1:]
    behind = [each for each in runs if each.start() >= match.end()][:1]
    yield from (each.group() for each in (*before, *behind))
    if before and behind and RELATES.fullmatch(text, match.end(), behind[0].start()):
        yield f"{before[0].group()} {behind[0].group()}"


def _holds(trial: Trial, attempt: Attempt, kind: Kind, keys: list[str]) -> bool:
    assert attempt.trees is not None
    drawn = {node.data: node for node in typed_nodes(*attempt.trees) if node.op == "symbol"}
    evaluator = trial.evaluator(attempt.inference, attempt.trees, Draw(7))
    values: list[Array] = []
    for key in keys[:MOST_SYMBOLS]:
        if key not in drawn or key in attempt.inference.bodies:
            continue
        rows, columns = evaluator.shape(drawn[key])
        if max(rows, columns) > 1 and (rows == columns if kind.matrices else 1 in (rows, columns)):
            values.append(evaluator.draw(key, rows, columns, evaluator.properties.get(key, ())))
    if len(values) < kind.least or len({value.shape for value in values}) > 1:
        return False
    try:
        with np.errstate(all="ignore"):
            kind.fill(values)
            a, b = np.broadcast_arrays(*(dual.plain(evaluator.value(tree)) for tree in attempt.trees))
        return bool(np.abs(a - b).max() <= EQUAL * max(np.abs(a).max(), np.abs(b).max()) + TINY)
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return False
