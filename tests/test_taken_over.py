"""Claims that rest on what was stated of samples, of gradients without a variable, and of unknown functions."""

from __future__ import annotations

import pytest

from mclint import api

LOGISTIC = r"""
$$ h_\theta(x^{(i)}) = \sigma(\theta^\top x^{(i)}) $$

$$ \sigma(z) = \frac{1}{1 + e^{-z}} $$

Then
"""
GRADIENT = r"""
Let $\theta \in \mathbb{R}^d$ and $u_i \in \mathbb{R}^d$. The gradient is

$$ \nabla_\theta \ell(\theta) = \sum_{i=1}^m (y_i - e^{\theta^\top u_i}) u_i $$

and
"""
SECOND = r"\frac{\partial^2 \ell(\theta)}{\partial \theta_k \partial \theta_j}"
LOSS = r"""
Let $L(y, f) = \log(1 + e^{-2 y f})$. Then
"""


def last(text: str) -> str:
    """What becomes of the last equation of a document."""
    return api.coverage(text)[-1].status


@pytest.mark.parametrize(
    ("before", "true", "false"),
    [
        (
            LOGISTIC,
            r"\nabla_\theta h_\theta(x^{(i)}) = h_\theta(x^{(i)}) (1 - h_\theta(x^{(i)})) x^{(i)}",
            r"\nabla_\theta h_\theta(x^{(i)}) = h_\theta(x^{(i)}) (1 + h_\theta(x^{(i)})) x^{(i)}",
        ),
        (
            LOGISTIC,
            r"\partial_{\theta_j} h_\theta(x^{(k)}) = h_\theta(x^{(k)}) (1 - h_\theta(x^{(k)})) x^{(k)}_j",
            r"\partial_{\theta_j} h_\theta(x^{(k)}) = h_\theta(x^{(k)}) (1 - h_\theta(x^{(i)})) x^{(k)}_j",
        ),
        (
            "",
            r"\sum_x r(x) \nabla_w \log p(x; w) = \sum_x \frac{r(x) \nabla_w p(x; w)}{p(x; w)}",
            r"\sum_x r(x) \nabla_w \log p(x; w) = \sum_x r(x) \nabla_w p(x; w)",
        ),
        (
            "",
            r"\sum_\tau R(\tau) \nabla p_\theta(\tau) = \sum_\tau R(\tau) p_\theta(\tau) \nabla \log p_\theta(\tau)",
            r"\sum_\tau R(\tau) \nabla p_\theta(\tau) = \sum_\tau R(\tau) \nabla \log p_\theta(\tau)",
        ),
        (
            "",
            r"\sum_{a \in S} \log \frac{q(a)}{r(a)} = \sum_{a \in S} \log q(a) - \sum_{a \in S} \log r(a)",
            r"\sum_{a \in S} \log \frac{q(a)}{r(a)} = \sum_{a \in S} \log q(a) + \sum_{a \in S} \log r(a)",
        ),
        (
            "",
            r"\nabla A(s, t) = e^{-A(s, t)} \nabla e^{A(s, t)}",
            r"\nabla A(s, t) = e^{A(s, t)} \nabla e^{A(s, t)}",
        ),
        (
            "",
            r"C(\theta) = \sum_n c(x_n, \theta) $$ $$ \nabla C(\theta) = \sum_n \nabla c(x_n, \theta)",
            r"C(\theta) = \sum_n c(x_n, \theta) $$ $$ \nabla C(\theta) = 2 \sum_n \nabla c(x_n, \theta)",
        ),
        (
            "",
            r"\frac{d \max(0, x)}{d x} = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{if } x \le 0 \end{cases}",
            r"\frac{d \max(0, x)}{d x} = \begin{cases} 0 & \text{if } x > 0 \\ 1 & \text{if } x \le 0 \end{cases}",
        ),
        ("", r"\dot V = \nabla V^\top \dot{\mathbf{x}}", r"\dot V = 2 \nabla V^\top \dot{\mathbf{x}}"),
        ("", r"\frac{dV}{dt} = \nabla V \cdot \frac{dq}{dt}", r"\frac{dV}{dt} = V \nabla V \cdot \frac{dq}{dt}"),
        (
            GRADIENT,
            r"\nabla_\theta \ell(\theta) = \sum_{i=1}^m y_i u_i - \sum_{i=1}^m e^{\theta^\top u_i} u_i",
            r"\nabla_\theta \ell(\theta) = \sum_{i=1}^m y_i u_i + \sum_{i=1}^m e^{\theta^\top u_i} u_i",
        ),
        (
            GRADIENT,
            r"\nabla^2_\theta \ell(\theta) = -\sum_{i=1}^m e^{\theta^\top u_i} u_i u_i^\top",
            r"\nabla^2_\theta \ell(\theta) = \sum_{i=1}^m e^{\theta^\top u_i} u_i u_i^\top",
        ),
        (
            GRADIENT,
            SECOND + r" = -\sum_{i=1}^m e^{\theta^\top u_i} u_{ij} u_{ik}",
            SECOND + r" = -\sum_{i=1}^m e^{\theta^\top u_i} u_{ij}",
        ),
        (
            LOSS,
            r"\left[ \frac{\partial L(y, f)}{\partial f} \right]_{f = c} = -\frac{2 y}{1 + e^{2 y c}}",
            r"\left[ \frac{\partial L(y, f)}{\partial f} \right]_{f = c} = -\frac{y}{1 + e^{2 y c}}",
        ),
    ],
)
def test_a_claim_rests_on_what_was_stated(before: str, true: str, false: str) -> None:
    assert last(f"{before}\n$$ {true} $$") == "verified"
    assert last(f"{before}\n$$ {false} $$") != "verified"


def test_a_value_that_is_only_said_again_is_no_proof() -> None:
    assert last(r"$\nabla_w \ell(w) = X^\top a$. So $\nabla_w \ell(w) = X^\top a$.") == "read"
    assert last(r"$\nabla_w \ell(w) = X^\top a$. So $X^\top a = \nabla_w \ell(w)$.") == "read"
    assert last(r"$g(x_i) = e^{-a x_i}$. So we have $g(x_j) = e^{-a x_j}$.") == "read"


def test_a_value_of_a_labelled_point_defines_no_function() -> None:
    text = r"$E(m_N) = b^\top m_N$. Then $E(w) = b^\top w + w^\top w$."
    assert [each.kind for each in api.coverage(text)] == ["definition", "definition"]


def test_a_fence_that_ends_with_the_brace_of_a_macro_is_closed() -> None:
    text = "\\notes{\n```\ncode $\n```}\n\nThen $\\frac{d}{dx} x^2 = 3 x$.\n"
    assert [each.rule for each in api.check(text)] == ["wrong-derivative"]


def test_words_in_a_frame_beside_an_equation_are_a_remark() -> None:
    text = r"""
\begin{align*}
\frac{d}{dt} e^{2 t} &= 2 e^{2 t} &
\begin{pmatrix*}[l] \text{by the chain rule} \\ \text{of one variable} \end{pmatrix*} \\
&= 3 e^{2 t}
\end{align*}
"""
    assert [each.status for each in api.coverage(text)] == ["verified", "wrong"]
