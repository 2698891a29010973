"""Claims about functions that nobody defined: what the values drawn for them can refute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

import numpy as np

from mclint.document.classify import is_zero
from mclint.document.scope import base_of, key_of, symbols
from mclint.shapes.typed import Typed, typed_nodes
from mclint.syntax.tree import Apply, Derivative, Expr, Form, Name, Number, Op, Relation, children, nodes
from mclint.syntax.walk import rewrite
from mclint.values.attempts import Attempt
from mclint.values.dependence import variable_key
from mclint.values.readings import Trial


def unknown_functions(trial: Trial, attempt: Attempt) -> str:
    """Without a derivative, an equation between values of an unknown function says what the function is.

    Where both sides have the same values of a function, as the features of one sample, these are symbols like others.
    """
    assert attempt.trees is not None
    # T(cx) = cT(x) has a bare T on one side, which is misread
    shared = _called(trial.left) == _called(trial.right) and share_values(*attempt.trees)
    if trial.dependence.has_derivative or shared:
        return ""
    left, right = (_values(tree) for tree in attempt.trees)
    return "undetermined-function" if left | right else ""


PROBABILITIES = {"p", "P", "q", "Q", "pi", "gamma", "r", "f"}


def _values(tree: Typed) -> set[tuple[str, str]]:
    """The functions of unknown form in a tree, each with what it is applied to."""
    called = (node for node in typed_nodes(tree) if node.op in ("function", "elementwise function"))
    return {(node.data, re.sub(r"#\d+", "#", repr(node.args))) for node in called}  # as in any other sum


def share_values(*trees: Typed) -> bool:
    """Whether both sides have one value of each function, and are about no law that probabilities obey."""
    left, right = (_values(tree) for tree in trees)
    if left != right or not _have_one_value(left) or any("index value" in arguments for _, arguments in left):
        return False  # in a sum over all x, f(x) has values for which no range is known
    lawful = any("|" in name or _letter(name) in PROBABILITIES for name, _ in left)
    alone = len(left) == 1 and not any(node.op == "sum" for node in typed_nodes(*trees))  # p and 1 - p
    return not lawful or alone or any(_is_log_of_values(tree) for tree in trees)


def _is_log_of_values(tree: Typed, inside: bool = False) -> bool:
    """Whether unknown functions stand in logarithms of products only, where it does not matter what they sum up to."""
    if tree.op == "function":
        return inside
    if tree.op in ("add", "sum", "derivative") and inside:
        return not any(node.op == "function" for node in typed_nodes(tree))
    return all(_is_log_of_values(each, inside or tree.op == "log") for each in tree.args)


def _called(expr: Expr) -> set[str | None]:
    return {key_of(node.args[0]) for node in nodes(expr) if isinstance(node, Apply) and node.op is Op.CALL}


def _letter(name: str) -> str:
    return name.strip("*").split("_")[0].split("^")[0].split(" ")[-1]


def _have_one_value(values: set[tuple[str, str]]) -> bool:
    """Whether each function has one value, so that nothing is said of how it varies."""
    return len({name for name, _ in values}) == len(values)


def measures(trial: Trial, attempt: Attempt) -> str:
    r"""`m(dx) = g(x) dx` says what the measure m is."""
    left = trial.left
    if not isinstance(left, Apply) or left.op not in (Op.CALL, Op.PRODUCT) or len(left.args) != 2:
        return ""
    argument = left.args[1]
    while isinstance(argument, Apply) and argument.op is Op.GROUP:
        argument = argument.args[0]
    increment = isinstance(argument, Apply) and argument.op is Op.DIFFERENTIAL
    return "measure" if increment and key_of(left.args[0]) is not None else ""


def sets(trial: Trial, attempt: Attempt) -> str:
    """Sums over sets that only one side has: which indices belong to them is not drawn as the author means it."""
    assert attempt.trees is not None
    left, right = ({n.data[1] for n in typed_nodes(tree) if n.op == "member of"} for tree in attempt.trees)
    return "set" if left != right else ""


def matrix_functions(trial: Trial, attempt: Attempt) -> str:
    """An unknown function of a matrix, with its derivative g': no function of each entry."""
    assert attempt.trees is not None
    primed = any(isinstance(n, Derivative) and n.form is Form.PRIME for n in nodes(trial.right))
    for node in typed_nodes(*attempt.trees) if primed else ():
        if node.op in ("function", "elementwise function") and any(
            1 not in attempt.inference.find(argument.shape) for argument in node.args
        ):
            return "matrix-function"
    return ""


