"""Columns, rows, matrices and numbers that do not fit, by how a whole document uses its letters."""

from __future__ import annotations

import pytest

import mclint

USES = r"""
The form is $\mathbf{x}^\top \mathbf{A} \mathbf{y}$, and $\mathbf{A} \mathbf{x}$ is its image.

For the others $\mathbf{y}^\top \mathbf{A}^\top \mathbf{x}$, $\mathbf{x}^\top \mathbf{y}$,
$\operatorname{tr}(\mathbf{A})$.
"""


def found(text: str) -> list[tuple[str, str]]:
    """The rule of each finding, and what it is about."""
    return [(each.rule, text[each.span.start : each.span.end]) for each in mclint.check(text)]


@pytest.mark.parametrize(
    ("formula", "rule", "at"),
    [
        (r"q = \mathbf{x} \mathbf{A} \mathbf{x}", "dimension-mismatch", r"\mathbf{x} \mathbf{A}"),
        (r"q = \mathbf{y} \mathbf{x} + 2", "dimension-mismatch", r"\mathbf{y} \mathbf{x}"),
        (r"q = \exp(-\mathbf{A} \mathbf{x}^\top)", "dimension-mismatch", r"\mathbf{A} \mathbf{x}^\top"),
        (r"B = \mathbf{A} + \mathbf{x}", "dimension-mismatch", r"\mathbf{A} + \mathbf{x}"),
        (
            r"B = \mathbf{A} + \operatorname{tr}(\mathbf{A})",
            "dimension-mismatch",
            r"\mathbf{A} + \operatorname{tr}(\mathbf{A})",
        ),
        (r"\mathbf{x} \mathbf{y}^\top = \mathbf{y}^\top \mathbf{x}", "unequal-shapes", r"\mathbf{y}^\top \mathbf{x}"),
        (
            r"v = \mathbb{E}[z] + \mathbf{x}^\top + \mathbf{y}",
            "dimension-mismatch",
            r"\mathbb{E}[z] + \mathbf{x}^\top + \mathbf{y}",
        ),
    ],
)
def test_a_use_that_contradicts_all_others_is_found(formula: str, rule: str, at: str) -> None:
    assert found(f"{USES}\n$$ {formula} $$\n") == [(rule, at)]


@pytest.mark.parametrize(
    "formula",
    [
        r"B = \mathbf{x} \mathbf{y}^\top \mathbf{A}",
        r"B = \mathbf{A} \mathbf{x} \mathbf{y}^\top",
        r"q = \mathbf{x}^\top \mathbf{y} \mathbf{x}",  # a number times a column
        r"q = \mathbf{A} \mathbf{x}^\top \mathbf{y}",  # a matrix times a number
        r"q = \mathbf{x} \odot \mathbf{y}",
        r"q = \mathbf{x} \cdot \mathbf{y}",
        r"q = 1 - \mathbf{x}",  # entry by entry
        r"q = f(\mathbf{x}) \mathbf{A}",
        r"\mathbf{A} = 0",
        r"\mathbf{A} \mathbf{x} = [0.7]",  # a vector with one entry
        r"\mathrm{d}(\mathbf{x} \mathbf{y}) = \mathrm{d}\mathbf{x} \, \mathbf{y}",
        r"B = \mathbf{A} + \lambda \mathbf{I}",
        r"B = \mathbf{A} + \lambda",  # nothing says that it is a number
        r"q = \mathbf{z} \mathbf{A}",  # nothing else is known of z
    ],
)
def test_what_may_be_meant_is_silent(formula: str) -> None:
    assert found(f"{USES}\n$$ {formula} $$\n") == []


def test_letters_that_are_used_in_two_ways_are_left_alone() -> None:
    rows = (
        r"For a batch, $\mathbf{x} \mathbf{A}$ has a row per sample."
        + "\n\n"
        + r"And $\mathbf{x} \mathbf{A} + b$ with a bias."
    )
    assert found(f"{USES}\n{rows}\n\n$$ q = \\mathbf{{x}} \\mathbf{{A}} $$\n") == []


def test_the_same_misfit_in_the_next_row_is_told_once() -> None:
    chain = r"\begin{align} q &= 2 \mathbf{x} \mathbf{A} \mathbf{x} - 2 \\ "
    chain += r"&= 2 \mathbf{x} \mathbf{A} \mathbf{x} + 3 - 5 \end{align}"
    assert len(found(f"{USES}\n$$ {chain} $$\n")) == 1


def test_evidence_is_shown() -> None:
    text = f"{USES}\n$$ q = \\mathbf{{x}} \\mathbf{{A}} \\mathbf{{x}} $$\n"
    (diagnostic,) = mclint.check(text)
    shown = {text[label.span.start : label.span.end]: label.message for label in diagnostic.related}
    assert shown == {
        r"\mathbf{x}": r"\mathbf{x} is used as a column",
        r"\mathbf{A}": r"\mathbf{A} is used as a matrix",
    }


