"""From the typed tree to sympy, node by node: a derivative by a matrix is the matrix of derivatives by its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mclint.shapes.arrangement import Variable
from mclint.shapes.dim import Compound, Dim, Size
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed
from mclint.values import symbolic
from mclint.values.symbolic import Untranslatable, by_entry, entry, shape_of

MOST_NODES = 5_000


class Translation:
    """What stands for indices and parameters while a tree is walked. A builder inside `to_sympy`."""

    def __init__(self, inference: Inference, roots: Iterable[Typed], assumptions: dict[str, bool]) -> None:
        self.inference, self.assumptions = inference, assumptions
        self.directions = {n.data: n for root in roots for n in _nodes(root) if n.op == "direction"}
        self.letters: dict[str, Any] = {}  # the index letters of sums, counted from 1
        self.values: dict[str, Any] = {}  # parameters, and symbols that something else stands for
        self.count = 0

    def size(self, dim: Dim) -> Any:
        """A size: a number, a positive integer of its declared name, or one of a fresh name."""
        dim = self.inference.equalities.find(dim)
        if isinstance(dim, int):
            return symbolic.integer(dim)
        if isinstance(dim, Compound):
            return symbolic.total_size(dim.sign, [self.size(part) for part in dim.parts])
        if isinstance(dim, Size):
            return symbolic.whole(dim.name)
        return symbolic.whole(f"size_{dim.number}") if dim.plural else symbolic.integer(1)

    def shape(self, node: Typed) -> tuple[Any, Any]:
        """Rows and columns of a node."""
        return self.size(node.shape[0]), self.size(node.shape[1])

    def symbol(self, name: str, node: Typed) -> Any:
        """A symbol or matrix symbol in the shape of a node."""
        return symbolic.symbol(name, self.shape(node), self.assumptions)

    def letter(self, alias: str) -> Any:
        """The value of an index letter, counted from 1."""
        known = self.letters.get(alias)
        if known is None and ("#" in alias or "•" in alias):
            raise Untranslatable("an index outside of its sum")
        return self.fresh_letter(alias) if known is None else known

    def fresh_letter(self, alias: str) -> Any:
        """An index letter, which keeps its name unless that means something else in this equation."""
        letter, _, number = alias.partition("#")
        taken = letter in self.inference.scope.sizes or symbolic.whole(letter) in self.letters.values()
        if taken or (number and letter in self.inference.index_sizes):
            letter = f"{letter}_{number or 'index'}"
        return symbolic.whole(letter)

    def position(self, position: tuple[str, Any]) -> Any:
        """Where a position points, counted from 0."""
        kind, what = position
        if kind == "all":
            return symbolic.integer(0)
        if kind == "number":
            return symbolic.integer(what - 1)
        return (self.size(what) if kind == "size" else self.letter(what)) - 1

    def expression(self, node: Typed) -> Any:
        """The expression of a node: a scalar where it is 1 × 1, otherwise a matrix expression of its shape."""
        self.count += 1
        if self.count > MOST_NODES:
            raise Untranslatable("limit")
        row = symbolic.ROWS.get(node.op)
        if row is not None:
            result = row(*map(self.expression, node.args), *(() if node.data is None else (node.data,)))
        elif node.op in SPECIAL:
            result = SPECIAL[node.op](self, node)
        else:
            raise Untranslatable("samples" if node.op == "member" else node.op)
        shape = self.shape(node)
        if shape == (1, 1):
            result = symbolic.scalar(result)
        if shape_of(result) != shape:
            raise Untranslatable(f"the shape of {node.op}")
        return result

    def under(self, values: dict[str, Any], node: Typed) -> Any:
        """A node with something else for some names."""
        before = self.values
        self.values = {**before, **values}
        try:
            return self.expression(node)
        finally:
            self.values = before

    def with_letters(self, letters: dict[str, Any], node: Typed) -> Any:
        """A node with values for some index letters."""
        before = self.letters
        self.letters = {**before, **letters}
        try:
            return self.expression(node)
        finally:
            self.letters = before


def _nodes(root: Typed) -> list[Typed]:
    found = [root]
    for node in found:
        if len(found) > MOST_NODES:
            raise Untranslatable("limit")
        found.extend(node.args)
    return found


def _symbol(translation: Translation, node: Typed) -> Any:
    value = translation.values.get(node.data)
    return translation.symbol(node.data, node) if value is None else value


def _defined(translation: Translation, node: Typed) -> Any:
    value = translation.values.get(node.data)
    return translation.expression(node.args[0]) if value is None else value


def _function(translation: Translation, node: Typed) -> Any:
    """f(s, t), or the matrix of the entries f(i, j, s, t); sympy has no unknown functions of matrices."""
    value = translation.values.get(node.data)
    if value is not None:
        return value
    if any(translation.shape(each) != (1, 1) for each in node.args):
        raise Untranslatable("unknown function of a matrix")
    known, shape = symbolic.function(node.data), translation.shape(node)
    arguments = [translation.expression(each) for each in node.args]
    if shape == (1, 1):
        return known(*arguments)
    return by_entry(shape, lambda r, c: known(r + 1, c + 1, *arguments))


def _parameter(translation: Translation, node: Typed) -> Any:
    if node.data not in translation.values:
        raise Untranslatable("parameter")
    return translation.values[node.data]


def _let(translation: Translation, node: Typed) -> Any:
    body, *arguments = node.args
    values = [translation.expression(argument) for argument in arguments]
    if translation.shape(node) != translation.shape(body):  # a function of one number, applied to each entry
        return symbolic.entrywise(lambda x: translation.under({node.data[0]: x}, body), values[0])
    return translation.under(dict(zip(node.data, values, strict=True)), body)


def _blocks(translation: Translation, node: Typed) -> Any:
    cells = [translation.expression(cell) for cell in node.args]
    return symbolic.blocks([cells[start : start + node.data] for start in range(0, len(cells), node.data)])


def _entry(translation: Translation, node: Typed) -> Any:
    row, column, _ = node.data
    base = translation.expression(node.args[0])
    return entry(base, translation.position(row), translation.position(column))


def _index_value(translation: Translation, node: Typed) -> Any:
    """The letter itself: that of the innermost sum over it."""
    aliases = [alias for alias in translation.letters if alias.partition("#")[0] == node.data]
    return translation.letter(aliases[-1] if aliases else node.data)


def _elementwise_function(translation: Translation, node: Typed) -> Any:
    return symbolic.entrywise(symbolic.function(node.data), translation.expression(node.args[0]))


def _repeated(translation: Translation, node: Typed) -> Any:
    if len(node.args) > 1 or node.data in translation.inference.starts:
        raise Untranslatable("a sum over part of a range")
    letter, size = translation.fresh_letter(node.data), translation.inference.index_sizes[node.data]
    body = translation.with_letters({node.data: letter}, node.args[0])
    return symbolic.repeated(node.op, body, letter, translation.size(size))


def _by_entries(translation: Translation, node: Typed) -> Any:
    """Index letters become rows and columns."""
    row, column = node.data

    def rule(r: Any, c: Any) -> Any:
        letters = {alias: place + 1 for alias, place in ((row, r), (column, c)) if alias is not None}
        body = translation.with_letters(letters, node.args[0])
        return entry(body, r if row is None else 0, c if column is None else 0)

    return by_entry(translation.shape(node), rule)


def _derivative(translation: Translation, node: Typed) -> Any:
    by, how = node.data
    body, leaf = node.args
    variable, value = _variable(translation, leaf, by)
    inner = translation.expression(body) if value is None else translation.under({by.key: variable}, body)
    if by.positions is not None:
        variable = entry(variable, *map(translation.position, by.positions))

    def rule(r: Any, c: Any) -> Any:
        derivative = symbolic.slope(*_pair(inner, variable, how.kind, *((c, r) if how.flipped else (r, c))))
        return derivative if value is None else symbolic.at(derivative, variable, value)

    return by_entry(translation.shape(node), rule)


def _variable(translation: Translation, leaf: Typed, by: Variable) -> tuple[Any, Any]:
    """The symbol to differentiate by, and its value where it stands for an expression."""
    value = translation.expression(leaf)
    if leaf.op in ("symbol", "function") and by.key not in translation.values:
        return value, None
    if value.is_Matrix:
        raise Untranslatable("derivative by an expression")
    return translation.symbol(by.key, leaf), value


def _pair(body: Any, variable: Any, kind: str, row: Any, column: Any) -> tuple[Any, Any]:
    """The entry of the body and the entry of the variable whose partial derivative stands in this place."""
    if kind == "scalar":
        return entry(body, row, column), variable
    if kind == "gradient":
        return body, entry(variable, row, column)
    return _along(body, row), _along(variable, column)


def _along(x: Any, place: Any) -> Any:
    """An entry of a row or a column."""
    return entry(x, 0, place) if shape_of(x)[0] == 1 else entry(x, place, 0)


def _slope(translation: Translation, node: Typed) -> Any:
    """f'(z), entry by entry where f is applied to each."""
    body, argument = node.args
    value = translation.expression(argument)
    spot = symbolic.SPOT
    if not value.is_Matrix:
        inner = translation.under({node.data: spot}, body)
        return symbolic.at(symbolic.slope(inner, spot), spot, value)
    if len(body.args) != (2 if body.op == "let" else 1) or body.args[-1].data != node.data:
        raise Untranslatable("slope of a vector")
    rule = _rule(translation, body)
    inner = symbolic.slope(rule(spot), spot)
    return symbolic.entrywise(lambda x: symbolic.at(inner, spot, x), value)


