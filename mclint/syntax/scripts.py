"""Subscripts and superscripts: indices, labels, transposes, inverses, powers, primes."""

from __future__ import annotations

from fractions import Fraction

from mclint.span import Span
from mclint.syntax.cursor import Cursor, respan
from mclint.syntax.pratt import items, whole
from mclint.syntax.subscripts import GREEK_NAMES, Script, is_label, is_sign, letters, unprimed, where
from mclint.syntax.tokens import LETTER, NUMBER, TEXT, WORD, Token, spell, word, words
from mclint.syntax.tree import Apply, Expr, Name, Number, Op, Opaque, superindexed
from mclint.syntax.vocabulary import FONTS, SWITCHES, TRANSPOSES

BRACKETS = frozenset(("(", "[", "\\langle", "\\{"))
SCRIPTS = frozenset(("^", "_", "'", "!"))
SPOKEN = frozenset(("min", "nil", "lin", "kin", "mini", "mil", "ill"))
UNINDEXED = frozenset("xyzwhfo")
STARS = frozenset(("*", "\\ast", "\\star"))
DAGGERS = frozenset(("\\dagger", "\\dag", "+"))
BEFORE_AFTER = {"-": "minus", "+": "plus"}


def scripted(cursor: Cursor, base: Expr, begin: int) -> Expr:
    """A base with its scripts; subscripts apply first, wherever they are written."""
    if isinstance(base, Apply) and base.op in (Op.PRODUCT, Op.ADD, Op.NEG):
        return scripted_product(cursor, base, begin)
    scripts: list[Script] = []
    while cursor.text() in SCRIPTS and len(scripts) < 12:
        sign = cursor.position
        found = read_script(cursor, is_euler(base) and not scripts)
        if found is not None:
            scripts.append(found)
            doubled(cursor, scripts, sign)
    end = begin
    for script in (*(s for s in scripts if s.sign == "_"), *(s for s in scripts if s.sign != "_")):
        end = max(end, script.end)
        base = apply_script(cursor, base, script, begin, end)
    return base


def doubled(cursor: Cursor, scripts: list[Script], place: int) -> None:
    """Report a second script where one stands already, which LaTeX refuses; a prime is a superscript."""
    last = scripts[-1]
    others = [script.sign for script in scripts[:-1]]
    token = cursor.tokens[place]
    written = cursor.tokens[last.end - 1].end > token.end - (last.sign == "'")  # and not as in x²
    written = written and token.end - token.start == 1  # nor by a macro
    if written and ((last.sign in "^_" and last.sign in others) or (last.sign == "'" and "^" in others)):
        name = "subscript" if last.sign == "_" else "superscript"
        span = Span(token.start, cursor.tokens[last.end - 1].end)
        cursor.problem(span, f"a second {name} follows the first", "braces would say what it belongs to")


def scripted_product(cursor: Cursor, base: Apply, begin: int) -> Expr:
    r"""The script of `\mathbf{A B}^T` stands on B; what one on other braces means is not sure."""
    if base.op is not Op.PRODUCT or cursor.tokens[begin].text not in FONTS:
        while cursor.text() in SCRIPTS:
            read_script(cursor)
        return cursor.opaque(begin, "ambiguous")
    place = cursor.position - 2
    in_braces = cursor.tokens[place + 1].text == "}" and cursor.tokens[place].text != "{"
    last = scripted(cursor, base.args[-1], place if in_braces else begin)
    return Apply(cursor.span(begin), Op.PRODUCT, (*base.args[:-1], last))


