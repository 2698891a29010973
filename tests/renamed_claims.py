"""Wrong claims made from the catalogue, in other letters than those of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mclint.values import catalogue
from mclint.values.catalogue import Entry

PAIRS = "AM BN CK XZ YQ DH EG FW SP TR UY VB WF PS GE HD KL LK ZX QO au bv xz yq sg cr ua vb wh zx fs py gc qp mk nd km"
LETTERS = {old: new for old, new in PAIRS.split()} | {"h": "w", "t": r"\tau"}
GREEK = {"Lambda": "Sigma", "Sigma": "Lambda", "mu": "nu", "lambda": "alpha"}
TOKEN = re.compile(
    r"_F|\\mathbb\{R\}|\\mathrm\{[A-Za-z]+\}|\\mathbf\{\w\}|\\(?:begin|end)\{\w+\}|\\[A-Za-z]+|.",
    re.S,
)
FORMULA = re.compile(r"\$\$?[^$]+\$\$?")
GRADIENT = re.compile(r"\\frac\{\\partial\}\{\\partial (\w)\} (.*?) = (.*)")


def renamed(text: str) -> str:
    """A text with other letters in its formulas."""
    return FORMULA.sub(lambda formula: _renamed(formula[0]), text)


def _renamed(latex: str) -> str:
    written = ""
    for token in TOKEN.findall(latex):
        new = "\\" + GREEK[token[1:]] if token[1:] in GREEK and token[0] == "\\" else LETTERS.get(token, token)
        written += (" " if new[0].isalpha() and re.search(r"\\[A-Za-z]+$", written) else "") + new
    return written


def note(entry: Entry, claim: str) -> str:
    """A note with the declarations of an entry and a claim in its last row, all in other letters."""
    return renamed(f"{catalogue.head(entry.page)}\n\n{entry.setting}\n\n{claim}\n")


def mistakes() -> Iterator[tuple[Entry, str]]:
    """What the entries are mistaken for."""
    for entry in catalogue.entries():
        for display in entry.mistaken:
            yield entry, note(entry, f"We have ${display.latex}$.")


def multiples() -> Iterator[tuple[Entry, str]]:
    """The left side of each entry, and three times its right side."""
    for entry in catalogue.entries():
        left, _, right = entry.identities[-1].latex.partition(" = ")
        yield entry, note(entry, rf"$$ {left} = 3 \left( {right} \right) $$")


def definitions() -> Iterator[tuple[Entry, str]]:
    """A function that is given a name, and three times its gradient."""
    for entry in catalogue.entries():
        match = GRADIENT.fullmatch(entry.identities[-1].latex)
        if match is not None and "depend" not in entry.setting and "partial" not in match[2]:
            variable, body, right = match.groups()
            yield (
                entry,
                note(entry, rf"Let $g({variable}) = {body}$. Then $\nabla g({variable}) = 3 \left( {right} \right)$"),
            )
