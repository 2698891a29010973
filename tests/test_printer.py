"""Expressions as LaTeX: every operator has a row, and what is printed is read as the same tree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_parser import READINGS

from mclint.span import Span
from mclint.syntax.operators import FUNCTIONS, ROWS, SIGNS
from mclint.syntax.parser import parse_text
from mclint.syntax.printer import latex
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Opaque, nodes
from mclint.syntax.walk import rewrite, substitute

HERE = Span(0, 0)


def apply(op: Op, *args: Expr) -> Apply:
    return Apply(HERE, op, args)


def parsed(text: str) -> Expr:
    (formula,) = parse_text(text).formulas
    relation = formula.relation
    return relation if relation.signs else relation.parts[0]


@pytest.mark.parametrize("op", Op)
def test_every_operator_has_a_row(op: Op) -> None:
    row = ROWS[op]
    assert 0 <= row.least <= row.most
    assert all(SIGNS[token] is op for token in row.tokens)
    assert all(FUNCTIONS[name] is op for name in row.names)


MISSING = Apply(HERE, Op.MISSING, ())
names = st.builds(
    Name,
    st.just(HERE),
    st.sampled_from(["a", "b", "x", "A", "X", "theta", "Sigma"]),
    st.sampled_from(["", "", "bold"]),
    st.sampled_from([(), (), ("hat",), ("bar",), ("star",)]),
    st.sampled_from(["", "", "", "new"]),
)
numbers = st.builds(Number, st.just(HERE), st.sampled_from([Fraction(2), Fraction(0), Fraction(1, 2), Fraction(17)]))
indices = st.sampled_from([Name(HERE, "i"), Name(HERE, "j"), Number(HERE, Fraction(1))])
FUNCTION_OPS = (Op.TRACE, Op.DETERMINANT, Op.LOG, Op.EXP, Op.SIN, Op.TANH, Op.DIAG, Op.VEC, Op.SOFTMAX)


def factors(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Expressions that stand as a factor, from any expressions to put in brackets."""
    groups = inner.filter(lambda e: not is_matrix(e)).map(lambda e: apply(Op.GROUP, e))
    bases = names | groups
    scripts = st.one_of(
        bases.map(lambda e: apply(Op.TRANSPOSE, e)),
        bases.map(lambda e: apply(Op.TRANSPOSE, apply(Op.INVERSE, e))),
        bases.map(lambda e: apply(Op.INVERSE, e)),
        bases.map(lambda e: apply(Op.POWER, e, Number(HERE, Fraction(2)))),
        bases.map(lambda e: apply(Op.HADAMARD_POWER, e, Number(HERE, Fraction(2)))),
        st.builds(lambda e, i, j: apply(Op.TRANSPOSE, apply(Op.INDEX, e, i, j)), bases, indices, indices),
        st.builds(lambda e, i: apply(Op.INDEX, apply(Op.SUPERINDEX, e, i), i), bases, indices),
        bases.map(lambda e: apply(Op.PRIME, e)),
    )
    closed = st.one_of(
        inner.map(lambda e: apply(Op.BARS, e)),
        st.builds(lambda e, i: apply(Op.NORM, e, i), inner, st.sampled_from([MISSING, Name(HERE, "F")])),
        st.builds(lambda a, b: apply(Op.DIVIDE, a, b), inner, inner).filter(lambda e: not is_derivative(e)),
        inner.map(lambda e: apply(Op.SQRT, e)),
        st.builds(lambda op, e: apply(op, e), st.sampled_from(FUNCTION_OPS), inner),
        st.builds(lambda e: apply(Op.CALL, Name(HERE, "f"), e, e), inner),
        st.builds(lambda a, b: apply(Op.INNER, a, b), inner, inner),
        st.builds(lambda a, b: apply(Op.MATRIX, apply(Op.ROW, a, b), apply(Op.ROW, b, a)), inner, inner),
        st.builds(derivative, bases, names),
        groups.map(lambda e: apply(Op.DIFFERENTIAL, e)),
    )
    return names | numbers | groups | scripts | closed


def is_derivative(quotient: Apply) -> bool:
    """Whether both sides are one differential each, which the parser makes a derivative."""
    return all(isinstance(side, Apply) and side.op is Op.DIFFERENTIAL for side in quotient.args)


def is_matrix(expr: Expr) -> bool:
    """Whether brackets around this would be those of a matrix."""
    return isinstance(expr, Apply) and expr.op is Op.MATRIX


def derivative(body: Expr, variable: Name) -> Derivative:
    return Derivative(HERE, body, (variable,), Form.FRACTION)


