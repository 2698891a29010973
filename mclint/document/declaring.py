"""What is known of a symbol after one more declaration of it."""

from __future__ import annotations

from mclint.document.scope import NOTHING, Facts
from mclint.document.statement import Declaration, Property, Rank
from mclint.syntax.tree import Number

# "A is a matrix" said anew is another declaration; "A is a square matrix" may only add to the one before.
RENEWING = {Rank.SCALAR, Rank.VECTOR, Rank.ROW, Rank.MATRIX}


def declare(facts: Facts, said: Declaration, block: int) -> Facts:
    """Facts after a declaration: a stated size replaces the one before, properties add up."""
    if said.rank in RENEWING and said.rows is None and block != facts.block and facts.rows is not None:
        facts = NOTHING
    conditional = said.because.startswith("if ")
    anew = said.rank is Rank.SQUARE and said.rows is None and block != facts.block and not conditional
    if anew and facts.rows != facts.columns:
        facts = NOTHING
    facts = facts._replace(block=block)
    properties = joined(facts.properties, said.properties)
    if said.rows is not None and said.columns is not None:
        again = facts.rows is not None and (facts.rows, facts.columns) != (said.rows, said.columns)
        return facts._replace(
            rows=said.rows, columns=said.columns, rank=said.rank, domain=said.domain, samples=said.samples,
            properties=said.properties if again else properties, because=said.because, span=said.span,
            depends_on=said.depends_on or facts.depends_on, definitions=() if again else facts.definitions,
            earlier=frozenset() if again else facts.earlier,
        )  # fmt: skip
    if said.rank is not None and facts.definitions:
        facts = facts._replace(definitions=())
    if said.resets:
        return Facts(rank=said.rank, properties=said.properties, because=said.because, span=said.span)
    facts = facts._replace(properties=properties, depends_on=said.depends_on or facts.depends_on)
    if said.samples is not None:
        facts = facts._replace(samples=said.samples)
    if said.rank is not None and said.rank is not Rank.FUNCTION:
        if not _fits(facts, said.rank):
            return Facts(rank=said.rank, properties=said.properties, because=said.because, span=said.span)
        if facts.rows is None:
            facts = facts._replace(rank=said.rank, because=said.because, span=said.span)
    return facts


MIRRORED = {Property.SYMMETRIC, Property.POSITIVE_DEFINITE, Property.POSITIVE_SEMIDEFINITE, Property.IDENTITY}
TURNED = {Property.ANTISYMMETRIC, Property.ASYMMETRIC}


def joined(before: frozenset[Property], said: frozenset[Property]) -> frozenset[Property]:
    """Properties add up, but no matrix is both symmetric and antisymmetric: the last word holds.

    What was a covariance before is the identity in a special case, and not from there on.
    """
    if before and Property.IDENTITY not in before:
        said -= {Property.IDENTITY}
    if said & TURNED and not said & MIRRORED:
        before -= MIRRORED
    elif said & MIRRORED:
        before -= TURNED
    return before | said


def _fits(facts: Facts, rank: Rank) -> bool:
    """Whether "a vector", "a scalar" agrees with the size that was stated before."""
    if facts.rows is None or facts.columns is None:
        return True
    one = tuple(isinstance(size, Number) and size.value == 1 for size in (facts.rows, facts.columns))
    if rank is Rank.SCALAR:
        return one == (True, True)
    if rank in (Rank.VECTOR, Rank.ROW):
        return any(one) and not all(one)
    return True
