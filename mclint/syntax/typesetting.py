r"""Commands that only set type: boxes, dimensions, numbers of equations, and signs that are built from others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mclint.patterns import regex
from mclint.syntax.operators import SIGNS
from mclint.syntax.tokens import COMMAND, LETTER, NUMBER, SYMBOL, TEXT, WORD, Token, scan, words
from mclint.syntax.vocabulary import DOTS, RELATIONS, ROW_BREAKS, SEPARATORS, listed

if TYPE_CHECKING:
    from mclint.syntax.tidy import Tidy

WIDE = regex(r"(\d*\.?\d+)(in|em|cm|mm|pt|ex|mu)")
UNITS = {"in": 72.0, "em": 10.0, "cm": 28.0, "mm": 2.8, "pt": 1.0, "ex": 4.3, "mu": 0.55}  # in points
SEPARATING = 9.0  # points; less is a space within a formula
ENDS = frozenset(("", "\\\\", "&", "\\end", ",", ".", "}", "\\quad", "\\qquad"))
WRITTEN_MATH = regex(r"\s*\$((?:[^$\\]|\\.)+)\$\s*[.,;]?\s*")


def is_wide(text: str) -> bool:
    """Whether a dimension is a space that separates formulas: `0.5in`, `2em`."""
    match = WIDE.fullmatch(text)
    return match is not None and float(match[1]) * UNITS[match[2]] >= SEPARATING


def after_option(tidy: Tidy, index: int) -> int:
    """The index after what stands in square brackets, if that comes next."""
    if tidy.text(index) != "[":
        return index
    depth = 0
    for place in range(index + 1, len(tidy.tokens)):
        text = tidy.tokens[place].text
        if text == "]" and depth == 0:
            return place + 1
        depth += (text == "{") - (text == "}")
        if depth < 0:
            break
    return index


def skip(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\hskip 1em plus 2pt`, `\kern3pt`: nothing, or the separator that a wide one is."""
    index += 1
    if tidy.text(index) == "{":
        return tidy.discard(index, 1)
    stop, last = dimension(tidy, index), index
    if stop > index and is_wide("".join(each.text for each in tidy.tokens[index:stop]).lstrip("-+")):
        tidy.output.append(Token("\\quad", token.start, tidy.tokens[stop - 1].end, COMMAND, token.gap))
    while stop > last:
        last = stop
        spelled = "".join(each.text for each in tidy.tokens[stop : stop + 5])
        width = 4 if spelled.startswith("plus") else 5 if spelled == "minus" else 0
        stop = dimension(tidy, stop + width) if width else stop
    return stop


def dimension(tidy: Tidy, index: int) -> int:
    """The index after a number and its unit."""
    place = index + (tidy.text(index) in ("-", "+"))
    if place >= len(tidy.tokens) or tidy.tokens[place].kind != NUMBER:
        return index
    unit = tidy.text(place + 1) + tidy.text(place + 2)
    return place + 3 if unit in UNITS else place + 5 if unit == "fi" else index


def framed_words(tidy: Tidy, index: int) -> int:
    r"""The index behind a `pmatrix` that holds nothing but words, a remark beside an equation; words are written."""
    first = place = after_option(tidy, index + 1)
    while place < len(tidy.tokens) and (tidy.text(place) in ROW_BREAKS or _is_remark(tidy.tokens[place])):
        place += 1
    if place == first or not tidy.text(place).startswith("\\end{"):
        return index
    said = tidy.tokens[first]
    tidy.output.append(Token(said.text, tidy.tokens[index].start, tidy.tokens[place].end, TEXT, said.gap))
    return place + 1


def _is_remark(token: Token) -> bool:
    return token.kind == TEXT and " " in words(token).strip()


