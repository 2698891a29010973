"""What Chinese sentences say of a matrix: "A为对称矩阵", "设正交矩阵Q", "若A是正定矩阵"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mclint.document.clauses import clause_of
from mclint.document.sentences import FORMULA, Passage, meaning_of
from mclint.document.statement import SIMPLEX, Declaration, Property, Rank
from mclint.document.symbols import is_capital
from mclint.patterns import regex

KINDS = {
    "反对称": Property.ANTISYMMETRIC,
    "对称": Property.SYMMETRIC,
    "對稱": Property.SYMMETRIC,
    "正交": Property.ORTHOGONAL,
    "半正定": Property.POSITIVE_SEMIDEFINITE,
    "正定": Property.POSITIVE_DEFINITE,
    "可逆": Property.INVERTIBLE,
    "对角": Property.DIAGONAL,
    "幂等": Property.IDEMPOTENT,
    "投影": Property.IDEMPOTENT,
    "置换": Property.ORTHOGONAL,
    "上三角": Property.UPPER_TRIANGULAR,
    "下三角": Property.LOWER_TRIANGULAR,
}
KIND = "|".join(KINDS)
MATRIX = r"(?:矩阵|矩陣|方阵|阵)"
# "A为对称矩阵", "A是一个n阶实对称矩阵", "A对称,"; then "对称矩阵A"
SAID = regex(
    rf"{FORMULA}\s*(?:矩阵)?\s*(?:也|均|都)?(?:(?:为|為|是)(?:一个|一個)?[^，。；、,;:：{FORMULA}]{{0,3}}?(?:{FORMULA}阶)?实?)?"
    rf"({KIND})({KIND})?(?:的|{MATRIX})?(?!性|变换|部分|关系|元)"
    rf"|({KIND})({KIND})?{MATRIX}\s*{FORMULA}(?!\s*(?:的|和|与|之))"
)
VECTORS = {
    "单位向量": frozenset({Property.UNIT_NORM}),
    "独热向量": frozenset({Property.ONE_HOT}),
    "one-hot": frozenset({Property.ONE_HOT}),
    "概率向量": SIMPLEX,
}
SAID_OF_VECTORS = regex(rf"{FORMULA}\s*(?:为|為|是)\s*(?:一个|一個)?\s*({'|'.join(VECTORS)})")
SUPPOSED = regex(r"(?:若|如果|假如|当|當|只有)[^，。；,;]{0,8}$")
DENIED = regex(r"[不非未否]|是否|不一定")


def chinese_declarations(passage: Passage) -> Iterator[Declaration]:
    """The declarations in the Chinese words of one passage."""
    if passage.is_heading or passage.text.replace(FORMULA, "").isascii():
        return
    for found in SAID.finditer(passage.text):
        made = None if DENIED.search(found.group()) else _declaration(passage, found)
        if made is not None:
            led = "if" if SUPPOSED.search(passage.text[: found.start()][-10:]) else ""
            yield made._replace(because=clause_of(made, led))
    for found in SAID_OF_VECTORS.finditer(passage.text):
        parsed = passage.formulas.get(found.start())
        for target in () if parsed is None else meaning_of(parsed).targets[:1]:
            if not is_capital(target.symbol) and target.index is None:
                where = passage.locate(found.start(), found.end())
                made = Declaration(target.symbol, where, "", properties=VECTORS[found.group(1)], prose=True)
                yield made._replace(because=clause_of(made))


def _declaration(passage: Passage, found: re.Match[str]) -> Declaration | None:
    """The declaration of the capital that is spoken of."""
    place = found.start() if found.group(1) else found.end() - 1
    parsed = passage.formulas.get(place)
    targets = () if parsed is None else meaning_of(parsed).targets
    if len(targets) != 1 or not is_capital(targets[0].symbol) or targets[0].index is not None:
        return None
    properties = frozenset(KINDS[kind] for kind in found.groups() if kind)
    where = passage.locate(found.start(), found.end())
    return Declaration(targets[0].symbol, where, "", rank=Rank.SQUARE, properties=properties, prose=True)
