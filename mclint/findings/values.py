"""Findings about values: the headline of a false equation, and what can be said about the difference."""

from __future__ import annotations

import math

from mclint.diagnostic import Diagnostic, Label, brief
from mclint.findings.assumptions import lacking
from mclint.findings.citations import citation
from mclint.findings.shapes import MOST_LABELS, told_apart
from mclint.span import Source
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Number, Op
from mclint.values.hindsight import Result, Wrong
from mclint.values.review import Review
from mclint.values.verdict import Refuted

Matrix = tuple[tuple[float, ...], ...]
LONGEST_NAME = 20  # of an operator: \\operatorname{Jac}
ROUNDING = 1e-12  # of a sum whose terms cancel
FACTORS = {
    2.0: "half of {}",
    0.5: "twice {}",
    4.0: "a quarter of {}",
    0.25: "four times {}",
    -1.0: "the sign is wrong",
    -2.0: "half of {}, with the wrong sign",
    -0.5: "twice {}, with the wrong sign",
}


COMPARED = {
    "≤": ("at most", "larger"),
    "<": ("less than", "not less"),
    "≥": ("at least", "smaller"),
    ">": ("greater than", "not greater"),
}


def fault(rule: str, review: Review, result: Result) -> Diagnostic:
    """The finding that an equation is false."""
    source = review.document.source
    verdict = result.verdict
    from mclint.repairs.search import repair  # most notes have no false claim, and do not pay for what explains one

    mended = repair(review, result) if result.expansion is None else None
    label, notes = (mended and mended.fact) or "the two sides differ", list[str]()
    if isinstance(verdict, Refuted):
        node = _derivative(result.left)
        label = hint(verdict.left, verdict.right, "the left side" if node is None else _noun(node, source)) or label
        example = _counterexample(result, node, source)
        notes.extend(example or _example(verdict.left, verdict.right))
        notes.extend(lacking(review, result, verdict, shown=bool(example)))
    if result.step.sign.text in COMPARED:
        label = f"the left side is {COMPARED[result.step.sign.text][1]} for all values that were tried"
    elif result.expansion is not None:
        label = _of_order(result.expansion)
    elif result.reason == "up-to-a-constant":
        label = "the two sides differ by more than a constant"
    if verdict is not None and isinstance(verdict, Refuted) and verdict.only_numerator:
        label = "the transpose of the derivative"
        notes = ["the other derivatives by a matrix here have the shape of the variable (denominator layout)"]
    if result.step.sign.text not in COMPARED:
        notes.extend(citation(review, result))
    fix = mended and mended.fix
    span = result.step.right.span
    return Diagnostic(rule, span, headline(result, source), label, _rests_on(result, source), tuple(notes), fix)


def _rests_on(result: Result, source: Source) -> tuple[Label, ...]:
    """Where the symbols are defined whose definitions the comparison used."""
    verdict, claim = result.verdict, result.left.span.to(result.step.right.span)
    inference = verdict.inference if isinstance(verdict, Refuted) else None
    used = inference.reading.definitions if inference is not None else ()
    labels = []
    for key in used:
        known = result.scope.of(key).definitions[:1]
        place = next((each.span for each in known if not isinstance(each.body, Number)), None)
        if place is not None and not place.overlaps(claim):
            name = source.slice(place).partition("=")[0].strip(" :&\n")
            labels.append(Label(place, f"{brief(name, 30)} is defined here"))
    return tuple(sorted(labels)[:MOST_LABELS])


def headline(result: Result, source: Source) -> str:
    """What is false, in one clause."""
    left, right = told_apart(source.slice(result.left.span), source.slice(result.step.right.span))
    node = _derivative(result.left)
    if result.step.sign.text in COMPARED:
        return f"`{left}` is not {COMPARED[result.step.sign.text][0]} `{right}`"
    if result.expansion is not None:
        return f"`{right}` is not an expansion of `{left}`"
    if node is not None and node.form not in (Form.PRIME, Form.DOT):
        if node.body.span == node.span:  # J_f(x)
            return f"{_noun(node, source)} `{left}` is not `{right}`"
        body, right = told_apart(source.slice(_bare(node.body).span), source.slice(result.step.right.span))
        return f"{_noun(node, source)} of `{body}`{_by(node, source)} is not `{right}`"
    return f"`{left}` is not equal to `{right}`"


