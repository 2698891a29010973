"""Notebooks: what is in the Markdown cells is checked, and its places are those in the JSON file."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mclint
from mclint import api
from mclint.sources.notebook import UnreadableError, notebook_text
from mclint.sources.reader import opened, read_source

DECLARED = "Let $A \\in \\mathbb{R}^{m \\times n}$, $b \\in \\mathbb{R}^m$ and $x \\in \\mathbb{R}^n$."
WRONG = "$$ \\nabla_x \\| A x - b \\|^2 = A^\\top (A x - b). $$"
Run = Callable[..., tuple[int, str, str]]


def cell(*lines: str, kind: str = "markdown") -> dict[str, Any]:
    """A cell of some lines."""
    return {"cell_type": kind, "metadata": {}, "source": [line + "\n" for line in lines[:-1]] + [lines[-1]]}


def notebook(*cells: dict[str, Any], indent: int | None = 1) -> str:
    """A notebook of version 4."""
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=indent) + "\n"


def formulas(file: str) -> list[str]:
    """The mathematics that is found in a notebook."""
    source = opened(file, "a.ipynb", "notebook")
    assert source.origin is not None
    found = read_source(source.text, "markdown", source.origin.cells)
    return [segment.text for segment in found.segments if segment.is_math]


def test_only_cells_of_markdown_are_read() -> None:
    file = notebook(cell("$a$"), cell("x = '$b$'", kind="code"), cell("", kind="markdown"), cell("so $c$", "and $d$"))
    assert formulas(file) == ["a", "c", "d"]


def test_version_3_has_worksheets_and_headings() -> None:
    heading = {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Title $t$"]}
    sheets = [{"cells": [heading, cell("$a$")]}, {"cells": [cell("$b$")]}]
    file = json.dumps({"metadata": {}, "nbformat": 3, "worksheets": sheets})
    assert formulas(file) == ["t", "a", "b"]
    assert notebook_text(file)[0].startswith("## Title $t$\n\n$a$")


def test_a_source_may_be_one_string_and_metadata_is_not_a_source() -> None:
    one = {"metadata": {"source": ["$no$"], "cell_type": "markdown"}, "source": "$a$\n\n$b$", "cell_type": "markdown"}
    other = {"attachments": {"i.png": {"source": "$no$"}}, "cell_type": "markdown", "source": ["$c$"]}
    assert formulas(notebook(one, other)) == ["a", "b", "c"]


def test_a_cell_ends_what_is_open_in_it() -> None:
    assert formulas(notebook(cell("$$ lost"), cell("$a$"), cell("```"), cell("$b$ $$"))) == ["a", "b"]


def test_every_character_has_its_place_in_the_file() -> None:
    lines = ('Über "x" \\ / \t and $\\alpha$ 😀', "$$\\frac{a}{b}$$")
    for ascii_only in (True, False):
        file = json.dumps({"cells": [cell(*lines), cell("$\\beta$")]}, ensure_ascii=ascii_only)
        source = opened(file, "a.ipynb", "notebook")
        assert source.text.startswith("\n".join(lines))
        for offset, character in enumerate(source.text.rstrip("\n")):
            place = source.in_file(mclint.span.Span(offset, offset + 1))
            written = file[place.start : place.end]
            assert character == "\n" or json.loads(f'"{written}"') == character


def test_a_finding_names_row_column_and_cell(run: Run, tmp_path: Path) -> None:
    file = notebook(cell("# Least squares"), cell(DECLARED, "", WRONG))
    (tmp_path / "a.ipynb").write_text(file)
    status, out, _ = run("a.ipynb", "--output-format", "json")
    (found,) = json.loads(out)
    row = next(number for number, line in enumerate(file.split("\n"), 1) if "nabla" in line)
    assert status == 1
    assert found["code"] == "wrong-derivative"
    assert found["location"]["row"] == found["end_location"]["row"] == row
    line = file.split("\n")[row - 1]
    written = line[found["location"]["column"] - 1 : found["end_location"]["column"] - 1]
    assert written == json.dumps("A^\\top (A x - b)")[1:-1]
    assert found["cell"] == {"number": 2, "row": 3, "column": WRONG.index("A^") + 1}
    status, out, _ = run("a.ipynb")
    assert f"--> a.ipynb:{row}:{found['location']['column']} (cell 2, line 3)" in out
    assert f"{row} | {WRONG}\n" in out


def test_a_notebook_on_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text(notebook(cell(DECLARED, "", WRONG), indent=None))
    _, out, _ = run("a.ipynb", "--output-format", "concise")
    assert out.startswith("a.ipynb:1:")
    _, out, _ = run("a.ipynb")
    assert f"1 | {WRONG}\n" in out


def test_the_functions_speak_of_the_file() -> None:
    file = notebook(cell(DECLARED, "", WRONG))
    (found,) = mclint.check(file, format="notebook")
    assert file[found.span.start : found.span.end] == json.dumps("A^\\top (A x - b)")[1:-1]
    assert [each.status for each in api.coverage(file, format="notebook")][-1] == "wrong"
    assert all(file[each.span.start] in "A\\bx" for each in api.shapes(file, format="notebook"))


def test_comments_reach_over_cells() -> None:
    file = notebook(cell("<!-- mclint: ignore-file -->"), cell(DECLARED, "", WRONG))
    assert mclint.check(file, format="notebook") == []
    file = notebook(cell(DECLARED, "", "<!-- mclint: off -->"), cell(WRONG), cell("<!-- mclint: on -->", WRONG))
    assert len(mclint.check(file, format="notebook")) == 1


def test_macros_of_one_cell_hold_in_others() -> None:
    file = notebook(cell("$\\newcommand{\\M}{A}$"), cell(DECLARED, "", WRONG.replace("A x", "\\M x")))
    assert [found.rule for found in mclint.check(file, format="notebook")] == ["wrong-derivative"]


@pytest.mark.parametrize(
    ("file", "message", "place"),
    [
        ('{"cells": [\n  {"cell_type": }]}', "the notebook is not valid JSON: expecting value", (2, 17)),
        ("", "the notebook is not valid JSON: expecting value", (1, 1)),
        ('{"cells": [', "the notebook is not valid JSON: expecting value", (1, 12)),
        ("[1, 2]", "the file is JSON, and no notebook: it has no cells", (1, 1)),
        ("[" * 100_000, "the notebook is nested too deeply", (1, 1)),
        ('{"cells": ' + "9" * 5000 + "}", "the notebook is not valid JSON", (1, 1)),
    ],
)
def test_what_is_no_notebook_is_a_finding(
    file: str, message: str, place: tuple[int, int], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.ipynb").write_text(file)
    status, out, _ = run("a.ipynb", "--output-format", "json")
    (found,) = json.loads(out)
    assert status == 1
    assert (found["code"], found["message"]) == ("unreadable-file", message)
    assert (found["location"]["row"], found["location"]["column"]) == place
    assert [each.message for each in mclint.check(file, format="notebook")] == [message]
    assert api.coverage(file, format="notebook") == []


@pytest.mark.parametrize(
    "file",
    [
        '{"cells": []}',
        '{"cells": 1}',
        '{"cells": {"a": {"source": "$x$"}}}',
        '{"cells": [1, [], "a", {}, {"source": null}, {"cell_type": "markdown", "source": [1, ["$x$"]]}]}',
        '{"worksheets": [{"cells": [{"cell_type": "markdown"}]}]}',
        '{"cells": [{"cell_type": "heading", "level": 99, "source": "\\ud83d"}]}',
    ],
)
def test_odd_notebooks_are_silent(file: str) -> None:
    assert mclint.check(file, format="notebook") == []


def test_large_notebooks_take_little_time() -> None:
    image = {"cell_type": "code", "outputs": [{"data": {"image/png": "iVBOR" * 400_000}}], "source": []}
    texts = [cell("Let $x$ be \\\\ small.", "$$y = x$$") for _ in range(500)]
    begun = time.process_time()
    content, origin = notebook_text(notebook(image, *texts))
    assert len(origin.cells) == 500
    assert content.count("$$") == 1000
    assert time.process_time() - begun < 2


def test_an_unreadable_notebook_says_where() -> None:
    with pytest.raises(UnreadableError) as error:
        notebook_text('{"cells": [}')
    assert error.value.offset == 11