def recurrent(trial: Trial, attempt: Attempt) -> str:
    """States that depend on each other: whether a derivative counts the way through the earlier ones is left open."""
    for root in (trial.left, trial.right):
        for node in nodes(root):
            if not isinstance(node, Derivative) or len(node.variables) != 1:
                continue
            body, variable = node.body, node.variables[0]
            indexed = all(isinstance(each, Apply) and each.op is Op.INDEX for each in (body, variable))
            if indexed and body != variable and base_of(body) == base_of(variable) is not None:
                return "recurrence"
    return ""


def vanishing(trial: Trial, attempt: Attempt) -> str:
    """Whole terms are gone, and all their symbols with them: the author knows that these cancel, or start from zero."""
    left, right = ([*e.args] if isinstance(e, Apply) and e.op is Op.ADD else [e] for e in (trial.left, trial.right))
    gone = [term for term in left if term not in right]
    if not gone or len(left) - len(gone) != len(right):
        return ""
    if len(gone) == 1 and _initial_values(gone[0]) - symbols(right):
        return "initial-value"
    return "" if len(gone) < 2 or _whole(gone) & _whole(right) else "condition"


def _whole(terms: Iterable[Expr]) -> set[str]:
    r"""The symbols of some terms with their indices, `\eta_X` and not \eta and X."""
    found, queue = set[str](), list(terms)
    while queue:
        term = queue.pop()
        key = key_of(term)
        if key is not None:
            found.add(key)
        else:
            queue.extend(children(term))
    return found


def _initial_values(term: Expr) -> set[str]:
    """The factors of a term that are values at step 0, such as `w_0` and `w^{(0)}_j`, which are often zero."""
    term = term.args[0] if isinstance(term, Apply) and term.op is Op.NEG else term
    factors = term.args if isinstance(term, Apply) and term.op is Op.PRODUCT else (term,)
    return {key for each in factors if _is_at_step_zero(each) and (key := key_of(each)) is not None}


def _is_at_step_zero(expr: Expr) -> bool:
    if not (isinstance(expr, Apply) and expr.op in (Op.INDEX, Op.SUPERINDEX)):
        return False
    return any(isinstance(each, Number) and each.value == 0 for each in expr.args[1:]) or _is_at_step_zero(expr.args[0])


def no_dependence(trial: Trial, attempt: Attempt) -> str:
    """A derivative of zero for what was surely meant to depend on the variable, in a way that is not understood."""
    assert attempt.values is not None
    if not trial.dependence.has_derivative:
        return ""
    return "no-dependence" if any(np.abs(values).max() == 0.0 for values in attempt.values) else ""


def point(trial: Trial, attempt: Attempt) -> str:
    """A bar that says where a derivative is taken, in words or only for a part of what is meant to be taken there."""
    roots = (trial.left, trial.right)
    bars = [n for root in roots for n in nodes(root) if isinstance(n, Apply) and n.op is Op.EVALUATED]
    if not bars:
        return ""
    below = [bar.args[1] for bar in bars]
    points = [p for each in below for p in (each.args if isinstance(each, Apply) and each.op is Op.LIST else (each,))]
    if not all(isinstance(each, Relation) for each in points):
        return "evaluated-at"
    moved = {key_of(each.parts[0]) for each in points if isinstance(each, Relation)}
    left = symbols(
        rewrite(root, lambda node: Number(node.span, Fraction(1)) if node in bars else node) for root in roots
    )
    return "evaluated-at" if moved & left else ""


def fields(trial: Trial, attempt: Attempt) -> str:
    r"""A Lagrangian of u and \partial_t u: its derivative by u leaves \partial_t u alone."""
    taken = [n for root in (trial.left, trial.right) for n in nodes(root) if isinstance(n, Derivative)]
    variables = {key for each in taken for variable in each.variables if (key := key_of(variable)) is not None}
    keys = {key for node in taken for key in symbols((node.body,))}
    used = [each.body for key in sorted(keys) for each in trial.scope.of(key).definitions]
    for body in used:
        for inner in nodes(body):
            if isinstance(inner, Derivative) and variables & symbols((inner.body,)):
                return "" if variables & symbols(inner.variables) else "independent-derivative"
    return ""


