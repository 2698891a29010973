"""Conditions that no values are drawn for, and the claims that may rest on them."""

from __future__ import annotations

from dataclasses import replace

from mclint.document.classify import Step, StepKind, is_zero
from mclint.document.scope import Scope, key_of, symbols
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Expr, Number, Op, children, nodes, operators

COUNTED = (Op.INDEX, Op.SUM, Op.PRODUCT_OVER)


class Demand(NamedTuple):
    """A condition, and the block it stands in."""

    block: int
    left: Expr
    right: Expr

    def speaks_of(self, left: Expr, right: Expr) -> bool:
        """Whether a claim shares symbols with a condition that does more than say what some function is.

        `H(x) = \\ln s` is about H, and s is free: such a condition excuses no claim without H. But `g(x) = 0` and
        `f(x) = f(y)` are about their arguments. `E[y] = m` is about y.
        """
        mine, theirs = symbols((left, right)), symbols((self.left, self.right))
        if not (mine & theirs) - _counting((left, right)):
            return False  # `T(k - 1) = …` shares the letter of an index
        sides = (self.left, self.right)
        if any(is_zero(side) or isinstance(side, Number) for side in sides):
            return True
        if any(_is_mean(side) and not mine & _outermost(side.args[0]) for side in sides if isinstance(side, Apply)):
            return False
        first, second = (_functions(side) for side in sides)
        return not (first ^ second) - mine


def _counting(roots: tuple[Expr, ...]) -> set[str]:
    """The letters that are indices, or what sums run over."""
    scripted = (n for root in roots for n in nodes(root) if isinstance(n, Apply) and n.op in COUNTED)
    return {key for node in scripted for each in node.args[1:] if (key := key_of(each)) is not None}


def demand(step: Step) -> Demand:
    """The demand of a condition step."""
    return Demand(step.block, step.left, step.right)


def unsolved(step: Step, scope: Scope) -> Scope:
    """The scope of something set to zero, without what is stated after it: a solution of it satisfies it anyway."""
    if step.kind is not StepKind.LENIENT or not is_zero(step.right):
        return scope
    later = {
        key: facts._replace(definitions=())
        for key in symbols((step.left,))
        if (facts := scope.of(key)).definitions and facts.definitions[0].span.start > step.span.end
    }
    return replace(scope, facts={**scope.facts, **later}) if later else scope


def _functions(expr: Expr) -> set[str]:
    """The functions that are called in an expression, `H[x]` among them where it stands alone."""
    calls = [node for node in nodes(expr) if isinstance(node, Apply) and node.op is Op.CALL]
    if isinstance(expr, Apply) and expr.op is Op.PRODUCT and len(expr.args) == 2 and is_bracket(expr.args[1]):
        calls.append(expr)
    return {key for call in calls if (key := key_of(call.args[0])) is not None}


def _is_mean(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in (Op.EXPECTATION, Op.VARIANCE)


def _outermost(expr: Expr) -> set[str]:
    """The symbols of an expression without those that are part of another one, as the i of x_i."""
    key = key_of(expr)
    return {key} if key is not None else set().union(*(_outermost(each) for each in children(expr)))


def is_bracket(expr: Expr) -> bool:
    """Whether this is a symbol in square brackets."""
    return isinstance(expr, Apply) and expr.op is Op.BRACKET and key_of(expr.args[0]) is not None


def normalised(step: Step) -> str | None:
    r"""The symbol of `\sum_k \gamma_{ik} = 1`: a condition that holds for the rest of the text."""
    for total, other in ((step.left, step.right), (step.right, step.left)):
        if isinstance(total, Apply) and total.op is Op.SUM and isinstance(other, Number):
            term = total.args[0]
            indexed = isinstance(term, Apply) and term.op in (Op.INDEX, Op.SUPERINDEX) and len(term.args) > 2
            return key_of(term.args[0]) if isinstance(term, Apply) and indexed else None
    return None


def rests_on(keys: set[str], step: Step, scope: Scope) -> bool:
    """Whether a claim sums, and one of these symbols is in it or in what it defines its symbols by."""
    sides = (step.left, step.right)
    if not keys or not any(Op.SUM in operators(side) for side in sides):
        return False
    mine = symbols(sides)
    behind = {key for each in mine for one in scope.of(each).definitions[:1] for key in one.inside}
    return bool(keys & (mine | behind))
