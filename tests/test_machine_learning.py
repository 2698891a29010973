"""What notes of machine learning and statistics write: mixtures, filters, partitioned Gaussians."""

from __future__ import annotations

import pytest

from mclint import api


def statuses(text: str) -> list[str]:
    """The verdicts of `mclint coverage`, in order."""
    return [each.status for each in api.coverage(text)]


SILENT = {
    "a precision matrix before a parenthesis": r"""
Let $a = x - m$ and $b = y - k$. Up to a constant
$$ \log p \propto -\frac{1}{2} \left[ (a + \Gamma_{xx}^{-1} \Gamma_{xy} b)^\top \Gamma_{xx} (a + \Gamma_{xx}^{-1}
\Gamma_{xy} b) - b^\top \Gamma_{yx} \Gamma_{xx}^{-1} \Gamma_{xy} b + b^\top \Gamma_{yy} b \right]. $$
""",
    "a bold L before a parenthesis": r"""
With precision matrices $\boldsymbol{\Lambda}$ and $\mathbf{L}$ the mean is
$$ \mathbf{m} = \mathbf{S} \left( \mathbf{A}^\text{T} \mathbf{L} (\mathbf{y} - \mathbf{b}) + \boldsymbol{\Lambda}
\boldsymbol{\mu} \right), $$
as $\mathbf{x}^\text{T} \boldsymbol{\Lambda} \mathbf{x} + (\mathbf{y} - \mathbf{A} \mathbf{x})^\text{T} \mathbf{L}
(\mathbf{y} - \mathbf{A} \mathbf{x})$ shows.
""",
    "the gain of a filter put into the covariance": r"""
$P_{k|j}$ is the covariance of the error.

$$ S_k = H_k P_{k|k-1} H_k^T + R_k, \quad K_k = P_{k|k-1} H_k^T S_k^{-1} $$
$$ P_{k|k} = P_{k|k-1} - K_k S_k K_k^T = (I - K_k H_k) P_{k|k-1} $$
""",
    "a definition of which not all is defined": r"""
$$ \hat{x}_{k+1, k} = A \hat{x}_{k, k} + B u_k $$
$$ e_{k+1, k} = x_{k+1} - \hat{x}_{k+1, k} $$
\begin{align*}
e_{k+1, k+1} &= e_{k+1, k} - K C (x_{k+1} - \hat{x}_{k+1, k}) - K v_k \\
&= e_{k+1, k} - K C e_{k+1, k} - K v_k
\end{align*}
""",
    "the parts of a partitioned inverse": r"""
$$ \Sigma = \begin{bmatrix} \Sigma_{aa} & \Sigma_{ab} \\ \Sigma_{ba} & \Sigma_{bb} \end{bmatrix}, \qquad
\Lambda \equiv \Sigma^{-1} = \begin{bmatrix} \Lambda_{aa} & \Lambda_{ab} \\ \Lambda_{ba} & \Lambda_{bb} \end{bmatrix} $$
""",
    "a covariance that is the identity in a special case": r"""
Let $\boldsymbol{\Sigma} \in \mathbb{R}^{D \times D}$ be a covariance matrix. The standard one has the identity
covariance matrix $\boldsymbol{\Sigma} = \mathbf{I}$.

## Eigenvectors

Consider an eigenvector $\mathbf{v}$ of the covariance matrix $\boldsymbol{\Sigma}$. Two of them are orthogonal, as
$$ \lambda_i \mathbf{v}_i^T \mathbf{v}_j = \mathbf{v}_i^T \boldsymbol{\Sigma}^T \mathbf{v}_j. $$
""",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_reported(text: str) -> None:
    assert [each for each in api.check(text) if each.severity != "info"] == []


CLAIMS = {
    r"\frac{\partial}{\partial \mathbf{w}_j} \sum_k \mathbf{x}^T \mathbf{w}_k = \mathbf{x}": "verified",
    r"\frac{\partial}{\partial \mathbf{w}_j} \sum_k \mathbf{x}^T \mathbf{w}_k = 2 \mathbf{x}": "wrong",
    r"\frac{\partial}{\partial \mathbf{m}_j} \sum_k (\mathbf{x} - \mathbf{m}_k)^T \Sigma_k^{-1} "
    r"(\mathbf{x} - \mathbf{m}_k) = -2 \Sigma_j^{-1} (\mathbf{x} - \mathbf{m}_j)": "verified",
    r"\frac{\partial}{\partial \mathbf{m}_j} \sum_k (\mathbf{x} - \mathbf{m}_k)^T \Sigma_k^{-1} "
    r"(\mathbf{x} - \mathbf{m}_k) = -\Sigma_j^{-1} (\mathbf{x} - \mathbf{m}_j)": "wrong",
    r"(x - m)^\top \Gamma (x - m) = x^\top \Gamma x - m^\top (\Gamma + \Gamma^\top) x + m^\top \Gamma m": "verified",
    r"(x - m)^\top \Gamma (x - m) = x^\top \Gamma x - m^\top \Gamma m": "wrong",
    r"\mathbf{x}^T \mathbf{L} (\mathbf{x} + 2 \mathbf{b}) = \mathbf{x}^T \mathbf{L} \mathbf{x} + \mathbf{x}^T "
    r"\mathbf{L} \mathbf{b}": "wrong",
}


@pytest.mark.parametrize(("formula", "status"), CLAIMS.items(), ids=CLAIMS.keys())
def test_claims(formula: str, status: str) -> None:
    assert statuses(f"$$ {formula} $$") == [status]
