"""A derivative for the terminal: the formula, the shapes it needs, and how far it is from the exact one."""

from __future__ import annotations

from argparse import Namespace

from mclint.derivation.asked import RequestError, read
from mclint.derivation.forms import Underivable
from mclint.derivation.program import program
from mclint.derivation.request import Answer, derive
from mclint.shapes.dim import shape_text
from mclint.shapes.typed import typed_nodes
from mclint.syntax.printer import latex


def answered(chosen: Namespace) -> str:
    """What `mclint derive` prints; RequestError says what cannot be read or has no closed form."""
    request = read(chosen.expression, chosen.wrt, chosen.shape, chosen.assume)
    return told(derive(request, chosen.layout, chosen.order), chosen.output, chosen.check)


def told(answer: Answer, output: str, check: bool = False) -> str:
    """The derivative in a format, with a line of shapes and perhaps one of the residual."""
    shapes = ", ".join(f"{key} is {shape_text(shape)}" for key, shape in answer.shapes)
    if any(node.op == "commutation" for node in typed_nodes(answer.typed)):
        shapes += ", and K makes vec(X^T) of vec(X)"
    lines = [_formula(answer, output), f"{_sign(output)} {shape_text(answer.shape)}, where {shapes}"]
    if check and answer.residual is not None:
        lines.append(
            f"{_sign(output)} relative difference to the exact derivative at random values: {answer.residual:.1e}"
        )
    elif check:
        lines.append(f"{_sign(output)} not checked: it has no values where symbols are random")
    return "\n".join(lines) + "\n"


def _sign(output: str) -> str:
    """What begins a comment."""
    return {"latex": "%", "numpy": "#", "sympy": "#"}.get(output, " ")


def _formula(answer: Answer, output: str) -> str:
    if output == "latex":
        return answer.latex
    if output == "numpy":
        try:
            return program(answer.typed, answer.inference, answer.shapes)
        except Underivable as reason:
            raise RequestError(reason.reason) from reason
    if output == "sympy":
        return _sympy(answer)
    return f"{latex(answer.asked)} = {answer.latex}"


def _sympy(answer: Answer) -> str:
    from mclint.values.symbolic import Untranslatable, to_sympy

    try:
        return str(to_sympy(answer.typed, answer.inference))
    except Untranslatable as reason:
        raise RequestError(f"sympy has no word for this: {reason.reason}") from reason
