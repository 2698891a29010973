"""Names and numbers as LaTeX."""

from __future__ import annotations

from mclint.syntax.tree import Name, Number

FACES = {"bold": "\\mathbf", "cal": "\\mathcal", "bb": "\\mathbb", "vec": "\\vec"}
RAISED = {"star": "^*", "minus": "^-", "plus": "^+"}
MARKS = {"ring": "\\mathring", "right": "\\overrightarrow", "left": "\\overleftarrow"}


def name(expr: Name) -> str:
    """A symbol with its font, decorations and label."""
    text = letter(expr)
    for mark in expr.marks:
        if mark == "prime":
            text += "'"
        elif mark not in RAISED:
            text = f"{MARKS.get(mark, chr(92) + mark)}{{{text}}}"
    if expr.label and "|" not in expr.label:  # a density is known by its arguments
        text += f"_{expr.label}" if expr.label in "*+-" else f"_{{\\text{{{expr.label}}}}}"
    return text + "".join(RAISED.get(mark, "") for mark in expr.marks)


def is_raised(expr: Name) -> bool:
    """Whether a symbol ends with a superscript that is a mark."""
    return not RAISED.keys().isdisjoint(expr.marks)


def short(expr: Name) -> str:
    """A symbol as a sentence has it: decorations and label, but a bold or plain letter alike."""
    font = "" if expr.font in ("bold", "vec", "roman") else expr.font
    text = name(Name(expr.span, expr.letter, font, expr.marks))
    if not expr.label or "|" in expr.label:
        return text
    if expr.label.startswith("["):  # declared for all layers: W^{[l]}
        return f"{text}^{{{expr.label}}}"
    return f"{text}_{expr.label}" if len(expr.label) == 1 else f"{text}_{{{expr.label}}}"


def letter(expr: Name) -> str:
    """A letter or word in its font."""
    plain = len(expr.letter) == 1 or expr.letter.isdigit()
    if expr.font == "roman":
        return f"\\mathrm{{{expr.letter}}}" if expr.letter.isalpha() else f"\\text{{{expr.letter}}}"
    text = expr.letter if plain else "\\" + expr.letter
    if expr.font == "bold" and not plain:
        return f"\\boldsymbol{{{text}}}"
    return f"{FACES[expr.font]}{{{text}}}" if expr.font else text


def number(expr: Number) -> str:
    """A number, as a decimal where that is exact."""
    value = expr.value
    if value.denominator == 1:
        return str(value.numerator)
    places = 0
    while value.denominator != 1 and places < 12:
        value, places = value * 10, places + 1
    if value.denominator != 1:
        sign = "-" if value < 0 else ""
        return f"{sign}\\frac{{{abs(expr.value.numerator)}}}{{{expr.value.denominator}}}"
    digits = str(abs(value.numerator)).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
