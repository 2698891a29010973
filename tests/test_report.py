"""The reporters, held to exact text."""

from __future__ import annotations

import json as standard_json
from dataclasses import dataclass
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mclint
from mclint.diagnostic import Diagnostic, Edit, Fix, Label, Safety, Severity
from mclint.findings.shapes import told_apart
from mclint.fixes import apply
from mclint.report import concise, coverage, github, json, page, sarif, shapes, table, terminal, text
from mclint.span import Source, Span

NOTE = r"""Let $X \in \mathbb{R}^{n \times d}$ be the data and
let $y \in \mathbb{R}^n$ be the targets. The residual of $w$ is

$$ r = y - Xw. $$

It is orthogonal to the data:
it is the smallest one.
And therefore

$$ X r = 0. $$
"""


def span(words: str, whole: str = NOTE) -> Span:
    """Where the words stand."""
    start = whole.index(words)
    return Span(start, start + len(words))


MISMATCH = Diagnostic(
    "dimension-mismatch",
    span("X r"),
    "`X r` multiplies n × d by n × 1",
    "d columns meet n rows",
    (
        Label(span(r"X \in \mathbb{R}^{n \times d}"), "so X is n × d"),
        Label(span(r"y \in \mathbb{R}^n"), "so y is n × 1"),
        Label(span("r = y - Xw"), "so r has the shape of y, n × 1"),
    ),
    ('d and n are different names, so they are taken to be different sizes;\nif they are equal, write "with $d = n$"',),
    Fix("transpose the first factor, which makes the product d × 1", (Edit(span("X r"), r"X^\top r"),)),
    family="shapes",
)
FRAME = r"""error[dimension-mismatch]: `X r` multiplies n × d by n × 1
  --> notes.md:10:4
   |
 1 | Let $X \in \mathbb{R}^{n \times d}$ be the data and
   |      ----------------------------- so X is n × d
 2 | let $y \in \mathbb{R}^n$ be the targets. The residual of $w$ is
   |      ------------------ so y is n × 1
...
 4 | $$ r = y - Xw. $$
   |    ---------- so r has the shape of y, n × 1
...
10 | $$ X r = 0. $$
   |    ^^^ d columns meet n rows
   |
   = note: d and n are different names, so they are taken to be different sizes;
     if they are equal, write "with $d = n$"
help: transpose the first factor, which makes the product d × 1
   |
10 | $$ X^\top r = 0. $$
   |    ~~~~~~~~
"""
SOURCE = Source(NOTE, "notes.md")


def simple(source: str, marked: Span, label: str = "here", **more: object) -> str:
    """The frame of a finding with little in it."""
    return text.frame(Diagnostic("non-square", marked, "not square", label, **more), Source(source, "a.md"))  # type: ignore[arg-type]


def test_a_frame_shows_every_fact() -> None:
    assert text.frame(MISMATCH, SOURCE) == FRAME


def test_colour_changes_nothing_but_colour() -> None:
    import re

    coloured = text.frame(MISMATCH, SOURCE, color=True)
    assert "\x1b[1;31merror[dimension-mismatch]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == FRAME


def test_a_frame_without_notes_ends_with_its_marks() -> None:
    assert (
        simple("tr(Ax)", Span(3, 5))
        == "error[non-square]: not square\n --> a.md:1:4\n  |\n1 | tr(Ax)\n  |    ^^ here\n"
    )


def test_labels_on_one_row_stand_below_each_other() -> None:
    related = (Label(Span(0, 1), "first"), Label(Span(4, 5), "second"))
    assert simple("A + B C", Span(6, 7), "third", related=related) == (
        "error[non-square]: not square\n --> a.md:1:7\n  |\n1 | A + B C\n"
        "  | -   - ^ third\n  | |   |\n  | |   second\n  | first\n"
    )


def test_a_label_inside_the_marked_text() -> None:
    assert simple("A + B C", Span(0, 7), "sum", related=(Label(Span(4, 5), "part"),)) == (
        "error[non-square]: not square\n --> a.md:1:1\n  |\n1 | A + B C\n"
        "  | ^^^^^^^\n  | |   |\n  | |   part\n  | sum\n"
    )


def test_a_span_over_rows_is_marked_on_each() -> None:
    whole = "> $$\n>   a = b\n>     + c\n> $$\n"
    assert simple(whole, Span(whole.index("a"), whole.index("c") + 1)) == (
        "error[non-square]: not square\n --> a.md:2:5\n  |\n"
        "2 | >   a = b\n  |     ^^^^^\n3 | >     + c\n  |       ^^^ here\n"
    )