def _rule(translation: Translation, body: Typed) -> Callable[[Any], Any]:
    """The function of one number that a node applies to each entry of a parameter."""
    if body.op == "elementwise function":
        return symbolic.function(body.data)  # type: ignore[no-any-return]
    if body.op == "let" and translation.shape(body.args[0]) == (1, 1):
        return lambda x: translation.under({body.data[0]: x}, body.args[0])
    rule = symbolic.ELEMENTWISE.get(body.op)
    if rule is None:
        raise Untranslatable("slope of a vector")
    return rule


def _differential(translation: Translation, node: Typed) -> Any:
    """The change along the directions of all symbols that have one."""
    body = translation.expression(node.args[0])
    moved = [(translation.expression(d.args[0]), translation.expression(d)) for d in translation.directions.values()]
    if not moved or any(key in translation.values for key in translation.directions):
        raise Untranslatable("differential")

    def rule(r: Any, c: Any) -> Any:
        return symbolic.add(*(symbolic.along(entry(body, r, c), x, dx) for x, dx in moved))

    return by_entry(translation.shape(node), rule)


SPECIAL: dict[str, Callable[[Translation, Typed], Any]] = {
    "symbol": _symbol,
    "defined": _defined,
    "function": _function,
    "parameter": _parameter,
    "let": _let,
    "number": lambda _, node: symbolic.number(node.data),
    "zero": lambda translation, node: symbolic.constant("zero", translation.shape(node)),
    "ones": lambda translation, node: symbolic.constant("ones", translation.shape(node)),
    "identity": lambda translation, node: symbolic.constant("identity", translation.shape(node)),
    "size": lambda translation, node: translation.size(node.data),
    "index value": _index_value,
    "delta": lambda translation, node: symbolic.delta(*map(translation.letter, node.data)),
    "blocks": _blocks,
    "entry": _entry,
    "elementwise function": _elementwise_function,
    "sum": _repeated,
    "product over": _repeated,
    "by entries": _by_entries,
    "derivative": _derivative,
    "slope": _slope,
    "direction": lambda translation, node: translation.symbol(f"d{node.data}", node),
    "differential": _differential,
}
