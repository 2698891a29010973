"""A closed form as a function in Python with numpy; columns are two-dimensional, n × 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from keyword import iskeyword

from mclint.derivation.entries import step_in
from mclint.derivation.forms import Underivable
from mclint.shapes.dim import Compound, Dim, Shape, Size
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Typed

SUM, PRODUCT, SIGNED, ATOM = 1, 2, 3, 4
Piece = tuple[str, int]  # a text, and how tightly it binds
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
    "sigmoid": "(1 / (1 + np.exp(-{})))",
    "relu": "np.maximum({}, 0)",
    "softmax": "(np.exp({0}) / np.exp({0}).sum())",
    "matrix exponential": "scipy.linalg.expm({})",
    "matrix sine": "scipy.linalg.sinm({})",
    "matrix cosine": "scipy.linalg.cosm({})",
    "matrix hyperbolic sine": "scipy.linalg.sinhm({})",
    "matrix hyperbolic cosine": "scipy.linalg.coshm({})",
    "log determinant": "np.linalg.slogdet({})[1]",
}
MODULES = ("numpy as np", "scipy.linalg")


def program(typed: Typed, inference: Inference, symbols: Sequence[tuple[str, Shape]]) -> str:
    """A function of the symbols that returns the value; Underivable where numpy has no word for an operator."""
    writer = Writer(inference)
    value = writer.line(typed, 0)
    known = {key: identifier(key) for key, _ in symbols if not key.endswith("()")}
    parameters = list(dict.fromkeys((*known.values(), *writer.more)))
    sizes = [f"    {name} = {_measured(name, symbols, known)}\n" for name in writer.sizes if name not in parameters]
    body = f"{''.join(sizes)}    return {value}\n"
    used = [module for module in MODULES if f"{module.split()[-1]}." in body]
    head = "".join(f"import {module}\n" for module in used)
    return f"{head}{2 * chr(10) if head else ''}def derivative({', '.join(parameters)}):\n{body}".rstrip()


def identifier(key: str) -> str:
    """A symbol as a name in Python: `hat y` as hat_y."""
    text = "_".join("".join(letter if letter.isalnum() else " " for letter in key).split())
    return f"{text}_" if iskeyword(text) or text in ("np", "scipy") else text if text.isidentifier() else f"_{text}"


def _measured(name: str, symbols: Sequence[tuple[str, Shape]], known: Mapping[str, str]) -> str:
    """A size as an array has it."""
    for key, shape in symbols:
        for axis, dim in enumerate(shape):
            if isinstance(dim, Size) and identifier(dim.name) == name and key in known:
                return f"{known[key]}.shape[{axis}]"
    raise Underivable("numpy needs names for all sizes: give them with --shape")


class Writer:
    """Writes nodes; collects the sizes and functions that they use."""

    def __init__(self, inference: Inference) -> None:
        self.inference = inference
        self.sizes: dict[str, None] = {}
        self.more: dict[str, None] = {}  # functions and changes beside the symbols

    def line(self, node: Typed, power: int) -> str:
        """A node where this strength is needed."""
        text, strength = self._written(node)
        return f"({text})" if strength < power else text

    def _written(self, node: Typed) -> Piece:
        bent = step_in(node)
        if bent is not None:
            return f"np.heaviside({self.line(bent, 0)}, 0.5)", ATOM
        if node.op == "add":
            return self._sum(node), SUM
        if node.op in INFIX:
            sign, strength = INFIX[node.op]
            first, *rest = node.args
            parts = [self.line(first, strength), *(self.line(each, strength + 1) for each in rest)]
            return sign.join(parts), strength
        if node.op in TEMPLATES:
            template = TEMPLATES[node.op]
            whole = any(call in template for call in ("({})", "({},", "({0})"))
            return template.format(self.line(node.args[0], 0 if whole else ATOM)), ATOM
        if node.op in CALLS:
            return f"{CALLS[node.op]}({', '.join(self.line(each, 0) for each in node.args)})", ATOM
        rule = RULES.get(node.op)
        if rule is None:
            raise Underivable(f"numpy has no word for this ({node.op})")
        return rule(self, node)

    def _sum(self, node: Typed) -> str:
        text = self.line(node.args[0], SUM)
        for term in node.args[1:]:
            if term.op == "negative":
                text += f" - {self.line(term.args[0], PRODUCT)}"
            else:
                text += f" + {self.line(term, SUM + 1)}"
        return text

    def size(self, dim: Dim) -> str:
        """A size, remembered if it has a name."""
        dim = self.inference.find((dim, dim))[0]
        if isinstance(dim, int):
            return str(dim)
        if isinstance(dim, Compound):
            return f" {dim.sign} ".join(self.size(part) for part in dim.parts)
        if not isinstance(dim, Size):
            raise Underivable("numpy needs names for all sizes: give them with --shape")
        name = identifier(dim.name)
        self.sizes[name] = None
        return name

    def beside(self, name: str) -> str:
        """A parameter that is no symbol."""
        self.more[name] = None
        return name


def _slope(writer: Writer, node: Typed) -> Piece:
    """f'(u) as df(u), a function that the caller gives."""
    inner, primes = node, 0
    while inner.op == "slope":
        inner, primes = inner.args[0], primes + 1
    if inner.op not in ("elementwise function", "function"):
        raise Underivable(f"numpy has no word for the slope of this ({inner.op})")
    name = f"d{primes if primes > 1 else ''}{identifier(str(inner.data))}"
    return f"{writer.beside(name)}({writer.line(node.args[1], 0)})", ATOM


