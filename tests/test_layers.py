"""The modules: imports point one way, sizes stay small, nothing of a document can reach an interpreter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mclint

PACKAGE = Path(mclint.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = (
    ("version", "patterns", "records", "span", "diagnostic", "fixes", "config", "pages"),
    ("sources",),
    ("syntax",),
    ("document",),
    ("shapes",),
    ("values",),
    ("derivation",),
    ("repairs",),
    ("findings",),
    ("checks",),
    ("rules",),
    ("mending",),
    ("api",),
    ("project",),
    ("runner",),
    ("cli", "requested", "lsp", "lsp_documents", "options", "arguments", "__main__", "__init__"),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
REPORTING = ("report",)
NAMELESS = ("utils", "helpers", "common", "base", "core", "manager")
FORBIDDEN = {"eval", "exec", "pickle", "sympify", "parse_expr", "lambdify", "__import__", "os.system"}


def part(module: str) -> str:
    """The part of the package that a dotted name belongs to: `mclint.sources.latex` is in `sources`."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def parts() -> set[str]:
    """All parts of the package."""
    return {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir()} - {
        "py",
        "__pycache__",
        "rule_pages",
    }


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "mclint":
                yield from (f"mclint.{alias.name}" for alias in node.names)
            elif node.module:
                yield node.module


def allowed(importer: str, imported: str) -> bool:
    """Whether the arrow points to the left, or stays in its layer."""
    if imported in REPORTING:
        return importer in REPORTING or RANK[importer] >= RANK["api"]
    if importer in REPORTING:
        return RANK[imported] == 0
    return RANK[imported] <= RANK[importer]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    importer = part(".".join(("mclint", *path.relative_to(PACKAGE).with_suffix("").parts)))
    wrong = [name for name in imports(path) if name.split(".")[0] == "mclint" and not allowed(importer, part(name))]
    assert wrong == []


def test_every_part_has_a_layer() -> None:
    assert {name for name in parts() if name not in RANK and name not in REPORTING} == set()


def test_arrows_the_wrong_way_are_seen() -> None:
    assert not allowed("sources", "syntax")
    assert not allowed("report", "api")
    assert not allowed("values", "report")
    assert allowed("cli", "report")


def test_sympy_is_imported_in_one_module() -> None:
    users = [
        path.relative_to(PACKAGE) for path in MODULES if any(name.split(".")[0] == "sympy" for name in imports(path))
    ]
    assert set(users) <= {Path("values/symbolic.py")}


def test_nothing_interprets_text_or_unpickles() -> None:
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if name in FORBIDDEN or (isinstance(node, ast.Attribute) and ast.unparse(node) in FORBIDDEN):
                found.append(f"{path.name}:{node.lineno} {name}")
        found += [f"{path.name} imports {name}" for name in imports(path) if name.split(".")[-1] in FORBIDDEN]
    assert found == []


def test_names_say_what_a_module_does() -> None:
    assert [path.name for path in MODULES if path.stem in NAMELESS] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 40
    ]
    assert long == []
