"""Comments that ignore: what they hide, and those that have no effect."""

from __future__ import annotations

import pytest

import mclint

WRONG = r"$\nabla_x \| A x \|^2 = A^\top A x$"
DECLARED = "Let $A \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^n$.\n\n"
JACOBIAN = r"$\frac{\partial (A x)}{\partial x} = A$"
TRANSPOSED = r"$\frac{\partial (A x)}{\partial x} = A^\top$"


def messages(text: str) -> list[str]:
    """The headlines of all warnings and errors, by rule."""
    return [f"{each.rule}: {each.message}" for each in mclint.check(text) if each.severity.value != "info"]


@pytest.mark.parametrize(
    "comment", ["ignore", "ignore wrong-derivative", "ignore identities", "ignore mixed-layout, wrong-derivative"]
)
def test_a_comment_hides_what_it_names(comment: str) -> None:
    found = messages(f"{DECLARED}<!-- mclint: {comment} -->\n{WRONG}\n")
    assert [each for each in found if each.startswith("wrong-derivative")] == []
    assert found == [] or "mixed-layout" in comment


def test_of_several_names_the_idle_one_is_told() -> None:
    text = f"{DECLARED}<!-- mclint: ignore mixed-layout, wrong-derivative -->\n{WRONG}\n"
    (found,) = mclint.check(text)
    assert (found.rule, text[found.span.start : found.span.end]) == ("unused-ignore", "mixed-layout")


@pytest.mark.parametrize("lines", [(JACOBIAN, TRANSPOSED), (TRANSPOSED, JACOBIAN)])
@pytest.mark.parametrize("ignored", [0, 1])
def test_a_pair_of_layouts_is_ignored_at_either_line(lines: tuple[str, str], ignored: int) -> None:
    both = [*lines]
    assert [each.split(":")[0] for each in messages(DECLARED + "\n\n".join(both))] == ["mixed-layout"]
    both[ignored] = f"<!-- mclint: ignore mixed-layout -->\n{both[ignored]}"
    assert messages(DECLARED + "\n\n".join(both)) == []


def test_an_ignored_line_does_not_hide_the_conflict_of_others() -> None:
    hidden = f"<!-- mclint: ignore mixed-layout -->\n{TRANSPOSED}"
    found = messages(DECLARED + "\n\n".join([hidden, JACOBIAN, TRANSPOSED, JACOBIAN]))
    assert [each.split(":")[0] for each in found] == ["mixed-layout"]


def test_a_contradiction_is_ignored_line_by_line() -> None:
    said = f"We use numerator layout. {DECLARED}"
    first = f"<!-- mclint: ignore contradicted-layout -->\n{TRANSPOSED}"
    assert messages(f"{said}{first}") == []
    assert [e.split(":")[0] for e in messages(f"{said}{first}\n\n{TRANSPOSED}")] == ["contradicted-layout"]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore", "this comment ignores nothing"),
        ("ignore-file mixed-layout", "this comment ignores nothing: there is no `mixed-layout` here"),
        ("ignore-file", "this comment ignores nothing"),
        ("off shapes", "this comment ignores nothing: there is no `shapes` here"),
        ("on", "this comment ends no `off`"),
        ("ignore wrong-derivativ", "there is no rule `wrong-derivativ`"),
        ("igore", "mclint has no comment `igore`"),
        ("let us go", "this `let` says nothing that mclint understands"),
    ],
)
def test_a_comment_without_effect_is_told(comment: str, message: str) -> None:
    assert messages(f"<!-- mclint: {comment} -->\n$x = x$\n") == [f"unused-ignore: {message}"]


def test_an_ignore_counts_for_rules_that_are_not_selected() -> None:
    text = f"{DECLARED}<!-- mclint: ignore wrong-derivative -->\n{WRONG}\n"
    assert mclint.check(text, config=mclint.Config(select=frozenset({"source"}))) == []


def test_a_condition_in_a_comment_holds_for_all_that_follows() -> None:
    claim = "Let $A, B \\in \\mathbb{R}^{n \\times n}$. So $(A + B)^2 = A^2 + 2 A B + B^2$.\n"
    far = "\n\nFirst.\n\n# A section\n\nThen.\n\n"
    assert [each.split(":")[0] for each in messages(far + claim)] == ["wrong-identity"]
    assert messages("<!-- mclint: let $A B = B A$ -->" + far + claim) == []
    assert messages("<!-- mclint: let $B C = C B$ -->" + far + claim) != []
