"""LaTeX mathematics as a flat list of tokens, each with its place in the file."""

from __future__ import annotations

import re

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.sources.segment import Segment
from mclint.syntax.vocabulary import listed

MAX_TOKENS = 100_000
LETTER, NUMBER, COMMAND, SYMBOL = "letter", "number", "command", "symbol"
TEXT, WORD, PARAMETER = "text", "word", "parameter"
AS_WRITTEN = frozenset((LETTER, NUMBER, COMMAND, TEXT, WORD, PARAMETER))

SMALL = listed(
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau "
    "upsilon varphi chi psi omega"
)
LARGE = listed("Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega phi epsilon")
GREEK = dict(zip("αβγδεζηθικλμνξοπρςστυφχψωΓΔΘΛΞΠΣΦΨΩϕϵ", SMALL + LARGE, strict=True))
SIGNS = {
    "∂": "partial", "∇": "nabla", "×": "times", "·": "cdot", "⋅": "cdot", "⊤": "top", "⊙": "odot", "∘": "circ",
    "⊗": "otimes", "∈": "in", "≤": "le", "≥": "ge", "≠": "ne", "≈": "approx", "∝": "propto", "→": "to", "↦": "mapsto",
    "⇒": "Rightarrow", "⟹": "implies", "⇔": "iff", "←": "gets", "∑": "sum", "∏": "prod", "∫": "int", "√": "sqrt",
    "‖": "|", "∥": "|", "⟨": "langle", "⟩": "rangle", "…": "dots", "⋯": "cdots", "⋮": "vdots", "⋱": "ddots",
    "ℓ": "ell", "∞": "infty", "ℝ": "Reals", "±": "pm", "∀": "forall", "∃": "exists", "≡": "equiv", "≻": "succ",
    "⪰": "succeq", "⊂": "subset", "⊆": "subseteq", "∼": "sim",
}  # fmt: skip
UNICODE = {character: "\\" + name for character, name in (*GREEK.items(), *SIGNS.items())}
UNICODE |= {
    "−": "-",
    "–": "-",
    "∗": "*",
    "’": "'",
    "′": "'",
    "，": ",",
    "；": ";",
    "。": ".",
    "：": ":",
    "（": "(",
    "）": ")",
}
RAISED = dict(zip("ᵀ²³¹⁴", ("\\top", "2", "3", "1", "4"), strict=True))

KINDS = r"""
    (?P<space>(?:[\s~\u00ad\u200b-\u200f\u2060\ufeff]|\\[ ,;:!>\n]|(?<![\\\d])%[^\n]*+
      |\(\\\#eq:[\w:.-]++\))++)
  | (?P<entity>&(?:lt|gt|amp);)
  | (?P<word>(?<![A-Za-z\\])(?:
        (?:log|exp|sin|cos|tan|tanh|sech|softmax|softplus|sigmoid|ReLU|relu|diag|argmin|argmax|det|const|loss|rank|grad|mean
          |trace|span|cost|error|RSS|SSE|SSR|SST|TSS|ESS|R?MSE|MAE|ELBO)(?![A-Za-z])
      | (?:tr|Tr|ln|vec|Vec|Diag|sign|sgn|sqrt|rank|Var|Cov|KL|max|min)(?=\s?(?:[(\[]|\\left|\\big|\\Big))))
  | (?P<letter>[A-Za-z])
  | (?P<number>\d++(?:\.\d++)?|\.\d++)
  | (?P<operator>\\(?:mathrm|operatorname\*?|mathsf|mathtt|mathit|mathup|rm)[ ]*\{[ ]*[A-Za-z]++[ ]*\}
      | \{[ ]*\\rm[ ]++[A-Za-z]++[ ]*\})
  | (?P<text>\\(?:text(?:rm|bf|it|sf|tt|normal|up|md)?|mbox|hbox|(?:short)?intertext|mathnormal|operatorname\*?)[ ]*
        \{(?:[^{}]|\{[^{}]*+\})*+\})
  | (?P<environment>\\(?:begin|end)\s?\{[A-Za-z]{1,20}\*?\})
  | (?P<doubled>\\\\(?:(?<=\\left\\\\)|(?<=\\right\\\\))[{}])
  | (?P<break>\\\\(?:\*|\[-?[\d.]{1,6}\s?[a-z]{2}\])?|\\(?:newline|cr)(?![A-Za-z]))
  | (?P<dots>\.\.++)
  | (?P<command>\\(?:[A-Za-z]++|.))
  | (?P<parameter>\#\d)
"""
FOREIGN = r"| (?P<foreign>[\u0400-\u04ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]++)"
OTHER = r"| (?P<symbol>.|\\)"
TOKEN = regex(KINDS + FOREIGN + OTHER, re.VERBOSE | re.DOTALL)
# Other scripts take as long to compile as all the rest, and most mathematics has none.
ASCII_TOKEN = regex(KINDS + OTHER, re.VERBOSE | re.DOTALL)
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
SPACE = regex(r"\\([ ,;:!>\n])")
WIDTHS = {" ": 6, "\n": 6, ",": 3, ":": 4, ">": 4, ";": 5, "!": -3}  # in mu, of which 18 are a quad
SEPARATING = 18
LETTERS = regex(r"[A-Za-z]++(?=[^A-Za-z]*+\Z)")


