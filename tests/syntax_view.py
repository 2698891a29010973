"""Trees as short text, so that a test can show what a formula is read as."""

from __future__ import annotations

from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Opaque, Relation


def view(expr: Expr) -> str:
    """The tree in prefix notation: `(PRODUCT 2 (TRANSPOSE w:bold) x)`."""
    if isinstance(expr, Name):
        marks = "".join("~" + mark for mark in expr.marks)
        return expr.letter + (f":{expr.font}" if expr.font else "") + marks + (f"[{expr.label}]" if expr.label else "")
    if isinstance(expr, Number):
        return str(expr.value)
    if isinstance(expr, Apply):
        return f"({' '.join([expr.op.name, *map(view, expr.args)])})" if expr.args else expr.op.name
    if isinstance(expr, Derivative):
        sign = "d" if expr.total else "D"
        return f"<{sign} {expr.form.name} {view(expr.body)} / {', '.join(map(view, expr.variables))}>".replace(
            "/ >", "/>"
        )
    if isinstance(expr, Relation):
        text = view(expr.parts[0])
        for sign, part in zip(expr.signs, expr.parts[1:], strict=True):
            text += f" {sign.text} {view(part)}"
        return text
    assert isinstance(expr, Opaque)
    return f"?{expr.reason}?"


def read(latex: str) -> str:
    """All formulas of a text, each with what separates it from the next."""
    return " ".join(
        view(f.relation) + (f" {{{f.separator}}}" if f.separator else "") for f in parse_text(latex).formulas
    )
