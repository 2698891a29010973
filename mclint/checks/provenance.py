"""Findings about shapes: the headline, and labels on the declarations that the shapes follow from."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.diagnostic import Diagnostic, Label
from mclint.document.scope import Scope
from mclint.shapes.dim import Size, shape_text
from mclint.shapes.typed import Clashing, Conflict, Typed
from mclint.span import Source, Span
from mclint.values.review import Review

RULES = {Clashing.SQUARE: "non-square", Clashing.SIDES: "unequal-shapes"}
MOST_LABELS = 5


def conflicts(review: Review, rule: str) -> Iterator[Diagnostic]:
    """The shape findings that belong to a rule."""
    source = review.document.source
    for result in review.results:
        if result.conflict is not None and RULES.get(result.conflict.kind, "dimension-mismatch") == rule:
            yield diagnostic(rule, result.conflict, result.scope, source)
    for conflict, scope in review.lone_conflicts:
        if RULES.get(conflict.kind, "dimension-mismatch") == rule:
            yield diagnostic(rule, conflict, scope, source)


def diagnostic(rule: str, conflict: Conflict, scope: Scope, source: Source) -> Diagnostic:
    """One finding with its chain of facts."""
    message, label = _sentences(conflict, source)
    return Diagnostic(rule, conflict.span, message, label, related(conflict, scope), _notes(conflict))


def _sentences(conflict: Conflict, source: Source) -> tuple[str, str]:
    what = brief(source.slice(conflict.span))
    left = shape_text(conflict.shapes[0])
    right = shape_text(conflict.shapes[1]) if len(conflict.shapes) > 1 else ""
    if conflict.kind is Clashing.PRODUCT:
        columns, rows = shape_text(conflict.shapes[0]).split(" × ")[1], right.split(" × ")[0]
        return f"`{what}` multiplies {left} by {right}", f"{columns} columns meet {rows} rows"
    if conflict.kind is Clashing.INDEX:
        return f"an index of `{what}` runs over another size than elsewhere", f"an entry of an {left} matrix"
    if conflict.kind is Clashing.SUM:
        return f"`{what}` adds {left} and {right}", "the terms of a sum have one shape"
    if conflict.kind is Clashing.SQUARE:
        return f"`{what}` needs a square matrix, and this one is {left}", f"of an {left} matrix"
    if conflict.kind is Clashing.SIDES:
        return f"the left side is {left}, the right side {right}", f"this is {right}"
    return f"`{what}` combines {left} and {right} entry by entry", "the two have different shapes"


def _notes(conflict: Conflict) -> tuple[str, ...]:
    names = sorted({dim.name for shape in conflict.shapes for dim in shape if isinstance(dim, Size)})
    if len(names) < 2:
        return ()
    first, second = names[0], names[1]
    return (
        f"{first} and {second} are different names, so they are taken to be different sizes;\n"
        f'if they are equal, write "with ${first} = {second}$"',
    )


def related(conflict: Conflict, scope: Scope) -> tuple[Label, ...]:
    """The declarations of the symbols that meet, in the order of the document."""
    labels: dict[Span, str] = {}
    for key in symbols(conflict.left, conflict.right):
        facts = scope.of(key)
        if facts.span is not None and facts.because:
            labels[facts.span] = (
                f"so {facts.because}" if facts.span not in labels else f"{labels[facts.span]}, {facts.because}"
            )
    return tuple(Label(span, text) for span, text in sorted(labels.items()))[:MOST_LABELS]


def symbols(*roots: Typed | None) -> list[str]:
    """The keys of the symbols below some nodes, each once."""
    found: dict[str, None] = {}
    stack = [node for node in roots if node is not None]
    while stack:
        node = stack.pop()
        if node.op in ("symbol", "function", "defined"):
            found[node.data] = None
        stack.extend(node.args)
    return list(found)


def brief(latex: str, most: int = 60) -> str:
    """LaTeX on one line, shortened in the middle."""
    text = " ".join(latex.split())
    return text if len(text) <= most else f"{text[: most // 2].rstrip()} … {text[-most // 3 :].lstrip()}"
