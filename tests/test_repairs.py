"""The smallest edit that mends a false claim: what it says, which characters it changes, and when there is none."""

from __future__ import annotations

import pytest

import mclint
from mclint.diagnostic import Diagnostic, Safety
from mclint.document.document import read
from mclint.fixes import apply
from mclint.repairs.changes import changed, places
from mclint.repairs.known import known
from mclint.repairs.numbers import signs
from mclint.repairs.orders import letters
from mclint.repairs.proof import Proof
from mclint.repairs.scripts import scripts
from mclint.repairs.search import EFFORT, ranked, smallest
from mclint.repairs.written import Written
from mclint.span import Source
from mclint.values.readings import Trial
from mclint.values.review import Review, review

SIZES = (
    "Let $A, B, S \\in \\mathbb{R}^{n \\times n}$ be invertible, $S$ symmetric, $F \\in \\mathbb{R}^{m \\times n}$, "
    "$g \\in \\mathbb{R}^m$, $u, v \\in \\mathbb{R}^n$ and $\\sigma \\in \\mathbb{R}$.\n\n"
)


def findings(equation: str) -> tuple[str, list[Diagnostic]]:
    """A text with an equation, and what is found in it."""
    text = f"{SIZES}$$ {equation} $$\n"
    return text, mclint.check(text)


CASES = [
    # transposes and inverses, in the author's spelling
    (r"\nabla_u (g^T F u) = F g", r"\nabla_u (g^T F u) = F^T g", "transpose `F`"),
    (r"\nabla_u \|F u - g\|^2 = 2 F' F u - 2 F g", r"\nabla_u \|F u - g\|^2 = 2 F' F u - 2 F' g", "transpose `F`"),
    (
        r"\nabla_u (u^\top A u) = (A^\top + A^\top) u",
        r"\nabla_u (u^\top A u) = (A + A^\top) u",
        "remove the transpose of `A`",
    ),
    (r"(A B)^{-1} = B^{-1} A", r"(A B)^{-1} = B^{-1} A^{-1}", "invert `A`"),
    (r"u^\top S v = v^\top S^{-1} u", r"u^\top S v = v^\top S u", "remove the inverse of `S`"),
    # order, signs and numbers
    (r"(A B)^{-1} = A^{-1} B^{-1}", r"(A B)^{-1} = B^{-1} A^{-1}", "exchange `A^{-1}` and `B^{-1}`"),
    (
        r"\nabla_u (\sigma - g^\top F u) = F^\top g",
        r"\nabla_u (\sigma - g^\top F u) = -F^\top g",
        r"change the sign of `F^\top g`",
    ),
    (r"\nabla_u (u^\top S u) = S u", r"\nabla_u (u^\top S u) = 2 S u", "multiply `S u` by 2"),
    (
        r"\|u - v\|^2 = \|u\|^2 + 2 u^\top v + \|v\|^2",
        r"\|u - v\|^2 = \|u\|^2 - 2 u^\top v + \|v\|^2",
        r"change the sign of `2 u^\top v`",
    ),
    (
        r"\nabla_u \frac{1}{4} \|u\|^2 = \frac{u}{4}",
        r"\nabla_u \frac{1}{4} \|u\|^2 = \frac{u}{2}",
        "replace the denominator `4` by 2",
    ),
    (
        r"\|u - v\|^2 = \|u\|^2 - 2 u^\top v + \|v\|",
        r"\|u - v\|^2 = \|u\|^2 - 2 u^\top v + \|v\|^2",
        r"square `\|v\|`",
    ),
    # terms and symbols
    (
        r"(A + B) (A - B) = A^2 - A B + B A - B^2 + A",
        r"(A + B) (A - B) = A^2 - A B + B A - B^2",
        "remove the term `A`",
    ),
    (r"\nabla_u (u^\top A u) = A u", r"\nabla_u (u^\top A u) = A u + A^\top u", r"add `A^\top u`"),
    (r"\nabla_u (v^\top A u) = A^\top u", r"\nabla_u (v^\top A u) = A^\top v", "replace `u` by `v`"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "right", "advice"), CASES, ids=[case[2] + " " + case[0][:12] for case in CASES])
def test_the_smallest_edit_is_offered(wrong: str, right: str, advice: str) -> None:
    text, (finding,) = findings(wrong)
    assert finding.fix is not None
    assert finding.fix.message == advice
    assert apply(text, finding.fix.edits)[0] == f"{SIZES}$$ {right} $$\n"
    assert findings(right)[1] == []


def test_only_the_characters_that_change_are_edited() -> None:
    _, (finding,) = findings(r"\nabla_u (g^\top F u) = F g")
    assert finding.fix is not None
    assert [edit.content for edit in finding.fix.edits] == ["^\\top"]


def test_the_label_names_what_is_wrong() -> None:
    _, (finding,) = findings(r"(A B)^{-1} = B^{-1} A")
    assert finding.label == "an inverse is missing on `A`"


def test_the_derivative_is_offered_where_no_small_edit_is_right() -> None:
    text, (finding,) = findings(r"\nabla_u (u^T A u) = \operatorname{diag}(g g^T)")
    assert finding.fix is not None and finding.fix.message == "replace it by the derivative"
    assert apply(text, finding.fix.edits)[0] == f"{SIZES}$$ \\nabla_u (u^T A u) = (A + A^T) u $$\n"


def test_a_derivative_by_a_matrix_is_mended_in_the_layout_of_most_texts() -> None:
    text, (finding,) = findings(r"\frac{\partial \log\det(A)}{\partial A} = A^{-1} A^\top")
    assert finding.fix is not None
    assert apply(text, finding.fix.edits)[0].endswith("= A^{-\\top} $$\n")


