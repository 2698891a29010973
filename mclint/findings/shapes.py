"""Findings about shapes: the headline, and labels on the declarations that the shapes follow from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mclint.diagnostic import Diagnostic, Fix, Label, brief, whole_commands
from mclint.document.classify import StepKind
from mclint.document.scope import Scope, key_of, spelled
from mclint.findings.citations import citation
from mclint.shapes.dim import Dim, Size, shape_text
from mclint.shapes.ranks import Misfit
from mclint.shapes.roles import EVERYWHERE, Evidence
from mclint.shapes.typed import Clashing, Conflict, Typed
from mclint.span import Source, Span
from mclint.syntax.tree import Expr, nodes
from mclint.values.hindsight import Result
from mclint.values.review import Review

RULES = {Clashing.SQUARE: "non-square", Clashing.SIDES: "unequal-shapes", Clashing.TENSOR: "tensor-derivative"}
MOST_LABELS = 5
SYMBOLS = ("symbol", "function", "defined")
FROM_USE = "the shapes are read off the use of the letters in the document; if one is meant otherwise, state its size"


def conflicts(review: Review, rule: str) -> Iterator[Diagnostic]:
    """The shape findings that belong to a rule."""
    source = review.document.source
    for result in review.results:
        if result.conflict is not None and RULES.get(result.conflict.kind, "dimension-mismatch") == rule:
            found = diagnostic(rule, result.conflict, result.scope, source, result.step.is_derivative)
            notes = (*found.notes, *citation(review, result))
            anywhere = result.conflict.kind is Clashing.SIDES
            yield found._replace(notes=notes, fix=_fix(review, result, None if anywhere else found.span))
    for conflict, scope in review.lone_conflicts:
        if RULES.get(conflict.kind, "dimension-mismatch") == rule:
            yield diagnostic(rule, conflict, scope, source, False)
    for result in review.results:
        if result.misfit is not None and RULES.get(result.misfit.kind, "dimension-mismatch") == rule:
            yield of_roles(rule, result.misfit, source)._replace(fix=_fix(review, result, result.misfit.span))
    told = [conflict.span for conflict, _ in review.lone_conflicts]
    for misfit in review.lone_misfits:
        anew = not any(misfit.span.overlaps(each) for each in told)
        if anew and RULES.get(misfit.kind, "dimension-mismatch") == rule:
            yield of_roles(rule, misfit, source)


def _fix(review: Review, result: Result, span: Span | None) -> Fix | None:
    """The smallest edit that makes a claim true, whose shapes do not fit: one where they meet, if that is one place."""
    if result.step.kind not in (StepKind.CLAIM, StepKind.LENIENT):
        return None
    from mclint.repairs.search import repair

    mended = repair(review, result)
    if mended is None or (
        span and not any(span.overlaps(e.span) or e.span.start == span.end for e in mended.fix.edits)
    ):
        return None
    return mended.fix


def diagnostic(rule: str, conflict: Conflict, scope: Scope, source: Source, is_derivative: bool) -> Diagnostic:
    """One finding with its chain of facts."""
    message, label = _sentences(conflict, source)
    notes = tuple(_notes(conflict, is_derivative and rule == "unequal-shapes"))
    return Diagnostic(rule, conflict.span, message, label, related(conflict, scope, source), notes)


def of_roles(rule: str, misfit: Misfit, source: Source) -> Diagnostic:
    """A finding about columns, rows, matrices and numbers, with a use of each letter that shows what it is."""
    left, right = told_apart(source.slice(misfit.left), source.slice(misfit.right))
    one, other = (role.value for role in misfit.roles)
    letter = brief(source.slice(misfit.letter)) if misfit.letter is not None else ""
    what = brief(source.slice(misfit.span))
    if misfit.letter is not None:
        what = f"`{what}` fits" if misfit.kind is Clashing.PRODUCT else "the two sides fit"
        message, label = f"{what} only if `{letter}` is square", f"here the rows of {letter} meet its columns"
    elif misfit.kind is Clashing.PRODUCT:
        message, label = f"`{what}` multiplies {one} by {other}", f"{one} meets {other}"
    elif misfit.kind is Clashing.SUM:
        message, label = _summed(what, one, other, right), f"`{left}` is {one}, `{right.lstrip('-+ ')}` is {other}"
    else:
        message, label = f"`{left}` is {one}, and `{right}` is {other}", f"{other} and not {one}"
    labels = tuple(
        Label(each.span, _shown(each, letter, source))
        for each in sorted(set(misfit.evidence), key=lambda each: each.span)
    )
    from_use = misfit.letter is None and any(each.uses < EVERYWHERE for each in misfit.evidence)
    return Diagnostic(rule, misfit.span, message, label, labels[:MOST_LABELS], (FROM_USE,) if from_use else ())


def _shown(evidence: Evidence, letter: str, source: Source) -> str:
    """What a place shows, told of the letter that stands there."""
    if evidence.text.startswith(("used as", "a column")):
        return f"{brief(source.slice(evidence.span))} is {evidence.text}"
    return evidence.text.replace("{}", letter)


def _sentences(conflict: Conflict, source: Source) -> tuple[str, str]:
    what = brief(source.slice(conflict.span))
    left = shape_text(conflict.shapes[0])
    right = shape_text(conflict.shapes[1]) if len(conflict.shapes) > 1 else ""
    if conflict.kind is Clashing.PRODUCT:
        columns, rows = shape_text(conflict.shapes[0]).split(" × ")[1], right.split(" × ")[0]
        meet = "meets" if columns == "1" else "meet"
        return f"`{what}` multiplies {left} by {right}", f"{_count(columns, 'column')} {meet} {_count(rows, 'row')}"
    if conflict.kind is Clashing.INDEX:
        return f"an index of `{what}` runs over another size than elsewhere", f"an entry of a matrix of size {left}"
    if conflict.kind is Clashing.SUM:
        second = source.slice(conflict.right.span) if conflict.right is not None else ""
        return _summed(what, left, right, second), "the terms of a sum have one shape"
    operand = brief(source.slice(conflict.left.span))
    if conflict.kind is Clashing.TENSOR:
        return _tensor(conflict, operand, what, source)
    if conflict.kind is Clashing.SQUARE:
        matrix = f"`{operand}` is" if operand != what else "this one is"
        return f"`{what}` needs a square matrix, and {matrix} {left}", f"{left} is not square"
    if conflict.kind is Clashing.SIDES:
        return f"`{operand}` is {left}, and `{what}` is {right}", f"{right} and not {left}"
    return f"`{what}` combines {left} and {right} entry by entry", "the two have different shapes"


def _summed(what: str, one: str, other: str, second: str) -> str:
    """What a sum or a difference puts together."""
    if second.lstrip().startswith("-"):
        return f"`{what}` subtracts {other} from {one}"
    return f"`{what}` adds {one} and {other}"


def _count(number: str, what: str) -> str:
    return f"{number} {what}" if number == "1" else f"{number} {what}s"


COUNTS = ("no axis", "one axis", "two axes", "three axes", "four axes")


def _tensor(conflict: Conflict, body: str, value: str, source: Source) -> tuple[str, str]:
    """The derivative of an m × n matrix by a vector has three axes, a matrix has two."""
    assert conflict.right is not None
    by = brief(source.slice(conflict.right.span))
    axes = [sum(size != 1 for size in shape) for shape in conflict.shapes]
    sizes = [shape_text(shape) for shape in conflict.shapes]
    many = COUNTS[axes[0] + axes[1]]
    return (
        f"the derivative of `{body}` by `{by}` has {many}, and `{value}` is {sizes[2]}",
        f"{COUNTS[axes[2]]}, not {many.split()[0]}",
    )


def _notes(conflict: Conflict, is_derivative: bool) -> Iterator[str]:
    if conflict.kind is Clashing.TENSOR:
        yield "it can be written by entries, or for the vectorized matrix"
        return
    if is_derivative:
        yield "the shapes differ in numerator layout, denominator layout and hybrid layout"
    unequal = {frozenset(pair) for pair in _meeting(conflict)}
    names = sorted(size.name for pair in unequal for size in pair if isinstance(size, Size))
    if len(unequal) == 1 and len(names) == 2:
        first, second = names
        yield (
            f"{first} and {second} are different names, so they are taken to be different sizes;\n"
            f'if they are equal, write "with ${first} = {second}$"'
        )


def _meeting(conflict: Conflict) -> list[tuple[Dim, Dim]]:
    """The sizes that should be equal and are not."""
    left, right = conflict.shapes[0], conflict.shapes[-1]
    if conflict.kind is Clashing.SQUARE:
        return [(left[0], left[1])]
    if conflict.kind is Clashing.PRODUCT:
        return [(left[1], right[0])]
    return [(a, b) for a, b in zip(left, right, strict=True) if a != b]


def related(conflict: Conflict, scope: Scope, source: Source) -> tuple[Label, ...]:
    """The declarations of the symbols that meet, in the order of the document."""
    labels: dict[Span, str] = {}
    for node in _leaves(conflict):
        facts = scope.of(node.data)
        if node.op == "defined" and facts.definitions and "?" not in shape_text(node.shape):
            labels[facts.definitions[0].span] = f"so {brief(source.slice(node.span))} is {_size(node)}"
        if facts.span is not None and facts.because:
            so = "" if facts.because.startswith(("if ", "when ")) else "so "
            before = labels.get(facts.span)
            labels[facts.span] = f"{before}, {facts.because}" if before else f"{so}{facts.because}"
    sizes = {spelled(size) for node in _leaves(conflict) for size in scope.of(node.data)[:2] if size is not None}
    for equal in scope.equal_sizes:
        names = spelled(equal.left), spelled(equal.right)
        if sizes.issuperset(names):
            labels.setdefault(equal.span, f"so {names[0]} = {names[1]}")
    return tuple(Label(span, text) for span, text in sorted(list(labels.items())[:MOST_LABELS]))


def _leaves(conflict: Conflict) -> list[Typed]:
    """The symbols that meet, each once: those that stand there before those that they are defined by."""
    found: dict[str, Typed] = {}
    level = [node for node in (conflict.left, conflict.right) if node is not None]
    while level:
        inner: list[Typed] = []
        for node in level:
            if node.op in SYMBOLS:
                found.setdefault(node.data, node)
            (inner if node.op == "defined" else level).extend(node.args)
        level = inner
    return list(found.values())


def _size(node: Typed) -> str:
    return "a scalar" if node.shape == (1, 1) else shape_text(node.shape)


def symbol_as_written(key: str, roots: Iterable[Expr], source: Source) -> str:
    """A symbol as the author writes it, `\\mathbf{A}` or `A`: its first occurrence below some expressions."""
    names = (node for root in roots for node in nodes(root) if key_of(node) == key)
    first = next(names, None)
    return key if first is None else brief(source.slice(first.span))


def told_apart(left: str, right: str, most: int = 60) -> tuple[str, str]:
    """Two pieces of LaTeX on one line each; where both begin alike, each from where they differ."""
    one, other = " ".join(left.split()), " ".join(right.split())
    if min(len(one), len(other)) <= most or one[: most // 2] != other[: most // 2]:
        return brief(left, most), brief(right, most)
    differs = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = one.rfind(" ", 0, max(differs - most // 4, 0)) + 1
    return _window(one, start, most), _window(other, start, most)


def _window(text: str, start: int, most: int) -> str:
    before, after = "… " if start else "", " …" if len(text) > start + most else ""
    return f"{before}{whole_commands(text, start, min(start + most, len(text))).strip()}{after}"