def test_a_number_in_square_brackets_may_be_a_vector_with_one_entry() -> None:
    assert found(f"{USES}\n$$ \\mathbf{{A}} \\mathbf{{x}} = [0.7] $$\n") == []


RIDGE = r"""
Ridge regression has $\mathbf{w} = (X^\top X + \lambda I)^{-1} X^\top \mathbf{y}$
with $\mathbf{w}^\top \mathbf{w}$, $\mathbf{y}^\top \mathbf{y}$,
$\mathbf{y}^\top \mathbf{y} - 2 \mathbf{w}^\top X^\top \mathbf{y}$.
Other columns have $\mathbf{u}^\top \mathbf{u}$ and $\mathbf{u} \mathbf{u}^\top$.
"""


@pytest.mark.parametrize(
    ("formulas", "rule", "at"),
    [
        # S is p × p, X is n × p
        (r"$S^{-1} = \alpha I + X^\top X$. So $v = X^\top S X$.", "dimension-mismatch", r"X^\top S"),
        # R is p × n
        (
            r"$R = (X^\top X + \lambda I)^{-1} X^\top$. So $t = \operatorname{tr}(R)$.",
            "dimension-mismatch",
            r"\operatorname{tr}(R)",
        ),
        # w has p entries
        (r"The error is $e = \mathbf{w}^\top X \mathbf{u}$.", "dimension-mismatch", r"\mathbf{w}^\top X"),
        # n columns on the left, p on the right
        (r"Then $\mathbf{u}^\top K X^\top = \mathbf{y}^\top K X$.", "unequal-shapes", r"\mathbf{y}^\top K X"),
    ],
)
def test_what_other_equations_say_of_rows_and_columns(formulas: str, rule: str, at: str) -> None:
    text = f"{RIDGE} {formulas}"
    assert found(text) == [(rule, at)]


@pytest.mark.parametrize(
    "formulas",
    [
        r"$S^{-1} = \alpha I + X^\top X$. So $v = X S X^\top$.",
        r"$S^{-1} = \alpha I + X X^\top$. So $v = X^\top S X$.",
        # two definitions that contradict each other
        r"$S = X X^\top$ or else $S = X^\top X$. So $v = X^\top S X$.",
        r"$H = X (X^\top X + \lambda I)^{-1} X^\top$. So $r = \mathbf{y} - H \mathbf{y}$, $t = \operatorname{tr}(H)$.",
        r"For a normal matrix $X^\top X = X X^\top$.",
        r"With $\mathbf{w}_i$ for sample $i$ the sum is $\mathbf{w}_i^\top X \mathbf{u}$.",
    ],
)
def test_equations_that_fit_an_oblong_matrix(formulas: str) -> None:
    assert found(f"{RIDGE} {formulas}") == []


@pytest.mark.parametrize(
    ("others", "formula", "at"),
    [
        (r"y_n^2 + 1 - y_n", r"H = \sum_n \big[y_n \mathbf{x}\big] \mathbf{x}", r"\big[y_n \mathbf{x}\big] \mathbf{x}"),
        (
            r"\mathbf{y}^\top \mathbf{x} = \log y_n",
            r"H = (\nabla_{\mathbf{x}} \log y_n) \mathbf{y}",
            r"(\nabla_{\mathbf{x}} \log y_n) \mathbf{y}",
        ),
        (
            r"\mathbf{x}^\top \cdot \mathbf{y}",
            r"q = \mathbf{x}^\top \cdot \mathbf{y}^\top",
            r"\mathbf{x}^\top \cdot \mathbf{y}^\top",
        ),
    ],
)
def test_numbers_gradients_and_dots_in_products_are_followed(others: str, formula: str, at: str) -> None:
    numbers = "\n\n".join(f"So ${others}$ and ${others}$." for _ in range(3))
    assert found(f"{USES}\n{numbers}\n\n$$ {formula} $$\n") == [("dimension-mismatch", at)]


def test_a_matrix_between_a_row_and_a_column_is_one_without_a_bold_letter() -> None:
    forms = r"The forms are $u^\top A v$, $v^\top A u$ and $u^\top A u$, or $u^\top v$ and $v^\top u$."
    assert found(f"{forms}\n\n$$ q = u A v $$\n") == [("dimension-mismatch", "u A")]


