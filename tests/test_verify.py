"""What the verifier says of equations: status, layouts and assumptions, by small documents."""

from __future__ import annotations

import pytest

from mclint import api

SYMBOLS = (
    r"Let $A, B \in \mathbb{R}^{n \times n}$, $M \in \mathbb{R}^{m \times n}$, "
    r"$x, a \in \mathbb{R}^n$ and $X \in \mathbb{R}^{n \times p}$."
)
SHORT = {"denominator": "d", "hybrid": "h", "numerator": "n"}


def last(formula: str, before: str = SYMBOLS):
    """The record of the last equation of a document."""
    return api.coverage(f"{before}\n\n$$ {formula} $$\n")[-1]


@pytest.mark.parametrize(
    ("formula", "layouts"),
    [
        (r"\frac{\partial a^\top x}{\partial x} = a", "dh"),
        (r"\frac{\partial a^\top x}{\partial x} = a^\top", "n"),
        (r"\frac{\partial M x}{\partial x} = M", "hn"),
        (r"\frac{\partial M x}{\partial x} = M^\top", "d"),
        (r"\frac{\partial M x}{\partial x^\top} = M", "dhn"),
        (r"\frac{\partial (M x)^\top}{\partial x} = M^\top", "dhn"),
        (r"\nabla_x (x^\top A x) = (A + A^\top) x", "dhn"),
        (r"\frac{\partial}{\partial X} \operatorname{tr}(X^\top A X) = (A + A^\top) X", "dh"),
        (r"\frac{\partial \log \det A}{\partial A} = A^{-\top}", "dh"),
        (r"\frac{\partial^2 x^\top A x}{\partial x \partial x^\top} = A + A^\top", "dhn"),
        (r"\mathrm{d} (A^{-1}) = -A^{-1} (\mathrm{d} A) A^{-1}", "dhn"),
        (r"\frac{\partial \|x\|}{\partial x} = \frac{x}{\|x\|}", "dh"),
        (r"\frac{\partial (A x)_i}{\partial x_j} = A_{ij}", "dhn"),
    ],
)
def test_layouts_in_which_a_derivative_holds(formula: str, layouts: str) -> None:
    equation = last(formula)
    assert equation.status == "verified", equation.reason
    assert "".join(sorted(SHORT[each] for each in equation.layouts)) == layouts


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial x^\top A x}{\partial x} = (A + A^\top) x + x",
        r"\frac{\partial x^\top A x}{\partial x} = A x",
        r"\frac{\partial a^\top x}{\partial x} = -a",
        r"(A B)^\top = A^\top B^\top",
        r"(A + B)^2 = A^2 + 2 A B + B^2",
        r"\det(A B) = \det(A) + \det(B)",
        r"\mathrm{d}(A B) = \mathrm{d}A \, B + B \, \mathrm{d}A",
        r"\operatorname{vec}(A B A) = (A \otimes A^\top) \operatorname{vec}(B)",
    ],
)
def test_false_equations_are_refuted(formula: str) -> None:
    assert last(formula).status == "wrong"


@pytest.mark.parametrize(("last_entry", "status"), [("14", "verified"), ("15", "skipped")])
def test_long_lists_keep_all_their_entries(last_entry: str, status: str) -> None:
    one = r"\begin{pmatrix} 1 & 2 & 3 & 4 & 5 & 6 & 7 \end{pmatrix}"
    two = rf"\begin{{pmatrix}} 2 & 4 & 6 & 8 & 10 & 12 & {last_entry} \end{{pmatrix}}"
    assert last(f"{one} + {one} = {two}").status == status


@pytest.mark.parametrize(
    "formula",
    [
        r"\operatorname{tr}(A B) = \operatorname{tr}(B A)",
        r"(A B)^{-1} = B^{-1} A^{-1}",
        r"(A \otimes B)(B \otimes A) = (A B) \otimes (B A)",
        r"\|x - a\|^2 = x^\top x - 2 a^\top x + a^\top a",
        r"\sum_{i=1}^n x_i a_i = a^\top x",
        r"(M x)_i = \sum_j M_{ij} x_j",
        r"\frac{\partial}{\partial x} \sum_i x_i^3 = 3 x \odot x",
    ],
)
def test_true_equations_are_verified(formula: str) -> None:
    assert last(formula).status == "verified", last(formula).reason