def to_end_of_row(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\eqno(3)`: the number of the equation."""
    while index < len(tidy.tokens) and tidy.tokens[index].text not in ROW_BREAKS:
        partner = tidy.partner[index]
        index = partner + 1 if partner > index else index + 1
    return index


def escaped_underscore(tidy: Tidy, index: int, token: Token) -> int:
    r"""`X\_B`, escaped for Markdown, has an index; `\mathrm{batch\_size}` is one word."""
    last = tidy.output[-1] if tidy.output else token
    before = tidy.output[-2] if len(tidy.output) > 1 else token
    spelled = last.kind == LETTER == before.kind and last.gap == 0
    following = tidy.tokens[index + 1] if index + 1 < len(tidy.tokens) else token
    indexed = (last.kind == LETTER and not spelled) or last.text in ("}", ")")
    if indexed and (following.kind in (LETTER, NUMBER) or following.text == "{"):
        token = Token("_", token.start, token.end, SYMBOL, token.gap)
    tidy.output.append(token)
    return index + 1


def low_dot(tidy: Tidy, index: int, token: Token) -> int:
    r"""`y_{1}.\frac{a}{b}`: a dot between two factors that touches both of them multiplies."""
    last = tidy.output[-1] if tidy.output else token
    following = tidy.tokens[index + 1] if index + 1 < len(tidy.tokens) else token
    factor = following.text in FACTORS or (following.kind == LETTER and tidy.text(index + 2) in ("_", "^"))
    if token.gap == following.gap == 0 and factor and (last.kind == LETTER or last.text in ("}", ")")):
        token = Token("\\cdot", token.start, token.end, COMMAND, 0)
    tidy.output.append(token)
    return index + 1


def general_fraction(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\genfrac{}{}{}{}{a}{b}` is `\frac{a}{b}`, and with parentheses instead of its line `\binom{a}{b}`."""
    place, blank = index + 1, True
    for number in range(4):
        braced = tidy.text(place) == "{"
        stop = tidy.partner[place] + 1 if braced else place + 1
        blank = blank and (number == 3 or (braced and stop == place + 2))
        blank = blank and not (number == 2 and stop > place + 2)
        place = stop
    style = {each.text for each in tidy.tokens[index + 1 : place]}
    text = "\\binom" if style >= {"(", ")", "0"} else "\\genfrac"
    text = "\\frac" if blank and place <= len(tidy.tokens) else text
    tidy.output.append(Token(text, token.start, tidy.tokens[min(place, len(tidy.tokens)) - 1].end, COMMAND, token.gap))
    return min(place, len(tidy.tokens))


def optional_fraction(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\cfrac[l]{a}{b}`, `\nicefrac{a}{b}`."""
    tidy.output.append(token._replace(text="\\frac"))
    return after_option(tidy, index + 1)


def built_relation(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\buildrel (a) \over =`: the sign that is built."""
    for place in range(index + 1, min(index + 20, len(tidy.tokens) - 1)):
        if tidy.tokens[place].text == "\\over" and tidy.tokens[place + 1].text in RELATIONS:
            sign = tidy.tokens[place + 1]
            tidy.output.append(Token(sign.text, token.start, sign.end, sign.kind, token.gap))
            return place + 2
    return index + 1


def long_equals(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\xlongequal[below]{above}`: an equality sign with a reason."""
    stop = tidy.discard(after_option(tidy, index + 1), 1)
    tidy.output.append(Token("=", token.start, tidy.tokens[stop - 1].end, SYMBOL, token.gap))
    return stop


def end_of_proof(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\square` at the end of a row is the end of a proof, elsewhere a symbol."""
    if tidy.text(index + 1).partition("{")[0] not in ENDS:
        tidy.output.append(token)
    return index + 1


def boxed(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\bbox[5px]{x}`, `\textcolor[rgb]{1,0,0}{x}`, `\makebox[2cm]{$x$}`: what is in the box."""
    place = after_option(tidy, index + 1)
    for _ in range(BOXES[token.text]):
        place = tidy.discard(place, 1)
    place = after_option(tidy, place)
    inner = tidy.text(place + 1)
    if tidy.text(place) == "{" and (inner in SIGNS or inner in RELATIONS or inner in ("^", "_", "'", "&")):
        # Colour and boxes bind nothing: a sign in them joins what stands on both of its sides.
        tidy.dropped.add(tidy.partner[place])
        return place + 1
    return place


def bullet(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\bullet` at the start of a row marks an item of a list."""
    if tidy.output and tidy.output[-1].text not in ROW_BREAKS:
        tidy.output.append(token)
    return index + 1


def numbered(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\cdots (1)` at the end of a row leads to the number of the equation."""
    place = index
    while tidy.text(place) in DOTS:
        place += 1
    if tidy.text(place) == "(":
        stop = place + 1
        while tidy.text(stop) != ")" and stop < min(place + 6, len(tidy.tokens)):
            stop += 1
        inside = "".join(each.text for each in tidy.tokens[place + 1 : stop]).replace(".", "").replace("-", "")
        if inside.isdigit() and tidy.text(stop) == ")" and tidy.text(stop + 1).partition("{")[0] in ENDS:
            return stop + 1
    tidy.output.append(token)
    return index + 1


def fill(tidy: Tidy, index: int, token: Token) -> int:
    r"""`\hfill` separates like a wide space."""
    tidy.output.append(token._replace(text="\\quad"))
    return index + 1


def written(token: Token) -> list[Token]:
    r"""The tokens of `\text{$A x$}` and `\mbox{$A$}`, which hold mathematics alone; words stay as they are."""
    content = words(token)
    if not content.strip():
        return []
    match = WRITTEN_MATH.fullmatch(content) if "$" in content else None
    if match is None:
        return [token]
    inner = scan(match[1])
    if sum((each.text == "{") - (each.text == "}") for each in inner):
        return [token]
    placed = [each._replace(start=token.start, end=token.end) for each in inner]
    opener = Token("{", token.start, token.end, SYMBOL, token.gap)
    return [opener, *placed, opener._replace(text="}", gap=0)]


def unwrapped(tokens: list[Token]) -> list[Token]:
    r"""The tokens with those of `\text{$…$}` in place of the text."""
    if not any(token.kind == TEXT and ("$" in token.text or "{}" in token.text) for token in tokens):
        return tokens
    return [each for token in tokens for each in (written(token) if token.kind == TEXT else (token,))]


def named_operator(tidy: Tidy, index: int, token: Token) -> int:
    r"""Write `\mathop{min}` as the word that it is; the index after it, or that of the command for anything else."""
    close = tidy.partner[index + 1]
    letters = tidy.tokens[index + 2 : close]
    if len(letters) < 2 or any(each.kind != LETTER for each in letters):
        return index
    name = f"\\operatorname{{{''.join(each.text for each in letters)}}}"
    tidy.output.append(Token(name, token.start, tidy.tokens[close].end, WORD, token.gap))
    return close + 1


def is_empty_group(tidy: Tidy, index: int) -> bool:
    """Whether the braces that open here hold nothing and only set the space beside a sign."""
    if tidy.text(index + 1) != "}":
        return False
    following = tidy.text(index + 2)
    last = tidy.output[-1] if tidy.output else None
    if last is None or last.text in RELATIONS or last.text in ROW_BREAKS:
        return following not in ("^", "_")
    plain = last.kind in (LETTER, NUMBER) or last.text in (")", "]", "+", "-") or last.text in SEPARATORS
    return plain and (following in RELATIONS or following in SIGNS or following in ROW_BREAKS)


FACTORS = frozenset(listed("\\frac \\dfrac \\tfrac \\partial \\nabla"))
BOXES = {
    **dict.fromkeys(listed("\\bbox \\makebox \\framebox \\shoveleft \\shoveright"), 0),
    **dict.fromkeys(listed("\\color \\textcolor \\colorbox \\style \\class \\cssId \\enclose \\raisebox \\scalebox "
        "\\rotatebox \\href \\require \\htmlClass \\htmlId \\htmlStyle \\htmlData \\mathcolor"), 1),
    **dict.fromkeys(listed("\\resizebox \\fcolorbox \\addtocounter \\setcounter \\hypertarget \\hyperlink"), 2),
}  # fmt: skip
REWRITES: dict[str, Callable[[Tidy, int, Token], int]] = {
    **dict.fromkeys(listed("\\hskip \\kern \\mkern \\mskip \\vskip"), skip),
    **dict.fromkeys(listed("\\eqno \\leqno"), to_end_of_row),
    **dict.fromkeys(listed("\\cfrac \\nicefrac \\sfrac \\xfrac \\flatfrac"), optional_fraction),
    **dict.fromkeys(listed("\\xlongequal \\xequal \\longequal"), long_equals),
    **dict.fromkeys(listed("\\square \\blacksquare \\Box \\QED \\Halmos \\blacktriangle ∎ □ ■"), end_of_proof),
    **dict.fromkeys(BOXES, boxed),
    **dict.fromkeys(DOTS, numbered),
    "\\genfrac": general_fraction,
    "\\buildrel": built_relation,
    ".": low_dot,
    "\\_": escaped_underscore,
    "\\bullet": bullet,
    "\\hfill": fill,
}
