"""What the layout checks share: the claims that tell layouts apart, and how a layout is named in a message."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mclint.document.statement import StatedLayout
from mclint.findings.stated import stated
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op, nodes
from mclint.values.hindsight import Result
from mclint.values.layout import Clash, LayoutClaim, announced_at, clashes
from mclint.values.review import Review
from mclint.values.verdict import EVERY_LAYOUT, Holds

NAMES = {
    frozenset({"numerator"}): "numerator layout",
    frozenset({"denominator"}): "denominator layout",
    frozenset({"hybrid"}): "hybrid layout",
    # Hybrid layout is denominator layout for gradients and numerator layout for Jacobians.
    frozenset({"denominator", "hybrid"}): "denominator layout",
    frozenset({"numerator", "hybrid"}): "numerator layout",
    frozenset({"numerator", "denominator"}): "numerator or denominator layout",
}
# How the two layouts show: by kind of derivative, what it looks like in numerator and in denominator layout.
LOOKS = {
    "gradient by vector": ("the transposed shape of the variable", "the shape of the variable"),
    "gradient by matrix": ("the transposed shape of the variable", "the shape of the variable"),
    "gradient by name": ("the transposed shape of the variable", "the shape of the variable"),
    "jacobian": ("a row for each output", "a column for each output"),
    "jacobian by name": ("a row for each output", "a column for each output"),
}
MOST_CHOICES = 1  # of a reading that says something of layouts: the more, the less it is the author's


def name(layouts: frozenset[str]) -> str:
    """A set of layouts as a reader would say it of one derivative."""
    return NAMES.get(layouts, "every layout")


def look(result: Result, layouts: frozenset[str]) -> str:
    """The layout of a derivative, and what it shows in: "numerator layout: a row for each output"."""
    said, node, verdict = name(layouts), result.left, result.verdict
    kinds = verdict.kinds if isinstance(verdict, Holds) else frozenset()
    plain = isinstance(node, Derivative) and all(isinstance(each, Name) for each in node.variables)
    if len(kinds) != 1 or not plain or said not in ("numerator layout", "denominator layout"):
        return said
    looks = LOOKS.get(next(iter(kinds)))
    return said if looks is None else f"{said}: {looks[said == 'denominator layout']}"


def layout_claims(review: Review) -> list[LayoutClaim]:
    """The claims that only some layouts make true; of a chain, the one that joins its two ends where there is one."""
    found: list[LayoutClaim] = []
    for number, result in enumerate(review.results):
        verdict = result.verdict
        if (
            not isinstance(verdict, Holds)
            or verdict.assumptions
            or verdict.layouts == EVERY_LAYOUT
            or verdict.choices > MOST_CHOICES
            or result.status != "verified"
        ):
            continue
        if _inside(review, number) or _of_components(result) or _is_total(result):
            continue
        by_matrix = verdict.kinds == {"gradient by matrix"}
        written_out = _is_written_out(result.step.right)
        found.append(LayoutClaim(number, verdict.layouts, result.step.right.span.start, by_matrix, written_out))
    return found


def _of_components(result: Result) -> bool:
    """Whether only entries are differentiated by entries: no layout shows in that."""
    found = [n for side in (result.left, result.step.right) for n in nodes(side) if isinstance(n, Derivative)]
    return all(_is_entry(each.body) and all(map(_is_entry, each.variables)) for each in found)


def _is_entry(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op is Op.INDEX


def _is_total(result: Result) -> bool:
    """A sum of chain rules, dz/dt = ∂z/∂x dx/dt + ∂z/∂y dy/dt: mostly of numbers, which nobody lays out."""
    right = result.step.right
    terms = right.args if isinstance(right, Apply) and right.op is Op.ADD else ()
    products = [each for each in terms if isinstance(each, Apply) and each.op in (Op.PRODUCT, Op.DOT, Op.TIMES)]
    chained = (all(isinstance(factor, Derivative) for factor in each.args) for each in products)
    return len(products) == len(terms) > 1 and all(chained)


def is_chain_rule(result: Result) -> bool:
    """∂z/∂x = ∂z/∂y ∂y/∂x, in either order of the factors."""
    left, right = result.left, result.step.right
    if not (isinstance(left, Derivative) and isinstance(right, Apply) and right.op in (Op.PRODUCT, Op.DOT, Op.TIMES)):
        return False
    factors = [each for each in right.args if isinstance(each, Derivative) and each.variables]
    if len(factors) < 2 or len(left.variables) != 1:
        return False
    ends = factors[0], factors[-1]
    return any(
        outer.body == left.body and inner.variables == left.variables and outer.variables[0] != left.variables[0]
        for outer, inner in (ends, ends[::-1])
    )


def _inside(review: Review, number: int) -> bool:
    """Whether a later part of the same chain is held against the chain's beginning: only ends count then."""
    here = review.results[number].step
    for later in review.results[number + 1 :]:
        if later.step.chain != here.chain:
            return False
        if (
            later.step.place > here.place
            and isinstance(later.verdict, Holds)
            and later.left == review.results[number].left
        ):
            return True
    return False


def contradictions(review: Review) -> list[tuple[LayoutClaim, StatedLayout]]:
    """The claims that hold only in a layout that the text or the settings rule out."""
    found = []
    claims = layout_claims(review)
    rules = stated(review)
    for claim in claims:
        said = rules.against(claim)
        if said is not None:
            found.append((claim, said))
    return found


def mixtures(review: Review, hidden: Collection[int] = ()) -> list[Clash]:
    """Claims that no layout makes true together, between two announcements; but for the hidden ones."""
    against_the_text = {claim.number for claim, _ in contradictions(review)}
    claims = [claim for claim in layout_claims(review) if claim.number not in {*against_the_text, *hidden}]
    return next((found for period in _periods(review, claims) if (found := clashes(period))), [])


def _is_written_out(expr: Expr) -> bool:
    """Whether a derivative is given as a matrix of the derivatives of entries."""
    return isinstance(expr, Apply) and expr.op is Op.MATRIX and any(isinstance(n, Derivative) for n in nodes(expr))


def _periods(review: Review, claims: Iterable[LayoutClaim]) -> list[list[LayoutClaim]]:
    """The claims, divided by the announcements of the text: "from here on we use numerator layout"."""
    found: dict[StatedLayout | None, list[LayoutClaim]] = {}
    for claim in claims:
        found.setdefault(announced_at(review.document.spoken.layouts, claim.start), []).append(claim)
    return list(found.values())
