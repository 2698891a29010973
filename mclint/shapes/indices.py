"""Shapes of components, entries and samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mclint.document.scope import Facts, key_of, spelled
from mclint.document.statement import Rank
from mclint.shapes import shifts
from mclint.shapes.dim import Because, Dim
from mclint.shapes.kinds import as_indexed
from mclint.shapes.typed import Clashing, Conflict, Typed, Unreadable
from mclint.shapes.usage import is_capital
from mclint.shapes.vectorised import commutation
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes

if TYPE_CHECKING:
    from mclint.shapes.infer import Inference

# A position within rows or columns: ("index", name), ("number", k) or ("all", None).
Position = tuple[str, Any]
ALL: Position = ("all", None)


def index(inference: Inference, node: Apply) -> Typed:
    """x_i, A_{ij}, (Ax)_i, S_0: an entry, a sample, or a symbol with a label."""
    base, *places = node.args
    if isinstance(base, Apply) and base.op is Op.SUPERINDEX:
        base = labelled(inference, base)
        node = Apply(node.span, Op.INDEX, (base, *places))
    key, facts = key_of(node), Facts()
    if key is not None:
        if key in inference.parameters:
            return inference.parameters[key]
        facts = inference.scope.of(key)
    if len(places) == 1 and shifts.is_shifted(inference, base):
        return shifts.member(inference, node)
    shifts.look_at(inference, places)
    if not isinstance(base, Name):
        return _entry_of_expression(inference, node, base, places)
    defined = bool(facts.definitions) and (key in inference.reading.definitions or not _all_letters(places))
    if key is not None and (facts.rows is not None or defined or key in inference.depends):
        return inference.symbol(key, base, node.span)
    name = key_of(base) or ""
    if name in ("delta", "I", "bb I") and len(places) == 2 and _is_kronecker(inference, name, places):
        return _kronecker_delta(inference, node, places)
    if name in ("I", "bb I", "1", "bb 1") and len(places) == 1:
        return _constant_of_size(inference, base, places[0], node)
    if name in inference.parameters:
        return entry(inference, inference.parameters[name], places, node)
    if inference.reading.labels and not any(key_of(place) in inference.bound for place in places):
        return inference.symbol(key or name, base, node.span)
    if not all(_is_position(inference, place) for place in places):
        return inference.symbol(key or name, base, node.span)
    if len(places) == 1:
        return _one_index(inference, node, base, name, key or name)
    if len(places) == 2:
        return _two_indices(inference, node, base, name)
    raise Unreadable("unsupported-notation", "three indices")


def _is_kronecker(inference: Inference, name: str, places: list[Expr]) -> bool:
    r"""Whether `\delta_{ij}` or `I_{ij}` compares its indices: where delta is a vector, two indices are none of its."""
    facts = inference.scope.of(name)
    if name != "delta":
        plain = facts.rank is None and not facts.definitions and facts.rows is None
        return plain and all(isinstance(place, Name) for place in places)
    return facts.rows is None or (isinstance(facts.columns, Number) and facts.columns.value == 1)


def _all_letters(places: list[Expr]) -> bool:
    """Whether all subscripts are letters: then a definition of one entry says nothing of the reading without it."""
    return all(isinstance(place, Name) and place.font == "" and not place.label for place in places)


def labelled(inference: Inference, node: Apply) -> Expr:
    """`W^{[l]}` as a name with a label, unless it is one of the samples that a sum runs over."""
    base, place = node.args[0], node.args[1]
    if not isinstance(base, Name) or base.label or any(key_of(n) in inference.bound for n in nodes(place)):
        return node
    return Name(node.span, base.letter, base.font, base.marks, f"[{spelled(place)}]")


def _is_position(inference: Inference, place: Expr) -> bool:
    """Whether a subscript is an index: a bound or index-like letter, or a positive number."""
    if isinstance(place, Number):
        return place.value >= 1 and place.value.denominator == 1
    if not isinstance(place, Name) or place.label or place.font not in ("", "roman"):
        return False
    return key_of(place) in inference.bound or (place.letter in INDEX_LETTERS and set(place.marks) <= {"prime"})


INDEX_LETTERS = set("abcdhijklmnpqrsuv") | {"alpha", "beta", "gamma", "mu", "nu", "lambda"}


def _one_index(inference: Inference, node: Apply, base: Name, name: str, key: str) -> Typed:
    facts = as_indexed(inference.scope.of(name), inference.usage.of(name))
    place = node.args[1]
    if facts.samples is not None:
        return _member(inference, node, base, name, place)
    if facts.rows is not None or facts.rank in (Rank.VECTOR, Rank.ROW):
        whole = inference.symbol(name, base, base.span)
        if inference.is_scalar(whole):
            return inference.symbol(key, base, node.span)
        if 1 in inference.find(whole.shape) and inference.choose(f"iterate {name}", 2) == 1:
            return _iterate(inference, key, whole, node)
        if 1 in inference.find(whole.shape):
            return entry(inference, whole, node.args[1:], node)
        if isinstance(place, Number):
            return inference.symbol(key, base, node.span)
        raise Unreadable("row-or-column", name)
    use, whole_use = inference.usage.of(key), inference.usage.of(name)
    used_whole = whole_use is not None and whole_use.whole
    known = name in inference.reading.definitions or name in inference.depends
    if isinstance(place, Number) and not used_whole and not known:
        return inference.symbol(key, base, node.span)
    vector = use is not None and (use.transposed or use.normed or use.after_matrix or use.bold or use.inverted)
    first = 1 if (vector or is_capital(base)) and not (used_whole or known) else 0
    option = (first + inference.choose(f"index {name}", 2)) % 2
    if option == 1:
        return _member(inference, node, base, name, place)
    if name not in inference.symbols and not known:
        inference.symbols[name] = Typed("symbol", (), (inference.fresh(plural=True), 1), base.span, name)
        inference.used_names[name] = base
    return entry(inference, inference.symbol(name, base, base.span), node.args[1:], node)


def _iterate(inference: Inference, key: str, whole: Typed, node: Apply) -> Typed:
    """x_k as another vector like x: an iterate, a sample."""
    known = inference.symbols.get(key)
    if known is None:
        known = inference.symbols[key] = Typed("symbol", (), whole.shape, node.span, key)
    return Typed(known.op, known.args, known.shape, node.span, known.data)


def _two_indices(inference: Inference, node: Apply, base: Name, name: str) -> Typed:
    facts = inference.scope.of(name)
    if name == inference.scope.commutation:
        return commutation(inference, node)
    if base.letter in ("E", "J") and base.font == "bold" and facts.rows is None:
        return _basis_matrix(inference, node)
    if facts.samples is not None:
        return entry(inference, _member(inference, node, base, name, node.args[1]), node.args[2:], node)
    return entry(inference, inference.symbol(name, base, base.span), node.args[1:], node)


def _basis_matrix(inference: Inference, node: Apply) -> Typed:
    """E_{ij}: a matrix with a single one, in row i and column j."""
    shape = inference.fresh(plural=True), inference.fresh(plural=True)
    whole = Typed("symbol", (), shape, node.span, "basis")
    where = tuple(position(inference, place, dim, node, whole) for place, dim in zip(node.args[1:], shape, strict=True))
    if any(kind != "index" for kind, _ in where):
        raise Unreadable("basis-matrix", "a matrix with a single one")
    return Typed("basis matrix", (), shape, node.span, (where[0][1], where[1][1]))


def _entry_of_expression(inference: Inference, node: Apply, base: Expr, places: list[Expr]) -> Typed:
    if len(places) == 1 and isinstance(places[0], Apply) and places[0].op is Op.TIMES:
        from mclint.shapes.structures import by_entries

        return by_entries(inference, base, places[0].args, node.span)
    if not all(_is_position(inference, place) for place in places):
        return _component(inference, node, base, places)
    return entry(inference, inference.infer(base), places, node)


def _component(inference: Inference, node: Apply, base: Expr, places: list[Expr]) -> Typed:
    r"""`(\mu_{pr})_y`: the component with the name y, a number for each p and r."""
    below = base.args[0] if isinstance(base, Apply) and base.op is Op.GROUP else base
    symbol = below.args[0] if isinstance(below, Apply) and below.op is Op.INDEX else None
    named = all(isinstance(place, Name) and key_of(place) not in inference.bound for place in places)
    if not named or not isinstance(below, Apply) or not isinstance(symbol, Name) or len(below.args) > 3:
        raise Unreadable("unsupported-notation", "subscript")
    name = f"{key_of(symbol)}({' '.join(spelled(place) for place in places)})"
    if name not in inference.symbols:
        sizes = [inference.fresh(plural=True) for _ in below.args[1:]]
        inference.symbols[name] = Typed("symbol", (), (sizes[0], sizes[1] if len(sizes) > 1 else 1), symbol.span, name)
    return entry(inference, inference.symbols[name], below.args[1:], node)


def entry(inference: Inference, base: Typed, places: list[Expr] | tuple[Expr, ...], node: Apply) -> Typed:
    """One entry of a vector (one index) or a matrix (two)."""
    rows, columns = inference.find(base.shape)
    if len(places) == 1:
        if columns == 1:
            data = (position(inference, places[0], base.shape[0], node, base), ALL)
        elif rows == 1:
            data = (ALL, position(inference, places[0], base.shape[1], node, base))
        else:
            return _row_or_column(inference, base, places[0], node)
    elif len(places) == 2:
        data = (
            position(inference, places[0], base.shape[0], node, base),
            position(inference, places[1], base.shape[1], node, base),
        )
    else:
        raise Unreadable("unsupported-notation", "indices")
    return Typed("entry", (base,), (1, 1), node.span, (*data, 1))


def _row_or_column(inference: Inference, base: Typed, place: Expr, node: Apply) -> Typed:
    """A_k: nothing says whether it is a row or a column, nor how a row lies; what is true of one of them holds."""
    inner = base.args[0] if base.op == "transpose" else base
    capital = inner.op == "symbol" and is_capital(Name(base.span, inner.data.split("_")[0]))
    option = inference.choose("row or column", 4) if capital else 0
    if option == 0:
        raise Unreadable("row-or-column")
    rows, columns = base.shape
    if option == 2:
        where = position(inference, place, columns, node, base)
        return Typed("entry", (base,), (rows, 1), node.span, (ALL, where, 1))
    where = position(inference, place, rows, node, base)
    row = Typed("entry", (base,), (1, columns), node.span, (where, ALL, 1))
    return row if option == 1 else Typed("transpose", (row,), (columns, 1), node.span)


def position(inference: Inference, place: Expr, dim: Dim, node: Apply, base: Typed) -> Position:
    """Where an index points; an index letter runs over the size it is used for."""
    if isinstance(place, Number):
        return "number", int(place.value)
    letter = key_of(place) or ""
    if inference.equalities.find(dim) == 1:
        raise Unreadable("index-range", f"{letter} of a number")
    alias = inference.aliases.get(letter, letter)
    size = inference.index_sizes.get(alias)
    if size is None:
        inference.index_sizes[alias] = dim
    else:
        try:
            inference.unify(size, dim, f"{letter} runs over both sizes", Clashing.INDEX, node.span, base, None)
        except Conflict as conflict:
            if conflict.declared and base.op == "symbol" and inference.scope.of(base.data).rows is not None:
                raise
            raise Unreadable("index-range", letter) from None
    return "index", alias


def _member(inference: Inference, node: Apply, base: Name, name: str, place: Expr) -> Typed:
    """x_i as the i-th of several vectors: stored as one tall matrix of blocks."""
    family = inference.families.get(name)
    if family is None:
        facts = inference.scope.of(name)
        if facts.rows is not None and facts.columns is not None:
            shape = inference.size(facts.rows), inference.size(facts.columns)
        else:
            shape = inference.shape_of_member(name, key_of(node) or name)
        count = facts.samples
        plain = count is None or (isinstance(count, Apply) and count.op is Op.MISSING)
        number: Dim = inference.fresh(plural=True) if plain or count is None else inference.size(count)
        family = inference.families[name] = (number, Typed("family", (), shape, base.span, name))
    number, member = family
    where = position(inference, place, number, node, member)
    return Typed("member", (member,), member.shape, node.span, where)


def superindex(inference: Inference, node: Apply) -> Typed:
    """x^{(i)}: the i-th sample where i is bound, otherwise a symbol with a label: W^{[l]}."""
    base, place = node.args[0], node.args[1]
    key, name = key_of(node), key_of(base)
    if key is None or name is None:
        raise Unreadable("unsupported-notation", "superscript")
    if key in inference.parameters:
        return inference.parameters[key]
    if shifts.is_shifted(inference, base):
        return shifts.member(inference, node)
    if name in inference.parameters:
        raise Unreadable("unsupported-notation", "superscript of a parameter")
    if isinstance(base, Name) and key_of(place) in inference.bound:
        return _member(inference, node, base, name, place)
    if shifts.is_bound(inference, place):
        raise Unreadable("shifted-index")
    return inference.symbol(key, base if isinstance(base, Name) else None, node.span)


def _kronecker_delta(inference: Inference, node: Apply, places: list[Expr]) -> Typed:
    positions = []
    for place in places:
        if not isinstance(place, Name):
            raise Unreadable("unsupported-notation", "delta")
        letter = key_of(place) or ""
        alias = inference.aliases.get(letter, letter)
        size = inference.index_sizes.setdefault(alias, inference.fresh())
        positions.append((alias, size))
    because = Because("a Kronecker delta compares two indices of one range", node.span)
    inference.equalities.unify(positions[0][1], positions[1][1], because)
    return Typed("delta", (), (1, 1), node.span, (positions[0][0], positions[1][0]))


def _constant_of_size(inference: Inference, base: Name, place: Expr, node: Apply) -> Typed:
    size = inference.size(place)
    if base.letter == "1":
        return Typed("ones", (), (size, 1), node.span)
    return Typed("identity", (), (size, size), node.span)


RULES: dict[Op, Callable[[Any, Any], Typed]] = {
    Op.INDEX: index,
    Op.SUPERINDEX: superindex,
}
