r"""What stands just beside a claim and says that it is none: `A + B = A \implies B = 0`, "where \nabla f is …"."""

from __future__ import annotations

from itertools import pairwise

from mclint.document.scope import key_of
from mclint.patterns import regex
from mclint.syntax.tree import Apply, Derivative, Name, Op, nodes
from mclint.values.attempts import Attempt
from mclint.values.dependence import bare_symbol
from mclint.values.readings import Trial

BEFORE, AFTER = 400, 200  # characters around a claim in which a derivative may be said to be something
CONSTANTS = {"C", "c", "K"}  # of an integration
VANISHES = regex(
    r"[\s,&]*\\(?:implies|Rightarrow|Longrightarrow|iff|Leftrightarrow|Longleftrightarrow)\b[^=$]{1,80}="
    r"[\s&]*(?:\\(?:mathbf|boldsymbol|bm|vec)\s*\{?\s*)?0"
)


def condition_of_zero(trial: Trial, attempt: Attempt) -> str:
    """What implies that something is zero was demanded."""
    span, text = trial.right.span, trial.scope.mentioned.text
    return "condition" if VANISHES.match(text, span.end) else ""


def stated_beside(trial: Trial, attempt: Attempt) -> str:
    """A derivative of an unknown function is stated in the same paragraph, before the claim or behind it."""
    start, end, text = trial.left.span.start, trial.right.span.end, trial.scope.mentioned.text
    unknown = {
        text[node.span.start : node.span.end]
        for root in (trial.left, trial.right)
        for node in nodes(root)
        if isinstance(node, Derivative) and node is not root and _is_of_unknown(node, trial)
    }
    if not unknown:
        return ""
    before = text[max(0, start - BEFORE) : start].rpartition("\n\n")[2]
    behind = text[end : end + AFTER].partition("\n\n")[0]
    stated = (f"${each.strip()}{sign}" for each in unknown for sign in ("=", " =", ":=", " :="))
    return "condition" if any(each in before or each in behind for each in stated) else ""


def _is_of_unknown(node: Derivative, trial: Trial) -> bool:
    key = bare_symbol(node.body)
    return key is not None and not trial.scope.of(key).definitions


def adjoint(trial: Trial, attempt: Attempt) -> str:
    r"""`q^* q`, `A A^*`: a star beside its own letter is that of a conjugate transpose."""
    for root in (trial.left, trial.right):
        for node in nodes(root):
            if isinstance(node, Apply) and node.op is Op.PRODUCT:
                names = [arg if isinstance(arg, Name) else None for arg in node.args]
                if any(first and other and _is_starred(first, other) for first, other in pairwise(names)):
                    return "unsupported-notation"
    return ""


def _is_starred(first: Name, other: Name) -> bool:
    plain, starred = (first, other) if "star" in other.marks else (other, first)
    same = (plain.letter, plain.font) == (starred.letter, starred.font)
    return same and plain.marks == tuple(mark for mark in starred.marks if mark != "star") != starred.marks


def constant_of_integration(trial: Trial, attempt: Attempt) -> str:
    r"""The C of `\ln y = k t + C` is another one than that of `y = C e^{k t}`."""
    sides = (trial.left, trial.right)
    if not any(isinstance(node, Apply) and node.op is Op.LOG for side in sides for node in nodes(side)):
        return ""
    terms = [term for side in sides if isinstance(side, Apply) and side.op is Op.ADD for term in side.args]
    return "condition" if any(key_of(term) in CONSTANTS for term in terms) else ""
