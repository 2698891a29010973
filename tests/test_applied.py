r"""Whether `f(x)` is a value or a product is told by the whole document, before its equations are compared."""

from __future__ import annotations

import pytest

import mclint
from mclint.syntax.tree import Apply, Op, nodes


def calls(text: str, written: str) -> list[str]:
    """What is called in the formula that begins with `written`, in the author's words."""
    document = mclint.read(text)
    source = document.source.text
    found = []
    for _, parsed in document.pieces:
        for formula in parsed.formulas if parsed else ():
            if source[formula.relation.span.start :].startswith(written):
                inside = [node for part in formula.relation.parts for node in nodes(part)]
                found += [n.span for n in inside if isinstance(n, Apply) and n.op is Op.CALL]
    return [source[span.start : span.end] for span in found]


def statuses(text: str) -> list[str]:
    return [each.status for each in mclint.coverage(text)]


def test_a_mapping_takes_any_argument() -> None:
    text = r"Let $W : \mathbb{R}^n \to \mathbb{R}$. Then $W(x + y) = 1$."
    assert calls(text, "W(x + y)") == ["W(x + y)"]


def test_a_matrix_is_multiplied_by_a_sum() -> None:
    text = r"Let $W \in \mathbb{R}^{m \times n}$ and $x, y \in \mathbb{R}^n$. Then $W(x + y) = W x + W y$."
    assert calls(text, "W(x + y)") == []
    assert statuses(text)[-1] == "verified"


def test_what_is_applied_to_one_symbol_is_applied_to_sums_of_it() -> None:
    text = r"We set $D(x) = e^{-x}$. Then $D(x + h) = D(x) D(h)$."
    assert calls(text, "D(x + h)") == ["D(x + h)", "D(x)", "D(h)"]


def test_a_quantity_that_depends_on_time_is_multiplied_by_other_sums() -> None:
    text = r"""The state is $\dot x(t) = A(t) x(t)$, where $A(t)$ is a matrix.

$$ A(t + 1) x = A (x - y) $$"""
    assert calls(text, "A(t + 1)") == ["A(t + 1)"]


def test_a_symbol_inside_its_own_brackets_is_a_factor() -> None:
    text = r"The density $\theta(x)$ has the variance $\theta (1 - \theta)$ at its mean, $\theta(y)$ elsewhere."
    assert calls(text, r"\theta (1") == []


def test_brackets_that_a_transpose_needs_are_no_argument() -> None:
    text = r"The covariance is $z^{(i)} (z^{(i)})^\top = z^{(i)} (x^{(i)})^\top$."
    assert calls(text, "z^{(i)}") == []


def test_scripts_stand_on_the_value() -> None:
    text = r"""Let $\mathbf{x}(n)$ be the input and $\mathbf{w}$ the weights.

$$ \mathbf{w}^\top \mathbf{x}(n) = \mathbf{x}^\top(n) \mathbf{w} $$"""
    assert calls(text, r"\mathbf{w}^\top") == [r"\mathbf{x}(n)", r"\mathbf{x}^\top(n)"]
    assert statuses(text)[-1] == "verified"


def test_an_inverse_function_is_no_inverse_matrix() -> None:
    text = r"""The function $g$ has the inverse $\mu = g^{-1}(\eta)$, so

$$ g(g^{-1}(\eta) + \mu) = g(2 \mu). $$"""
    assert r"g^{-1}(\eta)" in calls(text, "g(g")
    assert "wrong" not in statuses(text)


def test_a_superscript_may_name_a_function() -> None:
    text = r"We compare $V^\pi(s)$ with $V^\pi(s')$."
    assert calls(text, r"V^\pi(s)") == [r"V^\pi(s)"]


def test_a_section_may_mean_something_else_by_the_letter() -> None:
    text = r"""# Energies
The map $B : \mathbb{R}^n \to \mathbb{R}$ gives $B(u + v) = 1$.

# Systems
Let $B \in \mathbb{R}^{n \times n}$ and $u, v \in \mathbb{R}^n$. Then $B (u + v) = B u + B v$."""
    assert calls(text, "B(u + v)") == ["B(u + v)"]
    assert calls(text, "B (u + v)") == []


def test_a_linear_map_is_written_with_and_without_brackets() -> None:
    text = r"For $x \in \mathbb{R}^n$ and $M \in \mathbb{R}^{m \times n}$ the value is $M x$, that is $M(x)$."
    assert calls(text, "M(x)") == []


@pytest.mark.parametrize("letter", ["E", "O", "P"])
def test_means_probabilities_and_orders_are_told_elsewhere(letter: str) -> None:
    text = rf"With ${letter}(x)$ and ${letter}(y)$ we have ${letter}(x + y)$."
    assert calls(text, f"{letter}(x + y)") == []


def test_a_dot_is_the_derivative_by_time_where_the_argument_moves() -> None:
    text = r"""The inertia $M(q)$ is symmetric, so the momentum changes by

$$ \frac{d}{dt} (M(q) \dot q) = \dot M(q) \dot q + M(q) \ddot q. $$"""
    assert "wrong" not in statuses(text)


def test_a_dot_is_the_derivative_by_the_argument_elsewhere() -> None:
    text = r"Let $\ell(\theta) = \theta^2$. Then $\dot \ell(\theta) = 2 \theta$, not $\dot \ell(\theta) = 3 \theta$."
    assert statuses(text)[1:] == ["verified", "wrong"]


def test_samples_of_a_signal_stand_in_square_brackets() -> None:
    text = r"The filter gives $y[n] = x[n] + x[n - 1]$ for the weights $w_k [a - b]$."
    assert calls(text, "y[n]") == ["y[n]", "x[n]", "x[n - 1]"]
    assert calls(text, "w_k") == []


@pytest.mark.parametrize(
    "value",
    [
        r"\operatorname{tr}(\dot A(t) B)",
        r"\operatorname{tr}(\dot A B)",
        r"\operatorname{tr}\left(B \frac{dA(t)}{dt}\right)",
    ],
)
def test_a_matrix_that_depends_on_time_is_one_with_and_without_it(value: str) -> None:
    assert statuses(rf"$$ \frac{{d}}{{dt}} \operatorname{{tr}}(A(t) B) = {value} $$") == ["verified"]
    assert statuses(rf"$$ \frac{{d}}{{dt}} \operatorname{{tr}}(A(t) B) = 2 {value} $$") == ["wrong"]


def test_the_inverse_of_a_value_may_be_written_on_its_letter() -> None:
    right = r"\det A(t) \operatorname{tr}\left( A^{-1}(t) \dot A(t) \right)"
    assert statuses(rf"$$ \frac{{d}}{{dt}} \det A(t) = {right} $$") == ["verified"]
    assert statuses(rf"$$ \frac{{d}}{{dt}} \det A(t) = -{right} $$") == ["wrong"]


def test_parameters_behind_a_semicolon_need_not_be_written_again() -> None:
    text = r"Let $f(x; \theta) = \theta^\top x$. Then $\nabla_\theta f(x) = x$."
    assert statuses(text)[1:] == ["verified"]


def test_another_function_of_fewer_arguments_may_be_meant() -> None:
    text = r"Let $f(x; \theta) = \theta^\top x$. Then $\nabla_x f(x) = 2 \theta$."
    assert "wrong" not in statuses(text)
