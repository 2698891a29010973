"""Why a claim that no reading makes true may be innocent all the same.

Each row looks at what the author wrote and gives a stable reason, or nothing. Only what passes all rows is reported.
"""

from __future__ import annotations

from collections.abc import Callable

from mclint.document.indices import is_entry_in_brackets
from mclint.document.scope import key_of
from mclint.shapes.typed import Typed, typed_nodes
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes, operators
from mclint.values.at_numbers import arithmetic, at_a_point, at_numbers, example, letters, rounded
from mclint.values.attempts import Attempt
from mclint.values.beside import adjoint, condition_of_zero, stated_beside
from mclint.values.brackets import acting_on_brackets
from mclint.values.chance import laws_of_chance
from mclint.values.densities import constants
from mclint.values.equal_indices import cases
from mclint.values.first_order import expansion, first_order
from mclint.values.motion import of_motion
from mclint.values.readings import Trial
from mclint.values.relations import related
from mclint.values.resampling import (
    at_zero,
    basis_vectors,
    mentioned,
    normalised,
    said_before,
    special_size,
    unit_matrix,
)
from mclint.values.unknowns import (
    convolution,
    fields,
    fixed_point,
    matrix_functions,
    measures,
    named_by_letters,
    no_dependence,
    other_variables,
    point,
    recurrent,
    sets,
    unknown_functions,
    vanishing,
)
from mclint.values.verdict import Doubtful


def innocent(trial: Trial, attempt: Attempt) -> Doubtful | None:
    """The first reason to leave a refuted claim alone."""
    for row in ROWS:
        reason = row(trial, attempt)
        if reason:
            return Doubtful(reason)
    return None


def bare(trial: Trial, attempt: Attempt) -> str:
    """A symbol or a number alone on the left says what it is."""
    left = trial.left
    while isinstance(left, Apply) and left.op in (Op.GROUP, Op.NEG):
        left = left.args[0]
    key = key_of(left)
    defined = key is not None and key in attempt.inference.bodies and key not in letters(trial.right)
    return "condition" if isinstance(left, Number) or (key is not None and not defined) else ""


def labels(trial: Trial, attempt: Attempt) -> str:
    """z^1 and z^2 are two symbols and not powers."""
    for root in (trial.left, trial.right):
        for node in nodes(root):
            if (
                isinstance(node, Apply)
                and node.op is Op.POWER
                and isinstance(node.args[1], Number)
                and node.args[1].value == 1
            ):
                return "superscript-label"
    return "superscript-label" if "superscript" in attempt.inference.met and not _computed(trial) else ""


def _computed(trial: Trial) -> bool:
    """Whether some exponent is computed from an index, which a label is not: X^{n-1-r}."""
    exponents = [
        node.args[1]
        for root in (trial.left, trial.right)
        for node in nodes(root)
        if isinstance(node, Apply) and node.op is Op.POWER
    ]
    return any(len(letters(each)) > 1 for each in exponents)


def lists(trial: Trial, attempt: Attempt) -> str:
    """(u, v) = (v, u) is said of pairs."""
    both = all(isinstance(root, Apply) and root.op in (Op.LIST, Op.SET) for root in (trial.left, trial.right))
    return "condition" if both else ""


def increments(trial: Trial, attempt: Attempt) -> str:
    """A differential on one side only: an increment, or a first-order approximation."""
    sides = [Op.DIFFERENTIAL in operators(root) for root in (trial.left, trial.right)]
    return "increment" if sides[0] != sides[1] else ""


def words(trial: Trial, attempt: Attempt) -> str:
    """Letters that spell a word of the text: 0 if y = 1."""
    for root in (trial.left, trial.right):
        for node in nodes(root):
            if isinstance(node, Apply) and node.op is Op.PRODUCT:
                run = "".join(
                    arg.letter if isinstance(arg, Name) and len(arg.letter) == 1 else " " for arg in node.args
                )
                if any(word in run for word in ("if", "otherwise", "when", "for")):
                    return "words"
    return ""


def structured(trial: Trial, attempt: Attempt) -> str:
    r"""`X \circ I` belongs to derivatives by symmetric matrices, which count each pair of entries once."""
    for root in (trial.left, trial.right):
        for node in nodes(root):
            if isinstance(node, Apply) and node.op is Op.HADAMARD and any(_is_identity(arg) for arg in node.args):
                return "structured-derivative" if trial.dependence.has_derivative else ""
            if isinstance(node, Apply) and node.op is Op.DIAG and any(isinstance(n, Derivative) for n in nodes(node)):
                return "structured-derivative"
    return ""