def _called(writer: Writer, node: Typed) -> Piece:
    name = writer.beside(identifier(str(node.data)))
    return f"{name}({', '.join(writer.line(each, 0) for each in node.args)})", ATOM


def _number(writer: Writer, node: Typed) -> Piece:
    text = f"{node.data:.17g}" if node.data != int(node.data) else str(int(node.data))
    return text, ATOM if node.data >= 0 else SIGNED


def _of_shape(word: str) -> Callable[[Writer, Typed], Piece]:
    def written(writer: Writer, node: Typed) -> Piece:
        rows, columns = (writer.size(dim) for dim in node.shape)
        return (f"np.eye({rows})" if word == "eye" else f"np.{word}(({rows}, {columns}))"), ATOM

    return written


def _commutation(writer: Writer, node: Typed) -> Piece:
    """K_{mn} from the rows of an identity."""
    rows, columns = map(writer.size, node.data)
    turned = f"np.eye({rows} * {columns}).reshape({columns}, {rows}, -1).transpose(1, 0, 2)"
    return f"{turned}.reshape({rows} * {columns}, -1)", ATOM


def _blocks(writer: Writer, node: Typed) -> Piece:
    cells = [writer.line(each, 0) for each in node.args]
    rows = [f"[{', '.join(cells[start : start + node.data])}]" for start in range(0, len(cells), node.data)]
    return f"np.block([{', '.join(rows)}])", ATOM


def _power(writer: Writer, node: Typed) -> Piece:
    """x^k; one over it for a negative exponent, which whole numbers do not take."""
    base, exponent = writer.line(node.args[0], ATOM), node.data
    if exponent >= 0:
        return f"{base}**{exponent}", SIGNED
    return f"1 / {base}" + (f"**{-exponent}" if exponent != -1 else ""), PRODUCT


RULES: dict[str, Callable[[Writer, Typed], Piece]] = {
    "symbol": lambda writer, node: (identifier(str(node.data)), ATOM),
    "direction": lambda writer, node: (writer.beside(f"d{identifier(str(node.data))}"), ATOM),
    "number": _number,
    "size": lambda writer, node: (writer.size(node.data), ATOM),
    "zero": _of_shape("zeros"),
    "ones": _of_shape("ones"),
    "identity": _of_shape("eye"),
    "slope": _slope,
    "commutation": _commutation,
    "elementwise function": _called,
    "function": _called,
    "transpose": lambda writer, node: (f"{writer.line(node.args[0], ATOM)}.T", ATOM),
    "negative": lambda writer, node: (f"-{writer.line(node.args[0], PRODUCT)}", PRODUCT),
    "divide": lambda writer, node: (
        f"{writer.line(node.args[0], PRODUCT)} / {writer.line(node.args[1], SIGNED)}",
        PRODUCT,
    ),
    "inner": lambda writer, node: (
        f"np.sum({writer.line(node.args[0], PRODUCT)} * {writer.line(node.args[1], SIGNED)})",
        ATOM,
    ),
    "outer": lambda writer, node: (
        f"{writer.line(node.args[0], PRODUCT)} @ {writer.line(node.args[1], ATOM)}.T",
        PRODUCT,
    ),
    "blocks": _blocks,
    "power": _power,
    "general power": lambda writer, node: (
        f"{writer.line(node.args[0], ATOM)}**{writer.line(node.args[1], ATOM)}",
        SIGNED,
    ),
    "matrix power": lambda writer, node: (f"np.linalg.matrix_power({writer.line(node.args[0], 0)}, {node.data})", ATOM),
}
