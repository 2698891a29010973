"""What is wrong with the indices of a document, for the checks that report it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mclint.document.classify import EQUALITIES
from mclint.records import NamedTuple
from mclint.span import Source, Span
from mclint.syntax.tree import Apply, Expr, nodes

if TYPE_CHECKING:
    from mclint.document.classify import Step
    from mclint.document.document import Document
    from mclint.document.index_ranges import Use, WrittenMatrices


class Fault(NamedTuple):
    """A mistake in the indices of one expression.

    `says` is the headline, with a number in braces for each piece of text that it quotes, `{0}` for the first of
    `quotes`. `proven` is set for what cannot be right whatever the values are.
    """

    rule: str
    span: Span
    says: str
    quotes: tuple[Span, ...]
    label: str
    related: tuple[tuple[Span, str], ...] = ()
    proven: bool = False


class Chain(NamedTuple):
    """The members of `a = b = c`, and whether an equality stands before each."""

    members: tuple[Expr, ...]
    equal: tuple[bool, ...]
    source: Source
    summed: bool = False  # repeated indices are summed over without a sign

    def runs(self) -> Iterator[tuple[int, int]]:
        """The first and last member of each run of equalities."""
        start = 0
        for place in range(1, len(self.members) + 1):
            if place == len(self.members) or not self.equal[place]:
                if place - 1 > start:
                    yield start, place - 1
                start = place


class Faults(NamedTuple):
    """The faults of a document: by chain and place of the step, and of expressions that stand alone."""

    of_steps: dict[tuple[int, int], Fault]
    alone: tuple[Fault, ...]


def faults(document: Document) -> Faults:
    """All faults of a document; one for each step."""
    from mclint.document import index_limits, index_ranges, index_steps, index_strays

    of_steps: dict[tuple[int, int], Fault] = {}
    summed = document.spoken.einstein or speaks_of_summation(document.source.text)
    written = index_ranges.WrittenMatrices()
    limits = index_limits.Limits()
    drifts = index_steps.drifting_steps(document)
    for number, group in groupby((step for step, _ in document.steps), key=lambda step: step.chain):
        chain = chain_of(tuple(group), document.source, summed)
        uses = index_ranges.uses_of(chain)
        limits.add(number, uses)
        told: set[tuple[str, ...]] = set()
        for place, found in (*_of_members(chain, drifts, written), *_of_chain(chain, document, uses)):
            if (text := quoted(found, document.source)) not in told:
                told.add(text)
                of_steps.setdefault((number, max(place - 1, 0)), found)
    for number, place, found in limits.faults(document.source):
        of_steps.setdefault((number, max(place - 1, 0)), found)
    alone = (index_strays.of_member(expr, Chain((expr,), (False,), document.source)) for expr, _, _ in document.lone)
    return Faults(of_steps, tuple(fault for fault in alone if fault is not None))


def _of_members(chain: Chain, drifts: Collection[str], written: WrittenMatrices) -> Iterator[tuple[int, Fault]]:
    """The first fault of each member of a chain."""
    from mclint.document import index_enumerations, index_limits, index_steps, index_strays, index_twins

    for place, member in enumerate(chain.members):
        below = [node for node in nodes(member) if isinstance(node, Apply)]
        found = (
            index_strays.of_member(member, chain)
            or index_twins.of_member(member, chain)
            or index_enumerations.of_nodes(below)
            or index_limits.of_nodes(below, member, chain)
            or index_steps.drift(member, chain, drifts)
            or written.fault(member)
        )
        if found is not None:
            yield place, found


def _of_chain(chain: Chain, document: Document, uses: Sequence[Use]) -> Iterator[tuple[int, Fault]]:
    """The faults that the members of a chain show together."""
    from mclint.document import index_arguments, index_chains, index_exchanges, index_ranges, index_steps, index_swaps

    yield from index_chains.of_chain(chain)
    yield from index_exchanges.of_chain(chain)
    yield from index_arguments.of_chain(chain)
    yield from index_ranges.of_chain(chain, uses)
    yield from index_steps.of_chain(chain, document)
    yield from index_swaps.of_chain(chain)


def quoted(fault: Fault, source: Source) -> tuple[str, ...]:
    """What a fault is about: a mistake that is copied from step to step is told once."""
    return (fault.says, *(source.slice(span) for span in fault.quotes))


def chain_of(steps: Sequence[Step], source: Source, summed: bool) -> Chain:
    """The members of the steps of one chain."""
    members = (steps[0].left, *(step.right for step in steps))
    return Chain(members, (False, *(step.sign.text in EQUALITIES for step in steps)), source, summed)


def speaks_of_summation(text: str) -> bool:
    """Whether a text says that sums are implied."""
    lowered = text.lower()
    return any(words in lowered for words in ("einstein", "summation convention", "repeated indices", "implied sum"))
