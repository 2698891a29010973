"""A second opinion on mutants: a small evaluator of formulas that shares nothing with mclint's own.

It reads the tree with the rules of ordinary matrix algebra, given the shapes of the symbols. What it has no rule for
(an unknown function, a derivative) is a random array of the right shape, the same wherever the same thing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from mclint.document.scope import key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes
from mclint.syntax.walk import rewrite

Array = Any
Shapes = Mapping[object, tuple[int, int]]
Forms = Mapping[str, str]
FORMS: dict[str, Callable[[Array], Array]] = {
    "": lambda x: x,
    "symmetric": lambda x: (x + x.T) / 2,
    "antisymmetric": lambda x: (x - x.T) / 2,
    "diagonal": lambda x: np.diag(np.diag(x)),
    "orthogonal": lambda x: np.linalg.qr(x)[0],
}
EQUAL, STEP = 1e-6, 1e-5


class Unknown(Exception):
    """No rule, or no shape, for a part of the formula."""


class Reference:
    """Values for the symbols of one equation. `shapes` has those of symbols by key and of other parts by span."""

    def __init__(self, shapes: Shapes, forms: Forms, seed: int, apart: bool = True) -> None:
        self.shapes, self.forms, self.seed, self.apart = shapes, forms, seed, apart
        self.moved: dict[str, Array] = {}
        self.bound: dict[str, int] = {}
        self.free: dict[str, int] = {}

    def random(self, name: str, shape: tuple[int, int]) -> Array:
        """The values of a name: positive, with a heavy diagonal, so that logarithms and inverses exist."""
        digest = hashlib.blake2b(f"{self.seed} {name} {shape}".encode(), digest_size=8).digest()
        values = np.random.default_rng(int.from_bytes(digest, "big")).uniform(0.3, 1.5, shape)
        if shape[0] == shape[1] > 1:
            values = FORMS[self.forms.get(name, "")](values + 1.5 * np.eye(shape[0]))
        return values

    def shape(self, expr: Expr) -> tuple[int, int]:
        """The shape of a symbol or of a part that has no rule."""
        for key in (key_of(expr), expr.span):
            if key is not None and key in self.shapes:
                return self.shapes[key]
        raise Unknown

    def value(self, expr: Expr) -> Array:
        """The value of an expression, always with rows and columns."""
        if isinstance(expr, Number):
            return np.array([[float(expr.value)]])
        if isinstance(expr, Name):
            return self.symbol(expr)
        if isinstance(expr, Derivative):
            return self.derivative(expr)
        if not isinstance(expr, Apply):
            raise Unknown
        if expr.op in SPECIAL:
            return SPECIAL[expr.op](self, expr)
        rule = RULES.get(expr.op)
        if rule is None:
            return self.opaque(expr)
        return rule(*(self.value(part) for part in expr.args))

    def symbol(self, expr: Expr) -> Array:
        key = key_of(expr) or ""
        if key in self.bound:
            return np.array([[self.bound[key] + 1.0]])
        rows, columns = self.shape(expr)
        if key in self.moved:
            return self.moved[key]
        if key in ("I", "bb I"):
            return np.eye(rows)
        if key in ("0", "1"):
            return np.full((rows, columns), float(key))
        return self.random(key, (rows, columns))

    def opaque(self, expr: Expr) -> Array:
        """Something that has no rule: known only by what is written, and by the values of the indices there."""
        indices = sorted(self.bound.items())
        return self.random(f"{_written(expr)} {indices}", self.shape(expr))

    def derivative(self, expr: Derivative) -> Array:
        """By central differences where both the body and the variable have values, else something random.

        Which way it is laid out does not matter here: both sides of a comparison lay it out alike.
        """
        try:
            slopes = self.slopes(expr)
            rows, columns = self.shape(expr)
            return slopes.reshape(rows, columns) if slopes.size == rows * columns else slopes
        except Unknown:
            by = [_written(variable) for variable in expr.variables]
            return self.random(f"{expr.form} {by} {self.known(expr.body)} {self.bound}", self.shape(expr))

    def known(self, expr: Expr) -> object:
        """What tells an expression from others: its value where it has one, else what is written."""
        try:
            return np.round(self.value(expr), 6).tolist()
        except Unknown:
            return _written(expr)

    def slopes(self, expr: Derivative) -> Array:
        """The derivatives of all entries of the body by all entries of a symbol."""
        if len(expr.variables) != 1 or self.moved:
            raise Unknown
        variable = self.variable(expr.variables[0])
        base = variable.args[0] if isinstance(variable, Apply) and key_of(variable) not in self.shapes else variable
        if not _mentions(expr.body, base) or key_of(base) in self.bound:
            raise Unknown
        at = self.symbol(base)
        slopes = [self.slope(expr.body, {key_of(base): direction}) for direction in _directions(at.shape)]
        gathered = np.stack(slopes, axis=1)
        if base is variable:
            return gathered
        places = [self.place(index) for index in variable.args[1:]]
        if len(places) == 1 and 1 in at.shape:
            return gathered[:, places[0] % at.size]
        if len(places) == 2:
            return gathered[:, (places[0] % at.shape[0]) * at.shape[1] + places[1] % at.shape[1]]
        raise Unknown

    def slope(self, body: Expr, directions: dict[str | None, Array]) -> Array:
        """How fast all entries of the body change where some symbols move."""
        values = []
        for sign in (STEP, -STEP):
            self.moved = {
                key: self.random(key, direction.shape) + sign * direction
                for key, direction in directions.items()
                if key is not None
            }
            try:
                values.append(self.value(body))
            finally:
                self.moved = {}
        return (values[0] - values[1]).ravel() / (2 * STEP)

    @staticmethod
    def variable(expr: Expr) -> Expr:
        """The symbol that is differentiated by."""
        while isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.GROUP):
            expr = expr.args[0]
        return expr

    def place(self, index: Expr) -> int:
        """The number that an index stands for; letters that nothing binds get numbers of their own."""
        if isinstance(index, Number):
            return int(index.value) - 1
        key = key_of(index) or _written(index)
        if key in self.bound:
            return self.bound[key]
        return self.free.setdefault(key, len(self.free) if self.apart else 0)


def _written(expr: Expr) -> str:
    """What an expression looks like, without its place in the file."""
    if isinstance(expr, Name):
        return key_of(expr) or expr.letter
    if isinstance(expr, Number):
        return str(expr.value)
    if isinstance(expr, Apply):
        return f"{expr.op.name}({','.join(map(_written, expr.args))})"
    if isinstance(expr, Derivative):
        return f"D({_written(expr.body)};{','.join(map(_written, expr.variables))})"
    return repr(type(expr))


def _mentions(expr: Expr, variable: Expr) -> bool:
    return any(key_of(node) == key_of(variable) for node in nodes(expr))


def _directions(shape: tuple[int, int]) -> list[Array]:
    size = shape[0] * shape[1]
    return [row.reshape(shape) for row in np.eye(size)]


def _is_scalar(x: Array) -> bool:
    return bool(x.shape == (1, 1))


def times(x: Array, y: Array) -> Array:
    """A number times anything, else a matrix product."""
    if _is_scalar(x) or _is_scalar(y):
        return x * y
    if x.shape[1] != y.shape[0]:
        raise ValueError("shapes")
    return x @ y


def _product(*factors: Array) -> Array:
    result = factors[0]
    for factor in factors[1:]:
        result = times(result, factor)
    return result


def _dot(x: Array, *others: Array) -> Array:
    if len(others) == 1 and x.shape == others[0].shape and x.shape[1] == 1:
        return np.sum(x * others[0])[None, None]
    return _product(x, *others)


def _same(*terms: Array) -> tuple[Array, ...]:
    if len({term.shape for term in terms}) > 1:
        raise ValueError("shapes")
    return terms


def _sum(terms: tuple[Array, ...]) -> Array:
    """A sum, where a zero has any shape."""
    shown = [term for term in terms if term.any()] or [terms[0]]
    return sum(_same(*shown))


def _divide(x: Array, y: Array) -> Array:
    if not _is_scalar(y):
        raise Unknown
    return x / y


def _power(x: Array, exponent: Array) -> Array:
    if _is_scalar(x):
        return x**exponent if (exponent == np.round(exponent)).all() else np.abs(x) ** exponent
    if 1 in x.shape and exponent[0, 0] == 2:
        return _number(np.sum(x * x))
    if x.shape[0] != x.shape[1] or exponent[0, 0] != int(exponent[0, 0]):
        raise Unknown
    return np.linalg.matrix_power(x, int(exponent[0, 0]))


def _inverse(x: Array) -> Array:
    return np.linalg.inv(x)


def _number(x: float) -> Array:
    return np.array([[float(x)]])


def _bars(x: Array) -> Array:
    if x.shape[0] == x.shape[1]:
        return np.abs(x) if _is_scalar(x) else _number(np.linalg.det(x))
    raise Unknown


def _entrywise(function: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda x: np.asarray(function(x))


def _diagonal(x: Array) -> Array:
    if 1 in x.shape:
        return np.diag(x.ravel())
    return np.diag(x)[:, None]


RULES: dict[Op, Callable[..., Array]] = {
    Op.ADD: lambda *terms: _sum(terms),
    Op.NEG: lambda x: -x,
    Op.PRODUCT: _product,
    Op.DOT: _dot,
    Op.HADAMARD: lambda *factors: np.prod(np.stack(_same(*factors)), axis=0),
    Op.KRONECKER: lambda x, *others: _kronecker(x, others),
    Op.DIVIDE: _divide,
    Op.POWER: _power,
    Op.TRANSPOSE: lambda x: x.T,
    Op.INVERSE: _inverse,
    Op.PSEUDOINVERSE: lambda x: np.linalg.pinv(x),
    Op.GROUP: lambda x: x,
    Op.BRACKET: lambda x: x,
    Op.TRACE: lambda x: _number(np.trace(x)),
    Op.DETERMINANT: lambda x: _number(np.linalg.det(x)),
    Op.BARS: _bars,
    Op.LOG: _entrywise(lambda x: np.log(np.abs(x))),
    Op.EXP: _entrywise(np.exp),
    Op.SQRT: _entrywise(lambda x: np.sqrt(np.abs(x))),
    Op.SIN: _entrywise(np.sin),
    Op.COS: _entrywise(np.cos),
    Op.TAN: _entrywise(np.tan),
    Op.SINH: _entrywise(np.sinh),
    Op.COSH: _entrywise(np.cosh),
    Op.TANH: _entrywise(np.tanh),
    Op.SIGMOID: _entrywise(lambda x: 1 / (1 + np.exp(-x))),
    Op.SOFTMAX: lambda x: np.exp(x) / np.exp(x).sum(),
    Op.VEC: lambda x: x.T.reshape(-1, 1),
    Op.DIAG: _diagonal,
    Op.INNER: lambda x, y: _number(np.sum(np.multiply(*_same(x, y)))),
}


def _kronecker(x: Array, others: tuple[Array, ...]) -> Array:
    for other in others:
        x = np.kron(x, other)
    return x


def _norm(reference: Reference, expr: Apply) -> Array:
    x, index = reference.value(expr.args[0]), expr.args[1]
    spelled = _written(index)
    if 1 not in x.shape and spelled not in ("F", "MISSING()"):
        raise Unknown
    if spelled not in ("F", "2", "MISSING()"):
        raise Unknown
    return _number(np.sqrt(np.sum(x * x)))


def _indexed(reference: Reference, expr: Apply) -> Array:
    """A component, an entry, or the member of a family."""
    base = expr.args[0]
    key = key_of(base) or ""
    if key not in reference.shapes and len(expr.args) == 3 and key.upper() in reference.shapes:
        key, base = key.upper(), Name(base.span, key.upper())  # a_{ij} is an entry of A
    shape = reference.shapes.get(key)
    places = [reference.place(index) for index in expr.args[1:]]
    if shape is not None and len(places) <= 2:
        array = reference.symbol(base)
        if len(places) == 1 and 1 in array.shape:
            return _number(array.ravel()[places[0] % array.size])
        if len(places) == 2:
            return _number(array[places[0] % array.shape[0], places[1] % array.shape[1]])
    return reference.random(f"{_written(expr.args[0])} {places}", reference.shape(expr))


def _total(reference: Reference, expr: Apply) -> Array:
    """A sum over an index that runs over three values, which is enough for what a token can change."""
    body, index = expr.args[:2]
    key = key_of(index)
    if key is None:
        raise Unknown
    before = dict(reference.bound)
    terms = []
    for place in range(3):
        reference.bound = {**before, key: place}
        terms.append(reference.value(body))
    reference.bound = before
    return sum(_same(*terms)) if expr.op is Op.SUM else _product(*terms)


def _called(reference: Reference, expr: Apply) -> Array:
    """A smooth function of its arguments."""
    rows, columns = reference.shape(expr)
    result = reference.random(f"{_written(expr.args[0])} offset", (rows, columns))
    for place, argument in enumerate(expr.args[1:]):
        x = reference.value(argument).ravel()
        weights = reference.random(f"{_written(expr.args[0])} {place}", (rows * columns, x.size))
        result = result + np.sin(weights @ x).reshape(rows, columns)
    return result


def _differential(reference: Reference, expr: Apply) -> Array:
    """The change where every symbol moves in a direction of its own."""
    if reference.moved:
        raise Unknown
    keys = {key for node in nodes(expr.args[0]) if isinstance(node, Name) and (key := key_of(node)) is not None}
    moving = {key: reference.random(f"d {key}", reference.shapes[key]) for key in keys if key in reference.shapes}
    value = reference.value(expr.args[0])
    return reference.slope(expr.args[0], moving).reshape(value.shape)


def _matrix(reference: Reference, expr: Apply) -> Array:
    rows = [[reference.value(cell) for cell in row.args] for row in expr.args if isinstance(row, Apply)]
    return np.block(rows)


SPECIAL: dict[Op, Callable[[Reference, Apply], Array]] = {
    Op.NORM: _norm,
    Op.INDEX: _indexed,
    Op.SUPERINDEX: lambda reference, expr: reference.symbol(expr) if key_of(expr) else reference.opaque(expr),
    Op.SUM: _total,
    Op.PRODUCT_OVER: _total,
    Op.CALL: _called,
    Op.MATRIX: _matrix,
    Op.DIFFERENTIAL: _differential,
    Op.DOTS: lambda reference, expr: _number(7.0),
}


def _capital(node: Expr) -> Expr:
    """x_{ij} and X_{ij} are one entry."""
    if not (isinstance(node, Apply) and node.op is Op.INDEX and len(node.args) == 3 and isinstance(node.args[0], Name)):
        return node
    base = node.args[0]
    return replace(node, args=(replace(base, letter=base.letter.upper()), *node.args[1:]))


def equivalent(one: Expr, other: Expr, shapes: Shapes, forms: Forms, turned: bool) -> bool:
    """Whether two sides have the same value; `turned` allows the transpose, which is another layout of a derivative."""
    sides = [rewrite(side, _capital) for side in (one, other)]
    shapes = {
        **shapes,
        **{key.upper(): shapes[key] for key in shapes if isinstance(key, str) and key.islower()},
        **shapes,
    }
    try:
        pairs = [
            tuple(Reference(shapes, forms, seed, apart).value(side) for side in sides)
            for seed, apart in product((1, 2), (True, False))
        ]
    except (Unknown, ValueError, np.linalg.LinAlgError, RecursionError, OverflowError):
        return False
    straight = all(_close(a, b) for a, b in pairs)
    return straight or (turned and all(_close(a, b.T) for a, b in pairs))


def _close(a: Array, b: Array) -> bool:
    return bool(a.shape == b.shape and np.allclose(a, b, rtol=EQUAL, atol=EQUAL))
