"""Whether a clause is denied, asked, excepted or only a condition."""

from __future__ import annotations

from mclint.document.qualifiers import Tokens, word
from mclint.document.vocabulary import ADJECTIVES, CONDITIONS

DOUBTS = {"whether", "unless", "without", "never", "neither", "nor", "only", "even", "not", "otherwise"}
UNDENIED = {"only", "a", "depend", "dependent"}  # "not only", "is not a function of x"


def doubted(words: Tokens, at: int) -> bool:
    """Whether the clause is denied, asked or excepted: "whether A is symmetric", "unless A is invertible"."""
    for place in range(at - 1, max(-1, at - 12), -1):
        text = word(words, place)
        if text in DOUBTS and not (text == "not" and word(words, place + 1) in UNDENIED):
            return True
        if text in (",", ";", ":", ".", "but"):
            return False
    return False


def condition(words: Tokens, at: int) -> str:
    """The word "if" where the clause is a condition or follows from one, as "(A symmetric)" is."""
    if word(words, at - 1) == "(" and word(words, at + 1) in ADJECTIVES:
        return "if"
    for place in range(max(0, at - 40), at):
        text = word(words, place)
        if text in CONDITIONS or (text == "case" and word(words, place + 1) in ("where", "that")):
            return "if"
    return ""
