r"""Claims that rest on what the text stated before of a function that nobody defines.

`\nabla_\theta \ell(\theta) = g` may say what the gradient is; the Hessian is then the derivative of g, and what is said
of the gradient in the next display is held against g. What is found so acquits: the value may be of another function.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from mclint.document.classify import StepKind, is_zero
from mclint.document.scope import Scope, key_of, symbols
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Op, nodes
from mclint.syntax.walk import rewrite
from mclint.values.dependence import bare_symbol
from mclint.values.hindsight import Result
from mclint.values.named import without_groups
from mclint.values.restated import means_the_same
from mclint.values.verdict import Doubtful, Holds
from mclint.values.verify import verify

NEAR = 24  # blocks
MOST = 3  # values of one derivative, the latest first
CLAIMS = (StepKind.CLAIM, StepKind.LENIENT)
EQUAL = ("=", ":=", "≡")


class Value(NamedTuple):
    """What a derivative was said to be, and where."""

    expr: Expr
    scope: Scope
    block: int

    def holds_at(self, result: Result) -> bool:
        """Whether its symbols mean there what they meant."""
        near = 0 <= result.step.block - self.block <= NEAR
        return near and all(means_the_same(key, self.scope, result.scope) for key in symbols((self.expr,)))


def with_values_taken_over(results: list[Result]) -> list[Result]:
    """The results with those that hold once derivatives of unknown functions have their stated values."""
    known: dict[Expr, list[Value]] = {}
    changed: list[Result] = []
    for _, group in groupby(results, key=lambda each: each.step.chain):
        chain = [_judged(each, known) for each in group]
        first = chain[0].step.left
        if isinstance(first, Derivative) and _is_of_unknown(first, chain[0].scope):
            values = known.setdefault(first, [])
            values.extend(Value(r.step.right, r.scope, r.step.block) for r in chain if _is_value(r))
        changed += chain
    return changed


def _is_of_unknown(node: Derivative, scope: Scope) -> bool:
    keys = {bare_symbol(node.body), bare_symbol(node.body, labels=True)}  # softmax is defined by its entries p_i
    return None not in keys and not any(scope.of(key).definitions for key in keys if key is not None)


def _is_value(result: Result) -> bool:
    step = result.step
    if step.sign.text not in EQUAL or result.status == "wrong" or is_zero(step.right) or key_of(step.right):
        return False
    return not any(isinstance(node, Derivative) for node in nodes(step.right))


def _judged(result: Result, known: dict[Expr, list[Value]]) -> Result:
    step = result.step
    open_claim = step.kind in CLAIMS and step.sign.text in EQUAL and isinstance(result.verdict, Doubtful)
    if not known or not open_claim or not step.is_derivative or result.status not in ("read", "skipped"):
        return result
    for left, right in _readings(result, known):
        holds = verify(left, right, result.scope, True)
        if isinstance(holds, Holds) and not holds.assumptions:
            return result._replace(status="verified", verdict=holds, reason="")
    return result


def _readings(result: Result, known: dict[Expr, list[Value]]) -> Iterator[tuple[Expr, Expr]]:
    """The claim with the values of its derivatives; a claim that only says a value again is no proof of it."""
    left, right = result.left, result.step.right
    values = {node: found for node in _derivatives(left, right) if (found := _values_of(node, known, result))}
    for place in range(max(map(len, values.values()), default=0)):
        chosen = {node: found[min(place, len(found) - 1)] for node, found in values.items()}

        def change(node: Expr, chosen: dict[Derivative, Expr] = chosen) -> Expr:
            return chosen.get(node, node) if isinstance(node, Derivative) else node

        new = rewrite(left, change), rewrite(right, change)
        says_again = without_groups(new[0]) == without_groups(new[1])
        if not (says_again and any(isinstance(side, Derivative) and side in chosen for side in (left, right))):
            yield new


def _derivatives(left: Expr, right: Expr) -> list[Derivative]:
    found = (node for root in (left, right) for node in nodes(root) if isinstance(node, Derivative))
    return list(dict.fromkeys(found))


def _values_of(node: Derivative, known: dict[Expr, list[Value]], result: Result) -> list[Expr]:
    """The values that were stated of a derivative, or the derivatives of those of the first derivative."""
    said = [each for each in known.get(node, ())[-MOST:][::-1] if each.holds_at(result)]
    if said:
        return [Apply(each.expr.span, Op.GROUP, (each.expr,)) for each in said]
    if not _is_of_unknown(node, result.scope):
        return []
    return [again for first, values in known.items() for again in _derived(node, first, values, result)][:MOST]


def _derived(node: Derivative, first: Expr, values: list[Value], result: Result) -> Iterator[Expr]:
    r"""`\partial^2 \ell / \partial \theta_k \partial \theta_j` by a value of `\nabla_\theta \ell`."""
    if not isinstance(first, Derivative) or first.body != node.body or len(first.variables) != 1:
        return
    by = first.variables[0]
    for value in (each for each in values[-MOST:][::-1] if each.holds_at(result)):
        inner = Apply(value.expr.span, Op.GROUP, (value.expr,))
        if node.form is Form.HESSIAN and {*node.variables} <= {by}:
            yield replace(node, body=inner, variables=(by,), form=Form.JACOBIAN)
        elif len(node.variables) == 2:
            outer, last = node.variables
            if last == by:
                yield replace(node, body=inner, variables=(outer,))
            elif isinstance(last, Apply) and last.op is Op.INDEX and last.args[0] == by:
                entry = Apply(inner.span, Op.INDEX, (inner, *last.args[1:]))
                yield replace(node, body=entry, variables=(outer,))