def test_the_middle_of_a_long_span_is_left_out() -> None:
    whole = "".join(f"row {number}\n" for number in range(1, 13))
    shown = simple(whole, Span(0, len(whole)))
    assert [line.split(" ")[0] for line in shown.splitlines()[3:]].count("...") == 1
    assert "12 | row 12\n   | ^^^^^^ here\n" in shown
    assert "row 7" not in shown


def test_tabs_and_wide_characters_are_aligned() -> None:
    shown = simple("\t漢字 é $x$", Span(7, 8)).splitlines()
    assert shown[3] == "1 |     漢字 é $x$"
    # The two ideographs take two columns each, so the mark stands under x on a terminal.
    assert shown[4] == "  |" + " " * (1 + 4 + 4 + 1 + 2 + 1) + "^ here"


def test_long_rows_are_cut_around_the_marks() -> None:
    whole = "a" * 500 + "X" + "b" * 5000 + "Y" + "c" * 500
    shown = simple(whole, Span(500, 501), related=(Label(Span(5501, 5502), "there"),)).splitlines()
    row, marks = shown[3][4:], shown[4][4:]
    assert row.count("…") == 3 and len(row) < 200
    assert row[marks.index("^")] == "X" and row[marks.index("-")] == "Y"


def test_a_long_mark_is_cut_too() -> None:
    shown = simple("(" + "a" * 1000 + ")", Span(1, 1001)).splitlines()
    assert all(len(line) < 200 for line in shown)
    assert shown[4].endswith("^ here")


def test_hidden_characters_are_spelled_out() -> None:
    whole = "a\x1b]0;t\x07 \u202e x \u200b"
    shown = text.frame(Diagnostic("non-square", Span(0, 1), "m\x1b[31m", "l\u2066"), Source(whole, "a\x1b.md"))
    assert r"\u{1b}]0;t\u{7} \u{202e} x \u{200b}" in shown
    assert all(character.isprintable() or character == "\n" for character in shown)


@given(st.text(), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_any_text_gives_a_frame_without_surprises(whole: str, a: int, b: int, c: int, d: int) -> None:
    first, second = (Span(*sorted((min(x, len(whole)), min(y, len(whole))))) for x, y in ((a, b), (c, d)))
    fix = Fix("change it", (Edit(first, "new\ntext"), Edit(second, "")))
    shown = simple(whole, first, related=(Label(second, "there"),), fix=fix)
    assert shown.endswith("\n") and "\n\n" not in shown
    assert all(category(character) not in terminal.HIDDEN for character in shown.replace("\n", ""))


@given(st.text(max_size=300), st.data())
def test_a_mark_stands_under_its_text(line: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(line)))
    view = terminal.strip(line, [(index, index + 1)])
    shown, before = terminal.printable(line[index : index + 1]), range(len(view.text) + 1)
    places = [at for at in before if terminal.width(view.text[:at]) == view.column(index)]
    assert any(view.text.startswith(shown, at) for at in places)


def test_the_offered_change_over_several_rows() -> None:
    whole = "one\ntwo\nthree\nfour\n"
    fix = Fix("swap", (Edit(Span(4, 7), "zwei\ndrei"), Edit(Span(14, 18), "vier")))
    shown = simple(whole, Span(4, 7), fix=fix)
    assert shown.endswith("help: swap\n  |\n2 | zwei\n  | ~~~~\n3 | drei\n  | ~~~~\n...\n5 | vier\n  | ~~~~\n")


def test_edits_are_applied_and_overlaps_dropped() -> None:
    changed, places = apply("abcdef", [Edit(Span(4, 5), "!"), Edit(Span(1, 3), "XYZ"), Edit(Span(2, 4), "no")])
    assert changed == "aXYZd!f"
    assert [changed[place.start : place.end] for place in places] == ["XYZ", "!"]


def findings(*severities: Severity) -> list[tuple[Source, list[Diagnostic]]]:
    return [(SOURCE, [Diagnostic("non-square", Span(0, 1), "m", severity=severity)]) for severity in severities]


