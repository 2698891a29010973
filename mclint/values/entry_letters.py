"""What the right side of an identity has beyond its left side: sizes, and letters that its setting defines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mclint.document.scope import Scope, key_of
from mclint.patterns import regex
from mclint.syntax.parser import parse_text
from mclint.syntax.tree import Expr, Name
from mclint.syntax.walk import rewrite
from mclint.values.catalogue import Entry, head

SIZED = regex(r"\$([^$]*?) \\in \\mathbb\{R\}\^(?:\{([^{}]*)\}|(\w))")
DEFINED = regex(r"\$\\?(\w+) = ([^$]+)\$")


def measured(entry: Entry, letters: Mapping[str, Expr], scope: Scope) -> dict[str, Expr]:
    """What stands for the sizes of an identity, by the declarations of what stands for its letters."""
    found: dict[str, Expr] = {}
    for name, sizes in _sizes(entry).items():
        facts = scope.of(key_of(letters[name]) or "") if name in letters else None
        for size, value in zip(sizes, (facts.rows, facts.columns) if facts else (), strict=False):
            if value is not None:
                found.setdefault(size, value)
    return found


def unfolded(entry: Entry, right: Expr, letters: Mapping[str, Expr]) -> Expr:
    """The right side with the value of each letter that the setting defines, and that the left side does not have."""
    values = {name: value for name, value in _definitions(entry).items() if name not in letters}
    return rewrite(right, lambda node: values.get(key_of(node) or "", node) if isinstance(node, Name) else node)


@cache
def _sizes(entry: Entry) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for names, several, one in SIZED.findall(f"{head(entry.page)}\n{entry.setting}"):
        sizes = tuple((several or one).split(" \\times "))
        found.update({name.strip().lstrip("\\").partition("(")[0]: sizes for name in names.split(",")})
    return found


@cache
def _definitions(entry: Entry) -> dict[str, Expr]:
    found = DEFINED.findall(entry.setting)
    return {name: parse_text(value).formulas[0].relation.parts[0] for name, value in found}
