"""The derivative itself, where no small edit of what is stated is right."""

from __future__ import annotations

from mclint.derivation.derive import closed_form
from mclint.derivation.forms import Underivable
from mclint.diagnostic import Edit
from mclint.document.scope import key_of
from mclint.document.transpose_signs import with_sign
from mclint.repairs.proof import Proof
from mclint.repairs.written import Written
from mclint.shapes.typed import Reading
from mclint.syntax.printer import COPIED, latex
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op, Opaque, nodes
from mclint.syntax.walk import rewrite
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.verdict import Refuted

LONGEST = 160  # characters of an answer that helps


def answer(result: Result, proof: Proof, written: Written) -> Edit | None:
    """The closed form of a derivative in the place of what is stated, in the layout of the document."""
    node = _bare(result.left)
    inference = result.verdict.inference if isinstance(result.verdict, Refuted) else None
    if not isinstance(node, Derivative) or inference is None:
        return None
    for reading in proof.readings:
        found = _derived(node, reading, result)
        for text in _spelled(found, result, written) if found is not None else ():
            edit = Edit(result.step.right.span, text)
            if len(text) <= LONGEST and found is not None and proof.is_true(found, False, (edit,)):
                return edit
    return None


def _spelled(found: Expr, result: Result, written: Written) -> dict[str, None]:
    """An answer with symbols as the author spells them, and as they are."""
    names = (node for side in (result.step.right, result.left) for node in nodes(side) if isinstance(node, Name))
    texts = {key_of(name): written.of(name) for name in names if not name.font or "\\" in written.of(name)}

    def spelled(node: Expr) -> Expr:
        text = texts.get(key_of(node)) if isinstance(node, Name) else None
        return Opaque(node.span, text, COPIED) if text else node

    return {with_sign(latex(each), written.transpose): None for each in (rewrite(found, spelled), found)}


def _derived(node: Derivative, reading: Reading, result: Result) -> Expr | None:
    attempt = Trial(node, node, result.scope, (result.step.right,)).attempt(reading)
    if attempt.trees is None:
        return None
    try:
        return closed_form(attempt.inference, attempt.trees[0], node)
    except Underivable:
        return None


def _bare(expr: Expr) -> Expr:
    while isinstance(expr, Apply) and expr.op is Op.GROUP:
        expr = expr.args[0]
    return expr