def read_script(cursor: Cursor, signed: bool = False) -> Script | None:
    """The next script, without reading its content; a sign takes what follows it where this is a number or `signed`."""
    place, sign = cursor.position, cursor.text()
    cursor.position += 1
    if sign in ("'", "!"):
        return Script(sign, place, place + 1, place + 1)
    first = cursor.text()
    if first in ("-", "(", "[") and cursor.position < cursor.end:
        start, partner = cursor.position, cursor.partner[cursor.position]
        pair = first == "-" and (signed or goes_with_sign(cursor, start + 1))
        cursor.position = partner + 1 if partner > start else min(start + 1 + pair, cursor.end)
        return Script(sign, start, cursor.position, cursor.position)
    bounds = cursor.argument()
    if bounds is None or bounds[0] == bounds[1]:
        return None
    while cursor.tokens[bounds[0]].text == "{" and cursor.partner[bounds[0]] == bounds[1] - 1 > bounds[0] + 1:
        bounds = bounds[0] + 1, bounds[1] - 1
    return Script(sign, bounds[0], bounds[1], cursor.position)


def goes_with_sign(cursor: Cursor, place: int) -> bool:
    r"""Whether a token behind `^-` belongs to the script, braces forgotten: `A^-1`, but not the C of `P_k^-C^\top`."""
    if place >= cursor.end:
        return False
    token = cursor.tokens[place]
    return token.kind == NUMBER or token.text == "\\infty" or token.text in TRANSPOSES


def one_script(cursor: Cursor, place: int) -> str:
    """The superscript at a place, if it is one sign."""
    here, cursor.position = cursor.position, place
    script = read_script(cursor) if cursor.text() == "^" else None
    cursor.position = here
    texts = core(cursor.tokens[script.start : script.stop]) if script is not None else ()
    return texts[0] if len(texts) == 1 else ""


def is_left_transpose(cursor: Cursor, place: int) -> bool:
    r"""Whether a superscript without a base, `{}^t A`, turns what follows it."""
    return one_script(cursor, place) == "t"


def apply_script(cursor: Cursor, base: Expr, script: Script, begin: int, end: int) -> Expr:
    """The base with one script."""
    if script.sign == "_":
        return subscript(cursor, base, script, begin, end)
    span = cursor.span(begin, end)
    if script.sign == "'":
        return Apply(span, Op.PRIME, (base,))
    if script.sign == "!":
        return Apply(span, Op.FACTORIAL, (base,))
    return superscript(cursor, base, script, begin, end)


def core(tokens: list[Token]) -> tuple[str, ...]:
    """The texts of a short script without fonts and braces: `-`, `T` for `{-\\mathsf{T}}`."""
    if len(tokens) > 6:
        return ()
    texts = (word(t) if t.kind == WORD else words(t).strip() if t.kind == TEXT else t.text for t in tokens)
    return tuple(text for text in texts if text not in FONTS and text not in SWITCHES and text not in "{}")


def superscript(cursor: Cursor, base: Expr, script: Script, begin: int, end: int) -> Expr:
    """The base with a superscript: by its spelling, else an index in brackets, a label, an exponent."""
    tokens = cursor.tokens[script.start : script.stop]
    texts = core(tokens)
    span = cursor.span(begin, end)
    head = texts[0] if texts else ""
    if len(texts) == 1 and (simple := one_sign(base, head, span)) is not None:
        return simple
    if texts and all(text in ("\\prime", "'") for text in texts):
        for _ in texts:
            base = Apply(span, Op.PRIME, (base,))
        return base
    if head == "-" and len(texts) == 2 and (texts[1] == "1" or texts[1] in TRANSPOSES):
        inverse = Apply(span, Op.INVERSE, (base,))
        return inverse if texts[1] == "1" else Apply(span, Op.TRANSPOSE, (inverse,))
    if head in ("\\odot", "\\circ") and len(texts) > 1:
        exponent = cursor.within(script.start + 1, script.stop, whole, script=True)
        return Apply(span, Op.HADAMARD_POWER, (base, exponent))
    label = spoken(tokens)
    if label and not (is_euler(base) and len(label) <= 3 and all(token.text.isalpha() for token in tokens)):  # e^{Ax}
        return labelled(base, label, span) or Apply(span, Op.SUPERINDEX, (base, roman(cursor, script, label)))
    if (
        tokens[0].text in ("(", "[", "\\langle", "\\{")
        and (indexed := superindex(cursor, base, script, span)) is not None
    ):
        return indexed
    return power(cursor, base, script, span)