def test_the_closing_line() -> None:
    error, warning, info = Severity.ERROR, Severity.WARNING, Severity.INFO
    assert text.summary([(SOURCE, [])] * 3) == "Checked 3 files, nothing to report."
    assert text.summary([(SOURCE, [])]) == "Checked 1 file, nothing to report."
    assert text.summary([*findings(error), (SOURCE, [])]) == "Found 1 error in 1 file."
    assert text.summary(findings(error, error, warning)) == "Found 2 errors and 1 warning in 3 files."
    assert text.summary(findings(error, warning, info)) == "Found 1 error, 1 warning and 1 info in 3 files."


def test_what_is_fixable_is_said_with_its_option() -> None:
    def fixed(*kinds: Safety) -> list[tuple[Source, list[Diagnostic]]]:
        edits = (Edit(Span(4, 7), "zwei"),)
        return [(SOURCE, [Diagnostic("r", Span(0, 1), "m", fix=Fix("swap", edits, kind)) for kind in kinds])]

    assert text.fixable(findings(Severity.ERROR)) == ""
    assert text.fixable(fixed(Safety.DISPLAY)) == ""
    assert text.fixable(fixed(Safety.SAFE)) == "Fixable: 1 with `--fix`."
    assert text.fixable(fixed(Safety.UNSAFE, Safety.UNSAFE)) == "Fixable: 2 with `--fix --unsafe-fixes`."
    both = fixed(Safety.SAFE, Safety.UNSAFE, Safety.DISPLAY)
    assert text.fixable(both) == "Fixable: 1 with `--fix`, 1 more with `--fix --unsafe-fixes`."


def test_concise() -> None:
    line = "notes.md:10:4: error[dimension-mismatch]: `X r` multiplies n × d by n × 1\n"
    assert concise.render([(SOURCE, [MISMATCH, MISMATCH])]) == line * 2


def test_json_has_the_shape_of_ruff() -> None:
    (record,) = standard_json.loads(json.render([(SOURCE, [MISMATCH])], lambda rule: f"page:{rule}"))
    assert record["code"] == "dimension-mismatch" and record["family"] == "shapes" and record["severity"] == "error"
    assert record["location"] == {"row": 10, "column": 4} and record["end_location"] == {"row": 10, "column": 7}
    assert record["related"][0] == {
        "message": "so X is n × d",
        "filename": "notes.md",
        "location": {"row": 1, "column": 6},
        "end_location": {"row": 1, "column": 35},
    }
    assert record["fix"]["applicability"] == "unsafe" and record["fix"]["edits"][0]["content"] == r"X^\top r"
    assert record["url"] == "page:dimension-mismatch"
    (bare,) = standard_json.loads(json.render(findings(Severity.INFO), str))
    assert bare["fix"] is None and bare["related"] == []


def test_github_commands_cannot_be_forged() -> None:
    hostile = Diagnostic("non-square", Span(0, 1), "100%\n::error::forged\r", "l", severity=Severity.WARNING)
    shown = github.render([(Source("x", "a,b:c\n.md"), [hostile])])
    assert shown == (
        "::warning title=mclint (non-square),file=a%2Cb%3Ac\\u{a}.md,line=1,col=1,endLine=1,endColumn=2"
        "::100%25%0A::error::forged\\u{d}%0Al\n"
    )


def results(*found: tuple[Source, list[Diagnostic]]) -> list[dict[str, Any]]:
    """The results of a SARIF log, whose frame is as the format demands."""
    log = standard_json.loads(sarif.render(list(found), "/notes"))
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(names[each["ruleIndex"]] == each["ruleId"] for each in run["results"]) and names == sorted(set(names))
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}\n") for rule in run["tool"]["driver"]["rules"])
    return list(run["results"])


def test_sarif_has_places_facts_and_fixes() -> None:
    (result,) = results((SOURCE, [MISMATCH]))
    assert (result["ruleId"], result["level"]) == ("dimension-mismatch", "error")
    assert result["message"]["text"].splitlines()[:2] == [MISMATCH.message, MISMATCH.label]
    file = {"uri": "notes.md", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 10, "startColumn": 4, "endLine": 10, "endColumn": 7}
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": file, "region": region}}]
    facts = result["relatedLocations"]
    assert [each["message"]["text"] for each in facts] == [label.message for label in MISMATCH.related]
    assert [each["physicalLocation"]["region"]["startLine"] for each in facts] == [1, 2, 4]
    ((change,),) = (fix["artifactChanges"] for fix in result["fixes"])
    assert change["artifactLocation"] == file
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": r"X^\top r"}}]


