"""Which symbols of a claim depend on which: by definitions, declarations, and because a derivative of them occurs."""

from __future__ import annotations

from collections.abc import Iterable

from mclint.document.classify import symbols as letters_of
from mclint.document.scope import Scope, base_of, key_of, marks, symbols
from mclint.document.scope import derivatives as derivatives_of
from mclint.document.statement import Property
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, nodes, operators
from mclint.values.direct import reduced
from mclint.values.listed import listed, opened

NUMBERS = {"pi", "e"}


class Dependence(NamedTuple):
    """The sets of definitions to try, in order, and for each what unknown functions depend on."""

    variants: tuple[frozenset[str], ...]
    depends: dict[frozenset[str], dict[str, tuple[Expr, ...]]]
    has_derivative: bool


class _Depends(dict[frozenset[str], dict[str, tuple[Expr, ...]]]):
    """What unknown functions depend on, worked out for a set of definitions when it is first asked for."""

    def __init__(self, roots: tuple[Expr, ...], scope: Scope, labels: bool) -> None:
        super().__init__()
        self.roots, self.scope, self.labels = roots, scope, labels

    def __missing__(self, definitions: frozenset[str]) -> dict[str, tuple[Expr, ...]]:
        found = self[definitions] = _depends(self.roots, definitions, self.scope, self.labels)
        return found


def dependence(
    left: Expr, right: Expr, scope: Scope, always: frozenset[str] | None = frozenset(), beside: tuple[Expr, ...] = ()
) -> Dependence:
    """Definitions are used where a derivative needs them first, then wherever there are any, then nowhere.

    Those of `always` are never left out; where it is None, x_i is no entry of x. What `beside` differentiates varies.
    """
    if always is None:
        return Dependence((frozenset(),), _Depends((left, right, *beside), scope, True), True)
    roots = (left, right)
    derivatives = [node for root in roots for node in derivatives_of(root)]
    differential = any(Op.DIFFERENTIAL in operators(root) for root in roots)
    reach = {key: _reach(key, scope) for key in _defined(roots, scope)}
    taken = (v for node in derivatives for each in node.variables for v in listed(each))
    variables = {key for each in taken if (key := variable_key(each)) is not None}
    # What is differentiated by varies, whatever number it is elsewhere, unless the claim is about a point.
    varies = variables if all(symbols([root]) for root in roots) else set()
    reach = {
        key: below for key, below in reach.items() if key not in below and not (key in varies and below <= NUMBERS)
    }
    needed = _needed(derivatives, variables, scope) & set(reach)
    relevant = {key for key, below in reach.items() if below & variables}
    everything = frozenset(reach)
    bare = frozenset(key for node in derivatives if (key := bare_symbol(node.body)) is not None and key in reach)
    functions = {key for key in reach if scope.of(key).definitions[0].parameters}
    order = [
        frozenset(needed),
        frozenset(relevant | needed),
        frozenset(relevant | needed | functions),
        everything,
        bare,
    ]
    if not derivatives:
        order = [everything, frozenset()]
    order.append(frozenset())
    variants = tuple(dict.fromkeys(chosen | always for chosen in order))
    return Dependence(variants, _Depends((*roots, *beside), scope, False), bool(derivatives) or differential)


def what_varies(
    roots: tuple[Expr, Expr], known: dict[str, tuple[Expr, ...]], scope: Scope
) -> dict[str, tuple[Expr, ...]]:
    """What symbols depend on, if no derivative is of something constant: the d(uv)/dx of a product rule."""
    result = dict(known)
    nodes_below = [node for root in roots for node in nodes(root) if isinstance(node, Derivative)]
    for node in sorted(nodes_below, key=lambda each: len(letters_of(each.body))):
        inside = letters_of(node.body)
        for variable in node.variables:
            key, leaf = variable_key(variable), base_of(variable)
            if key is None or leaf is None or key in inside:
                continue
            if any(key == variable_key(each) for name in inside for each in result.get(name, ())):
                continue
            for name in inside:
                if Property.CONSTANT not in scope.of(name).properties and name not in scope.sizes:
                    result[name] = (*result.get(name, ()), leaf)
    return result


