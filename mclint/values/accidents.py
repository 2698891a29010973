"""Readings under which a claim is true by accident: what makes it true is not what the author says.

Such a reading verifies nothing, and a claim that only such readings make true is left in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable

from mclint.document.classify import has_derivative
from mclint.document.scope import Definition, base_of, key_of, symbols
from mclint.document.statement import Property, Rank
from mclint.shapes.infer import IDENTITIES, Inference
from mclint.shapes.typed import Reading, Typed, typed_nodes
from mclint.shapes.usage import is_capital
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes, operators
from mclint.values import dual
from mclint.values.draws import DIFFERENT
from mclint.values.evaluate import Evaluator

NUMBERS = frozenset({"pi", "e", "0", "1", "O", *IDENTITIES})
NEAR = 400  # characters between a special case and what is said of it
ARRAYS = (Op.MATRIX, Op.LIST, Op.ROW_LIST)
VECTORS = frozenset("xyzuvwb")
OR_NUMBERS = "capitals may be numbers"
STACKING = ("vec", "kronecker")
LEAVES = ("symbol", "function", "elementwise function", "family", "parameter")
# Letters that go together: who says that u varies with x, and writes v beside it, means v to vary too.
TOGETHER = tuple(map(frozenset, ("uv", "fgh", "UV", "FGH", "XYZ")))


def accident(roots: tuple[Expr, Expr], inference: Inference, trees: tuple[Typed, Typed]) -> str:
    """The reason why a reading under which a claim is true proves nothing, "" where it does."""
    if any(_is_idle(inference, inner) for inner in inference.turned) or any(
        _is_flat(inference, node) for node in typed_nodes(*trees) if node.op in STACKING
    ):
        return "ambiguous-shapes"
    if any(_shrinks(question, inference) for question, _ in inference.reading.choices):
        return "ambiguous-shapes"
    if not inference.scope.mentioned.logistic and takes_for_logistic(inference):
        return "undetermined-function"
    return "no-dependence" if _stands_still(roots, inference) else ""


def takes_for_logistic(inference: Inference) -> bool:
    r"""Whether a reading takes \sigma for the logistic function."""
    return any(question.startswith("logistic ") and answer for question, answer in inference.reading.choices)


def without_numbers(inference: Inference) -> Reading | None:
    """The reading in which capitals that are taken for numbers are matrices: where that one fails, this is none."""
    reading = inference.reading
    capitals = [each for each in reading.choices if _is_capital(each[0], inference)]
    numbers = (inference.symbols.get(question.removeprefix("kind ")) for question, _ in capitals)
    if not any(known is not None and inference.is_scalar(known) for known in numbers):
        return None
    return reading._replace(choices=tuple(each for each in reading.choices if each not in capitals))


def _is_capital(question: str, inference: Inference) -> bool:
    """Whether a question is of what kind a capital is."""
    key = question.removeprefix("kind ")
    use = inference.usage.of(key)
    return key != question and use is not None and is_capital(use.name)


def _shrinks(question: str, inference: Inference) -> bool:
    """Whether a reading takes a vector that follows a matrix for a number: Q y = y Q."""
    key = question.removeprefix("kind ")
    use, known = inference.usage.of(key), inference.symbols.get(key)
    return (
        key in VECTORS
        and use is not None
        and use.after_matrix
        and known is not None
        and known.op == "symbol"
        and inference.is_scalar(known)
    )


def _is_idle(inference: Inference, inner: Typed) -> bool:
    """Whether a transpose is of a number that nothing but the reading makes one: who writes it means more than that."""
    below = typed_nodes(inner)
    leaves = [node for node in below if node.op in LEAVES]
    if not leaves or not inference.is_scalar(inner):
        return False
    if inner.op == "derivative" and not _is_stated_number(inference, inner.args[1]):
        return True  # of f by an entry x_k, where x_k is a step of an iteration
    terms = inner.args if inner.op == "add" else ()
    bare = [term.args[0] if term.op == "negative" else term for term in terms]
    if any(term.op in LEAVES and not _is_stated_number(inference, term) for term in bare):
        return True  # (X w - y)^T of a number y
    scalars = all(inference.is_scalar(node) for node in below)
    return scalars and not all(_is_stated_number(inference, node) for node in leaves)


def _is_flat(inference: Inference, node: Typed) -> bool:
    """Whether a column is stacked into a column, or a Kronecker product is one by a number."""
    if node.op == "vec":
        return inference.find(node.args[0].shape)[1] == 1
    return node.op == "kronecker" and any(inference.is_scalar(each) for each in node.args)


def _is_stated_number(inference: Inference, node: Typed) -> bool:
    facts = inference.scope.of(node.data) if isinstance(node.data, str) else None
    if facts is None:
        return False
    one = isinstance(facts.rows, Number) and isinstance(facts.columns, Number) and facts.rows.value == 1
    return facts.rank is Rank.SCALAR or (one and facts.columns is not None and inference.size(facts.columns) == 1)


def squares_position(inference: Inference, trees: Iterable[Typed]) -> bool:
    """Whether a reading without a variable makes vectors as long as the variable that nobody wrote."""
    position = inference.symbols.get("position")
    if position is None:
        return False
    size = inference.find(position.shape)[0]
    functions = (node for node in typed_nodes(*trees) if node.op == "function")
    return any(size in inference.find(node.shape) for node in functions)


def breaks_a_norm(evaluator: Evaluator) -> bool:
    r"""Whether a definition gives a vector that is said to have norm 1 another one: w^T w = 1, and w = a / (2 λ)."""
    for key, body in evaluator.inference.bodies.items():
        if Property.UNIT_NORM in evaluator.properties.get(key, ()):
            value = dual.plain(evaluator.value(body))
            norms = (value**2).sum(axis=(-2, -1))
            if abs(norms - 1.0).max() > DIFFERENT:
                return True
    return False


def without_cases(roots: tuple[Expr, Expr], inference: Inference) -> Reading | None:
    """The reading that leaves special cases out: a claim that is true in them alone is not known to hold."""
    special = special_cases(roots, inference)
    if not special:
        return None
    reading = inference.reading
    numbers = {f"scalar {key}": 1 for key in special if inference.is_scalar(inference.bodies[key])}
    choices = tuple(sorted({**dict(reading.choices), **numbers}.items()))
    return reading._replace(definitions=reading.definitions - special, choices=choices)


def special_cases(roots: tuple[Expr, Expr], inference: Inference) -> frozenset[str]:
    r"""The definitions used that only hold for a case or an example far away: `x = 1`, `A = I`, `\mu = \nu`.

    Values in numbers are worked out with them, and `x_0 = 1` holds for good.
    """
    if not all(symbols((root,)) - NUMBERS for root in roots):
        return frozenset()
    start = roots[0].span.start
    return frozenset(
        key
        for key in inference.bodies
        if (found := inference.scope.of(key).definitions)
        and not 0 <= start - found[0].span.end <= NEAR
        and _is_special(key, found[0])
    )


def _is_special(key: str, definition: Definition) -> bool:
    if definition.parameters or key.endswith(("_0", "^0", "^(0)")):
        return False
    body = definition.body
    if not definition.inside - NUMBERS:
        return operators(body).isdisjoint(ARRAYS)
    return isinstance(body, Name) and key_of(body) == body.letter and len(key) == len(body.letter) == 1


def _stands_still(roots: tuple[Expr, Expr], inference: Inference) -> bool:
    """Whether one of two letters that go together varies with a variable, and the other is taken for a constant."""
    directed = {node.args[0].data for node in inference.directed}
    for node in (each for root in roots if has_derivative(root) for each in nodes(root)):
        if isinstance(node, Derivative):
            moving = {key for key in symbols((node.body,)) if key in inference.depends}
            fixed = {base.letter for v in node.variables if (base := base_of(v)) is not None}
        elif isinstance(node, Apply) and node.op is Op.DIFFERENTIAL and key_of(node.args[0]) is None:
            moving, fixed = symbols((node.args[0],)) & directed, set()
        else:
            continue
        if _left_behind(node, moving, inference) - fixed:
            return True
    return False


def _left_behind(node: Expr, moving: Iterable[str], inference: Inference) -> set[str]:
    """The letters in a derivative that go together with one that varies, and that are symbols of no further meaning."""
    wanted = {letter for group in TOGETHER if group & set(moving) for letter in group} - set(moving)
    inside = symbols((node,)) & wanted
    return {
        key
        for key in inside
        if (known := inference.symbols.get(key)) is not None
        and known.op == "symbol"
        and Property.CONSTANT not in inference.scope.of(key).properties
        and not inference.scope.of(key).definitions
    }


def tells_parity(computed: frozenset[str]) -> bool:
    """Whether something may be true for matrices of an odd size only, such as the determinant of -A."""
    return "determinant" in computed and "negative" in computed