def _of_order(wrong: Wrong) -> str:
    """What is wrong with a term of an expansion."""
    if wrong.order == 0:
        return "the two sides differ at the point of the expansion"
    term = ("linear", "quadratic", "cubic", "fourth")[wrong.order - 1] + " term"
    words = EXPANDED.get(round(wrong.factor, 4) if wrong.factor is not None else 0.0)
    return f"the {term} {words}" if words else f"the {term} is wrong"


EXPANDED = {
    2.0: "is twice what it should be",
    0.5: "is half of what it should be",
    -1.0: "has the wrong sign",
    6.0: "lacks 1/6",
}


def _bare(expr: Expr) -> Expr:
    """An expression without the brackets around it."""
    while isinstance(expr, Apply) and expr.op is Op.GROUP:
        expr = expr.args[0]
    return expr


def _derivative(expr: Expr) -> Derivative | None:
    bare = _bare(expr)
    return bare if isinstance(bare, Derivative) else None


def _by(node: Derivative, source: Source) -> str:
    """The variable of a plain first derivative."""
    if node.form is not Form.FRACTION or len(node.variables) != 1:
        return ""
    return f" by `{brief(source.slice(node.variables[0].span))}`"


def _noun(node: Derivative, source: Source) -> str:
    if node.form is Form.NABLA:
        return "the gradient"
    if node.form is Form.JACOBIAN and "J" in source.slice(node.span)[:LONGEST_NAME]:
        return "the Jacobian"
    return "the Hessian" if node.form is Form.HESSIAN else "the derivative"


def hint(left: Matrix, right: Matrix, what: str) -> str:
    """What the right side is of the left, where that is a simple thing."""
    if not left or not right:
        return ""
    for factor, words in FACTORS.items():
        if _close(left, tuple(tuple(factor * entry for entry in row) for row in right)):
            return words.format(what)
    if _close(left, tuple(zip(*right, strict=True))):
        return f"the transpose of {what}"
    return ""


def _close(a: Matrix, b: Matrix) -> bool:
    if len(a) != len(b) or any(len(x) != len(y) for x, y in zip(a, b, strict=True)):
        return False
    return all(
        math.isclose(p, q, rel_tol=1e-9, abs_tol=1e-12)
        for x, y in zip(a, b, strict=True)
        for p, q in zip(x, y, strict=True)
    )


def _counterexample(result: Result, node: Derivative | None, source: Source) -> list[str]:
    """Small whole numbers for which the equation is false."""
    from mclint.findings.examples import lines
    from mclint.values.counterexamples import counterexample

    example = counterexample(result)
    if example is None:
        return []
    if node is None:
        return [lines(example, (("left", example.left), ("right", example.right)), source)]
    return [lines(example, (("stated", example.right), (_noun(node, source).split()[-1], example.left)), source)]


def _example(left: Matrix, right: Matrix) -> list[str]:
    """One entry in which the two sides differ, for random values."""
    if not left or not right:
        return []
    rows, columns = len(left), len(left[0])
    worst = max(
        ((abs(left[i][j] - right[i][j]), i, j) for i in range(rows) for j in range(columns)), default=(0.0, 0, 0)
    )
    _, i, j = worst
    most = max(abs(left[i][j]), abs(right[i][j]))
    there, here = (f"{value if abs(value) > ROUNDING * most else 0.0:.4g}" for value in (left[i][j], right[i][j]))
    if rows == columns == 1:
        return [f"for random values the left side is {there} and the right side {here}"]
    place = f"entry {i + j + 1}" if 1 in (rows, columns) else f"the entry in row {i + 1}, column {j + 1}"
    return [f"for random values {place} is {there} on the left and {here} on the right"]
