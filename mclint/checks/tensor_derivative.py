"""A derivative with three or more axes is equated with a matrix."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic
from mclint.findings.shapes import conflicts
from mclint.values.review import Review


@check("tensor-derivative")
def tensor_derivative(review: Review) -> Iterator[Diagnostic]:
    """The derivative of a matrix by a vector, or of a vector by a matrix, is no matrix."""
    yield from conflicts(review, "tensor-derivative")