def one_sign(base: Expr, sign: str, span: Span) -> Expr | None:
    """The base with a superscript of one sign, if that has a meaning of its own."""
    if sign in TRANSPOSES:
        return Apply(span, Op.TRANSPOSE, (base,))
    if sign in STARS:
        return marked(base, "star", span)
    if sign in BEFORE_AFTER and is_estimate(base, sign):
        return marked(base, BEFORE_AFTER[sign], span)  # before and after a step of a filter
    if sign in DAGGERS and (isinstance(base, Name) or (isinstance(base, Apply) and base.op is not Op.INDEX)):
        return Apply(span, Op.PSEUDOINVERSE, (base,))
    return None


def is_estimate(base: Expr, sign: str) -> bool:
    r"""Whether `\hat{x}_k^-`, `P_k^-`, `x^-` name another value; a bare `A^-` is an inverse of A, as is `x^+`."""
    indexed = isinstance(base, Apply) and base.op is Op.INDEX
    name = base.args[0] if indexed and isinstance(base, Apply) else base
    if not isinstance(name, Name):
        return False
    small = name.letter.islower() and name.letter not in GREEK_NAMES
    estimated = "hat" in name.marks or "bar" in name.marks
    return estimated or (sign == "-" and (small or indexed)) or (sign == "+" and small and indexed)


def marked(base: Expr, mark: str, span: Span) -> Expr | None:
    """A name with one more mark, below its indices; nothing for what is no name."""
    if isinstance(base, Name):
        return Name(span, base.letter, base.font, (*base.marks, mark), base.label)
    if isinstance(base, Apply) and base.op is Op.INDEX and isinstance(base.args[0], Name):
        inner = marked(base.args[0], mark, base.args[0].span)
        return Apply(span, Op.INDEX, (inner, *base.args[1:])) if inner else None
    return None


def labelled(base: Expr, label: str, span: Span) -> Expr | None:
    """A name with a label, below its indices; nothing for what is no name."""
    if isinstance(base, Name):
        return Name(span, base.letter, base.font, base.marks, f"{base.label} {label}".strip())
    if isinstance(base, Apply) and base.op in (Op.INDEX, Op.SUPERINDEX) and isinstance(base.args[0], Name):
        inner = labelled(base.args[0], label, base.args[0].span)
        return Apply(span, base.op, (inner, *base.args[1:])) if inner else None
    return None


def roman(cursor: Cursor, script: Script, label: str) -> Name:
    """A label as a name of its own."""
    return Name(cursor.span(script.start, script.stop), label, "roman")


def spoken(tokens: list[Token]) -> str:
    r"""The word that a script consists of, or nothing: `\text{new}`, `train`, `ML`."""
    if len(tokens) == 1 and tokens[0].kind in (TEXT, WORD):
        return words(tokens[0]).strip() if tokens[0].kind == TEXT else word(tokens[0])
    if len(tokens) > 1 and tokens[0].text in FONTS and FONTS[tokens[0].text] == "roman":
        tokens = [token for token in tokens[1:] if token.text not in "{}"]
        return "".join(t.text for t in tokens) if all(t.kind in (LETTER, NUMBER) for t in tokens) else ""
    if len(tokens) < 2 or any(token.kind != LETTER for token in tokens):
        return ""
    run = "".join(token.text for token in tokens)
    if len(run) == 2:
        return run if run.isupper() or not UNINDEXED.isdisjoint(run) else ""
    return "" if run not in SPOKEN and all("i" <= letter <= "n" for letter in run) else run