def test_sarif_tells_equal_findings_apart_and_knows_them_again() -> None:
    def prints(*found: Diagnostic, whole: str = NOTE) -> list[str]:
        return [
            each["partialFingerprints"]["mclintFinding/v1"] for each in results((Source(whole, "notes.md"), [*found]))
        ]

    first, second = prints(MISMATCH, MISMATCH)
    assert first != second
    above = "A new first row.\n\n"
    moved = MISMATCH._replace(span=span("X r", above + NOTE), related=(), fix=None)
    assert prints(moved, whole=above + NOTE) == [first]


def test_sarif_names_files_as_addresses() -> None:
    def address(name: str) -> dict[str, str]:
        (result,) = results((Source("x", name), [Diagnostic("non-square", Span(0, 1), "f[A](x)")]))
        assert result["message"]["text"] == "f[A] (x)"  # no link
        assert "fixes" not in result and "relatedLocations" not in result
        return dict(result["locations"][0]["physicalLocation"]["artifactLocation"])

    assert address("my notes/ä.md") == {"uri": "my%20notes/%C3%A4.md", "uriBaseId": "%SRCROOT%"}
    assert address("/notes/a.md") == {"uri": "a.md", "uriBaseId": "%SRCROOT%"}
    assert address("/other/a.md") == {"uri": "file:///other/a.md"}
    assert results() == []


def test_a_finding_of_many_rows_is_told_once() -> None:
    whole = "tr(Ax)\n\ntr(Ax)\n(\n(\ntr(Ax) tr(Ax)\n"
    places = [index for index in range(len(whole)) if whole.startswith("Ax", index)]
    same = [Diagnostic("non-square", Span(place, place + 2), "not square") for place in places]
    brackets = [Diagnostic("malformed-math", Span(place, place + 1), "`(` is never closed") for place in (15, 17)]
    shown = text.render([(Source(whole, "a.md"), [*same, *brackets])])
    assert shown.count("error[non-square]") == 1 and shown.count("error[malformed-math]") == 2
    assert "  = note: the same in 2 more rows: 3 and 6\n" in shown
    assert "in 9 more rows: 2, 3, 4, 5, 6, 7, 8, 9, …" in text.render(
        [(Source("x\n" * 10, "a.md"), [Diagnostic("r", Span(2 * n, 2 * n + 1), "m") for n in range(10)])]
    )
    once_more = text.render(
        [(Source("x x x", "a.md"), [Diagnostic("r", Span(2 * n, 2 * n + 1), "m") for n in range(3)])]
    )
    assert "the same 2 more times in this row" in once_more


