"""One row per operator: how tightly it binds, how many arguments it has, how it is written and recognised."""

from __future__ import annotations

from mclint.records import NamedTuple
from mclint.syntax.tree import Op

SUM, SIGNED, BARRED, INFIX_PRODUCT, JUXTAPOSED, OPEN, FUNCTION, SCRIPT, ATOM = 10, 15, 18, 20, 30, 32, 40, 50, 60
MANY = 1 << 30


class Row(NamedTuple):
    r"""The spelling is a template: `#1` is the first argument, `#*` all of them with `between` between.

    `power` says how tightly the written operator binds, `inner` how tightly an argument must; `tokens` are its infix
    signs, `names` the words that call it.
    """

    power: int
    least: int
    most: int
    spelling: str
    inner: int = 0
    between: str = ", "
    tokens: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def infix(power: int, *tokens: str, most: int = MANY) -> Row:
    """A sign between its arguments."""
    return Row(power, 2, most, "#*", power + 1, f" {tokens[0]} ", tokens)


def script(spelling: str, arguments: int = 1) -> Row:
    """A superscript or subscript: the first argument is its base."""
    return Row(SCRIPT, arguments, arguments, spelling, SCRIPT)


def atom(spelling: str, least: int = 1, most: int = 1, between: str = ", ") -> Row:
    """Something that brings its own brackets."""
    return Row(ATOM, least, most, spelling, 0, between)


def function(spelling: str, *names: str) -> Row:
    """A named function of one argument."""
    return Row(SCRIPT, 1, 1, spelling + "(#1)", 0, "", (), names)


ROWS = {
    Op.ADD: Row(SUM, 2, MANY, "#*", SUM + 1, " + ", ("+", "-")),
    Op.NEG: Row(SIGNED, 1, 1, "-#1", SIGNED),
    Op.PRODUCT: Row(JUXTAPOSED, 2, MANY, "#*", JUXTAPOSED + 1, " "),
    Op.DOT: infix(INFIX_PRODUCT, "\\cdot", "*", "\\bullet", "\\ast"),
    Op.TIMES: infix(INFIX_PRODUCT, "\\times"),
    Op.HADAMARD: infix(INFIX_PRODUCT, "\\odot", "\\circ", "\\circledcirc", "\\dotstar"),
    Op.KRONECKER: infix(INFIX_PRODUCT, "\\otimes"),
    Op.DIVIDE: Row(ATOM, 2, 2, "\\frac{#1}{#2}", 0, "", ("/", "\\div")),
    Op.POWER: script("#1^{#2}", 2),
    Op.HADAMARD_POWER: script("#1^{\\odot #2}", 2),
    Op.TRANSPOSE: script("#1^\\top"),
    Op.INVERSE: script("#1^{-1}"),
    Op.PSEUDOINVERSE: script("#1^\\dagger"),
    Op.PRIME: script("#1'"),
    Op.SUPERINDEX: script("#1^{(#2)}", 2),
    Op.GROUP: atom("(#1)"),
    Op.BRACKET: atom("[#1]"),
    Op.INDEX: Row(SCRIPT, 2, MANY, "#1_{#*}", SCRIPT, ","),
    Op.CALL: Row(SCRIPT, 1, MANY, "#1(#*)", SCRIPT),
    Op.LIST: atom("(#*)", 0, MANY),
    Op.ROW_LIST: atom("[#*]", 0, MANY),
    Op.SET: atom("\\{#*\\}", 0, MANY),
    Op.MATRIX: atom("\\begin{bmatrix} #* \\end{bmatrix}", 0, MANY, " \\\\ "),
    Op.ROW: atom("#*", 0, MANY, " & "),
    Op.CASES: atom("\\begin{cases} #* \\end{cases}", 0, MANY, " \\\\ "),
    Op.DOTS: atom("\\dots", 0, 0),
    Op.TRACE: function("\\operatorname{tr}", "tr", "Tr", "trace", "Trace"),
    Op.DETERMINANT: function("\\det", "det", "Det"),
    Op.ADJUGATE: function("\\operatorname{adj}", "adj", "Adj"),
    Op.BARS: atom("|#1|"),
    Op.LOG: function("\\log", "log", "ln", "Log", "Ln"),
    Op.EXP: function("\\exp", "exp", "Exp"),
    Op.SQRT: Row(ATOM, 1, 1, "\\sqrt{#1}"),
    Op.SIN: function("\\sin", "sin"),
    Op.COS: function("\\cos", "cos"),
    Op.TAN: function("\\tan", "tan"),
    Op.SINH: function("\\sinh", "sinh"),
    Op.COSH: function("\\cosh", "cosh"),
    Op.TANH: function("\\tanh", "tanh"),
    Op.SIGN: function("\\operatorname{sign}", "sign", "sgn"),
    Op.SIGMOID: function("\\operatorname{sigmoid}", "sigmoid", "Sigmoid"),
    Op.SOFTMAX: function("\\operatorname{softmax}", "softmax", "Softmax", "SoftMax"),
    Op.RELU: function("\\operatorname{ReLU}", "relu", "ReLU", "Relu", "RELU"),
    Op.VEC: function("\\operatorname{vec}", "vec", "Vec"),
    Op.DIAG: function("\\operatorname{diag}", "diag", "Diag"),
    Op.NORM: Row(ATOM, 2, 2, "\\|#1\\|_{#2}"),
    Op.INNER: Row(ATOM, 2, 2, "\\langle #1, #2 \\rangle"),
    Op.FACTORIAL: script("#1!"),
    Op.MAXIMUM: atom("\\max(#*)", 2, MANY),
    Op.MINIMUM: atom("\\min(#*)", 2, MANY),
    Op.INDICATOR: atom("\\mathbb{1}\\{#1\\}"),
    Op.GAUSSIAN: atom("\\mathcal{N}(#1 \\mid #2, #3)", 3, 3),
    Op.GIVEN: atom("#1 \\mid #2", 2, 2),
    Op.SUM: Row(OPEN, 4, 4, "\\sum_{#2=#3}^{#4} #1", INFIX_PRODUCT),
    Op.PRODUCT_OVER: Row(OPEN, 4, 4, "\\prod_{#2=#3}^{#4} #1", INFIX_PRODUCT),
    Op.EXPECTATION: atom("\\mathbb{E}_{#2}[#1]", 2, 2),
    Op.VARIANCE: atom("\\operatorname{Var}_{#2}[#1]", 2, 2),
    Op.COVARIANCE: atom("\\operatorname{Cov}_{#3}[#1, #2]", 3, 3),
    Op.INTEGRAL: Row(OPEN, 4, 4, "\\int_{#3}^{#4} #1 \\, \\mathrm{d}#2", INFIX_PRODUCT),
    Op.DIFFERENTIAL: Row(OPEN, 1, 1, "\\mathrm{d}#1", FUNCTION),
    Op.EVALUATED: Row(ATOM, 2, 2, "\\left. #1 \\right|_{#2}"),
    Op.MISSING: atom("", 0, 0),
}
SIGNS = {token: op for op, row in ROWS.items() for token in row.tokens}
POWERS = {token: SUM if op is Op.ADD else INFIX_PRODUCT for token, op in SIGNS.items()}
FUNCTIONS = {name: op for op, row in ROWS.items() for name in row.names}
