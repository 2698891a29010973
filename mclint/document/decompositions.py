r"""What `A = U \Lambda U^\top` says of U and \Lambda, where the text speaks of eigenvectors or of singular values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mclint.document.clauses import clause_of
from mclint.document.scope import key_of
from mclint.document.statement import Declaration, Property, Rank
from mclint.document.timeline import Event
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Expr, Name, Op

OUTER = {"U", "V", "Q"}
MIDDLE = {"Lambda", "D", "S", "Sigma"}
NEAR = 800  # characters around an equation whose middle letter is otherwise a covariance or data
EIGEN = regex(
    r"eigen-?(?:value[- ]|vector[- ])?decomp|spectral (?:decomp|theorem)|eigenvectors?\b|diagonali[sz]"
    r"|特征分解|特征值分解|eigenwertzerlegung|spektral|décomposition spectrale|descomposición espectral"
    r"|singular[- ]value|\bsvd\b|奇异值",
    re.I,
)
SINGULAR = regex(r"singular[- ]values?|\bsvd\b|singulärwert|奇异值|valeurs singulières|valores singulares", re.I)


def of_decomposition(value: Expr, text: str, block: int, before: Iterable[Event]) -> list[Event]:
    """What a decomposition says of its factors; of a size that is declared it says nothing."""
    found = list(_decomposed(value, text))
    sized = {each.key for each in before if each.declaration and each.declaration.rows} if found else set()
    made = []
    for name, rank, what in found:
        key = key_of(name) or ""
        said = Declaration(name, name.span, "", rank=None if key in sized else rank, properties=frozenset({what}))
        made.append(Event(value.span.start, block, key, declaration=said._replace(because=clause_of(said))))
    return made


def _decomposed(value: Expr, text: str) -> Iterator[tuple[Name, Rank, Property]]:
    """What the factors of a decomposition are that is written out: those of an eigendecomposition are square."""
    if not isinstance(value, Apply) or value.op is not Op.PRODUCT or len(value.args) != 3:
        return
    first, middle, last = value.args
    if not (isinstance(last, Apply) and last.op is Op.TRANSPOSE and isinstance(last.args[0], Name)):
        return
    other = last.args[0]
    if not isinstance(first, Name) or not isinstance(middle, Name) or middle.letter not in MIDDLE:
        return
    if first.letter not in OUTER or other.letter not in OUTER:
        return
    same = key_of(first) == key_of(other)
    spoken = EIGEN if same else SINGULAR
    named = middle.letter == "Lambda" or not same
    start, end = (0, len(text)) if named else (max(0, value.span.start - NEAR), value.span.end + NEAR)
    if spoken.search(text, start, end) is None:
        return
    rank = Rank.SQUARE if same else Rank.MATRIX
    for name in (first,) if same else (first, other):
        yield name, rank, Property.ORTHONORMAL_COLUMNS
    yield middle, rank, Property.DIAGONAL
