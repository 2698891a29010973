"""How an equation uses its symbols."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mclint.document.scope import base_of, key_of
from mclint.shapes.shifts import shift_names, size_names
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Relation
from mclint.syntax.vocabulary import GREEK_CAPITALS


@dataclass(eq=False, repr=False)
class Use:
    """What one equation does with one symbol."""

    name: Name
    bold: bool = False
    transposed: bool = False
    inverted: bool = False
    square: bool = False  # under a trace or determinant
    normed: bool = False
    indices: int = 0  # the most indices it has
    variable: bool = False  # something is differentiated by it
    differentiated: bool = False  # it stands alone under a derivative
    after_matrix: bool = False
    elementwise: bool = False
    time: bool = False  # a number: what a dot over another letter differentiates by, or a bound of an integral
    divides: bool = False  # stands below a fraction bar
    ordered: bool = False  # is larger or smaller than something
    powered: bool = False  # has a number as its exponent
    whole: bool = False  # occurs without index
    alone: bool = False  # occurs without arguments
    called: bool = False  # occurs with arguments
    elsewhere: bool = False  # occurs other than as a variable of differentiation
    last: tuple[int, int] = (0, 0)  # the largest numbers of its entries


@dataclass(eq=False, repr=False)
class Usage:
    """The uses of all symbols of some expressions. Mutable while the survey runs."""

    uses: dict[str, Use] = field(default_factory=dict)
    structure: bool = False  # the author shows transposes, traces, inverses or bold letters
    differentials: set[str] = field(default_factory=set)
    lone_d: bool = False  # d is a term of its own somewhere: a number, no sign of a differential
    pi_is_share: bool = False  # 1 - pi stands somewhere: a probability and not the number
    outside: set[str] = field(default_factory=set)  # symbols that occur other than in expectations
    means: int = 0  # how many expectations are open while the survey runs
    bounds: set[str] = field(default_factory=set)  # the names that sums run up to
    exponents: set[str] = field(default_factory=set)  # the names in exponents of matrices: whole numbers
    summed: set[str] = field(default_factory=set)  # the letters that sums run over
    elementary: bool = False  # capitals are numbers here: one stands below a fraction bar, or a logarithm is of a ratio
    inverts_hessian: bool = False  # some Hessian is inverted: it is a matrix and no Laplacian
    curved: set[str] = field(default_factory=set)  # the functions of which a Hessian is taken
    shifts: dict[str, set[str]] = field(default_factory=dict)  # the letters in `t - 1`, by what has it as its index
    whole_sides: bool = False  # a side is a derivative and nothing else
    written_out: bool = False  # a side is a matrix of entries

    def of(self, key: str) -> Use | None:
        """The use of a symbol, where it occurs."""
        return self.uses.get(key)


def survey(expressions: Iterable[Expr]) -> Usage:
    """Walk the expressions once and note what they do with each symbol."""
    usage = Usage()
    for expr in expressions:
        usage.whole_sides |= isinstance(expr, Derivative)
        usage.written_out |= isinstance(expr, Apply) and expr.op is Op.MATRIX
        _walk(expr, usage, "", False)
    return usage


def is_of_several(body: Expr) -> bool:
    """Whether this is `f(x, y)`."""
    return isinstance(body, Apply) and body.op is Op.CALL and len(body.args) > 2


def _note(usage: Usage, name: Expr, how: str, after_matrix: bool, indices: int, alone: bool = True) -> None:
    """`how` is the flag of `Use` that the operator directly above sets, or ""."""
    key = key_of(name)
    base = base_of(name)
    if key is None or base is None:
        return
    if not usage.means:
        usage.outside.update((key, key_of(base) or key))
    use = usage.uses.get(key)
    if use is None:
        use = usage.uses[key] = Use(base)
    bold = base.font in ("bold", "vec")
    use.bold |= bold
    if how:
        setattr(use, how, True)
    use.alone |= alone and how != "called"
    use.elsewhere |= how != "variable"
    use.after_matrix |= after_matrix
    use.indices = max(use.indices, indices)
    use.whole |= indices == 0
    usage.structure |= bold


COUNTS = frozenset("NTMKCLJD")  # capitals that divide as counts or totals of samples, and tell nothing of others
ORDERS = frozenset("<>≤≥")
_MEANS = (Op.EXPECTATION, Op.VARIANCE, Op.COVARIANCE)
ON_VALUES = frozenset(("transposed", "inverted", "square"))
_FLAGS = {
    Op.TRANSPOSE: "transposed",
    Op.INVERSE: "inverted",
    Op.TRACE: "square",
    Op.DETERMINANT: "square",
    Op.ADJUGATE: "square",
    Op.NORM: "normed",
    Op.SOFTMAX: "elementwise",
    Op.DIAG: "elementwise",
    Op.HADAMARD: "elementwise",
}


def _walk(expr: Expr, usage: Usage, how: str, after_matrix: bool) -> None:
    """`how` carries what the operator directly above says; of that only "differentiated" reaches through groups."""
    if isinstance(expr, Name):
        _note(usage, expr, how, after_matrix, 0)
    elif isinstance(expr, Derivative):
        if expr.form is Form.HESSIAN:
            usage.structure |= not is_of_several(expr.body)
            usage.curved.add(_called(expr.body))
        _walk(expr.body, usage, "differentiated", False)
        for variable in expr.variables:
            inner = variable.args[0] if isinstance(variable, Apply) and variable.op is Op.TRANSPOSE else variable
            _walk(inner, usage, "variable", False)
            if expr.form is Form.DOT and (use := usage.of(key_of(inner) or "")) is not None:
                use.time = True
    elif isinstance(expr, Relation):
        how = "ordered" if any(sign.text in ORDERS for sign in expr.signs) else ""
        for part in expr.parts:
            _walk(part, usage, how if isinstance(part, Name) else "", False)
    elif isinstance(expr, Apply):
        _walk_apply(expr, usage, how, after_matrix)


def _called(expr: Expr) -> str:
    """The function of a call, or nothing."""
    return key_of(expr.args[0]) or "" if isinstance(expr, Apply) and expr.op is Op.CALL else ""


def _walk_apply(expr: Apply, usage: Usage, how: str, after_matrix: bool) -> None:
    op = expr.op
    if op in (Op.INDEX, Op.SUPERINDEX):
        _walk_indexed(expr, usage, how, after_matrix)
        return
    if op is Op.CALL:
        _walk_call(expr, usage, how)
        return
    if op is Op.INVERSE or op is Op.LOG:
        usage.inverts_hessian |= op is Op.INVERSE and _is_hessian(expr.args[0])
        usage.elementary |= op is Op.LOG and _is_ratio(expr.args[0])
    if op in (Op.SUM, Op.PRODUCT_OVER):
        _note_range(usage, expr)
    if op is Op.POWER and _is_matrix(expr.args[0]):
        usage.exponents |= size_names(expr.args[1])
    if op is Op.DIFFERENTIAL and (key := key_of(expr.args[0])) is not None:
        usage.differentials.add(key)
    if op in _MEANS:
        _walk_mean(expr, usage)
        return
    if op in _FLAGS:
        usage.structure |= op is not Op.NORM
        for part in expr.args:
            _walk(part, usage, _FLAGS[op], False)
        return
    if op in (Op.GROUP, Op.BRACKET):
        _walk(expr.args[0], usage, _within(expr, how), after_matrix)
        return
    if op in (Op.ADD, Op.NEG):
        _note_terms(usage, expr.args)
    if op is Op.DIVIDE:
        _walk(expr.args[0], usage, "", False)
        _walk_divisor(expr.args[1], usage)
        return
    if op is Op.POWER and isinstance(expr.args[1], Number) and key_of(expr.args[0]) is not None:
        _walk(expr.args[0], usage, "powered", False)
        return
    _walk_parts(expr, usage)


def _walk_call(expr: Apply, usage: Usage, how: str) -> None:
    """A function with its arguments; a transpose of its value says that no number is one."""
    _note(usage, expr.args[0], "called", False, 0)
    if how in ON_VALUES:
        _note(usage, expr.args[0], how, False, 0, alone=False)
    for argument in expr.args[1:]:
        _walk(argument, usage, "", False)


def _walk_parts(expr: Apply, usage: Usage) -> None:
    """The arguments one by one; what follows a matrix in a product may be one."""
    previous = False
    for place, part in enumerate(expr.args):
        bound = expr.op is Op.INTEGRAL and place > 1
        _walk(part, usage, "time" if bound else "", previous and expr.op is Op.PRODUCT)
        previous = _looks_like_matrix(part) or (isinstance(part, Apply) and part.op is Op.TRANSPOSE)


def _within(bracket: Apply, how: str) -> str:
    """What an operator around a bracket says of what is in it: `(x^{(i)})^T` transposes a symbol."""
    kept = how == "differentiated" or (how == "transposed" and key_of(bracket.args[0]) is not None)
    return how if kept else ""


def _note_terms(usage: Usage, terms: tuple[Expr, ...]) -> None:
    usage.lone_d |= any(isinstance(part, Name) and part.letter == "d" and not part.marks for part in terms)
    less = [each.args[0] for each in terms if isinstance(each, Apply) and each.op is Op.NEG]
    one = any(isinstance(each, Number) and each.value == 1 for each in terms)
    usage.pi_is_share |= one and any(isinstance(each, Name) and each.letter == "pi" for each in less)


def _note_range(usage: Usage, expr: Apply) -> None:
    usage.bounds |= size_names(expr.args[3])
    usage.summed.add(key_of(expr.args[1]) or "")


def _walk_divisor(expr: Expr, usage: Usage) -> None:
    r"""Each factor of what stands below a fraction bar: `2\sigma^2`."""
    if isinstance(expr, Apply) and expr.op in (Op.PRODUCT, Op.DOT, Op.TIMES):
        for factor in expr.args:
            _walk_divisor(factor, usage)
        return
    if isinstance(expr, Apply) and expr.op is Op.POWER and key_of(expr.args[0]) is not None:
        expr = expr.args[0]
    usage.elementary |= isinstance(expr, Name) and is_capital(expr) and expr.letter not in COUNTS and not expr.font
    _walk(expr, usage, "divides" if key_of(expr) is not None else "", False)


def _is_hessian(expr: Expr) -> bool:
    while isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.BRACKET):
        expr = expr.args[0]
    return isinstance(expr, Derivative) and expr.form is Form.HESSIAN


def _is_ratio(expr: Expr) -> bool:
    """Whether this is one letter divided by another."""
    while isinstance(expr, Apply) and expr.op in (Op.GROUP, Op.BRACKET):
        expr = expr.args[0]
    return isinstance(expr, Apply) and expr.op is Op.DIVIDE and all(isinstance(part, Name) for part in expr.args)


def _is_matrix(base: Expr) -> bool:
    """Whether the base of a power is a capital, or a bracket that holds one."""
    while isinstance(base, Apply) and base.op in (Op.GROUP, Op.BRACKET, Op.TRANSPOSE, Op.INVERSE):
        base = base.args[0]
    if isinstance(base, Apply) and base.op in (Op.PRODUCT, Op.ADD):
        return any(map(_is_matrix, base.args))
    return isinstance(base, Name) and is_capital(base) and base.font != "cal"


def _walk_mean(expr: Apply, usage: Usage) -> None:
    """The body of an expectation; the law below it says nothing of shapes."""
    usage.means += 1
    for part in expr.args[:-1]:
        _walk(part, usage, "", False)
    usage.means -= 1


def _walk_indexed(expr: Apply, usage: Usage, how: str, after_matrix: bool) -> None:
    base = expr.args[0]
    usage.shifts.setdefault(key_of(base) or "", set()).update(shift_names(expr))
    named = isinstance(base, Name) or (isinstance(base, Apply) and base.op is Op.SUPERINDEX)
    if expr.op is Op.SUPERINDEX or named:
        _note(usage, base, "", False, len(expr.args) - 1)
        _note(usage, expr, how, after_matrix, 0)
        use, places = usage.uses.get(key_of(base) or ""), [p.value for p in expr.args[1:] if isinstance(p, Number)]
        if use is not None and len(places) == 2:
            use.last = max(use.last[0], int(places[0])), max(use.last[1], int(places[1]))
    else:
        _walk(base, usage, "", False)


def _looks_like_matrix(expr: Expr) -> bool:
    while isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.INVERSE, Op.INDEX, Op.SUPERINDEX, Op.GROUP):
        if expr.op is Op.INDEX and len(expr.args) == 3:
            return False  # an entry
        expr = expr.args[0]
    return isinstance(expr, Name) and is_capital(expr) and expr.font != "cal"


def is_capital(name: Name) -> bool:
    """Whether the letter is a capital, Latin or Greek."""
    return name.letter in GREEK_CAPITALS or (len(name.letter) == 1 and name.letter.isupper())
