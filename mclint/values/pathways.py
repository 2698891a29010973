"""Ways in which a function depends on a variable that a reading does not follow."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.document.scope import Scope, key_of
from mclint.syntax.tree import Apply, Derivative, Expr, Name, Op, nodes
from mclint.values.dependence import bare_symbol, variable_key

POSITIONS = frozenset("ijklmnpqrst")


def labelled_functions(roots: Iterable[Expr]) -> list[Expr]:
    """Functions under derivatives with a subscript that is no letter for positions: the cost C_x of an example x."""
    bodies = [n.body for root in roots for n in nodes(root) if isinstance(n, Derivative) and n.variables]
    return [body for body in bodies if isinstance(body, Apply) and body.op is Op.INDEX and not _is_entry(body)]


def _is_entry(node: Apply) -> bool:
    return any(not isinstance(each, Name) or each.letter in POSITIONS for each in node.args[1:])


def other_way(
    roots: Iterable[Expr], definitions: frozenset[str], depends: dict[str, tuple[Expr, ...]], scope: Scope
) -> bool:
    """Whether the text has a derivative's body depend on the variable in more ways than this reading follows.

    With f(u, v) and u, v functions of t, the derivative of f by t is more than df/du du/dt.
    """
    for node in (each for root in roots for each in nodes(root) if isinstance(each, Derivative)):
        variables = {key for each in node.variables if (key := variable_key(each)) is not None}
        key = bare_symbol(node.body)
        leaves = _leaves(key, definitions, scope) if key is not None else set()
        stated = scope.of(key or "").definitions if key not in scope.distant else ()
        chained = bool(leaves & variables) and bool(stated) and not stated[0].inside & variables
        if (chained or any(leaf in depends for leaf in leaves)) and any(
            _past(leaf, variables, depends, scope) for leaf in leaves - variables
        ):
            return True
    return False


def _leaves(symbol: str, definitions: frozenset[str], scope: Scope) -> set[str]:
    """What a symbol stands for: itself, or the symbols that its definition comes down to."""
    queue, seen = [symbol], {symbol}
    for key in queue:
        if key in definitions:
            below = scope.of(key).definitions[0].inside - seen
            seen |= below
            queue.extend(sorted(below))
    return seen - definitions


def _past(start: str, variables: set[str], depends: dict[str, tuple[Expr, ...]], scope: Scope) -> bool:
    """Whether a symbol reaches a variable, by what the text says, past the arguments that a reading gives it."""
    through = {key_of(argument) for argument in depends.get(start, ())}
    if through & variables:
        return False
    seen, queue = {start, *through}, [start]
    for here in queue:
        facts = scope.of(here)
        below: set[str | None] = {key_of(name) for name in facts.depends_on}
        if facts.definitions and here not in scope.distant:
            below |= facts.definitions[0].inside
        if below & variables:
            return True
        queue.extend(sorted(each for each in below - seen if each is not None))
        seen |= below
    return False


def moving(roots: Iterable[Expr]) -> set[str]:
    """The symbols that are differentiated in some expressions."""
    found = (bare_symbol(node.body) for root in roots for node in nodes(root) if isinstance(node, Derivative))
    return {key for key in found if key is not None}


def varied_in(roots: Iterable[Expr]) -> list[Expr]:
    """What the derivatives of some expressions are taken by."""
    return [v for root in roots for node in nodes(root) if isinstance(node, Derivative) for v in node.variables]
