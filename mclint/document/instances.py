r"""What is defined for any index holds for each: `y_k = \exp(a_k)` says what y_j is."""

from __future__ import annotations

from dataclasses import replace

from mclint.document.scope import Definition, Facts, Scope, key_of, marks, symbols
from mclint.syntax.tree import Apply, Expr, Name, Op, nodes
from mclint.syntax.walk import rewrite

MOST = 4
SAMPLES = frozenset("ijklmnst")


def with_instances(left: Expr, right: Expr, scope: Scope) -> Scope:
    """The scope with a definition of each y_j of a claim, where y_k is defined and nothing is said of y_j."""
    added: dict[str, Facts] = {}
    for node in (each for root in (left, right) for each in nodes(root)) if scope.indexed else ():
        if not (isinstance(node, Apply) and node.op is Op.INDEX and isinstance(node.args[0], Name)):
            continue
        key, base = key_of(node), key_of(node.args[0])
        if key is None or base is None or key in added or base not in scope.indexed or len(added) >= MOST:
            continue
        facts = scope.of(key)
        if not facts.definitions and (found := _instance(key, node.args[1:], scope.indexed[base], scope)) is not None:
            added[key] = facts._replace(definitions=(found,))
    return replace(scope, facts={**scope.facts, **added}) if added else scope


def of_any_sample(arguments: tuple[Expr, ...], body: Expr) -> tuple[tuple[Expr, ...], Expr]:
    r"""The parameter x for the sample of `h(x^{(i)}) = \sigma(w^\top x^{(i)})`, where nothing else has its index."""
    if len(arguments) != 1 or not isinstance(sample := arguments[0], Apply):
        return arguments, body
    letter = sample.args[0] if sample.op in (Op.INDEX, Op.SUPERINDEX) and len(sample.args) == 2 else None
    place = sample.args[-1]
    if not (isinstance(letter, Name) and isinstance(place, Name) and place.letter in SAMPLES and _is_index(place)):
        return arguments, body
    general = rewrite(body, lambda node: letter if node == sample else node)
    left_over = any(isinstance(node, Name) and node.letter == place.letter for node in nodes(general))
    alone = not any(node == letter for node in nodes(rewrite(body, lambda node: place if node == sample else node)))
    return (arguments, body) if left_over or not alone or general is body else ((letter,), general)


def _instance(key: str, places: tuple[Expr, ...], keys: tuple[str, ...], scope: Scope) -> Definition | None:
    """The definition of a symbol with other letters for its indices."""
    letters = [each.letter for each in places if _is_index(each) and isinstance(each, Name)]
    if len(letters) != len(places):
        return None
    for other in keys:
        definitions = scope.of(other).definitions
        old = other.partition("_")[2].split(",")
        if not definitions or other in scope.distant or len(old) != len(letters) or len({*old}) != len(old):
            continue
        body = _renamed(definitions[0].body, dict(zip(old, letters, strict=True)))
        if body is not None:
            inside = frozenset(symbols([body]))
            return Definition(key, definitions[0].parameters, body, definitions[0].span, inside, marks(body))
    return None


def _is_index(place: Expr) -> bool:
    return isinstance(place, Name) and len(place.letter) == 1 and not (place.marks or place.label or place.font)


def _renamed(body: Expr, letters: dict[str, str]) -> Expr | None:
    """The body with other letters, where no sum binds one of them and none stands there already."""
    names = {node.letter for node in nodes(body) if isinstance(node, Name)}
    bound = {
        node.args[1].letter
        for node in nodes(body)
        if isinstance(node, Apply) and node.op in (Op.SUM, Op.PRODUCT_OVER) and isinstance(node.args[1], Name)
    }
    new = {letter for old, letter in letters.items() if letter != old}
    if bound & {*letters} or (names - bound) & new or not names & {*letters}:
        return None
    fresh = {letter: f"{letter}'" for letter in bound & new}

    def change(node: Expr) -> Expr:
        if isinstance(node, Name) and not (node.marks or node.label):
            letter = letters.get(node.letter, fresh.get(node.letter, node.letter))
            return node if letter == node.letter else Name(node.span, letter, node.font)
        return node

    return rewrite(body, change)