def test_what_is_inverted_far_away_may_be_another_matrix_than_the_one_here() -> None:
    far = "\n\n".join(f"Here $a_{{{n}}} = b_{{{n}}} + 1$." for n in range(40))
    near = r"With $\mathbf{A} = (\mathbf{X}^\top \mathbf{X})^{-1}$ take $B = \mathbf{A} \mathbf{X} \mathbf{A}$."
    text = f"{near}\n\n{far}\n\nFor a square matrix $\\mathbf{{X}}^{{-1}} \\mathbf{{X}} = \\mathbf{{I}}$.\n"
    assert found(text) == [("dimension-mismatch", r"\mathbf{A} \mathbf{X}")]
    assert found(text.replace(far, "")) == []


FIT = r"We look for the least squares $\|y - X w\|^2$."


@pytest.mark.parametrize(
    ("formula", "rule", "at"),
    [
        (r"X^\top X w = X y", "unequal-shapes", "X y"),
        (r"X^\top C X w = X C y", "unequal-shapes", "X C"),
        (r"w - \eta X (X w - y)", "dimension-mismatch", "X (X w - y)"),
        (r"H = X^\top (X^\top X)^{-1} X", "dimension-mismatch", r"X^\top (X^\top X)^{-1}"),
    ],
)
def test_the_matrix_of_a_fit_is_not_square(formula: str, rule: str, at: str) -> None:
    assert found(f"{FIT}\n\n$$ {formula} $$\n") == [(rule, at)]


@pytest.mark.parametrize(
    "said",
    [
        r"The form is $w^\top X w$.",
        r"The matrix $X$ is symmetric.",
        r"Let $X \in \mathbb{R}^{n \times n}$.",
        r"We have $X w = \lambda w$.",
        r"The symmetric part is $X + X^\top$.",
        r"Its trace is $\operatorname{tr}(X)$.",
    ],
)
def test_a_square_matrix_may_be_fitted_too(said: str) -> None:
    assert found(f"{FIT} {said}\n\n$$ X^\\top X w = X y $$\n") == []


def test_a_small_residual_alone_is_no_fit() -> None:
    assert found("Until $\\|y - X w\\|$ is small, take\n\n$$ w + \\eta (y - X w) $$\n") == []


DESIGN = r"Let $F \in \mathbb{R}^{k \times p}$." + "\n\n"


@pytest.mark.parametrize(
    ("formula", "rule", "at"),
    [
        (r"(F F^\top + \mu I) z = F^\top b", "unequal-shapes", r"F^\top b"),
        (r"z_{k + 1} = z_k - F (F z_k - b)", "dimension-mismatch", "F (F z_k - b)"),
    ],
)
def test_sizes_that_are_stated_close_by_keep_rows_and_columns_apart(formula: str, rule: str, at: str) -> None:
    assert found(f"{DESIGN}$$ {formula} $$\n") == [(rule, at)]


@pytest.mark.parametrize(
    "text",
    [
        DESIGN + r"$$ (F^\top F + \mu I) z = F^\top b $$",
        # a reference table states one shape for all rows, and traces and inverts all the same
        DESIGN + r"$$ d F^{-1} = -F^{-1} (dF) F^{-1} $$" + "\n\n" + r"$$ (F F^\top + \mu I) z = F^\top b $$",
        DESIGN + "## Another problem\n\n" + r"Let $F$ be a matrix. $$ (F F^\top + \mu I) z = F^\top b $$",
        r"For $G : \mathbb{R}^{p \times q} \to \mathbb{R}^{q \times q}$ take $G(X) = X^\top X$.",
    ],
)
def test_what_the_stated_sizes_allow_is_silent(text: str) -> None:
    assert not [each for each in found(text) if each[0] in ("unequal-shapes", "dimension-mismatch")]


LEAST_SQUARES = r"Let $H \in \mathbb{R}^{m \times n}$. The least squares cost is $J(x) = \|y - H x\|^2$."
DIRECTION = r"In the direction $H$ the square has the derivative $$ Dg(X)[H] = X H + H X. $$"


def test_what_shows_a_matrix_does_not_reach_over_a_section_that_declares_the_letter_anew() -> None:
    assert found(f"# Maps\n\n{DIRECTION}\n\n# Fits\n\n{LEAST_SQUARES}\n") == []
    assert found(f"# Fits\n\n{LEAST_SQUARES}\n\nThen $$ G = X H + H X. $$\n") == [("dimension-mismatch", "X H + H X")]


@pytest.mark.parametrize("operator", ["D", r"\mathrm{Var}", "V", "C"])
def test_a_letter_called_on_two_arguments_has_two_values(operator: str) -> None:
    of = r"$X$ is $n \times k$ and $\hat\beta = (X'X)^{-1}X'y$."
    spread = rf"{operator}(\hat\beta) = (X'X)^{{-1}}X'{operator}(y)X(X'X)^{{-1}} = \sigma^2 (X'X)^{{-1}}"
    assert found(f"{of}\n\n$$ {spread} $$\n") == []