def test_unknown_functions_of_a_variable_are_sampled() -> None:
    text = r"Let $u, v \in \mathbb{R}^m$ be functions of $x \in \mathbb{R}^n$."
    good = r"\frac{\partial u^\top v}{\partial x} = \frac{\partial u}{\partial x} v + \frac{\partial v}{\partial x} u"
    assert last(good, text).layouts == ("denominator",)
    bad = r"\frac{\partial u^\top v}{\partial x} = \frac{\partial u}{\partial x} v - \frac{\partial v}{\partial x} u"
    assert last(bad, text).status == "wrong"


def test_a_property_of_an_unknown_function_is_no_claim() -> None:
    assert last(r"\frac{\partial f}{\partial x} = 2 x", r"Let $x \in \mathbb{R}^n$.").status == "read"


def test_a_symbol_from_nowhere_leaves_an_equation_open() -> None:
    equation = last(r"\nabla_x \| M x - b \|^2 = 2 M^\top r")
    assert (equation.status, equation.reason.split(":")[0]) == ("skipped", "undetermined-symbol")


def test_a_symmetric_matrix_is_an_assumption() -> None:
    assert last(r"\nabla_x (x^\top A x) = 2 A x").reason == "unstated-assumption: A is symmetric"
    assert last(r"\nabla_x (x^\top A x) = 2 A x", f"{SYMBOLS} Here $A$ is symmetric.").status == "verified"


def test_second_derivatives_of_unknown_functions_nest() -> None:
    text = r"Let $u$ and $v$ be scalar functions of $t$."
    rule = r"\frac{d^2 (u v)}{dt^2} = \frac{d^2 u}{dt^2} v + 2 \frac{du}{dt} \frac{dv}{dt} + u \frac{d^2 v}{dt^2}"
    assert last(rule, text).status == "verified"


def test_declared_sizes_are_never_allocated() -> None:
    text = r"Let $x \in \mathbb{R}^{1000000000}$ and $A \in \mathbb{R}^{1000000000 \times 1000000000}$."
    assert last(r"\nabla_x (x^\top A x) = (A + A^\top) x", text).status == "verified"


def test_the_same_text_has_the_same_verdicts() -> None:
    text = f"{SYMBOLS}\n\n$$ \\nabla_x (x^\\top A x) = A x $$\n"
    assert api.check(text) == api.check(text)


@pytest.mark.parametrize(
    "formula",
    [
        # a number as exponent and a divisor are signs of a scalar, even where the letter is transposed elsewhere
        r"x^\top x \cdot \frac{(u - v)^2}{2 s^2} = x^\top x \cdot \frac{u^2 - 2 u v + v^2}{2 s^2}",
        # the arguments of these logarithms are positive only for small values
        r"\ln(q^s (1 - q)^t) = s \ln q + t \ln(1 - q)",
        # a big operator ends the argument of a logarithm
        r"\frac{\partial}{\partial p_j} \prod_{k=1}^K q_k^{p_k} = \ln q_j \prod_{k=1}^K q_k^{p_k}",
    ],
)
def test_true_for_the_values_that_the_notation_needs(formula: str) -> None:
    assert last(formula).status == "verified"


def test_a_power_that_is_wrong_where_it_is_defined() -> None:
    assert last(r"3 x^\top x z^{-5/2} = \frac{3 x^\top x}{z^{2/5}}").status == "wrong"


def test_what_stands_before_an_arrow_is_no_part_of_the_equation_behind_it() -> None:
    assert api.check(r"For $f(x) = a x \rightarrow \frac{df}{dx} = a$.") == []


def test_an_equation_that_only_eigenvectors_satisfy_refutes_nothing_behind_it() -> None:
    assert (
        api.check(r"Let $A$ be idempotent. The eigenvalues are 0 or 1 since $\lambda v = A v = A A v = \lambda^2 v$.")
        == []
    )