@given(st.text(st.sampled_from("ab$ 漢字é"), max_size=300), st.integers(60, 200), st.data())
def test_rows_fit_on_narrow_screens(line: str, columns: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    found = Diagnostic("r", Span(start, data.draw(st.integers(start, len(line)))), "m", "")
    shown = text.frame(found, Source(line, "a.md"), columns=columns).splitlines()
    assert all(terminal.width(row) <= max(columns, 60) for row in shown)


def test_what_a_fix_removes_is_marked() -> None:
    fix = Fix("remove the factor", (Edit(Span(2, 4), ""),))
    shown = simple("A B x", Span(0, 5), fix=fix).splitlines()
    assert shown[-2:] == ["1 | A x", "  |   ~ removed here"]


PAGE = r"""# a-rule

It is about $A x$ and `code` and **much** more in [other](other.md), all of it in words that fill several rows.

- one item that is long enough to be broken into two rows of the screen at this width
- another

| left | right |
| --- | --- |
| $A$ | a |

```markdown bad
<b> $A x$
```
"""


def test_a_page_on_the_screen() -> None:
    shown = page.render(PAGE, 50, color=False)
    assert shown.startswith("A-RULE\n\nIt is about $A x$ and `code` and much more\nin other, all of it")
    assert "\n- one item that is long enough to be broken into\n  two rows" in shown
    assert "  left  right\n  $A$   a\n" in shown
    assert shown.endswith("\n  wrong:\n    <b> $A x$\n")
    coloured = page.render(PAGE, 50, color=True)
    assert "\x1b[1;34mcode\x1b[0m" in coloured and "`" not in coloured


@given(st.text() | st.text(st.sampled_from("|-: `~#*$[]()a1.\n")))
def test_any_page_can_be_shown(whole: str) -> None:
    shown = page.render(whole, 40, color=False)
    assert all(category(character) not in terminal.HIDDEN for character in shown.replace("\n", ""))


@dataclass
class Equation:
    """An equation as the reporters see it."""

    span: Span
    latex: str
    kind: str
    status: str
    reason: str = ""
    layouts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


EQUATIONS = [
    Equation(span("r = y - Xw"), "r = y - Xw", "definition", "read"),
    Equation(
        span("X r = 0"), "X r\n = 0" + "x" * 80, "identity", "verified", "", ("numerator", "hybrid"), ("A symmetric",)
    ),
    Equation(span("X r = 0"), r"\oint", "other", "skipped", r"unsupported-notation: \oint"),
]


def test_coverage_as_a_table() -> None:
    lines = coverage.render([(SOURCE, EQUATIONS), (Source("", "empty.md"), [])]).splitlines()
    assert lines[0] == "notes.md"
    assert lines[1].split() == ["row", "kind", "status", "layouts,", "assumptions", "or", "reason", "equation"]
    assert "  10  identity    verified  numerator, hybrid; if A symmetric" in lines[3]
    assert lines[3].endswith("…")
    assert lines[-1] == "3 equations: 1 verified (33 %), 1 read (33 %), 1 skipped (33 %)"
    assert coverage.render([]) == "0 equations\n"


def test_coverage_as_json() -> None:
    first = standard_json.loads(coverage.render_json([(SOURCE, EQUATIONS)]))[0]
    assert list(first) == [
        *("filename", "row", "column", "end_row", "end_column", "latex"),
        *("kind", "status", "reason", "layouts", "assumptions"),
    ]
    assert (first["row"], first["column"], first["end_row"], first["end_column"]) == (4, 4, 4, 14)


@dataclass
class Symbol:
    """A symbol as the reporters see it."""

    symbol: str
    shape: str
    reason: str
    span: Span
    scope: str


SYMBOLS = [
    Symbol("X", "n × d", "X is n × d", span("X"), ""),
    Symbol("r", "n × 1", "like y", span("r = y"), ""),
    Symbol("w", "d × 1", "in X w", span("w$"), "Solution"),
]


def test_shapes_as_tables_per_scope() -> None:
    assert shapes.render([(SOURCE, SYMBOLS)]) == (
        "notes.md\n  symbol  shape  row  because\n  X       n × d    1  X is n × d\n  r       n × 1    4  like y\n"
        "\nnotes.md · Solution\n  symbol  shape  row  because\n  w       d × 1    2  in X w\n"
    )


def test_shapes_as_json() -> None:
    last = standard_json.loads(shapes.render_json([(SOURCE, SYMBOLS)]))[-1]
    assert last["scope"] == "Solution" and last["symbol"] == "w" and last["location"]["row"] == 2


@pytest.mark.parametrize("columns", [5, 20, 60])
@given(st.text())
def test_shortened_text_fits(columns: int, words: str) -> None:
    assert terminal.width(table.shorten(words, columns)) <= columns


def test_clauses_speak_of_symbols_as_the_author_writes_them() -> None:
    text = r"$\hat{y} \in \mathbb{R}^m$, $\Sigma_0 \in \mathbb{R}^{n \times n}$ and "
    text += r"$\mathbf{X} \in \mathbb{R}^{1 \times n^2}$"
    said = [each.because for each in mclint.read(text).spoken.declarations]
    assert said == [r"\hat{y} is m × 1", r"\Sigma_0 is n × n", "X is 1 × n^2"]


def test_sides_that_differ_only_in_the_middle_are_shown_from_there() -> None:
    terms = " + ".join(f"a_{n}" for n in range(1, 20))
    first, second = (f"({terms}) + {factor} b ({terms})" for factor in (2, 3))
    shown = told_apart(first, second)
    assert shown[0] != shown[1]
    assert all(f"{factor} b" in each for factor, each in zip((2, 3), shown, strict=True))
    assert told_apart("a + b", "a + c") == ("a + b", "a + c")
    assert told_apart(first, first)[0] == told_apart(first, first)[1]


def test_a_size_that_is_called_reads_as_it_is_written() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times \dim(V)}$ and $x \in \mathbb{R}^n$. Then we take $A x$."
    assert [each.message for each in mclint.check(text)] == ["`A x` multiplies n × dim(V) by n × 1"]
