"""The public functions: the one place that knows the whole pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.config import Config
from mclint.diagnostic import Diagnostic
from mclint.document.document import Document
from mclint.document.document import read as read_document
from mclint.pages import page
from mclint.rules import InternalError, run, selected
from mclint.sources.directives import ignored
from mclint.values.review import Equation, Review, review
from mclint.values.symbol_shapes import SymbolShape, symbol_shapes

if TYPE_CHECKING:
    from mclint.values.symbolic_equations import SymbolicEquation


def check(
    text: str,
    *,
    format: str = "markdown",
    config: Config = Config(),
    filename: str = "<text>",
    failures: list[InternalError] | None = None,
) -> list[Diagnostic]:
    """The findings of a text, in the order of their places.

    A check that fails raises InternalError, or is appended to `failures` where that is given.
    """
    return _findings(_review(text, format, config, filename), config, failures)


def coverage(text: str, *, format: str = "markdown", config: Config = Config()) -> list[Equation]:
    """Every equation step of a text with its verdict."""
    return _review(text, format, config, "<text>").equations()


def examine(
    text: str,
    *,
    format: str = "markdown",
    config: Config = Config(),
    filename: str = "<text>",
    failures: list[InternalError] | None = None,
) -> tuple[list[Diagnostic], list[Equation]]:
    """The findings and the equations of a text, which is verified once for both."""
    reviewed = _review(text, format, config, filename)
    return _findings(reviewed, config, failures), reviewed.equations()


def shapes(text: str, *, format: str = "markdown") -> list[SymbolShape]:
    """Every symbol with its shape and the reason for it."""
    return symbol_shapes(read(text, format=format))


def equations(text: str, *, format: str = "markdown") -> list[SymbolicEquation]:
    """Every equation step of a text, its sides ready for sympy: `equations(text)[0].lhs.to_sympy()`."""
    from mclint.values.symbolic_equations import symbolic_equations

    return symbolic_equations(read(text, format=format))


def read(text: str, *, format: str = "markdown") -> Document:
    """The document as mclint understands it."""
    return read_document(text, format)


def explain(rule: str) -> str:
    """The text of a rule's page; KeyError for an unknown rule."""
    return page(rule).text


def _review(text: str, format: str, config: Config, filename: str) -> Review:
    return review(read_document(text, format, filename), config.layout)


def _findings(reviewed: Review, config: Config, failures: list[InternalError] | None) -> list[Diagnostic]:
    found = run(reviewed, selected(config), failures)
    directives = reviewed.document.directives
    return [each for each in found if not ignored(directives, each.rule, each.span, each.family)]
