"""A normal form as an expression in the author's symbols: fractions, powers and common factors as people write them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import groupby

from mclint.derivation.algebra import transpose
from mclint.derivation.collect import collected, in_order, signs
from mclint.derivation.forms import HOLE, Atom, Leaf, Sum, Term, Underivable
from mclint.derivation.pieces import HERE, apply, number, size
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Relation, Sign

COMMUTATION = "K"
RAISED = (Op.TRANSPOSE, Op.INVERSE, Op.POWER)
# What carries an exponent without brackets around it.
CLOSED = (
    *(Op.NORM, Op.INDEX, Op.GROUP, Op.CALL, Op.TRACE, Op.DETERMINANT, Op.VEC, Op.DIAG, Op.SOFTMAX, Op.EXP, Op.LOG),
    *(Op.SIN, Op.COS, Op.TAN, Op.SINH, Op.COSH, Op.TANH, Op.SIGMOID, Op.RELU, Op.SIGN, Op.SQRT),
    *(Op.INDICATOR, Op.MAXIMUM, Op.MINIMUM, Op.MATRIX),
)


def expression(total: Sum) -> Expr:
    """A sum as an expression."""
    if total.is_zero:
        return Number(HERE, Fraction(0))
    total = collected(total)
    terms = sorted(in_order(total).terms, key=lambda term: term.number < 0)
    written = [_term(term) for term in terms]
    return written[0] if len(written) == 1 else apply(Op.ADD, *written)


def _term(term: Term) -> Expr:
    if term.number < 0:
        return apply(Op.NEG, _term(term._replace(number=-term.number)))
    above: list[Expr] = []
    below: list[Expr] = []
    for atom in sorted(
        term.scalars, key=lambda each: not (isinstance(each.data, Leaf) or each.op == "size")
    ):  # k det X, not det X k
        down = atom.op == "power" and atom.data < 0
        base = atom._replace(data=-atom.data) if down else atom
        (below if down else above).append(_power(base) if down else written(base))
    matrices = _factors(term.factors)
    numerator, denominator = term.number.numerator, term.number.denominator
    if not below and denominator == 1:
        return _product(numerator, [*above, *matrices])
    bottom = _product(denominator, below)
    if matrices and not below:  # 1/2 A x, but x x^T / |x|
        return _product(1, [apply(Op.DIVIDE, number(numerator), bottom), *above, *matrices])
    if matrices and [atom.op for atom in term.factors] in (["identity"], ["sum"]):
        return _product(1, [apply(Op.DIVIDE, _product(numerator, above), bottom), *matrices])
    return apply(Op.DIVIDE, _product(numerator, [*above, *matrices]), bottom)


def _product(coefficient: int, factors: list[Expr]) -> Expr:
    parts = [*([number(coefficient)] if coefficient != 1 or not factors else []), *factors]
    if len(parts) == 1:
        return parts[0].args[0] if isinstance(parts[0], Apply) and parts[0].op is Op.GROUP else parts[0]
    infix = (Op.HADAMARD, Op.KRONECKER, Op.ADD, Op.NEG, Op.SUM)
    last = parts[-1]
    parts = [apply(Op.GROUP, p) if isinstance(p, Apply) and p.op in infix else p for p in parts[:-1]]
    takes = isinstance(last, Apply) and last.op in infix and last.op is not Op.SUM
    parts.append(apply(Op.GROUP, last) if takes else last)
    if isinstance(last := parts[-1], Apply) and last.op is Op.PRODUCT:  # 2 a^T x
        parts = [*parts[:-1], *last.args]
    return apply(Op.PRODUCT, *parts)


def _factors(factors: tuple[Atom, ...]) -> list[Expr]:
    """Matrix factors, equal neighbours as a power."""
    found: list[Expr] = []
    for atom, run in groupby(factors):
        count = len(list(run))
        found.append(written(atom) if count == 1 else _repeated(atom, count))
    return found


def _repeated(atom: Atom, count: int) -> Expr:
    """X^k; of a transpose, (X^k)^T, and of an inverse, X^{-k}."""
    inner = atom.args[0].terms[0].factors if atom.op in ("transpose", "inverse") else ()
    if len(inner) == 1 and len(atom.args[0].terms) == 1:
        if atom.op == "transpose":
            return apply(Op.TRANSPOSE, apply(Op.GROUP, _repeated(inner[0], count)))
        if isinstance(inner[0].data, Leaf):
            return apply(Op.POWER, written(inner[0]), number(-count))
        if inner[0].op == "transpose":
            return apply(Op.TRANSPOSE, apply(Op.GROUP, _repeated(_of_inverse(inner[0]), count)))
    base = written(atom)
    return apply(
        Op.POWER, apply(Op.GROUP, base) if isinstance(base, Apply) and base.op in RAISED else base, number(count)
    )


def _of_inverse(turned: Atom) -> Atom:
    """X^{-1}, of X^T."""
    return Atom("inverse", turned.args, turned.shape)


def written(atom: Atom) -> Expr:
    """An atom as an expression."""
    if isinstance(atom.data, Leaf):
        return atom.data.written
    if atom.op == HOLE and atom.data is not None:
        return atom.data  # type: ignore[no-any-return]
    rule = RULES.get(atom.op)
    if rule is not None:
        return rule(atom)
    op = FUNCTIONS.get(atom.op)
    if op is None:
        raise Underivable(f"no way to write this ({atom.op})")
    return apply(op, expression(atom.args[0]))


def _power(atom: Atom) -> Expr:
    """x^k of a scalar, sqrt for a half."""
    base = expression(atom.args[0])
    if atom.data == 1:
        return base
    if atom.data == Fraction(1, 2):
        return apply(Op.SQRT, base)
    return apply(Op.POWER, _based(base), number(atom.data))


def _based(base: Expr) -> Expr:
    """What carries an exponent, in brackets where it needs them."""
    if isinstance(base, Name | Number) or (isinstance(base, Apply) and base.op in CLOSED):
        return base
    if isinstance(base, Derivative) and base.form is Form.PRIME:
        return base
    return apply(Op.GROUP, base)


def _transpose(atom: Atom) -> Expr:
    return apply(Op.TRANSPOSE, _based(expression(atom.args[0])))


def _grouping(atom: Atom) -> Expr:
    """A sum in brackets; as the transpose of one where that has fewer transposes."""
    inner = atom.args[0]
    turned = transpose(inner)
    if _reads_better(turned, inner):
        return apply(Op.TRANSPOSE, apply(Op.GROUP, expression(turned)))
    return apply(Op.GROUP, expression(inner))


def _reads_better(turned: Sum, inner: Sum) -> bool:
    """Whether a transpose around brackets says the same with fewer signs, or with as many and none at the front."""
    less = signs(inner) - signs(turned) - 1
    first = Sum(inner.terms[:1], inner.shape)
    return less > 0 or (
        less == 0 and len(inner.terms) > 1 and signs(first) > 0 == signs(Sum(turned.terms[:1], turned.shape))
    )


def _step(atom: Atom) -> Expr:
    return apply(Op.INDICATOR, Relation(HERE, (expression(atom.args[0]), number(0)), (Sign(">", HERE),)))


def _inverse(atom: Atom) -> Expr:
    inner = atom.args[0].terms[0]
    turned = inner.factors[0] if len(atom.args[0].terms) == 1 and len(inner.factors) == 1 else None
    if turned is not None and turned.op == "transpose":
        return apply(Op.TRANSPOSE, apply(Op.INVERSE, _based(expression(turned.args[0]))))
    if atom.shape[0] == atom.shape[1] and _reads_better(back := transpose(atom.args[0]), atom.args[0]):
        return apply(Op.TRANSPOSE, apply(Op.INVERSE, _based(expression(back))))
    return apply(Op.INVERSE, _based(expression(atom.args[0])))


def _hadamard(atom: Atom) -> Expr:
    parts: list[Expr] = []
    for argument in atom.args:
        inner = expression(argument)
        if isinstance(inner, Apply) and inner.op is Op.HADAMARD:
            parts.extend(inner.args)
        else:
            parts.append(apply(Op.GROUP, inner) if isinstance(inner, Apply) and inner.op in (Op.ADD, Op.NEG) else inner)
    return apply(Op.HADAMARD, *parts)


def _hadamard_power(atom: Atom) -> Expr:
    base, exponent = expression(atom.args[0]), atom.data
    if exponent.denominator == 2:
        base, exponent = apply(Op.SQRT, base), 2 * exponent
    return base if exponent == 1 else apply(Op.HADAMARD_POWER, _based(base), number(exponent))


def _kronecker(atom: Atom) -> Expr:
    parts: list[Expr] = []
    for argument in atom.args:
        inner = expression(argument)
        nested = isinstance(inner, Apply) and inner.op is Op.KRONECKER
        parts.extend(inner.args if nested and isinstance(inner, Apply) else [_grouped(inner)])
    return apply(Op.KRONECKER, *parts)


def _blocks(atom: Atom) -> Expr:
    """Cells row by row; 0 where one is zero."""
    cells = [expression(cell) for cell in atom.args]
    rows = [cells[start : start + atom.data] for start in range(0, len(cells), atom.data)]
    return apply(Op.MATRIX, *(apply(Op.ROW, *row) for row in rows))


def _grouped(inner: Expr) -> Expr:
    return apply(Op.GROUP, inner) if isinstance(inner, Apply) and inner.op in (Op.ADD, Op.NEG, Op.KRONECKER) else inner


def _general_power(atom: Atom) -> Expr:
    return apply(Op.POWER, _based(expression(atom.args[0])), expression(atom.args[1]))


def _sum(atom: Atom) -> Expr:
    return apply(Op.SUM, expression(atom.args[0]), *atom.data)


def _call(atom: Atom) -> Expr:
    """A function that nobody defined, with primes."""
    head, primes = atom.data
    written: Expr = apply(Op.CALL, head, expression(atom.args[0]))
    for _ in range(primes):
        written = Derivative(HERE, written, (), Form.PRIME)
    return written


def _chain(atom: Atom) -> Expr:
    return _product(1, _factors(atom.data))


def _identity(atom: Atom) -> Expr:
    """I, with its size where nothing else says it."""
    letter = Name(HERE, "I")
    return letter if atom.data is None else apply(Op.INDEX, letter, size(atom.shape[0]))


def _ones(atom: Atom) -> Expr:
    one = Name(HERE, "1", "bold")
    if atom.shape[1] == 1:
        return one
    turned = apply(Op.TRANSPOSE, one)
    return turned if atom.shape[0] == 1 else apply(Op.PRODUCT, one, turned)


RULES: dict[str, Callable[[Atom], Expr]] = {
    "group": _grouping,
    "step": _step,
    "commutation": lambda atom: apply(Op.INDEX, Name(HERE, COMMUTATION), *map(size, atom.data)),
    "maximum": lambda atom: apply(Op.MAXIMUM, *map(expression, atom.args)),
    "minimum": lambda atom: apply(Op.MINIMUM, *map(expression, atom.args)),
    "power": _power,
    "transpose": _transpose,
    "inverse": _inverse,
    "hadamard": _hadamard,
    "hadamard power": _hadamard_power,
    "kronecker": _kronecker,
    "blocks": _blocks,
    "general power": _general_power,
    "symbolic power": _general_power,
    "pseudoinverse": lambda atom: apply(Op.PSEUDOINVERSE, _based(expression(atom.args[0]))),
    "sum": _sum,
    "chain": _chain,
    "call": _call,
    "ones": _ones,
    "identity": _identity,
    "size": lambda atom: size(atom.data),
    "norm 2": lambda atom: apply(Op.NORM, expression(atom.args[0]), apply(Op.MISSING)),
    "norm 1": lambda atom: apply(Op.NORM, expression(atom.args[0]), number(1)),
    "diagonal part": lambda atom: apply(Op.HADAMARD, Name(HERE, "I"), expression(atom.args[0])),
}
FUNCTIONS: dict[str, Op] = {
    "trace": Op.TRACE,
    "determinant": Op.DETERMINANT,
    "vec": Op.VEC,
    "diagonal matrix": Op.DIAG,
    "diagonal": Op.DIAG,
    "matrix exponential": Op.EXP,
    "matrix sine": Op.SIN,
    "matrix cosine": Op.COS,
    "matrix hyperbolic sine": Op.SINH,
    "matrix hyperbolic cosine": Op.COSH,
    "softmax": Op.SOFTMAX,
    "exp": Op.EXP,
    "log": Op.LOG,
    "sqrt": Op.SQRT,
    "sin": Op.SIN,
    "cos": Op.COS,
    "tan": Op.TAN,
    "sinh": Op.SINH,
    "cosh": Op.COSH,
    "tanh": Op.TANH,
    "sigmoid": Op.SIGMOID,
    "relu": Op.RELU,
    "sign": Op.SIGN,
    "absolute": Op.BARS,
}