def convolution(trial: Trial, attempt: Attempt) -> str:
    r"""`x * h = \sum_k x_k h_{n - k}`: the asterisk convolves, and does not multiply."""
    for here, there in ((trial.left, trial.right), (trial.right, trial.left)):
        sums = [n for n in nodes(there) if isinstance(n, Apply) and n.op is Op.SUM]
        products = any(isinstance(n, Apply) and n.op in (Op.TIMES, Op.DOT) for n in nodes(here))
        if products and any(_is_turned(total.args[0], key_of(total.args[1])) for total in sums):
            return "convolution"
    return ""


def _is_turned(body: Expr, index: str | None) -> bool:
    """Whether the index of a sum is taken from something: n - k."""
    differences = (n.args[1:] for n in nodes(body) if isinstance(n, Apply) and n.op is Op.ADD)
    taken = (term.args[0] for terms in differences for term in terms if isinstance(term, Apply) and term.op is Op.NEG)
    return index is not None and index in {key_of(each) for each in taken}


def fixed_point(trial: Trial, attempt: Attempt) -> str:
    """A product that comes back to one of its factors, A B x = x, asks something of another that is free: B."""
    left, key = trial.left, key_of(trial.right)
    if not (isinstance(left, Apply) and left.op is Op.PRODUCT) or key is None or trial.dependence.has_derivative:
        return ""
    found = [each for node in nodes(left) if (each := key_of(node)) is not None]
    bound = {key} | set(attempt.inference.bodies)
    once = {each for each in found if found.count(each) == 1} - bound
    return "condition" if key in found and any(not trial.scope.of(each).definitions for each in once) else ""


def named_by_letters(trial: Trial, attempt: Attempt) -> str:
    """A name of several letters before its arguments: ll(X, w) for the logarithm of a likelihood."""
    left = trial.left
    if not (isinstance(left, Apply) and left.op is Op.PRODUCT):
        return ""
    *run, last = left.args
    if not (isinstance(last, Apply) and last.op is Op.CALL and len(last.args) > 2):
        return ""
    heads = (*run, last.args[0])
    letters = all(isinstance(each, Name) and len(each.letter) == 1 and each.letter.islower() for each in heads)
    touching = letters and all(first.span.end == second.span.start for first, second in pairwise(heads))
    return "words" if touching else ""


def other_variables(trial: Trial, attempt: Attempt) -> str:
    """Derivatives by x on one side and by another symbol on the other, with nothing that links the two."""
    if _labelled(trial.left) != _labelled(trial.right) or _bare_nablas(trial.left) & _total(trial.right):
        return "other-variables"
    left, right = (_variables(root) - _put(root) for root in (trial.left, trial.right))
    if not left or not right or left == right:
        return ""
    depends = trial.dependence.depends[attempt.inference.reading.definitions]
    linked = {key_of(argument) for arguments in depends.values() for argument in arguments} | set(depends)
    linked |= attempt.inference.reading.definitions
    apart = {key for key in left ^ right if key not in depends and key not in attempt.inference.bodies}
    if not apart:
        return ""
    reached = {key_of(a) for key, arguments in depends.items() if key in left ^ right for a in arguments}
    return "" if apart <= reached or apart <= left | set(attempt.inference.bodies) - apart else "other-variables"


def _put(root: Expr) -> set[str | None]:
    """The symbols that are put to a number, as the step of a difference quotient to zero."""
    bars = (n.args[1] for n in nodes(root) if isinstance(n, Apply) and n.op is Op.EVALUATED)
    return {key_of(bar.parts[0]) for bar in bars if isinstance(bar, Relation) and isinstance(bar.parts[1], Number)}


def _bare_nablas(root: Expr) -> set[str | None]:
    r"""The functions whose gradient is taken by what nobody writes: `\nabla V`, beside dV/dr."""
    return {key_of(n.body) for n in nodes(root) if isinstance(n, Derivative) and not n.variables} - {None}


def _total(root: Expr) -> set[str | None]:
    return {key_of(n.body) for n in nodes(root) if isinstance(n, Derivative) and n.variables and n.total}


def _labelled(root: Expr) -> set[str]:
    r"""What derivatives are taken by that has a 0 below: `\alpha_0` may be no entry, but the sum of all."""
    variables = (v for node in nodes(root) if isinstance(node, Derivative) for v in node.variables)
    zero = (v for v in variables if isinstance(v, Apply) and v.op is Op.INDEX and is_zero(v.args[1]))
    return {key for v in zero if (key := key_of(v)) is not None}


def _variables(root: Expr) -> set[str]:
    return {key for n in nodes(root) if isinstance(n, Derivative) for v in n.variables if (key := variable_key(v))}
