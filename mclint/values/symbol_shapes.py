"""Every symbol of a document with its shape and the reason, for `mclint shapes`."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.document.document import Document
from mclint.document.scope import Facts, Scope, key_of, spelled
from mclint.records import NamedTuple
from mclint.shapes.infer import Inference
from mclint.shapes.typed import Conflict, Reading, Unreadable
from mclint.shapes.usage import survey
from mclint.sources.segment import Kind
from mclint.span import Span
from mclint.syntax.tree import Expr, Name, nodes


class SymbolShape(NamedTuple):
    """One symbol in one section: its LaTeX, its shape as `n × d`, why, and where that is said or first used."""

    symbol: str
    shape: str
    reason: str
    span: Span
    scope: str


def symbol_shapes(document: Document) -> list[SymbolShape]:
    """The shapes of all symbols, section by section, in the order in which they first occur."""
    found: dict[tuple[str, str, str], SymbolShape] = {}
    for section, expressions, scope in _steps(document):
        usage = survey(expressions)
        inference = Inference(scope, usage, Reading(), {})
        try:
            for expr in expressions:
                inference.infer(expr)
        except (Conflict, Unreadable):
            pass
        for name in (
            node for expr in expressions for node in nodes(expr) if isinstance(node, Name) and node.font != "bb"
        ):
            shape = _shape(key_of(name) or "", scope.of(key_of(name) or ""), inference)
            if shape is not None:
                text, reason, span = shape
                latex = document.source.slice(name.span)
                found.setdefault(
                    (section, key_of(name) or "", text), SymbolShape(latex, text, reason, span or name.span, section)
                )
    return list(found.values())


def _steps(document: Document) -> Iterator[tuple[str, tuple[Expr, Expr], Scope]]:
    headings = [
        (segment.span.start, segment.text.strip()) for segment, _ in document.pieces if segment.kind is Kind.HEADING
    ]
    title = ""
    for step, scope in document.steps:
        while headings and headings[0][0] <= step.left.span.start:
            title = headings.pop(0)[1]
        yield title, (step.left, step.right), scope


def _shape(key: str, facts: Facts, inference: Inference) -> tuple[str, str, Span | None] | None:
    if facts.rows is not None and facts.columns is not None:
        return f"{spelled(facts.rows)} × {spelled(facts.columns)}", facts.because, facts.span
    typed = inference.symbols.get(key)
    if typed is None:
        return None
    rows, columns = inference.find(typed.shape)
    if facts.rank is not None:
        return _kind(rows, columns), facts.because, facts.span
    return _kind(rows, columns), "from how it is used", None


def _kind(rows: object, columns: object) -> str:
    if rows == 1 == columns:
        return "scalar"
    if columns == 1:
        return "vector"
    return "row vector" if rows == 1 else "matrix"