def _is_identity(expr: Expr) -> bool:
    while isinstance(expr, Apply) and expr.op is Op.GROUP:
        expr = expr.args[0]
    return isinstance(expr, Name) and expr.letter == "I"


def numbered_entries(trial: Trial, attempt: Attempt) -> str:
    r"""`\operatorname{tr} A = A_{11} + A_{22}`: the text has a size in mind that nothing here tells."""
    assert attempt.trees is not None
    every = typed_nodes(*attempt.trees)
    numbered = {
        node.args[0]: node for node in every if node.op == "entry" and any(at[0] == "number" for at in node.data[:2])
    }
    if not numbered:
        return ""
    varied = {node.args[1] for node in every if node.op == "derivative"}
    parts = varied.union(node.args[0] for node in every if node.op == "entry")
    whole = {node.data for node in every if node.op == "symbol" and node not in parts}
    unknown = any(node.op in ("function", "elementwise function") for node in every)
    varying = trial.dependence.has_derivative
    settled = all(
        base.op == "symbol" and (_is_sized(base, attempt) or (varying and base.data not in whole)) for base in numbered
    )
    return "" if settled and not unknown else "numbered-entries"


def _is_sized(symbol: Typed, attempt: Attempt) -> bool:
    """Whether numbers say how many rows and columns a symbol has."""
    return all(isinstance(size, int) for size in attempt.inference.find(symbol.shape))


def general_entry(trial: Trial, attempt: Attempt) -> str:
    """A = (a_{ij}) names the entries of a matrix."""
    return "general-entry" if any(is_entry_in_brackets(root) for root in (trial.left, trial.right)) else ""


def blocks(trial: Trial, attempt: Attempt) -> str:
    r"""The parts `\Lambda_{ab}` of a matrix that is written out as these are named by letters, and no entries of it."""
    written = (
        [n for n in nodes(root) if isinstance(n, Apply) and n.op is Op.MATRIX] for root in (trial.left, trial.right)
    )
    left, right = ({place for each in matrices for place in _places(each)} for matrices in written)
    return "general-entry" if len(left ^ right) > 1 else ""


def _places(matrix: Apply) -> set[str]:
    """The letters that tell the parts of a matrix from each other."""
    cells = [node for node in nodes(matrix) if isinstance(node, Apply) and node.op is Op.INDEX and len(node.args) == 3]
    return {place.letter for cell in cells for place in cell.args[1:] if isinstance(place, Name)}


def reach(trial: Trial, attempt: Attempt) -> str:
    r"""`\log a^y (1 - a)^{1 - y}`: whether a function without brackets takes the bracket behind its argument too."""
    products = [
        n.args for root in (trial.left, trial.right) for n in nodes(root) if isinstance(n, Apply) and n.op is Op.PRODUCT
    ]
    return "reach-of-a-function" if any(map(_goes_on, (p[:-1] for p in products), (p[1:] for p in products))) else ""


def _goes_on(factors: tuple[Expr, ...], following: tuple[Expr, ...]) -> bool:
    for here, after in zip(factors, following, strict=True):
        bare_power = isinstance(here, Apply) and here.op is Op.LOG and _is_power(here.args[0])
        if bare_power and isinstance(after, Apply) and after.op in (Op.GROUP, Op.POWER):
            return True
    return False


def _is_power(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in (Op.POWER, Op.SUPERINDEX)


Row = Callable[[Trial, Attempt], str]
ROWS: tuple[Row, ...] = (
    arithmetic,
    rounded,
    labels,
    words,
    named_by_letters,
    lists,
    general_entry,
    blocks,
    reach,
    constants,
    convolution,
    bare,
    fixed_point,
    at_a_point,
    at_numbers,
    no_dependence,
    measures,
    increments,
    first_order,
    sets,
    example,
    unknown_functions,
    matrix_functions,
    recurrent,
    of_motion,
    fields,
    vanishing,
    laws_of_chance,
    acting_on_brackets,
    point,
    expansion,
    structured,
    other_variables,
    numbered_entries,
    cases,
    special_size,
    at_zero,
    unit_matrix,
    normalised,
    said_before,
    basis_vectors,
    mentioned,
    adjoint,
    condition_of_zero,
    stated_beside,
    related,
)
