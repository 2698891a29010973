"""Functions of a square matrix that are not taken entry by entry: exp X, sin X, X^k.

df(X) has a closed form only where dX commutes with X; within a trace, beside what commutes with X, it is f'(X) dX.
"""

from __future__ import annotations

from collections.abc import Callable

from mclint.derivation.algebra import inverse, negative, product, total
from mclint.derivation.entrywise import apply
from mclint.derivation.forms import SCALAR, Atom, Sum, Underivable, constant, matrices_of, of_atom, scale_of

OF_NUMBERS = {
    "matrix exponential": "exp",
    "matrix sine": "sin",
    "matrix cosine": "cos",
    "matrix hyperbolic sine": "sinh",
    "matrix hyperbolic cosine": "cosh",
}
CHANGE = "change of function"  # of X, f'(X) and dX


def of_square(name: str, x: Sum) -> Sum:
    """f(X)."""
    return apply(OF_NUMBERS[name] if x.is_scalar else name, x)


SLOPES: dict[str, Callable[[Sum], Sum]] = {
    "matrix exponential": lambda x: of_square("matrix exponential", x),
    "matrix sine": lambda x: of_square("matrix cosine", x),
    "matrix cosine": lambda x: negative(of_square("matrix sine", x)),
    "matrix hyperbolic sine": lambda x: of_square("matrix hyperbolic cosine", x),
    "matrix hyperbolic cosine": lambda x: of_square("matrix hyperbolic sine", x),
}


def symbolic_power(x: Sum, exponent: Sum) -> Sum:
    """X^k."""
    return of_atom(Atom("general power" if x.is_scalar else "symbolic power", (x, exponent), x.shape))


def change_of_symbolic_power(x: Sum, dx: Sum, exponent: Sum, change: Sum) -> Sum:
    """d X^k, as that of any function of X."""
    if not change.is_zero:
        raise Underivable("an exponent that changes")
    less = total(SCALAR, exponent, constant(-1))
    return change_of_function(x, dx, product(exponent, symbolic_power(x, less)))


def change_of_function(x: Sum, dx: Sum, slope: Sum) -> Sum:
    """df(X), from f'(X)."""
    pieces = []
    for term in dx.terms:
        outside, inner = scale_of(term), matrices_of(term, x.shape)
        if x.is_scalar or all(part.factors == term.factors for part in x.terms):  # e^{tA} by t
            pieces.append(product(outside, inner, slope))
        else:
            pieces.append(product(outside, of_atom(Atom(CHANGE, (x, slope, inner), x.shape))))
    return total(x.shape, *pieces)


def traced(factors: tuple[Atom, ...]) -> Sum | None:
    """What has the trace of a product with df(X) in it, if all of its other factors are functions of X."""
    place = next((place for place, atom in enumerate(factors) if atom.op == CHANGE), None)
    if place is None:
        return None
    x, slope, change = factors[place].args
    others = (*factors[place + 1 :], *factors[:place])
    if len(others) == 1 and (exponent := _inverted_power(others[0], x)) is not None:
        return product(exponent, inverse(x), change)  # X^{-k} k X^{k-1} dX
    return product(*map(of_atom, others), slope, change) if all(_is_function(each, x) for each in others) else None


def _inverted_power(atom: Atom, x: Sum) -> Sum | None:
    """k, where a factor is the inverse of X^k."""
    if atom.op != "inverse" or len(atom.args[0].terms) != 1:
        return None
    (inner, *others) = atom.args[0].terms[0].factors
    return inner.args[1] if inner.op == "symbolic power" and inner.args[0] == x and not others else None


def _is_function(atom: Atom, x: Sum) -> bool:
    """Whether a factor is X, a function of X, or the inverse of such."""
    if of_atom(atom) == x or (atom.op in (*SLOPES, "symbolic power", "inverse") and atom.args[0] == x):
        return True
    inner = atom.args[0].terms if atom.op == "inverse" else ()
    return len(inner) == 1 and all(_is_function(each, x) for each in inner[0].factors)
