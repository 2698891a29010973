"""Capitals that act on what stands in brackets behind them, and are no factors: E(XY), V[AX], an operator D[fg]."""

from __future__ import annotations

from itertools import pairwise

from mclint.document.scope import Scope, base_of, key_of
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes
from mclint.values.attempts import Attempt
from mclint.values.readings import Trial

ENCLOSED = (Op.GROUP, Op.BRACKET)


def acting_on_brackets(trial: Trial, attempt: Attempt) -> str:
    """A capital with a bracket behind it wherever it stands, where that may be what it acts on.

    An E is then a mean. Another capital acts where a square bracket holds one symbol, which a product would not need.
    """
    found: dict[str, list[Expr]] = {}
    factors = set[int]()
    for root in (trial.left, trial.right):
        for node in nodes(root):
            if isinstance(node, Apply) and node.op is Op.PRODUCT:
                for head, after in pairwise(node.args):
                    _note(found, factors, head, after)
            elif isinstance(node, Apply) and node.op is Op.CALL:
                found.setdefault(_capital(node.args[0]) or "", []).extend(node.args[1:])
                factors.add(id(base_of(node.args[0])))
    for key in sorted(set(found) - {""} - _alone((trial.left, trial.right), factors)):
        if not _is_known(trial.scope, key) and (reason := _acts(key, found[key])):
            return reason
    return ""


def _note(found: dict[str, list[Expr]], factors: set[int], head: Expr, after: Expr) -> None:
    """Keep what stands in brackets behind a capital."""
    key = _capital(head)
    after = after.args[0] if isinstance(after, Apply) and after.op is Op.TRANSPOSE else after
    if key is not None and isinstance(after, Apply) and after.op in ENCLOSED:
        found.setdefault(key, []).append(after)
        factors.add(id(base_of(head)))


def _capital(expr: Expr) -> str | None:
    """The key of a capital, perhaps with an index that names a law."""
    key, name = key_of(expr), base_of(expr)
    return key if name is not None and len(name.letter) == 1 and name.letter.isupper() else None


def _alone(roots: tuple[Expr, ...], factors: set[int]) -> set[str]:
    """The symbols that stand somewhere without a bracket behind them."""
    names = (node for root in roots for node in nodes(root) if isinstance(node, Name) and id(node) not in factors)
    return {key_of(name) or "" for name in names}


def _is_known(scope: Scope, key: str) -> bool:
    """Whether the text says that a capital is a matrix, or what function it is, as no mean such as E(y) = X b does."""
    facts = scope.of(key)
    defined = any(key_of(name) in each.inside for each in facts.definitions for name in each.parameters)
    return facts.rows is not None or facts.rank is not None or defined


def _acts(key: str, groups: list[Expr]) -> str:
    """The reason to leave a claim alone in which a capital stands before these brackets."""
    if key.split(" ")[-1].split("_")[0] == "E":
        return "expectation"
    square = [each for each in groups if isinstance(each, Apply) and each.op is Op.BRACKET]
    return "operator" if any(key_of(each.args[0]) is not None for each in square) else ""
