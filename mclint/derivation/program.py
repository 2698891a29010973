"""A typed expression as a line of numpy; columns are two-dimensional, n × 1."""

from __future__ import annotations

from collections.abc import Callable

from mclint.derivation.forms import Underivable
from mclint.shapes.typed import Typed

SUM, PRODUCT, ATOM = 1, 2, 3
CALLS = {
    "inverse": "np.linalg.inv",
    "pseudoinverse": "np.linalg.pinv",
    "trace": "np.trace",
    "determinant": "np.linalg.det",
    "norm 2": "np.linalg.norm",
    "kronecker": "np.kron",
    "absolute": "np.abs",
    **{name: f"np.{name}" for name in ("log", "exp", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sign")},
}
INFIX = {"add": (" + ", SUM), "matmul": (" @ ", PRODUCT), "scale": (" * ", PRODUCT), "hadamard": (" * ", PRODUCT)}
TEMPLATES = {
    "vec": "{}.reshape(-1, 1, order='F')",
    "diagonal matrix": "np.diag({}.ravel())",
    "diagonal": "np.diag({}).reshape(-1, 1)",
    "diagonal part": "np.diag(np.diag({}))",
    "norm 1": "np.abs({}).sum()",
    "sigmoid": "1 / (1 + np.exp(-{}))",
    "relu": "np.maximum({}, 0)",
    "softmax": "scipy.special.softmax({}, axis=0)",
    "matrix exponential": "scipy.linalg.expm({})",
    "log determinant": "np.linalg.slogdet({})[1]",
}


def program(node: Typed) -> str:
    """The expression in numpy; Underivable where numpy has no word for an operator."""
    return _line(node, 0)


def _line(node: Typed, power: int) -> str:
    text, strength = _written(node)
    return f"({text})" if strength < power else text


def _written(node: Typed) -> tuple[str, int]:
    rule = RULES.get(node.op)
    if rule is not None:
        return rule(node)
    if node.op in INFIX:
        sign, strength = INFIX[node.op]
        first, *rest = node.args
        parts = [_line(first, strength), *(_line(each, strength + (strength == PRODUCT)) for each in rest)]
        return sign.join(parts), strength
    if node.op in TEMPLATES:
        return TEMPLATES[node.op].format(_line(node.args[0], ATOM)), PRODUCT if node.op == "sigmoid" else ATOM
    if node.op in CALLS:
        return f"{CALLS[node.op]}({', '.join(_line(each, 0) for each in node.args)})", ATOM
    raise Underivable(f"numpy has no word for this ({node.op})")


def _name(node: Typed) -> tuple[str, int]:
    text = "".join(letter if letter.isalnum() else "_" for letter in str(node.data))
    return text if text.isidentifier() else f"_{text}", ATOM


def _number(node: Typed) -> tuple[str, int]:
    return f"{node.data:g}" if node.data != int(node.data) else str(int(node.data)), ATOM


def _size(node: Typed) -> tuple[str, int]:
    return str(getattr(node.data, "name", node.data)), ATOM


def _of_shape(word: str) -> Callable[[Typed], tuple[str, int]]:
    def written(node: Typed) -> tuple[str, int]:
        rows, columns = (str(getattr(dim, "name", dim)) for dim in node.shape)
        if any(not part.isidentifier() and not part.isdigit() for part in (rows, columns)):
            raise Underivable("numpy needs names for all sizes: give them with --shape")
        return (f"np.eye({rows})" if word == "eye" else f"np.{word}(({rows}, {columns}))"), ATOM

    return written


def _power(node: Typed) -> tuple[str, int]:
    return f"{_line(node.args[0], ATOM)}**{node.data}", PRODUCT


RULES: dict[str, Callable[[Typed], tuple[str, int]]] = {
    "symbol": _name,
    "number": _number,
    "size": _size,
    "zero": _of_shape("zeros"),
    "ones": _of_shape("ones"),
    "identity": _of_shape("eye"),
    "transpose": lambda node: (f"{_line(node.args[0], ATOM)}.T", ATOM),
    "negative": lambda node: (f"-{_line(node.args[0], PRODUCT)}", SUM),
    "divide": lambda node: (f"{_line(node.args[0], PRODUCT)} / {_line(node.args[1], ATOM)}", PRODUCT),
    "inner": lambda node: (f"np.sum({_line(node.args[0], PRODUCT)} * {_line(node.args[1], ATOM)})", ATOM),
    "outer": lambda node: (f"{_line(node.args[0], PRODUCT)} @ {_line(node.args[1], ATOM)}.T", PRODUCT),
    "power": _power,
    "general power": lambda node: (f"{_line(node.args[0], ATOM)} ** {_line(node.args[1], ATOM)}", PRODUCT),
    "matrix power": lambda node: (f"np.linalg.matrix_power({_line(node.args[0], 0)}, {node.data})", ATOM),
}
