"""The direct arguments of unknown functions, where some of those that are named depend on others."""

from __future__ import annotations

from mclint.document.scope import Scope, key_of
from mclint.syntax.tree import Apply, Expr, Op


def reduced(
    pairs: dict[str, dict[str, Expr]], points: dict[str, set[str]], definitions: frozenset[str], scope: Scope
) -> dict[str, tuple[Expr, ...]]:
    """Only direct arguments: y of x and u, where u is itself a function of x, is y(u).

    The f of `df/dx |_{x = a} = f'(a)` is a function of x alone: a is a point at which its value is taken.
    """
    edges = {key: set(arguments) for key, arguments in pairs.items()}
    for key in definitions:
        edges.setdefault(key, set()).update(scope.of(key).definitions[0].inside)
    result: dict[str, tuple[Expr, ...]] = {}
    for key, arguments in pairs.items():
        entries = {k: key_of(a.args[0]) for k, a in arguments.items() if isinstance(a, Apply) and a.op is Op.INDEX}
        for entry, whole in entries.items():
            if whole is not None:
                edges.setdefault(entry, set()).add(whole)
        # a function of a_n is none of all of a
        arguments = {k: argument for k, argument in arguments.items() if k not in entries.values()}
        arguments = _without_points(arguments, points.get(key, set()), edges)
        direct = [a for a in arguments if not any(b != a and a in _closure(b, edges) for b in arguments)]
        direct = [a for a in (direct or list(arguments)) if key not in _closure(a, edges)]
        if direct:
            result[key] = tuple(arguments[a] for a in direct)
    return result


def _without_points(arguments: dict[str, Expr], points: set[str], edges: dict[str, set[str]]) -> dict[str, Expr]:
    """The arguments that a derivative is taken by, or that come between it and them."""
    varied = arguments.keys() - points
    between = {each for each in points if _closure(each, edges) & varied}
    return {key: each for key, each in arguments.items() if key in varied | between} if varied else arguments


def _closure(start: str, edges: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = [start]
    for here in queue:
        for below in edges.get(here, ()):
            if below not in found:
                found.add(below)
                queue.append(below)
    return found
