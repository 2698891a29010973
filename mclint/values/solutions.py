"""Solutions beside the conditions they were solved from: set to zero, so `w = …`."""

from __future__ import annotations

import re
from dataclasses import replace

from mclint.document.classify import EQUALITIES, StepKind, has_derivative, is_zero
from mclint.document.scope import Scope, base_of, key_of, symbols
from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Name, nodes
from mclint.values.dependence import variable_key
from mclint.values.hindsight import Result
from mclint.values.substitution import Substitution, satisfies
from mclint.values.verdict import Holds, Refuted

NEAR = 3  # blocks between a condition and its solution
SOLVING = regex(
    r"⇒|⇔|⟺|=>|\biff\b|rightarrow|solv|solution|sett?(?:ing)?\b|zero|giv|yield|obtain|\bget|hence|thus|therefore|\bso\b|\bthen\b"
    r"|arriv|minimi[sz]|maximi[sz]|optim|estimat|解|得|令|所以|因此|因而|故",
    re.I,
)


class Condition(NamedTuple):
    """`left = right`, to be solved for a symbol, or for any of its symbols where none is named."""

    left: Expr
    right: Expr
    unknown: Expr | None
    result: Result


def solved(results: list[Result]) -> list[Result]:
    """Each solution that follows a condition, verified or found wrong."""
    variables = {key for result in results for key in _variables(result)}
    conditions: list[Condition] = []
    chain: list[Result] = []
    changed = list(results)
    for place, result in enumerate(results):
        chain = [*chain, result] if chain and chain[-1].step.chain == result.step.chain else [result]
        if (found := _solution(result, conditions)) is not None:
            changed[place] = _judged(result, *found, variables)
        if (condition := _condition(chain)) is not None:
            conditions = [*conditions[-3:], condition]
    return changed


def _variables(result: Result) -> set[str]:
    found = (n for side in (result.step.left, result.step.right) for n in nodes(side) if isinstance(n, Derivative))
    return {key for node in found for v in node.variables if (key := variable_key(v)) is not None}


def _condition(chain: list[Result]) -> Condition | None:
    """The condition that a step states: a derivative that is zero, or an equation that is no claim."""
    result, step = chain[-1], chain[-1].step
    if step.sign.text not in EQUALITIES or result.status == "wrong":
        return None
    if is_zero(step.right) or is_zero(step.left):
        side = step.left if is_zero(step.right) else step.right
        unknown = next((u for each in chain if (u := _by(each.step.left)) is not None), None) or _by(side)
        return None if unknown is None and has_derivative(side) else Condition(step.left, step.right, unknown, result)
    if step.kind in (StepKind.CONDITION, StepKind.LENIENT) and result.status == "read" and len(chain) == 1:
        plain = all(
            isinstance(s, Apply) and key_of(s) is None and not has_derivative(s) for s in (step.left, step.right)
        )
        return Condition(step.left, step.right, None, result) if plain else None
    return None


def _by(expr: Expr) -> Expr | None:
    """The variable of a first derivative that stands alone."""
    return expr.variables[0] if isinstance(expr, Derivative) and len(expr.variables) == 1 else None


def _solution(result: Result, conditions: list[Condition]) -> tuple[Condition, Expr] | None:
    """The condition that a step solves, and the symbol that it solves for."""
    step = result.step
    stated = step.kind in (StepKind.DEFINITION, StepKind.LENIENT) and step.place == 0 and step.sign.text == "="
    name = base_of(step.left)
    if not stated or result.status != "read" or key_of(step.left) is None or name is None:
        return None
    if not isinstance(step.right, Apply) or has_derivative(step.right) or key_of(step.left) in symbols([step.right]):
        return None
    for condition in reversed(conditions):
        there = condition.result.step
        unknown = _same(name, step.left, condition)
        if unknown is None or not 0 <= step.block - there.block <= NEAR or key_of(unknown) in symbols([step.right]):
            continue
        between = step.words[-60:]
        last = condition is conditions[-1]
        if SOLVING.search(between) and (last or condition.unknown is not None):
            return condition, unknown
    return None


def _same(name: Name, left: Expr, condition: Condition) -> Expr | None:
    r"""The unknown of a condition that a left side such as `w`, `\hat w`, `w_{ML}` names."""
    if condition.unknown is not None:
        bare = condition.unknown
        same = key_of(left) == key_of(bare) or (
            isinstance(bare, Name) and not bare.marks and name.letter == bare.letter
        )
        return bare if same and key_of(bare) is not None else None
    inside = symbols((condition.left, condition.right))
    return left if key_of(left) in inside else None


def _without(scope: Scope, unknown: Expr) -> Scope:
    """A scope in which the unknown has no definition."""
    key = key_of(unknown) or ""
    return replace(scope, facts={**scope.facts, key: scope.of(key)._replace(definitions=())})


def _judged(result: Result, condition: Condition, unknown: Expr, variables: set[str]) -> Result:
    scope = _without(result.scope, unknown)
    trial = Substitution(condition.left, condition.right, unknown, result.step.right, scope)
    verdict = satisfies(trial, variables - {key_of(unknown)})
    if isinstance(verdict, Holds):
        return result._replace(status="verified", verdict=verdict, reason="")
    if isinstance(verdict, Refuted):
        return result._replace(status="wrong", verdict=verdict, unsolved=condition.result.step, reason="")
    return result
