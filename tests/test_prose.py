"""What sentences declare, and what they must not."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mclint
from mclint.document.scope import key_of
from mclint.document.spoken import spoken
from mclint.document.statement import Declaration, Spoken
from mclint.sources.reader import read_source
from mclint.syntax.parser import parse


def listen(text: str, format: str = "markdown") -> Spoken:
    """All that a text says."""
    source = read_source(text, format)
    return spoken([(piece, parse(piece, source.macros) if piece.is_math else None) for piece in source.segments])


def words_of(text: str, format: str = "markdown") -> Iterator[Declaration]:
    return (said for said in listen(text, format).declarations if said.prose)


def clauses(text: str) -> list[str]:
    """The clauses of what prose declares."""
    return [said.because for said in words_of(text)]


SAYS = [
    (r"Let $A$ be an $m \times n$ matrix.", ["A is m × n"]),
    (r"We take an $m \times n$ matrix $A$ and go on.", ["A is m × n"]),
    (r"Let $S$ be the $d \times d$ covariance matrix.", ["S is d × d, symmetric and positive definite"]),
    (r"Here $X$ is $n \times p$.", ["X is n × p"]),
    (r"Here $X$ is $n \times p$ and $y$ is $n \times 1$.", ["X is n × p", "y is n × 1"]),
    ("With u of size $p \\times 1$ and w of size $q \\times 1$, all is well.", ["u is p × 1", "w is q × 1"]),
    (r"Let $W$ be a $k$-by-$d$ matrix.", ["W is k × d"]),
    ("Let $M$ be a 3-by-4 matrix.", ["M is 3 × 4"]),
    (r"Let $x$ be a $d$-dimensional column vector.", ["x is d × 1"]),
    (r"Let $x$ be a $d$-dimensional row vector.", ["x is 1 × d"]),
    (r"Let $x$ be an $n$-vector.", ["x is n × 1"]),
    (r"Let $b$ be a vector with $k$ entries.", ["b is k × 1"]),
    (r"Take a vector $b$ of length $n$.", ["b is n × 1"]),
    (r"Take a vector $b$ of dimension $n$.", ["b is n × 1"]),
    (
        r"Let $G$ be a $p$-by-$q$ matrix, $u$ a $q$-dimensional column vector and $c$ a vector with $p$ components.",
        ["G is p × q", "u is q × 1", "c is p × 1"],
    ),
    (r"Let $x$ be a column vector.", ["x is a vector"]),
    (r"For a row vector $x$ it holds.", ["x is a row vector"]),
    (r"For a symmetric matrix $A$ it holds.", ["A is square and symmetric"]),
    (r"Assume that $A$ is symmetric.", ["A is square and symmetric"]),
    (r"Here $A$ is symmetric positive definite.", ["A is square, symmetric and positive definite"]),
    (r"Here $A$ is symmetric and positive semi-definite.", ["A is square, symmetric and positive semidefinite"]),
    (r"Here $A$ is not symmetric.", ["A is not symmetric"]),
    (r"The matrix need not be square, and $A$ need not be symmetric.", ["A is not symmetric"]),
    (r"Let $A$ and $B$ be invertible and not necessarily symmetric.", ["A is square and invertible", "B is square"]),
    (r"For a non-symmetric matrix $A$ it holds.", ["A is square and not symmetric"]),
    (r"Here $A$ and $B$ are symmetric.", ["A is square and symmetric", "B is square and symmetric"]),
    (r"Let $A$, $B$ and $C$ be invertible.", ["A is square and invertible", "B is square and invertible"]),
    (r"Let $C, D \in \mathbb{R}^{k \times k}$ be covariance matrices.", ["C is square", "D is square"]),
    (r"With covariance $\Sigma \in \mathbb{R}^{k \times k}$ we have", [r"\Sigma is square, symmetric and positive"]),
    (r"Let $K$ be a kernel matrix.", ["K is square, symmetric and positive semidefinite"]),
    (r"Write the Hessian $H$.", ["H is square and symmetric"]),
    (r"Let $Q$ be orthogonal.", ["Q is orthogonal"]),
    (r"The matrix $Q$ has orthonormal columns.", ["Q is a matrix", "Q is column-orthonormal"]),
    (r"Let $P$ be idempotent.", ["P is square and idempotent"]),
    (r"Let $D$ be a diagonal matrix.", ["D is square and diagonal"]),
    (r"For invertible $X$ we get", ["X is square and invertible"]),
    (r"Let $X$ have full column rank.", ["X is of full column rank"]),
    (r"Let $X$ be a matrix with full row rank.", ["X is a matrix and of full row rank"]),
    (r"Let $u$ be a unit vector.", ["u is a vector and of unit norm"]),
    (r"For a one-hot vector $y$ we get", ["y is a vector and one-hot"]),
    (r"Let $p$ be a probability vector.", ["p is a vector, summing to one and non-negative"]),
    (r"Let $c$ be a scalar.", ["c is a scalar"]),
    (r"For a scalar constant $c$ we get", ["c is a scalar and constant"]),
    (r"Let $A$ be a constant square matrix.", ["A is square and constant"]),
    (r"Let $M \in \mathbb{R}^{k \times k}$ be constant.", ["M is constant"]),
    (r"Take matrices $F, G$ of suitable sizes.", ["F has any size that fits", "G has any size that fits"]),
    (r"Let $h(z)$ be a scalar-valued function of $z$.", ["h is a scalar"]),
    (r"Let $G(B)$ be a real-valued function of matrix $B$.", ["G is a scalar"]),
    (r"where $A$ is a matrix which does not depend on $x$", ["A is a matrix and constant"]),
    (r"Let **c** be a $p \times 1$ vector that is not a function of **z**, a $q \times 1$ vector.",
     ["c is p × 1 and constant", "z is q × 1"]),
    ("The dimensions of **B** are $p \\times q$.", ["B is p × q"]),
    ("Here **p**, **q** are both vectors of size $k\\times 1$.", ["p is k × 1", "q is k × 1"]),
    ("Here β is a scalar constant and *w* is a $k \\times 1$ vector that is a function of *z*.",
     [r"\beta is a scalar and constant", "w is k × 1"]),
    ("where a is a scalar and B is a matrix.", ["a is a scalar", "B is a matrix"]),
    (r"If $A$ is symmetric, this is $2Ax$.", ["if A is square and symmetric"]),
    (r"When $A$ is invertible, this holds.", ["if A is square and invertible"]),
    (r"The data matrix $X$ has $n$ rows and $d$ columns.", ["X is a matrix", "X is n × d"]),
    (r"For vectors $a$ and $b \in \mathbb{R}^n$ we get", ["a is n × 1", "b is n × 1"]),
    (r"In the special case where $C$ is symmetric we get", ["if C is square and symmetric"]),
    (r"Assume $F(X)$ to be symmetric and $B$ to be square.", ["F is square and symmetric", "B is square"]),
    (r"If $F$ and $G$ depend on a variable $t$", ["if F depends on t", "if G depends on t"]),
    (r"Sei $A$ eine symmetrische Matrix.", ["A is square and symmetric"]),
    (r"Seien $A$ und $B$ symmetrisch.", ["A is square and symmetric", "B is square and symmetric"]),
    (r"Ist $A$ symmetrisch, so gilt", ["if A is square and symmetric"]),
    (r"Soit $A$ une matrice symétrique définie positive.", ["A is square, symmetric and positive definite"]),
    (r"Sea $Q$ una matriz ortogonal.", ["Q is square and orthogonal"]),
    (r"Sei $u$ ein Einheitsvektor.", ["u is of unit norm"]),
    (r"By the symmetry of $A$ we get", ["A is symmetric"]),
    (r"The norm of $u$ is one.", ["u is of unit norm"]),
    (r"The inverse of $Q$ equals its transpose.", ["Q is orthogonal"]),
    (r"Here $A$ equals its own transpose.", ["A is symmetric"]),
    (r"The matrix $A$, which is symmetric, is given.", ["A is square and symmetric"]),
    (r"Let $p$ be a point of the simplex.", ["p is a vector, summing to one and non-negative"]),
    (r"Here $u$ lies on the unit sphere.", ["u is of unit norm"]),
    (r"Let $L$ be the Cholesky factor of $A$.", ["L is lower triangular"]),
    (r"Let $P$ be a projection matrix.", ["P is idempotent"]),
    (r"Here $x$ has non-negative entries.", ["x is non-negative"]),
    (r"Let $u$ be the unit normal.", ["u is a vector and of unit norm"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAYS, ids=[text for text, _ in SAYS])
def test_sentences_declare(text: str, expected: list[str]) -> None:
    found = clauses(text)
    for clause in expected:
        assert any(each.startswith(clause) for each in found), found


SILENT = [
    r"The matrix need not be symmetric.",
    r"It is unknown whether $A$ is not symmetric.",
    r"The inverse of $A$ is not symmetric.",
    r"Is $A$ symmetric?",
    r"We do not know whether $A$ is symmetric.",
    r"It holds unless $A$ is invertible.",
    r"The symmetric part of $A$ is easy.",
    r"The inverse of $A$ is symmetric.",
    r"The product of $A$ and $B$ is symmetric.",
    r"The derivative of $f(x)$ with respect to $x$ is a row vector.",
    r"$A$ is symmetric if and only if it equals its transpose.",
    r"Here $u$ and $v$ are orthogonal, and $U$ and $V$ are orthogonal.",
    r"The space $V$ is a vector space.",
    r"Take a block diagonal $D$ and a (not necessarily symmetric) $B$.",
    r"ここで $A$ は対称行列である。",
    r"Soit $A$ une matrice non symétrique de taille $n$.",
    r"Sei $A$ eine nicht symmetrische Matrix.",
    r"La matriz $A$ no es simétrica.",
    r"Ist $A$ nicht symmetrisch, so gilt dies.",
    r"$A$ is symmetric only in special cases.",
    r"It would be wrong to use the symmetry of $A$ here.",
    r"The symmetry of $A$ does not matter.",
    r"The norm of $A$ is one.",
    r"The norm of $g$ is one of the criteria.",
    r"The inverse of $A$ is its transpose only if the columns are orthonormal.",
    r"Here $A$ equals its transpose if and only if the graph is undirected.",
    r"The iterate $v$ is in the simplex method a vertex.",
    r"A rotation of the axes $r$ changes nothing.",
    r"Let $W$ be a projection matrix.",
    r"The inverse of $A$ is its adjugate over the determinant.",
    r"We have a gradient of size $n$.",
    "The vitamin A is constant, and figure A is symmetric.",
    r"The input vectors $X$ are fed to the net.",
    r"Here $M$ is a positive martingale.",
    r"Take the vectors $A := \{a_1, a_2\}$ in $\mathbb{R}^n$.",
    r"A zero $\mathbf{0}$ is a vector.",
    r"The graph of $f$ is symmetric about the axis.",
    r"$v_1$ and the eigenvalues of $A$ are scalars.",
]


@pytest.mark.parametrize("text", SILENT)
def test_sentences_that_declare_nothing(text: str) -> None:
    assert clauses(text) == []


def test_a_vector_of_a_derivative_is_not_the_variable() -> None:
    found = clauses(
        r"The derivative of a scalar function $f(x)$ with respect to a vector $x$ is a row vector (gradient):"
    )
    assert "x is a row vector" not in found


def test_dependence_is_stated() -> None:
    found = list(words_of(r"Let $p$ and $q$ be vectors in $\mathbb{R}^k$ that depend on $z \in \mathbb{R}^d$."))
    assert [(said.symbol.letter, [name.letter for name in said.depends_on]) for said in found] == [
        ("p", ["z"]),
        ("q", ["z"]),
    ]
    assert [said.because for said in found] == ["p is k × 1", "q is k × 1"]


def test_a_function_of_some_order_has_no_size() -> None:
    (said,) = words_of(r"We take a polynomial function $y(x)$ of order $M$.")
    assert said.rows is None


def test_prose_does_not_contradict_the_sets_beside_it() -> None:
    found = words_of(r"For all scalars $c \in \mathbb{R}, x \in \mathbb{R}^n$ it holds.")
    assert [said.symbol.letter for said in found] == ["c"]


def test_functions_in_brackets() -> None:
    found = list(words_of("Take $w$ a function of $v$ and $v$ a function of $u$ (all vectors)."))
    depends = {said.symbol.letter: [name.letter for name in said.depends_on] for said in found if said.depends_on}
    assert depends == {"w": ["v"], "v": ["u"]}
    assert {said.symbol.letter for said in found if said.because.endswith("is a vector")} == {"u", "v", "w"}


def test_lost_letters_declare_nothing() -> None:
    text = r"Say b is a scalar, b is a vector that does not depend on z and w are scalars that do depend on w."
    assert {said.symbol.letter for said in words_of(text)} & {"b", "z", "w"} == set()


def test_spans_cover_the_words() -> None:
    text = r"Then let $A$ be a symmetric matrix, and go on with a vector $b$ of length $n$ here."
    spans = [text[said.span.start : said.span.end] for said in words_of(text)]
    assert (
        spans == ["$A$ be a symmetric matrix", "a vector $b$ of length $n$"]
        or spans == ["a symmetric matrix, and go on with a vector $b$ of length $n$"]
        or all(text.count(span) for span in spans)
    )
    assert text[list(words_of(text))[-1].span.start :].startswith("a vector $b$ of length $n$")


def test_families_of_vectors() -> None:
    (said,) = words_of(r"Each $x_i$ is a $d$-dimensional vector.")
    assert key_of(said.symbol) == "x"
    assert said.samples is not None


def test_latex_sources_speak_too() -> None:
    text = "\\documentclass{article}\n\\begin{document}\nLet $A$ be an $m \\times n$ \\emph{matrix}.\n\\end{document}\n"
    assert [said.because for said in words_of(text, "latex")] == ["A is m × n"]


def test_einstein_summation() -> None:
    assert listen("Summing over repeated indices, $T_{kl} w_l$ is a product.").einstein
    assert listen("We use the Einstein summation convention for $x$.").einstein
    assert listen("Every index that occurs twice in a term is summed over, as in $T_{kl} w_l$.").einstein
    assert not listen("We do not use the Einstein convention for $x$.").einstein
    assert not listen("The index $i$ is repeated in the sum over rows.").einstein


def test_equal_sizes() -> None:
    text = r"Take $B \in \mathbb{R}^{p \times q}$ with $q = p$. For $i = j$ nothing is said."
    (equation,) = listen(text).sizes
    assert text[equation.span.start : equation.span.end] == "q = p"


def test_a_long_note_is_read_quickly() -> None:
    text = (
        r"Let $A$ be an $m \times n$ matrix and $x$ a vector of length $n$. "
        r"The gradient of $f(x)$ is taken with respect to the vector $x$, and $B$ is symmetric. "
    ) * 100
    source = read_source(text, "markdown")
    pieces = [(piece, parse(piece, source.macros) if piece.is_math else None) for piece in source.segments]
    start = time.process_time()
    spoken(pieces)
    assert time.process_time() - start < 0.5


def test_hostile_text_is_read_in_linear_time() -> None:
    text = "$x$ is " + "a symmetric " * 20_000 + "matrix of size " * 5_000
    start = time.process_time()
    listen(text)
    assert time.process_time() - start < 5


PIECES = [
    "let", "$A$", "$x_i$", "is", "be", "a", "an", r"$m \times n$",
    "matrix", "vectors", "and", ",", ".", "of size", "$n$",
    "not", "symmetric", "-", "dimensional", "with", "rows", "that depends on",
    "$f(x)$", "(all vectors)", "**x**", "×", "3",
    "the gradient", "column", "row vector", "denominator layout",
    "in numerator layout", r"$B \in \mathbb{R}^{n}$", "if",
    "the", "in", r"$\mathbb{R}^n$", "positive", "definite", "has",
    "full column rank", "?", "\n\n", "$d = n$", "function of",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_any_words_are_read_and_spans_lie_inside(text: str) -> None:
    found = listen(text)
    spans = [each.span for group in (found.declarations, found.sizes, found.layouts) for each in group]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(said.because for said in found.declarations)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (r"$x$ has shape $(n, 1)$.", "n × 1"),
        (r"the matrix $X$ of shape $(n, d)$.", "n × d"),
        (r"$A$ (an $m \times n$ matrix) acts.", "m × n"),
        (r"$X$: the $n \times p$ design matrix.", "n × p"),
        (r"$x$ lies in $\mathbb{R}^n$.", "n × 1"),
        (r"The point $x$ belongs to $\mathbb{R}^n$.", "n × 1"),
        (r"Let $x = (x_1, \dots, x_n)^\top$.", "n × 1"),
        (r"$A = [a_{ij}]_{m \times n}$", "m × n"),
    ],
)
def test_shapes_in_the_phrasings_of_notes(text: str, shape: str) -> None:
    (said,) = (each for each in mclint.read(text).spoken.declarations if each.rows is not None)
    assert shape in said.because


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x = (x_1, \dots, x_n)$.",  # perhaps a row
        r"Let $\mathbf{x} = (\mathbf{x}_1, \dots, \mathbf{x}_n)^\top$.",  # vectors on each other
        r"Let $w = (w_0, \dots, w_d)^\top$.",  # d + 1 entries
        r"The inverse of $A$ lies in $\mathbb{R}^{n \times n}$.",
        r"$x$ (see $\mathbb{R}^n$) is free.",
    ],
)
def test_phrasings_that_leave_the_shape_open(text: str) -> None:
    assert [each for each in mclint.read(text).spoken.declarations if each.rows is not None] == []