class Token(NamedTuple):
    r"""One token: `text` as written (`\mathrm{tr}` and `\text{…}` are one), its place, and the space before it.

    `gap` is 0 where the token touches the one before, 1 after a space, 2 after a wide one (`\ `, `\;`, `~`).
    """

    text: str
    start: int
    end: int
    kind: str
    gap: int


def tokenize(segment: Segment) -> list[Token]:
    """The tokens of a segment, with offsets into the file; stops after MAX_TOKENS + 1."""
    starts = segment.starts
    if starts is None:
        return scan(segment.text, segment.first)
    return [Token(t[0], starts[t[1]], starts[t[2] - 1] + 1, t[3], t[4]) for t in scan(segment.text)]


def scan(text: str, first: int = 0) -> list[Token]:
    """The tokens of a text, with offsets into it, or into the file in which it begins at `first`."""
    tokens: list[Token] = []
    append, gap = tokens.append, 0
    for match in (ASCII_TOKEN if text.isascii() else TOKEN).finditer(text):
        kind = match.lastgroup or SYMBOL
        value = match[0]
        if kind == "space":
            if len(value) > 2 and separates(value):
                append(Token("\\quad", first + match.start(), first + match.end(), COMMAND, 2))
            gap = 2 if ("\\" in value and value.strip("\\,! \n\t")) or "\\ " in value or "~" in value else 1
            continue
        start = first + match.start()
        if kind in AS_WRITTEN or (kind == SYMBOL and value <= "\x7f"):
            append(Token(value, start, first + match.end(), kind, gap))
        else:
            tokens.extend(special(value, kind, start, gap))
        gap = 0
        if len(tokens) > MAX_TOKENS:
            break
    return tokens


def separates(space: str) -> bool:
    r"""Whether a run of small spaces, as in `\,\,\,\,\,\,\,` or `~~~~`, is as wide as one that separates formulas."""
    return space.count("~") * 6 + sum(map(WIDTHS.__getitem__, SPACE.findall(space))) >= SEPARATING


def special(value: str, kind: str, start: int, gap: int) -> tuple[Token, ...]:
    """The tokens of what is not kept as it is written; Unicode signs become their commands."""
    end = start + len(value)
    if kind == "entity":
        return (Token(ENTITIES[value], start, end, SYMBOL, gap),)
    if kind == "operator":
        return (Token(value, start, end, WORD, gap),)
    if kind == "foreign":
        return (Token(f"\\text{{{value}}}", start, end, TEXT, gap),)
    if kind == "dots":
        return (Token("\\dots", start, end, COMMAND, gap),)
    if kind == "doubled":  # a backslash that Markdown takes away
        return (Token(value[1:], start, end, COMMAND, gap),)
    if kind == "break":
        return (Token("\\\\", start, end, COMMAND, gap),)
    if kind == "environment":
        return (Token(value.replace(" ", ""), start, end, COMMAND, gap),)
    if value in RAISED:
        power = RAISED[value]
        number = NUMBER if power.isdigit() else COMMAND
        return Token("^", start, end, SYMBOL, gap), Token(power, start, end, number, 0)
    value = UNICODE.get(value, value)
    return (Token(value, start, end, COMMAND if len(value) > 1 else SYMBOL, gap),)


def word(token: Token) -> str:
    r"""What a word token says: `tr` for `\mathrm{tr}`, `{\rm tr}` and `tr`."""
    found = LETTERS.search(token.text)
    return found[0] if found else token.text


def words(token: Token) -> str:
    r"""What a `\text{…}` token holds, spaces and all."""
    return token.text[token.text.index("{") + 1 : -1]


def spell(tokens: list[Token]) -> str:
    """The tokens as text again."""
    pieces: list[str] = []
    command = False
    for token in tokens:
        text = token.text.replace("\\left ", "\\left").replace("\\right ", "\\right")
        if token.gap or (command and text[:1].isalpha()):
            pieces.append(" ")
        pieces.append(text)
        command = text[:1] == "\\" and text[-1].isalpha()
    return "".join(pieces).strip()