def variable_key(expr: Expr, labels: bool = False) -> str | None:
    r"""The symbol that a derivative is taken by: x for `x`, `x^\top`, `x_i`."""
    while isinstance(expr, Apply) and expr.op in (Op.TRANSPOSE, Op.GROUP, Op.PRIME):
        expr = expr.args[0]
    if isinstance(expr, Apply) and expr.op is Op.INDEX and not labels and _is_component(expr):
        return key_of(expr.args[0])
    return key_of(expr)


STRIPPED = (Op.TRANSPOSE, Op.GROUP, Op.INDEX, Op.PRIME)


def states_unknown(left: Expr, right: Expr, definitions: frozenset[str], scope: Scope) -> str | None:
    """An unknown function whose own derivative stands on one side while no derivative of it stands on the other.

    Such an equation says what the function is: y' = y(1 - y) does not hold for every y and is not meant to. A function
    that another one is differentiated by, on this side only, is an intermediate of a chain rule and no unknown.
    """
    for here, there in ((left, right), (right, left)):
        others = symbols(n.body for n in nodes(there) if isinstance(n, Derivative))
        others |= symbols(n.args[0] for n in nodes(there) if isinstance(n, Apply) and n.op is Op.DIFFERENTIAL)
        for used in definitions.intersection(_defined((there,), scope)):  # delta, which is the derivative of L by z
            others |= symbols(n.body for n in scope.of(used).definitions[0].marks if isinstance(n, Derivative))
        increment = _evolving(here)
        if increment is not None and increment not in definitions | others | symbols((there,)):
            return increment  # dX = a dt + b dW says what X is
        links = _variables(here) - _variables(there)
        told = definitions.union(*(scope.of(used).definitions[0].inside for used in definitions))
        for node in nodes(here):
            if not isinstance(node, Derivative) or bare_symbol(node.body, labels=True) in definitions:
                continue
            if _names_its_variable(node) and bare_symbol(node.body, labels=True) in told:
                continue  # a K_\theta of which the other side is made
            for key in (bare_symbol(node.body), *_heads(node.body)):
                known = key is None or key in definitions or key in others or key in links
                if key is not None and not known and (key,) != tuple(map(key_of, node.variables)):
                    return key
    return None


def _evolving(expr: Expr) -> str | None:
    r"""The X of `dX` and of `d\log X`."""
    if not (isinstance(expr, Apply) and expr.op is Op.DIFFERENTIAL):
        return None
    inner = expr.args[0]
    return key_of(inner.args[0] if isinstance(inner, Apply) and inner.op is Op.LOG else inner)


def _variables(expr: Expr) -> set[str | None]:
    return {variable_key(v) for n in nodes(expr) if isinstance(n, Derivative) for v in n.variables}


def _heads(body: Expr) -> list[str | None]:
    """The functions that are called in an expression."""
    return [key_of(node.args[0]) for node in nodes(body) if isinstance(node, Apply) and node.op is Op.CALL]


def bare_symbol(body: Expr, labels: bool = False) -> str | None:
    """The symbol u where a derivative is of u, u^T, u_i, or u(x) alone."""
    while isinstance(body, Apply) and body.op in (Op.TRANSPOSE, Op.GROUP, Op.INDEX, Op.CALL, Op.PRIME, Op.BRACKET):
        key = key_of(body)
        if body.op is Op.CALL:
            return key_of(body.args[0])
        if body.op is Op.INDEX and key is not None and (labels or not _is_component(body)):
            return key
        body = body.args[0]
    return key_of(body)


def _is_component(expr: Apply) -> bool:
    """Whether a subscript is an index; h_{t-1} is a symbol of its own."""
    return key_of(expr.args[0]) is not None and all(isinstance(place, Name | Number) for place in expr.args[1:])


def _defined(roots: Iterable[Expr], scope: Scope) -> dict[str, None]:
    """All symbols with definitions that the roots reach, through definitions."""
    found: dict[str, None] = {}
    queue = sorted(symbols(roots))
    for key in queue:
        if key in found or not scope.of(key).definitions or len(found) >= 24:
            continue
        found[key] = None
        queue.extend(sorted(scope.of(key).definitions[0].inside))
    return found


def _reach(key: str, scope: Scope) -> set[str]:
    """All symbols that the definition of one reaches."""
    found: set[str] = set()
    queue = [key]
    for here in queue:
        definitions = scope.of(here).definitions
        if not definitions or len(queue) > 200:
            continue
        for below in definitions[0].inside:
            if below not in found:
                found.add(below)
                queue.append(below)
    return found


