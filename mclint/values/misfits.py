"""Misfits that only the document as a whole shows: what each letter is, all other equations say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property

from mclint.document.classify import StepKind, is_of_derivative
from mclint.document.document import Document
from mclint.document.headings import headings
from mclint.document.scope import Scope
from mclint.patterns import regex
from mclint.shapes.letters import REACH
from mclint.shapes.oblong import Definition, Definitions, Oblong, Oblongs, squared, stated
from mclint.shapes.ranks import Misfit, Ranking, misfits
from mclint.shapes.roles import Role, Roles
from mclint.span import Span
from mclint.syntax.tree import Name, Relation, nodes
from mclint.values.hindsight import TAKEN_BACK, Result
from mclint.values.verdict import Refuted

# Near these words a column may lie on its side.
SIDEWAYS = regex(r"\b(?:rows?|batch(?:es)?|mini-?batch(?:es)?|broadcast\w*|numpy|pytorch|tensorflow)\b", re.I)
REGRESSION = regex(r"\bleast[- ]squares|\bregress|\boverdetermined|\b(?:design|data) matri", re.I)
AROUND = 300
ONE_SHAPE = ("=", ":=", "≡", "≈")


def _by_values(result: Result) -> bool:
    """Whether a step is wrong for random values, of shapes that fit."""
    return isinstance(result.verdict, Refuted) and result.status == "wrong" and result.conflict is None


class Finder:
    """Finds misfits; remembers those of a derivation that were told. A builder inside `review`."""

    def __init__(self, document: Document) -> None:
        relations: list[Relation] = [
            formula.relation for _, parsed in document.pieces if parsed is not None for formula in parsed.formulas
        ]
        self.document, self.roles = document, Roles(relations)
        self.told: set[tuple[int, str]] = set()
        self.oblongs, self.starts, self.scopes = Oblongs(()), list[int](), list[Scope]()

    @cached_property
    def regression(self) -> bool:
        """Whether the text speaks of least squares."""
        return REGRESSION.search(self.document.source.text) is not None

    @cached_property
    def sections(self) -> list[int]:
        """Where the sections begin."""
        return [start for start, _, _ in headings(self.document.pieces)]

    def results(self, results: list[Result]) -> list[Result]:
        """The results, with the misfits of those that are not verified."""
        self.starts, self.scopes = [each.step.span.start for each in results], [each.scope for each in results]
        self.oblongs = Oblongs([(result.step.left, result.step.right) for result in results])
        for expr, _, _ in self.document.lone:
            self.oblongs.look(expr, bisect_left(self.starts, expr.span.start))
        letters = [self._around(result.step.span, result.scope) for result in results]
        definitions = Definitions()
        for place, (result, known) in enumerate(zip(results, letters, strict=True)):
            if known and result.step.sign.text in ONE_SHAPE and result.status != "wrong":
                parts = (result.step.left, result.step.right)
                definitions.look(place, result.step.chain, parts, known, self._ranking(result))
        return [
            self._looked_at(result, known, definitions.near(place, result.step.chain, REACH // 2) if known else {})
            for place, (result, known) in enumerate(zip(results, letters, strict=True))
        ]

    def _around(self, span: Span, scope: Scope) -> dict[str, Oblong]:
        """The matrices around a place that are not square."""
        if not self.oblongs.shown:
            return {}
        near = self.oblongs.near(bisect_left(self.starts, span.start), REACH, self.regression)
        return {key: each for key, each in near.items() if each.fits(scope) and self._reaches(each, span, scope)}

    def _reaches(self, shown: Oblong, span: Span, scope: Scope) -> bool:
        """Whether no other section, between what shows a matrix and a place, says anew what the letter is."""
        first, last = sorted((shown.span.start, span.start))
        if last == shown.span.start and self.scopes:
            scope = self.scopes[max(0, bisect_right(self.starts, last) - 1)]
        facts = scope.of(shown.name)
        said = [each.start for each in (facts.span, *(one.span for one in facts.definitions[:1])) if each is not None]
        return not any(bisect_right(self.sections, first) < bisect_right(self.sections, at) for at in said)

    def _stated(self, result: Result) -> dict[str, Oblong]:
        """The matrices of a step that nearby words say are not square, and that are treated as square nowhere near."""
        place = bisect_left(self.starts, result.step.span.start)
        names = (n for part in (result.step.left, result.step.right) for n in nodes(part) if isinstance(n, Name))
        found = (stated(name, result.scope, result.step.block) for name in names)
        return {
            each.key: each for each in found if each is not None and not self.oblongs.is_square_near(each.key, place)
        }

    def _ranking(self, result: Result) -> Ranking:
        step = result.step
        return Ranking(result.scope, self.roles, step.left.span.to(step.right.span), step.block)

    def _looked_at(self, result: Result, letters: Mapping[str, Oblong], said: Mapping[str, Definition]) -> Result:
        step = result.step
        decided = result.status == "verified" or _by_values(result)
        if (decided and not letters) or (result.status == "wrong" and not decided) or result.reason == TAKEN_BACK:
            return result
        parts = (step.left, step.right)
        ranking = self._ranking(result)
        related = step.sign.text in ONE_SHAPE and step.kind is not StepKind.DECLARATION
        related = related and not (step.place == 0 and is_of_derivative(step.left, step.words))
        # What is verified or refuted for square matrices is neither, where the matrix is none.
        letters = letters if decided else {**letters} | self._stated(result)
        flat = squared(parts, related, letters, said, ranking) if letters else None
        if flat is not None:
            if self._is_new(flat, step.chain):
                return result._replace(status="wrong", verdict=None, misfit=flat, reason="")
            if self._copied(flat, step.chain) in self.told:
                return result._replace(status="skipped", verdict=None, reason="follows-a-fault")
            return result
        if decided:
            return result
        for misfit in misfits(parts, related, ranking):
            if self._is_new(misfit, step.chain):
                return result._replace(status="wrong", misfit=misfit, reason="")
        return result

    def lone(self) -> list[Misfit]:
        """The misfits of expressions without a relation."""
        found: list[Misfit] = []
        for expr, scope, block in self.document.lone:
            ranking = Ranking(scope, self.roles, expr.span, block)
            letters = self._around(expr.span, scope)
            flat = squared((expr,), False, letters, {}, ranking) if letters else None
            those = [flat] if flat is not None else misfits((expr,), False, ranking)[:1]
            found.extend(misfit for misfit in those if self._is_new(misfit, -1))
        return found

    def _lies_sideways(self, misfit: Misfit) -> bool:
        """Whether the words around speak of rows, where a column meets a matrix."""
        if Role.SCALAR in misfit.roles or misfit.roles[0] is misfit.roles[1]:
            return False
        around = Span(max(0, misfit.span.start - AROUND), misfit.span.end + AROUND)
        return SIDEWAYS.search(self.document.source.slice(around)) is not None

    def _is_new(self, misfit: Misfit, chain: int) -> bool:
        """Whether a misfit was not told before in the same derivation, from which it was only copied."""
        if self._lies_sideways(misfit):
            return False
        told = self._copied(misfit, chain)
        new = told not in self.told
        self.told.add(told)
        return new

    def _copied(self, misfit: Misfit, chain: int) -> tuple[int, str]:
        """What a copy of a misfit in the same derivation has in common with it."""
        return chain, "".join(self.document.source.slice(misfit.left.to(misfit.right)).split())
