"""All that a document says about its symbols, sizes and layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mclint.document.chinese import chinese_declarations
from mclint.document.equations import equal_sizes
from mclint.document.european import european_declarations
from mclint.document.formulas import declared
from mclint.document.inscribed import inscribed
from mclint.document.layouts import stated_layouts
from mclint.document.prose import spoken_declarations
from mclint.document.relating import relating
from mclint.document.scope import spelled
from mclint.document.sentences import FORMULA, Passage, passages
from mclint.document.statement import Declaration, SizeEquation, Spoken
from mclint.document.tables import rows
from mclint.patterns import regex
from mclint.sources.segment import Segment
from mclint.span import Span
from mclint.syntax.tree import Name, Number, Parsed, nodes

EINSTEIN = regex(
    r"einstein['’]?s?\s+(?:summation|notation|convention|sum\b)|summation\s+convention|implicit\s+summation"
    r"|summ?(?:ation|ed|ing)?\s+(?:is\s+implied\s+)?over\s+(?:all\s+)?repeated"
    r"|repeated\s+ind(?:ices|exes|ex)[^.]{0,60}\bsum"
    r"|ind(?:ices|exes|ex)\b[^.]{0,40}\b(?:twice|more\s+than\s+once)[^.]{0,40}\bsum"
)
DENIED = regex(r"\b(?:not|no|without|never|n't|avoid)\b[^.]{0,60}$")
LED = regex(r"\b(if|when|whenever)\s*(?:we\s+have\s+|that\s+)?$")
SIZED = regex(r"\b(?:with|assume|assuming|since|taking|let|set|(?<!case )where|i\.e\.)\s*,?\s*$")


def spoken(pieces: Sequence[tuple[Segment, Parsed | None]]) -> Spoken:
    """What mathematics and prose say, in the order of the text."""
    read = list(passages(pieces))
    declarations: list[Declaration] = []
    for passage in read:
        written = list(_of_mathematics(passage))
        declarations.extend(written)
        declarations.extend(_behind(said, written) for said in spoken_declarations(passage))
        declarations.extend(chinese_declarations(passage))
        declarations.extend(european_declarations(passage))
    for segment, parsed in pieces:
        declarations.extend(inscribed(segment) if parsed is not None else ())
    for row in rows(read):
        declarations.extend(said for said in spoken_declarations(row) if said.span.start == row.segments[0].span.start)
    declarations = [said for said in declarations if not _measures_itself(said)]
    declarations.sort(key=lambda said: (said.span.start, said.prose))
    layouts, definitions = stated_layouts(read, declarations)
    return Spoken(
        tuple(declarations),
        tuple(_sizes(read, declarations)),
        layouts,
        definitions,
        any(_sums_repeated(passage.text) for passage in read),
        tuple(relating(read)),
    )


def _of_mathematics(passage: Passage) -> Iterator[Declaration]:
    for offset, parsed in passage.formulas.items():
        if any(formula.relation.signs for formula in parsed.formulas):
            led = LED.search(passage.text[max(0, offset - 24) : offset].lower())
            yield from declared(parsed, "if" if led else "")


def _behind(said: Declaration, written: Sequence[Declaration]) -> Declaration:
    """What words say of a symbol comes after the size that its formula gives, which would else begin it anew."""
    for each in written:
        if each.symbol == said.symbol and said.span.start <= each.span.start < said.span.end:
            return said._replace(span=Span(each.span.start, said.span.end))
    return said


def _measures_itself(said: Declaration) -> bool:
    """Whether a symbol is declared with itself as a size: the words belong to another one."""
    sizes = [size for size in (said.rows, said.columns) if size is not None]
    return any(node == said.symbol for size in sizes for node in nodes(size))


def _sizes(read: Sequence[Passage], declarations: Sequence[Declaration]) -> Iterator[SizeEquation]:
    """Equations between names that are sizes of declared symbols."""
    known = {
        node.letter
        for said in declarations
        for size in (said.rows, said.columns, *(part for pair in said.domain for part in pair))
        if size is not None
        for node in nodes(size)
        if isinstance(node, Name)
    }
    if not known:
        return
    for passage in read:
        for offset, parsed in passage.formulas.items():
            for equation in equal_sizes(parsed):
                led = SIZED.search(passage.text[max(0, offset - 12) : offset].lower()) is not None
                if _both_sizes(equation, known, led):
                    yield equation


def _both_sizes(equation: SizeEquation, known: set[str], led: bool) -> bool:
    sides = (equation.left, equation.right)
    count = sum(spelled(side) in known for side in sides if isinstance(side, Name))
    if any(isinstance(side, Number) for side in sides):
        return led and count > 0 and all(not isinstance(side, Number) or side.value >= 1 for side in sides)
    return count == 2 or (led and count > 0)


def _sums_repeated(text: str) -> bool:
    """Whether the text says that repeated indices are summed over."""
    lowered = text.lower()
    if "sum" not in lowered and "einstein" not in lowered:
        return False
    match = EINSTEIN.search(lowered.replace(FORMULA, " "))
    return match is not None and DENIED.search(lowered[max(0, match.start() - 80) : match.start()]) is None