def _needed(derivatives: list[Derivative], variables: set[str], scope: Scope) -> set[str]:
    """Definitions without which a derivative would be of something that does not mention its variable."""
    needed: set[str] = set()
    queue: list[Expr] = [node.body for node in derivatives]
    for body in queue:
        inside = symbols([body])
        if inside & variables and not any(key == bare_symbol(body) for key in inside - variables):
            explicit = variables
            inside = {key for key in inside if key not in explicit and not (_mentions(body, variables))}
        for key in sorted(inside - variables):
            definitions = scope.of(key).definitions
            if definitions and key not in needed and (_reach(key, scope) & variables or _implied(derivatives)):
                needed.add(key)
                queue.append(definitions[0].body)
    return needed


def _implied(derivatives: list[Derivative]) -> bool:
    return any(not node.variables for node in derivatives)


def _mentions(body: Expr, variables: set[str]) -> bool:
    return bool(symbols([body]) & variables)


def _depends(
    roots: tuple[Expr, ...], definitions: frozenset[str], scope: Scope, labels: bool = False
) -> dict[str, tuple[Expr, ...]]:
    """Unknown functions and their direct arguments: what a derivative of them is taken by, or is said of them."""
    used = [scope.of(key).definitions[0] for key in sorted(definitions)]
    pairs: dict[str, dict[str, Expr]] = {}
    points: dict[str, set[str]] = {}  # of functions of one argument: where the text takes their values
    inside = symbols(roots).union(*(each.inside for each in used))
    marked = [*(m for root in roots for m in marks(root)), *(m for each in used for m in each.marks)]
    for node in marked:
        if isinstance(node, Derivative) and node.form is not Form.PRIME:
            for each in opened(node):
                _pair(each, definitions, scope, pairs, labels)
    for node in marked:
        if isinstance(node, Apply):
            _called(node, definitions, pairs, points)
    for key in sorted(inside - definitions):
        facts = scope.of(key)
        if Property.CONSTANT in facts.properties:
            continue
        for name in facts.depends_on:
            argument = key_of(name)
            if argument is not None and argument in inside and argument != key:
                pairs.setdefault(key, {})[argument] = name
    return reduced(pairs, points, definitions, scope)


def _pair(
    node: Derivative, definitions: frozenset[str], scope: Scope, pairs: dict[str, dict[str, Expr]], labels: bool
) -> None:
    key = bare_symbol(node.body, labels or _names_its_variable(node))
    if key is None or key in definitions or Property.CONSTANT in scope.of(key).properties:
        return
    for variable in node.variables:
        below = _below(variable, definitions, labels)
        if below is None or below == key:
            continue
        leaf = variable
        while isinstance(leaf, Apply) and leaf.op in STRIPPED and key_of(leaf) != below:
            leaf = leaf.args[0]
        pairs.setdefault(key, {})[below] = leaf


def _names_its_variable(node: Derivative) -> bool:
    r"""Whether a subscript says what a symbol depends on, and is no index: K_\theta by \theta_j."""
    body = node.body
    while isinstance(body, Apply) and body.op in (Op.TRANSPOSE, Op.GROUP, Op.INVERSE):
        body = body.args[0]
    named = {key_of(each) for each in body.args[1:]} if isinstance(body, Apply) and body.op is Op.INDEX else set()
    return not named.isdisjoint(variable_key(each) for each in node.variables)


def _below(variable: Expr, definitions: frozenset[str], labels: bool) -> str | None:
    """The symbol that a function depends on: x for x_i, but a_n where that is defined by itself."""
    while isinstance(variable, Apply) and variable.op in (Op.TRANSPOSE, Op.GROUP, Op.PRIME):
        variable = variable.args[0]
    whole = key_of(variable)
    return whole if whole in definitions else variable_key(variable, labels)


def _called(
    node: Apply, definitions: frozenset[str], pairs: dict[str, dict[str, Expr]], points: dict[str, set[str]]
) -> None:
    """f(x) says that f depends on x, which matters where f also stands alone."""
    key = key_of(node.args[0])
    if key is None or key in definitions:
        return
    for argument in node.args[1:]:
        below = key_of(argument)
        if below is not None and below != key:
            if len(node.args) == 2 and below not in pairs.get(key, ()):
                points.setdefault(key, set()).add(below)
            pairs.setdefault(key, {}).setdefault(below, argument)