def test_nothing_is_offered_where_no_small_edit_is_right() -> None:
    _, (finding,) = findings(r"(A B)^{-1} = A + B")
    assert finding.fix is None and finding.label == "the two sides differ"


def test_a_fix_in_a_quotation_keeps_its_marks() -> None:
    text = f"{SIZES}> $$\n> \\nabla_u (u^\\top S u)\n> = S u\n> $$\n"
    (finding,) = mclint.check(text)
    assert finding.fix is not None
    assert apply(text, finding.fix.edits)[0] == text.replace("= S u", "= 2 S u")


def test_an_edit_that_the_next_step_contradicts_is_only_shown() -> None:
    _, (finding,) = findings(r"(A + B) (u + v) = A u + A v + B u - B v = A (u + v) + B (u - v)")
    assert finding.fix is not None
    assert (finding.fix.message, finding.fix.safety) == ("change the sign of `B v`", Safety.DISPLAY)


def test_an_edit_that_is_true_for_one_size_only_is_not_offered() -> None:
    text = "The sum is\n\n$$ \\sum_{i=1}^D i = D^2 - \\sum_{i=1}^D i $$\n"
    (finding,) = mclint.check(text)
    assert finding.fix is not None and finding.fix.message == "add `D`"


@pytest.mark.parametrize(
    "equation",
    [
        r"\nabla_u \|F u - g\|^2 = F^T (F u - g)",
        r"(A B)^{-1} = A^{-1} B^{-1}",
        r"u^T A v = 2 \sum_i u_i (A v)_i",
        r"\operatorname{tr}(A B) = \operatorname{tr}(B) - \operatorname{tr}(A)",
        r"\sin(\operatorname{tr}(A B)) = \sin(\operatorname{tr}(B + A))",
        r"\nabla_u \exp(u^T v) = 2 \exp(u^T v) \nabla_u (u^T u)",
    ],
)
def test_values_of_parts_tell_what_the_verifier_tells(equation: str) -> None:
    document = read(Source(f"{SIZES}$$ {equation} $$\n", "note.md"))
    result = review(document).results[-1]
    written = Written(document, (result.step.right, result.left))
    proof = Proof(Review(document, (result,), ()), result, written)
    told = 0
    for place in places(result.step.right):
        for change in (
            *scripts(place, written),
            *signs(place, written),
            *letters(place, written, known(result, document)),
        ):
            side = changed(result.step.right, (change,))
            trial = Trial(result.left, side, result.scope, (result.left, result.step.right))
            for reading, sample in proof.samples.items():
                if (found := sample.seems_true(side, False)) is not None:
                    told += 1
                    assert found is (trial.attempt(reading).outcome == "equal"), change.advice
    assert told > 5


def test_a_search_ends_after_the_same_effort_everywhere() -> None:
    terms = " + ".join(rf"u^T A B S^{power} A^T S^{power} B v" for power in range(2, 9))
    document = read(Source(f"{SIZES}$$ u^T A v = {terms} $$\n", "note.md"))
    result = review(document).results[-1]
    spent = []
    for _ in range(2):
        written = Written(document, (result.step.right, result.left))
        proof = Proof(Review(document, (result,), ()), result, written)
        assert smallest(result, proof, ranked(result, written)) is None
        spent.append(proof.effort)
    assert 0 < spent[0] == spent[1] < 1.5 * EFFORT


MACROS = r"""\newcommand{\vx}{\mathbf{x}} \newcommand{\mA}{\bm{A}} \newcommand{\T}{^{\mathsf T}}
\newcommand{\mat}[1]{\mathbf{#1}}
Let $\mA \in \mathbb{R}^{m \times n}$, $\mat{B} \in \mathbb{R}^{n \times n}$, $\vx \in \mathbb{R}^n$ and
$g \in \mathbb{R}^m$.

"""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (r"\nabla_{\vx} (g\T \mA \vx) = \mA g", r"\nabla_{\vx} (g\T \mA \vx) = \mA\T g"),
        (r"\nabla_{\vx} (g\T\mA\vx) = 2\mA g", r"\nabla_{\vx} (g\T\mA\vx) = \mA\T g"),
        (
            r"\nabla_{\vx} (\vx\T \mat{B} \vx) = 2 \mat{B} \mat{B}\T \vx",
            r"\nabla_{\vx} (\vx\T \mat{B} \vx) = (\mat{B} + \mat{B}\T) \vx",
        ),
        (
            r"\| \mA \vx - g \|^2 = \vx\T \mA\T \mA \vx - 2 g\T \mA \vx + \vx\T \vx",
            r"\| \mA \vx - g \|^2 = \vx\T \mA\T \mA \vx - 2 g\T \mA \vx + g\T g",
        ),
    ],
)
def test_a_fix_is_spelled_in_the_macros_of_the_author(wrong: str, right: str) -> None:
    text = f"{MACROS}$$ {wrong} $$\n"
    found = mclint.check(text)
    assert len(found) == 1 and found[0].fix is not None
    assert apply(text, found[0].fix.edits)[0] == f"{MACROS}$$ {right} $$\n"


def test_no_letter_goes_on_the_name_of_a_command() -> None:
    text, found = findings(r"\nabla_u (g^\top Fu) = Fg")
    assert found[0].fix is not None
    assert r"= F^\top g $$" in apply(text, found[0].fix.edits)[0]


@pytest.mark.parametrize("equation", [r"A + B = (A - B)", r"(u^T v)^2 = -(u^T v)^2"])
def test_no_fix_makes_both_sides_the_same(equation: str) -> None:
    text, found = findings(equation)
    assert len(found) == 1
    for each in found:
        after = apply(text, each.fix.edits)[0] if each.fix else ""
        assert "A + B = (A + B)" not in after and "(u^T v)^2 = (u^T v)^2" not in after
