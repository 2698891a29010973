"""A normal form as an expression in the author's symbols: fractions, powers and common factors as people write them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import groupby

from mclint.derivation.forms import HOLE, ONE, Atom, Leaf, Sum, Term, Underivable
from mclint.shapes.dim import Compound, Dim, Size
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op

HERE = Span(0, 0)


def apply(op: Op, *arguments: Expr) -> Apply:
    """An operator over arguments, in no place of a text."""
    return Apply(HERE, op, arguments)


def number(value: Fraction | int) -> Expr:
    """A number; a fraction as a quotient."""
    if value < 0:
        return apply(Op.NEG, number(-value))
    exact = Fraction(value)
    if exact.denominator == 1:
        return Number(HERE, exact)
    return apply(Op.DIVIDE, Number(HERE, Fraction(exact.numerator)), Number(HERE, Fraction(exact.denominator)))


def expression(total: Sum) -> Expr:
    """A sum as an expression."""
    if total.is_zero:
        return Number(HERE, Fraction(0))
    total = collected(total)
    terms = sorted(total.terms, key=lambda term: term.number < 0)
    written = [_term(term) for term in terms]
    return written[0] if len(written) == 1 else apply(Op.ADD, *written)


def collected(total: Sum) -> Sum:
    """A sum whose terms all end, or all begin, with one factor, as a product with it: `(A + A^T) x`."""
    terms = total.terms
    if len(terms) < 2 or any(term.scalars != terms[0].scalars for term in terms):
        return total
    if all(term.factors for term in terms) and any(len(term.factors) < 2 for term in terms):
        return _by_number(total)
    for last in (True, False):
        place = -1 if last else 0
        common = terms[0].factors[place]
        if any(term.factors[place] != common for term in terms):
            continue
        rest = [term.factors[:-1] if last else term.factors[1:] for term in terms]
        shape = rest[0][0].shape[0], rest[0][-1].shape[1]
        inner = Sum(tuple(Term(t.number, (), f) for t, f in zip(terms, rest, strict=True)), shape)
        numbers = {abs(term.number) for term in terms}
        scale = numbers.pop() if len(numbers) == 1 else ONE
        inner = Sum(tuple(t._replace(number=t.number / scale) for t in inner.terms), shape)
        inner = collected(inner)
        if len(inner.terms) == 1 and not inner.terms[0].scalars:
            scale, brackets = scale * inner.terms[0].number, inner.terms[0].factors
        else:
            brackets = (Atom("group", (inner,), shape),)
        factors = (*brackets, common) if last else (common, *brackets)
        return Sum((Term(scale, terms[0].scalars, factors),), total.shape)
    return _by_number(total)


def _by_number(total: Sum) -> Sum:
    """2 x - 2 y as 2 (x - y)."""
    numbers = {abs(term.number) for term in total.terms}
    alike = len({term.scalars for term in total.terms}) == 1
    if len(numbers) != 1 or (numbers == {ONE} and not total.terms[0].scalars) or not alike or total.is_scalar:
        return total
    (scale,) = numbers
    inner = Sum(tuple(Term(t.number / scale, (), t.factors) for t in total.terms), total.shape)
    return Sum((Term(scale, total.terms[0].scalars, (Atom("group", (inner,), total.shape),)),), total.shape)


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
    if len(matrices) > 1 or any(isinstance(m, Apply) and m.op is Op.GROUP for m in matrices):
        return _product(1, [apply(Op.DIVIDE, _product(numerator, above), bottom), *matrices])
    return apply(Op.DIVIDE, _product(numerator, [*above, *matrices]), bottom)


def _product(coefficient: int, factors: list[Expr]) -> Expr:
    parts = [*([number(coefficient)] if coefficient != 1 or not factors else []), *factors]
    if len(parts) == 1:
        return parts[0].args[0] if isinstance(parts[0], Apply) and parts[0].op is Op.GROUP else parts[0]
    infix = (Op.HADAMARD, Op.KRONECKER, Op.ADD, Op.NEG, Op.SUM)
    parts = [apply(Op.GROUP, p) if isinstance(p, Apply) and p.op in infix else p for p in parts]
    return apply(Op.PRODUCT, *parts)


def _factors(factors: tuple[Atom, ...]) -> list[Expr]:
    """Matrix factors, equal neighbours as a power."""
    found: list[Expr] = []
    for atom, run in groupby(factors):
        count = len(list(run))
        base = written(atom)
        found.append(base if count == 1 else apply(Op.POWER, base, number(count)))
    return found


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
    plain = isinstance(base, Name | Number) or (isinstance(base, Apply) and base.op in (Op.NORM, Op.INDEX, Op.GROUP))
    return base if plain else apply(Op.GROUP, base)


def _transpose(atom: Atom) -> Expr:
    return apply(Op.TRANSPOSE, _based(expression(atom.args[0])))


def _inverse(atom: Atom) -> Expr:
    inner = atom.args[0].terms[0]
    turned = inner.factors[0] if len(atom.args[0].terms) == 1 and len(inner.factors) == 1 else None
    if turned is not None and turned.op == "transpose":
        return apply(Op.TRANSPOSE, apply(Op.INVERSE, _based(expression(turned.args[0]))))
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
    base = expression(atom.args[0])
    return apply(Op.HADAMARD_POWER, _based(base), number(atom.data))


def _kronecker(atom: Atom) -> Expr:
    return apply(Op.KRONECKER, *(_grouped(expression(argument)) for argument in atom.args))


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


def _ones(atom: Atom) -> Expr:
    one = Name(HERE, "1", "bold")
    if atom.shape[1] == 1:
        return one
    turned = apply(Op.TRANSPOSE, one)
    return turned if atom.shape[0] == 1 else apply(Op.PRODUCT, one, turned)


def _size(dim: Dim) -> Expr:
    if isinstance(dim, int):
        return number(dim)
    if isinstance(dim, Size):
        return Name(HERE, dim.name)
    if isinstance(dim, Compound):
        return apply(Op.PRODUCT if dim.sign == "*" else Op.ADD, *map(_size, dim.parts))
    raise Underivable("a size without a name")


RULES: dict[str, Callable[[Atom], Expr]] = {
    "group": lambda atom: apply(Op.GROUP, expression(atom.args[0])),
    "power": _power,
    "transpose": _transpose,
    "inverse": _inverse,
    "hadamard": _hadamard,
    "hadamard power": _hadamard_power,
    "kronecker": _kronecker,
    "general power": _general_power,
    "symbolic power": _general_power,
    "pseudoinverse": lambda atom: apply(Op.PSEUDOINVERSE, _based(expression(atom.args[0]))),
    "sum": _sum,
    "chain": _chain,
    "call": _call,
    "ones": _ones,
    "identity": lambda atom: Name(HERE, "I"),
    "size": lambda atom: _size(atom.data),
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