def superindex(cursor: Cursor, base: Expr, script: Script, span: Span) -> Expr | None:
    r"""`x^{(i)}`, `W^{[l]}`, `x^{(i)\top}`: indices in brackets; nothing for a true exponent."""
    place = script.start
    contents: list[Expr] = []
    while place < script.stop and cursor.tokens[place].text in BRACKETS:
        partner = cursor.partner[place]
        if partner < 0:
            return None
        contents.append(cursor.within(place + 1, partner, whole, script=True))
        place = partner + 1
    rest = core(cursor.tokens[place : script.stop])
    if len(rest) > 1 or (rest and rest[0] not in TRANSPOSES and rest[0] != ","):
        return None
    if is_euler(base) and not isinstance(contents[0], Name):
        return None
    for content in contents:
        base = superindexed(base, content, span)
    return Apply(span, Op.TRANSPOSE, (base,)) if rest and rest[0] != "," else base


def is_euler(base: Expr) -> bool:
    """Whether this is the number e."""
    return (
        isinstance(base, Name) and base.letter == "e" and base.font in ("", "roman") and not (base.marks or base.label)
    )


def power(cursor: Cursor, base: Expr, script: Script, span: Span) -> Expr:
    """The base raised to an exponent; e to a power is the exponential function."""
    exponent = cursor.within(script.start, script.stop, whole, script=True)
    if isinstance(exponent, Apply) and exponent.op is Op.NEG and isinstance(exponent.args[0], Number):
        exponent = Number(exponent.span, -exponent.args[0].value)
    if is_euler(base) and not isinstance(exponent, Number):
        return Apply(span, Op.EXP, (exponent,))
    if isinstance(exponent, Apply) and exponent.op is Op.MISSING:
        return Opaque(span, spell(cursor.tokens[script.start : script.stop]))
    if isinstance(exponent, Apply) and exponent.op is Op.LIST:
        return superindexed(base, exponent, span)
    return Apply(span, Op.POWER, (base, exponent))


def subscript(cursor: Cursor, base: Expr, script: Script, begin: int, end: int) -> Expr:
    """The base with a subscript: a label, or one argument for each index."""
    span = cursor.span(begin, end)
    tokens = cursor.tokens[script.start : script.stop]
    if isinstance(base, Apply) and base.op in (Op.NORM, Op.BARS):
        return normed(cursor, base, script, span)
    if core(tokens) == ("+",) and isinstance(base, Apply) and base.op in (Op.GROUP, Op.BRACKET):
        return Apply(span, Op.MAXIMUM, (Number(span, Fraction(0)), base.args[0]))
    if isinstance(base, Apply) and base.op is Op.INNER:
        return respan(base, span)  # \langle A, B \rangle_F says which inner product this is
    if (conditional := where(cursor, base, script, span)) is not None:
        return conditional
    label = spoken(tokens) or (tokens[0].text.lstrip("\\") if is_sign(tokens) else "")
    if label:
        return labelled(base, label, span) or Apply(span, Op.INDEX, (base, roman(cursor, script, label)))
    indices = letters(cursor, script) or cursor.within(script.start, script.stop, items, script=True)[0]
    indices = [unprimed(index) for index in indices]
    names = [index for index in indices if is_label(index)]
    for name in names:
        text = name.letter if isinstance(name, Name) else ""
        if (with_label := labelled(base, text, base.span)) is not None:
            base, indices = with_label, [index for index in indices if index is not name]
    return Apply(span, Op.INDEX, (base, *indices)) if indices else respan(base, span)


def normed(cursor: Cursor, base: Apply, script: Script, span: Span) -> Expr:
    r"""A norm with its index: `\|x\|_2`, `\|A\|_F`; bars with an index are a norm too."""
    tokens = cursor.tokens[script.start : script.stop]
    texts = core(tokens)
    place = cursor.span(script.start, script.stop)
    if len(texts) == 1 and not texts[0].isdigit():
        index: Expr = Name(place, texts[0].lstrip("\\"))
    else:
        index = cursor.within(script.start, script.stop, whole, script=True)
    return Apply(span, Op.NORM, (base.args[0], index))
