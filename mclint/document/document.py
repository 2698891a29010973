"""The whole document, read: segments, what is said, and every equation step with the facts that hold there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mclint.document.applied import with_calls
from mclint.document.balance import unbalanced
from mclint.document.classify import (
    Step,
    StepKind,
    cancels,
    classify,
    defines_too,
    has_derivative,
    is_condition_word,
    is_derivation,
    is_zero,
)
from mclint.document.decompositions import of_decomposition
from mclint.document.derivative_names import with_derivative_names
from mclint.document.einstein import with_sums
from mclint.document.equations import letters_of_ones, off_diagonal, property_of_equation, summed_by
from mclint.document.headings import headings
from mclint.document.heads import definition_of
from mclint.document.known import Known
from mclint.document.letters import acting_symbols, size_names, transposed_symbols, two_font_symbols
from mclint.document.lost_signs import lost_differentials
from mclint.document.mentions import Mentions, mentions_of
from mclint.document.neighbours import following_blocks, numbers_of_blocks
from mclint.document.scope import Scope, key_of, symbols
from mclint.document.slips import slips
from mclint.document.spoken import spoken
from mclint.document.statement import Property, Spoken
from mclint.document.superscripts import superindices
from mclint.document.timeline import Event, Timeline
from mclint.document.transposes import transposes
from mclint.document.units import is_lasting
from mclint.records import NamedTuple
from mclint.sources.directives import Directive
from mclint.sources.macros import EMPTY, Macros
from mclint.sources.reader import read_source
from mclint.sources.segment import Problem, Segment
from mclint.span import Source, Span
from mclint.syntax.parser import parse
from mclint.syntax.sites import Told
from mclint.syntax.tree import Apply, Expr, Formula, Name, Op, Parsed, Relation, Sign, is_missing, nodes

FARTHEST_CONDITION = 30  # characters between `D_{ij} = 0` and `i \ne j`: " for all "
FARTHEST_ZERO = 8  # chains between what is set to zero and what follows from it
REMARK = 4  # words that name no symbol
MOST_NAMES = 60  # of a definition that is put in for its symbol
Piece = tuple[Segment, Parsed | None]


class Document(NamedTuple):
    """What a check receives, before verification."""

    source: Source
    pieces: tuple[Piece, ...]
    spoken: Spoken
    steps: tuple[tuple[Step, Scope], ...]
    lone: tuple[tuple[Expr, Scope, int], ...]  # expressions without a relation, their scopes and blocks
    problems: tuple[Problem, ...]
    directives: tuple[Directive, ...]
    macros: Macros = EMPTY


def read(source: Source, format: str = "markdown", known: Macros = EMPTY) -> Document:
    """Read a document, with macros that are known from elsewhere; every text can be read."""
    sourced = read_source(source.text, format, source.origin.cells if source.origin else (), known)
    pieces = tuple((each, parse(each, sourced.macros) if each.is_math else None) for each in sourced.segments)
    turned = transposes(pieces, source.text)
    pieces = tuple((segment, parsed and turned(parsed)) for segment, parsed in pieces)
    raised = superindices(pieces)
    pieces = tuple((segment, parsed and raised(parsed)) for segment, parsed in pieces)
    said = spoken(pieces)

    def again(segment: Segment, told: Mapping[int, Told]) -> Parsed:
        return raised(turned(parse(segment, sourced.macros, told)))

    pieces = with_derivative_names(with_calls(pieces, said.declarations, again))
    problems = [*sourced.problems, *(each for _, parsed in pieces if parsed is not None for each in parsed.problems)]
    problems.extend(unbalanced(pieces))
    problems.extend(lost_differentials(pieces))
    problems.extend(slips(pieces, source))
    walk = _Steps(pieces, said, mentions_of(source.text))
    steps = tuple(walk.all())
    problems.sort(key=lambda problem: problem.span)
    lone, found = tuple(walk.lone), tuple(problems)
    return Document(source, pieces, said, steps, lone, found, sourced.directives, sourced.macros)


class _Steps:
    """Walks the pieces in order and gives each step its kind and scope. A builder inside `read`."""

    def __init__(self, pieces: Sequence[Piece], said: Spoken, mentioned: Mentions) -> None:
        self.pieces, self.einstein, self.mentioned = pieces, said.einstein, mentioned
        relations = [f.relation for _, parsed in pieces if parsed for f in parsed.formulas]
        blocks = numbers_of_blocks(pieces)
        events = [
            Event(
                d.span.start,
                blocks(d.span.start),
                key_of(d.symbol) or "",
                declaration=d,
                conditional=d.because.startswith("if "),
                lasting=d.lasting,
            )
            for d in said.declarations
        ]
        self.lone: list[tuple[Expr, Scope, int]] = []
        self.chains: list[tuple[Relation, int, str, int]] = []
        self._collect()
        self.ones = letters_of_ones(relation for relation, *_ in self.chains)
        self.kinds = self._classified(events)
        events.sort(key=lambda event: event.offset)
        self.timeline = Timeline(
            events,
            size_names(said.declarations),
            said.sizes,
            said.einstein,
            transposed_symbols(relations),
            acting_symbols(relations),
            two_font_symbols(relations),
            mentioned,
        )

    def _collect(self) -> None:
        """All chains of relations, those that go on in a later display joined to their beginning."""
        words, last = "", ""
        for segment, parsed in self.pieces:
            if parsed is None:
                words = segment.text
                continue
            for formula in parsed.formulas:
                lead = formula.before or (words if formula is parsed.formulas[0] else last)
                self._add(formula, segment.block, lead)
                last = "" if formula.separator not in (",", "") else last
            words = ""

    def _add(self, formula: Formula, block: int, words: str) -> None:
        relation = formula.relation
        remark = _is_remark(relation.parts[0]) and bool(relation.signs)
        if self.chains and (remark or (formula.continues and is_missing(relation.parts[0]))):
            before, old_block, old_words, _ = self.chains[-1]
            if block - old_block <= 3:
                joined = Relation(
                    before.span.to(relation.span),
                    (*before.parts, *relation.parts[1:]),
                    (*before.signs, *relation.signs),
                )
                self.chains[-1] = (joined, block, old_words, old_block)
                return
        self.chains.append((relation, block, words, block))

    def _classified(self, events: list[Event]) -> dict[tuple[int, int], StepKind]:
        """The kind of every step; definitions and stated properties become events."""
        kinds: dict[tuple[int, int], StepKind] = {}
        declared = [event.declaration for event in events if event.declaration is not None]
        sizes = [size for each in declared for size in (each.rows, each.columns) if size is not None]
        known = Known((event.key for event in events), (key for size in sizes if (key := key_of(size)) is not None))
        for number, (relation, block, words, _) in enumerate(self.chains):
            for place, sign in enumerate(relation.signs):
                left, right = relation.parts[place], relation.parts[place + 1]
                kind = classify(left, right, sign.text, place, words, known)
                before = kinds.get((number, place - 1))
                if before is StepKind.DEFINITION and defines_too(relation.parts[place - 1], left, right, known):
                    kind = StepKind.DEFINITION
                open_kind = kind in (StepKind.CONDITION, StepKind.LENIENT) and not is_zero(right)
                if open_kind and not is_condition_word(words) and is_derivation(relation.parts):
                    kind = StepKind.CLAIM
                following = self.chains[number + 1 : number + 2]
                if kind is StepKind.CLAIM and any(cancels(left, each[0]) for each in following):
                    kind = StepKind.LENIENT
                if kind is StepKind.CLAIM and place == 0 and self._solves(number, left, right):
                    kind = StepKind.LENIENT
                if place and before is StepKind.CONDITION:
                    stated = {each: property_of_equation(*each) for each in ((relation.parts[0], right), (left, right))}
                    begun = property_of_equation(*relation.parts[:2]) is not None or all(stated.values())
                    first = next((each[0] for each, said in stated.items() if said is not None), None)
                    if begun and first is not None:  # P = P^T = P^2, Q^T Q = Q Q^T = I
                        left, kind = first, StepKind.CONDITION
                kinds[number, place] = kind
                events.extend(of_decomposition(right, self.mentioned.text, block, events))
                if place == 0 and is_zero(right):
                    events.extend(self._off_diagonal(number))
                event = self._event(left, right, kind, place, block, words)
                if event is not None:
                    events.append(event)
                    if event.definition is not None:
                        known.define(event.key, event.definition.parameters, event.definition.body)
        return kinds

    def _solves(self, number: int, left: Expr, right: Expr) -> bool:
        """Whether an equation is one that was set to zero just before, with its terms moved: it holds at a solution."""
        if has_derivative(left) or has_derivative(right):
            return False
        about, block = symbols([left, right]), self.chains[number][1]
        return any(
            block - place <= 1
            and (is_zero(relation.parts[0]) or is_zero(relation.parts[-1]))
            and about <= symbols(list(relation.parts))
            for relation, place, _, _ in self.chains[max(0, number - FARTHEST_ZERO) : number]
        )

    def _event(self, left: Expr, right: Expr, kind: StepKind, place: int, block: int, words: str) -> Event | None:
        """What a step adds to the facts: a definition, or a property such as symmetry."""
        span = left.span.to(right.span)
        if kind is StepKind.DEFINITION or (place == 0 and kind is StepKind.LENIENT):
            found = definition_of(left, with_sums(right) if self.einstein else right, span)
            if found is None or len(names_below(found.body)) > MOST_NAMES:
                return None
            if found.parameters and key_of(found.body) not in (None, *map(key_of, found.parameters)):
                return None  # rank(X) = n says what the value is, not how it comes from X
            if found.parameters and kind is StepKind.LENIENT and not symbols([found.body]):
                return None  # f(x, y) = -12 is a value of what was defined before
            return Event(span.end, block, found.key, definition=found, span=span)
        if kind is not StepKind.CONDITION:
            return None
        stated = property_of_equation(left, right) or summed_by(left, right, self.ones)
        return None if stated is None else _stated(*stated, span, block, words)

    def _off_diagonal(self, number: int) -> Iterator[Event]:
        r"""That a matrix is diagonal, where `D_{ij} = 0` is followed by "for $i \ne j$"."""
        relation, block, words, _ = self.chains[number]
        for condition, *_ in self.chains[number + 1 : number + 2]:
            between = self.mentioned.text[relation.span.end : condition.span.start]
            name = off_diagonal(relation.parts[0], condition)
            if name is not None and len(between) < FARTHEST_CONDITION and "." not in between:
                yield _stated(name, Property.DIAGONAL, relation.span.to(condition.span), block, words)

    def all(self) -> list[tuple[Step, Scope]]:
        """Every step with its scope, in the order of the text."""
        found: list[tuple[Step, Scope]] = []
        heads = headings(self.pieces)
        following = following_blocks(self.pieces)
        for number, (relation, block, _, first_block) in enumerate(self.chains):
            while heads and heads[0][0] <= relation.span.start:
                start, level, title = heads.pop(0)
                self.timeline.advance(start)
                self.timeline.heading(level, title)
            blocks = frozenset({block, first_block, *following.get(block, ())})
            scope = self.timeline.scope(relation.span, blocks)
            if not relation.signs and isinstance(relation.parts[0], Apply):
                self.lone.append((relation.parts[0], scope, block))
            for place, sign in enumerate(relation.signs):
                if place == 1:  # what the first step defines holds for the others
                    scope = self.timeline.scope(Span(relation.parts[1].span.end + 1, relation.span.end), blocks)
                found.append((self._step(relation, number, place, sign, block), scope))
        return found

    def _step(self, relation: Relation, number: int, place: int, sign: Sign, block: int) -> Step:
        left, right = relation.parts[place], relation.parts[place + 1]
        start = left.span.start if place == 0 else sign.span.start
        if right.span.end < start:
            start = left.span.start
        kind = self.kinds[number, place]
        last = place == len(relation.signs) - 1
        words = self.chains[number][2]
        chained = place > 0 or is_derivation(relation.parts)
        span = Span(start, max(right.span.end, start))
        return Step(left, right, sign, span, kind, number, place, block, last, words, chained)


def names_below(expr: Expr) -> list[Name]:
    """All names of an expression."""
    return [node for node in nodes(expr) if isinstance(node, Name)]


def _is_remark(expr: Expr) -> bool:
    """Whether this is a remark in words that stands behind the formula of a row, and before the sign of the next."""
    while isinstance(expr, Apply) and expr.op in (Op.MATRIX, Op.ROW, Op.GROUP) and len(expr.args) == 1:
        expr = expr.args[0]
    return isinstance(expr, Name) and len(expr.letter.split()) >= REMARK


def _stated(name: Name, what: Property, span: Span, block: int, words: str) -> Event:
    """That an equation says something of a symbol."""
    led, lasting = words.strip().lower().endswith("if"), is_lasting(words)
    return Event(span.start, block, key_of(name) or "", stated=what, span=span, conditional=led, lasting=lasting)
