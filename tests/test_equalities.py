"""Sizes made equal, and the reasons why two of them are."""

from __future__ import annotations

from mclint.shapes.dim import Because, Compound, Size
from mclint.shapes.equalities import Equalities, compound

n, d = Size("n"), Size("d")


def test_unknown_sizes_take_the_name_they_meet() -> None:
    equalities = Equalities()
    unknown = equalities.fresh()
    assert equalities.unify(unknown, n, Because("columns meet rows")) is None
    assert equalities.find(unknown) == n


def test_two_names_clash_and_the_chain_says_why() -> None:
    equalities = Equalities()
    unknown = equalities.fresh()
    equalities.unify(n, unknown, Because("first"))
    clash = equalities.unify(unknown, d, Because("second"))
    assert clash is not None
    assert [because.text for because in clash.chain] == ["first", "second"]


def test_a_plural_size_is_not_one() -> None:
    equalities = Equalities()
    assert equalities.unify(equalities.fresh(plural=True), 1, Because("a scalar")) is not None
    assert equalities.unify(equalities.fresh(), 1, Because("a scalar")) is None


def test_a_number_may_be_a_special_case_of_a_name_but_one_is_not() -> None:
    assert Equalities().unify(n, 3, Because("for n = 3")) is None
    assert Equalities().unify(n, 1, Because("a scalar")) is not None


def test_products_have_a_normal_form() -> None:
    assert compound("*", (n, d)) == compound("*", (d, n))
    assert compound("*", (2, compound("*", (3, n)))) == Compound("*", (n, 6))
    assert compound("+", (1, 2)) == 3


def test_sizes_that_the_text_equates_are_equal() -> None:
    equalities = Equalities()
    equalities.state(n, d, Because("with d = n"))
    assert equalities.find(n) == equalities.find(d)


def test_sums_with_a_common_part_differ_by_the_rest() -> None:
    equalities = Equalities()
    n, rest, other = Size("n"), equalities.fresh(), equalities.fresh()
    assert equalities.unify(compound("+", (n, rest)), compound("+", (n, other)), Because("blocks")) is None
    assert equalities.find(rest) == equalities.find(other)
    clash = equalities.unify(compound("+", (n, Size("k"))), compound("+", (n, Size("l"))), Because("blocks"))
    assert clash is not None


def test_a_sum_with_one_unknown_part_is_solved_for_it() -> None:
    equalities = Equalities()
    rest = equalities.fresh()
    assert equalities.unify(3, compound("+", (1, rest)), Because("blocks")) is None
    assert equalities.find(rest) == 2 and equalities.find(compound("+", (1, rest))) == 3


def test_no_part_of_a_sum_is_empty() -> None:
    assert Equalities().unify(2, compound("+", (2, Equalities().fresh())), Because("blocks")) is not None
