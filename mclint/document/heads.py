"""What an equation defines: a symbol, a function of its parameters, or the one whose logarithm or inverse it states."""

from __future__ import annotations

from mclint.document.instances import of_any_sample
from mclint.document.known import Known
from mclint.document.scope import Definition, defined, key_of
from mclint.span import Span
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, nodes
from mclint.syntax.walk import without_brackets

KNOWN_FUNCTIONS = {"rank", "rk", "dim", "ker", "deg", "cond", "span", "Re", "Im"}  # nobody defines them by an equation
DEVIATIONS = ("sigma", "tau")


def head_of(expr: Expr) -> str | None:
    """The symbol that an equation with this left side defines: a bare name, or f of bare names."""
    if isinstance(expr, Apply) and expr.op is Op.CALL:
        if isinstance(expr.args[0], Name) and expr.args[0].letter in KNOWN_FUNCTIONS:
            return None
        bare = all(isinstance(each, Name) or key_of(_differentiated(each)) is not None for each in arguments_of(expr))
        return key_of(expr.args[0]) if bare else None
    return key_of(expr)


def _differentiated(expr: Expr) -> Expr:
    """The variable of a differential: a measure or a linear map is defined by `m(dx) = …`."""
    return expr.args[0] if isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL else expr


def arguments_of(call: Apply) -> tuple[Expr, ...]:
    r"""The arguments of a call, a list or set among them opened: `L(\{f_i\})`."""
    return tuple(
        a
        for each in call.args[1:]
        for a in (each.args if isinstance(each, Apply) and each.op in (Op.LIST, Op.SET) else (each,))
    )


def deviation(argument: Expr) -> Expr | None:
    r"""The \sigma of \sigma^2, nothing of what is no variance."""
    if not (isinstance(argument, Apply) and argument.op is Op.POWER):
        return None
    base, exponent = argument.args
    letter = base.args[0] if isinstance(base, Apply) and base.op is Op.INDEX else base
    squared = isinstance(exponent, Number) and exponent.value == 2
    return base if squared and isinstance(letter, Name) and letter.letter in DEVIATIONS else None


def compound_head(left: Expr) -> str | None:
    r"""The symbol below the left side of `S^{-1} = …`, `\sigma^2 = …`, `-\ln p(t | w) = …`, `L(\mu, \sigma^2) = …`."""
    if isinstance(left, Apply) and left.op is Op.INVERSE:
        return key_of(left.args[0])
    if (logged := _logged(left)) is not None:
        return head_of(logged) or _head_of_variance(logged)
    return head_of_square(left) or _head_of_variance(left)


def head_of_square(left: Expr) -> str | None:
    r"""The \sigma of `\sigma^2 = …`."""
    base = deviation(left)
    return None if base is None else key_of(base)


def subject_of(left: Expr) -> str | None:
    """The symbol that an equation with this left side speaks of, itself or by way of its logarithm or inverse."""
    return head_of(left) or compound_head(left)


def _logged(left: Expr) -> Apply | None:
    r"""The call `p(t | w)` in `\ln p(t | w)` and `-\ln p(t | w)`."""
    if isinstance(left, Apply) and left.op is Op.NEG:
        left = left.args[0]
    if not (isinstance(left, Apply) and left.op is Op.LOG and len(left.args) == 1):
        return None
    inner = without_brackets(left.args[0])
    return inner if isinstance(inner, Apply) and inner.op is Op.CALL else None


def _head_of_variance(left: Expr) -> str | None:
    if not (isinstance(left, Apply) and left.op is Op.CALL):
        return None
    arguments = tuple(deviation(each) or each for each in arguments_of(left))
    squared = arguments != arguments_of(left)
    return head_of(Apply(left.span, Op.CALL, (left.args[0], *arguments))) if squared else None


def defines_new(left: Expr, right: Expr, known: Known) -> bool:
    r"""Whether a compound left side defines the symbol in it: nothing was said of it, and the right side lacks it."""
    key = compound_head(left)
    if key is None or not isinstance(right, Apply) or _has_constant(right):
        return False
    new = not known(key) if isinstance(left, Apply) and left.op is Op.INVERSE else known(key) != "defined"
    return new and key not in known.letters(right)


def _has_constant(expr: Expr) -> bool:
    r"""Whether a value is given up to a term that nobody names: `… + \text{const}`."""
    letters = (node.letter for node in nodes(expr) if isinstance(node, Name))
    return any(letter.lower().startswith("const") for letter in letters)


def definition_of(left: Expr, right: Expr, span: Span) -> Definition | None:
    """What a definition step defines, and how."""
    if isinstance(left, Apply) and left.op is Op.INVERSE and (key := key_of(left.args[0])) is not None:
        return defined(key, (), Apply(right.span, Op.INVERSE, (right,)), span)
    if (key := head_of_square(left)) is not None:
        return defined(key, (), Apply(right.span, Op.SQRT, (right,)), span)
    if (logged := _logged(left)) is not None:
        if _has_constant(right):
            return None
        minus = isinstance(left, Apply) and left.op is Op.NEG
        value = Apply(right.span, Op.NEG, (right,)) if minus else right
        return definition_of(logged, Apply(right.span, Op.EXP, (value,)), span)
    head = head_of(left) or _head_of_variance(left)
    if head is not None:
        if isinstance(left, Apply) and left.op is Op.CALL and not any(map(_is_set, left.args)):
            arguments, right = of_any_sample(arguments_of(left), right)
            left = Apply(left.span, Op.CALL, (left.args[0], *arguments))
        found = _parameters(left)
        return None if found is None else defined(head, found[0], right, span)._replace(squares=found[1])
    other = head_of(right)
    zero = isinstance(right, Name) and right.letter == "0"
    return None if other is None or key_of(right) is None or zero else defined(other, (), left, span)


def _parameters(left: Expr) -> tuple[tuple[Expr, ...], frozenset[str]] | None:
    """The parameters of a function, and those that the author writes as squares."""
    if not (isinstance(left, Apply) and left.op is Op.CALL) or any(_is_set(each) for each in left.args):
        return (), frozenset()
    arguments = arguments_of(left)
    bases = tuple(deviation(each) or each for each in arguments)
    names = tuple(each for each in bases if isinstance(each, Name) or _is_component(each))
    squares = frozenset(key_of(base) or "" for base, each in zip(bases, arguments, strict=True) if base is not each)
    return (names, squares) if len(names) == len(bases) else None


def _is_component(argument: Expr) -> bool:
    """Whether an argument is one of several numbers, as in `f(x_1, x_2)`."""
    if not (isinstance(argument, Apply) and argument.op is Op.INDEX and len(argument.args) == 2):
        return False
    return isinstance(argument.args[0], Name) and isinstance(argument.args[1], Number)


def _is_set(argument: Expr) -> bool:
    return isinstance(argument, Apply) and argument.op is Op.SET