def test_the_property_of_another_matrix_far_away_excuses_nothing() -> None:
    far = "The matrix $S$ is symmetric." + " Nothing else is said here." * 200
    claim = r"$\nabla_x (x^\top B^\top B x) = 2 B B x$ for $B \in \mathbb{R}^{n \times n}$, $x \in \mathbb{R}^n$."
    assert [each.rule for each in api.check(f"{far}\n\n{claim}")] == ["wrong-derivative"]
    assert api.check(f"All matrices are symmetric.\n\n{claim}") == []


def test_a_precision_constant_is_a_number() -> None:
    said = r"The noise precision constant $\beta$ is positive."
    formula = r"a^\top (\frac{1}{\beta} x + x) = \frac{1}{\beta} a^\top x + a^\top x"
    assert last(formula, f"{SYMBOLS} {said}").status == "verified"


def test_a_symbol_that_stands_for_its_definition_makes_a_claim() -> None:
    text = r"Let $U$ be orthogonal and let $D$ be diagonal. With $A = U D U^\top$ we have $A U = {}$."
    assert api.check(text.replace("{}", "U D")) == []
    assert [each.rule for each in api.check(text.replace("{}", "D U"))] == ["wrong-identity"]


def test_a_matrix_defined_by_its_inverse() -> None:
    said = r"Let $S_N^{-1} = \alpha I + \beta X^\top X$ with $X \in \mathbb{R}^{n \times d}$ and $w \in \mathbb{R}^d$."
    equation = r"\alpha w^\top w + \beta w^\top X^\top X w = w^\top S_N^{-1} w"
    assert last(equation, said).status == "verified"
    assert [each.rule for each in api.check(f"{said} So ${equation.replace('alpha w', 'alpha X')}$.")] != []


def test_a_part_between_two_equal_ones() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times n}$. $A (\lambda I + A) = A + A A = (\lambda I + A) A$."
    (found,) = api.check(text)
    assert found.label == r"a factor `\lambda` is missing before `A`"
    assert found.fix is not None and [edit.content for edit in found.fix.edits] == [r"\lambda "]
    assert api.check(text.replace("A + A A", r"\lambda A + A A")) == []
    assert api.check(text.replace("A + A A", r"C^2")) == []


def test_an_idempotent_matrix_need_not_be_symmetric() -> None:
    text = (
        r"Let $B$ be an idempotent $n \times n$ matrix and $x \in \mathbb{R}^n$. Then $x^\top B B^\top x = x^\top B x$."
    )
    assert last(r"x^\top B B x = x^\top B x", text.split("Then", maxsplit=1)[0]).status == "verified"
    assert "verified" not in {each.status for each in api.coverage(text)}


@pytest.mark.parametrize(
    "text",
    [
        r"For any symmetric matrix $A$ the form is $x^\top A x$. For any antisymmetric $n \times n$ matrix $A$ and any "
        r"vector $v \in \mathbb{R}^n$ it is $v^\top A v = -v^\top A^\top v = -v^\top A v$.",
        r"Let $A, X \in \mathbb{R}^{n \times n}$. $\frac{\partial \operatorname{tr}(X + A)^{-1}}{\partial X} "
        r"= -((X + A)^{-1} (X + A)^{-1})^\top$.",
        r"The matrix is decomposed by SVD: $B = U S V^\top$ and $B^{-1} = V S^{-1} U^\top$.",
    ],
)
def test_innocent(text: str) -> None:
    assert api.check(text) == []


LAYER = (
    r"Let $x \in \mathbb{R}^n$, $W \in \mathbb{R}^{m \times n}$ and $b \in \mathbb{R}^m$, and let $z = W x + b$ with a "
    r"loss $L(z)$. Let $\delta = \frac{\partial L}{\partial z}$."
)


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\frac{\partial L}{\partial W} = \delta x^\top", "verified"),
        (r"\frac{\partial L}{\partial W} = -\delta x^\top", "wrong"),
        (r"\frac{\partial L}{\partial x} = W^\top \delta", "verified"),
        (r"\frac{\partial L}{\partial x} = W^\top \delta + x", "wrong"),
        (r"\frac{\partial L}{\partial b} = \delta", "verified"),
        (r"\frac{\partial L}{\partial b} = 2 \delta", "wrong"),
    ],
)
def test_a_letter_for_the_derivative_of_a_loss_goes_through_its_layers(formula: str, status: str) -> None:
    assert last(formula, LAYER).status == status
