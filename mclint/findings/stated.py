r"""What settings, sentences and definitions by entries say of the layout: `(\partial y/\partial x)_{ij} = …`."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.document.scope import key_of
from mclint.document.statement import StatedLayout
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Op
from mclint.syntax.walk import without_brackets
from mclint.values.hindsight import Result
from mclint.values.layout import LayoutClaim, in_force
from mclint.values.review import Review


class Rules(NamedTuple):
    """The statements of a document, in the order of the text, by what they speak of."""

    of_vectors: tuple[StatedLayout, ...]
    of_matrices: tuple[StatedLayout, ...]

    def against(self, claim: LayoutClaim) -> StatedLayout | None:
        """The statement in force that rules a claim out."""
        stated = in_force(self.of_matrices if claim.by_matrix else self.of_vectors, claim.start)
        return next((said for said in reversed(stated) if not said.layouts & claim.layouts), None)


def stated(review: Review, claims: Sequence[LayoutClaim]) -> Rules:
    """What the settings say, or else the text."""
    if review.layout != "auto":
        setting = (StatedLayout(frozenset({review.layout}), Span(0, 0), f"the settings say {review.layout} layout"),)
        return Rules(setting, setting)
    said = review.document.spoken.layouts
    defined = [(each, _by_entries(review.results[each.number], each)) for each in claims]
    of_vectors = _agreeing([each for claim, each in defined if each is not None and not claim.by_matrix], said)
    of_matrices = _agreeing([each for claim, each in defined if each is not None and claim.by_matrix], said)
    # Rows for gradients by vectors do not say how derivatives by matrices lie, which mostly have the variable's shape.
    general = [each for each in said if each.announced or "numerator" not in each.layouts]
    return Rules(_in_order([*said, *of_vectors]), _in_order([*general, *of_matrices]))


def _agreeing(definitions: list[StatedLayout], said: Sequence[StatedLayout]) -> list[StatedLayout]:
    """Definitions by entries settle a layout unless the text shows both, or says otherwise."""
    agree = all(one.layouts & other.layouts for one in definitions for other in (definitions[0], *said))
    return definitions if agree else []


def _in_order(statements: Sequence[StatedLayout]) -> tuple[StatedLayout, ...]:
    return tuple(sorted(statements, key=lambda each: each.span))


def _by_entries(result: Result, claim: LayoutClaim) -> StatedLayout | None:
    r"""The statement of a definition by entries, such as `(\partial y/\partial x)_{ij} = \partial y_i/\partial x_j`."""
    left, right = result.left, result.step.right
    if not (isinstance(left, Apply) and left.op is Op.INDEX and len(left.args) == 3 and isinstance(right, Derivative)):
        return None
    whole = without_brackets(left.args[0])
    if not (isinstance(whole, Derivative) and len(whole.variables) == 1 and _is_bare(whole.body)):
        return None
    layout = "numerator" if "numerator" in claim.layouts else "denominator"
    because = f"the text defines the derivative by its entries, in {layout} layout"
    return StatedLayout(claim.layouts, left.span.to(right.span), because)


def _is_bare(expr: Expr) -> bool:
    """Whether this is a symbol or an unknown function of symbols, and no formula that is worked out."""
    if isinstance(expr, Apply) and expr.op is Op.CALL:
        return all(key_of(each) is not None for each in expr.args)
    return key_of(expr) is not None
