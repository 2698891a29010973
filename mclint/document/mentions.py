"""The properties of matrices that a text speaks of, and where: of which matrix is left open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from mclint.document.statement import Property
from mclint.patterns import regex
from mclint.records import NamedTuple

NEAR = 3000  # characters between a word and an equation that it may be said of
WORDS = {
    Property.SYMMETRIC: (
        "symmetr", "hermitian", "covarianc", "definite", "kernel", "hessian", "self-adjoint", "gram matri", "laplacian",
        "对称", "對稱", "対称", "대칭", "协方差", "正定", "symétri", "simétri", "simmetri", "symetr", "симметри",
        "ковариац", "kovarianz", "đối xứng", "positiv definit", "définie positive", "definida positiva", "s.p.d.",
    ),
    Property.ANTISYMMETRIC: (
        "antisymmetr", "anti-symmetr", "skew", "schiefsymm", "antisymétr", "antisimétr", "反对称",
    ),
    Property.ORTHOGONAL: (
        "orthogonal", "orthonormal", "unitary", "rotation", "qr ", "=qr", "= qr", "= q r", "=q r", "svd",
        "singular value", "eigen", "正交", "so(2", "so(3", "so(n", "so(d", "se(2", "se(3", "{so}(", "{se}(", "旋转矩阵",
    ),
    Property.IDEMPOTENT: (
        "idempotent", "projection", "hat matrix", "projector", "projekt", "proyec", "projecteur", "投影",
    ),
    Property.UNIT_NORM: (
        "unit vector", "unit norm", "unit length", "normalized", "normalised", "norm 1", "unit sphere",
        "unit direction", "unit normal", "einheitsvektor", "normiert", "vecteur unitaire", "vector unitario",
        "单位向量",
    ),
    Property.DIAGONAL: ("diagonal", "commut", "对角"),
    Property.ONE_HOT: ("one-hot", "one hot", "onehot", "indicator vector", "dummy variable"),
    Property.SIGN: (  # sets, and no exponents
        " {-1", " {−1", " { -1", " {+1", " {1,-1", " {1, -1", " {1,−1", " {1, −1", "\\pm 1", "\\pm1", "+1 or -1",
        "sign(", "sgn(", "{sign}", "{sgn}", "hinge", "perceptron", "support vector", "支持向量", "感知机",
    ),
    Property.SUMS_TO_ONE: (
        "probabilit", "sum to one", "sums to one", "sum to 1", "softmax", "cross-entropy", "simplex",
        "cross entropy", "交叉熵", "概率", "機率", "確率", "확률", "вероятност", "wahrscheinlichkeit",
    ),
}  # fmt: skip
# The letters that usually name such a matrix: what is said of it anywhere in a text may be meant.
LETTERS = {
    Property.SYMMETRIC: {"Sigma", "Lambda", "Omega", "Psi", "Gamma", "K", "H", "P", "S", "C", "V", "Q", "R", "G", "M"},
    Property.ORTHOGONAL: {"Q", "U", "V", "R", "P", "W", "E"},
    Property.IDEMPOTENT: {"P", "H", "M"},
    Property.DIAGONAL: {"D", "Lambda", "Sigma", "S"},
    Property.SIGN: {"y", "t", "hat y", "epsilon", "s"},
    Property.ONE_HOT: {"y", "t", "p", "q", "pi", "e", "z", "hat y", "hat p"},
    Property.SUMS_TO_ONE: {"y", "t", "p", "q", "pi", "e", "z", "hat y", "hat p"},
}
# Something begins at zero: what stands there is about this value, not about all.
ZERO = regex(r"initial|origin\b|\bat (?:\$?0\b|zero)|初始|为\s?\$?\s?(?:0|零)")
NEAR_ZERO = 400


class Mentions(NamedTuple):
    """Where a text speaks of each property."""

    places: tuple[tuple[Property, tuple[int, ...]], ...] = ()
    zeros: tuple[int, ...] = ()
    logistic: bool = False  # whether the text speaks of the logistic function
    text: str = ""  # all of it: where a claim fails, the sentences around it are read again

    def speaks_of_zero(self, offset: int) -> bool:
        """Whether the text just said that something begins at zero."""
        at = bisect_left(self.zeros, offset - NEAR_ZERO)
        return at < len(self.zeros) and self.zeros[at] <= offset

    def properties(self) -> tuple[Property, ...]:
        """All that is spoken of anywhere."""
        return tuple(what for what, _ in self.places)

    def near(self, what: Property, offset: int) -> bool:
        """Whether the text speaks of a property close to a place."""
        for each, offsets in self.places:
            if each is what:
                at = bisect_left(offsets, offset - NEAR)
                return at < len(offsets) and offsets[at] <= offset + NEAR
        return False

    def may_be_said(self, what: Property, key: str, offset: int) -> bool:
        """Whether a reader at this place may take a symbol for a matrix with the property."""
        letter = key.split("_")[0].split("^")[0]
        usual = LETTERS.get(what, set())
        if what in (Property.ONE_HOT, Property.SUMS_TO_ONE, Property.SIGN):
            return letter in usual
        return letter.split(" ")[-1] in usual or self.near(what, offset)


def mentions_of(text: str) -> Mentions:
    """Where a text speaks of properties of matrices."""
    lowered = text.lower()
    shown = lowered.replace("\\{", " {").replace("normalized weights", "weights sum to one")  # and have no unit norm
    found = {what: sorted(at for word in words for at in _starts(shown, word)) for what, words in WORDS.items()}
    places = tuple((what, tuple(found[what])) for what in sorted(found, key=lambda each: each.value) if found[what])
    zeros = tuple(match.start() for match in ZERO.finditer(text))
    return Mentions(places, zeros, "sigmoid" in lowered or "logistic" in lowered, text)


def _starts(text: str, word: str) -> Iterator[int]:
    """Where a word begins: to look for one after the other takes less than to compile a pattern of all of them."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


NEVER = Mentions()
