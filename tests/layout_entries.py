r"""Derivatives in numerator and in denominator layout, and documents that use one of the layouts throughout.

A slip is one claim of such a document in another layout; `tests/test_layout_slips.py` plants them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

LAYOUTS = ("numerator", "denominator", "hybrid")


class Entry(NamedTuple):
    """What is differentiated, by what, and the result in both layouts."""

    kind: str  # "gradient", "jacobian", "matrix"
    body: str
    variable: str
    numerator: str
    denominator: str

    def of(self, layout: str) -> str:
        """The result in a layout; hybrid has columns for gradients and m × n Jacobians."""
        as_numerator = layout == "numerator" or (layout == "hybrid" and self.kind == "jacobian")
        return self.numerator if as_numerator else self.denominator


# n-vectors a c x z, m-vectors b u y; A B are m × n, F and N are n × n, S is symmetric, X is n × p and Y is m × p.
DECLARED = r"""Let $A, B \in \mathbb{R}^{m \times n}$, $F, N \in \mathbb{R}^{n \times n}$, $a, c, x, z \in \mathbb{R}^n$
and $b, u, y \in \mathbb{R}^m$. The matrix $S \in \mathbb{R}^{n \times n}$ has $S = S^\top$,
$X, D \in \mathbb{R}^{n \times p}$, $Y \in \mathbb{R}^{m \times p}$
and $Z \in \mathbb{R}^{n \times n}$ is invertible."""

ENTRIES = (
    Entry("gradient", r"a^\top x", "x", r"a^\top", "a"),
    Entry("gradient", r"z^\top z", "z", r"2 z^\top", "2 z"),
    Entry("gradient", r"x^\top F x", "x", r"x^\top (F + F^\top)", r"(F + F^\top) x"),
    Entry("gradient", r"z^\top S z", "z", r"2 z^\top S", "2 S z"),
    Entry("gradient", r"\| A x - b \|^2", "x", r"2 (A x - b)^\top A", r"2 A^\top (A x - b)"),
    Entry("gradient", r"(c^\top z)^2", "z", r"2 (c^\top z) c^\top", r"2 (c^\top z) c"),
    Entry("gradient", r"u^\top A x", "x", r"u^\top A", r"A^\top u"),
    Entry("gradient", r"u^\top B z", "u", r"z^\top B^\top", "B z"),
    Entry("gradient", r"\log(a^\top x)", "x", r"\frac{a^\top}{a^\top x}", r"\frac{a}{a^\top x}"),
    Entry("gradient", r"e^{c^\top z}", "z", r"e^{c^\top z} c^\top", r"e^{c^\top z} c"),
    Entry("gradient", r"\|x\|", "x", r"\frac{x^\top}{\|x\|}", r"\frac{x}{\|x\|}"),
    Entry("gradient", r"(x - c)^\top S (x - c)", "x", r"2 (x - c)^\top S", r"2 S (x - c)"),
    Entry("gradient", r"x^\top N a", "x", r"a^\top N^\top", "N a"),
    Entry("gradient", r"\|B z\|^2", "z", r"2 z^\top B^\top B", r"2 B^\top B z"),
    Entry("gradient", r"(\tfrac12 x^\top S x - a^\top x)", "x", r"x^\top S - a^\top", "S x - a"),
    Entry("gradient", r"(a^\top x)(c^\top x)", "x", r"(c^\top x) a^\top + (a^\top x) c^\top",
          r"(c^\top x) a + (a^\top x) c"),
    Entry("gradient", r"\sin(a^\top x)", "x", r"\cos(a^\top x) a^\top", r"\cos(a^\top x) a"),
    Entry("gradient", r"\mathbf{1}^\top \exp(z)", "z", r"\exp(z)^\top", r"\exp(z)"),
    Entry("jacobian", "A x", "x", "A", r"A^\top"),
    Entry("jacobian", "(B z + b)", "z", "B", r"B^\top"),
    Entry("jacobian", "A F x", "x", "A F", r"F^\top A^\top"),
    Entry("jacobian", r"a c^\top x", "x", r"a c^\top", r"c a^\top"),
    Entry("jacobian", r"(a^\top x) x", "x", r"x a^\top + (a^\top x) I", r"a x^\top + (a^\top x) I"),
    Entry("jacobian", r"(z^\top z) B z", "z", r"2 B z z^\top + (z^\top z) B", r"2 z z^\top B^\top + (z^\top z) B^\top"),
    Entry("jacobian", r"A (x \odot x)", "x", r"2 A \operatorname{diag}(x)", r"2 \operatorname{diag}(x) A^\top"),
    Entry("jacobian", r"B \exp(z)", "z", r"B \operatorname{diag}(\exp(z))", r"\operatorname{diag}(\exp(z)) B^\top"),
    Entry("jacobian", r"(A - B) x", "x", "A - B", r"A^\top - B^\top"),
    Entry("jacobian", r"(F z - z)", "z", "F - I", r"F^\top - I"),
    Entry("matrix", r"\operatorname{tr}(X D^\top)", "X", r"D^\top", "D"),
    Entry("matrix", r"\operatorname{tr}(A X Y^\top)", "X", r"Y^\top A", r"A^\top Y"),
    Entry("matrix", r"a^\top Z c", "Z", r"c a^\top", r"a c^\top"),
    Entry("matrix", r"\log \det Z", "Z", "Z^{-1}", r"Z^{-\top}"),
    Entry("matrix", r"\|X\|_F^2", "X", r"2 X^\top", "2 X"),
    Entry("matrix", r"\operatorname{tr}(X^\top F X)", "X", r"X^\top (F + F^\top)", r"(F + F^\top) X"),
    Entry("matrix", r"\|A X - Y\|_F^2", "X", r"2 (A X - Y)^\top A", r"2 A^\top (A X - Y)"),
    Entry("matrix", r"\operatorname{tr}(F Z N)", "Z", "N F", r"F^\top N^\top"),
    Entry("matrix", r"\det(Z)", "Z", r"\det(Z) Z^{-1}", r"\det(Z) Z^{-\top}"),
    Entry("matrix", r"u^\top A X X^\top A^\top u", "X", r"2 X^\top A^\top u u^\top A", r"2 A^\top u u^\top A X"),
)  # fmt: skip

ANNOUNCED = {
    "numerator": (
        "We use numerator layout throughout.",
        "In these notes the gradient of a scalar is a row vector, and the layout is numerator layout throughout.",
        r"For vectors we write $\left(\frac{\partial v}{\partial w}\right)_{ij} = \frac{\partial v_i}{\partial w_j}$.",
        "All derivatives below are written in numerator layout.",
    ),
    "denominator": (
        "We use denominator layout.",
        "Throughout this chapter, denominator layout is used.",
        r"For vectors we write $\left(\frac{\partial v}{\partial w}\right)_{ij} = \frac{\partial v_j}{\partial w_i}$.",
        "Convention: denominator layout.",
    ),
    "hybrid": (
        r"We use hybrid layout: gradients are columns and Jacobians have a row for each function.",
        "The gradient of a scalar is a column vector; the Jacobian of a map from $n$ to $m$ numbers is $m \\times n$.",
    ),
}
BETWEEN = (
    "",
    "The next rule is used all the time.",
    "It follows in the same way that",
    "By the chain rule,",
    "This is what a least-squares fit needs.",
    "## More rules\n\nWe go on with the same symbols.",
    "Some further results:",
)


class Claim(NamedTuple):
    """An entry as it is written into a document."""

    entry: Entry
    layout: str
    form: int

    @property
    def latex(self) -> str:
        """The two sides, in one of the spellings that authors use."""
        body, by = self.entry.body, self.entry.variable
        left = (
            rf"\frac{{\partial {body}}}{{\partial {by}}}",
            rf"\frac{{\partial}}{{\partial {by}}} {body}",
            rf"\frac{{\mathrm{{d}} {body}}}{{\mathrm{{d}} {by}}}",
        )[self.form % 3]
        if self.form == 3 and self.entry.kind != "jacobian" and self.layout != "numerator":
            left = rf"\nabla_{{{by}}} {body if body[0] in '(|' else f'({body})'}"
        return f"{left} @ {self.entry.of(self.layout)}"

    @property
    def meets(self) -> frozenset[str]:
        """The layouts in which it is true; a nabla is a column in each of them."""
        if self.form == 3 and self.entry.kind != "jacobian" and self.layout != "numerator":
            return frozenset(LAYOUTS)
        return frozenset(each for each in LAYOUTS if self.entry.of(each) == self.entry.of(self.layout))


def composed(claims: Sequence[Claim], announcement: str, dice: random.Random) -> tuple[str, list[int]]:
    """A Markdown document, and the row of each claim."""
    lines = ["# Derivatives", "", *([announcement, ""] if announcement else []), *DECLARED.split("\n"), ""]
    rows: list[int] = []
    place = 0
    while place < len(claims):
        how = dice.choice(("inline", "display", "align", "align", "list"))
        some = claims[place : place + (1 if how == "display" else dice.randint(2, 3))]
        place += len(some)
        words = dice.choice(BETWEEN)
        lines += [*words.split("\n"), ""] if words else []
        if how == "display":
            lines += ["$$", some[0].latex.replace("@", "="), "$$", ""]
            rows.append(len(lines) - 2)
        elif how == "align":
            lines.append(r"\begin{align}")
            for each in some:
                lines.append(each.latex.replace("@", "&=") + (r" \\" if each is not some[-1] else ""))
                rows.append(len(lines))
            lines += [r"\end{align}", ""]
        else:
            for each in some:
                lead = "- " if how == "list" else ""
                end = "." if each is some[-1] else " and" if how == "inline" else ";"
                lines.append(f"{lead}${each.latex.replace('@', '=')}${end}")
                rows.append(len(lines))
            lines.append("")
    return "\n".join(lines), rows


class Planted(NamedTuple):
    """A document with a slip: the rows that may be told, the planted one first."""

    text: str
    layout: str
    announced: bool
    rows: tuple[int, ...]
    slip: Claim


def votes(claims: Sequence[Claim]) -> dict[str, int]:
    """How many claims each layout makes true."""
    return {layout: sum(layout in each.meets for each in claims) for layout in LAYOUTS}


def planted(seed: int) -> Planted | None:
    """A document of 4 to 8 claims with one slip, where the others leave no doubt which one it is."""
    dice = random.Random(seed)
    layout = LAYOUTS[seed % 3]
    announced = seed // 3 % 2 == 0
    kinds = dice.choice(
        (("gradient", "jacobian"), ("gradient", "jacobian", "matrix"), ("gradient", "matrix"), ("gradient",))
    )
    if layout == "hybrid":
        kinds = ("gradient", "jacobian")
    pool = [each for each in ENTRIES if each.kind in kinds]
    claims = [Claim(entry, layout, dice.randrange(4)) for entry in dice.sample(pool, dice.randint(4, 8))]
    place = dice.randrange(len(claims))
    entry = claims[place].entry
    others = [each for each in LAYOUTS if entry.of(each) != entry.of(layout)]
    slip = Claim(entry, dice.choice(others), dice.randrange(3))
    rest = claims[:place] + claims[place + 1 :]
    if not announced and not decides(rest, slip):
        return None
    announcement = dice.choice(ANNOUNCED[layout]) if announced else ""
    text, rows = composed([*claims[:place], slip, *claims[place + 1 :]], announcement, dice)
    return Planted(text, layout, announced, (rows[place],), slip)


def decides(rest: Sequence[Claim], slip: Claim) -> bool:
    """Whether the other claims contradict the slip, and nothing but the slip stands against a layout of theirs."""
    same = [each for each in rest if (each.entry.kind == "matrix") == (slip.entry.kind == "matrix")]
    counts = votes([*same, slip])
    best = max(counts.values())
    return best == len(same) >= 2 and not any(counts[layout] == best for layout in slip.meets)
