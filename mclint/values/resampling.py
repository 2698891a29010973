"""Acquittals that take other values: a claim may be meant for matrices with a property, or of one small size."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from mclint.document.letters import transposed_symbols
from mclint.document.scope import symbols
from mclint.document.statement import Property
from mclint.shapes.typed import Typed, Unreadable, typed_nodes
from mclint.syntax.tree import Apply, Expr, Number, Op
from mclint.syntax.walk import rewrite
from mclint.values import dual
from mclint.values.attempts import Attempt
from mclint.values.draws import EQUAL, Draw
from mclint.values.evaluate import Evaluator
from mclint.values.readings import Trial

# A projection that is orthogonal or definite is the unit matrix, and one that is antisymmetric is zero.
NO_PROJECTIONS = frozenset({Property.ORTHOGONAL, Property.ANTISYMMETRIC, Property.POSITIVE_DEFINITE})
# No symmetry, diagonal form or projection is meant of these.
SKEW = frozenset({Property.ASYMMETRIC, Property.ANTISYMMETRIC})
# What speaks of projections mostly means orthogonal ones.
TOGETHER = {Property.IDEMPOTENT: frozenset({Property.IDEMPOTENT, Property.SYMMETRIC})}


def mentioned(trial: Trial, attempt: Attempt) -> str:
    """True for a matrix with a property that the text speaks of, though of which matrix is not understood."""
    others = [
        each
        for each in trial.attempts
        if each.outcome == "different" and not each.inference.reading.choices and each is not attempt
    ]
    return "assumption" if any(_holds_for_mentioned(trial, each) for each in (attempt, *others[:2])) else ""


def _holds_for_mentioned(trial: Trial, attempt: Attempt) -> bool:
    kept = transposed_symbols((trial.right,))
    mentions = trial.scope.mentioned
    for what in mentions.properties():
        names = _labels(attempt) if what is Property.SIGN else _matrices(attempt)
        fitting = sorted(n for n in names if mentions.may_be_said(what, n, trial.right.span.start))
        fitting = [name for name in fitting if not trial.scope.of(name).properties & SKEW]
        if what is Property.ONE_HOT and any(name.split("_")[0] == "t" for name in names):
            fitting = [name for name in fitting if name.split("_")[0] != "y"]  # beside targets t, y is a prediction
        if what is Property.IDEMPOTENT:
            fitting = [name for name in fitting if not trial.scope.of(name).properties & NO_PROJECTIONS]
        if what is Property.SYMMETRIC:  # an author who means it symmetric does not transpose it in the result
            fitting = [name for name in fitting if not {name, f"{name}*"} & kept]
        together = () if what is Property.DIAGONAL else (tuple(fitting),)  # diagonal matrices would all commute
        for group in (*((name,) for name in fitting[:6]), *together):
            trial.assumed = {name: TOGETHER.get(what, frozenset({what})) for name in group}
            outcomes = {_again(trial, attempt, draw, what) for draw in (Draw(7), Draw(7, turned=True), Draw(7, only=3))}
            trial.assumed = {}
            if group and "equal" in outcomes:
                return True
    return False


def said_before(trial: Trial, attempt: Attempt) -> str:
    """True with what another section says of a symbol, before this one declares it anew."""
    assert attempt.trees is not None
    earlier = {key: trial.scope.of(key).earlier for key in symbols((trial.left, trial.right))}
    trial.assumed = {key: properties for key, properties in earlier.items() if properties}
    if not trial.assumed:
        return ""
    try:
        again = trial.compare(attempt.inference, *attempt.trees)
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return ""
    finally:
        trial.assumed = {}
    return "assumption" if again.outcome != "different" else ""


def basis_vectors(trial: Trial, attempt: Attempt) -> str:
    """True where e_k, of which nothing is said, is a vector of zeros with a single one."""
    others = [each for each in trial.attempts if each.outcome == "different" and each is not attempt]
    return "assumption" if any(_holds_for_basis(trial, each) for each in (attempt, *others[:3])) else ""


def _holds_for_basis(trial: Trial, attempt: Attempt) -> bool:
    names = [name for name in _labels(attempt) if name.split("_")[0] == "e" and not trial.scope.of(name).because]
    trial.assumed = {name: frozenset({Property.ONE_HOT}) for name in names}
    outcomes = {_again(trial, attempt, draw, Property.ONE_HOT) for draw in (Draw(7), Draw(8))} if names else set()
    trial.assumed = {}
    return outcomes == {"equal"}


def normalised(trial: Trial, attempt: Attempt) -> str:
    r"""`y_i \sum_k t_k - t_i = y_i - t_i`: true where the targets of a sample sum to one."""
    left, right = rewrite(trial.left, _one), rewrite(trial.right, _one)
    if (left == trial.left) == (right == trial.right):
        return ""
    again = Trial(left, right, trial.scope)
    return "condition" if again.conventional(attempt.inference.reading.layout) is not None else ""


def _one(node: Expr) -> Expr:
    """1 for a sum over all entries of one symbol."""
    if not (isinstance(node, Apply) and node.op is Op.SUM):
        return node
    body, index = node.args[0], node.args[1]
    entries = isinstance(body, Apply) and body.op in (Op.INDEX, Op.SUPERINDEX) and index in body.args[1:]
    return Number(node.span, Fraction(1)) if entries else node


def _matrices(attempt: Attempt) -> list[str]:
    """The symbols of a claim that are no scalars."""
    assert attempt.trees is not None
    found = (node for node in typed_nodes(*attempt.trees) if node.op in ("symbol", "function"))
    return list(dict.fromkeys(n.data for n in found if attempt.inference.find(n.shape) != (1, 1)))


def _labels(attempt: Attempt) -> list[str]:
    """All symbols of a claim, those of samples too."""
    assert attempt.trees is not None
    found = (node for node in typed_nodes(*attempt.trees) if node.op in ("symbol", "function", "family"))
    return list(dict.fromkeys(node.data for node in found))


def _again(trial: Trial, attempt: Attempt, draw: Draw, what: Property) -> str:
    assert attempt.trees is not None
    try:
        again = trial.sampled(attempt.inference, *attempt.trees, draw)
        if trial.by_cases and again.outcome == "equal":
            again = trial.in_all_cases(again, *attempt.trees)
        vanishes = again.reason is not None and again.reason.reason == "trivial"
        # Two vectors with a single one have it in two places, by which nothing is shown.
        return "equal" if vanishes and what is not Property.ONE_HOT else again.outcome
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return "unclear"


def special_size(trial: Trial, attempt: Attempt) -> str:
    """True for 2 × 2 or 3 × 3 matrices only: perhaps what the text is about."""
    sizes = () if trial.by_cases else (2, 3, 4)
    return "special-size" if any(_holds_for(attempt, only=size) for size in sizes) else ""


def _holds_for(attempt: Attempt, given: Callable[[Evaluator], None] = lambda _: None, only: int = 0) -> bool:
    """Whether both sides are equal for other values, some given or all sizes the same; not where they have none."""
    assert attempt.trees is not None
    try:
        evaluator = Evaluator(attempt.inference, attempt.trees, {}, 5, False, only=only)
        given(evaluator)
        with np.errstate(all="ignore"):
            a, b = (dual.plain(evaluator.value(tree)) for tree in attempt.trees)
            a, b = np.broadcast_arrays(a, b)
        return bool(np.abs(a - b).max() <= EQUAL * np.abs(a).max())
    except (ValueError, np.linalg.LinAlgError, Unreadable):
        return False


def at_zero(trial: Trial, attempt: Attempt) -> str:
    """True where a symbol that only one side has is zero, and the text just spoke of a value at zero."""
    assert attempt.trees is not None
    if not trial.scope.mentioned.speaks_of_zero(trial.left.span.start):
        return ""
    left, right = ({n.data: n for n in typed_nodes(tree) if n.op == "symbol"} for tree in attempt.trees)
    names = (left.keys() ^ right.keys()) & symbols((trial.left, trial.right))
    return "evaluated-at" if any(_holds_for(attempt, _zero((left | right)[name])) for name in names) else ""


def _zero(symbol: Typed) -> Callable[[Evaluator], None]:
    def given(evaluator: Evaluator) -> None:
        evaluator.draw(symbol.data, *evaluator.shape(symbol))[...] = 0.0

    return given


def unit_matrix(trial: Trial, attempt: Attempt) -> str:
    """True where an E that nobody declares is the identity, as it is called in German, Russian and Chinese texts."""
    assert attempt.trees is not None
    letter = next((n for n in typed_nodes(*attempt.trees) if n.op == "symbol" and n.data == "E"), None)
    facts = trial.scope.of("E")
    if letter is None or facts.rows is not None or facts.definitions:
        return ""
    rows, columns = attempt.inference.find(letter.shape)
    return "identity-matrix" if rows == columns and _holds_for(attempt, _unit(letter)) else ""


def _unit(symbol: Typed) -> Callable[[Evaluator], None]:
    def given(evaluator: Evaluator) -> None:
        rows, columns = evaluator.shape(symbol)
        evaluator.draw(symbol.data, rows, columns)[...] = np.eye(rows, columns)

    return given
