"""The catalogue as an examination: the left side of each identity is derived, and agrees with the right one."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue_pages import row_finder

from mclint import api
from mclint.derivation.derive import closed_form
from mclint.derivation.forms import Underivable
from mclint.document.classify import Step
from mclint.document.scope import Scope, key_of
from mclint.syntax.printer import latex
from mclint.syntax.tree import Apply, Derivative, Expr, Op, children, nodes, operators
from mclint.values import catalogue
from mclint.values.readings import Trial
from mclint.values.verdict import LAYOUTS

LEAST_SHARE = 0.99
FEWEST = 400


def has_matrix_form(left: Expr, right: Expr) -> bool:
    """Whether the answer has a matrix form: nothing is varied by entries, and no sum stands over a free exponent."""
    varied = [each for node in nodes(left) if isinstance(node, Derivative) for each in node.variables]
    by_entry = any(Op.INDEX in operators(each) for each in varied)
    return not by_entry and not (Op.SUM in operators(right) and Op.POWER in operators(left))


def is_asked(left: Expr) -> bool:
    """Whether there is something to differentiate."""
    differential = isinstance(left, Apply) and left.op is Op.DIFFERENTIAL
    return differential or any(isinstance(node, Derivative) for node in nodes(left))


def has_formula(left: Expr, scope: Scope) -> bool:
    """Whether an expression is differentiated: an eigenvalue is only a letter in a condition, S v = lambda v."""
    body = left.body if isinstance(left, Derivative) else children(left)[0]
    key = key_of(body)
    varied = [key_of(each) for each in left.variables] if isinstance(left, Derivative) else []
    return key is None or key in varied or bool(scope.of(key).definitions or scope.of(key).depends_on)


def questions() -> Iterator[tuple[str, str, Step, Scope]]:
    """The derivatives and differentials of all entries: the name, the layout, the equation and what is known there.

    Left out is what is known only by a condition, for which there is nothing to derive from.
    """
    for page in catalogue.names():
        text = catalogue.text(page)
        row_of = row_finder(text)
        shown = {
            each.row: (entry.name, each.layout)
            for entry in catalogue.entries()
            if entry.page == page
            for each in entry.identities
        }
        for step, scope in api.read(text).steps:
            known = shown.get(row_of(step.span.start))
            if known is None or not is_asked(step.left) or not has_matrix_form(step.left, step.right):
                continue
            if has_formula(step.left, scope):
                yield *known, step, scope


def missed(step: Step, scope: Scope, layout: str) -> str | None:
    """Why the left side is not derived, None where its closed form equals the right one at random values."""
    trial = Trial(step.left, step.right, scope)
    found = None
    for each in [layout] if layout else sorted(LAYOUTS):
        found = found or trial.conventional(each) or trial.search(each)
    assert found is not None and found.trees is not None
    try:
        form = closed_form(found.inference, found.trees[0], step.left)
    except Underivable as reason:
        return reason.reason
    check = Trial(form, step.right, scope).attempt(found.inference.reading)
    return None if check.outcome == "equal" else f"{check.outcome}: {latex(form)}"


def test_the_left_sides_of_the_catalogue_are_derived() -> None:
    asked, misses = 0, []
    for name, layout, step, scope in questions():
        asked += 1
        if (reason := missed(step, scope, layout)) is not None:
            misses.append(f"{name} ({layout or 'every layout'}): {reason}")
    told = "\n".join(misses)
    assert asked >= FEWEST
    assert len(misses) <= (1 - LEAST_SHARE) * asked, f"{len(misses)} of {asked} are missed:\n{told}"
