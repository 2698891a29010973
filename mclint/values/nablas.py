r"""Gradients without a variable: `\nabla H = \sum_i \nabla h_i`.

Where no variable shows, all functions under the nablas of a claim depend on one vector that nobody writes. In
`\nabla \log p_\theta(\tau)` the variable stands in the subscript of the function.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeGuard

from mclint.document.heads import arguments_of
from mclint.document.scope import Facts, Scope, key_of, symbols
from mclint.document.statement import Rank
from mclint.shapes.infer import IDENTITIES
from mclint.span import Span
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Op, nodes
from mclint.syntax.walk import rewrite
from mclint.values.dependence import bare_symbol, variable_key

LISTED = (Op.LIST, Op.ROW_LIST, Op.MATRIX, Op.ROW, Op.BRACKET)
GREEK = frozenset(["theta", "phi", "psi", "eta", "beta", "alpha", "omega", "lambda", "mu", "vartheta", "varphi"])
POSITION = Name(Span(0, 0), "position")  # no letter that an author can write


def with_variable(left: Expr, right: Expr, scope: Scope) -> tuple[Expr, Expr, Scope] | None:
    """The claim with a variable under its nablas; nothing where all derivatives show what they are taken by."""
    left, right = _with_one_argument(left, right)
    bare = _bare((left, right))
    if not bare:
        return None
    variable = _subscript(bare) or _shared(bare) or _only_symbol(bare, scope) or _moving(left, right, bare) or POSITION
    facts = {**scope.facts}
    if variable is POSITION:
        facts["position"] = Facts(rank=Rank.VECTOR)
        entries = _entries(left, right, scope)
        for key in symbols(node.body for node in bare) - entries - {"position"}:
            if (key in scope.distant or not scope.of(key).definitions) and key not in scope.sizes:
                rank = Rank.SCALAR if key in IDENTITIES else scope.of(key).rank
                facts[key] = scope.of(key)._replace(depends_on=(POSITION,), rank=rank)

    def change(node: Expr) -> Expr:
        return replace(node, variables=(variable,)) if _is_bare(node) and isinstance(node, Derivative) else node

    return rewrite(left, change), rewrite(right, change), replace(scope, facts=facts)


def _with_one_argument(left: Expr, right: Expr) -> tuple[Expr, Expr]:
    r"""The claim with one vector for the arguments of `\nabla f(a, b)`, where these stand nowhere else."""
    calls = {call for each in _bare((left, right)) for call in nodes(each.body) if _is_of_several(call)}
    several = {arguments_of(call) for call in calls if isinstance(call, Apply)}
    if len(several) != 1:
        return left, right
    arguments = several.pop()

    def change(node: Expr) -> Expr:
        here = isinstance(node, Apply) and _is_of_several(node) and arguments_of(node) == arguments
        return replace(node, args=(node.args[0], POSITION)) if here and isinstance(node, Apply) else node

    joined = rewrite(left, change), rewrite(right, change)
    return (left, right) if symbols(joined) & symbols(arguments) else joined


def _is_of_several(node: Expr) -> bool:
    if not (isinstance(node, Apply) and node.op is Op.CALL):
        return False
    arguments = arguments_of(node)
    return len(arguments) > 1 and all(isinstance(each, Name) for each in arguments)


def _entries(left: Expr, right: Expr, scope: Scope) -> set[str]:
    r"""The letters that sums run over, and what has one below it: h_i of `\sum_i h_i` is an entry of h."""
    bodies = [each.body for key in symbols((left, right)) for each in scope.of(key).definitions[:1]]
    everywhere = [node for root in (left, right, *bodies) for node in nodes(root) if isinstance(node, Apply)]
    letters = {key_of(node.args[1]) for node in everywhere if node.op is Op.SUM}
    below = {key_of(n): {key_of(each) for each in n.args[1:]} for n in everywhere if n.op is Op.INDEX}
    summed = {key for key, places in below.items() if letters and (places & letters or None in letters)}
    return {key for key in letters | summed if key is not None}


def speaks_of_functions_alone(left: Expr, right: Expr) -> bool:
    r"""Whether each symbol of a claim stands under a nabla by itself, as in `\nabla (fg) = f \nabla g + g \nabla f`."""
    bare = _bare((left, right))
    alone = {key_of(node.body) for node in bare}
    return bool(bare) and symbols((left, right)) <= alone


def spelled_out(left: Expr, right: Expr) -> str | None:
    r"""The function f of `\nabla f = (\partial f / \partial x, \partial f / \partial y)`, which says what nabla is."""
    while isinstance(right, Apply) and right.op in (Op.TRANSPOSE, Op.PRIME, Op.GROUP):
        right = right.args[0]
    if not (_is_bare(left) and isinstance(left, Derivative) and isinstance(right, Apply) and right.op in LISTED):
        return None
    entries = [entry for row in right.args for entry in (row.args if _is_list(row) else (row,))]
    partial = [each for each in entries if isinstance(each, Derivative) and each.body == left.body and each.variables]
    return bare_symbol(left.body) if partial and len(partial) == len(entries) else None


def _is_list(expr: Expr) -> TypeGuard[Apply]:
    return isinstance(expr, Apply) and expr.op in LISTED


def _bare(roots: Iterable[Expr]) -> list[Derivative]:
    return [node for root in roots for node in nodes(root) if isinstance(node, Derivative) and _is_bare(node)]


def _is_bare(node: Expr) -> bool:
    return isinstance(node, Derivative) and node.form in (Form.NABLA, Form.HESSIAN) and not node.variables


def _subscript(bare: list[Derivative]) -> Name | None:
    """The parameter that every function under a nabla names in its subscript."""
    found = {_parameter(node.body) for node in bare}
    letter = found.pop()
    return Name(bare[0].span, letter) if not found and letter is not None else None


def _shared(bare: list[Derivative]) -> Name | None:
    r"""The argument that all functions have of `\nabla C(\theta) = \sum_n \nabla c(x_n, \theta)`."""
    calls = [n for each in bare for n in nodes(each.body) if isinstance(n, Apply) and n.op is Op.CALL]
    names = [{key_of(a): a for a in arguments_of(call) if isinstance(a, Name)} for call in calls]
    shared = set(names[0]).intersection(*names[1:]) if names else set()
    if len(shared) != 1 or all(len(arguments_of(call)) == 1 for call in calls):
        return None
    return names[0][shared.pop()]


def _only_symbol(bare: list[Derivative], scope: Scope) -> Name | None:
    r"""The only symbol of `\nabla \|w\|^2`, where no nabla is of a function by itself."""
    inside = symbols(node.body for node in bare)
    if (
        len(inside) != 1
        or any(bare_symbol(node.body) for node in bare)
        or any(scope.of(key).definitions for key in inside)
    ):
        return None
    return next((n for node in bare for n in nodes(node.body) if isinstance(n, Name) and key_of(n) in inside), None)


def _moving(left: Expr, right: Expr, bare: list[Derivative]) -> Expr | None:
    r"""The x of `\dot f = \nabla f^\top \dot x`: all else that is differentiated by time is under the nablas."""
    taken = [n for root in (left, right) for n in nodes(root) if isinstance(n, Derivative) and n.variables]
    functions = {bare_symbol(node.body) for node in bare}
    times = {variable_key(each) for node in taken for each in node.variables}
    moved = {key_of(node.body): node.body for node in taken if bare_symbol(node.body) not in functions}
    if len(times) != 1 or len(moved) != 1 or len(moved) == len({bare_symbol(node.body) for node in taken}):
        return None
    return next(iter(moved.values())) if None not in moved else None


def _parameter(body: Expr) -> str | None:
    heads = [key_of(node.args[0]) or "" for node in nodes(body) if isinstance(node, Apply) and node.op is Op.CALL]
    labels = {head.rsplit("_", 1)[-1] for head in heads or [key_of(body) or ""]}
    label = labels.pop()
    return label if not labels and label in GREEK else None


WRITTEN_OUT = (Op.MATRIX, Op.LIST)


def in_pieces(left: Expr, right: Expr) -> tuple[Expr, Expr]:
    r"""A claim with the gradients by each variable where a nabla has many, beside a column that is written out."""
    return _in_pieces(left, right), _in_pieces(right, left)


def _in_pieces(left: Expr, right: Expr) -> Expr:
    r"""`\nabla_{w, \lambda} L` is the column of the gradients by each of them."""
    joint = left.variables[0] if isinstance(left, Derivative) and len(left.variables) == 1 else None
    if not isinstance(left, Derivative) or left.form is not Form.NABLA or not _is_column(right):
        return left
    if not (isinstance(joint, Apply) and joint.op is Op.LIST and all(key_of(each) for each in joint.args)):
        return left
    pieces = (replace(left, variables=(each,)) for each in joint.args)
    return Apply(left.span, Op.MATRIX, tuple(Apply(left.span, Op.ROW, (each,)) for each in pieces))


def _is_column(side: Expr) -> bool:
    while isinstance(side, Apply) and side.op in (Op.TRANSPOSE, Op.GROUP):
        side = side.args[0]
    return isinstance(side, Apply) and side.op in WRITTEN_OUT
