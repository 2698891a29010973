r"""What settings, sentences and definitions by entries say of the layout: `(\partial y/\partial x)_{ij} = …`."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.document.classify import EQUALITIES
from mclint.document.statement import StatedLayout
from mclint.records import NamedTuple
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative
from mclint.values.hindsight import Result
from mclint.values.layout import LayoutClaim, by_entries, in_force
from mclint.values.review import Review
from mclint.values.verdict import EVERY_LAYOUT


class Rules(NamedTuple):
    """The statements of a document, in the order of the text, by what they speak of."""

    of_vectors: tuple[StatedLayout, ...]
    of_matrices: tuple[StatedLayout, ...]

    def against(self, claim: LayoutClaim) -> StatedLayout | None:
        """The statement in force that rules a claim out."""
        stated = in_force(self.of_matrices if claim.by_matrix else self.of_vectors, claim.start)
        return next((said for said in reversed(stated) if not said.layouts & claim.layouts), None)


def stated(review: Review) -> Rules:
    """What the settings say, or else the text."""
    if review.layout != "auto":
        setting = (StatedLayout(frozenset({review.layout}), Span(0, 0), f"the settings say {review.layout} layout"),)
        return Rules(setting, setting)
    said = review.document.spoken.layouts
    defined = [each for each in map(_by_entries, review.results) if each is not None]
    of_vectors, of_matrices = (
        _agreeing([each for kind, each in defined if kind is wanted], said) for wanted in (False, True)
    )
    # Rows for gradients by vectors do not say how derivatives by matrices lie, which mostly have the variable's shape.
    general = [each for each in said if each.announced or "numerator" not in each.layouts]
    return Rules(_in_order([*said, *of_vectors]), _in_order([*general, *of_matrices]))


def _agreeing(definitions: list[StatedLayout], said: Sequence[StatedLayout]) -> list[StatedLayout]:
    """Definitions by entries settle a layout unless the text shows both, or says otherwise."""
    agree = all(one.layouts & other.layouts for one in definitions for other in (definitions[0], *said))
    return definitions if agree else []


def _in_order(statements: Sequence[StatedLayout]) -> tuple[StatedLayout, ...]:
    return tuple(sorted(statements, key=lambda each: each.span))


def _by_entries(result: Result) -> tuple[bool, StatedLayout] | None:
    """The statement of a definition by entries, and whether it is of derivatives by matrices."""
    left, right = result.step.left, result.step.right
    layouts = by_entries(left, right) if result.step.sign.text in EQUALITIES else None
    if layouts is None or layouts == EVERY_LAYOUT or result.status == "wrong" or not isinstance(right, Derivative):
        return None
    layout = "numerator" if "numerator" in layouts else "denominator"
    because = f"the text defines the derivative by its entries, in {layout} layout"
    by_matrix = isinstance(variable := right.variables[0], Apply) and len(variable.args) == 3
    return by_matrix, StatedLayout(layouts, left.span.to(right.span), because)