def sums(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Products and sums of factors, in the shapes that the parser makes."""
    factor = factors(inner).filter(lambda e: not isinstance(e, Number))
    product = st.lists(factor, min_size=2, max_size=3).map(lambda fs: apply(Op.PRODUCT, *fs)).filter(no_call)
    infix = st.builds(
        lambda op, a, b: apply(op, a, b),
        st.sampled_from([Op.DOT, Op.TIMES, Op.HADAMARD, Op.KRONECKER]),
        factor | product,
        factor | product,
    )
    over = st.builds(
        lambda body: apply(Op.SUM, body, Name(HERE, "i"), Number(HERE, Fraction(1)), Name(HERE, "n")), factor | product
    )
    term = factor | product | infix | over
    signed = term | term.map(lambda t: apply(Op.NEG, t))
    return term | st.lists(signed, min_size=2, max_size=3).map(lambda ts: apply(Op.ADD, *ts))


def no_call(product: Apply) -> bool:
    """Whether no name stands before a bracket, where it would be read as a function."""
    pairs = zip(product.args, product.args[1:], strict=False)
    return not any(opens(second) and headed(first) for first, second in pairs)


def opens(expr: Expr) -> bool:
    while isinstance(expr, Apply) and expr.op not in (Op.GROUP, Op.BRACKET):
        if not expr.args or ROWS[expr.op].inner != ROWS[Op.POWER].inner:
            return False
        expr = expr.args[0]
    return isinstance(expr, Apply)


def headed(expr: Expr) -> bool:
    return isinstance(expr, Name) or (isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX, Op.PRIME))


@pytest.mark.parametrize("op", [Op.PRODUCT, Op.ADD])
def test_a_numerator_that_begins_with_a_differential_is_no_derivative(op: Op) -> None:
    one, other = (apply(Op.DIFFERENTIAL, apply(Op.GROUP, Name(HERE, letter))) for letter in "ab")
    expr = apply(Op.DIVIDE, apply(op, one, other), one)
    assert parsed(latex(expr)) == expr


expressions = st.recursive(names | numbers, sums, max_leaves=8)


@settings(max_examples=300, deadline=None)
@given(expressions)
def test_what_is_printed_is_read_as_the_same_tree(expr: Expr) -> None:
    assert parsed(latex(expr)) == expr


AGAIN = [text for text, reading in READINGS if "?" not in reading and " {" not in reading and reading]


@pytest.mark.parametrize("text", AGAIN)
def test_a_formula_that_was_read_is_read_again_from_its_print(text: str) -> None:
    once = parsed(text)
    again = parsed(latex(once))
    assert latex(again) == latex(once)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (r"2X^T(Xw-y)", r"2 X^\top (X w - y)"),
        (r"\frac{\partial f}{\partial x_i}", r"\frac{\partial f}{\partial x_i}"),
        (r"\nabla_x f(x)^T v", r"\nabla_{x} f(x)^\top v"),
        (r"A^{-\mathsf T}", r"A^{-\top}"),
        (r"\|A\|_F^2 + e^{-x}", r"\|A\|_F^{2} + \exp(-x)"),
        (r"{x^{(i)}}^T", r"{x^{(i)}}^\top"),
        (r"\sum_{i=1}^n x_i", r"\sum_{i = 1}^{n} x_i"),
    ],
)
def test_prints(text: str, printed: str) -> None:
    assert latex(parsed(text)) == printed


def test_brackets_appear_where_a_tree_needs_them() -> None:
    total = apply(Op.ADD, Name(HERE, "a"), Name(HERE, "b"))
    assert latex(apply(Op.PRODUCT, total, Name(HERE, "c"))) == "(a + b) c"
    assert latex(apply(Op.TRANSPOSE, total)) == r"(a + b)^\top"
    assert latex(apply(Op.NEG, total)) == "-(a + b)"


def test_rewriting_keeps_what_does_not_change_and_has_no_bound_of_depth() -> None:
    tree = parsed(r"x^\top A x + b")
    assert rewrite(tree, lambda node: node) is tree
    assert latex(substitute(tree, Name(HERE, "x"), Name(HERE, "y"))) == r"y^\top A y + b"
    deep: Expr = Name(HERE, "x")
    for _ in range(50_000):
        deep = apply(Op.GROUP, deep)
    changed = substitute(deep, Name(HERE, "x"), Opaque(HERE, "?"))
    assert sum(1 for node in nodes(changed) if isinstance(node, Opaque)) == 1
