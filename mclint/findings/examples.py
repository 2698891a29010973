"""A counterexample as lines of text: each symbol with its value, matrices in brackets, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mclint.diagnostic import brief
from mclint.span import Source
from mclint.values.counterexamples import Counterexample, Matrix, Written

WIDTH, GAP = 100, 4
LARGEST = 12  # denominator of an entry that is written as a fraction
CLOSE = 1e-9


def lines(example: Counterexample, sides: Sequence[tuple[str, Matrix]], source: Source) -> str:
    """The note: sizes in the first line, then the values of the symbols and of both sides, by these names."""
    named = [(_named(written, source), value) for written, value in example.values]
    blocks = [_block(name, value) for name, value in (*named, *sides)]
    sizes = f" with {' = '.join(example.sizes)} = 2" if example.sizes else ""
    return "\n".join((f"counterexample{sizes}", *_beside(blocks)))


def _named(written: Written, source: Source) -> str:
    r"""A symbol as the author writes it, with its label: `x`, `x_1`, `x_{ij}`."""
    sign, label = written.label[:1], written.label[1:]
    return brief(source.slice(written.span), 24) + (f"{sign}{{{label}}}" if len(label) > 1 else written.label)


def _beside(blocks: Sequence[list[str]]) -> list[str]:
    """Blocks of lines next to each other, in as many bands as the width asks for."""
    found: list[str] = []
    band: list[list[str]] = []
    for block in (*blocks, None):
        used = sum(len(each[0]) + GAP for each in band)
        if band and (block is None or used + len(block[0]) > WIDTH):
            height = max(map(len, band))
            padded = [each + [" " * len(each[0])] * (height - len(each)) for each in band]
            found += [f"    {(' ' * GAP).join(row)}".rstrip() for row in zip(*padded, strict=True)]
            band = []
        if block is not None:
            band.append(block)
    return found


def _block(name: str, value: Matrix) -> list[str]:
    """`A = [1  1]` and the rows below."""
    texts = [[_entry(entry) for entry in row] for row in value]
    if len(texts) == len(texts[0]) == 1:
        return [f"{name} = {texts[0][0]}"]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    rows = ["  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True)) for row in texts]
    head = f"{name} = "
    return [f"{head if place == 0 else ' ' * len(head)}[{row}]" for place, row in enumerate(rows)]


def _entry(value: float) -> str:
    """A whole number, a simple fraction, or four digits."""
    exact = Fraction(value).limit_denominator(LARGEST)
    if abs(float(exact) - value) < CLOSE * (1.0 + abs(value)):
        return str(exact)
    return f"{value:.4g}"
