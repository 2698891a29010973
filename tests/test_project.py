r"""Macros from around a document: the root document, local packages, `\input` trees, settings, packages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from syntax_view import view

from mclint import project
from mclint.config import Config
from mclint.project import macros_around
from mclint.runner import Job, look
from mclint.sources.macros import EMPTY
from mclint.sources.packages import package_macros
from mclint.sources.reader import read_source
from mclint.sources.settings_macros import settings_macros
from mclint.syntax.parser import parse, parse_text

CHAPTER = "Let $\\M \\in \\R^{m \\times n}$ and $x \\in \\R^n$. Then $$\\nabla_x \\|\\M x\\|^2 = \\M^\\top \\M x.$$\n"


def write(folder: Path, **files: str) -> None:
    """Files by their paths, in which `__` stands for a slash and `_` before the suffix for a dot."""
    for name, text in files.items():
        path = folder / Path(*name.replace("_DOT_", ".").split("__"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def known(path: Path, format: str = "latex") -> dict[str, str]:
    """The macros around a document, with their bodies."""
    return {name: macro.body for name, macro in macros_around(str(path), format).table.items()}


def test_macros_of_the_root_document_hold_in_a_chapter(tmp_path: Path) -> None:
    root = "\\documentclass{book}\n\\input{style}\n\\newcommand{\\M}{A}\n\\begin{document}\\include{parts/one}"
    write(tmp_path, main_DOT_tex=root, style_DOT_tex="\\newcommand{\\R}{\\mathbb{R}}", parts__one_DOT_tex=CHAPTER)
    assert known(tmp_path / "parts" / "one.tex") == {"R": r"\mathbb{R}", "M": "A"}
    path = str(tmp_path / "parts" / "one.tex")
    assert [found.rule for found in look(Job(path, path, "check", Config())).diagnostics] == ["wrong-derivative"]


def test_a_chapter_that_no_root_includes_stands_alone(tmp_path: Path) -> None:
    write(tmp_path, main_DOT_tex="\\documentclass{book}\\newcommand{\\M}{A}", one_DOT_tex=CHAPTER)
    assert known(tmp_path / "one.tex") == {}


def test_what_comes_after_the_chapter_is_not_known_in_it(tmp_path: Path) -> None:
    root = "\\documentclass{book}\\input{one}\\input{two}\\input{three}"
    write(tmp_path, main_DOT_tex=root, one_DOT_tex="\\def\\a{1}", two_DOT_tex="x", three_DOT_tex="\\def\\b{1}")
    assert known(tmp_path / "two.tex") == {"a": "1"}
    assert known(tmp_path / "main.tex") == {"a": "1", "b": "1"}


@pytest.mark.parametrize(
    ("root", "chapter"),
    [
        ("\\documentclass{article}\\usepackage{local, graphicx}\\input one ", "x"),
        ("\\documentclass{local}\\subfile{one}", "\\documentclass[main.tex]{subfiles}"),
        ("\\documentclass{article}\\RequirePackage[a]{local}", "% !TeX root = main.tex\nx"),
        ("\\documentclass{article}\\usepackage{local}\\import{./}{one}", "x"),
    ],
)
def test_local_packages_and_ways_to_include(root: str, chapter: str, tmp_path: Path) -> None:
    defined = "\\newcommand{\\M}{A}"
    write(tmp_path, main_DOT_tex=root, one_DOT_tex=chapter, local_DOT_sty=defined, local_DOT_cls=defined)
    assert known(tmp_path / "one.tex") == {"M": "A"}


def test_comments_define_and_include_nothing(tmp_path: Path) -> None:
    root = "\\documentclass{article}\n% \\input{style}\n% \\def\\M{B}\n\\input{one}"
    write(tmp_path, main_DOT_tex=root, one_DOT_tex="x", style_DOT_tex="\\def\\M{A}")
    assert known(tmp_path / "one.tex") == {}


def test_the_document_has_the_last_word(tmp_path: Path) -> None:
    write(tmp_path, one_DOT_tex="\\input{style}\\def\\M{B}$\\M$", style_DOT_tex="\\def\\M{A}")
    text = (tmp_path / "one.tex").read_text()
    found = read_source(text, "latex", (), macros_around(str(tmp_path / "one.tex"), "latex"))
    macro = found.macros.get("M")
    assert macro is not None
    assert macro.body == "B"


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    outside = "\\input{../secret}\\input{/etc/passwd}\\input{link}\\usepackage{../secret}"
    write(tmp_path, secret_DOT_tex="\\def\\M{A}", secret_DOT_sty="\\def\\M{A}", inside__one_DOT_tex=outside)
    (inside / "mclint.toml").write_text("")
    (inside / "link.tex").symlink_to(tmp_path / "secret.tex")
    assert known(inside / "one.tex") == {}


def test_cycles_depth_and_numbers_are_bounded(tmp_path: Path) -> None:
    for number in range(300):
        text = f"\\def\\m{'abcdefghij'[number % 10] * (number // 10 + 1)}{{1}}\\input{{f{number + 1}}}\\input{{f0}}"
        (tmp_path / f"f{number}.tex").write_text(text)
    assert len(known(tmp_path / "f0.tex")) == project.DEEPEST
    (tmp_path / "all.tex").write_text("".join(f"\\input{{f{number}}}" for number in range(0, 300)))
    assert len(known(tmp_path / "all.tex")) < project.MOST_FILES


def test_missing_odd_and_large_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "large.tex").write_text("\\def\\M{A}" + " " * project.LARGEST)
    (tmp_path / "folder.tex").mkdir()
    (tmp_path / "bytes.tex").write_bytes(b"\\def\\N{A} \xff\xfe\0")
    write(tmp_path, one_DOT_tex="\\input{large}\\input{folder}\\input{bytes}\\input{none}\\input{" + "x" * 5000 + "}")
    assert known(tmp_path / "one.tex") == {"N": "A"}
    assert macros_around(str(tmp_path / "missing.tex"), "latex") == EMPTY
    assert macros_around("<stdin>", "markdown") == EMPTY


def test_an_edit_is_seen(tmp_path: Path) -> None:
    write(tmp_path, one_DOT_tex="\\input{style}", style_DOT_tex="\\def\\M{A}")
    assert known(tmp_path / "one.tex") == {"M": "A"}
    (tmp_path / "style.tex").write_text("\\def\\M{BB}")
    os.utime(tmp_path / "style.tex", ns=(1, 1))
    assert known(tmp_path / "one.tex") == {"M": "BB"}


def test_settings_of_a_site_and_files_that_notes_include(tmp_path: Path) -> None:
    write(
        tmp_path,
        _quarto_DOT_yml="format:\n  html:\n    include-in-header: mathjax.html\n",
        mathjax_DOT_html='<script>MathJax = {tex: {macros: {R: "\\\\mathbb{R}"}}};</script>',
        notes___math_DOT_qmd="$$\\newcommand{\\M}{A}$$",
        notes__one_DOT_qmd="{{< include _math.qmd >}}\n\n$\\M$",
    )
    assert known(tmp_path / "notes" / "one.qmd", "markdown") == {"R": r"\mathbb{R}", "M": "A"}


@pytest.mark.parametrize(
    "text",
    [
        "---\nmath:\n  '\\R': '\\mathbb{R}'\n  \\bold: \\mathbf{#1}\n---\n",
        '---\nmath:\n  "\\\\R": "\\\\mathbb{R}"  # the reals\n\n  bold: "\\\\mathbf{#1}"\ntitle: x\n---\n',
        "tex:\n  macros:\n    R: \\mathbb{R}\n    # bold\n    bold: ['\\mathbf{#1}', 1]\n  other: 1\n",
        'tex:\n    macros:\n      R: "\\\\mathbb{R}"\n      bold: ["\\\\mathbf{#1}", 1]\n',
        '<script>\nMathJax = {tex: {macros: {R: "\\\\mathbb{R}", // reals\n bold: ["\\\\mathbf{#1}", 1]}}};\n</script>',
        "MathJax.Hub.Config({TeX: {Macros: {R: '\\\\mathbb{R}', bold: ['\\\\mathbf{#1}',1],},},});",
        'renderMathInElement(document.body, {"macros": {"\\\\R": "\\\\mathbb{R}", "\\\\bold": "\\\\mathbf{#1}"}});',
    ],
)
def test_macros_in_settings(text: str) -> None:
    found = {name: (each.parameters, each.body) for name, each in settings_macros(text).table.items()}
    assert found == {"R": (0, r"\mathbb{R}"), "bold": (1, r"\mathbf{#1}")}
    front = text if text.startswith("---") else f"---\n{text}---\n"
    first = next(s for s in read_source(front + "\n\n$\\bold{x} \\in \\R$", "markdown").segments if s.is_math)
    assert first.text == "\\bold{x} \\in \\R"


@pytest.mark.parametrize(
    "text", ["macros: 3", "math: true\nR: x\n", "math:\ntitle: x", "macros: {", "macros: {a: [", "macros:\n" + " " * 9]
)
def test_what_is_no_table_of_macros(text: str) -> None:
    assert settings_macros(text) == EMPTY


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\vb{x} + \va*{y}", r"\mathbf{x} + \mathbf{y}"),
        (r"\qty(A x)", r"(A x)"),
        (r"\qty[\frac{1}{2}] x", r"[\frac{1}{2}] x"),
        (r"\dd{x} + \dd[2]{y}", r"\mathrm{d}x + \mathrm{d}^2 y"),
        (r"\comm{A}{B}", r"\left(A B - B A\right)"),
        (r"\mqty(a & b \\ c & d)", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"),
        (r"\bmqty{a & b}", r"\begin{bmatrix} a & b \end{bmatrix}"),
        (r"\ip{x}{y}", r"\langle x, y \rangle"),
        (r"\laplacian f", r"\nabla^2 f"),
        (r"x \cross y", r"x \times y"),
        (r"f = x \qq{if} x > 0", r"f = x \quad\text{if}\quad x > 0"),
    ],
)
def test_the_physics_package(latex: str, plain: str) -> None:
    macros = package_macros(r"\usepackage{amsmath, physics}")
    found = [view(each.relation) for each in parse_text(latex, macros).formulas]
    assert found == [view(each.relation) for each in parse_text(plain).formulas]
    assert package_macros(r"\usepackage{amsmath}") == EMPTY


def test_the_macros_of_a_package_yield_to_those_of_the_document() -> None:
    text = "\\usepackage{physics}\\newcommand{\\vb}{\\boldsymbol{b}}\\begin{document}$\\vb x$\\end{document}"
    found = read_source(text, "latex")
    (segment,) = (each for each in found.segments if each.is_math)
    assert view(parse(segment, found.macros).formulas[0].relation) == "(PRODUCT b:bold x)"


@pytest.mark.parametrize("package", ["commath", "diffcoeff"])
def test_packages_of_derivatives(package: str) -> None:
    macros = package_macros(f"\\usepackage{{{package}}}")
    name = {"commath": "pd", "diffcoeff": "diffp"}[package]
    found = parse_text(f"\\{name}{{f}}{{x}} + \\{name}[2]{{f}}{{x}}", macros).formulas[0].relation
    plain = parse_text(r"\frac{\partial f}{\partial x} + \frac{\partial^2 f}{\partial x^2}").formulas[0].relation
    assert view(found) == view(plain)
