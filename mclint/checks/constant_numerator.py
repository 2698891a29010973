"""The numerator of a derivative does not depend on the variable, yet the result is not zero."""

from __future__ import annotations

from collections.abc import Iterator

from mclint.checks import check
from mclint.diagnostic import Diagnostic, brief
from mclint.syntax.tree import Derivative
from mclint.values.review import Review


@check("constant-numerator")
def constant_numerator(review: Review) -> Iterator[Diagnostic]:
    """∂x/∂y = I, where x is not a function of y."""
    source = review.document.source
    for result in review.results:
        node = result.step.left
        if result.constant and isinstance(node, Derivative):
            body, variable = (brief(source.slice(each.span)) for each in (node.body, node.variables[0]))
            right = brief(source.slice(result.step.right.span))
            yield Diagnostic(
                "constant-numerator",
                node.span.to(result.step.right.span),
                f"`{body}` does not depend on `{variable}`, so its derivative is zero and not `{right}`",
                f"nothing makes {body} a function of {variable}",
            )
