"""What a claim means in the light of all the others: judged once the whole document is verified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mclint.document.arrangements import ROWS
from mclint.document.classify import EQUALITIES, Step, StepKind, is_zero
from mclint.document.document import Document
from mclint.document.index_faults import Fault
from mclint.document.quoted import is_quoted
from mclint.document.scope import Facts, Scope, key_of, symbols
from mclint.document.statement import StatedLayout
from mclint.records import NamedTuple
from mclint.shapes.check import is_near
from mclint.shapes.ranks import Misfit
from mclint.shapes.tensors import tensor_conflict
from mclint.shapes.typed import Conflict
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Number, Op, nodes
from mclint.values.layout import announced_at, by_entries
from mclint.values.verdict import EVERY_LAYOUT, Doubtful, Holds, Refuted, Verdict
from mclint.values.verify import verify_symmetric

NOTHING = Facts()
TAKEN_BACK = "refuted-by-the-text"


class Wrong(NamedTuple):
    """The first power of the step at which an expansion is wrong, and how many times too large it is there."""

    order: int
    factor: float | None


class Result(NamedTuple):
    """A step, the facts that hold there, and what came of it; `verdict` is None for what claims nothing."""

    step: Step
    scope: Scope
    left: Expr  # what the right side was held against: the step's left side, or an earlier part of its chain
    status: str
    verdict: Verdict | None = None
    conflict: Conflict | None = None
    reason: str = ""
    misfit: Misfit | None = None  # columns, rows, matrices and numbers that do not fit, by how the document uses them
    constant: bool = False  # the derivative of something that does not depend on the variable
    fault: Fault | None = None  # in its indices
    unsolved: Step | None = None  # the condition that a stated solution does not satisfy
    expansion: Wrong | None = None  # what is wrong with a Taylor expansion

    @property
    def is_wrong_by_values(self) -> bool:
        """Refuted by sampled values alone: no rule about shapes, indices or solutions has more to say of it."""
        explained = (self.conflict, self.fault, self.misfit, self.unsolved, self.expansion)
        return self.status == "wrong" and all(each is None for each in explained)


def only_in_numerator_layout(results: list[Result], layouts: Sequence[StatedLayout], layout: str) -> list[Result]:
    """A derivative by a matrix that is right only in numerator layout, where the others have the variable's shape.

    Hardly anyone writes derivatives by a matrix in numerator layout, so beside others it is a lost transpose; but not
    where the settings, an announcement or a definition by entries say that it is meant. Each announcement begins a
    period; what contradicts it is a slip of layout, where no symmetric matrix excuses it.
    """
    periods: dict[StatedLayout | None, list[tuple[int, frozenset[str]]]] = {}
    for place, result in enumerate(results):
        verdict = result.verdict
        if isinstance(verdict, Holds) and "gradient by matrix" in verdict.kinds and verdict.layouts != EVERY_LAYOUT:
            if by_entries(result.step.left, result.step.right) == ROWS:
                return results
            period = announced_at(layouts, result.step.right.span.start)
            periods.setdefault(period, []).append((place, verdict.layouts))
    changed = list(results)
    for period, by_matrix in periods.items():
        if layout == "numerator" or (period is not None and "numerator" in period.layouts):
            continue
        turned = [place for place, found in by_matrix if found == {"numerator"}]
        if len(by_matrix) - len(turned) >= len(turned):
            slips = period is not None or layout != "auto"
            for place in turned:
                changed[place] = _without_a_transpose(results[place], slips)
    return changed


def _without_a_transpose(result: Result, slips: bool) -> Result:
    symmetric = verify_symmetric(result.left, result.step.right, result.scope)
    if symmetric is not None:
        return result._replace(verdict=symmetric)
    return result if slips else result._replace(status="wrong", verdict=Refuted(only_numerator=True))


def tensor_derivatives(results: list[Result]) -> list[Result]:
    """A derivative with three or more axes, by what is declared, that is set equal to a matrix."""
    changed = list(results)
    for place, result in enumerate(results):
        if isinstance(result.verdict, Doubtful) and result.verdict.reason == "tensor-derivative":
            conflict = tensor_conflict(result.left, result.step.right, result.scope)
            if conflict is not None and is_near(conflict, result.scope, result.step.block):
                changed[place] = result._replace(status="wrong", conflict=conflict, reason="")
    return changed


def constant_numerators(results: list[Result], document: Document) -> list[Result]:
    """dx/dy = I, where the document has y as a function of x, or declares both side by side."""
    pairs = {pair for step, _ in document.steps for side in (step.left, step.right) for pair in _bare_pairs(side)}
    return [r._replace(status="wrong", constant=True, conflict=None) if _is_constant(r, pairs) else r for r in results]


def _bare_pairs(expr: Expr) -> Iterator[tuple[str, str]]:
    for node in nodes(expr):
        if isinstance(node, Derivative) and len(node.variables) == 1:
            body, variable = key_of(node.body), key_of(node.variables[0])
            if body is not None and variable is not None:
                yield body, variable


def _is_constant(result: Result, pairs: set[tuple[str, str]]) -> bool:
    left, right = result.left, result.step.right
    if not isinstance(left, Derivative) or len(left.variables) != 1:
        return False
    body, variable = key_of(left.body), key_of(left.variables[0])
    if not isinstance(left.body, Name) or body is None or variable is None or body == variable:
        return False
    one = isinstance(right, Number) and right.value != 0
    if not (one or (isinstance(right, Name) and right.letter in ("I", "1"))):
        return False
    facts, other = result.scope.of(body), result.scope.of(variable)
    if facts.definitions or facts.depends_on or other.rows is None or facts.rows is None:
        return False
    beside = facts.block == other.block and (facts.rows, facts.columns) == (other.rows, other.columns)
    return (variable, body) in pairs or beside


def with_faults(results: list[Result], faults: Mapping[tuple[int, int], Fault]) -> list[Result]:
    """The results with the faults in their indices: after a clash of shapes, before a false value.

    What holds for random values is acquitted. What follows a fault in its chain was held against something wrong.
    """
    changed: list[Result] = []
    faulty = -1
    for result in results:
        fault = faults.get((result.step.chain, result.step.place))
        if fault is not None and result.conflict is None and (fault.proven or not isinstance(result.verdict, Holds)):
            faulty = result.step.chain
            result = result._replace(status="wrong", verdict=None, reason="", constant=False, fault=fault)
        elif result.step.chain == faulty and result.status == "wrong" and result.conflict is None:
            result = result._replace(status="skipped", verdict=None, reason="follows-a-fault", constant=False)
        changed.append(result)
    return changed


def without_copies(results: Sequence[Result]) -> list[Result]:
    """The results without the parts that are verified only as copies of a part that is wrong."""
    changed: list[Result] = []
    chain, copies = -1, list[Expr]()
    for result in results:
        if result.step.chain != chain:
            chain, copies = result.step.chain, []
        if result.status == "verified" and result.left in copies:
            result = result._replace(status="skipped", verdict=None, reason="follows-a-fault")
            copies.append(result.step.right)
        elif result.status == "wrong" and result.step.sign.text in EQUALITIES and _is_behind(result):
            copies.append(result.step.right)
        changed.append(result)
    return changed


def _is_behind(result: Result) -> bool:
    """Whether the right side is the wrong one, as far as is known."""
    found = result.conflict or result.misfit or result.fault
    return found is None or found.span.overlaps(result.step.right.span)


def without_unexplained(results: Sequence[Result]) -> list[Result]:
    """A symbol that a chain brings in without a word, and that vanishes along it: the author knows what it is."""
    wrong = [place for place, each in enumerate(results) if each.is_wrong_by_values and each.step.place > 0]
    first: dict[str, int] = {}  # the chain in which a symbol is met first
    for each in results if wrong else ():
        for key in symbols((each.step.left, each.step.right)):
            first.setdefault(key, each.step.chain)
    changed = list(results)
    for place in wrong:
        result = results[place]
        gone = symbols((result.left,)) - symbols((result.step.right,))
        new = sorted(key for key in gone if first.get(key) == result.step.chain and result.scope.of(key) == NOTHING)
        if new and not result.step.is_derivative:
            changed[place] = result._replace(status="skipped", verdict=None, reason=f"undetermined-symbol: {new[0]}")
    return changed


def without_withdrawn(results: Sequence[Result], document: Document) -> list[Result]:
    """A wrong claim that the text itself takes back is none, nor is an example in numbers for other sizes."""
    worked_out = {
        each.step.chain for each in results if not symbols((each.step.right,)) and not is_zero(each.step.right)
    }
    return [_withdrawn(each, document, worked_out) if each.status == "wrong" else each for each in results]


def _withdrawn(result: Result, document: Document, worked_out: set[int]) -> Result:
    reason = TAKEN_BACK if is_quoted(document.pieces, result.step.span) else ""
    if result.conflict is not None and result.step.chain in worked_out:
        reason = "example: worked out in numbers"
    return result._replace(status="skipped", verdict=None, conflict=None, reason=reason) if reason else result


BEHIND = ("if", "when", "whenever", "provided that", "provided", "assuming")


def describes_set(step: Step) -> bool:
    r"""Whether an equation says what a set or a bracket is: `\{f, g\} = (\nabla f)^\top A \nabla g`."""
    sides = (step.left, step.right)
    sets = [each for side in sides for each in nodes(side) if isinstance(each, Apply) and each.op is Op.SET]
    return step.place == 0 and len(sets) == 1 and sets[0] in sides


def conditions_behind(document: Document) -> list[Step]:
    """The conditions that follow what they are for: `e^A e^B = e^{A + B} if AB = BA`."""
    steps = [step for step, _ in document.steps]
    return [step for step in steps if step.kind is StepKind.CONDITION and step.words.rstrip().lower().endswith(BEHIND)]
