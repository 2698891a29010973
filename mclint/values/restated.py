r"""Claims that repeat one that was verified before: `\nabla H = -G \theta` in an outlook.

A summary leaves out what the section before it spelled out: the variable of a nabla, the arguments of a function. Where
nothing was defined anew in between, what was true there is true here.
"""

from __future__ import annotations

from dataclasses import replace

from mclint.document.classify import StepKind
from mclint.document.scope import Scope, key_of, symbols
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Op, nodes
from mclint.syntax.walk import rewrite
from mclint.values.hindsight import Result
from mclint.values.verdict import Doubtful


class Plain(NamedTuple):
    """A claim without the arguments of functions and the variables of nablas, and what these are where written."""

    left: Expr
    right: Expr
    arguments: frozenset[tuple[Expr, ...]]
    variables: frozenset[tuple[Expr, ...]]

    def agrees_with(self, other: Plain) -> bool:
        """Whether what is written in both is the same."""
        pairs = ((self.arguments, other.arguments), (self.variables, other.variables))
        return all(not mine or not theirs or mine == theirs for mine, theirs in pairs)


def restated(results: list[Result]) -> list[Result]:
    """Each claim that was left in doubt, verified where it says again what was verified before."""
    known: dict[tuple[Expr, Expr], tuple[Plain, Result]] = {}
    changed = list(results)
    for place, result in enumerate(results):
        if result.step.kind not in (StepKind.CLAIM, StepKind.LENIENT) or not result.step.is_derivative:
            continue
        plain = _plain(result.left, result.step.right)
        if result.status == "verified":
            known.setdefault(plain[:2], (plain, result))
        elif isinstance(result.verdict, Doubtful) and plain[:2] in known:
            said, before = known[plain[:2]]
            if plain.agrees_with(said) and _still_holds(before, result):
                changed[place] = result._replace(status="verified", verdict=before.verdict, reason="")
    return changed


def _plain(left: Expr, right: Expr) -> Plain:
    """The claim in short, where all functions have the same arguments and all nablas the same variable."""
    everywhere = [*nodes(left), *nodes(right)]
    calls = frozenset(node.args[1:] for node in everywhere if isinstance(node, Apply) and _is_named_call(node))
    taken = frozenset(node.variables for node in everywhere if isinstance(node, Derivative) and node.variables)

    def plain(node: Expr) -> Expr:
        if isinstance(node, Apply) and _is_named_call(node) and len(calls) == 1:
            return node.args[0]
        if isinstance(node, Derivative) and node.form is Form.NABLA and len(taken) == 1:
            return replace(node, variables=())
        return node

    return Plain(rewrite(left, plain), rewrite(right, plain), calls, taken)


def _is_named_call(node: Expr) -> bool:
    """Whether this is a function of names: G(\\theta)."""
    return isinstance(node, Apply) and node.op is Op.CALL and all(key_of(each) is not None for each in node.args)


def _still_holds(before: Result, now: Result) -> bool:
    """Whether the symbols of a claim mean what they meant when it was verified."""
    keys = symbols((now.left, now.step.right))
    return all(means_the_same(key, before.scope, now.scope) for key in keys)


def means_the_same(key: str, before: Scope, now: Scope) -> bool:
    """Whether nothing was said of a symbol since."""
    earlier, facts = before.of(key), now.of(key)
    return set(facts.definitions) <= set(earlier.definitions) and (
        facts.rows is None or (facts.rows, facts.columns) == (earlier.rows, earlier.columns)
    )
