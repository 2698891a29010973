"""What German, French and Spanish sentences say of a symbol: "Sei A symmetrisch", "où A est symétrique"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mclint.document.clauses import clause_of
from mclint.document.sentences import FORMULA, Passage, meaning_of
from mclint.document.statement import Declaration, Property, Rank
from mclint.document.symbols import Target, is_capital
from mclint.patterns import regex

KINDS = (
    (r"(?:schief|anti)symmetrisch\w*|antisymétri\w+|antisimétric\w+", Property.ANTISYMMETRIC),
    (r"symmetrisch\w*|symétri\w+|simétric\w+", Property.SYMMETRIC),
    (
        r"positiv[- ]?semi-?definit\w*|semi-?définie? positive?|semi-?definid\w positiv\w",
        Property.POSITIVE_SEMIDEFINITE,
    ),
    (r"positiv[- ]?definit\w*|définie? positive?|definid\w positiv\w", Property.POSITIVE_DEFINITE),
    (r"orthogonal\w*|ortogonal\w*|permutationsmatri\w+", Property.ORTHOGONAL),
    (r"idempotent\w*|(?:orthogonal|orthogonale )?projektion|projecteur|projection|proyecci[oó]n", Property.IDEMPOTENT),
    (r"untere (?:dreiecksmatri\w+)|triangulaire inférieure|triangular inferior", Property.LOWER_TRIANGULAR),
    (r"obere (?:dreiecksmatri\w+)|triangulaire supérieure|triangular superior", Property.UPPER_TRIANGULAR),
    (r"diagonal\w*", Property.DIAGONAL),
    (r"invertierbar\w*|regulär\w*|inversible|invertible", Property.INVERTIBLE),
    (r"einheitsvektor|normiert\w*|unitaire|unitario", Property.UNIT_NORM),
)
OF_VECTORS = {Property.UNIT_NORM}
KIND = "|".join(pattern for pattern, _ in KINDS)
NOUN = r"matri(?:x|zen|ce|ces|z|ces)|vektor|vecteur|vector"
FILL = (
    rf"(?:(?:eine?|reelle?|quadratische?|auch|stets|une?|réelle|carrée|aussi|la|le|una?|real|cuadrada|también|{NOUN}"
    rf"|{FORMULA}(?=\s*-))\s*-?\s*){{0,4}}"
)
LIST = rf"{FORMULA}(?:\s*(?:,|und|et|y)\s*{FORMULA}){{0,3}}"
LED = r"sei(?:en)?|ist|sind|wobei|falls|wenn|für|mit|soi(?:en)?t|où|que|si|pour|avec|sean?|donde|para|con"
IS = r"ist|sind|sei(?:en)?|est|sont|soi(?:en)?t|es|son|sean?"
SAYS = rf"{FILL}(?P<kind>{KIND})(?:\s+(?:(?:und|et|y|,)\s+)?(?P<more>{KIND}))?(?![\w-])"
SAID = regex(
    rf"\b(?:{LED})\s+(?:(?:die|la)\s+(?:{NOUN})\s+)?(?P<led>{LIST})\s*,?\s*(?:(?:{IS})\s+)?{SAYS}"
    rf"|(?P<subject>{LIST})\s+(?:{IS})\s+{SAYS.replace('kind', 'kind2').replace('more', 'more2')}"
    rf"|\b(?:{LED}|eine?|die|une|la|una)\s+{SAYS.replace('kind', 'kind3').replace('more', 'more3')}"
    rf"(?:\s+(?:{NOUN}))?\s+(?P<behind>{LIST})",
    re.I,
)
CUE = regex(rf"\b(?:{LED}|{IS})\b", re.I)
SUPPOSED = regex(r"\s*(?:falls|wenn|si|ist)\b", re.I)
DENIED = regex(r"(?:\bnicht|\bkeine?|\bohne|\bnon|\bpas|\bno|\bsin|\bsans)\s+(?:\w+\s+)?$", re.I)


def european_declarations(passage: Passage) -> Iterator[Declaration]:
    """The declarations in the German, French or Spanish words of one passage."""
    if passage.is_heading or not passage.formulas or not CUE.search(passage.text):
        return
    for found in SAID.finditer(passage.text):
        if DENIED.search(passage.text[max(0, found.start() - 20) : found.start()]):
            continue
        led = "if" if SUPPOSED.match(found.group()) else ""
        said = [each for name, each in found.groupdict().items() if each and name.startswith(("kind", "more"))]
        properties = frozenset(map(_property, said))
        place = next(found.start(name) for name in ("led", "subject", "behind") if found.group(name))
        end = next(found.end(name) for name in ("led", "subject", "behind") if found.group(name))
        for at in range(place, end):
            made = _declaration(passage, found, at, properties)
            if made is not None:
                yield made._replace(because=clause_of(made, led))


def _property(words: str) -> Property:
    """The property that some words name."""
    return next(what for pattern, what in KINDS if regex(pattern, re.I).fullmatch(words))


def _declaration(
    passage: Passage, found: re.Match[str], at: int, properties: frozenset[Property]
) -> Declaration | None:
    """The declaration of the symbol at a place: matrices are capitals."""
    parsed = passage.formulas.get(at)
    targets: tuple[Target, ...] = () if parsed is None else meaning_of(parsed).targets
    if len(targets) != 1 or targets[0].index is not None or targets[0].transposed:
        return None
    capital = is_capital(targets[0].symbol)
    if capital is bool(properties & OF_VECTORS):
        return None
    where = passage.locate(found.start(), found.end())
    return Declaration(
        targets[0].symbol, where, "", rank=Rank.SQUARE if capital else None, properties=properties, prose=True
    )
