"""The smallest edit that makes a false claim true: tried under the reading that refutes, proven by the verifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from mclint.diagnostic import Edit, Fix, Safety
from mclint.document.classify import EQUALITIES
from mclint.document.scope import key_of
from mclint.records import NamedTuple
from mclint.repairs.additions import additions, pool
from mclint.repairs.changes import Change, Place, are_apart, changed, places
from mclint.repairs.known import Known, beside, known
from mclint.repairs.numbers import factors, multiples, signs, whole
from mclint.repairs.orders import letters, repeated, superfluous, swaps, throughout, traces
from mclint.repairs.proof import LOOK, Proof
from mclint.repairs.scripts import scripts
from mclint.repairs.sieve import Sieve
from mclint.repairs.written import Written, is_trivial
from mclint.syntax.tree import Expr
from mclint.values.hindsight import Result
from mclint.values.readings import Trial
from mclint.values.review import Review
from mclint.values.verdict import Holds, Refuted
from mclint.values.verify import judge

EFFORT = 9000  # see Proof.effort: a tenth of a second of an old machine
UNREAD = 4500  # where no reading refutes the claim as written
PAIRED = 1.1  # the size up to which changes are tried in pairs
MOST_PAIRED = 48


class Repair(NamedTuple):
    """What is wrong in a clause, "" where all is, and the edit that mends it."""

    fact: str
    fix: Fix


def repair(review: Review, result: Result) -> Repair | None:
    """The smallest verified edit of the right side of a false claim, then of its left side; else the derivative.

    It is only shown where the next step follows from the side as it is written, and would be false with the edit.
    """
    if result.step.sign.text not in EQUALITIES:
        return None
    found = _found(review, result)
    on_right = found is not None and found.fix.edits[0].span.start >= result.step.right.span.start
    if found is not None and on_right and _is_used(review, result):
        return found._replace(fix=found.fix._replace(safety=Safety.DISPLAY))
    return found


def _is_used(review: Review, result: Result) -> bool:
    """Whether the next step of a chain is true for this right side as it is written."""
    step = result.step
    chain = (each for each in review.results if each.step.chain == step.chain and each.step.sign.text in EQUALITIES)
    after = next((each for each in chain if each.step.place == step.place + 1 and each.left == step.right), None)
    return after is not None and isinstance(judge(Trial(after.left, after.step.right, after.scope), True), Holds)


def _found(review: Review, result: Result) -> Repair | None:
    written = Written(review.document, (result.step.right, result.left))
    proof = Proof(review, result, written)
    found = smallest(result, proof, ranked(result, written))
    if found is not None or not result.step.is_derivative:
        return found
    from mclint.repairs.answers import answer  # imports the differential engine

    whole_side = answer(result, proof, written)
    return whole_side and Repair("", Fix("replace it by the derivative", (whole_side,)))


def slip(review: Review, result: Result) -> Repair | None:
    """The single change of the right side that makes a claim true: a transpose, a sign, a factor, an order."""
    written = Written(review.document, (result.step.right, result.left))
    single = sorted(_changes(result.step.right, written, known(result, review.document)), key=_rank)
    found = smallest(result, Proof(review, result, written), ((False, (each,)) for each in single))
    shown = found is not None and _is_used(review, result)
    return found._replace(fix=found.fix._replace(safety=Safety.DISPLAY)) if found and shown else found


def smallest(result: Result, proof: Proof, tries: Iterable[tuple[bool, tuple[Change, ...]]]) -> Repair | None:
    """The first change that is proven, as far as the effort goes."""
    sieve = Sieve(result)
    most = EFFORT if isinstance(result.verdict, Refuted) else UNREAD
    for on_left, some in tries:
        if proof.effort > most:
            return None
        proof.effort += LOOK // 2
        side, other = (result.left, result.step.right) if on_left else (result.step.right, result.left)
        side = changed(side, some)
        if not sieve.passes(side, on_left) or not proof.seems_true(side, on_left):
            continue
        edits = [proof.written.apart(edit) for change in some for edit in change.edits]
        if not is_trivial(side, other) and proof.is_true(side, on_left, edits):
            return _told(some, edits)
    return None


def _told(some: tuple[Change, ...], edits: Iterable[Edit]) -> Repair:
    fact, advice = (" and ".join(getattr(each, name) for each in some) for name in ("fact", "advice"))
    return Repair(fact, Fix(advice, tuple(sorted(edits, key=lambda edit: edit.span))))


def ranked(result: Result, written: Written) -> Iterator[tuple[bool, tuple[Change, ...]]]:
    """Single changes of the right side, terms that it may lack, changes of the left side, pairs of the right side."""
    left, right, facts = result.left, result.step.right, known(result, written.document)
    single = sorted(_changes(right, written, facts), key=_rank)
    yield from ((False, (each,)) for each in single)
    others = (left, *facts.bodies, *beside(result, written.document))
    terms = pool(right, others, [*facts.names.values()], written)
    yield from ((False, (each,)) for place in places(right) for each in additions(place, terms, written))
    if left is result.step.left and result.step.place == 0 and not result.step.is_derivative:
        yield from ((True, (each,)) for each in sorted(_changes(left, written, facts._replace(factor=None)), key=_rank))
    small = [each for each in single if each.size <= PAIRED][:MOST_PAIRED]
    pairs = [pair for pair in combinations(small, 2) if are_apart(*pair)]
    yield from ((False, pair) for pair in sorted(pairs, key=lambda pair: sum(each.characters for each in pair)))


def _rank(change: Change) -> tuple[float, int]:
    return change.size, change.characters


def _changes(side: Expr, written: Written, facts: Known) -> Iterator[Change]:
    numbers = [facts.names[key] for key in facts.names if key in facts.numbers]
    if facts.factor is not None:
        yield from whole(side, facts.factor, written)
    for place in places(side):
        yield from letters(place, written, facts)
        yield from throughout(place, written, facts)
        if not place.is_index:
            yield from signs(place, written)
            yield from factors(place, written)
        if not (place.is_index or place.is_argument):
            yield from _of_place(place, written, key_of(place.node) in facts.numbers)
            yield from multiples(place, written, numbers)


def _of_place(place: Place, written: Written, is_number: bool) -> Iterator[Change]:
    if not is_number:
        yield from scripts(place, written)
    for kind in (swaps, superfluous, repeated, traces):
        yield from kind(place, written)
