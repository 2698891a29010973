"""The public functions: the one place that knows the whole pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.config import Config
from mclint.diagnostic import Diagnostic, Edit
from mclint.document.document import Document
from mclint.document.document import read as read_document
from mclint.findings.coverage import equations as equations_of
from mclint.pages import page
from mclint.records import NamedTuple
from mclint.rules import InternalError, dress, run, selected
from mclint.sources.directives import ignored
from mclint.sources.macros import EMPTY, Macros
from mclint.sources.reader import opened
from mclint.span import Origin, Source, Span
from mclint.values.records import Equation
from mclint.values.review import Review, review
from mclint.values.symbol_shapes import SymbolShape, symbol_shapes

if TYPE_CHECKING:
    from mclint.values.symbolic_equations import SymbolicEquation


class Around(NamedTuple):
    """What is known of a text from outside it: macros of its project, and the file that it was taken from."""

    macros: Macros = EMPTY
    origin: Origin | None = None


ALONE = Around()


def check(
    text: str,
    *,
    format: str = "markdown",
    config: Config = Config(),
    filename: str = "<text>",
    around: Around = ALONE,
    failures: list[InternalError] | None = None,
) -> list[Diagnostic]:
    """The findings of a text, in the order of their places.

    A check that fails raises InternalError, or is appended to `failures` where that is given.
    """
    return examine(text, format=format, config=config, filename=filename, around=around, failures=failures)[0]


def fix(
    text: str,
    *,
    format: str = "markdown",
    config: Config = Config(),
    filename: str = "<text>",
    around: Around = ALONE,
    unsafe: bool = False,
) -> str:
    """The text with the fixes of its findings; those of formulas, which change what it says, only where `unsafe`."""
    from mclint.mending import mended

    def found(changed: str) -> list[Diagnostic]:
        return check(changed, format=format, config=config, filename=filename, around=around)

    return mended(text, found, unsafe).after


def coverage(
    text: str, *, format: str = "markdown", config: Config = Config(), around: Around = ALONE
) -> list[Equation]:
    """Every equation step of a text with its verdict."""
    source, broken = _opened(text, format, "<text>", around)
    reviewed = [] if broken else equations_of(_review(source, format, config, around))
    return [each._replace(span=_in_file(source, each.span, around)) for each in reviewed]


def examine(
    text: str,
    *,
    format: str = "markdown",
    config: Config = Config(),
    filename: str = "<text>",
    around: Around = ALONE,
    failures: list[InternalError] | None = None,
) -> tuple[list[Diagnostic], list[Equation]]:
    """The findings and the equations of a text, which is verified once for both."""
    source, broken = _opened(text, format, filename, around)
    if broken:
        return [broken], []
    reviewed = _review(source, format, config, around)
    found, equations = _findings(reviewed, config, failures), equations_of(reviewed)
    if source.origin is around.origin:
        return found, equations
    placed = [each._replace(span=source.in_file(each.span)) for each in equations]
    return [_placed(each, source) for each in found], placed


def shapes(text: str, *, format: str = "markdown", around: Around = ALONE) -> list[SymbolShape]:
    """Every symbol with its shape and the reason for it."""
    source, broken = _opened(text, format, "<text>", around)
    found = [] if broken else symbol_shapes(read_document(source, format, around.macros))
    return [each._replace(span=_in_file(source, each.span, around)) for each in found]


def equations(text: str, *, format: str = "markdown") -> list[SymbolicEquation]:
    """Every equation step of a text, its sides ready for sympy: `equations(text)[0].lhs.to_sympy()`."""
    from mclint.values.symbolic_equations import symbolic_equations

    return symbolic_equations(read(text, format=format))


def read(text: str, *, format: str = "markdown", filename: str = "<text>", around: Around = ALONE) -> Document:
    """The document as mclint understands it; its spans are places in `document.source`."""
    return read_document(_opened(text, format, filename, around)[0], format, around.macros)


def explain(name: str) -> str:
    """The text of a rule's page, or the section of an identity of the catalogue; KeyError for an unknown name."""
    from mclint.values.catalogue import section

    return section(name) or page(name).text


def _opened(text: str, format: str, filename: str, around: Around) -> tuple[Source, Diagnostic | None]:
    """The text with its places, and a finding where it is a notebook that cannot be read."""
    if around.origin is not None or format != "notebook":
        return Source(text, filename, around.origin), None
    from mclint.sources.notebook import UnreadableError

    try:
        return opened(text, filename, format), None
    except UnreadableError as error:
        span = Span(error.offset, min(error.offset + 1, len(text)))
        return Source("", filename), dress(Diagnostic("unreadable-file", span, str(error)))


def _review(source: Source, format: str, config: Config, around: Around) -> Review:
    return review(read_document(source, format, around.macros), config.layout)


def _in_file(source: Source, span: Span, around: Around) -> Span:
    """Where a span is in the text that was given, which is the file itself where `around` names no other."""
    return span if source.origin is around.origin else source.in_file(span)


def _placed(diagnostic: Diagnostic, source: Source) -> Diagnostic:
    """A finding with its places in the file, and its edits as the file spells them."""
    fix = diagnostic.fix
    edits = tuple(Edit(source.in_file(each.span), source.spelled(each.content)) for each in fix.edits) if fix else ()
    return diagnostic._replace(
        span=source.in_file(diagnostic.span),
        related=tuple(each._replace(span=source.in_file(each.span)) for each in diagnostic.related),
        fix=fix and fix._replace(edits=edits),
    )


def _findings(reviewed: Review, config: Config, failures: list[InternalError] | None) -> list[Diagnostic]:
    found = run(reviewed, selected(config), failures)
    directives = reviewed.document.directives
    return [each for each in found if not ignored(directives, each.rule, each.span, each.family)]
