"""The letters that roles are told of, as keys, and what the form of a letter says of it."""

from __future__ import annotations

from functools import lru_cache

from mclint.patterns import regex
from mclint.syntax.tokens import GREEK
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, remembered
from mclint.syntax.vocabulary import GREEK_CAPITALS

GREEK_SMALL = set(GREEK.values()) | {"varepsilon", "vartheta", "varphi", "varrho", "varsigma"}
GRADIENT, HESSIAN = "*\N{NABLA}", "*\N{NABLA}2"
WRAPPED = (Op.GROUP, Op.BRACKET, Op.NEG)
LETTERS = 4096  # whose form is remembered: each is asked for at all of its uses
MOMENTS = (":E", ":V", ":E_", ":V_", "cal:E", "cal:E_")  # a mean and a variance have a shape for each argument


@remembered
def role_key(expr: Expr) -> str | None:
    r"""The letter that a use speaks of: bold letters with any index, argument or decoration are of one kind.

    Plain ones are told apart: `x`, `x_i` (an entry or a sample) and `x(t)` need not be alike.
    """
    if isinstance(expr, Name):
        if expr.letter in ("", "0", "1"):
            return None
        if expr.font in ("bold", "vec"):
            return f"*{expr.letter}"
        return f"{expr.font}:{expr.letter}{''.join(f'~{mark}' for mark in expr.marks)}{'@' if expr.label else ''}"
    if isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX) and len(expr.args) == 2:
        base = role_key(expr.args[0])
        return base if base is None or base.startswith("*") else f"{base}_"
    if isinstance(expr, Apply) and expr.op is Op.CALL:
        base = role_key(expr.args[0])
        if base in MOMENTS or base == ":Gamma":  # \\Gamma (x - m) may be a product
            return None
        return base if base is None or base.startswith("*") else f"{base}()"
    if isinstance(expr, Derivative):
        return _gradient_key(expr)
    return None


def _gradient_key(expr: Derivative) -> str | None:
    r"""Gradients of what is no vector are of one kind, and so are Hessians; `\nabla \mathbf{y}` is a Jacobian."""
    if expr.form is Form.HESSIAN:
        return HESSIAN
    if any(is_capital_like(each) for each in expr.variables):
        return None
    body = bare(expr.body)
    inner = role_key(body)
    plain = inner is not None and not inner.startswith("*") and not inner.endswith("_")
    numeric = isinstance(body, Apply) and body.op in (Op.LOG, Op.EXP, Op.NORM, Op.TRACE)
    return GRADIENT if expr.form is Form.NABLA and (plain or numeric) else None


MATRIX_MACRO = regex(r"(?:[mM]?[A-Z]|[A-Z]v|\w+Matrix)$")  # \\MX, \\Xv, \\designMatrix that nobody defined
VECTOR_MACRO = regex(r"(?:v[a-z]|[a-z]v|\w+Vector)$")


def letter_of(key: str) -> str:
    """The letter of a key."""
    return key.lstrip("*").split(":")[-1].split("~")[0].rstrip("_()@")


@lru_cache(maxsize=LETTERS)
def is_capital(key: str) -> bool:
    """Whether the letter of a key is a capital."""
    letter = letter_of(key)
    return letter in GREEK_CAPITALS or MATRIX_MACRO.match(letter) is not None or key == HESSIAN


@lru_cache(maxsize=LETTERS)
def is_word(key: str) -> bool:
    """Whether a key is no letter, but a word or a macro that says nothing of its kind."""
    letter = letter_of(key)
    return len(letter) > 1 and letter not in GREEK_SMALL and not is_capital(key) and VECTOR_MACRO.match(letter) is None


def bare(expr: Expr) -> Expr:
    """An expression without brackets and sign around it."""
    while isinstance(expr, Apply) and expr.op in WRAPPED:
        expr = expr.args[0]
    return expr


def is_indexed(expr: Expr) -> bool:
    """Whether an expression is a letter with one index, as `x_i` and `x^{(i)}`."""
    return isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX) and len(expr.args) == 2


def is_capital_like(expr: Expr) -> bool:
    """Whether an expression is a capital letter with its marks, or a product or sum that has one at an end."""
    while isinstance(expr, Apply) and expr.op in (*WRAPPED, Op.TRANSPOSE, Op.INVERSE):
        expr = expr.args[0]
    if isinstance(expr, Apply) and expr.op is Op.ADD:
        return any(map(is_capital_like, expr.args))
    if isinstance(expr, Apply) and expr.op is Op.PRODUCT:
        return is_capital_like(expr.args[-1])
    key = role_key(expr)
    return key is None or is_capital(key)  # nothing is known of what has no key
